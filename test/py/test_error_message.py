"""The exact messages of common mistakes.

CPython: Lib/test is the reference for their wording
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


class A:
    def __init__(self, x):
        self.x = x

    def m(self):
        pass


def f(a, b=1, *, c):
    pass


TABLE = [
    # calls
    (lambda: f(), "TypeError: f() missing 1 required positional argument: 'a'"),
    (lambda: f(1), "TypeError: f() missing 1 required keyword-only argument: 'c'"),
    (
        lambda: f(1, 2, 3, c=1),
        'TypeError: f() takes from 1 to 2 positional arguments but 3 positional arguments (and 1 keyword-only argument) were given',
    ),
    (lambda: f(1, c=1, d=1), "TypeError: f() got an unexpected keyword argument 'd'"),
    (lambda: A(), "TypeError: A.__init__() missing 1 required positional argument: 'x'"),
    (lambda: A(1, 2), 'TypeError: A.__init__() takes 2 positional arguments but 3 were given'),
    (lambda: A(1).m(2), 'TypeError: A.m() takes 1 positional argument but 2 were given'),
    (lambda: len(), 'TypeError: len() takes exactly one argument (0 given)'),
    (lambda: len(1, 2), 'TypeError: len() takes exactly one argument (2 given)'),
    (lambda: len(5), "TypeError: object of type 'int' has no len()"),
    (lambda: len(obj=[]), 'TypeError: len() takes no keyword arguments'),
    (lambda: int('a', 5, 6), 'TypeError: int expected at most 2 arguments, got 3'),
    (lambda: 'a'.split(1), 'TypeError: must be str or None, not int'),
    (lambda: 'a'.join(1), 'TypeError: can only join an iterable'),
    (lambda: [].append(1, 2), 'TypeError: list.append() takes exactly one argument (2 given)'),
    (lambda: [].sort(1), 'TypeError: sort() takes no positional arguments'),
    (lambda: {}.update(1), "TypeError: 'int' object is not iterable"),
    (lambda: {}.keys(1), 'TypeError: dict.keys() takes no arguments (1 given)'),
    (lambda x=5: x(), "TypeError: 'int' object is not callable"),
    (lambda x='a': x(), "TypeError: 'str' object is not callable"),
    (lambda: isinstance(1), 'TypeError: isinstance expected 2 arguments, got 1'),
    (lambda: range(1, 2, 3, 4), 'TypeError: range expected at most 3 arguments, got 4'),
    (lambda: ord(5), "TypeError: ord() expected string of length 1, but int found"),
    (lambda: ord(''), 'TypeError: ord() expected a character, but string of length 0 found'),
    (lambda: chr('a'), "TypeError: 'str' object cannot be interpreted as an integer"),
    (lambda: abs(), 'TypeError: abs() takes exactly one argument (0 given)'),
    (lambda: print(sep=5), 'TypeError: sep must be None or a string, not int'),
    (lambda: open(), "TypeError: open() missing required argument 'file' (pos 1)"),
    (lambda: sorted(), 'TypeError: sorted expected 1 argument, got 0'),
    (lambda: super().x, 'RuntimeError: super(): no arguments'),
    (lambda: getattr(1), 'TypeError: getattr expected at least 2 arguments, got 1'),
    (lambda: type(1, 2), 'TypeError: type() takes 1 or 3 arguments'),
    (lambda: object().x, "AttributeError: 'object' object has no attribute 'x'"),
    # attributes
    (lambda: A(1).y, "AttributeError: 'A' object has no attribute 'y'"),
    (lambda: A.y, "AttributeError: type object 'A' has no attribute 'y'"),
    (lambda: None.x, "AttributeError: 'NoneType' object has no attribute 'x'"),
    (lambda: (1).x, "AttributeError: 'int' object has no attribute 'x'"),
    (lambda: [].x, "AttributeError: 'list' object has no attribute 'x'"),
    (lambda: f.x, "AttributeError: 'function' object has no attribute 'x'"),
    (lambda: __import__('sys').nope, "AttributeError: module 'sys' has no attribute 'nope'"),
    (
        lambda: setattr(object(), 'x', 1),
        "AttributeError: 'object' object has no attribute 'x' and no __dict__ for setting new attributes",
    ),
    (
        lambda: setattr([], 'x', 1),
        "AttributeError: 'list' object has no attribute 'x' and no __dict__ for setting new attributes",
    ),
    (lambda: setattr('a', 'upper', 1), "AttributeError: 'str' object attribute 'upper' is read-only"),
    (lambda: delattr(A(1), 'q'), "AttributeError: 'A' object has no attribute 'q'"),
    (lambda: setattr(1, 'real', 2), "AttributeError: attribute 'real' of 'int' objects is not writable"),
    (lambda: setattr(f, '__code__', 5), 'TypeError: __code__ must be set to a code object'),
    (lambda: setattr(f, '__name__', 5), 'TypeError: __name__ must be set to a string object'),
    (lambda: setattr(A, '__name__', 5), "TypeError: can only assign string to A.__name__, not 'int'"),
    # items
    (lambda: [][0], 'IndexError: list index out of range'),
    (lambda: ()[0], 'IndexError: tuple index out of range'),
    (lambda: ''[0], 'IndexError: string index out of range'),
    (lambda: b''[0], 'IndexError: index out of range'),
    (lambda: {}['k'], "KeyError: 'k'"),
    (lambda: {}[1], 'KeyError: 1'),
    (lambda x=5: x[0], "TypeError: 'int' object is not subscriptable"),
    (lambda x=None: x[0], "TypeError: 'NoneType' object is not subscriptable"),
    (lambda: f[0], "TypeError: 'function' object is not subscriptable"),
    (lambda: len[0], "TypeError: 'builtin_function_or_method' object is not subscriptable"),
    (lambda x={1}: x[0], "TypeError: 'set' object is not subscriptable"),
    (lambda: int[0], "TypeError: type 'int' is not subscriptable"),
    (lambda x='abc': x['a'], "TypeError: string indices must be integers, not 'str'"),
    (lambda: [1].__getitem__('a'), 'TypeError: list indices must be integers or slices, not str'),
    (lambda: {}.__getitem__([]), "TypeError: unhashable type: 'list'"),
    # operators
    (lambda: 1 + 'a', "TypeError: unsupported operand type(s) for +: 'int' and 'str'"),
    (lambda: 'a' + 1, 'TypeError: can only concatenate str (not "int") to str'),
    (lambda: [] + 1, 'TypeError: can only concatenate list (not "int") to list'),
    (lambda: () + [], 'TypeError: can only concatenate tuple (not "list") to tuple'),
    (lambda: b'' + '', "TypeError: can't concat str to bytes"),
    (lambda: 'a' * 'b', "TypeError: can't multiply sequence by non-int of type 'str'"),
    (lambda: [] * 1.5, "TypeError: can't multiply sequence by non-int of type 'float'"),
    (lambda: 1 < 'a', "TypeError: '<' not supported between instances of 'int' and 'str'"),
    (lambda: [] >= {}, "TypeError: '>=' not supported between instances of 'list' and 'dict'"),
    (lambda: 1 in 5, "TypeError: argument of type 'int' is not iterable"),
    (lambda: 1 in 'a', "TypeError: 'in <string>' requires string as left operand, not int"),
    (lambda: -[], "TypeError: bad operand type for unary -: 'list'"),
    (lambda: +'a', "TypeError: bad operand type for unary +: 'str'"),
    (lambda: ~None, "TypeError: bad operand type for unary ~: 'NoneType'"),
    (lambda: 1 / 0, 'ZeroDivisionError: division by zero'),
    (lambda: 1 << 2.0, "TypeError: unsupported operand type(s) for <<: 'int' and 'float'"),
    (lambda: f + 1, "TypeError: unsupported operand type(s) for +: 'function' and 'int'"),
    (lambda: A + A, "TypeError: unsupported operand type(s) for +: 'type' and 'type'"),
    (lambda: A(1) @ 2, "TypeError: unsupported operand type(s) for @: 'A' and 'int'"),
    (lambda: 2.0 ** 10000, "OverflowError: (34, 'Numerical result out of range')"),
    # iteration and unpacking
    (lambda: [*1], 'TypeError: Value after * must be an iterable, not int'),
    (lambda: {**1}, "TypeError: 'int' object is not a mapping"),
    (lambda: f(*1), 'TypeError: __main__.f() argument after * must be an iterable, not int'),
    (lambda: f(**1), 'TypeError: __main__.f() argument after ** must be a mapping, not int'),
    (lambda: [a for a, b in [1]], 'TypeError: cannot unpack non-iterable int object'),
    (lambda: [a for a, b in [[1, 2, 3]]], 'ValueError: too many values to unpack (expected 2)'),
    (lambda: list(1), "TypeError: 'int' object is not iterable"),
    (lambda: dict(1), "TypeError: 'int' object is not iterable"),
    (lambda: next(1), "TypeError: 'int' object is not an iterator"),
    (lambda: next(iter([])), 'StopIteration: '),
    # conversions and names
    (lambda: int('x'), "ValueError: invalid literal for int() with base 10: 'x'"),
    (lambda: int([]), "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'"),
    (lambda: float('x'), "ValueError: could not convert string to float: 'x'"),
    (lambda: complex('x'), 'ValueError: complex() arg is a malformed string'),
    (lambda: bytes('a'), 'TypeError: string argument without an encoding'),
    (lambda: '{}'.format(), 'IndexError: Replacement index 0 out of range for positional args tuple'),
    (lambda: '%d' % 'a', 'TypeError: %d format: a real number is required, not str'),
    (lambda: nowhere, "NameError: name 'nowhere' is not defined"),
    (lambda: __import__('no_such_module'), "ModuleNotFoundError: No module named 'no_such_module'"),
    (lambda: exec('from sys import nope'), "ImportError: cannot import name 'nope' from 'sys' (unknown location)"),
    (lambda: exec('import sys.nope'), "ModuleNotFoundError: No module named 'sys.nope'; 'sys' is not a package"),
    (lambda: eval(5), 'TypeError: eval() arg 1 must be a string, bytes or code object'),
    (lambda: eval(''), 'SyntaxError: invalid syntax (<string>, line 0)'),
    (lambda: hash([]), "TypeError: unhashable type: 'list'"),
    (lambda: open('/nonexistent/file'), "FileNotFoundError: [Errno 2] No such file or directory: '/nonexistent/file'"),
    (lambda: [1, 2].remove(3), 'ValueError: list.remove(x): x not in list'),
    (lambda: [].pop(), 'IndexError: pop from empty list'),
    (lambda: {}.pop('a'), "KeyError: 'a'"),
    (lambda: 'abc'.index('z'), 'ValueError: substring not found'),
    (lambda: max([]), 'ValueError: max() iterable argument is empty'),
    (lambda: round('a'), "TypeError: type str doesn't define __round__ method"),
    (lambda: sum(['a']), "TypeError: unsupported operand type(s) for +: 'int' and 'str'"),
    (lambda: (x for x in 1), "TypeError: 'int' object is not iterable"),
    (
        lambda: setattr(1, 'a', 2),
        "AttributeError: 'int' object has no attribute 'a' and no __dict__ for setting new attributes",
    ),
    (lambda: type('A', (bool,), {}), "TypeError: type 'bool' is not an acceptable base type"),
    (lambda: issubclass(1, int), 'TypeError: issubclass() arg 1 must be a class'),
    (lambda: compile('', '', 'what'), "ValueError: compile() mode must be 'exec', 'eval' or 'single'"),
    (
        lambda: '\ud800'.encode(),
        "UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed",
    ),
    (
        lambda: b'\xff'.decode(),
        "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
    ),
]
for number, (function, expected) in enumerate(TABLE):
    got = error(function)
    assert got == expected, (number, got, expected)
