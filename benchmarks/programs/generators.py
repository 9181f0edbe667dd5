"""Generators: pipelines, recursive `yield from`, generator expressions, `send`, and a merge of sorted streams.

Suspending and resuming frames is all that happens here.
"""

SIZE = 150000       # items per stream
QUICK = 200


def numbers(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


def multiples(source, factor):
    for n in source:
        if n % factor == 0:
            yield n


def paired(source):
    source = iter(source)
    for first in source:
        yield first, next(source, None)


def averages():
    """A consumer: is sent numbers, yields their mean so far."""
    total = 0.0
    count = 0
    mean = None
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total / count


def merge(left, right):
    a, b = next(left, None), next(right, None)
    while a is not None and b is not None:
        if a <= b:
            yield a
            a = next(left, None)
        else:
            yield b
            b = next(right, None)
    while a is not None:
        yield a
        a = next(left, None)
    while b is not None:
        yield b
        b = next(right, None)


class Tree:
    def __init__(self, low, high):
        middle = (low + high) // 2
        self.value = middle
        self.left = Tree(low, middle) if low < middle else None
        self.right = Tree(middle + 1, high) if middle + 1 < high else None

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right


def run(size):
    evens = sum(n * n for n in multiples(numbers(size), 2))
    assert evens == sum([n * n for n in range(0, size, 2)])
    total = 0
    for first, second in paired(x + 1 for x in numbers(size)):
        total += first * (second or 0)
    assert total == sum([n * (n + 1) for n in range(1, size + 1, 2) if n < size])
    means = averages()
    next(means)
    for n in numbers(size):
        mean = means.send(n)
    assert abs(mean - (size - 1) / 2) < 1e-9
    means.close()
    assert list(merge(multiples(numbers(size), 3), multiples(numbers(size), 5))) \
        == sorted(list(range(0, size, 3)) + list(range(0, size, 5)))
    assert list(Tree(0, size)) == list(range(size))
