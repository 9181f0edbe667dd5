# frame.f_lineno set by trace functions, and the lines that are told of. ref: datamodel#frame.f_lineno
import sys
import warnings

warnings.simplefilter('ignore', RuntimeWarning)


def jump(fn, start, stop, event='line'):
    """Runs fn; on the event at line `start` (from its def) goes to line `stop`. What came of it."""
    out = []
    first = fn.__code__.co_firstlineno
    done = []

    def trace(frame, what, arg):
        if frame.f_code is not fn.__code__ and event == 'line':
            return None
        if what == event and frame.f_lineno == first + start and not done:
            done.append(1)
            frame.f_lineno = first + stop if isinstance(stop, int) else stop
        return trace

    sys.settrace(trace)
    try:
        fn(out)
    except Exception as e:
        out.append(f'{type(e).__name__}: {e}')
    finally:
        sys.settrace(None)
    return out


def forward(out):
    out.append(1)
    out.append(2)
    out.append(3)


assert jump(forward, 1, 3) == [3]
assert jump(forward, 3, 2) == [1, 2, 2, 3]
assert jump(forward, 2, 9) == [1, f'ValueError: line {forward.__code__.co_firstlineno + 9} comes after the current code block']
assert jump(forward, 2, -1) == [1, f'ValueError: line {forward.__code__.co_firstlineno - 1} comes before the current code block']
assert jump(forward, 2, 'x') == [1, 'ValueError: lineno must be an integer']
assert jump(forward, 2, 1.0) == [1, 'ValueError: lineno must be an integer']
assert jump(forward, 2, True) != [1, 2, 3]
assert jump(forward, 0, 2, 'call') == ["ValueError: can't jump from the 'call' trace event of a new frame"]
assert jump(forward, 3, 2, 'return') == [1, 2, 3, "ValueError: can only jump from a 'line' trace event"]


def loops(out):
    out.append(1)
    for i in 1, 2:
        out.append(3)
    while len(out) < 4:
        out.append(5)
    out.append(6)


assert jump(loops, 1, 3) == ["ValueError: can't jump into the body of a for loop"]
assert jump(loops, 1, 5) == [5, 5, 5, 5, 6]
assert jump(loops, 3, 6) == [1, 6]
assert jump(loops, 6, 2) == [1, 3, 3, 5, 3, 3, 6]


class Manager:
    def __init__(self, out, name):
        self.out = out
        self.name = name

    def __enter__(self):
        self.out.append('+' + self.name)

    def __exit__(self, *args):
        self.out.append('-' + self.name)


def blocks(out):
    with Manager(out, 'a'):
        out.append(2)
        out.append(3)
    with Manager(out, 'b'):
        out.append(5)
    try:
        out.append(7)
        1 / 0
    except ZeroDivisionError:
        out.append(10)
    finally:
        out.append(12)
    out.append(sys.exception())


assert jump(blocks, 1, 2) == ['ValueError: incompatible stacks']
assert jump(blocks, 2, 5) == ['+a', 5, '-a', 7, 10, 12, None]
assert jump(blocks, 2, 13) == ['+a', None]
assert jump(blocks, 7, 10) == ['+a', 2, 3, '-a', '+b', 5, '-b', 12, "ValueError: can't jump into an 'except' block as there's no exception"]
assert jump(blocks, 10, 13) == ['+a', 2, 3, '-a', '+b', 5, '-b', 7, None]


def yields(out):
    def gen():
        out.append(2)
        yield 3
        out.append(4)
    out.extend(gen())


gen_first = yields.__code__.co_firstlineno


def jump_in_generator():
    out = []
    done = []

    def trace(frame, what, arg):
        if frame.f_code.co_name == 'gen' and what == 'return' and not done:
            done.append(1)
            frame.f_lineno = gen_first + 2
        return trace

    sys.settrace(trace)
    yields(out)
    sys.settrace(None)
    return out


assert jump_in_generator() == [2, 3, 2, 3, 4]

try:
    sys._getframe().f_lineno = 1
except ValueError as e:
    assert str(e) == 'f_lineno can only be set in a trace function'
try:
    del sys._getframe().f_lineno
except AttributeError as e:
    assert str(e) == 'cannot delete attribute'


def lines(fn, *args):
    """The lines that a function tells of, and the one it returns from."""
    told = []
    first = fn.__code__.co_firstlineno

    def trace(frame, what, arg):
        if frame.f_code is not fn.__code__:
            return None
        told.append(frame.f_lineno - first if what == 'line' else what[0] + str(frame.f_lineno - first))
        return trace

    sys.settrace(trace)
    try:
        fn(*args)
    except Exception:
        pass
    sys.settrace(None)
    return told


def leaves(x):
    while x:
        for y in x:
            if y:
                break
        break


assert lines(leaves, [0, 1]) == ['c0', 1, 2, 3, 2, 3, 4, 5, 'r5'], lines(leaves, [0, 1])


def through_finally():
    try:
        return 2
    finally:
        4


assert lines(through_finally) == ['c0', 1, 2, 4, 'r4']


def star():
    try:
        raise ValueError(2)
    except* TypeError:
        4
    except* ValueError as e:
        6


# CPython 3.13.0 does not tell of the return.
assert lines(star)[:7] == ['c0', 1, 2, 'e2', 3, 5, 6]


def after(fn):
    try:
        fn()
    except Exception as e:
        return e.__traceback__.tb_next.tb_frame.f_lineno - fn.__code__.co_firstlineno


def in_except():
    try:
        1 / 0
    except ZeroDivisionError as e:
        1 / 0
        pass


def in_other():
    try:
        1 / 0
    except TypeError as e:
        pass


def in_with():
    with Manager([], ''):
        1 / 0


def in_finally():
    try:
        1 / 0
    finally:
        pass


assert [after(f) for f in (in_except, in_other, in_with, in_finally)] == [4, 3, 2, 4]
