"""Functions that are found in a table by the class of what they are for, and ids, in loops that are hot enough to be traced."""

import sys

ROUNDS = 3000


class Writer:
    def __init__(self):
        self.out = []

    def of_int(self, value):
        self.out.append('i%d' % value)

    def of_str(self, value):
        self.out.append('s' + value)

    def of_other(self, value):
        self.out.append('?')

    table = {int: of_int, str: of_str}

    def write(self, value):
        writer = self.table.get(type(value))
        if writer is None:
            self.of_other(value)
        else:
            writer(self, value)


def write_all(values):
    writer = Writer()
    for value in values:
        writer.write(value)
    return ' '.join(writer.out)


VALUES = [1, 'a', 2.5, None, 'b', 2] * 500
EXPECTED = 'i1 sa ? ? sb i2 ' * 500
for _ in range(20):
    assert write_all(VALUES) == EXPECTED.strip()

# An entry is added, replaced, removed, and all of them.
Writer.table[float] = lambda self, value: self.out.append('f%s' % value)
assert write_all(VALUES) == EXPECTED.replace('?', 'f2.5', 500 * 2).replace('f2.5 f2.5', 'f2.5 ?').strip()
Writer.table[int] = Writer.of_other
assert write_all(VALUES) == '? sa f2.5 ? sb ? ' .__mul__(500).strip()
del Writer.table[str]
assert write_all(VALUES) == '? ? f2.5 ? ? ? '.__mul__(500).strip()
Writer.table.clear()
assert write_all(VALUES) == '? '.__mul__(500 * 6).strip()


class Likes:
    """Equal to a class, with its hash."""

    def __init__(self, kind):
        self.kind = kind
        self.asked = 0

    def __hash__(self):
        return hash(self.kind)

    def __eq__(self, other):
        self.asked += 1
        return other is self.kind


TABLE = {int: 'int', str: 'str'}


def names(values):
    return [TABLE[type(value)] for value in values]


for _ in range(20):
    assert names([1, 'a'] * 100) == ['int', 'str'] * 100
    assert names([1] * 300) == ['int'] * 300
TABLE[Likes(int)] = 'like int'
assert names([1, 'a'] * 100) == ['like int', 'str'] * 100
like = Likes(float)
TABLE[like] = 'like float'
before = like.asked
assert names([0.5] * 300) == ['like float'] * 300
assert like.asked >= before + 300
assert names([1] * 300) == ['like int'] * 300
TABLE.pop(int)
try:
    names([1])
except KeyError as e:
    assert e.args == (int,)
else:
    assert False


def total(count, kind):
    result = 0
    for i in range(count):
        # Replaced in the loop that relies on it.
        if i % 500 == 499:
            TABLE[kind] = i
        result += TABLE[kind]
    return result


TABLE[bool] = 1
for _ in range(5):
    TABLE[bool] = 1
    assert total(ROUNDS, bool) == 499 + sum(499 + 500 * i for i in range(6) for _ in range(500)) - (499 + 500 * 5) * 499


# Ids.

def ids(values):
    return {id(value): value for value in values}


kept = [object() for _ in range(100)]
mixed = [0, 1, -1, 2**31, 2**52, -(2**53), 2**53, 2**60, -(2**80), 0.5, True, False, None, 'a', 'long enough', b'a', (), [], {}, 1j, '\U0001f600', int]
for _ in range(100):
    found = ids(mixed + kept)
    assert len(found) == len(mixed) + len(kept)
    for value in mixed + kept:
        assert found[id(value)] is value

events = []


def known(values, memo):
    count = 0
    for value in values:
        if id(value) in memo:
            count += 1
    return count


memo = ids(range(100))
for _ in range(30):
    assert known(range(200), memo) == 100
    assert known(kept, memo) == 0
sys.addaudithook(lambda event, args: events.append(args[0]) if event == 'builtins.id' else None)
assert known(range(200), memo) == 100
told = events[:]
assert told == [id(i) for i in range(200)]
events.clear()
assert known(kept, memo) == 0
assert len(events) == len(kept)
