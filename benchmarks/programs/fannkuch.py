"""Fannkuch: the pancake-flipping count over every permutation of 0..n-1.

Integer lists, slices, index arithmetic.  The permutations come in the order of the counting rule by rotations, which fixes
the alternating checksum as well as the greatest number of flips.
"""

SIZE = 9            # length of the permutations
QUICK = 6

KNOWN = {5: (11, 7), 6: (49, 10), 7: (228, 16), 8: (1616, 22), 9: (8629, 30), 10: (73196, 38)}


def fannkuch(n):
    order = list(range(n))
    counts = [0] * n
    checksum = 0
    most = 0
    sign = 1
    while True:
        first = order[0]
        if first:
            flips = 0
            stack = order[:]
            while first:
                stack[:first + 1] = stack[first::-1]
                flips += 1
                first = stack[0]
            if flips > most:
                most = flips
            checksum += sign * flips
        # The next permutation: swap the first two on odd steps, else rotate ever longer prefixes.
        if sign == 1:
            order[0], order[1] = order[1], order[0]
            sign = -1
            continue
        order[1], order[2] = order[2], order[1]
        sign = 1
        i = 2
        while True:
            counts[i] += 1
            if counts[i] <= i:
                break
            counts[i] = 0
            i += 1
            if i == n:
                return checksum, most
            order.insert(i, order.pop(0))


def run(size):
    result = fannkuch(size)
    assert result == KNOWN[size], result
