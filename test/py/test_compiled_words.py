"""Operations on ints of 32 bits, and on what is masked to so many, in compiled code: answers of CPython 3.13."""

import io
import sys
import warnings

lines = io.StringIO()
warnings.simplefilter('ignore', DeprecationWarning)


def show(*values):
    print(*values, file=lines)


M = 0xffffffff
M31 = 0x7fffffff
M16 = 0xffff
BIG = (1 << 70) + 12345678901234567890


def rotations(x, n):
    for i in range(n):
        x = ((x << 5 | x >> 27) ^ (x >> 3) + (~x & 0x5bd1e995)) & M
        x = (x ^ x >> 16) * 0x85ebca6b & M
        x = -x + i & M
    return x


def rotl(x, n):
    return (x << n | x >> (32 - n)) & M


def murmur(data, seed):
    h = seed
    for k in data:
        k = k * 0xcc9e2d51 & M
        k = (k << 15 | k >> 17) & M
        k = k * 0x1b873593 & M
        h ^= k
        h = (h << 13 | h >> 19) & M
        h = h * 5 + 0xe6546b64 & M
    h ^= len(data)
    h ^= h >> 16
    h = h * 0x85ebca6b & M
    h ^= h >> 13
    h = h * 0xc2b2ae35 & M
    return h ^ h >> 16


def crc_table():
    table = []
    for n in range(256):
        c = n
        for _ in range(8):
            c = 0xedb88320 ^ c >> 1 if c & 1 else c >> 1
        table.append(c)
    return table


TABLE = crc_table()


def crc(data):
    c = M
    for b in data:
        c = TABLE[(c ^ b) & 0xff] ^ c >> 8
    return c ^ M


def adler(data):
    a, b = 1, 0
    for byte in data:
        a = (a + byte) % 65521
        b = (b + a) % 65521
    return b << 16 | a


data = bytes([i * 7 + 3 & 0xff for i in range(500)])
for _ in range(3):
    show(rotations(1, 300), rotations(-1, 300), rotations(2**40 + 5, 300), rotations(-2**52 - 1, 300), rotations(BIG, 300))
    show(rotations(True, 300), rotations(False, 300))
    show(murmur(data, 0), murmur(data, M), crc(data), adler(data))
    show([rotl(0x80000001, i) for i in range(33)][-3:], rotl(M, 7), rotl(5, 0), rotl(5, 32))

# Counts that are negative, or too large for one operation; other things than ints, late.
for args in ((1, -1), (1, 33), (1, 40), (2**45 + 3, 4), (-7, 3), (True, True), (1.5, 2), (1, 2.5), ('x', 1), (BIG, 31), (1, BIG)):
    try:
        show(args, rotl(*args))
    except (TypeError, ValueError, OverflowError, MemoryError) as e:
        show(args, type(e).__name__, e)


def signed(a, b, n):
    out = []
    for i in range(n):
        x = (a ^ b) & M
        y = (a & b | ~a) & M16
        z = (a - b) & M31
        w = (a * b + (a >> 3)) & M
        v = (a | b) ^ ~b
        u = (~a & 0xf0f0f0f0) | b & M
        out.append((x, y, z, w, v, u, ~v, -u, x ^ y, x | w, x & w, x ^ -w, x & -w, x + w, x - w, x << 3, w >> 1, w // 7, w % 1000, x * w))
        a, b = b - i, a * 3 + i
        if i % 40 == 39:
            a, b = -a, i
    return hash(tuple(out)), out[-1]


show(signed(1, 2, 100), signed(-1, 2**31, 100), signed(2**31, 2**32 - 1, 100), signed(2**53 - 1, -2**53 + 1, 50))


class Word(int):
    def __and__(self, other):
        return 'and'

    def __rshift__(self, other):
        return Word(int(self) >> other)

    def __lshift__(self, other):
        return Word(int(self) << other)

    def __or__(self, other):
        return Word(int(self) | int(other))


class Noting:
    """Shows what operations are given."""

    def __init__(self):
        self.seen = []

    def __radd__(self, other):
        self.seen.append(other)
        return 1

    def __rxor__(self, other):
        self.seen.append(other)
        return 1

    def __index__(self):
        return 3


def mixed(a, b, c):
    return (a * 0x10001 + b ^ c) & M


def late(a, items):
    x = 0
    for item in items:
        x = ((a << 20) + item ^ x) & M
    return x


for i in range(300):
    r = mixed(i * 0x1000001, i, 7)
noting = Noting()
show(r, mixed(2**30, noting, 1), noting.seen, mixed(2**50, 2**50, noting), noting.seen)
show(rotl(Word(5), 3), late(2**30, list(range(200))))
noting = Noting()
show(late(2**40, [1, 2, noting, 3]), noting.seen)


def loops(x, y, n):
    """Variables that are ints at the end of each round, and anything at first."""
    count = 0
    while count < n:
        x, y = y, (x << 7 ^ y * 3) & M
        count += 1
    return x, y


for _ in range(3):
    show(loops(1, 2, 200), loops(-5, 3, 200), loops(3, -5, 200), loops(2**60, 1, 5), loops(1, 2**60, 5), loops(True, False, 9), loops(0, 0, 0))
    for args in ((1.5, 2, 1), (1, 2.5, 1), (1.5, 2.5, 0), ('a', 'b', 1), (None, 1, 2)):
        try:
            show(loops(*args))
        except TypeError as e:
            show(e)


def nested(items, n):
    total = 0
    key = items[0]
    for i in range(n):
        for item in items:
            key = (key ^ item * 0x9e3779b1) & M
            total += key >> 28
    return key, total


show(nested([3, 5, 7], 100), nested([-3, 2**40, 2**31], 100), nested([2**70, 1], 100), nested([True, 2], 100))


def seen_by_others(x, n):
    """What temporaries stand for is not lost where somebody looks."""
    out = []
    for i in range(n):
        x = (x * 0x10dcd + len(out) & M) + 1
        y = x << 9 ^ x >> 3
        out.append(sys._getframe().f_locals['y'] if i > 150 and i % 50 == 0 else y & M)
    return out[-1], out[150:], x


show(seen_by_others(7, 210)[0], seen_by_others(7, 210)[1][:3])


def changed(x, n):
    global M
    for i in range(n):
        if i == 250:
            M = 0xff
        x = (x * 5 + i ^ x << 3) & M
    M = 0xffffffff
    return x


show(changed(3, 200), changed(3, 300), changed(3, 251), changed(3, 200))


def inverts(items):
    return [~x for x in items], [~x & 0xff for x in items]


for _ in range(100):
    inverts([1, 2, 3])
show(inverts([0, -1, 2**31, -2**31, 2**31 - 1, 2**32, 2**53 - 1, -2**53 + 1, 2**53, 10**30]))
for bad in (1.5, 'x', None):
    try:
        inverts([bad])
    except TypeError as e:
        show(e)


def big_counts(x, n):
    a = (x << 40 | 3) & M
    b = (x << 31 ^ x >> 31) & M
    return a, b, (x << n) & 1, x >> n


for i in range(200):
    r = big_counts(i * 99999, i % 60)
show(r, big_counts(2**31, 0), big_counts(-1, 63), big_counts(-2**31, 64), big_counts(1, 200))
for bad in (-1, 1 << 80, 'x'):
    try:
        show(big_counts(1, bad))
    except Exception as e:
        show(type(e).__name__)

EXPECTED = """\
2573328292 3198868643 2548708215 3198868643 911639757
2573328292 1940343853
3272532684 2361393831 1579638706 1356526847
[1610612736, 3221225472, 2147483649] 4294967295 5 5
2573328292 3198868643 2548708215 3198868643 911639757
2573328292 1940343853
3272532684 2361393831 1579638706 1356526847
[1610612736, 3221225472, 2147483649] 4294967295 5 5
2573328292 3198868643 2548708215 3198868643 911639757
2573328292 1940343853
3272532684 2361393831 1579638706 1356526847
[1610612736, 3221225472, 2147483649] 4294967295 5 5
(1, -1) ValueError negative shift count
(1, 33) ValueError negative shift count
(1, 40) ValueError negative shift count
(35184372088835, 4) 131120
(-7, 3) 4294967295
(True, True) 2
(1.5, 2) TypeError unsupported operand type(s) for <<: 'float' and 'int'
(1, 2.5) TypeError unsupported operand type(s) for <<: 'int' and 'float'
('x', 1) TypeError unsupported operand type(s) for <<: 'str' and 'int'
(1192937299618645871314, 31) 1972340073
(1, 1192937299618645871314) OverflowError too many digits in integer
(8838161261855724721, (1407650036, 63323, 1407649876, 2223045813, 358948994051817426450267, 2887316568, -358948994051817426450268, -2887316568, 1407713199, 3622305013, 8390836, -3613914177, 1399259200, 3630695849, -815395777, 11261200288, 1111522906, 317577973, 813, 3129270518699099268)) (8506478186657579604, (4112724074, 65495, 1965215718, 1187319453, -1076846981331887751102505, 182254806, 1076846981331887751102504, -182254806, 4112764861, 4159127295, 1140916232, -3018211063, 2971807842, 5300043527, 2925404621, 32901792592, 593659726, 169617064, 453, 4883117297881611522)) (-9200100199693194085, (2760191011, 62431, 612690973, 3852666281, 1541674189141409703570542994060255, 1534783711, -1541674189141409703570542994060256, -1534783711, 2760237052, 3852938667, 2759918625, -1093020044, 272387, 6612857292, -1092475270, 22081528088, 1926333140, 550380897, 281, 10634094837199000091)) (-7871127670648386198, (377405620, 16251, 377405524, 2716410069, -7631697331525519765877473413, 3917561715, 7631697331525519765877473412, -3917561715, 377421775, 3086999797, 6815892, -3080183905, 370589728, 3093815689, -2339004449, 3019244960, 1358205034, 388058581, 69, 1025188426265187780))
741016145 0 [70369817919488, 73789228094651891712] 1 [70369817919488, 73789228094651891712]
and 0
1 [1152921504606846976]
(1536553366, 2315963842) (2402104865, 1872652259) (3109851337, 3408450523) (17617, 50163) (3456, 2254976) (13223296, 176885888) (0, 0)
unsupported operand type(s) for <<: 'float' and 'int'
unsupported operand type(s) for ^: 'int' and 'float'
(1.5, 2.5)
unsupported operand type(s) for <<: 'str' and 'int'
unsupported operand type(s) for <<: 'NoneType' and 'int'
(1536553366, 2315963842) (2402104865, 1872652259) (3109851337, 3408450523) (17617, 50163) (3456, 2254976) (13223296, 176885888) (0, 0)
unsupported operand type(s) for <<: 'float' and 'int'
unsupported operand type(s) for ^: 'int' and 'float'
(1.5, 2.5)
unsupported operand type(s) for <<: 'str' and 'int'
unsupported operand type(s) for <<: 'NoneType' and 'int'
(1536553366, 2315963842) (2402104865, 1872652259) (3109851337, 3408450523) (17617, 50163) (3456, 2254976) (13223296, 176885888) (0, 0)
unsupported operand type(s) for <<: 'float' and 'int'
unsupported operand type(s) for ^: 'int' and 'float'
(1.5, 2.5)
unsupported operand type(s) for <<: 'str' and 'int'
unsupported operand type(s) for <<: 'NoneType' and 'int'
(3, 2150) (4294967293, 3000) (0, 900) (1, 1100)
805494794 [1777982690, 1266148128, 3068493792]
1143609455 181 90 1143609455
([-1, 0, -2147483649, 2147483647, -2147483648, -4294967297, -9007199254740992, 9007199254740990, -9007199254740993, -1000000000000000000000000000001], [255, 0, 255, 255, 0, 255, 0, 254, 255, 255])
bad operand type for unary ~: 'float'
bad operand type for unary ~: 'str'
bad operand type for unary ~: 'NoneType'
(3, 2147483648, 0, 37) (3, 1, 0, 2147483648) (3, 2147483647, 0, -1) (3, 4294967295, 0, -1) (3, 2147483648, 0, 0)
ValueError
OverflowError
TypeError
"""
assert lines.getvalue() == EXPECTED, lines.getvalue()
