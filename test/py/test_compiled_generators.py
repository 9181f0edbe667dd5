"""Generators and coroutines that run long enough to be compiled: answers of CPython 3.13."""

import io

lines = io.StringIO()


def show(*values):
    print(*values, file=lines)


def g(n):
    t = 0
    try:
        for i in range(n):
            x = yield i
            if x: t += x
    except KeyError as e:
        yield 'caught', repr(e)
    finally:
        t += 1000
    return t
def outer(n):
    r = yield from g(n)
    yield ('r', r)
def t():
    s = 0
    for k in range(400):
        for v in outer(5):
            if isinstance(v, tuple): s += v[1]
            else: s += v
    return s
show(t())
for k in range(5):
    a = g(500); 
    out = [next(a)]
    for i in range(300): out.append(a.send(i))
    show(sum(out), a.gi_frame.f_locals['t'], a.gi_frame.f_lineno)
    show(a.throw(KeyError('x')))
    try: next(a)
    except StopIteration as e: show(e.value)
def bad():
    for i in range(1000):
        if i == 900: raise StopIteration(5)
        yield i
try:
    show(sum(bad()))
except RuntimeError as e:
    show(repr(e), [f.name for f in __import__('traceback').extract_tb(e.__traceback__)])
def bad2():
    for i in range(1000):
        if i == 900: [][i]
        yield i
try:
    show(sum(bad2()))
except IndexError as e:
    show(repr(e), [f.name for f in __import__('traceback').extract_tb(e.__traceback__)])
import sys
def looks():
    for i in range(1000):
        yield i, sys._getframe(1).f_lineno if i % 300 == 0 else 0
show([x for x in looks() if x[1]])
import asyncio
async def w(n):
    t = 0
    for i in range(n):
        t += await v(i)
    return t
async def v(i):
    if i % 50 == 0: await asyncio.sleep(0)
    return i
show(asyncio.run(w(1000)))
async def ag(n):
    for i in range(n):
        if i % 7 == 0: await asyncio.sleep(0)
        yield i
async def ags():
    return sum([x async for x in ag(1000)])
show(asyncio.run(ags()))

EXPECTED = """\
404000
45150 44850 16
('caught', "KeyError('x')")
45850
45150 44850 16
('caught', "KeyError('x')")
45850
45150 44850 16
('caught', "KeyError('x')")
45850
45150 44850 16
('caught', "KeyError('x')")
45850
45150 44850 16
('caught', "KeyError('x')")
45850
RuntimeError('generator raised StopIteration') ['<module>']
IndexError('list index out of range') ['<module>', 'bad2']
[(0, 62), (300, 62), (600, 62), (900, 62)]
499500
499500
"""
assert lines.getvalue() == EXPECTED, lines.getvalue()
