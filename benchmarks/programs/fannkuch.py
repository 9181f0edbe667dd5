"""Fannkuch: how many prefix reversals it takes to bring 0 to the front, over every permutation of 0..n-1.

Integer lists, slices, index arithmetic. The permutations come in the order in which an odometer of rotations produces them, which
fixes the alternating checksum as well as the greatest number of flips (Anderson, Rettig: "Performing Lisp Analysis of the FANNKUCH
Benchmark", 1994).
"""

SIZE = 9            # length of the permutations
QUICK = 6

KNOWN = {5: (11, 7), 6: (49, 10), 7: (228, 16), 8: (1616, 22), 9: (8629, 30), 10: (73196, 38)}


def rotate(items, length):
    """Moves the first of the leading items behind the others of them."""
    first = items[0]
    items[:length - 1] = items[1:length]
    items[length - 1] = first


def advance(items, wheels):
    """Turns the odometer one step on; False after the last permutation.

    Wheel k counts how often the first k items have been rotated; a full turn carries over to the next wheel.
    """
    for length in range(2, len(items) + 1):
        rotate(items, length)
        wheels[length] += 1
        if wheels[length] < length:
            return True
        wheels[length] = 0
    return False


def flips(items):
    stack = items[:]
    count = 0
    top = stack[0]
    while top:
        stack[:top + 1] = stack[top::-1]
        top = stack[0]
        count += 1
    return count


def fannkuch(n):
    items = list(range(n))
    wheels = [0] * (n + 1)
    checksum = most = 0
    even = True
    while True:
        if items[0]:
            count = flips(items)
            checksum += count if even else -count
            if count > most:
                most = count
        if not advance(items, wheels):
            return checksum, most
        even = not even


def run(size):
    result = fannkuch(size)
    assert result == KNOWN[size], result
