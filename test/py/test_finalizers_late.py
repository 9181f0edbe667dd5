# Objects with __del__ that die long after a collection, while memory is collected for other reasons.
import gc, weakref

# What survived a collection is finalized too, whoever collects memory later.
class Counted:
    done = 0

    def __del__(self):
        Counted.done += 1


kept = [Counted() for i in range(100)]
gc.collect()
kept.clear()
anchor = Counted()
large = []
for i in range(60):
    if i % 10 == 0:
        large.clear()
    large.append([None] * 1_000_000)
    for j in range(500):
        weakref.ref(anchor)()
large.clear()
gc.collect()
assert Counted.done == 100, Counted.done
