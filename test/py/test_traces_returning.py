"""Loops with traces that are left by a return: what the caller handles, how deep it is, and what the frame held."""

import gc
import sys


def find(values, wanted):
    for i, value in enumerate(values):
        if value == wanted:
            return i
    return -1


def handles(values, wanted):
    try:
        raise KeyError(wanted)
    except KeyError as e:
        for i, value in enumerate(values):
            if value == wanted:
                return i, e.args[0]
    return -1, None


def frames():
    count = 0
    frame = sys._getframe()
    while frame is not None:
        count += 1
        frame = frame.f_back
    return count


def left_by_returns(n):
    values = list(range(40))
    deep = frames()
    for i in range(n):
        wanted = i * 7 % 50
        assert find(values, wanted) == (wanted if wanted < 40 else -1)
        assert handles(values, wanted) == ((wanted, wanted) if wanted < 40 else (-1, None))
        assert sys.exception() is None
    assert frames() == deep
    try:
        raise ValueError
    except ValueError as e:
        for i in range(n):
            wanted = i * 11 % 50
            assert handles(values, wanted) == ((wanted, wanted) if wanted < 40 else (-1, None))
            assert sys.exception() is e


for _ in range(3):
    left_by_returns(2000)


class Dropped:
    gone = 0

    def __del__(self):
        Dropped.gone += 1


def holds(values, wanted):
    dropped = Dropped()
    for i, value in enumerate(values):
        if value == wanted:
            return i
    return -1


for i in range(1000):
    assert holds(range(40), i % 50) == (i % 50 if i % 50 < 40 else -1)
gc.collect()
assert Dropped.gone == 1000
