# What objects do before they go, asked for by gc.collect(): __del__, generators, files.
import gc
import os
import sys
import tempfile
import warnings
import weakref

log = []


class Named:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(self.name)


def cycle():
    a = Named('a')
    a.itself = a
    a.parts = [a, {'a': (a,)}]


cycle()
gc.collect()
assert log == ['a'], log
log.clear()


# Outer before inner.
class Outer:
    def __init__(self):
        self.inner = Named('inner')
        self.cycle = self

    def __del__(self):
        log.append('outer')


def nested():
    Outer()


nested()
gc.collect()
assert log == ['outer', 'inner'], log
log.clear()

# Once only, though the object comes back.
saved = []


class Phoenix:
    __slots__ = 'ashes', 'own', '__weakref__'

    def __del__(self):
        log.append(id(self))
        saved.append(self)


def burn():
    p = Phoenix()
    p.ashes = [1]
    p.own = p
    return weakref.ref(p), id(p)


ref, number = burn()
gc.collect()
assert ref() is None
assert log == [number] and id(saved[0]) == number
assert saved[0].ashes == [1] and saved[0].own is saved[0]
assert gc.is_finalized(saved[0])
assert not gc.is_finalized(Phoenix)
saved.clear()
gc.collect()
assert log == [number]
log.clear()


# Subclasses of built-in types.
class Items(list):
    def __del__(self):
        log.append(len(self))


def items():
    i = Items([1, 2])
    i.append(i)


items()
gc.collect()
assert log == [3]
log.clear()


# Generators.
def steps(name):
    try:
        yield 1
        yield 2
    finally:
        log.append(name)


def drop():
    g = steps('dropped')
    next(g)
    h = steps('not started')
    i = steps('ended')
    assert list(i) == [1, 2]
    return [g].append(g)


drop()
gc.collect()
assert log == ['ended', 'dropped'], log
log.clear()

# Files: a warning, and what was written is there.
path = os.path.join(tempfile.gettempdir(), f'finalizers-{os.getpid()}')


def write():
    f = open(path, 'w')
    f.write('kept')


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    write()
    gc.collect()
assert len(caught) == 1, caught
assert caught[0].category is ResourceWarning
assert str(caught[0].message).startswith('unclosed file <_io.TextIOWrapper name='), caught[0].message
with open(path) as f:
    assert f.read() == 'kept'
os.remove(path)



# What a frame has finished with is not kept by it, though another method is called later.
class Held:
    def use(self):
        pass


def hold(holder, collect):
    r = weakref.ref(holder.held)
    holder.held.use()
    holder.held = None
    collect()
    log.append(r() is None)
    holder.__class__.use(holder)
    holder.use()


def collect():
    gc.collect()


for each in gc.collect, collect:
    holder = Held()
    holder.held = Held()
    hold(holder, each)
assert log == [True, True], log
log.clear()

# What a dead object holds may be large.
class Large:
    def __del__(self):
        log.append((len(self.items), self.items[-1]))


def large():
    w = Large()
    w.items = [None] * 1_000_000 + ['last']
    w.w = w


large()
gc.collect()
assert log == [(1_000_001, 'last')], len(log)
log.clear()

# What goes wrong is told to sys.unraisablehook.
seen = []
sys.unraisablehook = lambda args: seen.append((args.exc_type, args.err_msg, args.object))


class Wrong:
    def __del__(self):
        raise ValueError('no')


def wrong():
    w = Wrong()
    w.w = w


wrong()
gc.collect()
assert seen == [(ValueError, None, Wrong.__del__)], seen
sys.unraisablehook = sys.__unraisablehook__
assert not sys.is_finalizing()
