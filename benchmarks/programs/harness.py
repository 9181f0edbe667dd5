"""Times one benchmark program inside one process.

    python harness.py NAME [ITERATIONS [SIZE]]

Prints one JSON object per line, so that a reader sees progress and keeps what it has when the run is cut short:

    {"name": "nbody", "size": 20000, "implementation": "cpython", "version": "3.13.0"}
    {"seconds": 0.412, "cpu": 0.409}          once per iteration, in order
    {"done": true}

SIZE may be a number or the word `quick`, which stands for the program's QUICK size.  The clock runs around `run(size)`
alone; loading the program is outside it.  Nothing but `sys` and `time` is imported, so that a young interpreter can run it.
"""

import sys
import time


def main(argv):
    if not 2 <= len(argv) <= 4:
        sys.stderr.write('usage: harness.py NAME [ITERATIONS [SIZE|quick]]\n')
        return 2
    name = argv[1]
    iterations = int(argv[2]) if len(argv) > 2 else 10
    program = __import__(name)
    if len(argv) < 4:
        size = program.SIZE
    elif argv[3] == 'quick':
        size = program.QUICK
    else:
        size = int(argv[3])

    emit = sys.stdout.write
    flush = sys.stdout.flush
    clock = time.perf_counter
    cpu_clock = time.process_time
    run = program.run
    version = '.'.join([str(part) for part in sys.version_info[:3]])
    emit('{"name": "%s", "size": %d, "implementation": "%s", "version": "%s"}\n'
         % (name, size, sys.implementation.name, version))
    flush()
    for _ in range(iterations):
        cpu_start = cpu_clock()
        start = clock()
        run(size)
        stop = clock()
        cpu_stop = cpu_clock()
        emit('{"seconds": %.9f, "cpu": %.9f}\n' % (stop - start, cpu_stop - cpu_start))
        flush()
    emit('{"done": true}\n')
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv))
