"""Alarms while loops that are new are traced: none is forgotten, whatever is being recorded when it comes."""

import random
import signal


class Interrupted(Exception):
    pass


def on_alarm(*_):
    raise Interrupted


SOURCE = """
def spin():
    signal.setitimer(signal.ITIMER_REAL, delay)
    total = 0
    for i in range(10**12):
        total += 1
"""


def test_an_alarm_at_any_time_ends_a_loop():
    signal.signal(signal.SIGALRM, on_alarm)
    random.seed(1)
    for _ in range(600):
        space = {'signal': signal, 'delay': random.uniform(0.00005, 0.003)}
        exec(SOURCE, space)
        try:
            space['spin']()
        except Interrupted:
            continue
        raise AssertionError


for test in [value for name, value in list(globals().items()) if name.startswith('test_')]:
    test()
