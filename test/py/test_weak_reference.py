"""Weak references while their objects live: calls, equality, hashing, proxies, dictionaries.

lib: weakref
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


import operator
import weakref


class C:
    def __init__(self, n=0):
        self.n = n

    def method(self):
        return self.n


class WithSlots:
    __slots__ = ('a',)


class WeakSlots:
    __slots__ = ('a', '__weakref__')


c = C(5)
r = weakref.ref(c)
assert r() is c
assert r is weakref.ref(c)
assert type(r) is weakref.ref
assert weakref.ref is weakref.ReferenceType
assert r == weakref.ref(c)
assert hash(r) == hash(c)
assert weakref.getweakrefcount(c) == 1
assert weakref.getweakrefs(c) == [r]
assert r.__callback__ is None
assert c.__weakref__ is r
assert repr(r).startswith('<weakref at 0x')
assert "; to 'C' at 0x" in repr(r)
called = []
r2 = weakref.ref(c, called.append)
assert r2 is not r
assert r2 == r
assert r2() is c
assert weakref.getweakrefcount(c) == 2
assert r2.__callback__ is not None
assert called == []
assert error(weakref.ref, 5) == "TypeError: cannot create weak reference to 'int' object"
assert error(weakref.ref, 'a') == "TypeError: cannot create weak reference to 'str' object"
assert error(weakref.ref, []) == "TypeError: cannot create weak reference to 'list' object"
assert error(weakref.ref, None) == "TypeError: cannot create weak reference to 'NoneType' object"
assert error(weakref.ref, WithSlots()) == "TypeError: cannot create weak reference to 'WithSlots' object"
assert error(weakref.ref, ()) == "TypeError: cannot create weak reference to 'tuple' object"
w = WeakSlots()
s, f, fz = {1}, (lambda: 0), frozenset([1])
assert weakref.ref(w)() is w
assert weakref.ref(s)() is s
assert weakref.ref(f)() is f
assert weakref.ref(fz)() is fz
assert weakref.ref(C)() is C
g = (x for x in ())
assert weakref.ref(g)() is g
assert weakref.ref(weakref)() is weakref

# proxies
p = weakref.proxy(c)
assert p.n == 5
assert p.method() == 5
assert type(p) is weakref.ProxyType
assert isinstance(p, C)
assert p.__class__ is C
p.n = 6
assert c.n == 6
assert error(hash, p) == "TypeError: unhashable type: 'weakref.ProxyType'"
assert error(lambda: p.zzz) == "AttributeError: 'C' object has no attribute 'zzz'"


class Calls:
    def __call__(self, x):
        return x * 2

    def __len__(self):
        return 3

    def __getitem__(self, i):
        return i

    def __add__(self, other):
        return 'added'


k = Calls()
q = weakref.proxy(k)
assert type(q) is weakref.CallableProxyType
assert q(4) == 8
assert len(q) == 3
assert q[7] == 7
assert q + 1 == 'added'
assert bool(q) is True

# dictionaries and sets
d = weakref.WeakValueDictionary()
d['a'] = c
assert d['a'] is c
assert 'a' in d
assert len(d) == 1
assert list(d) == ['a']
assert list(d.items()) == [('a', c)]
assert d.get('z') is None
assert error(d.__setitem__, 'b', 5) == "TypeError: cannot create weak reference to 'int' object"
assert error(lambda: d['z']) == "KeyError: 'z'"
e = weakref.WeakKeyDictionary()
e[c] = 'value'
assert e[c] == 'value'
assert c in e
assert list(e.keys()) == [c]
assert e.pop(c) == 'value'
assert len(e) == 0
ws = weakref.WeakSet([c, k])
assert c in ws
assert len(ws) == 2
assert C() not in ws
ws.discard(c)
assert len(ws) == 1
assert list(ws) == [k]
m = weakref.WeakMethod(c.method)
assert m()() == 6
assert m == weakref.WeakMethod(c.method)
fin = weakref.finalize(c, called.append, 'finalised')
assert fin.alive
assert fin() is None
assert called == ['finalised']
assert not fin.alive
assert fin() is None


class Sub(weakref.ref):
    extra = 1


t = Sub(c)
assert t() is c
assert type(t) is Sub
assert t == r
assert t is not r
assert t.extra == 1


class Equal:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __hash__(self):
        return self.n


a, b = Equal(1), Equal(1)
assert weakref.ref(a) == weakref.ref(b)
assert hash(weakref.ref(a)) == 1
assert len({weakref.ref(a), weakref.ref(b)}) == 1
assert {weakref.ref(a): 'x'}[weakref.ref(b)] == 'x'


# Proxies stand for their objects in every operation.
class Number:
    def __bytes__(self):
        return b'bytes'

    def __reversed__(self):
        return iter('abc')

    def __index__(self):
        return 6

    def __float__(self):
        return 6.0

    def __bool__(self):
        return False

    def __eq__(self, other):
        return other is self or other == 6

    def __lt__(self, other):
        return other > 6


def operation(name):
    return lambda self, *others: (name, *others)


NAMES = 'add sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or'.split()
for name in NAMES:
    for prefix in ['', 'r', 'i']:
        special = f'__{prefix}{name}__'
        setattr(Number, special, operation(special))
for name in ['neg', 'pos', 'invert', 'abs']:
    setattr(Number, f'__{name}__', operation(name))

n = Number()
p = weakref.proxy(n)
for name in NAMES:
    op = divmod if name == 'divmod' else getattr(operator, f'__{name}__')
    assert op(p, 1) == (f'__{name}__', 1) and op(1, p) == (f'__r{name}__', 1), name
    if name != 'divmod':
        assert getattr(operator, f'__i{name}__')(p, 1) == (f'__i{name}__', 1), name
assert p + p == ('__add__', n) and pow(p, 2, 5) == ('__pow__', 2, 5)
assert (-p, +p, ~p, abs(p)) == (('neg',), ('pos',), ('invert',), ('abs',))
assert (int(p), float(p), operator.index(p), bytes(p), list(reversed(p))) == (6, 6.0, 6, b'bytes', ['a', 'b', 'c'])
assert not p and p == 6 and p == p and p < 7
q = p
q += 1
assert q == ('__iadd__', 1)
p.other = p
assert type(n.other) is weakref.ProxyType
del n.other
for wrong, message in [
    (lambda: hash(p), "unhashable type: 'weakref.ProxyType'"),
    (lambda: next(p), "Weakref proxy referenced a non-iterator 'Number' object"),
    (lambda: p(), "'weakref.ProxyType' object is not callable"),
    (lambda: p[0], "'Number' object is not subscriptable"),
    (lambda: weakref.ref(n, callback=None), 'ref() takes no keyword arguments'),
    (lambda: weakref.ref(), '__new__ expected at least 1 argument, got 0'),
    (lambda: weakref.ref(n, None, None), '__new__ expected at most 2 arguments, got 3'),
]:
    try:
        wrong()
    except TypeError as e:
        assert str(e) == message, e
    else:
        assert False, message


# The shared reference and proxy come first, then the others, the youngest first.
class Referred:
    pass


o = Referred()
a = weakref.ref(o, print)
b = weakref.ref(o, print)
shared = weakref.proxy(o)
plain = weakref.ref(o)
found = weakref.getweakrefs(o)
assert len(found) == 4 and found[0] is plain and found[1] is shared and found[2] is b and found[3] is a
