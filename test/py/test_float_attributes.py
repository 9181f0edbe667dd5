"""Attributes that are floats, and some that no longer are: in compiled and interpreted code."""
import copy
import pickle
from math import copysign, inf, isnan, nan


class Point:
    def __init__(self, x, y, z=0.0):
        self.x = x
        self.y = y
        self.z = z

    def scale(self, k):
        self.x *= k
        self.y *= k
        return self

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def both(self):
        return self.x, self.y

    def keep(self, value):
        self.x = value
        return self.x

    def walk(self, n):
        for i in range(n):
            self.x = self.x + 1.0
            yield self.x

    def swap(self):
        self.x, self.y = self.y, self.x


class Half(float):
    pass


def total(points):
    t = 0.0
    for p in points:
        t += p.dot(p)
    return t


def move(p, dx):
    try:
        p.x = p.x + dx
        p.y = p.x / dx
    except ZeroDivisionError:
        p.y = -1.0
    return p


points = [Point(i * 0.5, i + 0.25) for i in range(300)]
assert total(points) == sum([(i * 0.5) ** 2 + (i + 0.25) ** 2 for i in range(300)])
for p in points:
    p.scale(2.0)
assert [p.both() for p in points] == [(i * 1.0, i * 2 + 0.5) for i in range(300)]
for p in points:
    assert type(p.x) is float and type(p.z) is float
    move(p, 0.5)
    assert p.y == p.x / 0.5
    move(p, 0.0)
    assert p.y == -1.0
    before = p.x
    p.swap()
    assert (p.x, p.y) == (-1.0, before)
assert list(Point(0.5, 1.0).walk(300)) == [i + 1.5 for i in range(300)]

# Special floats.
p = Point(0.0, 1.0)
for value in [-0.0, inf, -inf, 5e-324, 1.7e308, 3.0, -7.0, 2.0 ** 53, nan, 0.5] * 60:
    got = p.keep(value)
    assert repr(got) == repr(value) and type(got) is float
    assert copysign(1.0, got) == copysign(1.0, value)
    assert got is p.x and p.x is p.x
    assert p.x in [value]

# Other values, in one instance and then in many.
for value in [1, 10 ** 30, 'text', None, True, Half(2.5), (), 1.5] * 60:
    q = Point(0.5, 0.25, -0.5)
    assert q.keep(value) is value or value == 1.5
    assert type(q.x) is type(value)
    assert q.y == 0.25 and q.z == -0.5
    assert q.both() == (value, 0.25)
for i in range(600):
    q = Point(i, i / 2)
    assert type(q.x) is int and type(q.y) is float and q.both() == (i, i / 2)
    q = Point(i / 4, i)
    assert type(q.x) is float and type(q.y) is int
assert [p.z for p in points] == [0.0] * 300
assert points[7].both() == (-1.0, points[7].y)


class Body:
    mass = 1.0

    def __init__(self):
        self.a = 1.5
        self.b = 2.5
        self.c = 'c'
        self.d = 3.5
        self.e = self.f = self.g = self.h = self.i = self.j = 4.5


class Other:
    pass


for n in range(300):
    b = Body()
    assert vars(Body()) == dict(a=1.5, b=2.5, c='c', d=3.5, e=4.5, f=4.5, g=4.5, h=4.5, i=4.5, j=4.5)
    assert b.mass == 1.0 and 'mass' not in vars(b)
    c = Body()
    del c.a
    assert not hasattr(c, 'a') and (c.b, c.c, c.d, c.j) == (2.5, 'c', 3.5, 4.5)
    c.a = 7.25
    assert list(vars(c)) == ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'a'] and c.a == 7.25
    c = Body()
    del c.d
    c.d = 1
    assert (c.a, c.b, c.d) == (1.5, 2.5, 1)
    c = Body()
    c.__class__ = Other
    assert type(c) is Other and (c.a, c.d, c.j) == (1.5, 3.5, 4.5)
    c.a += 1.0
    assert c.a == 2.5
    c.__dict__['a'] = 0.5
    c.d = 0.25
    assert c.a == 0.5 and c.__dict__['d'] == 0.25
    c = copy.copy(b)
    assert vars(c) == vars(b)
    c = Body()
    setattr(c, 'a', 9.5)
    setattr(c, 'b', None)
    assert getattr(c, 'a') == 9.5 and c.b is None and c.d == 3.5
    c.__dict__.update(a=2)
    assert c.a == 2

p = pickle.loads(pickle.dumps(Point(1.5, -0.5)))
assert (p.x, p.y, p.z) == (1.5, -0.5, 0.0)
p = copy.deepcopy([Point(1.5, 2)])[0]
assert (p.x, p.y, p.z) == (1.5, 2, 0.0)


class Slotted:
    __slots__ = ('x', '__dict__')

    def __init__(self, x):
        self.x = x
        self.y = x


for n in range(300):
    s = Slotted(n / 2)
    assert s.x == s.y == n / 2
    s.y = n
    assert s.y == n and type(s.y) is int
    del s.x
    assert not hasattr(s, 'x')


class Callable:
    def __init__(self):
        self.f = 1.5

    def g(self):
        return 2.5


def call(c):
    try:
        return c.f()
    except TypeError as e:
        return str(e)


for n in range(300):
    c = Callable()
    assert call(c) == "'float' object is not callable"
    c.f = c.g
    assert call(c) == 2.5


# A class whose instances begin with floats and go on with ints: attributes are what was stored last.
class Count:
    def __init__(self, start):
        self.n = start

    def add(self, k):
        self.n += k
        return self.n


def counts(kind):
    return [Count(kind(i)).add(kind(1)) for i in range(300)]


for kind in (float, int, float, complex, float):
    got = counts(kind)
    assert got == [kind(i) + kind(1) for i in range(300)] and {type(x) for x in got} == {kind}


def alias(a, b):
    a.x = 1.5
    b.x = 'other'
    return a.x, b.x


for n in range(300):
    p = Point(0.5, 0.5)
    assert alias(p, p) == ('other', 'other')
    p, q = Point(0.5, 0.5), Point(0.5, 0.5)
    assert alias(p, q) == (1.5, 'other')
