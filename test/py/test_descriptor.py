"""Descriptors: properties, methods, data and non-data descriptors, slots.

ref: datamodel#descriptors
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


class NonData:
    def __get__(self, obj, owner=None):
        return ('nondata', obj is None, owner.__name__)


class Data(NonData):
    def __set__(self, obj, value):
        obj.__dict__['stored'] = value

    def __delete__(self, obj):
        obj.__dict__['stored'] = 'deleted'


class A:
    n = NonData()
    d = Data()


a = A()
assert a.n == ('nondata', False, 'A')
assert A.n == ('nondata', True, 'A')
assert a.d == ('nondata', False, 'A')
a.n = 'own'
a.d = 'set'
assert a.n == 'own'
assert a.d == ('nondata', False, 'A')
assert a.stored == 'set'
assert a.__dict__ == {'n': 'own', 'stored': 'set'}
a.__dict__['d'] = 'hidden'
assert a.d == ('nondata', False, 'A')
del a.d
assert a.stored == 'deleted'
A.d = 'plain'
assert a.d == 'hidden'
assert A.d == 'plain'


class GetOnly:
    def __get__(self, obj, owner):
        raise AttributeError('hidden')


class SetOnly:
    def __set__(self, obj, value):
        obj.__dict__['s'] = value * 2


class B:
    g = GetOnly()
    s = SetOnly()

    def __getattr__(self, name):
        return 'fallback ' + name


b = B()
assert b.g == 'fallback g'
assert type(b.s) is SetOnly
b.s = 4
assert b.s == 8
assert error(delattr, b, 's') == 'AttributeError: __delete__'

# property
class P:
    def __init__(self):
        self._x = 1

    @property
    def x(self):
        """The x."""
        return self._x

    @x.setter
    def x(self, value):
        self._x = value

    @x.deleter
    def x(self):
        self._x = None

    @property
    def fixed(self):
        return 5

    @property
    def broken(self):
        return self.missing

    w = property(None, lambda self, v: setattr(self, '_x', v))


p = P()
p.x = 10
assert p.x == 10
assert P.x.__doc__ == 'The x.'
assert P.x.fget(p) == 10
assert type(P.x) is property
assert P.x.__name__ == 'x'
del p.x
assert p.x is None
assert error(setattr, p, 'fixed', 1) == "AttributeError: property 'fixed' of 'P' object has no setter"
assert error(delattr, p, 'fixed') == "AttributeError: property 'fixed' of 'P' object has no deleter"
assert error(lambda: p.w) == "AttributeError: property 'w' of 'P' object has no getter"
assert error(lambda: p.broken) == "AttributeError: 'P' object has no attribute 'missing'"
p.w = 3
assert p.x == 3
assert P.fixed.fset is None
assert property().fget is None
assert property(doc='d').__doc__ == 'd'


class Q(P):
    @P.x.getter
    def x(self):
        return 'q'


q = Q()
q.x = 7
assert q.x == 'q'
assert q._x == 7

# functions are descriptors


def f(self, *args):
    return self, args


m = f.__get__(5)
assert m(1) == (5, (1,))
assert m.__self__ == 5
assert f.__get__(None, int) is f
assert type(m).__name__ == 'method'


class M:
    sm = staticmethod(lambda *a: a)
    cm = classmethod(lambda *a: a)
    method = f
    builtin = len


assert M.sm(1) == (1,)
assert M().sm(1) == (1,)
assert M.cm(1) == (M, 1)
assert M().cm() == (M,)
assert M().method() [1] == ()
assert M().builtin([1, 2]) == 2
assert type(M.__dict__['sm']) is staticmethod
assert M.__dict__['sm'].__func__(3) == (3,)
assert staticmethod(len)([1]) == 1
assert M.cm.__self__ is M
assert 'abc'.upper.__self__ == 'abc'
assert str.upper('abc') == 'ABC'
assert error(str.upper, 5) == "TypeError: descriptor 'upper' for 'str' objects doesn't apply to a 'int' object"
assert error(str.upper) == 'TypeError: unbound method str.upper() needs an argument'
assert repr(str.upper) == "<method 'upper' of 'str' objects>"
assert repr('a'.upper).startswith('<built-in method upper of str object at 0x')
assert repr(len) == '<built-in function len>'
assert repr(int.__add__) == "<slot wrapper '__add__' of 'int' objects>"
assert str.upper.__get__('q')() == 'Q'
assert (5).__add__(6) == 11
assert int.real.__get__(5) == 5

# slots
class S:
    __slots__ = ('a', 'b')

    def __init__(self):
        self.a = 1


s = S()
assert s.a == 1
assert error(lambda: s.b) == "AttributeError: 'S' object has no attribute 'b'"
assert error(setattr, s, 'c', 1) == (
    "AttributeError: 'S' object has no attribute 'c' and no __dict__ for setting new attributes")
assert not hasattr(s, '__dict__')
assert type(S.a).__name__ == 'member_descriptor'
assert repr(S.a) == "<member 'a' of 'S' objects>"
s.b = 2
del s.a
assert error(lambda: s.a) == "AttributeError: 'S' object has no attribute 'a'"
assert error(delattr, s, 'a') == 'AttributeError: a'
assert S.b.__get__(s) == 2
assert S.__slots__ == ('a', 'b')


class S2(S):
    __slots__ = 'c'


class S3(S):
    pass


class S4:
    __slots__ = ['x', '__dict__', '__weakref__']


s2, s3, s4 = S2(), S3(), S4()
s2.c = 3
s3.other = 4
s4.x, s4.any = 1, 2
assert s2.a == 1
assert s2.c == 3
assert error(setattr, s2, 'z', 1).startswith("AttributeError: 'S2' object has no attribute 'z'")
assert s3.other == 4
assert s3.__dict__ == {'other': 4}
assert s3.a == 1
assert s4.__dict__ == {'any': 2}
assert error(exec, 'class X:\n    __slots__ = ("a",)\n    a = 1') == (
    "ValueError: 'a' in __slots__ conflicts with class variable")
assert error(exec, 'class X:\n    __slots__ = ("1a",)') == 'TypeError: __slots__ must be identifiers'
assert error(exec, 'class X(int):\n    __slots__ = ("a",)') == (
    "TypeError: nonempty __slots__ not supported for subtype of 'int'")


class PrivateSlot:
    __slots__ = ('__p',)

    def __init__(self):
        self.__p = 1


assert PrivateSlot()._PrivateSlot__p == 1


# __set_name__ and a caching descriptor
class Cached:
    def __init__(self, function):
        self.function = function

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner):
        if obj is None:
            return self
        value = obj.__dict__[self.name] = self.function(obj)
        return value


class Lazy:
    calls = 0

    @Cached
    def value(self):
        type(self).calls += 1
        return 'v'


z = Lazy()
assert z.value == 'v'
assert z.value == 'v'
assert Lazy.calls == 1
assert type(Lazy.value) is Cached


# a metaclass' data descriptor wins over the class' own attribute
class Meta(type):
    @property
    def info(cls):
        return 'meta ' + cls.__name__

    def only_meta(cls):
        return cls


class W(metaclass=Meta):
    info = 'class'


assert W.info == 'meta W'
assert W().info == 'class'
assert W.only_meta() is W
assert error(lambda: W().only_meta) == "AttributeError: 'W' object has no attribute 'only_meta'"
