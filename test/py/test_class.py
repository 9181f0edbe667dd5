"""Classes: creation, inheritance, MRO, super, attributes, special methods looked up on the type.

ref: compound_stmts#class-definitions
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


class A:
    """Doc."""
    x = 1

    def f(self):
        return 'A.f'

    def who(self):
        return type(self).__name__


class B(A):
    def f(self):
        return 'B.f+' + super().f()


class C(A):
    def f(self):
        return 'C.f+' + super().f()


class D(B, C):
    def f(self):
        return 'D.f+' + super().f()


assert D().f() == 'D.f+B.f+C.f+A.f'
assert [k.__name__ for k in D.__mro__] == ['D', 'B', 'C', 'A', 'object']
assert D.mro() == list(D.__mro__)
assert D.__bases__ == (B, C)
assert D.__base__ is B
assert A.__base__ is object
assert D().who() == 'D'
assert A.__name__ == 'A'
assert A.__qualname__ == 'A'
assert A.__module__ == '__main__'
assert A.__doc__ == 'Doc.'
assert B.__doc__ is None
assert type(A) is type
assert repr(A) == "<class '__main__.A'>"
assert isinstance(D(), A)
assert issubclass(D, C)
assert not issubclass(A, B)
assert A.__subclasses__() == [B, C]
assert error(lambda: type('X', (A, B), {})) == (
    'TypeError: Cannot create a consistent method resolution order (MRO) for bases A, B')
assert error(lambda: type('X', (A, A), {})) == 'TypeError: duplicate base class A'
assert error(lambda: type('X', (int, str), {})) == 'TypeError: multiple bases have instance lay-out conflict'
assert error(lambda: type('X', (5,), {})).startswith('TypeError: ')

# Instance and class attributes.
a, b = A(), A()
a.x = 5
assert (a.x, b.x, A.x) == (5, 1, 1)
assert a.__dict__ == {'x': 5}
assert b.__dict__ == {}
assert vars(a) == {'x': 5}
A.x = 2
A.y = 'new'
assert (a.x, b.x, b.y, D().y) == (5, 2, 'new', 'new')
del a.x
assert a.x == 2
assert error(lambda: a.nope) == "AttributeError: 'A' object has no attribute 'nope'"
assert error(lambda: A.nope) == "AttributeError: type object 'A' has no attribute 'nope'"
assert error(delattr, a, 'x') == "AttributeError: 'A' object has no attribute 'x'"
assert getattr(a, 'nope', 'd') == 'd'
assert hasattr(a, 'x')
assert not hasattr(a, 'nope')
setattr(a, 'not an identifier', 1)
assert getattr(a, 'not an identifier') == 1
assert error(setattr, a, 1, 2) == "TypeError: attribute name must be string, not 'int'"
assert error(getattr, a, 1) == "TypeError: attribute name must be string, not 'int'"
assert error(setattr, 5, 'x', 1) == (
    "AttributeError: 'int' object has no attribute 'x' and no __dict__ for setting new attributes")
assert error(setattr, int, 'x', 1) == "TypeError: cannot set 'x' attribute of immutable type 'int'"
a.__dict__ = {'z': 26}
assert a.z == 26
assert a.__dict__ == {'z': 26}
assert error(setattr, a, '__dict__', 5) == "TypeError: __dict__ must be set to a dictionary, not a 'int'"
a.__class__ = B
assert a.f() == 'B.f+A.f'
assert type(a) is B
assert a.z == 26
assert error(setattr, a, '__class__', int).startswith('TypeError: __class__ assignment only supported for')
A.f = lambda self: 'patched'
assert B().f() == 'B.f+patched'
assert D().f() == 'D.f+B.f+C.f+patched'
B.f = A.f
assert B().f() == 'patched'
del B.f
assert B().f() == 'patched'
assert 'f' not in B.__dict__
a.f = lambda: 'instance'
assert a.f() == 'instance'
assert type(a).f(a) == 'patched'

# __new__ and __init__.


class New:
    made = []

    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls)
        cls.made.append(args)
        return self

    def __init__(self, x, y=2):
        self.xy = x, y


assert New(1).xy == (1, 2)
assert New(1, y=5).xy == (1, 5)
assert New.made == [(1,), (1,)]


class Other:
    def __new__(cls):
        return 42

    def __init__(self):
        raise AssertionError('not called')


class BadInit:
    def __init__(self):
        return 1


assert Other() == 42
assert error(BadInit) == "TypeError: __init__() should return None, not 'int'"
assert error(A, 1) == 'TypeError: A() takes no arguments'
assert error(object.__new__) == 'TypeError: object.__new__(): not enough arguments'
assert error(object.__new__, 5) == 'TypeError: object.__new__(X): X is not a type object (int)'
assert error(int.__new__, A) == 'TypeError: int.__new__(A): A is not a subtype of int'

# Special methods are found on the type.


class L:
    def __len__(self):
        return 3


l = L()
l.__len__ = lambda: 99
assert len(l) == 3
assert l.__len__() == 99
L.__len__ = lambda self: 7
assert len(l) == 7
assert error(len, A()) == "TypeError: object of type 'A' has no len()"
assert error(iter, A()) == "TypeError: 'A' object is not iterable"
assert error(lambda: A()[0]) == "TypeError: 'A' object is not subscriptable"
assert error(lambda: A()()) == "TypeError: 'A' object is not callable"
assert error(lambda: 1 in A()) == "TypeError: argument of type 'A' is not iterable"
assert error(lambda: A()['x':]) == "TypeError: 'A' object is not subscriptable"
assert error(lambda: A[0]) == "TypeError: type 'A' is not subscriptable"
assert error(next, A()) == "TypeError: 'A' object is not an iterator"
assert error(reversed, A()) == "TypeError: 'A' object is not reversible"

# super forms.


class S(A):
    @classmethod
    def make(cls):
        return super().__new__(cls)

    def explicit(self):
        return super(S, self).who()

    def nested(self):
        return (lambda: super(S, self).who())()

    @property
    def prop(self):
        return super().x


assert type(S.make()) is S
assert S().explicit() == 'S'
assert S().nested() == 'S'
assert S().prop == 2
assert repr(super(S, S())) == "<super: <class 'S'>, <S object>>"
assert error(super) == 'RuntimeError: super(): __class__ cell not found'
assert error(super, S, 5) == (
    'TypeError: super(type, obj): obj (instance of int) is not an instance or subtype of type (S).')
assert error(lambda: super(S, S()).nope) == "AttributeError: 'super' object has no attribute 'nope'"

# __getattr__, __getattribute__, __setattr__, __delattr__, __dir__.


class Dyn:
    def __init__(self):
        object.__setattr__(self, 'log', [])

    def __getattr__(self, name):
        if name.startswith('dyn_'):
            return name[4:]
        raise AttributeError(f'nothing called {name}')

    def __setattr__(self, name, value):
        self.log.append((name, value))

    def __delattr__(self, name):
        self.log.append(name)

    def __dir__(self):
        return ['b', 'a']


d = Dyn()
d.x = 1
del d.x
assert d.dyn_abc == 'abc'
assert error(lambda: d.zzz) == 'AttributeError: nothing called zzz'
assert d.log == [('x', 1), 'x']
assert dir(d) == ['a', 'b']
assert getattr(d, 'q', 0) == 0


class All:
    def __getattribute__(self, name):
        if name == 'real':
            return object.__getattribute__(self, '__dict__')
        return 'got ' + name


assert All().anything == 'got anything'
assert All().real == {}
assert All().__class__ == 'got __class__'
assert type(All()) is All

# Class body is a namespace; nested classes; names.


class Body:
    total = 0
    for i in range(4):
        total += i
    if total > 5:
        def big(self):
            return True
    del i
    __private = 'p'

    class Nested:
        def m(self):
            pass

    def read(self):
        return self.__private


assert Body.total == 6
assert Body().big()
assert not hasattr(Body, 'i')
assert Body._Body__private == 'p'
assert Body().read() == 'p'
assert Body.Nested.__qualname__ == 'Body.Nested'
assert Body.Nested.m.__qualname__ == 'Body.Nested.m'
assert not hasattr(Body, '__private')


def local_class():
    class Local:
        pass
    return Local


assert local_class().__qualname__ == 'local_class.<locals>.Local'
assert repr(local_class()) == "<class '__main__.local_class.<locals>.Local'>"
T = type('T', (A,), {'v': 3, 'm': lambda self: self.v})
assert T().m() == 3
assert T.__name__ == 'T'
assert T.__mro__ == (T, A, object)
assert type(T) is type
assert error(type, 1, 2, 3) == 'TypeError: type.__new__() argument 1 must be str, not int'
assert error(type, 'a', 2, {}) == 'TypeError: type.__new__() argument 2 must be tuple, not int'
assert error(type) == 'TypeError: type() takes 1 or 3 arguments'
T.__name__ = 'Renamed'
assert T.__name__ == 'Renamed'
assert T.__qualname__ == 'T'
assert 'v' in T.__dict__
assert error(lambda: T.__dict__.__setitem__('v', 1)) == (
    "AttributeError: 'mappingproxy' object has no attribute '__setitem__'")
assert type(T.__dict__).__name__ == 'mappingproxy'

# __init_subclass__, __set_name__, __class_getitem__, bases replaced.


class Registry:
    kinds = {}

    def __init_subclass__(cls, /, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.kinds[tag] = cls

    def __class_getitem__(cls, item):
        return (cls.__name__, item)


class Plug(Registry, tag='plug'):
    pass


class Named:
    def __set_name__(self, owner, name):
        self.where = owner.__name__, name


class Holder:
    field = Named()


assert Registry.kinds == {'plug': Plug}
assert Registry['x'] == ('Registry', 'x')
assert Plug[1, 2] == ('Plug', (1, 2))
assert Holder.field.where == ('Holder', 'field')
assert error(exec, 'class Q(A, bad=1): pass', globals()) == (
    'TypeError: Q.__init_subclass__() takes no keyword arguments')


class Left:
    def hi(self):
        return 'left'


class Right:
    def hi(self):
        return 'right'


class Child(Left):
    pass


child = Child()
Child.__bases__ = (Right,)
assert child.hi() == 'right'
assert Child.__mro__ == (Child, Right, object)
assert Left.__subclasses__() == []
assert isinstance(child, Right)


class Entry:
    def __mro_entries__(self, bases):
        return (Left,)


class Odd(Entry()):
    pass


assert Odd.__bases__ == (Left,)
assert Odd().hi() == 'left'
assert len(Odd.__orig_bases__) == 1
assert isinstance(True, (str, int))
assert isinstance(1, int | str)
assert not isinstance('a', (int, (float, bytes)))
assert error(isinstance, 1, 'int') == 'TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union'
assert error(issubclass, 1, int) == 'TypeError: issubclass() arg 1 must be a class'
