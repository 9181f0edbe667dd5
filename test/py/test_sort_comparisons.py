"""Which items list.sort compares, in which order, and what is left of a list when a comparison raises or contradicts others.

lib: stdtypes#list.sort; the sums were written by CPython 3.13.
"""

from functools import cmp_to_key


def numbers(n, seed, below):
    out = []
    for _ in range(n):
        seed = seed * 48271 % 2147483647
        out.append(seed % below)
    return out


def lists(n):
    yield numbers(n, n + 1, 10 ** 6)
    yield numbers(n, n + 2, 5)
    yield list(range(n))
    yield list(range(n, 0, -1))
    yield [i % 17 for i in range(n)]
    yield [i % (n // 5 + 1) for i in range(n)]
    yield list(range(0, n, 2)) + list(range(1, n, 2))
    yield list(range(n // 2, n)) + list(range(n // 2))
    yield [i if i % 50 else n - i for i in range(n)]
    yield list(range(n)) + numbers(7, n + 3, n + 1)
    yield numbers(7, n + 3, n + 1) + list(range(n))
    yield [min(i, n - i) for i in range(n)]
    yield [i // 40 * 40 + 39 - i % 40 for i in range(n)] + [i // 100 * 7 for i in range(n // 2)]


class Log:
    """Counts comparisons, and sums up what was compared with what."""

    def __init__(self, limit=-1):
        self.count = self.sum = 0
        self.limit = limit

    def note(self, a, b):
        if self.count == self.limit:
            raise KeyError(a, b)
        self.count += 1
        self.sum = (self.sum * 31 + a * 7 + b) % 1000000007


class Item:
    def __init__(self, number, log):
        self.number = number
        self.log = log

    def __lt__(self, other):
        self.log.note(self.number, other.number)
        return self.number < other.number


LENGTHS = 0, 1, 2, 3, 10, 63, 64, 65, 100, 127, 128, 129, 1000, 1023
total = [0, 0]
for n in LENGTHS:
    for data in lists(n):
        log = Log()

        def order(a, b):
            log.note(a, b)
            return a - b

        wanted = sorted(data)
        assert sorted(data, key=cmp_to_key(order)) == wanted
        by_function = log.count, log.sum
        log = Log()
        assert [item.number for item in sorted([Item(x, log) for x in data])] == wanted
        assert (log.count, log.sum) == by_function
        log = Log()
        K = cmp_to_key(order)
        assert sorted(data, key=lambda x: K(x)) == wanted and (log.count, log.sum) == by_function
        log = Log()
        assert sorted(data, key=cmp_to_key(order), reverse=True) == wanted[::-1]
        total[0] += by_function[0] + log.count
        total[1] = (total[1] * 31 + by_function[1] + log.sum) % 1000000007
assert total == [227695, 781829907], total

# Equal items keep their order.
for n in LENGTHS:
    for data in lists(n):
        pairs = sorted(enumerate(data), key=cmp_to_key(lambda a, b: a[1] - b[1]))
        assert all([a[1] < b[1] or a[1] == b[1] and a[0] < b[0] for a, b in zip(pairs, pairs[1:])])

# Comparisons that raise, and those that contradict others.
left = 0
for n in 70, 300:
    for data in lists(n):
        for limit in (0, 1, n // 2, n, 2 * n, 4 * n, 6 * n):
            log = Log(limit)

            def order(a, b):
                log.note(a, b)
                return a - b

            some = list(data)
            try:
                some.sort(key=cmp_to_key(order))
                assert some == sorted(data)
            except KeyError:
                assert sorted(some) == sorted(data)
            for x in some:
                left = (left * 31 + x) % 1000000007
        log = Log()

        def contradict(a, b):
            log.note(a, b)
            return log.sum % 3 - 1

        some = sorted(data, key=cmp_to_key(contradict))
        assert sorted(some) == sorted(data)
        for x in some:
            left = (left * 31 + x) % 1000000007
assert left == 629128669, left
