"""Generators that go through others within them: however many end without a value, and whatever `__iter__` is."""

import sys


def nothing(n):
    if n > 5:
        yield n


def fails(n):
    if n > 5:
        yield n
    raise ValueError(n)


def many(n):
    """One value behind any number of generators that have none."""
    for i in range(n):
        yield from nothing(i % 5)
    yield 'end'


def levels(n):
    for i in range(n):
        yield from nothing(0)
        if i % 3 == 0:
            try:
                yield from fails(i % 2)
            except ValueError as e:
                assert e.args == (i % 2,)
                yield from nothing(1)
        yield from many(2)


for _ in range(3):
    assert list(many(30000)) == ['end']
    assert list(levels(3000)) == ['end'] * 3000


def depth(n):
    """How deep the calls are at the innermost end."""
    if n == 0:
        count = 0
        frame = sys._getframe()
        while frame is not None:
            count += 1
            frame = frame.f_back
        yield count
    else:
        yield from depth(n - 1)
        yield sys._getframe().f_code.co_name


first = next(depth(0))
for n in range(150):
    assert list(depth(n)) == [first + n] + ['depth'] * n


# Too deep is an error of the innermost one; whoever waits may handle it.
def deep(n):
    try:
        yield from deep(n + 1)
    except RecursionError:
        yield n


for _ in range(3):
    assert list(deep(0))[0] > 500


# What `__iter__` gives is asked for each time.
class Items:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        for i in range(self.n):
            yield i


class Others(Items):
    def __iter__(self):
        return iter((self.n, 'other'))


def through(items):
    for x in items:
        for y in x:
            yield y
        yield from x


def twice(n, *more):
    return [y for i in range(n) for x in more for y in [*x, *x]]


for _ in range(200):
    assert list(through([Items(2)])) == twice(1, [0, 1])
assert list(through([Items(2), Others(3), Items(1)])) == [0, 1, 0, 1, 3, 'other', 3, 'other', 0, 0]
Items.__iter__ = lambda self: iter('ab')
assert list(through([Items(2)])) == ['a', 'b', 'a', 'b']


def changed(self):
    yield 'changed'


Items.__iter__ = changed
for _ in range(200):
    assert list(through([Items(2)])) == ['changed'] * 2
Items.__iter__ = None
try:
    list(through([Items(2)]))
except TypeError as e:
    assert str(e) == "'Items' object is not iterable"
else:
    assert False
