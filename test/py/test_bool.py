"""Truth values: bool as an int, truth testing, and/or/not, chained comparisons.

ref: expressions#boolean-operations
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


assert True == 1
assert False == 0
assert True != 2
assert isinstance(True, int)
assert type(True) is bool
assert bool.__mro__ == (bool, int, object)
assert True + True == 2
assert type(True + True) is int
assert True * 3 == 3
assert sum([True, False, True]) == 2
assert True & False is False
assert True | False is True
assert True ^ True is False
assert type(True & 1) is int
assert repr(True) == 'True'
assert str(False) == 'False'
assert f'{True}' == 'True'
assert f'{True:d}' == '1'
assert '%d' % True == '1'
assert bool() is False
assert bool(0) is False
assert bool(-1) is True
assert bool(0.0) is False
assert bool(float('nan')) is True
assert not ''
assert not b''
assert not ()
assert not []
assert not {}
assert not set()
assert not None
assert not range(0)
assert not 0j
assert 'a'
assert b'a'
assert bool((0,)) is True
assert [0]
assert {0: 0}
assert {0}
assert range(1)
assert 1j
assert object()
assert ...
assert NotImplemented.__class__
assert 'ab'[True] == 'b'
assert [10, 20][False] == 10
assert (0 or 'x') == 'x'
assert (1 or 'x') == 1
assert (0 and 'x') == 0
assert (1 and 'x') == 'x'
assert (None or 0 or [] ) == []
assert not (1 and 0)
assert (not 1 == 2) is True
assert (not 0) is True


class Truth:
    def __init__(self, value):
        self.value = value
        self.asked = 0

    def __bool__(self):
        self.asked += 1
        return self.value


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


yes, no = Truth(True), Truth(False)
assert (yes and 5) == 5
assert (no and 5) is no
assert (yes or 5) is yes
assert (no or 5) == 5
assert yes.asked == 2
assert no.asked == 2
if yes and (no or yes):
    got = 1
assert got == 1
assert yes.asked == 4
assert bool(Sized(0)) is False
assert bool(Sized(3)) is True
assert error(bool, Truth(1)) == 'TypeError: __bool__ should return bool, returned int'
assert error(bool, Sized(-1)) == 'ValueError: __len__() should return >= 0'
assert error(bool, Sized('a')) == "TypeError: 'str' object cannot be interpreted as an integer"
assert error(lambda: not Truth(None)) == 'TypeError: __bool__ should return bool, returned NoneType'

# A chain evaluates its middle once and stops early.
calls = []


def note(x):
    calls.append(x)
    return x


assert 1 < note(2) < 3
assert calls == [2]
assert not (1 > note(2) > note(0))
assert calls == [2, 2]
assert 1 < 2 > 1
assert (1 < 2 < 3 < 4) is True
assert (1 == 1.0 == True) is True
assert not 1 < 3 < 2
assert (1 in [1] == [1]) is True
assert (1 in [1, 2] and 3 not in [1]) is True
assert any([]) is False
assert all([]) is True
assert any([0, 5]) is True
assert all([1, 0]) is False


class Odd:
    def __lt__(self, other):
        return 'maybe'

    def __gt__(self, other):
        return []


assert (Odd() < 1) == 'maybe'
assert (Odd() > 1) == []
assert (1 < Odd()) == []
assert (1 < Odd() < 2) == []
assert (Odd() < 3 < 4) is True


def raise_in_chain():
    return 1 < 2 < (1).missing


assert error(raise_in_chain) == "AttributeError: 'int' object has no attribute 'missing'"
assert error(lambda: type('B', (bool,), {})) == "TypeError: type 'bool' is not an acceptable base type"
assert (5 if yes else 6) == 5
assert (5 if no else 6) == 6
assert (lambda: 1 if 0 else 2 if 0 else 3)() == 3
i = 0
while not i > 3:
    i += 1
else:
    i = -i
assert i == -4
import warnings
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    assert ~True == -2
for a in True, False:
    for b in True, False, 0, 1, 2, -1, 0.5, 1.0, 2 ** 70:
        for x, y in (a, b), (b, a):
            m, n = x + 0, y + 0
            assert [x < y, x <= y, x == y, x != y, x > y, x >= y] == [m < n, m <= n, m == n, m != n, m > n, m >= n]
