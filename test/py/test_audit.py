# Audit hooks are told what a program does. PEP 578; lib: sys#sys.audit
import ast
import os
import sys

seen = []
on = False


def hook(event, args):
    if on:
        seen.append((event, args))


def events(f):
    global on
    seen.clear()
    on = True
    try:
        f()
    finally:
        on = False
    return seen[:]


def raises(kind, text, f, *args):
    try:
        f(*args)
    except kind as e:
        assert str(e) == text, str(e)
    else:
        raise AssertionError(f'{kind.__name__} not raised')


sys.audit('nobody.listens', 1)
assert sys.addaudithook(hook) is None


def sample(a=1, *, b=2): ...


code = sample.__code__
assert events(lambda: sys.audit('mine', 1, 'x')) == [('mine', (1, 'x'))]
raises(TypeError, "expected str for argument 'event', not int", sys.audit, 1)
assert events(lambda: compile('1', 'name', 'eval')) == [('compile', (b'1', 'name'))]
tree = ast.parse('1')
assert events(lambda: compile(tree, 'name', 'exec')) == [('compile', (tree, None))]
ran = events(lambda: exec('1'))
assert [e for e, _ in ran] == ['compile', 'exec'] and ran[1][1][0].co_name == '<module>'
assert events(lambda: sample.__code__) == [('object.__getattr__', (sample, '__code__'))]
assert events(lambda: sample.__defaults__) == [('object.__getattr__', (sample, '__defaults__'))]
assert events(lambda: sample.__kwdefaults__) == [('object.__getattr__', (sample, '__kwdefaults__'))]
assert events(lambda: setattr(sample, '__defaults__', (3,))) == [('object.__setattr__', (sample, '__defaults__', (3,)))]
assert events(lambda: id(sample)) == [('builtins.id', (id(sample),))]
assert events(lambda: open(os.devnull).close())[0][1][:2] == (os.devnull, 'r')
assert events(lambda: os.close(os.open(os.devnull, 0)))[0][1][:2] == (os.devnull, None)
assert [e for e, _ in events(sys._getframe)] == ['sys._getframe']


def fresh():
    import colorsys


imported = events(fresh)[0]
assert imported[0] == 'import' and imported[1] == ('colorsys', None, sys.path, sys.meta_path, sys.path_hooks)
assert events(fresh) == []


# A hook may forbid what it is told of, and refuse other hooks.


def strict(event, args):
    if on and event in ('forbidden', 'sys.addaudithook'):
        raise RuntimeError(event)


sys.addaudithook(strict)
raises(RuntimeError, 'forbidden', lambda: events(lambda: sys.audit('forbidden')))
late = []
events(lambda: sys.addaudithook(lambda *args: late.append(args)))
sys.audit('anything')
assert late == []

# Events of other modules and of classes
import _thread, gc, time


class Named:
    pass


class Base:
    pass


def others():
    gc.get_objects(generation=1)
    gc.get_referents([1])
    time.sleep(0)
    Named.__name__ = 'Other'
    Named().__class__ = Base


seen = [(name, args) for name, args in events(others) if name.startswith(('gc.', 'time.')) or name == 'object.__setattr__']
assert [name for name, _ in seen] == ['gc.get_objects', 'gc.get_referents', 'time.sleep', 'object.__setattr__', 'object.__setattr__']
assert seen[0][1] == (1,) and seen[2][1] == (0,) and seen[3][1] == (Named, '__name__', 'Other')

# Trace functions learn of a hook's calls where it wants that; files are opened by descriptors and openers, too.
import socket


class Hook:
    """A hook that keeps some events, and whose calls can be traced where it says so."""

    def __init__(self):
        self.told = []

    def __call__(self, event, args):
        if event.startswith('socket.') or event == 'open':
            self.told.append((event, args[0] if event == 'open' else args[-1:]))


hook = Hook()
sys.addaudithook(hook)
calls = []


def trace(frame, event, arg):
    if frame.f_code is Hook.__call__.__code__:
        calls.append(event)


for wish in None, False, True:
    if wish is not None:
        hook.__cantrace__ = wish
    calls.clear()
    sys.settrace(trace)
    sys.audit('test.event')
    sys.settrace(None)
    # Setting the trace function is an event as well.
    assert set(calls) == ({'call'} if wish else set()), (wish, calls)
hook.told.clear()
socket.gethostname()
with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
    s.bind(('127.0.0.1', 0))
assert hook.told == [('socket.gethostname', ()), ('socket.__new__', (0,)), ('socket.bind', (('127.0.0.1', 0),))], hook.told
hook.told.clear()
import os
fd = os.open(os.devnull, os.O_RDONLY)
hook.told.clear()
open(fd).close()
open(os.devnull, opener=lambda path, flags: os.open(path, flags)).close()
assert [w for _, w in hook.told][:2] == [fd, os.devnull], hook.told
