"""Chaos game: a fractal drawn by a random walk through affine maps whose shapes come from B-splines.

A basis function evaluated by de Boor's recurrence, small vector objects, a two-dimensional list of counters, and a random
generator of our own so that every implementation draws the same picture.
"""

SIZE = 20000        # steps of the walk
QUICK = 300

GRID = 64
DEGREE = 3
CELLS_USED = {300: 182, 20000: 740}


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Point(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Point(self.x * factor, self.y * factor)

    def mix(self, other, share):
        return self * (1.0 - share) + other * share


class Spline:
    """A clamped uniform B-spline over control points, with its parameter in [0, 1]."""

    def __init__(self, points, degree=DEGREE):
        spans = len(points) - degree
        self.points = points
        self.degree = degree
        self.knots = [0] * degree + list(range(spans + 1)) + [spans] * degree
        self.spans = spans

    def __call__(self, t):
        degree, knots = self.degree, self.knots
        u = t * self.spans
        span = min(int(u), self.spans - 1) + degree
        row = [self.points[span - degree + i] for i in range(degree + 1)]
        for level in range(1, degree + 1):
            for i in range(degree, level - 1, -1):
                left = knots[span - degree + i]
                right = knots[span + 1 + i - level]
                row[i] = row[i - 1].mix(row[i], (u - left) / (right - left))
        return row[degree]


class Random:
    """A Lehmer generator."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = self.state * 48271 % 2147483647
        return self.state % limit


class Game:
    """Each spline bends the unit square around itself; the walk picks one at random per step."""

    def __init__(self, splines, thickness):
        self.splines = splines
        self.thickness = thickness
        self.random = Random(1234)
        self.counts = [[0] * GRID for _ in range(GRID)]

    def bend(self, spline, point):
        t = min(max(point.x, 0.0), 1.0)
        middle = spline(t)
        step = 0.001
        ahead = spline(t + step if t + step <= 1.0 else t - step)
        along = ahead - middle if t + step <= 1.0 else middle - ahead
        length = (along.x * along.x + along.y * along.y) ** 0.5
        if length == 0.0:
            return middle
        off = (point.y - 0.5) * self.thickness / length
        return Point(middle.x - along.y * off, middle.y + along.x * off)

    def play(self, steps):
        point = Point(0.5, 0.5)
        splines = self.splines
        counts = self.counts
        choose = self.random.below
        for _ in range(steps):
            point = self.bend(splines[choose(len(splines))], point)
            x = min(max(int(point.x * GRID), 0), GRID - 1)
            y = min(max(int(point.y * GRID), 0), GRID - 1)
            counts[y][x] += 1
        return counts


def arcs():
    corners = [
        [(0.05, 0.1), (0.1, 0.9), (0.3, 0.95), (0.45, 0.6), (0.5, 0.5)],
        [(0.5, 0.5), (0.55, 0.4), (0.7, 0.05), (0.9, 0.1), (0.95, 0.9)],
        [(0.2, 0.2), (0.4, 0.15), (0.5, 0.3), (0.6, 0.15), (0.7, 0.25), (0.8, 0.2)],
    ]
    return [Spline([Point(x, y) for x, y in line]) for line in corners]


def run(size):
    for spline in arcs():
        for t, end in ((0.0, spline.points[0]), (1.0, spline.points[-1])):
            got = spline(t)
            assert abs(got.x - end.x) < 1e-12 and abs(got.y - end.y) < 1e-12
    counts = Game(arcs(), 0.2).play(size)
    assert sum([sum(row) for row in counts]) == size
    used = sum([1 for row in counts for cell in row if cell])
    # Another math library's rounding may move a step into a neighbouring cell.
    assert abs(used - CELLS_USED.get(size, used)) <= used // 100, used
    assert GRID < used < GRID * GRID // 2, used
