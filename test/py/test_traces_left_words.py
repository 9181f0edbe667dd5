"""Variables of short loops that hold words of more bits than anybody wants, and are looked at behind the loop all the same."""

import random
import sys


def rotations(words):
    """What is wanted of `wide` are 32 bits in the loop, and all of it behind."""
    total = 0
    wide = narrow = sums = None
    for x in words:
        wide = (x >> 7 | x << 25) ^ (x >> 18 | x << 14) ^ x >> 3
        narrow = x & ~total & 0xffffffff | x >> 1
        sums = x + x + (x ^ total) + 2 * x
        total = total + wide + sums & 0xffffffff
    return total, wide, narrow, sums


def plainly(words):
    total = 0
    for x in words:
        wide = int(str((x // 2 ** 7 | x * 2 ** 25) ^ (x // 2 ** 18 | x * 2 ** 14) ^ x // 2 ** 3))
        narrow = int(str(x & ~total & 0xffffffff | x // 2))
        sums = int(str(4 * x + (x ^ total)))
        total = int(str((total + wide + sums) % 2 ** 32))
    return total, wide, narrow, sums


def looked_at(words):
    """The same, where a frame is what looks."""
    total = 0
    for x in words:
        wide = (x << 31 | x >> 1) ^ x << 3
        total = total + wide & 0xffffffff
    try:
        raise LookupError
    except LookupError:
        return total, sys.exc_info()[2].tb_frame.f_locals['wide']


random.seed(5)
EDGES = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 21, 2 ** 28 - 1]
for n in range(4000):
    words = [random.getrandbits(32) for _ in range(12)] + [EDGES[n % len(EDGES)] if n % 3 else random.getrandbits(32)]
    assert rotations(words) == plainly(words), words
    x = words[-1]
    assert looked_at(words)[1] == (x * 2 ** 31 | x // 2) ^ x * 8

# Words that are none any more.
for last in (2 ** 32, 2 ** 40 + 3, 2 ** 53, 2 ** 70 + 1, -1, -2 ** 33, True):
    for n in range(60):
        words = [random.getrandbits(32) for _ in range(12)] + [last] * (1 + n % 2)
        assert rotations(words) == plainly(words), words
        assert looked_at(words)[1] == (last * 2 ** 31 | last // 2) ^ last * 8
