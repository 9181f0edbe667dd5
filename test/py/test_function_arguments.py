"""Functions: every form of parameter and argument, defaults, and the messages of wrong calls.

ref: compound_stmts#function-definitions
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


def plain(a, b):
    return a, b


def defaults(a, b=2, c=3):
    return a, b, c


def star(a, *rest):
    return a, rest


def named(a, *, b, c=3):
    return a, b, c


def everything(a, b=2, /, c=3, *rest, d, e=5, **more):
    return a, b, c, rest, d, e, more


def positional(a, b=2, /):
    return a, b


def keywords(**more):
    return more


assert plain(1, 2) == (1, 2)
assert plain(b=1, a=2) == (2, 1)
assert plain(1, b=2) == (1, 2)
assert plain(*[1, 2]) == (1, 2)
assert plain(**{'a': 1, 'b': 2}) == (1, 2)
assert plain(*[1], **{'b': 2}) == (1, 2)
assert plain(*'xy') == ('x', 'y')
assert defaults(1) == (1, 2, 3)
assert defaults(1, c=5) == (1, 2, 5)
assert defaults(1, 9) == (1, 9, 3)
assert defaults(c=1, a=0) == (0, 2, 1)
assert star(1) == (1, ())
assert star(1, 2, 3) == (1, (2, 3))
assert star(*range(4)) == (0, (1, 2, 3))
assert star(*[1], 2, *[3, 4]) == (1, (2, 3, 4))
assert star(a=1) == (1, ())
assert named(1, b=2) == (1, 2, 3)
assert named(b=2, a=1, c=0) == (1, 2, 0)
assert keywords() == {}
assert keywords(x=1, **{'y z': 2}) == {'x': 1, 'y z': 2}
assert list(keywords(z=1, a=2)) == ['z', 'a']
assert everything(1, d=4) == (1, 2, 3, (), 4, 5, {})
assert everything(1, 2, 3, 4, 5, d=6, f=7) == (1, 2, 3, (4, 5), 6, 5, {'f': 7})
assert everything(1, d=4, a=10, b=20) == (1, 2, 3, (), 4, 5, {'a': 10, 'b': 20})
assert positional(1) == (1, 2)
assert error(plain) == "TypeError: plain() missing 2 required positional arguments: 'a' and 'b'"
assert error(plain, 1) == "TypeError: plain() missing 1 required positional argument: 'b'"
assert error(plain, 1, 2, 3) == 'TypeError: plain() takes 2 positional arguments but 3 were given'
assert error(plain, 1, 2, c=3) == "TypeError: plain() got an unexpected keyword argument 'c'"
assert error(plain, 1, a=2) == "TypeError: plain() got multiple values for argument 'a'"
assert error(defaults) == "TypeError: defaults() missing 1 required positional argument: 'a'"
assert error(defaults, 1, 2, 3, 4) == 'TypeError: defaults() takes from 1 to 3 positional arguments but 4 were given'
assert error(named, 1) == "TypeError: named() missing 1 required keyword-only argument: 'b'"
assert error(named, 1, 2) == 'TypeError: named() takes 1 positional argument but 2 were given'
assert error(named, 1, 2, b=3) == (
    'TypeError: named() takes 1 positional argument but 2 positional arguments (and 1 keyword-only argument) were given')
assert error(positional, a=1) == (
    "TypeError: positional() got some positional-only arguments passed as keyword arguments: 'a'")
assert error(positional) == "TypeError: positional() missing 1 required positional argument: 'a'"
assert error(keywords, 1) == 'TypeError: keywords() takes 0 positional arguments but 1 was given'
assert error(lambda: plain(*5)) == 'TypeError: __main__.plain() argument after * must be an iterable, not int'
assert error(lambda: plain(**5)) == 'TypeError: __main__.plain() argument after ** must be a mapping, not int'
assert error(lambda: plain(1, **{'a': 1})) == "TypeError: plain() got multiple values for argument 'a'"
assert error(lambda: keywords(**{1: 2})) == 'TypeError: keywords must be strings'
assert error(lambda: keywords(**{'a': 1}, **{'a': 2})) == (
    "TypeError: __main__.keywords() got multiple values for keyword argument 'a'")
assert error(lambda a, b, c, d: 0) == (
    "TypeError: <lambda>() missing 4 required positional arguments: 'a', 'b', 'c', and 'd'")
assert error(everything) == "TypeError: everything() missing 1 required positional argument: 'a'"
assert error(plain, 1, 2, colour=3).startswith("TypeError: plain() got an unexpected keyword argument 'colour'")
assert error(defaults, 1, d=1) == "TypeError: defaults() got an unexpected keyword argument 'd'"

# Defaults are evaluated once, where the function is defined.
log = []


def tick():
    log.append(len(log))
    return len(log)


def once(x=tick(), *, y=tick(), shared=[]):
    shared.append(x)
    return x, y, shared


assert log == [0, 1]
assert once() == (1, 2, [1])
assert once(5) == (5, 2, [1, 5])
assert once.__defaults__ == (1,)
assert once.__kwdefaults__['y'] == 2
once.__defaults__ = (100,)
once.__kwdefaults__ = {'y': 200, 'shared': []}
assert once() == (100, 200, [100])
once.__defaults__ = None
assert error(once) == "TypeError: once() missing 1 required positional argument: 'x'"

# Lambdas, methods, recursion, attributes.
assert (lambda: 1)() == 1
assert (lambda x, y=2, *z, k=3, **w: (x, y, z, k, w))(1, 5, 6, k=7, q=8) == (1, 5, (6,), 7, {'q': 8})
assert (lambda *a: a)(1, 2) == (1, 2)
assert (lambda *, k: k)(k=1) == 1
assert (lambda a, /: a)(3) == 3


class C:
    def method(self, a, b=2):
        return a, b

    @staticmethod
    def static(a):
        return a

    @classmethod
    def klass(cls, a):
        return cls, a


c = C()
assert c.method(1) == (1, 2)
assert C.method(c, 1, b=3) == (1, 3)
assert c.static(1) == C.static(1) == 1
assert c.klass(2) == (C, 2)
assert error(c.method) == "TypeError: C.method() missing 1 required positional argument: 'a'"
assert error(c.method, 1, 2, 3) == 'TypeError: C.method() takes from 2 to 3 positional arguments but 4 were given'
assert error(C.method) == "TypeError: C.method() missing 2 required positional arguments: 'self' and 'a'"
plain.note = 'n'
assert plain.note == 'n'
assert plain.__dict__ == {'note': 'n'}
assert plain.__name__ == 'plain'
assert plain.__qualname__ == 'plain'
assert plain.__module__ == '__main__'
assert plain.__doc__ is None
assert plain.__code__.co_argcount == 2
assert plain.__code__.co_varnames == ('a', 'b')
assert repr(plain).startswith('<function plain at 0x')
assert callable(plain)
bound = c.method
assert bound.__self__ is c
assert bound.__func__ is C.method
assert bound == c.method
assert bound is not c.method
assert hash(bound) == hash(c.method)
assert repr(bound).startswith('<bound method C.method of <__main__.C object at 0x')
assert bound.__name__ == 'method'
assert everything.__code__.co_posonlyargcount == 2
assert everything.__code__.co_kwonlyargcount == 2
assert everything.__code__.co_flags & 0x0c == 0x0c
del plain.note
assert error(lambda: plain.note) == "AttributeError: 'function' object has no attribute 'note'"


def documented(x):
    """The text."""
    return x


assert documented.__doc__ == 'The text.'
assert (lambda: None)() is None
assert documented.__call__(5) == 5


def fact(n):
    return 1 if n < 2 else n * fact(n - 1)


assert fact(25) == 15511210043330985984000000


def no_return():
    pass


def bare():
    return


def multiple():
    return 1, *[2, 3]


assert no_return() is None
assert bare() is None
assert multiple() == (1, 2, 3)


def many(a, b, c, d, e, f, g, h, i, j, k, l=12):
    return a + b + c + d + e + f + g + h + i + j + k + l


assert many(*range(11)) == 67
assert many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, k=11) == 78
assert max(*[1, 5, 3]) == 5
assert print(end='') is None


# A class, an instance with __call__, a partial application.
class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x, *, times=1):
        return self.n * times + x


assert Adder(5)(1) == 6
assert Adder(5)(1, times=3) == 16
assert error(Adder) == "TypeError: Adder.__init__() missing 1 required positional argument: 'n'"
assert error(Adder(1)) == "TypeError: Adder.__call__() missing 1 required positional argument: 'x'"
assert error(object, 1) == 'TypeError: object() takes no arguments'
assert error(C, 1) == 'TypeError: C() takes no arguments'
assert error(5) == "TypeError: 'int' object is not callable"
assert error(None) == "TypeError: 'NoneType' object is not callable"


# Names of keyword arguments are not mangled in a class; those of parameters are.
class Mangled:
    def give(self):
        return dict(__x=1), dict(**{'a': 1}, __y=2)

    def take(self, __z):
        return __z


assert Mangled().give() == ({'__x': 1}, {'a': 1, '__y': 2})
assert Mangled().take(_Mangled__z=3) == 3


def deletable():
    pass


assert error(delattr, deletable, "__dict__") == "TypeError: cannot delete __dict__"


# What is called is named as its str() where it has no __qualname__.
nothing = None
assert error(lambda: nothing(*len)) == "TypeError: None argument after * must be an iterable, not builtin_function_or_method"
assert error(lambda: nothing(**len)) == "TypeError: None argument after ** must be a mapping, not builtin_function_or_method"
empty = []
assert error(lambda: empty(*3)) == "TypeError: [] argument after * must be an iterable, not int"


class Keyed:
    """A mapping with the given keys."""

    def __init__(self, keys):
        self.given = keys

    def keys(self):
        return self.given

    def __getitem__(self, key):
        if key == 'attribute':
            raise AttributeError(key)
        return ord(key)


# Keys given twice, also by one mapping.
assert dict(**Keyed(['x', 'y'])) == {'x': 120, 'y': 121}
assert error(lambda: print(**Keyed(['x', 'x']))) == "TypeError: print() got multiple values for keyword argument 'x'"
assert error(lambda: dict(a=1, **Keyed(['x', 'x']))) == "TypeError: dict() got multiple values for keyword argument 'x'"
assert error(lambda: dict(**{1: 2}, **{1: 3})) == "TypeError: dict() got multiple values for keyword argument '1'"
assert error(lambda: dict(**{1: 2})) == "TypeError: keywords must be strings"
assert {**Keyed(['x', 'x'])} == {'x': 120}
# Attributes that lack on the way, and keys that are none.
assert error(lambda: print(**Keyed(['attribute']))) == "TypeError: print() argument after ** must be a mapping, not Keyed"
assert error(lambda: {**Keyed(['attribute'])}) == "TypeError: 'Keyed' object is not a mapping"
assert error(lambda: dict(Keyed(5))) == "TypeError: Keyed.keys() returned a non-iterable (type int)"
assert error(lambda: print(**Keyed(5))) == "TypeError: Keyed.keys() returned a non-iterable (type int)"
