"""What built-ins of each family say of wrong arguments, and how the types of modules are called in messages."""
import collections
import contextvars
import decimal
import io
import math
import struct
import types
import zlib


def message(kind, f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except kind as e:
        return str(e)
    assert False, f'no {kind.__name__}'


for expected, f, *args in [
    ('read() takes at most 1 argument (2 given)', io.FileIO('/dev/null').read, 1, 2),
    ('detach() takes no arguments', io.BufferedIOBase().detach, 1),
    ('write() takes exactly 1 positional argument (0 given)', io.TextIOBase().write),
    ("function takes exactly 2 arguments (1 given)", decimal.Context().add, None),
    ("isclose() missing required argument 'a' (pos 1)", math.isclose),
    ('missing format argument', struct.pack),
    ('map() must have at least two arguments.', map),
    ('Context() does not accept any arguments', contextvars.Context, 1),
    ('format() argument 2 must be str, not None', format, 1, None),
    ("__format__() argument must be str, not None", 'a'.__format__, None),
    ('fromhex() argument must be str, not None', bytes.fromhex, None),
    ("a bytes-like object is required, not 'NoneType'", b'a'.replace, None, None, None),
    ("'NoneType' object cannot be interpreted as an integer", (1).__round__, None),
    ('_io._IOBase() takes no arguments', io.IOBase.__base__, 1),
]:
    assert message(TypeError, f, *args) == expected, (expected, message(TypeError, f, *args))
assert message(TypeError, collections.deque().append, x=1) == 'deque.append() takes no keyword arguments'
assert message(TypeError, decimal.Context().add, x=1) == 'add() takes no keyword arguments'
assert message(TypeError, memoryview(b'').__exit__, x=1) == '__exit__() takes no keyword arguments'
assert message(io.UnsupportedOperation, io.BufferedIOBase().read) == 'read'
assert message(NotImplementedError, io.RawIOBase().readinto, b'') == ''

# Built-in types of modules are named in full, exceptions made as classes are and classes are not.
for t, name in (collections.deque, 'collections.deque'), (io.BytesIO, '_io.BytesIO'), (int, 'int'), (zlib.error, 'error'), (decimal.Inexact, 'Inexact'):
    assert message(AttributeError, getattr, t, 'nothing') == f"type object '{name}' has no attribute 'nothing'"
assert message(TypeError, zlib.error, a=1) == 'error() takes no keyword arguments'
decimal.Inexact.note = 1
del decimal.Inexact.note
assert collections.OrderedDict(a=1).pop('b', 2) == 2
try:
    collections.OrderedDict().pop(None)
except KeyError as e:
    assert e.args == ()
assert types.FunctionType.__name__ == 'function'
