"""Bytearrays in loops: read, written, grown and gone through, whatever becomes of them meanwhile."""

ROUNDS = 400


def total(data):
    n = 0
    for i in range(len(data)):
        n = n * 3 + data[i] & 0xffff
    return n


def by_items(data):
    n = 0
    for b in data:
        n = n * 3 + b & 0xffff
    return n


def from_the_end(data):
    n = 0
    for i in range(1, len(data) + 1):
        n += data[-i] * i
    return n


class Mine(bytearray):
    def __getitem__(self, i):
        return 1

    def __setitem__(self, i, value):
        bytearray.__setitem__(self, i, 255 - value)


def test_bytes_are_read():
    raw = [i * 37 & 255 for i in range(ROUNDS)]
    for make in (bytes, bytearray, list, tuple, Mine):
        data = make(raw)
        for _ in range(20):
            if make is not Mine:
                assert total(data) == total(raw) and from_the_end(data) == from_the_end(raw)
            assert by_items(data) == by_items(raw)
    assert from_the_end(Mine(raw)) == sum(range(1, ROUNDS + 1))


def write(data, values):
    for i, v in enumerate(values):
        data[i] = v
        data[-1 - i] = data[i] ^ 1


def test_bytes_are_written():
    for n in (2, 40, ROUNDS):
        data = bytearray(n)
        values = [i * 5 & 255 for i in range(n // 2)]
        write(data, values)
        assert list(data) == values + [v ^ 1 for v in reversed(values)]
    mine = Mine(4)
    write(mine, [1, 2])
    assert bytes(mine) == bytes([254, 253, 255, 255])
    for wrong, error in ((256, ValueError), (-1, ValueError), ('a', TypeError), (1.0, TypeError), (2 ** 70, ValueError)):
        for at in (0, ROUNDS - 1):
            data = bytearray(2 * ROUNDS)
            try:
                write(data, [7] * at + [wrong])
            except error:
                assert bytes(data[:at]) == b'\x07' * at and data[at] == 0
                continue
            assert False
    data = bytearray(3)
    write(data, [True])
    assert data == b'\x01\x00\x00'


def test_out_of_range():
    def read(data, n):
        s = 0
        for i in range(n):
            s += data[i]
        return s

    def fill(data, n):
        for i in range(n):
            data[i] = 1

    for f in (read, fill):
        data = bytearray(b'\x01' * ROUNDS)
        for _ in range(10):
            f(data, ROUNDS)
        for n in (ROUNDS + 1, ROUNDS + 17):
            try:
                f(data, n)
            except IndexError:
                continue
            assert False


def grown(n, every):
    data = bytearray()
    for i in range(n):
        data.append(i & 255)
        if i % every == 0:
            data.extend(b'ab')
    return data


def test_growing():
    for n in (1, 7, 64, ROUNDS, 5000):
        for every in (1, 7, n):
            expected = []
            for i in range(n):
                expected.append(i & 255)
                if i % every == 0:
                    expected += [97, 98]
            assert list(grown(n, every)) == expected
    for wrong, error in ((256, ValueError), (-1, ValueError), (None, TypeError)):
        data = bytearray()
        try:
            for x in [1] * ROUNDS + [wrong]:
                data.append(x)
        except error:
            assert data == b'\x01' * ROUNDS
            continue
        assert False


def test_views():
    data = bytearray(ROUNDS)
    view = memoryview(data)
    n = 0
    for i in range(ROUNDS):
        data[i] = i & 255
        view[i] ^= 3
        n += data[i]
    assert n == sum([i & 255 ^ 3 for i in range(ROUNDS)])
    done = 0
    try:
        for i in range(ROUNDS):
            data.append(1)
            done += 1
    except BufferError:
        pass
    assert done == 0 and len(data) == ROUNDS
    view.release()
    held = None
    try:
        for i in range(ROUNDS):
            data.append(1)
            done += 1
            if i == ROUNDS // 2:
                held = memoryview(data)
    except BufferError:
        pass
    assert done == ROUNDS // 2 + 1 == len(data) - ROUNDS and len(held) == len(data)


def test_changes_under_way():
    for _ in range(5):
        data = bytearray(range(200))
        seen = []
        for i in range(300):
            if i >= len(data):
                break
            seen.append(data[i])
            if i == 120:
                del data[150:]
        assert seen == list(range(150))
        data = bytearray(b'abc')
        seen = 0
        for b in data:
            seen += 1
            if len(data) < ROUNDS:
                data.append(b)
        assert seen == ROUNDS and data == b'abc' * (ROUNDS // 3) + b'a'
        data = bytearray(100)
        for i in range(300):
            data[i % 100] = i % 7
            if i == 150:
                data[:50] = b'xyz' * 20
                break
        assert len(data) == 110 and data[50] == 122
        n = 0
        for a, b in zip(data, bytearray(b'\x01\x02') * 30):
            n += a * b
        assert n == sum([a * b for a, b in zip(list(data), [1, 2] * 30)])


for name, test in list(globals().items()):
    if name.startswith('test_'):
        for _ in range(4):
            test()
