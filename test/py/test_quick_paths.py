"""Operations of built-in types that have a shorter way for the usual case: it gives what the long one gives."""

import struct

# keywords again and again, with other names, too few and too many
def by_name(n):
    out = []
    for i in range(n):
        out.append((i * 1000).to_bytes(4, 'big', signed=True))
        out.append((i).to_bytes(length=2, byteorder='little'))
        out.append(int.from_bytes(b'\xff\xfe', 'little', signed=bool(i % 2)))
        out.append(sorted([3, 1, 2], key=lambda x: -x))
        out.append(sorted([3, 1, 2], reverse=True, key=None))
        out.append('a b c'.split(maxsplit=i % 3))
        for wrong in (lambda: (1).to_bytes(2, 'big', signe=True), lambda: (1).to_bytes(2, length=2),
                      lambda: sorted([1], cmp=1), lambda: 'a'.split(None, 1, 2, maxsplit=3), lambda: [2, 1].sort(None)):
            try: wrong()
            except TypeError as e: out.append(str(e))
            else: assert False
    return out
rounds = by_name(6)
step = len(rounds) // 6
assert rounds[:step][3:5] == [[3, 2, 1], [3, 2, 1]]
assert rounds[0] == b'\0\0\0\0' and rounds[step] == b'\0\0\x03\xe8' and rounds[step + 1] == b'\1\0'
assert [rounds[k * step + 2] for k in range(4)] == [65279, -257, 65279, -257]
assert [rounds[k * step + 5] for k in range(3)] == [['a b c'], ['a', 'b c'], ['a', 'b', 'c']]
for k in range(6): assert rounds[k * step + 6:k * step + step] == rounds[6:step]

# arguments of any number behind some
for _ in range(3):
    assert struct.pack('<IH', 1, 2) == b'\1\0\0\0\2\0' and struct.pack('>d', 1.5) == b'?\xf8' + bytes(6)
    assert struct.pack('') == b'' and struct.pack('<I', *[7]) == b'\7\0\0\0'
    try: struct.pack('<I')
    except struct.error as e: assert str(e) == 'pack expected 1 items for packing (got 0)', e
    else: assert False

# ints and bytes
for n in (0, 1, -1, 255, 256, -256, 2**31, -2**40, 2**53, 2**63 - 1, -2**63, 2**200, -2**200):
    for size in (n.bit_length() // 8 + 1, 8, 9, 40):
        if n.bit_length() >= size * 8: continue
        for order in ('little', 'big'):
            b = n.to_bytes(size, order, signed=True)
            assert len(b) == size and int.from_bytes(b, order, signed=True) == n
            assert int.from_bytes(bytearray(b), order, signed=True) == n
            assert int.from_bytes(b, order) == n % (1 << size * 8)
            assert b[::-1] == n.to_bytes(size, 'big' if order == 'little' else 'little', signed=True)
assert int.from_bytes(b'') == 0 and (0).to_bytes(0) == b''
class I(int): pass
assert type(I.from_bytes(b'\1\2')) is I and I.from_bytes(b'\1\2') == 258

# texts
for s in ('', 'a', 'hello, world', 'é', 'aé\u20acb', 'a\U0001f600b', 'x' * 40, 'é' * 16, 'é' * 17, '\u20ac' * 300, 'é\U0001f600' * 80):
    b = s.encode()
    assert b.decode() == s and bytes(bytearray(b)).decode('utf8') == s and len(b) == len(s.encode('utf-8', 'strict'))
    assert ''.join(reversed(s)) == s[::-1] and s[::-1][::-1] == s
    for step in (-1, 2, 3, -2, 7, -100): assert s[::step] == ''.join(list(s)[::step])
    assert s[5:1:-2] == ''.join(list(s)[5:1:-2])
for bad in (b'\xff', b'\xc3', b'a\xe2\x82', b'\xf0\x9f\x98', b'\xed\xa0\x80', b'\xc0\x80', b'ok\x80'):
    try: bad.decode()
    except UnicodeDecodeError as e: assert e.object == bad
    else: assert False
    assert bad.decode('utf-8', 'replace').count('\ufffd') > 0 and len(bad.decode('latin-1')) == len(bad)
try: 'a\ud800'.encode()
except UnicodeEncodeError as e: assert (e.start, e.end) == (1, 2)
else: assert False
assert 'a\ud800'.encode('utf-8', 'surrogatepass') == b'a\xed\xa0\x80'
for s, sep in (('a,b,,c', ','), (',', ','), ('', ','), ('abc', ','), ('a--b--', '--'), ('---', '--'), ('a,' * 100, ',')):
    parts, rest = [], s
    while sep in rest:
        head, _, rest = rest.partition(sep)
        parts.append(head)
    assert s.split(sep) == parts + [rest], (s, sep)

# lists
l = [1, 2, 3, 4, 5]
del l[3:]; assert l == [1, 2, 3]
del l[-1]; assert l == [1, 2]
del l[:]; assert l == []
l = list(range(30)); del l[5:]; assert l == [0, 1, 2, 3, 4]
l = list(range(30)); del l[2:28]; assert l == [0, 1, 28, 29]
l = list(range(10)); del l[::2]; assert l == [1, 3, 5, 7, 9]
f = [1.5, 2.5, 3.5, 4.5]; del f[2:]; assert f == [1.5, 2.5]; del f[0]; assert f == [2.5]
for key, kind in ((9, IndexError), ('a', TypeError), (2**70, IndexError)):
    try: del l[key]
    except kind: pass
    else: assert False
l = [1, 2]; l.extend(l); assert l == [1, 2, 1, 2]
l = []; l.extend((1.5, 2.5)); l.extend([3, 'a']); l += (4,); assert l == [1.5, 2.5, 3, 'a', 4]
l = []; l.extend([1.5, 'a', 2.5]); assert l == [1.5, 'a', 2.5]
l = [1.5]; l.extend([2, 3]); assert l == [1.5, 2, 3]
nan = float('nan')
assert [nan] == [nan] and (nan,) == (nan,) and [nan] != [float('nan')] and [1, [2, (3,)]] == [1.0, [2.0, (3.0,)]]
assert [1, 2] < [1, 3] <= [1, 3] and (1, 'a') > (1,) and not [1] == (1,) and [1, 2] != [1] and not (1, 2) != (1, 2)
class L(list):
    def __eq__(self, other): return 'mine'
    __hash__ = None
assert (L() == []) == 'mine' and ([] == L()) == 'mine'
try: [1] < ['a']
except TypeError as e: assert "'int' and 'str'" in str(e)
else: assert False

# sorting
for l in ([3, 1, 2], ['b', 'a', ''], [2, 1, 3] * 10, ['b', 'a'] * 20, [3, 1.5, True], [], [1], [2**70, 1, -2**70], ['\uffff', '\U0001f600', 'a']):
    want = []
    for x in l:
        i = len(want)
        while i and x < want[i - 1]: i -= 1
        want.insert(i, x)
    assert sorted(l) == want and sorted(l, reverse=True) == want[::-1], l
    copy = l[:]; copy.sort(); assert copy == want
    assert sorted(l, key=lambda x: (x,)) == want
seen = []
class C:
    def __init__(self, n): self.n = n
    def __lt__(self, other): seen.append(len(cs)); return self.n < other.n
cs = [C(2), C(1)]; cs.sort(); assert [c.n for c in cs] == [1, 2] and seen == [0]

# dicts
d = {1: 2, 'a': 3}
del d[1]; assert d == {'a': 3}
class Key:
    count = 0
    def __hash__(self): Key.count += 1; return 1
try: del d[Key()]
except KeyError: assert Key.count == 1
else: assert False
try: del d[[]]
except TypeError: pass
else: assert False
from collections import OrderedDict, defaultdict
for kind in (OrderedDict, lambda x: defaultdict(int, x)):
    d = kind({1: 2, 3: 4}); del d[1]; assert list(d.items()) == [(3, 4)]

# calls whose arguments are computed in several blocks, and by keywords, once they are compiled
def calls(n, l, kind):
    seen = 0
    for i in range(n):
        l.append(1 if i & 1 else 2)
        data = (i - 3).to_bytes(4, 'little', signed=True if i else True)
        seen += kind.from_bytes(data, 'little', signed=i >= 0)
        l.sort(key=lambda x: -x, reverse=i > 3 or False)
        seen += len(l if i & 1 else l[:])
        seen += len('a b c'.split(maxsplit=2))
        try: (300).to_bytes(1 if i & 1 else 0, byteorder='big', signed=False)
        except OverflowError as e: seen += len(str(e))
        try: l.sort(None, key=None)
        except TypeError as e: seen += len(str(e))
    return seen
totals = {calls(20, [], int) for _ in range(300)}
assert len(totals) == 1
class L2(list):
    def append(self, x): list.append(self, x); self.more = 1
class I2(int):
    @classmethod
    def from_bytes(cls, data, order, *, signed): return 1
l = L2()
assert calls(20, l, int) in totals and l.more == 1 and calls(20, [], I2) not in totals
def len(x): return 0
assert calls(20, [], int) not in totals
del len
assert calls(20, [], int) in totals

# bytes put together
for n in (0, 1, 3, 31, 32, 33, 100):
    for m in (0, 1, 5, 31, 33):
        a, b = bytes(range(n)), bytes(range(200, 200 + m))
        assert list(a + b) == list(a) + list(b) and a + bytearray(b) == a + b and b''.join([a, b]) == a + b
        assert (a + b)[n:] == b and b'-'.join([a, b, a]) == a + b'-' + b + b'-' + a
many = [bytes([i & 255]) * (i % 70) for i in range(500)]
for sep in (b'', b'-', b'x' * 40):
    want = bytearray()
    for i, part in enumerate(many):
        if i: want += sep
        want += part
    assert sep.join(many) == want == sep.join([bytearray(p) for p in many]) == sep.join(iter(many))
    assert sep.join([b'a'] * 64 + [b'b' * 10000]) == sep.join([b'a'] * 64) + sep + b'b' * 10000
for at in (3, 100):
    try: b''.join([b'a'] * at + ['b'] + [b'c'] * at)
    except TypeError as e: assert str(e) == f'sequence item {at}: expected a bytes-like object, str found', e
    else: assert False
class B(bytes):
    def __add__(self, other): return 'add'
    def __radd__(self, other): return 'radd'
assert B(b'a') + b'b' == 'add' and b'a' + B(b'b') == 'radd'
assert type(b'' + B(b'')) is str and type(B.join(b'', [B(b'a')])) is bytes
assert b'abc'[1:2] is b'xb'[1:]

# titles, and classes of values
for s in ('', 'a', 'hello WORLD', "they're 3rd x2y", 'ABC def ' * 300, 'ß straße'):
    assert s.title() == ''.join([(c.lower() if i and s[i - 1].isalpha() else c.upper() if c != 'ß' else 'Ss') for i, c in enumerate(s)]), s.title()
class Meta(type):
    def __instancecheck__(cls, w): return w == 1
class M(metaclass=Meta): pass
class Liar:
    @property
    def __class__(self): return int
def instances(all):
    out = []
    for w in all:
        for c in (str, int, list, tuple, type(None), bool, Liar, M, type, object):
            out.append(isinstance(w, c))
        out.append(isinstance(w, (str, list)))
        out.append(isinstance(w, int | None))
    return out
all = ['a', '\U0001f600', 1, 2.5, None, True, [], (), Liar(), M(), M, int]
first = instances(all)
for _ in range(200): assert instances(all) == first
assert sum(first) == 34
