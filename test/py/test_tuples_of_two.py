"""Tuples of two beside others: however they are made, by compiled code and in traces as well, they are the same to a program."""

import gc
import itertools
import json
import pickle
import re
import struct
import sys
import types
from collections import OrderedDict, namedtuple

Point = namedtuple('Point', 'x y')


class Two(tuple):
    pass


def made(a, b):
    """The same tuple by all kinds of ways."""
    one = (a,)
    return [
        (a, b),
        tuple([a, b]),
        tuple(iter((a, b))),
        one + (b,),
        (a, b) + (),
        (a, b, None)[:2],
        (None, a, b)[-2:],
        *zip([a], [b]),
        *{a: b}.items(),
        *[p for p in [(a, b)] * 2],
        (lambda *args: args)(a, b),
        max([(a, b)]),
        tuple(x for x in (a, b)),
    ]


def test_all_are_equal():
    for a, b in [(1, 2), ('a', 'b'), (1.5, None), ((1, 2), (3, 4)), (2**70, b'')]:
        all_ = made(a, b)
        for s in all_:
            assert type(s) is tuple and len(s) == 2 and repr(s) == f'({a!r}, {b!r})'
            assert hash(s) == hash(all_[0]) == hash(Two((a, b))) == hash(Point(a, b))
            assert s[0] == s[-2] == a and s[1] == s[-1] == b
            assert sys.getsizeof(s) == sys.getsizeof(all_[0])
            for t in [*all_, Two((a, b)), Point(a, b)]:
                assert s == t and not s != t and {s: 1}[t] == 1
            assert s != [a, b] and s != (a,) and s != (a, b, b)
        assert len(set(all_)) == 1


def test_order():
    values = [(i, j) for i in range(3) for j in range(3)] + [(1,), (), (1, 1, 1), (0, 5, 5), Two((1, 2)), Point(2, 0)]
    for a in values:
        for b in values:
            x, y = list(a), list(b)
            assert (a < b, a <= b, a == b, a != b, a > b, a >= b) == (x < y, x <= y, x == y, x != y, x > y, x >= y)
    assert sorted(values) == sorted(sorted(values, reverse=True))
    assert sorted(range(9), key=lambda i: (i % 3, -i)) == [6, 3, 0, 7, 4, 1, 8, 5, 2]
    assert sorted(range(9), key=lambda i: (i % 3, -i) if i % 2 else (i % 3, -i, 0)) == [6, 3, 0, 7, 4, 1, 8, 5, 2]
    nan = float('nan')
    assert (nan, 1) == (nan, 1) and (nan, 1) <= (nan, 2) and not (float('nan'), 1) == (nan, 1)


class Loud:
    """Says whom it is compared with."""

    said = []

    def __init__(self, name, equal):
        self.name = name
        self.equal = equal

    def __eq__(self, other):
        Loud.said.append(f'{self.name} == {other.name}')
        return self.equal

    def __lt__(self, other):
        Loud.said.append(f'{self.name} < {other.name}')
        return 'less'


def test_what_is_compared():
    def said(value):
        text, Loud.said = Loud.said, []
        return value, text

    a, b, c, d = Loud('a', True), Loud('b', False), Loud('c', True), Loud('d', True)
    assert said((a, b) == (c, d)) == (False, ['a == c', 'b == d'])
    assert said((a, b) < (c, d)) == ('less', ['a == c', 'b == d', 'b < d'])
    assert said((b, a) < (c, d)) == ('less', ['b == c', 'b < c'])
    assert said((b, a) != (c, d)) == (True, ['b == c'])
    assert said((a, c) == (a, d)) == (True, ['c == d'])


def taken(items):
    """Unpacked, by constant and by computed places, and gone over."""
    total = 0
    for item in items:
        try:
            a, b = item
            total += a * b
        except ValueError:
            total += 1000
        total += item[0] + item[-1]
        for i in range(len(item)):
            total += item[i] - item[~i] + i
        for x in item:
            total += x
        try:
            item[2]
        except IndexError as e:
            assert str(e) in ('tuple index out of range', 'list index out of range')
            total += 7
        try:
            item[-3]
        except IndexError:
            total += 7
        first, *rest = item
        total += len(rest) * first
    return total


def test_taken_apart():
    pairs = [(i, i + 1) for i in range(50)]
    mixed = [p if i % 3 else (*p, 5) if i % 2 else Point(*p) for i, p in enumerate(pairs)]
    lists = [list(p) if i % 2 else p for i, p in enumerate(pairs)]
    for _ in range(80):
        assert taken(pairs) == 48625
        assert taken(mixed) == 50289
        assert taken(lists) == 48625
    for wrong, message in [((1, 2, 3), 'too many values to unpack (expected 2)'), ((1,), 'not enough values to unpack (expected 2, got 1)')]:
        try:
            a, b = wrong
        except ValueError as e:
            assert str(e) == message
        else:
            assert False


def swapped(n):
    a, b = 0, 1
    pair = (a, b)
    for _ in range(n):
        a, pair = pair
        pair = (pair, a)
        a, b = b, a
    return pair, a, b


def kept(n):
    """Made in a loop, kept by lists, dicts and instances, and read again."""
    known = {}
    nodes = None
    for i in range(n):
        known[i % 7, i % 5] = i, nodes
        nodes = (i, nodes) if i % 10 else None
        left, right = known[i % 7, i % 5]
        assert left == i and (right is None or right[0] == i - 1)
    depth = 0
    while nodes is not None:
        _, nodes = nodes
        depth += 1
    return depth, sorted(known)[:3], sum(pair[0] for pair in known.values())


def test_in_loops():
    for _ in range(3):
        assert swapped(3000) == ((0, 1), 0, 1)
        assert kept(4999) == (8, [(0, 0), (0, 1), (0, 2)], 174335)
        assert sum(q * r for q, r in [divmod(i, 7) for i in range(3000)]) == 1921506


def joined(n):
    total = 0
    for i in range(n):
        total += len((i,) + (i, i)) + len((i, i) + ()) + len((i,) + (i,)) + ((i, 1) < (i, 2)) + ((1, i) in [(1, i)])
        total += (i, 2) in {(i, 2): 3} and isinstance(i, (int, str)) and i in (i, 3)
        text = '%d-%s' % (i, 'x')
        total += text.endswith(('-x', '-y'))
        try:
            (i, i).append
        except (AttributeError, TypeError):
            total += 1
    return total


def test_operators():
    for _ in range(3):
        assert joined(3000) == 3000 * 12


def counter(a, b):
    def both():
        nonlocal a, b
        a, b = b, a + 1
        return a, b

    return both


def test_closures_of_two():
    for _ in range(40):
        both = counter(1, 5)
        for _ in range(100):
            both()
        assert both() == (55, 52)
    cells = both.__closure__
    assert len(cells) == 2 and type(cells) is tuple and sorted(c.cell_contents for c in cells) == [52, 55]
    # The same code with cells that a program has put into a tuple.
    for closure in [cells, tuple([*cells]), (cells[0], cells[1]), *zip(cells[:1], cells[1:])]:
        again = types.FunctionType(both.__code__, globals(), 'again', None, closure)
        assert again.__closure__ is closure
        before = [c.cell_contents for c in cells]
        for _ in range(300):
            again()
        assert sum(c.cell_contents for c in cells) == sum(before) + 300


def given(*args):
    a, b = args
    return a - b, args


def with_defaults(a, b=3, c=4):
    return a, b * c


def test_calls():
    for i in range(3000):
        assert given(i, 1) == (i - 1, (i, 1))
        assert given(*(i, 1)) == given(*[i, 1])
        assert with_defaults(i) == (i, 12) and with_defaults(*(i, 2)) == (i, 8)
    assert with_defaults.__defaults__ == (3, 4)

    def local(a=1, b=2):
        return a + b

    assert local.__defaults__ == (1, 2) and local() == 3


def many(*args):
    return args


def test_what_built_in_functions_make():
    def all_of(n):
        given = [
            divmod(n, 7),
            divmod(n + 0.5, 7),
            *itertools.pairwise([n, n + 1]),
            *itertools.combinations([n, 1, 2], 2),
            *itertools.permutations([n, 1], 2),
            *itertools.product([n], 'ab'),
            *itertools.zip_longest([n], 'ab'),
            *[(key, list(group)) for key, group in itertools.groupby([n, n])],
            *itertools.tee([n], 2)[1:],
            *re.findall('(a)(b)', 'abab'),
            re.search('b+', 'abb').span(),
            re.search('(a)(b)', 'ab').groups(),
            re.search('(a)(b)', 'ab').group(2, 1),
            struct.unpack('<BH', b'\1\2\0'),
            *OrderedDict(a=n).items(),
            OrderedDict(a=n).popitem(),
            {n: 2}.popitem(),
            *json.loads('{"a": 1, "b": null}', object_pairs_hook=lambda pairs: pairs),
            *pickle.loads(pickle.dumps([(n, 'a'), (None, n)])),
            many(n, 2),
            many(*[n, 2]),
            list(map(many, [n], [3]))[0],
        ]
        return [w for w in given if type(w) is tuple]

    for n in range(300):
        found = all_of(n)
        again = [tuple(list(w)) for w in found]
        assert len(found) == 29 and found == again and [hash(w) for w in found[:5]] == [hash(w) for w in again[:5]]
        for first, second in found:
            assert (first, second) in again
        assert found[0] == (n // 7, n % 7) and found[2] == (n, n + 1) and found[-1] == (n, 3)


def test_looked_through():
    a, b = [1], [2]
    pair = (a, b)
    assert sorted(gc.get_referents(pair)) == [a, b]
    assert any(r is pair for r in gc.get_referrers(a))
    try:
        pair[0] = 1
    except TypeError as e:
        assert str(e) == "'tuple' object does not support item assignment"
    for name in ('first', 'second', 'items'):
        assert not hasattr(pair, name)
    it = iter(pair)
    assert next(it) is a and it.__reduce__()[1][0] is pair and it.__length_hint__() == 1
    assert next(it) is b and next(it, None) is None
    match pair:
        case [x, y]:
            assert x is a and y is b
    assert pair.index(b) == 1 and pair.count(a) == 1 and a in pair and list(reversed(pair)) == [b, a]
    assert pair * 2 == (a, b, a, b) and pair[::-1] == (b, a) and pair[:] is pair


for name, test in list(globals().items()):
    if name.startswith('test_'):
        test()
