"""Compiled code that takes bytes one by one: out of bytes and bytearrays, short and long, and of what turns up instead of them."""

DATA = bytes(range(256))


def words(b, n):
    total = 0
    for i in range(n):
        total += b[i] << 24 | b[i + 1]
    return total


def added(b, n):
    total = 0
    for i in range(n):
        total += b[i]
    return total


def last_two(b):
    return b[-1] * 1000 + b[-2]


def flags(b):
    return b[True] + b[False]


def at(b, i):
    return b[i]


def outcome(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e)


class Other(bytes):
    def __getitem__(self, i):
        return 1000


class Grown(bytearray):
    pass


def check_bytes_of_all_forms():
    for kind in (bytes, bytearray):
        for size in (3, 32, 33, 200):
            b = kind(DATA[:size])
            for _ in range(200):
                assert words(b, size - 1) == sum([i << 24 | i + 1 for i in range(size - 1)])
                assert added(b, size) == size * (size - 1) // 2
                assert last_two(b) == (size - 1) * 1000 + size - 2
                assert flags(b) == 1
                assert at(b, 2) == 2


def check_places_that_are_none():
    for _ in range(300):
        assert at(b'abc', 1) == 98
    assert at(b'abc', -1) == 99
    assert outcome(at, b'abc', 3) is outcome(at, b'abc', -4) is outcome(at, b'abc', 2**70) is IndexError
    assert outcome(at, b'abc', None) is outcome(at, b'abc', 1.0) is TypeError
    assert at(b'abc', True) == 98
    assert at(b'abc', slice(1)) == b'a'
    assert outcome(added, b'abc', 4) is outcome(added, bytearray(), 1) is outcome(last_two, b'a') is IndexError


def check_other_objects():
    for _ in range(300):
        added(DATA, 4)
        last_two(DATA)
    for _ in range(3):
        assert added(Other(b'abc'), 2) == 2000
        assert added(Grown(b'abc'), 2) == 97 + 98
        assert added([1.5, 2.5], 2) == 4.0
        assert added((1, 2**60), 2) == 1 + 2**60
        assert added({0: 1, 1: True}, 2) == 2
        assert added(memoryview(b'abc'), 2) == 97 + 98
        assert outcome(added, 'abc', 2) is outcome(added, None, 2) is TypeError
        assert last_two({-1: 1, -2: 2}) == 1002
        assert added(DATA, 4) == 6


def check_bytearray_that_changes():
    def changed(b, n):
        total = 0
        for i in range(n):
            total += b[i]
            if i % 7 == 3:
                b.append(i)
            if i % 11 == 3:
                del b[-2:]
            b[i + 1] = i
        return total

    for _ in range(300):
        assert changed(bytearray(200), 100) == 98 * 99 // 2
    assert outcome(changed, bytearray(8), 100) is IndexError


def check_float_at_a_bool():
    def summed(xs, n):
        total = 0.0
        for _ in range(n):
            total += xs[True]
        return total

    for _ in range(300):
        assert summed([1.5, 2.5], 30) == 75.0
    assert summed([1.5, 3], 30) == 90


def check_pairs_of_all_kinds():
    def pairs(x, y):
        found = []
        for a, b in zip(x, y):
            found.append((a, b))
        for i, a in enumerate(x):
            found.append(i)
        return found

    for _ in range(300):
        assert pairs([1, 2, 3], (4.5, 5.5)) == [(1, 4.5), (2, 5.5), 0, 1, 2]
        assert pairs('ab', [1, 2]) == [('a', 1), ('b', 2), 0, 1]
        assert pairs(range(2), b'ab') == [(0, 97), (1, 98), 0, 1]
        assert pairs([1.5, 2.5], {1: 2, 3: 4}) == [(1.5, 1), (2.5, 3), 0, 1]
    shared = [1, 2, 3]
    rest = iter(shared)
    assert pairs(rest, [5, 6]) == [(1, 5), (2, 6)]
    assert list(rest) == []


check_bytes_of_all_forms()
check_places_that_are_none()
check_other_objects()
check_bytearray_that_changes()
check_float_at_a_bool()
check_pairs_of_all_kinds()
