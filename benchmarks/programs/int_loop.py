"""Small-integer loop: additions, comparisons and remainders on integers that fit a machine word, nothing else."""

SIZE = 3000000      # iterations
QUICK = 1000


def loop(count):
    total = 0
    i = 0
    while i < count:
        if i % 3 == 0:
            total += i
        elif i & 1:
            total -= 7
        else:
            total += 2
        i += 1
    return total


def run(size):
    total = loop(size)
    thirds = (size + 2) // 3
    odd = (size + 4) // 6 + size // 6            # i % 6 is 1 or 5
    assert total == 3 * thirds * (thirds - 1) // 2 - 7 * odd + 2 * (size - thirds - odd)
