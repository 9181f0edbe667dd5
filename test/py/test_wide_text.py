"""Text beyond the BMP and lone surrogates: joined, compared, measured, encoded and written, in every order."""
import itertools
import json
import pickle

pieces = ['', 'a', '\xe9', '\u4e2d', '\U0001f600', '\ud83d', '\ude00', '\udfff', '\udfff\udfff', chr(0xd83d) + chr(0xde00) + 'x', 'ab' * 40 + '\ude00', '\U0001f600' * 50]
# Surrogates side by side that are characters by themselves become one where JSON is written without escapes.
for a, b, c in itertools.product(pieces, repeat=3):
    s = a + b + c
    points = [ord(x) for t in (a, b, c) for x in t]
    assert len(s) == len(points), (a, b, c)
    assert [ord(x) for x in s] == points, (a, b, c)
    made = ''.join(map(chr, points))
    assert made == s and hash(made) == hash(s) and {made: 1}[s] == 1 and not made != s
    assert ''.join([a, b, c]) == s == f'{a}{b}{c}' == '%s%s%s' % (a, b, c)
    assert b.join([a, c, a]) == a + b + c + b + a
    assert (a < b) == ([ord(x) for x in a] < [ord(x) for x in b])
    if '\ud83d' + '\ude00' not in s and '\ud83d' + '\udfff' not in s:
        assert json.loads(json.dumps(s, ensure_ascii=False)) == s == json.loads(json.dumps(s))
    assert s.encode('utf-8', 'surrogatepass').decode('utf-8', 'surrogatepass') == s
    assert s.encode('utf-16', 'surrogatepass') == b'\xff\xfe' + b''.join(chr(p).encode('utf-16-le', 'surrogatepass') for p in points)
    has = any(0xd800 <= p < 0xe000 for p in points)
    try:
        data = s.encode()
        assert not has, s
        assert data.decode() == s and data == b''.join(chr(p).encode() for p in points)
    except UnicodeEncodeError as e:
        assert has and (e.start, e.reason) == (next(i for i, p in enumerate(points) if 0xd800 <= p < 0xe000), 'surrogates not allowed')
    assert s.replace('a', b) == b.join(s.split('a')) and s.find(c) == min(i for i in range(len(s) + 1) if s[i:i + len(c)] == c)
    assert pickle.loads(pickle.dumps(s)) == s
    assert json.dumps(s) == '"' + ''.join((lambda u: ''.join('\\u%04x' % (u[i] | u[i + 1] << 8) for i in range(0, len(u), 2)) if p > 126 else chr(p))(chr(p).encode('utf-16-le', 'surrogatepass')) for p in points) + '"'
text = ''
for i in range(2000):
    text += '\U0001f600'
    assert len(text) == i + 1
text += '\ude00' + '\ud83d'
text += '\ude00'
assert len(text) == 2003 and text[-2:] == '\ud83d' '\ude00' and ascii(text[-3:]) == r"'\ude00\ud83d\ude00'"

for bad, start, end in [(b'\xc3', 0, 1), (b'ab\xe4\xb8', 2, 4), (b'\xf0\x9f\x98', 0, 3), (b'\xed\xa0\x80', 0, 1), (b'\xc0\x80', 0, 1), (b'\xf4\x90\x80\x80', 0, 1),
                        (b'\xf5\x80\x80\x80', 0, 1), (b'\xe0\x80\x80', 0, 1), (b'\x80', 0, 1), (b'a\xe4\xb8a', 1, 3), (b'\xf0\x9f\x98a', 0, 3)]:
    for before in '', '\xe9\U0001f600', '\u4e2d' * 100:
        for behind in '', 'a' * 200:
            if bad[-1] < 0x80 or not behind:
                try:
                    (before.encode() + bad + behind.encode()).decode()
                    assert False
                except UnicodeDecodeError as e:
                    n = len(before.encode())
                    assert (e.start, e.end) == (start + n, end + n), (bad, e)
assert '\ufeffx'.encode() + b'\xef\xbb\xbf' == b'\xef\xbb\xbfx\xef\xbb\xbf' and b'\xef\xbb\xbfx'.decode() == '\ufeffx' and (b'\xef\xbb\xbfx' * 100).decode()[0] == '\ufeff'
mixed = 'a\U0001f600\ud83d\ude00b\udfff'
assert [ord(mixed[i]) for i in range(-6, 6)] == 2 * [97, 0x1f600, 0xd83d, 0xde00, 98, 0xdfff]
assert mixed[2] + mixed[3] == '\ud83d\ude00' and len(mixed[2] + mixed[3]) == 2 and mixed[1] == '\U0001f600'
