# tracemalloc: which line has made what is alive.
import linecache
import os
import sys
import tempfile
import tracemalloc


def line_of(snapshot, text):
    """The statistic of the line of this file that holds a text."""
    for stat in snapshot.statistics('lineno'):
        frame = stat.traceback[0]
        if frame.filename == __file__ and text in linecache.getline(__file__, frame.lineno):
            return stat
    return None


assert not tracemalloc.is_tracing()
assert tracemalloc.get_traced_memory() == (0, 0)
assert tracemalloc.get_object_traceback([]) is None
try:
    tracemalloc.take_snapshot()
except RuntimeError as e:
    assert str(e) == 'the tracemalloc module must be tracing memory allocations to take a snapshot'
else:
    assert False
for wrong in (0, -1, 1 << 16):
    try:
        tracemalloc.start(wrong)
    except ValueError as e:
        assert str(e) == 'the number of frames must be in range [1; 65535]', e
    else:
        assert False

older = [bytes(100000)]
tracemalloc.start(3)
assert tracemalloc.is_tracing() and tracemalloc.get_traceback_limit() == 3


def make(count):
    return [bytes(1000) for _ in range(count)]  # many


class Point:
    def __init__(self, x):
        self.x = x


blocks = make(1000)
points = [Point([i]) for i in range(500)]  # points
index = {str(i): (i, i) for i in range(300)}  # index
first = tracemalloc.take_snapshot()

stat = line_of(first, '# many')
assert stat.count in range(1001, 1010) and 1_030_000 < stat.size < 1_070_000, stat
stat = line_of(first, '# points')
assert stat.count >= 1000, stat
stat = line_of(first, '# index')
assert stat.size > 25_000, stat
assert line_of(first, 'older =') is None
assert tracemalloc.get_object_traceback(older[0]) is None

trace = tracemalloc.get_object_traceback(blocks[5])
assert trace[-1].filename == __file__ and '# many' in linecache.getline(__file__, trace[-1].lineno)
assert 'blocks = make' in linecache.getline(__file__, trace[-2].lineno)
assert '# many' in trace.format()[-1]
assert tracemalloc.get_object_traceback(points[3])[-1].filename == __file__

# What was dropped is gone.
current, peak = tracemalloc.get_traced_memory()
assert 1_000_000 < current <= peak
del blocks
after, peak2 = tracemalloc.get_traced_memory()
assert current - after > 1_000_000 and peak2 >= peak
second = tracemalloc.take_snapshot()
assert line_of(second, '# many') is None
largest = second.compare_to(first, 'lineno')[0]
assert largest.size_diff < -1_000_000 and largest.count_diff < -1000, largest

# Filters, groups, and a file.
here = first.filter_traces([tracemalloc.Filter(True, __file__)])
assert {t.traceback[-1].filename for t in here.traces} == {__file__}
nowhere = first.filter_traces([tracemalloc.Filter(False, __file__)])
assert all(t.traceback[-1].filename != __file__ for t in nowhere.traces)
assert here.statistics('filename')[0].traceback[0].filename == __file__
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'snapshot')
    here.dump(path)
    assert len(tracemalloc.Snapshot.load(path).traces) == len(here.traces)

tracemalloc.reset_peak()
assert tracemalloc.get_traced_memory()[1] < peak
assert tracemalloc.get_tracemalloc_memory() > 0
tracemalloc.clear_traces()
assert tracemalloc.get_object_traceback(points[3]) is None
assert tracemalloc.get_traced_memory()[0] < 100_000
kept = bytearray(5000)
assert tracemalloc.get_object_traceback(kept) is not None
tracemalloc.stop()
assert not tracemalloc.is_tracing() and tracemalloc.get_traced_memory() == (0, 0)
assert tracemalloc.get_object_traceback(kept) is None

# What objects say of their size.
assert sys.getsizeof(b'x' * 1000) == 1033
assert sys.getsizeof([0] * 1000) > 8000
assert callable(sys._debugmallocstats)
