"""Integers: arithmetic, the edges of the machine words, division and powers.

lib: stdtypes#numeric-types
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


E = 2 ** 53
W = 2 ** 63

# Around 2**53, where doubles stop being exact.
assert E == 9007199254740992
assert E - 1 == 9007199254740991
assert E + 1 == 9007199254740993
assert E + 1 - E == 1
assert (E + 1) - 1 == E
assert (E - 1) + (E - 1) == 18014398509481982
assert -E - 1 == -9007199254740993
assert -(E + 1) + E == -1
assert (E + 1) % 2 == 1
assert (E + 1) // 2 == 4503599627370496
assert (E + 3) * 3 == 27021597764222985
assert E * E == 81129638414606681695789005144064
assert 94906267 * 94906267 == 9007199515875289
assert 94906265 * 94906267 == 9007199326062755
assert 3037000500 ** 2 == 9223372037000250000
x = E - 2
seen = []
for _ in range(5):
    seen.append(x)
    x += 1
assert seen == [9007199254740990, 9007199254740991, 9007199254740992, 9007199254740993, 9007199254740994]
seen = []
for _ in range(5):
    x -= 1
    seen.append(x)
assert seen == [9007199254740994, 9007199254740993, 9007199254740992, 9007199254740991, 9007199254740990]
assert [i - E for i in range(E - 1, E + 3)] == [-1, 0, 1, 2]

# Around 2**31, 2**32, 2**63 and 2**64.
assert 2 ** 31 - 1 + 1 == 2147483648
assert -2 ** 31 - 1 == -2147483649
assert 65536 * 65536 == 4294967296
assert W == 9223372036854775808
assert W - 1 == 9223372036854775807
assert W - 1 + 1 == W
assert -W - 1 == -9223372036854775809
assert -W // -1 == W
assert W * 2 == 18446744073709551616
assert (W * 2 - 1) & (W - 1) == W - 1
assert (W << 1) >> 64 == 1
assert (2 ** 64 - 1) % 10 == 5
assert 10 ** 30 // 10 ** 29 == 10
assert 10 ** 30 - 10 ** 30 + 1 == 1
assert type(10 ** 30 - 10 ** 30) is int

# Zero has no sign.
assert str(0 * -1) == '0'
assert str(-0) == '0'
assert repr(0 // -5) == '0'
assert str(-5 + 5) == '0'
assert str(0 % -3) == '0'
assert str(round(-0.4)) == '0'
assert str(int(-0.0)) == '0'
assert str(-1 >> 1 << 1) == '-2'

# Division rounds down, the remainder has the divisor's sign.
assert (7 // 2, -7 // 2, 7 // -2, -7 // -2) == (3, -4, -4, 3)
assert (7 % 3, -7 % 3, 7 % -3, -7 % -3) == (1, 2, -2, -1)
assert divmod(-7, 2) == (-4, 1)
assert divmod(7, -2) == (-4, -1)
assert divmod(-10 ** 20, 7) == (-14285714285714285715, 5)
for a in (-W - 3, -E - 1, -17, -1, 0, 1, 17, E + 1, W + 3):
    for b in (-W - 1, -E, -10, -3, -1, 1, 3, 10, E, W + 1):
        q, r = divmod(a, b)
        assert q * b + r == a
        assert r == 0 or (r < 0) == (b < 0)
        assert abs(r) < abs(b)
        assert q == a // b
        assert r == a % b
assert 1 / 2 == 0.5
assert 6 / 3 == 2.0
assert type(6 / 3) is float
assert (10 ** 400) / (10 ** 399) == 10.0
assert 1 / 3 == 0.3333333333333333
assert (E + 1) / 1 == 9007199254740992.0
assert (E * 4 + 4) / 4 == 9007199254740992.0
assert (2 ** 54 + 2) / 2 == 9007199254740992.0
assert error(lambda: 1 // 0) == 'ZeroDivisionError: integer division or modulo by zero'
assert error(lambda: 1 % 0) == 'ZeroDivisionError: integer modulo by zero'
assert error(lambda: 1 / 0) == 'ZeroDivisionError: division by zero'
assert error(divmod, 1, 0) == 'ZeroDivisionError: integer division or modulo by zero'
assert error(lambda: 10 ** 400 / 3) == 'OverflowError: integer division result too large for a float'
assert error(float, 10 ** 400) == 'OverflowError: int too large to convert to float'

# Powers.
assert 2 ** 10 == 1024
assert (-2) ** 3 == -8
assert -2 ** 2 == -4
assert 0 ** 0 == 1
assert 2 ** -1 == 0.5
assert type(2 ** -1) is float
assert (-2) ** -2 == 0.25
assert 3 ** 40 == 12157665459056928801
assert pow(3, 200, 13) == 9
assert pow(-3, 3, 10) == 3
assert pow(3, 3, -10) == -3
assert pow(5, 0, 1) == 0
assert pow(3, -1, 7) == 5
assert pow(10 ** 20, 3, 10 ** 9 + 7) == 10 ** 60 % (10 ** 9 + 7)
assert error(pow, 2, -1, 4) == 'ValueError: base is not invertible for the given modulus'
assert error(pow, 2, 3, 0) == 'ValueError: pow() 3rd argument cannot be 0'
assert error(lambda: 0 ** -1) == 'ZeroDivisionError: 0.0 cannot be raised to a negative power'
assert 7 ** 100 % 1000 == 1

# Bits.
assert 6 & 3 == 2
assert 6 | 3 == 7
assert 6 ^ 3 == 5
assert ~6 == -7
assert ~-1 == 0
assert -1 & 0xff == 255
assert -256 | 255 == -1
assert -1 ^ 0xf == -16
assert (1 << 31) == 2147483648
assert (1 << 32) == 4294967296
assert 1 << 53 == E
assert 1 << 63 == W
assert -1 << 40 == -1099511627776
assert 0xffffffff & 0x80000000 == 0x80000000
assert 0xffffffff ^ 0 == 4294967295
assert ~0xffffffff == -4294967296
assert -5 >> 1 == -3
assert -1 >> 100 == -1
assert 5 >> 100 == 0
assert W >> 62 == 2
assert -W >> 63 == -1
assert (E + 1) & 1 == 1
assert (E + 1) | 2 == E + 3
assert -(E + 1) & 0xffff == 0xffff
assert (2 ** 100 + 5) & (2 ** 70 - 1) == 5
assert (2 ** 100) ^ (2 ** 100) == 0
assert error(lambda: 1 << -1) == 'ValueError: negative shift count'
assert error(lambda: 1 >> -1) == 'ValueError: negative shift count'
assert 0 << 10 ** 9 == 0

# Methods.
assert (255).bit_length() == 8
assert (-256).bit_length() == 9
assert (0).bit_length() == 0
assert E.bit_length() == 54
assert (255).bit_count() == 8
assert (-7).bit_count() == 3
assert (1024).to_bytes(2, 'big') == b'\x04\x00'
assert (-1).to_bytes(2, 'little', signed=True) == b'\xff\xff'
assert (5).to_bytes() == b'\x05'
assert int.from_bytes(b'\x01\x00') == 256
assert int.from_bytes(b'\xff\xfe', 'big', signed=True) == -2
assert error((256).to_bytes, 1) == 'OverflowError: int too big to convert'
assert error((-1).to_bytes, 1) == "OverflowError: can't convert negative int to unsigned"
assert (5).as_integer_ratio() == (5, 1)
assert (5).is_integer()
assert (5).conjugate() == 5
assert (5).real == 5
assert (5).imag == 0
assert (5).numerator == 5
assert (5).denominator == 1
assert round(15, -1) == 20
assert round(25, -1) == 20
assert round(-15, -1) == -20
assert round(1234, -2) == 1200
assert round(5) == 5
assert abs(-W) == W
assert abs(-3) == 3
assert +True == 1
assert type(+True) is int
assert -True == -1

# Conversions.
assert int('12') == 12
assert int(' -1_000 ') == -1000
assert int('ff', 16) == 255
assert int('0x1F', 0) == 31
assert int('0b101', 2) == 5
assert int('z', 36) == 35
assert int(b'17') == 17
assert int(3.99) == 3
assert int(-3.99) == -3
assert int() == 0
assert int(1e20) == 100000000000000000000
assert int('\u0663\u0664') == 34
assert int(True) == 1
assert type(int(True)) is int
assert error(int, 'x1') == "ValueError: invalid literal for int() with base 10: 'x1'"
assert error(int, '') == "ValueError: invalid literal for int() with base 10: ''"
assert error(int, '1__0') == "ValueError: invalid literal for int() with base 10: '1__0'"
assert error(int, '012', 0) == "ValueError: invalid literal for int() with base 0: '012'"
assert error(int, 'z', 37) == 'ValueError: int() base must be >= 2 and <= 36, or 0'
assert error(int, 1, 10) == "TypeError: int() can't convert non-string with explicit base"
assert error(int, None) == (
    "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'")
assert error(int, float('inf')) == 'OverflowError: cannot convert float infinity to integer'
assert error(int, float('nan')) == 'ValueError: cannot convert float NaN to integer'
assert hex(255) == '0xff'
assert hex(-255) == '-0xff'
assert oct(8) == '0o10'
assert bin(-5) == '-0b101'
assert hex(2 ** 64) == '0x10000000000000000'
assert str(10 ** 25) == '10000000000000000000000000'
assert repr(-W) == '-9223372036854775808'
assert len(str(7 ** 1000)) == 846
assert int(str(7 ** 1000)) == 7 ** 1000
assert 1_000_000 == 1000000
assert 0xFF_FF == 65535
assert 0b1_1 == 3
assert 0o17 == 15

# Comparison and hashing across the edges.
assert E + 1 != float(E + 1)
assert E == float(E)
assert not E + 1 < float(E)
assert E + 1 > float(E)
assert W > W - 1
assert -W < 0
assert 10 ** 400 > 1e308
assert -10 ** 400 < float('-inf') * -1
assert 10 ** 400 < float('inf')
assert hash(1) == 1
assert hash(-1) == -2
assert hash(2 ** 61 - 1) == 0
assert hash(2 ** 61) == 1
assert hash(-2 ** 61) == -2
assert hash(E) == E
assert hash(W) == 4
assert hash(10 ** 30) == hash(int('1' + '0' * 30))
assert hash(True) == 1
assert {1: 'a'}[True] == 'a'
assert {1: 'a'}[1.0] == 'a'
assert {E + 1: 1}.get(float(E)) is None
assert {2 ** 70: 1}[2.0 ** 70] == 1
assert error(lambda: 1 < 'a') == "TypeError: '<' not supported between instances of 'int' and 'str'"
assert error(lambda: 1 + 'a') == "TypeError: unsupported operand type(s) for +: 'int' and 'str'"
assert error(lambda: -'a') == "TypeError: bad operand type for unary -: 'str'"
assert error(lambda: ~1.0) == "TypeError: bad operand type for unary ~: 'float'"


class Sub(int):
    def __add__(self, other):
        return Sub(int(self) + other)


s = Sub(5)
assert type(s + 1) is Sub
assert s + 1 == 6
assert type(s - 1) is int
assert type(1 + s) is int
assert s == 5
assert hash(s) == 5
assert [1, 2, 3, 4, 5, 6][s] == 6
assert bool(Sub(0)) is False

# Bits of ints beyond 53 and 64 bits, by what they are in arithmetic.
MASKS = [2 ** n - 1 for n in (1, 8, 31, 32, 33, 52, 53, 54, 63, 64, 65)]
for n in (29, 31, 32, 33, 52, 53, 54, 62, 63, 64, 65, 95, 128, 200):
    for a in (2 ** n, 2 ** n - 1, 2 ** n + 1, 2 ** n * 5 // 3, -2 ** n, -2 ** n - 1, 1 - 2 ** n, -(2 ** n * 5 // 3)):
        for mask in MASKS:
            assert a & mask == mask & a == a % (mask + 1)
            assert a & mask == a - ((a | mask) - mask)
            assert a ^ mask == (a | mask) - (a & mask)
        for b in (False, 0, True, 1, 10, 11, 30, 31, 32, 33, 52, 53, 63, 64, 1023, 1024, 1025, 5000):
            assert a << b == a * 2 ** b and a >> b == a // 2 ** b
            shifted = a
            shifted <<= b
            assert shifted == a << b
        assert error(lambda: a << -1) == error(lambda: a >> -1) == 'ValueError: negative shift count'
for a in (1, 3, -1, -3, 2 ** 31, -2 ** 31, 2 ** 32 - 1, 2 ** 52 + 1, 2 ** 53 - 1, 1 - 2 ** 53):
    for b in range(70):
        assert a << b == a * 2 ** b
        assert (a << b) >> b == a

# The one result of `&`, `^` and `~` of ints below 2 ** 53 that is not below it.
LEAST = -2 ** 53
pairs = [(1 - 2 ** 53, -2 ** 53 + 2), (-2 ** 52 - 1, -2 ** 52 - 2 ** 51 - 1), (2 ** 53 - 1, -1), (2 ** 52, 3 * -2 ** 51), (1, 1 - 2 ** 53)]
for round in range(60):
    for a, b in pairs:
        for x, y in ((a, b), (b, a), (a + round, b), (a, b - round)):
            assert x & y == x - (x | y) + y
            assert x ^ y == (x | y) - (x & y)
            assert ~x == -x - 1 and ~y == -y - 1
            for z in (x & y, x ^ y, ~x, ~y):
                assert (z == LEAST) == (z + 1 == LEAST + 1) == (str(z) == '-9007199254740992')
                assert {LEAST: z == LEAST}.get(z, False) == (z == LEAST)
