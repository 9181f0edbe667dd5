"""Generators and coroutines that wait for one another: they go on at the innermost end, and nobody sees the difference."""

import inspect
import sys
import traceback

def leaf(n):
    got = None
    for i in range(n):
        got = yield (i, got)
    return n
def chain(d, n):
    if d == 0:
        r = yield from leaf(n)
    else:
        r = yield from chain(d - 1, n)
    return r + 1
out = []
def drive(g, k):
    res = []
    for _ in range(k):
        try: res.append(next(g))
        except StopIteration as e:
            res.append(('end', e.value)); break
    return res
class Tree:
    def __init__(self, lo, hi):
        mid = (lo + hi) // 2
        self.v = mid
        self.l = Tree(lo, mid) if lo < mid else None
        self.r = Tree(mid + 1, hi) if mid + 1 < hi else None
    def __iter__(self):
        if self.l is not None: yield from self.l
        yield self.v
        if self.r is not None: yield from self.r
t = Tree(0, 500)
for _ in range(5): assert list(t) == list(range(500))
# two interleaved
a, b = iter(t), iter(t)
assert [x for p in zip(a, b) for x in p] == [x for i in range(500) for x in (i, i)]
# resumed at another depth
def deep(n, f): return f() if n == 0 else deep(n - 1, f)
g = iter(t); res = []
for i in range(500): res.append(deep(i % 7, lambda: next(g)))
assert res == list(range(500))
# looking at those between
gens = []
def named(d):
    g = named(d - 1) if d else None
    gens.append(g)
    if g is None:
        for i in range(1000): yield i
    else: yield from g
top = named(6)
for i in range(300): assert next(top) == i
mids = [x for x in gens if x is not None]
for m in mids:
    assert not m.gi_running and m.gi_suspended and m.gi_frame.f_back is None, m
    assert inspect.getgeneratorstate(m) == 'GEN_SUSPENDED'
fr = [m.gi_frame for m in mids]
for i in range(300, 320): assert next(top) == i
assert all(f.f_back is None for f in fr)
# one between resumed alone
assert next(mids[2]) == 320
assert next(top) == 321
assert next(mids[-1]) == 322
for i in range(323, 330): assert next(top) == i
m = mids[3]
try: m.throw(KeyError('x'))
except KeyError as e: out.append(repr(e))
try: next(top)
except StopIteration as e: out.append(('stop', e.value))
else: out.append('none')
assert not m.gi_suspended and m.gi_frame is None
# running states seen from inside
seen = []
def inner():
    while True:
        seen.append([x.gi_running for x in ring] + [x.gi_suspended for x in ring])
        f = sys._getframe(); names = []
        while f is not None and f.f_code.co_name != '<module>':
            names.append(f.f_code.co_name); f = f.f_back
        seen.append(names)
        try: next(ring[1])
        except ValueError as e: seen.append(str(e))
        yield
def outer(g): yield from g
ring = []
g = inner(); ring.append(g)
for _ in range(4): g = outer(g); ring.append(g)
for _ in range(250): next(g)
assert all(s == seen[i % 3] for i, s in enumerate(seen)), seen[-6:]
out.append(seen[:3])
assert all(not x.gi_running for x in ring)
# running states without looking at frames
def inner2():
    while True:
        flag.append(ring2[2].gi_running)
        yield ring2[1].gi_running
flag = []
ring2 = [inner2()]
for _ in range(4): ring2.append(outer(ring2[-1]))
for _ in range(250): assert next(ring2[-1]) is True
assert all(flag) and not ring2[2].gi_running
# exceptions with tracebacks
def fails(n):
    for i in range(n): yield i
    raise ValueError('end')
for rounds in range(120):
    g = fails(3)
    for _ in range(3): g = outer(g)
    try: list(g)
    except ValueError as e: names = [f.name for f in traceback.extract_tb(e.__traceback__)]
out.append(names)
# handled in between
def guard(g):
    try: yield from g
    except ValueError: yield 'caught'
    yield 'after'
for rounds in range(120):
    res = list(outer(guard(outer(fails(3)))))
out.append(res)
# close and finally
log = []
def fin(g, name):
    try: yield from g
    finally: log.append(name)
for rounds in range(120):
    g = leaf(10)
    for n in 'abcd': g = fin(g, n)
    for _ in range(4): next(g)
    log.clear(); g.close()
out.append(log[:])
# send, throw through
def echo():
    got = None
    while True:
        try: got = yield got
        except KeyError as e: got = ('threw', e.args)
for rounds in range(3):
    g = echo()
    for n in 'abcd': g = outer(g)
    next(g)
    for i in range(200):
        assert g.send(i) == i
        if i % 50 == 7: out.append(g.throw(KeyError(i)))
# trace in the middle
events = []
def tracer(f, ev, arg):
    if ev in ('call', 'return'): events.append((f.f_code.co_name, ev, arg))
    return tracer
g = leaf(1000)
for n in 'abcd': g = outer(g)
for i in range(200): next(g)
sys.settrace(tracer)
next(g); next(g)
sys.settrace(None)
next(g)
out.append(events)
# handled exception while resuming
g = leaf(1000)
for n in 'abcd': g = outer(g)
for i in range(200): next(g)
def ctx():
    while True: yield repr(sys.exception())
g = ctx()
for n in 'abcd': g = outer(g)
for i in range(200): assert next(g) == 'None'
for i in range(200):
    try: raise ValueError(i)
    except ValueError:
        assert next(g) == f'ValueError({i})'
        assert repr(sys.exception()) == f'ValueError({i})'
    assert next(g) == 'None'
lim = sys.getrecursionlimit()
def recur(n):
    if n: yield from recur(n - 1)
    else:
        for i in range(5): yield i
try:
    g = recur(lim + 50)
    list(g)
except RecursionError as e: out.append('RecursionError')
out.append(list(recur(lim // 2)))
# awaits
class S:
    def __await__(self): yield 1; yield 2
async def co(d):
    if d: return await co(d - 1)
    r = 0
    for i in range(20): await S(); r += 1
    return r
def runco(c):
    n = 0
    try:
        while True: c.send(None); n += 1
    except StopIteration as e: return n, e.value
for _ in range(30): assert runco(co(5)) == (40, 20)
assert out == [
    "KeyError('x')",
    ('stop', None),
    [[True, True, True, True, True, False, False, False, False, False], ['inner', 'outer', 'outer', 'outer', 'outer'], 'generator already executing'],
    ['<module>', 'outer', 'outer', 'outer', 'fails'],
    [0, 1, 2, 'caught', 'after'],
    ['a', 'b', 'c', 'd'],
    ('threw', (7,)),
    ('threw', (57,)),
    ('threw', (107,)),
    ('threw', (157,)),
    ('threw', (7,)),
    ('threw', (57,)),
    ('threw', (107,)),
    ('threw', (157,)),
    ('threw', (7,)),
    ('threw', (57,)),
    ('threw', (107,)),
    ('threw', (157,)),
    [('outer', 'call', None), ('outer', 'call', None), ('outer', 'call', None), ('outer', 'call', None), ('leaf', 'call', None), ('leaf', 'return', (200, None)), ('outer', 'return', (200, None)), ('outer', 'return', (200, None)), ('outer', 'return', (200, None)), ('outer', 'return', (200, None)), ('outer', 'call', None), ('outer', 'call', None), ('outer', 'call', None), ('outer', 'call', None), ('leaf', 'call', None), ('leaf', 'return', (201, None)), ('outer', 'return', (201, None)), ('outer', 'return', (201, None)), ('outer', 'return', (201, None)), ('outer', 'return', (201, None))],
    'RecursionError',
    [0, 1, 2, 3, 4],
], out
