# Functions, classes, modules, builtins and numbers that compiled code takes its globals for, and that are bound to something else while it runs.
import builtins
import math


def first(x):
    return x + 1


def second(x):
    return x - 1


class Box:
    def __init__(self, x):
        self.x = x


class Crate:
    def __init__(self, x):
        self.x = -x


step = first
Made = Box


def rebinding(x):
    return step(x)


def making(x):
    return Made(x).x


def measured(xs):
    return len(xs)


def rooted(x):
    return math.sqrt(x)


def hot(function, *args):
    for _ in range(400):
        result = function(*args)
    return result


# A function that is bound to another, and back.
for _ in range(7):
    assert hot(rebinding, 5) == 6
    step = second
    assert rebinding(5) == 4
    assert hot(rebinding, 5) == 4
    step = first
    assert rebinding(5) == 6

# By each way to bind a name.
for function, expected in ((second, 4), (first, 6)):
    globals()['step'] = function
    assert hot(rebinding, 5) == expected
for function, expected in ((second, 4), (first, 6)):
    globals().update(step=function)
    assert hot(rebinding, 5) == expected
for function, expected in ((second, 4), (first, 6)):
    exec('step = ' + function.__name__)
    assert hot(rebinding, 5) == expected
for function, expected in ((second, 4), (first, 6)):
    (lambda d: d.__setitem__('step', function))(globals())
    assert hot(rebinding, 5) == expected


# A class.
assert hot(making, 3) == 3
Made = Crate
assert making(3) == -3
assert hot(making, 3) == -3


# A name that is gone is a NameError where it is, and is there again.
assert hot(rebinding, 5) == 6
del step
try:
    rebinding(5)
except NameError as e:
    assert e.args == ("name 'step' is not defined",)
    assert e.__traceback__.tb_next.tb_lineno == rebinding.__code__.co_firstlineno + 1
else:
    assert False
step = second
assert rebinding(5) == 4
assert hot(rebinding, 5) == 4


# A builtin that gets a global before it, and another value itself.
assert hot(measured, [1, 2]) == 2
len = lambda xs: 'own'
assert measured([1, 2]) == 'own'
assert hot(measured, [1, 2]) == 'own'
del len
assert measured([1, 2]) == 2
assert hot(measured, [1, 2]) == 2
usual = builtins.len
try:
    builtins.len = lambda xs: 'of all'
    assert measured([1, 2]) == 'of all'
finally:
    builtins.len = usual
assert hot(measured, [1, 2, 3]) == 3


# A key that is equal to the name, but no exact string.
class Name(str):
    __slots__ = ()


globals()[Name('len')] = lambda xs: 'by an equal key'
assert measured([1, 2]) == 'by an equal key'
assert hot(measured, [1, 2]) == 'by an equal key'
del globals()['len']
assert hot(measured, [1, 2]) == 2


# A module that is something else.
class Other:
    @staticmethod
    def sqrt(x):
        return 'root'


assert hot(rooted, 4) == 2.0
math = Other
assert rooted(4) == 'root'
assert hot(rooted, 4) == 'root'
import math

assert rooted(4) == 2.0


# The function is bound to another between its being loaded and its being called, and by what is called.
def swapped(x):
    global step
    step = second if step is first else first
    return x


def between(x):
    return step(swapped(x))


step = first
assert [between(5) for _ in range(1000)] == [6, 4] * 500


def around(x):
    a = step(x)
    swapped(x)
    return a, step(x)


step = first
assert [around(5) for _ in range(1000)] == [(6, 4), (4, 6)] * 500


# In a loop that goes on.
def looping(n):
    global step
    found = []
    for i in range(n):
        if i == n // 2:
            step = second
        found.append(step(0))
    return found


step = first
assert looping(1000) == [1] * 500 + [-1] * 500


# A loop that is traced binds the name itself.
def alternating(n):
    global step
    total = 0
    for i in range(n):
        step = first if i & 1 else second
        total += rebinding(0)
    return total


assert alternating(20000) == 0
step = second
assert hot(rebinding, 5) == 4
step = first
assert hot(rebinding, 5) == 6


# What is loaded before stays what it was when the rest of a call goes another way.
def kept(x, y):
    return step(x * y)


assert hot(kept, 3, 4) == 13
assert kept(2**40, 2**40) == 2**80 + 1
assert kept(1.5, 2) == 4.0


# In a generator.
def stepping(n):
    for i in range(n):
        yield step(i)


g = stepping(2000)
assert [next(g) for _ in range(1000)] == [i + 1 for i in range(1000)]
step = second
assert list(g) == [i - 1 for i in range(1000, 2000)]


# Numbers.
A, F = 3, 0.5


def scaled(x):
    return x * A + F * x - F


def branching(x):
    return 'a' if x == A else 'b'


for _ in range(3):
    assert hot(scaled, 2) == 6.5
    assert hot(scaled, 2.0) == 6.5
    assert (hot(branching, 3), hot(branching, 4)) == ('a', 'b')
    A = 4
    assert scaled(2) == 8.5
    assert (branching(3), branching(4)) == ('b', 'a')
    F = 1.5
    assert (scaled(2), scaled(2.0)) == (9.5, 9.5)
    A = 2**70
    assert scaled(2) == 2.0**71
    assert branching(4) == 'b' and branching(2**70) == 'a'
    A, F = 0.25, 2
    assert (scaled(2), scaled(2.0)) == (2.5, 2.5)
    A, F = 3, 0.5


# The float in a variable is the one that is bound.
def own():
    return F


assert hot(own) is F
F = float('nan')
assert own() is F
assert hot(own) is F


# A number that what is called between changes, one that a loop changes, one that a traced loop changes.
def bump():
    global A
    A += 1
    return 0


def bumped():
    return A + bump() + A


A = 0
assert [bumped() for _ in range(1000)] == [2 * i + 1 for i in range(1000)]


def gathering(n):
    global F
    F = 0.0
    for i in range(n):
        F += 0.5
        assert own() == (i + 1) * 0.5
    return F


assert gathering(20000) == 10000.0
assert own() == 10000.0


# A builtin is hidden by a global in the very round in which the loop is compiled.
HIDING = '''
def hiding(rounds, at):
    total = 0
    for i in range(rounds):
        total += len(ITEMS)
        if i == at:
            globals()['len'] = lambda items: 5
    return total
'''

for at in [at for threshold in (20, 50, 100, 200) for at in range(threshold - 4, threshold + 4)]:
    names = {'ITEMS': [0]}
    exec(HIDING, names)
    assert names['hiding'](500, at) == at + 1 + 5 * (499 - at), at


# Names of modules.
import sys
import types

tools = types.ModuleType('tools')
exec(
    '''
def f(x, y=10):
    return x + y

class Kept:
    def __init__(self, x):
        self.x = x

PART = 0.25
''',
    tools.__dict__,
)


def by_module(x):
    return tools.f(x)


def by_keyword(x):
    return tools.f(x, y=x)


def made_by_module(x):
    return tools.Kept(x).x


def of_module(x):
    return x * tools.PART


def through_import(x):
    return builtins.abs(x)


usual, usual_class = tools.f, tools.Kept
for _ in range(6):
    assert (hot(by_module, 1), hot(by_keyword, 1), hot(made_by_module, 1), hot(of_module, 4.0)) == (11, 2, 1, 1.0)
    tools.f = lambda x, y=0: ('other', x, y)
    assert (by_module(1), by_keyword(1)) == (('other', 1, 0), ('other', 1, 1))
    assert hot(by_module, 1) == ('other', 1, 0)
    vars(tools)['f'] = usual
    assert (by_module(1), by_keyword(1)) == (11, 2)
    tools.Kept = Crate
    assert made_by_module(1) == -1
    tools.Kept = usual_class
    tools.PART = 2
    assert of_module(4.0) == 8.0 and of_module(4) == 8
    tools.PART = 0.25

# Defaults and code of a function of a module.
assert hot(by_module, 1) == 11
tools.f.__defaults__ = (20,)
assert by_module(1) == 21
assert hot(by_module, 1) == 21
tools.f.__code__ = (lambda x, y: x * y).__code__
assert by_module(2) == 40
assert hot(by_module, 2) == 40

# A name that is gone, and given by the module's `__getattr__` then.
del tools.f
try:
    by_module(1)
except AttributeError as e:
    assert e.args == ("module 'tools' has no attribute 'f'",), e.args
else:
    assert False
tools.__getattr__ = lambda name: lambda x: (name, x)
assert by_module(1) == ('f', 1)
assert hot(by_module, 1) == ('f', 1)
tools.f = usual
assert hot(by_module, 2) == 40


# A module of another class.
class Loud(types.ModuleType):
    def __getattribute__(self, name):
        return lambda x: name.upper() + str(x)


tools.__class__ = Loud
assert by_module(2) == 'F2'
assert hot(by_module, 2) == 'F2'

# Another module under the name.
assert hot(by_module, 2) == 'F2'
tools = types.ModuleType('tools')
tools.f = second
assert by_module(2) == 1
assert hot(by_module, 2) == 1

# A builtin, with what it raises.
assert hot(through_import, -3) == 3
try:
    through_import('a')
except TypeError as e:
    assert e.args == ("bad operand type for abs(): 'str'",)
    assert e.__traceback__.tb_next.tb_lineno == through_import.__code__.co_firstlineno + 1
else:
    assert False
builtins.abs, usual = lambda x: 'absolute', abs
try:
    assert through_import(-3) == 'absolute'
finally:
    builtins.abs = usual
assert hot(through_import, -3) == 3


# The module's function binds another one in its place while its arguments are computed.
def rebind(x):
    tools.f = first if tools.f is second else second
    return x


def with_arguments(x):
    return tools.f(rebind(x) if x else 0)


assert [with_arguments(5) for _ in range(1000)] == [4, 6] * 500
