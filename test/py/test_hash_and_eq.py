"""Hashing and equality: numeric hashes, user classes, identity of small values, containers' use of identity.

ref: datamodel#object.__hash__
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


assert hash(0) == 0
assert hash(1) == 1
assert hash(-1) == -2
assert hash(2 ** 61 - 2) == 2 ** 61 - 2
assert hash(2 ** 61 - 1) == 0
assert hash(2 ** 64) == 8
assert hash(-2 ** 64) == -8
assert hash(10 ** 20) == 848750603811160107
assert hash(True) == 1
assert hash(False) == 0
assert hash(0.0) == 0
assert hash(-0.0) == 0
assert hash(1.0) == 1
assert hash(0.1) == 230584300921369408
assert hash(2.5) == 1152921504606846978
assert hash(-1.5) == -1152921504606846977
assert hash(1e100) == hash(int(1e100))
assert hash(float('inf')) == 314159
assert hash(1j) == 1000003
assert hash(1 + 2j) == 2000007
assert hash(3 + 0j) == 3
assert hash(()) == 5740354900026072187
assert hash((1,)) == -6644214454873602895
assert hash((1, 2)) == -3550055125485641917
assert hash((0, 'a')) == hash((0, 'a'))
assert hash((1, (2, 3))) == hash((1.0, (2, 3.0)))
assert hash(frozenset()) == 133146708735736
assert hash(frozenset([1, 2, 3])) == -272375401224217160
assert hash(range(0)) == hash(range(1, 1))
assert hash(range(1, 5, 9)) == hash(range(1, 3, 9))
assert hash(slice(1, 2)) == hash(slice(1, 2))
assert hash('') == 0
assert hash(b'') == 0
assert hash('a') == hash('a')
assert hash('a') == hash(b'a')
assert hash('ab'[:1]) == hash('a')
assert hash('\U0001f600') == hash('x\U0001f600'[1:])
assert hash(None) == hash(None)
assert hash(int) == hash(int)
assert hash(len) == hash(len)
for bad in ([], {}, set(), bytearray()):
    assert error(hash, bad) == f"TypeError: unhashable type: '{type(bad).__name__}'"
assert error(hash, ([],)) == "TypeError: unhashable type: 'list'"
assert error(hash, (1, (2, {}))) == "TypeError: unhashable type: 'dict'"


class Plain:
    pass


class EqOnly:
    def __eq__(self, other):
        return True


class Both:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 2 ** 70 + 1


class HashOnly:
    def __hash__(self):
        return -1


class SubEq(Both):
    def __eq__(self, other):
        return False


class Restored(Both):
    def __eq__(self, other):
        return False
    __hash__ = Both.__hash__


p = Plain()
assert hash(p) == hash(p)
assert p == p
assert p != Plain()
assert EqOnly.__hash__ is None
assert error(hash, EqOnly()) == "TypeError: unhashable type: 'EqOnly'"
assert hash(Both()) == hash(2 ** 70 + 1)
assert hash(HashOnly()) == -2
assert HashOnly().__hash__() == -1
assert error(hash, SubEq()) == "TypeError: unhashable type: 'SubEq'"
assert hash(Restored()) == hash(Both())
assert object.__eq__(p, p) is True
assert object.__eq__(p, 1) is NotImplemented
assert object.__ne__(p, p) is False
assert EqOnly() == 5
assert not EqOnly() != 5
assert 5 == EqOnly()


class BigHash:
    def __hash__(self):
        return True


class NotInt:
    def __hash__(self):
        return 1.5


class Fails:
    def __hash__(self):
        raise KeyError('hash')


assert hash(BigHash()) == 1
assert error(hash, NotInt()) == 'TypeError: __hash__ method should return an integer'
assert error(hash, Fails()) == "KeyError: 'hash'"
assert error(lambda: {Fails()}) == "KeyError: 'hash'"
assert error(lambda: Fails() in {}) == "KeyError: 'hash'"


class Never:
    def __eq__(self, other):
        return False

    def __hash__(self):
        return 3


n = Never()
assert n != n
assert n in [n]
assert [n] == [n]
assert (n,) == (n,)
assert {n: 1}[n] == 1
assert n in {n}
assert {n: 1} == {n: 1}
assert [n].count(n) == 1
assert [n].index(n) == 0
assert Never() not in [n]
assert {'k': n} == {'k': n}
log = []


class Logged:
    def __init__(self, name, h):
        self.name = name
        self.h = h

    def __hash__(self):
        log.append('hash ' + self.name)
        return self.h

    def __eq__(self, other):
        log.append(f'{self.name} == {other.name}')
        return self.name.lower() == other.name.lower()


a, b, c = Logged('a', 1), Logged('A', 1), Logged('c', 2)
d = {a: 1}
assert log == ['hash a']
log.clear()
assert d[b] == 1
assert log == ['hash A', 'a == A']
log.clear()
assert a in d
assert log == ['hash a']
assert c not in d
assert log == ['hash a', 'hash c']
log.clear()
log.clear()
assert (b in [c, a]) is True
assert [sorted(x.split(' == ')) for x in log] == [['A', 'c'], ['A', 'a']]
assert (1 == 1.0) is True
assert 1 == True
assert '1' != 1
assert b'a' != 'a'
assert [1] != (1,)
assert {1} == frozenset([1])
assert bytearray(b'a') == b'a'
assert range(3) == range(0, 3)
assert (1, 2) == (1.0, 2.0)
assert None != 0
assert 0 == False
assert '' != None
assert 2 ** 53 == 2.0 ** 53
assert 2 ** 53 + 1 != 2.0 ** 53
assert 0.1 + 0.2 != 0.3
assert 1 == 1 + 0j
assert int != 5
assert int == int
assert type(5) is int
x = 'abc' * 3
assert x is x
assert None is None
assert (lambda: 0) is not (lambda: 0)
assert [] is not []
assert {} is not {}
assert object() is not object()
assert True is not False
assert ... is Ellipsis
assert int is type(1)
assert x == x[:]
assert id(x) == id(x)
assert id(None) == id(None)
assert isinstance(id([]), int)
assert id(a) != id(b)

# Sets that were made before the key of hashes was known.
import subprocess
import sys

for seed in '0', '1', 'random':
    done = subprocess.run([sys.executable, '-c', "import sys; print(all(n in sys.stdlib_module_names for n in ('os', 'json')))"],
                          capture_output=True, text=True, env={**__import__('os').environ, 'PYTHONHASHSEED': seed})
    assert done.stdout == 'True\n', (seed, done)

# Ids are told apart, stay the same while the object lives, whatever is done to it, and are not copied with it.
import copy
import gc


class Asked:
    def __init__(self, x):
        self.x = x


objects = [Asked(i) for i in range(1000)] + [[i] for i in range(1000)] + [{i: i} for i in range(1000)]
ids = [id(o) for o in objects]
assert len(set(ids)) == len(objects)
for o in objects[:1000]:
    o.y = o.z = o.x
    o.__dict__['w'] = 1
gc.collect()
assert [id(o) for o in objects] == ids
assert id(copy.copy(objects[0])) != ids[0] and vars(copy.copy(objects[0])) == {'x': 0, 'y': 0, 'z': 0, 'w': 1}
assert vars(objects[5]) == {'x': 5, 'y': 5, 'z': 5, 'w': 1} and sorted(dir(objects[5]))[-4:] == ['w', 'x', 'y', 'z']
it = iter({1: 2, 3: 4})
assert id(it) and it.__reduce__()[1] == ([1, 3],) and id(it.__reduce__()[1][0]) != id(it)
memo = {id(o): o for o in objects}
assert all(memo[id(o)] is o for o in objects)


# A comparison that cannot be bound to its receiver is not there.


def unbound(self):
    raise AttributeError('no')


class Unbound:
    __eq__ = property(unbound)
    __lt__ = property(unbound)


some = Unbound()
assert some == some
assert some != Unbound()
assert [some].index(some) == 0
for compared in lambda: some < some, lambda: some < 1, lambda: 1 > some:
    try:
        compared()
    except TypeError as e:
        assert 'not supported between instances of' in str(e)
    else:
        assert False
