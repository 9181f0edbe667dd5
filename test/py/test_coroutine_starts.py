"""Coroutines up to their first suspension run as functions where they are awaited at once: what others see of them meanwhile, and
how they end."""

import sys
import traceback
import types


class Suspend:
    def __await__(self):
        return (yield self)


def drive(coroutine):
    while True:
        try:
            coroutine.send(None)
        except StopIteration as stop:
            return stop.value


ROUNDS = 300


async def repeat(f, *args):
    """The different results of awaiting `f` often."""
    found = []
    for _ in range(ROUNDS):
        w = await f(*args)
        if w not in found:
            found.append(w)
    return found


# Who looks at frames finds all that wait for one another.

look_now = False


def look():
    if not look_now:
        return None
    found = []
    f = sys._getframe(1)
    while f.f_code.co_name != 'drive':
        found.append((f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno, dict(f.f_locals)))
        f = f.f_back
    return found


async def inner(x):
    y = x + 1
    found = look()
    return found, y


async def middle(x):
    z = [x]
    found, y = await inner(x)
    return found, y, z


async def outermost(n):
    global look_now
    for i in range(n):
        if i == n - 1:
            look_now = True
        w = await middle(i)
    look_now = False
    return w


for n in (ROUNDS, ROUNDS):
    found, y, z = drive(outermost(n))
    assert y == n and z == [n - 1]
    assert found[0] == ('inner', 2, {'x': n - 1, 'y': n})
    # Those that wait may have no variables to show in Typhon (see docs/differences.md), but no others.
    assert found[1][:2] == ('middle', 2) and found[1][2] in ({'x': n - 1, 'z': [n - 1]}, {})
    assert found[2][:2] == ('outermost', 5)


# … and after that all of them can be suspended.

async def looks_and_waits(i):
    global look_now
    look_now = i % 7 == 0
    found = look()
    if i % 2:
        await Suspend()
    look_now = False
    return i if found is None else found[0][2]['i']


async def waits(n):
    return [await looks_and_waits(i) for i in range(n)]


assert drive(waits(ROUNDS)) == list(range(ROUNDS))


# StopIteration becomes a RuntimeError, however it comes.

async def stops(how):
    if how == 'raise':
        raise StopIteration(1)
    return next(iter(()))


async def stopped(how):
    try:
        await stops(how)
    except RuntimeError as e:
        names = [f.name for f in traceback.extract_tb(e.__traceback__)]
        return str(e), type(e.__cause__), e.__context__ is e.__cause__, names


for how in ('raise', 'next'):
    assert drive(repeat(stopped, how)) == [
        ('coroutine raised StopIteration', StopIteration, True, ['stopped'])
    ]


# What is handled, and what becomes a context.

async def handling(suspends):
    try:
        raise KeyError('one')
    except KeyError as e:
        if suspends:
            await Suspend()
        assert sys.exception() is e
        try:
            await raising(suspends)
        except ValueError as v:
            assert v.__context__ is e and sys.exception() is v
        assert sys.exception() is e
        if suspends:
            await Suspend()
        assert sys.exception() is e
    assert sys.exception() is None
    return suspends


async def raising(suspends):
    if suspends:
        await Suspend()
    assert isinstance(sys.exception(), KeyError)
    raise ValueError('two')


assert drive(repeat(handling, False)) == [False]
assert drive(repeat(handling, True)) == [True]


async def cleans(log, suspends):
    try:
        if suspends:
            await Suspend()
        log.append('in')
        return len(log)
    finally:
        if suspends:
            await Suspend()
        log.append('out')


async def cleaned(suspends):
    log = []
    return await cleans(log, suspends), log


for suspends in (False, True):
    assert drive(repeat(cleaned, suspends)) == [(1, ['in', 'out'])]

# Closed where it waits.

closing = cleans(log := [], True)


async def waits_for(log):
    await cleans(log, False)
    async with Context(log):
        await Suspend()


class Context:
    def __init__(self, log):
        self.log = log

    async def __aenter__(self):
        self.log.append('enter')
        return self

    async def __aexit__(self, kind, e, tb):
        self.log.append(kind and kind.__name__)


for _ in range(ROUNDS):
    log = []
    c = waits_for(log)
    c.send(None)
    c.close()
    assert log == ['in', 'out', 'enter', 'GeneratorExit']
closing.close()


# Cells, defaults, `*args`, four arguments.

def make(n):
    async def add(x, y=1):
        nonlocal n
        n += x
        return n + y

    async def total(k):
        t = 0
        for i in range(k):
            t += await add(1, 2)
        return t

    return total


assert drive(make(0)(ROUNDS)) == sum(i + 3 for i in range(ROUNDS))


async def four(a, b, c, d):
    return a, b, c, d


async def rest(*args):
    return args


async def calls():
    return await four(1, 2, 3, 4), await rest(1, 2), await rest()


assert drive(repeat(calls)) == [((1, 2, 3, 4), (1, 2), ())]


# The same code with other globals.

NAME = 'here'


async def name():
    return NAME


def names():
    for _ in range(ROUNDS):
        yield NAME


def loop(n):
    w = set()
    for _ in range(n):
        w.add(NAME)
    return w


others = {'NAME': 'there', 'ROUNDS': ROUNDS, 'range': range, 'set': set}
other_name, other_names, other_loop = (types.FunctionType(f.__code__, others) for f in (name, names, loop))
for _ in range(3):
    assert drive(repeat(name)) == ['here'] and drive(repeat(other_name)) == ['there']
    assert set(names()) == {'here'} and set(other_names()) == {'there'}
    assert loop(3000) == {'here'} and other_loop(3000) == {'there'}


# Watched.

def watched(f):
    events = []

    def trace(frame, event, arg):
        if frame.f_code.co_name in ('inner', 'middle'):
            events.append((frame.f_code.co_name, event))
        return trace
    sys.settrace(trace)
    try:
        f()
    finally:
        sys.settrace(None)
    return events


expected = [('middle', 'call'), ('middle', 'line'), ('middle', 'line'), ('inner', 'call'), ('inner', 'line'), ('inner', 'line'),
            ('inner', 'line'), ('inner', 'return'), ('middle', 'exception'), ('middle', 'line'), ('middle', 'return')]
assert watched(lambda: drive(middle(1))) == expected
drive(outermost(ROUNDS))
assert watched(lambda: drive(middle(1))) == expected


def start_watching(frame, event, arg):
    return None


async def switches(i):
    if i == ROUNDS - 1:
        sys.settrace(start_watching)
    await inner(i)
    return i


async def switched():
    out = [await switches(i) for i in range(ROUNDS)]
    sys.settrace(None)
    return out


assert drive(switched()) == list(range(ROUNDS))


# `async for` over what waits now and then: the compiled code begins at the wait, and comes to the call from there.

class Count:
    def __init__(self, n, every):
        self.n = n
        self.i = 0
        self.every = every

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.i == self.n:
            raise StopAsyncIteration
        self.i += 1
        if self.i % self.every == 0:
            await Suspend()
        return self.i


async def counted(n, every):
    for i in range(1, n + 1):
        if i % every == 0:
            await Suspend()
        yield i


async def sums(make, every):
    total = 0
    async for i in make(ROUNDS, every):
        total += i
    return total, sum([i async for i in make(ROUNDS, every)])


for make in (Count, counted):
    for every in (1, 2, 7, ROUNDS + 1):
        assert drive(sums(make, every)) == (sum(range(ROUNDS + 1)),) * 2


# An asynchronous generator whose step waits is seen as running, and can be thrown into.

async def first_of(gen):
    async for i in gen:
        return i


async def interrupted(log):
    try:
        yield 1
        await Suspend()
        log.append('not reached')
    except ValueError:
        yield 2
    finally:
        log.append('end')


async def reads(gen, log):
    async for i in gen:
        log.append(i)


for _ in range(ROUNDS):
    log = []
    gen = interrupted(log)
    c = reads(gen, log)
    c.send(None)
    assert log == [1] and gen.ag_running and type(c.cr_await).__name__ == 'async_generator_asend'
    try:
        first_of(gen).send(None)
        assert False
    except RuntimeError as e:
        assert str(e) == 'anext(): asynchronous generator is already running'
    try:
        c.throw(ValueError)
        assert False
    except StopIteration:
        pass
    assert log == [1, 2, 'end'] and not gen.ag_running


# Missing arguments, and the ends of what is sent to.

async def doubled(x, y=2):
    return x * y


async def with_defaults(a=1, b=10):
    return a + b


async def uses_defaults():
    w = await doubled(3), await doubled(3, 4), await with_defaults(1), await with_defaults()
    try:
        await doubled()
    except TypeError as e:
        return w, str(e)


assert drive(repeat(uses_defaults)) == [((6, 12, 11, 11), "doubled() missing 1 required positional argument: 'x'")]


def one_more():
    x = yield 1
    return x


async def answers():
    return 42


def sends():
    out = []
    g = one_more()
    out.append(g.send(None))
    try:
        g.send('last')
    except StopIteration as e:
        out.append((e.value, [f.name for f in traceback.extract_tb(e.__traceback__)], e.__context__))
    try:
        g.send('late')
    except StopIteration as e:
        out.append(e.args)
    try:
        one_more().send(1)
    except TypeError as e:
        out.append(str(e))
    c = answers()
    try:
        c.send(None)
    except StopIteration as e:
        out.append(e.value)
    try:
        c.send(None)
    except RuntimeError as e:
        out.append(str(e))
    return out


def itself():
    try:
        own.send(None)
    except ValueError as e:
        yield str(e)


for _ in range(ROUNDS):
    assert sends() == [
        1, ('last', ['sends'], None), (), "can't send non-None value to a just-started generator", 42,
        'cannot reuse already awaited coroutine',
    ]
    own = itself()
    assert own.send(None) == 'generator already executing'
