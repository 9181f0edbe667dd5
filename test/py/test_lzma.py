"""lzma: streams of every format and filter, and what is said of wrong ones. lib: lzma"""

def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


import lzma, _lzma, hashlib, io, random
from lzma import *
from _lzma import _encode_filter_properties, _decode_filter_properties
r = random.Random(3)
TEXT = b''.join(b'%d says %d; ' % (i, i * i % 97) for i in range(3000))
NOISE = r.randbytes(70000)
CODE = bytes(v for i in range(3000) for v in (0xe8, i & 255, i >> 8 & 7, 0, 0, 0x90, i * 7 & 255, 0xeb))
CASES = [b'', b'a', b'abcabcabcabc', b'a' * 100000, TEXT, NOISE, TEXT + NOISE + TEXT, CODE]
LZMA2 = {'id': FILTER_LZMA2}
LZMA1 = {'id': FILTER_LZMA1, 'lc': 0, 'lp': 2, 'pb': 4, 'dict_size': 1 << 16}
BCJ = [FILTER_X86, FILTER_POWERPC, FILTER_IA64, FILTER_ARM, FILTER_ARMTHUMB, FILTER_SPARC]
CHAINS = [[LZMA2], [LZMA1], [{'id': FILTER_DELTA, 'dist': 5}, LZMA2], [{'id': FILTER_DELTA}, {'id': FILTER_X86}, LZMA1]] + [[{'id': i, 'start_offset': 16}, LZMA2] for i in BCJ]
def there_and_back(**options):
    out = []
    for data in CASES:
        packed = lzma.compress(data, **options)
        reading = {k: v for k, v in options.items() if k == 'format' or options.get('format') == FORMAT_RAW}
        out.append(lzma.decompress(packed, **reading) == data)
    return all(out)
assert (there_and_back(), there_and_back(preset=0), there_and_back(preset=9 | PRESET_EXTREME), there_and_back(format=FORMAT_ALONE), [there_and_back(check=c) for c in (CHECK_NONE, CHECK_CRC32, CHECK_CRC64, CHECK_SHA256)]) == (True, True, True, True, [True, True, True, True])
assert ([there_and_back(format=FORMAT_RAW, filters=f) for f in CHAINS], [there_and_back(filters=f) for f in CHAINS if f[-1] is LZMA2]) == ([True, True, True, True, True, True, True, True, True, True], [True, True, True, True, True, True, True, True])
assert ([len(lzma.compress(data)) < len(data) * share for data, share in ((b'a' * 100000, 0.01), (TEXT, 0.4), (NOISE, 1.01))]) == [True, True, True]
assert (lzma.compress(b''), lzma.compress(b'abc', check=CHECK_CRC32), lzma.compress(b'abc', filters=[{'id': FILTER_DELTA, 'dist': 3}, {'id': FILTER_X86, 'start_offset': 4}, LZMA2], check=CHECK_SHA256), lzma.compress(b'', FORMAT_ALONE), lzma.compress(b'', FORMAT_RAW, filters=[LZMA2])) == (b'\xfd7zXZ\x00\x00\x04\xe6\xd6\xb4F\x00\x00\x00\x00\x1c\xdfD!\x1f\xb6\xf3}\x01\x00\x00\x00\x00\x04YZ', b'\xfd7zXZ\x00\x00\x01i"\xde6\x02\x00!\x01\x16\x00\x00\x00t/\xe5\xa3\x01\x00\x02abc\x00\x00\xc2A$5\x00\x01\x17\x03\x07`\x0c\xbc\x90B\x99\r\x01\x00\x00\x00\x00\x01YZ', b'\xfd7zXZ\x00\x00\n\xe1\xfb\x0c\xa1\x04\x02\x03\x01\x02\x04\x04\x04\x00\x00\x00!\x01\x16\x00\x00e\xe8\xa8e\x01\x00\x02abc\x00\x00\xbax\x16\xbf\x8f\x01\xcf\xeaAA@\xde]\xae"#\xb0\x03a\xa3\x96\x17z\x9c\xb4\x10\xffa\xf2\x00\x15\xad\x00\x01;\x03\xa9\x0b=\x85\x18\x9bK\x9a\x01\x00\x00\x00\x00\nYZ', b']\x00\x00\x80\x00\xff\xff\xff\xff\xff\xff\xff\xff\x00\x83\xff\xfb\xff\xff\xc0\x00\x00\x00', b'\x00')
def fed(data, step, limit):
    d = LZMADecompressor()
    out = []
    at = 0
    while not d.eof:
        piece = b''
        if d.needs_input:
            piece = data[at:at + step]
            at += step
        out.append(d.decompress(piece, limit))
    return b''.join(out) == CASES[6], d.unused_data, d.needs_input, d.check, limit < 0 or max(len(p) for p in out) <= limit
assert ([fed(lzma.compress(CASES[6], f) + b'rest', step, limit) for f in (FORMAT_XZ, FORMAT_ALONE) for step, limit in ((10 ** 6, -1), (1000, -1), (999, 10000), (10 ** 6, 30000), (50, 100000))]) == [(True, b'rest', False, 4, True), (True, b'rest', False, 4, True), (True, b'rest', False, 4, True), (True, b'rest', False, 4, True), (True, b'rest', False, 4, True), (True, b'rest', False, 0, True), (True, b'rest', False, 0, True), (True, b'rest', False, 0, True), (True, b'rest', False, 0, True), (True, b'rest', False, 0, True)]
assert ([err(LZMACompressor, *a) for a in ((99,), ('a',), (FORMAT_ALONE, 1), (FORMAT_XZ, 77), (FORMAT_XZ, -1, 3, []), (FORMAT_RAW,), (FORMAT_XZ, -1, 10), (FORMAT_XZ, -1, -1), (FORMAT_XZ, -1, 'a'), (FORMAT_XZ, -1, None, []), (FORMAT_XZ, -1, None, 3), (FORMAT_XZ, -1, None, [3]), (FORMAT_XZ, -1, None, [{}]), (FORMAT_XZ, -1, None, [{'id': 99}]), (FORMAT_XZ, -1, None, [{'id': 'a'}]), (FORMAT_XZ, -1, None, [LZMA2] * 5), (FORMAT_XZ, -1, None, [LZMA2] * 2), (FORMAT_ALONE, -1, None, [LZMA2]), (FORMAT_XZ, -1, None, [LZMA1]))]) == ['ValueError: Invalid container format: 99', "TypeError: 'str' object cannot be interpreted as an integer", 'ValueError: Integrity checks are only supported by FORMAT_XZ', 'LZMAError: Internal error', 'ValueError: Cannot specify both preset and filter chain', 'ValueError: Must specify filters for FORMAT_RAW', 'LZMAError: Invalid or unsupported options', "OverflowError: can't convert negative int to unsigned", 'TypeError: an integer is required', 'LZMAError: Internal error', "TypeError: object of type 'int' has no len()", 'TypeError: Filter specifier must be a dict or dict-like object', 'ValueError: Filter specifier must have an "id" entry', 'ValueError: Invalid filter ID: 99', 'TypeError: an integer is required', 'ValueError: Too many filters - liblzma supports a maximum of 4', 'LZMAError: Invalid or unsupported options', 'ValueError: Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter', 'LZMAError: Internal error']
assert ([err(LZMACompressor, filters=[{'id': FILTER_LZMA2, **more}]) for more in ({'foo': 1}, {'preset': 99}, {'lc': 5}, {'lc': 3, 'lp': 2}, {'mode': 7}, {'mf': 7}, {'nice_len': 1}, {'dict_size': 1})]) == ['ValueError: Invalid filter specifier for LZMA filter', 'LZMAError: Invalid compression preset: 99', 'LZMAError: Invalid or unsupported options', 'LZMAError: Invalid or unsupported options', 'LZMAError: Invalid or unsupported options', 'LZMAError: Invalid or unsupported options', 'LZMAError: Invalid or unsupported options', 'LZMAError: Invalid or unsupported options']
assert ([err(LZMACompressor, filters=[f, LZMA2]) for f in ({'id': FILTER_DELTA, 'dist': 257}, {'id': FILTER_DELTA, 'dist': 0}, {'id': FILTER_DELTA, 'x': 1}, {'id': FILTER_ARM, 'start_offset': 3}, {'id': FILTER_X86, 'x': 1})]) == ['LZMAError: Invalid or unsupported options', 'LZMAError: Invalid or unsupported options', 'ValueError: Invalid filter specifier for delta filter', 'LZMAError: Invalid or unsupported options', 'ValueError: Invalid filter specifier for BCJ filter']
assert ([err(LZMADecompressor, *a) for a in ((99,), (FORMAT_RAW,), (FORMAT_RAW, 1, [LZMA2]), (0, None, [LZMA2]), (0, 'a'), (0, -1), (FORMAT_RAW, None, []), (FORMAT_RAW, None, {}), (FORMAT_RAW, None, [LZMA2, LZMA2]))]) == ['ValueError: Invalid container format: 99', 'ValueError: Must specify filters for FORMAT_RAW', 'ValueError: Cannot specify memory limit with FORMAT_RAW', 'ValueError: Cannot specify filters except with FORMAT_RAW', 'TypeError: an integer is required', "OverflowError: can't convert negative int to unsigned", 'LZMAError: Internal error', 'TypeError: dict is not a sequence', 'LZMAError: Invalid or unsupported options']
good = lzma.compress(b'hello')
def broken(data, **options):
    d = LZMADecompressor(**options)
    return err(d.decompress, data), d.eof, d.needs_input, d.check, err(d.decompress, b'')
assert ([broken(x) for x in (b'a' * 20, b'\xfd' + b'a' * 20, good[:-1] + b'a', good[:30] + b'x' + good[31:], good[:8] + b'xxxx', b']\0\0\0\1' + b'\xff' * 8 + b'\1' * 10, b'\xe2' + b'\0' * 20, good[:20])], broken(good, memlimit=1000)[:4], broken(lzma.compress(b'', FORMAT_ALONE), format=FORMAT_ALONE, memlimit=1000)[:4]) == ([('LZMAError: Input format not supported by decoder', False, True, 0, 'LZMAError: Internal error'), ('LZMAError: Input format not supported by decoder', False, True, 16, 'LZMAError: Internal error'), ('LZMAError: Corrupt input data', False, True, 4, 'LZMAError: Internal error'), ('LZMAError: Corrupt input data', False, True, 4, 'LZMAError: Internal error'), ('LZMAError: Corrupt input data', False, True, 16, 'LZMAError: Internal error'), ('LZMAError: Corrupt input data', False, True, 0, 'LZMAError: Internal error'), ('LZMAError: Input format not supported by decoder', False, True, 0, 'LZMAError: Internal error'), (b'', False, True, 4, b'')], ('LZMAError: Memory usage limit exceeded', False, True, 4), ('LZMAError: Memory usage limit exceeded', False, True, 0))
assert (err(lzma.decompress, good[:-1]), err(lzma.decompress, b''), lzma.decompress(good + good + b'junk'), err(LZMADecompressor(FORMAT_XZ).decompress, lzma.compress(b'', FORMAT_ALONE))) == ('LZMAError: Compressed data ended before the end-of-stream marker was reached', 'LZMAError: Compressed data ended before the end-of-stream marker was reached', b'hellohello', 'LZMAError: Input format not supported by decoder')
c = LZMACompressor(); c.flush(); d = LZMADecompressor(); d.decompress(good)
assert (err(c.flush), err(c.compress, b''), err(d.decompress, b''), err(LZMACompressor().compress, 'a')) == ('ValueError: Repeated call to flush()', 'ValueError: Compressor has been flushed', 'EOFError: Already at end of stream', "TypeError: a bytes-like object is required, not 'str'")
assert ([err(_encode_filter_properties, f) for f in (LZMA1, LZMA2, {'id': FILTER_DELTA, 'dist': 7}, {'id': FILTER_X86}, {'id': FILTER_X86, 'start_offset': 4}, {'id': 99}, 3, {}, {'id': FILTER_LZMA1, 'lc': 9}, {'id': FILTER_LZMA2, 'dict_size': 4096 * 3}, {'id': FILTER_LZMA2, 'dict_size': 5000})]) == [b'\xc6\x00\x00\x01\x00', b'\x16', b'\x06', b'', b'\x04\x00\x00\x00', 'ValueError: Invalid filter ID: 99', 'TypeError: Filter specifier must be a dict or dict-like object', 'ValueError: Filter specifier must have an "id" entry', 'LZMAError: Internal error', b'\x03', b'\x01']
assert ([err(_decode_filter_properties, i, b) for i, b in ((FILTER_LZMA1, b']\0\0\x80\0'), (FILTER_LZMA1, b']'), (FILTER_LZMA2, b'\x16'), (FILTER_LZMA2, b'\x60'), (FILTER_DELTA, b'\7'), (FILTER_X86, b''), (FILTER_X86, b'\4\0\0\0'), (FILTER_X86, b'\4'), (99, b''))]) == [{'id': 4611686018427387905, 'lc': 3, 'lp': 0, 'pb': 2, 'dict_size': 8388608}, 'LZMAError: Invalid or unsupported options', {'id': 33, 'dict_size': 8388608}, 'LZMAError: Invalid or unsupported options', {'id': 3, 'dist': 8}, {'id': 4}, {'id': 4, 'start_offset': 4}, 'LZMAError: Invalid or unsupported options', 'LZMAError: Invalid or unsupported options']
assert ([is_check_supported(i) for i in range(17)], sorted((n, v) for n, v in vars(_lzma).items() if isinstance(v, int))) == ([True, True, False, False, True, False, False, False, False, False, True, False, False, False, False, False, False], [('CHECK_CRC32', 1), ('CHECK_CRC64', 4), ('CHECK_ID_MAX', 15), ('CHECK_NONE', 0), ('CHECK_SHA256', 10), ('CHECK_UNKNOWN', 16), ('FILTER_ARM', 7), ('FILTER_ARMTHUMB', 8), ('FILTER_DELTA', 3), ('FILTER_IA64', 6), ('FILTER_LZMA1', 4611686018427387905), ('FILTER_LZMA2', 33), ('FILTER_POWERPC', 5), ('FILTER_SPARC', 9), ('FILTER_X86', 4), ('FORMAT_ALONE', 2), ('FORMAT_AUTO', 0), ('FORMAT_RAW', 3), ('FORMAT_XZ', 1), ('MF_BT2', 18), ('MF_BT3', 19), ('MF_BT4', 20), ('MF_HC3', 3), ('MF_HC4', 4), ('MODE_FAST', 1), ('MODE_NORMAL', 2), ('PRESET_DEFAULT', 6), ('PRESET_EXTREME', 2147483648)])
f = io.BytesIO(); w = lzma.open(f, 'wt', encoding='utf-8'); w.write('one\ntwo\n'); w.close()
assert (lzma.open(io.BytesIO(f.getvalue()), 'rt', encoding='utf-8').readlines(), lzma.open(io.BytesIO(f.getvalue())).peek()[:3], err(lzma.open, f, 'rbt'), err(lzma.open, f, 'x', encoding='a'), err(LZMAFile, 3), err(LZMAFile, f, 'q'), err(LZMAFile, f, check=3)) == (['one\n', 'two\n'], b'one', "ValueError: Invalid mode: 'rbt'", "ValueError: Argument 'encoding' not supported in binary mode", 'TypeError: filename must be a str, bytes, file or PathLike object', "ValueError: Invalid mode: 'q'", 'ValueError: Cannot specify an integrity check when opening a file for reading')
import bz2
assert _lzma.LZMADecompressor.__text_signature__ == '(format=FORMAT_AUTO, memlimit=None, filters=None)'
assert bz2.BZ2Compressor.__text_signature__ == '(compresslevel=9, /)'
