# What int, float and complex make of objects with methods, of subclasses and of text.
import sys
import warnings


def warned(f, *args):
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter('always')
        r = f(*args)
    return r, [w.category.__name__ for w in log]


class Index:
    def __index__(self):
        return True


class Int:
    def __int__(self):
        return True


class F(float):
    pass


class Float:
    def __float__(self):
        return F(2)


class C(complex):
    pass


class Complex:
    def __complex__(self):
        return C(2)


class Text(str):
    def __float__(self):
        return 9.0


D = ['DeprecationWarning']
assert warned(int, Index()) == (1, D) and warned(int, Int()) == (1, D)
assert warned(float, Float()) == (2.0, D) and warned(complex, Complex()) == (2 + 0j, D)
assert float(Text('8')) == 9.0
assert str(complex(0.0, -0.0)) == '-0j' and str(complex(complex(0.0, -0.0))) == '-0j'
assert complex('\u2003(\u20021+1j ) ') == 1 + 1j
assert (-0.0) ** float('-inf') == float('inf')


def raised(f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__
    return None


assert raised(complex, 1, Complex()) == 'TypeError'
assert raised(float, b'12\xa0') == 'ValueError'
assert raised(float, x=1) == 'TypeError'


# Keywords are left to an __init__ of the class.
class Named(float):
    def __init__(self, value, unit=None):
        self.unit = unit


n = Named(2.5, unit='m')
assert n == 2.5 and n.unit == 'm'
assert raised(F, 2.5, unit='m') == 'TypeError'

# The limit of digits.
sys.set_int_max_str_digits(1000)
assert raised(str, 10 ** 1000) == 'ValueError' and len(str(10 ** 1000 - 1)) == 1000
assert raised(str, -10 ** 1000) == 'ValueError' and len(str(-10 ** 1000 + 1)) == 1001
assert raised(int, '1' * 1001) == 'ValueError' and int('1' * 1000) > 0

# NaNs have signs.
import math
from decimal import Decimal
assert [math.copysign(1, float(s)) for s in ('nan', '-nan', '+nan')] == [1, -1, 1]
assert [math.copysign(1, float(Decimal(s))) for s in ('nan', '-nan5')] == [1, -1]
assert math.copysign(1, complex('-nan-nanj').imag) == -1 and math.copysign(1, complex('-nanj').imag) == -1
assert [math.copysign(2, x) for x in (0.0, -0.0, 5, -5)] == [2, -2, 2, -2]

# White space around numbers: that of any script, but neither separators, which str counts too, nor a byte order mark; of bytes, ASCII's alone.
kinds = (int, float, complex)
assert [kind('\xa0 \uff11\u2003\n') for kind in kinds] == [1, 1.0, 1 + 0j]
assert [raised(kind, text) for kind in kinds for text in ('\ufeff1', '1\ufeff', '\x1c1', '1\x1f', '\u2003\x1c1', '1\u20032')] == ['ValueError'] * 18
assert [raised(int, data) for data in (b'\xa01', b'1\x85', b'\x1c1')] == ['ValueError'] * 3 and int(b'\t1\n') == 1
assert raised(float, b'\x1c1') == 'ValueError'
assert Decimal('\x1c\u2003\uff11\x1f') == 1 and raised(Decimal, '\ufeff1') == 'InvalidOperation'
