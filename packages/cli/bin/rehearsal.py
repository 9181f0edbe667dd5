# What every process does is done once while a snapshot is made (boot.cjs), from reading the arguments to writing out what was
# printed: the functions of Typhon that this takes are in the snapshot compiled, and no others are. So there is a little here of
# what most programs do. It imports nothing, for modules that sleep in the snapshot wake only once.


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


if __name__ == "__main__":
    main()
