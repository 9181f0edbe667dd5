"""What only a frame holds is finalized when the frame lets go of it."""

import os
import subprocess
import tempfile

log = []


class D:
    def __init__(self, name='d'):
        self.name = name

    def __del__(self):
        log.append(self.name)

    def me(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        log.append('exit')

    def __iter__(self):
        try:
            yield 1
            yield 2
        finally:
            log.append('iterated')

    def __iadd__(self, other):
        return self

    @property
    def own(self):
        return self

    @property
    def text(self):
        return self.name * 2


def said(*want):
    assert log == list(want), (log, want)
    log.clear()


folder = tempfile.mkdtemp()
path = os.path.join(folder, 'x')


def files():
    open(path, 'w').write('stuff')
    assert open(path).read() == 'stuff'
    f = open(path, 'w')
    f.write('other')
    del f
    assert os.path.getsize(path) == 5
    f = open(path, 'w')
    f.write('longer text')
    f = None
    assert os.path.getsize(path) == 11
    f = open(path, 'wb')
    f.write(b'1')
    f = open(path, 'rb')
    assert f.read() == b'1'
    f = open(path, 'w')
    f.write('at the end')


def files_in_loop():
    for i in range(30):
        f = open(path, 'w')
        f.write(str(i))
        g = open(path)
        g.read()
    f = g = None
    assert open(path).read() == '29'


def overwriting():
    d = D('a')
    said()
    d = D('b')
    said('a')
    del d
    said('b')
    d = D('c')
    d, e = 1, 2
    said('c')
    for d in [D('listed')]:
        pass
    said()
    d = None
    log.clear()
    x = y = D('two')
    x = 0
    said()
    y = 0
    said('two')


def temporaries():
    D('t')
    said('t')
    D('t').name
    said('t')
    D('t').me()
    said('t')
    D('t').me().me().me()
    said('t')
    assert D('t').text == 'tt'
    said('t')
    assert (D('t').name, 1) == ('t', 1)
    said('t')
    assert len([D('t').name]) == 1
    said('t')
    f'{D("t").name}'
    said('t')
    isinstance(D('t'), D)
    said('t')
    if D('t').name:
        said('t')
    repr(D('t'))
    said('t')


def returning():
    def inner():
        here = D('here')
        out = D('out')
        return out

    def through():
        return inner()

    inner()
    said('here', 'out')
    d = inner()
    said('here')
    d = through()
    said('here', 'out')
    d = None
    said('out')
    through().name
    said('here', 'out')


def at_exit():
    def inner():
        a = D('a')
        b = D('b')
        a.name, b.name
        if a is b:
            return 1

    inner()
    assert sorted(log) == ['a', 'b']
    log.clear()

    def early(n):
        d = D('early')
        for i in range(n):
            if i == 3:
                return i
        return -1

    early(5)
    said('early')
    early(2)
    said('early')


def passing():
    def borrow(d, other=None):
        e = d
        d = None
        del e
        return 1

    def identity(d):
        return d

    def two(a, b):
        a = b
        return a

    d = D('p')
    borrow(d)
    borrow(d, other=3)
    borrow(other=d, d=1)
    said()
    d = identity(d)
    said()
    e = identity(identity(d))
    del d
    said()
    del e
    said('p')
    borrow(D('q'))
    said('q')
    d = two(D('first'), D('second'))
    said('first')
    d = None
    said('second')


def withs():
    with D('w') as d:
        said()
    said('exit')
    d = None
    said('w')
    with D('w'):
        said()
    said('exit', 'w')
    with open(path, 'w') as f:
        f.write('in with')
    assert open(path).read() == 'in with'
    with D('1') as a, D('2') as b:
        pass
    said('exit', 'exit')
    a = None
    said('1')
    b = None
    said('2')


def gen():
    try:
        yield 1
        yield 2
    finally:
        log.append('fin')


def generators():
    for x in gen():
        break
    said('fin')
    g = gen()
    next(g)
    said()
    g = None
    said('fin')
    for x in gen():
        if x == 2:
            break
    said('fin')
    for x in D('it'):
        break
    assert log[0] == 'iterated'
    log.clear()
    list(gen())
    said('fin')
    g = gen()
    g.send(None)
    g.close()
    said('fin')
    g = gen()
    g = None
    said()
    next(gen())
    said('fin')

    def inner():
        for x in gen():
            return x

    inner()
    said('fin')
    for x in gen():
        for y in gen():
            break
        said('fin')
        break
    said('fin')


def in_use():
    def one():
        try:
            yield 'value'
        finally:
            log.append('closed')

    def first():
        for x in one():
            said()
            return x

    for x in one():
        said()
        break
    said('closed')
    first()
    said('closed')
    for x in one():
        for y in one():
            said()
            break
        else:
            said()
        said('closed')
        if x:
            break
    said('closed')


def recursion():
    def down(n):
        d = D(n)
        if n:
            down(n - 1)
        return n

    down(10)
    said(*range(11))


class Sub(D):
    def __init__(self, name):
        super().__init__(name)
        self.first = 1
        self.second = self.first + 1


class Slotted:
    __slots__ = ('x',)

    def __init__(self):
        self.x = 'slotted'

    def __del__(self):
        log.append(self.x)


class Plain:
    def __del__(self):
        log.append('plain')


class New:
    def __new__(cls):
        w = super().__new__(cls)
        w.mark = 'new'
        return w

    def __del__(self):
        log.append(self.mark)


class ByName:
    def __init__(self, *, name):
        self.name = name

    def __del__(self):
        log.append(self.name)


def classes():
    s = Sub('sub')
    s.me()
    said()
    s = None
    said('sub')
    Slotted()
    said('slotted')
    Plain()
    said('plain')
    ByName(name='named')
    said('named')


def exceptions():
    d = D('kept')
    try:
        raise ValueError(1)
    except ValueError as e:
        pass
    d.name
    e = None
    f = D('after')
    f = None
    said('after')
    d = None
    log.clear()


def loops():
    for i in range(50):
        d = D('loop')
        d.name
    assert len(log) == 49, len(log)
    d = None
    assert len(log) == 50
    log.clear()
    i = 0
    while i < 50:
        D('loop').name
        i += 1
        assert len(log) == i
    log.clear()


def after_loops():
    for d in [1, 2]:
        d = D('after')
    said('after')
    d = None
    said('after')
    for d in [1, 2]:
        d = D('after')
    said('after')
    del d
    said('after')


def descriptors():
    return set(os.listdir('/proc/self/fd')) if os.path.exists('/proc/self/fd') else set()


def pipes():
    before = descriptors()
    subprocess.Popen(['true'], stdout=subprocess.PIPE).communicate()
    p = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    p.stdin.write(b'text')
    p.stdin.close()
    assert p.stdout.read() == b'text'
    p.stdout.close()
    assert p.wait() == 0
    del p
    with subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as q:
        assert q.communicate('text')[0] == 'text'
    assert subprocess.run(['cat'], input='text', capture_output=True, text=True).stdout == 'text'
    with os.popen('echo one; echo two') as text:
        assert [line for line in text] == ['one\n', 'two\n']
    r, w = os.pipe()
    os.fdopen(w, 'w').write('dropped')
    assert os.fdopen(r).read() == 'dropped'
    assert descriptors() == before, (descriptors(), before)


def comprehensions():
    [D('c').name for i in range(3)]
    said('c', 'c', 'c')
    [x for x in gen()]
    said('fin')
    {D('c').name: 1 for i in range(2)}
    said('c', 'c')


for function in (
    files,
    files_in_loop,
    overwriting,
    temporaries,
    returning,
    at_exit,
    passing,
    withs,
    generators,
    in_use,
    recursion,
    classes,
    exceptions,
    loops,
    after_loops,
    pipes,
    comprehensions,
):
    for _ in range(8):
        function()
        log.clear()

# At the level of a module.
open(path, 'w').write('stuff')
assert open(path).read() == 'stuff'
D('m')
said('m')
with open(path, 'w') as f:
    f.write('module')
assert open(path).read() == 'module'
for x in gen():
    break
said('fin')


def many():
    n = 0
    for i in range(100_000):
        D('many')
        n += len(log)
        log.clear()
    assert n == 100_000


many()
os.unlink(path)
os.rmdir(folder)
