"""What leaves a generator or a coroutine that a traced loop resumes: the value that it returns, and exceptions."""

import sys
import traceback

ROUNDS = 3000


def names(e):
    return [entry.name for entry in traceback.extract_tb(e.__traceback__)]


def gives(n):
    yield n
    return n + 1


def stops(rounds):
    total = 0
    for i in range(rounds):
        g = gives(i)
        total += next(g)
        try:
            next(g)
        except StopIteration as e:
            total += e.value
            assert e.args == (i + 1,) and names(e) == ['stops']
        try:
            g.send(None)
        except StopIteration as e:
            assert e.value is None and e.args == ()
    return total


for _ in range(3):
    assert stops(ROUNDS) == sum(2 * i + 1 for i in range(ROUNDS))


# Exceptions of others.

class Mine(Exception):
    pass


def raises(n):
    for i in range(n):
        yield i
    if n % 2:
        raise Mine(n)
    raise KeyError(n)


def through(n):
    yield from raises(n)


def filtered(source):
    for x in source:
        yield x * 2


def caught(rounds, make):
    found = []
    for i in range(rounds):
        g = make(i % 4)
        total = 0
        try:
            for x in g:
                total += x
        except Mine as e:
            found.append((total, e.args[0], names(e)))
            assert e.__context__ is None
        except KeyError as e:
            found.append((total, -e.args[0], names(e)))
        assert next(g, 'ended') == 'ended'
        assert g.gi_frame is None
    return found


def expected(rounds, factor, inner):
    return [(sum(range(i % 4)) * factor, i % 4 if i % 2 else -(i % 4), ['caught', *inner]) for i in range(rounds)]


for _ in range(3):
    assert caught(ROUNDS, raises) == expected(ROUNDS, 1, ['raises'])
    assert caught(ROUNDS, through) == expected(ROUNDS, 1, ['through', 'raises'])
    assert caught(ROUNDS, lambda n: filtered(raises(n))) == expected(ROUNDS, 2, ['filtered', 'raises'])


# What the generator does not raise itself: a call, an operator, an item that is missing.

def indirect(items, key):
    for item in items:
        yield item[key] + len(str(int(item['n'])))


def indirectly(rounds):
    out = []
    for i in range(rounds):
        items = [{'n': '1', 'a': i}, {'n': 'x' if i % 3 == 0 else '22', 'a': 1}, {'n': '3'} if i % 3 == 1 else {'n': '3', 'a': None}]
        got = []
        try:
            for x in indirect(items, 'a'):
                got.append(x)
        except (ValueError, KeyError, TypeError) as e:
            out.append((got, type(e), names(e)))
    return out


def expected_indirectly(rounds):
    kinds = {0: ValueError, 1: KeyError, 2: TypeError}
    return [([i + 1] + [3] * (i % 3 != 0), kinds[i % 3], ['indirectly', 'indirect']) for i in range(rounds)]


for _ in range(3):
    assert indirectly(ROUNDS) == expected_indirectly(ROUNDS)


# A StopIteration that leaves a generator is an error.

def nexts(source):
    yield next(source)
    yield next(source)


def raises_stop(n):
    yield n
    raise StopIteration(n)


def becomes(rounds):
    found = []
    for i in range(rounds):
        try:
            for x in nexts(iter([1, 2][:i % 3])):
                found.append(x)
        except RuntimeError as e:
            assert type(e.__cause__) is type(e.__context__) is StopIteration
            found.append(str(e))
        try:
            list(raises_stop(i))
        except RuntimeError as e:
            found.append(e.__cause__.value)
        g = raises_stop(i)
        try:
            for x in g:
                pass
        except StopIteration:
            assert False
        except RuntimeError as e:
            assert str(e) == 'generator raised StopIteration'
    return found


def expected_becoming(rounds):
    out = []
    for i in range(rounds):
        out.extend([['generator raised StopIteration'], [1, 'generator raised StopIteration'], [1, 2]][i % 3])
        out.append(i)
    return out


for _ in range(3):
    assert becomes(ROUNDS) == expected_becoming(ROUNDS)


# Handlers inside and around, and what is handled meanwhile.

def tries(n):
    try:
        yield 1
        if n % 3 == 0:
            raise Mine(n)
        yield 2
    except Mine as e:
        if n % 2:
            raise KeyError(n) from e
        yield 3
    finally:
        done.append(n)


def around(rounds):
    out = []
    for i in range(rounds):
        got = []
        try:
            for x in tries(i):
                got.append(x)
        except KeyError as e:
            got.append(type(e.__cause__))
            got.append(e.__context__ is e.__cause__)
        out.append(got)
    return out


def handling(n):
    yield sys.exc_info()[0]
    yield n // (n % 4)


def handled(rounds):
    out = []
    for i in range(rounds):
        try:
            raise Mine(i)
        except Mine as e:
            try:
                for x in handling(i):
                    out.append(x)
            except ZeroDivisionError as z:
                assert z.__context__ is e
                out.append(names(z))
    return out


for _ in range(3):
    done = []
    assert around(ROUNDS) == [
        [1, 2] if i % 3 else [1, Mine, True] if i % 2 else [1, 3] for i in range(ROUNDS)]
    assert done == [*range(ROUNDS)]
    assert handled(ROUNDS) == [
        x for i in range(ROUNDS) for x in (Mine, i // (i % 4) if i % 4 else ['handled', 'handling'])]


# Coroutines.

async def fails(n):
    if n % 5 == 4:
        raise Mine(n)
    return n


async def middle(n):
    return await fails(n)


async def sums(n):
    total = 0
    for i in range(n):
        try:
            total += await middle(i)
        except Mine as e:
            total -= e.args[0]
            assert names(e) == ['sums', 'middle', 'fails']
    return total


def driven(rounds):
    out = []
    for i in range(rounds):
        c = middle(i)
        try:
            c.send(None)
        except StopIteration as e:
            out.append(e.value)
        except Mine as e:
            out.append(-e.args[0])
            assert names(e) == ['driven', 'middle', 'fails']
    return out


for _ in range(3):
    assert driven(ROUNDS) == [-i if i % 5 == 4 else i for i in range(ROUNDS)]
    try:
        sums(ROUNDS).send(None)
    except StopIteration as e:
        assert e.value == sum(-i if i % 5 == 4 else i for i in range(ROUNDS))
