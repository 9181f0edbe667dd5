"""gc.collect lets go of what nothing refers to; callbacks of weak references run."""

import gc
import weakref


class C:
    pass


dead = []


def make():
    c = C()
    c.self = c
    return weakref.ref(c, dead.append), weakref.WeakValueDictionary(a=c)


def overwrite(n):
    a = b = c = d = e = f = None
    return n and overwrite(n - 1)


r, w = make()
# Frames that were left last may keep their objects until others are entered.
overwrite(10)
gc.collect()
assert r() is None
assert dead == [r]
assert len(w) == 0
gc.disable()
assert not gc.isenabled()
gc.enable()
assert gc.isenabled()
assert len(gc.get_threshold()) == 3 and len(gc.get_count()) == 3
assert gc.is_tracked([]) and not gc.is_tracked(1) and not gc.is_tracked('a')
x = C()
assert any(y is x for y in gc.get_referents([x]))
seen = []
gc.callbacks.append(lambda phase, info: seen.append((phase, info['generation'])))
gc.collect(1)
gc.callbacks.pop()
assert seen == [('start', 1), ('stop', 1)]
try:
    gc.collect(3)
except ValueError as e:
    assert str(e) == 'invalid generation'
