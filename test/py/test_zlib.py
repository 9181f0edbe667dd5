"""zlib: what it writes is zlib's to the byte; streams with flushes, copies, limits and dictionaries. lib: zlib"""

def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


import zlib, hashlib, random, copy
r = random.Random(3)
DATA = b''.join(b'%d says %d; ' % (i, i * i % 97) for i in range(5000)) + r.randbytes(3000) + b'ab' * 20000
md5 = lambda data: hashlib.md5(data).hexdigest()
def pieces(level, wbits, mem, strategy, zdict=None):
    c = zlib.compressobj(level, 8, wbits, mem, strategy) if zdict is None else zlib.compressobj(level, 8, wbits, mem, strategy, zdict)
    out = [c.compress(DATA[:30000]), c.flush(zlib.Z_SYNC_FLUSH), c.compress(DATA[30000:40000]), c.flush(zlib.Z_FULL_FLUSH)]
    other = c.copy()
    out += [c.compress(DATA[40000:]), c.flush(), other.flush()]
    return md5(b''.join(out))
def back(data, wbits, step, limit, zdict=b''):
    d = zlib.decompressobj(wbits, zdict)
    out = []
    for i in range(0, len(data), step):
        out.append(d.decompress(d.unconsumed_tail + data[i:i + step], limit))
    while d.unconsumed_tail and not d.eof:
        out.append(d.decompress(d.unconsumed_tail, limit))
    out.append(d.flush())
    return b''.join(out) == DATA, len(out), d.eof, d.unused_data
assert ([pieces(level, wbits, mem, strategy) for level, wbits, mem, strategy in [(0, 15, 8, 0), (1, -15, 9, 0), (3, 31, 1, 0), (6, 15, 8, 0), (9, 9, 8, 0), (6, 15, 8, 1), (6, 15, 8, 2), (6, 15, 8, 3), (6, 15, 8, 4), (-1, 15, 8, 0)]]) == ['0ba9d91238f73d170ff9affad84e3b0f', 'db97cc047ba5db07c860aea1c55d006d', '733796c66bb8a4b0f2d8528437dd459f', '015a6b55acf5c09b33dc20637f47ec8a', 'b3d9c5ea71de128ccb24bdf02189cd52', '3e4994cf7731d5a3968328486cdbd98c', '73b4107f8540c2a073619e95607f2b3f', '877949257388c6ce03eacc9b7e8c1c73', '99582201a39cab957025291e61190c86', '015a6b55acf5c09b33dc20637f47ec8a']
assert (pieces(6, 15, 8, 0, b'12 says 47; '), pieces(6, -15, 8, 0, b'12 says 47; ')) == ('cd5f910dcd8a558076cce13fef47c29d', '497173dadecd05a803d7a86c47a82c59')
plain, raw, gz = zlib.compress(DATA), zlib.compress(DATA, 9, -15), zlib.compress(DATA, 1, 31)
assert ([(len(x), md5(x)) for x in (plain, raw, gz)]) == [(22413, '4fa700e3eaa85a41f000749852cb9af1'), (22251, '10af866a4eb7f12b3f61480ed821ad09'), (24371, 'c90055b42e34f9ee1c945816e9c680e0')]
assert ([zlib.decompress(x, w) == DATA for x, w in ((plain, 15), (plain, 47), (plain, 0), (raw, -15), (gz, 31), (gz, 47))]) == [True, True, True, True, True, True]
assert ([back(plain + b'end', 15, 1000, 0), back(raw + b'end', -15, 777, 100), back(gz, 47, 10 ** 6, 5000)]) == [(True, 24, True, b'end'), (True, 1113, True, b'endend'), (True, 24, True, b'')]
assert ([err(zlib.decompress, plain, w)  for w in (-15, 31, 9, 100)]) == ['error: Error -3 while decompressing data: invalid stored block lengths', 'error: Error -3 while decompressing data: incorrect header check', 'error: Error -3 while decompressing data: invalid window size', 'error: Error -2 while preparing to decompress data: inconsistent stream state']
assert ([err(zlib.decompress, x) for x in (b'', b'abc', plain[:-1], plain[:50], b'x\x9c' + b'\xff' * 9, plain[:-4] + b'none')]) == ['error: Error -5 while decompressing data: incomplete or truncated stream', 'error: Error -3 while decompressing data: incorrect header check', 'error: Error -5 while decompressing data: incomplete or truncated stream', 'error: Error -5 while decompressing data: incomplete or truncated stream', 'error: Error -3 while decompressing data: invalid block type', 'error: Error -3 while decompressing data: incorrect data check']
assert (err(zlib.decompress, b'', 15, -1), err(zlib.compress, b'', 10), err(zlib.compress, b'', 1, 40), err(zlib.compress, 'a'), err(zlib.compressobj, 1, 7), err(zlib.compressobj, zdict=None), err(zlib.decompressobj, 99), err(zlib.decompressobj, zdict=1)) == ('ValueError: bufsize must be non-negative', 'error: Bad compression level', 'error: Bad compression level', "TypeError: a bytes-like object is required, not 'str'", 'ValueError: Invalid initialization option', "TypeError: a bytes-like object is required, not 'NoneType'", 'ValueError: Invalid initialization option', 'TypeError: zdict argument must support the buffer protocol')
c = zlib.compressobj(zdict=b'hello world'); small = c.compress(b'hello world') + c.flush()
assert (len(small), err(zlib.decompress, small), err(zlib.decompressobj(zdict=b'x').decompress, small), zlib.decompressobj(zdict=b'hello world').decompress(small)) == (14, 'error: Error 2 while decompressing data', 'error: Error -3 while setting zdict: invalid input data', b'hello world')
assert (err(c.compress, b''), err(c.flush), err(c.copy), err(c.flush, zlib.Z_TREES), err(c.flush, 0)) == ('error: Error -2 while compressing data: inconsistent stream state', 'error: Error -2 while flushing: inconsistent stream state', 'ValueError: Inconsistent stream state', 'error: Error -2 while flushing: inconsistent stream state', b'')
d = zlib.decompressobj(); first = d.decompress(plain[:100], 10); e = copy.deepcopy(d)
assert (first, len(d.unconsumed_tail), d.unused_data, d.eof, md5(d.decompress(d.unconsumed_tail + plain[100:])), md5(e.decompress(e.unconsumed_tail + plain[100:])), d.eof, e.eof) == (b'0 says ', 0, b'', False, 'a008a973e9017c2d79b2b25ce0995650', 'a008a973e9017c2d79b2b25ce0995650', True, True)
assert (err(d.decompress, b'', -1), err(d.flush, 0), d.flush(), err(d.copy), d.decompress(b'more') if not d.eof else d.unused_data) == ('ValueError: max_length must be non-negative', 'ValueError: length must be greater than zero', b'', 'ValueError: Inconsistent stream state', b'')
z = zlib._ZlibDecompressor(); got = [z.decompress(plain + b'tail', 10), z.needs_input, z.decompress(b'', 20), z.unused_data, z.eof]
assert (got, len(z.decompress(b'')), z.needs_input, z.eof, z.unused_data, err(z.decompress, b'')) == ([b'0 says 0; ', False, b'1 says 1; 2 says 4; ', b'', False], 111087, False, True, b'tail', 'EOFError: End of stream already reached')
assert (err(zlib._ZlibDecompressor().decompress, b'abc'), err(zlib._ZlibDecompressor, 99), err(type(c)), err(type(d))) == ('error: Error -3 while decompressing data: incorrect header check', 'ValueError: Invalid initialization option', "TypeError: cannot create 'zlib.Compress' instances", "TypeError: cannot create 'zlib.Decompress' instances")
assert ([(zlib.crc32(DATA[:n], v), zlib.adler32(DATA[:n], v)) for n in (0, 1, 5551, 5553, 10 ** 6) for v in (0, 1, 0xfffefffe)], zlib.crc32(b'a'), zlib.adler32(b'a'), zlib.crc32(b'a', -1), zlib.adler32(b'a', 2 ** 70 + 5), err(zlib.crc32, b'a', 1.5), err(zlib.adler32, 'a')) == ([(0, 0), (1, 1), (4294901758, 851981), (4108050209, 3145776), (2212294583, 3211313), (2921463493, 4849725), (2017745860, 598911821), (2987136269, 962702158), (1048421945, 1035053914), (1406830677, 2063641530), (3632677517, 2427562939), (834985789, 2501487559), (1615720270, 1870194078), (1650738924, 564389279), (2896766050, 2071520683)], 3904355907, 6422626, 3310005809, 6684774, "TypeError: 'float' object cannot be interpreted as an integer", "TypeError: a bytes-like object is required, not 'str'")
assert ([(f.__name__, f.__text_signature__) for f in (zlib.compress, zlib.decompress, zlib.adler32, zlib.crc32, c.flush, d.decompress)]) == [('compress', '($module, data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)'), ('decompress', '($module, data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)'), ('adler32', '($module, data, value=1, /)'), ('crc32', '($module, data, value=0, /)'), ('flush', '($self, mode=zlib.Z_FINISH, /)'), ('decompress', '($self, data, /, max_length=0)')]
assert (sorted((n, v) for n, v in vars(zlib).items() if isinstance(v, int)), zlib.error.__mro__[1].__name__, zlib.error.__module__) == ([('DEFLATED', 8), ('DEF_BUF_SIZE', 16384), ('DEF_MEM_LEVEL', 8), ('MAX_WBITS', 15), ('Z_BEST_COMPRESSION', 9), ('Z_BEST_SPEED', 1), ('Z_BLOCK', 5), ('Z_DEFAULT_COMPRESSION', -1), ('Z_DEFAULT_STRATEGY', 0), ('Z_FILTERED', 1), ('Z_FINISH', 4), ('Z_FIXED', 4), ('Z_FULL_FLUSH', 3), ('Z_HUFFMAN_ONLY', 2), ('Z_NO_COMPRESSION', 0), ('Z_NO_FLUSH', 0), ('Z_PARTIAL_FLUSH', 1), ('Z_RLE', 3), ('Z_SYNC_FLUSH', 2), ('Z_TREES', 6)], 'Exception', 'zlib')
