"""Sorting: stability, keys, reverse, errors, changes during sorting; min, max, sorted.

lib: stdtypes#list.sort
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


assert sorted([3, 1, 2]) == [1, 2, 3]
assert sorted('hello') == ['e', 'h', 'l', 'l', 'o']
assert sorted([3, 1, 2], reverse=True) == [3, 2, 1]
assert sorted({'b': 1, 'a': 2}) == ['a', 'b']
assert sorted([]) == []
assert sorted([1.5, 1, 2 ** 70, -0.5, True]) == [-0.5, 1, True, 1.5, 2 ** 70]
assert sorted([(2, 'a'), (1, 'b'), (1, 'a')]) == [(1, 'a'), (1, 'b'), (2, 'a')]
assert sorted(['b', 'A', 'a', 'B']) == ['A', 'B', 'a', 'b']
assert sorted(['b', 'A'], key=str.lower) == ['A', 'b']
assert sorted(['\U0001f600', '\uffff', 'a', '\ud800']) == ['a', '\ud800', '\uffff', '\U0001f600']
assert sorted([b'b', b'a', b'ab']) == [b'a', b'ab', b'b']
assert sorted([[2], [1, 5], [1]]) == [[1], [1, 5], [2]]
assert sorted([2 ** 53 + 1, 2.0 ** 53, 2 ** 53 - 1]) == [2 ** 53 - 1, 2.0 ** 53, 2 ** 53 + 1]
assert sorted([-1, -2, 0]) == [-2, -1, 0]
assert sorted([10, 9, 100, 1]) == [1, 9, 10, 100]
pairs = [(i % 5, i) for i in range(100)]
by_first = sorted(pairs, key=lambda p: p[0])
assert by_first == sorted(pairs)
assert sorted(pairs, key=lambda p: p[0], reverse=True) == [(k, i) for k in (4, 3, 2, 1, 0) for i in range(k, 100, 5)]
l = [3, 1, 2]
assert l.sort() is None
assert l == [1, 2, 3]
l.sort(key=lambda x: -x)
assert l == [3, 2, 1]
l.sort(reverse=True)
assert l == [3, 2, 1]
l.sort(key=None, reverse=False)
assert l == [1, 2, 3]
assert error(lambda: l.sort(lambda x: x)) == 'TypeError: sort() takes no positional arguments'
assert error(lambda: sorted(l, lambda x: x)) == 'TypeError: sorted expected 1 argument, got 2'
assert error(lambda: sorted([1, 'a'])) == "TypeError: '<' not supported between instances of 'str' and 'int'"
assert error(lambda: sorted(5)) == "TypeError: 'int' object is not iterable"
assert error(lambda: sorted([1j, 2j])) == "TypeError: '<' not supported between instances of 'complex' and 'complex'"
assert error(lambda: sorted([None, 1])) == "TypeError: '<' not supported between instances of 'int' and 'NoneType'"
assert error(lambda: sorted([1], key=5)) == "TypeError: 'int' object is not callable"
assert error(lambda: sorted([2, 1], bad=1)) == "TypeError: sort() got an unexpected keyword argument 'bad'"
calls = []


def key(x):
    calls.append(x)
    return x % 3


data = [5, 3, 4, 1, 2, 0]
assert sorted(data, key=key) == [3, 0, 4, 1, 5, 2]
assert calls == data


class Lt:
    compared = 0

    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        Lt.compared += 1
        return self.n < other.n


objects = [Lt(n) for n in (3, 1, 2, 1)]
assert [o.n for o in sorted(objects)] == [1, 1, 2, 3]
assert sorted(objects)[0] is objects[1]
assert min(objects) is objects[1]
assert Lt.compared > 0
Lt.compared = 0
sorted([Lt(n) for n in range(1000)])
assert Lt.compared == 999
Lt.compared = 0
sorted([Lt(n) for n in range(1000, 0, -1)])
assert Lt.compared == 999


class Only:
    def __gt__(self, other):
        return False


assert len(sorted([Only(), Only()])) == 2


class Raises:
    def __lt__(self, other):
        raise ValueError('compare')


m = [Raises(), Raises(), Raises()]
kept = m[:]
assert error(m.sort) == 'ValueError: compare'
assert len(m) == 3
assert set(map(id, m)) == set(map(id, kept))


class Mutates:
    def __lt__(self, other):
        changing.append(1)
        return False


changing = [Mutates(), Mutates(), Mutates()]
assert error(changing.sort) == 'ValueError: list modified during sort'
assert len(changing) == 3
seen = []
looking = [2, 1]
looking.sort(key=lambda x: seen.append(len(looking)) or x)
assert seen == [0, 0]
assert looking == [1, 2]
assert error(lambda: [2, 1, 3].sort(key=lambda x: 1 / (x - 1))) == 'ZeroDivisionError: division by zero'
state = 12345
values = []
for _ in range(3000):
    state = state * 1103515245 + 12345 & 0x7fffffff
    values.append(state >> 8)
ordered = sorted(values)
assert all(a <= b for a, b in zip(ordered, ordered[1:]))
assert len(ordered) == 3000
assert sum(ordered) == sum(values)
assert sorted(values, reverse=True) == ordered[::-1]
assert sorted(map(float, values)) == ordered
assert sorted(map(str, values)) == [str(v) for v in sorted(values, key=str)]
runs = list(range(500)) + list(range(250)) + list(range(700, 300, -1))
assert sorted(runs) == sorted(runs, key=lambda x: (x,))
assert sorted(runs)[0] == 0
assert sorted([v % 7 for v in values]) == sum([[k] * sum(1 for v in values if v % 7 == k) for k in range(7)], [])
records = [{'n': v % 50, 'i': i} for i, v in enumerate(values[:500])]
records.sort(key=lambda r: r['n'])
assert all(a['n'] < b['n'] or a['n'] == b['n'] and a['i'] < b['i'] for a, b in zip(records, records[1:]))
records.sort(key=lambda r: r['n'], reverse=True)
assert all(a['n'] > b['n'] or a['n'] == b['n'] and a['i'] < b['i'] for a, b in zip(records, records[1:]))
from functools import cmp_to_key, total_ordering
assert sorted([1, 3, 2], key=cmp_to_key(lambda a, b: b - a)) == [3, 2, 1]
assert sorted('bca', key=cmp_to_key(lambda a, b: (a > b) - (a < b))) == ['a', 'b', 'c']
assert min(3, 1, 2) == 1
assert max([1, 3, 2]) == 3
assert min('b', 'a') == 'a'
assert max([1, -5], key=abs) == -5
assert min([], default=7) == 7
assert max((1, 'x'), (1, 'y')) == (1, 'y')
assert max([1, 1.0]) == 1
assert type(max(1, 1.0)) is int
assert type(max(1.0, 1)) is float
assert min([(1, 'b'), (1, 'a')], key=lambda t: t[0]) == (1, 'b')
assert error(min, []) == 'ValueError: min() iterable argument is empty'
assert error(max) == 'TypeError: max expected at least 1 argument, got 0'
assert error(max, 5) == "TypeError: 'int' object is not iterable"
assert error(max, 1, 2, default=3) == 'TypeError: Cannot specify a default for max() with multiple positional arguments'
assert max('abc', key=ord) == 'c'
assert max(1, 2, key=None) == 2
nan = float('nan')
assert len(sorted([3, nan, 1])) == 3
assert repr(sorted([nan, 1.0])) == '[nan, 1.0]'
assert list(reversed(sorted([2, 1]))) == [2, 1]


@total_ordering
class Version:
    def __init__(self, *parts):
        self.parts = parts

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts


assert Version(1, 2) <= Version(1, 2)
assert Version(2) > Version(1, 9)
assert Version(1) >= Version(0)
assert max(Version(1), Version(3), Version(2)).parts == (3,)
import heapq, bisect
h = []
for v in [5, 1, 4, 2]:
    heapq.heappush(h, v)
assert [heapq.heappop(h) for _ in range(4)] == [1, 2, 4, 5]
assert bisect.bisect([1, 2, 2, 3], 2) == 3
assert bisect.bisect_left([1, 2, 2, 3], 2) == 1

# Keys of three-way functions, whatever the function gives.
from functools import cmp_to_key


class Negative:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return self.value < other


letters = [chr(97 + i * 7 % 26) for i in range(40)]
for result in (float, Negative, lambda x: x, lambda x: x * 2 ** 60):
    for reverse in (False, True):
        assert sorted(letters, key=cmp_to_key(lambda a, b: result((a > b) - (a < b))), reverse=reverse) == sorted(letters, reverse=reverse)
assert sorted(letters, key=cmp_to_key(lambda a, b: a < b)) == letters
try:
    sorted(letters, key=cmp_to_key(lambda a, b: None))
    assert False
except TypeError as e:
    assert str(e) == "'<' not supported between instances of 'NoneType' and 'int'"
# Keys of two functions are compared by that of the left one.
one, other = cmp_to_key(lambda a, b: a - b), cmp_to_key(lambda a, b: a - b)
assert [key.obj for key in sorted([(one if i % 2 else other)(i * 7 % 20) for i in range(20)])] == list(range(20))
calls = []


def failing(a, b):
    calls.append((a, b))
    if len(calls) > 5:
        raise KeyError(a)
    return a - b


numbers = [5, 3, 8, 1, 9, 2, 7]
try:
    numbers.sort(key=cmp_to_key(failing))
    assert False
except KeyError:
    assert sorted(numbers) == [1, 2, 3, 5, 7, 8, 9] and len(calls) == 6
