# Text, slices, class methods and containers in code that runs often enough to be compiled: what the fast cases must leave to the others.
ROUNDS = 300


def parts(s, a, b):
    return s[a:b], s[a:], s[:b], s[:]


for i in range(ROUNDS):
    assert parts('abcdef', 1, -1) == ('bcde', 'bcdef', 'abcde', 'abcdef')
    assert parts(b'abcdef', 1, -1) == (b'bcde', b'bcdef', b'abcde', b'abcdef')
    assert parts([1, 2, 3], -2, 9) == ([2, 3], [2, 3], [1, 2, 3], [1, 2, 3])
    assert parts((1, 2, 3), -9, 1) == ((1,), (1, 2, 3), (1,), (1, 2, 3))
    assert parts(b'x' * 100, -200, 90) == (b'x' * 90, b'x' * 100, b'x' * 90, b'x' * 100)
    assert parts(b'x' * 100, 90, 20)[0] == b''
assert parts('\U0001f600bc', 0, 1)[0] == '\U0001f600'
assert parts(range(9), True, None)[0] == range(1, 9)
assert parts(bytearray(b'abc'), 1, 2)[0] == bytearray(b'b')


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


class Keys:
    def __getitem__(self, key):
        return key

    def __class_getitem__(cls, key):
        return 'class', key


assert parts('abc', Index(1), Index(2))[0] == 'b'
assert parts(Keys(), 1, 2)[0] == slice(1, 2, None) and parts(Keys, None, 'x')[0] == ('class', slice(None, 'x'))
t = (1, 2)
assert parts(t, 0, 2)[0] is t
for wrong in (5, None, {}):
    try:
        parts(wrong, 1, 2)
    except (TypeError, KeyError):
        pass
    else:
        assert False
try:
    parts('abc', 1.0, 2)
except TypeError as e:
    assert str(e) == 'slice indices must be integers or None or have an __index__ method', e


def item(w, k):
    try:
        return w[k]
    except (IndexError, KeyError) as e:
        return repr(e)


class Missing(dict):
    def __missing__(self, key):
        return key, 'missing'


for i in range(ROUNDS):
    assert item({'a': None}, 'a') is None and item({'a': 1}, 'b') == "KeyError('b')"
    assert item(Missing(a=1), 'a') == 1 and item(Missing(), 'b') == ('b', 'missing')
    assert item('abc', -1) == 'c' and item('abc', 3) == "IndexError('string index out of range')"
    assert item(b'abc', -3) == 97 and item(b'abc', -4) == "IndexError('index out of range')"
    assert item([1, 2], -2) == 1 and item((1, 2), -3) == "IndexError('tuple index out of range')"


def order(a, b):
    return a < b, a <= b, a == b, a != b, a > b, a >= b, 'b' < a, b == 'a'


for i in range(ROUNDS):
    assert order('a', 'b') == (True, True, False, True, False, False, False, False)
assert order('\uffff', '\U00010000')[:2] == (True, True)
assert order('ab', 'a')[6:] == (False, True) and 'x' != order and 'a' < 'b'


def grow(piece, count, front):
    text = ''
    for i in range(count):
        text = piece + text if front else text + piece
    return text


for piece in ('', 'x', 'abc', '\u20ac', '\U0001f600', 'long piece of text, ' * 20):
    for count in (0, 3, 100, 2000):
        assert grow(piece, count, False) == grow(piece, count, True) == piece * count
both = ''
for i in range(500):
    both += str(i) if i % 2 else 1 * 'y'
assert both == ''.join([str(i) if i % 2 else 'y' for i in range(500)])


class Made:
    made = 0

    def __init__(self, n):
        self.n = n

    @classmethod
    def of(cls, n, *more):
        return cls(n + len(more))

    @staticmethod
    def double(n):
        return 2 * n


class Derived(Made):
    pass


def use(kind, n):
    return kind.of(n), kind.of(n, 1, 2).n, kind.double(n), kind.__name__, kind.__module__


for kind in [Made, Derived] * ROUNDS:
    w, n, twice, name, module = use(kind, 5)
    assert type(w) is kind and w.n == 5 and n == 7 and twice == 10 and name == kind.__name__ and module == __name__
Made.__name__ = 'Renamed'
assert use(Made, 1)[3] == 'Renamed' and use(Derived, 1)[3] == 'Derived'
Made.double = staticmethod(lambda n: 3 * n)
assert use(Derived, 2)[2] == 6
Made.__dict__['double'].__init__(lambda n: 4 * n)
assert use(Derived, 2)[2] == 8 and Made(0).double(3) == 12
Made.__dict__['of'].__init__(lambda cls, *n: Made(-1))
assert use(Derived, 2)[1] == -1
Derived.of = lambda *n: Made(-2)
assert use(Derived, 2)[1] == -2


class Meta(type):
    @property
    def double(cls):
        return lambda n: 'of the metaclass'


class OfMeta(Made, metaclass=Meta):
    pass


assert use(OfMeta, 2)[2] == 'of the metaclass'


def ints(kind, data):
    return kind.from_bytes(data, 'big'), kind.from_bytes(data, byteorder='little', signed=True)


class Int(int):
    pass


for i in range(ROUNDS):
    assert ints(int, b'\x01\x00') == (256, 1)
    assert type(ints(Int, b'\x01\x00')[0]) is Int
assert int.from_bytes is not int.from_bytes
for wrong in (5, float):
    try:
        int.__dict__['from_bytes'](wrong, b'')
    except TypeError:
        pass
    else:
        assert False


def containers(w):
    return list(w), set(w), dict(w), bytes(w[0]), type(w), list(), dict(), set()


for i in range(ROUNDS):
    got = containers([(1, 2)])
    assert got == ([(1, 2)], {(1, 2)}, {1: 2}, b'\x01\x02', list, [], {}, set())
    got[5].append(1)
for wrong in (list, set, dict, bytes, tuple):
    try:
        wrong(1.5)
    except TypeError:
        pass
    else:
        assert False, wrong


class Text(str):
    def __add__(self, other):
        return 'added'

    def __eq__(self, other):
        return 'equal'

    __hash__ = str.__hash__


def special(a, b):
    return a + b, a == b


for i in range(ROUNDS):
    assert special('a', 'b') == ('ab', False)
assert special(Text('a'), 'b') == ('added', 'equal') and special('a', Text('b'))[1] == 'equal'


def constructed(w):
    return list(reversed(w)), list(enumerate(w)), list(enumerate(w, 5)), list(zip(w, w)), frozenset(w), bytearray(w), list(map(str, w))


for i in range(ROUNDS):
    got = constructed([1, 2])
    assert got == ([2, 1], [(0, 1), (1, 2)], [(5, 1), (6, 2)], [(1, 1), (2, 2)], frozenset((1, 2)), b'\x01\x02', ['1', '2'])


class Back(reversed):
    def __init__(self, w):
        self.begun = True


class Sequence:
    def __len__(self):
        return 1

    def __getitem__(self, i):
        return i


class Made2:
    def __reversed__(self):
        return Back.__new__(Back, Sequence())


def backwards(w):
    return reversed(w)


for i in range(ROUNDS):
    assert type(backwards([1])) is type(reversed([]))
assert type(backwards(Made2())) is Back and not hasattr(backwards(Made2()), 'begun')


class A:
    def act(self, n):
        return 'A', n


class B:
    def act(self, n, more=1):
        return 'B', n, more


class C:
    def __init__(self):
        self.act = lambda n: ('C', n)


class D:
    @classmethod
    def act(cls, n):
        return cls.__name__, n


class E:
    act = str


for w in [A(), B(), C(), D(), E()] * ROUNDS:
    got = w.act(1)
    kind = type(w).__name__
    assert got == {'A': ('A', 1), 'B': ('B', 1, 1), 'C': ('C', 1), 'D': ('D', 1), 'E': '1'}[kind], got


def display(k):
    return {k: 1, 'b': 2, 1: 3}


for i in range(ROUNDS):
    assert display('a') == {'a': 1, 'b': 2, 1: 3} and list(display('b').items()) == [('b', 2), (1, 3)]
    assert display(1) == {1: 3, 'b': 2} and list(display(1.0)) == [1.0, 'b'] and list(display(True)) == [True, 'b']
grown = display('a')
for i in range(50):
    grown[i] = i
assert len(grown) == 52 and grown[1] == 1 and grown['b'] == 2

assert [s.title() for s in ('', 'a', 'they\'re bill\'s', 'x-RAY 2nd', 'é\u0149x')] == ['', 'A', "They'Re Bill'S", 'X-Ray 2Nd', 'É\u0149x']
assert [s.capitalize() for s in ('', 'aBC', ' aB', 'ÉA')] == ['', 'Abc', ' ab', 'Éa']
for part in (b'', b'ab', b'x' * 40, bytearray(b'cd'), memoryview(b'ef')):
    assert b', '.join([part, b'1', part]) == bytes(part) + b', 1, ' + bytes(part) and b''.join([part] * 3) == bytes(part) * 3


class Kept:
    shared = 'of the class'

    def __init__(self, n):
        self.n = n

    @property
    def computed(self):
        return 'computed'


def read(w):
    return w.n, w.shared, w.computed


for i in range(ROUNDS):
    w = Kept(i)
    w.__dict__['more'] = 1
    assert read(w) == (i, 'of the class', 'computed')
    if i % 3 == 0:
        w.shared = 'own'
        w.__dict__['computed'] = 'hidden'
        assert read(w) == (i, 'own', 'computed')
        del w.shared
        assert read(w)[1] == 'of the class'
    vars(w).update(n=None)
    assert read(w)[0] is None
    w.__dict__ = {'n': 'new'}
    assert read(w)[0] == 'new'
    del w.n
    try:
        read(w)
    except AttributeError as e:
        assert str(e) == "'Kept' object has no attribute 'n'", e
    else:
        assert False
