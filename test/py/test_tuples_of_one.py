"""Tuples of one that two instructions pass on to one another: bytes((x,)), unpack(format, data)[0], (x,) = unpack(format, data)."""
import builtins
import struct
import sys
from struct import pack, unpack


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


def error_of(function, *args):
    try:
        function(*args)
    except Exception as e:
        return type(e).__name__, str(e), e.__traceback__.tb_next.tb_lineno - function.__code__.co_firstlineno
    return None


def of_tuple(x):
    return bytes((x,))


def of_list(x):
    return bytes([x])


def joined(x):
    return b'K' + bytes((x,)) + b'.'


for function in (of_tuple, of_list):
    for i in range(2000):
        assert function(i & 255) == b'%c' % (i & 255)
    assert function(True) == b'\x01' and function(Index(7)) == b'\x07'
    for wrong in (256, -1, 1 << 70):
        assert error_of(function, wrong) == ('ValueError', 'bytes must be in range(0, 256)', 1), error_of(function, wrong)
    for wrong in (1.0, 'a', None, b'a'):
        name = type(wrong).__name__
        assert error_of(function, wrong) == ('TypeError', f"'{name}' object cannot be interpreted as an integer", 1)
    assert [function(i) for i in (0, 128, 255)] == [b'\0', b'\x80', b'\xff']

for i in range(2000):
    assert joined(i & 255) == b'K%c.' % (i & 255)
assert error_of(joined, 256)[:2] == ('ValueError', 'bytes must be in range(0, 256)')


# What the tuple's register holds afterwards is nobody's business, but where the name means another thing the call gets the tuple.
def shadowed(x):
    return bytes((x,))


for i in range(2000):
    shadowed(i & 255)
bytes = lambda given: ('mine', given)
assert shadowed(5) == ('mine', (5,))
del bytes
assert shadowed(5) == b'\x05'

seen = []


class Watched(int):
    def __index__(self):
        seen.append(sys._getframe(1).f_code.co_name)
        return 65


assert of_tuple(Watched(1)) in (b'\x01', b'A')


def first(format, data):
    return unpack(format, data)[0]


def last(format, data):
    return unpack(format, data)[-1]


def alone(format, data):
    (x,) = unpack(format, data)
    return x


def by_module(format, data):
    return struct.unpack(format, data)[0]


def alone_by_module(format, data):
    [x] = struct.unpack(format, data)
    return x


def kept(format, data):
    t = unpack(format, data)
    x = t[0]
    return t, x


VALUES = [
    ('<I', 0xfffffffe), ('<i', -2), ('>H', 513), ('b', -1), ('<q', -1 << 60), ('>Q', (1 << 64) - 1), ('>d', -0.5), ('<f', 1.5),
    ('<e', 2.0), ('?', True), ('c', b'x'), ('5s', b'abcde'), ('4p', b'ab'), ('40s', b'z' * 40), ('x2xh', -300), ('0s', b''),
]
for function in (first, last, alone, by_module, alone_by_module):
    for format, value in VALUES:
        data = pack(format, value)
        for _ in range(150):
            found = function(format, data)
            assert found == value and type(found) is type(value), (function, format, found)
        # The same bytes in another form, and what else lends bytes.
        assert function(format, (data + b'#' * 40)[:len(data)]) == value
        assert function(format, bytearray(data)) == value and function(format, memoryview(data)) == value
    for _ in range(2000):
        assert function('<I', b'\1\2\0\0') == 513
    assert error_of(function, '<I', b'abc') == ('error', 'unpack requires a buffer of 4 bytes', 1)
    assert error_of(function, '<I', 'abcd')[0] == 'TypeError'
    assert error_of(function, 'y', b'abcd')[:2] == ('error', 'bad char in struct format')
    assert error_of(function, None, b'abcd')[0] == 'TypeError'
    assert function(b'<I', b'\1\0\0\0') == 1

for function in (first, by_module):
    assert function('<2H', b'\1\0\2\0') == 1
    assert error_of(function, '', b'') == ('IndexError', 'tuple index out of range', 1)
assert last('<2H', b'\1\0\2\0') == 2
assert error_of(alone, '<2H', b'\1\0\2\0') == ('ValueError', 'too many values to unpack (expected 1)', 1)
assert error_of(alone, '', b'') == ('ValueError', 'not enough values to unpack (expected 1, got 0)', 1)

for _ in range(2000):
    t, x = kept('<H', b'\1\2')
    assert t == (513,) and x == 513

# Another function under the name.
real = unpack
unpack = lambda format, data: 'xyz'
assert first('<I', b'') == 'x' and last('<I', b'') == 'z'
unpack = real
assert first('<I', b'\1\0\0\0') == 1
real = struct.unpack
struct.unpack = lambda format, data: [format]
assert by_module('<I', b'') == '<I' and alone_by_module('<I', b'') == '<I'
struct.unpack = real


def total(data):
    sum_ = 0
    for i in range(0, len(data), 2):
        sum_ += unpack('<H', data[i:i + 2])[0]
        (y,) = unpack('b', data[i:i + 1])
        sum_ -= y
    return sum_


for _ in range(30):
    assert total(b'\1\2\3\4' * 500) == 500 * (513 + 1027 - 1 - 3)


# One value packed, as most are.
def packed(format, value):
    return pack(format, value)


for _ in range(2000):
    assert packed('<H', 513) == b'\1\2'
assert packed('<H', True) == b'\1\0' and packed('<H', Index(3)) == b'\3\0'
assert packed('3s', b'ab') == b'ab\0' and packed('>d', 1) == b'?\xf0' + bytes(6)
assert error_of(packed, '<H', 1 << 16)[0] == 'error'
assert error_of(packed, '<2H', 1)[:2] == ('error', 'pack expected 2 items for packing (got 1)')
assert error_of(packed, '', 1)[:2] == ('error', 'pack expected 0 items for packing (got 1)')
assert error_of(packed, '<H', 'a')[:2] == ('error', 'required argument is not an integer')
assert error_of(packed, 1.5, 1)[0] == 'TypeError'


# Sums of bytes.
class Text(builtins.bytes):
    def __add__(self, other):
        return 'mine'

    def __radd__(self, other):
        return 'reflected'


def plus(a, b):
    return a + b


def behind(b):
    return b'<' + b


for i in range(2000):
    assert plus(b'ab', b'%d' % i) == b'ab%d' % i and behind(b'%d' % i) == b'<%d' % i
long = b'0123456789' * 10
assert plus(long, long) == long * 2 and type(plus(b'', b'')) is builtins.bytes
assert plus(Text(b'a'), b'b') == 'mine' and plus(b'a', Text(b'b')) == 'reflected' and behind(Text(b'b')) == 'reflected'
assert plus(b'a', bytearray(b'b')) == b'ab' and type(plus(bytearray(b'a'), b'b')) is bytearray
assert behind(memoryview(b'b')) == b'<b'
assert error_of(behind, 'b') == ('TypeError', "can't concat str to bytes", 1)
assert error_of(plus, b'b', 1) == ('TypeError', "can't concat int to bytes", 1)
assert plus(1, 2) == 3 and plus('a', 'b') == 'ab' and plus([1], [2]) == [1, 2] and plus(0.5, 1) == 1.5
