"""Statements that assign a part of a list to a part of a list, and loops over ranges, in compiled code."""


def move(to, i, j, xs, k, l):
    to[i:j] = xs[k:l]


def move_back(to, i, j, xs, k, l):
    to[i:j] = xs[k:l:-1]


def move_third(to, i, j, xs, k, l):
    to[i:j] = xs[k:l:3]


def within(xs, i, n):
    xs[i:i + n] = xs[n - i:n + n - i]


def reverse(xs, top):
    xs[:top + 1] = xs[top::-1]


def rotate(xs, n):
    first = xs[0]
    xs[:n - 1] = xs[1:n]
    xs[n - 1] = first


def as_told(to, part, xs, taken):
    value = list(xs[taken])
    to[part] = value


for _ in range(300):
    move([1, 2, 3], 0, 2, [4, 5], 0, 2)
    move_back([1, 2, 3], 0, 2, [4, 5], 1, None)
    move_third([1, 2, 3], 0, 1, [4, 5], 0, 2)
    within([1, 2, 3], 0, 2)
    reverse([3, 4, 5], 2)
    rotate([1, 2, 3], 3)

bounds = (None, 0, 1, 2, 3, 4, 9, -1, -2, -4, -9)
lists = ([1, 2, 3, 4], [1.5, 2.5, 3.5, 4.5], ['a', None, 'c', 4.5], [], [2.5])
steps = ((move, None), (move_back, -1), (move_third, 3))


def check(make, to, xs):
    """`make` gives the list to write to and the one to read."""
    for f, step in steps:
        for i in bounds:
            for j in bounds[::2]:
                for k in bounds:
                    for l in bounds[::3]:
                        a, b = make(to, xs)
                        c, d = make(to, xs)
                        f(a, i, j, b, k, l)
                        as_told(c, slice(i, j), d, slice(k, l, step))
                        assert a == c and b == d, (f.__name__, to, i, j, xs, k, l)
                        assert [type(x) for x in a] == [type(x) for x in c]


for to in lists:
    for xs in lists:
        check(lambda to, xs: (to[:], xs[:]), to, xs)
    check(lambda to, _: (lambda a: (a, a))(to[:]), to, to)

for n in range(5):
    for i in range(5):
        a, b = list(range(8)), list(range(8))
        within(a, i, n)
        as_told(b, slice(i, i + n), b, slice(n - i, n + n - i))
        assert a == b
a = list(range(9))
rotate(a, 5)
assert a == [1, 2, 3, 4, 0, 5, 6, 7, 8]
reverse(a, 3)
assert a == [4, 3, 2, 1, 0, 5, 6, 7, 8]
reverse(a, True)
assert a == [3, 4, 2, 1, 0, 5, 6, 7, 8]
reverse(a, -1)
assert a == [8, 7, 6, 5, 0, 1, 2, 4, 3, 3, 4, 2, 1, 0, 5, 6, 7, 8]


# What the bounds are computed of may run code, of which the part was taken before.
class Bound:
    def __init__(self, n, action):
        self.n, self.action = n, action

    def __add__(self, other):
        self.action()
        return self.n + other

    def __sub__(self, other):
        self.action()
        return self.n - other

    def __index__(self):
        return self.n


a = [1, 2, 3, 4]
reverse(a, Bound(2, lambda: a.__setitem__(0, 'x')))
assert a == [3, 2, 1, 4]
rotate(a, Bound(3, lambda: a.append(5)))
assert a == [2, 1, 3, 4, 5, 5], a


class Mine(list):
    def __getitem__(self, key):
        return [list.__getitem__(self, 0)] * 2 if isinstance(key, slice) else list.__getitem__(self, key)

    def __setitem__(self, key, value):
        list.append(self, (key, value) if isinstance(key, slice) else value)


a = Mine([7, 8])
reverse(a, 1)
assert list(a) == [7, 8, (slice(None, 2), [7, 7])]
a = [1, 2, 3]
move(a, 0, 2, Mine([9]), 0, 2)
assert a == [9, 9, 3]
a = bytearray(b'abcdef')
reverse(a, 3)
rotate(a, 4)
assert a == b'cbadef'
for args in (([1, 2], 'x'), ((1, 2), 1), (5, 1), ([1, 2], 1.5), ([1, 2], None)):
    try:
        reverse(*args)
    except TypeError:
        continue
    assert False
a = [1, 2, 3]
reverse(a, 2 ** 70)
assert a == [3, 2, 1]
move(a, -2 ** 70, 2 ** 53, a, 2 ** 53 - 1, 2 ** 70)
assert a == []


# Loops over ranges.
def total(*args):
    t = 0
    if len(args) == 1:
        for i in range(args[0]):
            t += i
        return t
    if len(args) == 2:
        for i in range(args[0], args[1]):
            t += i
        return t
    return sum([i for i in range(args[0], args[1], args[2])])


def first_of(n):
    for i in range(n):
        return i


def kept(n):
    r = range(n)
    for i in r:
        pass
    return r


for _ in range(300):
    assert (total(4), total(2, 5), total(9, 2, -2), total(5, 1), total(-3)) == (6, 9, 24, 0, 0)
    assert first_of(3) == 0 and first_of(0) is None and kept(3) == range(3)
assert total(2 ** 60, 2 ** 60 + 2) == 2 ** 61 + 1
assert total(-2 ** 53 + 1, -2 ** 53 + 3) == -2 ** 54 + 3
assert total(2 ** 53 - 2, 2 ** 53 - 1) == 2 ** 53 - 2
assert total(2 ** 53 - 3, 2 ** 53 + 1) == 4 * 2 ** 53 - 6
assert total(True) == 0 and total(True, 3) == 3
for args, error in (((1.5,), TypeError), ((1, 2, 0), ValueError), ((None, 1), TypeError)):
    try:
        total(*args)
    except error:
        continue
    assert False
range = lambda *args: iter(['own', *args])
assert first_of(3) == 'own' and list(kept(3)) == []
del range
assert first_of(3) == 0
