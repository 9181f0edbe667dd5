"""bz2: the files that bzip2 writes, piece by piece. lib: bz2"""

def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


import bz2, _bz2, hashlib, random, io
r = random.Random(3)
TEXT = b''.join(b'%d says %d; ' % (i, i * i % 97) for i in range(5000))
CASES = [b'', b'a', b'abc', b'a' * 3, b'a' * 4, b'a' * 259, b'a' * 300, b'x' + b'a' * 100000, TEXT, r.randbytes(10000), TEXT + r.randbytes(5000) + b'z' * 1000 + TEXT, bytes(r.choice(b'ab') for _ in range(150000)) + b'x' * 30]
md5 = lambda data: hashlib.md5(data).hexdigest()
assert ([(len(bz2.compress(c, n)), md5(bz2.compress(c, n)), bz2.decompress(bz2.compress(c, n)) == c) for c in CASES for n in (1, 9)]) == [(14, 'f3cea56bf9115371a573fa1aff5c8c33', True), (14, '4059d198768f9f8dc9372dc1c54bc3c3', True), (37, '5fcc0a8948a01daa068ef37f4f50731c', True), (37, 'f863253854f336359e992e575784e9f5', True), (38, '913569a0519bace01c5d224a9f854f0d', True), (38, '1483086321fdf1f018226d5ce6e64df4', True), (37, 'd71c6546a09dd87af245f177654530c8', True), (37, 'eb0b25d45689361d47e09a720cc34beb', True), (39, 'a29c4752e3d59e18b4f4c40d8a4bc71d', True), (39, 'b3012108ac406f4da66b9a11a9a349e3', True), (45, '819bf024ea3ca8f7601e812324441665', True), (45, 'be7bea5a19beffa72f2641f4caa02576', True), (45, 'b378633f646ccdcafd6adbb1d4badc21', True), (45, '780d09a2d4b3aff58372ea956553c3ab', True), (54, '22b467ad74e78af7f56e2fd9ee4c9125', True), (54, '8b849c5f7afde8e030c21ec9116efeb6', True), (13103, '46cab42ee0d309e144504e8b03aa4696', True), (13103, '9062c5f3f4d9ca16cd0b69a4756740b6', True), (10477, '25d1ab36400edc6b830be1927d4db88e', True), (10477, 'd10e4729816cea4c7bdc090fe817dea4', True), (29723, 'f9c1ea11668f0262ff3b4c8a1e7ae2f0', True), (25236, 'cb59dba087f5b99627428a699863c769', True), (24236, '2ac1c6b295ff6a2f4cbdbfad5b9f2957', True), (24153, 'fef9002721c0d50b7848c45897ce4faf', True)]
def fed(data, step, limit):
    d = bz2.BZ2Decompressor()
    out = []
    at = 0
    while not d.eof:
        piece = b''
        if d.needs_input:
            piece = data[at:at + step]
            at += step
        out.append(d.decompress(piece, limit))
    return b''.join(out), len(out), d.unused_data, d.needs_input
packed = bz2.compress(CASES[10], 1)
assert ([(md5(out), n, rest, needs) for out, n, rest, needs in (fed(packed + b'rest', step, limit) for step, limit in ((10 ** 6, -1), (1000, -1), (999, 10000), (10 ** 6, 30000)))]) == [('322e3d8afb693a9256c2dced4b32d8fc', 1, b'rest', False), ('322e3d8afb693a9256c2dced4b32d8fc', 30, b'rest', False), ('322e3d8afb693a9256c2dced4b32d8fc', 44, b'rest', False), ('322e3d8afb693a9256c2dced4b32d8fc', 5, b'rest', False)]
c = bz2.BZ2Compressor(1); parts = [c.compress(CASES[10][i:i + 7777]) for i in range(0, len(CASES[10]), 7777)] + [c.flush()]
assert (b''.join(parts) == packed, [len(p) for p in parts if p], err(c.flush), err(c.compress, b'')) == (True, [22090, 7633], 'ValueError: Repeated call to flush()', 'ValueError: Compressor has been flushed')
assert (err(_bz2.BZ2Compressor, 0), err(_bz2.BZ2Compressor, 10), err(_bz2.BZ2Compressor().compress, 'a'), err(bz2.decompress, packed[:-1]), err(bz2.decompress, b'abc')) == ('ValueError: compresslevel must be between 1 and 9', 'ValueError: compresslevel must be between 1 and 9', "TypeError: a bytes-like object is required, not 'str'", 'ValueError: Compressed data ended before the end-of-stream marker was reached', 'OSError: Invalid data stream')
def broken(data):
    d = bz2.BZ2Decompressor()
    return err(d.decompress, data), d.eof, d.needs_input
assert ([broken(x) for x in (b'x', b'BZh0', b'BZh9' + b'1' * 20, packed[:40] + b'\0\0' + packed[42:], packed[:-3] + b'abc')]) == [('OSError: Invalid data stream', False, True), ('OSError: Invalid data stream', False, True), ('OSError: Invalid data stream', False, True), ('OSError: Invalid data stream', False, True), ('OSError: Invalid data stream', False, True)]
d = bz2.BZ2Decompressor(); d.decompress(packed)
assert (err(d.decompress, b''), bz2.decompress(packed + bz2.compress(b'two') + b'junk')[-3:], bz2.open(io.BytesIO(packed)).read(10)) == ('EOFError: End of stream already reached', b'two', b'0 says 0; ')
