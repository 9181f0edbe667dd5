"""Builtins of code, namespaces of code that runs as a function, what classes and tracebacks let be set."""
import sys
import types
import warnings


def error(f, *args):
    try:
        f(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


# `__builtins__` may be any mapping, or what is none.
computed = types.MappingProxyType({'superglobal': 1})
assert eval('superglobal', {'__builtins__': computed}) == 1
assert error(eval, 'other', {'__builtins__': computed}) == "NameError: name 'other' is not defined"
assert error(exec, 'import foo.bar', {'__builtins__': computed}) == 'ImportError: __import__ not found'
assert error(exec, 'class A: pass', {'__builtins__': computed}) == 'NameError: __build_class__ not found'
assert error(eval, 'superglobal', {'__builtins__': 123}) == "TypeError: 'int' object is not subscriptable"
namespace = {'__builtins__': computed}
exec('def f(): return superglobal', namespace)
assert namespace['f']() == 1 and namespace['f'].__builtins__ is computed


class Raising(dict):
    def __getitem__(self, key):
        raise ZeroDivisionError


assert error(exec, 'superglobal', {'__builtins__': Raising(superglobal=1)}) == 'ZeroDivisionError: '
assert error(exec, 'a', Raising(a=1)) == 'ZeroDivisionError: '
# Without `__builtins__` code has those of the code that runs it.
safe = {'None': None}
namespace = {'__builtins__': safe, 'kind': type(error)}
exec('def f(): pass\ng = kind(f.__code__, {})', namespace)
assert namespace['f'].__builtins__ is safe and namespace['g'].__builtins__ is safe
assert '__builtins__' not in namespace['g'].__globals__
bare = {}
exec('x = 1', bare)
assert bare['__builtins__'] is sys.modules['builtins'].__dict__
# Names whose value is None are found, be they globals or builtins.
nothing = None


class FindsNothing:
    found = nothing


assert FindsNothing.found is None
assert eval('nothing', {'__builtins__': {'nothing': None}}) is None

# The body of a module as a function has its globals for locals.
globals_of_body = {}
types.FunctionType(compile('a = 1; b = a + 1', '', 'exec'), globals_of_body)()
assert globals_of_body['a'] == 1 and globals_of_body['b'] == 2
# The body of a function that exec runs has locals of its own.
cells = {}
exec('def outer():\n  x = 1\n  def inner():\n    y = x\n    return locals()\n  return inner', cells)
inner = cells['outer']()
given = {}
exec(inner.__code__, {'keep': given.update}, given, closure=inner.__closure__)
assert given == {}
# In a comprehension of a class f_locals shows its variables.
class Body:
    seen = [(sys._getframe().f_locals['a'], 'seen' in sys._getframe().f_locals) for a in [0]]


assert Body.seen == [(0, False)]

# What displayhook, breakpointhook, tracebacklimit do where they are not what they were.
hook = sys.displayhook
del sys.displayhook
assert error(exec, compile('42', '', 'single')) == 'RuntimeError: lost sys.displayhook'
sys.displayhook = hook
hook = sys.breakpointhook
del sys.breakpointhook
assert error(breakpoint) == 'RuntimeError: lost sys.breakpointhook'
sys.breakpointhook = hook
assert error(type(sys.flags), (1,)) == "TypeError: cannot create 'sys.flags' instances"
assert error(type(sys.version_info)) == "TypeError: cannot create 'sys.version_info' instances"
assert error(type(sys.flags).__new__, type(sys.flags), (1,)).startswith('TypeError')
assert error(sys._is_interned, b'') == 'TypeError: _is_interned() argument must be str, not bytes'
assert error(chr, 2**70) == error(chr, -1) == 'ValueError: chr() arg not in range(0x110000)'

# Classes.
assert error(type, 'A', (), {'__doc__': 'x\udcdcy'}).startswith("UnicodeEncodeError: 'utf-8' codec can't encode character")
assert error(type, 'A\udcdc', (), {}).startswith("UnicodeEncodeError: 'utf-8' codec can't encode character")
A = type('A', (), {'__firstlineno__': 42})
A.__module__ = 'elsewhere'
assert '__firstlineno__' not in A.__dict__
A.__type_params__ = 'whatever'
assert A.__type_params__ == 'whatever'
for name in '__type_params__', '__module__', '__doc__', '__name__', '__qualname__':
    assert error(delattr, A, name) == f"TypeError: cannot delete '{name}' attribute of immutable type 'A'"
    assert error(delattr, int, name) == f"TypeError: cannot set '{name}' attribute of immutable type 'int'"
from collections import OrderedDict
ordered = OrderedDict(a=1, b=2)
ordered.move_to_end('a')
assert [k for k in type('C', (), ordered).__dict__ if len(k) == 1] == ['b', 'a']


class NotAClass:
    def __mro_entries__(self, bases):
        return ()


assert error(type, 'X', (NotAClass(),), {}) == "TypeError: type() doesn't support MRO entry resolution; use types.new_class()"

# Tracebacks.
frame = sys._getframe()
made = types.TracebackType(None, frame, 1, 2)
assert (made.tb_lasti, made.tb_lineno, made.tb_next) == (1, 2, None)
assert error(delattr, made, 'tb_next') == "TypeError: can't delete tb_next attribute"
assert error(setattr, made, 'tb_next', 'x') == "TypeError: expected traceback object, got 'str'"
assert error(types.TracebackType, None, frame, 1, 2**40) == 'OverflowError: Python int too large to convert to C int'
assert dir(made) == ['tb_frame', 'tb_lasti', 'tb_lineno', 'tb_next']


# Functions, properties, exceptions.
def plain():
    pass


def generating():
    yield


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    plain.__code__ = generating.__code__
assert 'code object of non-matching type' in str(caught[0].message)
assert error(property().__set_name__, 1) == 'TypeError: __set_name__() takes 2 positional arguments but 1 were given'


class Slotted(property):
    __slots__ = ('foo',)


def documented():
    """Text."""


assert Slotted(doc='text').__doc__ is None
assert error(Slotted, documented).startswith('AttributeError')
blocking = BlockingIOError('a', 'b', 3)
del blocking.characters_written
assert error(delattr, blocking, 'characters_written') == 'AttributeError: characters_written'

# Operators that are None are called, and cannot be.
class Unadded:
    __add__ = __iadd__ = None

    def __radd__(self, other):
        return 'reflected'


def augment():
    x = Unadded()
    x += 1


assert error(augment) == error(lambda: Unadded() + 1) == "TypeError: 'NoneType' object is not callable"
assert 1 + Unadded() == 'reflected'

# A module's __dir__ is called, whatever it is.
module = types.ModuleType('module')
module.__dir__ = 'names'
assert error(dir, module) == "TypeError: 'str' object is not callable"

# Struct sequences.
import time
t = time.struct_time
assert error(t, None) == 'TypeError: constructor requires a sequence'
assert error(t, '123456789', None) == 'TypeError: time.struct_time() takes a dict as second arg, if any'
for given in ('1234567890', {'tm_zone': 1}), ('123456789', {'tm_year': 0}), ('123456789', {'tm_zone': 1, 'x': 2}):
    assert error(t, *given) == 'TypeError: time.struct_time() got duplicate or unexpected field name(s)'
assert t('123456789', {'tm_zone': 'zone'}).tm_zone == 'zone'
assert t('123456789').__replace__(tm_mon=4).tm_mon == 4
assert error(lambda: t('123456789').__replace__(a=1, b=2)) == "TypeError: Got unexpected field name(s): ['a', 'b']"
import os
assert error(os.stat_result(range(10)).__replace__) == 'TypeError: __replace__() is not supported for os.stat_result because it has unnamed field(s)'

# The rest of a group that nothing was taken from is one that `derive` made.
class Group(ExceptionGroup):
    pass


whole = Group('some', [ValueError(1), Group('inner', [TypeError(2)])])
match, rest = whole.split(OSError)
assert match is None and type(rest) is type(rest.exceptions[1]) is ExceptionGroup

# Flags of features that are there always.
import __future__
for name in __future__.all_feature_names:
    compile('', '', 'exec', getattr(__future__, name).compiler_flag)
import ast
import inspect
for source in 'async for i in x: pass', 'async with x: pass':
    code = compile(source, '', 'exec', ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    assert code.co_flags & inspect.CO_COROUTINE, source


# Trees after CPython's optimiser.
def optimized(source):
    return ast.dump(ast.parse(source, optimize=1).body[0])


assert optimized('1 in [1]') == "Expr(value=Compare(left=Constant(value=1), ops=[In()], comparators=[Constant(value=(1,))]))"
assert optimized('not a is b') == "Expr(value=Compare(left=Name(id='a', ctx=Load()), ops=[IsNot()], comparators=[Name(id='b', ctx=Load())]))"
assert optimized('for _ in [1, 2]: pass').startswith("For(target=Name(id='_', ctx=Store()), iter=Constant(value=(1, 2))")
assert optimized('a in {1, 2}').endswith('comparators=[Constant(value=frozenset({1, 2}))]))')
assert optimized("'%s' % (a,)") == "Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=115)]))"
