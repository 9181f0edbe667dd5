# What every process does is done once while a snapshot is made (boot.cjs), from reading the arguments to writing out what was
# printed: the functions of Typhon that this takes are in the snapshot compiled, and no others are. So there is a little here of
# what most programs do. It imports nothing that sleeps in the snapshot, for modules wake only once.
#
# In the snapshot for programs that are files there is also what hot code takes: the compiler of functions, and what it calls. With the
# argument `hot` there are loops of many kinds, long enough to be compiled; what becomes of them does not stay.

import sys


class Shape:
    """A class with a method, a property and one that is derived from it."""

    count = 0

    def __init__(self, name, *sides, **more):
        self.name = name
        self.sides = sides
        self.more = more
        Shape.count += 1

    @property
    def length(self):
        return sum(self.sides)

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r}, {self.length:.2f})"


class Square(Shape):
    def __init__(self, side):
        super().__init__("square", side, side, side, side)


def fibonacci(n):
    a, b = 0, 1
    while n > 0:
        yield a
        a, b = b, a + b
        n -= 1


def parse(text):
    try:
        return int(text)
    except ValueError as e:
        return str(e)
    finally:
        text = None


def main():
    shapes = [Square(2), Shape("line", 1.5, kind="open")]
    shapes.sort(key=lambda shape: -shape.length)
    print(shapes, Shape.count, [each.name for each in shapes if each.more])
    names = {name: len(name) for name in "one two three".split()}
    for i, (name, length) in enumerate(sorted(names.items())):
        print(i, name.upper(), "%5d" % length, sep=", ", end="\n")
    print({1, 2} | {3}, list(fibonacci(10)), [1, 2, 3][1:], "-".join(map(str, range(3))), parse("7"), parse("x"))
    assert isinstance(shapes[0], Shape) and not names.get("four")
    with open(__file__, "rb") as file:
        print(len(file.read()) // 2, 2**70, 1 / 3)


class Point:
    """What hot code does to objects, here and in `objects`."""

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def plus(self, other):
        return Point(self.x + other.x, self.y + other.y)

    @property
    def size(self):
        return (self.x * self.x + self.y * self.y) ** 0.5

    def __eq__(self, other):
        return isinstance(other, Point) and self.x == other.x


class Fixed(Point):
    def __init__(self, x):
        super().__init__(x, 1.5)

    def plus(self, other):
        return self


def numbers(n):
    total = 0
    wide = 1
    for i in range(n):
        total += i * i % 7
        wide = (wide * 1103515245 + 12345) & 0x7FFFFFFF
        if i & 1 and total > 10:
            total -= i // 2
        else:
            total ^= i << 1
    f = 0.5
    while f < n * 3:
        f = f * 1.01 + 0.25 / (f + 1.0)
    return total + wide, -f


def texts(n):
    out = []
    counts = {}
    for i in range(n):
        word = "w%d" % (i % 10)
        counts[word] = counts.get(word, 0) + 1
        out.append(f"{word}-{i:03d}")
        if word in counts and word.startswith("w"):
            out[-1] += "!"
    first, *rest = sorted(counts, key=lambda word: (counts[word], word))
    return ",".join(out)[1:5], first, [item.upper() for item in rest if item]


def objects(n):
    p = Point(0.5, 1.0)
    each = [Point(1.5, 2.5), Fixed(3.0)]
    for i in range(n):
        q = each[i & 1].plus(p)
        p = q if q.size < 100.0 else Point(0.0, 0.0)
        if p == q or p is None:
            p.z = i
    return p.size


def generate(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                yield got
    finally:
        n = None


def control(n):
    total = 0
    stack = [1, 2, 3]
    grid = [[0] * 4 for _ in range(4)]
    seen = set()

    def add(value, *more, step=1):
        nonlocal total
        total += value + len(more) + step

    for i, (a, b) in enumerate(zip(range(n), generate(n))):
        try:
            if i % 3 == 0:
                raise ValueError(i)
            add(a, b, step=2)
            stack[i]
        except (ValueError, IndexError) as e:
            total += len(e.args)
        finally:
            stack.append(i)
        grid[i & 3][a & 3] = i
        seen.add((a, b))
        while len(stack) > 5:
            stack.pop()
        del stack[:1]
        if i == n - 2:
            continue
        if not seen:
            break
    return total, any(x > 3 for x in stack), {k: v for k, v in zip("abc", stack)}, max(stack), min(*stack, 5)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def fibonacci_number(n):
    return n if n < 2 else fibonacci_number(n - 1) + fibonacci_number(n - 2)


def hot():
    for _ in range(3):
        numbers(300)
        texts(150)
        objects(300)
        control(150)
    fibonacci_number(12)


if __name__ == "__main__":
    main()
    if "hot" in sys.argv:
        hot()
