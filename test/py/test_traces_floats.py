"""Float attributes and functions of floats in loops that are hot enough to be traced."""
import math

ROUNDS = 3000


class Body:
    def __init__(self, x, v):
        self.x = x
        self.v = v
        self.steps = 0

    def move(self, dt):
        self.x += dt * self.v
        self.steps += 1


def moved(bodies, rounds):
    for _ in range(rounds):
        for body in bodies:
            body.move(0.5)
    return [(body.x, body.v, body.steps) for body in bodies]


assert moved([Body(1.0, 2.0), Body(0.0, -1.0)], ROUNDS) == [(3001.0, 2.0, ROUNDS), (-1500.0, -1.0, ROUNDS)]
# The same loop over attributes that hold ints, and over some that become something else on the way.
assert moved([Body(1, 2)], ROUNDS) == [(3001.0, 2, ROUNDS)]
assert moved([Body(1.0, 2.0), Body(1, 2), Body(True, 1j)], ROUNDS)[2] == (1 + 1500j, 1j, ROUNDS)


def swing(body, rounds):
    """Infinities, NaNs and None, now and then."""
    seen = []
    for i in range(rounds):
        body.x = body.x * 2.0
        if i % 1000 == 500:
            body.x = body.x - body.x
        if i % 1000 == 700:
            nan = body.x = math.nan
            assert body.x is nan
        if i % 1000 == 900:
            seen.append(body.x)
            body.x = None
            assert body.x is None
            body.x = -0.0
    seen.append(body.x)
    return seen


assert repr(swing(Body(1.0, 0.0), 2 * ROUNDS)) == '[nan, nan, nan, nan, nan, nan, -0.0]'


def made(rounds):
    """Instances that nobody keeps, and some that somebody does."""
    kept = []
    total = 0.0
    for i in range(rounds):
        body = Body(i * 0.5, -0.0)
        body.move(1.0)
        total += body.x
        if i % 1000 == 999:
            kept.append(body)
    return total, [(body.x, repr(body.v), body.steps) for body in kept]


assert made(ROUNDS) == (ROUNDS * (ROUNDS - 1) / 4, [(499.5, '-0.0', 1), (999.5, '-0.0', 1), (1499.5, '-0.0', 1)])


def roots(values):
    """What is not finite, or no float, is told by the function itself."""
    total = 0.0
    failed = []
    for value in values:
        try:
            total += math.sqrt(value)
        except (ValueError, TypeError) as e:
            failed.append(str(e))
    return total, failed


def plain_roots(values):
    total = 0.0
    for value in values:
        total += math.sqrt(value)
    return total


assert plain_roots([4.0] * ROUNDS + [9] * ROUNDS + [True]) == 5.0 * ROUNDS + 1.0
assert plain_roots([4.0] * ROUNDS + [math.inf] * ROUNDS) == math.inf
assert roots([4.0] * ROUNDS + [-1.0, 'x']) == (2.0 * ROUNDS, ['math domain error', 'must be real number, not str'])
try:
    plain_roots([4.0] * ROUNDS + [-1.0])
except ValueError as e:
    assert str(e) == 'math domain error'
else:
    raise AssertionError


def exponents(rounds):
    for i in range(rounds):
        math.exp(i * 0.5)


try:
    exponents(ROUNDS)
except OverflowError as e:
    assert str(e) == 'math range error'
else:
    raise AssertionError
