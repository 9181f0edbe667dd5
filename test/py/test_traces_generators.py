"""Generators and coroutines that hot loops resume: what traces follow into them, and what is left where a trace ends in the middle."""

import sys
import traceback

ROUNDS = 3000


def numbers(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


def multiples(source, factor):
    for n in source:
        if n % factor == 0:
            yield n


# Pipelines, of different code and of the same.

def total(source):
    result = 0
    for n in source:
        result += n
    return result


for _ in range(3):
    assert total(numbers(ROUNDS)) == ROUNDS * (ROUNDS - 1) // 2
    assert total(multiples(numbers(ROUNDS), 3)) == sum(range(0, ROUNDS, 3))
    assert total(multiples(multiples(multiples(numbers(ROUNDS), 2), 3), 5)) == sum(range(0, ROUNDS, 30))
    deep = numbers(ROUNDS)
    for factor in (1, 2, 1, 3, 1, 5):
        deep = multiples(deep, factor)
    assert total(deep) == sum(range(0, ROUNDS, 30))
    assert total(n * n for n in numbers(ROUNDS) if n & 1) == sum([n * n for n in range(1, ROUNDS, 2)])
    assert total(x / 2 for x in numbers(ROUNDS)) == sum([x / 2 for x in range(ROUNDS)])


# Two of the same code in one loop, which may be one and the same.

def zipped(a, b):
    out = []
    while True:
        x, y = next(a, None), next(b, None)
        if x is None or y is None:
            return out
        out.append((x, y))


assert zipped(numbers(ROUNDS), numbers(ROUNDS)) == [(i, i) for i in range(ROUNDS)]
same = numbers(ROUNDS)
assert zipped(same, same) == [(i, i + 1) for i in range(0, ROUNDS, 2)]
assert zipped(numbers(ROUNDS), numbers(ROUNDS)) == [(i, i) for i in range(ROUNDS)]


# The end: with a default, caught, and not caught.

def caught(gen):
    count = 0
    try:
        while True:
            next(gen)
            count += 1
    except StopIteration as e:
        return count, e.value


def ends_with(limit, value):
    for i in range(limit):
        yield i
    return value


for value in (None, 7, None):
    for limit in (0, 1, 5, ROUNDS):
        assert caught(ends_with(limit, value)) == (limit, value)


def ends():
    found = []
    for i in range(ROUNDS):
        gen = ends_with(i % 3, i)
        while True:
            try:
                next(gen)
            except StopIteration as e:
                found.append(e.value)
                break
    return found


assert ends() == list(range(ROUNDS))


def uncaught():
    gen = ends_with(ROUNDS, 'last')
    while True:
        next(gen)


try:
    uncaught()
except StopIteration as e:
    assert e.value == 'last'
    assert [f.name for f in traceback.extract_tb(e.__traceback__)] == ['<module>', 'uncaught']
else:
    assert False


# send, and what a generator makes of it.

def averages():
    mean = None
    total = 0.0
    count = 0
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total / count


def send_all(gen, values):
    mean = None
    for value in values:
        mean = gen.send(value)
    return mean


means = averages()
next(means)
assert send_all(means, range(ROUNDS)) == (ROUNDS - 1) / 2
assert means.gi_frame.f_locals['count'] == ROUNDS
assert send_all(means, [float(i) for i in range(ROUNDS)]) == (ROUNDS - 1) / 2
assert means.gi_frame.f_locals == {'mean': (ROUNDS - 1) / 2, 'total': float(ROUNDS * (ROUNDS - 1)), 'count': 2 * ROUNDS,
                                   'value': ROUNDS - 1.0}
try:
    send_all(means, ['no number'] * 2)
except TypeError as e:
    assert [f.name for f in traceback.extract_tb(e.__traceback__)] == ['<module>', 'send_all', 'averages']
assert means.gi_frame is None

fresh = averages()
try:
    send_all(fresh, range(10))
except TypeError as e:
    assert str(e) == "can't send non-None value to a just-started generator"


def doubles(x):
    while True:
        x += 1
        x = yield x


gen = doubles(0)
next(gen)
assert send_all(gen, range(ROUNDS)) == ROUNDS
assert gen.gi_frame.f_locals == {'x': ROUNDS}


# What the generator's state is, asked for in the middle and behind.

def looks_at_itself(limit):
    for i in range(limit):
        if i % 1000 == 999:
            try:
                me.send(None)
            except ValueError as e:
                assert str(e) == 'generator already executing'
            assert me.gi_running and not me.gi_suspended
            assert me.gi_frame.f_back.f_code.co_name == 'total'
            assert me.gi_frame.f_locals['i'] == i
        yield i


me = looks_at_itself(ROUNDS)
assert total(me) == sum(range(ROUNDS))
assert me.gi_frame is None and not me.gi_running


def some(gen, count):
    result = 0
    for x in gen:
        result += x
        if x == count:
            break
    return result


def looks_each_time(limit):
    for i in range(limit):
        look(i)
        yield i


def look(i):
    frame = me.gi_frame
    assert frame.f_back.f_code.co_name == 'total'
    assert frame.f_locals['i'] == i
    assert frame.f_lineno == looks_each_time.__code__.co_firstlineno + 2
    assert me.gi_running


for _ in range(3):
    me = looks_each_time(ROUNDS)
    assert total(me) == sum(range(ROUNDS))


half = numbers(ROUNDS)
assert some(half, ROUNDS // 2) == sum(range(ROUNDS // 2 + 1))
assert half.gi_suspended and half.gi_frame.f_locals == {'limit': ROUNDS, 'n': ROUNDS // 2}
assert half.gi_frame.f_lineno == numbers.__code__.co_firstlineno + 3
assert next(half) == ROUNDS // 2 + 1
assert total(half) == sum(range(ROUNDS // 2 + 2, ROUNDS))


# Others resume the same generator meanwhile.

def take(gen):
    return next(gen, 0)


TAKERS = [take, lambda gen: 0, lambda gen: next(gen, 0) or 0]


def shared(gen, takers):
    result = []
    for x in gen:
        result.append(x)
        taker = takers[x % len(takers)]
        result.append(taker(gen))
    return result


def expected(limit, takers):
    source = list(range(limit))
    result = []
    while source:
        x = source.pop(0)
        result.append(x)
        result.append(0 if takers[x % len(takers)] is TAKERS[1] else source.pop(0) if source else 0)
    return result


for takers in ([take], TAKERS[:2], TAKERS):
    assert shared(numbers(999), takers) == expected(999, takers)


# Exceptions: out of a generator, into it, and what they become.

def fails(limit):
    for i in range(limit):
        yield i
    raise KeyError(limit)


def numbered(gen, start):
    result = 0
    pairs = enumerate(gen, start)
    for i, x in pairs:
        result += i * x
        if x == 777:
            result += sum(next(pairs))
    return result, next(pairs, 'end')


def expected_numbered(limit, start):
    result = 0
    x = 0
    while x < limit:
        result += (x + start) * x
        if x == 777:
            x += 1
            result += x + start + x
        x += 1
    return result, 'end'


for start in (0, 5, -10, 2**53 - 100, 2**80):
    assert numbered(numbers(ROUNDS), start) == expected_numbered(ROUNDS, start), start


def numbered_pairs(gen):
    return [pair for pair in enumerate(gen) if pair[0] % 1000 == 0]


assert numbered_pairs(-x for x in numbers(ROUNDS)) == [(i, -i) for i in range(0, ROUNDS, 1000)]
for limit in (0, 1, 700, ROUNDS):
    seen = -1
    try:
        for seen, x in enumerate(fails(limit)):
            pass
    except KeyError as e:
        assert seen == limit - 1 and e.args == (limit,)


def guarded(gen):
    seen = 0
    try:
        for x in gen:
            seen += 1
    except KeyError as e:
        return seen, e.args, [f.name for f in traceback.extract_tb(e.__traceback__)]


for limit in (3, ROUNDS, 0):
    assert guarded(fails(limit)) == (limit, (limit,), ['guarded', 'fails'])


def fails_often():
    found = 0
    for i in range(ROUNDS):
        gen = fails(i % 2)
        try:
            for x in gen:
                found += 1
        except KeyError as e:
            found += 10 * e.args[0]
        assert gen.gi_frame is None
    return found


assert fails_often() == ROUNDS // 2 * 11


def stops(limit):
    for i in range(limit):
        if i == limit - 1:
            raise StopIteration
        yield i


try:
    total(stops(ROUNDS))
except RuntimeError as e:
    assert str(e) == 'generator raised StopIteration' and isinstance(e.__cause__, StopIteration)
else:
    assert False


def handles(limit):
    """Is suspended while it handles something."""
    for i in range(limit):
        try:
            if i % 2:
                raise ValueError(i)
            yield i
        except ValueError as e:
            yield -e.args[0]
            assert sys.exception() is e


def handling(gen):
    result = 0
    for x in gen:
        try:
            raise IndexError(x)
        except IndexError:
            result += next(gen)
        result += x
    return result


assert total(handles(ROUNDS)) == sum([-i if i % 2 else i for i in range(ROUNDS)])
assert handling(handles(ROUNDS)) == sum([-i if i % 2 else i for i in range(ROUNDS)])


def sees_caller(limit):
    for i in range(limit):
        yield type(sys.exception()).__name__


def while_handling(gen):
    seen = []
    for i in range(ROUNDS):
        seen.append(next(gen))
        try:
            raise IndexError
        except IndexError:
            seen.append(next(gen))
    return seen


assert while_handling(sees_caller(2 * ROUNDS)) == ['NoneType', 'IndexError'] * ROUNDS


def fails_while_handling(gen):
    seen = 0
    try:
        for i in range(ROUNDS):
            next(gen)
            try:
                raise IndexError
            except IndexError:
                seen += 1
                next(gen)
    except ValueError as e:
        return seen, type(e.__context__).__name__


def converts(limit):
    for i in range(limit):
        yield type(sys.exception()).__name__
        int('x' if i == limit - 1 else '1')


for _ in range(3):
    assert fails_while_handling(converts(2 * ROUNDS - 1)) == (ROUNDS, 'IndexError')
    assert fails_while_handling(converts(2 * ROUNDS - 2)) == (ROUNDS - 1, 'NoneType')


closed = []


def cleans(limit, name):
    try:
        for i in range(limit):
            yield i
    finally:
        closed.append(name)


def thrown(gen):
    try:
        for x in gen:
            if x == ROUNDS // 2:
                gen.throw(KeyError('thrown'))
    except KeyError as e:
        return x, e.args


assert thrown(cleans(ROUNDS, 'a')) == (ROUNDS // 2, ('thrown',))
assert total(cleans(ROUNDS, 'b')) == sum(range(ROUNDS))
gen = cleans(ROUNDS, 'c')
some(gen, 100)
gen.close()
assert closed == ['a', 'b', 'c']


# yield from, several deep, and what it gives.

def inner(limit):
    got = 0
    for i in range(limit):
        got += (yield i) or 0
    return got


def middle(limit):
    first = yield from inner(limit)
    second = yield from inner(limit)
    return first + second


def outer(limit):
    result = yield from middle(limit)
    yield 'result', result


def drive(gen, last):
    out = []
    value = next(gen)
    while True:
        out.append(value)
        if type(value) is tuple:
            return out
        value = gen.send(value if last is None else last)


for last in (None, 1, 2):
    out = drive(outer(500), last)
    assert out[:-1] == [*range(500)] * 2
    assert out[-1] == ('result', 2 * sum(range(500)) if last is None else 2 * 500 * last)
waiting = outer(ROUNDS)
some(waiting, 1000)
assert waiting.gi_yieldfrom.gi_yieldfrom.gi_frame.f_locals == {'limit': ROUNDS, 'got': 0, 'i': 1000}


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


assert total(Tree(0, 2000)) == sum(range(2000))


# Made in each round, and given to others before their end.

def small(n):
    for i in range(3):
        yield n + i


def nested(rounds):
    result = 0
    for n in range(rounds):
        for x in small(n):
            result += x
    return result


assert nested(ROUNDS) == 3 * sum(range(ROUNDS)) + 3 * ROUNDS


def kept(rounds):
    gens = []
    for n in range(rounds):
        gen = small(n)
        first = next(gen)
        if n % 3 == 0:
            gens.append(gen)
        elif n % 3 == 1:
            assert next(gen) == first + 1
    return gens


gens = kept(ROUNDS)
assert [list(gen) for gen in gens] == [[n + 1, n + 2] for n in range(0, ROUNDS, 3)]
assert {gen.__name__ for gen in gens} == {'small'}


def closures(rounds):
    result = 0
    for n in range(rounds):
        scale = n % 4
        gen = (scale * x for x in (1, 2, 3))
        result += next(gen)
        scale += 1
        result += next(gen)
    return result


assert closures(ROUNDS) == sum([n % 4 + 2 * (n % 4 + 1) for n in range(ROUNDS)])


def unbound(limit):
    for i in range(limit):
        if i == limit - 1:
            del late
            late
        late = i
        yield late


try:
    total(unbound(ROUNDS))
except UnboundLocalError as e:
    assert e.__traceback__.tb_next.tb_next.tb_frame.f_code.co_name == 'unbound'
else:
    assert False


# The same code with other globals.

NAMESPACES = [{'STEP': step} for step in (1, 10)]
for namespace in NAMESPACES:
    exec('def stepping(limit):\n    for i in range(limit):\n        yield STEP\n', namespace)
code = NAMESPACES[0]['stepping'].__code__
both = [type(total)(code, namespace) for namespace in NAMESPACES]


def alternating(a, b):
    result = 0
    for x in a:
        result += x
        result += 100 * next(b)
    return result


assert total(both[0](ROUNDS)) == ROUNDS and total(both[1](ROUNDS)) == 10 * ROUNDS
assert alternating(both[0](ROUNDS), both[1](ROUNDS)) == 1001 * ROUNDS
assert alternating(both[1](ROUNDS), both[0](ROUNDS)) == 110 * ROUNDS
NAMESPACES[0]['STEP'] = 3
assert alternating(both[0](ROUNDS), both[0](ROUNDS)) == 303 * ROUNDS


# Coroutines.

class Suspend:
    def __await__(self):
        got = yield self
        return got


async def waits(value):
    return value + await Suspend()


async def task(rounds):
    result = 0
    for i in range(rounds):
        result += await waits(i)
    return result


def run(coroutine):
    value = None
    count = 0
    try:
        while True:
            coroutine.send(value)
            value = 1
            count += 1
    except StopIteration as e:
        return count, e.value


assert run(task(ROUNDS)) == (ROUNDS, sum(range(ROUNDS)) + ROUNDS)
parked = task(ROUNDS)
for value in [None] + [0] * 1000:
    parked.send(value)
assert parked.cr_frame.f_locals['i'] == 1000
assert parked.cr_await.cr_frame.f_locals == {'value': 1000}
parked.close()


def round_robin(tasks):
    results = []
    while tasks:
        again = []
        for one in tasks:
            try:
                one.send(None)
                again.append(one)
            except StopIteration as e:
                results.append(e.value)
        tasks = again
    return results


async def count_to(limit):
    for i in range(limit):
        await Suspend()
    return limit


assert round_robin([count_to(limit) for limit in (300, 5, 1000, 17)]) == [5, 17, 300, 1000]
