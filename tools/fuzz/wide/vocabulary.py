"""Names of wide cases beside those of worker.py: modules, and values that take more than an expression to make."""
import bisect, cmath, contextlib, contextvars, copy, decimal, heapq, json, operator, os, pickle, random, statistics, sys, textwrap, traceback, types, weakref, zlib
import _csv as csv_
from typing import ParamSpec, TypeAliasType, TypeVar, TypeVarTuple
from __main__ import C, Later, failure, log, show


class List(list):
    pass


a_list = List([1, 2, 3])
kept = types.SimpleNamespace(a=1)


def _begin():
    a_list[:] = [1, 2, 3]
    for each in a_list, kept:
        vars(each).clear()
    kept.a = 1


def a_frame():
    x, y = 1, [2]
    return sys._getframe()


def a_traceback():
    try:
        raise ValueError
    except ValueError as e:
        return e.__traceback__


async def a_coroutine(x=None):
    if x is not None:
        return await Later(x)


async def an_async_generator():
    got = yield 1
    log('got', got)
    await Later(2)
    yield 3


variable = contextvars.ContextVar('variable', default=0)


contexts = []


def a_decimal_context():
    # Its parts do not keep it alive.
    contexts.append(decimal.Context(prec=5))
    return contexts[-1]


def a_context():
    context = contextvars.Context()
    context.run(variable.set, 1)
    return context


def a_token():
    return variable.set(2)


def a_json_encoder():
    return json.encoder.c_make_encoder({}, repr, json.encoder.encode_basestring_ascii, None, ':', ',', False, False, True)


def again(x):
    """What comes back of pickling."""
    return pickle.loads(pickle.dumps(x))


def reduced(x, protocol=4):
    """How it would be pickled, without what holds the names of this process."""
    return x.__reduce_ex__(protocol)


def traces(f, *args):
    """What sys.settrace sees of a call."""
    seen = []

    def trace(frame, event, arg):
        code = frame.f_code
        if code.co_filename != '<case>':
            return None
        if event == 'exception':
            arg = f'{arg[0].__name__}: {arg[1]}'
        # CPython has no line for what ends behind `except*`.
        line = '' if event == 'return' else frame.f_lineno
        seen.append(f'{code.co_name}:{line} {event} {show(arg)}')
        return trace

    sys.settrace(trace)
    try:
        result = f(*args)
    except BaseException as e:
        result = e
    finally:
        sys.settrace(None)
    log('trace', *seen[:80])
    return result


def profile(f, *args):
    """What sys.setprofile sees of a call."""
    seen = []

    def note(frame, event, arg):
        code = frame.f_code
        if code.co_filename != '<case>':
            return
        if event.startswith('c_'):
            seen.append(f'{code.co_name}:{frame.f_lineno} {event} {arg.__name__}')
        else:
            seen.append(f'{code.co_name} {event} {show(arg)}')

    sys.setprofile(note)
    try:
        result = f(*args)
    except BaseException as e:
        result = e
    finally:
        sys.setprofile(None)
    log('profile', *seen[:80])
    return result


def monitored(names, f, *args):
    """What sys.monitoring tells of a call, by the names of events; offsets are shown as lines."""
    monitoring = sys.monitoring
    tool, seen, events = 3, [], 0

    def shown(x):
        # The case's own namespace holds what an interpreter has put there.
        return 'globals()' if type(x) is dict and '__builtins__' in x else show(x)

    def hear(name):
        def heard(code, *rest):
            if code.co_filename != '<case>':
                return
            if name == 'LINE':
                told = rest[0]
            elif name in ('PY_START', 'PY_RESUME', 'CALL', 'C_RETURN', 'C_RAISE'):
                told = [shown(x) for x in rest[1:] if x is not monitoring.MISSING]
            else:
                told = [shown(x) for x in rest[1:]]
            seen.append(f'{name} {code.co_name} {told}')
        return heard

    monitoring.use_tool_id(tool, 'fuzz')
    try:
        for name in names.split():
            event = getattr(monitoring.events, name)
            events |= event
            monitoring.register_callback(tool, event, hear(name))
        monitoring.set_events(tool, events)
        try:
            result = f(*args)
        except BaseException as e:
            result = e
        finally:
            monitoring.set_events(tool, 0)
            for name in names.split():
                monitoring.register_callback(tool, getattr(monitoring.events, name), None)
    finally:
        monitoring.free_tool_id(tool)
    log('monitored', *seen[:80])
    return result


def spots(error):
    """Where a traceback leads, to the column, in the source of the case."""
    found = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        if len(found) == 12:
            break
    for each in traceback.extract_tb(error.__traceback__, 12):
        if each.filename == '<case>':
            found.append(f'{each.name}:{each.lineno}:{each.colno}-{each.end_lineno}:{each.end_colno}')
    return ' '.join(found)


def report(error):
    """The traceback as it is printed, but for the lines of other files."""
    lines = ''.join(traceback.format_exception(error)).split('\n')
    shown, ours = [], True
    for line in lines:
        if line.lstrip(' |').startswith('File "'):
            ours = 'File "<case>"' in line
        elif not line.startswith('    ') and not line.lstrip(' |').startswith(('^', '~')):
            ours = True
        if ours:
            shown.append(line)
    log('report', *('\n' + line for line in shown[:60]))


def told(make):
    """What a call gives, or how it fails and where."""
    try:
        result = make()
    except Exception as e:
        log('fails', failure(e), spots(e))
    else:
        log('gives', result)
        return result


def drive(coroutine, *sent):
    """Sends and throws into a coroutine until it ends."""
    answers, todo = [], list(sent)
    try:
        answers.append(coroutine.send(None))
        while len(answers) < 30:
            each = todo.pop(0) if todo else len(answers)
            if each == 'close':
                answers.append(coroutine.close())
                break
            if isinstance(each, BaseException) or isinstance(each, type):
                answers.append(coroutine.throw(each))
            else:
                answers.append(coroutine.send(each))
    except BaseException as e:
        answers += [failure(e), spots(e)]
    return answers


def states(generator):
    """What a generator, coroutine or async generator says of itself."""
    prefix = type(generator).__name__[0] if hasattr(generator, 'gi_code') else 'cr' if hasattr(generator, 'cr_code') else 'ag'
    prefix = 'gi' if hasattr(generator, 'gi_code') else prefix
    frame = getattr(generator, prefix + '_frame')
    return (generator.__name__, generator.__qualname__, getattr(generator, prefix + '_running'),
            getattr(generator, prefix + '_suspended', None), frame and frame.f_lineno)


class Delegate:
    """An iterator with parts of a generator's protocol, for `yield from`."""
    def __init__(self, n, parts='send throw close'):
        self.n = n
        for part in parts.split():
            setattr(self, part, getattr(self, 'on_' + part))
    def __iter__(self):
        log('delegate iter')
        return self
    def __next__(self):
        log('delegate next')
        return self.step(None)
    def step(self, value):
        self.n -= 1
        if self.n < 0:
            raise StopIteration(('done', value))
        return self.n, value
    def on_send(self, value):
        log('delegate send', value)
        return self.step(value)
    def on_throw(self, *error):
        log('delegate throw', *error)
        return self.step('thrown')
    def on_close(self):
        log('delegate close')
    def __repr__(self):
        return 'Delegate'


class Descriptor:
    """Logs what is asked of an attribute."""
    def __init__(self, value=0):
        self.value = value
    def __set_name__(self, owner, name):
        log('set_name', owner.__name__, name)
        self.name = name
    def __get__(self, instance, owner=None):
        log('get', instance is None, owner.__name__ if owner else None)
        return self.value
    def __set__(self, instance, value):
        log('set', value)
        self.value = value
    def __delete__(self, instance):
        log('delete')
    def __repr__(self):
        return 'Descriptor'


class Reading:
    """A descriptor that only reads."""
    def __get__(self, instance, owner):
        return log('reading', instance is not None, owner.__name__)
    def __repr__(self):
        return 'Reading'


class Entries:
    """Stands for its classes among bases."""
    def __init__(self, *bases):
        self.bases = bases
    def __mro_entries__(self, bases):
        log('mro_entries', bases)
        return self.bases
    def __repr__(self):
        return 'Entries'


class Scope(dict):
    """A class namespace that logs."""
    def __setitem__(self, key, value):
        if not key.startswith('__') or key == '__classcell__':
            log('store', key)
        super().__setitem__(key, value)
    def __missing__(self, key):
        if key.startswith('virtual'):
            return key
        raise KeyError(key)


class ScopeMeta(type):
    @classmethod
    def __prepare__(meta, name, bases, /, **kwargs):
        log('prepare', name, bases, kwargs)
        return Scope()
    def __new__(meta, name, bases, scope, /, **kwargs):
        return super().__new__(meta, name, bases, dict(scope))
    def __init__(cls, name, bases, scope, /, **kwargs):
        log('init', name, kwargs)
    def __instancecheck__(cls, instance):
        return log('instancecheck', True)
    def __getitem__(cls, key):
        return 'item', key
    def __len__(cls):
        return 3
    def __contains__(cls, x):
        return x == 1
    def __iter__(cls):
        return iter((1, 2))
    def __add__(cls, other):
        return 'meta add'


def decorator(*args):
    log('decorator', *args)
    def apply(f):
        log('apply', f.__name__)
        return f
    return apply


def annotations(x):
    return {k: show(v) for k, v in x.__annotations__.items()}


def parts(code):
    """What a program can see of code, but for the instructions, and the variables and names that are in them."""
    count = code.co_argcount + code.co_kwonlyargcount
    return (code.co_name, code.co_qualname, code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_varnames[:count],
            code.co_freevars, code.co_flags, code.co_firstlineno)


async def ticks():
    yield 1
    await Later('tick')
    yield 2


async def each(*values):
    for value in values:
        yield value


@contextlib.asynccontextmanager
async def later_manager(x):
    await Later('enter')
    try:
        yield x
    finally:
        await Later('exit')


def broken(source, mode='exec'):
    """What the compiler says of source with mistakes."""
    try:
        code = compile(source, '<broken>', mode)
    except SyntaxError as e:
        log(type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text)
    except Exception as e:
        log(failure(e))
    else:
        log('compiles', parts(code))


def unparsed(tree):
    """The source of a tree. Of f-strings, Typhon's library, which is 3.13.2's, chooses other quotes than that of 3.13.0."""
    import ast
    return 'has f-strings' if any(isinstance(node, ast.JoinedStr) for node in ast.walk(tree)) else ast.unparse(tree)


__all__ = [name for name in globals() if not name.startswith('_')]
