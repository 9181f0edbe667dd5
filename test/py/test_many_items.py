"""Lists, tuples and others of many items that come one by one: each item is there once, in its order, whatever its kind."""

SIZES = [0, 1, 63, 65, 4095, 4096, 4097, 8191, 8192, 8193, 10000, 20001]


def counted(n):
    for i in range(n):
        yield i


for n in SIZES:
    items = [i for i in range(n)]
    for make in (counted, lambda n: iter(range(n)), lambda n: map(int, range(n)), lambda n: reversed(range(n - 1, -1, -1))):
        assert list(make(n)) == items
        assert tuple(make(n)) == tuple(items)
        assert sorted(make(n)) == items
        assert [*make(n)] == items
        grown = [None]
        grown.extend(make(n))
        assert grown == [None, *items]
    assert list(range(n)) == items
    assert list(range(n - 1, -1, -1)) == items[::-1]
    assert list(range(5, 5 + 3 * n, 3)) == [5 + 3 * i for i in items]
    # Floats, and floats behind others.
    floats = [float(i) for i in items]
    assert list(map(float, range(n))) == floats and list(map(type, list(map(float, range(n))))) == [float] * n
    mixed = list(i if i < 5000 else i / 2 for i in range(n))
    assert mixed == [i if i < 5000 else i / 2 for i in items]
    assert [type(x) for x in mixed[:5000]] == [int] * min(n, 5000)
    late = list(i / 2 if i < 5000 else i for i in range(n))
    assert late == [i / 2 if i < 5000 else i for i in items]
    assert all([type(x) is int for x in late[5000:]])
    # A copy is a list of its own.
    copy = list(items)
    copy.append('x')
    assert len(copy) == n + 1 and len(items) == n
    copy = list(floats)
    copy.append('x')
    assert copy == [*floats, 'x'] and len(floats) == n

# An iterator that has been asked before gives what is left, and nothing then.
for n in (10, 5000, 9000):
    it = iter(range(n))
    assert next(it) == 0
    assert list(it) == list(counted(n))[1:]
    assert list(it) == [] and next(it, None) is None


# What is raised on the way.
def fails(n):
    yield from range(n)
    raise KeyError(n)


for n in (0, 4095, 4096, 4097, 9000):
    for make in (list, tuple, sorted):
        try:
            make(fails(n))
        except KeyError as e:
            assert e.args == (n,)
        else:
            assert False


# A list within a list that is being made.
def nested(n):
    for i in range(n):
        yield list(range(5000))[i] if i % 2000 else sum(list(counted(5000)))


assert list(nested(4500)) == [i if i % 2000 else 12497500 for i in range(4500)]


class Own(list):
    pass


assert Own(range(5000)) == list(range(5000)) and type(Own(counted(3))) is Own
assert list(Own([1, 2])) == [1, 2]
again = [1, 2, 3]
again.__init__(counted(5000))
assert again == list(range(5000))
try:
    list(range(10 ** 12))
except MemoryError:
    pass
else:
    assert False

# Ranges behind what is there.
for n in (0, 1, 5000):
    for before in ([], [1], [1.5, 2.5], ['a']):
        items = list(before)
        alias = items
        items += range(n)
        items.extend(range(n, 0, -1))
        assert items is alias and items == [*before, *list(counted(n)), *list(counted(n + 1))[:0:-1]]
        assert [*before, *range(n)] == before + list(counted(n))
        items.append('x')
        assert alias[-1] == 'x'
