"""Calls in traces that choose among many things to call: functions with as many parameters, others, bound methods, classes, what raises."""
import sys


def makes(i):
    def adds(x):
        return plus(x, i)
    return adds


def plus(x, i):
    return x + i


class Doubles:
    def __call__(self, x):
        return x * 2

    def triples(self, x):
        return x * 3


def with_default(x, y=5):
    return x + y


def first(*args):
    return args[0]


def fails(x):
    raise KeyError(x)


def caller(x):
    return sys._getframe(1).f_code.co_name


def nothing():
    return 3


many = []
for i in range(8):
    space = {}
    exec(f'def f(x):\n  y = x\n  y += {i}\n  return y', space)
    many.append(space['f'])
many += [makes(1), Doubles(), Doubles().triples, with_default, first, len, fails, str, caller, nothing]
results = [*range(5, 13), 6, 10, 15, 10, 5, 'TypeError', 'KeyError', '5', 'caught', 'TypeError']


def caught(functions, x):
    out = []
    for f in functions:
        try:
            out.append(f(x))
        except (KeyError, TypeError) as e:
            out.append(type(e).__name__)
    return out


def counted(functions, x):
    n = 0
    for f in functions:
        r = f(x)
        n += 1
    return n


def test_many_callees():
    for k in range(3000):
        assert caught(many, 5) == results, k
        if k % 10 == 0:
            try:
                counted(many[:13] + [fails], 5)
            except KeyError as e:
                entry = e.__traceback__.tb_next
                assert entry.tb_frame.f_code.co_name == 'counted' and entry.tb_frame.f_locals['n'] == 13
                assert entry.tb_next.tb_frame.f_code.co_name == 'fails'
            else:
                assert False


def deep(f, n):
    total = 0
    for _ in (1,):
        total += f(f, n - 1) if n else 0
    return total + 1


def test_recursion_through_a_value():
    for _ in range(300):
        assert deep(deep, 20) == 21
    try:
        deep(deep, 10**6)
    except RecursionError:
        return
    assert False


for name, test in list(globals().items()):
    if name.startswith('test_'):
        test()
