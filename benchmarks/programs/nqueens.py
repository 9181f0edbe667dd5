"""N queens: every solution of the n-queens puzzle, two ways.

First by generating permutations with a recursive generator and filtering them with sets of diagonals, then by backtracking
over bit masks.  Both counts are known and have to agree.
"""

SIZE = 9            # queens for the generator; the backtracker takes one more
QUICK = 5

SOLUTIONS = {4: 2, 5: 10, 6: 4, 7: 40, 8: 92, 9: 352, 10: 724}


def permutations(pool):
    n = len(pool)
    indices = list(range(n))
    cycles = list(range(n, 0, -1))
    yield tuple(pool)
    while True:
        for i in reversed(range(n)):
            cycles[i] -= 1
            if cycles[i] == 0:
                indices[i:] = indices[i + 1:] + indices[i:i + 1]
                cycles[i] = n - i
            else:
                j = n - cycles[i]
                indices[i], indices[j] = indices[j], indices[i]
                yield tuple([pool[k] for k in indices])
                break
        else:
            return


def by_permutations(n):
    columns = range(n)
    for queens in permutations(columns):
        if n == len(set([queens[i] + i for i in columns])) == len(set([queens[i] - i for i in columns])):
            yield queens


def by_masks(n):
    full = (1 << n) - 1

    def place(columns, rising, falling):
        if columns == full:
            return 1
        found = 0
        free = full & ~(columns | rising | falling)
        while free:
            bit = free & -free
            free ^= bit
            found += place(columns | bit, (rising | bit) << 1, (falling | bit) >> 1)
        return found

    return place(0, 0, 0)


def run(size):
    found = list(by_permutations(size))
    assert len(found) == SOLUTIONS[size], len(found)
    assert len(set(found)) == len(found)
    assert by_masks(size + 1) == SOLUTIONS[size + 1]
