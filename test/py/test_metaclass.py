"""Metaclasses: __prepare__, __new__, __init__, __call__, __instancecheck__, conflicts.

ref: datamodel#metaclasses
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


log = []


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kwargs):
        log.append(('prepare', name, bases, kwargs))
        return {'injected': 1}

    def __new__(mcs, name, bases, ns, **kwargs):
        log.append(('new', name, sorted(k for k in ns if not k.startswith('__'))))
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kwargs):
        log.append(('init', name, kwargs))
        super().__init__(name, bases, ns)

    def __call__(cls, *args):
        log.append(('call', cls.__name__, args))
        return super().__call__(*args)

    def __len__(cls):
        return 42

    def __getitem__(cls, key):
        return key

    def __iter__(cls):
        return iter('meta')

    def __contains__(cls, x):
        return x == 'in'

    def __add__(cls, other):
        return 'added'

    def __repr__(cls):
        return f'<Meta {cls.__name__}>'

    def __getattr__(cls, name):
        if name == 'virtual':
            return 'from meta'
        raise AttributeError(name)


class A(metaclass=Meta, opt=1):
    x = injected + 1


assert log == [('prepare', 'A', (), {'opt': 1}), ('new', 'A', ['injected', 'x']), ('init', 'A', {'opt': 1})]
assert A.x == 2
assert A.injected == 1
assert type(A) is Meta
log.clear()


class B(A):
    def __init__(self, n=0):
        self.n = n


assert type(B) is Meta
assert [e[0] for e in log] == ['prepare', 'new', 'init']
assert log[0][2] == (A,)
log.clear()
b = B(5)
assert b.n == 5
assert log == [('call', 'B', (5,))]
assert len(B) == 42
assert B['k'] == 'k'
assert list(B) == list('meta')
assert 'in' in B
assert 'out' not in B
assert B + 1 == 'added'
assert repr(B) == '<Meta B>'
assert B.virtual == 'from meta'
assert error(lambda: B.nope) == 'AttributeError: nope'
assert error(lambda: b.virtual) == "AttributeError: 'B' object has no attribute 'virtual'"
assert error(len, b) == "TypeError: object of type 'B' has no len()"


class M1(type):
    pass


class M2(type):
    pass


class X1(metaclass=M1):
    pass


class X2(metaclass=M2):
    pass


class M12(M1, M2):
    pass


assert error(lambda: type('Y', (X1, X2), {})) == (
    'TypeError: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases')
assert type(M12('Y', (X1, X2), {})) is M12


class Y(X1, metaclass=type):
    pass


assert type(Y) is M1


class Check(type):
    def __instancecheck__(cls, obj):
        return obj == 'yes'

    def __subclasscheck__(cls, sub):
        return sub is int


class V(metaclass=Check):
    pass


assert isinstance('yes', V)
assert not isinstance('no', V)
assert issubclass(int, V)
assert not issubclass(str, V)
assert isinstance(V(), V)
assert isinstance('yes', (int, V))


# A function as metaclass, and a mapping that records the order.
def function_meta(name, bases, ns):
    return name, bases, [k for k in ns if not k.startswith('__')]


class F(metaclass=function_meta):
    b = 1
    a = 2

    def m(self):
        pass


assert F == ('F', (), ['b', 'a', 'm'])


class Recorder(dict):
    def __init__(self):
        self.order = []

    def __setitem__(self, key, value):
        self.order.append(key)
        super().__setitem__(key, value)

    def __missing__(self, key):
        if key.startswith('auto_'):
            return key
        raise KeyError(key)


class RM(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return Recorder()

    def __new__(mcs, name, bases, ns):
        cls = super().__new__(mcs, name, bases, dict(ns))
        cls.order = [k for k in ns.order if not k.startswith('__')]
        return cls


class R(metaclass=RM):
    z = auto_one
    y = 1
    z = 2
    del y


assert R.order == ['z', 'y', 'z']
assert R.z == 2
assert not hasattr(R, 'y')


class BadPrepare(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return 5


assert error(exec, 'class Q(metaclass=BadPrepare): pass', globals()) == (
    'TypeError: BadPrepare.__prepare__() must return a mapping, not int')


# Singleton by __call__; class attributes by the metaclass; __class__ cell.
class Single(type):
    def __call__(cls, *args):
        if '_one' not in cls.__dict__:
            cls._one = super().__call__(*args)
        return cls._one


class One(metaclass=Single):
    pass


assert One() is One()
assert type(One()) is One


class LateCell(type):
    def __new__(mcs, name, bases, ns):
        assert '__classcell__' in ns
        return super().__new__(mcs, name, bases, ns)


class WithSuper(metaclass=LateCell):
    def me(self):
        return __class__


assert WithSuper().me() is WithSuper
assert type.__call__(WithSuper).me() is WithSuper
assert type(type) is type
assert isinstance(type, type)
assert isinstance(object, type)
assert isinstance(type, object)
assert issubclass(type, object)
assert type.__mro__ == (type, object)
assert type.__base__ is object
assert object.__base__ is None
assert error(exec, 'class Q(object, metaclass=5): pass') == "TypeError: 'int' object is not callable"


# type.__setattr__ and slots updated on the fly
class Late:
    pass


Late.__eq__ = lambda self, other: True
Late.__bool__ = lambda self: False
Late.__call__ = lambda self, x: x + 1
Late.__iter__ = lambda self: iter([1])
assert Late() == 5
assert not Late()
assert Late()(1) == 2
assert list(Late()) == [1]
del Late.__bool__
assert bool(Late()) is True


# ABC-like registration through the real abc module
import abc


class Base(abc.ABC):
    @abc.abstractmethod
    def must(self):
        pass

    @property
    @abc.abstractmethod
    def prop(self):
        pass


class Half(Base):
    def must(self):
        return 1


class Full(Half):
    prop = 5


assert error(Base) == (
    "TypeError: Can't instantiate abstract class Base without an implementation for abstract methods 'must', 'prop'")
assert error(Half) == (
    "TypeError: Can't instantiate abstract class Half without an implementation for abstract method 'prop'")
assert Full().must() == 1
assert Base.__abstractmethods__ == {'must', 'prop'}
assert not Full.__abstractmethods__
Base.register(int)
assert isinstance(5, Base)
assert issubclass(int, Base)
assert not isinstance('a', Base)
