"""AES-128 in counter mode, from the definition of the cipher (FIPS 197), with byte tables that the program computes itself.

Lists of small integers, xor, table look-ups, bytes and bytearray.
"""

SIZE = 6000         # blocks of 16 bytes
QUICK = 4


def times_two(x):
    x <<= 1
    return x ^ 0x11b if x & 0x100 else x


def multiply(a, b):
    """Product in the field of 256 elements."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = times_two(a)
        b >>= 1
    return product


def substitution():
    """The S-box: inverse in the field, then an affine map of the bits."""
    box = [0x63] * 256
    p = q = 1
    while True:
        p ^= times_two(p)                       # times 3, a generator
        q = multiply(q, 0xf6)                   # divided by 3
        rotations = q
        mixed = q
        for _ in range(4):
            rotations = (rotations << 1 | rotations >> 7) & 0xff
            mixed ^= rotations
        box[p] = mixed ^ 0x63
        if p == 1:
            return box


SBOX = substitution()
DOUBLE = [times_two(x) for x in range(256)]
TRIPLE = [times_two(x) ^ x for x in range(256)]
SHIFTED = [0, 5, 10, 15, 4, 9, 14, 3, 8, 13, 2, 7, 12, 1, 6, 11]


def expand(key):
    """The eleven round keys, as lists of 16 bytes."""
    words = [list(key[i:i + 4]) for i in range(0, 16, 4)]
    constant = 1
    for i in range(4, 44):
        word = words[-1]
        if i % 4 == 0:
            word = [SBOX[b] for b in word[1:] + word[:1]]
            word[0] ^= constant
            constant = times_two(constant)
        words.append([a ^ b for a, b in zip(word, words[-4])])
    return [sum(words[i:i + 4], []) for i in range(0, 44, 4)]


def encrypt_block(keys, block):
    state = [a ^ b for a, b in zip(block, keys[0])]
    for round_key in keys[1:10]:
        state = [SBOX[state[i]] for i in SHIFTED]
        mixed = []
        for c in (0, 4, 8, 12):
            a0 = state[c]
            a1 = state[c + 1]
            a2 = state[c + 2]
            a3 = state[c + 3]
            mixed.append(DOUBLE[a0] ^ TRIPLE[a1] ^ a2 ^ a3 ^ round_key[c])
            mixed.append(a0 ^ DOUBLE[a1] ^ TRIPLE[a2] ^ a3 ^ round_key[c + 1])
            mixed.append(a0 ^ a1 ^ DOUBLE[a2] ^ TRIPLE[a3] ^ round_key[c + 2])
            mixed.append(TRIPLE[a0] ^ a1 ^ a2 ^ DOUBLE[a3] ^ round_key[c + 3])
        state = mixed
    return [SBOX[state[i]] ^ k for i, k in zip(SHIFTED, keys[10])]


def counter_mode(key, text):
    keys = expand(key)
    out = bytearray()
    for i in range(0, len(text), 16):
        stream = encrypt_block(keys, (i // 16).to_bytes(16, 'big'))
        out.extend([a ^ b for a, b in zip(text[i:i + 16], stream)])
    return bytes(out)


def run(size):
    # FIPS 197, appendix C.1
    sample = encrypt_block(expand(bytes(range(16))), bytes.fromhex('00112233445566778899aabbccddeeff'))
    assert bytes(sample).hex() == '69c4e0d86a7b0430d8cdb78070b4c55a'
    key = bytes.fromhex('2b7e151628aed2a6abf7158809cf4f3c')
    text = bytes([i * 7 & 0xff for i in range(16 * size)])
    secret = counter_mode(key, text)
    assert secret != text and len(secret) == len(text)
    assert counter_mode(key, secret) == text
