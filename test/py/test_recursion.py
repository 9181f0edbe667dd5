"""Recursion: the limit, RecursionError and recovery from it, deep recursion under a high limit.

lib: sys#sys.setrecursionlimit
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


import sys


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


assert down(500) == 500
assert sys.getrecursionlimit() >= 1000


def forever(n=0):
    return forever(n + 1)


assert error(forever) == 'RecursionError: maximum recursion depth exceeded'
# A limit can be met again and again.
for _ in range(3):
    assert error(forever).startswith('RecursionError: maximum recursion depth exceeded')
depth = 0


def measure():
    global depth
    depth += 1
    measure()


try:
    measure()
except RecursionError:
    pass
assert sys.getrecursionlimit() - 50 < depth <= sys.getrecursionlimit()
depth = 0
sys.setrecursionlimit(300)
try:
    measure()
except RecursionError:
    pass
assert 200 < depth <= 300
sys.setrecursionlimit(1000)
assert error(sys.setrecursionlimit, 0) == 'ValueError: recursion limit must be greater or equal than 1'
assert error(sys.setrecursionlimit, 'a') == "TypeError: 'str' object cannot be interpreted as an integer"
assert error(sys.setrecursionlimit, 1).startswith('RecursionError: cannot set the recursion limit to 1 at the recursion depth')


def catches_deep(n):
    try:
        return catches_deep(n + 1)
    except RecursionError:
        return n


assert catches_deep(0) > 500


def cleans(log):
    try:
        cleans(log)
    finally:
        log[0] += 1


log = [0]
assert error(cleans, log).startswith('RecursionError')
assert log[0] > 500


class Rec:
    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other

    def __getattr__(self, name):
        return getattr(self, name + 'x')

    def __add__(self, other):
        return self + other

    def __call__(self):
        return self()

    def __iter__(self):
        return iter(self)

    def __hash__(self):
        return hash(self)

    @property
    def prop(self):
        return self.prop


r = Rec()
for function in (
    lambda: repr(r), lambda: r == r.__class__(), lambda: r.attr, lambda: r + 1, r, lambda: list(r),
    lambda: hash(r), lambda: r.prop, lambda: {r: 1},
):
    assert error(function).startswith('RecursionError: maximum recursion depth exceeded')
nested = []
for _ in range(100000):
    nested = [nested]
assert error(repr, nested).startswith('RecursionError: maximum recursion depth exceeded')
assert error(lambda: nested == [[nested]]).startswith('RecursionError')
while nested:
    nested = nested[0]


def gen(n):
    yield n
    yield from gen(n + 1)


def consume():
    for x in gen(0):
        pass


assert error(consume).startswith('RecursionError: maximum recursion depth exceeded')


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


assert even(600) is True
assert odd(601) is True
sys.setrecursionlimit(1000000)
assert down(20000) == 20000


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


assert ackermann(2, 300) == 603
assert even(30000)


def deep_exception(n):
    if n == 0:
        raise ValueError('bottom')
    deep_exception(n - 1)


try:
    deep_exception(10000)
except ValueError as e:
    count = 0
    tb = e.__traceback__
    while tb:
        count += 1
        tb = tb.tb_next
    assert count == 10002


def deep_generator(n):
    if n:
        yield from deep_generator(n - 1)
    yield n


assert sum(deep_generator(300)) == 45150
deep_tuple = ()
for _ in range(200):
    deep_tuple = (deep_tuple,)
assert hash(deep_tuple) == hash(deep_tuple)
assert repr(deep_tuple).count('(') == 201
sys.setrecursionlimit(1000)
f = lambda: 0
for _ in range(300):
    f = (lambda g: lambda: g() + 1)(f)
assert f() == 300
assert error(eval, '(' * 300 + ')' * 300).startswith('SyntaxError: too many nested parentheses')
assert eval('-' * 100 + '1') == 1
assert eval('+'.join(['1'] * 500)) == 500
