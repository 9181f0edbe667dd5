# Type parameters, type aliases and the classes of typing that stand for them. PEP 484, 612, 646, 695, 696
import copy
import typing
from typing import (
    Callable,
    Generic,
    List,
    NoDefault,
    Optional,
    ParamSpec,
    ParamSpecArgs,
    TypeAliasType,
    TypeVar,
    TypeVarTuple,
    Union,
    Unpack,
)


def raises(kind, text, f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except kind as e:
        assert str(e) == text, str(e)
    else:
        raise AssertionError(f'{kind.__name__} not raised')


# TypeVar

T = TypeVar('T')
S = TypeVar('S', int, str, covariant=True)
B = TypeVar('B', bound=int, contravariant=True)
I = TypeVar('I', infer_variance=True, default=str)

assert [repr(x) for x in (T, S, B, I)] == ['~T', '+S', '-B', 'I']
assert (T.__name__, T.__module__, T.__bound__, T.__constraints__) == ('T', '__main__', None, ())
assert S.__constraints__ == (int, str) and B.__bound__ is int
assert (S.__covariant__, S.__contravariant__, S.__infer_variance__) == (True, False, False)
assert T.__default__ is NoDefault and not T.has_default()
assert I.__default__ is str and I.has_default()
assert repr(NoDefault) == 'typing.NoDefault' and type(NoDefault)() is NoDefault
assert copy.copy(NoDefault) is NoDefault
assert copy.copy(T) is T and T.__reduce__() == 'T'
assert T | int == Union[T, int] and repr(None | T) == 'typing.Optional[~T]'

raises(TypeError, "typevar() missing required argument 'name' (pos 1)", TypeVar)
raises(TypeError, "typevar() argument 'name' must be str, not int", TypeVar, 1)
raises(TypeError, 'A single constraint is not allowed', TypeVar, 'T', int)
raises(TypeError, 'Constraints cannot be combined with bound=...', TypeVar, 'T', int, str, bound=int)
raises(ValueError, 'Bivariant types are not supported.', TypeVar, 'T', covariant=True, contravariant=True)
raises(
    ValueError, 'Variance cannot be specified with infer_variance.', TypeVar, 'T', covariant=True, infer_variance=True
)
raises(TypeError, 'Bound must be a type. Got ().', TypeVar, 'T', bound=())
raises(TypeError, 'Cannot subclass an instance of TypeVar', T.__mro_entries__, ())
raises(TypeError, "type 'typing.TypeVar' is not an acceptable base type", type, 'X', (TypeVar,), {})
raises(AttributeError, 'readonly attribute', setattr, T, '__name__', 'U')
raises(AttributeError, "attribute '__bound__' of 'typing.TypeVar' objects is not writable", setattr, T, '__bound__', 1)
T.note = 'attributes of its own'
assert T.note == 'attributes of its own'

# ParamSpec and TypeVarTuple

P = ParamSpec('P')
Ts = TypeVarTuple('Ts')
assert repr(P) == '~P' and repr(P.args) == 'P.args' and repr(P.kwargs) == 'P.kwargs'
assert P.args.__origin__ is P and P.args == P.args and P.args != P.kwargs
assert repr(ParamSpecArgs(1)) == '1.args'
raises(TypeError, "unhashable type: 'typing.ParamSpecArgs'", hash, P.args)
assert repr(Ts) == 'Ts' and list(Ts) == [Unpack[Ts]]
raises(TypeError, 'Substitution of bare TypeVarTuple is not supported', Ts.__typing_subst__, int)
assert repr(Callable[P, T][[int, str], float]) == 'typing.Callable[[int, str], float]'
assert tuple[T, *Ts][int, str, bytes] == tuple[int, str, bytes]

# Substitution

assert Optional[T][int] == Optional[int]
assert List[T][int] == List[int]
assert list[T] | dict[str, T] == Union[list[T], dict[str, T]]
assert (list[T] | None)[int] == list[int] | None
assert dict[T, list[T]][str] == dict[str, list[str]]
raises(TypeError, 'Too few arguments for dict[~T, +S]; actual 1, expected at least 2', lambda: dict[T, S][int])

# Syntax


def first[X: int = bool, *Xs = *tuple[int, str], **Q = [int]](x: X) -> X:
    return x


x, xs, q = first.__type_params__
assert [repr(p) for p in (x, xs, q)] == ['X', 'Xs', 'Q']
assert x.__infer_variance__ and x.__module__ == 'typing'
assert x.__bound__ is int and x.__default__ is bool and q.__default__ == [int]
assert first.__annotations__ == {'x': x, 'return': x}


class Box[X: (int, str)]:
    def get(self) -> X: ...


assert Box.__type_params__[0].__constraints__ == (int, str)
assert repr(Box.__orig_bases__) == '(typing.Generic[X],)'
assert Box.__mro__ == (Box, Generic, object)
assert repr(Box[int]) == '__main__.Box[int]'
assert Box[int]().__orig_class__ == Box[int]


class Pair(Generic[T, S]): ...


class Half(Pair[int, S]): ...


assert Pair.__parameters__ == (T, S) and Half.__parameters__ == (S,)
raises(TypeError, 'Cannot inherit from plain Generic', type, 'X', (Generic,), {})

# Bounds and values are computed when they are asked for, once.

calls = []


def noted(value):
    calls.append(value)
    return value


def late[X: noted(int)](): ...


assert calls == []
bound = late.__type_params__[0]
assert bound.__bound__ is int and bound.__bound__ is int and calls == [int]

type Early = noted(Later)
raises(NameError, "name 'Later' is not defined", getattr, Early, '__value__')
Later = list
assert Early.__value__ is list and Early.__value__ is list and calls == [int, list]

# Aliases

type Table[K, *Vs] = dict[K, tuple[*Vs]]
type Nested = int | list[Nested]
assert repr(Table) == 'Table' and Table.__name__ == 'Table' and Table.__module__ == '__main__'
assert repr(Table.__type_params__) == '(K, Vs)'
assert repr(Table.__parameters__) == '(K, typing.Unpack[Vs])'
assert repr(Table[int, str]) == 'Table[int, str]' and Table[int, str].__origin__ is Table
assert Nested.__value__ == int | list[Nested]
assert repr(Nested | None) == 'Nested | None'
assert Nested.__reduce__() == 'Nested'
made = TypeAliasType('made', list[T], type_params=(T,))
assert made.__value__ == list[T] and made[int].__args__ == (int,)
raises(TypeError, 'Only generic type aliases are subscriptable', lambda: Nested[int])
raises(TypeError, 'type_params must be a tuple', TypeAliasType, 'A', int, type_params=1)
raises(
    AttributeError,
    "attribute '__value__' of 'typing.TypeAliasType' objects is not writable",
    setattr,
    Nested,
    '__value__',
    1,
)

# typing itself

assert typing.get_type_hints(first) == {'x': x, 'return': x}


class Shape(typing.Protocol):
    def area(self) -> float: ...


class Point(typing.NamedTuple):
    x: int
    y: int = 0


class Options(typing.TypedDict, total=False):
    name: typing.Required[str]


assert Point(1) == (1, 0) and Point.__annotations__ == {'x': int, 'y': int}
assert Options.__required_keys__ == frozenset({'name'})
assert typing.get_args(Union[int, str, None]) == (int, str, type(None))
assert [repr(p.__default__) for p in first.__type_params__][1] == '*tuple[int, str]'
assert TypeVar('N', default=None).__default__ is None
assert type.__type_params__ == () and not hasattr(type, '__abstractmethods__')
assert Generic.__flags__ & 1 << 9 and not hasattr(Generic(), '__dict__')
raises(TypeError, 'issubclass() arg 1 must be a class', issubclass, list[int], object)
assert '__origin__' in dir(Union[int, str]) and 'append' in dir(list[int])
try:
    exec('def func[T = int, U](): ...')
except SyntaxError as e:
    assert e.msg == "non-default type parameter 'U' follows default type parameter"
else:
    raise AssertionError
