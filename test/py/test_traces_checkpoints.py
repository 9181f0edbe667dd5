"""Loops whose values change their kind in the middle of a round: what the round has done so far is done once, and what it fails with is what it comes to first."""

import sys


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __mul__(self, factor):
        return Point(self.x * factor, self.y * factor)

    def mix(self, other, share):
        return self * (1.0 - share) + other * share


def walk(points, knots, done):
    """A round reads, computes, writes and computes again."""
    total = Point(0.0, 0.0)
    last = None
    for i in range(len(points) - 1):
        left = knots[i]
        right = knots[i + 1]
        share = 1.0 / (right - left)
        last = points[i].mix(points[i + 1], share)
        done.append(i)
        total = total + last * share
        knots[i] = left + 1
        scaled = total * 0.5
        total = scaled + scaled
    return total, last


def plainly(points, knots):
    x = y = 0.0
    for i in range(len(points) - 1):
        share = 1.0 / (knots[i + 1] - knots[i])
        other = 1.0 - share
        ax = points[i].x * other + points[i + 1].x * share
        ay = points[i].y * other + points[i + 1].y * share
        x = (x + ax * share) * 0.5 + (x + ax * share) * 0.5
        y = (y + ay * share) * 0.5 + (y + ay * share) * 0.5
        knots[i] += 1
    return x, y


def made(n):
    return [Point(0.25 * i, 1.5 - i) for i in range(n)], [2 * i for i in range(n)]


def same(a, b):
    return repr(a) == repr(b) and type(a) is type(b)


N = 40
for round in range(400):
    points, knots = made(N)
    again, others = made(N)
    done = []
    total, _ = walk(points, knots, done)
    assert done == list(range(N - 1))
    assert (total.x, total.y) == plainly(again, others) and knots == others

# Other kinds of numbers, from one round on.
nan = float('nan')
inf = float('inf')
for value in (nan, inf, -inf, 3, True, 2 ** 60, 1e308, -0.0):
    for at in (1, 17, 38):
        for name in ('x', 'y'):
            for _ in range(12):
                points, knots = made(N)
                again, others = made(N)
                setattr(points[at], name, value)
                setattr(again[at], name, value)
                done = []
                total, last = walk(points, knots, done)
                x, y = plainly(again, others)
                assert done == list(range(N - 1)) and knots == others
                assert same(total.x, x) and same(total.y, y), (value, at, name, total.x, x, total.y, y)
                # A NaN is the object that it was.
                assert last.x is last.x and total.x is total.x
                assert [last.x].count(last.x) == 1


class Own:
    """Neither a float nor an int; counts what it is asked for."""

    asked = 0

    def __mul__(self, other):
        Own.asked += 1
        return 1.0 * other

    __rmul__ = __mul__


for at in (0, 21, 39):
    for _ in range(12):
        points, knots = made(N)
        points[at].y = Own()
        Own.asked = 0
        done = []
        walk(points, knots, done)
        assert done == list(range(N - 1))
        assert Own.asked == (1 if at in (0, 39) else 2), (at, Own.asked)


def fails(points, knots, kind):
    """How far it comes, and where it fails."""
    done = []
    before = list(knots)
    try:
        walk(points, knots, done)
    except kind as error:
        lines = []
        traceback = error.__traceback__
        while traceback is not None:
            lines.append(traceback.tb_lineno - traceback.tb_frame.f_code.co_firstlineno)
            inner = traceback.tb_frame
            traceback = traceback.tb_next
        changed = [i for i, (a, b) in enumerate(zip(before, knots)) if a != b]
        return done, lines[1:], changed, inner.f_code.co_name
    raise AssertionError('nothing failed')


for at in (3, 20, 37):
    rounds = list(range(at))
    for _ in range(12):
        points, knots = made(N)
        knots[at + 1] = knots[at]
        assert fails(points, knots, ZeroDivisionError) == (rounds, [7], rounds, 'walk')

        points, knots = made(N)
        del knots[at + 1:]
        assert fails(points, knots, IndexError) == (rounds, [6], rounds, 'walk')

        points, knots = made(N)
        points[at + 1] = None
        assert fails(points, knots, TypeError) == (rounds, [8, 1], rounds, 'mix')

        points, knots = made(N)
        del points[at + 1].y
        assert fails(points, knots, AttributeError) == (rounds, [8, 1, 1], rounds, '__mul__')

        points, knots = made(N)
        points[at + 1].y = None
        assert fails(points, knots, TypeError) == (rounds, [8, 1, 1], rounds, '__mul__')


def sums(values, limit):
    """Sums that leave 32 bits, and 53, between reads of a list."""
    total = 0
    product = 1
    for i in range(len(values)):
        a = values[i]
        total = total + a
        b = values[i - 1]
        product = product * b + total
        if product > limit:
            product = product % 1000003
        values[i] = a + 1
    return total, product


def sums_plainly(values, limit):
    total, product = 0, 1
    for i in range(len(values)):
        a, b = int(str(values[i])), int(str(values[i - 1]))
        total = int(str(total + a))
        product = int(str(product * b + total))
        if product > limit:
            product = int(str(product % 1000003))
        values[i] = a + 1
    return total, product


for big in (1, 2 ** 31, 2 ** 53, 2 ** 64, -2 ** 53, 2.5):
    for at in (0, 30, 59):
        for limit in (10 ** 9, 10 ** 18):
            for _ in range(8):
                values = list(range(1, 61))
                if big != 2.5:
                    values[at] = big
                    others = list(values)
                    assert sums(values, limit) == sums_plainly(others, limit), (big, at)
                    assert values == others
                else:
                    values[at] = big
                    whole, product = sums(values, limit)
                    assert type(whole) is float and whole == 1830 - (at + 1) + 2.5
                    assert values[at] == 3.5

assert sys.exc_info() == (None, None, None)
