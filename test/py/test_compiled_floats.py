"""Functions of the module math in compiled code, which calls them without boxes."""

import math
from math import sqrt


class Number:
    def __float__(self):
        return 4.0


def roots(x):
    y = sqrt(x * 2.0)
    return y, math.sin(x) + sqrt(x), [math.sqrt(x)], sqrt(sqrt(x)) == x**0.25


def logarithm(x):
    try:
        return math.log(x)
    except ValueError as e:
        return str(e)


for i in range(1000):
    x = i * 0.5
    a, b, c, d = roots(x)
    assert a == (x * 2.0) ** 0.5 and abs(b - math.sin(x) - x**0.5) < 1e-12 and c == [x**0.5]
    assert logarithm(x) == (math.log(x) if x > 0 else 'math domain error')
assert roots(4)[2] == [2.0] and roots(True)[2] == [1.0]
assert roots(1e300)[2] == [1e150]
assert logarithm(math.inf) == math.inf and math.isnan(logarithm(math.nan))
assert logarithm(10**400) > 900 and logarithm(Number()) == math.log(4)
sqrt = lambda x: 'other'
try:
    roots(1.0)
except TypeError as e:
    assert str(e) == "unsupported operand type(s) for +: 'float' and 'str'", e
else:
    assert False
