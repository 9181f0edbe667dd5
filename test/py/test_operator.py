"""Operators: special methods, reflected operands, subclass priority, NotImplemented, comparisons.

ref: datamodel#emulating-numeric-types
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


NAMES = {
    '+': 'add', '-': 'sub', '*': 'mul', '@': 'matmul', '/': 'truediv', '//': 'floordiv', '%': 'mod', '**': 'pow',
    '<<': 'lshift', '>>': 'rshift', '&': 'and', '^': 'xor', '|': 'or',
}


def make(name, prefix):
    return lambda self, other: (prefix + name, self.tag, getattr(other, 'tag', other))


class Full:
    def __init__(self, tag):
        self.tag = tag


for method in NAMES.values():
    for prefix in ('', 'r', 'i'):
        setattr(Full, f'__{prefix}{method}__', make(method, prefix))
x, y = Full('x'), Full('y')
for symbol, method in NAMES.items():
    assert eval(f'x {symbol} y') == (method, 'x', 'y')
    assert eval(f'x {symbol} 5') == (method, 'x', 5)
    assert eval(f'5 {symbol} x') == ('r' + method, 'x', 5)
    assert eval(f'(1,) {symbol} x') == ('r' + method, 'x', (1,))
    ns = {'v': x}
    exec(f'v {symbol}= 7', ns)
    assert ns['v'] == ('i' + method, 'x', 7)
assert [1] + x == ('radd', 'x', [1])
assert (1,) * x == ('rmul', 'x', (1,))
assert 1.5 - x == ('rsub', 'x', 1.5)
assert None | x == ('ror', 'x', None)
assert {1} & x == ('rand', 'x', {1})
assert divmod(Full('d').__class__ and 7, 2) == (3, 1)


class Unary:
    def __neg__(self):
        return 'neg'

    def __pos__(self):
        return 'pos'

    def __invert__(self):
        return 'invert'

    def __abs__(self):
        return 'abs'

    def __round__(self, n=None):
        return 'round', n

    def __divmod__(self, other):
        return 'divmod', other

    def __rdivmod__(self, other):
        return 'rdivmod', other

    def __pow__(self, other, modulus=None):
        return 'pow', other, modulus

    def __index__(self):
        return 3

    def __int__(self):
        return 30

    def __float__(self):
        return 3.5

    def __trunc__(self):
        return 'trunc'

    def __floor__(self):
        return 'floor'

    def __ceil__(self):
        return 'ceil'


import math
u = Unary()
assert -u == 'neg'
assert +u == 'pos'
assert ~u == 'invert'
assert abs(u) == 'abs'
assert round(u) == ('round', None)
assert round(u, 2) == ('round', 2)
assert divmod(u, 1) == ('divmod', 1)
assert divmod(1, u) == ('rdivmod', 1)
assert u ** 2 == ('pow', 2, None)
assert pow(u, 2, 5) == ('pow', 2, 5)
assert int(u) == 30
assert float(u) == 3.5
assert [0, 1, 2, 3][u] == 3
assert hex(u) == '0x3'
assert bin(u) == '0b11'
assert math.trunc(u) == 'trunc'
assert math.floor(u) == 'floor'
assert math.ceil(u) == 'ceil'
assert 'abcd'[u] == 'd'
assert range(u) == range(3)
assert chr(u) == '\x03'


# A subclass on the right goes first if it overrides the reflected method.
class Base:
    def __add__(self, other):
        return 'Base.add'

    def __radd__(self, other):
        return 'Base.radd'


class Same(Base):
    pass


class Over(Base):
    def __radd__(self, other):
        return 'Over.radd'


assert Base() + Base() == 'Base.add'
assert Base() + Same() == 'Base.add'
assert Base() + Over() == 'Over.radd'
assert Over() + Base() == 'Base.add'
assert 1 + Base() == 'Base.radd'


class MyInt(int):
    def __radd__(self, other):
        return 'MyInt.radd'

    def __rsub__(self, other):
        return 'MyInt.rsub'


assert 1 + MyInt(2) == 'MyInt.radd'
assert MyInt(2) + 1 == 3
assert 1 - MyInt(2) == 'MyInt.rsub'
assert 1.0 + MyInt(2) == 3.0
assert True + MyInt(1) == 2
calls = []


class Not:
    def __init__(self, name):
        self.name = name

    def __add__(self, other):
        calls.append(self.name + '.add')
        return NotImplemented

    def __radd__(self, other):
        calls.append(self.name + '.radd')
        return NotImplemented


class Not2(Not):
    pass


assert error(lambda: Not('a') + Not('b')) == "TypeError: unsupported operand type(s) for +: 'Not' and 'Not'"
assert calls == ['a.add']
calls.clear()
assert error(lambda: Not('a') + Not2('b')) == "TypeError: unsupported operand type(s) for +: 'Not' and 'Not2'"
assert calls == ['a.add', 'b.radd']
calls.clear()
assert error(lambda: 1 + Not('b')) == "TypeError: unsupported operand type(s) for +: 'int' and 'Not'"
assert calls == ['b.radd']
assert error(lambda: object() - 1) == "TypeError: unsupported operand type(s) for -: 'object' and 'int'"
assert error(lambda: {} + {}) == "TypeError: unsupported operand type(s) for +: 'dict' and 'dict'"
assert error(lambda: None + 1) == "TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'"
assert error(lambda: 'a' - 'b') == "TypeError: unsupported operand type(s) for -: 'str' and 'str'"
assert error(lambda: [] - []) == "TypeError: unsupported operand type(s) for -: 'list' and 'list'"
assert error(lambda: 2 ** 'a') == "TypeError: unsupported operand type(s) for ** or pow(): 'int' and 'str'"
assert error(lambda: 1 @ 2) == "TypeError: unsupported operand type(s) for @: 'int' and 'int'"
assert error(divmod, 1, 'a') == "TypeError: unsupported operand type(s) for divmod(): 'int' and 'str'"
assert error(pow, 1, 'a', 2) == "TypeError: unsupported operand type(s) for ** or pow(): 'int', 'str', 'int'"
assert error(abs, 'a') == "TypeError: bad operand type for abs(): 'str'"
assert error(round, 'a') == "TypeError: type str doesn't define __round__ method"
assert error(lambda: print >> 1).startswith("TypeError: unsupported operand type(s) for >>: 'builtin_function_or_method' and 'int'")

# Comparison
class Cmp:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return ('lt', self.n)

    def __eq__(self, other):
        return NotImplemented

    def __ge__(self, other):
        return NotImplemented


c, d = Cmp(1), Cmp(2)
assert (c < d) == ('lt', 1)
assert (c > d) == ('lt', 2)
assert (5 > c) == ('lt', 1)
assert c == c
assert not c == d
assert c != d
assert error(lambda: c >= d) == "TypeError: '>=' not supported between instances of 'Cmp' and 'Cmp'"
assert error(lambda: c <= 5) == "TypeError: '<=' not supported between instances of 'Cmp' and 'int'"
assert error(hash, c) == "TypeError: unhashable type: 'Cmp'"


class Eq:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return isinstance(other, Eq) and self.n == other.n

    def __hash__(self):
        return hash(self.n)


class Weird:
    def __eq__(self, other):
        return 'equal?'

    def __ne__(self, other):
        return 'differs?'


assert Eq(1) == Eq(1)
assert Eq(1) != Eq(2)
assert not Eq(1) != Eq(1)
assert Eq(1) in [Eq(1)]
assert {Eq(1): 'v'}[Eq(1)] == 'v'
assert (Weird() == 1) == 'equal?'
assert (1 == Weird()) == 'equal?'
assert (Weird() != 1) == 'differs?'
assert [1, Weird()] == [1, 5]
assert 5 in [Weird()]
assert object() != object()
assert (1 == '1') is False
assert (1 != '1') is True
assert [] != ()
assert 1 == 1.0 == True


class BaseCmp:
    def __lt__(self, other):
        return 'base lt'

    def __gt__(self, other):
        return 'base gt'


class SubCmp(BaseCmp):
    def __gt__(self, other):
        return 'sub gt'


assert (BaseCmp() < SubCmp()) == 'sub gt'
assert (SubCmp() < BaseCmp()) == 'base lt'
assert (BaseCmp() < BaseCmp()) == 'base lt'

# Containers
class Box:
    def __init__(self):
        self.log = []

    def __getitem__(self, k):
        return 'item', k

    def __setitem__(self, k, v):
        self.log.append(('set', k, v))

    def __delitem__(self, k):
        self.log.append(('del', k))

    def __contains__(self, x):
        return 'truthy' if x == 1 else ''

    def __len__(self):
        return 4

    def __reversed__(self):
        return 'reversed'

    def __call__(self, *a, **k):
        return a, k

    def __length_hint__(self):
        return 10


b = Box()
b['k'] = 1
del b['z']
b[1] += 'x' and ('y',)
assert b[0] == ('item', 0)
assert b.log == [('set', 'k', 1), ('del', 'z'), ('set', 1, ('item', 1, 'y'))]
assert (1 in b) is True
assert (2 in b) is False
assert (2 not in b) is True
assert reversed(b) == 'reversed'
assert b(1, k=2) == ((1,), {'k': 2})
assert len(b) == 4


class NoContains:
    __contains__ = None

    def __iter__(self):
        return iter([1])


class NoIter:
    __iter__ = None

    def __getitem__(self, i):
        return 1


assert error(lambda: 1 in NoContains()) == "TypeError: 'NoContains' object is not a container"
assert error(iter, NoIter()) == "TypeError: 'NoIter' object is not iterable"
assert error(lambda: NoContains()[1]) == "TypeError: 'NoContains' object is not subscriptable"
assert error(exec, 'x = 5\nx[0] = 1') == "TypeError: 'int' object does not support item assignment"
assert error(exec, 'x = 5\ndel x[0]') == "TypeError: 'int' object does not support item deletion"
import operator
assert operator.add(1, 2) == 3
assert operator.matmul(x, y)[0] == 'matmul'
assert operator.iadd([1], [2]) == [1, 2]
assert operator.contains([1], 1)
assert operator.itemgetter(1, 0)('ab') == ('b', 'a')
assert operator.attrgetter('tag')(x) == 'x'
assert operator.methodcaller('upper')('a') == 'A'
assert operator.index(u) == 3
assert operator.truth([]) is False
assert operator.is_not(1, None)
assert 1 < 2 == 2
assert 2 ** 3 ** 2 == 512
assert -2 ** 2 == -4
assert not 1 + 1 == 3
assert 1 | 2 ^ 3 & 4 == 3
assert 1 << 2 + 1 == 8
assert 7 - 2 - 1 == 4
assert 2 * 3 % 4 == 2
assert -7 // 2 == -4
assert ~1 ** 2 == -2
assert (1 if 0 else 2) == 2
assert (lambda: 1 or 2)() == 1
assert not True == False
