"""Generators: next, send, throw, close, return values, yield from, generator expressions, attributes.

ref: expressions#yield-expressions
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


def count(n):
    for i in range(n):
        yield i


g = count(3)
assert iter(g) is g
assert next(g) == 0
assert next(g) == 1
assert list(g) == [2]
assert list(g) == []
assert error(next, g) == 'StopIteration: '
assert next(g, 'default') == 'default'
assert list(count(0)) == []
assert sum(count(5)) == 10


def echo():
    got = []
    try:
        while True:
            got.append((yield len(got)))
    except ValueError as e:
        yield 'caught ' + str(e)
    finally:
        got.append('finally')
    return got


e = echo()
assert error(e.send, 1) == "TypeError: can't send non-None value to a just-started generator"
assert e.send(None) == 0
assert e.send('a') == 1
assert next(e) == 2
assert e.throw(ValueError('x')) == 'caught x'
try:
    next(e)
except StopIteration as stop:
    assert stop.value == ['a', None, 'finally']
    assert stop.args == (['a', None, 'finally'],)
else:
    assert False


# close and GeneratorExit
def closing(log, swallow=False):
    try:
        yield 1
        yield 2
    except GeneratorExit:
        log.append('exit')
        if swallow:
            yield 'refuses'
        raise
    finally:
        log.append('finally')


log = []
c = closing(log)
next(c)
assert c.close() is None
assert log == ['exit', 'finally']
assert c.close() is None
assert error(next, c) == 'StopIteration: '
log.clear()
c = closing(log)
c.close()
assert log == []
assert error(next, c) == 'StopIteration: '
c = closing(log, True)
next(c)
assert error(c.close) == 'RuntimeError: generator ignored GeneratorExit'


def returns_on_close():
    try:
        yield
    except GeneratorExit:
        return 'value'


c = returns_on_close()
next(c)
assert c.close() == 'value'


# throw
def thrower():
    yield 1
    yield 2


t = thrower()
assert error(t.throw, KeyError('k')) == "KeyError: 'k'"
assert error(next, t) == 'StopIteration: '
t = thrower()
next(t)
assert error(t.throw, ValueError('v')) == 'ValueError: v'
assert t.gi_frame is None
assert error(t.throw, ValueError('again')) == 'ValueError: again'
assert error(thrower().throw, 5) == (
    'TypeError: exceptions must be classes or instances deriving from BaseException, not int')


def resumes():
    while True:
        try:
            yield 'ok'
        except KeyError:
            yield 'recovered'


r = resumes()
next(r)
assert r.throw(KeyError) == 'recovered'
assert next(r) == 'ok'
assert r.throw(KeyError()) == 'recovered'


# StopIteration inside becomes RuntimeError
def stops():
    yield 1
    raise StopIteration('inner')


s = stops()
next(s)
try:
    next(s)
except RuntimeError as x:
    assert str(x) == 'generator raised StopIteration'
    assert type(x.__cause__) is StopIteration
    assert x.__cause__.value == 'inner'
    assert x.__suppress_context__
else:
    assert False


def raising():
    yield 1
    1 / 0


r = raising()
next(r)
assert error(next, r) == 'ZeroDivisionError: division by zero'
assert error(next, r) == 'StopIteration: '


# yield from
def inner():
    x = yield 'a'
    y = yield 'b' + str(x)
    return x, y


def outer():
    result = yield from inner()
    yield result
    yield from [1, 2]
    yield from 'xy'
    return 'done'


o = outer()
assert next(o) == 'a'
assert o.send(1) == 'b1'
assert o.send(2) == (1, 2)
assert list(o) == [1, 2, 'x', 'y']


def delegating(sub):
    try:
        r = yield from sub
    except ValueError as e:
        r = 'outer caught ' + str(e)
    yield r


def sub_throw():
    try:
        yield 1
    except ValueError as e:
        yield 'sub caught ' + str(e)


d = delegating(sub_throw())
next(d)
assert d.throw(ValueError('v')) == 'sub caught v'
d = delegating(iter([1, 2]))
next(d)
assert d.throw(ValueError('w')) == 'outer caught w'
log = []
d = delegating(closing(log))
next(d)
d.close()
assert log == ['exit', 'finally']
assert error(lambda: list(delegating(5))) == "TypeError: 'int' object is not iterable"
d = delegating(iter([1]))
next(d)
assert error(d.send, 5) == "AttributeError: 'list_iterator' object has no attribute 'send'"


class Sendable:
    def __init__(self):
        self.got = []

    def __iter__(self):
        return self

    def __next__(self):
        return 'next'

    def send(self, v):
        self.got.append(v)
        raise StopIteration('returned')


def uses(x):
    return (yield from x)


u = uses(Sendable())
assert next(u) == 'next'
assert error(u.send, 9) == 'StopIteration: returned'


def deep(n):
    if n:
        yield n
        yield from deep(n - 1)
    return n


assert list(deep(50)) == list(range(50, 0, -1))


def tree(t):
    if isinstance(t, list):
        for x in t:
            yield from tree(x)
    else:
        yield t


assert list(tree([1, [2, [3, 4], []], 5])) == [1, 2, 3, 4, 5]


# Re-entrancy
def reenter():
    yield next(me)


me = reenter()
assert error(next, me) == 'ValueError: generator already executing'

# Expressions
gen = (x * y for x in range(3) if x for y in (1, 10))
assert list(gen) == [1, 10, 2, 20]
assert sum(i for i in range(4)) == 6
assert type(gen).__name__ == 'generator'
assert gen.__name__ == '<genexpr>'
assert max((len(w) for w in ['a', 'bcd']), default=0) == 3
assert dict((k, 1) for k in 'ab') == {'a': 1, 'b': 1}
assert error(lambda: (x for x in 5)) == "TypeError: 'int' object is not iterable"
first = []
lazy = (first.append(x) for x in range(3))
assert first == []
next(lazy)
assert first == [0]
n = 1
captured = (n for _ in range(2))
n = 2
assert list(captured) == [2, 2]

# Attributes
g = count(2)
assert g.__name__ == 'count'
assert g.__qualname__ == 'count'
assert g.gi_running is False
assert g.gi_suspended is False
assert g.gi_code is count.__code__
assert g.gi_yieldfrom is None
assert repr(g).startswith('<generator object count at 0x')
assert g.gi_frame.f_locals == {'n': 2}
next(g)
assert g.gi_suspended
assert g.gi_frame.f_locals == {'n': 2, 'i': 0}
assert g.gi_frame.f_lineno == count.__code__.co_firstlineno + 2
g.__name__ = 'renamed'
assert repr(g).startswith('<generator object count at')
assert g.__name__ == 'renamed'
assert hasattr(g, 'send')
assert error(type(g)) == "TypeError: cannot create 'generator' instances"


# Generator methods, yield as expression in odd places, finally order
class Box:
    def __init__(self, *items):
        self.items = items

    def __iter__(self):
        yield from self.items


def places():
    a = [(yield 1), (yield 2)]
    b = {(yield 3): (yield 4)}
    c = f'{(yield 5)}'
    d = (yield 6) + (yield 7)
    return a, b, c, d


p = places()
sent = []
value = next(p)
try:
    while True:
        sent.append(value)
        value = p.send(value * 10)
except StopIteration as stop:
    assert stop.value == ([10, 20], {30: 40}, '50', 130)
assert sent == [1, 2, 3, 4, 5, 6, 7]
assert list(Box(1, 2)) == [1, 2]
assert [*Box('a')] == ['a']
assert 2 in Box(1, 2)


def nested_finally(log):
    try:
        try:
            yield 1
        finally:
            log.append('a')
    finally:
        log.append('b')
    yield 2


log = []
assert list(nested_finally(log)) == [1, 2]
assert log == ['a', 'b']


def loop_break(log):
    for x in count(5):
        try:
            if x == 1:
                continue
            if x == 3:
                break
            yield x
        finally:
            log.append(x)


log = []
assert list(loop_break(log)) == [0, 2]
assert log == [0, 1, 2, 3]


def context_state():
    try:
        raise ValueError('outer')
    except ValueError:
        yield 1
        import sys
        yield sys.exc_info()[0]


k = context_state()
next(k)
assert next(k) is ValueError
import sys
assert sys.exc_info() == (None, None, None)


# An exception that cannot be made is raised inside; so is what comes up in the iterator that is delegated to.
class Unmakeable(Exception):
    def __new__(cls, *args):
        return cls


def catching():
    try:
        yield
    except TypeError as e:
        assert str(e).endswith("should have returned an instance of BaseException, not type"), e
        yield 'caught'


g = catching()
next(g)
assert g.throw(Unmakeable) == 'caught'

# While an iterator that is delegated to runs, the generator that waits for it is its caller.
import sys
import traceback


def names_of_callers():
    return [f.name for f in traceback.extract_stack()][-3:]


def delegate():
    try:
        yield names_of_callers()
    except ZeroDivisionError:
        yield names_of_callers()
    finally:
        closed.append(names_of_callers())


def delegating():
    yield from delegate()


closed = []
g = delegating()
assert g.send(None) == g.throw(ZeroDivisionError) == ['delegating', 'delegate', 'names_of_callers']
assert sys._getframe().f_back is None or g.gi_frame.f_back is None
g.close()
assert closed == [['<module>', 'delegate', 'names_of_callers']]


# What a generator is called is settled when it is made, and is its own.
def first_name():
    yield


before, sibling = first_name(), first_name()
first_name.__name__ = 'second_name'
first_name.__qualname__ = 'Within.second_name'
after = first_name()
assert (before.__name__, before.__qualname__) == ('first_name', 'first_name')
assert (after.__name__, after.__qualname__) == ('second_name', 'Within.second_name')
before.__name__ = 'mine'
assert (before.__name__, before.__qualname__) == ('mine', 'first_name')
assert (sibling.__name__, sibling.__qualname__) == ('first_name', 'first_name')
after.__qualname__ = 'other'
assert repr(after).startswith('<generator object other at ')
assert (first_name().__name__, first_name().__qualname__) == ('second_name', 'Within.second_name')
