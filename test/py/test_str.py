"""Strings: indexing, slicing and methods, with characters inside and beyond the BMP, and lone surrogates.

lib: stdtypes#str
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


smile = '\U0001f600'
mixed = 'a\U0001f600b\u00e9'

# Length and indexing count characters, not code units.
assert len(smile) == 1
assert len(mixed) == 4
assert mixed[1] == smile
assert mixed[-2] == 'b'
assert mixed[3] == '\xe9'
assert ord(smile) == 0x1f600
assert chr(0x1f600) == smile
assert chr(0x10ffff) == '\U0010ffff'
assert chr(0xd800) == '\ud800'
assert len('\ud83d\ude00') == 2
assert '\ud83d\ude00' != smile
assert '\ud83d' + '\ude00' != smile
assert len('\ud83d' + '\ude00') == 2
assert len('\ud800') == 1
assert ord('\udfff') == 0xdfff
assert list(mixed) == ['a', smile, 'b', '\xe9']
assert [c for c in reversed(mixed)] == ['\xe9', 'b', smile, 'a']
assert mixed[::-1] == '\xe9b' + smile + 'a'
assert mixed[1:3] == smile + 'b'
assert mixed[:1] == 'a'
assert mixed[2:] == 'b\xe9'
assert mixed[::2] == 'ab'
assert mixed[1::2] == smile + '\xe9'
assert type(mixed[:1]) is str
assert (smile + 'x')[1:] == 'x'
assert (smile + 'x')[1:] + 'y' == 'xy'
assert len((smile + 'x')[1:]) == 1
assert 'x' in (smile + 'x')
assert smile in mixed
assert '\ude00' not in smile
assert mixed.find('b') == 2
assert mixed.index('\xe9') == 3
assert mixed.rfind(smile) == 1
assert mixed.count(smile) == 1
assert (smile * 3).count(smile) == 3
assert 'abc'.find(smile) == -1
assert mixed == 'a' + smile + 'b\xe9'
assert hash(mixed) == hash('a' + smile + 'b\xe9')
assert {mixed: 1}['a\U0001f600b\u00e9'] == 1
assert '\uffff' < smile
assert 'a' < smile
assert smile < '\U0001f601'
assert sorted([smile, '\uffff', '\ue000', 'z']) == ['z', '\ue000', '\uffff', smile]
assert max('a\uffff' + smile) == smile
assert smile.upper() == smile
assert mixed.upper() == 'A' + smile + 'B\xc9'
assert mixed.replace(smile, '') == 'ab\xe9'
assert mixed.replace('b', smile) == 'a' + smile * 2 + '\xe9'
assert mixed.split(smile) == ['a', 'b\xe9']
assert smile.join('abc') == 'a' + smile + 'b' + smile + 'c'
assert ''.join([smile, 'a']) == smile + 'a'
assert mixed.partition(smile) == ('a', smile, 'b\xe9')
assert smile.center(5, '*') == '**' + smile + '**'
assert 'a'.rjust(3, smile) == smile * 2 + 'a'
assert smile.zfill(3) == '00' + smile
assert mixed.strip('a\xe9') == smile + 'b'
assert '\U00010400'.lower() == '\U00010428'
assert '\U0001d400'.isalpha()
assert '\U0001d7ce'.isdigit()
assert not smile.isalpha()
assert '\U00020000'.isidentifier()
assert smile.encode() == b'\xf0\x9f\x98\x80'
assert smile.encode('utf-16-le') == b'=\xd8\x00\xde'
assert b'\xf0\x9f\x98\x80'.decode() == smile
assert error('\ud800'.encode) == (
    "UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed")
assert repr(smile) == "'\U0001f600'"
assert ascii(smile) == "'\\U0001f600'"
assert repr('\ud800') == "'\\ud800'"
assert repr('\U000e0001') == "'\\U000e0001'"
assert f'{smile:>3}' == '  ' + smile
assert '%3s' % smile == '  ' + smile
assert (smile + 'ab').translate({0x1f600: 'x', 97: smile, 98: None}) == 'x' + smile
assert smile.isprintable()
assert not '\ud800'.isprintable()
s = ''
for i in range(200):
    s += smile if i % 2 else 'a'
assert len(s) == 200
assert s[101] == smile
assert s[100] == 'a'
assert s.count('a' + smile) == 100
assert s[50:54] == ('a' + smile) * 2

# Slices.
t = 'hello world'
assert t[-5:] == 'world'
assert t[:-6] == 'hello'
assert t[100:] == ''
assert t[-100:3] == 'hel'
assert t[5:2] == ''
assert t[::-2] == 'drwolh'
assert t[8:2:-3] == 'r '
assert error(lambda: t[20]) == 'IndexError: string index out of range'
assert error(lambda: t['a']) == "TypeError: string indices must be integers, not 'str'"
assert error(lambda: t[::0]) == 'ValueError: slice step cannot be zero'
assert error(exec, "'a'[0] = 'b'") == "TypeError: 'str' object does not support item assignment"
assert t * 0 == ''
assert t * -1 == ''
assert 2 * 'ab' == 'abab'
assert 'a' 'b' "c" == 'abc'
assert 'x' * 3 + 'y' == 'xxxy'

# Case.
assert 'ß'.upper() == 'SS'
assert 'ß'.casefold() == 'ss'
assert 'İ'.lower() == 'i\u0307'
assert 'ǆ'.title() == 'ǅ'
assert 'ΑΣ'.lower() == 'ας'
assert "they're bill's".title() == "They'Re Bill'S"
assert 'hELLO wORLD'.capitalize() == 'Hello world'
assert 'Hello'.swapcase() == 'hELLO'
assert ''.join(map(chr, range(128))).swapcase() == ''.join([chr(c).swapcase() for c in range(128)])
assert ('aZ@[`{_1' * 500).swapcase() == 'Az@[`{_1' * 500 and ('a\u00df\u00b5' * 3).swapcase() == 'ASS\u039c' * 3
assert 'ŉ'.upper() == 'ʼN'
assert 'ﬁ'.upper() == 'FI'
assert 'ﬁ'.capitalize() == 'Fi'
assert 'Abc'.istitle()
assert not 'ABC'.istitle()
assert 'A1'.isupper()
assert not '1'.isupper()
assert 'a1'.islower()
assert ''.isalpha() is False
assert ''.isascii()
assert not 'é'.isascii()
assert '²'.isdigit()
assert not '²'.isdecimal()
assert '½'.isnumeric()
assert not '½'.isdigit()
assert '٣'.isdecimal()
assert 'a1'.isalnum()
assert ' \t\u2003'.isspace()
assert 'a_1'.isidentifier()
assert not '1a'.isidentifier()
assert 'class'.isidentifier()

# Searching.
assert 'abcabc'.find('c', 3) == 5
assert 'abcabc'.find('a', 1, 3) == -1
assert 'abc'.find('') == 0
assert 'abc'.find('', 3) == 3
assert 'abc'.find('', 4) == -1
assert 'abc'.rfind('') == 3
assert 'abc'.count('') == 4
assert 'abc'.index('b') == 1
assert error('abc'.index, 'x') == 'ValueError: substring not found'
assert error('abc'.rindex, 'x') == 'ValueError: substring not found'
assert 'abc'.startswith(('x', 'a'))
assert 'abc'.endswith('bc', 1)
assert not 'abc'.startswith('b')
assert 'abc'.startswith('b', 1)
assert 'abc'.startswith('')
assert not 'abc'.startswith('', 4)
assert error('abc'.startswith, 1) == 'TypeError: startswith first arg must be str or a tuple of str, not int'
assert 'aaaa'.count('aa') == 2
assert 'b' in 'abc'
assert '' in 'abc'
assert error(lambda: 1 in 'abc') == "TypeError: 'in <string>' requires string as left operand, not int"

# Splitting and joining.
assert ' a  b c '.split() == ['a', 'b', 'c']
assert ' a  b'.split(' ') == ['', 'a', '', 'b']
assert 'a,b,c'.split(',', 1) == ['a', 'b,c']
assert 'a,b,c'.rsplit(',', 1) == ['a,b', 'c']
assert ''.split() == []
assert ''.split(',') == ['']
assert ' a b  c '.split(None, 1) == ['a', 'b  c ']
assert ' a b  c '.rsplit(None, 1) == [' a b', 'c']
assert 'a\u2003b\x1cc'.split() == ['a', 'b', 'c']
assert error('a'.split, '') == 'ValueError: empty separator'
assert 'a\nb\r\nc\rd\x0be\u2028f'.splitlines() == ['a', 'b', 'c', 'd', 'e', 'f']
assert 'a\n\nb\n'.splitlines(True) == ['a\n', '\n', 'b\n']
assert ''.splitlines() == []
assert 'a-b-c'.partition('-') == ('a', '-', 'b-c')
assert 'a-b-c'.rpartition('-') == ('a-b', '-', 'c')
assert 'abc'.partition('-') == ('abc', '', '')
assert 'abc'.rpartition('-') == ('', '', 'abc')
assert ','.join(['a', 'b']) == 'a,b'
assert ','.join([]) == ''
assert ','.join('abc') == 'a,b,c'
assert ','.join({'k': 1}) == 'k'
assert error(','.join, ['a', 1]) == 'TypeError: sequence item 1: expected str instance, int found'
assert error(','.join, 5) == 'TypeError: can only join an iterable'

# Stripping, padding, replacing.
assert '  a '.strip() == 'a'
assert '  a '.lstrip() == 'a '
assert '  a '.rstrip() == '  a'
assert 'xxaxx'.strip('x') == 'a'
assert 'abcba'.strip('ab') == 'c'
assert 'abc'.removeprefix('ab') == 'c'
assert 'abc'.removesuffix('bc') == 'a'
assert 'abc'.removeprefix('x') == 'abc'
assert 'a'.ljust(3) == 'a  '
assert 'a'.rjust(3, '-') == '--a'
assert 'ab'.center(5) == '  ab '
assert 'abc'.center(6, '*') == '*abc**'
assert '-5'.zfill(4) == '-005'
assert '+5'.zfill(4) == '+005'
assert 'abc'.ljust(2) == 'abc'
assert error('a'.ljust, 3, 'ab') == 'TypeError: The fill character must be exactly one character long'
assert 'aaa'.replace('a', 'b', 2) == 'bba'
assert 'abc'.replace('', '-') == '-a-b-c-'
assert 'aaa'.replace('aa', 'b') == 'ba'
assert 'abc'.replace('x', 'y') == 'abc'
assert 'aaa'.replace('a', 'b', count=1) == 'baa'
assert 'a\tbc\td'.expandtabs(4) == 'a   bc  d'
assert '\t'.expandtabs(0) == ''
assert 'ab\ncd\te'.expandtabs() == 'ab\ncd      e'
assert 'abc'.translate(str.maketrans('ab', 'xy', 'c')) == 'xy'
assert str.maketrans({'a': 1, 98: 'z'}) == {97: 1, 98: 'z'}
assert 'abc'.translate({97: 0x263a}) == '\u263abc'

# Comparison, conversion, errors.
assert 'a' < 'b' < 'ba'
assert 'Z' < 'a'
assert '' < 'a'
assert 'a' != 'A'
assert not 'a' == 1
assert 'abc' >= 'abc'
assert error(lambda: 'a' < 1) == "TypeError: '<' not supported between instances of 'str' and 'int'"
assert str(b'a', 'ascii') == 'a'
assert str(5) == '5'
assert str() == ''
assert str(None) == 'None'
assert error(str, b'\xff', 'utf-8') == (
    "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte")
assert error(lambda: 'a' + 1) == 'TypeError: can only concatenate str (not "int") to str'
assert error(lambda: 'a' * 1.0) == "TypeError: can't multiply sequence by non-int of type 'float'"
assert error(ord, 'ab') == 'TypeError: ord() expected a character, but string of length 2 found'
assert error(chr, 0x110000) == 'ValueError: chr() arg not in range(0x110000)'
assert repr("it's") == '"it\'s"'
assert repr('a"b') == "'a\"b'"
assert repr('\'"') == '\'\\\'"\''
assert repr('\n\t\\\x00\x7f\x80\xa0\xad') == "'\\n\\t\\\\\\x00\\x7f\\x80\\xa0\\xad'"
assert repr('é\u200b') == "'é\\u200b'"
assert ascii('é\u4e2d') == "'\\xe9\\u4e2d'"
assert '\x41\101\u0041\U00000041\N{LATIN SMALL LETTER A}' == 'AAAAa'
assert r'\n' == '\\n'
assert len('''a
b''') == 3
assert 'a\
b' == 'ab'
assert '\0' == chr(0)
assert '\a\b\f\v' == '\x07\x08\x0c\x0b'


class Sub(str):
    def upper(self):
        return 'mine'


s = Sub('abc')
assert s.upper() == 'mine'
assert s == 'abc'
assert type(s + 'd') is str
assert type(s[:]) is str
assert hash(s) == hash('abc')
assert {s: 1}['abc'] == 1
assert type(str(s)) is str
assert type(s.strip()) is str
assert isinstance(s, str)
s.extra = 5
assert s.extra == 5
assert s.__dict__ == {'extra': 5}
assert ''.join(sorted('hello')) == 'ehllo'
assert list(enumerate('ab')) == [(0, 'a'), (1, 'b')]
assert list(zip('ab', 'cd')) == [('a', 'c'), ('b', 'd')]
assert tuple(map(str.upper, 'ab')) == ('A', 'B')
assert 'a' 'b'.upper() == 'AB'
assert 'xaaay'.rsplit('aa') == ['xa', 'y'] and 'xaaay'.split('aa') == ['x', 'ay']

# Parts that are short and long, few and many, and other things among them; paddings.
for count in 0, 1, 2, 3, 4, 5, 7, 8, 9, 100:
    for part in 'a', 'ab' * 20, '\xe9', '\u4e2d', '\U0001f600':
        for separator in '', ',', '\U0001f600':
            joined = separator.join([part] * count)
            assert joined == (part + separator) * (count - 1) + part if count else joined == '', (count, part, separator)
            assert separator.join((part for _ in range(count))) == joined
            try:
                separator.join([part] * count + [1] + [part])
                assert False
            except TypeError as e:
                assert str(e) == f'sequence item {count}: expected str instance, int found'
for text in '', 'a', 'abc', '\xe9\u4e2d', '\U0001f600x':
    for fill in ' ', '*', '\u4e2d', '\U0001f600':
        for width in -1, 0, 1, 2, 3, 4, 7, 30:
            missing = max(0, width - len(text))
            assert text.ljust(width, fill) == text + fill * missing and text.rjust(width, fill) == fill * missing + text
            left = missing // 2 + (missing & width & 1)
            assert text.center(width, fill) == fill * left + text + fill * (missing - left), (text, fill, width)
for s in '', 'abc', 'aXb' * 100:
    assert ('b' in s) == (s.find('b') >= 0) and '' in s and ('aXb' * 30 in s) == (len(s) == 300) and '\U0001f600' not in s

# strip() with characters, of which the same are given again and again, or others in between
for chars, texts in [('.,', ['.a,', 'a', '', '.,', '\u00e9.']), ('\u00e9x', ['x\u00e9a\u00e9', '\u00e8x', '\x69']), ('', ['.a.']),
                     ('\u4e2d', ['\u4e2d.\u4e2d', '-']), ('\x7f\x80', ['\x80a\x7f', '\x00\x80'])]:
    for text in texts:
        inner = text
        while inner and inner[0] in chars: inner = inner[1:]
        assert text.lstrip(chars) == inner
        while inner and inner[-1] in chars: inner = inner[:-1]
        assert text.strip(chars) == inner, (text, chars)
        assert ''.join(reversed(text)).rstrip(chars) == ''.join(reversed(text.lstrip(chars)))

# Where ids are the same, so are the objects, also to compiled loops: a str is its text, whichever its characters.
def same(a, b):
    return a is b, id(a) == id(b)


class Thing:
    pass


things = [Thing(), Thing()] * 100 + [1j, complex(0, 1), 2j] * 100 + [smile + 'x', ''.join([smile, 'x']), smile] * 100
for a, b in zip(things, things[1:]):
    assert len(set(same(a, b))) == 1
for a, b in (smile + 'x', ''.join([smile, 'x'])), (smile, smile + 'x'), (1j, complex(0, 1)):
    found = 0
    for _ in range(300):
        if a is b:
            found += 1
    assert found == (300 if id(a) == id(b) else 0)

# Many short parts, of one byte, of two, and others.
for separator in '', ',', ', ', '\x00', '\x7f', '\x80', '\xff', '\u4e2d', '\U0001f600':
    for odd in 'a', '', '\x80', '\xe9', '\u4e2d', '\U0001f600', '\ud800':
        for n in 20, 100, 500, 20000:
            parts = [str(i % 1000) for i in range(n)]
            for at in 0, n // 2, n - 1:
                parts[at] = odd
            text = separator.join(parts)
            wanted = ''
            for i in range(n):
                if i:
                    wanted += separator
                wanted += parts[i]
            assert text == wanted and len(text) == len(wanted) and text[-3:] == wanted[-3:] and hash(text) == hash(wanted)
            if n == 500 and separator and odd != separator:
                assert text.split(separator) == parts
for n in 0, 1, 63, 64, 65, 127, 128, 129, 4096, 4097, 70000:
    for tail in b'', b'\x7f', b'\x80', b'\xff':
        data = b'0123456789'[:n % 11] * (n // (n % 11 or 1)) + tail
        text = data.decode('latin-1')
        assert len(text) == len(data) and text.encode('latin-1') == data and list(map(ord, text)) == list(data)
        if tail < b'\x80':
            assert data.decode('ascii') == data.decode() == text
        assert bytearray(data)[5:].decode('latin-1') == memoryview(data)[5:].tobytes().decode('latin-1') == text[5:]
