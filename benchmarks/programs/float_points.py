"""Float points: many small objects with three float attributes: a spiral is made, moved, put on the unit sphere and measured.

Allocation of objects, float attributes, math functions, method calls that return new objects and that change their own.
"""

from math import cos, pi, sin, sqrt

SIZE = 200000       # points
QUICK = 500

TURN = pi * (3.0 - sqrt(5.0))                   # the golden angle spreads the points evenly over the sphere


class Point:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def moved(self, dx, dy, dz):
        return Point(self.x + dx, self.y + dy, self.z + dz)

    def stretch(self, factor):
        self.x *= factor
        self.y *= factor
        self.z *= factor

    def norm(self):
        return sqrt(self.x * self.x + self.y * self.y + self.z * self.z)


class Box:
    """The smallest box around the points it was shown."""

    def __init__(self):
        self.low = Point(1e9, 1e9, 1e9)
        self.high = Point(-1e9, -1e9, -1e9)

    def show(self, point):
        low, high = self.low, self.high
        if point.x < low.x:
            low.x = point.x
        if point.x > high.x:
            high.x = point.x
        if point.y < low.y:
            low.y = point.y
        if point.y > high.y:
            high.y = point.y
        if point.z < low.z:
            low.z = point.z
        if point.z > high.z:
            high.z = point.z


def spiral(count):
    """Points on the unit sphere, from pole to pole."""
    points = []
    for i in range(count):
        height = 1.0 - (2 * i + 1) / count
        width = sqrt(1.0 - height * height)
        points.append(Point(cos(TURN * i) * width, height, sin(TURN * i) * width))
    return points


def run(size):
    points = spiral(size)
    for point in points:
        point.stretch(3.0)
    points = [point.moved(0.25, -0.5, 0.125).moved(-0.25, 0.5, -0.125) for point in points]
    for point in points:
        point.stretch(1.0 / point.norm())
    box = Box()
    x = y = z = 0.0
    for point in points:
        box.show(point)
        x += point.x
        y += point.y
        z += point.z
    for point in points[::97]:
        assert abs(point.norm() - 1.0) < 1e-12
    # The sphere's centre is the origin, and the points come close to all six sides of its box.
    assert abs(x / size) < 1e-2 and abs(y / size) < 1e-9 and abs(z / size) < 1e-2
    for corner, side in ((box.low, -1.0), (box.high, 1.0)):
        for value in (corner.x, corner.y, corner.z):
            assert abs(value - side) < 1e-2, value
