"""Sets and frozensets.

lib: stdtypes#set-types-set-frozenset
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


s = {1, 2, 3, 2}
assert len(s) == 3
assert 2 in s
assert 5 not in s
assert s == {3, 2, 1}
assert set() == set([])
assert type({}) is dict
assert type({1}) is set
assert set('aab') == {'a', 'b'}
assert bool(set()) is False
s.add(4)
s.add(4)
s.discard(9)
s.remove(1)
assert s == {2, 3, 4}
assert error(s.remove, 9) == 'KeyError: 9'
assert error(set().pop) == "KeyError: 'pop from an empty set'"
assert error(s.add, []) == "TypeError: unhashable type: 'list'"
assert error(hash, s) == "TypeError: unhashable type: 'set'"
a, b = {1, 2, 3}, {2, 3, 4}
assert a | b == {1, 2, 3, 4}
assert a & b == {2, 3}
assert a - b == {1}
assert a ^ b == {1, 4}
assert b - a == {4}
assert a | set() == a
assert a is not a | set()
assert a.union([9], (8,)) == {1, 2, 3, 8, 9}
assert a.intersection([1, 2], [2]) == {2}
assert a.difference([1], [2]) == {3}
assert a.symmetric_difference([3, 5]) == {1, 2, 5}
assert a.union() == a
assert a.copy() is not a
assert {1} < a
assert a <= a
assert not a < a
assert a > {2}
assert a >= {1, 2, 3}
assert not a <= b
assert a.issubset(range(10))
assert a.issuperset([1])
assert a.isdisjoint([7])
assert not a.isdisjoint([1])
assert a != b
assert a == frozenset(a)
assert a != [1, 2, 3]
assert error(lambda: a | [1]) == "TypeError: unsupported operand type(s) for |: 'set' and 'list'"
assert error(lambda: a < [1]) == "TypeError: '<' not supported between instances of 'set' and 'list'"
assert error(a.update, 5) == "TypeError: 'int' object is not iterable"
assert error(set, 1, 2) == 'TypeError: set expected at most 1 argument, got 2'
c = a
c |= {10}
c &= {1, 2, 10, 11}
c -= {2}
c ^= {1, 5}
assert a is c
assert a == {10, 5}
a.update([1], 'x')
a.intersection_update([1, 'x', 5])
a.difference_update([5])
a.symmetric_difference_update(['x', 'y'])
assert a == {1, 'y'}
a.clear()
assert a == set()
assert repr(a) == 'set()'
assert repr({1}) == '{1}'
assert repr(frozenset()) == 'frozenset()'
assert repr(frozenset([1])) == 'frozenset({1})'
assert str({'a'}) == "{'a'}"
f = frozenset([1, 2])
assert hash(f) == hash(frozenset([2, 1]))
assert {f: 'v'}[frozenset({2, 1})] == 'v'
assert f | {3} == {1, 2, 3}
assert type(f | {3}) is frozenset
assert type({3} | f) is set
assert frozenset(f) is f
assert f == {1, 2}
assert not hasattr(f, 'add')
assert {frozenset([1])} == {frozenset([1])}
assert {1} in {frozenset([1])}
assert error(lambda: {{1}}) == "TypeError: unhashable type: 'set'"
assert len({1, 1.0, True, 0, False, 0.0}) == 2
assert len({'1', 1, b'1', None}) == 4
n = float('nan')
assert len({n, n}) == 1
assert n in {n}
assert len({float('nan'), float('nan')}) == 2
assert {2 ** 70} == {float(2 ** 70)}
assert {-1, -2} == {-2, -1}
assert '\U0001f600' in {'\U0001f600'}
i = {1, 2, 3}
total = 0
for x in i:
    total += x
assert total == 6
assert sorted(i) == [1, 2, 3]
assert {x * 2 for x in i} == {2, 4, 6}
assert {*i, 4} == {1, 2, 3, 4}
assert {x % 2 for x in range(10)} == {0, 1}
assert max(i) == 3


def grow():
    s = {1, 2}
    for x in s:
        s.add(x + 10)


assert error(grow) == 'RuntimeError: Set changed size during iteration'
small = set(range(8))
assert list(small) == [0, 1, 2, 3, 4, 5, 6, 7]
assert list({3, 1, 2}) == [1, 2, 3]
assert repr({5, 1}) == '{1, 5}'
assert list({8, 0, 1}) == [8, 0, 1]
assert list(set([0, 8, 1])) == [0, 8, 1]
assert small.pop() == 0
seen = set()
for k in range(1000):
    seen.add(k * k % 97)
for k in range(0, 97, 2):
    seen.discard(k)
assert len(seen) == len({k * k % 97 for k in range(1000)} - set(range(0, 97, 2)))
assert all(x % 2 for x in seen)


class Tagged(set):
    def __contains__(self, x):
        return True


t = Tagged([1])
t.tag = 'n'
assert 99 in t
assert t == {1}
assert type(t | {2}) is set
assert t.tag == 'n'
assert isinstance(t, set)
assert type(t.copy()) is set
assert repr(t) == 'Tagged({1})'


class Hashed:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return self.n == other.n


assert len({Hashed(1), Hashed(2), Hashed(1)}) == 2
assert Hashed(2) in {Hashed(1), Hashed(2)}
assert {Hashed(1)} == {Hashed(1)}
assert {Hashed(1)} - {Hashed(1)} == set()
assert {1, 2}.__or__([1]) is NotImplemented
assert sorted([{1, 2}, {1}], key=len) == [{1}, {1, 2}]


# Comparing may change a set that is being walked.
class Clearing:
    target = None

    def __hash__(self):
        return 1

    def __eq__(self, other):
        if self.target is not None:
            self.target.clear()
        return False


for name in '__and__', '__or__', '__sub__', '__xor__', '__iand__', '__ior__', '__isub__', '__ixor__', 'issubset':
    left, right = {Clearing() for _ in range(5)}, {Clearing() for _ in range(5)}
    Clearing.target = left
    getattr(left, name)(right)
    Clearing.target = None
    left, right = {Clearing() for _ in range(5)}, {Clearing() for _ in range(5)}
    Clearing.target = right
    try:
        getattr(left, name)(right)
    except RuntimeError:
        pass
    Clearing.target = None

# Sets of small ints know no hashes but those, and get them with the first other key.
NARROW = -2, -1, 0, 1, 16, 2 ** 31 - 1, -2 ** 31
for other in ('text', 2 ** 40, -2 ** 31 - 1, 2 ** 31, 1.5, None, (1, 2), 2 ** 80):
    ints = {*NARROW, 8}
    ints.discard(8)
    assert other not in ints
    ints.add(other)
    assert other in ints and len(ints) == 8
    assert all(n in ints and float(n) in ints for n in NARROW)
    ints.remove(other)
    ints.add(8)
    assert ints == {*NARROW, 8}

ints = {0, 1, 2, -1}
assert True in ints and 2.0 in ints and -2 not in ints
ints.add(True)
assert len(ints) == 4
ints.discard(1.0)
assert sorted(ints) == [-1, 0, 2]


class Emptying:
    def __hash__(self):
        return 3

    def __eq__(self, other):
        ints.clear()
        ints.add(5)
        return False


ints = {3, 4}
ints.add(Emptying())
assert len(ints) == 2 and 5 in ints

ints = set()
for n in (40, 8, 0, -1, -2, 33, 1 << 20):
    ints.add(n)
assert list(ints) == [0, 33, 1048576, 40, 8, -1, -2]
ints.discard(0)
ints.add(64)
assert list(ints) == [64, 33, 1048576, 40, 8, -1, -2]

# A set and itself is copied, which makes no room for more; pop() goes on where it was when a set was emptied.
ints = set()
for n in (0, 8, 16, 24):
    ints.add(n)
for both in (ints | ints, ints.union(ints), ints & ints, ints.intersection(ints)):
    assert list(both) == list(ints) and both.__sizeof__() == ints.__sizeof__() and both is not ints
ints = {0, 1, 2}
assert (ints.pop(), ints.pop(), ints.pop()) == (0, 1, 2)
ints.clear()
ints.update((0, 4))
assert ints.pop() == 4
