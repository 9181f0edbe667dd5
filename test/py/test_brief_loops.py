"""Loops with few rounds in functions that are called often, and loops that return: nobody can tell that they go on in compiled traces."""
import sys
import traceback

CALLS = 600
THINGS = [1, 2, 3, 4, 5, 6]


def first_half(things, x):
    for t in things:
        if t * 2 == x:
            return t
    return None


def position(things, x):
    i = 0
    while True:
        if things[i] == x:
            return i
        i += 1


def with_finally(things, seen):
    n = 0
    for t in things:
        try:
            if t == 4:
                return n
        finally:
            n += t
            seen.append(n)
    return -1


def while_handling(things, x):
    try:
        raise KeyError(x)
    except KeyError as e:
        for t in things:
            if t == x:
                return sys.exception() is e, t
    return sys.exception(), None


def nested(rows, x):
    for i, row in enumerate(rows):
        for item in row:
            if item == x:
                return i, item
        else:
            continue
    return None


def floats(things, limit):
    total = 0.5
    for t in things:
        total = total * 0.5 + t
        if total > limit:
            return total
    return -total


def test_values():
    rows = [THINGS, THINGS[::-1], [7, 8]]
    seen = []
    for i in range(CALLS):
        x = i % 14
        assert first_half(THINGS, x) == (x // 2 if x % 2 == 0 and x > 0 else None)
        assert position(THINGS, i % 6 + 1) == i % 6
        assert with_finally(THINGS, seen) == 6
        assert with_finally(THINGS[:3], seen) == -1
        assert while_handling(THINGS, i % 8) == ((True, i % 8) if 0 < i % 8 < 7 else (None, None))
        assert sys.exception() is None
        assert nested(rows, i % 10) == (None if i % 10 in (0, 9) else (0 if i % 10 < 7 else 2, i % 10))
        assert floats(THINGS, 100) == -10.0390625
        assert floats(THINGS, 3) == 4.3125
    assert len(seen) == CALLS * 7


class Cell:
    def __init__(self, things, wanted):
        for t in things:
            self.last = t
            if t == wanted:
                return
        self.last = None

    def __add__(self, other):
        for t in THINGS:
            if t == other:
                return t
        return NotImplemented

    def __radd__(self, other):
        return 'reflected'

    def __bool__(self):
        for t in THINGS:
            if t == self.last:
                return True
        return False

    def __iter__(self):
        for t in THINGS:
            if t == self.last:
                return
            yield t


class Other:
    def __radd__(self, other):
        return 'other'


def test_callers():
    other = Other()
    for i in range(CALLS):
        cell = Cell(THINGS, i % 9)
        assert cell.last == (i % 9 if 0 < i % 9 < 7 else None)
        assert bool(cell) == (cell.last is not None)
        assert cell + (i % 6 + 1) == i % 6 + 1
        assert cell + other == 'other'
        assert list(cell) == (THINGS[:i % 9 - 1] if cell.last is not None else THINGS)
    # A method that returns something where only None will do.
    def init(self):
        for t in THINGS:
            if t == 3:
                return t
    bad = type('Bad', (), {'__init__': init})
    for _ in range(CALLS // 4):
        try:
            bad()
        except TypeError:
            continue
        assert False


def raises(things, x):
    for t in things:
        if t == x:
            return 10 // (x - 3)
    return 0


def raises_outside(things, x):
    return raises(things, x) + 1


def test_tracebacks():
    for i in range(CALLS):
        try:
            result = raises_outside(THINGS, i % 7)
        except ZeroDivisionError as e:
            assert i % 7 == 3
            summary = traceback.extract_tb(e.__traceback__)
            assert [f.name for f in summary] == ['test_tracebacks', 'raises_outside', 'raises']
            inner = e.__traceback__.tb_next.tb_next.tb_frame
            assert inner.f_locals == {'things': THINGS, 'x': 3, 't': 3}, inner.f_locals
            assert inner.f_lineno == inner.f_code.co_firstlineno + 3
        else:
            assert result == 1 + (0 if i % 7 == 0 else 10 // (i % 7 - 3))


def callers(n):
    frame = sys._getframe(1)
    names = []
    while frame is not None and len(names) < n:
        names.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
        frame = frame.f_back
    return names


def looks(things, x):
    for t in things:
        if t == x:
            return callers(2), t
    return None


def looks_in_a_call(things, x):
    found = looks(things, x)
    return found


def test_frames():
    for i in range(CALLS):
        found = looks_in_a_call(THINGS, i % 6 + 1)
        assert found == ([('looks', 3), ('looks_in_a_call', 1)], i % 6 + 1), found


def down(n, things):
    for t in things:
        if t > n:
            return 0
        if t == 2:
            return 1 + down(n - 1, things) if n < 1000 else down(n + 1, things)
    return 1


def test_recursion():
    for i in range(CALLS // 4):
        assert down(i % 40, THINGS) == max(i % 40 - 1, 0)
    # Down to the limit and back, some times.
    for _ in range(4):
        try:
            down(1000, [2])
        except RecursionError:
            continue
        assert False
    assert down(20, THINGS) == 19


def events(frame, event, arg):
    EVENTS.append((event, frame.f_lineno - frame.f_code.co_firstlineno, arg if event == 'return' else None))
    return events


EVENTS = []


def starts_tracing(things, x):
    for t in things:
        if t == x:
            sys.settrace(events)
            return first_half(THINGS, 4)
    return None


def test_settrace():
    expected = None
    for i in range(CALLS):
        try:
            starts_tracing(THINGS, 2 if i > CALLS - 4 else 99)
        finally:
            sys.settrace(None)
        if i > CALLS - 4:
            inner = [e for e in EVENTS if e[1] < 5]
            assert expected is None or inner == expected, (inner, expected)
            expected = inner
            assert ('call', 0, None) in inner and ('return', 3, 2) in inner, inner
            EVENTS.clear()


def makes_many(n):
    # The loop ends by `break`, and the rest of the function is run behind it.
    out = []
    for t in THINGS:
        if t == n:
            break
        out.append(t)
    else:
        out.append('end')
    return [x * 2 for x in out]


def test_breaks():
    for i in range(CALLS):
        n = i % 8
        want = [t * 2 for t in THINGS[:n - 1]] if 0 < n < 7 else [t * 2 for t in THINGS] + ['endend']
        assert makes_many(n) == want


def changing(things, n):
    for t in things:
        if t is n:
            return [t]
    return n


def test_other_types():
    # What was recorded with ints is given texts, floats and instances of a class with methods of its own.
    texts = list('abcdef')
    doubles = [0.5, 1.5, 2.5]

    class Same:
        def __mul__(self, other):
            return self
    same = Same()
    for i in range(CALLS):
        things, x = [(THINGS, 6), (texts, 'c'), (doubles, doubles[1]), ([None, same], same)][i // 20 % 4]
        assert changing(things, x) == [x]
        assert changing(things, i) == i or things is THINGS and changing(things, i) == [i]
    for i in range(CALLS):
        if i % 97 == 96:
            assert first_half([same, same], same) is same
        elif i % 31 == 30:
            assert first_half(doubles, 3) == 1.5
        else:
            assert first_half(THINGS, 6) == 3


for name, test in list(globals().items()):
    if name.startswith('test_'):
        test()
