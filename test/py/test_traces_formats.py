# Formats in loops that are traced: values of other kinds than those that were there first, and formats that are wrong.
class Text(str):
    def __str__(self): return 'Text!'
    def __format__(self, spec): return 'Text:' + spec
class Int(int):
    def __str__(self): return 'Int!'
    def __repr__(self): return 'Int?'
    def __format__(self, spec): return 'Int:' + spec
class Float(float):
    def __repr__(self): return 'Float!'
class Pair(tuple): pass
class Own:
    def __repr__(self): return 'own'
    def __format__(self, spec): raise KeyError(spec)

VALUES = [0, 7, -7, 12345, 2**31, -2**53 + 1, 2**53, 2**70, -2**64, True, None, 'a', '', 'abcdefgh', '\u4e2d\xe9', '\U0001f600', 1.5, -0.0, 1e16, 1e-5, 2.0,
          float('inf'), float('nan'), 0.1 + 0.2, Text('t'), Int(3), Float(2.5), Own(), 3j, b'b']

PERCENT = ['%s', '%d', '%5d|', '%-5d|', '%05d', '%+d', '% d', '%x', '%#x', '%08x', '%X', '%o', '%c', '%r', '%6s|', '%-6s|', '%.2s', '%6.1s', '%.2f', '%8.3f',
           '%-8.1f|', '%e', '%.3g', '%.3d', '%i', '%u', '%a', '<%%%s>', '%s and more', '%10r|', '%.3r', '%08.2f', '%1200d', '%.1100f']
SPECS = ['', 'd', '5d', '<5', '>5', '^5', '=5', '05d', '+d', ',d', 'x', '08x', '#x', 'b', '.2f', '8.3f', '<8.2f', 'e', '.1e', 'g', '.3', 's', '6s', '<6', '*>6', '*<9s', '%', '.1%',
         'c', 'n', '10.3s', '1200d', 'z.1f', '_d', 'Q', '.2d']

def attempt(f, *a):
    try: return f(*a)
    except Exception as e: return type(e).__name__, str(e)

def make(kind, texts):
    space = {}
    for i, text in enumerate(texts):
        exec(f'def f{i}(v): return {kind(text)}', space)
    return [space[f'f{i}'] for i in range(len(texts))]

def same(a, b):
    return repr(a) == repr(b)

# Each format in a loop of its own, with values of one kind, then of all.
LOOP = """
def loop(values, n):
    out = []
    for i in range(n):
        v = values[i % len(values)]
        try: out.append(%s)
        except Exception as e: out.append((type(e).__name__, str(e)))
    return out
"""
def loops(kind, texts):
    for text in texts:
        space = {}
        exec(LOOP.replace("%s", kind(text)), space)
        yield space['loop']
KINDS = [(PERCENT, lambda s: f'{s!r} % v'), (PERCENT, lambda s: f'{s!r} % (v,)'), (PERCENT, lambda s: f'"[%s] " + {s!r} % v + "%d" % 5'),
         (SPECS, lambda s: "f'{v:" + s + "}'"), (SPECS, lambda s: "f'<{v:" + s + "}|{v}>'"), (SPECS, lambda s: "'{:" + s + "}'.format(v)"),
         (SPECS, lambda s: "'{0:" + s + "}-{0}'.format(v, 9)")]
for texts, kind in KINDS:
    for text, loop in zip(texts, loops(kind, texts)):
        once = make(kind, [text])[0]
        want = [attempt(once, v) for v in VALUES]
        for j in (1, 11, 16):
            assert same(loop([VALUES[j]], 120), [want[j]] * 120), (kind(text), j)
        assert same(loop(VALUES, len(VALUES)), want), kind(text)

def many(n, values):
    out = []
    for i in range(n):
        v = values[i % len(values)]
        out.append('%d: %s|%5.1f' % (i, v, i / 4))
        out.append('{}{}'.format(v, i) + '{1}{0:>3}'.format(i, v) + f'{i}{v}{i:03d}')
        out.append(str(i) + str(v) + str(i / 2))
    return out
assert len(set(map(str, many(300, [1])))) == 900
assert many(4, ['x', None]) == [
    '0: x|  0.0', 'x0x  00x000', '0x0.0', '1: None|  0.2', 'None1None  11None001', '1None0.5', '2: x|  0.5', 'x2x  22x002', '2x1.0', '3: None|  0.8',
    'None3None  33None003', '3None1.5']
assert many(300, ['x', 2**60, '\U0001f600', Text('t'), Int(4)])[-3:] == ['299: Int!| 74.8', 'Int:299Int:299299Int:299', '299Int!149.5']

def wrong(n, f):
    bad = []
    for i in range(n):
        for values in ((i,), (i, i), (i, i, i), Pair((i, i)), [i, i], {'a': i}, i, str(i)):
            try: f(values)
            except (TypeError, ValueError, KeyError, IndexError) as e: bad.append(f'{type(e).__name__}: {e}')
    return sorted(set(bad)), len(bad)
assert wrong(300, lambda v: '%d %d' % v) == (wrong(1, lambda v: '%d %d' % v)[0], 1800)
assert wrong(300, lambda v: '%s' % v)[1] == 900
assert wrong(300, lambda v: '{} {}'.format(*v) if isinstance(v, tuple) else '')[1] == 300
assert wrong(300, lambda v: '{} {0}'.format(1, 2))[0] == ['ValueError: cannot switch from automatic field numbering to manual field specification']
assert wrong(300, lambda v: '{0} {}'.format(1, 2))[0] == ['ValueError: cannot switch from manual field specification to automatic field numbering']
assert wrong(300, lambda v: '{a}'.format(1, 2))[0] == ["KeyError: 'a'"]
assert wrong(300, lambda v: '{} {'.format(1, 2))[0] == ["ValueError: Single '{' encountered in format string"]
assert wrong(300, lambda v: '%(a)s' % {'a': 1}) == ([], 0)

def changing(n):
    out = []
    for i in range(n):
        s = ['%d', '%s!', '%x'][i % 3]
        spec = ['d', '5d', 'x'][i % 3]
        out.append(s % i + format(i, spec) + f'{i:{spec}}')
    return out[-3:]
assert changing(300) == ['297297297', '298!  298  298', '12b12b12b'], changing(300)

# Characters: by index, compared, as numbers, and strings put together.
def characters(s, n, k):
    out = []
    for i in range(n):
        try:
            c = s[i % k - 2]
            d = s[(i + 1) % k]
            out.append((ord(c), chr(ord(d) + 1), c < d, c <= d, c > d, c >= d, c + d, 'a' <= c <= 'z'))
        except (IndexError, TypeError, ValueError) as e:
            out.append(str(e))
    return out
class Named(str):
    def __lt__(self, other): return 'less'
    def __getitem__(self, i): return Named('q')
def plainly(s, i, k):
    c, d = s[i % k - 2], s[(i + 1) % k]
    return (ord(c), chr(ord(d) + 1), c < d, c <= d, c > d, c >= d, c + d, 'a' <= c <= 'z')
for text in ('hello, World', 'h\xe9\u4e2d\uffff', 'a\U0001f600b', '\ud7ff\ue000', 'ab'):
    for k in (2, len(text), len(text) + 2):
        want = []
        for i in range(k):
            try: want.append(plainly(text, i, k))
            except IndexError as e: want.append(str(e))
        assert characters(text, 200, k) == (want * (200 // k + 1))[:200], (text, k)
assert characters(Named('xy'), 100, 2)[99] == (113, 'r', 'less', True, False, True, 'qq', True)
assert characters(['ab', 'c'], 100, 2)[98:] == ['ord() expected a character, but string of length 2 found'] + characters(['ab', 'c'], 2, 2)[1:]
def codes(values, n):
    out = []
    for i in range(n):
        try: out.append(chr(values[i % len(values)]))
        except (ValueError, TypeError, OverflowError) as e: out.append(type(e).__name__)
    return out
assert codes([65], 200)[-1] == 'A'
assert codes([65, 0xd7ff, 0xd800, 0xffff, 0x10000, 0x110000, -1, True, 'a'], 900)[-9:] == [
    'A', '\ud7ff', '\ud800', '\uffff', '\U00010000', 'ValueError', 'ValueError', '\x01', 'TypeError']

import sys
# There is a longest str where the host has one.
def longest(x, n):
    bad = 0
    for i in range(n):
        try: x + x
        except MemoryError: bad += 1
        try: f'{x}{i}{x}'
        except MemoryError: bad += 1
        try: '%s%d%s' % (x, i, x)
        except MemoryError: bad += 1
    return bad
assert longest('ab', 300) == 0
if sys.implementation.name == 'typhon': assert longest('a' * 2**28, 100) == 300
