"""N-body: the sun and four planets under gravity, stepped with a symplectic integrator.

Float attributes of a handful of objects, read and written in nested loops.  Energy and momentum are conserved up to the
step's error: that is the check, and the known energy after the default number of steps.
"""

from math import pi, sqrt

SIZE = 50000        # steps
QUICK = 100

SOLAR_MASS = 4 * pi * pi
DAYS = 365.24
ENERGY = {0: -0.169075164, 1000: -0.169087605}
STEP = 0.01


class Body:
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x = x
        self.y = y
        self.z = z
        self.vx = vx * DAYS
        self.vy = vy * DAYS
        self.vz = vz * DAYS
        self.mass = mass * SOLAR_MASS


def solar_system():
    """Positions and daily velocities of sun, Jupiter, Saturn, Uranus, Neptune; the sun moves so that momentum is zero."""
    sun = Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)
    planets = [
        Body(4.84143144246472090e+00, -1.16032004402742839e+00, -1.03622044471123109e-01,
             1.66007664274403694e-03, 7.69901118419740425e-03, -6.90460016972063023e-05, 9.54791938424326609e-04),
        Body(8.34336671824457987e+00, 4.12479856412430479e+00, -4.03523417114321381e-01,
             -2.76742510726411899e-03, 4.99852801234917238e-03, 2.30417297573763929e-05, 2.85885980666130812e-04),
        Body(1.28943695621391310e+01, -1.51111514016986312e+01, -2.23307578892655734e-01,
             2.96460137564761618e-03, 2.37847173959480950e-03, -2.96589568540237556e-05, 4.36624404335156298e-05),
        Body(1.53796971148509165e+01, -2.59193146099879641e+01, 1.79258772950371181e-01,
             2.68067772490389322e-03, 1.62824170038242295e-03, -9.51592254519715870e-05, 5.15138902046611451e-05),
    ]
    for body in planets:
        sun.vx -= body.vx * body.mass / SOLAR_MASS
        sun.vy -= body.vy * body.mass / SOLAR_MASS
        sun.vz -= body.vz * body.mass / SOLAR_MASS
    return [sun] + planets


def energy(bodies):
    total = 0.0
    for i, a in enumerate(bodies):
        total += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
        for b in bodies[i + 1:]:
            dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
            total -= a.mass * b.mass / sqrt(dx * dx + dy * dy + dz * dz)
    return total


def advance(bodies, pairs, dt, steps):
    for _ in range(steps):
        for a, b in pairs:
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            square = dx * dx + dy * dy + dz * dz
            pull = dt / (square * sqrt(square))
            by_b = b.mass * pull
            by_a = a.mass * pull
            a.vx -= dx * by_b
            a.vy -= dy * by_b
            a.vz -= dz * by_b
            b.vx += dx * by_a
            b.vy += dy * by_a
            b.vz += dz * by_a
        for body in bodies:
            body.x += dt * body.vx
            body.y += dt * body.vy
            body.z += dt * body.vz


def run(size):
    bodies = solar_system()
    pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
    assert abs(energy(bodies) - ENERGY[0]) < 1e-9
    first = min(size, 1000)
    advance(bodies, pairs, STEP, first)
    if first == 1000:
        assert abs(energy(bodies) - ENERGY[1000]) < 1e-9
    advance(bodies, pairs, STEP, size - first)
    assert abs(energy(bodies) - ENERGY[0]) < 5e-5
    for axis in ('vx', 'vy', 'vz'):
        assert abs(sum(body.mass * getattr(body, axis) for body in bodies)) < 1e-10
