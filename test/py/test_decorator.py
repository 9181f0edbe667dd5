"""Decorators on functions, methods and classes.

ref: compound_stmts#function-definitions
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


def tag(name):
    def apply(f):
        f.tags = getattr(f, 'tags', ()) + (name,)
        return f
    return apply


@tag('outer')
@tag('inner')
def f():
    return 'f'


assert f() == 'f'
assert f.tags == ('inner', 'outer')
assert f.__name__ == 'f'


def replaced(function):
    return 'replaced ' + function.__name__


@replaced
def g():
    pass


@replaced
class K:
    pass


@lambda function: function()
def called():
    return 'called'


table = {'key': [tag('subscript')]}


@table['key'][0]
def h():
    pass


@(later := tag)('walrus')
def w():
    pass


assert g == 'replaced g'
assert K == 'replaced K'
assert called == 'called'
assert h.tags == ('subscript',)
assert w.tags == ('walrus',)
assert later is tag


class Count:
    def __init__(self, function):
        self.function = function
        self.calls = 0

    def __call__(self, *args, **kwargs):
        self.calls += 1
        return self.function(*args, **kwargs)

    def __get__(self, obj, owner):
        return lambda *args: self(obj, *args)


@Count
def add(a, b=1):
    return a + b


class C:
    @Count
    def m(self, x):
        return type(self).__name__, x

    @staticmethod
    @tag('static')
    def s(x):
        return x

    @classmethod
    @tag('class')
    def c(cls):
        return cls.__name__

    @property
    @tag('property')
    def p(self):
        return 'p'


assert add(1) == 2
assert add(1, b=5) == 6
assert add.calls == 2
assert C().m(3) == ('C', 3)
assert C.__dict__['m'].calls == 1
assert C.s(4) == 4
assert C.s.tags == ('static',)
assert C.c() == 'C'
assert C().p == 'p'
assert C.p.fget.tags == ('property',)
from functools import wraps, partial, lru_cache, cached_property, singledispatch, reduce, partialmethod


def logged(function):
    """Doc of logged."""
    @wraps(function)
    def wrapper(*args, **kwargs):
        """Doc of wrapper."""
        wrapper.log.append((args, kwargs))
        return function(*args, **kwargs)
    wrapper.log = []
    return wrapper


@logged
def square(x):
    """Doc of square."""
    return x * x


assert square(3) == 9
assert square.__name__ == 'square'
assert square.__doc__ == 'Doc of square.'
assert square.log == [((3,), {})]
assert square.__wrapped__(2) == 4
assert square.__qualname__ == 'square'
calls = []


@lru_cache(maxsize=2)
def slow(x):
    calls.append(x)
    return x * 2


assert [slow(x) for x in (1, 2, 1, 3, 2, 1)] == [2, 4, 2, 6, 4, 2]
assert calls == [1, 2, 3, 2, 1]
assert slow.cache_info()[:2] == (1, 5)
assert slow.cache_clear() is None
assert slow.cache_info().currsize == 0


@lru_cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


assert fib(90) == 2880067194370816120
assert fib.__name__ == 'fib'


class Lazy:
    computed = 0

    @cached_property
    def value(self):
        self.computed += 1
        return 'v'

    def scaled(self, factor, x):
        return factor * x
    double = partialmethod(scaled, 2)


z = Lazy()
assert z.value == z.value == 'v'
assert z.computed == 1
assert 'value' in z.__dict__
assert z.double(5) == 10


@singledispatch
def kind(x):
    return 'object'


@kind.register
def _(x: int):
    return 'int'


@kind.register(list)
def _(x):
    return 'list'


assert kind(1) == 'int'
assert kind([]) == 'list'
assert kind('a') == 'object'
assert kind(True) == 'int'
assert partial(int, base=2)('101') == 5
assert partial(max, 3)(1, 5) == 5
assert reduce(lambda a, b: a * b, [1, 2, 3, 4]) == 24
p = partial(square, 4)
assert p() == 16
assert p.func is square
assert p.args == (4,)
assert p.keywords == {}
assert repr(partial(len, [])).startswith('functools.partial(<built-in function len>, [])')


def class_decorator(cls):
    cls.added = len([n for n in vars(cls) if not n.startswith('_')])
    return cls


@class_decorator
class D:
    a = 1

    def b(self):
        pass


assert D.added == 2
assert error(exec, '@5\ndef f(): pass') == "TypeError: 'int' object is not callable"
assert error(exec, '@1 / 0\ndef f(): pass') == 'ZeroDivisionError: division by zero'
lines = []


def where(function):
    lines.append(function.__code__.co_firstlineno)
    return function


base = where.__code__.co_firstlineno


@where
@where
def decorated():
    pass


assert lines[0] == lines[1] == base + 8
from dataclasses import dataclass, field, replace, asdict, FrozenInstanceError


@dataclass(order=True)
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False)


@dataclass(frozen=True, slots=True)
class Fixed:
    a: int


q = Point(1)
assert repr(q) == 'Point(x=1, y=0, tags=[])'
assert q == Point(1, 0, ['other'])
assert q < Point(1, 1)
assert replace(q, y=5).y == 5
assert asdict(q) == {'x': 1, 'y': 0, 'tags': []}
assert q.tags is not Point(1).tags
assert error(Point) == "TypeError: Point.__init__() missing 1 required positional argument: 'x'"
assert hash(Fixed(1)) == hash(Fixed(1))
assert error(setattr, Fixed(1), 'a', 2) == "FrozenInstanceError: cannot assign to field 'a'"
assert Point.__match_args__ == ('x', 'y', 'tags')
