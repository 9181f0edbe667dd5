"""Traces run where no frame's own objects are in reach, and what a round gives to a frame is finalized as soon as it is dropped."""

import os
import tempfile

ROUNDS = 3000
ended = []


class D:
    def __init__(self, n=0):
        self.n = n

    def __del__(self):
        ended.append(self.n)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        pass

    def me(self):
        return self

    def __add__(self, other):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration

    @property
    def fresh(self):
        return D(self.n)


class Holder:
    def __init__(self):
        self.held = None

    def get(self):
        return self.held

    @property
    def value(self):
        return self.held

    def __add__(self, other):
        return self.held

    def __call__(self):
        return self.held


def count(n):
    total = 0
    for i in range(n):
        total += i & 3
    return total


def each_round():
    ended.clear()
    for i in range(ROUNDS):
        d = D(i)
        assert len(ended) == i
        assert d.n == i
    assert len(ended) == ROUNDS - 1
    del d
    assert len(ended) == ROUNDS


def in_some_rounds():
    ended.clear()
    made = 0
    for i in range(ROUNDS):
        if i % 100 == 99:
            D(i)
            made += 1
        assert len(ended) == made


def made(i):
    for _ in range(2):
        pass
    return D(i) if i % 10 == 7 else i


def given_in_some_rounds():
    """A function that is called gives one now and then, with loops in it that no trace goes into."""
    ended.clear()
    some = 0
    for i in range(ROUNDS):
        x = made(i)
        some += i % 10 == 7
        assert x == i or x.n == i
        x = None
    # What a compiled trace is given may wait.
    assert len(ended) <= some


def kept_in_some_rounds():
    """The same, but it is kept: nobody may finalize it."""
    ended.clear()
    kept = []
    for i in range(ROUNDS):
        x = made(i)
        if i % 10 == 7:
            kept.append(x)
        x = None
    for d in kept:
        assert d.n % 10 == 7
    assert ended == []
    count(ROUNDS)
    assert ended == []
    assert [d.n for d in kept] == list(range(7, ROUNDS, 10))


def through_the_heap():
    """What was kept comes back by functions, properties and operators, which is no gain."""
    ended.clear()
    holder = Holder()
    for i in range(ROUNDS):
        holder.held = D(i)
        for _ in range(5):
            assert holder.get().n == i
            assert holder.value.n == i
            assert (holder + 1).n == i
            assert holder().n == i
            assert holder.held.me().me().n == i
            assert (holder.held + 1).n == i
            x = holder.get()
            x = None
        assert i not in ended
    assert holder.held.n == ROUNDS - 1
    holder.held = None


def put_away(holder, i):
    x = D(i)
    if i % 3 == 0:
        holder.held = x
    return x


def put_away_or_not():
    ended.clear()
    holder = Holder()
    for i in range(ROUNDS):
        y = put_away(holder, i)
        assert holder.held is not None and holder.held.n == i - i % 3
        assert holder.held.n not in ended[-5:]
        y = None
        assert holder.held.n not in ended[-5:]


def below():
    """A caller has an object, which the loops of functions that it calls know nothing of."""
    ended.clear()
    d = D(1)
    assert count(ROUNDS) == sum(i & 3 for i in range(ROUNDS))
    assert ended == []
    d = None
    assert ended == [1]


def reads(d, n):
    total = 0
    for _ in range(n):
        total += d.n
    return total


def keeps(d, n, to):
    for i in range(n):
        if i == n - 1:
            to.append(d)


def passed_on():
    """A loop that has its caller's object."""
    ended.clear()
    d = D(2)
    assert reads(d, ROUNDS) == 2 * ROUNDS
    assert ended == []
    to = []
    keeps(d, ROUNDS, to)
    d = None
    count(ROUNDS)
    assert ended == [] and to[0].n == 2
    method = D(3).me
    assert ended == []
    for i in range(ROUNDS):
        assert method().n == 3
    assert ended == []


def in_loop():
    """The frame of the loop has one itself."""
    ended.clear()
    d = D(4)
    total = 0
    for i in range(ROUNDS):
        total += i & 1
        assert not ended
    d = None
    assert ended == [4] and total == ROUNDS // 2


def operators():
    ended.clear()
    total = 0
    for i in range(ROUNDS):
        x = D(i) + 1
        total += x.n
        x = None
    assert total == sum(range(ROUNDS))
    for i in range(ROUNDS):
        holder = D(i).fresh
        assert holder.n == i
        kept = holder
        holder = None
        assert kept.n == i
        assert ended.count(i) <= 2 if i < 100 else True


def managed():
    """What `with` closes leaves loops alone."""
    path = os.path.join(tempfile.mkdtemp(), 'x')
    with open(path, 'w') as f:
        for i in range(ROUNDS):
            f.write('%d\n' % i)
    total = 0
    with open(path) as f:
        for line in f:
            total += int(line)
        assert not f.closed
    assert f.closed and total == sum(range(ROUNDS))
    for i in range(ROUNDS // 10):
        with open(path) as f:
            assert f.readline() == '0\n'
        open(path, 'w').write('0\n')
        assert os.path.getsize(path) == 2
        f = open(path, 'w')
        f.write('0\n')
        f = None
        assert os.path.getsize(path) == 2
    try:
        with open(path) as f:
            raise KeyError
    except KeyError:
        assert f.closed
    os.unlink(path)


def raised(n):
    ended.clear()
    for i in range(n):
        try:
            d = D(i)
            if i & 1:
                raise ValueError
        except ValueError:
            assert d.n == i
        assert i not in ended
        d = None
        # Where a frame is in a traceback, what it has may wait.
        assert i & 1 or i in ended[-2:]


def generated(n):
    ends = []

    def items(i):
        try:
            yield i
            yield i + 1
        finally:
            ends.append(i)

    for i in range(n):
        for x in items(i):
            break
        assert x == i
    for i in range(n):
        assert sum(items(i)) == 2 * i + 1
    assert len(ends) >= 2 * n - 1


for _ in range(2):
    each_round()
    in_some_rounds()
    given_in_some_rounds()
    kept_in_some_rounds()
    through_the_heap()
    put_away_or_not()
    below()
    passed_on()
    in_loop()
    operators()
    managed()
    raised(ROUNDS // 10)
    generated(ROUNDS // 10)
