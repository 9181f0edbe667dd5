"""Coroutines that are awaited where they are made: compiled code runs them at once, and makes objects of those that suspend."""

import gc
import sys
import traceback
import warnings
import weakref


class Suspend:
    def __await__(self):
        return (yield self)


def drive(coroutine, *sent):
    """What the coroutine yields, and what it returns."""
    yielded = []
    values = iter(sent)
    value = None
    while True:
        try:
            yielded.append(coroutine.send(value))
        except StopIteration as stop:
            return yielded, stop.value
        value = next(values, None)


ROUNDS = 250


async def double(x):
    return x * 2


async def add(a, b, c):
    return await double(a) + b + c


async def nothing():
    pass


async def many(n):
    total = 0
    for i in range(n):
        total += await add(i, 1, 2)
        assert await nothing() is None
    return total


for n in (3, ROUNDS, ROUNDS):
    assert drive(many(n)) == ([], sum(2 * i + 3 for i in range(n)))


# Some suspend, at different depths; what is sent arrives.

async def sometimes(i):
    if i % 3 == 0:
        return await Suspend()
    return i


async def through(i):
    x = await sometimes(i)
    return x, i


async def all_of(n):
    out = []
    for i in range(n):
        out.append(await through(i))
    return out


yielded, out = drive(all_of(ROUNDS), *range(1000, 2000))
assert len(yielded) == (ROUNDS + 2) // 3 and all(isinstance(s, Suspend) for s in yielded)
assert out == [(i if i % 3 else 1000 + i // 3, i) for i in range(ROUNDS)]

# What is suspended is seen as it is.

coroutine = all_of(10)
coroutine.send(None)
inner = coroutine.cr_await
assert inner.__name__ == 'through' and inner.cr_await.__qualname__ == 'sometimes'
assert inner.cr_frame.f_locals == {'i': 0} and inner.cr_suspended and not inner.cr_running
assert inner.cr_frame.f_back is None
assert type(inner.cr_await.cr_await).__name__ == 'generator'
coroutine.close()
assert inner.cr_frame is None and inner.cr_await is None


# Exceptions, with and without a suspension before, and their tracebacks.

async def fail(i):
    if i % 2:
        await Suspend()
    raise KeyError(i)


async def caught(n):
    out = []
    for i in range(n):
        try:
            await fail(i)
        except KeyError as e:
            out.append((e.args[0], [f.name for f in traceback.extract_tb(e.__traceback__)], sys.exception() is e))
        assert sys.exception() is None
    return out


assert drive(caught(ROUNDS))[1] == [(i, ['caught', 'fail'], True) for i in range(ROUNDS)]


async def spread_out():
    return await (
        fail
        (0)
    )


async def lines():
    try:
        await spread_out()
    except KeyError as e:
        first = spread_out.__code__.co_firstlineno
        return [f.lineno - first for f in traceback.extract_tb(e.__traceback__)][1:2]


for _ in range(ROUNDS):
    assert drive(lines())[1] == [1]


async def inside(i):
    try:
        await fail(i)
    except KeyError:
        try:
            return await double(i)
        finally:
            assert isinstance(sys.exception(), KeyError)


async def insides(n):
    return [await inside(i) for i in range(n)] == [2 * i for i in range(n)]


assert drive(insides(ROUNDS))[1]


# throw() reaches what waits.

async def guarded(log):
    try:
        await Suspend()
    except ValueError as e:
        log.append(str(e))
        await Suspend()
    return 'done'


async def outer(log):
    return await guarded(log)


for _ in range(ROUNDS):
    log = []
    c = outer(log)
    c.send(None)
    assert isinstance(c.throw(ValueError('in')), Suspend) and log == ['in']
    try:
        c.send(None)
    except StopIteration as stop:
        assert stop.value == 'done'


# Frames while they run.

async def names():
    f = sys._getframe()
    out = []
    while f is not None and f.f_code.co_name != '<module>':
        out.append(f.f_code.co_name)
        f = f.f_back
    return out


async def calls_names():
    return await names()


for _ in range(ROUNDS):
    assert drive(calls_names())[1] == ['names', 'calls_names', 'drive']


# Other callables, wrong arguments, awaiting something else.

class Method:
    async def one(self, x):
        return x

    async def __call__(self, x):
        return x + 1


async def mixed(i, m):
    f = m.one if i % 2 else m
    return await f(i)


async def mixes(n):
    m = Method()
    return [await mixed(i, m) for i in range(n)]


assert drive(mixes(ROUNDS))[1] == [i + (i % 2 == 0) for i in range(ROUNDS)]


async def wrong(f, *args):
    try:
        await f(*args)
    except TypeError as e:
        return str(e)


async def wrongs():
    def plain(x):
        return x
    out = []
    for _ in range(ROUNDS):
        for f in (double, plain):
            try:
                await f(1)
            except TypeError as e:
                out.append(str(e))
        try:
            await double()
        except TypeError as e:
            out.append(str(e))
    return set(out)


assert drive(wrongs())[1] == {
    "object int can't be used in 'await' expression",
    "double() missing 1 required positional argument: 'x'",
}


async def kept():
    # The coroutine is seen by name: it has to be one.
    await (c := double(2))
    return c


for _ in range(ROUNDS):
    c = drive(kept())[1]
    assert c.cr_frame is None and c.__name__ == 'double'


# async for

class Count:
    def __init__(self, n):
        self.n = n
        self.i = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.i == self.n:
            raise StopAsyncIteration
        self.i += 1
        if self.i % 5 == 0:
            await Suspend()
        return self.i


async def counts(n):
    return [i async for i in Count(n)], await last(n)


async def last(n):
    i = None
    async for i in Count(n):
        if i == n // 2:
            break
    else:
        i = -1
    return i


for n in (1, 20, ROUNDS):
    assert drive(counts(n))[1] == (list(range(1, n + 1)), n // 2 if n > 1 else -1)


# Too deep.

async def deep(n):
    return 0 if n == 0 else 1 + await deep(n - 1)


for _ in range(20):
    assert drive(deep(100))[1] == 100
try:
    drive(deep(100000))
    assert False
except RecursionError:
    pass
assert drive(deep(100))[1] == 100


# What has been given is not kept.

class Thing:
    pass


async def thing():
    return Thing()


async def lets_go():
    w = None
    for _ in range(ROUNDS):
        w = weakref.ref(await thing())
    return w


w = drive(lets_go())[1]
told = []
warnings.showwarning = lambda *args: told.append(args)
gc.collect()
assert w() is None
# All have been awaited.
assert told == [], told
