"""Loops that are compiled while the rest of their function has never been executed: they are left there, and entered again."""


def phases(n, log):
    squares = [x * x for x in range(n)]
    total = 0
    for x in squares:
        total += x
    for i in range(n):
        try:
            if i == n - 1:
                raise KeyError(i)
            total -= len(str(i))
        except KeyError as e:
            log.append(e.args[0])
        finally:
            total += 1
    out = sorted(set(log))
    for i in range(n):
        if i % 1000 == 999:
            total += max(i, abs(-i))
        elif i % 1001 == 7:
            total -= min(i, ord('a'))
    return total, out


def nested(n):
    seen = 0
    for i in range(n):
        for k in range(i):
            seen += k
        for k in reversed(range(i)):
            seen -= divmod(k, 2)[0]
        seen ^= hash(i)
    return seen


def floats(n):
    x = 0.5
    for i in range(n):
        x = x * 1.5 - i
        if x < -1e6:
            x = float(pow(i, 1))
    return round(x, 6)


def missing(n):
    for i in range(n):
        pass
    try:
        return no_such_name
    except NameError as e:
        return str(e)


EXPECTED = 2238807

for _ in range(30):
    assert phases(2000, []) == (2664665008, [1999]), phases(2000, [])
    assert nested(300) == EXPECTED, nested(300)
    assert missing(500) == "name 'no_such_name' is not defined"
assert nested(150) == 278406, nested(150)
assert [floats(n) for n in (10, 100, 1000)] == [-177.827637, -190444.052525, -5589.75], [floats(n) for n in (10, 100, 1000)]


# Ways that a function takes only after it was compiled: what is there may be something else by then than where it was compiled.


class Late:
    shared = 'class'

    def __init__(self, size):
        self.size = size
        self.weight = 1.5
        self.label = 'label'

    def name(self):
        return 'name'

    def ask(self, way):
        if way == 0:
            return self.size
        if way == 1:
            self.weight = self.weight + 1
            return self.weight
        if way == 2:
            return self.label, self.name(), self.shared
        if way == 3:
            self.label = far(self.size)
            return self.label
        if way == 4:
            self.weight = 'heavy'
            return self.weight, max(self.size, 1)
        del self.label
        return hasattr(self, 'label')


def far(n):
    return n + 1


class Other(Late):
    def __init__(self):
        self.label = 'other'
        self.size = 7
        self.weight = 2

    @property
    def name(self):
        return lambda: 'property'


class Slotted:
    __slots__ = ('first', 'second')

    def __init__(self):
        self.first = 1

    def ask(self, way):
        if way == 0:
            return self.first
        try:
            return self.second
        except AttributeError:
            self.second = 2
            return 'none'


def ask_all():
    late = Late(3)
    for _ in range(150):
        assert late.ask(0) == 3
    assert [late.ask(1) for _ in range(400)][-1] == 401.5
    for _ in range(400):
        assert late.ask(2) == ('label', 'name', 'class')
    late.name = lambda: 'own'
    Late.shared = 'changed'
    assert late.ask(2) == ('label', 'own', 'changed')
    assert late.ask(3) == 4
    global far
    kept, far = far, lambda n: n + 2
    assert late.ask(3) == 5
    del far
    try:
        late.ask(3)
    except NameError as e:
        assert str(e) == "name 'far' is not defined"
    else:
        assert False
    far = kept
    assert late.ask(4) == ('heavy', 3)
    globals()['max'] = min
    assert late.ask(4) == ('heavy', 1)
    del globals()['max']
    assert late.ask(4) == ('heavy', 3)
    assert late.ask(5) is False
    try:
        late.ask(2)
    except AttributeError as e:
        assert str(e) == "'Late' object has no attribute 'label'", str(e)
    else:
        assert False
    late.__dict__['label'] = 'held'
    assert late.ask(2) == ('held', 'own', 'changed')

    other = Other()
    for _ in range(400):
        assert other.ask(0) == 7
        assert other.ask(2) == ('other', 'property', 'changed')
    assert other.ask(1) == 3 and other.ask(3) == 8 and other.ask(5) is False
    Late.label = property(lambda self: 'computed')
    assert other.ask(2) == ('computed', 'property', 'changed')
    del Late.label
    Late.shared = 'class'

    slotted = Slotted()
    for _ in range(150):
        assert slotted.ask(0) == 1
    assert slotted.ask(1) == 'none' and slotted.ask(1) == 2


for _ in range(3):
    ask_all()
