"""Loops over instances whose `__iter__` and `__next__` are Python: what they give, raise and see, and what ends the loop."""

import sys
import traceback

N = 3000


class Count:
    def __init__(self, n):
        self.n = n
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        i = self.i
        if i >= self.n:
            raise StopIteration
        self.i = i + 1
        return i


class Made(Count):
    """Stops with an instance, and a value."""

    def __next__(self):
        self.i += 1
        if self.i > self.n:
            raise StopIteration(self.i)
        return self.i - 1


class Kept(Count):
    """Keeps what it has stopped with."""

    def __next__(self):
        self.i += 1
        if self.i > self.n:
            self.last = StopIteration()
            raise self.last
        return self.i - 1


class Own(StopIteration):
    pass


class Through(Count):
    """Stops by a function that it calls."""

    def stop(self):
        raise Own('over')

    def __next__(self):
        if self.i == self.n:
            self.stop()
        self.i += 1
        return self.i - 1


class Of:
    """Goes through something else by `next`."""

    def __init__(self, it):
        self.it = iter(it)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.it)


class Sent(Of):
    def __next__(self):
        return self.it.__next__()


class Listed:
    def __init__(self, n):
        self.items = list(range(n))

    def __iter__(self):
        return iter(self.items)


class Yields(Listed):
    def __iter__(self):
        for x in self.items:
            yield x


class Makes(Listed):
    def __iter__(self):
        return Count(len(self.items))


def gen(n):
    for i in range(n):
        yield i


def total(it):
    t = 0
    for x in it:
        t += x
    return t


def again(make, n, rounds):
    t = 0
    for k in range(rounds):
        for x in make(n):
            t += x + k
    return t


KINDS = [Count, Made, Kept, Through, Listed, Yields, Makes, lambda n: Of(range(n)), lambda n: Of(list(range(n))),
         lambda n: Of(gen(n)), lambda n: Sent(gen(n)), lambda n: Of(Count(n)), lambda n: Of(Of(gen(n))),
         lambda n: Of({i: 0 for i in range(n)}), lambda n: Of(x for x in Count(n))]

for make in KINDS:
    for n in (N, 0, 5, N):
        assert total(make(n)) == n * (n - 1) // 2, make
    assert [x for x in make(N)] == list(range(N)) and sum(make(N)) == N * (N - 1) // 2
    for n in (0, 1, 4):
        assert again(make, n, 400) == 400 * n * (n - 1) // 2 + n * 400 * 399 // 2, (make, n)


def mixed(rounds):
    out = 0
    for k in range(rounds):
        for x in KINDS[k % len(KINDS)](3):
            out += x
    return out


assert mixed(3000) == 9000


# What has been stopped with.

def kept(rounds):
    for k in range(rounds):
        it = Kept(3)
        for x in it:
            pass
        e = it.last
        assert e.value is None and e.args == () and e.__context__ is None
        frames = traceback.extract_tb(e.__traceback__)
        assert [f.name for f in frames] == ['__next__'], frames
        assert frames[0].line == 'raise self.last'


kept(N)


# It ends the loop that asked, and no other; other exceptions go on.

class Fails(Count):
    def __next__(self):
        i = self.i
        self.i = i + 1
        if i == self.n:
            raise self.error('ended')
        return i


def inner(it, log):
    for x in it:
        log[0] += 1
    log[1] += 1


def caught(error, rounds):
    log = [0, 0, 0]
    for k in range(rounds):
        it = Fails(2)
        it.error = error
        try:
            inner(it, log)
        except Exception as e:
            log[2] += 1
            assert type(e) is error
            names = [f.name for f in traceback.extract_tb(e.__traceback__)]
            assert names == ['caught', 'inner', '__next__'], names
            assert e.__traceback__.tb_next.tb_frame.f_locals['x'] == 1
    return log


assert caught(StopIteration, N) == [2 * N, N, 0]
assert caught(Own, N) == [2 * N, N, 0]
assert caught(ValueError, N) == [2 * N, 0, N]
assert caught(KeyError, N) == [2 * N, 0, N]


def within(rounds):
    """A loop in a `__next__`, and a handler there."""
    class Nested(Count):
        def __next__(self):
            t = 0
            for x in Count(2):
                t += x
            try:
                return super().__next__() + t
            except StopIteration:
                raise StopIteration('again') from None

    t = 0
    for k in range(rounds):
        for x in Nested(3):
            t += x
    return t


assert within(N) == 6 * N


def in_generator(n):
    """A StopIteration that leaves a generator is another exception."""
    def items():
        it = iter(Count(3))
        while True:
            yield next(it)

    failures = 0
    for k in range(n):
        try:
            for x in items():
                pass
        except RuntimeError as e:
            assert type(e.__cause__) is StopIteration
            failures += 1
    return failures


assert in_generator(N) == N


# What `__iter__` gives is looked at.

class Wrong:
    def __init__(self, given):
        self.given = given

    def __iter__(self):
        return self.given


def wrong(things):
    messages = set()
    for k in range(N):
        try:
            for x in Wrong(things[k % len(things)]):
                pass
        except TypeError as e:
            messages.add(str(e))
            assert [f.name for f in traceback.extract_tb(e.__traceback__)] == ['wrong']
    return sorted(messages)


assert wrong([iter(()), 5, None, 'ab', [1], Wrong(1)]) == sorted(
    f"iter() returned non-iterator of type '{name}'" for name in ('int', 'NoneType', 'str', 'list', 'Wrong'))
assert wrong([iter(())]) == []
assert wrong([3]) == ["iter() returned non-iterator of type 'int'"]


class Raises:
    def __iter__(self):
        raise StopIteration('none')


def raises():
    n = 0
    for k in range(N):
        try:
            for x in Raises():
                pass
        except StopIteration as e:
            n += 1
            assert e.value == 'none'
    return n


assert raises() == N


# Who is seen, and what changes.

class Looks(Count):
    def __iter__(self):
        self.iter_caller = sys._getframe(1).f_code.co_name
        return self

    def __next__(self):
        self.line = sys._getframe(1).f_lineno
        return Count.__next__(self)


def looked():
    it = Looks(5)
    for x in it:
        pass
    return it.iter_caller, it.line - looked.__code__.co_firstlineno


for k in range(N):
    assert looked() == ('looked', 2)


def changing():
    class It(Count):
        def __next__(self):
            self.i += 1
            if self.i > 10:
                raise StopIteration
            return 1

    out = []
    for k in range(300):
        it = It(0)
        t = 0
        for x in it:
            t += x
            if k == 200 and it.i == 5:
                It.__next__ = lambda self: iter(()).__next__()
        out.append(t)
    return out


assert changing() == [10] * 200 + [5] + [0] * 99


def reentrant(rounds):
    """The body of the loop takes items, too."""
    t = 0
    for k in range(rounds):
        it = Count(7)
        for x in it:
            t += x * 10 + next(it, 9)
    return t


assert reentrant(N) == N * (1 + 23 + 45 + 69)


def handled(rounds):
    """What is handled where a loop is ended is what was handled before."""
    for k in range(rounds):
        try:
            raise KeyError(k)
        except KeyError as e:
            for x in Kept(2):
                pass
            it = Kept(1)
            for x in it:
                pass
            assert it.last.__context__ is e and sys.exception() is e
        assert sys.exception() is None


handled(N)


def depth(n):
    def go(k):
        if k == 0:
            return 0
        t = 0
        for x in Count(2):
            t += x
        return t + go(k - 1)
    return go(n)


for k in range(300):
    assert depth(20) == 20
