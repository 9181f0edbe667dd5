"""What sys.settrace and sys.setprofile tell of calls, lines, returns and exceptions. lib: sys#sys.settrace"""
import sys
import threading


events = []


def tracer(frame, event, arg):
    if event == 'exception':
        arg = arg[0].__name__
    elif event == 'return' and not isinstance(arg, (int, str, type(None))):
        arg = type(arg).__name__
    events.append(f'{frame.f_code.co_name} {event} {frame.f_lineno - frame.f_code.co_firstlineno} {arg}')
    return tracer


def traced(function, *args):
    """The events of a call, but for those of this function."""
    events.clear()
    sys.settrace(tracer)
    try:
        function(*args)
    except BaseException:
        pass
    finally:
        sys.settrace(None)
    return [e.removesuffix(' None') for e in events if not e.startswith('traced ')]


def simple(n):
    total = 0
    for i in range(n):
        total += inner(i)
    return total
def inner(i):
    return i


assert traced(simple, 2) == [
    'simple call 0', 'simple line 1', 'simple line 2', 'simple line 3', 'inner call 0', 'inner line 1',
    'inner return 1 0', 'simple line 2', 'simple line 3', 'inner call 0', 'inner line 1', 'inner return 1 1',
    'simple line 2', 'simple line 4', 'simple return 4 1',
]


def gen():
    x = yield 1
    yield 2
def usegen():
    for v in gen():
        pass
    return 5


assert traced(usegen) == [
    'usegen call 0', 'usegen line 1', 'gen call 0', 'gen line 1', 'gen return 1 1', 'usegen line 2',
    'usegen line 1', 'gen call 1', 'gen line 2', 'gen return 2 2', 'usegen line 2', 'usegen line 1',
    'gen call 2', 'gen return 2', 'usegen line 3', 'usegen return 3 5',
]


def tight():
    items = range(1, 4)
    try:
        i = 1
        while 1: i = items[i]
    except IndexError: pass


assert traced(tight) == [
    'tight call 0', 'tight line 1', 'tight line 2', 'tight line 3', 'tight line 4', 'tight line 4',
    'tight line 4', 'tight exception 4 IndexError', 'tight line 5', 'tight return 5',
]


def trying():
    try:
        raiser()
    except ValueError as e:
        a = 1
    else:
        b = 2
    finally:
        c = 3
    return a
def raiser():
    x = 1
    raise ValueError(
        'x')


assert traced(trying) == [
    'trying call 0', 'trying line 1', 'trying line 2', 'raiser call 0', 'raiser line 1', 'raiser line 2',
    'raiser line 3', 'raiser line 2', 'raiser exception 2 ValueError', 'raiser return 2',
    'trying exception 2 ValueError', 'trying line 3', 'trying line 4', 'trying line 8', 'trying line 9',
    'trying return 9 1',
]


def withs():
    class C:
        def __enter__(self):
            return self
        def __exit__(self, *a):
            pass
    with C() as c:
        x = 1
    if x == 1:
        y = 2
    elif x == 2:
        y = 3
    else:
        y = 4
    while x < 3:
        x += 1
        if x == 2:
            continue
    else:
        z = 1
    w = [q for q in range(3)]
    k = {1: 2,
         3: inner(4),
         5: 6}
    return (lambda: 7)()


assert traced(withs) == [
    'withs call 0', 'withs line 1', 'C call 0', 'C line 0', 'C line 1', 'C line 3', 'C return 3',
    'withs line 6', '__enter__ call 0', '__enter__ line 1', '__enter__ return 1 C', 'withs line 7',
    'withs line 6', '__exit__ call 0', '__exit__ line 1', '__exit__ return 1', 'withs line 8', 'withs line 9',
    'withs line 14', 'withs line 15', 'withs line 16', 'withs line 17', 'withs line 14', 'withs line 15',
    'withs line 16', 'withs line 14', 'withs line 19', 'withs line 20', 'withs line 20', 'withs line 20',
    'withs line 20', 'withs line 21', 'withs line 22', 'inner call 0', 'inner line 1', 'inner return 1 4',
    'withs line 23', 'withs line 21', 'withs line 24', '<lambda> call 0', '<lambda> line 0',
    '<lambda> return 0 7', 'withs return 24 7',
]


def multi(a,
          b=2):
    """doc"""
    return inner(
        a) + \
        inner(b)


assert traced(multi, 1) == [
    'multi call 0', 'multi line 3', 'multi line 4', 'multi line 3', 'inner call 0', 'inner line 1',
    'inner return 1 1', 'multi line 5', 'inner call 0', 'inner line 1', 'inner return 1 2', 'multi line 3',
    'multi return 3 3',
]


def dec(f): return f
def nested():
    @dec
    def g():
        pass
    g()
    del g
    match 5:
        case 4:
            pass
        case 5:
            x = 1
    assert x
    for i in (1, 2): print(end='')
    while True:
        break
    return


assert traced(nested) == [
    'nested call 0', 'nested line 1', 'nested line 2', 'nested line 1', 'dec call 0', 'dec line 0',
    'dec return 0 function', 'nested line 2', 'nested line 4', 'g call 0', 'g line 2', 'g return 2',
    'nested line 5', 'nested line 6', 'nested line 7', 'nested line 9', 'nested line 10', 'nested line 11',
    'nested line 12', 'nested line 12', 'nested line 12', 'nested line 13', 'nested line 14',
    'nested line 15', 'nested return 15',
]


def uncaught():
    try:
        1 / 0
    finally:
        x = 1


assert traced(uncaught) == [
    'uncaught call 0', 'uncaught line 1', 'uncaught line 2', 'uncaught exception 2 ZeroDivisionError',
    'uncaught line 4', 'uncaught return 4',
]


def yf():
    r = yield from gen()
    return r
def useyf():
    list(yf())


assert traced(useyf) == [
    'useyf call 0', 'useyf line 1', 'yf call 0', 'yf line 1', 'gen call 0', 'gen line 1', 'gen return 1 1',
    'yf return 1 1', 'yf call 1', 'gen call 1', 'gen line 2', 'gen return 2 2', 'yf return 1 2', 'yf call 1',
    'gen call 2', 'gen return 2', 'yf exception 1 StopIteration', 'yf line 2', 'yf return 2',
    'useyf return 1',
]


def th():
    g = gen()
    next(g)
    try:
        g.throw(ValueError)
    except ValueError:
        pass
    g2 = gen()
    next(g2)
    g2.close()


assert traced(th) == [
    'th call 0', 'th line 1', 'th line 2', 'gen call 0', 'gen line 1', 'gen return 1 1', 'th line 3',
    'th line 4', 'gen call 1', 'gen exception 1 ValueError', 'gen return 1', 'th exception 4 ValueError',
    'th line 5', 'th line 6', 'th line 7', 'th line 8', 'gen call 0', 'gen line 1', 'gen return 1 1',
    'th line 9', 'th return 9',
]


class Meth:
    x = 1
    def __init__(self):
        self.a = 1
    def __add__(self, o):
        return 5
    @property
    def p(self):
        return 6
def meth():
    m = Meth()
    m + 1
    return m.p


assert traced(meth) == [
    'meth call 0', 'meth line 1', '__init__ call 0', '__init__ line 1', '__init__ return 1', 'meth line 2',
    '__add__ call 0', '__add__ line 1', '__add__ return 1 5', 'meth line 3', 'p call 0', 'p line 2',
    'p return 2 6', 'meth return 3 6',
]


async def co():
    await co2()
    async for x in ag():
        pass
async def co2():
    return 1
async def ag():
    yield 1
def runco():
    c = co()
    try: c.send(None)
    except StopIteration: pass


assert traced(runco) == [
    'runco call 0', 'runco line 1', 'runco line 2', 'co call 0', 'co line 1', 'co2 call 0', 'co2 line 1',
    'co2 return 1 1', 'co exception 1 StopIteration', 'co line 2', 'ag call 0', 'ag line 1',
    'ag return 1 async_generator_wrapped_value', 'co exception 2 StopIteration', 'co line 3', 'co line 2',
    'ag call 1', 'ag return 1', 'co exception 2 StopAsyncIteration', 'co return 2',
    'runco exception 2 StopIteration', 'runco line 3', 'runco return 3',
]


def tern(x):
    y = (1 if x else
         2)
    return x and \
        y or \
        3


assert traced(tern, 0) == [
    'tern call 0', 'tern line 1', 'tern line 2', 'tern line 1', 'tern line 3', 'tern line 5', 'tern line 3',
    'tern return 3 3',
]





assert traced(tern, 1) == [
    'tern call 0', 'tern line 1', 'tern line 3', 'tern line 4', 'tern line 3', 'tern return 3 1',
]


# Profiles: calls and returns, also of built-in functions.
def profiler(frame, event, arg):
    if event.startswith('c_'):
        arg = arg.__name__
    elif not isinstance(arg, (int, type(None))):
        arg = type(arg).__name__
    events.append(f'{frame.f_code.co_name} {event} {arg}'.removesuffix(' None'))


def profiled(function):
    events.clear()
    sys.setprofile(profiler)
    try:
        function()
    except Exception:
        pass
    finally:
        sys.setprofile(None)
    return [e for e in events if not e.startswith('profiled ')]


def calls():
    len('x')
    same(3)
    [].append(1)
    try:
        int('x')
    except ValueError:
        pass
    try:
        ord('xx')
    except TypeError:
        pass
    list(map(same, [1, 2]))
    max(1, 2, key=same)
    for _ in two():
        pass
    raise KeyError


def same(n):
    return n


def two():
    yield 1


assert profiled(calls) == [
    'calls call', 'calls c_call len', 'calls c_return len', 'same call', 'same return 3', 'calls c_call append',
    'calls c_return append', 'calls c_call ord', 'calls c_exception ord', 'same call', 'same return 1', 'same call',
    'same return 2', 'calls c_call max', 'same call', 'same return 1', 'same call', 'same return 2', 'calls c_return max',
    'two call', 'two return 1', 'two call', 'two return', 'calls return',
]

# A thread's code is told of by threading.settrace.
seen = set()


def note(frame, event, arg):
    seen.add((frame.f_code.co_name, event))
    return note


threading.settrace(note)
thread = threading.Thread(target=same, args=(1,))
thread.start()
thread.join()
threading.settrace(None)
assert {('same', 'call'), ('same', 'line'), ('same', 'return')} <= seen
assert sys.gettrace() is None


# A trace function that raises is switched off, and its exception goes on.
def failing(frame, event, arg):
    if event == 'line':
        raise RuntimeError('in the tracer')
    return failing


sys.settrace(failing)
try:
    same(1)
    assert False
except RuntimeError as e:
    assert str(e) == 'in the tracer'
assert sys.gettrace() is None

# A frame that runs already is told of where it has a trace function of its own.
lines = []


def local(frame, event, arg):
    lines.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
    return local


def caller():
    x = 1
    setter()
    y = 2
    return x + y


def setter():
    sys._getframe(1).f_trace = local
    sys.settrace(lambda *args: None)


caller()
sys.settrace(None)
assert lines == [('line', 3), ('line', 4), ('return', 4)]

# A loop over a generator that gives a value back ends by a StopIteration, which is told of; a `call` that answers nothing
# leaves a generator the trace function it has.
told = []


def giving():
    yield 1
    return 5


def loops():
    for _ in giving():
        pass


def tell(frame, event, arg):
    if event == 'exception':
        told.append((frame.f_code.co_name, arg[0], arg[1].args))
    return tell


sys.settrace(tell)
loops()
sys.settrace(None)
assert told == [('loops', StopIteration, (5,))], told

told = []


def once(frame, event, arg):
    told.append((frame.f_code.co_name, event))
    return once if len(told) == 1 else None


def steps():
    yield 1
    yield 2


g = steps()
sys.settrace(once)
next(g)
next(g)
sys.settrace(None)
assert told == [('steps', e) for e in ('call', 'line', 'return', 'call', 'line', 'return')], told


# Of what a profiling function does nobody is told, be it while the JIT records it.
class ProfileWatcher:
    def __init__(self):
        self.frames = []
        self.events = []

    def callback(self, frame, event, arg):
        if event == 'call' or event == 'return':
            self.add(event, frame)

    def add(self, event, frame):
        try:
            number = self.frames.index(frame)
        except ValueError:
            number = len(self.frames)
            self.frames.append(frame)
        self.events.append((number, event, name_of(frame)))


def name_of(thing):
    if hasattr(thing, 'f_code'):
        code = thing.f_code
    else:
        code = thing.__code__
    return code.co_name


def divides(watcher):
    try:
        1 / 0
    except ZeroDivisionError:
        return len(watcher.events)


def outer(f, watcher):
    f(watcher)


for round in range(12):
    watcher = ProfileWatcher()
    sys.setprofile(watcher.callback)
    outer(divides, watcher)
    sys.setprofile(None)
    assert watcher.events == [(0, 'call', 'outer'), (1, 'call', 'divides'), (1, 'return', 'divides'), (0, 'return', 'outer')]
    name_of(outer)
