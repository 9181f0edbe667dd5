"""Functions that are called often enough to be traced from their start: recursion, exceptions, frames, what changes in the middle."""
import sys
import traceback


class Node:
    def __init__(self, key, left=None, right=None):
        self.key = key
        self.left = left
        self.right = right

    def total(self, scale):
        left = self.left
        right = self.right
        own = self.key * scale + self.extra(scale) - self.extra(0)
        below = 0
        if left is not None:
            below = below + left.total(scale)
        if right is not None:
            below = below + right.total(scale)
        return own + below

    def extra(self, scale):
        if scale > 2:
            return self.key
        return scale


def tree(depth, key=1):
    if depth == 0:
        return Node(key)
    return Node(key, tree(depth - 1, 2 * key), tree(depth - 1, 2 * key + 1))


def test_recursion_that_branches():
    t = tree(6)
    keys = range(1, 128)
    for scale in range(400):
        expected = sum(k * scale + (k if scale > 2 else scale) - 0 for k in keys)
        assert t.total(scale) == expected, scale


class Deep(Exception):
    pass


def descend(n, log):
    try:
        if n == 0:
            raise Deep('bottom', len(log))
        descend(n - 1, log)
    except Deep as e:
        if n % 3 == 0:
            log.append(n)
        if n == 5:
            raise KeyError(n) from e
        raise
    finally:
        log.append(-n)
    return 'never'


def test_exceptions():
    for i in range(300):
        log = []
        try:
            descend(8 if i % 2 else 4, log)
        except KeyError as e:
            assert i % 2 and e.args == (5,) and isinstance(e.__cause__, Deep), i
            assert log == [0, 0, -1, -2, 3, -3, -4, -5, -6, -7, -8], log
        except Deep as e:
            assert i % 2 == 0 and e.args == ('bottom', 0)
            assert log == [0, 0, -1, -2, 3, -3, -4], log


def fails(n, a, b):
    c = a + b + n
    d = c * 2 - a
    if n > 0:
        return fails(n - 1, d - c, b) + inner(a, n)
    return inner(a, n) // (a - b)


def inner(a, n):
    return (a + n) // (1 + abs(n))


def test_tracebacks():
    first = fails.__code__.co_firstlineno
    for i in range(300):
        try:
            fails(3, i, 0)
        except ZeroDivisionError as e:
            frames = traceback.extract_tb(e.__traceback__)
            assert [f.name for f in frames] == ['test_tracebacks'] + ['fails'] * 4
            assert [f.lineno - first for f in frames[1:]] == [4, 4, 4, 5], frames
            last = e.__traceback__
            while last.tb_next is not None:
                last = last.tb_next
            assert last.tb_frame.f_locals['n'] == 0 and last.tb_frame.f_back.f_locals['n'] == 1


def endless(n, log):
    log[0] = max(log[0], n)
    return 1 + other(n + 1, log)


def other(n, log):
    if n < 0:
        return 0
    return 2 + endless(n + 1, log)


def test_recursion_error():
    depths = set()
    for _ in range(30):
        log = [0]
        try:
            endless(0, log)
        except RecursionError:
            depths.add(log[0])
        else:
            assert False
    assert len(depths) == 1, depths
    limit = sys.getrecursionlimit()
    assert limit - 200 < depths.pop() < limit


def deep(n):
    if n == 0:
        return 0
    a = n * 2
    b = a - n
    return deep(n - 1) + b - n + 1


def test_deep():
    for _ in range(300):
        assert deep(300) == 300


seen = []


def looker(n):
    f = sys._getframe()
    names = []
    while f is not None and f.f_code.co_name != 'test_frames':
        names.append((f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno))
        f = f.f_back
    return names


def caller(n, wants):
    a = n + 1
    b = a * 2
    if wants:
        return looker(n) if n == 0 else caller(n - 1, wants)
    c = middle(n, b) - a - b
    return c


def middle(n, b):
    return n + b


def test_frames():
    for i in range(400):
        caller(i % 5, False)
        if i % 40 == 39:
            assert caller(2, True) == [('looker', 4), ('caller', 4), ('caller', 4), ('caller', 4)]


def keyed(x):
    a = x % 7
    b = middle(a, x)
    names = None
    if x == watched:
        names = [f.name for f in traceback.extract_stack()]
        seen.append(names[-1])
    return (a, b - x, names is None)


watched = -1


def test_called_by_builtins():
    global watched
    for i in range(60):
        watched = 5 if i % 10 == 9 else -1
        assert sorted(range(20), key=keyed)[:3] == ([0, 7, 14])
        assert sum(map(len, map(keyed, range(20)))) == 60
    assert seen == ['keyed'] * 12


def factor(n):
    return n + 1


def rebound(n, depth):
    a = factor(n) + depth
    b = a - depth
    if depth == 0:
        return b
    return rebound(b, depth - 1)


def test_globals_that_change():
    global factor
    before = factor
    for i in range(500):
        assert rebound(0, 5) == 6, i
        if i % 100 == 50:
            factor = lambda n: n + 2
            assert rebound(0, 5) == 12
            assert rebound(0, 4) == 10
            factor = before


def swapping(n):
    global factor
    a = factor(n)
    if n == 3:
        factor = twice
    b = factor(n) - a + n
    if n > 0:
        b = b + swapping(n - 1)
    return b


def twice(n):
    return 2 * n


def test_globals_that_change_inside():
    global factor
    before = factor
    for i in range(300):
        factor = before
        assert swapping(2) == 3, i
        if i % 50 == 49:
            assert swapping(5) == 9 + 2 + 3 + 2 + 1 + 0, swapping(5)
    factor = before


def items(n):
    for i in range(n):
        yield i
        if n > 2:
            yield from items(n - 3)


def consume(n):
    a = n + 2
    b = list(items(a))
    c = next(iter(items(a)), None)
    return (len(b), c, middle(a, n) - n)


def test_generators():
    for i in range(300):
        n = i % 6
        assert consume(n) == (sum(1 for _ in items(n + 2)), 0, n + 2)


def stepped(n):
    a = middle(n, 1)
    b = middle(a, 2)
    if n == toggled:
        sys.settrace(tracer)
    c = middle(b, 3)
    sys.settrace(None)
    return a + b + c


toggled = -1
events = []


def tracer(frame, event, arg):
    if frame.f_code.co_name in ('middle', 'tracer'):
        events.append((frame.f_code.co_name, event))
    return tracer


def test_settrace():
    global toggled
    for i in range(400):
        toggled = 7 if i % 100 == 99 else -1
        assert stepped(7) == 8 + 10 + 13
    assert events == [('middle', 'call'), ('middle', 'line'), ('middle', 'return')] * 4, events


def closure(n):
    count = 0

    def step(k):
        nonlocal count
        count = count + middle(k, n) - n
        if k > 0:
            step(k - 1)
        return count

    return step


def test_closures():
    for i in range(200):
        step = closure(i)
        assert step(4) == 10
        assert step(2) == 13


def unbound(n, flag):
    a = middle(n, n)
    if flag:
        b = middle(a, n)
    c = middle(a, 1)
    return b + c


def test_unbound_variables():
    for i in range(400):
        flag = i % 20 != 19
        try:
            assert unbound(i, flag) == 5 * i + 1
            assert flag
        except UnboundLocalError as e:
            assert not flag and "'b'" in str(e)


def rest(*args, scale=2, **more):
    a = middle(len(args), scale)
    b = middle(a, len(more))
    return a + b + middle(a, b)


def test_parameters():
    for i in range(300):
        assert rest(1, 2, i) == 20
        assert rest(1, scale=3) == 16
        assert rest(1, scale=3, x=1, y=2) == 20


def changing(x):
    a = middle(x, x)
    b = middle(a, x)
    return a + b - middle(x, x)


def test_other_types():
    for i in range(300):
        assert changing(i) == 3 * i
        assert changing(i + 0.5) == 3 * (i + 0.5)
        if i % 50 == 0:
            assert changing(2**70 + i) == 3 * (2**70 + i)


class Named:
    pass


def complaint(w):
    try:
        w[0]
    except TypeError as e:
        return str(e)


def test_renamed_class():
    w = Named()
    for name in 'Named', 'Other', 'Third':
        Named.__name__ = name
        for i in range(200):
            assert complaint(w) == f"'{name}' object is not subscriptable", (name, i)
    for i in range(600):
        if i == 500:
            Named.__name__ = 'Fourth'
        last = complaint(w)
    assert last == "'Fourth' object is not subscriptable"


for name, test in list(globals().items()):
    if name.startswith('test_'):
        test()
