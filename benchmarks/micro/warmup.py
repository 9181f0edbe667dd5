"""Times a program while it warms up.

    warmup.py NAME ITERATIONS SIZE

Prints one JSON object per iteration: `seconds` by the CPU clock of the process, and, where there is a tracing JIT, how many `loops` and `bridges` it
has compiled in that iteration.
"""
import os
import sys
import time

try:
    from pypyjit import set_compile_hook
except ImportError:
    set_compile_hook = None

compiled = {'loops': 0, 'bridges': 0}


def note(info):
    compiled['bridges' if info.type == 'bridge' else 'loops'] += 1


def main(name, iterations, size):
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'programs'))
    run = __import__(name).run
    clock = time.process_time
    if set_compile_hook is not None:
        set_compile_hook(note)
    for _ in range(iterations):
        compiled['loops'] = compiled['bridges'] = 0
        began = clock()
        run(size)
        seconds = clock() - began
        print('{"seconds": %.6f, "loops": %d, "bridges": %d}' % (seconds, compiled['loops'], compiled['bridges']))


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
