"""Pi digits: an unbounded spigot over linear fractional transformations (Gibbons, 2006).

Integer arithmetic that leaves the machine word after a few steps and never comes back: multiplication, division and
comparison of numbers of some thousand digits.
"""

SIZE = 2500         # digits
QUICK = 50

HEAD = '31415926535897932384626433832795028841971693993751'


def digits():
    """The decimal digits of pi, for ever."""
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < n * t:
            yield n
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, n = q * k, (2 * q + r) * l, t * l, (q * (7 * k + 2) + r * l) // (t * l)
            k += 1
            l += 2


def machin(count):
    """The first digits of pi by Machin's formula in fixed point, for comparison."""
    one = 10 ** (count + 10)

    def arccot(x):
        power = total = one // x
        n = 3
        sign = -1
        while power:
            power //= x * x
            total += sign * (power // n)
            sign = -sign
            n += 2
        return total

    return str(4 * (4 * arccot(5) - arccot(239)))[:count]


def run(size):
    stream = digits()
    text = ''.join([str(next(stream)) for _ in range(size)])
    assert text[:50] == HEAD[:size]
    assert text == machin(size)
