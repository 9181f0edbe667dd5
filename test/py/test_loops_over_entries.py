"""Loops over the items of dicts that unpack them, compiled and not; answers of CPython 3.13."""


def swapped(d):
    return {v: k for k, v in d.items()}


def listed(d):
    out = []
    for k, v in d.items():
        out.append((k, v))
    return out


def emptied(d):
    """Deletes in the course of the loop, and puts as many in."""
    seen = []
    for k, v in d.items():
        seen.append(k)
        if v:
            del d[k]
            d[k + 'x'] = 0
    return seen


def grown(d, at):
    seen = []
    try:
        for k, v in d.items():
            seen.append(v)
            if k == at:
                d['new'] = 1
    except RuntimeError as error:
        return seen, str(error)
    return seen, None


def whole(d):
    """The pair itself, and its parts."""
    out = []
    for pair in d.items():
        k, v = pair
        out.append((pair, k, v))
    return out


def left(iterator):
    for k, v in iterator:
        if v == 2:
            break
    return iterator.__length_hint__(), list(iterator)


def mixed(pairs):
    total = 0
    for a, b in pairs:
        total += a * b
    return total


def numbered(d):
    for k, v in d.items():
        yield k
        yield v


class Pairs(dict):
    def items(self):
        return [('own', 1)]


for round in range(300):
    d = {'a': 1, 'b': 2, 'c': 3}
    assert swapped(d) == {1: 'a', 2: 'b', 3: 'c'}
    assert listed(d) == [('a', 1), ('b', 2), ('c', 3)] and listed({}) == []
    assert list(numbered(d)) == ['a', 1, 'b', 2, 'c', 3]
    assert whole(d) == [(('a', 1), 'a', 1), (('b', 2), 'b', 2), (('c', 3), 'c', 3)]
    assert grown(d, 'z') == ([1, 2, 3], None)
    assert grown(d, 'b') == ([1, 2], 'dictionary changed size during iteration')
    assert left({'a': 1, 'b': 2, 'c': 3, 'd': 4}.items().__iter__()) == (2, [('c', 3), ('d', 4)])
    del d['new'], d['b']
    assert listed(d) == [('a', 1), ('c', 3)]
    assert mixed({2: 3, 4: 5}.items()) == 26 and mixed([(1, 2)]) == 2 and mixed(zip((1, 2), (3, 4))) == 11
    assert mixed({i: 2 for i in range(40)}.items()) == 1560
    assert listed(Pairs(a=1)) == [('own', 1)]
    assert listed({'\U0001f600': '\U0001f601', (1, 2): None, 1.5: True}) == [('\U0001f600', '\U0001f601'), ((1, 2), None), (1.5, True)]

try:
    emptied({'a': 1, 'b': 1})
    raise AssertionError
except RuntimeError as error:
    assert str(error) == 'dictionary keys changed during iteration', error
