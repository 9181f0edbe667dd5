"""Loops within generators and coroutines that have traces of their own: what they yield, what they hold while they are suspended, and how they end."""

import asyncio
import sys

ROUNDS = 400


# A loop without a yield, and one that yields now and then.

def sums(n, m):
    for i in range(n):
        s = 0
        for j in range(m):
            s = (s + i * j) & 0xFFFF
        yield s


assert sum(sums(ROUNDS, 300)) == sum(sum(i * j for j in range(300)) & 0xFFFF for i in range(ROUNDS))


def rarely(n):
    s = 0
    for j in range(n):
        s = (s + j * 7) & 0xFFFF
        if s & 0x3F == 5:
            yield s, j
    return s


def plainly(n):
    s = 0
    out = []
    for j in range(n):
        s = (s + j * 7) & 0xFFFF
        if s & 0x3F == 5:
            out.append((s, j))
    return out, s


def to_end(generator):
    out = []
    while True:
        try:
            out.append(next(generator))
        except StopIteration as e:
            return out, e.value


for _ in range(5):
    assert to_end(rarely(20000)) == plainly(20000)
    assert list(rarely(20000)) == plainly(20000)[0]


def logistic(n, m):
    x = 0.1
    for i in range(n):
        for j in range(m):
            x = 3.7 * x * (1.0 - x)
        yield x


def logistic_at(n, m):
    x = 0.1
    for j in range(n * m):
        x = 3.7 * x * (1.0 - x)
    return x


*_, last = logistic(ROUNDS, 100)
assert last == logistic_at(ROUNDS, 100)


def primes(n):
    sieve = bytearray([1]) * (n + 1)
    for p in range(2, n + 1):
        if sieve[p]:
            yield p
            for q in range(p * p, n + 1, p):
                sieve[q] = 0


assert sum(1 for p in primes(60000)) == 6057


# What is sent, thrown and looked at where a loop was left for a yield.

def counts(n):
    total = 0
    unused = 'kept'
    for i in range(n):
        total += i
        if i % 50 == 49:
            got = yield total
            if got is not None:
                total = got


def sent(n):
    generator = counts(n)
    total = next(generator)
    seen = [total]
    i = 49
    try:
        while True:
            total = -i
            seen.append(generator.send(total))
            i += 50
            assert seen[-1] == total + sum(range(i - 49, i + 1)), (seen[-1], i)
            frame = generator.gi_frame
            assert frame.f_locals == {'n': n, 'total': seen[-1], 'unused': 'kept', 'i': i, **(
                {'got': total} if 'got' in frame.f_locals else {})}
            assert frame.f_lineno - frame.f_code.co_firstlineno == 6
    except StopIteration:
        pass
    return len(seen)


assert sent(20000) == 400


def guarded(n, log):
    s = 0
    try:
        for i in range(n):
            s += i
            try:
                if i % 100 == 99:
                    yield i
            except KeyError as e:
                log.append((e.args[0], i, s))
                s = 0
    finally:
        log.append(('end', i, s))


def thrown(n):
    log = []
    generator = guarded(n, log)
    expected = []
    next(generator)
    for k in range(99, n, 100):
        if k % 300 == 299:
            expected.append((k, k, sum(range(max(0, k - 299), k + 1))))
            try:
                generator.throw(KeyError(k))
            except StopIteration:
                break
        else:
            try:
                next(generator)
            except StopIteration:
                break
    generator.close()
    assert log[:-1] == expected
    assert log[-1][0] == 'end'


thrown(30000)

for stop in range(1, 120):
    log = []
    generator = guarded(100000, log)
    for _ in range(stop):
        next(generator)
    generator.close()
    assert log == [('end', stop * 100 - 1, sum(range(stop * 100)))]


def handling(n):
    for i in range(n):
        try:
            if i % 40 == 0:
                raise ValueError(i)
        except ValueError as e:
            assert sys.exception() is e
            yield e.args[0]
            assert sys.exception() is e
            for j in range(30):
                i += j
            assert sys.exception() is e
        assert sys.exception() is None


for _ in range(4):
    assert list(handling(8000)) == list(range(0, 8000, 40))


# Exceptions that leave.

def divides(n, at):
    s = 0
    for i in range(n):
        s += 100 // (at - i)
        if i % 64 == 63:
            yield s


def last_line(generator):
    given = 0
    try:
        for _ in generator:
            given += 1
    except ZeroDivisionError as e:
        frames = []
        t = e.__traceback__
        while t is not None:
            frames.append((t.tb_frame.f_code.co_name, t.tb_lineno - t.tb_frame.f_code.co_firstlineno))
            t = t.tb_next
        return given, frames


for at in [5000, 5001, 6399, 6400, 9000]:
    assert last_line(divides(10000, at)) == (at // 64, [('last_line', 3), ('divides', 3)]), at


def stops(n):
    for i in range(n):
        if i == n - 1:
            next(iter(()))
        if i % 128 == 127:
            yield i


for n in range(3000, 3010):
    try:
        list(stops(n))
    except RuntimeError as e:
        assert str(e) == 'generator raised StopIteration' and type(e.__cause__) is StopIteration
    else:
        assert False


# Ints that grow, kinds that change.

def growing(n):
    x = 1
    for i in range(n):
        x = x * 3 % (1 << 70) if i > n // 2 else x + i
        if i % 100 == 0:
            yield x


def growing_list(n):
    x, out = 1, []
    for i in range(n):
        x = x * 3 % (1 << 70) if i > n // 2 else x + i
        if i % 100 == 0:
            out.append(x)
    return out


assert list(growing(20000)) == growing_list(20000)


def changing(values):
    total = 0
    for x in values:
        total = total + x
        if x == 3:
            yield total


mixed = [1, 2, 3] * 3000 + [0.5, 3] * 500 + [True, 3] * 500
assert list(changing(mixed)) == [sum(mixed[:i + 1]) for i, x in enumerate(mixed) if x == 3][:4000]


# Cells, calls, and who called.

def closing(n):
    total = 0

    def add(x):
        nonlocal total
        total += x

    for i in range(n):
        add(i)
        if i % 77 == 0:
            yield total


assert list(closing(20000)) == [i * (i + 1) // 2 for i in range(0, 20000, 77)]


def caller(i):
    return sys._getframe(1).f_code.co_name if i % 1000 == 999 else 'called'


def calling(n):
    names = {}
    for i in range(n):
        name = caller(i)
        names[name] = names.get(name, 0) + 1
        if i % 2500 == 2499:
            yield dict(names)


*_, names = calling(20000)
assert names == {'called': 19980, 'calling': 20}, names


def outer(n):
    total = 0
    for i in range(n):
        for x in rarely(40):
            total += x[1]
        if i % 100 == 0:
            yield total
        total += sum(sums(2, 20))


assert list(outer(800))[-1] == 700 * sum(sums(2, 20)) + 701 * sum(j for _, j in plainly(40)[0])


def delegating(n):
    total = 0
    for i in range(n):
        total += i
        if i % 200 == 0:
            total += len((yield from rarely_pairs(i)))
    return total


def rarely_pairs(i):
    got = yield i, i
    return f'{i}' if got is None else got


assert to_end(delegating(20000)) == (
    [(i, i) for i in range(0, 20000, 200)], sum(range(20000)) + sum(len(str(i)) for i in range(0, 20000, 200)))


# What was yielded is kept by nobody.

class Item:
    pass


def items(n):
    for i in range(n):
        if i % 60 == 59:
            yield Item()


generator = items(20000)
for _ in range(200):
    item = next(generator)
assert type(item) is Item and generator.gi_frame.f_locals == {'n': 20000, 'i': 11999}
generator.close()


def same(n):
    x = Item()
    for i in range(n):
        if i % 60 == 59:
            yield x
            x = Item()


seen = [id(x) for x in zip(same(20000), range(333))]
assert len(seen) == 333


# Generators that run at the same time.

pairs = list(zip(rarely(30000), rarely(30000), strict=True))
assert all(a == b for a, b in pairs) and [a for a, _ in pairs] == plainly(30000)[0]


def recursive(depth, n):
    s = 0
    for i in range(n):
        s += i
        if i % 10 == 9:
            yield depth, s
            if depth > 0:
                yield from recursive(depth - 1, n)


assert sum(s for _, s in recursive(3, 60)) == sum(6 ** (3 - d) * (sum(sum(range(k)) for k in range(10, 61, 10))) for d in range(4))


# Coroutines.

class Suspend:
    def __await__(self):
        return (yield 'suspended')


async def nothing(x):
    return x


async def awaiting(n):
    total = 0
    for i in range(n):
        total += await nothing(i)
        if i % 300 == 299:
            total += await Suspend()
    return total


def drive(coroutine, value):
    given = 0
    try:
        coroutine.send(None)
        while True:
            given += 1
            coroutine.send(value)
    except StopIteration as e:
        return given, e.value


for _ in range(3):
    assert drive(awaiting(20000), 2) == (66, sum(range(20000)) + 132)


async def numbers(n):
    s = 0
    for i in range(n):
        s += i
        if i % 30 == 29:
            yield s


async def looping(n):
    s = 0
    for i in range(n):
        s = (s * 5 + i) % 1009
    return s


async def sleeping(n):
    s = 0
    for i in range(n):
        s = (s * 5 + i) % 1009
        if i == 700:
            await asyncio.sleep(0)
    return s


async def main():
    total = 0
    async for x in numbers(20000):
        total += x
    assert total == sum(i * (i + 1) // 2 for i in range(29, 20000, 30))
    expected = await looping(900)
    for _ in range(300):
        assert await looping(900) == expected
        assert await sleeping(900) == expected
    results = await asyncio.gather(*[sleeping(900) for _ in range(100)])
    assert results == [expected] * 100


asyncio.run(main())


async def failing(n, at):
    s = 0
    for i in range(n):
        s += 10 // (at - i)
    return s


async def fails():
    for at in range(400, 700):
        try:
            await failing(1000, at)
        except ZeroDivisionError as e:
            names = []
            t = e.__traceback__
            while t is not None:
                names.append((t.tb_frame.f_code.co_name, t.tb_frame.f_locals.get('i')))
                t = t.tb_next
            assert names == [('fails', None), ('failing', at)], names
        else:
            assert False
    return 'failed'


assert asyncio.run(fails()) == 'failed'
