"""bytes, bytearray and memoryview.

lib: stdtypes#binary-sequence-types-bytes-bytearray-memoryview
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


b = b'hello\x00\xff'
assert len(b) == 7
assert b[0] == 104
assert b[-1] == 255
assert b[1:3] == b'el'
assert b[::-1] == b'\xff\x00olleh'
assert type(b[:2]) is bytes
assert list(b'ab') == [97, 98]
assert repr(b) == "b'hello\\x00\\xff'"
assert repr(b"it's") == 'b"it\'s"'
assert repr(b'\n\t\r\\\x7f') == "b'\\n\\t\\r\\\\\\x7f'"
assert str(b'a') == "b'a'"
assert rb'\n' == b'\\n'
assert b'\x41\101' == b'AA'
assert bytes() == b''
assert bytes(3) == b'\0\0\0'
assert bytes([1, 2]) == b'\x01\x02'
assert bytes('é', 'utf-8') == b'\xc3\xa9'
assert bytes(range(3)) == b'\x00\x01\x02'
assert bytes(bytearray(b'x')) == b'x'
assert bytes.fromhex('01 fF') == b'\x01\xff'
assert b.hex() == '68656c6c6f00ff'
assert b'\x01\x02\x03'.hex(':') == '01:02:03'
assert b'\x01\x02\x03'.hex('_', 2) == '01_0203'
assert b'\x01\x02\x03'.hex('_', -2) == '0102_03'
assert error(bytes, [256]) == 'ValueError: bytes must be in range(0, 256)'
assert error(bytes, -1) == 'ValueError: negative count'
assert error(bytes, 'a') == 'TypeError: string argument without an encoding'
assert error(bytes, 1.5) == "TypeError: cannot convert 'float' object to bytes"
assert error(bytes.fromhex, '0') == 'ValueError: non-hexadecimal number found in fromhex() arg at position 1'
assert error(bytes, [1, 'a']) == "TypeError: 'str' object cannot be interpreted as an integer"
assert b'a' + b'b' == b'ab'
assert b'ab' * 2 == b'abab'
assert b'a' < b'b'
assert b'a' == bytearray(b'a')
assert b'a' != 'a'
assert hash(b'a') == hash(b'a')
assert {b'k': 1}[b'k'] == 1
assert error(lambda: b'a' + 'b') == "TypeError: can't concat str to bytes"
assert error(lambda: b'a'[5]) == 'IndexError: index out of range'
assert error(exec, "b'a'[0] = 1") == "TypeError: 'bytes' object does not support item assignment"
assert 104 in b
assert b'll' in b
assert b'' in b
assert b'x' not in b
assert error(lambda: 256 in b) == 'ValueError: byte must be in range(0, 256)'
assert error(lambda: 'a' in b) == "TypeError: a bytes-like object is required, not 'str'"
assert b.find(b'l') == 2
assert b.find(108, 3) == 3
assert b.rfind(b'l') == 3
assert b.index(b'o') == 4
assert b.count(b'l') == 2
assert b.find(b'zz') == -1
assert error(b.index, b'z') == 'ValueError: subsection not found'
assert b.startswith(b'he')
assert b.endswith((b'x', b'\xff'))
assert b'a,b'.split(b',') == [b'a', b'b']
assert b' a  b '.split() == [b'a', b'b']
assert b','.join([b'a', bytearray(b'b')]) == b'a,b'
assert b'a-b'.partition(b'-') == (b'a', b'-', b'b')
assert b' a '.strip() == b'a'
assert b'xax'.strip(b'x') == b'a'
assert b'ab'.upper() == b'AB'
assert b'aB'.swapcase() == b'Ab'
assert b'ab cd'.title() == b'Ab Cd'
assert b'a'.center(3, b'*') == b'*a*'
assert b'-1'.zfill(4) == b'-001'
assert b'a\nb'.splitlines() == [b'a', b'b']
assert b'aXbX'.replace(b'X', b'yy') == b'ayybyy'
assert b'abc'.translate(bytes.maketrans(b'ab', b'xy'), b'c') == b'xy'
assert b'abc'.removeprefix(b'a') == b'bc'
assert b'12'.isdigit()
assert b'\xe9'.isascii() is False
assert b'ab'.isalpha()
assert b'a1'.isalnum()
assert b'\xc3\xa9'.decode() == 'é'
assert b'\xff'.decode('latin-1') == 'ÿ'
assert b'\xffa'.decode('utf-8', 'replace') == '\ufffda'
assert b'\xffa'.decode('ascii', 'ignore') == 'a'
assert b'\xff'.decode('utf-8', 'surrogateescape') == '\udcff'
assert b'\xff'.decode('utf-8', 'backslashreplace') == '\\xff'
assert '\udcff'.encode('utf-8', 'surrogateescape') == b'\xff'
assert 'é'.encode('ascii', 'xmlcharrefreplace') == b'&#233;'
assert 'é'.encode('ascii', 'backslashreplace') == b'\\xe9'
assert 'aé'.encode('ascii', 'replace') == b'a?'
assert 'a'.encode('utf-16')[2:] == b'a\x00'
assert error('é'.encode, 'ascii') == (
    "UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 0: ordinal not in range(128)")
assert error(b'\xe9'.decode) == (
    "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe9 in position 0: unexpected end of data")
assert error('a'.encode, 'nope') == 'LookupError: unknown encoding: nope'
assert b'%d %s %x %%' % (5, b'x', 255) == b'5 x ff %'
assert b'%05.1f|%-4d|%c' % (3.14159, 7, 65) == b'003.1|7   |A'
assert b'%a' % 'é' == b"'\\xe9'"
assert error(lambda: b'%s' % 'a') == (
    "TypeError: %b requires a bytes-like object, or an object that implements __bytes__, not 'str'")


class HasBytes:
    def __bytes__(self):
        return b'mine'


assert bytes(HasBytes()) == b'mine'
assert b'%b' % HasBytes() == b'mine'

# bytearray is mutable.
a = bytearray(b'abc')
a[0] = 65
a.append(100)
a += b'ef'
a.extend([103])
assert a == b'Abcdefg'
assert repr(a) == "bytearray(b'Abcdefg')"
assert len(a) == 7
assert type(a[1:3]) is bytearray
assert a.pop() == 103
assert a.pop(0) == 65
assert a == b'bcdef'
a[1:3] = b'XYZ'
assert a == b'bXYZef'
del a[::2]
assert a == b'XZf'
assert a.find(b'Z') == 1
a.insert(1, 45)
a.reverse()
a.remove(45)
assert a == b'fZX'
assert error(a.remove, 1) == 'ValueError: value not found in bytearray'
assert error(a.append, 256) == 'ValueError: byte must be in range(0, 256)'
assert error(hash, a) == "TypeError: unhashable type: 'bytearray'"
assert error(bytearray().pop) == 'IndexError: pop from empty bytearray'
c = a
c *= 2
assert a is c
assert a == b'fZXfZX'
assert a.copy() is not a
assert bytearray(2) == b'\0\0'
assert a.upper() == b'FZXFZX'
assert type(a.upper()) is bytearray
a.clear()
assert a == b''
assert not a
a[:] = range(5)
a[::2] = b'xyz'
assert a == b'x\x01y\x03z'
assert error(a.__setitem__, slice(None, None, 2), b'a') == (
    'ValueError: attempt to assign bytes of size 1 to extended slice of size 3')

# memoryview
data = bytearray(b'abcdef')
m = memoryview(data)
assert m[0] == 97
assert bytes(m[1:3]) == b'bc'
assert len(m) == 6
assert m.tolist() == [97, 98, 99, 100, 101, 102]
assert m.format == 'B'
assert m.itemsize == 1
assert m.nbytes == 6
assert not m.readonly
assert memoryview(b'').readonly
m[0] = 65
m[1:3] = b'XY'
assert data == b'AXYdef'
assert m[::-1].tobytes() == b'fedYXA'
assert m == data
assert m[1:3] == b'XY'
assert m.obj is data
assert 65 in m
assert error(data.append, 1) == 'BufferError: Existing exports of data: object cannot be re-sized'
assert error(m.__setitem__, slice(0, 2), b'abc').startswith('ValueError: memoryview assignment:')
assert error(memoryview(b'a').__setitem__, 0, 1) == 'TypeError: cannot modify read-only memory'
m.release()
data.append(103)
assert len(data) == 7
assert error(lambda: m[0]) == 'ValueError: operation forbidden on released memoryview object'
assert error(memoryview, 'a') == "TypeError: memoryview: a bytes-like object is required, not 'str'"
wide = memoryview(bytearray(8)).cast('I')
wide[1] = 0x01020304
assert wide.shape == (2,)
assert wide.tolist() == [0, 16909060]
assert wide.itemsize == 4
assert bytes(wide) in (b'\0\0\0\0\x04\x03\x02\x01', b'\0\0\0\0\x01\x02\x03\x04')
assert hash(memoryview(b'a')) == hash(b'a')
with memoryview(b'abc') as view:
    assert view[1] == 98
assert b'a' b'\x62' == b'ab'
assert b'ab'[True] == 98
assert isinstance(b'', bytes)
assert not isinstance(bytearray(), bytes)
