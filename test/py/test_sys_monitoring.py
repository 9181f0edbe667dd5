# sys.monitoring: tools, events of all code and of single code objects, what callbacks may answer. PEP 669
import sys
import types

m = sys.monitoring
E = m.events
TOOL, OTHER = 3, 4


def fails(fn, *args):
    try:
        fn(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


assert type(m) is types.ModuleType and m.__name__ == 'sys.monitoring'
assert (E.PY_START, E.LINE, E.C_RAISE, E.NO_EVENTS) == (1, 32, 1 << 16, 0)
assert fails(m.use_tool_id, 9, 'x') == 'ValueError: invalid tool 9 (must be between 0 and 5)'
assert fails(m.use_tool_id, TOOL, 3) == 'ValueError: tool name must be a str'
m.use_tool_id(TOOL, 'one')
m.use_tool_id(OTHER, 'two')
assert fails(m.use_tool_id, TOOL, 'x') == f'ValueError: tool {TOOL} is already in use'
assert m.get_tool(TOOL) == 'one' and m.get_tool(5) is None
assert fails(m.set_events, 5, 1) == 'ValueError: tool 5 is not in use'
assert fails(m.set_events, TOOL, -1) == 'ValueError: invalid event set 0xffffffff'
assert fails(m.set_events, TOOL, 1 << 20) == 'ValueError: invalid event set 0x100000'
assert fails(m.set_events, TOOL, E.C_RETURN) == 'ValueError: cannot set C_RETURN or C_RAISE events independently'
assert fails(m.register_callback, TOOL, 3, None) == 'ValueError: The callback can only be set for one event at a time'
assert fails(m.register_callback, TOOL, 1 << 19, None) == 'ValueError: invalid event 524288'
assert fails(m.set_local_events, TOOL, fails.__code__, E.RAISE) == 'ValueError: invalid local event set 0x400'
assert fails(m.set_local_events, TOOL, 3, 1) == 'TypeError: code must be a code object'
assert m._all_events() == {}

told = []


def watch(*events, tool=TOOL):
    for event in events:
        name = next(n for n, bit in vars(E).items() if bit == event)

        def callback(code, *args, name=name):
            if code.co_filename == __file__ and code.co_name not in ('<module>', 'callback', 'watch', 'unwatch'):
                args = args if name == 'LINE' else args[1:]
                if name == 'LINE':
                    args = (args[0] - code.co_firstlineno,)
                if name in ('JUMP', 'BRANCH', 'INSTRUCTION'):
                    args = ()
                told.append((name, code.co_name, *args))
        m.register_callback(tool, event, callback)
    bits = 0
    for event in events:
        bits |= event
    return bits & ~(E.C_RETURN | E.C_RAISE)


def during(fn, *events):
    told.clear()
    bits = watch(*events)
    ends = any(e in (E.C_RETURN, E.C_RAISE) for e in events)
    m.set_events(TOOL, bits | ((E.C_RETURN | E.C_RAISE) if ends else 0))
    try:
        fn()
    except Exception:
        pass
    m.set_events(TOOL, 0)
    for event in events:
        m.register_callback(TOOL, event, None)
    return [x for x in told if x[1] != 'during']


def simple():
    x = 1
    return x


def gen():
    yield 1
    yield 2


def loop():
    for x in gen():
        pass


def builtin():
    len([])
    [].pop()


def caught():
    try:
        1 / 0
    except ZeroDivisionError:
        pass


assert during(simple, E.PY_START, E.PY_RETURN) == [('PY_START', 'simple'), ('PY_RETURN', 'simple', 1)]
assert during(simple, E.LINE) == [('LINE', 'simple', 1), ('LINE', 'simple', 2)]
assert during(loop, E.PY_START, E.PY_RESUME, E.PY_YIELD, E.PY_RETURN) == [
    ('PY_START', 'loop'), ('PY_START', 'gen'), ('PY_YIELD', 'gen', 1), ('PY_RESUME', 'gen'), ('PY_YIELD', 'gen', 2),
    ('PY_RESUME', 'gen'), ('PY_RETURN', 'gen', None), ('PY_RETURN', 'loop', None),
]
got = during(builtin, E.CALL, E.C_RETURN, E.C_RAISE)
assert [(name, args[0].__name__, args[1]) for name, where, *args in got] == [
    ('CALL', 'len', []), ('C_RETURN', 'len', []), ('CALL', 'pop', []), ('C_RAISE', 'pop', []),
]
assert [x[:2] for x in during(caught, E.RAISE, E.EXCEPTION_HANDLED, E.PY_UNWIND)] == [
    ('RAISE', 'caught'), ('EXCEPTION_HANDLED', 'caught'),
]
assert [x[:2] for x in during(builtin, E.RAISE, E.EXCEPTION_HANDLED, E.PY_UNWIND)] == [
    ('RAISE', 'builtin'), ('PY_UNWIND', 'builtin'),
]
assert ('BRANCH', 'loop') in during(loop, E.BRANCH)
assert ('JUMP', 'loop') in during(loop, E.JUMP)
assert during(simple, E.INSTRUCTION)

# Of one code object
told.clear()
m.set_local_events(TOOL, simple.__code__, watch(E.PY_START, E.LINE))
assert m.get_local_events(TOOL, simple.__code__) == E.PY_START | E.LINE
simple()
caught()
m.set_local_events(TOOL, simple.__code__, 0)
simple()
assert told == [('PY_START', 'simple'), ('LINE', 'simple', 1), ('LINE', 'simple', 2)]

# DISABLE ends the events at a place, until they are restarted
count = []
m.register_callback(TOOL, E.PY_START, lambda code, at: count.append(code.co_name) or m.DISABLE)
m.register_callback(OTHER, E.PY_START, lambda code, at: count.append(code.co_name + '!'))
m.set_events(TOOL, E.PY_START)
m.set_events(OTHER, E.PY_START)
simple()
simple()
m.restart_events()
simple()
assert m._all_events() == {'PY_START': (1 << TOOL) | (1 << OTHER)}
m.set_events(TOOL, 0)
m.set_events(OTHER, 0)
assert count == ['simple!', 'simple', 'simple!', 'simple!', 'simple'], count

# The first argument of a call that goes through something.
firsts = []


def takes(*args, **kwargs):
    return len(args)


def spreads(text, items, table, nothing):
    takes(*text)
    takes(*items, **{'a': 1})
    takes(*table)
    takes(*range(3, 5))
    takes(*nothing)
    takes(*b'x')


m.register_callback(TOOL, E.CALL, lambda code, at, callee, first: firsts.append(first))
m.set_local_events(TOOL, spreads.__code__, E.CALL)
spreads('ab', [2, 3], {'k': 1}, '')
m.set_local_events(TOOL, spreads.__code__, 0)
assert firsts == ['a', 2, 'k', 3, 3, m.MISSING, 120], firsts

# Exceptions cannot be disabled
m.register_callback(TOOL, E.RAISE, lambda *args: m.DISABLE)
m.set_events(TOOL, E.RAISE)
assert fails(lambda: 1 / 0) == 'ValueError: Cannot disable RAISE events. Callback removed.'
m.set_events(TOOL, 0)

# What a callback raises is raised in the code
def bad(code, at):
    raise KeyError(code.co_name)


m.restart_events()
m.register_callback(TOOL, E.PY_START, bad)
m.set_local_events(TOOL, simple.__code__, E.PY_START)
assert fails(simple) == "KeyError: 'simple'"
m.set_local_events(TOOL, simple.__code__, 0)
m.free_tool_id(TOOL)
m.free_tool_id(OTHER)
assert m.get_tool(TOOL) is None and m._all_events() == {}
