"""Float points: many small objects with three float attributes, normalised and folded to a maximum.

Allocation of objects, float attributes, math functions, method calls.
"""

from math import cos, sin, sqrt

SIZE = 250000       # points
QUICK = 500


class Point:
    __slots__ = ('x', 'y', 'z')

    def __init__(self, i):
        self.x = x = sin(i)
        self.y = cos(i) * 3.0
        self.z = x * x / 2.0

    def normalise(self):
        x, y, z = self.x, self.y, self.z
        length = sqrt(x * x + y * y + z * z)
        self.x = x / length
        self.y = y / length
        self.z = z / length

    def maximum(self, other):
        self.x = self.x if self.x > other.x else other.x
        self.y = self.y if self.y > other.y else other.y
        self.z = self.z if self.z > other.z else other.z
        return self

    def length(self):
        return sqrt(self.x * self.x + self.y * self.y + self.z * self.z)


def greatest(points):
    result = points[0]
    for point in points[1:]:
        result = result.maximum(point)
    return result


def run(size):
    points = [Point(float(i)) for i in range(size)]
    for point in points:
        point.normalise()
    for point in points[::97]:
        assert abs(point.length() - 1.0) < 1e-12
    top = greatest(points)
    # x is greatest where the cosine is near 0 (x = 1 / sqrt(1.25)), y where it is 1, z where x is.
    assert abs(top.x - 2.0 / sqrt(5.0)) < 1e-3, top.x
    assert abs(top.y - 1.0) < 1e-3, top.y
    assert abs(top.z - 1.0 / sqrt(5.0)) < 1e-3, top.z
