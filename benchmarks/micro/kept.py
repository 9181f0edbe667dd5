"""Makes many objects of a kind and keeps them, for measuring what they take: see ../memory.ts.

    python kept.py CASE [traced]

They are made three times before that is measured: what is compiled for it, and again when more is known of it, is none of theirs.
Memory is collected twice before they are made again and twice behind; a line says when that has happened.  With `traced`, the bytes
of one are printed in the last line, as tracemalloc counts them.
"""

import gc
import sys

N = 1000000


class Point:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z


def instances(keep, keys):
    for i in range(N):
        keep[i] = Point(1, None, 'z')


def slots(keep, keys):
    for i in range(N):
        keep[i] = (i, None, 'z')


def pairs(keep, keys):
    for i in range(N):
        keep[i] = (i, None)


def ints(keep, keys):
    return list(range(N))


def floats(keep, keys):
    return [i + 0.5 for i in range(N)]


def strs_in_dict(keep, keys):
    return dict.fromkeys(keys)


def ints_in_dict(keep, keys):
    return {i: None for i in range(N)}


def ints_in_set(keep, keys):
    return set(range(N))


def small_dicts(keep, keys):
    for i in range(N):
        keep[i] = {'x': 1, 'y': None, 'z': 2}


def grown_dicts(keep, keys):
    for i in range(N):
        keep[i] = d = {}
        d['x'] = 1
        d['y'] = None
        d['z'] = 2


def small_lists(keep, keys):
    for i in range(N):
        keep[i] = [1, None, 'z']


def main(case, traced=None):
    if traced:
        import tracemalloc
        tracemalloc.start()
    keys = ['key%d' % i for i in range(N)]
    make = globals()[case]
    for _ in range(3):
        make([None] * N, keys)
    keep = [None] * N
    gc.collect()
    gc.collect()
    print('before', flush=True)
    before = tracemalloc.get_traced_memory()[0] if traced else 0
    made = make(keep, keys)
    gc.collect()
    gc.collect()
    print('behind', flush=True)
    if traced:
        print((tracemalloc.get_traced_memory()[0] - before) / N)
    return made, keep, keys


main(*sys.argv[1:])
