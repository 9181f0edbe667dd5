"""Lists: methods, slices, mutation, comparison, mutation while iterating.

lib: stdtypes#lists
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


l = [1, 2, 3]
l.append(4)
l.extend((5, 6))
l.insert(0, 0)
l.insert(-1, 'x')
l.insert(100, 'end')
assert l == [0, 1, 2, 3, 4, 5, 'x', 6, 'end']
assert len(l) == 9
assert l.pop() == 'end'
assert l.pop(0) == 0
assert l.pop(-2) == 'x'
assert l == [1, 2, 3, 4, 5, 6]
l.remove(3)
assert l == [1, 2, 4, 5, 6]
assert l.index(4) == 2
assert l.count(9) == 0
assert 5 in l
assert 9 not in l
assert l.index(5, 2) == 3
assert l.index(6, -1) == 4
l.reverse()
assert l == [6, 5, 4, 2, 1]
assert l.copy() == l
assert l.copy() is not l
assert l[:] is not l
l.clear()
assert l == []
assert not l
assert l.append(1) is None
assert error([].pop) == 'IndexError: pop from empty list'
assert error([1].pop, 5) == 'IndexError: pop index out of range'
assert error([1].remove, 2) == 'ValueError: list.remove(x): x not in list'
assert error([1].index, 2) == 'ValueError: 2 is not in list'
assert error(lambda: [1][1]) == 'IndexError: list index out of range'
assert error(lambda: [1][-2]) == 'IndexError: list index out of range'
assert error(lambda x: x['a'], []) == 'TypeError: list indices must be integers or slices, not str'
assert error([1].__setitem__, 3, 1) == 'IndexError: list assignment index out of range'
assert error([].__delitem__, 0) == 'IndexError: list assignment index out of range'
assert error(hash, []) == "TypeError: unhashable type: 'list'"
assert error(lambda: [] + ()) == 'TypeError: can only concatenate list (not "tuple") to list'
assert error(lambda: [1] * 'a') == "TypeError: can't multiply sequence by non-int of type 'str'"
assert error([].extend, 5) == "TypeError: 'int' object is not iterable"
assert error(list, 5) == "TypeError: 'int' object is not iterable"
assert error([].append) == 'TypeError: list.append() takes exactly one argument (0 given)'
assert error([].insert, 1) == 'TypeError: insert expected 2 arguments, got 1'
assert error([].pop, 1, 2) == 'TypeError: pop expected at most 1 argument, got 2'

# Item and slice assignment.
l = list(range(10))
l[2:5] = ['a']
assert l == [0, 1, 'a', 5, 6, 7, 8, 9]
l[1:1] = [10, 11]
assert l == [0, 10, 11, 1, 'a', 5, 6, 7, 8, 9]
l[::3] = 'wxyz'
assert l == ['w', 10, 11, 'x', 'a', 5, 'y', 7, 8, 'z']
del l[1:3], l[-1]
assert l == ['w', 'x', 'a', 5, 'y', 7, 8]
del l[::2]
assert l == ['x', 5, 7]
l[5:] = (1, 2)
l[:0] = l
assert l == ['x', 5, 7, 1, 2] * 2
assert error(l.__setitem__, slice(0, 4, 2), [1]) == (
    'ValueError: attempt to assign sequence of size 1 to extended slice of size 2')
assert error(l.__setitem__, slice(0, 1), 5) == 'TypeError: must assign iterable to extended slice'
l[:] = []
assert l == []
l[-5:5] = range(3)
l[::-1] = [7, 8, 9]
assert l == [9, 8, 7]
assert l[-1] == 7
assert l[True] == 8
l[1] += 10
l[0], l[2] = l[2], l[0]
assert l == [7, 18, 9]
l[3:1] = [0]
assert l == [7, 18, 9, 0]
big = list(range(100))
assert big[90:200] == list(range(90, 100))
assert big[-200:3] == [0, 1, 2]
assert big[50:10:-20] == [50, 30]
assert big[::-50] == [99, 49]
assert big[10 ** 30:] == []
assert big[:-10 ** 30] == []

# Concatenation and repetition.
a = [1]
b = a
b += [2]
assert a == [1, 2]
assert a is b
b = b + [3]
assert a == [1, 2]
assert a is not b
a += 'xy'
assert a == [1, 2, 'x', 'y']
a *= 2
assert len(a) == 8
assert [0] * 3 == [0, 0, 0]
assert 2 * [1, 2] == [1, 2, 1, 2]
assert [1] * -1 == []
rows = [[]] * 2
rows[0].append(1)
assert rows == [[1], [1]]
assert rows[0] is rows[1]
a.extend(a)
assert len(a) == 16

# Kinds of element changing under a list (ints, floats, strings, anything).
k = [1, 2, 3]
k.append(4.5)
assert k == [1, 2, 3, 4.5]
assert [type(x).__name__ for x in k] == ['int', 'int', 'int', 'float']
k.append('s')
k[0] = None
assert k == [None, 2, 3, 4.5, 's']
f = [1.0, 2.0]
f.append(3)
f[0] = 7
assert repr(f) == '[7, 2.0, 3]'
assert repr([1, 1.0, True]) == '[1, 1.0, True]'
assert [True, 2][0] is True
g = [2 ** 52, 2 ** 53, 2 ** 60]
g.append(2 ** 70)
g[0] += 2 ** 53
assert g == [2 ** 52 + 2 ** 53, 2 ** 53, 2 ** 60, 2 ** 70]
assert sum(g) == 2 ** 52 + 2 ** 54 + 2 ** 60 + 2 ** 70
e = []
e.append('a')
e.clear()
e.append(1)
assert e == [1]
assert [1, 2].index(2.0) == 1
assert 1.0 in [1]
assert True in [1]
assert '1' not in [1]
assert [0.0].index(-0.0) == 0

# Comparison and repr.
assert [1, 2] == [1, 2]
assert [1, 2] < [1, 3]
assert [1] < [1, 0]
assert [2] > [1, 5]
assert [] < [0]
assert [1, 2] != (1, 2)
assert [1, 'a'] != [1, 2]
assert error(lambda: [1, 'a'] < [1, 2]) == "TypeError: '<' not supported between instances of 'str' and 'int'"
assert error(lambda: [1] < (1,)) == "TypeError: '<' not supported between instances of 'list' and 'tuple'"
r = [1]
r.append(r)
assert repr(r) == '[1, [...]]'
assert str([1, 'a', None, 2.5]) == "[1, 'a', None, 2.5]"
assert repr([]) == '[]'

# Iterating while changing.
l = [1, 2, 3]
seen = []
for x in l:
    seen.append(x)
    if len(l) < 6:
        l.append(x * 10)
assert seen == [1, 2, 3, 10, 20, 30]
l = [1, 2, 3, 4]
for x in l:
    l.remove(x)
assert l == [2, 4]
it = iter([1, 2])
assert next(it) == 1
assert it.__length_hint__() == 1
assert list(it) == [2]
assert list(it) == []
assert it.__length_hint__() == 0
l = [1]
it = iter(l)
next(it)
assert list(it) == []
l.append(2)
assert list(it) == []
assert list(reversed([1, 2, 3])) == [3, 2, 1]
assert list([1, 2].__reversed__()) == [2, 1]

# Subclasses.


class Stack(list):
    def push(self, x):
        self.append(x)

    def __getitem__(self, i):
        return ('got', list.__getitem__(self, i))


s = Stack([1])
s.push(2)
assert s == [1, 2]
assert s[0] == ('got', 1)
assert list(s) == [1, 2]
assert type(s + [1]) is list
assert type(s[:]) is tuple
assert isinstance(s, list)
assert len(s) == 2
s.name = 'n'
assert s.name == 'n'
assert s.__dict__ == {'name': 'n'}
assert sorted([3, 1, 2], reverse=True) == [3, 2, 1]
assert min([3, 1]) == 1
assert max([], default=5) == 5
assert sum([[1], [2]], []) == [1, 2]
assert any(x > 2 for x in [1, 3])
assert list(map(abs, [-1])) == [1]
assert list('abc') == ['a', 'b', 'c']
assert list({'a': 1}) == ['a']
assert list(range(3)) == [0, 1, 2]
assert list() == []
assert [*range(2), *'ab'] == [0, 1, 'a', 'b']
assert list((1, 2)) == [1, 2]
