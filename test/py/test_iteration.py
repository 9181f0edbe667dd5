"""Iteration: the protocols, for/while with else, iter with a sentinel, enumerate, zip, map, filter, reversed.

lib: functions#iter
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


class Up:
    def __init__(self, n):
        self.n = n
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


class Old:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10


class Stop:
    def __getitem__(self, i):
        if i > 1:
            raise StopIteration
        return i


assert list(Up(3)) == [1, 2, 3]
assert list(Old()) == [0, 10, 20]
assert list(Stop()) == [0, 1]
assert 10 in Old()
assert [*Old()] == [0, 10, 20]
assert max(Up(4)) == 4
assert sum(Old()) == 30
assert tuple(Up(2)) == (1, 2)
assert dict(zip(Up(2), Old())) == {1: 0, 2: 10}
assert sorted(Up(3), reverse=True) == [3, 2, 1]
assert 5 not in Up(3)
assert 2 in Up(3)
u = Up(3)
assert 2 in u
assert next(u) == 3
assert next(u, None) is None
assert error(next, u) == 'StopIteration: '
assert list(u) == []


def flow(items, stop=None):
    seen = []
    for x in items:
        if x == stop:
            break
        if x == 'skip':
            continue
        seen.append(x)
    else:
        seen.append('else')
    return seen


assert flow([1, 2]) == [1, 2, 'else']
assert flow([]) == ['else']
assert flow([1, 2, 3], 2) == [1]
assert flow([1, 'skip', 3]) == [1, 3, 'else']


def whiles(n, stop):
    seen = []
    while n:
        n -= 1
        if n == stop:
            break
        if n % 2:
            continue
        seen.append(n)
    else:
        seen.append('else')
    return seen


assert whiles(5, -1) == [4, 2, 0, 'else']
assert whiles(5, 2) == [4]
assert whiles(0, 0) == ['else']


def nested():
    out = []
    for i in range(3):
        for j in range(3):
            if j == i:
                break
            out.append((i, j))
        else:
            out.append('full')
        if i == 1:
            continue
        out.append(i)
    return out


assert nested() == [0, (1, 0), (2, 0), (2, 1), 2]


class BadIter:
    def __iter__(self):
        return 5


class NoNext:
    def __iter__(self):
        return self


class Raises:
    def __iter__(self):
        raise KeyError('iter')


class NextRaises(Up):
    def __next__(self):
        raise ValueError('next')


assert error(iter, BadIter()) == "TypeError: iter() returned non-iterator of type 'int'"
assert error(list, NoNext()) == "TypeError: iter() returned non-iterator of type 'NoNext'"
assert error(list, Raises()) == "KeyError: 'iter'"
assert error(list, NextRaises(1)) == 'ValueError: next'
assert error(iter, 5) == "TypeError: 'int' object is not iterable"
assert error(next, 5) == "TypeError: 'int' object is not an iterator"
assert error(next, []) == "TypeError: 'list' object is not an iterator"
assert error(iter) == 'TypeError: iter expected at least 1 argument, got 0'
assert error(iter, 5, 6) == 'TypeError: iter(v, w): v must be callable'
assert error(exec, 'for x in 5: pass') == "TypeError: 'int' object is not iterable"
values = iter([1, 2, 'end', 3])
assert list(iter(lambda: next(values), 'end')) == [1, 2]
assert next(values) == 3
it = iter(lambda: next(values), 'never')
assert list(it) == []

# enumerate, zip, map, filter, reversed
assert list(enumerate('ab')) == [(0, 'a'), (1, 'b')]
assert list(enumerate('ab', 5)) == [(5, 'a'), (6, 'b')]
assert list(enumerate([], start=1)) == []
assert next(enumerate('a', 2 ** 70)) == (2 ** 70, 'a')
assert error(enumerate) == "TypeError: enumerate() missing required argument 'iterable'"
assert error(enumerate, 5) == "TypeError: 'int' object is not iterable"
assert list(zip([1, 2], 'ab', (True, False))) == [(1, 'a', True), (2, 'b', False)]
assert list(zip([1, 2, 3], 'a')) == [(1, 'a')]
assert list(zip()) == []
assert list(zip('ab')) == [('a',), ('b',)]
assert list(zip(*[(1, 2), (3, 4)])) == [(1, 3), (2, 4)]
assert error(lambda: list(zip([1, 2], [1], strict=True))) == 'ValueError: zip() argument 2 is shorter than argument 1'
assert error(lambda: list(zip([1], [1, 2], strict=True))) == 'ValueError: zip() argument 2 is longer than argument 1'
assert list(zip([1], [2], strict=True)) == [(1, 2)]
assert error(zip, 1) == "TypeError: 'int' object is not iterable"
a, b = iter([1, 2, 3]), iter('x')
assert list(zip(a, b)) == [(1, 'x')]
assert next(a) == 3
assert list(map(lambda x: x * 2, [1, 2])) == [2, 4]
assert list(map(lambda x, y: x + y, [1, 2, 3], [10, 20])) == [11, 22]
assert list(map(str, [])) == []
assert error(map, str) == 'TypeError: map() must have at least two arguments.'
assert error(lambda: list(map(5, [1]))) == "TypeError: 'int' object is not callable"
assert list(filter(None, [0, 1, '', 'a'])) == [1, 'a']
assert list(filter(lambda x: x > 1, [1, 2, 3])) == [2, 3]
assert error(lambda: list(map(int, ['1', 'x']))) == "ValueError: invalid literal for int() with base 10: 'x'"
assert list(reversed([1, 2])) == [2, 1]
assert list(reversed('ab')) == ['b', 'a']
assert list(reversed(range(3))) == [2, 1, 0]
assert list(reversed({1: 0, 2: 0})) == [2, 1]
assert error(reversed, {1}) == "TypeError: 'set' object is not reversible"
assert error(reversed, iter([])) == "TypeError: 'list_iterator' object is not reversible"
assert list(reversed((1, 2))) == [2, 1]
lazy = map(lambda x: 1 / x, [1, 0, 2])
assert next(lazy) == 1.0
assert error(next, lazy) == 'ZeroDivisionError: division by zero'
assert next(lazy) == 0.5
assert sum([1, 2], 10) == 13
assert sum([[1], [2]], []) == [1, 2]
assert sum([]) == 0
assert sum([0.1] * 3) == 0.30000000000000004
assert sum((x for x in [1, 2.5])) == 3.5
assert error(sum, ['a']) == "TypeError: unsupported operand type(s) for +: 'int' and 'str'"
assert error(sum, ['a'], '') == "TypeError: sum() can't sum strings [use ''.join(seq) instead]"
assert sum([2 ** 53, 1, 1]) == 2 ** 53 + 2
assert sum([True, True]) == 2
assert all([])
assert not any([])

# Iterators of changing and shared things
l = [1, 2, 3]
it = iter(l)
next(it)
l.insert(0, 0)
assert next(it) == 1
assert list(it) == [2, 3]
s = iter('abc')
assert next(s) == 'a'
assert list(s) == ['b', 'c']
assert iter(s) is s
assert s.__length_hint__() == 0
r = iter(range(3))
assert r.__length_hint__() == 3
assert next(r) == 0
assert list(zip(r, r)) == [(1, 2)]
import copy
i1 = iter([1, 2, 3])
next(i1)
i2 = copy.copy(i1)
assert list(i1) == [2, 3]
assert list(i2) == [2, 3]
assert [list(g) for g in (iter(()), iter({}), iter(set()), iter(b''), iter(''))] == [[]] * 5
assert next(iter(b'a')) == 97
assert list(iter({'k': 1}.items())) == [('k', 1)]
x = 'outer'
for x in []:
    pass
assert x == 'outer'
for x, (y, *z) in [(1, 'abc')]:
    pass
assert (x, y, z) == (1, 'a', ['b', 'c'])


class Target:
    pass


t = Target()
for t.attr in range(3):
    pass
assert t.attr == 2


def returns_in_loop():
    for i in Up(10):
        for j in Up(10):
            if i * j == 12:
                return i, j


assert returns_in_loop() == (2, 6)
import itertools
assert list(itertools.chain([1], 'a')) == [1, 'a']
assert list(itertools.islice(itertools.count(5), 2)) == [5, 6]
assert list(itertools.accumulate([1, 2, 3])) == [1, 3, 6]
assert list(itertools.product('ab', [1])) == [('a', 1), ('b', 1)]
assert [(k, list(g)) for k, g in itertools.groupby('aab')] == [('a', ['a', 'a']), ('b', ['b'])]
assert list(itertools.zip_longest([1], 'ab')) == [(1, 'a'), (None, 'b')]
assert list(itertools.takewhile(lambda x: x < 2, [1, 2, 1])) == [1]
assert list(itertools.pairwise('abc')) == [('a', 'b'), ('b', 'c')]
assert list(itertools.permutations([1, 2])) == [(1, 2), (2, 1)]
assert list(itertools.combinations('abc', 2)) == [('a', 'b'), ('a', 'c'), ('b', 'c')]
assert list(itertools.repeat(1, 2)) == [1, 1]
assert [next(c) for c in [itertools.cycle('ab')] * 3] == ['a', 'b', 'a']
assert list(itertools.starmap(pow, [(2, 3)])) == [8]
assert list(itertools.batched('abc', 2)) == [('a', 'b'), ('c',)]


# A key that raises StopIteration ends the run that asked for the next item, or the runs.


def stops_at_two(x):
    if x == 2:
        raise StopIteration('at two')
    return x


assert [(k, list(g)) for k, g in itertools.groupby([1, 1, 2, 3], stops_at_two)] == [(1, [1, 1]), (3, [3])]
runs = itertools.groupby([1, 2, 3], stops_at_two)
key, run = next(runs)
assert next(run) == 1
try:
    next(run)
except StopIteration as e:
    assert e.value == 'at two'
else:
    raise AssertionError('no end')
assert next(runs)[0] == 3 and next(runs, None) is None


# What makes an iterator again is the builtin that running code sees, and is looked for before the state is asked for.


def reduced(iterator, **names):
    return eval('x.__reduce__()', {'__builtins__': names, 'x': iterator})


assert reduced(iter([1, 2]), iter=5) == (5, ([1, 2],), 0)
assert reduced(reversed([1, 2]), reversed=6) == (6, ([1, 2],), 1)
for each in iter([1]), iter((1,)), iter('ab'), iter(b'a'), iter(bytearray(b'a')), iter(tuple[int]), iter(int, 1), reversed([1]):
    try:
        reduced(each)
    except AttributeError as e:
        assert str(e) in ('iter', 'reversed')
    else:
        assert False, each


class Name(str):
    # Not interned, so that looking it up compares.
    def __eq__(self, other):
        list(self.iterator)
        return str.__eq__(self, other)

    __hash__ = str.__hash__


for each, empty in (iter([1, 2]), []), (iter('xyz'), ''), (iter(b'ab'), ()):
    name = Name('iter')
    name.iterator = each
    assert eval('x.__reduce__()', {'__builtins__': {name: iter}, 'x': each}) == (iter, (empty,))
