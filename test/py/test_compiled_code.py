"""What runs often is compiled: it must compute what it did before, raise where it did, and show its frames.

Every function here is called, and every loop goes round, often enough to be compiled in the middle.
"""
import sys
import threading
import traceback
from collections import defaultdict

TIMES = 700


def error(function, *args):
    try:
        function(*args)
    except BaseException as e:
        return f'{type(e).__name__}: {e}'
    return 'no error'


# Arithmetic: small ints, large ints, floats and bools through the same instructions.
def arithmetic(a, b):
    return (a + b, a - b, a * b, a / b, a // b, a % b, -a, a < b, a == b, a >= b)


def bits(a, b):
    return (a & b, a | b, a ^ b, a << 3, a >> 1, ~a)


for i in range(TIMES):
    assert arithmetic(7, 2) == (9, 5, 14, 3.5, 3, 1, -7, False, False, True)
    assert bits(12, 10) == (8, 14, 6, 96, 6, -13)
for a, b, expected in [
    (2**53 - 1, 1, (2**53, 2**53 - 2, 2**53 - 1, 9007199254740991.0, 2**53 - 1, 0, 1 - 2**53, False, False, True)),
    (2**70, 3, (2**70 + 3, 2**70 - 3, 3 * 2**70, 3.935305402391371e20, 2**70 // 3, 1, -2**70, False, False, True)),
    (-7, 2, (-5, -9, -14, -3.5, -4, 1, 7, True, False, False)),
    (1.5, 2, (3.5, -0.5, 3.0, 0.75, 0.0, 1.5, -1.5, True, False, False)),
    (True, 2, (3, -1, 2, 0.5, 0, 1, -1, True, False, False)),
    (0, -5, (-5, 5, 0, -0.0, 0, 0, 0, False, False, True)),
]:
    got = arithmetic(a, b)
    assert got == expected, (a, b, got)
    assert [type(x) for x in got] == [type(x) for x in expected]
assert str(arithmetic(0, -5)[2]) == '0' and str(arithmetic(0.0, -5)[2]) == '-0.0' and str(-0.0 * 1) == '-0.0'
assert bits(-1, 2**40) == (2**40, -1, -1 - 2**40, -8, -1, 0)
assert error(arithmetic, 1, 0) == 'ZeroDivisionError: division by zero'
assert error(arithmetic, 1.0, 0.0) == 'ZeroDivisionError: float division by zero'
assert error(arithmetic, 'a', 1) == 'TypeError: can only concatenate str (not "int") to str'


def logistic(count):
    x, total = 0.5, 0.0
    for i in range(count):
        x = 2.5 * x * (1.0 - x)
        total += x
        if i == 3:
            kept = x
    return x, total, kept, [x, total], {'x': x}


x, total, kept, both, named = logistic(TIMES)
assert abs(x - 0.6) < 1e-12 and both == [x, total] and named['x'] == x and type(kept) is float
assert logistic(5)[0] == 0.5988006591796875 or abs(logistic(5)[0] - 0.6) < 0.01


# Attributes: instances of several classes, attributes that appear late, properties, slots, class attributes.
class Plain:
    kind = 'plain'

    def __init__(self, n):
        self.n = n

    def twice(self):
        return self.n * 2

    @property
    def half(self):
        return self.n / 2


class Slotted:
    __slots__ = ('n',)
    kind = 'slotted'

    def __init__(self, n):
        self.n = n

    def twice(self):
        return self.n + self.n

    @property
    def half(self):
        if self.n < 0:
            raise ValueError('negative')
        return self.n / 2


class Late(Plain):
    def __getattr__(self, name):
        return name + '!'


def look(o):
    return o.n, o.twice(), o.half, o.kind


for i in range(TIMES):
    for cls in (Plain, Slotted, Late):
        assert look(cls(i)) == (i, 2 * i, i / 2, cls.kind)
Plain.twice = lambda self: 'changed'
assert look(Plain(1))[1] == 'changed' and look(Late(1))[1] == 'changed' and look(Slotted(1))[1] == 2
o = Plain(1)
o.twice = lambda: 'own'
assert look(o)[1] == 'own'
assert Late(1).nothing == 'nothing!'
assert error(look, Slotted(-1)) == 'ValueError: negative'
assert error(look, 3) == "AttributeError: 'int' object has no attribute 'n'"


# Globals and builtins that change under a running loop.
def reader():
    return value, len('abc')


value = 0
for i in range(TIMES):
    assert reader() == (value, 3)
    value = i
    if i == 500:
        len = lambda s: 'mine'
        assert reader() == (500, 'mine')
        del len
del value
assert error(reader) == "NameError: name 'value' is not defined"


# Exceptions: raised, caught, raised again, with contexts, finally and tracebacks.
def risky(n):
    if n % 3 == 0:
        raise KeyError(n)
    if n % 3 == 1:
        return [][n]
    return n


def careful(n):
    done = []
    try:
        try:
            done.append(risky(n))
        except KeyError as e:
            done.append(f'key {e.args[0]}')
            raise RuntimeError('from key') from e
        except IndexError:
            done.append('index')
            assert isinstance(sys.exception(), IndexError)
        else:
            done.append('else')
        finally:
            done.append('finally')
    except RuntimeError as e:
        assert isinstance(e.__cause__, KeyError) and e.__context__ is e.__cause__
        done.append(traceback.extract_tb(e.__cause__.__traceback__)[-1].name)
    assert sys.exception() is None
    return done


for i in range(TIMES):
    assert careful(3 * i) == [f'key {3 * i}', 'finally', 'risky']
    assert careful(3 * i + 1) == ['index', 'finally']
    assert careful(3 * i + 2) == [3 * i + 2, 'else', 'finally']


def handling():
    try:
        raise KeyError('outer')
    except KeyError:
        try:
            return inner_raise()
        finally:
            assert isinstance(sys.exception(), ValueError)


def inner_raise():
    raise ValueError('inner')


for i in range(TIMES):
    try:
        handling()
    except ValueError as e:
        assert repr(e.__context__) == "KeyError('outer')"
        lines = [f.name for f in traceback.extract_tb(e.__traceback__)]
        assert lines == ['<module>', 'handling', 'inner_raise'], lines
        tb = e.__traceback__.tb_next
        assert tb.tb_frame.f_back is not None and tb.tb_next.tb_frame.f_back is tb.tb_frame


def loops_with_handlers(n):
    found = []
    for i in range(n):
        try:
            if i % 5 == 0:
                continue
            if i % 7 == 0:
                raise IndexError(i)
        except IndexError as e:
            found.append(e.args[0])
        finally:
            found.append(-i)
    return sum(found)


assert loops_with_handlers(TIMES) == -sum(range(TIMES)) + sum(i for i in range(TIMES) if i % 7 == 0 and i % 5)


# With: entered and left, also by an exception.
class Manager:
    def __init__(self, swallow):
        self.swallow = swallow
        self.log = []

    def __enter__(self):
        self.log.append('in')
        return self

    def __exit__(self, kind, e, tb):
        self.log.append(kind and kind.__name__)
        return self.swallow


def managed(m, fail):
    with m as entered:
        if fail:
            raise OSError('no')
        return entered.log[:]
    return 'swallowed'


for i in range(TIMES):
    m = Manager(True)
    assert managed(m, True) == 'swallowed' and m.log == ['in', 'OSError']
    m = Manager(False)
    assert managed(m, False) == ['in'] and m.log == ['in', None]
assert error(managed, Manager(False), True) == 'OSError: no'


# Frames of functions that have none: they are there when somebody looks.
def deep(n, look):
    here = n * 10
    if n == 0:
        return look()
    result = deep(n - 1, look)
    assert here == n * 10
    return result


def names():
    frame = sys._getframe()
    found = []
    while frame is not None:
        found.append((frame.f_code.co_name, frame.f_locals.get('here') if frame.f_code.co_name == 'deep' else None))
        frame = frame.f_back
    return found


for i in range(TIMES):
    assert deep(3, lambda: 5) == 5
expected = [('names', None), ('deep', 0), ('deep', 10), ('deep', 20), ('deep', 30), ('<module>', None)]
for i in range(20):
    assert deep(3, names) == expected
    assert deep(3, lambda: sorted([1], key=lambda x: len(names()))) == [1]


def counts():
    total = 0
    for i in range(TIMES):
        total += i
        if i in (5, 600):
            frame = sys._getframe()
            assert frame.f_locals['total'] == total and frame.f_lineno == frame.f_code.co_firstlineno + 6
            total = locals()['total']
    return total


assert counts() == sum(range(TIMES))


# Recursion: the limit, and beyond what JavaScript's own stack holds.
def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


for i in range(TIMES):
    assert down(3) == 3
assert error(down, 10**6) == 'RecursionError: maximum recursion depth exceeded' or 'comparison' in error(down, 10**6)
limit = sys.getrecursionlimit()
sys.setrecursionlimit(60000)
assert down(30000) == 30000
sys.setrecursionlimit(limit)
assert down(100) == 100


# Calls of every kind.
def takes(a, b=2, *rest, c=3, **more):
    return a, b, rest, c, more


def gives(a):
    return (takes(a), takes(a, 1), takes(a, 1, 5, c=4), takes(a, **{'d': 1}), takes(*[a, 7, 8]), takes(b=1, a=a))


for i in range(TIMES):
    assert gives(i) == ((i, 2, (), 3, {}), (i, 1, (), 3, {}), (i, 1, (5,), 4, {}), (i, 2, (), 3, {'d': 1}),
                        (i, 7, (8,), 3, {}), (i, 1, (), 3, {}))
assert error(gives.__call__) == "TypeError: gives() missing 1 required positional argument: 'a'"


class Made:
    def __init__(self, a, b=0):
        self.sum = a + b

    def __call__(self, x):
        return self.sum + x


class Wrong:
    def __init__(self):
        return 1


def make(i):
    return Made(i, b=i).sum + Made(i, 1).sum + Made(1)(i)


for i in range(TIMES):
    assert make(i) == 2 * i + i + 1 + 1 + i
    assert error(Wrong) == "TypeError: __init__() should return None, not 'int'"


# Closures and cells; variables without values.
def counter():
    n = 0

    def step(by):
        nonlocal n
        n += by
        return n
    return step


step = counter()
for i in range(TIMES):
    assert step(2) == 2 * i + 2


def unbound(flag):
    if flag:
        x = 1
    return x


def unbound_cell(flag):
    def inner():
        return x
    if flag:
        x = 1
    return inner()


for i in range(TIMES):
    assert unbound(True) == unbound_cell(True) == 1
assert error(unbound, False) == "UnboundLocalError: cannot access local variable 'x' where it is not associated with a value"
assert error(unbound_cell, False) == (
    "NameError: cannot access free variable 'x' where it is not associated with a value in enclosing scope")


# Unpacking, slices, items.
def items(a, d):
    x, y, *z = a
    first, = a[:1]
    a[0], a[1] = a[1], a[0]
    d['k'] = d.get('k', 0) + a[-1]
    return x, y, z, first, a[::-1]


for i in range(TIMES):
    a, d = [1, 2, 3, 4], {}
    assert items(a, d) == (1, 2, [3, 4], 1, [4, 3, 1, 2]) and d == {'k': 4}
assert error(items, [1], {}) == 'ValueError: not enough values to unpack (expected at least 2, got 1)'


# Threads take turns in compiled loops.
def spin():
    n = 0
    while not stop:
        n += 1
    turns.append(n)


stop, turns = False, []
threads = [threading.Thread(target=spin) for _ in range(3)]
for t in threads:
    t.start()
for i in range(200000):
    pass
stop = True
for t in threads:
    t.join()
assert len(turns) == 3


# A trace function sees what is called from then on.
def traced(n):
    return n + 1


for i in range(TIMES):
    traced(i)
events = []
sys.settrace(lambda frame, event, arg: events.append((event, frame.f_code.co_name)))
traced(1)
sys.settrace(None)
assert ('call', 'traced') in events


# An instance that is called runs its __call__ once, whatever that returns.
class Callable:
    def __init__(self):
        self.count = 0

    def __call__(self, *args, **kwargs):
        self.count += 1


def call_in_all_ways(f):
    f()
    f(1)
    f(1, 2)
    f(1, 2, 3)
    f(1, 2, 3, 4)
    f(1, key=2)


called = Callable()
for _ in range(1000):
    call_in_all_ways(called)
assert called.count == 6000


# Dicts that make missing values do so in compiled code, too, and as namespaces.
def count(keys):
    found = defaultdict(int)
    for key in keys:
        found[key] += 1
    return found


for i in range(1500):
    assert count([i, 2, 3, i]) == ({i: 2, 2: 1, 3: 1} if i not in (2, 3) else {i: 3, 5 - i: 1})
namespace = defaultdict(lambda: 5)
exec('y = x + 1', {}, namespace)
assert namespace == {'x': 5, 'y': 6}
