"""Classes that change while they are made or given bases, methods of other types in them, and what may not be replaced."""

import types


def err(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


# mro() of a metaclass: what it sees, what it may give.
class Plain:
    pass


def make(mro):
    return err(lambda: type('M', (type,), {'mro': mro})('A', (Plain,), {}).__name__)


seen = []
assert make(lambda cls: [seen.append((cls.__mro__, issubclass(cls, Plain), cls.__bases__)), type.mro(cls)][1]) == 'A'
assert seen == [(None, True, (Plain,))]
assert make(lambda cls: ()) == 'TypeError: type MRO must not be empty'
assert make(lambda cls: (cls, 5)) == "TypeError: mro() returned a non-class ('int')"
assert make(lambda cls: (cls, int)) == "TypeError: mro() returned base with unsuitable layout ('int')"
assert make(lambda cls: (Plain,)) == 'TypeError: super(type, obj): obj (type A) is not an instance or subtype of type (A).'


# Changes of __bases__ within mro(), and a failure that undoes the changes of subclasses.
class Meta(type):
    during = None

    def mro(cls):
        if Meta.during is not None:
            Meta.during(cls)
        return type.mro(cls)


A = Meta('A', (), {})
B1 = Meta('B1', (A,), {})
B2 = Meta('B2', (A,), {})
C = Meta('C', (A,), {})
D = Meta('D', (C,), {})


def once(cls):
    if cls is C:
        Meta.during = None
        C.__bases__ = (B2,)


Meta.during = once
C.__bases__ = (B1,)
assert C.__bases__ == (B2,) and B2.__subclasses__() == [C] and B1.__subclasses__() == []
assert C.__mro__ == (C, B2, A, object) and D.__mro__ == (D,) + C.__mro__
B1.__bases__ = (C,)
assert C.__subclasses__() == [D, B1]
assert err(setattr, C, '__bases__', (B1,)) == 'TypeError: a __bases__ item causes an inheritance cycle'


def fail(cls):
    if cls is D:
        raise ValueError('no')


Meta.during = fail
assert err(setattr, C, '__bases__', (A,)) == 'ValueError: no'
assert C.__bases__ == (B2,) and C.__mro__ == (C, B2, A, object) and D.__mro__ == (D,) + C.__mro__
Meta.during = None


# Special methods of another built-in type are called, and refuse.
class Odd(int):
    __eq__ = str.__eq__
    __hash__ = str.__hash__
    __len__ = str.__len__
    __getitem__ = list.__getitem__
    __repr__ = str.__repr__
    __contains__ = str.__contains__
    __call__ = type.__call__


odd = Odd()
assert err(lambda: odd == odd) == "TypeError: descriptor '__eq__' requires a 'str' object but received a 'Odd'"
assert err(hash, odd) == "TypeError: descriptor '__hash__' requires a 'str' object but received a 'Odd'"
assert err(len, odd) == "TypeError: descriptor '__len__' requires a 'str' object but received a 'Odd'"
assert err(lambda: odd[0]) == "TypeError: descriptor '__getitem__' for 'list' objects doesn't apply to a 'Odd' object"
assert err(repr, odd) == "TypeError: descriptor '__repr__' requires a 'str' object but received a 'Odd'"
assert err(lambda: 'a' in odd) == "TypeError: descriptor '__contains__' requires a 'str' object but received a 'Odd'"
assert err(odd) == "TypeError: descriptor '__call__' requires a 'type' object but received a 'Odd'"
assert odd + 1 == 1 and 5 + odd == 5


# __class__ is assigned where both classes add the same to the same class.
class I:
    __slots__ = ('a', 'b')


class H:
    __slots__ = ('b', 'a')


class L(H):
    __slots__ = ('e',)


class M(I):
    __slots__ = ('e',)


class N(I):
    __slots__ = ()


i = I()
i.a = 1
i.__class__ = H
assert i.a == 1 and type(i) is H
i.__class__ = N
assert i.a == 1 and type(i) is N
assert err(setattr, M(), '__class__', L) == "TypeError: __class__ assignment: 'L' object layout differs from 'M'"


# __dict__ of classes and modules stays, that of exceptions can be replaced.
class Base:
    pass


class Meta1(type, Base):
    pass


class Meta2(Base, type):
    pass


class Module(Base, types.ModuleType):
    pass


class Failure(Base, Exception):
    pass


descriptor = Base.__dict__['__dict__']
for made in (Meta1('X', (), {}), Meta2('X', (), {})):
    assert err(setattr, made, '__dict__', {}) == "AttributeError: attribute '__dict__' of 'type' objects is not writable"
    assert err(descriptor.__set__, made, {}) == "AttributeError: attribute '__dict__' of 'type' objects is not writable"
    assert type(made.__dict__) is types.MappingProxyType
assert err(setattr, Module('m'), '__dict__', {}) == 'AttributeError: readonly attribute'
failure = Failure()
failure.__dict__ = {'a': 1}
assert failure.a == 1
assert err(delattr, failure, '__dict__') == 'TypeError: cannot delete __dict__'
