"""Encodings, error handlers and the registry of codecs."""

def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


import codecs
assert ('abc'.encode('utf-16'), b'a\x00b\x00'.decode('utf-16-le'), err('a'.encode, 'nope'), err(str, 3, 'utf8'), err(str, 'x', 'utf8')) == (b'\xff\xfea\x00b\x00c\x00', 'ab', 'LookupError: unknown encoding: nope', 'TypeError: decoding to str: need a bytes-like object, int found', 'TypeError: decoding str is not supported')
assert ('a\U0001f600'.encode('utf-16-be'), b'\xff\xfea\x00'.decode('utf-16'), 'é'.encode('utf-32-le'), err(b'\x00\xd8'.decode, 'utf-16-le'), err(b'\x00\xd8a\x00'.decode, 'utf-16-le'), b'\x00\xd8a\x00'.decode('utf-16-le', 'replace')) == (b'\x00a\xd8=\xde\x00', 'a', b'\xe9\x00\x00\x00', "UnicodeDecodeError: 'utf-16-le' codec can't decode bytes in position 0-1: unexpected end of data", "UnicodeDecodeError: 'utf-16-le' codec can't decode bytes in position 0-1: illegal UTF-16 surrogate", '�a')
assert (err('\ud800'.encode), '\ud800'.encode('utf8', 'surrogatepass'), b'\xed\xa0\x80'.decode('utf8', 'surrogatepass')) == ("UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed", b'\xed\xa0\x80', '\ud800')
assert ('Hi Mom é + ~ 日本語'.encode('utf-7'), b'Hi Mom +AOk- +- +AH4 +ZeVnLIqe-'.decode('utf-7'), err(b'+ZeV'.decode, 'utf-7'), err(b'+-\xe9'.decode, 'utf-7')) == (b'Hi Mom +AOk +- +AH4 +ZeVnLIqe-', 'Hi Mom é + ~ 日本語', "UnicodeDecodeError: 'utf7' codec can't decode bytes in position 0-3: unterminated shift sequence", "UnicodeDecodeError: 'utf7' codec can't decode byte 0xe9 in position 2: unexpected special character")
assert ('a\né\u20ac\U0001f600\\'.encode('unicode_escape'), b'\\x41\\u00e9\\n\\101'.decode('unicode_escape'), err(b'\\x4'.decode, 'unicode_escape'), err(b'\\'.decode, 'unicode_escape'), err(b'\\U00110000'.decode, 'unicode-escape')) == (b'a\\n\\xe9\\u20ac\\U0001f600\\\\', 'Aé\nA', "UnicodeDecodeError: 'unicodeescape' codec can't decode bytes in position 0-2: truncated \\xXX escape", "UnicodeDecodeError: 'unicodeescape' codec can't decode byte 0x5c in position 0: \\ at end of string", "UnicodeDecodeError: 'unicodeescape' codec can't decode bytes in position 0-9: illegal Unicode character")
assert ('é€'.encode('raw_unicode_escape'), b'\\u20ac\\x'.decode('raw_unicode_escape'), codecs.escape_decode(b'\\x41\\n'), codecs.escape_encode(b'\x00\n\''), err(codecs.escape_decode, b'\\x4')) == (b'\xe9\\u20ac', '€\\x', (b'A\n', 6), (b"\\x00\\n\\'", 3), 'ValueError: invalid \\x escape at position 0')
assert ('é€'.encode('cp1252'), b'\x80'.decode('cp1252'), err(b'\x81'.decode, 'cp1252'), err('\u0100'.encode, 'cp1252'), '\u0100x'.encode('cp1252', 'replace'), 'é'.encode('iso8859-15'), 'я'.encode('koi8-r')) == (b'\xe9\x80', '€', "UnicodeDecodeError: 'charmap' codec can't decode byte 0x81 in position 0: character maps to <undefined>", "UnicodeEncodeError: 'charmap' codec can't encode character '\\u0100' in position 0: character maps to <undefined>", b'?x', b'\xe9', b'\xd1')
assert (codecs.lookup('UTF8').name, codecs.lookup('latin1').name, codecs.getincrementaldecoder('utf-8')().decode(b'\xc3'), err(codecs.lookup, 'x'), codecs.encode('abc', 'rot13'), codecs.encode(b'abc', 'hex') if False else 1) == ('utf-8', 'iso8859-1', '', 'LookupError: unknown encoding: x', 'nop', 1)
assert (err(codecs.lookup_error, 'x'), codecs.lookup_error('ignore')(UnicodeDecodeError('a', b'b', 0, 1, 'r')), err(codecs.lookup_error('strict'), 3), codecs.replace_errors(UnicodeEncodeError('a', 'bcd', 0, 2, 'r'))) == ("LookupError: unknown error handler name 'x'", ('', 1), 'TypeError: codec must pass exception instance', ('??', 2))
assert (codecs.register_error('test.star', lambda e: ('*', e.end)), 'aéb'.encode('ascii', 'test.star'), b'a\xffb'.decode('ascii', 'test.star')) == (None, b'a*b', 'a*b')
assert (codecs.register_error('test.bad', lambda e: 3), err('é'.encode, 'ascii', 'test.bad'), err('é'.encode, 'ascii', 'nope'), err(b'\xff'.decode, 'ascii', 'nope')) == (None, 'TypeError: encoding error handler must return (str/bytes, int) tuple', "LookupError: unknown error handler name 'nope'", "LookupError: unknown error handler name 'nope'")
d = codecs.getincrementaldecoder('utf-8')()
assert [d.decode(bytes([b])) for b in 'aé€😀'.encode()] == ['a', '', 'é', '', '', '€', '', '', '', '😀']
assert (codecs.BOM_UTF8, 'a'.encode('utf-8-sig'), b'\xef\xbb\xbfa'.decode('utf-8-sig'), 'bücher'.encode('idna') if False else 0, 'bücher'.encode('punycode')) == (b'\xef\xbb\xbf', b'\xef\xbb\xbfa', 'a', 0, b'bcher-kva')
