"""Slices: the object, its indices, and what user classes are given.

ref: expressions#slicings
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


class Show:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        self.last = key, value

    def __delitem__(self, key):
        self.last = key


s = Show()
assert s[1] == 1
assert s[1:2] == slice(1, 2, None)
assert s[:] == slice(None, None, None)
assert s[::2] == slice(None, None, 2)
assert s[1:2, 3] == (slice(1, 2), 3)
assert s[...] is Ellipsis
assert s[1, ] == (1,)
assert s['a':'b'] == slice('a', 'b')
assert s[-1:] == slice(-1, None)
assert s[()] == ()
assert s[*[1, 2], 3] == (1, 2, 3)
assert s[1:2, ..., None] == (slice(1, 2), ..., None)
assert s[lambda: 1]() == 1
assert s[(x := 5)] == 5
assert x == 5
s[1:2] = 'v'
assert s.last == (slice(1, 2), 'v')
del s[3:]
assert s.last == slice(3, None)
del s[1], s[2]
assert s.last == 2
s[0] += 1
assert s.last == (0, 1)
p = slice(1, 10, 2)
assert (p.start, p.stop, p.step) == (1, 10, 2)
assert repr(p) == 'slice(1, 10, 2)'
assert repr(slice(5)) == 'slice(None, 5, None)'
assert p == slice(1, 10, 2)
assert p != slice(1, 10)
assert slice(1, 2) < slice(1, 3)
assert hash(slice(1, 2)) == hash(slice(1, 2))
assert p.indices(5) == (1, 5, 2)
assert slice(None).indices(3) == (0, 3, 1)
assert slice(None, None, -1).indices(3) == (2, -1, -1)
assert slice(-100, 100).indices(4) == (0, 4, 1)
assert slice(5, 1, -2).indices(4) == (3, 1, -2)
assert slice(10 ** 20).indices(3) == (0, 3, 1)
assert error(slice(0, 1, 0).indices, 3) == 'ValueError: slice step cannot be zero'
assert error(p.indices, -1) == 'ValueError: length should not be negative'
assert error(lambda x: x['a':], [1]) == 'TypeError: slice indices must be integers or None or have an __index__ method'
assert error(slice) == 'TypeError: slice expected at least 1 argument, got 0'
assert error(setattr, p, 'start', 1) == 'AttributeError: readonly attribute'


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


assert [1, 2, 3][Index(1)] == 2
assert [1, 2, 3][Index(1):Index(3)] == [2, 3]
assert 'abc'[Index(-1)] == 'c'
assert [0] * Index(2) == [0, 0]
assert range(10)[Index(2)] == 2
assert hex(Index(255)) == '0xff'
assert list(range(Index(2))) == [0, 1]
assert b'abc'[Index(0):Index(2)] == b'ab'
assert int(Index(4)) == 4
l = [1, 2, 3, 4]
l[Index(1):Index(3)] = []
assert l == [1, 4]
assert error(lambda: [1][Index('a')]) == 'TypeError: __index__ returned non-int (type str)'
for n in (0, 1, 2, 5, 8):
    whole = list(range(n))
    text = ''.join(chr(97 + i) for i in whole)
    for start in (None, -9, -3, -1, 0, 1, 3, 9):
        for stop in (None, -9, -2, 0, 2, 4, 9):
            for step in (None, 1, 2, 3, -1, -2, -3):
                q = slice(start, stop, step)
                picked = list(range(*q.indices(n)))
                assert whole[q] == picked
                assert text[q] == ''.join(text[i] for i in picked)
                assert tuple(whole)[q] == tuple(picked)
                assert bytes(whole)[q] == bytes(picked)
                assert list(range(n)[q]) == picked
                copy = whole[:]
                del copy[q]
                assert copy == [i for i in whole if i not in picked]
                copy = whole[:]
                copy[q] = [-1] * len(picked)
                if step not in (None, 1):
                    assert copy == [-1 if i in picked else i for i in whole]


class Old:
    def __len__(self):
        return 5

    def __getitem__(self, i):
        if isinstance(i, slice):
            return 'slice'
        if i >= 5 or i < -5:
            raise IndexError
        return i


o = Old()
assert o[1:2] == 'slice'
assert o[-1] == -1
assert list(o) == [0, 1, 2, 3, 4]
assert 3 in o
assert 9 not in o
assert list(reversed(o)) == [4, 3, 2, 1, 0]
assert error(lambda: o[9]) == 'IndexError: '


# Steps in both directions, from lists of the same length and of others.
class Fives(list):
    def __iter__(self):
        return iter([5] * len(self))


def in_steps(xs, key, value):
    ys = list(xs)
    try:
        ys[key] = value
    except ValueError as e:
        return str(e)
    places = range(len(xs))[key]
    assert [ys[i] for i in places] == list(value) and [ys[i] for i in range(len(xs)) if i not in places] == [x for i, x in enumerate(xs) if i not in places]
    return ys


for xs in ([1, 2, 3, 4, 5], [1.5, 2.5, 3.5], ['a', 1, 2.5, None], []):
    for start in (None, 0, 1, -1, 9, -9):
        for stop in (None, 0, 3, -1, 9, -9):
            for step in (2, 3, -1, -2, 7):
                key = slice(start, stop, step)
                n = len(range(len(xs))[key])
                for value in ([7] * n, [0.5] * n, Fives([1] * n), tuple(range(n)), 'x' * n, [None] * n, [0.25, 'b', 3][:n]):
                    in_steps(xs, key, value)
                assert in_steps(xs, key, [7] * (n + 1)) == f'attempt to assign sequence of size {n + 1} to extended slice of size {n}'
xs = [1, 2, 3, 4, 5]
xs[::-1] = xs
assert xs == [5, 4, 3, 2, 1]
xs[::2] = xs[::-2]
assert xs == [1, 4, 3, 2, 5]
