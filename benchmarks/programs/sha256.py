"""SHA-256 from its definition (FIPS 180-4), constants computed by the program.

Additions, rotations and masks on 32-bit integers: values that leave the small integers of a 31-bit tag, and never the
53 bits of a double.
"""

SIZE = 120000       # bytes hashed
QUICK = 100

MASK = 0xffffffff


def root_bits(n, power):
    """The first 32 bits of the fractional part of n ** (1 / power)."""
    target = n << 32 * power
    low, high = 0, 1 << 40
    while high - low > 1:
        middle = (low + high) // 2
        if middle ** power <= target:
            low = middle
        else:
            high = middle
    return low & MASK


def primes(count):
    found = []
    n = 2
    while len(found) < count:
        if all([n % p for p in found]):
            found.append(n)
        n += 1
    return found


START = [root_bits(p, 2) for p in primes(8)]
ROUND = [root_bits(p, 3) for p in primes(64)]


def compress(state, block):
    w = [block[i] << 24 | block[i + 1] << 16 | block[i + 2] << 8 | block[i + 3] for i in range(0, 64, 4)]
    for i in range(16, 64):
        x = w[i - 15]
        y = w[i - 2]
        s0 = (x >> 7 | x << 25) ^ (x >> 18 | x << 14) ^ x >> 3
        s1 = (y >> 17 | y << 15) ^ (y >> 19 | y << 13) ^ y >> 10
        w.append(w[i - 16] + (s0 & MASK) + w[i - 7] + (s1 & MASK) & MASK)
    a, b, c, d, e, f, g, h = state
    for k, word in zip(ROUND, w):
        s1 = ((e >> 6 | e << 26) ^ (e >> 11 | e << 21) ^ (e >> 25 | e << 7)) & MASK
        first = h + s1 + (e & f ^ ~e & MASK & g) + k + word
        s0 = ((a >> 2 | a << 30) ^ (a >> 13 | a << 19) ^ (a >> 22 | a << 10)) & MASK
        second = s0 + (a & b ^ a & c ^ b & c)
        h = g
        g = f
        f = e
        e = d + first & MASK
        d = c
        c = b
        b = a
        a = first + second & MASK
    return [x + y & MASK for x, y in zip(state, (a, b, c, d, e, f, g, h))]


def sha256(data):
    tail = b'\x80' + b'\0' * ((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, 'big')
    data = data + tail
    state = START
    for i in range(0, len(data), 64):
        state = compress(state, data[i:i + 64])
    return ''.join(['%08x' % word for word in state])


KNOWN = {
    100: '2816597888e4a0d3a36b82b83316ab32680eb8f00f8cd3b904d681246d285a0e',
    120000: 'b7d28250f817e1e8a8584ea30736efc813858d29ea8e83d22a4c13140abd65b3',
}


def run(size):
    assert sha256(b'') == 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    assert sha256(b'abc') == 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    digest = sha256(b'a' * size)
    assert KNOWN.get(size, digest) == digest, digest
