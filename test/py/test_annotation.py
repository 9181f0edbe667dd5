"""Annotations, generic aliases, unions, type parameters and type statements.

ref: compound_stmts#generic-functions, PEP 695, PEP 696
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


import typing


def f(a: int, b: 'text' = 1, /, *args: str, c: float, **kw: list[int]) -> None:
    x: undefined_local_annotation = 5
    return x


assert f.__annotations__ == {'a': int, 'b': 'text', 'args': str, 'c': float, 'kw': list[int], 'return': None}
assert f(1, c=1.0) == 5
assert (lambda: 0).__annotations__ == {}


class C:
    x: int
    y: str = 'default'
    z: 'forward'
    __private: int

    def m(self: 'C') -> 'C':
        pass
    if False:
        never: int


assert C.__annotations__ == {'x': int, 'y': str, 'z': 'forward', '_C__private': int}
assert not hasattr(C, 'x')
assert C.y == 'default'
assert C.m.__annotations__ == {'self': 'C', 'return': 'C'}
assert 'never' not in C.__annotations__


class D(C):
    pass


assert D.__annotations__ == {}
assert error(exec, 'x: undefined_name') == "NameError: name 'undefined_name' is not defined"
assert error(exec, 'def f(x: undefined_name): pass') == "NameError: name 'undefined_name' is not defined"
assert error(exec, 'def f():\n    x: int\n    return x\nf()') == (
    "UnboundLocalError: cannot access local variable 'x' where it is not associated with a value")
ns = {}
exec('from __future__ import annotations\nx: undefined | y = 1\ndef f(a: int, b: undefined[1:2]) -> "q": pass', ns)
assert ns['__annotations__'] == {'x': 'undefined | y'}
assert ns['f'].__annotations__ == {'a': 'int', 'b': 'undefined[1:2]', 'return': "'q'"}
f.__annotations__ = {'new': 1}
assert f.__annotations__ == {'new': 1}
assert error(setattr, f, '__annotations__', 5) == 'TypeError: __annotations__ must be set to a dict object'
assert typing.get_type_hints(C.m) == {'self': C, 'return': C}

# generic aliases and unions
a = list[int]
assert a.__origin__ is list
assert a.__args__ == (int,)
assert a([1]) == [1]
assert type(a()) is list
assert a == list[int]
assert hash(a) == hash(list[int])
assert a != list[str]
assert isinstance(a, type) is False
assert error(isinstance, [], a) == 'TypeError: isinstance() argument 2 cannot be a parameterized generic'
assert dict[str, int].__args__ == (str, int)
assert type(a).__name__ == 'GenericAlias'
u = int | str | None
assert u.__args__ == (int, str, type(None))
assert isinstance(5, u)
assert isinstance(None, u)
assert not isinstance(1.5, u)
assert issubclass(int, int | str)
assert int | int is int
assert (int | str) == (str | int)
assert repr(u) == 'int | str | None'
assert hash(int | str) == hash(str | int)
assert type(u).__name__ == 'UnionType'
assert list[int] | None == None | list[int]
assert error(lambda: int | 5) == "TypeError: unsupported operand type(s) for |: 'type' and 'int'"
assert typing.Optional[int] == int | None
T = typing.TypeVar('T')
assert list[T][int] == list[int]
assert list[T].__parameters__ == (T,)
assert dict[T, list[T]][str] == dict[str, list[str]]
assert error(lambda: list[int][str]) == 'TypeError: list[int] is not a generic class'
assert tuple[int, ...].__args__ == (int, ...)


# type parameters
def identity[V](x: V) -> V:
    return x


class Box[V, *Vs, **P]:
    item: V

    def get(self) -> V:
        return V


class Bounded[N: (int, float), B: 'Box', X = str]:
    pass


type Alias = list[Alias] | int
type Generic[K] = dict[K, Alias]
V, = identity.__type_params__
assert V.__name__ == 'V'
assert identity.__annotations__ == {'x': V, 'return': V}
assert identity(5) == 5
assert repr(V) == 'V'
assert type(V) is typing.TypeVar
assert error(lambda: eval('V_unseen')) == "NameError: name 'V_unseen' is not defined"
assert [p.__name__ for p in Box.__type_params__] == ['V', 'Vs', 'P']
assert [type(p).__name__ for p in Box.__type_params__] == ['TypeVar', 'TypeVarTuple', 'ParamSpec']
assert Box().get() is Box.__type_params__[0]
assert Box.__orig_bases__[0].__origin__ is typing.Generic
assert Box.__mro__[1] is typing.Generic
assert Box.__annotations__['item'] is Box.__type_params__[0]
assert Box.__parameters__ == Box.__type_params__
n, b, x = Bounded.__type_params__
assert n.__constraints__ == (int, float)
assert n.__bound__ is None
assert b.__bound__ == 'Box'
assert x.__default__ is str
assert x.has_default()
assert not n.has_default()
assert b.__constraints__ == ()
assert Bounded[int, Box].__args__ == (int, Box, str)
assert Alias.__name__ == 'Alias'
assert repr(Alias) == 'Alias'
assert Alias.__value__ == list[Alias] | int
assert type(Alias) is typing.TypeAliasType
assert Generic.__type_params__[0].__name__ == 'K'
assert Generic[int].__origin__ is Generic
assert Generic[int].__args__ == (int,)
assert Alias.__type_params__ == ()
assert error(isinstance, 5, Alias) == 'TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union'
log = []
type Lazy = log.append('evaluated') or undefined_in_alias
assert log == []
assert error(lambda: Lazy.__value__) == "NameError: name 'undefined_in_alias' is not defined"
assert log == ['evaluated']


class Scope:
    member = 'class member'
    type Inner = member

    def method[Q](self, q: Q) -> Q:
        return Q, __class__

    class Nested[R]:
        def use(self):
            return R


s = Scope()
assert Scope.Inner.__value__ == 'class member'
assert s.method(1)[0] is Scope.method.__type_params__[0]
assert s.method(1)[1] is Scope
assert Scope.Nested().use() is Scope.Nested.__type_params__[0]
assert Scope.method.__qualname__ == 'Scope.method'
assert Scope.Nested.__qualname__ == 'Scope.Nested'
type = 5
assert type == 5
del type
type: int = 3
assert type == 3
del type


def defaults[W](x=[]):
    x.append(1)
    return x


assert defaults() == [1]
assert defaults() == [1, 1]
assert defaults.__defaults__ == ([1, 1],)


@lambda cls: cls
class Decorated[Z](list[Z]):
    pass


assert Decorated([1]) == [1]
assert issubclass(Decorated, list)
assert Decorated.__orig_bases__[0] == list[Decorated.__type_params__[0]]
assert Decorated[int].__args__ == (int,)
assert error(exec, 'def f[T, T](): pass') == "SyntaxError: duplicate type parameter 'T' (<string>, line 1)"
assert error(exec, 'class A[T = int, U]: pass') == (
    "SyntaxError: non-default type parameter 'U' follows default type parameter (<string>, line 1)")
assert error(exec, 'def f[T: (yield)](): pass') == (
    'SyntaxError: yield expression cannot be used within a TypeVar bound (<string>, line 1)')
assert error(exec, 'type X = (y := 1)') == (
    'SyntaxError: named expression cannot be used within a type alias (<string>, line 1)')
assert error(exec, 'def f[](): pass') == 'SyntaxError: Type parameter list cannot be empty (<string>, line 1)'


class G(typing.Generic[T]):
    pass


class NT(typing.NamedTuple):
    a: int
    b: str = 'x'


class TD(typing.TypedDict, total=False):
    k: int


class Proto(typing.Protocol):
    def meth(self): ...


class Has:
    def meth(self):
        pass


assert G[int]().__orig_class__ == G[int]
assert NT(1) == (1, 'x')
assert NT(1).b == 'x'
assert repr(NT(1)) == "NT(a=1, b='x')"
assert NT._fields == ('a', 'b')
assert TD(k=1) == {'k': 1}
assert isinstance(Has(), typing.runtime_checkable(Proto))
assert repr(typing.Union[int, str]) == 'typing.Union[int, str]'
assert repr(typing.Optional[int]) == 'typing.Optional[int]'
assert typing.cast(int, 'a') == 'a'
assert typing.get_args(typing.Callable[[int], str]) == ([int], str)
