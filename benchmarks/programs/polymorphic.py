"""Polymorphic objects: one call site that meets six classes, with inherited and overridden methods and properties."""

SIZE = 100          # passes over the objects
QUICK = 2

COUNT = 6000


class Shape:
    scale = 1

    def __init__(self, size):
        self.size = size

    def area(self):
        return 0

    def weight(self):
        return self.area() * self.scale

    @property
    def corners(self):
        return 0


class Square(Shape):
    def area(self):
        return self.size * self.size

    @property
    def corners(self):
        return 4


class Strip(Shape):
    def __init__(self, size):
        Shape.__init__(self, size)
        self.width = 3

    def area(self):
        return self.size * self.width

    @property
    def corners(self):
        return 4


class Tile(Square):
    scale = 2


class Slab(Strip):
    def weight(self):
        return Strip.weight(self) + 1


class Point(Shape):
    pass


class Half(Square):
    def area(self):
        return super().area() // 2

    @property
    def corners(self):
        return 3


KINDS = (Square, Strip, Tile, Slab, Point, Half)


def run(size):
    shapes = [KINDS[i % 6](i % 10) for i in range(COUNT)]
    weight = corners = 0
    for _ in range(size):
        for shape in shapes:
            weight += shape.weight()
            corners += shape.corners
    once = 0
    for i in range(COUNT):
        n = i % 10
        once += (n * n, n * 3, 2 * n * n, n * 3 + 1, 0, n * n // 2)[i % 6]
    assert weight == once * size, weight
    assert corners == COUNT // 6 * (4 + 4 + 4 + 4 + 0 + 3) * size, corners
