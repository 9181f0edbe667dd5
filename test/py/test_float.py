"""Floats: repr, special values, arithmetic, rounding, conversion, hashing.  lib: stdtypes#float"""

def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


inf = float('inf')
nan = float('nan')

# repr is the shortest text that reads back.
for text in ('0.1', '1.0', '-0.0', '1e+16', '1e-05', '0.0001', '1e+22', '1234567890123456.0', '1.7976931348623157e+308', '5e-324',
             '123456789012345.67', '1e+100', '3.141592653589793', '2.5', '9007199254740993.0' and '9007199254740992.0', 'inf', '-inf', 'nan'):
    assert repr(float(text)) == text, text
assert repr(1e15) == '1000000000000000.0' and repr(1e16) == '1e+16' and str(123e-7) == '1.23e-05' and repr(0.1 + 0.2) == '0.30000000000000004'
assert repr(100.0) == '100.0' and str(1e5) == '100000.0' and repr(-1.5e300) == '-1.5e+300'
assert type(1.0 + 1) is float and 1.0 + 1 == 2 and repr(1.0 * 3) == '3.0' and repr(2.0 ** 2) == '4.0' and repr(4.0 // 2) == '2.0'
assert 1e3 == 1000 and 1_0.5_0 == 10.5 and .5 == 0.5 and 5. == 5.0

# Signed zero, infinities, not-a-number.
assert 0.0 == -0.0 and repr(-0.0) == '-0.0' and repr(0.0 * -1) == '-0.0' and str(-0.0 + 0.0) == '0.0' and repr(-(0.0)) == '-0.0'
assert [0.0, -0.0] == [-0.0, 0.0] and hash(0.0) == hash(-0.0) == 0
assert inf > 1e308 and -inf < -1e308 and inf - inf != inf - inf and inf * 2 == inf and 1 / inf == 0.0 and repr(-1 / inf) == '-0.0'
assert nan != nan and not nan == nan and not nan < 1 and not nan > 1 and [nan] == [nan] and nan in [nan] and not float('nan') in [nan]
assert max(1.0, nan) == 1.0 and repr(min(nan, 1.0)) == 'nan' and bool(nan)
assert 1e308 * 10 == inf and -1e308 * 10 == -inf and 1e-320 / 1e10 == 0.0

# Division and modulo.
assert (7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2) == (3.0, -4.0, 1.5, 0.5, -0.5)
assert divmod(-1.0, 3.0) == (-1.0, 2.0) and repr(-0.0 % 3.0) == '0.0' and repr(0.0 % -3.0) == '-0.0' and 1e20 % 3 == 2.0
assert -1e-20 % 1.0 == 1.0 and 5.0 % inf == 5.0 and -5.0 % inf == inf and -5.0 // inf == -1.0
assert error(lambda: 1.0 / 0) == 'ZeroDivisionError: float division by zero'
assert error(lambda: 1.0 // 0) == 'ZeroDivisionError: float floor division by zero'
assert error(lambda: 1.0 % 0) == 'ZeroDivisionError: float modulo by zero' or error(lambda: 1.0 % 0) == 'ZeroDivisionError: float modulo'
assert error(divmod, 1.0, 0.0) == 'ZeroDivisionError: float divmod()' or error(divmod, 1.0, 0.0) == 'ZeroDivisionError: float floor division by zero'

# Powers.
assert 2.0 ** 0.5 == 1.4142135623730951 and 2 ** 0.5 == 2.0 ** 0.5 and 1.0 ** nan == 1.0 and nan ** 0 == 1.0 and (-8.0) ** 3 == -512.0
assert type((-8) ** 0.5) is complex and abs((-4) ** 0.5 - 2j) < 1e-12
assert error(lambda: 0.0 ** -1) == 'ZeroDivisionError: zero to a negative power'
assert error(lambda: 10.0 ** 400) == "OverflowError: (34, 'Numerical result out of range')"
assert inf ** -1 == 0.0 and 0.5 ** inf == 0.0

# Rounding is to even, exactly.
assert (round(0.5), round(1.5), round(2.5), round(-0.5), round(-1.5)) == (0, 2, 2, 0, -2) and type(round(2.5)) is int
assert round(2.675, 2) == 2.67 and round(0.125, 2) == 0.12 and round(1e300, 2) == 1e300 and round(1234.5, -2) == 1200.0 and round(5e15 + 0.5) == 5000000000000000
assert repr(round(1.0, 1)) == '1.0' and round(12.5, -1) == 10.0 and round(-2.5, 0) == -2.0 and repr(round(-0.04, 1)) == '-0.0'
assert round(1.5, None) == 2 and round(1e20) == 100000000000000000000
assert error(round, inf) == 'OverflowError: cannot convert float infinity to integer'
assert error(round, nan) == 'ValueError: cannot convert float NaN to integer'
import math
assert math.floor(-1.5) == -2 and math.ceil(-1.5) == -1 and math.trunc(-1.5) == -1 and math.floor(1e20) == 10 ** 20

# Methods.
assert (0.5).as_integer_ratio() == (1, 2) and (0.1).as_integer_ratio() == (3602879701896397, 36028797018963968)
assert (2.0).is_integer() and not (2.5).is_integer() and not inf.is_integer()
assert (255.5).hex() == '0x1.ff00000000000p+7' and float.fromhex('0x1.8p3') == 12.0 and (0.0).hex() == '0x0.0p+0' and (5e-324).hex() == '0x0.0000000000001p-1022'
assert error(inf.as_integer_ratio) == 'OverflowError: cannot convert Infinity to integer ratio'
assert (1.5).real == 1.5 and (1.5).imag == 0.0 and (1.5).conjugate() == 1.5

# Reading.
assert float(' 1.5\n') == 1.5 and float('1_0.0_1') == 10.01 and float('.5e1') == 5.0 and float('-iNf') == -inf and float('infinity') == inf
assert float('1e400') == inf and float('1e-400') == 0.0 and float(b'2.5') == 2.5 and float() == 0.0 and float(True) == 1.0
assert float('9007199254740993') == 9007199254740992.0 and float('0.1') == 0.1 and float('2.2250738585072011e-308') == 2.225073858507201e-308
assert error(float, 'abc') == "ValueError: could not convert string to float: 'abc'"
assert error(float, '') == "ValueError: could not convert string to float: ''"
assert error(float, None) == "TypeError: float() argument must be a string or a real number, not 'NoneType'"
assert error(float, []) == "TypeError: float() argument must be a string or a real number, not 'list'"

# Mixed comparison is exact.
assert 1 == 1.0 and 1 < 1.5 < 2 and 2 ** 53 + 1 > 2.0 ** 53 and 2 ** 1000 == 2.0 ** 1000 and 2 ** 2000 > 1e308 and -2 ** 2000 < -1e308
assert hash(1.0) == 1 and hash(0.5) == 1152921504606846976 and hash(inf) == 314159 and hash(-inf) == -314159 and hash(2.0 ** 61) == 1 and hash(1e300) == hash(int(1e300))
assert hash(-1.0) == -2 and hash(1.5) == 1152921504606846977
assert {1.0: 'x'}[1] == 'x' and len({1, 1.0, True}) == 1 and len({0.0, -0.0}) == 1

# Formatting.
assert f'{3.14159:.2f}' == '3.14' and f'{1e10:g}' == '1e+10' and f'{123456.0:g}' == '123456' and f'{0.00001:g}' == '1e-05' and f'{1.0:.3e}' == '1.000e+00'
assert f'{1234567.891:,.2f}' == '1,234,567.89' and f'{0.25:%}' == '25.000000%' and f'{0.125:.1%}' == '12.5%' and f'{-1.5:+.1f}' == '-1.5' and f'{1.5: f}' == ' 1.500000'
assert f'{1.5:08.2f}' == '00001.50' and f'{2.5:.0f}' == '2' and f'{1e100:.1f}'.startswith('1000000000000000015902891109') and f'{1.0:#.0f}' == '1.'
assert f'{nan:.2f}' == 'nan' and f'{inf:F}' == 'INF' and f'{1.0}' == '1.0' and f'{1.0:10}' == '       1.0' and f'{1e16}' == '1e+16' and f'{1.1:.20f}' == '1.10000000000000008882'
assert '%.3f' % 2 == '2.000' and '%e' % 12345.678 == '1.234568e+04' and '%g' % 1e-5 == '1e-05' and '%5.1f|' % 3.14159 == '  3.1|' and '%-8.2f|' % 1.5 == '1.50    |'
assert '%.0f' % 0.5 == '0' and '%.0f' % 1.5 == '2' and '%r' % 1.0 == '1.0' and '%.2g' % 123.456 == '1.2e+02' and f'{-0.0:z.1f}' == '0.0'
assert error(format, 1.5, 'd') == "ValueError: Unknown format code 'd' for object of type 'float'"
assert error(lambda: 1.0 & 1) == "TypeError: unsupported operand type(s) for &: 'float' and 'int'"
assert error(lambda: [1][1.0]) == 'TypeError: list indices must be integers or slices, not float'
total = 0.0
for i in range(10):
    total += 0.1
assert total == 0.9999999999999999 and sum([0.1] * 10) == 1.0
