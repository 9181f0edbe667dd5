# Abstract base classes. lib: abc, collections.abc; PEP 3119
import _abc
import abc
from collections.abc import Hashable, Iterable, Mapping, Sequence, Sized


def raises(kind, text, f, *args):
    try:
        f(*args)
    except kind as e:
        assert str(e) == text, str(e)
    else:
        raise AssertionError(f'{kind.__name__} not raised')


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...

    @property
    @abc.abstractmethod
    def name(self): ...


class Square(Shape):
    name = 'square'

    def area(self):
        return 1


class Half(Shape):
    name = 'half'


assert Shape.__abstractmethods__ == {'area', 'name'} and Square.__abstractmethods__ == frozenset()
assert isinstance(Square(), Shape)
raises(TypeError, "Can't instantiate abstract class Half without an implementation for abstract method 'area'", Half)


# Registration


class Other: ...


assert not isinstance(Other(), Shape)
token = abc.get_cache_token()
assert Shape.register(Other) is Other and abc.get_cache_token() != token
assert isinstance(Other(), Shape) and issubclass(type('Below', (Other,), {}), Shape)
raises(TypeError, 'Can only register classes', Shape.register, 1)
raises(RuntimeError, 'Refusing to create an inheritance cycle', Square.register, Shape)
raises(TypeError, 'issubclass() arg 1 must be a class', issubclass, 1, Shape)
assert {ref() for ref in _abc._get_dump(Shape)[0]} == {Other}


# __subclasshook__


class Quacks(abc.ABC):
    @classmethod
    def __subclasshook__(cls, c):
        return hasattr(c, 'quack') or NotImplemented


class Duck:
    quack = True


assert issubclass(Duck, Quacks) and not issubclass(int, Quacks)
assert isinstance([], Iterable) and isinstance([], Sized) and not isinstance([], Hashable)
assert isinstance((), Sequence) and isinstance({}, Mapping) and issubclass(range, Sequence)


# Patterns ask whether a class counts as a sequence or a mapping; the first base decides.


class Both(Sequence, Mapping):
    __getitem__ = __len__ = None


class Registered: ...


def shape(w):
    match w:
        case [*_]:
            return 'sequence'
        case {}:
            return 'mapping'


Mapping.register(Registered)
assert shape(Registered()) == 'mapping'
assert Both.__flags__ & 1 << 5 and not Both.__flags__ & 1 << 6
