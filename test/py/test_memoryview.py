"""memoryview: shapes, casts, slices, comparison, release."""

def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


b = bytearray(range(24))
m = memoryview(b)
n = m.cast('B', [2, 3, 4])
assert (n.shape, n.strides, n.ndim, n[1, 2, 3], n.tolist()[1][0], err(lambda: n[0]), err(lambda: n[0, 0]), err(lambda: n[5, 0, 0]), n.nbytes, len(n)) == ((2, 3, 4), (12, 4, 1), 3, 23, [12, 13, 14, 15], 'NotImplementedError: multi-dimensional sub-views are not implemented', 'NotImplementedError: sub-views are not implemented', 'IndexError: index out of bounds on dimension 1', 24, 2)
assert (m.cast('H').tolist()[:3], m.cast('d').format, m.cast('c')[1], err(m.cast, 'x'), err(m.cast('H').cast, 'I'), err(m[1:].cast, 'I'), err(m[::2].cast, 'H'), err(m.cast, 'B', [5])) == ([256, 770, 1284], 'd', b'\x01', "ValueError: memoryview: destination format must be a native single character format prefixed with an optional '@'", 'TypeError: memoryview: cannot cast between two non-byte formats', 'TypeError: memoryview: length is not a multiple of itemsize', 'TypeError: memoryview: casts are restricted to C-contiguous views', 'TypeError: memoryview: product(shape) * itemsize != buffer size')
assert (m[::-2].tolist()[:3], m[::-2].c_contiguous, m[::-2].strides, m[4:8].hex('-'), m[3:5] == b'\x03\x04', m == n, err(hash, m), err(hash, m.toreadonly()), hash(memoryview(b'abc')) == hash(b'abc')) == ([23, 21, 19], False, (-2,), '04-05-06-07', True, False, 'ValueError: cannot hash writable memoryview object', "TypeError: unhashable type: 'bytearray'", True)
assert (err(m.__setitem__, 0, 300), err(m.__setitem__, 0, 'a'), err(m.__setitem__, slice(0, 2), b'abc'), err(m.__delitem__, 0), err(lambda: m['a']), err(lambda: m[30])) == ("ValueError: memoryview: invalid value for format 'B'", "TypeError: memoryview: invalid type for format 'B'", 'ValueError: memoryview assignment: lvalue and rvalue have different structures', 'TypeError: cannot delete memory', 'TypeError: memoryview: invalid slice key', 'IndexError: index out of bounds on dimension 1')
m[0:4] = m[2:6]
assert (m.tolist()[:6], n.tobytes('F')[:5], n.f_contiguous, m.f_contiguous) == ([2, 3, 4, 5, 4, 5], b'\x02\x0c\x04\x10\x08', False, True)
x = m.toreadonly()
m.release()
assert (err(lambda: m[0]), repr(m)[:21], m == m, err(len, m)) == ('ValueError: operation forbidden on released memoryview object', '<released memory at 0', True, 'ValueError: operation forbidden on released memoryview object')


# Booleans are sizes, too; what is wrong first is told of.
assert memoryview(b"abcdefgh").cast("B", shape=(True, 8)).shape == (1, 8)
try:
    memoryview(b"%d").cast("c", shape=(False, "x"))
except ValueError as e:
    assert str(e) == "memoryview.cast(): elements of shape must be integers > 0"
else:
    assert False
