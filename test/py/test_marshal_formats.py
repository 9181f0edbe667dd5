"""marshal: what each version writes, shared values, limits and errors. lib: marshal; CPython: Python/marshal.c"""
import array
import io
import marshal


def fails(kind, message, f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except kind as e:
        assert str(e) == message, str(e)
    else:
        raise AssertionError(f'{kind} not raised')


# Versions.
assert marshal.dumps(1.5, 1) == b'f\x031.5'
assert marshal.dumps(1.5, 2) == b'g\x00\x00\x00\x00\x00\x00\xf8?'
assert marshal.dumps(2j, 0) == b'x\x010\x012'
assert marshal.dumps((1, 2), 2) == b'(\x02\x00\x00\x00i\x01\x00\x00\x00i\x02\x00\x00\x00'
assert marshal.dumps(2**40, 2) == b'l\x03\x00\x00\x00\x00\x00\x00\x00\x00\x04'
assert marshal.dumps('é', 2) == b'u\x02\x00\x00\x00\xc3\xa9'
assert marshal.dumps('\udc80', 2) == b'u\x03\x00\x00\x00\xed\xb2\x80'
assert marshal.loads(marshal.dumps('\udc80')) == '\udc80'
assert marshal.dumps(StopIteration) == b'S'
assert marshal.loads(b'S') is StopIteration
assert marshal.loads(b'I\xfe\xff\xff\xff\xff\xff\xff\xff') == -2
assert marshal.loads(b'f\x041e-3') == 0.001

# Buffers become bytes.
for buffer in bytearray(b'abc'), memoryview(b'abc'), array.array('B', b'abc'):
    assert marshal.loads(marshal.dumps(buffer)) == b'abc'

# A value that stands twice is one, also in itself.
b = b'abcde' * 3
x, y = marshal.loads(marshal.dumps((b, b)))
assert x is y
x, y = marshal.loads(marshal.dumps((b, b), 2))
assert x is not y
loop = [1]
loop.append(loop)
again = marshal.loads(marshal.dumps(loop))
assert again[1] is again
d = {}
d['self'] = d, [d]
again = marshal.loads(marshal.dumps(d))
assert again['self'][0] is again and again['self'][1][0] is again

# The order of a set's items is that of their bytes.
assert marshal.dumps({3, 1, 2}, 2) == b'<\x03\x00\x00\x00i\x01\x00\x00\x00i\x02\x00\x00\x00i\x03\x00\x00\x00'

# What cannot be written.
for kind in int, float, complex, tuple, list, dict, set, frozenset:
    fails(ValueError, 'unmarshallable object', marshal.dumps, type('sub', (kind,), {})())
fails(ValueError, 'unmarshallable object', marshal.dumps, object())
deep = []
for _ in range(1999):
    deep = [deep]
marshal.loads(marshal.dumps(deep))
fails(ValueError, 'object too deeply nested to marshal', marshal.dumps, [deep])
code = compile('1', '', 'eval')
fails(ValueError, 'marshalling code objects is disallowed', marshal.dumps, code, allow_code=False)
fails(ValueError, 'unmarshalling code objects is disallowed', marshal.loads, marshal.dumps(code), allow_code=False)
assert eval(marshal.loads(marshal.dumps(code), allow_code=True)) == 1

# What cannot be read.
fails(ValueError, 'bad marshal data (unknown type code)', marshal.loads, b'?')
fails(ValueError, 'bad marshal data (invalid reference)', marshal.loads, b'r\x00\x00\x00\x00')
fails(ValueError, 'bad marshal data (unnormalized long data)', marshal.loads, b'l\x02\x00\x00\x00\x00\x00\x00\x00')
fails(ValueError, 'bad marshal data (digit out of range in long)', marshal.loads, b'l\x01\x00\x00\x00\x00\x80')
fails(ValueError, 'bad marshal data (tuple size out of range)', marshal.loads, b'(\xff\xff\xff\xff')
fails(ValueError, 'recursion limit exceeded', marshal.loads, b')\x01' * 3000 + b'N')
fails(TypeError, 'NULL object in marshal data for object', marshal.loads, b'0')
fails(TypeError, 'NULL object in marshal data for list', marshal.loads, b'[\x01\x00\x00\x000')
fails(EOFError, 'marshal data too short', marshal.loads, b'i\x01')


# A file is read no further than the value goes.
class Long(io.BytesIO):
    def readinto(self, buffer):
        return super().readinto(buffer) + 10**6


f = io.BytesIO(marshal.dumps([1, 2]) + b'rest')
assert marshal.load(f) == [1, 2]
assert f.read() == b'rest'
fails(EOFError, 'EOF read where not expected', marshal.load, io.BytesIO(b'i\x01'))
fails(ValueError, 'read() returned too much data: 1 bytes requested, 1000001 returned', marshal.load, Long(b'N'))
fails(TypeError, 'file.read() returned not bytes but str', marshal.load, io.StringIO('N'))
