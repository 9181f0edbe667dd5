"""Division of large ints, whose quotient is short or long, gives quotient and remainder that make the dividend again."""

import random

random.seed(11)
for bits in (10, 60, 64, 1000, 3590, 3600, 3610, 4000, 5000, 9000, 20000, 70000):
    for more in (0, 1, 2, 17, 63, 64, 65, 130, 700, 1800, 3000, 9000):
        for _ in range(4):
            b = random.getrandbits(bits) | 1 << bits - 1
            q = random.getrandbits(more) if more else random.randrange(2)
            r = random.choice([0, 1, b - 1, random.randrange(b)])
            a = q * b + r
            assert divmod(a, b) == (q, r)
            assert a // b == q
            assert a % b == r
            assert divmod(-a, -b) == (q, -r)
            assert divmod(-a, b) == ((-q, 0) if r == 0 else (-q - 1, b - r))
            assert divmod(a, -b) == ((-q, 0) if r == 0 else (-q - 1, r - b))
            assert a - b == (q - 1) * b + r
for n in (2**53, 2**53 - 1, 2**63, 2**63 + 5, 2**64, 2**64 + 7, 2**128 + 3, 3**100):
    for s in (n, -n):
        assert s - s == 0
        assert s + 1 - s == 1
        assert (s + 5) - (s + 2) == 3
        assert s * 0 == 0
        assert s * 1 == s
        assert s * -1 == -s
        assert str(s * 7 // 7) == str(s)
        assert (s << 3) >> 3 == s
        assert s & -1 == s
        assert s | 0 == s
        assert s ^ s == 0
        assert s & 0xff == s % 256
