"""struct: formats, sizes, messages."""

def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


import struct
assert (struct.pack('<hIq', 1, 2, 3), struct.pack('>hIq', -1, 2, -3), struct.calcsize('bhi'), struct.calcsize('<bhi'), struct.calcsize('bq'), struct.calcsize('P'), struct.pack('bh', 1, 2)) == (b'\x01\x00\x02\x00\x00\x00\x03\x00\x00\x00\x00\x00\x00\x00', b'\xff\xff\x00\x00\x00\x02\xff\xff\xff\xff\xff\xff\xff\xfd', 8, 7, 16, 8, b'\x01\x00\x02\x00')
assert (struct.pack('5s', b'ab'), struct.pack('3p', b'abcdef'), struct.pack('?c', 3, b'x'), struct.pack('<efd', 1.5, 2.5, -3.25), struct.unpack('<efd', struct.pack('<efd', 1.5, 2.5, -3.25))) == (b'ab\x00\x00\x00', b'\x02ab', b'\x01x', b'\x00>\x00\x00 @\x00\x00\x00\x00\x00\x00\n\xc0', (1.5, 2.5, -3.25))
assert (struct.unpack('<3B', b'abc'), struct.unpack('2sx?', b'ab\0\1'), struct.unpack('>q', b'\xff' * 8), struct.unpack('<Q', b'\xff' * 8), list(struct.iter_unpack('<H', b'\1\0\2\0'))) == ((97, 98, 99), (b'ab', True), (-1,), (18446744073709551615,), [(1,), (2,)])
assert (err(struct.pack, 'B', 256), err(struct.pack, 'b', -129), err(struct.pack, '<H', -1), err(struct.pack, 'i', 'x'), err(struct.pack, 'f', 'x'), err(struct.pack, 'f', 1e300), err(struct.pack, 's', 'x'), err(struct.pack, 'c', b'xy')) == ("error: 'B' format requires 0 <= number <= 255", "error: 'b' format requires -128 <= number <= 127", "error: 'H' format requires 0 <= number <= 65535", 'error: required argument is not an integer', 'error: required argument is not a float', b'\x00\x00\x80\x7f', "error: argument for 's' must be a bytes object", 'error: char format requires a bytes object of length 1')
assert (err(struct.pack, 'ii', 1), err(struct.unpack, 'i', b'x'), err(struct.calcsize, 'z'), err(struct.calcsize, '3'), err(struct.pack_into, 'i', bytearray(3), 0, 1), err(struct.unpack_from, 'i', b'abcd', 1), err(struct.unpack_from, 'i', b'abcd', -5)) == ('error: pack expected 2 items for packing (got 1)', 'error: unpack requires a buffer of 4 bytes', 'error: bad char in struct format', 'error: repeat count given without format specifier', 'error: pack_into requires a buffer of at least 4 bytes for packing 4 bytes at offset 0 (actual buffer size is 3)', 'error: unpack_from requires a buffer of at least 5 bytes for unpacking 4 bytes at offset 1 (actual buffer size is 4)', 'error: offset -5 out of range for 4-byte buffer')
b = bytearray(8)
assert (struct.pack_into('<i', b, 4, 258), b, struct.unpack_from('<i', b, -4), struct.Struct('<i').size, struct.Struct('<i').format, struct.Struct('<2i').unpack(b), repr(struct.Struct('<i'))) == (None, bytearray(b'\x00\x00\x00\x00\x02\x01\x00\x00'), (258,), 4, '<i', (0, 258), "Struct('<i')")
assert (err(list, struct.iter_unpack('<H', b'')), err(struct.iter_unpack, '<H', b'abc'), err(struct.iter_unpack, '', b'abc'), err(struct.pack, 'q', 2**63), err(struct.pack, 'Q', -1)) == ([], 'error: iterative unpacking requires a buffer of a multiple of 2 bytes', 'error: cannot iteratively unpack with a struct of length 0', "error: 'q' format requires -9223372036854775808 <= number <= 9223372036854775807", "error: 'Q' format requires 0 <= number <= 18446744073709551615")


# One int of up to four bytes, which has a way of its own.
for code, size, signed in (('b', 1, True), ('B', 1, False), ('h', 2, True), ('H', 2, False), ('i', 4, True), ('I', 4, False), ('l', 4, True), ('L', 4, False)):
    for order in '<>!=':
        name = 'little' if order == '<' or order == '=' and __import__('sys').byteorder == 'little' else 'big'
        low, high = (-1 << 8 * size - 1, (1 << 8 * size - 1) - 1) if signed else (0, (1 << 8 * size) - 1)
        for n in (0, 1, 127, low, high, high // 3, low // 3, True):
            packed = struct.pack(order + code, n)
            assert packed == n.to_bytes(size, name, signed=signed) and type(packed) is bytes, (order, code, n)
            assert struct.unpack(order + code, packed) == (n,) and struct.Struct(order + code).unpack(packed) == (n,)
            assert struct.unpack(order + 'x' + code, b'\0' + packed) == (n,) and struct.pack(order + code + 'x', n) == packed + b'\0'
        for wrong in (low - 1, high + 1, 1.0, '1', 1 << 70):
            try:
                struct.pack(order + code, wrong)
            except struct.error:
                pass
            else:
                assert False, (order, code, wrong)

# As many values as the format has, also where they are very many, and bytes of every length.
for count in 0, 1, 2, 17, 63, 64, 65, 200:
    values = struct.unpack(f'<{count}h', struct.pack(f'<{count}h', *range(count)))
    assert values == tuple(range(count)) and len(values) == count
for count in range(1, 40):
    packed = struct.pack(f'>{count}B', *range(200, 200 + count))
    assert packed == bytes(range(200, 200 + count)) and packed[::-1][0] == 199 + count
assert struct.unpack('<2x3sxB4p', b'..abc.\x07\x02xyz') == (b'abc', 7, b'xy')
