"""Asynchronous generators: asend, athrow, aclose, finalisation, comprehensions.

ref: expressions#asynchronous-generator-functions
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


class Pause:
    def __init__(self, value=None):
        self.value = value

    def __await__(self):
        return (yield self.value)


def drive(awaitable, *answers):
    async def main():
        return await awaitable
    c = main()
    answers = list(answers)
    yielded = []
    answer = None
    while True:
        try:
            yielded.append(c.send(answer))
        except StopIteration as stop:
            return yielded, stop.value
        answer = answers.pop(0) if answers else None


def result(awaitable):
    return drive(awaitable)[1]


async def count(n):
    for i in range(n):
        await Pause(('p', i))
        yield i


async def collect(source):
    return [x async for x in source]


g = count(2)
assert type(g).__name__ == 'async_generator'
assert repr(g).startswith('<async_generator object count at 0x')
assert g.__aiter__() is g
assert g.ag_running is False
assert g.ag_frame is not None
assert g.__name__ == 'count'
assert error(iter, g) == "TypeError: 'async_generator' object is not iterable"
assert drive(g.__anext__()) == ([('p', 0)], 0)
assert result(g.__anext__()) == 1
assert error(result, g.__anext__()) == 'StopAsyncIteration: '
assert error(result, g.__anext__()) == 'StopAsyncIteration: '
assert result(collect(count(3))) == [0, 1, 2]
assert result(collect(count(0))) == []


async def echo():
    got = []
    try:
        while True:
            got.append((yield len(got)))
    except ValueError as e:
        yield 'caught ' + str(e)
    finally:
        got.append('finally')
        kept.extend(got)


kept = []
e = echo()
assert error(result, e.asend(1)) == "TypeError: can't send non-None value to a just-started async generator"
e = echo()
assert result(e.asend(None)) == 0
assert result(e.asend('a')) == 1
assert result(e.__anext__()) == 2
assert result(e.athrow(ValueError('v'))) == 'caught v'
assert error(result, e.asend(None)) == 'StopAsyncIteration: '
assert kept == ['a', None, 'finally']


async def closing(log):
    try:
        yield 1
    except GeneratorExit:
        log.append('exit')
        raise
    finally:
        await Pause('cleanup')
        log.append('finally')


log = []
c = closing(log)
assert result(c.__anext__()) == 1
assert drive(c.aclose()) == (['cleanup'], None)
assert log == ['exit', 'finally']
assert result(c.aclose()) is None
assert error(result, c.__anext__()) == 'StopAsyncIteration: '


async def refuses():
    try:
        yield 1
    except GeneratorExit:
        yield 2


r = refuses()
result(r.__anext__())
assert error(result, r.aclose()) == 'RuntimeError: async generator ignored GeneratorExit'
fresh = closing([])
assert result(fresh.aclose()) is None
assert error(result, closing([]).athrow(KeyError('k'))) == "KeyError: 'k'"


async def stops(kind):
    yield 1
    raise kind


s = stops(StopIteration)
result(s.__anext__())
assert error(result, s.__anext__()) == 'RuntimeError: async generator raised StopIteration'
s = stops(StopAsyncIteration)
result(s.__anext__())
assert error(result, s.__anext__()) == 'RuntimeError: async generator raised StopAsyncIteration'
s = stops(KeyError('z'))
result(s.__anext__())
assert error(result, s.__anext__()) == "KeyError: 'z'"


async def pipeline(source):
    async for x in source:
        if x % 2:
            yield x * 10


async def uses():
    first = [x async for x in pipeline(count(6))]
    gen = (x + 1 async for x in count(3))
    second = [x async for x in gen]
    third = {x: x async for x in count(2)}
    total = 0
    async for a in count(3):
        async for b in count(2):
            total += a * b
    return first, second, third, total


assert result(uses()) == ([10, 30, 50], [1, 2, 3], {0: 0, 1: 1}, 3)


async def bare_return():
    yield 1
    return


assert result(collect(bare_return())) == [1]
assert error(exec, 'async def f():\n    yield 1\n    return 2') == (
    "SyntaxError: 'return' with value in async generator (<string>, line 3)")
assert error(exec, 'f = [x async for x in y]') == (
    'SyntaxError: asynchronous comprehension outside of an asynchronous function (<string>, line 1)')


# One step at a time
async def busy():
    await Pause('a')
    yield 1


b = busy()
one = b.asend(None)
assert one.send(None) == 'a'
assert b.ag_running
two = b.asend(None)
assert error(two.send, None) == 'RuntimeError: anext(): asynchronous generator is already running'
assert error(one.send, None) == 'StopIteration: 1'
assert error(one.send, None) == 'RuntimeError: cannot reuse already awaited __anext__()/asend()'
done = b.aclose()
assert error(done.send, None) == 'StopIteration: '
assert error(done.send, None) == 'RuntimeError: cannot reuse already awaited aclose()/athrow()'


# The context of the loop body closes over the generator
async def take(n, source):
    out = []
    async for x in source:
        out.append(x)
        if len(out) == n:
            break
    await source.aclose()
    return out


log = []


async def logged():
    try:
        for i in range(100):
            yield i
    finally:
        log.append('closed')


assert result(take(3, logged())) == [0, 1, 2]
assert log == ['closed']


class Custom:
    def __init__(self):
        self.n = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.n += 1
        if self.n > 2:
            raise StopAsyncIteration
        return self.n


assert result(collect(Custom())) == [1, 2]
assert result(anext(count(1))) == 0
assert result(anext(count(0), 'd')) == 'd'
assert aiter(g) is g
assert error(aiter, 5) == "TypeError: 'int' object is not an async iterable"
assert error(anext, 5) == "TypeError: 'int' object is not an async iterator"
import sys
assert sys.get_asyncgen_hooks() == (None, None)
seen = []
sys.set_asyncgen_hooks(firstiter=seen.append)
h = count(1)
assert seen == []
result(h.__anext__())
assert seen == [h]
sys.set_asyncgen_hooks(firstiter=None)
