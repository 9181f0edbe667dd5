"""Calls of classes in compiled code: instances are made in place, and an `__init__` that only keeps things is not called."""

import sys

TIMES = 400


class Node:
    def __init__(self, left=None, right=None):
        self.left = left
        self.right = right
        self.count = 0
        self.items = []
        self.table = {}
        self.pair = (left, 1)


def make(depth):
    if depth <= 0:
        return Node()
    return Node(make(depth - 1), make(depth - 1))


def call(f, *args):
    for _ in range(TIMES):
        result = f(*args)
    return result


tree = call(make, 2)
assert list(vars(tree)) == ['left', 'right', 'count', 'items', 'table', 'pair']
assert tree.left.items == [] and tree.left.items is not tree.right.items
assert tree.left.table == {} and tree.left.table is not tree.right.table
assert tree.pair == (tree.left, 1) and tree.right.right.right is None

# Defaults are looked at anew.
Node.__init__.__defaults__ = (1, 2)
assert (make(0).left, make(0).right) == (1, 2)
Node.__init__.__defaults__ = (None, None)

# Wrong arguments.
for i in range(TIMES):
    try:
        Node(1, 2, i)
    except TypeError as e:
        assert str(e) == 'Node.__init__() takes from 1 to 3 positional arguments but 4 were given', e
    else:
        assert False


# One object in two attributes, and values that are read again.
class Shared:
    def __init__(self, first):
        self.a = self.b = []
        self.c = items = [first]
        self.d = items
        self.a = self.c


def make_shared(x):
    return Shared(x)


shared = call(make_shared, 1)
assert shared.a is shared.c is shared.d and shared.b == [] and shared.a == [1]


# Floats, then NaNs, which have identity, and other values in the same attributes.
class Point:
    def __init__(self, x, y, z=0.5):
        self.x = x
        self.y = y
        self.z = z

    def moved(self, by):
        return Point(self.x + by, self.y + by)


def make_point(x, y):
    return Point(x * 2.0, y)


point = call(make_point, 1.5, 2.5)
assert (point.x, point.y, point.z) == (3.0, 2.5, 0.5)
moved = call(point.moved, 1.0)
assert (moved.x, moved.y, moved.z) == (4.0, 3.5, 0.5)
nan = float('nan')
point = make_point(1.0, nan)
assert point.y is nan
point = call(make_point, 1j, 'text')
assert (point.x, point.y, point.z) == (2j, 'text', 0.5)
assert (moved.x, moved.y, moved.z) == (4.0, 3.5, 0.5)


class Float(float):
    pass


w = Float(1.0)
assert make_point(1.0, w).y is w
assert str(make_point(-0.0, -0.0).y) == '-0.0'


# __slots__, some of which stay empty, and an instance that is given more than its fields.
class Slotted:
    __slots__ = ('a', 'b', 'c')

    def __init__(self, a, c):
        self.c = c
        self.a = a


def make_slotted(a, c):
    return Slotted(a, c)


slotted = call(make_slotted, 1, 2)
assert (slotted.a, slotted.c, hasattr(slotted, 'b')) == (1, 2, False)


class Wide:
    def __init__(self, a):
        self.a = self.b = self.c = self.d = self.e = self.f = self.g = self.h = self.i = self.j = a


def make_wide(a):
    return Wide(a)


assert list(vars(call(make_wide, 7)).values()) == [7] * 10


# An __init__ that is inherited: each class has its own instances.
class Derived(Node):
    extra = 1


class Other(Node):
    extra = 2


def make_derived(a):
    return Derived(a), Other(a)


derived, other = call(make_derived, 3)
assert type(derived) is Derived and type(other) is Other and derived.left == 3 and other.left == 3


# What changes about a class after it was compiled.
def make_node():
    return Node(1)


call(make_node)
Node.__setattr__ = lambda self, name, value: object.__setattr__(self, name, (value,))
assert make_node().left == (1,)
del Node.__setattr__
assert make_node().left == 1
Node.left = property(lambda self: 'property', lambda self, value: self.__dict__.update(stored=value))
assert make_node().left == 'property' and make_node().stored == 1
del Node.left
Node.__init__ = lambda self, left: None
assert vars(make_node()) == {}
ended = []
Node.__del__ = lambda self: ended.append(1)
assert type(make_node()) is Node
Node.__new__ = lambda cls, *args: 5
assert make_node() == 5


# An __init__ that does more is called: its exceptions, what it returns, who calls it.
class Checked:
    def __init__(self, value):
        self.value = value
        if value == 'raise':
            raise ValueError(value)
        if value == 'return':
            return value
        if value == 'look':
            self.caller = sys._getframe(1).f_code.co_name
            self.locals = sorted(sys._getframe(0).f_locals)


def make_checked(value):
    return Checked(value)


def message(f, *args):
    try:
        f(*args)
    except (TypeError, ValueError) as e:
        return str(e)


call(make_checked, 1)
assert message(make_checked, 'raise') == 'raise'
assert message(make_checked, 'return') == "__init__() should return None, not 'str'"
looked = make_checked('look')
assert looked.caller == 'make_checked' and looked.locals == ['self', 'value'] and looked.value == 'look'


# Instances that are made deeper and deeper.
def descend(n):
    return Slotted(descend(n - 1), n) if n else Slotted(None, 0)


call(descend, 10)
try:
    descend(10**6)
except RecursionError:
    pass
else:
    assert False


# Attributes that bases assign, and instances that get more than anybody knew of when the first was made.
class Base:
    def __init__(self, a):
        self.a = a
        self.b = self.c = 0


class More(Base):
    def __init__(self, a, d):
        self.d = d
        self.e = 1
        Base.__init__(self, a)


class Grown:
    pass


def make_more(a, d):
    return More(a, d)


def grow(count):
    w = Grown()
    for i in range(count):
        setattr(w, f'x{i}', i)
    return w


assert vars(call(make_more, 1, 2)) == {'d': 2, 'e': 1, 'a': 1, 'b': 0, 'c': 0}
small = grow(1)
for count in (3, 5, 9, 20, 2):
    assert vars(call(grow, count)) == {f'x{i}': i for i in range(count)}
small.x1 = small.x2 = 5
assert vars(small) == {'x0': 0, 'x1': 5, 'x2': 5} and small.x2 == 5
Base.__init__ = lambda self, a: None
assert vars(make_more(1, 2)) == {'d': 2, 'e': 1}


# Methods and attributes of instances whose `__dict__` was asked for: they may be hidden there, removed, or moved to another place.
class Shown:
    def name(self):
        return 'of the class'

    def __init__(self, **all):
        self.__dict__.update(all)


class Likes:
    """Equal to a name, and with its hash."""

    def __init__(self, name):
        self.like = name
        self.asked = 0

    def __hash__(self):
        return hash(self.like)

    def __eq__(self, other):
        self.asked += 1
        return self.like == other


def look(w):
    return w.name(), w.a


for i in range(300):
    w = Shown(a=i, b=2)
    assert look(w) == ('of the class', i)
    if i % 3 == 0:
        w.__dict__['name'] = lambda: 'own'
        assert look(w) == ('own', i)
        del w.name
        assert look(w) == ('of the class', i)
    if i % 5 == 0:
        del w.a
        w.a = 'again'
        assert look(w) == ('of the class', 'again')
        w.__dict__ = {'z': 1, 'y': 2, 'a': 'third'}
        assert look(w) == ('of the class', 'third')
        w.__dict__.update({str(n): n for n in range(30)})
        assert look(w) == ('of the class', 'third')
    if i % 7 == 0:
        key = Likes('name')
        w.__dict__ = {'a': 1, key: lambda: 'by a likeness'}
        assert look(w) == ('by a likeness', 1) and key.asked > 0
    if i == 250:
        Shown.name = lambda self: 'another'
        assert look(w)[0] == 'another'
        Shown.name = property(lambda self: lambda: 'computed')
        w.__dict__['name'] = None
        assert look(w)[0] == 'computed'
        Shown.name = lambda self: 'of the class'
