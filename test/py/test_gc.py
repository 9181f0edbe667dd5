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
# The last of the ten may still be in a register of this frame.
assert [r() for r in gone[:9]] == [None] * 9
assert dead[:9] == gone[:9]
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
