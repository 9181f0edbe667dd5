"""What is true, in traces: by `if`, `not`, `bool` and `and`, of every kind of value, and of classes that change."""


class Plain:
    pass


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class Told:
    def __init__(self, answer):
        self.answer = answer

    def __bool__(self):
        if self.answer is None:
            raise ValueError('undecided')
        return self.answer


class Items(dict):
    pass


class Never(list):
    def __bool__(self):
        return False


def ways(w):
    yes = 'yes' if w else 'no'
    return yes, not w, bool(w), bool(w and 1), (w or None) is None


def expected(answer):
    return ('yes', False, True, True, False) if answer else ('no', True, False, False, True)


def test_every_kind():
    cases = [
        (None, False), (True, True), (False, False), (0, False), (5, True), (-1, True), (1 << 70, True), (0.0, False), (-0.0, False),
        (0.5, True), (float('nan'), True), (0j, False), (1j, True), ('', False), ('0', True), ('\U0001f600', True), (b'', False),
        (b'0', True), ([], False), ([0], True), ([0.5], True), ((), False), ((0,), True), ({}, False), ({0: 0}, True), (set(), False),
        ({0}, True), (frozenset(), False), (frozenset('a'), True), (range(0), False), (range(3), True), (Plain(), True), (Plain, True),
        (Sized(0), False), (Sized(2), True), (Told(True), True), (Told(False), False), (Items(), False), (Items(a=1), True),
        (Never([1]), False), (len, True), (test_every_kind, True), (iter([]), True), (ValueError(), True), (bytearray(), False),
    ]
    for w, answer in cases:
        for _ in range(120):
            assert ways(w) == expected(answer), w
    for _ in range(60):
        for w, answer in cases:
            assert ways(w) == expected(answer), w
    assert bool() is False


def test_what_grows_and_shrinks():
    d, s, xs, sized = {}, set(), [], Sized(0)
    count = 0
    for i in range(3000):
        if i % 3 == 0:
            d[i] = i
            s.add(i)
            xs.append(i)
            sized.n = 1
        elif i % 3 == 1:
            d.clear()
            s.clear()
            xs.clear()
            sized.n = 0
        full = i % 3 == 0
        assert bool(d) is bool(s) is bool(xs) is bool(sized) is full, i
        if d:
            count += 1
        if not s:
            count += 10
    assert count == 1000 + 20000


def test_classes_that_change():
    class Changing:
        pass

    class Base:
        pass

    class Derived(Base):
        pass

    w, v = Changing(), Derived()
    for i in range(3000):
        if i == 1500:
            Changing.__bool__ = lambda self: False
        if i == 2000:
            Base.__len__ = lambda self: 0
        if i == 2500:
            del Changing.__bool__
            del Base.__len__
        assert ways(w) == expected(not 1500 <= i < 2500), i
        assert ways(v) == expected(not 2000 <= i < 2500), i


def test_what_raises():
    w = Told(True)
    caught = 0
    for i in range(3000):
        w.answer = None if i % 10 == 9 else i % 2 == 0
        try:
            assert bool(w) is (i % 2 == 0)
        except ValueError as e:
            assert str(e) == 'undecided' and i % 10 == 9
            caught += 1
        try:
            bool(w, w)
        except TypeError as e:
            assert str(e) == 'bool expected at most 1 argument, got 2'
        else:
            assert False
    assert caught == 300


for name, test in list(globals().items()):
    if name.startswith('test_'):
        test()
