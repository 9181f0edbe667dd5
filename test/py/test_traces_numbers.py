"""Numbers, zip and enumerate in loops that are hot enough to be traced."""
import math

ROUNDS = 3000


def orbit(z, c, rounds):
    for _ in range(rounds):
        z = z * z + c
    return z


z = orbit(0j, complex(-0.1, 0.5), ROUNDS)
assert abs(z) < 2
x, y = 0.0, 0.0
for _ in range(ROUNDS):
    x, y = x * x - y * y + -0.1, x * y + y * x + 0.5
assert (z.real, z.imag) == (x, y)


def turned(rounds):
    z = 1 + 0j
    parts = 0.0
    for i in range(rounds):
        z = (z - 1j) * 1j
        z = 2 + z - 0.5
        z = z * 0.25
        parts += z.real - z.imag
        if i == rounds - 5:
            z = complex(math.inf, -0.0)
    return repr(z), repr(parts)


assert turned(ROUNDS) == ('(nan+nanj)', 'nan')
assert repr(complex(1, 2) * 3 - True) == '(2+6j)'


def powers(values):
    total = 0
    for x in values:
        total += x**2 + x**3 + x**0.5
    return total


assert powers([4] * ROUNDS) == (16 + 64 + 2.0) * ROUNDS
assert powers([4] * ROUNDS + [2**40, 2**60]) == (16 + 64 + 2.0) * ROUNDS + 2**80 + 2**120 + 2.0**20 + 2**120 + 2**180 + 2.0**30
assert powers([4.0] * ROUNDS + [0.25]) == (16 + 64 + 2.0) * ROUNDS + 0.0625 + 0.015625 + 0.5
assert powers([4.0] * ROUNDS + [-4.0]).imag == ((-4.0) ** 0.5).imag
for base, error in (0.0, ZeroDivisionError), (1e300, OverflowError):
    def inverse(values, exponent):
        for x in values:
            x**exponent
    try:
        inverse([2.0] * ROUNDS + [base], -1.5 if base == 0.0 else 2.5)
    except error:
        pass
    else:
        raise AssertionError(base)


def parts(values, divisor):
    quotients = remainders = whole = 0
    for x in values:
        q, r = divmod(x, divisor)
        quotients += q
        remainders += r
        whole += int(x * 0.5) + int(x)
    return quotients, remainders, whole


numbers = [*range(-ROUNDS, ROUNDS, 7)]
for divisor in 7, -7:
    assert parts(numbers, divisor) == (
        sum([x // divisor for x in numbers]),
        sum([x % divisor for x in numbers]),
        sum([math.trunc(x / 2) + x for x in numbers]),
    )
assert parts([1] * ROUNDS + [2**70, 1.5], 2)[:2] == (0 * ROUNDS + 2**69 + 0.0, ROUNDS + 0 + 1.5)
for value, error in (math.nan, ValueError), (math.inf, OverflowError):
    def integers(values):
        total = 0
        for x in values:
            total += int(x) + int(float(x))
        return total
    assert integers([2.75] * ROUNDS + [1e300, -0.5, True]) == 4 * ROUNDS + 2 * int(1e300) + 2
    try:
        integers([2.75] * ROUNDS + [value])
    except error:
        pass
    else:
        raise AssertionError(value)
try:
    parts([1] * ROUNDS + [0], 1) and parts([1] * ROUNDS, 0)
except ZeroDivisionError:
    pass
else:
    raise AssertionError


# zip and enumerate.
def dot(xs, ys):
    total = 0
    for x, y in zip(xs, ys):
        total += x * y
    return total


items = list(range(ROUNDS))
assert dot(items, items) == sum([x * x for x in items])
assert dot(items, tuple(items[:-5])) == sum([x * x for x in items[:-5]])
assert dot(items[:-5], range(ROUNDS)) == sum([x * x for x in items[:-5]])
assert dot(items, (x for x in items)) == sum([x * x for x in items])
assert dot([0.5] * ROUNDS, [2.0] * ROUNDS) == ROUNDS


def pairs(iterator):
    total = []
    for x, y in zip(iterator, iterator):
        total.append(x - y)
    return total


assert pairs(iter(items)) == [-1] * (ROUNDS // 2)


def uneven(xs, ys):
    xs, ys = iter(xs), iter(ys)
    for x, y, z in zip(xs, ys, items):
        last = x, y, z
    return last, next(xs, None), next(ys, None)


assert uneven(range(2000), range(1999)) == ((1998, 1998, 1998), None, None)
assert uneven(range(1999), range(2000)) == ((1998, 1998, 1998), None, 1999)
try:
    for x, y in zip(items, items[:-1], strict=True):
        pass
except ValueError as e:
    assert str(e) == 'zip() argument 2 is shorter than argument 1'
else:
    raise AssertionError


def numbered(values, start):
    total = 0
    for i, x in enumerate(values, start):
        total += i * x
    return total, i


assert numbered(items, 0) == (sum([x * x for x in items]), ROUNDS - 1)
assert numbered([1] * ROUNDS, 2**53 - 2000) == ((2**53 - 2000) * ROUNDS + ROUNDS * (ROUNDS - 1) // 2, 2**53 - 2000 + ROUNDS - 1)
assert numbered([1] * ROUNDS, True) == (ROUNDS + ROUNDS * (ROUNDS - 1) // 2, ROUNDS)


def both(xs, ys):
    seen = []
    for i, (x, (j, y)) in enumerate(zip(xs, enumerate(ys))):
        if i % 500 == 499:
            seen.append((i, x, j, y))
            xs.append(x)
    return seen


seen = both(list(range(ROUNDS)), tuple(range(ROUNDS)))
assert seen == [(i, i, i, i) for i in range(499, ROUNDS, 500)]


# Wide ints of which low bits are wanted.
def mixed(x, rounds, mask, shift):
    low = 0
    seen = []
    for i in range(rounds):
        x = (x * 6364136223846793005 - 1442695040888963407 ^ i) & mask
        x ^= x >> 7
        x = (x << shift | 5) & mask
        if x < 2**63:
            low += 1
        if x >= 2**53 or x == 5:
            low += 2
        if i % 500 == 0:
            seen.append(x)
    return low, seen


def slowly(x, rounds, mask, shift):
    low = 0
    seen = []
    for i in range(rounds):
        x = int(str(((x * 6364136223846793005 - 1442695040888963407) ^ i) % (mask + 1)))
        x = x ^ int(str(x // 128))
        x = (x * 2**shift | 5) % (mask + 1)
        low += (not x >= 2**63) + 2 * (x > 2**53 - 1 or not x != 5)
        if i % 500 == 0:
            seen.append(x)
    return low, seen


for bits in 31, 32, 33, 48, 53, 54, 63, 64, 65, 80:
    for shift in 0, 1, 13, 31, 32, 50:
        for x in 1, -1, 2**70:
            assert mixed(x, 1200, 2**bits - 1, shift) == slowly(x, 1200, 2**bits - 1, shift), (bits, shift, x)


def changing(values, mask):
    total = 0
    for x in values:
        total = (total * 31 + x) & mask
    return total


expected = 0
for x in [1] * ROUNDS + [2**80, -(2**80), True, 2**53]:
    expected = (expected * 31 + x) % 2**64
assert changing([1] * ROUNDS + [2**80, -(2**80), True, 2**53], 2**64 - 1) == expected
for odd in 0.5, 'x', None:
    try:
        changing([1] * ROUNDS + [odd], 2**64 - 1)
    except TypeError:
        pass
    else:
        raise AssertionError(odd)
for count in -1, 2**70:
    def shifted(counts):
        x = 2**60
        for n in counts:
            x = (x << n) & 2**64 - 1 | 2**60
        return x
    try:
        shifted([3] * ROUNDS + [count])
    except (ValueError, OverflowError, MemoryError):
        pass
    else:
        raise AssertionError(count)


# Ints that are wide are no floats, and what is none is looked at each time.
def not_floats(values):
    return [value for value in values if not isinstance(value, float)]


for first in 2**53, -2**70, True, 3, None, 'a', ():
    assert len(not_floats([first] * 3000 + [first, 0.5] * 300)) == 3300


# Bools that are counted, and remainders of ints of all sizes and signs.
def counted(values, limit):
    total = 0
    product = 1
    for value in values:
        total += value == limit
        total -= False
        product = product * True + (value > limit) & 0xff
    return total, product


few = [n % 5 for n in range(5000)]
assert counted(few, 3) == (1000, 1 + len([n for n in few if n > 3]) & 0xff)
assert counted(few + [2**70, 3.0, True], 3) == (1001, (len([n for n in few if n > 3]) + 2) & 0xff)


def remainders(values):
    by7 = by8 = by1 = 0
    for value in values:
        by7 += value % 7
        by8 += value % 8
        by1 += value % 1
    return by7, by8, by1


for start in -5000, 2**31 - 2500, -2**31 - 2500, 2**53 - 5000:
    span = range(start, start + 5000)
    assert remainders(span) == (sum(n - n // 7 * 7 for n in span), sum(n - n // 8 * 8 for n in span), 0)
assert remainders([0.5] * 3000 + [-1, 2**80]) == (1506 + 2**80 % 7, 1507, 1500)


# Bits of 32 and of all: rotations, choices, complements, kept in variables and as they are.
MASK = 0xffffffff


def mixed_bits(values, n):
    a, b = 0x6a09e667, 0xbb67ae85
    kept = 0
    for i in range(n):
        v = values[i % len(values)]
        turned = (a >> 2 | a << 30) ^ (a >> 13 | a << 19) ^ a >> 22
        choice = (a & b ^ ~a & MASK & v) + (turned & MASK)
        kept = turned ^ b
        b = a
        a = choice + v & MASK
    return a, b, kept


def mixed_slowly(values, n):
    a, b = 0x6a09e667, 0xbb67ae85
    kept = 0
    two = 2 ** 32
    for i in range(n):
        v = values[i % len(values)]
        turned = xor(xor(a // 4 + a * 2 ** 30, a // 8192 + a * 2 ** 19), a // 2 ** 22)
        chosen = xor(both(a, b), both((-1 - a) % two, v))
        kept = xor(turned, b)
        a, b = (chosen + turned % two + v) % two, a
    return a, b, kept


def both(x, y):
    return int.__and__(x, y)


def xor(x, y):
    return int.__xor__(x, y)


few = [1, 2 ** 31, 2 ** 32 - 1, 12345]
assert mixed_bits(few, 4000) == mixed_slowly(few, 4000)
for odd in 2 ** 32, -1, -2 ** 31 - 1, 2 ** 53, 2 ** 70, -2 ** 70, True:
    assert mixed_bits(few * 800 + [odd] * 2, 4000) == mixed_slowly(few * 800 + [odd] * 2, 4000), odd


def complements(values):
    total = narrow = 0
    for value in values:
        total += ~value
        narrow = narrow + ~value & 0xffff
    return total, narrow


for values in list(range(-1500, 1500)), [2 ** 53 - 1, -2 ** 53 + 1, 2 ** 53, -2 ** 60, 7] * 600, [3] * 3000 + [2 ** 64]:
    assert complements(values) == (sum([-1 - v for v in values]), sum([-1 - v for v in values]) % 65536)


# Bits of items, of whose size nothing is known; some are larger, or negative, or no ints.
def folded(items, step):
    low = high = both_ = 0
    for item in items:
        low ^= item
        high = high | item ^ step
        both_ = both_ & item | item ^ low
    return low, high, both_


def folded_slowly(items, step):
    low = high = both_ = 0
    for item in items:
        low = int.__xor__(low, item)
        high = int.__or__(high, int.__xor__(item, step))
        both_ = int.__or__(int.__and__(both_, item), int.__xor__(item, low))
    return low, high, both_


few = [n * n % 251 for n in range(3000)]
for more in [], [2 ** 31 - 1], [2 ** 31], [2 ** 32 - 1, 2 ** 32], [-1, -2 ** 31, -2 ** 31 - 1], [2 ** 53 - 1, -2 ** 53 + 1], [2 ** 80], [True]:
    for step in 5, -5, 2 ** 40:
        for items in few + more * 100 + few, more * 1000 + few:
            assert folded(items, step) == folded_slowly(items, step), (more, step)


def counted(r):
    total = 0
    for i in r:
        total += i & 7
    return total


# Iterators of ranges on all sides of what fits 30, 31 and 53 bits, upwards and downwards, and those that are over at once.
for start in (0, 5, -3, 2**30 - 50, 2**31 - 50, -(2**31) - 50, 2**53 - 400, -(2**53) + 1):
    for step in (1, 2, 3, -1, -3, 2**40):
        for length in (0, 1, 100):
            r = range(start, start + step * length, step)
            assert counted(r) == sum([(start + step * k) & 7 for k in range(length)]), r
            it = iter(r)
            for k in range(length):
                assert it.__length_hint__() == length - k
                assert next(it) == start + step * k
            assert it.__length_hint__() == 0 and next(it, None) is None and next(it, None) is None
            it = iter(r)
            it.__setstate__(length // 2)
            assert list(it) == list(r)[length // 2 :]
            assert list(it.__reduce__()[1][0]) == []

wide = range(-(2**53) + 1, 2**53, 2**53 - 3)
assert list(wide) == [-(2**53) + 1, -2, 2**53 - 5], list(wide)
assert [next(iter(range(-(2**53) + 1, 2**53 - 1)))] == [-(2**53) + 1]
assert iter(range(-(2**53) + 1, 2**53 - 1)).__length_hint__() == 2**54 - 2


def sinks_and_grows(rounds):
    """A sum that one branch lets sink and another grow: neither may send the other back to the loop's start for good."""
    total = 0
    for i in range(rounds):
        if i % 3:
            total -= 7
        else:
            total += i * i
    return total


for _ in range(3):
    assert sinks_and_grows(40000) == sum([i * i for i in range(0, 40000, 3)]) - 7 * 26666


# Words of 32 bits whose intermediate results are wider, and are in variables that nothing but a frame looks at.
def mixed(words, rounds, stop):
    low = high = whole = 0
    for i in range(rounds):
        x = words[i % len(words)]
        low = x >> 7 | x << 25
        high = (low ^ x << 14) & 0xFFFFFFFF
        whole = ~low * 3 - (x << 20)
        words[i % len(words)] = (whole + high + low) & 0xFFFFFFFF
        if words[i % len(words)] % stop == 0:
            break
    return low, high, whole, words


def mixed_slowly(words, rounds, stop):
    for i in range(rounds):
        x = words[i % len(words)]
        low = sum([x >> 7 | x << 25])
        high = sum([(low ^ x << 14) & 0xFFFFFFFF])
        whole = sum([~low * 3, -(x << 20)])
        words[i % len(words)] = sum([whole + high + low & 0xFFFFFFFF])
        if words[i % len(words)] % stop == 0:
            break
    return low, high, whole, words


for words in ([1, 2, 0xFFFFFFFF], [0, 5], [-1, 7, 2**31], [2**40, 3], [2**60, 3, 9]):
    for rounds in (1, 17, 400, ROUNDS):
        for stop in (2, 1009, 2**32 + 1):
            assert mixed(words[:], rounds, stop) == mixed_slowly(words[:], rounds, stop)


def fails_late(count):
    seen = None
    s = 0
    try:
        for i in range(count):
            s = (i << 40) ^ (i << 33)
            t = s & 0xFF00FF
            seen = [t][0 if i < count - 1 else 1]
    except IndexError:
        return s, t, seen


assert fails_late(ROUNDS) == ((ROUNDS - 1) << 40 ^ (ROUNDS - 1) << 33, 0, 0)


def told_to_others(count):
    total = 0
    for i in range(count):
        s = i * 2654435761 ^ i << 17
        total = (total + (s & 0xFFFF)) & 0xFFFFFFFF
        if i == count - 2:
            seen = locals()['s']
    return total, seen, s


assert told_to_others(ROUNDS)[1:] == ((ROUNDS - 2) * 2654435761 ^ (ROUNDS - 2) << 17, (ROUNDS - 1) * 2654435761 ^ (ROUNDS - 1) << 17)
assert told_to_others(ROUNDS)[0] == sum([(i * 2654435761 ^ i << 17) & 0xFFFF for i in range(ROUNDS)]) & 0xFFFFFFFF


def used_sometimes(count):
    found = []
    for i in range(count):
        s = i << 30 | i >> 2
        low = (s * 5) & 0xFFF
        if low == 0:
            found.append(s)
        if i % 1000 == 999:
            found.append((s, low))
    return found


expected = []
for i in range(ROUNDS):
    if (((i << 30 | i >> 2) * 5) & 0xFFF) == 0:
        expected.append(i << 30 | i >> 2)
    if i % 1000 == 999:
        expected.append((i << 30 | i >> 2, ((i << 30 | i >> 2) * 5) & 0xFFF))
assert used_sometimes(ROUNDS) == expected


def climbed(start, rounds, step):
    up = down = start
    for i in range(rounds):
        up += (i & 7) + step
        down -= (i & 3) + step
    return up, down


def climbed_within(start, rounds):
    total = start
    ends = []
    for i in range(rounds):
        for k in range(5):
            total += k
            if total == start + 1003:
                ends.append((i, k, total))
        if i & 255 == 0:
            ends.append(total)
    return total, ends


def expected(start, rounds, step):
    return start + sum(i & 7 for i in range(rounds)) + rounds * step, start - sum(i & 3 for i in range(rounds)) - rounds * step


# Sums that begin small and leave 31, 32 and 53 bits in the middle of a loop, on both sides, and small ones again behind that.
for start in (0, 2**30 - 5000, -2**30 + 5000, 2**31 - 5000, -2**31 + 5000, 2**53 - 5000, -2**53 + 5000, 2**64, 7):
    for step in (0, 1, 3):
        assert climbed(start, ROUNDS, step) == expected(start, ROUNDS, step), (start, step)
    total, ends = climbed_within(start, ROUNDS)
    assert total == start + 10 * ROUNDS
    assert (100, 2, start + 1003) in ends and ends[-1] == start + 10 * (ROUNDS // 256 * 256 + 1), ends


class Meter:
    def __init__(self, count):
        self.count = count

    def tick(self, by):
        self.count += by
        return self.count


def metered(meter, rounds):
    last = 0
    for i in range(rounds):
        last = meter.tick(i & 15)
        if meter.count >= 2**30 + 100 and i % 1000 == 999:
            meter.count -= 2**30
    return last, meter.count


def metered_slowly(count, rounds):
    last = 0
    for i in range(rounds):
        count += i & 15
        last = count
        if count >= 2**30 + 100 and i % 1000 == 999:
            count -= 2**30
    return last, count


for start in (0, 2**30 - 3000, 2**30 + 50, 2**62):
    assert metered(Meter(start), ROUNDS) == metered_slowly(start, ROUNDS), start
