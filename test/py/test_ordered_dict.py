"""OrderedDict: order apart from the dict below, what subclasses are asked, changes while it is iterated or compared."""

import copy
import json
import pickle
from collections import OrderedDict


def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


d = OrderedDict(b=1, a=2, c=3)
d.move_to_end('b')
d.move_to_end('c', last=False)
assert list(d) == ['c', 'a', 'b']
assert list(d.items()) == [('c', 3), ('a', 2), ('b', 1)]
assert list(reversed(d.values())) == [1, 2, 3]
assert repr(d) == "OrderedDict({'c': 3, 'a': 2, 'b': 1})"
assert repr(d.keys()) == "odict_keys(['c', 'a', 'b'])"
assert json.dumps(d) == '{"c": 3, "a": 2, "b": 1}'
assert list({**d}) == list(dict(d)) == list(copy.copy(d)) == list(copy.deepcopy(d)) == ['c', 'a', 'b']
assert d.popitem(last=False) == ('c', 3) and d.popitem() == ('b', 1) and d == {'a': 2}
assert err(OrderedDict().popitem) == "KeyError: 'dictionary is empty'"
assert err(d.move_to_end, 'x') == "KeyError: 'x'"
assert err(OrderedDict, 1, 2) == 'TypeError: expected at most 1 arguments, got 2'
assert err(d.update, 1, 2) == 'TypeError: update() takes at most 1 positional argument (2 given)'
assert err(OrderedDict, [()]) == 'ValueError: need more than 0 values to unpack'
assert err(OrderedDict, [(1,)]) == 'ValueError: need more than 1 value to unpack'
assert err(OrderedDict, [(1, 2, 3)]) == 'ValueError: too many values to unpack (expected 2)'
assert err(str.maketrans, d) == 'TypeError: if you give only one argument to maketrans it must be a dict'

# The order matters between two of them only.
assert OrderedDict(a=1, b=2) != OrderedDict(b=2, a=1)
assert OrderedDict(a=1, b=2) == dict(b=2, a=1) == OrderedDict(a=1, b=2)

# Attributes, pickles of dicts and of iterators.
d = OrderedDict(zip('abc', range(3)))
d.note = 7
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    again = pickle.loads(pickle.dumps(d, protocol))
    assert again == d and again.note == 7
    items = iter(d.items())
    next(items)
    assert list(pickle.loads(pickle.dumps(items, protocol))) == [('b', 1), ('c', 2)] == list(items)
assert d.copy().__dict__ == {}

# Many removals at the front and additions at the end, moves in between: against a list.
d = OrderedDict()
order = []
for i in range(3000):
    key = i * 7919 % 61
    if key in d:
        if i % 3:
            d.move_to_end(key, last=i % 2 == 0)
            order.remove(key)
            order.insert(len(order) if i % 2 == 0 else 0, key)
        else:
            del d[key]
            order.remove(key)
    else:
        d[key] = i
        order.append(key)
        if len(d) > 40:
            assert d.popitem(last=False)[0] == order.pop(0)
    if i % 50 == 0:
        assert list(d) == order and list(reversed(d)) == order[::-1]
assert list(d) == order


def change(step, d=None):
    d = d if d is not None else OrderedDict(a=1, b=2, c=3)
    for key in d:
        step(d, key)


assert err(change, lambda d, k: d.move_to_end(k)) == 'RuntimeError: OrderedDict mutated during iteration'
assert err(change, lambda d, k: d.pop(k)) == 'RuntimeError: OrderedDict mutated during iteration'
assert err(change, lambda d, k: d.update(x=1)) == 'RuntimeError: OrderedDict mutated during iteration'
assert err(change, lambda d, k: d.update(a=5)) is None

# A key that a method of dict removed is missed.
d = OrderedDict(a=1, b=2)
dict.__delitem__(d, 'a')
for look in (list, repr, OrderedDict.copy):
    assert err(look, d) == "KeyError: 'a'"


class Asked(OrderedDict):
    log = []

    def __getitem__(self, key):
        self.log.append(f'get {key}')
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        self.log.append(f'set {key}')
        super().__setitem__(key, value)

    def __delitem__(self, key):
        self.log.append(f'del {key}')
        super().__delitem__(key)


def log(f, *args):
    Asked.log.clear()
    f(*args)
    return Asked.log


a = Asked()
assert log(a.update, [('x', 1), ('y', 2), ('z', 3)]) == ['set x', 'set y', 'set z']
assert log(a.pop, 'x') == log(a.popitem) == log(a.move_to_end, 'y') == []
assert log(a.setdefault, 'y', 5) == ['get y'] and log(a.setdefault, 'q', 5) == ['set q']
assert log(a.copy) == ['get y', 'set y', 'get q', 'set q']
assert log(repr, a) == ['get y', 'get q']
assert type(a | {1: 2}) is type({1: 2} | a) is Asked


# The order is that of the namespace of a class body, too.
class Meta(type):
    @classmethod
    def __prepare__(cls, name, bases):
        return OrderedDict()


class Made(metaclass=Meta):
    z = 1
    a = 2
    del z
    b = 3


assert [name for name in vars(Made) if len(name) == 1] == ['a', 'b']


# Dicts notice that the keys changed though their number did not.
def readd(part):
    d = {0: 0}
    for _ in getattr(d, part)():
        del d[0]
        d[0] = 0


for part in ('keys', 'values', 'items'):
    assert err(readd, part) == 'RuntimeError: dictionary keys changed during iteration', part
d = {}
for i in range(100):
    d[i] = i
    if i >= 5:
        del d[i - 5]
    assert list(d) == list(range(max(0, i - 4), i + 1))


# What a KeyError of a missing key has as arguments.
def arguments(f, *args):
    try:
        f(*args)
    except KeyError as e:
        return e.args


for key, made in ((None, ()), ((), ()), ((1, 2), (1, 2)), ("z", ("z",)), (1, (1,))):
    d = OrderedDict(a=1)
    assert arguments(d.__delitem__, key) == (key,)
    assert arguments(d.pop, key) == made
    assert arguments(d.move_to_end, key) == made
