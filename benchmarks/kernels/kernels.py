"""Small loops that twins.ts has in JavaScript: numbers first, then objects.

    kernels.py NAME ROUNDS TIMES

Prints a JSON line for each time: `seconds` of CPU, and the `result`.
"""
import sys
import time


def int_sum(rounds):
    total = 0
    for i in range(rounds):
        total += i & 1023
    return total


def int_mixed(rounds):
    x = 1
    for i in range(rounds):
        x = (x * 1664525 + i) & 0x7fffffff
        if x & 64:
            x ^= i & 255
    return x


def collatz(rounds):
    longest = 0
    for start in range(1, rounds):
        n = start
        steps = 0
        while n != 1:
            n = n >> 1 if n & 1 == 0 else 3 * n + 1
            steps += 1
        if steps > longest:
            longest = steps
    return longest


def float_series(rounds):
    total = 0.0
    sign = 1.0
    for i in range(rounds):
        total += sign / (2 * i + 1)
        sign = -sign
    return total * 4.0


def mandelbrot(rounds):
    inside = 0
    for i in range(rounds):
        re = (i % 97) / 48.0 - 1.5
        im = (i % 89) / 44.0 - 1.0
        x = y = 0.0
        k = 0
        while k < 50 and x * x + y * y <= 4.0:
            x, y = x * x - y * y + re, 2.0 * x * y + im
            k += 1
        inside += k == 50
    return inside


def sieve(rounds):
    flags = [True] * rounds
    count = 0
    for n in range(2, rounds):
        if flags[n]:
            count += 1
            for multiple in range(n + n, rounds, n):
                flags[multiple] = False
    return count


def prefix_sums(rounds):
    values = [0] * 1000
    for i in range(rounds):
        at = i % 999
        values[at + 1] = (values[at] + i) & 0xffff
    return values[999]


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def plus(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def scaled(self, by):
        return Vector(self.x * by, self.y * by)


def vectors(rounds):
    at = Vector(0.0, 0.0)
    step = Vector(1.5, -0.5)
    for _ in range(rounds):
        at = at.plus(step.scaled(0.5)).scaled(0.999)
    return at.x + at.y


class Counter:
    def __init__(self):
        self.count = 0
        self.limit = 1000

    def tick(self, by):
        self.count += by
        if self.count >= self.limit:
            self.count -= self.limit
            return 1
        return 0


def counters(rounds):
    counter = Counter()
    wraps = 0
    for i in range(rounds):
        wraps += counter.tick(i & 15)
    return wraps


class Shape:
    def __init__(self, size):
        self.size = size


class Square(Shape):
    def area(self):
        return self.size * self.size


class Line(Shape):
    def area(self):
        return 0


class Double(Shape):
    def area(self):
        return self.size * 2


def shapes(rounds):
    items = [Square(3), Line(4), Double(5), Square(2)]
    total = 0
    for i in range(rounds):
        total += items[i & 3].area()
    return total


class Node:
    def __init__(self, value, rest):
        self.value = value
        self.rest = rest


def chains(rounds):
    total = 0
    for i in range(rounds):
        node = Node(i & 7, Node(1, None))
        total += node.value + node.rest.value
    return total


def closures(rounds):
    total = 0
    for i in range(rounds):
        add = lambda n: n + (i & 3)
        total += add(2)
    return total


def main(name, rounds, times):
    kernel = globals()[name]
    for _ in range(times):
        began = time.process_time()
        result = kernel(rounds)
        print('{"seconds": %.6f, "result": %r}' % (time.process_time() - began, result))


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
