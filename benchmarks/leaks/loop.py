"""Makes short-lived objects in a loop that have something to do before they go, or are weakly referenced, of all kinds, and tells now and
then how much memory is in use.

usage: loop.py OBJECTS SAMPLES

Prints a line of JSON for each sample: objects made, how many of them have done what they had to do, bytes in use before and after
gc.collect(), bytes of the process.
"""

import collections
import gc
import io
import json
import os
import sys
import time
import warnings
import weakref

# Coroutines that are never awaited are one of the kinds, files that nobody closes another.
warnings.simplefilter('ignore')

done = 0


class Finalized:
    def __del__(self):
        global done
        done += 1


class Cyclic(Finalized):
    def __init__(self):
        self.itself = [self]


class Returning:
    """Comes back once."""

    last = None

    def __del__(self):
        global done
        done += 1
        Returning.last = self


class Plain:
    pass


class Raw(io.RawIOBase):
    def close(self):
        global done
        if not self.closed:
            done += 1
        super().close()


def steps():
    global done
    try:
        yield 1
    finally:
        done += 1


async def asynchronous_steps():
    try:
        yield 1
    finally:
        pass


async def never_awaited():
    pass


def called(ref):
    global done
    done += 1


def counted():
    global done
    done += 1


values = weakref.WeakValueDictionary()
keys = weakref.WeakKeyDictionary()
members = weakref.WeakSet()


# References whose callback is to be called outlive what they refer to.
references = collections.deque((weakref.ref(Plain(), id) for _ in range(5000)), maxlen=5000)


def round_of_twenty(i):
    """Makes twenty objects, for which something is done eleven times."""
    Finalized()
    Finalized().text = str(i)
    Cyclic()
    Cyclic()
    Returning()
    next(steps())
    waiting = steps()
    next(waiting)
    io.BytesIO(b'bytes')
    io.TextIOWrapper(io.BytesIO())
    Raw()
    references.append(weakref.ref(Plain(), called))
    plain = Plain()
    with_callback = weakref.ref(plain, called)
    plain.cycle = plain
    weakref.ref(Plain())
    values[i] = plain
    keys[Plain()] = i
    members.add(Plain())
    weakref.finalize(Finalized(), counted)
    asynchronous_steps().asend(None)
    never_awaited()


def process_bytes():
    try:
        with open('/proc/self/statm') as file:
            return int(file.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')
    except OSError:
        return gc.get_stats()._s.total_allocated_memory


def used():
    return gc.get_stats()._s.memory_used_sum


def main(objects, samples):
    rounds = objects // 20
    made = 0
    for sample in range(samples):
        for i in range(made // 20, rounds * (sample + 1) // samples):
            round_of_twenty(i)
            if i % 10 == 0:
                open(os.devnull)
            made += 20
        before = used()
        # What came back once goes in the second.
        gc.collect()
        gc.collect()
        figures = {
            'made': made,
            'done': done,
            'before': before,
            'after': used(),
            'process': process_bytes(),
            'cpu': time.process_time(),
        }
        print(json.dumps(figures), flush=True)


main(int(float(sys.argv[1])), int(sys.argv[2]))
