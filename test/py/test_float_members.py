"""Members of `__slots__` that are floats: kept as doubles where instances have nothing else, and never seen as anything but members."""
import copy
import pickle


class Vector:
    __slots__ = ('x', 'y', 'z')

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def scale(self, by):
        self.x *= by
        self.y *= by
        self.z *= by


def test_sums():
    total = Vector(0.0, 0.0, 0.0)
    step = Vector(1.0, 0.5, -0.25)
    for n in range(20_000):
        total = total + step
        if n % 5000 == 0:
            total.scale(2.0)
    again = [0.0, 0.0, 0.0]
    for n in range(20_000):
        again = [a + b for a, b in zip(again, (1.0, 0.5, -0.25))]
        if n % 5000 == 0:
            again = [2.0 * a for a in again]
    assert [total.x, total.y, total.z] == again


def missing(w, name):
    try:
        getattr(w, name)
    except AttributeError as e:
        assert name in str(e)
        return True
    return False


def make(rounds, stop=None, what=None):
    class Pair:
        __slots__ = ('a', 'b')

    made = []
    for n in range(rounds):
        w = Pair()
        assert missing(w, 'a')
        w.a = n * 0.5 if n != stop else what
        assert missing(w, 'b')
        w.b = w.a
        if n % 7 == 0:
            del w.a
            assert missing(w, 'a')
            try:
                del w.a
            except AttributeError:
                pass
            else:
                assert False
            w.a = n * 0.5 if n != stop else what
        made.append(w)
    for n, w in enumerate(made):
        expected = n * 0.5 if n != stop else what
        assert w.a == expected and w.b == expected and type(w.a) is type(expected)
    return made


def test_other_values():
    make(3000)
    for what in 'text', None, 3, [1], True, 2 ** 80:
        for stop in 0, 1, 2, 500, 1499:
            made = make(1500, stop, what)
            assert made[stop].a is what and made[stop].b is what


def test_nan():
    nan = float('nan')
    made = make(10)
    for w in made:
        w.a = nan
        assert w.a is nan
        w.a = 1.5
        assert w.a == 1.5
        w.a = -0.0
        assert str(w.a) == '-0.0'


def total_of(items):
    total = 0
    for w in items:
        total += w.a
    return total


def test_loops_over_both():
    made = make(2000)
    whole = total_of(made)
    assert whole == sum(n * 0.5 for n in range(2000))
    for w in made[::3]:
        w.a = int(w.a)
    assert total_of(made) == sum(int(n * 0.5) if n % 3 == 0 else n * 0.5 for n in range(2000))
    del made[1000].a
    try:
        total_of(made)
    except AttributeError:
        pass
    else:
        assert False
    made[1000].a = 0.5
    for _ in range(20):
        assert total_of(made) == sum(w.a for w in made)


def test_reads_of_empty_members():
    class One:
        __slots__ = ('value',)

    def value(w):
        try:
            return w.value
        except AttributeError:
            return None

    items = []
    for n in range(4000):
        w = One()
        if n % 3:
            w.value = n * 1.0
        items.append(w)
    for _ in range(3):
        assert [value(w) for w in items] == [n * 1.0 if n % 3 else None for n in range(4000)]
    items[1].value = 'now a str'
    assert [value(w) for w in items[:4]] == [None, 'now a str', 2.0, None]


class Base:
    __slots__ = ('a',)


class Derived(Base):
    __slots__ = ('b',)


class WithDict(Base):
    pass


class Ninth:
    __slots__ = tuple('abcdefghij')


def test_classes():
    for n in range(3000):
        d = Derived()
        d.b = 0.5 + n
        d.a = 0.25 + n
        assert (d.a, d.b) == (0.25 + n, 0.5 + n)
        w = WithDict()
        w.a = 1.5
        w.c = 2.5
        assert w.__dict__ == {'c': 2.5} and w.a == 1.5
        m = Ninth()
        for i, name in enumerate('jihgfedcba'):
            setattr(m, name, i * 0.5)
        assert [getattr(m, name) for name in 'abcdefghij'] == [4.5 - i * 0.5 for i in range(10)]
        assert Base.a.__get__(d) == d.a
        Base.a.__set__(d, 7.5)
        assert d.a == 7.5
        Base.a.__delete__(d)
        assert missing(d, 'a')


class Left:
    __slots__ = ('a', 'b')


class Right:
    __slots__ = ('a', 'b')


def test_class_is_assigned():
    for n in range(2000):
        w = Left()
        w.a = n * 0.5
        w.__class__ = Right
        assert w.a == n * 0.5 and missing(w, 'b')
        w.b = 1.5
        w.a = 'a' if n == 1500 else 2.5
        w.__class__ = Left
        assert w.b == 1.5 and w.a == ('a' if n == 1500 else 2.5)


def test_copies():
    for n in range(300):
        v = Vector(n * 0.5, n, None if n == 200 else -0.0)
        for w in copy.copy(v), copy.deepcopy(v), pickle.loads(pickle.dumps(v)):
            assert (w.x, w.y, w.z, str(w.z)) == (v.x, v.y, v.z, str(v.z))
            assert type(w.x) is float and type(w.y) is int
        assert v.x is v.x


for name, test in list(globals().items()):
    if name.startswith('test_'):
        test()
