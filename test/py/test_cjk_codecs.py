"""The Chinese, Japanese and Korean encodings: every sequence of two bytes and every character, and what comes piece by piece.

The digests are those of CPython 3.13. lib: codecs#standard-encodings
"""
import codecs
import hashlib
import io


def decoded(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as e:
        return e.start, e.end, e.reason, e.encoding


def encoded(text, encoding):
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as e:
        return e.start, e.end, e.reason, e.encoding


PREFIXES = {
    'hz': b'~{', 'iso2022_kr': b'\x1b$)C\x0e', 'iso2022_jp': b'\x1b(J', 'iso2022_jp_1': b'\x1b$(D', 'iso2022_jp_2': b'\x1b.F\x1bN',
    'iso2022_jp_2004': b'\x1b$(P', 'iso2022_jp_3': b'\x1b$(O', 'iso2022_jp_ext': b'\x1b(I',
}


def digest_of_decoding(encoding):
    """All single bytes and pairs of bytes, and where the errors are for some."""
    prefix = PREFIXES.get(encoding, b'')
    hash = hashlib.md5()
    for a in range(256):
        hash.update(ascii(decoded(prefix + bytes([a]), encoding)).encode())
        hash.update(ascii((prefix + b''.join(bytes([a, b]) for b in range(256))).decode(encoding, 'replace')).encode())
        hash.update(ascii([decoded(prefix + bytes([a, b]), encoding) for b in range(a % 8, 256, 8)]).encode())
    return hash.hexdigest()[:8]


def digest_of_encoding(encoding):
    """All characters of the first three planes, one of the others, and where the errors are for some."""
    hash = hashlib.md5()
    for c in range(0, 0x30000, 64):
        hash.update(''.join(chr(c + i) for i in range(64)).encode(encoding, 'replace'))
        hash.update(repr(encoded(chr(c), encoding)).encode())
    hash.update(repr(encoded('\U0010ffff', encoding)).encode())
    return hash.hexdigest()[:8]


DIGESTS = {
    'gb2312': ('40d1a7f5', 'c4860e65'),
    'gbk': ('f1b06f09', 'fa00e928'),
    'gb18030': ('c3ef0246', 'fe8bd087'),
    'hz': ('b3ee298f', '25265880'),
    'big5': ('6f5f4356', 'ae12d3d1'),
    'cp950': ('9019a969', '4375fe54'),
    'big5hkscs': ('c4763f35', '1d75fb91'),
    'euc_kr': ('c917bf2e', 'afd66ea5'),
    'cp949': ('8782fc91', '9a56db2a'),
    'johab': ('2dbc7462', '6e18f41f'),
    'euc_jp': ('b031a2c4', 'be17c7d0'),
    'shift_jis': ('b59f93de', '2890fd9b'),
    'cp932': ('f3a5d2b3', '9979b2c5'),
    'euc_jis_2004': ('2178bcdf', 'cf30af33'),
    'euc_jisx0213': ('0ee18041', '1730d5ca'),
    'shift_jis_2004': ('9a5dc64f', 'a2238b5a'),
    'shift_jisx0213': ('641f4e58', 'd065e741'),
    'iso2022_kr': ('64c9990f', 'cd965dcc'),
    'iso2022_jp': ('40f87edf', 'ed243983'),
    'iso2022_jp_1': ('4b9e5d8a', 'c8d74a73'),
    'iso2022_jp_2': ('cce34f95', '8f3e85c1'),
    'iso2022_jp_2004': ('55cc4fef', '5e5a610c'),
    'iso2022_jp_3': ('08abcd42', 'c3dc2936'),
    'iso2022_jp_ext': ('7d51fd35', '58a41b55'),
}

for encoding, (decoding, encoding_) in DIGESTS.items():
    assert digest_of_decoding(encoding) == decoding, encoding
    assert digest_of_encoding(encoding) == encoding_, encoding


# Error handlers get the place, and what they give is encoded in the state that the text is in.
assert 'あé~'.encode('iso2022_jp', 'xmlcharrefreplace') == b'\x1b$B$"\x1b(B&#233;~'
assert '한é'.encode('iso2022_kr', 'replace') == b'\x1b$)C\x0eGQ\x0f?'
assert b'\xa1'.decode('gbk', 'replace') == '�' and b'\x81\x30\x81'.decode('gb18030', 'replace') == '�'
assert b'a\xff\xfe\xb0\xa1'.decode('euc_kr', 'replace') == 'a��가'
codecs.register_error('cjk.test', lambda e: ('[%d-%d]' % (e.start, e.end), e.end))
assert b'a\x80\xb0\xa1\xff'.decode('euc_kr', 'cjk.test') == 'a[1-2]가[4-5]'
assert 'aé가'.encode('euc_kr', 'cjk.test') == b'a[1-2]\xb0\xa1'

# Syllables that are spelled out, and sequences of two characters.
assert '똠'.encode('euc_kr') == b'\xa4\xd4\xa4\xa8\xa4\xc7\xa4\xb1'
assert b'\xa4\xd4\xa4\xa8\xa4\xc7\xa4\xb1'.decode('euc_kr') == '똠'
assert 'æ̀æ'.encode('euc_jis_2004') == b'\xab\xc4\xa9\xdc'
assert 'Ê̄'.encode('big5hkscs') == b'\x88\x62' and b'\x88\x62'.decode('big5hkscs') == 'Ê̄'
assert '\U0001f600'.encode('gb18030') == b'\x949\xfc6'

# Piece by piece.
for encoding, text in {
    'gb18030': '汉字\U0001f600é', 'hz': 'a汉字~b', 'iso2022_jp': 'aあ漢b\n', 'iso2022_kr': 'a한b', 'euc_kr': '똠방', 'euc_jis_2004': 'æ̀か゚x',
    'shift_jis': 'ｱあ', 'big5hkscs': 'Ê̄Ê', 'iso2022_jp_2': '한漢a',
}.items():
    encoder = codecs.getincrementalencoder(encoding)()
    data = b''.join(encoder.encode(c) for c in text) + encoder.encode('', True)
    assert data == text.encode(encoding), encoding
    decoder = codecs.getincrementaldecoder(encoding)()
    assert ''.join(decoder.decode(bytes([b])) for b in data) + decoder.decode(b'', True) == text, encoding
    for size in (None, 1, 2, 3, 5):
        reader = codecs.getreader(encoding)(io.BytesIO(data))
        out = ''
        while True:
            piece = reader.read(size)
            if not piece:
                break
            out += piece
        assert out == text, (encoding, size)
    stream = io.BytesIO()
    writer = codecs.getwriter(encoding)(stream)
    writer.writelines(list(text))
    writer.reset()
    assert stream.getvalue() == data, encoding

decoder = codecs.getincrementaldecoder('gbk')()
assert decoder.decode(b'\xba') == '' and decoder.getstate() == (b'\xba', 0)
assert decoder.decode(b'\xba') == '汉'
decoder.setstate((b'\xba', 0))
try:
    decoder.decode(b'', True)
except UnicodeDecodeError as e:
    assert (e.start, e.end, e.reason) == (0, 1, 'incomplete multibyte sequence')
else:
    assert False
encoder = codecs.getincrementalencoder('euc_jis_2004')()
encoder.encode('æ')
assert encoder.getstate() == int.from_bytes(b'\x02\xc3\xa6' + bytes(8), 'little')
encoder = codecs.getincrementalencoder('iso2022_jp')()
assert encoder.getstate() == int.from_bytes(b'\0\x42\x42' + bytes(6), 'little')
encoder.encode('あ')
state = encoder.getstate()
assert encoder.encode('a') == b'\x1b(Ba'
encoder.setstate(state)
assert encoder.encode('い') == b'$$'

import _codecs_jp

try:
    _codecs_jp.getcodec('gbk')
except LookupError as e:
    assert str(e) == 'no such codec is supported.'
else:
    assert False
try:
    _codecs_jp.getcodec(3)
except TypeError as e:
    assert str(e) == 'encoding name must be a string.'
else:
    assert False

with io.TextIOWrapper(io.BytesIO('一行\n二行\n'.encode('cp932')), encoding='cp932') as f:
    assert f.readlines() == ['一行\n', '二行\n']
