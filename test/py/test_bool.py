"""Truth values: bool as an int, truth testing, and/or/not, chained comparisons.  ref: expressions#boolean-operations"""

def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


assert True == 1 and False == 0 and True != 2
assert isinstance(True, int) and type(True) is bool and bool.__mro__ == (bool, int, object)
assert True + True == 2 and type(True + True) is int and True * 3 == 3 and sum([True, False, True]) == 2
assert True & False is False and True | False is True and True ^ True is False and type(True & 1) is int
assert repr(True) == 'True' and str(False) == 'False' and f'{True}' == 'True' and f'{True:d}' == '1' and '%d' % True == '1'
assert bool() is False and bool(0) is False and bool(-1) is True and bool(0.0) is False and bool(float('nan')) is True
assert not '' and not b'' and not () and not [] and not {} and not set() and not None and not range(0) and not 0j
assert 'a' and b'a' and (0,) and [0] and {0: 0} and {0} and range(1) and 1j and object() and ... and NotImplemented.__class__
assert 'ab'[True] == 'b' and [10, 20][False] == 10
assert (0 or 'x') == 'x' and (1 or 'x') == 1 and (0 and 'x') == 0 and (1 and 'x') == 'x' and (None or 0 or [] ) == []
assert not (1 and 0) and (not 1 == 2) is True and (not 0) is True


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
assert (yes and 5) == 5 and (no and 5) is no and (yes or 5) is yes and (no or 5) == 5
assert yes.asked == 2 and no.asked == 2
if yes and (no or yes):
    got = 1
assert got == 1 and yes.asked == 4
assert bool(Sized(0)) is False and bool(Sized(3)) is True
assert error(bool, Truth(1)) == 'TypeError: __bool__ should return bool, returned int'
assert error(bool, Sized(-1)) == 'ValueError: __len__() should return >= 0'
assert error(bool, Sized('a')) == "TypeError: 'str' object cannot be interpreted as an integer"
assert error(lambda: not Truth(None)) == 'TypeError: __bool__ should return bool, returned NoneType'

# A chain evaluates its middle once and stops early.
calls = []


def note(x):
    calls.append(x)
    return x


assert 1 < note(2) < 3 and calls == [2]
assert not (1 > note(2) > note(0)) and calls == [2, 2]
assert 1 < 2 > 1 and (1 < 2 < 3 < 4) is True and (1 == 1.0 == True) is True and not 1 < 3 < 2
assert (1 in [1] == [1]) is True
assert (1 in [1, 2] and 3 not in [1]) is True and None is None is not 1
assert any([]) is False and all([]) is True and any([0, 5]) is True and all([1, 0]) is False


class Odd:
    def __lt__(self, other):
        return 'maybe'

    def __gt__(self, other):
        return []


assert (Odd() < 1) == 'maybe' and (Odd() > 1) == [] and (1 < Odd()) == [] and (1 < Odd() < 2) == [] and (Odd() < 3 < 4) is True


def raise_in_chain():
    return 1 < 2 < (1).missing


assert error(raise_in_chain) == "AttributeError: 'int' object has no attribute 'missing'"
assert error(lambda: type('B', (bool,), {})) == "TypeError: type 'bool' is not an acceptable base type"
assert (5 if yes else 6) == 5 and (5 if no else 6) == 6 and (lambda: 1 if 0 else 2 if 0 else 3)() == 3
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
