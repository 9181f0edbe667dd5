"""Ray tracer: spheres over a chequered floor, with shadows and reflections, in vector objects.

Short-lived objects with three floats, operator methods, polymorphic `hit` and `colour_at` calls, recursion per reflection.
"""

from math import sqrt

SIZE = 100          # pixels per side
QUICK = 8

EPSILON = 1e-6
REFLECTIONS = 3
LIGHT_CHECKSUM = {8: 25431, 100: 3969517}


class Vector:
    __slots__ = ('x', 'y', 'z')

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1.0 / sqrt(self.dot(self)))

    def mirrored(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Ray:
    __slots__ = ('origin', 'direction')

    def __init__(self, origin, direction):
        self.origin = origin
        self.direction = direction.unit()

    def at(self, distance):
        return self.origin + self.direction * distance


class Plain:
    """A surface of one colour."""

    def __init__(self, colour, reflection):
        self.colour = colour
        self.reflection = reflection

    def colour_at(self, point):
        return self.colour


class Chequered:
    """A surface of unit squares in two colours."""

    def __init__(self, even, odd, reflection):
        self.even = even
        self.odd = odd
        self.reflection = reflection

    def colour_at(self, point):
        return self.odd if int(point.x // 1.0 + point.z // 1.0) & 1 else self.even


class Sphere:
    def __init__(self, centre, radius, surface):
        self.centre = centre
        self.radius = radius
        self.surface = surface

    def hit(self, ray):
        """The distance at which the ray enters the sphere, or None."""
        to_centre = self.centre - ray.origin
        along = to_centre.dot(ray.direction)
        inside = self.radius * self.radius - (to_centre.dot(to_centre) - along * along)
        if inside < 0.0:
            return None
        distance = along - sqrt(inside)
        return distance if distance > EPSILON else None

    def normal_at(self, point):
        return (point - self.centre).unit()


class Floor:
    def __init__(self, height, surface):
        self.height = height
        self.surface = surface
        self.normal = Vector(0.0, 1.0, 0.0)

    def hit(self, ray):
        slope = ray.direction.y
        if slope > -EPSILON:
            return None
        distance = (self.height - ray.origin.y) / slope
        return distance if distance > EPSILON else None

    def normal_at(self, point):
        return self.normal


class Scene:
    def __init__(self, things, lights, sky):
        self.things = things
        self.lights = lights
        self.sky = sky

    def nearest(self, ray):
        best = None
        found = None
        for thing in self.things:
            distance = thing.hit(ray)
            if distance is not None and (best is None or distance < best):
                best = distance
                found = thing
        return found, best

    def lit(self, point, light):
        path = light - point
        ray = Ray(point, path)
        reach = sqrt(path.dot(path))
        for thing in self.things:
            distance = thing.hit(ray)
            if distance is not None and distance < reach:
                return False
        return True

    def trace(self, ray, depth):
        thing, distance = self.nearest(ray)
        if thing is None:
            return self.sky
        point = ray.at(distance)
        normal = thing.normal_at(point)
        surface = thing.surface
        brightness = 0.1
        for light in self.lights:
            if self.lit(point, light):
                angle = normal.dot((light - point).unit())
                if angle > 0.0:
                    brightness += 0.6 * angle
        colour = surface.colour_at(point) * min(brightness, 1.0)
        share = surface.reflection
        if share > 0.0 and depth > 0:
            mirrored = self.trace(Ray(point, ray.direction.mirrored(normal)), depth - 1)
            colour = colour * (1.0 - share) + mirrored * share
        return colour


def build():
    things = [Floor(-1.0, Chequered(Vector(0.9, 0.9, 0.9), Vector(0.1, 0.1, 0.1), 0.2))]
    for i in range(5):
        centre = Vector(i * 1.6 - 3.2, (i % 2) * 0.7 - 0.2, 4.0 + (i % 3))
        things.append(Sphere(centre, 0.8, Plain(Vector(1.0 - i * 0.2, 0.3, i * 0.2), 0.1 + 0.1 * i)))
    return Scene(things, [Vector(-5.0, 8.0, -3.0), Vector(6.0, 5.0, 0.0)], Vector(0.4, 0.6, 0.9))


def render(size):
    scene = build()
    eye = Vector(0.0, 0.5, -4.0)
    rows = []
    for y in range(size):
        row = []
        for x in range(size):
            ray = Ray(eye, Vector((x + 0.5) / size * 2.0 - 1.0, 1.0 - (y + 0.5) / size * 2.0, 2.0))
            colour = scene.trace(ray, REFLECTIONS)
            row.append((int(colour.x * 255.0), int(colour.y * 255.0), int(colour.z * 255.0)))
        rows.append(row)
    return rows


def run(size):
    rows = render(size)
    sky = (102, 153, 229)
    assert rows[0][0] == sky and rows[0][-1] == sky
    total = sum([sum(pixel) for row in rows for pixel in row])
    # A ray that grazes an edge may go either way with another math library: a few pixels of tolerance.
    assert abs(total - LIGHT_CHECKSUM.get(size, total)) <= 300, total
    for row in rows:
        for r, g, b in row:
            assert 0 <= r <= 255 and 0 <= g <= 255 and 0 <= b <= 255
