"""Bytes that are short, made and read in every way: each way gives the same bytes."""
import struct

N = 40      # on both sides of what is kept as text


def ways(n):
    whole = bytes(range(100, 100 + n))
    yield whole
    yield bytes(tuple(range(100, 100 + n)))
    yield bytes(list(range(100, 100 + n)))
    yield bytes(bytearray(whole))
    yield b''.join([bytes((b,)) for b in whole])
    yield (b'--' + whole + b'--')[2:-2]
    yield whole[:n // 2] + whole[n // 2:]
    yield struct.pack('%dB' % n, *whole)
    yield struct.pack('%ds' % n, whole)
    yield int.from_bytes(whole, 'little').to_bytes(n, 'little')
    yield memoryview(whole).tobytes()
    yield whole[::-1][::-1]
    yield bytes.fromhex(whole.hex())
    yield whole * 1
    yield whole.decode('latin-1').encode('latin-1')


for n in list(range(N)) + [64, 100]:
    expected = list(range(100, 100 + n))
    all_ways = list(ways(n))
    for b in all_ways:
        assert type(b) is bytes and len(b) == n and list(b) == expected
        assert [b[i] for i in range(n)] == expected and [b[i - n] for i in range(n)] == expected
        for c in all_ways:
            assert b == c and not b != c and not b < c and b <= c and hash(b) == hash(c)
            assert {b: 1}.get(c) == 1
        assert b + b'\x00' > b > b[:-1] or n == 0
        assert b.startswith(b[:3]) and b.find(b[-2:]) == max(n - 2, 0) and bytes(reversed(b)) == b[::-1]
        assert b[1:3] == bytes(expected[1:3]) and b[5:2] == b'' and b[-100:100] == b and b[::2] == bytes(expected[::2])
        assert struct.unpack('%dB' % n, b) == tuple(expected)
        assert bytes(memoryview(b)[1:]) == b[1:]
        assert repr(b) == repr(bytes(bytearray(expected)))
        for i in (n, -n - 1, 10 ** 30, -10 ** 30):
            try:
                b[i]
            except IndexError:
                pass
            else:
                assert False

for text in ('', 'abc', 'x' * 31, 'x' * 32, 'x' * 33, 'é', '\x7f', '\x80', 'a\x00b', '\U0001f600', '\ud800' 'a'):
    for encoding in ('utf-8', 'latin-1', 'ascii', 'UTF8', 'utf-16', 'cp1252'):
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        assert data.decode(encoding) == text
        assert bytes(bytearray(data)) == data and data + b'' == data and b'' + data == data
assert bytes((0, 127, 128, 255)) == b'\x00\x7f\x80\xff' and b'\xff'.decode('latin-1') == 'ÿ'
try:
    bytes((128,)).decode('utf-8')
except UnicodeDecodeError as e:
    assert e.object == b'\x80'
else:
    assert False
for wrong in ((256,), (-1,), [1, 300], (1, 'a'), (1.0,), (None,)):
    try:
        bytes(wrong)
    except (ValueError, TypeError):
        pass
    else:
        assert False
assert bytes((True, False)) == b'\x01\x00'


class Packs:
    def __index__(self):
        return struct.unpack('<H', struct.pack('<H', 0x1234))[0]


assert struct.pack('<HHI', 1, Packs(), 2) == b'\x01\x00\x34\x12\x02\x00\x00\x00'
for value in (0, 1, -1, 127, -128):
    assert struct.unpack('<bhiq', struct.pack('<bhiq', value, value, value, value)) == (value,) * 4
assert struct.unpack('>d', struct.pack('>d', 1.5)) == (1.5,) and struct.pack('4s', b'ab') == b'ab\x00\x00'
assert struct.unpack('2s2s', b'abcd') == (b'ab', b'cd') and struct.unpack('3p', b'\x02ab') == (b'ab',)
try:
    struct.pack('<B', 256)
except struct.error:
    pass
else:
    assert False
assert struct.pack('<I', 7) == b'\x07\x00\x00\x00'


class Sub(bytes):
    pass


s = Sub((65, 66))
assert s == b'AB' and s + b'C' == b'ABC' and type(s + b'C') is bytes and type(s[:]) is bytes and bytes(s) == s
assert b''.join([s, bytearray(b'C'), memoryview(b'D')]) == b'ABCD' and b', '.join([b'a', b'b' * 40]) == b'a, ' + b'b' * 40


def hot(n):
    out = []
    for i in range(n):
        out.append(b'r' + struct.pack('<I', i) if i % 2 else b'q' + bytes((i & 255,)))
    return b''.join(out)


data = hot(1000)
assert len(data) == 500 * 7
at = 0
for i in range(1000):
    if i % 2:
        assert data[at] == 114 and struct.unpack('<I', data[at + 1:at + 5])[0] == i
        at += 5
    else:
        assert data[at:at + 1] == b'q' and data[at + 1] == i & 255
        at += 2

# Short results of joins and slices are what longer ones are.
class B(bytes): pass
for sep in (b'', b', ', b'\xff' * 20, B(b'-')):
    for items in ([], [b'a'], [B(b'a')], [b'a', b'bc', b''], [b'\xe9\x00', bytearray(b'x')], [b'x' * 16, b'y' * 16], [b'x' * 16, b'y' * 17], [b'ab'] * 40, [b''] * 40, [memoryview(b'q'), b'r'], (B(b'u'), b'v'), [b'a'.upper(), bytes([200, 10])]):
        r = sep.join(items)
        assert type(r) is bytes and list(r) == [x for i, item in enumerate(items) for x in ([] if i == 0 else list(sep)) + list(item)], (sep, items, r)
        assert bytearray(sep).join(items) == r and hash(r) == hash(bytes(list(r)))
long = bytes(range(256)) * 2
for data in b'', b'hello world, this', long[:32], long[:33], long, B(b'abc\xfe'):
    for i in range(-40, 41, 7):
        for j in (-33, -1, 0, 1, 3, 12, 31, 32, 33, 100, None):
            assert list(data[i:j]) == list(data)[i:j] and data[i:j] == bytes(list(data)[i:j])
