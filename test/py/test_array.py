"""array: making, changing, comparing, pickling."""

def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


from array import array
assert (array('i', [1, 2, 3]), array('d', [1.5]), array('w', 'héy😀'), array('b'), array('H', b'\1\0\2\0'), array('i', range(3)) + array('i', [9]), array('B', [1]) * 3) == (array('i', [1, 2, 3]), array('d', [1.5]), array('w', 'héy😀'), array('b'), array('H', [1, 2]), array('i', [0, 1, 2, 9]), array('B', [1, 1, 1]))
a = array('l', [5, 1, 4])
a.append(7); a.extend([8, 9]); a.insert(0, -1); a[1:3] = array('l', [10]); del a[-1]
assert (a, a.pop(), a.pop(0), a.index(4), a.count(4), a[::-1], list(a), a.tolist(), len(a), a.itemsize, a.typecode, 4 in a) == (array('l', [10, 4, 7]), 8, -1, 1, 1, array('l', [7, 4, 10]), [10, 4, 7], [10, 4, 7], 3, 8, 'l', True)
assert (err(a.append, 'x'), err(a.append, 1.5), err(array, 'b', [200]), err(array, 'B', [-1]), err(array, 'z'), err(array, 'i', 'abc'), err(a.index, 99), err(a.extend, array('d')), err(array, 'I', [-1]), err(array, 'h', [40000]), err(array, 'q', [2**63])) == ("TypeError: 'str' object cannot be interpreted as an integer", "TypeError: 'float' object cannot be interpreted as an integer", 'OverflowError: signed char is greater than maximum', 'OverflowError: unsigned byte integer is less than minimum', 'ValueError: bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)', "TypeError: cannot use a str to initialize an array with typecode 'i'", 'ValueError: array.index(x): x not in array', 'TypeError: can only extend with array of same kind', "OverflowError: can't convert negative value to unsigned int", 'OverflowError: signed short integer is greater than maximum', 'OverflowError: int too big to convert')
assert (array('h', [1, 2]).tobytes(), memoryview(array('h', [1, 2])).format, bytes(array('B', [65])), array('i', [1, 2]) == array('d', [1, 2]), array('i', [1]) < array('i', [2]), array('w', 'ab').tounicode()) == (b'\x01\x00\x02\x00', 'h', b'A', True, True, 'ab')
import copy
import pickle
assert (copy.copy(a) == a, pickle.loads(pickle.dumps(a)) == a, pickle.loads(pickle.dumps(a, 2)) == a, repr(array('d', [float('nan')]))) == (True, True, True, "array('d', [nan])")
a = array('H', [1, 2]); a.byteswap()
assert (a, err(array('i').pop), err(a.frombytes, b'x'), err(lambda: a[5]), err(lambda: a['x']), isinstance(array('b').__class__.__name__, str)) == (array('H', [256, 512]), 'IndexError: pop from empty array', 'ValueError: bytes length not a multiple of item size', 'IndexError: array index out of range', 'TypeError: array indices must be integers', True)
v = memoryview(a)
assert (err(a.append, 1), v.release(), a.append(3), a[2]) == ('BufferError: cannot resize an array that is exporting buffers', None, None, 3)
from collections.abc import MutableSequence
assert (issubclass(array, MutableSequence), isinstance(array('i'), MutableSequence)) == (True, True)
