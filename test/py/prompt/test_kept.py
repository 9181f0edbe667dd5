"""What anybody else has got hold of is in use."""

import collections
import copy
import functools
import gc
import inspect
import itertools
import os
import sys
import tempfile
import threading
import types
import weakref

log = []


class D:
    def __init__(self, name='d'):
        self.name = name

    def __del__(self):
        log.append(self.name)

    def me(self):
        return self

    def keep(self, where):
        where.append(self)

    def bound(self):
        return self.me

    def __add__(self, other):
        return self

    def __iadd__(self, other):
        return self

    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return self

    @property
    def own(self):
        return self


def quiet():
    assert log == [], log


folder = tempfile.mkdtemp()
path = os.path.join(folder, 'x')
with open(path, 'w') as f:
    f.write('text')

store = []
held = {}


class Holder:
    pass


def containers():
    for put in (
        store.append,
        lambda d: store.extend([d]),
        lambda d: store.insert(0, d),
        lambda d: held.__setitem__(1, d),
        lambda d: held.update({2: d}),
        lambda d: held.setdefault(3, d),
        lambda d: setattr(Holder, 'x', d),
        lambda d: store.append((d,)),
        lambda d: store.append({'k': d}),
        lambda d: store.append(frozenset([d])),
        lambda d: store.append(lambda: d),
    ):
        d = D()
        put(d)
        d = None
        quiet()
    d = D()
    store[0:0] = [d]
    d = None
    d = D()
    held[d] = 1
    d = None
    d = D()
    (a, b) = (d, d)
    d = a = None
    b.name
    b = None
    log.clear()
    d = D()
    l = [d]
    d = None
    assert l[0].name == 'd'
    quiet()
    l = None
    forget()


def forget():
    store.clear()
    held.clear()
    Holder.x = None
    log.clear()


def attributes():
    h = Holder()
    d = D()
    h.d = d
    d = None
    quiet()
    h.d.name
    forget()
    d = D()
    setattr(h, 'e', d)
    d = None
    assert h.e.name == 'd'
    h.__dict__['f'] = D()
    assert h.f.name == 'd'
    quiet()
    h = None
    log.clear()


def returned_self():
    d = D('s')
    x = d + 1
    store.append(x)
    x = d = None
    quiet()
    d = D('s')
    x = d
    x += 1
    store.append(x)
    x = d = None
    quiet()
    d = D('s')
    store.append(d.own)
    d = None
    quiet()
    d = D('s')
    store.append(d[0])
    d = None
    quiet()
    d = D('s')
    for x in d:
        store.append(x)
    x = d = None
    quiet()
    d = D('s')
    store.append(d.me())
    d = None
    quiet()
    d = D('s')
    d.keep(store)
    d = None
    quiet()
    forget()


def methods():
    d = D('m')
    m = d.me
    d = None
    quiet()
    assert m().name == 'm'
    store.append(m)
    m = None
    quiet()
    d = D('m')
    store.append(d.bound())
    d = None
    quiet()
    d = D('m')
    store.append(functools.partial(d.me))
    d = None
    quiet()
    d = D('m')
    store.append(types.MethodType(D.me, d))
    d = None
    quiet()
    w = open(path).read
    assert w() == 'text'
    d = D('m')
    m = d.__init__
    d = None
    quiet()
    m('n')
    m = None
    assert log == ['n'] or log == [], log
    forget()


def iterators():
    def three():
        try:
            yield 1
            yield 2
            yield 3
        finally:
            log.append('fin')

    it = enumerate(three())
    next(it)
    quiet()
    it = zip(three(), three())
    log.clear()
    next(it)
    quiet()
    log.clear()
    it = map(str, three())
    assert next(it) == '1'
    it2 = iter(three())
    next(it2)
    it3 = itertools.chain(three(), [4])
    assert next(it3) == 1
    log.clear()
    assert list(it3) == [2, 3, 4]
    assert list(it2) == [2, 3]
    a, *b = three()
    assert (a, b) == (1, [2, 3])
    it = (x for x in three())
    log.clear()
    assert next(it) == 1
    assert next(it) == 2
    quiet()
    g = three()
    h = g
    log.clear()
    next(g)
    g = None
    quiet()
    assert next(h) == 2
    it = None
    log.clear()
    it = iter(D('i'))
    quiet()
    next(it)
    it = None
    lines = (line for line in open(path))
    assert list(lines) == ['text']
    log.clear()
    store.append(three())
    next(store[-1])
    quiet()
    forget()


def aliases():
    f = open(path)
    g = f
    del f
    assert g.read() == 'text'
    f = g
    g = None
    f.seek(0)
    assert f.read() == 'text'
    f, g = g, f
    g.seek(0)
    assert g.read() == 'text'
    a = [g]
    g = None
    assert not a[0].closed
    f = open(path)
    h = {'f': f}
    f = 1
    assert not h['f'].closed
    f = open(path)
    f, t = None, f
    assert not t.closed
    t.buffer.raw


def give(f):
    return f


def give_many(*args, **kwargs):
    return args, kwargs


def arguments():
    f = open(path)
    args, kwargs = give_many(f)
    f = None
    assert not args[0].closed
    f = open(path)
    args, kwargs = give_many(f=f)
    f = None
    assert not kwargs['f'].closed
    assert not give_many(*[open(path)])[0][0].closed
    assert give(give(open(path))).read() == 'text'

    def default(f=open(path)):
        return f

    assert default().read() == 'text'
    default().seek(0)

    def later(f):
        yield f
        yield f.read()

    g = later(open(path))
    assert not next(g).closed
    assert next(g) == 'text'

    def closure(f):
        def read():
            return f.read()

        return read

    assert closure(open(path))() == 'text'

    class C:
        def __init__(self, f):
            self.f = f

    assert C(open(path)).f.read() == 'text'
    c = C(open(path))
    assert c.f.read() == 'text'
    assert functools.partial(give, open(path))().read() == 'text'
    assert next(iter([open(path)])).read() == 'text'
    assert max(open(path), open(path), key=id).read() == 'text'


@functools.lru_cache
def cached(i):
    return D(f'cached {i}')


class Meta(type):
    made = {}

    def __call__(cls, *args):
        if cls not in Meta.made:
            Meta.made[cls] = super().__call__(*args)
        return Meta.made[cls]


class Single(D, metaclass=Meta):
    pass


class Cached(D):
    one = None

    def __new__(cls):
        if cls.one is None:
            cls.one = super().__new__(cls)
        return cls.one


class Registered(D):
    all = []

    def __init__(self):
        super().__init__('registered')
        Registered.all.append(self)


class Missing(dict):
    def __missing__(self, key):
        d = self[key] = D('missing')
        return d


opened = functools.lru_cache(open)


def made_elsewhere():
    cached(1)
    cached(1).name
    Single('single')
    Single('single').name
    Cached()
    Cached().name
    Registered()
    Registered().name
    m = Missing()
    m[1]
    m[1].name
    m.__getitem__(2).name
    quiet()
    assert m[2].name == 'missing'
    x = collections.defaultdict(D)
    x[1].name
    x.__getitem__(2).name
    quiet()
    m = x = None
    opened(path)
    assert not opened(path).closed
    assert opened(path).readable()
    Registered.all.clear()
    log.clear()


def handled():
    def fail(d):
        e = D('in frame')
        raise ValueError(d)

    try:
        fail(D('argument'))
    except ValueError as e:
        assert not [x for x in log if x == 'in frame']
        frame = e.__traceback__.tb_next.tb_frame
        assert frame.f_locals['e'].name == 'in frame'
        assert e.args[0].name == 'argument'
        quiet()
    frame = None
    log.clear()
    try:
        raise RuntimeError(D('carried'))
    except RuntimeError as e:
        kept = e
    assert kept.args[0].name == 'carried'
    quiet()
    kept = None
    log.clear()


def seen():
    d = D('seen')
    l = locals()
    d = None
    quiet()
    assert l['d'].name == 'seen'
    l = None
    log.clear()

    def frame():
        d = D('frame')
        return sys._getframe()

    f = frame()
    quiet()
    assert f.f_locals['d'].name == 'frame'
    f = None
    log.clear()

    def caller(depth):
        return sys._getframe(1)

    def outer():
        f = caller(1)
        d = D('late')
        return f

    f = outer()
    quiet()
    assert f.f_locals['d'].name == 'late'
    f = None
    d = D('object')
    found = [x for x in gc.get_objects() if type(x) is D and x.name == 'object']
    d = None
    quiet()
    found = None
    d = D('evaluated')
    assert eval('d').name == 'evaluated'
    assert inspect.currentframe().f_locals['d'].name == 'evaluated'
    assert vars()['d'] is d
    log.clear()


class Back:
    alive = []

    def __init__(self, n):
        self.n = n

    def __del__(self):
        log.append(('del', self.n))
        Back.alive.append(self)


class Maker:
    def __add__(self, other):
        return D('made')

    def __getitem__(self, i):
        return D('item')

    @property
    def made(self):
        return D('property')

    def get(self):
        return self.x

    def keep(self, x):
        self.x = x


def by_operators():
    m = Maker()
    m.x = m + 1
    z = m.get()
    z = None
    quiet()
    m.x = m[1]
    log.clear()
    z = m.get()
    z = None
    quiet()
    m.x = m.made
    log.clear()
    z = m.get()
    z.me()
    z = None
    quiet()
    m.x = m[1:2]
    log.clear()
    m.get()
    m.get().name
    quiet()
    m.keep(m + 1)
    log.clear()
    m.get()
    m.get().me().name
    quiet()
    m = None
    log.clear()


def after_loops():
    for d in [1, 2]:
        d = D('last')
        [D('other').name]
    log.clear()
    D('temporary')
    D('temporary').name
    e = D('another')
    e = None
    assert 'last' not in log, log
    assert d.name == 'last'
    log.clear()
    d = None
    log.clear()
    for d in iter([1]):
        d = D('last')
    f = open(path)
    f = open(path)
    f = None
    assert log == [], log
    assert d.name == 'last'
    d = None
    log.clear()


def after_loop_in_list():
    box = []
    for d in [1, 2]:
        d = D('kept')
    log.clear()
    box.append(d)
    d = None
    D('temporary').name
    assert log == ['temporary'], log
    assert box[0].name == 'kept'
    del box
    log.clear()


def after_loop_in_attribute():
    holder = D('holder')
    for d in [1, 2]:
        d = D('kept')
    log.clear()
    holder.kept = d
    d = None
    D('temporary').name
    assert log == ['temporary'], log
    assert holder.kept.name == 'kept'
    holder = None
    log.clear()


class Packed:
    def __init__(*args):
        args[0].args = args[1:]
        store.append(args)

    def __enter__(*args):
        store.append(args)
        return 1

    def __exit__(*args):
        store.append(args)

    def __iter__(*args):
        store.append(args)
        return iter([1])

    def __call__(*args, **kwargs):
        store.append((args, kwargs))

    def go(*args):
        store.append(args)

    def generate(self):
        yield self

    def __del__(self):
        log.append('packed')


def packed():
    Packed()
    quiet()
    store.clear()
    log.clear()
    for use in (
        lambda p: p.go(),
        lambda p: p(),
        lambda p: p(1, x=p),
        lambda p: [*p],
        lambda p: store.append(p.generate()),
        lambda p: Packed.go(p),
        lambda p: Packed.go(1, p),
    ):
        p = Packed()
        store.clear()
        use(p)
        p = None
        quiet()
        store.clear()
        log.clear()
    p = Packed()
    store.clear()
    with p:
        pass
    p = None
    quiet()
    store.clear()
    p = Packed()
    store.clear()
    log.clear()
    for x in p:
        pass
    p = None
    quiet()
    store.clear()
    log.clear()
    p = Packed()
    store.clear()
    g = p.generate()
    p = None
    quiet()
    assert type(next(g)) is Packed
    g = None
    log.clear()


def resurrection():
    b = Back(1)
    b = None
    assert log == [('del', 1)]
    assert Back.alive[0].n == 1
    b = Back.alive.pop()
    log.clear()
    b = None
    assert log == []


def generators():
    def holds():
        f = open(path)
        yield 1
        yield f.read()

    g = holds()
    next(g)
    assert next(g) == 'text'

    def passes(f):
        yield f

    for f in passes(open(path)):
        assert f.read() == 'text'
        f.seek(0)
    assert f.read() == 'text'

    def makes():
        for i in range(3):
            yield open(path)

    for f in makes():
        assert f.read() == 'text'

    def deep(n):
        if n == 0:
            yield open(path)
        else:
            yield from deep(n - 1)

    for f in deep(5):
        assert f.read() == 'text'

    def waits():
        d = D('waits')
        while True:
            yield d.name

    def at(depth, g):
        return at(depth - 1, g) if depth else next(g)

    g = waits()
    for i in [0, 5, 2, 7, 1, 0]:
        assert at(i, g) == 'waits'
        quiet()
    g = None
    log.clear()

    async def coroutine():
        d = D('awaits')
        f = open(path)
        await Waits()
        assert f.read() == 'text'
        quiet()
        return d

    class Waits:
        def __await__(self):
            yield 'wait'

    async def outer():
        return await coroutine()

    c = outer()
    c.send(None)
    try:
        c.send(None)
    except StopIteration as e:
        assert e.value.name == 'awaits'
    log.clear()


def threads():
    results = []

    def work(i):
        for n in range(20):
            f = open(path)
            g = f
            del f
            results.append(g.read() == 'text')

    all = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for t in all:
        t.start()
    for t in all:
        t.join()
    assert results == [True] * 80
    d = D('thread')
    t = threading.Thread(target=lambda x: results.append(x.name), args=(d,))
    d = None
    t.start()
    t.join()
    assert results[-1] == 'thread'
    log.clear()


def weak():
    d = D('weak')
    r = weakref.ref(d)
    assert r() is d
    e = r()
    d = None
    quiet()
    assert e.name == 'weak'
    e = None
    log.clear()
    w = weakref.WeakValueDictionary()
    d = w['x'] = D('value')
    assert w['x'] is d
    d = None
    log.clear()


def copies():
    d = D('copied')
    e = copy.copy(d)
    d = None
    assert e.name == 'copied'
    e = None
    log.clear()


def nested():
    d = D('nested')

    def use():
        return d.name

    assert use() == 'nested'
    quiet()

    class C:
        x = d

    d = None
    quiet()
    assert C.x.name == 'nested'
    C = None
    log.clear()


def swap():
    a = D('a')
    b = D('b')
    for i in range(10):
        a, b = b, a
        quiet()
    x = a if a.name == 'a' else b
    a = None
    b = None
    assert log == ['b'] or log == ['a'], log
    x.name
    x = None
    assert len(log) == 2
    log.clear()
    d = D('or')
    y = d or 1
    d = None
    quiet()
    y = y and y
    quiet()
    y = None
    assert log == ['or']
    log.clear()


def walrus():
    if (f := open(path)) and f.read() == 'text':
        assert not f.closed
    while (g := f) is not None:
        f = None
        assert not g.closed
        break
    match g:
        case object() as h:
            pass
    g = None
    assert not h.closed


for function in (
    containers,
    attributes,
    returned_self,
    methods,
    iterators,
    aliases,
    arguments,
    made_elsewhere,
    handled,
    after_loops,
    after_loop_in_list,
    after_loop_in_attribute,
    by_operators,
    packed,
    resurrection,
    generators,
    weak,
    copies,
    nested,
    swap,
    walrus,
    threads,
    seen,
):
    for _ in range(8):
        function()
        log.clear()

os.unlink(path)
os.rmdir(folder)
