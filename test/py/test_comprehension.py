"""Comprehensions and displays.

ref: expressions#displays-for-lists-sets-and-dictionaries, PEP 709
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


assert [x for x in range(4)] == [0, 1, 2, 3]
assert [x for x in range(10) if x % 2 if x > 3] == [5, 7, 9]
assert [(x, y) for x in 'ab' for y in range(2)] == [('a', 0), ('a', 1), ('b', 0), ('b', 1)]
assert [y for x in [[1], [2, 3]] for y in x] == [1, 2, 3]
assert {x % 3 for x in range(9)} == {0, 1, 2}
assert {k: v for k, v in zip('abc', range(3))} == {'a': 0, 'b': 1, 'c': 2}
assert {k: k for k in 'aab'} == {'a': 'a', 'b': 'b'}
assert list(x * 2 for x in [1, 2]) == [2, 4]
assert [[x * y for y in range(3)] for x in range(3)] == [[0, 0, 0], [0, 1, 2], [0, 2, 4]]
assert [a + b for a, b in [(1, 2), (3, 4)]] == [3, 7]
assert [a for a, *_ in ['xyz', 'pq']] == ['x', 'p']
assert [x for x, in [(1,), (2,)]] == [1, 2]
assert [x if x else 'none' for x in (0, 1)] == ['none', 1]
assert [lambda: x for x in range(2)][0]() == 1
assert [i for i in range(3) for i in range(i)] == [0, 0, 1]
assert [[]] == [[] for _ in range(1)]
assert [x for x in []] == []
assert [x for x in (1, 2, 3)][-1] == 3
assert [*range(2), 5, *'ab'] == [0, 1, 5, 'a', 'b']
assert (*range(2),) == (0, 1)
assert {*'aa', 'b'} == {'a', 'b'}
assert {**{'a': 1}, 'b': 2} == {'a': 1, 'b': 2}
assert [*[], *()] == []
target = {}
assert [0 for target['k'] in range(3)] == [0, 0, 0]
assert target == {'k': 2}
items = [0, 0]
assert [list(items) for items[0] in range(2)] == [[0, 0], [1, 0]]
log = []


def note(x):
    log.append(x)
    return x


assert [note(x) for x in note([1, 2]) if note(x * 10)] == [1, 2]
assert log == [[1, 2], 10, 1, 20, 2]
log.clear()
assert {note('k%d' % i): note(i) for i in range(2)} == {'k0': 0, 'k1': 1}
assert log == ['k0', 0, 'k1', 1]
log.clear()
g = (note(x) for x in note(range(2)))
assert log == [range(2)]
assert next(g) == 0
assert log == [range(2), 0]
assert error(lambda: [x for x in 5]) == "TypeError: 'int' object is not iterable"
assert error(lambda: [1 / x for x in [1, 0]]) == 'ZeroDivisionError: division by zero'
assert error(lambda: {[]: 1 for _ in 'a'}) == "TypeError: unhashable type: 'list'"
assert error(lambda: [a for a, b in [(1,)]]) == 'ValueError: not enough values to unpack (expected 2, got 1)'


def restore():
    x = 'before'
    try:
        [x for x in [1, 2] if 1 / (x - 2)]
    except ZeroDivisionError:
        pass
    return x


def unbound_inside():
    return [y for _ in [1] if (y := 1)], y


def uses_outer(n):
    return [n * i for i in range(3)], [[n + i + j for j in range(2)] for i in range(2)]


def closure_and_nested():
    fs = [[lambda: (i, j) for j in range(2)] for i in range(2)]
    return [[f() for f in row] for row in fs]


assert restore() == 'before'
assert unbound_inside() == ([1], 1)
assert uses_outer(10) == ([0, 10, 20], [[10, 11], [11, 12]])
assert closure_and_nested() == [[(1, 1), (1, 1)], [(1, 1), (1, 1)]]


class C:
    n = 3
    squares = [i * i for i in range(n)]
    pairs = {i: i for i in range(2)}

    def m(self):
        return [self for _ in range(1)][0]



c = C()
assert C.squares == [0, 1, 4]
assert C.pairs == {0: 0, 1: 1}
assert c.m() is c
assert not hasattr(C, 'i')
assert error(exec, 'class D:\n    k = 2\n    v = [k for _ in range(1)]') == "NameError: name 'k' is not defined"


def local_view():
    x = 1
    return [sorted(locals()) for y in [2]][0]


assert local_view() == ['x', 'y']
assert [locals().get('q') for q in [7]] == [7]
assert sum(x for x in range(5)) == 10
assert max((x, -x) for x in range(3)) == (2, -2)
assert dict((x, x) for x in 'a') == {'a': 'a'}
assert ''.join(c for c in 'abc' if c != 'b') == 'ac'
assert tuple(x for x in range(2)) == (0, 1)
assert any(x == 1 for x in [1])
assert not all(x for x in [1, 0])
n = [10]
assert [n for n in n] == [10]
assert n == [10]
assert [x for x in [y for y in [1, 2]]] == [1, 2]
assert [(yielded := z) for z in 'ab'] == ['a', 'b']
assert yielded == 'b'
assert error(exec, '[x := 1 for x in y]') == (
    "SyntaxError: assignment expression cannot rebind comprehension iteration variable 'x' (<string>, line 1)")
assert error(exec, '[*x for x in y]') == (
    'SyntaxError: iterable unpacking cannot be used in comprehension (<string>, line 1)')
assert error(exec, '{**x for x in y}') == (
    'SyntaxError: dict unpacking cannot be used in dict comprehension (<string>, line 1)')
assert error(exec, '[x, y for x in z]') == (
    "SyntaxError: did you forget parentheses around the comprehension target? (<string>, line 1)")
assert error(exec, '[i for i in (j := [1])]') == (
    'SyntaxError: assignment expression cannot be used in a comprehension iterable expression (<string>, line 1)')
assert error(exec, 'f(x for x in y, 1)') == 'SyntaxError: Generator expression must be parenthesized (<string>, line 1)'
matrix = [[1, 2, 3], [4, 5, 6]]
assert [[row[i] for row in matrix] for i in range(3)] == [[1, 4], [2, 5], [3, 6]]
assert [x for row in matrix if sum(row) > 6 for x in row if x % 2] == [5]
big = [i for i in range(2000)]
assert len(big) == 2000
assert big[1999] == 1999
assert sum(big) == 1999000
assert len({i: None for i in range(1000)}) == 1000
assert len({i % 100 for i in range(1000)}) == 100
deep = [[[[a, b, c, d] for d in 'd'] for c in 'c'] for b in 'b' for a in 'a']
assert deep == [[[['a', 'b', 'c', 'd']]]]
