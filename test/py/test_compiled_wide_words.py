"""Loops of ints of 64 bits, and of ints around 2**53, in compiled code: the same steps are taken one by one by functions that no loop is in."""

try:
    import pypyjit

    # Loops are traced soon, and then compiled to WebAssembly wherever that can be done.
    pypyjit.set_param('threshold=20,trace_eagerness=5,merge_eagerness=5,wasm=2,stint=3000')
except ImportError:
    pass

M = 0xffffffffffffffff
ROUNDS = 4000


def lcg(n):
    x = 42
    low = 0
    for i in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & M
        if x < 0x8000000000000000:
            low += 1
    return x, low


def affine(n):
    """The state of `lcg` after n steps, by squaring the map."""
    a, c = 6364136223846793005, 1442695040888963407
    total_a, total_c = 1, 0
    while n:
        if n & 1:
            total_a, total_c = total_a * a & M, (total_c * a + c) & M
        a, c = a * a & M, (a * c + c) & M
        n >>= 1
    return (42 * total_a + total_c) & M


for n in (3, 100, ROUNDS, 20 * ROUNDS):
    assert lcg(n)[0] == affine(n), n


def xorshift(x):
    x ^= (x << 13) & M
    x ^= x >> 7
    x ^= (x << 17) & M
    return x


def unshift(x):
    """The step before."""
    y = x
    for _ in range(64 // 17 + 1):
        y = x ^ (y << 17) & M
    x = y
    for _ in range(64 // 7 + 1):
        y = x ^ (y >> 7)
    x = y
    for _ in range(64 // 13 + 1):
        y = x ^ (y << 13) & M
    return y


def there(x, n):
    for i in range(n):
        x ^= (x << 13) & M
        x ^= x >> 7
        x ^= (x << 17) & M
    return x


def back(x, n):
    for i in range(n):
        x = unshift(x)
    return x


for seed in (1, 88172645463325252, M):
    assert back(there(seed, ROUNDS), ROUNDS) == seed


def splitmix(n):
    x = h = 0
    for i in range(n):
        x = (x + 0x9e3779b97f4a7c15) & M
        z = ((x ^ (x >> 30)) * 0xbf58476d1ce4e5b9) & M
        z = ((z ^ (z >> 27)) * 0x94d049bb133111eb) & M
        h ^= z ^ (z >> 31)
    return h


assert splitmix(1) == 0xe220a8397b1dcdaf
assert splitmix(2) == 0xe220a8397b1dcdaf ^ 0x6e789e6aa1b965f4
assert splitmix(50000) == 12402638742911266877


def fnv(n):
    h = 0xcbf29ce484222325
    for i in range(n):
        h = ((h ^ (i & 0xff)) * 0x100000001b3) & M
    return h


assert fnv(1) == 0xaf63bd4c8601b7df
assert fnv(50000) == 11361428884040919477


def rotations(n):
    h, t = 1, 0
    for i in range(n):
        h = ((h << 5) | (h >> 59)) & M
        h = (h * 0x9e3779b97f4a7c15 + i) & M
        t += h % 1000003
        t -= h >> 60
    return h, t


assert rotations(50000) == (11629874034495512416, 25060447862)


def residues(m, n):
    a, x = 3, 1
    for i in range(n):
        x = (x * a + i) % m
        a = (a * 48271) % m
    return x, a


assert residues(1000000007, 50000) == (103528733, 928371739)
# Products past 64 bits.
assert residues((1 << 61) - 1, 50000) == (868475356720231747, 2177936379654635740)


def signed(n):
    """Steps around 0 and around what a float holds."""
    x, s, t = 12345, 0, 0
    for i in range(n):
        x = (x * 25214903917 + 11) & 0xffffffffffff
        d = x - 0x800000000000
        s += d // 7 + d % 1000 + (d >> 9) + d // -13
        t = (t ^ d) + (d | i) - (d & 12345)
        if s > 1 << 53:
            s -= 1 << 55
        if t < -(1 << 54):
            t += 1 << 55
    return s, t


assert signed(50000) == (1488897575674218, 12766945673206024)


def growing(n):
    """From 53 bits to 64 and past them, and back."""
    x = y = 1
    for i in range(n):
        x = x * 3 + i
        if x > 1 << 66:
            x >>= 40
        y ^= x
        y -= x & 0xff
    return x, y


assert growing(50000) == (479951497551757, -17515222894135575481)


def permuted(n):
    """Shifts by variables."""
    s = 42
    t = 0
    for i in range(n):
        o = s
        s = (o * 6364136223846793005 + 1442695040888963407) & M
        w = (((o >> 18) ^ o) >> 27) & 0xffffffff
        r = o >> 59
        t ^= ((w >> r) | (w << (-r & 31))) & 0xffffffff
        t += (w & 0xfffff) << (r & 15)
    return s, t


assert permuted(50000) == (9559106470328202042, 108052803488243)


def doubles(n):
    x, s, k = 0.5, 0.0, 0
    for i in range(n):
        x = 3.9 * x * (1.0 - x)
        s += x * i - 0.25
        if x < 0.1:
            k += 1
            s = -s
    return x, s, k


assert repr(doubles(50000)) == '(0.9647728923470829, -34775333.49021405, 1515)'


def interrupted(n):
    """An exception within, at a step that only the values tell."""
    x = 1
    for i in range(n):
        x = (x * 6364136223846793005 + 1) & M
        if not x % 4099:
            raise ValueError(i, x)
    return x


try:
    interrupted(10 ** 6)
except ValueError as e:
    assert e.args == (2736, 11483717689333708606), e.args
else:
    raise AssertionError


def types(n):
    """What comes out are ordinary ints, small ones too."""
    x, seen = 1, {}
    for i in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & 0x7fffffffffffff
    for k in range(60):
        x = (x * 6364136223846793005 + 1442695040888963407) & 0x7fffffffffffff
        seen[x] = k
        assert int(str(x)) in seen and x == int(str(x)) and hash(x) == hash(int(str(x)))
    return x


for n in range(100, 140):
    types(n)


def with_truths(n, row, step, truth):
    """Operators of a wide int and of what `truth` makes of a bool."""
    seen = []
    for i in range(n):
        hit = truth(i % step == 0)
        row = (row << 1 | hit) & (1 << 200) - 1
        seen.append((row ^ hit, hit | row, row + hit, hit + row, row - hit, hit - row, row * hit, row & hit, row << hit, row >> hit))
    return seen


for step in (1, 3, 100000):
    for start in (1, -5, 1 << 60, -(1 << 61), 2**53, -2**53, 2**53 - 1):
        assert with_truths(300, start, step, bool) == with_truths(300, start, step, int), (step, start)


def unmoved(n):
    """Of an int that is wide at times: nothing is added."""
    x = 1 << 60
    seen = []
    for i in range(n):
        never = i < 0
        x = (x >> 1 | never) if i % 3 else x - never + (never ^ x) - x
        if x < 2:
            x = 1 << 60
        seen.append(x)
    return seen


expected, x = [], 1 << 60
for i in range(500):
    x = x >> 1 if i % 3 else x
    if x < 2:
        x = 1 << 60
    expected.append(x)
assert unmoved(500) == expected


def modulo_truth(n):
    seen = []
    for i in range(n):
        divisor = i % 50 != 0
        try:
            seen.append((1 << 80) % divisor)
        except ZeroDivisionError:
            seen.append(None)
    return seen


assert modulo_truth(300) == ([None] + [0] * 49) * 6
