"""Small programs under functions of sys.settrace and sys.setprofile: prints a line 'watcher program milliseconds' for each pair.

Times are of the thread's CPU, the least of some calls, the first of which warm the program up.
"""

import sys
import time

ROUNDS = 30_000
CALLS = 5


def add(n):
    return n + 1


def numbers(rounds):
    total = 0
    for i in range(rounds):
        total += i
        if total > 1_000_000:
            total -= 1_000_000
        total = add(total)
    return total


class Counter:
    def __init__(self, start):
        self.value = start

    def read(self):
        return self.value


def objects(rounds):
    total = 0
    for i in range(rounds):
        counter = Counter(i)
        total += counter.read()
    return total


def up_to(n):
    for i in range(n):
        yield i


def generators(rounds):
    total = 0
    for i in up_to(rounds):
        total += i
    return total


def raises(rounds):
    caught = 0
    for i in range(rounds):
        try:
            if i % 3 == 0:
                raise ValueError(i)
        except ValueError:
            caught += 1
    return caught


events = 0
lines = {}


def count(frame, event, arg):
    global events
    events += 1
    return count


def cover(frame, event, arg):
    if event == 'line':
        place = frame.f_code.co_name, frame.f_lineno
        lines[place] = lines.get(place, 0) + 1
    return cover


def calls_alone(frame, event, arg):
    return None


def profile(frame, event, arg):
    global events
    events += 1


WATCHERS = [
    ('settrace, every event', sys.settrace, count),
    ('settrace, lines counted', sys.settrace, cover),
    ('settrace, calls alone', sys.settrace, calls_alone),
    ('setprofile', sys.setprofile, profile),
]


def measure(install, watcher, program):
    least = float('inf')
    for _ in range(CALLS):
        install(watcher)
        start = time.thread_time()
        program(ROUNDS)
        used = time.thread_time() - start
        install(None)
        least = min(least, used)
    return least


for title, install, watcher in WATCHERS:
    for program in numbers, objects, generators, raises:
        print(f'{title}|{program.__name__}|{measure(install, watcher, program) * 1000:.2f}')
