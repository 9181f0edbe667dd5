"""pickle: bytes of all protocols, hooks, errors."""

def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


import pickle, io, copyreg, sys, collections
D = pickle.dumps
L = pickle.loads
assert ([D(x, 0) for x in (None, True, 1, -70000, 2 ** 70, 1.5, 'a\nb\\', b'', (), (1,), [], [1, 2], {}, {1: 2})]) == [b'N.', b'I01\n.', b'I1\n.', b'I-70000\n.', b'L1180591620717411303424L\n.', b'F1.5\n.', b'Va\\u000ab\\u005c\np0\n.', b'c__builtin__\nbytes\np0\n(tRp1\n.', b'(t.', b'(I1\ntp0\n.', b'(lp0\n.', b'(lp0\nI1\naI2\na.', b'(dp0\n.', b'(dp0\nI1\nI2\ns.']
assert ([D(x, 1) for x in (None, False, 255, 256, 65536, -1, 1.5, '\u20ac', (1, 2), [1, 2], {'a': 1})]) == [b'N.', b'I00\n.', b'K\xff.', b'M\x00\x01.', b'J\x00\x00\x01\x00.', b'J\xff\xff\xff\xff.', b'G?\xf8\x00\x00\x00\x00\x00\x00.', b'X\x03\x00\x00\x00\xe2\x82\xacq\x00.', b'(K\x01K\x02tq\x00.', b']q\x00(K\x01K\x02e.', b'}q\x00X\x01\x00\x00\x00aq\x01K\x01s.']
assert ([D(x, 2) for x in (True, 2 ** 31, -2 ** 31 - 1, 2 ** 63, -128, -129, 255 << 2040, (1, 2, 3), (1, 2, 3, 4), b'ab', {1})]) == [b'\x80\x02\x88.', b'\x80\x02\x8a\x05\x00\x00\x00\x80\x00.', b'\x80\x02\x8a\x05\xff\xff\xff\x7f\xff.', b'\x80\x02\x8a\t\x00\x00\x00\x00\x00\x00\x00\x80\x00.', b'\x80\x02J\x80\xff\xff\xff.', b'\x80\x02J\x7f\xff\xff\xff.', b'\x80\x02\x8b\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xff\x00.', b'\x80\x02K\x01K\x02K\x03\x87q\x00.', b'\x80\x02(K\x01K\x02K\x03K\x04tq\x00.', b'\x80\x02c_codecs\nencode\nq\x00X\x02\x00\x00\x00abq\x01X\x06\x00\x00\x00latin1q\x02\x86q\x03Rq\x04.', b'\x80\x02c__builtin__\nset\nq\x00]q\x01K\x01a\x85q\x02Rq\x03.']
assert ([D(x, 3) for x in (b'ab', b'a' * 300, 'abc', bytearray(b'x'))]) == [b'\x80\x03C\x02abq\x00.', b'\x80\x03B,\x01\x00\x00aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaq\x00.', b'\x80\x03X\x03\x00\x00\x00abcq\x00.', b'\x80\x03cbuiltins\nbytearray\nq\x00C\x01xq\x01\x85q\x02Rq\x03.']
assert ([D(x, 4) for x in ('abc', b'ab', {1}, frozenset({1}), {}, [[]], len, int)]) == [b'\x80\x04\x95\x07\x00\x00\x00\x00\x00\x00\x00\x8c\x03abc\x94.', b'\x80\x04\x95\x06\x00\x00\x00\x00\x00\x00\x00C\x02ab\x94.', b'\x80\x04\x95\x07\x00\x00\x00\x00\x00\x00\x00\x8f\x94(K\x01\x90.', b'\x80\x04\x95\x06\x00\x00\x00\x00\x00\x00\x00(K\x01\x91\x94.', b'\x80\x04}\x94.', b'\x80\x04\x95\x06\x00\x00\x00\x00\x00\x00\x00]\x94]\x94a.', b'\x80\x04\x95\x14\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x03len\x94\x93\x94.', b'\x80\x04\x95\x14\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x03int\x94\x93\x94.']
assert ([D(x, 5) for x in (bytearray(b'ab'), [1, [2, [3]]], ('x', 'x'), type(None), ..., NotImplemented)]) == [b'\x80\x05\x95\r\x00\x00\x00\x00\x00\x00\x00\x96\x02\x00\x00\x00\x00\x00\x00\x00ab\x94.', b'\x80\x05\x95\x12\x00\x00\x00\x00\x00\x00\x00]\x94(K\x01]\x94(K\x02]\x94K\x03aee.', b'\x80\x05\x95\t\x00\x00\x00\x00\x00\x00\x00\x8c\x01x\x94h\x00\x86\x94.', b'\x80\x05\x95\x1a\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x04type\x94\x93\x94N\x85\x94R\x94.', b'\x80\x05\x95\x19\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x08Ellipsis\x94\x93\x94.', b'\x80\x05\x95\x1f\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x0eNotImplemented\x94\x93\x94.']
assert (len(D(list(range(3000)))), len(D(dict.fromkeys(range(2000)))), len(D('x' * 100000)), len(D([b'y' * 70000] * 2))) == (8764, 7764, 100009, 70024)
assert ([L(D(x, p)) == x for p in range(6) for x in ([1, 2.5, 'x', None], {'a': (1, {2})}, frozenset('ab'), 2 ** 100, '\ud800', collections.OrderedDict(a=1), range(3), 1j)]) == [True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True]
assert (L(b'\x80\x04N.'), L(b'I01\n.'), L(b'(lp0\nI1\naI2\na.'), L(b"S'abc'\n."), L(b'U\x03abc.', encoding='bytes')) == (None, True, [1, 2], 'abc', b'abc')
assert (L(b'(I1\nI2\ndp0\n.'), L(b'cbuiltins\nint\n.'), L(b'c__builtin__\nrange\n.'), L(b'\x80\x03cbuiltins\nlen\n.')) == ({1: 2}, int, range, len)


def raised(f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__, str(e)
    return None


assert raised(L, b'') == ('EOFError', 'Ran out of input')
assert raised(L, b'\x80\x04\x8c\x05ab') == ('UnpicklingError', 'pickle data was truncated')
assert raised(L, b'\xff') == ('UnpicklingError', "invalid load key, '\\xff'.")
assert raised(L, b'!') == ('UnpicklingError', "invalid load key, '!'.")
assert raised(L, b'\x80\x09.') == ('ValueError', 'unsupported pickle protocol: 9')
assert raised(L, b'0.') == ('UnpicklingError', 'unpickling stack underflow')
assert raised(L, b'(.') == ('UnpicklingError', 'unexpected MARK found')
assert raised(L, b't.') == ('UnpicklingError', 'could not find MARK')
assert raised(L, b'g7\n.') == ('UnpicklingError', 'Memo value not found at index 7')
assert raised(L, 'abc') == ('TypeError', "a bytes-like object is required, not 'str'")
assert raised(D, 1, 9) == ('ValueError', 'pickle protocol must be <= 5')
assert raised(pickle.dump, 1, 2) == ('TypeError', "file must have a 'write' attribute")
assert raised(pickle.load, 1) == ('TypeError', "file must have 'read' and 'readline' attributes")
assert raised(D, lambda: 0)[1].endswith('attribute lookup <lambda> on __main__ failed')
assert raised(D, sys) == ('TypeError', "cannot pickle 'module' object")
assert raised(D, (x for x in ())) == ('TypeError', "cannot pickle 'generator' object")


def outer():
    def inner():
        pass
    return inner


assert raised(D, outer()) == ('AttributeError', "Can't get local object 'outer.<locals>.inner'")


class A:
    def __init__(self, x):
        self.x = x


class B:
    __slots__ = 'a', 'b'


class C(list):
    def __reduce_ex__(self, protocol):
        return C, (), {'s': protocol}, iter([1, 2])


for p in range(6):
    a = L(D(A([1]), p))
    assert type(a) is A and a.x == [1]
    c = L(D(C(), p))
    assert c == [1, 2] and c.s == p
b = B()
b.a = 5
assert L(D(b)).a == 5 and not hasattr(L(D(b)), 'b')

# Cycles.
r = []
r.append(r)
r2 = L(D(r))
assert r2[0] is r2
t = ([],)
t[0].append(t)
for p in range(6):
    t2 = L(D(t, p))
    assert t2[0][0] is t2
a = A(None)
a.x = {'me': a}
a2 = L(D(a))
assert a2.x['me'] is a2


# Hooks of picklers and unpicklers.
class P(pickle.Pickler):
    def persistent_id(self, obj):
        return 'the-a' if isinstance(obj, A) else None

    def reducer_override(self, obj):
        return (str, ('a B',)) if isinstance(obj, B) else NotImplemented


class U(pickle.Unpickler):
    def persistent_load(self, pid):
        return ('loaded', pid)

    def find_class(self, module, name):
        assert (module, name) == ('builtins', 'str'), (module, name)
        return super().find_class(module, name)


f = io.BytesIO()
P(f).dump([a, b, 1])
f.seek(0)
assert U(f).load() == [('loaded', 'the-a'), 'a B', 1]

f = io.BytesIO()
p = pickle.Pickler(f, 2)
p.dispatch_table = {A: lambda obj: (str, ('an A',))}
p.dump(A(1))
assert L(f.getvalue()) == 'an A'

# The memo is kept between dumps; many pickles in one file.
f = io.BytesIO()
p = pickle.Pickler(f)
x = ['shared']
p.dump(x)
n = f.tell()
p.dump(x)
assert f.tell() - n < n
f.seek(0)
u = pickle.Unpickler(f)
y = u.load()
assert u.load() is y and list(u.memo.copy())[0] == 0
p.clear_memo()
assert p.memo.copy() == {}

# Buffers out of band.
buffers = []
data = D(pickle.PickleBuffer(bytearray(b'big')), 5, buffer_callback=buffers.append)
assert len(buffers) == 1 and b'big' not in data
assert bytes(L(data, buffers=buffers)) == b'big'
assert raised(L, data)[0] == 'UnpicklingError'
assert bytes(pickle.PickleBuffer(b'xy').raw()) == b'xy'
pb = pickle.PickleBuffer(b'xy')
pb.release()
assert raised(pb.raw) == ('ValueError', 'operation forbidden on released PickleBuffer object')

# Extension codes.
copyreg.add_extension('builtins', 'complex', 240)
try:
    assert D(complex, 2) == b'\x80\x02\x82\xf0.' and L(b'\x80\x02\x82\xf0.') is complex
finally:
    copyreg.remove_extension('builtins', 'complex', 240)

# Depth.
deep = []
for _ in range(100_000):
    deep = [deep]
assert raised(D, deep)[0] == 'RecursionError'

import dbm, tempfile, os
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'db')
    import dbm.dumb
    with dbm.dumb.open(path, 'c') as db:
        db['k'] = 'v'
        db[b'x'] = b'1' * 600
    assert dbm.whichdb(path) == 'dbm.dumb'
    with dbm.open(path) as db:
        assert db['k'] == b'v' and sorted(db.keys()) == [b'k', b'x'] and len(db[b'x']) == 600
assert int.__new__.__name__ == '__new__' and str.maketrans.__self__ is None
assert L(D(str.maketrans)) is str.maketrans and L(D(A(1).__init__.__func__)) is A.__init__

# Plain instances keep their attributes where they are.
class Plain:
    pass


one = Plain()
one.a, one.b = 1, [2]
one.me = one
empty = Plain()
shared = Plain()
shared.__dict__['k'] = 'v'
for p in range(6):
    x, y, z = L(D([one, empty, shared], p))
    assert x.__dict__ == {'a': 1, 'b': [2], 'me': x} and x.me is x and y.__dict__ == {} and z.k == 'v'
d, z = L(D([shared.__dict__, shared]))
assert z.__dict__ == d


class Own(Plain):
    def __getstate__(self):
        return {'own': True}


class Getattr(Plain):
    def __getattr__(self, name):
        raise AttributeError(name)


o = Own()
o.a = 1
assert L(D(o)).__dict__ == {'own': True} and L(D(Getattr())).__dict__ == {}
assert D(one) == D(one) and D(empty, 2) == b'\x80\x02c__main__\nPlain\nq\x00)\x81q\x01.'
