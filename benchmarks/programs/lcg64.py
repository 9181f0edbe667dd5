"""A linear congruential generator on 64 bits: the state itself is past 63 bits half of the time.

One tight loop.  The value after n steps is also had by squaring the affine map, which is the check.
"""

SIZE = 2000000      # steps
QUICK = 2000

A = 6364136223846793005
C = 1442695040888963407
MASK = 0xffffffffffffffff
SEED = 42


def walk(steps):
    x = SEED
    low = 0
    for _ in range(steps):
        x = (x * A + C) & MASK
        if x < 0x8000000000000000:
            low += 1
    return x, low


def jump(steps):
    """The state after that many steps, in logarithmic time."""
    a, c = A, C
    total_a, total_c = 1, 0
    while steps:
        if steps & 1:
            total_a, total_c = total_a * a & MASK, (total_c * a + c) & MASK
        a, c = a * a & MASK, (a * c + c) & MASK
        steps >>= 1
    return (SEED * total_a + total_c) & MASK


def run(size):
    x, low = walk(size)
    assert x == jump(size), x
    assert 0.4 < low / size < 0.6, low
