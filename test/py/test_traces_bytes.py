"""Bytes in loops that are hot enough to be traced: their items one by one, by index, in pairs, and by objects that only look like them."""

ROUNDS = 2000
DATA = bytes([i * 7 & 0xFF for i in range(ROUNDS)])


def checksum(data):
    value = 0
    for byte in data:
        value = (value * 31 + byte) & 0xFFFFFFFF
    return value


def by_index(data):
    value = 0
    for i in range(len(data)):
        value = (value * 31 + data[i]) & 0xFFFFFFFF
    return value


def from_the_end(data):
    return [data[-i] for i in range(1, len(data) + 1)]


def slowly(data):
    value = 0
    for byte in list(data):
        value = (value * 31 + byte) % 2**32
    return value


for data in (b'', b'a', b'short', bytes(32), bytes(33), DATA, bytearray(DATA), DATA[:300] * 3):
    for _ in range(20):
        assert checksum(data) == by_index(data) == slowly(data)
        assert bytes(from_the_end(data)) == data[::-1]
    # No bytes at all, and then bytes again.
    assert checksum(list(data)) == checksum(tuple(data)) == checksum(data)


def pairs(one, other):
    return [a ^ b for a, b in zip(one, other)]


for _ in range(20):
    assert pairs(DATA, DATA) == [0] * ROUNDS
    assert pairs(DATA, list(DATA)[:100]) == [0] * 100
    assert pairs(DATA[:50], range(100)) == [DATA[i] ^ i for i in range(50)]


def until(iterator, stop):
    for byte in iterator:
        if byte == stop:
            return True
    return False


for _ in range(20):
    iterator = iter(DATA)
    assert until(iterator, DATA[255]) and iterator.__length_hint__() == ROUNDS - 256
    assert until(iterator, DATA[255]) and next(iterator) == DATA[512]
    assert not until(iterator, -1) and list(iterator) == [] and not until(iterator, 0)


class Loud(bytes):
    def __getitem__(self, index):
        return super().__getitem__(index) + 1000

    def __iter__(self):
        return iter([1, 2, 3])

    def __len__(self):
        return 2


assert checksum(Loud(DATA)) == (31 + 2) * 31 + 3
assert by_index(Loud(DATA)) == (1000 + DATA[0]) * 31 + 1000 + DATA[1]


def outside(data, count):
    for i in range(count):
        data[i]


for data in (DATA, b'few'):
    for index in (len(data), ROUNDS + 5):
        try:
            outside(data, index + 1)
        except IndexError as error:
            assert str(error) == 'index out of range'
        else:
            raise AssertionError('no error')
assert [b'abc'[i] for i in (True, False, 2, -3)] == [98, 97, 99, 97]


def grows(data):
    found = 0
    for byte in data:
        if found < ROUNDS:
            data.append(byte)
        found += 1
    return found


assert grows(bytearray(b'ab')) == ROUNDS + 2


def join(parts, tail):
    return [part + tail for part in parts]


class Added(bytes):
    def __add__(self, other):
        return 'added'

    __radd__ = __add__


PARTS = [b'', b'a', b'ab' * 8, b'c' * 31, b'd' * 32, b'e' * 33, b'f' * 200]
for _ in range(20):
    for tail in (b'', b'x', b'y' * 40):
        joined = join(PARTS * 20, tail)
        assert joined == [bytes(list(part) + list(tail)) for part in PARTS] * 20
        assert [len(part) for part in joined[:7]] == [len(part) + len(tail) for part in PARTS]
assert join([b'a', Added(b'b'), bytearray(b'c')], b'd') == [b'ad', 'added', b'cd']
assert join([b'a'] * 50, Added(b'd')) == ['added'] * 50
assert type(join([b'a'] * 50, bytearray(b'd'))[0]) is bytes
for wrong in ('text', 1, None):
    try:
        join([b'a'] * 50, wrong)
    except TypeError as error:
        assert "can't concat" in str(error), error
    else:
        raise AssertionError('no error')


def cut(data, bounds):
    return [data[start:stop] for start, stop in bounds]


BOUNDS = [(0, 1), (1, 3), (None, 5), (-3, None), (5, 2), (-100, 100), (0, 32), (0, 33), (10, 90), (None, None), (100, 200)]
for _ in range(20):
    for data in (b'', b'abc', bytes(range(32)), bytes(range(64)), DATA):
        found = cut(data, BOUNDS * 5)
        assert found == [bytes(list(data)[start:stop]) for start, stop in BOUNDS] * 5
        # All of it is the same object.
        assert found[9] is data
assert cut(bytearray(b'abc'), BOUNDS[:2] * 50) == [bytearray(b'a'), bytearray(b'bc')] * 50
assert cut(Added(b'abc'), [(None, None)] * 50)[0].__class__ is bytes


def singles(values):
    return b''.join([bytes((value,)) for value in values])


for _ in range(20):
    assert singles(DATA) == DATA
    assert singles([True, False] * 10) == b'\1\0' * 10
for wrong, kind in ((256, ValueError), (-1, ValueError), ('a', TypeError), (0.5, TypeError), (2**70, OverflowError)):
    try:
        singles(list(DATA[:100]) + [wrong])
    except (kind, ValueError):
        pass
    else:
        raise AssertionError(wrong)


def packed(layout, values):
    from struct import pack, unpack
    return [unpack(layout, pack(layout, value))[0] for value in values]


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        self.n += 1
        return self.n


for _ in range(20):
    assert packed('<I', range(ROUNDS)) == list(range(ROUNDS))
    assert packed('>d', [0.5, -1.0, 3] * 50) == [0.5, -1.0, 3.0] * 50
    assert packed('3s', [b'abc', b'', b'abcdef'] * 50) == [b'abc', b'\0\0\0', b'abc'] * 50
    assert packed('h', [x for _ in range(20) for x in (Index(1), 5, True)]) == [2, 5, 1] * 20
for layout, wrong in (('B', 256), ('<H', -1), ('B', 'a'), ('d', 'a'), ('3s', 1)):
    import struct
    try:
        packed(layout, [b'abc' if layout == '3s' else 1] * 200 + [wrong])
    except struct.error as error:
        assert error.__traceback__.tb_next.tb_lineno == packed.__code__.co_firstlineno + 2
    else:
        raise AssertionError(layout)
