"""Frames, code objects and tracebacks as objects: names, line numbers, locals, positions.

ref: datamodel#frame-objects
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


import sys


def here():
    return sys._getframe(1).f_lineno


START = here()
next_line = here()
pair = (here(),
        here())
lines = [
    here(),
    here() if True
    else 0,
]
assert next_line == START + 1
assert pair == (START + 2, START + 3)
assert lines == [START + 5, START + 6]


def outer():
    x = 1

    def inner(y):
        frame = sys._getframe()
        return frame, frame.f_back
    return inner(2), x


(inner_frame, outer_frame), _ = outer()
assert inner_frame.f_code.co_name == 'inner'
assert outer_frame.f_code.co_name == 'outer'
assert outer_frame.f_back is sys._getframe()
assert inner_frame.f_globals is globals()
assert inner_frame.f_locals['y'] == 2
assert outer_frame.f_locals['x'] == 1
assert sys._getframe().f_locals is globals()
assert inner_frame.f_builtins['len'] is len
assert sys._getframe().f_code.co_name == '<module>'
assert error(sys._getframe, 1000) == 'ValueError: call stack is not deep enough'
assert repr(outer_frame).startswith('<frame at 0x')
assert repr(outer_frame).endswith(', code outer>')


# f_locals writes through (PEP 667)
def writes():
    x = 1
    sys._getframe().f_locals['x'] = 5
    sys._getframe().f_locals['new'] = 6
    return x, sys._getframe().f_locals['new'], 'new' in locals()


def caller_changes():
    value = 'before'
    change()
    return value


def change():
    sys._getframe(1).f_locals['value'] = 'after'


assert writes() == (5, 6, True)
assert caller_changes() == 'after'

# Tracebacks
def thrower():
    a = 1
    raise ValueError(
        'text'
    )


def middle():
    thrower()


try:
    middle()
except ValueError as e:
    tb = e.__traceback__
    chain = []
    while tb:
        chain.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - thrower.__code__.co_firstlineno))
        last = tb
        tb = tb.tb_next
    assert chain[1:] == [('middle', 8), ('thrower', 2)]
    assert last.tb_frame.f_locals == {'a': 1}
    assert last.tb_frame.f_lineno == last.tb_lineno
    assert last.tb_next is None
    assert type(last).__name__ == 'traceback'
    assert last.tb_lasti >= 0
    positions = list(last.tb_frame.f_code.co_positions())
    assert positions[last.tb_lasti // 2][:2] == (
        (thrower.__code__.co_firstlineno + 2, thrower.__code__.co_firstlineno + 4))


def lines_of(function, *args):
    """The lines on which exceptions pass, from the function's own first line."""
    try:
        function(*args)
    except Exception as e:
        tb = e.__traceback__.tb_next
        out = []
        while tb:
            out.append(tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno)
            tb = tb.tb_next
        return out


def in_loop():
    for i in range(3):
        if i == 2:
            1 / 0
        else:
            pass


def in_finally():
    try:
        1 / 0
    finally:
        x = 1


def in_with():
    from contextlib import nullcontext
    with nullcontext():
        y = 1
        y.nope


def in_nested_call():
    return str(
        int(
            'x'
        )
    )


def in_comprehension():
    return [
        1 / x
        for x in
        (1, 0)
    ]


def in_generator():
    def g():
        yield 1
        yield 1 / 0
    return list(g())


def in_handler():
    try:
        1 / 0
    except ZeroDivisionError:
        {}['k']


def in_lambda():
    f = lambda: (
        1 /
        0
    )
    return f()


def in_decorated():
    @lambda f: f()
    def inner():
        return 1 / 0


def in_default():
    def inner(
        a=1,
        b=1 / 0,
    ):
        pass


def in_class():
    class C:
        x = 1
        y = 1 / 0


def in_match():
    match 5:
        case 4:
            pass
        case 5 if 1 / 0:
            pass


assert lines_of(in_loop) == [3]
assert lines_of(in_finally) == [2]
assert lines_of(in_with) == [4]
assert lines_of(in_nested_call) == [2]
assert lines_of(in_comprehension) == [2]
assert lines_of(in_generator) == [4, 2]
assert lines_of(in_handler) == [4]
assert lines_of(in_lambda) == [5, 1]
assert lines_of(in_decorated) == [1, 0, 2]
assert lines_of(in_default) == [3]
assert lines_of(in_class) == [1, 2]
assert lines_of(in_match) == [4]

# Code objects
def sample(a, b=1, /, c=2, *args, d, **kw):
    """Doc."""
    local = a
    return lambda: (local, kw)


code = sample.__code__
assert code.co_name == 'sample'
assert code.co_qualname == 'sample'
assert code.co_argcount == 3
assert code.co_posonlyargcount == 2
assert code.co_kwonlyargcount == 1
assert code.co_varnames[:6] == ('a', 'b', 'c', 'd', 'args', 'kw')
assert code.co_cellvars == ('kw', 'local')
assert code.co_freevars == ()
assert code.co_nlocals == 6
assert code.co_consts[0] == 'Doc.'
assert code.co_filename == __file__
assert code.co_flags & 15 == 15
assert repr(code).startswith('<code object sample at 0x')
renamed = code.replace(co_name='other', co_firstlineno=100)
assert renamed.co_name == 'other'
assert renamed.co_firstlineno == 100
assert code.co_name == 'sample'
assert renamed != code
assert code == code.replace()
assert hash(code) == hash(code.replace())
compiled = compile('x = 1\ny = x + 1', 'made-up', 'exec')
ns = {}
exec(compiled, ns)
assert ns['y'] == 2
assert compiled.co_name == '<module>'
assert compiled.co_filename == 'made-up'
assert eval(compile('1 + 2', '', 'eval')) == 3
assert sorted({line for _, _, line in compiled.co_lines() if line}) == [1, 2]


async def coroutine():
    pass


def generator():
    yield


async def both():
    yield
assert coroutine.__code__.co_flags & 0x80
assert generator.__code__.co_flags & 0x20
assert both.__code__.co_flags & 0x200
assert not sample.__code__.co_flags & 0xa0


def swapped(a):
    return 'swapped', a


def original(a):
    return 'original', a


original.__code__ = swapped.__code__
assert original(1) == ('swapped', 1)
assert original.__name__ == 'original'
import types
made = types.FunctionType(swapped.__code__, {'__builtins__': {}}, 'made', (9,))
assert made() == ('swapped', 9)
assert made.__name__ == 'made'
assert made.__defaults__ == (9,)

# Tracing
events = []


def tracer(frame, event, arg):
    if frame.f_code.co_name in ('traced', 'inside'):
        events.append((frame.f_code.co_name, event, frame.f_lineno - traced.__code__.co_firstlineno))
        return tracer


def traced(n):
    total = 0
    for i in range(n):
        total += inside(i)
    return total


def inside(i):
    return i


sys.settrace(tracer)
traced(1)
sys.settrace(None)
assert events == (
    [
        ('traced', 'call', 0), ('traced', 'line', 1), ('traced', 'line', 2), ('traced', 'line', 3),
        ('inside', 'call', 7), ('inside', 'line', 8), ('inside', 'return', 8), ('traced', 'line', 2),
        ('traced', 'line', 4), ('traced', 'return', 4),
    ])
assert sys.gettrace() is None


# Code that would ask for frames where it never comes to that runs compiled; when it does come there, it finds them.

def seldom(x, debug=False):
    if debug:
        return sys._getframe(1).f_code.co_name, sys._getframe().f_locals['x'], sorted(locals())
    return x


def often(n):
    return [w for w in [seldom(i, i % 400 == 399) for i in range(n)] if type(w) is not int]


for _ in range(3):
    assert often(1200) == [('often', i, ['debug', 'x']) for i in (399, 799, 1199)]


# A frame that was asked for while its function ran compiled is not what keeps the frames around it alive.

class Thing:
    pass


def look(item):
    assert sys._getframe(1).f_code is sort.__code__
    return item


def sort():
    return sorted([2, 1], key=look)


def around(seen):
    import weakref
    thing = Thing()
    seen.append(weakref.ref(thing))
    sort()


def test_frames_that_are_over():
    import gc
    for _ in range(1000):
        sort()
    seen = []
    around(seen)
    gc.collect()
    assert seen[0]() is None


test_frames_that_are_over()
