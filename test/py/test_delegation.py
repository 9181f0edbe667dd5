"""Chains of `yield from` and `await` that are resumed many times: values, ends, exceptions, places."""
import inspect
import sys
import traceback


def chain(n, depth):
    if depth == 0:
        got = []
        for i in range(n):
            got.append((yield i))
        return got
    result = yield from chain(n, depth - 1)
    return result + [depth]


def drive(gen, values):
    out = [next(gen)]
    try:
        for v in values:
            out.append(gen.send(v))
    except StopIteration as e:
        return out, e.value


for _ in range(40):
    assert drive(chain(5, 4), 'abcde') == ([0, 1, 2, 3, 4], ['a', 'b', 'c', 'd', 'e', 1, 2, 3, 4])
assert list(chain(300, 5)) == list(range(300))


class Tree:
    def __init__(self, low, high):
        middle = (low + high) // 2
        self.value = middle
        self.left = Tree(low, middle) if low < middle else None
        self.right = Tree(middle + 1, high) if middle + 1 < high else None

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right


assert list(Tree(0, 2000)) == list(range(2000))


def failing(n):
    for i in range(n):
        yield i
    raise KeyError(n)


def outer(n, log):
    try:
        yield from failing(n)
    except KeyError as e:
        log.append([entry.name for entry in traceback.extract_tb(e.__traceback__)])
        yield 'caught'
    finally:
        log.append('finally')
    try:
        yield from middle(n)
    except KeyError as e:
        log.append([(entry.name, entry.line) for entry in traceback.extract_tb(e.__traceback__)])
        raise ValueError('outer') from e


def middle(n):
    yield from failing(n)


for _ in range(300):
    log = []
    g = outer(3, log)
    got = []
    try:
        for x in g:
            got.append(x)
    except ValueError as e:
        assert type(e.__cause__) is KeyError and e.__context__ is e.__cause__
        assert [entry.name for entry in traceback.extract_tb(e.__traceback__)] == ['<module>', 'outer']
    else:
        assert False
    assert got == [0, 1, 2, 'caught', 0, 1, 2]
    assert log == [['outer', 'failing'], 'finally',
                   [('outer', 'yield from middle(n)'), ('middle', 'yield from failing(n)'), ('failing', 'raise KeyError(n)')]]


# Throwing, closing and looking in between.
def watched(log):
    try:
        while True:
            log.append((yield sys._getframe().f_back.f_code.co_name))
    except ZeroDivisionError:
        yield 'thrown'
    finally:
        log.append('closed')


def passing(log):
    yield from watched(log)
    yield 'after'


def passing2(log):
    return (yield from passing(log))


for _ in range(100):
    log = []
    g = passing2(log)
    assert next(g) == 'passing' and g.send(1) == 'passing' and g.send(2) == 'passing'
    assert inspect.getgeneratorstate(g) == 'GEN_SUSPENDED'
    assert g.gi_yieldfrom.gi_code.co_name == 'passing' and g.gi_frame.f_back is None
    assert g.gi_yieldfrom.gi_yieldfrom.gi_code.co_name == 'watched'
    assert g.throw(ZeroDivisionError) == 'thrown'
    assert next(g) == 'after'
    g.close()
    assert log == [1, 2, 'closed']
    log = []
    g = passing2(log)
    next(g), next(g)
    g.close()
    assert log == [None, 'closed']


# A generator in the chain that is resumed by somebody else meanwhile.
def selfish(box):
    yield 1
    yield 2
    try:
        next(box[0])
    except ValueError as e:
        yield str(e)
    yield 3


def around(box):
    yield from selfish(box)


for _ in range(60):
    box = []
    box.append(around(box))
    assert list(box[0]) == [1, 2, 'generator already executing', 3]

inner = chain(3, 0)


def shared():
    return (yield from inner)


g = shared()
assert next(g) == 0
assert next(inner) == 1
assert next(g) == 2
try:
    next(g)
except StopIteration as e:
    assert e.value == [None, None, None]
assert list(shared()) == []


# What is handled while something is waited for.
def context():
    yield 1
    raise OSError('inside')


def handling():
    try:
        raise LookupError('first')
    except LookupError:
        yield from context()


for _ in range(100):
    g = handling()
    assert next(g) == 1
    try:
        next(g)
    except OSError as e:
        assert type(e.__context__) is LookupError
    assert sys.exception() is None


# Coroutines whose loops wait for others that end at once, or do not.
class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


async def add(a, b):
    if b % 50 == 7:
        a += await Pause(b)
    if b == 999:
        raise EOFError
    return a + b


async def summing(n):
    total = 0
    for i in range(n):
        total = await add(total, i)
    return total


def run(coroutine):
    pauses = []
    try:
        pauses.append(coroutine.send(None))
        while True:
            pauses.append(coroutine.send(1000))
    except StopIteration as e:
        return e.value, pauses


for _ in range(5):
    assert run(summing(600)) == (sum(range(600)) + 12 * 1000, list(range(7, 600, 50)))
try:
    run(summing(1001))
except EOFError as e:
    assert [entry.name for entry in traceback.extract_tb(e.__traceback__)] == ['<module>', 'run', 'summing', 'add']
else:
    assert False


# Slices, truth and size of what is used in loops.
def slices(n):
    out = []
    for i in range(n):
        items = [0, 1, 2, 3, 4, 5]
        items[:3] = items[2::-1]
        items[4:2] = [9]
        items[-1:] = items[:2]
        items[1:1] = items
        items[10:20] = []
        items[:-9] = (7,)
        if items and not [] and not () and not {} and (0,) and {1: 2}:
            out.append((items, items[::-2], items[-3:100], items[5:2], len((1, 2)), len({1: 2}), len('ab'), len({3})))
    return out


expected = ([7, 2, 1, 0, 3, 9, 4, 2, 1, 1], [1, 2, 9, 0, 2], [2, 1, 1], [], 2, 1, 2, 1)
assert slices(400) == [expected] * 400
assert 'a.b.c'.replace('.', '--') == 'a--b--c' and ('x.' * 40).replace('.', '$&') == 'x$&' * 40
assert 'abc'.replace('d', '') == 'abc' and '.'.replace('.', '') == '' and 'aaaa'.replace('aa', 'b') == 'bb'


# What a generator handles while it waits in `yield from` is not the context of what is thrown through it.
def contexts():
    seen = []

    def inner():
        try:
            yield 1
        except ValueError as e:
            seen.append(e.__context__)
            raise

    def outer():
        try:
            raise KeyError("handled")
        except KeyError:
            try:
                yield from inner()
            except ValueError as e:
                seen.append(repr(e.__context__))
                yield 2

    it = outer()
    next(it)
    assert it.throw(ValueError("thrown")) == 2
    try:
        it.throw(IndexError("thrown"))
    except IndexError as e:
        seen.append(repr(e.__context__))
    return seen


for _ in range(200):
    assert contexts() == [None, "KeyError('handled')", "ValueError('thrown')"], contexts()
