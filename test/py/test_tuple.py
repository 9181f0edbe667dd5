"""Tuples and ranges: the immutable sequences.

lib: stdtypes#tuples, stdtypes#ranges
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


t = (1, 'a', 2.5)
assert len(t) == 3
assert t[0] == 1
assert t[-1] == 2.5
assert t[1:] == ('a', 2.5)
assert t[::-1] == (2.5, 'a', 1)
assert () == tuple()
assert (1,) == tuple([1])
assert tuple('ab') == ('a', 'b')
assert repr(()) == '()'
assert repr((1,)) == '(1,)'
assert repr(t) == "(1, 'a', 2.5)"
assert (1, 2) + (3,) == (1, 2, 3)
assert (1,) * 3 == (1, 1, 1)
assert 2 * () == ()
assert 1 in t
assert t.index('a') == 1
assert t.count(1) == 1
assert (1, 2) < (1, 3) < (2,)
assert (1,) < (1, 0)
assert (1, 2) == (1.0, 2.0)
assert (1, 2) != [1, 2]
assert hash((1, 2)) == hash((1.0, 2))
assert {(1, 2): 'x'}[1, 2] == 'x'
assert hash(()) == hash(tuple())
assert error(lambda: t[3]) == 'IndexError: tuple index out of range'
assert error(lambda x: x['a'], t) == 'TypeError: tuple indices must be integers or slices, not str'
assert error(exec, 't = (1,); t[0] = 1') == "TypeError: 'tuple' object does not support item assignment"
assert error(exec, 't = (1,); del t[0]') == "TypeError: 'tuple' object doesn't support item deletion"
assert error(lambda: (1,) + [2]) == 'TypeError: can only concatenate tuple (not "list") to tuple'
assert error(hash, ([],)) == "TypeError: unhashable type: 'list'"
assert error(t.index, 9) == 'ValueError: tuple.index(x): x not in tuple'
x = ([],)
try:
    x[0] += [1]
except TypeError:
    pass
assert x == ([1],)
y = t
y += (4,)
assert y == (1, 'a', 2.5, 4)
assert t == (1, 'a', 2.5)
assert t[:] is t
assert tuple(t) is t
r = []
q = (r,)
r.append(q)
assert repr(q) == '([(...)],)'


class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    @property
    def first(self):
        return self[0]


p = Pair(1, 2)
a, b = p
assert p.first == 1
assert (a, b) == (1, 2)
assert p == (1, 2)
assert type(p[:]) is tuple
assert isinstance(p, tuple)
assert repr(p) == '(1, 2)'
assert hash(p) == hash((1, 2))

# range
r = range(10)
assert len(r) == 10
assert r[3] == 3
assert r[-1] == 9
assert list(range(2, 10, 3)) == [2, 5, 8]
assert list(range(5, 0, -2)) == [5, 3, 1]
assert list(range(3, 3)) == []
assert list(range(0, 5, -1)) == []
assert r[2:5] == range(2, 5)
assert r[::-1] == range(9, -1, -1)
assert r[1::3] == range(1, 10, 3)
assert repr(r) == 'range(0, 10)'
assert repr(range(1, 5, 2)) == 'range(1, 5, 2)'
assert r.start == 0
assert r.stop == 10
assert r.step == 1
assert 5 in r
assert 10 not in r
assert 5.0 in r
assert 'a' not in r
assert 2.5 not in r
assert 3 not in range(0, 10, 2)
assert -2 in range(0, -5, -2)
assert r.index(4) == 4
assert r.count(4) == 1
assert r.count(40) == 0
assert error(r.index, 40) == 'ValueError: 40 is not in range'
assert range(0) == range(2, 2)
assert range(0, 3, 2) == range(0, 4, 2)
assert range(1, 2) != range(1, 3)
assert hash(range(0)) == hash(range(5, 5))
assert range(3) != [0, 1, 2]
assert bool(range(0)) is False
assert error(range, 1, 2, 0) == 'ValueError: range() arg 3 must not be zero'
assert error(range, 1.5) == "TypeError: 'float' object cannot be interpreted as an integer"
assert error(range) == 'TypeError: range expected at least 1 argument, got 0'
assert error(lambda: r[10]) == 'IndexError: range object index out of range'
assert error(lambda: r['a']) == 'TypeError: range indices must be integers or slices, not str'
big = range(2 ** 70, 2 ** 70 + 5)
assert list(big)[0] == 2 ** 70
assert 2 ** 70 + 3 in big
assert big[4] == 2 ** 70 + 4
assert list(reversed(big))[0] == 2 ** 70 + 4
assert len(range(-2 ** 53 - 1, -2 ** 53 + 2)) == 3
assert error(len, range(2 ** 100)) == 'OverflowError: Python int too large to convert to C ssize_t'
assert list(reversed(range(5))) == [4, 3, 2, 1, 0]
assert list(reversed(range(0, 10, 3))) == [9, 6, 3, 0]
assert next(iter(range(5, 7))) == 5
assert sum(range(101)) == 5050
assert [*range(3)] == [0, 1, 2]
assert error(setattr, r, 'start', 1) == 'AttributeError: readonly attribute'
total = 0
for i in range(2 ** 53 - 2, 2 ** 53 + 3):
    total += i - 2 ** 53
assert total == 0
for i in range(3):
    i = 10
assert i == 10
for i in range(0):
    pass
assert i == 10
