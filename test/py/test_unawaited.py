"""Coroutines that are dropped without being awaited are warned of; coroutines remember where they were made when asked to."""

import gc
import subprocess
import sys
import warnings


async def f(x):
    return x


def warned(work):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        work()
        gc.collect()
    return [(str(w.message), w.category, repr(w.source).startswith('<coroutine object f')) for w in caught]


def drop():
    f(1)


def close():
    f(2).close()


def run():
    try:
        f(3).send(None)
    except StopIteration:
        pass


assert warned(drop) == [("coroutine 'f' was never awaited", RuntimeWarning, True)]
assert warned(close) == [] and warned(run) == []
for _ in range(1000):
    run()
many = warned(lambda: [f(i) for i in range(1000)] and None)
assert len(many) == 1000

assert sys.get_coroutine_origin_tracking_depth() == 0 and f(1).close() is None
sys.set_coroutine_origin_tracking_depth(2)


def make():
    return f(4)


def maker():
    return make()


c = maker()
assert c.cr_origin == ((__file__, make.__code__.co_firstlineno + 1, 'make'), (__file__, maker.__code__.co_firstlineno + 1, 'maker'))
sys.set_coroutine_origin_tracking_depth(0)
c.close()
c = make()
assert c.cr_origin is None
c.close()
gc.collect()
try:
    sys.set_coroutine_origin_tracking_depth(-1)
except ValueError as e:
    assert str(e) == 'depth must be >= 0'

# What is left at the end of the program is warned of, too.
program = """
async def dropped(): pass
async def kept(): pass
dropped()
kept = kept()
"""
done = subprocess.run([sys.executable, '-c', program], capture_output=True, text=True)
for name in ['dropped', 'kept']:
    assert done.stderr.count(f"RuntimeWarning: coroutine '{name}' was never awaited") == 1, done.stderr
