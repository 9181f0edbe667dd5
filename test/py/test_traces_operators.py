"""Operators that are methods, and functions with short loops, in loops that are hot enough to be traced."""

ROUNDS = 3000


class Number:
    def __init__(self, value):
        self.value = value

    def __add__(self, other):
        if isinstance(other, Number):
            return Number(self.value + other.value)
        if isinstance(other, int):
            return Number(self.value + other)
        return NotImplemented

    def __radd__(self, other):
        return Number(self.value + len(other))

    def __sub__(self, other):
        return NotImplemented if other is None else self.value - other

    def __mul__(self, other):
        return self.of(other)

    def of(self, other):
        return other

    def __iadd__(self, other):
        self.value += other
        return self

    def __and__(self, other):
        if self.value % 100 == 99:
            raise LookupError(self.value)
        return self


class Text:
    def __init__(self, text):
        self.text = text

    def __len__(self):
        return len(self.text)

    def __add__(self, other):
        return NotImplemented

    def __rsub__(self, other):
        return ('text', self.text)


class Special(Number):
    def __radd__(self, other):
        return Number(1000)


def sums(others, rounds):
    total = Number(0)
    for i in range(rounds):
        total = total + others[i % len(others)]
    return total.value


assert sums([Number(1), Number(2)], ROUNDS) == ROUNDS * 3 // 2
assert sums([Number(1), 5], ROUNDS) == ROUNDS * 3
# The method of a subclass comes first.
assert sums([Number(1)] * 7 + [Special(0)], ROUNDS) == 1000 + sums([Number(1)] * 7 + [Number(1)], ROUNDS) % 8
try:
    sums([Number(1)] * (ROUNDS - 1) + [None], ROUNDS)
    assert False
except TypeError as e:
    assert str(e) == "unsupported operand type(s) for +: 'Number' and 'NoneType'", e


def mixed(left, others, rounds):
    """What `left` does not know the other operand does, now and then."""
    seen = {}
    for i in range(rounds):
        other = others[i % len(others)]
        try:
            found = left + other
        except TypeError as e:
            found = str(e)
        if isinstance(found, Number):
            found = found.value
        seen[found] = seen.get(found, 0) + 1
    return seen


assert mixed(Text('abc'), [Number(4)], ROUNDS) == {7: ROUNDS}
assert mixed(Text('abc'), [Number(4), Text('a')], ROUNDS) == {
    7: ROUNDS // 2, "unsupported operand type(s) for +: 'Text' and 'Text'": ROUNDS // 2}


def differences(others, rounds):
    left = Number(10)
    seen = {}
    for i in range(rounds):
        other = others[0] if i % 500 else others[1]
        try:
            found = left - other
        except TypeError as e:
            found = str(e)
        seen[found] = seen.get(found, 0) + 1
    return seen


assert differences([3, None], ROUNDS) == {
    7: ROUNDS - 6, "unsupported operand type(s) for -: 'Number' and 'NoneType'": 6}
assert differences([3, 4], ROUNDS) == {7: ROUNDS - 6, 6: 6}


class Odd:
    def __rmul__(self, other):
        return 'reflected'


def given(others, rounds):
    """A method that gives what it was given, NotImplemented too: then the other operand's is called."""
    left = Number(0)
    seen = {}
    for i in range(rounds):
        value = others[0] if i % 300 else others[1]
        Number.of = lambda self, other: value
        found = left * Odd()
        seen[found] = seen.get(found, 0) + 1
    return seen


def returned(values, rounds):
    class Giver:
        def __mul__(self, other):
            return values[other.index]

    class Index:
        index = 0

        def __rmul__(self, other):
            return 'reflected'

    giver, index = Giver(), Index()
    seen = {}
    for i in range(rounds):
        index.index = i % 300 == 299
        found = giver * index
        seen[found] = seen.get(found, 0) + 1
    return seen


assert given([1, 2], 600) == {1: 598, 2: 2}
assert given([1, NotImplemented], 600) == {1: 598, 'reflected': 2}
assert returned([1, 2], ROUNDS) == {1: ROUNDS - 10, 2: 10}
assert returned([1, NotImplemented], ROUNDS) == {1: ROUNDS - 10, 'reflected': 10}
assert returned(['a', NotImplemented], ROUNDS) == {'a': ROUNDS - 10, 'reflected': 10}


def in_place(rounds):
    n = m = Number(0)
    for i in range(rounds):
        n += i
    return n is m, n.value


assert in_place(ROUNDS) == (True, sum(range(ROUNDS)))


def raising(rounds):
    raised = 0
    n = Number(0)
    for i in range(rounds):
        n.value = i
        try:
            n & n
        except LookupError as e:
            raised += e.args[0]
    return raised


assert raising(ROUNDS) == sum(range(99, ROUNDS, 100))


# Functions with loops of some rounds.

def powers(x, n):
    row = [x for _ in range(n)]
    total = 0
    for i, a in enumerate(row):
        for k in range(i):
            a = a * x % 1009
        total += a
    return total


def summed(counts, rounds):
    total = 0
    for i in range(rounds):
        total += powers(i, counts[i % len(counts)])
    return total


def plain(counts, rounds):
    return sum([pow(i, k + 1, 1009) if k else i for i in range(rounds) for k in range(counts[i % len(counts)])])


# The same number of rounds, another one now and then, and always another.
for counts in [[3], [3] * 50 + [2], [0, 1, 2, 3, 4, 5], [3, 12], list(range(16)), [60]]:
    assert summed(counts, ROUNDS) == plain(counts, ROUNDS), counts


def search(items, wanted):
    for i, item in enumerate(items):
        if item == wanted:
            return i
    while items:
        items = items[1:]
    return -1


def found(items, wanted, rounds):
    total = 0
    for i in range(rounds):
        total += search(items, wanted[i % len(wanted)])
    return total


assert found([5, 6, 7], [7], ROUNDS) == 2 * ROUNDS
assert found([5, 6, 7], [7] * 9 + [1], ROUNDS) == 2 * ROUNDS - 3 * ROUNDS // 10
assert found([5, 6, 7], [5, 6, 7, 8], ROUNDS) == 2 * ROUNDS // 4


class Changing:
    @property
    def left(self):
        return self.of(1)

    def __call__(self, x):
        return self.of(x)


def changing(rounds):
    """The class changes in each round, and with it what traces know of it."""
    c = Changing()
    total = 0
    for i in range(rounds):
        Changing.of = lambda self, x: (self, x + i)
        total += c.left[1] + c(2)[1]
        assert c.left[0] is c and c(0)[0] is c
    return total


assert changing(600) == sum([3 + 2 * i for i in range(600)])
