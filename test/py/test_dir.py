"""Names that dir() and __dir__ give: in which order, of which objects. lib: functions#dir"""


class A:
    pass


class B(A):
    y = 1


class C(A):
    z = 1


class D(B, C):
    w = 1


def first(names, *wanted):
    return [name for name in names if name in wanted]


d = D()
d.q = 1
# Along the bases: what B has comes before what C has, and object's before C's.
assert first(object.__dir__(d), 'q', 'w', 'y', 'z', '__repr__') == ['q', 'w', 'y', '__repr__', 'z']
assert first(type.__dir__(D), 'q', 'w', 'y', 'z', '__repr__') == ['w', 'y', '__repr__', 'z']

# Keys that are no strs are there, and cannot be sorted.
d.__dict__[3] = 4
assert object.__dir__(d)[:2] == ['q', 3]
try:
    dir(d)
except TypeError as e:
    assert str(e) == "'<' not supported between instances of 'int' and 'str'", e
else:
    assert False


class Base:
    b = 1


class Fake:
    __dict__ = {'f': 1, 5: 5}
    __bases__ = (Base, 3)


class Disguised:
    __class__ = property(lambda self: Fake())


assert first(object.__dir__(Disguised()), 'f', 5, 'b', '__doc__') == ['f', 5, 'b', '__doc__']


class Given:
    __dict__ = property(lambda self: {'b': 1, 'a': 2})


assert object.__dir__(Given())[:2] == ['b', 'a']
assert dir(Given())[-2:] == ['a', 'b']


class NoDict(type):
    __dict__ = property(lambda cls: cls.answer)


class E(metaclass=NoDict):
    answer = 5


try:
    type.__dir__(E)
except AttributeError as e:
    assert str(e) == "'int' object has no attribute 'keys'", e
else:
    assert False


class NoBases(type):
    @property
    def __bases__(cls):
        raise ValueError('no')


class F(metaclass=NoBases):
    pass


try:
    type.__dir__(F)
except ValueError as e:
    assert str(e) == 'no'
else:
    assert False
