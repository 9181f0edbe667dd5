# Iterators of itertools are copied and pickled where they are; every use is deprecated.
import copy
import operator
import pickle
import warnings
from itertools import *

MAKERS = [
    lambda: accumulate([1, 2, 3, 4]), lambda: accumulate([1, 2, 3], operator.mul, initial=5), lambda: chain([1, 2], [3], [4]),
    lambda: chain.from_iterable([[1], [2, 3]]), lambda: combinations('abcd', 2), lambda: combinations_with_replacement('abc', 2),
    lambda: permutations('abcd', 2), lambda: product('ab', range(3)), lambda: product('ab', repeat=3),
    lambda: compress([1, 2, 3, 4], [1, 0, 1, 1]), lambda: islice(count(5), 9), lambda: islice(cycle([1, 2, 3]), 20),
    lambda: dropwhile(bool, [1, 1, 0, 2, 3]), lambda: takewhile(bool, [1, 1, 0, 2]), lambda: filterfalse(None, [0, 1, 0, 2]),
    lambda: islice(range(20), 2, 15, 3), lambda: repeat('x', 4), lambda: starmap(pow, [(2, 3), (3, 2)]),
    lambda: zip_longest([1, 2, 3], 'a', fillvalue=9), lambda: ((k, list(g)) for k, g in groupby('aabbbc')),
]
for make in MAKERS[:-1]:
    whole = list(make())
    for n in range(len(whole) + 2):
        it = make()
        for _ in range(n):
            next(it, None)
        with warnings.catch_warnings(record=True) as log:
            warnings.simplefilter('always')
            copies = [copy.copy(it)] if n % 2 else [copy.deepcopy(it)] + [pickle.loads(pickle.dumps(it, p)) for p in (2, 5)]
        if type(it) is not repeat:
            assert {w.category for w in log} == {DeprecationWarning}, it
        for c in copies[1:]:
            assert list(c) == whole[n:], (it, n)
        assert list(copies[0]) == whole[n:], (it, n)
assert str(log[0].message) == 'Pickle, copy, and deepcopy support will be removed from itertools in Python 3.14.'

warnings.simplefilter('ignore')
assert accumulate([1, 2]).__reduce__()[2] is None
assert combinations('abcd', 2).__reduce__() == (combinations, (tuple('abcd'), 2))
p = product('ab', [0, 1])
next(p), next(p)
assert p.__reduce__() == (product, (('a', 'b'), (0, 1)), (0, 1))
p.__setstate__((1, 5))
assert list(p) == []
c = cycle('defg')
c.__setstate__((list('abc'), 0))
assert ''.join(islice(c, 12)) == 'defgabcdefga'
g = groupby('aab')
next(g)
assert [k for k, _ in pickle.loads(pickle.dumps(g))] == ['b']


def raised(f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__
    return None


assert raised(cycle('ab').__setstate__, ((), 0)) == 'TypeError'
assert raised(chain().__setstate__, ([], 1)) == 'TypeError'
assert raised(product('ab').__setstate__, (1, 2)) == 'ValueError'
a, b = tee('abc')
assert tee(a)[0] is a


class Named(chain):
    def __init__(self, *args, name):
        self.name = name


n = Named([1], [2], name='n')
assert list(n) == [1, 2] and n.name == 'n'
assert len(list(islice(count(), 1, 10, 2 ** 62))) == 1
from itertools import combinations, combinations_with_replacement, permutations, product
assert [''.join(p) for p in permutations('abc')] == ['abc', 'acb', 'bac', 'bca', 'cab', 'cba'] and len(set(permutations(range(6), 4))) == 360
assert list(permutations(range(4), 2)) == [(a, b) for a in range(4) for b in range(4) if a != b] and list(permutations([], 0)) == [()]
assert list(combinations('abcd', 2)) == [('a', 'b'), ('a', 'c'), ('a', 'd'), ('b', 'c'), ('b', 'd'), ('c', 'd')]
assert list(combinations_with_replacement('ab', 2)) == [('a', 'a'), ('a', 'b'), ('b', 'b')] and list(product('ab', [1, 2])) == [('a', 1), ('a', 2), ('b', 1), ('b', 2)]
