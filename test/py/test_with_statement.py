"""The with statement: order of enter and exit, exceptions, several managers, targets.

ref: compound_stmts#the-with-statement
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


log = []


class M:
    def __init__(self, name, swallow=False, enter_fails=False, exit_fails=False):
        self.name = name
        self.swallow = swallow
        self.enter_fails = enter_fails
        self.exit_fails = exit_fails

    def __enter__(self):
        log.append('enter ' + self.name)
        if self.enter_fails:
            raise OSError('enter')
        return self

    def __exit__(self, kind, value, trace):
        log.append(f'exit {self.name} {kind and kind.__name__}')
        self.got = kind, value, trace
        if self.exit_fails:
            raise KeyError('exit')
        return self.swallow


def taken():
    result = log[:]
    log.clear()
    return result


with M('a') as a:
    log.append('body')
assert taken() == ['enter a', 'body', 'exit a None']
assert a.got == (None, None, None)
with M('a', True) as a:
    raise ValueError('v')
assert taken() == ['enter a', 'exit a ValueError']
assert a.got[0] is ValueError
assert str(a.got[1]) == 'v'
assert a.got[2] is a.got[1].__traceback__


def fails(**how):
    with M('a', **how), M('b') as b, M('c'):
        log.append('body')
        raise ValueError('v')
    return 'after'


assert error(fails) == 'ValueError: v'
assert taken() == (
    ['enter a', 'enter b', 'enter c', 'body', 'exit c ValueError', 'exit b ValueError', 'exit a ValueError'])
assert fails(swallow=True) == 'after'
assert len(taken()) == 7
assert error(fails, exit_fails=True) == "KeyError: 'exit'"
assert len(taken()) == 7


def enter_fails():
    with M('a'):
        with M('b', enter_fails=True):
            log.append('never')


assert error(enter_fails) == 'OSError: enter'
assert taken() == ['enter a', 'enter b', 'exit a OSError']
with (M('a') as x, M('b') as y,):
    pass
assert x.name == 'a'
assert y.name == 'b'
assert len(taken()) == 4
with (M('p')):
    pass
with (M('p'), M('q')):
    pass
with (M('p') if True else M('q')) as z:
    pass
assert len(taken()) == 8
assert z.name == 'p'


class Pair:
    def __enter__(self):
        return 1, (2, 3)

    def __exit__(self, *args):
        pass


box = {}
with Pair() as (one, (two, three)), Pair() as box['k'], Pair() as [first, *rest]:
    pass
assert (one, two, three) == (1, 2, 3)
assert box == {'k': (1, (2, 3))}
assert first == 1
assert rest == [(2, 3)]


def returns():
    with M('a'):
        return 'returned'


def loops():
    out = []
    for i in range(4):
        with M('l'):
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
    return out


assert returns() == 'returned'
assert taken() == ['enter a', 'exit a None']
assert loops() == [0, 2]
assert taken() == ['enter l', 'exit l None'] * 4


def gen():
    with M('g'):
        yield 1
        yield 2


g = gen()
next(g)
assert taken() == ['enter g']
g.close()
assert taken() == ['exit g GeneratorExit']
assert list(gen()) == [1, 2]
assert taken() == ['enter g', 'exit g None']


class NoExit:
    def __enter__(self):
        pass


class NoEnter:
    def __exit__(self, *a):
        pass


def use(m):
    with m:
        pass


assert error(use, 5) == "TypeError: 'int' object does not support the context manager protocol"
assert error(use, NoExit()) == (
    "TypeError: 'NoExit' object does not support the context manager protocol (missed __exit__ method)")
assert error(use, NoEnter()) == "TypeError: 'NoEnter' object does not support the context manager protocol"
assert error(use, M) == "TypeError: 'type' object does not support the context manager protocol"
m = M('i')
m.__enter__ = lambda: 1 / 0
with m:
    pass
assert taken() == ['enter i', 'exit i None']


class Truthy:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        return 'yes'


class BadTruth(Truthy):
    def __exit__(self, *a):
        class B:
            def __bool__(self):
                raise RuntimeError('bool')
        return B()


with Truthy():
    1 / 0


def bad_truth():
    with BadTruth():
        1 / 0


assert error(bad_truth) == 'RuntimeError: bool'


# Context while leaving
def chained():
    with M('a', exit_fails=True):
        raise ValueError('v')


try:
    chained()
except KeyError as e:
    assert type(e.__context__) is ValueError
taken()


class Reraise:
    def __enter__(self):
        pass

    def __exit__(self, kind, value, trace):
        raise value


try:
    with Reraise():
        raise ValueError('same')
except ValueError as e:
    assert str(e) == 'same'
    assert e.__context__ is None


class Info:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        import sys
        self.seen = sys.exc_info()[0]
        return True


with Info() as i:
    raise IndexError
assert i.seen is IndexError
import sys
assert sys.exc_info()[0] is None
from contextlib import contextmanager, ExitStack, suppress, closing, nullcontext


@contextmanager
def managed(x):
    log.append(('in', x))
    try:
        yield x * 2
    except KeyError:
        log.append('handled')
    finally:
        log.append(('out', x))


with managed(5) as v:
    assert v == 10
with managed(6):
    raise KeyError
assert taken() == [('in', 5), ('out', 5), ('in', 6), 'handled', ('out', 6)]
with suppress(ZeroDivisionError), ExitStack() as stack:
    stack.enter_context(managed(1))
    stack.callback(log.append, 'callback')
    1 / 0
assert taken() == [('in', 1), 'callback', ('out', 1)]
with nullcontext(3) as n:
    assert n == 3


def order():
    with log.append('expression') or M('e') as log_target[log.append('target') or 0]:
        log.append('body')


log_target = [None]
order()
assert taken() == ['expression', 'enter e', 'target', 'body', 'exit e None']
