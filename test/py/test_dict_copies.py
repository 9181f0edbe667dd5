# Dicts that take over the entries of others, and the __dict__ of instances: the same entries in the same order, and each on its own.
from collections import OrderedDict, defaultdict


class Named:
    def __hash__(self):
        return 5

    def __eq__(self, other):
        return isinstance(other, Named)


class Plain:
    pass


plain = Plain()
many = {i: str(i) for i in range(40)}
holes = {i: i for i in range(12)}
for i in (0, 5, 11):
    del holes[i]
mixed = {'a': 1, 2.5: 2, (1, 2): 3, None: 4, plain: 5, 'x' * 40: 6, True: 7, '\U0001f600': 8, 1 << 70: 9}
for source in ({}, {'a': 1}, many, holes, mixed, {Named(): 1, 'b': 2}, OrderedDict(b=1, a=2), defaultdict(list, {'q': 1})):
    entries = list(source.items())
    updated = {}
    updated.update(source)
    again = {'gone': 1}
    again.clear()
    again.update(source)
    emptied = {Named(): 1}
    assert Named() in emptied
    del emptied[Named()]
    emptied.update(source)
    for copy in (dict(source), updated, again, emptied, {**source}, defaultdict(int, source), {} | source):
        assert list(copy.items()) == entries and len(copy) == len(entries)
        for key, value in entries:
            assert key in copy and copy[key] == value and source[key] == value
        assert (Named() in copy) == (Named() in source)
        copy['new'] = copy[99] = 0
        assert 'new' not in source and list(source.items()) == entries
        for key, value in entries:
            del copy[key]
        assert list(copy) == ['new', 99] and list(source.items()) == entries

ordered = OrderedDict(z=1)
ordered.popitem()
ordered.update({'b': 1, 'a': 2})
ordered.move_to_end('b')
assert list(ordered) == ['a', 'b'] and list(reversed(ordered)) == ['b', 'a']

# Whoever goes over an empty dict notices that it was filled.
d = {}
names = iter(d)
d.update(a=1)
try:
    next(names)
except RuntimeError as e:
    assert str(e) == 'dictionary changed size during iteration'
else:
    assert False

# Globals of a function that are filled at once are seen by it.
space = {}
function = type(lambda: 0)(compile('size', 'f', 'eval'), space)
for i in range(3):
    space.clear()
    space.update({'size': i})
    assert function() == i


class Many:
    def __init__(self, count):
        for i in range(count):
            setattr(self, f'n{i}', i * 0.5)


for count in 1, 3, 8, 9, 30:
    m, other = Many(count), Many(count)
    assert list(m.__dict__.items()) == [(f'n{i}', i * 0.5) for i in range(count)]
    m.n0 = 'first'
    m.later = m.__dict__['latest'] = 1
    del m.n0
    assert list(m.__dict__) == [f'n{i}' for i in range(1, count)] + ['later', 'latest']
    assert list(vars(other)) == [f'n{i}' for i in range(count)] and other.n0 == 0

wide = Plain()
setattr(wide, 'a', 1)
setattr(wide, '\U0001d4cd\U0001f600', 2)
setattr(wide, '\ud800', 3)
assert wide.__dict__ == {'a': 1, '\U0001d4cd\U0001f600': 2, '\ud800': 3}
assert getattr(wide, '\ud800') == 3 and wide.__dict__['\ud800'] == 3
