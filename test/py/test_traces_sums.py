"""Sums in hot loops that outgrow 31 and 32 bits: those that nothing else is computed of, those of which something is, and those that the first rounds add nothing to."""

ROUNDS = 3000
EDGES = 2**30, 2**31, 2**32, 2**53, 2**63


def alone(total, step, rounds):
    for i in range(rounds):
        total += step + (i & 1)
    return total


def used(total, step, rounds):
    odd = 0
    for i in range(rounds):
        total += step + (i & 1)
        odd += total & 1
    return total, odd


def down(total, step, rounds):
    for i in range(rounds):
        total -= step + (i & 1)
    return total


def branches(total, step, rounds):
    for i in range(rounds):
        if i & 3:
            total += 0
        else:
            total += step
    return total


def of_sums(total, step, rounds):
    whole = 0
    for i in range(rounds):
        total += step
        whole += total
    return total, whole


class Box:
    def __init__(self, value):
        self.value = value


class Double(Box):
    def read(self):
        return self.value * 2


class Plain(Box):
    def read(self):
        return self.value


class Empty(Box):
    def read(self):
        return 0


def of_fields(total, boxes, rounds):
    for i in range(rounds):
        total += boxes[i % 4].read()
    return total


def odds(rounds):
    return rounds // 2


# Warm, with numbers that stay small.
for _ in range(3):
    alone(0, 1, ROUNDS)
    used(0, 1, ROUNDS)
    down(0, 1, ROUNDS)
    branches(0, 1, ROUNDS)
    of_sums(0, 1, ROUNDS)

for edge in EDGES:
    for sign in 1, -1:
        for step in 1, 7, 2**20, edge // 1000:
            for start in sign * (edge - ROUNDS // 2 * step), sign * (edge - 1), sign * edge:
                where = edge, sign, step, start
                assert alone(start, sign * step, ROUNDS) == start + sign * step * ROUNDS + odds(ROUNDS), where
                assert down(start, -sign * step, ROUNDS) == start + sign * step * ROUNDS - odds(ROUNDS), where
                assert branches(start, sign * step, ROUNDS) == start + sign * step * (ROUNDS // 4), where
                total, odd = used(start, sign * step, ROUNDS)
                assert total == start + sign * step * ROUNDS + odds(ROUNDS), where
                assert 0 <= odd <= ROUNDS, where
                total, whole = of_sums(start, sign * step, ROUNDS)
                assert total == start + sign * step * ROUNDS, where
                assert whole == start * ROUNDS + sign * step * (ROUNDS * (ROUNDS + 1) // 2), where

# What is in a field is a small integer for long, and then anything.
for value in 2**31, -(2**31) - 1, 2**53, 2**64, -(2**64), True, 2.5, -0.0, float('inf'):
    boxes = [Empty(1), Plain(3), Double(5), Plain(-2)]
    assert of_fields(0, boxes, 4 * ROUNDS) == 11 * ROUNDS
    for place in 1, 2, 3:
        boxes[place].value = value
        expected = boxes[1].value + boxes[2].value * 2 + boxes[3].value
        assert of_fields(0, boxes, 4) == expected, (value, place)
        got = of_fields(0, boxes, 4 * ROUNDS)
        assert got == expected * ROUNDS or abs(got - expected * ROUNDS) < 1e-3 * abs(got), (value, place)

for value, error in ('text', TypeError), (None, TypeError), ([1], TypeError), (b'', TypeError):
    boxes = [Empty(1), Plain(3), Double(5), Plain(-2)]
    of_fields(0, boxes, 4 * ROUNDS)
    boxes[3].value = value
    try:
        of_fields(0, boxes, 4 * ROUNDS)
    except error:
        pass
    else:
        raise AssertionError(value)
    boxes[3].value = 4
    assert of_fields(0, boxes, 4 * ROUNDS) == 17 * ROUNDS


class Counting(int):
    """Adds up with one more."""

    def __radd__(self, other):
        return int(other) + int(self) + 1


boxes = [Empty(1), Plain(3), Double(5), Plain(-2)]
of_fields(0, boxes, 4 * ROUNDS)
boxes[1].value = Counting(3)
assert of_fields(0, boxes, 4 * ROUNDS) == 12 * ROUNDS
