"""Loops over `map` whose function is traced with the loop: what it gives, raises and sees, and what ends the loop."""

import itertools
import sys

N = 3000
LIST = list(range(N))


def double(x):
    return x * 2 if x % 5 else -x


def total(items):
    t = 0
    for x in items:
        t += x
    return t


plain = sum(double(x) for x in LIST)
for _ in range(3):
    assert total(map(double, LIST)) == plain
    assert total(map(double, tuple(LIST))) == plain
    assert total(map(double, range(N))) == plain
    assert total(map(lambda x: double(x) + 1, LIST)) == plain + N
    assert total(map(double, (x for x in LIST))) == plain
    assert total(map(abs, LIST)) == sum(LIST)
    assert total(map(double, map(double, LIST))) == sum(double(double(x)) for x in LIST)
    assert total(map(lambda x, y=3: x * y, LIST)) == 3 * sum(LIST)
    assert total(map(lambda x, y: x * y, LIST, LIST)) == sum(x * x for x in LIST)


# Kinds that change, and what is kept between loops.

def text(items):
    out = []
    for x in map(lambda x: f'{x}!' if x % 3 else x, items):
        out.append(x)
    return out


for items in LIST, [x + 0.5 for x in LIST], [True, False] * 500:
    assert text(items) == [f'{x}!' if x % 3 else x for x in items]


def by_parts(n):
    m = map(double, LIST)
    parts = []
    while True:
        t = count = 0
        for x in m:
            t += x
            count += 1
            if count == n:
                break
        else:
            parts.append(t)
            return parts
        parts.append(t)


for n in 7, 100, 1000:
    doubles = [double(x) for x in LIST]
    assert by_parts(n) == [sum(doubles[i:i + n]) for i in range(0, N, n)] + ([0] if N % n == 0 else [])


# The function takes items as well.

def pairs():
    it = iter(LIST)
    out = []
    for x in map(lambda x: (x, next(it, None)), it):
        out.append(x)
    return out


assert pairs() == list(zip(LIST[::2], LIST[1::2]))


# What the function raises, and a StopIteration, which ends the loop.

def until(stop, error):
    def f(x):
        if x == stop:
            raise error
        return x
    seen = 0
    for x in map(f, LIST):
        seen += 1
    return seen


for stop in [5, 1000, 1500, 2000, 2999]:
    assert until(stop, StopIteration) == stop
    assert until(stop, StopIteration(3)) == stop
    assert until(-1, StopIteration) == N
    try:
        until(stop, ValueError(stop))
    except ValueError as e:
        names = []
        t = e.__traceback__
        while t is not None:
            names.append((t.tb_frame.f_code.co_name, t.tb_lineno - t.tb_frame.f_code.co_firstlineno))
            t = t.tb_next
        assert names[1:] == [('until', 6), ('f', 2)], names
        assert e.__context__ is None
    else:
        assert False


class Stop(StopIteration):
    pass


def some_stop(stops):
    """The map goes on behind a StopIteration."""
    def f(x):
        if x in stops:
            raise Stop(x)
        return x
    m = map(f, LIST)
    counts = []
    while True:
        count = 0
        for x in m:
            count += 1
        counts.append(count)
        if not count:
            return counts


for _ in range(3):
    stops = {k * 300 + 299 for k in range(10)}
    assert some_stop(stops) == [299] * 10 + [0]


def within(n):
    """Neither the loop nor what is around it catches what ends it."""
    caught = ends = 0
    for i in range(n):
        try:
            for x in map(lambda x: next(iter(())) if x == 3 else x, range(5)):
                last = x
            ends += 1
            assert last == 2
        except StopIteration:
            caught += 1
    return caught, ends


assert within(2000) == (0, 2000)


def inner(x):
    try:
        if x % 40 == 39:
            raise KeyError(x)
        return x
    except KeyError as e:
        if x % 400 == 399:
            raise StopIteration from e
        return 0


def caught_inside():
    m = map(inner, LIST)
    t = rounds = 0
    while rounds < 8:
        for x in m:
            t += x
        rounds += 1
    return t


assert caught_inside() == sum(x for x in LIST if x % 40 != 39)


def generated(n):
    for x in map(double, range(n)):
        yield x


def stopped(n):
    for x in map(lambda x: next(iter(())) if x == n else x, LIST):
        if x % 100 == 99:
            yield x


for n in 1000, 1234, 2500:
    assert list(generated(n)) == [double(x) for x in range(n)]
    assert list(stopped(n)) == list(range(99, n, 100))


# Who called.

def caller(x):
    return sys._getframe(1).f_code.co_name if x % 500 == 499 else 'unseen'


def sees():
    names = {}
    for name in map(caller, LIST):
        names[name] = names.get(name, 0) + 1
    return names


for _ in range(3):
    assert sees() == {'unseen': N - 6, 'sees': 6}


def deep(x):
    return deep(x - 1) + 1 if x > 0 else 0


def depths():
    out = []
    for x in map(deep, [3] * 2000):
        out.append(x)
    return out


assert depths() == [3] * 2000


# Functions that change.

def changes():
    def f(x):
        return x + 1

    out = 0
    for i, x in enumerate(map(f, LIST)):
        if i == 2000:
            f.__code__ = (lambda x: x + 2).__code__
        out += x
    return out


assert changes() == sum(LIST) + N + 999


def other(fs):
    t = 0
    for f in fs:
        for x in map(f, range(40)):
            t += x
    return t


assert other([double, abs, lambda x: 1] * 200) == 200 * (total(map(double, range(40))) + 780 + 40)


# Whoever goes through a map or a filter ends where the function raises a StopIteration, and `next` raises that one.

def at_three(x):
    if x == 3:
        raise stop_at_three
    return x


stop_at_three = Stop('three')
for make in (
        lambda: map(at_three, LIST),
        lambda: filter(lambda x: at_three(x) is not None, LIST),
        lambda: itertools.starmap(at_three, ((x,) for x in LIST)),
        lambda: itertools.takewhile(lambda x: at_three(x) is not None, LIST),
        lambda: itertools.filterfalse(lambda x: at_three(x) is None, LIST)):
    assert list(make()) == [*make()] == [x for x in make()] == [0, 1, 2]
    assert sum(make()) == 3 and max(make()) == 2 and tuple(make()) == (0, 1, 2)
    assert list(zip(make(), LIST)) == [(0, 0), (1, 1), (2, 2)]
    a, b, c = make()
    assert (a, b, c) == (0, 1, 2)
    m = make()
    assert [next(m), m.__next__(), next(m, None)] == [0, 1, 2]
    assert next(make(), 'default') == 0
    try:
        next(m)
    except Stop as e:
        assert e is stop_at_three and e.value == 'three'
    else:
        assert False
    assert next(m) == 4
    for _ in m:
        pass
    try:
        next(m)
    except StopIteration as e:
        assert type(e) is StopIteration and e.value is None
    else:
        assert False


def often(n):
    """A compiled `next`."""
    stops = 0
    for i in range(n):
        m = map(at_three, range(5))
        try:
            while True:
                next(m)
        except Stop as e:
            stops += e is stop_at_three
    return stops


assert often(2000) == 2000
