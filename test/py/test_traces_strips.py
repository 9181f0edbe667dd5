"""Loops that count, in traces: they look around once in a while, and what lags behind the counter is made up for."""

import signal
import threading


def last_of(n):
    i = -1
    total = 0
    for i in range(n):
        total += i & 7
    return i, total


def test_the_variable_behind_a_loop():
    for n in [0, 1, 2, 3, 1000, 4000, 4001, 9999, 50000]:
        assert last_of(n) == (n - 1, sum(k & 7 for k in range(n))), n


def down(start, stop, step):
    i = None
    count = 0
    for i in range(start, stop, step):
        count += 1
    return i, count


def test_steps_of_any_size_and_sign():
    starts = [(9000, 0, -1), (9000, 1, -7), (0, 9000, 7), (-5000, 5000, 3), (5, 5, 1), (5, 4, 1), (0, -9001, -9000)]
    for args in starts:
        r = range(*args)
        assert down(*args) == (r[-1] if r else None, len(r)), args


def stop_at(n, where):
    i = before = -1
    for i in range(n):
        if i == where:
            break
        before = i
    else:
        return 'else', i, before
    return 'break', i, before


def test_left_in_the_middle():
    for where in [0, 1, 2, 399, 400, 401, 4000, 12345, 19999, 20000, -1]:
        expected = ('break', where, where - 1) if 0 <= where < 20000 else ('else', 19999, 19999)
        assert stop_at(20000, where) == expected, where


def nest(rounds, inner):
    total = 0
    for a in range(rounds):
        for b in range(inner):
            if b & 3 == a & 3:
                total += b
        total += b
    return total, a, b


def nest_expected(rounds, inner):
    return sum(sum(b for b in range(inner) if b & 3 == a & 3) + inner - 1 for a in range(rounds)), rounds - 1, inner - 1


def test_loops_in_loops():
    for rounds, inner in [(300, 5), (3, 5000), (500, 50)]:
        assert nest(rounds, inner) == nest_expected(rounds, inner), (rounds, inner)


def while_loop(n, step):
    i = 0
    seen = 0
    while i < n:
        seen += i & 1
        i += step
    return i, seen


def test_while():
    for n, step in [(0, 1), (1, 1), (5000, 1), (5000, 7), (12345, 10)]:
        values = range(0, n, step)
        assert while_loop(n, step) == (len(values) * step, sum(v & 1 for v in values))


def look_up(table, n):
    found = 0
    for i in range(n):
        found += table[i & 3]
    return found


def look_up_or_fail(table, n):
    i = -1
    found = 0
    try:
        for i in range(n):
            found += table[i & 3]
    except IndexError as error:
        return str(error), i, found
    return found


def test_a_table_that_is_too_short_for_some_indices():
    for _ in range(3):
        assert look_up([1, 2, 3, 4], 8000) == 20000
        assert look_up_or_fail([1, 2, 3, 4], 8000) == 20000
        assert look_up_or_fail([1, 2, 3], 8000) == ('list index out of range', 3, 6)
        assert look_up_or_fail([], 8000) == ('list index out of range', 0, 0)
    assert look_up_or_fail([1, 2, 3], 3) == 6
    assert look_up((1, 2, 3, 4, 5), 8000) == 20000


def shrinking(table, n, at):
    found = []
    try:
        for i in range(n):
            if i == at:
                table.pop()
            found.append(table[i % 5])
    except IndexError:
        return i, len(found)
    return None


def test_a_table_that_becomes_too_short():
    for at in [0, 1, 3000, 3003, 3004]:
        expected = next(k for k in range(at, at + 5) if k % 5 == 4)
        assert shrinking([1, 2, 3, 4, 5], 9000, at) == (expected, expected), at


class Ball:
    def __init__(self, x):
        self.x = x


def sums(balls, n):
    total = 0
    for i in range(n):
        total += balls[i & 3].x
    return total


def test_sums_that_leave_their_bounds():
    big = 2**30
    balls = [Ball(1), Ball(-1), Ball(5), Ball(-5)]
    assert sums(balls, 40000) == 0
    balls[1].x = -3
    assert sums(balls, 40000) == -20000
    balls[0].x = big
    assert sums(balls, 40000) == 10000 * (big - 3)
    balls[2].x = 2.5
    assert sums(balls, 8) == 2 * (big - 3 + 2.5 - 5)
    balls[3] = None
    try:
        sums(balls, 8)
    except AttributeError as error:
        assert str(error) == "'NoneType' object has no attribute 'x'"
    else:
        raise AssertionError


class Interrupted(Exception):
    pass


def on_alarm(*_):
    raise Interrupted


def spin():
    total = 0
    i = -1
    try:
        for i in range(10**12):
            total += 1
    except Interrupted:
        # It may come before or behind the addition.
        assert total - i in (0, 1), (total, i)
        return True


def test_a_signal_is_seen_to_within_a_loop():
    signal.signal(signal.SIGALRM, on_alarm)
    for _ in range(3):
        signal.setitimer(signal.ITIMER_REAL, 0.03)
        assert spin()


def wait_for(flag, n):
    count = 0
    for i in range(n):
        if flag:
            return True
        count += i & 1
    return False


def test_another_thread_has_its_turn():
    flag = []
    threading.Timer(0.05, flag.append, [1]).start()
    assert wait_for(flag, 10**11)


for test in [value for name, value in list(globals().items()) if name.startswith('test_')]:
    test()
