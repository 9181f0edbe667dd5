"""Assignment targets and unpacking, augmented and chained assignment, the walrus, del.

ref: simple_stmts#assignment-statements
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


a, b = 1, 2
a, b = b, a
assert (a, b) == (2, 1)
(a, (b, c)), [d] = (1, 'xy'), [3]
assert (a, b, c, d) == (1, 'x', 'y', 3)
a, *b, c = range(5)
assert (a, b, c) == (0, [1, 2, 3], 4)
*a, = 'xyz'
assert a == ['x', 'y', 'z']
a, *b = [1]
assert (a, b) == (1, [])
first, (second, *others), *last = 1, 'abc', 2, 3
assert (first, second, others, last) == (1, 'a', ['b', 'c'], [2, 3])
x = y = z = []
assert x is y is z
i = 0
l = [0, 0, 0]
i, l[i] = 1, 'set'
assert l == [0, 'set', 0]
i = l[i] = 2
assert l == [0, 'set', 2]
assert i == 2
[a, b], c = {'k': 1, 'j': 2}, {5}
assert (a, b, c) == ('k', 'j', {5})


def two(x):
    a, b = x
    return a, b


def starred(x):
    a, *b, c = x
    return a, b, c


assert error(two, [1]) == 'ValueError: not enough values to unpack (expected 2, got 1)'
assert error(two, [1, 2, 3]) == 'ValueError: too many values to unpack (expected 2)'
assert error(two, iter([])) == 'ValueError: not enough values to unpack (expected 2, got 0)'
assert error(two, 5) == 'TypeError: cannot unpack non-iterable int object'
assert error(two, None) == 'TypeError: cannot unpack non-iterable NoneType object'
assert error(starred, [1]) == 'ValueError: not enough values to unpack (expected at least 2, got 1)'
assert two('ab') == ('a', 'b')
assert two({1: 0, 2: 0}) == (1, 2)
assert two(x for x in 'pq') == ('p', 'q')


class Endless:
    def __iter__(self):
        return self

    def __next__(self):
        self.n = getattr(self, 'n', 0) + 1
        return self.n


e = Endless()
assert error(two, e) == 'ValueError: too many values to unpack (expected 2)'
assert e.n == 3


# Targets: attributes, items, slices, evaluated left to right after the right side
class O:
    pass


o = O()
o.a, o.b = 1, 2
d = {}
d['x'], d['y'] = o.a, o.b
l = [1, 2, 3, 4]
l[1:3], q = 'abc', 9
assert o.__dict__ == {'a': 1, 'b': 2}
assert d == {'x': 1, 'y': 2}
assert l == [1, 'a', 'b', 'c', 4]
assert q == 9
for o.k, (d['p'], *rest) in [(1, 'ab'), (2, 'cde')]:
    pass
assert o.k == 2
assert d['p'] == 'c'
assert rest == ['d', 'e']
order = []


def at(name, value=None):
    order.append(name)
    return value


at('t1', d)[at('k1', 'm')], at('t2', d)[at('k2', 'n')] = at('v1', 1), at('v2', 2)
assert order == ['v1', 'v2', 't1', 'k1', 't2', 'k2']
assert d['m'] == 1
assert d['n'] == 2

# Augmented assignment evaluates its target once
order.clear()
at('target', l)[at('key', 0)] += at('value', 5)
assert order == ['target', 'key', 'value']
assert l[0] == 6


class Aug:
    def __init__(self):
        self.log = []

    def __iadd__(self, other):
        self.log.append(('iadd', other))
        return self

    def __isub__(self, other):
        return 'replaced'

    def __imul__(self, other):
        return NotImplemented

    def __mul__(self, other):
        return 'mul'


g = h = Aug()
g += 1
assert g is h
assert g.log == [('iadd', 1)]
g -= 1
assert g == 'replaced'
h *= 2
assert h == 'mul'
n = 5
n += 1; n -= 2; n *= 3; n //= 2; n **= 2; n %= 20; n <<= 2; n >>= 1; n |= 8; n &= 0xf; n ^= 1
assert n == (((((((((5 + 1 - 2) * 3) // 2) ** 2) % 20) << 2) >> 1) | 8) & 0xf) ^ 1
f = 3
f /= 2
assert f == 1.5
s = 'a'
s += 'b'
s *= 2
assert s == 'abab'
m = t = (1,)
m += (2,)
assert m == (1, 2)
assert t == (1,)


def aug_type():
    x = 1
    x += 'a'


assert error(aug_type) == "TypeError: unsupported operand type(s) for +=: 'int' and 'str'"
assert error(exec, 'x = []\nx += 5') == "TypeError: 'int' object is not iterable"
assert error(exec, 'x = {}\nx -= 5') == "TypeError: unsupported operand type(s) for -=: 'dict' and 'int'"

# Calls and displays
def args(*a, **k):
    return a, k


assert args(*[1], 2, *(3, 4), x=5, **{'y': 6}) == ((1, 2, 3, 4), {'x': 5, 'y': 6})
assert args(**{'a': 1}, b=2, **{'c': 3}) == ((), {'a': 1, 'b': 2, 'c': 3})
assert args(*'ab', *{}) == (('a', 'b'), {})
assert [*[1], *[2]] == [1, 2]
assert {*[1], *[1]} == {1}
assert {'a': 1, **{'a': 2}} == {'a': 2}
assert (*[1], *[2]) == (1, 2)
assert args(*range(3))[0] == (0, 1, 2)
assert error(lambda: [*5]) == 'TypeError: Value after * must be an iterable, not int'
assert error(lambda: {**5}) == "TypeError: 'int' object is not a mapping"
assert error(lambda: args(*None)) == 'TypeError: __main__.args() argument after * must be an iterable, not NoneType'

# Walrus
if (k := len('abc')) > 2:
    pass
assert k == 3
assert [w := 5, w ** 2] == [5, 25]
assert (lambda: (u := 3) + u)() == 6
assert {(v := 1): v}[1] == 1
nums = iter([3, 2, 1, 0])
seen = []
while (n := next(nums)):
    seen.append(n)
assert seen == [3, 2, 1]
assert n == 0
print(end=(p := ''))
assert p == ''

# del
a = b = 1
del a, (b), [c]
assert error(lambda: a) == "NameError: name 'a' is not defined"
assert error(lambda: c) == "NameError: name 'c' is not defined"
l = list(range(10))
d = {'a': 1, 'b': 2}
o.z = 1
del l[0], l[-1], l[2:4], d['a'], o.z
assert l == [1, 2, 5, 6, 7, 8]
assert d == {'b': 2}
assert not hasattr(o, 'z')
assert error(exec, 'del zz') == "NameError: name 'zz' is not defined"
assert error(exec, 'del 1') == 'SyntaxError: cannot delete literal (<string>, line 1)'
assert error(exec, 'del f()') == 'SyntaxError: cannot delete function call (<string>, line 1)'
assert error(exec, 'a + 1 = 2') == (
    "SyntaxError: cannot assign to expression here. Maybe you meant '==' instead of '='? (<string>, line 1)")
assert error(exec, 'f() = 1') == (
    "SyntaxError: cannot assign to function call here. Maybe you meant '==' instead of '='? (<string>, line 1)")
assert error(exec, 'None = 1') == 'SyntaxError: cannot assign to None (<string>, line 1)'
assert error(exec, '*a, *b = c') == 'SyntaxError: multiple starred expressions in assignment (<string>, line 1)'
assert error(exec, '*a = c') == 'SyntaxError: starred assignment target must be in a list or tuple (<string>, line 1)'
assert error(exec, 'x + 1 += 2') == (
    "SyntaxError: 'expression' is an illegal expression for augmented assignment (<string>, line 1)")
ann: int = 5
unset: str
(paren): int = 1
o.attr: int = 3
assert ann == 5
assert o.attr == 3
assert __annotations__ == {'ann': int, 'unset': str}
assert error(lambda: unset) == "NameError: name 'unset' is not defined"
