"""Pi digits: an unbounded spigot, after Gibbons ("Unbounded Spigot Algorithms for the Digits of Pi", 2006).

Pi is an infinite composition of linear fractional transformations x -> (k x + 4k + 2) / (2k + 1); what has been composed so
far is kept in three integers (the fourth stays 0), which leave the machine word after a few steps and never come back:
multiplication, division and comparison of numbers of some thousand digits.
"""

SIZE = 2500         # digits
QUICK = 50

HEAD = '31415926535897932384626433832795028841971693993751'


class Spigot:
    """The transformation x -> (scale * x + shift) / unit, composed of the terms taken in and the digits given out."""

    def __init__(self):
        self.scale = 1
        self.shift = 0
        self.unit = 1
        self.term = 1

    def take(self):
        k = self.term
        odd = 2 * k + 1
        self.shift = self.scale * (4 * k + 2) + self.shift * odd
        self.scale *= k
        self.unit *= odd
        self.term = k + 1

    def settled(self):
        """The next digit, or -1 as long as the rest of the series (between 3 and 4) could still change it."""
        low = self.scale * 3 + self.shift
        digit, rest = divmod(low, self.unit)
        return digit if rest + self.scale < self.unit else -1

    def give(self, digit):
        self.shift = 10 * (self.shift - digit * self.unit)
        self.scale *= 10

    def __iter__(self):
        while True:
            digit = self.settled()
            if digit < 0:
                self.take()
            else:
                yield digit
                self.give(digit)


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
    stream = iter(Spigot())
    text = ''.join([str(next(stream)) for _ in range(size)])
    assert text[:50] == HEAD[:size]
    assert text == machin(size)
