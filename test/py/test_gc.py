"""gc.collect lets go of what nothing refers to; callbacks of weak references run."""

import gc
import weakref


class C:
    pass


dead = []
gone = [weakref.ref(C(), dead.append) for _ in range(10)]
kept = C()
dead_too = weakref.ref(kept, dead.append)
gc.collect()
assert [r() for r in gone] == [None] * 10
assert dead == gone
assert dead_too() is kept
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


# What a running function has used and dropped is gone, wherever it passed through.
class Counted:
    def callback(self, ref):
        self.count += 1

    def check(self, make):
        self.count = 0
        made = make()
        first = weakref.ref(made, self.callback)
        second = weakref.ref(made, self.callback)
        assert [first() is made, second() == made] == [True, True]
        del made
        gc.collect()
        assert (self.count, first(), second()) == (2, None, None)


def weak_dict():
    d = weakref.WeakKeyDictionary()
    keys = [C() for _ in range(10)]
    for k in keys:
        d[k] = 1
    del k
    del keys[0]
    gc.collect()
    assert len(d) == 9 and len(list(d)) == 9
    keys.clear()
    gc.collect()
    assert len(d) == 0


Counted().check(C)
weak_dict()

# A reference that is dropped itself calls nothing.
called = []
o = C()
weakref.ref(o, called.append)
gc.collect()
del o
gc.collect()
assert called == []

# Callbacks also come without being asked for, and nothing is kept by having been referred to.
called.clear()
refs = [weakref.ref(C(), called.append) for _ in range(20000)]
gc.collect()
more = [weakref.ref(C(), called.append) for _ in range(20000)]
assert len(called) >= 20000
