"""Places of hot loops and functions that meet objects at first, and then values of any other kind: each is told apart, whatever it was before."""


class Point:
    def __init__(self, x):
        self.x = x

    def get(self):
        return self.x


class Other:
    def __init__(self, x):
        self.y = 0
        self.x = x

    def get(self):
        return -self.x


class Bare:
    x = 9


OTHERS = [None, 5, -1, 2**40, 2**70, 1.5, float('nan'), 2j, True, False, '', 'text', 'ü', '\U0001f600', b'x', (), [1], {}, {1}, range(3), len, int, Point]


def told(value):
    """What went wrong."""
    try:
        return value.x
    except AttributeError as error:
        return str(error)


def expected(value):
    if isinstance(value, (Point, Other, Bare)):
        return value.x
    name = f"type object '{value.__name__}'" if isinstance(value, type) else f"'{type(value).__name__}' object"
    return f"{name} has no attribute 'x'"


def read(values):
    out = []
    for value in values:
        out.append(told(value))
    return out


points = [Point(i) for i in range(3000)]


def test_attributes():
    assert read(points) == list(range(3000))
    for other in OTHERS + [Other(3), Bare()]:
        mixed = points[:50] + [other] + points[50:60] + [other]
        assert read(mixed) == [expected(value) for value in mixed], other
    # Again and again, so that each of them gets its own way.
    mixed = [value for point in points for value in (point, *OTHERS, Other(point.x), Bare())]
    assert read(mixed) == [expected(value) for value in mixed]


def calls(values):
    total = failed = 0
    for value in values:
        try:
            total += value.get()
        except AttributeError:
            failed += 1
        except TypeError:
            failed += 1000
    return total, failed


def test_methods():
    assert calls(points) == (sum(range(3000)), 0)
    assert calls(points + OTHERS + [{}]) == (sum(range(3000)), len(OTHERS) - 2 + 3 * 1000)
    assert calls([value for point in points[:500] for value in (point, None, 'text', Other(1))]) == (sum(range(500)) - 500, 1000)


# A list, a tuple, a dict or something else, where one of them was.
def first(values):
    out = []
    for value in values:
        try:
            out.append(value[0])
        except (TypeError, KeyError, IndexError) as error:
            out.append(type(error).__name__)
    return out


KINDS = [([1], 1), ((2,), 2), ({0: 3}, 3), ('4', '4'), (b'5', 53), (range(6, 7), 6), ([7.5], 7.5), ([], 'IndexError'), ({}, 'KeyError'), (None, 'TypeError')]
KINDS += [(8, 'TypeError'), (1.5, 'TypeError'), (Bare(), 'TypeError'), (True, 'TypeError')]


def test_items():
    for begun, answer in KINDS:
        assert first([begun] * 2000) == [answer] * 2000
        for value, other in KINDS:
            assert first([begun] * 40 + [value] + [begun]) == [answer] * 40 + [other, answer]


# A local variable that is gone in one round.
def gone(rounds, last):
    point = Point(1)
    total = 0
    try:
        for i in range(rounds):
            if i == last:
                del point
            total += point.x
    except UnboundLocalError as error:
        return total, str(error)
    return total


def test_gone():
    for rounds in (4000, 10):
        assert gone(rounds, rounds) == rounds
        assert gone(rounds, rounds - 1) == (rounds - 1, "cannot access local variable 'point' where it is not associated with a value")


# Sums that leave 32 bits, and 53, one way and the other.
def summed(rounds, start, step):
    total = start
    for _ in range(rounds):
        total += step
    return total


def products(rounds, factor):
    made = []
    for i in range(rounds):
        made.append(i * factor)
    return made


def test_sums():
    for start in (0, 2**31 - 2000, -(2**31) + 2000, 2**53 - 2000, -(2**53) + 2000, 2**62):
        for step in (1, -1, 3, -3, 0):
            assert summed(3000, start, step) == start + 3000 * step
    for factor in (0, 1, -1, 7, 2**20, -(2**20), 2**31, 2**45, -(2**45), 2**60):
        assert products(3000, factor)[-1] == 2999 * factor
        assert products(3000, factor) == [i * factor for i in range(3000)]


for name, test in list(globals().items()):
    if name.startswith('test_'):
        test()
