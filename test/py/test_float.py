"""Floats: repr, special values, arithmetic, rounding, conversion, hashing.

lib: stdtypes#float
"""


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
             '123456789012345.67', '1e+100', '3.141592653589793', '2.5', '9007199254740992.0', 'inf', '-inf', 'nan'):
    assert repr(float(text)) == text, text
assert repr(1e15) == '1000000000000000.0'
assert repr(1e16) == '1e+16'
assert str(123e-7) == '1.23e-05'
assert repr(0.1 + 0.2) == '0.30000000000000004'
assert repr(100.0) == '100.0'
assert str(1e5) == '100000.0'
assert repr(-1.5e300) == '-1.5e+300'
assert type(1.0 + 1) is float
assert 1.0 + 1 == 2
assert repr(1.0 * 3) == '3.0'
assert repr(2.0 ** 2) == '4.0'
assert repr(4.0 // 2) == '2.0'
assert 1e3 == 1000
assert 1_0.5_0 == 10.5
assert .5 == 0.5
assert 5. == 5.0

# Signed zero, infinities, not-a-number.
assert 0.0 == -0.0
assert repr(-0.0) == '-0.0'
assert repr(0.0 * -1) == '-0.0'
assert str(-0.0 + 0.0) == '0.0'
assert repr(-(0.0)) == '-0.0'
assert [0.0, -0.0] == [-0.0, 0.0]
assert hash(0.0) == hash(-0.0) == 0
assert inf > 1e308
assert -inf < -1e308
assert inf - inf != inf - inf
assert inf * 2 == inf
assert 1 / inf == 0.0
assert repr(-1 / inf) == '-0.0'
assert nan != nan
assert not nan == nan
assert not nan < 1
assert not nan > 1
assert [nan] == [nan]
assert nan in [nan]
assert not float('nan') in [nan]
assert max(1.0, nan) == 1.0
assert repr(min(nan, 1.0)) == 'nan'
assert bool(nan)
assert 1e308 * 10 == inf
assert -1e308 * 10 == -inf
assert 1e-320 / 1e10 == 0.0

# Division and modulo.
assert (7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2) == (3.0, -4.0, 1.5, 0.5, -0.5)
assert divmod(-1.0, 3.0) == (-1.0, 2.0)
assert repr(-0.0 % 3.0) == '0.0'
assert repr(0.0 % -3.0) == '-0.0'
assert 1e20 % 3 == 1.0
assert -1e-20 % 1.0 == 1.0
assert 5.0 % inf == 5.0
assert -5.0 % inf == inf
assert -5.0 // inf == -1.0
assert error(lambda: 1.0 / 0) == 'ZeroDivisionError: float division by zero'
assert error(lambda: 1.0 // 0) == 'ZeroDivisionError: float floor division by zero'
assert error(lambda: 1.0 % 0) == 'ZeroDivisionError: float modulo by zero'
assert error(divmod, 1.0, 0.0) == 'ZeroDivisionError: float divmod()'

# Powers.
assert 2.0 ** 0.5 == 1.4142135623730951
assert 2 ** 0.5 == 2.0 ** 0.5
assert 1.0 ** nan == 1.0
assert nan ** 0 == 1.0
assert (-8.0) ** 3 == -512.0
assert type((-8) ** 0.5) is complex
assert abs((-4) ** 0.5 - 2j) < 1e-12
assert error(lambda: 0.0 ** -1) == 'ZeroDivisionError: 0.0 cannot be raised to a negative power'
assert error(lambda: 10.0 ** 400) == "OverflowError: (34, 'Numerical result out of range')"
assert inf ** -1 == 0.0
assert 0.5 ** inf == 0.0

# Rounding is to even, exactly.
assert (round(0.5), round(1.5), round(2.5), round(-0.5), round(-1.5)) == (0, 2, 2, 0, -2)
assert type(round(2.5)) is int
assert round(2.675, 2) == 2.67
assert round(0.125, 2) == 0.12
assert round(1e300, 2) == 1e300
assert round(1234.5, -2) == 1200.0
assert round(5e15 + 0.5) == 5000000000000000
assert repr(round(1.0, 1)) == '1.0'
assert round(12.5, -1) == 10.0
assert round(-2.5, 0) == -2.0
assert repr(round(-0.04, 1)) == '-0.0'
assert round(1.5, None) == 2
assert round(1e20) == 100000000000000000000
assert error(round, inf) == 'OverflowError: cannot convert float infinity to integer'
assert error(round, nan) == 'ValueError: cannot convert float NaN to integer'
import math
assert math.floor(-1.5) == -2
assert math.ceil(-1.5) == -1
assert math.trunc(-1.5) == -1
assert math.floor(1e20) == 10 ** 20

# Methods.
assert (0.5).as_integer_ratio() == (1, 2)
assert (0.1).as_integer_ratio() == (3602879701896397, 36028797018963968)
assert (2.0).is_integer()
assert not (2.5).is_integer()
assert not inf.is_integer()
assert (255.5).hex() == '0x1.ff00000000000p+7'
assert float.fromhex('0x1.8p3') == 12.0
assert (0.0).hex() == '0x0.0p+0'
assert (5e-324).hex() == '0x0.0000000000001p-1022'
assert error(inf.as_integer_ratio) == 'OverflowError: cannot convert Infinity to integer ratio'
assert (1.5).real == 1.5
assert (1.5).imag == 0.0
assert (1.5).conjugate() == 1.5

# Reading.
assert float(' 1.5\n') == 1.5
assert float('1_0.0_1') == 10.01
assert float('.5e1') == 5.0
assert float('-iNf') == -inf
assert float('infinity') == inf
assert float('1e400') == inf
assert float('1e-400') == 0.0
assert float(b'2.5') == 2.5
assert float() == 0.0
assert float(True) == 1.0
assert float('9007199254740993') == 9007199254740992.0
assert float('0.1') == 0.1
assert float('2.2250738585072011e-308') == 2.225073858507201e-308
assert error(float, 'abc') == "ValueError: could not convert string to float: 'abc'"
assert error(float, '') == "ValueError: could not convert string to float: ''"
assert error(float, None) == "TypeError: float() argument must be a string or a real number, not 'NoneType'"
assert error(float, []) == "TypeError: float() argument must be a string or a real number, not 'list'"

# Mixed comparison is exact.
assert 1 == 1.0
assert 1 < 1.5 < 2
assert 2 ** 53 + 1 > 2.0 ** 53
assert 2 ** 1000 == 2.0 ** 1000
assert 2 ** 2000 > 1e308
assert -2 ** 2000 < -1e308
assert hash(1.0) == 1
assert hash(0.5) == 1152921504606846976
assert hash(inf) == 314159
assert hash(-inf) == -314159
assert hash(2.0 ** 61) == 1
assert hash(1e300) == hash(int(1e300))
assert hash(-1.0) == -2
assert hash(1.5) == 1152921504606846977
assert {1.0: 'x'}[1] == 'x'
assert len({1, 1.0, True}) == 1
assert len({0.0, -0.0}) == 1

# Formatting.
assert f'{3.14159:.2f}' == '3.14'
assert f'{1e10:g}' == '1e+10'
assert f'{123456.0:g}' == '123456'
assert f'{0.00001:g}' == '1e-05'
assert f'{1.0:.3e}' == '1.000e+00'
assert f'{1234567.891:,.2f}' == '1,234,567.89'
assert f'{0.25:%}' == '25.000000%'
assert f'{0.125:.1%}' == '12.5%'
assert f'{-1.5:+.1f}' == '-1.5'
assert f'{1.5: f}' == ' 1.500000'
assert f'{1.5:08.2f}' == '00001.50'
assert f'{2.5:.0f}' == '2'
assert f'{1e100:.1f}'.startswith('1000000000000000015902891109')
assert f'{1.0:#.0f}' == '1.'
assert f'{nan:.2f}' == 'nan'
assert f'{inf:F}' == 'INF'
assert f'{1.0}' == '1.0'
assert f'{1.0:10}' == '       1.0'
assert f'{1e16}' == '1e+16'
assert f'{1.1:.20f}' == '1.10000000000000008882'
assert '%.3f' % 2 == '2.000'
assert '%e' % 12345.678 == '1.234568e+04'
assert '%g' % 1e-5 == '1e-05'
assert '%5.1f|' % 3.14159 == '  3.1|'
assert '%-8.2f|' % 1.5 == '1.50    |'
assert '%.0f' % 0.5 == '0'
assert '%.0f' % 1.5 == '2'
assert '%r' % 1.0 == '1.0'
assert '%.2g' % 123.456 == '1.2e+02'
assert f'{-0.0:z.1f}' == '0.0'
assert error(format, 1.5, 'd') == "ValueError: Unknown format code 'd' for object of type 'float'"
assert error(lambda: 1.0 & 1) == "TypeError: unsupported operand type(s) for &: 'float' and 'int'"
assert error(lambda x: x[1.0], [1]) == 'TypeError: list indices must be integers or slices, not float'
total = 0.0
for i in range(10):
    total += 0.1
assert total == 0.9999999999999999
assert sum([0.1] * 10) == 1.0
