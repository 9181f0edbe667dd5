"""Loops that are hot enough to be traced: what changes in them after many rounds has to be seen at once."""
import sys

ROUNDS = 5000


def types_change(values):
    total = 0
    for value in values:
        total += value
    return total


assert types_change([1] * ROUNDS + [0.5] * ROUNDS + [True, 2**70, 1]) == ROUNDS * 1.5 + 2**70 + 2
assert types_change(range(ROUNDS)) == ROUNDS * (ROUNDS - 1) // 2
assert types_change([2**52] * ROUNDS) == 2**52 * ROUNDS

# Ints that outgrow what is quick, and come back.
def lcg(x, rounds, mask):
    seen = []
    for i in range(rounds):
        x = (x * 1103515245 + 12345) & mask
        if i % 1000 == 0:
            seen.append(x)
    return x, seen


small, wide = lcg(1, ROUNDS, 2**31 - 1), lcg(1, ROUNDS, 2**64 - 1)
x = y = 1
for i in range(ROUNDS):
    x = (x * 1103515245 + 12345) % 2**31
    y = (y * 1103515245 + 12345) % 2**64
assert small[0] == x and wide[0] == y and small[1][0] == wide[1][0] == 1103527590


# Globals, methods and classes that change under a loop.
class Point:
    scale = 1

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def sum(self):
        return (self.x + self.y) * self.scale


factor = 1


def watch(rounds, at, change):
    global factor
    total = 0
    for i in range(rounds):
        total += Point(i, 1).sum() * factor
        if i == at:
            change()
    return total


def set_factor():
    global factor
    factor = 3


def expected(rounds, at, before, after):
    return sum((i + 1) * (before if i <= at else after) for i in range(rounds))


assert watch(ROUNDS, ROUNDS // 2, set_factor) == expected(ROUNDS, ROUNDS // 2, 1, 3)
factor = 1
assert watch(ROUNDS, 4000, lambda: setattr(Point, 'scale', 5)) == expected(ROUNDS, 4000, 1, 5)
Point.scale = 1
assert watch(ROUNDS, 4000, lambda: setattr(Point, 'sum', lambda self: 0)) == expected(ROUNDS, 4000, 1, 0)


# Exceptions from anywhere, with the frames that were never made.
def inner(items, i):
    return items[i]


def outer(items, rounds):
    total = 0
    for i in range(rounds):
        total += inner(items, i)
    return total


try:
    outer(list(range(3000)), ROUNDS)
except IndexError as e:
    names = []
    tb = e.__traceback__
    while tb is not None:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_frame.f_locals.get('i')))
        tb = tb.tb_next
    assert names[1:] == [('outer', 3000), ('inner', 3000)], names
else:
    raise AssertionError


def caught(rounds):
    found = 0
    for i in range(rounds):
        try:
            if i % 7 == 0:
                raise KeyError(i)
            found += 1
        except KeyError as e:
            found += e.args[0]
    return found


assert caught(ROUNDS) == sum(i if i % 7 == 0 else 1 for i in range(ROUNDS))


# A loop in a function that is called in a loop, and locals that are bound late.
def nested(n, m):
    grid = []
    for i in range(n):
        row = []
        for j in range(m):
            if j > i:
                last = j
            row.append((i, j, i * j))
        grid.append(row)
    return grid, last


grid, last = nested(120, 130)
assert last == 129 and len(grid) == 120 and all(row[j] == (i, j, i * j) for i, row in enumerate(grid) for j in range(130))


def unbound(rounds):
    for i in range(rounds):
        if i == rounds - 1:
            del value
        elif i == 0:
            value = 1
        value + 1


try:
    unbound(ROUNDS)
except UnboundLocalError as e:
    assert str(e) == "cannot access local variable 'value' where it is not associated with a value"
else:
    raise AssertionError


# Iterators and containers are what they would be.
def exhausted(items):
    it = iter(items)
    for item in it:
        if item == 4000:
            break
    rest = list(it)
    items.append('more')
    return len(rest), list(it)


assert exhausted(list(range(ROUNDS))) == (ROUNDS - 4001, [])

# A module's own loop; names are its globals.
count = 0
for number in range(ROUNDS):
    count += number & 3
    if number == 4500:
        late = count
assert count == sum(i & 3 for i in range(ROUNDS)) and late == sum(i & 3 for i in range(4501))

# Frames are there for who looks, also out of a trace.
def look(i):
    frame = sys._getframe(1)
    return frame.f_locals['i'] == i and frame.f_code.co_name == 'looked'


def looked(rounds):
    right = 0
    for i in range(rounds):
        if i % 100 == 0:
            right += look(i)
    return right


assert looked(ROUNDS) == ROUNDS // 100

# Identity: floats and strings made anew, instances, None.
def identities(rounds):
    same = 0
    one = Point(1, 2)
    for i in range(rounds):
        other = one if i & 1 else None
        same += (other is one) + (other is None) * 2
        same += one.x is not None
    return same


assert identities(ROUNDS) == ROUNDS // 2 * 3 + ROUNDS


# Functions that traces call are compiled, or run in a loop of their own, while a round is recorded.
def grow(depth):
    if depth == 0:
        return (None, None)
    return (grow(depth - 1), grow(depth - 1))


def count(tree):
    left, right = tree
    return 1 if left is None else 1 + count(left) + count(right)


total = 0
for _ in range(ROUNDS):
    total += count(grow(2))
assert total == ROUNDS * 7


# Properties, super() and instances that are called.
class Base:
    def __init__(self, size):
        self.size = size

    @property
    def area(self):
        return self.size * self.size

    def name(self):
        return 'base'

    def __call__(self, more):
        return self.size + more


class Derived(Base):
    def name(self):
        return super().name() + '+'


def objects(things, rounds):
    areas = calls = 0
    names = set()
    for i in range(rounds):
        thing = things[i % 2]
        areas += thing.area
        calls += thing(i)
        names.add(thing.name())
    return areas, calls, sorted(names)


things = [Base(2), Derived(3)]
assert objects(things, ROUNDS) == (ROUNDS * 13 // 2, ROUNDS * 5 // 2 + sum(range(ROUNDS)), ['base', 'base+'])
Base.name = lambda self: 'other'
assert objects(things, 100)[2] == ['other', 'other+']
Base.area = property(lambda self: 1)
assert objects(things, 100)[0] == 100
Base.area = 7
assert objects(things, 100)[0] == 700
Base.__call__ = lambda self, more: 1
assert objects(things, 100)[1] == 100


# Globals that are constants of a trace until they change, in all ways there are.
FACTOR = 2


def scaled(rounds, change=None, when=-1):
    total = 0
    for i in range(rounds):
        total += FACTOR
        if i == when:
            change()
    return total


assert scaled(ROUNDS) == 2 * ROUNDS
for n in range(8):
    def assign():
        global FACTOR
        FACTOR = n + 3

    FACTOR = 2
    assert scaled(ROUNDS, assign, 3000) == 2 * 3001 + (n + 3) * (ROUNDS - 3001), n
FACTOR = 2
assert scaled(ROUNDS, lambda: globals().update(FACTOR=10), 3000) == 2 * 3001 + 10 * (ROUNDS - 3001)
FACTOR = 2
try:
    scaled(ROUNDS, lambda: globals().pop('FACTOR'), 3000)
except NameError as e:
    assert e.name == 'FACTOR'
else:
    assert False
FACTOR = 2
len_ = [0]


def shadowed(rounds):
    total = 0
    for i in range(rounds):
        total += len(len_)
        if i == 3000:
            globals()['len'] = lambda x: 5
    return total


assert shadowed(ROUNDS) == 3001 + 5 * (ROUNDS - 3001)
del len
assert len(len_) == 1


# Functions of which code and defaults are replaced.
def f(x, y=1):
    return x + y


def follow(rounds, change=None):
    total = 0
    for i in range(rounds):
        total += f(i)
        if i == 3000 and change:
            change()
    return total


base = sum(range(ROUNDS))
assert follow(ROUNDS) == base + ROUNDS
assert follow(ROUNDS, lambda: setattr(f, '__defaults__', (2,))) == base + 3001 + 2 * (ROUNDS - 3001)
assert follow(ROUNDS, lambda: setattr(f, '__code__', (lambda x, y: y).__code__)) == (
    sum(range(3001)) + 2 * 3001 + 2 * (ROUNDS - 3001)
)
