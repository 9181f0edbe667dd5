"""Dicts that grow and shrink around the sizes at which their entries come to larger room."""

import collections

# Every order of adding and removing around those sizes, beside a list of pairs.
for kind in (dict, collections.OrderedDict, lambda: collections.defaultdict(int)):
    for top in range(1, 12):
        d, model = kind(), []
        for turn in range(3):
            for i in range(top):
                key = ('k%d' % i, i, (i, i))[turn]
                d[key] = i
                model.append((key, i))
                assert list(d.items()) == model and d[key] == i and len(d) == len(model)
            for i in range(top - 1, -1, -2):
                key, value = model.pop(i)
                assert d.pop(key) == value and list(d.items()) == model
            while len(model) > top // 2:
                assert d.popitem() == model.pop()
        assert list(reversed(d.items())) == model[::-1]
        other = d.copy()
        for i in range(6):
            other['new%d' % i] = i
        assert list(d.items()) == model and len(other) == len(model) + 6

# Dicts without entries have nothing in common.
a, b, c = {}, {}.copy(), dict()
a['x'] = 1
assert (a, b, c, {}) == ({'x': 1}, {}, {}, {})
b.update(a)
a.clear()
c['y'] = 2
assert (a, b, c, {}) == ({}, {'x': 1}, {'y': 2}, {})
del b['x']
b['z'] = 3
assert (a, b, {}) == ({}, {'z': 3}, {})


class Plain:
    pass


p, q = Plain(), Plain()
p.__dict__['late'] = 1
assert vars(q) == {} and vars(p) == {'late': 1}

# A value is replaced, and a key is removed and added again, while an iterator stands before the fourth entry and behind it.
for stop in range(1, 9):
    d = dict.fromkeys(range(8), 'old')
    seen = []
    for k in d:
        d[k] = 'new'
        seen.append(k)
        if len(seen) == stop and k != 7:
            del d[7]
            d[7] = 'again'
    assert seen == list(range(8)) and list(d) == seen

for size in (3, 4, 7, 8):
    d = dict.fromkeys(range(size))
    it = iter(d)
    next(it)
    d['more'] = 1
    try:
        next(it)
    except RuntimeError:
        pass
    else:
        assert False, size


# A comparison that adds entries to the dict which is being searched.
class Adding:
    def __init__(self, d, left):
        self.d, self.left = d, left

    def __hash__(self):
        return 7

    def __eq__(self, other):
        if self.left > 0:
            self.left -= 1
            self.d['added%d' % self.left] = self.left
        return self is other


for size in range(7):
    d = {}
    first = Adding(d, 3)
    d[first] = 'first'
    for i in range(size):
        d['k%d' % i] = i
    assert d.get(Adding(d, 0)) is None
    # CPython looks again only where the entries came to another table.
    assert len(d) > size + 1 and d[first] == 'first' and d['added2'] == 2 and list(d)[size + 1] == 'added2'


# A class is given a hash of its own, which changes a dict that has an instance of it.
for size in range(9):
    class Later:
        pass

    d = {Later(): 'later'}
    for i in range(size):
        d[i] = i

    def changing(self):
        d['in the middle'] = 1
        return 5

    Later.__hash__ = changing
    assert d.get(Later()) is None
    assert list(d.values()) == ['later', *range(size), 1] and d['in the middle'] == 1 and all(d[i] == i for i in range(size))
