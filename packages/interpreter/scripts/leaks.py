# Short-lived objects that have something to do before they go, and weak references to others, in a loop: memory stays flat.
# Usage: leaks.py [rounds]; prints how much memory is used after each tenth.
import gc
import resource
import sys
import time
import weakref

rounds = int(float(sys.argv[1])) if len(sys.argv) > 1 else 1_000_000


class Closing:
    count = 0

    def __init__(self):
        self.itself = self

    def __del__(self):
        Closing.count += 1


class Plain:
    pass


def steps():
    try:
        yield 1
    finally:
        Closing.count += 1


def called(ref):
    Closing.count += 1


begin = time.process_time()
for part in range(10):
    for i in range(rounds // 40):
        Closing()
        next(steps())
        weakref.ref(Plain(), called)
        plain = Plain()
        ref = weakref.ref(plain, called)
    del plain, ref
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f'{part + 1:2}: {peak} MB at most, {Closing.count} finalized, {time.process_time() - begin:.1f} s')
