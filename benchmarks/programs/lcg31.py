"""A linear congruential generator on 31 bits: `x = (x * a + c) & m`, whose product needs more than 53 bits.

One tight loop.  The value after n steps is also had by squaring the affine map, which is the check.
"""

SIZE = 2500000      # steps
QUICK = 2000

A = 1103515245
C = 12345
MASK = 0x7fffffff
SEED = 42


def walk(steps):
    x = SEED
    low = 0
    for _ in range(steps):
        x = (x * A + C) & MASK
        if x < 0x40000000:
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
