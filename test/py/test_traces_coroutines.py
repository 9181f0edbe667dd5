"""Coroutines that are made and awaited in traces: what they give and raise, what is suspended, and what is never awaited."""

import gc
import traceback
import warnings

ROUNDS = 3000


class Suspend:
    def __await__(self):
        return (yield 'suspended')


class Twice:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        first = yield self.value
        second = yield first
        return first, second


def run(coroutine, *values):
    """Runs a coroutine to its end: what it yielded, and what it returned."""
    given = []
    sent = None
    todo = list(values)
    while True:
        try:
            given.append(coroutine.send(sent))
        except StopIteration as e:
            return given, e.value
        sent = todo.pop(0) if todo else None


async def leaf(x):
    return x + 1


async def middle(x, *, more=0):
    return await leaf(x) + await leaf(x + more)


async def waits(n, x):
    if n % 7 == 0:
        x += await Suspend() or 0
    if n % 11 == 0:
        a, b = await Twice(n)
        x += (a or 0) + (b or 0)
    return x


async def fails(n):
    if n % 50 == 49:
        raise ValueError(n)
    return n


async def catches(n):
    try:
        return await fails(n)
    except ValueError as e:
        return -e.args[0]


# Driven by a loop that sends.

def driven(rounds):
    total = 0
    yields = 0
    for i in range(rounds):
        given, value = run(middle(i, more=1))
        total += value
        yields += len(given)
        given, value = run(waits(i, i), 1, 2, 3)
        total += value
        yields += len(given)
    return total, yields


def expected(rounds):
    total = yields = 0
    for i in range(rounds):
        total += 2 * i + 3 + i
        values = [1, 2, 3]
        if i % 7 == 0:
            total += values.pop(0)
            yields += 1
        if i % 11 == 0:
            total += values.pop(0) + values.pop(0)
            yields += 2
    return total, yields


for _ in range(3):
    assert driven(ROUNDS) == expected(ROUNDS)


# A scheduler, with loops in the coroutines themselves.

class Items:
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


class Within:
    entered = left = 0

    async def __aenter__(self):
        Within.entered += 1
        if Within.entered % 3 == 0:
            await Suspend()
        return self

    async def __aexit__(self, kind, e, tb):
        Within.left += 1
        return kind is KeyError


async def worker(k, n, out):
    total = 0
    async for item in Items(n):
        total += await waits(item, item)
        async with Within() as w:
            assert type(w) is Within
            total += await catches(item)
            if item % 13 == 0:
                raise KeyError(item)
    out.append((k, total))


def scheduled(tasks):
    steps = 0
    while tasks:
        rest = []
        for task in tasks:
            steps += 1
            try:
                task.send(None)
            except StopIteration:
                pass
            else:
                rest.append(task)
        tasks = rest
    return steps


def work(n):
    total = 0
    for item in range(1, n + 1):
        total += item + (-item if item % 50 == 49 else item)
    return total


for _ in range(3):
    Within.entered = Within.left = 0
    out = []
    steps = scheduled([worker(k, 100 + k, out) for k in range(20)])
    assert sorted(out) == [(k, work(100 + k)) for k in range(20)]
    assert Within.entered == Within.left == sum(100 + k for k in range(20))
    assert steps > 20 * 20


# Loops in a coroutine that is run at once, and what is raised through it.

async def counts(n):
    total = 0
    for i in range(n):
        total += await middle(i) + await catches(i)
    return total


async def breaks(n):
    for i in range(n):
        await leaf(i)
        if i == n - 1:
            await fails(49)


def attempts(rounds):
    found = []
    for i in range(rounds):
        try:
            run(breaks(3 + i % 5))
        except ValueError as e:
            found.append([entry.name for entry in traceback.extract_tb(e.__traceback__)])
    return found


for _ in range(3):
    assert run(counts(ROUNDS)) == ([], sum(2 * i + 2 + (-i if i % 50 == 49 else i) for i in range(ROUNDS)))
    assert attempts(ROUNDS // 3) == [['attempts', 'run', 'breaks', 'fails']] * (ROUNDS // 3)


# Coroutines are objects where somebody looks at them.

async def shown(kept, i):
    c = leaf(i)
    kept.append(c)
    value = await c
    try:
        await c
    except RuntimeError as e:
        assert str(e) == 'cannot reuse already awaited coroutine'
    return value


def kept_ones(rounds):
    kept = []
    for i in range(rounds):
        assert run(shown(kept, i)) == ([], i + 1)
    return kept


kept = kept_ones(ROUNDS)
assert len(set(map(id, kept))) == ROUNDS
assert all(c.cr_frame is None and c.cr_code is leaf.__code__ for c in kept)


def dropped(rounds):
    for i in range(rounds):
        if i % 10 == 9:
            leaf(i)


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    dropped(ROUNDS)
    gc.collect()
    gc.collect()
assert {str(w.message) for w in caught} == {"coroutine 'leaf' was never awaited"}
assert len(caught) == ROUNDS // 10, len(caught)


# Classes without `__init__`, and those that get one.

class Bare:
    pass


class Later:
    pass


def made(rounds):
    seen = 0
    for i in range(rounds):
        b = Bare()
        b.x = i
        seen += b.x + len(b.__dict__)
        if i == rounds - 100:
            Later.__init__ = lambda self: setattr(self, 'y', 5)
        seen += getattr(Later(), 'y', 0)
    del Later.__init__
    return seen


for _ in range(2):
    assert made(ROUNDS) == sum(i + 1 for i in range(ROUNDS)) + 500
try:
    Bare(1)
except TypeError as e:
    assert str(e) == 'Bare() takes no arguments'
