"""Dicts: order, methods, views, keys of every kind, mutation while iterating, subclasses.

lib: stdtypes#mapping-types-dict
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


d = {'a': 1, 'b': 2}
d['c'] = 3
d['a'] = 10
assert list(d) == ['a', 'b', 'c']
assert list(d.values()) == [10, 2, 3]
assert list(d.items())[0] == ('a', 10)
assert len(d) == 3
assert 'a' in d
assert 'z' not in d
del d['a']
d['a'] = 1
assert list(d) == ['b', 'c', 'a']
assert d.pop('b') == 2
assert d.pop('zz', 'none') == 'none'
assert d.popitem() == ('a', 1)
assert d == {'c': 3}
assert d.get('x') is None
assert d.get('x', 5) == 5
assert d.setdefault('c', 9) == 3
assert d.setdefault('n') is None
assert d.setdefault('m', 4) == 4
assert d == {'c': 3, 'n': None, 'm': 4}
assert error(lambda: d['q']) == "KeyError: 'q'"
assert error(d.pop, 'q') == "KeyError: 'q'"
assert error({}.popitem) == "KeyError: 'popitem(): dictionary is empty'"
assert error(lambda: {}[1, 2]) == 'KeyError: (1, 2)'
assert error(d.__delitem__, 5) == 'KeyError: 5'
assert error(lambda: {}[None]) == 'KeyError: None'
assert error(lambda: {[]: 1}) == "TypeError: unhashable type: 'list'"
assert error(lambda: {}[{}]) == "TypeError: unhashable type: 'dict'"
assert error(hash, {}) == "TypeError: unhashable type: 'dict'"
assert error(d.get) == 'TypeError: get expected at least 1 argument, got 0'
d.clear()
assert d == {}
assert not d
assert dict() == {}
assert dict(a=1, b=2) == {'a': 1, 'b': 2}
assert dict([('a', 1), ['b', 2]], c=3) == {'a': 1, 'b': 2, 'c': 3}
assert dict({'a': 1}, a=2) == {'a': 2}
assert dict(['ab', 'cd']) == {'a': 'b', 'c': 'd'}
assert error(dict, [1]) == 'TypeError: cannot convert dictionary update sequence element #0 to a sequence'
assert error(dict, ['abc']) == 'ValueError: dictionary update sequence element #0 has length 3; 2 is required'
assert error(dict, 5) == "TypeError: 'int' object is not iterable"
assert error(dict, {}, {}) == 'TypeError: dict expected at most 1 argument, got 2'
assert dict.fromkeys('ab', 0) == {'a': 0, 'b': 0}
assert dict.fromkeys([1, 2]) == {1: None, 2: None}
assert dict(zip('ab', [1, 2])) == {'a': 1, 'b': 2}

# Keys: equal values of different types are one key; the first key stays.
k = {1: 'int'}
k[1.0] = 'float'
k[True] = 'bool'
assert k == {1: 'bool'}
assert type(list(k)[0]) is int
assert {True: 1, 1: 2} == {True: 2}
assert repr({True: 1, 1: 2}) == '{True: 2}'
assert {0: 'a'}[False] == 'a'
assert {0.0: 'z'}[-0.0] == 'z'
assert {2 ** 80: 'b'}[float(2 ** 80)] == 'b'
m = {
    1: 'a', '1': 'b', (1,): 'c', None: 'd', b'1': 'e', 1.5: 'f', frozenset([1]): 'g', 2 ** 60: 'h', -1: 'i',
    -2: 'j', '\U0001f600': 'k',
}
assert len(m) == 11
assert m['1'] == 'b'
assert m[(1,)] == 'c'
assert m[None] == 'd'
assert m[b'1'] == 'e'
assert m[frozenset([1])] == 'g'
assert m[2 ** 60] == 'h'
assert m[-1] == 'i'
assert m[-2] == 'j'
assert m['\U0001f600'] == 'k'
assert ''.join(m.values()) == 'abcdefghijk'
assert '__proto__' not in {}
assert {'__proto__': 1}['__proto__'] == 1
assert error(lambda: {}['constructor']) == "KeyError: 'constructor'"
assert {'length': 3}.get('length') == 3
nan = float('nan')
assert {nan: 1}[nan] == 1
assert {float('nan'): 1}.get(float('nan')) is None
assert (nan in {nan: 1}) is True


class Key:
    def __init__(self, value, hash_value=7):
        self.value = value
        self.hash_value = hash_value
        self.compared = 0

    def __hash__(self):
        return self.hash_value

    def __eq__(self, other):
        self.compared += 1
        return isinstance(other, Key) and self.value == other.value


a, b, c = Key('a'), Key('b'), Key('a')
t = {a: 1, b: 2}
assert t[c] == 1
assert len(t) == 2
assert list(t)[0] is a
assert c in t
assert Key('z') not in t
t[c] = 5
assert len(t) == 2
assert list(t)[0] is a
assert t[a] == 5
del t[c]
assert list(t) == [b]
assert {Key(1, 5): 'x'}.get(5) is None
assert {5: 'x'}.get(Key(5, 5)) is None


class BadHash:
    def __hash__(self):
        return 'no'


class NoHash:
    __hash__ = None


class RaisingEq:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        raise ValueError('eq')


assert error(lambda: {BadHash(): 1}) == 'TypeError: __hash__ method should return an integer'
assert error(lambda: {NoHash(): 1}) == "TypeError: unhashable type: 'NoHash'"
assert error(lambda: {1: 1}[RaisingEq()]) == 'ValueError: eq'

# Views.
d = {'x': 1, 'y': 2}
keys, values, items = d.keys(), d.values(), d.items()
d['z'] = 3
assert len(keys) == 3
assert list(keys) == ['x', 'y', 'z']
assert 3 in values
assert ('z', 3) in items
assert ('z', 4) not in items
assert repr(keys) == "dict_keys(['x', 'y', 'z'])"
assert repr(values) == 'dict_values([1, 2, 3])'
assert repr(items) == "dict_items([('x', 1), ('y', 2), ('z', 3)])"
assert keys & {'x', 'q'} == {'x'}
assert keys | ['q'] == {'x', 'y', 'z', 'q'}
assert keys - 'x' == {'y', 'z'}
assert keys ^ {'x', 'w'} == {'y', 'z', 'w'}
assert keys == {'x', 'y', 'z'}
assert items & {('x', 1)} == {('x', 1)}
assert keys.isdisjoint(['a'])
assert {'x'} < keys
assert not values == values.__class__
assert list(reversed(d)) == ['z', 'y', 'x']
assert list(reversed(d.items()))[0] == ('z', 3)
assert list(reversed(d.values())) == [3, 2, 1]
assert keys.mapping['x'] == 1
assert type(keys & keys) is set
assert error(setattr, keys, 'a', 1).startswith('AttributeError')

# Merging and updating.
assert {'a': 1} | {'a': 2, 'b': 3} == {'a': 2, 'b': 3}
assert {**{'a': 1}, 'b': 2, **{'a': 3}} == {'a': 3, 'b': 2}
assert error(lambda: {} | []) == "TypeError: unsupported operand type(s) for |: 'dict' and 'list'"
d = {'a': 1}
same = d
d |= {'b': 2}
d |= [('c', 3)]
d.update(d=4)
d.update({'a': 0}, e=5)
d.update([('f', 6)])
assert d is same
assert d == {'a': 0, 'b': 2, 'c': 3, 'd': 4, 'e': 5, 'f': 6}
assert d.copy() == d
assert d.copy() is not d


class Keyed:
    def keys(self):
        return ['p', 'q']

    def __getitem__(self, key):
        return key * 2


assert dict(Keyed()) == {'p': 'pp', 'q': 'qq'}
assert {**Keyed()} == {'p': 'pp', 'q': 'qq'}
assert error(lambda: {**[1]}) == "TypeError: 'list' object is not a mapping"

# Comparison, repr, mutation while iterating.
assert {'a': 1, 'b': 2} == {'b': 2, 'a': 1}
assert {'a': 1} != {'a': 2}
assert {'a': 1} != {}
assert {1: 1.0} == {1.0: 1}
assert error(lambda: {} < {}) == "TypeError: '<' not supported between instances of 'dict' and 'dict'"
r = {}
r['self'] = r
assert repr(r) == "{'self': {...}}"
assert str({1: 'a', 'b': [2]}) == "{1: 'a', 'b': [2]}"
assert repr({}) == '{}'


def grow():
    d = {1: 1, 2: 2}
    for k in d:
        d[k + 10] = 1


def swap():
    d = {1: 1, 2: 2}
    for k in d:
        del d[k]
        d[k + 10] = 1


assert error(grow) == 'RuntimeError: dictionary changed size during iteration'
assert error(swap) == 'RuntimeError: dictionary keys changed during iteration'
d = {1: 1, 2: 2}
for k in d:
    d[k] = k * 10
assert d == {1: 10, 2: 20}
for k in list(d):
    del d[k]
assert d == {}

# Many insertions and deletions keep the order.
d = {}
for i in range(1000):
    d[i] = str(i)
for i in range(0, 1000, 3):
    del d[i]
for i in range(0, 1000, 6):
    d[i] = 'again'
expected = [i for i in range(1000) if i % 3] + list(range(0, 1000, 6))
assert list(d) == expected
assert len(d) == len(expected)
assert d[999 - 999] == 'again'
assert d.popitem() == (996, 'again')
while d:
    d.popitem()
assert d == {}
assert list(d) == []
d['fresh'] = 1
assert list(d.items()) == [('fresh', 1)]


class Default(dict):
    def __missing__(self, key):
        return ('missing', key)


x = Default(a=1)
assert x['a'] == 1
assert x['b'] == ('missing', 'b')
assert x.get('b') is None
assert 'b' not in x
assert type(x.copy()) is dict
assert x == {'a': 1}
assert isinstance(x, dict)
x.note = 'n'
assert x.note == 'n'
assert len(x) == 1


class Upper(dict):
    def __setitem__(self, key, value):
        dict.__setitem__(self, key.upper(), value)


u = Upper()
u['a'] = 1
u.update(b=2)
assert u == {'A': 1, 'b': 2}
assert {k: v for k, v in u.items() if v > 1} == {'b': 2}
assert {i: i * i for i in range(3)} == {0: 0, 1: 1, 2: 4}
assert {k: k for k in 'aba'} == {'a': 'a', 'b': 'b'}


# A dict that was asked about a key with a __hash__ of its own still finds floats, and hands its keys to __eq__ as they are.
class Same:
    def __init__(self, value):
        self.value = value
        self.seen = []

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        self.seen.append(other)
        return self.value == other


class MyFloat(float):
    pass


d = {1.5: 'a', True: 'b'}
same = Same(1.5)
assert d[same] == 'a' and same.seen == [1.5]
assert d[MyFloat(1.5)] == 'a' and d.get(1.5) == 'a' and d.get(2.5) is None
d = {same: 1}
same.seen.clear()
assert MyFloat(1.5) in d and type(same.seen[0]) is MyFloat
