# sys.getsizeof answers with CPython's numbers.
import sys


class A:
    pass


class E(Exception):
    pass


class S:
    __slots__ = ('a', 'b')


class L(list):
    pass


class D(dict):
    pass


def texts(n):
    return {str(i): i for i in range(n)}


def numbers(n):
    return {i: i for i in range(n)}


for size, objects in {
    16: (object(), None, ...),
    28: (1, True),
    32: (1j, 2**40),
    40: (dict().keys(), (lambda x: lambda: x)(1).__closure__[0]),
    48: (A(), S(), range(3), (1,), map(len, []), iter([]), classmethod(len)),
    56: ([], slice(1)),
    64: ({}, zip()),
    72: (len, sys, [].append),
    80: (property(), D()),
    88: (ValueError(), KeyError(1)),
    104: (E(),),
    128: (OSError(),),
    160: (texts,),
    184: (texts(1), texts(5)),
    216: (set(), frozenset({1})),
    224: (numbers(1), numbers(5)),
    272: (texts(10),),
    352: (numbers(10),),
    416: (int, type),
    632: (numbers(11),),
}.items():
    for x in objects:
        assert sys.getsizeof(x) == size, (type(x), sys.getsizeof(x), size)

# Types of modules, iterators, and what has no header before it.
import array, collections, csv, datetime, decimal, functools, itertools, operator, re

assert [t.__basicsize__ for t in (itertools.count, itertools.groupby, functools.partial, collections.deque)] == [40, 72, 64, 216]
assert [t.__basicsize__ for t in (OSError, KeyError, NameError, UnboundLocalError, AttributeError)] == [112, 72, 80, 80, 88]
assert (re.Match.__basicsize__, re.Match.__itemsize__, type(csv.reader([])).__basicsize__) == (88, 8, 88)
for w, size in (
    (iter(range(3)), 40),
    (iter('ab'), 48),
    (reversed([1]), 48),
    (iter({}.values()), 72),
    (datetime.date(1, 1, 1), 32),
    (datetime.timedelta(1), 40),
    (decimal.Decimal(1), 120),
    (operator.itemgetter(1), 64),
    (itertools.cycle([1]), 64),
    (array.array('i', [1, 2]), 88),
):
    assert sys.getsizeof(w) == size, (w, sys.getsizeof(w))
for w, size in (
    (collections.deque(), 760),
    (collections.deque(range(1000)), 8680),
    (collections.OrderedDict.fromkeys(range(10)), 864),
    (collections.defaultdict(int, a=1), 192),
):
    assert sys.getsizeof(w) == size, (w, sys.getsizeof(w))
