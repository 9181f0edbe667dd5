"""Memory with gaps, and views that were released, where bytes are wanted."""


def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


import array, binascii, hashlib, io, struct, zlib
gaps = memoryview(b'abcdef')[::2]
gone = memoryview(b'abc')
gone.release()
assert ([err(f, gaps) for f in (b'x'.__add__, bytearray(b'x').__add__, b','.join, bytes, bytearray, float, int, b'ace'.count, b'ace'.startswith, b'%b'.__mod__, b'ace'.__eq__)]) == ["TypeError: can't concat memoryview to bytes", "TypeError: can't concat memoryview to bytearray", 'TypeError: sequence item 0: expected a bytes-like object, int found', b'ace', bytearray(b'ace'), "TypeError: float() argument must be a string or a real number, not 'memoryview'", "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'memoryview'", 'BufferError: memoryview: underlying buffer is not C-contiguous', 'BufferError: memoryview: underlying buffer is not C-contiguous', b'ace', NotImplemented]
assert ([err(f, gone) for f in (b'x'.__add__, bytearray(b'x').__add__, float, int)]) == ["TypeError: can't concat memoryview to bytes", "TypeError: can't concat memoryview to bytearray", "TypeError: float() argument must be a string or a real number, not 'memoryview'", "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'memoryview'"]
assert (err(str, gaps, 'ascii'), err(str, gone, 'ascii'), err(compile, gaps, 'f', 'exec'), err(eval, gaps)) == ('TypeError: decoding to str: need a bytes-like object, memoryview found', 'TypeError: decoding to str: need a bytes-like object, memoryview found', 'TypeError: compile() arg 1 must be a string, bytes or AST object', 'TypeError: eval() arg 1 must be a string, bytes or code object')
assert ([err(f, gaps) for f in (zlib.crc32, zlib.compress, binascii.hexlify, io.BytesIO().write, array.array('B').frombytes, hashlib.sha256)]) == ['BufferError: memoryview: underlying buffer is not C-contiguous', 'BufferError: memoryview: underlying buffer is not C-contiguous', 'BufferError: memoryview: underlying buffer is not C-contiguous', 'BufferError: memoryview: underlying buffer is not C-contiguous', 'BufferError: memoryview: underlying buffer is not C-contiguous', 'BufferError: memoryview: underlying buffer is not C-contiguous']
assert (list(array.array('B', gaps)), gaps.tobytes(), gaps.hex()) == ([97, 99, 101], b'ace', '616365')
assert (err(struct.pack_into, 'i', b'1234', 0, 1), err(struct.unpack, '3s', gaps)) == ('TypeError: argument must be read-write bytes-like object, not bytes', 'BufferError: memoryview: underlying buffer is not C-contiguous')
