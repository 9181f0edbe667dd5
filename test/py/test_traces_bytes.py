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
