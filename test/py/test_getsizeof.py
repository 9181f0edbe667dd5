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
