"""Methods of bytes and bytearray, their messages, and formatting by %."""

def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


assert (b'abc'.find(b'c'), b'abc'.rindex(98), err(b'abc'.index, b'x'), err(b'abc'.find, 'x'), err(b'a'.find, 300)) == (2, 1, 'ValueError: subsection not found', "TypeError: argument should be integer or bytes-like object, not 'str'", 'ValueError: byte must be in range(0, 256)')
assert (b'a,b,c'.split(b','), b' a  b '.split(), b'a b c'.rsplit(None, 1), b'a\nb\r\nc'.splitlines(True)) == ([b'a', b'b', b'c'], [b'a', b'b'], [b'a b', b'c'], [b'a\n', b'b\r\n', b'c'])
assert (b'abc'.center(10, b'*'), err(b'abc'.center, 10, 'x'), err(b'abc'.ljust, 10, b'xy'), b'-12'.zfill(6)) == (b'***abc****', 'TypeError: center() argument 2 must be a byte string of length 1, not str', 'TypeError: ljust() argument 2 must be a byte string of length 1, not bytes', b'-00012')
assert (b'abc'.translate(bytes.maketrans(b'a', b'z'), b'c'), b'a\tb'.expandtabs(), b'abc'.hex(':'), b'abcdef'.hex('-', -4), bytes.fromhex('61 62')) == (b'zb', b'a       b', '61:62:63', '61626364-6566', b'ab')
assert (err(bytes.fromhex, '6x'), err(bytes.fromhex, '616'), err(bytes, 'x'), err(bytes, 3, 'utf8'), err(bytes, -1), err(bytes, object()), err(bytes, [256]), err(bytes, ['a'])) == ('ValueError: non-hexadecimal number found in fromhex() arg at position 1', 'ValueError: non-hexadecimal number found in fromhex() arg at position 3', 'TypeError: string argument without an encoding', 'TypeError: encoding without a string argument', 'ValueError: negative count', "TypeError: cannot convert 'object' object to bytes", 'ValueError: bytes must be in range(0, 256)', "TypeError: 'str' object cannot be interpreted as an integer")
assert ('é'.encode('latin-1'), err('é'.encode, 'ascii'), 'é€'.encode('ascii', 'xmlcharrefreplace'), 'é'.encode('ascii', 'backslashreplace')) == (b'\xe9', "UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 0: ordinal not in range(128)", b'&#233;&#8364;', b'\\xe9')
assert (str(b'\xe9', 'latin-1'), err(str, b'\xe9', 'utf-8'), b'\xff'.decode('utf-8', 'surrogateescape'), b'\xff'.decode('ascii', 'replace')) == ('é', "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe9 in position 0: unexpected end of data", '\udcff', '�')
assert (b'%d %s %r %c %5.1f %x' % (1, b'x', 'y', 65, 2.5, 255), b'%(a)s' % {b'a': b'x'}, err(lambda: b'%s' % 'x'), err(lambda: b'%d' % 'x')) == (b"1 x 'y' A   2.5 ff", b'x', "TypeError: %b requires a bytes-like object, or an object that implements __bytes__, not 'str'", 'TypeError: %d format: a real number is required, not str')
assert ('%05f' % float('inf'), '%-5d|' % 3, '%s' % (1,), err(lambda: '%d' % 'x'), '%.3s' % 'abcdef', '%*d' % (5, 3)) == ('00inf', '3    |', '1', 'TypeError: %d format: a real number is required, not str', 'abc', '    3')
assert (bytearray(b'abc') + b'd', bytearray(3), bytearray('é', 'utf8'), err(bytearray, 'x'), repr(bytearray(b'a"\''))) == (bytearray(b'abcd'), bytearray(b'\x00\x00\x00'), bytearray(b'\xc3\xa9'), 'TypeError: string argument without an encoding', 'bytearray(b\'a"\\\'\')')
assert ([x for x in bytearray(b'abc')], bytearray(b'abc')[::-1], bytearray(b'abc').pop(), err(bytearray().pop), err(bytearray(b'a').remove, 98)) == ([97, 98, 99], bytearray(b'cba'), 99, 'IndexError: pop from empty bytearray', 'ValueError: value not found in bytearray')
assert (b'abc' == bytearray(b'abc'), b'a' < b'b', err(lambda: b'a' < 'b'), b'a' * 3, 3 * b'a', err(lambda: b'a' * 'b'), err(lambda: b'a' + 'b')) == (True, True, "TypeError: '<' not supported between instances of 'bytes' and 'str'", b'aaa', b'aaa', "TypeError: can't multiply sequence by non-int of type 'str'", "TypeError: can't concat str to bytes")
assert (b'abc'.startswith((b'x', b'a')), err(b'abc'.startswith, 'a'), b'abc'.removeprefix(b'a'), b'abc'.partition(b'b'), b'abc'.replace(b'b', b'xx'), b'aa'.replace(b'', b'-')) == (True, 'TypeError: startswith first arg must be bytes or a tuple of bytes, not str', b'bc', (b'a', b'b', b'c'), b'axxc', b'-a-a-')
assert (b''.join([b'a', bytearray(b'b')]), err(b''.join, ['a']), err(b''.join, 3), 97 in b'abc', b'bc' in b'abc', err(lambda: 'a' in b'abc'), err(lambda: 300 in b'a')) == (b'ab', 'TypeError: sequence item 0: expected a bytes-like object, str found', 'TypeError: can only join an iterable', True, True, "TypeError: a bytes-like object is required, not 'str'", 'ValueError: byte must be in range(0, 256)')
assert (b'Hello World'.title(), b'hello'.capitalize(), b'Ab'.swapcase(), b'Ab'.istitle(), b'ab1'.isalnum(), b''.isalpha(), b'\x0b '.isspace()) == (b'Hello World', b'Hello', b'aB', True, True, False, True)
assert (b'abc'[1], b'abc'[1:], b'abc'[::2], err(lambda: b'abc'[5]), bytes(b'abc'), bytes(range(3)), bytes({1}), bytes(3)) == (98, b'bc', b'ac', 'IndexError: index out of range', b'abc', b'\x00\x01\x02', b'\x01', b'\x00\x00\x00')
assert (b'xxabcxx'.strip(b'x'), b' a '.lstrip(), err(b'abc'.strip, 'a'), err(lambda: bytes(10**30)), err(bytearray(b'x').extend, 'a'), err(bytearray(b'x').extend, 1)) == (b'abc', b'a ', "TypeError: a bytes-like object is required, not 'str'", "OverflowError: cannot fit 'int' into an index-sized integer", "TypeError: expected iterable of integers; got: 'str'", "TypeError: can't extend bytearray with int")
assert (bytearray(b"ab").__reduce_ex__(2)[1], b'a'.__getnewargs__(), iter(b'abc').__length_hint__(), iter(b'abc').__reduce__()[1:]) == (('ab', 'latin-1'), (b'a',), 3, ((b'abc',), 0))
a = bytearray(b'abcdef')
a[1:3] = b'xyz'
assert a == bytearray(b'axyzdef')
del a[::2]
assert a == bytearray(b'xze')
a[0:0] = [1, 2]
a.insert(1, 9)
a.reverse()
a *= 2
assert a == bytearray(b'ezx\x02\t\x01ezx\x02\t\x01')
assert (err(a.__iadd__, a), a.extend(a), len(a)) == ('BufferError: Existing exports of data: object cannot be re-sized', None, 24)
assert (err(a.__setitem__, slice(None, None, 2), b'x'), a.clear(), a) == ('ValueError: attempt to assign bytes of size 1 to extended slice of size 12', None, bytearray(b''))
