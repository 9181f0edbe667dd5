"""There is one empty tuple, one empty bytes object and one of each byte, however they were made; not so of subclasses."""
import io
import itertools


class Words(tuple):
    pass


class Raw(bytes):
    pass


def rest(*args):
    return args


def tuples(t):
    yield from [tuple(), t[1:1], t[5:], t[::-1][3:], t * 0, () + (), (*[],), tuple(x for x in ()), tuple(Words()), Words(t)[3:], rest()]
    yield from [object.__bases__, Exception().args, next(itertools.product()), tuple({}.items()), rest.__code__.co_freevars]


def strings(b):
    yield from [bytes(), b[1:1], b''.join([]), io.BytesIO().read(), bytes([]), b' '.strip(), ''.encode(), b.replace(b, b'')]


empty = ()
nothing = b''
letter = b'a'
for _ in range(300):
    for t in tuples((1, 2, 3)):
        assert t is empty and not t is not empty and id(t) == id(empty)
    for b in strings(b'abc'):
        assert b is nothing and id(b) == id(nothing)
    for b in b'abc'[:1], bytes([97]), 'a'.encode(), b'bab'[1:2]:
        assert b is letter and id(b) == id(letter)
assert Words() is not Words() and Words() is not empty and id(Words()) != id(empty)
assert Raw() is not nothing and Raw(letter) is not letter
assert bytes([98]) is not letter and id(bytes([98])) != id(letter) and empty is not nothing


# Where an object comes that has an identity, it is the only one.


def count_same(pairs):
    same = 0
    for a, b in pairs:
        if a is b:
            same += 1
    return same


def other(n):
    return tuple([n]), tuple([n])


o = object()
pairs = [(o, o), (o, object()), other(1), (empty, tuple()), (nothing, bytes()), (letter, b'ba'[1:]), (1.5, 3 / 2), (o, empty)] * 500
assert count_same(pairs) == 2500
assert count_same([(o, o), (o, object())] * 2000) == 2000
assert count_same(pairs) == 2500
