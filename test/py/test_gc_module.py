# The gc module: what can be asked of it.
import gc
import sys


class Node:
    pass


a = Node()
a.b = [1, 'two', a]
assert any(x is a for x in gc.get_referrers(a.b)) or any(x is a.__dict__ for x in gc.get_referrers(a.b))
assert any(x is a.b for x in gc.get_referrers(a))
assert sorted(gc.get_referents([1, 3, 5])) == [1, 3, 5]
assert sorted(gc.get_referents({1: 3, 5: 7})) == [1, 3, 5, 7]
assert gc.get_referents(1, 'a', 4j) == []
assert Node in gc.get_referents(a)

mine = [a]
assert any(x is mine for x in gc.get_objects())
for wrong, error in ((3, ValueError), (-2, ValueError), ('1', TypeError), (1.5, TypeError)):
    try:
        gc.get_objects(wrong)
    except error:
        pass
    else:
        assert False, wrong

for untracked in None, 1, 1.0, 1j, 'a', b'a', bytearray(), int, object, object(), ():
    assert not gc.is_tracked(untracked), untracked
for tracked in gc, Node, a, [], set(), mine, lambda: 0, (mine,), {'a': mine}:
    assert gc.is_tracked(tracked), tracked

gc.freeze()
assert gc.get_freeze_count() > 0
gc.unfreeze()
assert gc.get_freeze_count() == 0

seen = []


def told(phase, info):
    seen.append((phase, info['generation'], sorted(info)))


gc.callbacks.append(told)
before = gc.get_stats()
gc.collect(1)
gc.collect()
after = gc.get_stats()
gc.callbacks.remove(told)
assert [x[:2] for x in seen] == [('start', 1), ('stop', 1), ('start', 2), ('stop', 2)], seen
assert seen[0][2] == ['collected', 'generation', 'uncollectable']
assert [y['collections'] - x['collections'] for x, y in zip(before, after)] == [0, 1, 1]
for wrong in 3, -1:
    try:
        gc.collect(wrong)
    except ValueError as e:
        assert str(e) == 'invalid generation'

gc.collect()
assert gc.get_count()[1:] == (0, 0)
gc.disable()
assert not gc.isenabled()
gc.enable()
assert gc.isenabled()
assert gc.garbage == []
assert gc.get_debug() == 0 and len(gc.get_threshold()) == 3
assert not sys.is_finalizing()
