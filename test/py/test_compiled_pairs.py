"""Loops over zip and enumerate that unpack their items at once, in compiled code: answers of CPython 3.13."""

import io

lines = io.StringIO()


def show(*values):
    print(*values, file=lines)


def pairs(a, b):
    out = []
    for x, y in zip(a, b):
        out.append((x, y))
    return out


def strict(a, b):
    out = []
    try:
        for x, y in zip(a, b, strict=True):
            out.append((x, y))
    except ValueError as e:
        out.append(str(e))
    return out


def counted(items, start=0):
    out = []
    for i, x in enumerate(items, start):
        out.append((i, x))
    return out


def rest(a, b):
    """What the iterators still give."""
    a, b = iter(a), iter(b)
    total = [x for x, y in zip(a, b)]
    return total, list(a), list(b)


def kept(items):
    """The tuples are used as such as well."""
    out = []
    for pair in enumerate(items):
        i, x = pair
        out.append((pair, i, x))
    return out


def anything(iterator):
    return [(x, y) for x, y in iterator]


class Itself:
    """An iterator that gives itself, and can be unpacked."""

    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return [self, self.n]


class Zip(zip):
    def __next__(self):
        return 'ab'


class Failing:
    def __iter__(self):
        yield 1
        yield 2
        raise KeyError('failed')


def twice(items):
    it = iter(items)
    return [(x, y) for x, y in zip(it, it)]


def changing():
    items = [1, 2, 3, 4]
    out = []
    for x, y in zip(items, range(100)):
        out.append((x, y))
        if x == 2:
            items.append(9)
        if x == 3:
            items.clear()
    return out


def nested(n):
    out = 0
    for i, (x, y) in enumerate(zip(range(n), range(n, 0, -1))):
        for j, z in enumerate('ab'):
            out += i * x - y + j
    return out


for _ in range(120):
    pairs([1, 2, 3], (4, 5, 6))
    counted([7, 8])
    strict([1, 2], [3, 4])
    anything(zip([1], [2]))
show(pairs([1, 2, 3], 'ab'), pairs(b'abc', bytearray(b'xy')), pairs({1: 2, 3: 4}, {5}), pairs([], [1]), pairs(range(3), range(5, 1, -2)))
show(pairs((x for x in 'abc'), [1, 2]), pairs([1, 2], map(str, range(5))))
show(strict([1, 2, 3], [1, 2]), strict([1, 2], [1, 2, 3]), strict([1, 2], [1, 2]), strict(range(2), b'abc'))
show(counted('xyz'), counted([], 3), counted([1, 2], -1), counted([1, 2, 3], 2**53 - 2), counted([1, 2], 10**30), counted([1, 2], True), counted({1: 2}))
show(rest([1, 2, 3], [4, 5]), rest([1, 2], [3, 4, 5]), rest(range(3), range(1)), rest(b'abc', [1]))
show(kept('ab'), twice([1, 2, 3, 4, 5]), changing(), nested(20))
show(anything(zip([1, 2], [3, 4])), anything(zip()), anything(enumerate('ab')), anything([(1, 2), [3, 4], 'ab']))
show([y for x, y in anything(Itself(3))])
z = Zip([1], [2])
show([next(z)], [(x, y) for k, (x, y) in zip(range(3), z)])
for bad in (zip([1], [2], [3]), zip([1]), enumerate([]), zip(range(2), [1, 2], 'ab'), [(1, 2, 3)], [1]):
    try:
        show(anything(bad))
    except (TypeError, ValueError) as e:
        show(e)
try:
    pairs([1, 2, 3], Failing())
except KeyError as e:
    show(e)
try:
    show(pairs([1], 5))
except TypeError as e:
    show(e)

EXPECTED = """\
[(1, 'a'), (2, 'b')] [(97, 120), (98, 121)] [(1, 5)] [] [(0, 5), (1, 3)]
[('a', 1), ('b', 2)] [(1, '0'), (2, '1')]
[(1, 1), (2, 2), 'zip() argument 2 is shorter than argument 1'] [(1, 1), (2, 2), 'zip() argument 2 is longer than argument 1'] [(1, 1), (2, 2)] [(0, 97), (1, 98), 'zip() argument 2 is longer than argument 1']
[(0, 'x'), (1, 'y'), (2, 'z')] [] [(-1, 1), (0, 2)] [(9007199254740990, 1), (9007199254740991, 2), (9007199254740992, 3)] [(1000000000000000000000000000000, 1), (1000000000000000000000000000001, 2)] [(1, 1), (2, 2)] [(0, 1)]
([1, 2], [], []) ([1, 2], [], [5]) ([0], [2], []) ([97], [99], [])
[((0, 'a'), 0, 'a'), ((1, 'b'), 1, 'b')] [(1, 2), (3, 4)] [(1, 0), (2, 1), (3, 2)] 4540
[(1, 3), (2, 4)] [] [(0, 'a'), (1, 'b')] [(1, 2), (3, 4), ('a', 'b')]
[2, 1, 0]
['ab'] [('a', 'b'), ('a', 'b'), ('a', 'b')]
too many values to unpack (expected 2)
not enough values to unpack (expected 2, got 1)
[]
too many values to unpack (expected 2)
too many values to unpack (expected 2)
cannot unpack non-iterable int object
'failed'
'int' object is not iterable
"""
assert lines.getvalue() == EXPECTED, lines.getvalue()


class Backward(list):
    def __iter__(self):
        return reversed(list(list.__iter__(self)))


class Doubled(tuple):
    def __iter__(self):
        return (2 * x for x in tuple.__iter__(self))


class Unwilling(list):
    __iter__ = None


# Lists and tuples are asked for their items without a look at their class; what is derived from them is not.
for _ in range(300):
    assert pairs([1, 2], (3, 4)) == [(1, 3), (2, 4)]
    assert pairs(Backward([1, 2]), Doubled((3, 4))) == [(2, 6), (1, 8)]
    assert counted(Backward('ab')) == [(0, 'b'), (1, 'a')] and counted(Doubled((1, 2))) == [(0, 2), (1, 4)]
    assert pairs([1.5, 2.5], [None, ()]) == [(1.5, None), (2.5, ())]
    for make in (pairs, lambda a, b: counted(b)):
        try:
            make([1], Unwilling([1]))
        except TypeError as e:
            assert str(e) == "'Unwilling' object is not iterable", e
        else:
            assert False

growing = [1]
assert [growing.append(i) or (i, x) for i, x in enumerate(growing) if i < 3 or growing.clear()] == [(0, 1), (1, 0), (2, 1)]
