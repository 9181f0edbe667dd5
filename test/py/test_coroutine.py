"""Coroutines: await, async for, async with, the awaitable protocol, driven by hand.

ref: datamodel#coroutines
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


import warnings
warnings.simplefilter('ignore')


class Pause:
    def __init__(self, value=None):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got


def drive(coroutine, *answers):
    """Runs to the end; what was yielded, and the result."""
    answers = list(answers)
    yielded = []
    answer = None
    while True:
        try:
            yielded.append(coroutine.send(answer))
        except StopIteration as stop:
            return yielded, stop.value
        answer = answers.pop(0) if answers else None


async def simple():
    return 5


async def waits(x):
    a = await Pause(x)
    b = await Pause(x + 1)
    return a, b


async def nested():
    return await waits(1), await simple()


assert drive(simple()) == ([], 5)
assert drive(waits(10), 'p', 'q') == ([10, 11], ('p', 'q'))
assert drive(nested(), 'a', 'b') == ([1, 2], (('a', 'b'), 5))
c = simple()
assert type(c).__name__ == 'coroutine'
assert c.__name__ == 'simple'
assert repr(c).startswith('<coroutine object simple at 0x')
assert c.cr_running is False
assert c.cr_await is None
assert c.cr_frame is not None
assert error(iter, c) == "TypeError: 'coroutine' object is not iterable"
assert error(next, c) == "TypeError: 'coroutine' object is not an iterator"
assert error(lambda: [*c]).startswith('TypeError: ')
assert error(c.send, 1) == "TypeError: can't send non-None value to a just-started coroutine"
assert error(c.send, None) == 'StopIteration: 5'
assert error(c.send, None) == 'RuntimeError: cannot reuse already awaited coroutine'
c = simple()
c.close()
assert error(c.send, None) == 'RuntimeError: cannot reuse already awaited coroutine'
assert c.close() is None


async def awaits(x):
    return await x


assert error(drive, awaits(5)) == "TypeError: object int can't be used in 'await' expression"
assert error(drive, awaits(iter([]))) == "TypeError: object list_iterator can't be used in 'await' expression"


class BadAwait:
    def __await__(self):
        return 5


assert error(drive, awaits(BadAwait())) == "TypeError: __await__() returned non-iterator of type 'int'"
assert drive(awaits(awaits(simple()))) == ([], 5)


class IterAwait:
    def __await__(self):
        return iter([1, 2])


assert drive(awaits(IterAwait())) == ([1, 2], None)


# throw and close travel to the inside
async def catches(log):
    try:
        await Pause('p')
    except ValueError as e:
        log.append(str(e))
        return 'caught'
    finally:
        log.append('finally')


async def outer(log):
    return 'outer ' + await catches(log)


log = []
o = outer(log)
assert o.send(None) == 'p'
assert error(o.throw, ValueError('v')) == 'StopIteration: outer caught'
assert log == ['v', 'finally']
log.clear()
o = outer(log)
o.send(None)
assert o.cr_await.__name__ == 'catches'
o.close()
assert log == ['finally']
assert o.cr_frame is None


# async with
class Manager:
    def __init__(self, log, swallow=False):
        self.log = log
        self.swallow = swallow

    async def __aenter__(self):
        self.log.append('enter')
        await Pause('entering')
        return 'value'

    async def __aexit__(self, kind, value, trace):
        self.log.append(kind and kind.__name__)
        await Pause('leaving')
        return self.swallow


async def uses(log, fail=False, swallow=False):
    async with Manager(log, swallow) as v, Manager(log):
        log.append(v)
        if fail:
            raise KeyError('k')
    return 'end'


log = []
assert drive(uses(log)) == (['entering', 'entering', 'leaving', 'leaving'], 'end')
assert log == ['enter', 'enter', 'value', None, None]
log.clear()
assert error(drive, uses(log, True)) == "KeyError: 'k'"
assert log == ['enter', 'enter', 'value', 'KeyError', 'KeyError']
log.clear()
assert drive(uses(log, True, True))[1] == 'end'


async def bad_with():
    async with 5:
        pass


class OnlyEnter:
    async def __aenter__(self):
        pass


async def bad_exit():
    async with OnlyEnter():
        pass


async def returns_in_with(log):
    async with Manager(log):
        return 'early'


assert error(drive, bad_with()) == "TypeError: 'int' object does not support the asynchronous context manager protocol"
assert error(drive, bad_exit()) == (
    "TypeError: 'OnlyEnter' object does not support the asynchronous context manager protocol (missed __aexit__ method)")
assert drive(returns_in_with([]))[1] == 'early'


# async for
class Count:
    def __init__(self, n):
        self.n = n
        self.i = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.i >= self.n:
            raise StopAsyncIteration
        self.i += 1
        await Pause(('tick', self.i))
        return self.i


async def loops(n):
    out = []
    async for x in Count(n):
        if x == 2:
            continue
        if x == 5:
            break
        out.append(x)
    else:
        out.append('else')
    return out


assert drive(loops(3)) == ([('tick', 1), ('tick', 2), ('tick', 3)], [1, 3, 'else'])
assert drive(loops(9))[1] == [1, 3, 4]


async def comps():
    a = [x async for x in Count(3)]
    b = {x: y async for x in Count(2) for y in 'ab' if x > 1}
    c = {await simple() for _ in range(2)}
    d = [await waits(x) for x in range(1)]
    e = [y for x in [1] async for y in Count(2)]
    return a, b, c, d, e


assert drive(comps())[1] == ([1, 2, 3], {2: 'b'}, {5}, [(None, None)], [1, 2])


async def bad_for():
    async for x in [1]:
        pass


class BadNext:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 5


async def bad_next():
    async for x in BadNext():
        pass


assert error(drive, bad_for()) == "TypeError: 'async for' requires an object with __aiter__ method, got list"
assert error(drive, bad_next()) == "TypeError: 'async for' received an invalid object from __anext__: int"
assert error(drive, awaits(anext(Count(0)))) == 'StopAsyncIteration: '


async def with_default():
    return await anext(Count(0), 'default'), await anext(aiter(Count(1)))


assert drive(with_default())[1] == ('default', 1)


# StopIteration inside, exceptions, lambdas and methods
async def stops():
    raise StopIteration('s')


async def fails():
    await Pause()
    1 / 0


async def finally_await(log):
    try:
        return 'r'
    finally:
        await Pause('f')
        log.append('f')


class Holder:
    async def method(self):
        return self

    @classmethod
    async def cm(cls):
        return cls

    @staticmethod
    async def sm(x):
        return x


h = Holder()
log = []
assert error(drive, stops()) == 'RuntimeError: coroutine raised StopIteration'
assert error(drive, fails()) == 'ZeroDivisionError: division by zero'
assert drive(finally_await(log)) == (['f'], 'r')
assert log == ['f']
assert drive(h.method())[1] is h
assert drive(Holder.cm())[1] is Holder
assert drive(h.sm(3))[1] == 3
import types


@types.coroutine
def old_style():
    x = yield 'old'
    return x


assert drive(awaits(old_style()), 7) == (['old'], 7)
assert error(exec, 'def f():\n    await x') == "SyntaxError: 'await' outside async function (<string>, line 2)"
assert error(exec, 'async def f():\n    yield from x') == (
    "SyntaxError: 'yield from' inside async function (<string>, line 2)")
assert error(exec, 'await x') == "SyntaxError: 'await' outside function (<string>, line 1)"
ran = []


async def task(name, n):
    for i in range(n):
        ran.append((name, i))
        await Pause()
    return name


tasks = [task('a', 2), task('b', 3)]
done = []
while tasks:
    t = tasks.pop(0)
    try:
        t.send(None)
    except StopIteration as stop:
        done.append(stop.value)
    else:
        tasks.append(t)
assert ran == [('a', 0), ('b', 0), ('a', 1), ('b', 1), ('b', 2)]
assert done == ['a', 'b']
