"""Products in hot loops that have 32 bits at first, and more of them later."""

ROUNDS = 6000


def halves(values, factor):
    total = 0
    for x in values:
        total += x * factor // 2 + (x * factor & 255)
    return total


def expected(values, factor):
    return sum((x * factor // 2 + (x * factor & 255) for x in values), 0)


def pieces(values, size=50):
    """The values by so few that no loop over them is hot."""
    return [values[i:i + size] for i in range(0, len(values), size)]


def check(values, factor):
    whole = halves(values, factor)
    assert whole == sum(expected(piece, factor) for piece in pieces(values)), (values[-1], factor)


small = list(range(-ROUNDS // 2, ROUNDS // 2))
check(small, 3)
# At the edges of 32 bits, of safe integers, and of 64 bits.
for edge in 2**31, 2**32, 2**53, 2**63, 2**64:
    for near in -1, 0, 1:
        for sign in 1, -1:
            check(small + [sign * (edge + near)] * 3 + small[-5:], 1)
            check(small + [edge + near, 5], sign)
for factor in 2**20, 2**22 + 1, -(2**25), 2**40 + 3, 2**61 - 1:
    check(small, factor)
    check(small + [2**30, -(2**30), 2**52, 1], factor)


def squares(values):
    negative = odd = 0
    for x in values:
        y = x * x
        if y < 0:
            negative += 1
        odd += y & 1
        if y == 46341 * 46341:
            odd += 1000
    return negative, odd


assert squares([46340, 46341, 3] * ROUNDS) == (0, 1002 * ROUNDS)
assert squares([-46341, 65536, 2**31, 2**32 + 1] * ROUNDS) == (0, 1002 * ROUNDS)


class Zero:
    """A product of a negative number and zero is no negative zero."""

    def __init__(self, n):
        self.n = n


def signs(zeros, factor):
    minus = 0
    for zero in zeros:
        product = zero.n * factor
        minus += str(product).startswith('-') + (1.0 / (product + 1.0) < 0) + (repr(product * 1.0) == '-0.0')
    return minus


assert signs([Zero(0)] * ROUNDS, 5) == 0
assert signs([Zero(0)] * ROUNDS, -5) == 0
assert signs([Zero(0)] * ROUNDS + [Zero(2)], -5) == 2


def caught(values, factor):
    """What the frame knows where a product of other kinds follows."""
    seen = []
    product = None
    for i, x in enumerate(values):
        try:
            product = x * factor
        except TypeError as error:
            seen.append((i, product, str(error)))
    return seen, product


message = "unsupported operand type(s) for *: 'NoneType' and 'int'"
assert caught([7] * ROUNDS + [None, 2**40, None], 11) == ([(ROUNDS, 77, message), (ROUNDS + 2, 11 * 2**40, message)], 11 * 2**40)
assert caught([7] * ROUNDS + [2.5, 'ab'], 2)[1] == 'abab'
