"""Who is asked for by code that built-in functions call in a traced loop: the functions that the trace has followed are there."""

import sys
import warnings
from functools import reduce


def look(item, *more):
    seen.add(sys._getframe(1).f_code.co_name)
    return item


class Key:
    def __eq__(self, other):
        look(0)
        seen.add(sys._getframe(1).f_code.co_name)
        return True

    def __hash__(self):
        seen.add(sys._getframe(1).f_code.co_name)
        return 1


def by_filter():
    return list(filter(look, [2, 1]))


def by_reduce():
    return reduce(look, [1, 2, 3])


def by_method():
    return [2, 1].sort(key=look)


def by_keyword():
    return sorted([2, 1], key=look)


def by_map():
    return list(map(look, [1, 2]))


def by_maximum():
    return max([2, 1], key=look)


def by_lookup():
    return key in table


key = Key()
table = {1: 2}


def around(function):
    for _ in range(3000):
        function()


def test_names():
    global seen
    for function in (by_filter, by_reduce, by_method, by_keyword, by_map, by_maximum):
        seen = set()
        around(function)
        assert seen == {function.__name__}, (function, seen)
    seen = set()
    around(by_lookup)
    assert seen == {'by_lookup', '__eq__'}, seen


def lines():
    seen.add(sys._getframe(2).f_lineno - sys._getframe(2).f_code.co_firstlineno)


def told(item):
    lines()
    return item


def two_lines():
    first = list(map(told, [1]))
    return first + list(
        map(told, [1]))


def test_lines():
    global seen
    seen = set()
    around(two_lines)
    assert seen == {1, 2}, seen


def warned(item):
    warnings.warn('from here', stacklevel=2)
    return item


def warning():
    return [*map(warned, [1])]


# The frame that the trace began in, by line.

def first_line(item):
    frame = sys._getframe(1 + item)
    seen.add(frame.f_lineno - frame.f_code.co_firstlineno)
    return item


def above():
    return list(map(first_line, [1]))


def in_loop(rounds):
    n = 1
    for i in range(rounds):
        n = (n * 3 + i) % 1001 + (n * 5 + i) % 77 + (n * 7 + i) % 55
        n = (n * 3 + i) % 1001 + (n * 5 + i) % 77 + (n * 7 + i) % 55
        above()
        n = (n * 3 + i) % 1001 + (n * 5 + i) % 77 + (n * 7 + i) % 55
        list(map(first_line, (0,)))
        n = (n * 3 + i) % 1001 + (n * 5 + i) % 77 + (n * 7 + i) % 55
    return n


def test_first_frame():
    global seen
    for rounds in 3000, 40, 50, 60, 3000:
        seen = set()
        in_loop(rounds)
        assert seen == {5, 7}, seen


def test_warnings():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        around(warning)
    assert {w.lineno for w in caught} == {warning.__code__.co_firstlineno + 1}


def deep(n):
    return reduce(look, [1]) if n == 0 else max([deep(n - 1)], key=look)


def test_depth():
    global seen
    seen = set()
    for _ in range(400):
        deep(5)
    assert seen == {'deep'}
    limit = sys.getrecursionlimit()
    limits = []
    sys.setrecursionlimit(120)
    try:
        for n in range(3000):
            limits.append(ends(n % 7))
    finally:
        sys.setrecursionlimit(limit)
    assert all(limits)


def falls(item):
    return falls(item)


def ends(n):
    try:
        list(map(falls, [n]))
    except RecursionError:
        return True
    return False


test_names()
test_lines()
test_warnings()
test_depth()
test_first_frame()

# What looks at frames without running any code: names of modules, warnings, globals. Each is asked from a function of another module.
other = {'__name__': 'other'}
exec("""
import sys, warnings, typing
def names():
    return sys._getframemodulename(0), sys._getframemodulename(1), sys._getframemodulename(2)
def mine():
    return globals()
def warned():
    warnings.warn('text')
def warned_above():
    warnings.warn('text', None, 2)
def variable():
    return typing.TypeVar('T').__module__
def inverted():
    return ~(len(sys.argv) > 100)
""", other)


def through(function):
    return function()


def many(function, expected):
    for _ in range(3000):
        assert through(function) == expected


many(other['names'], ('other', __name__, __name__))
many(other['mine'], other)
many(other['variable'], 'other')

places = []


def note(message, category, filename, lineno, file=None, line=None):
    places.append((filename == __file__, lineno))


with warnings.catch_warnings():
    warnings.simplefilter('always')
    warnings.showwarning = note
    for name in ('warned', 'warned_above', 'inverted'):
        del places[:]
        many(other[name], None if name != 'inverted' else -1)
        assert places == places[:1] * 3000, (name, set(places))
        assert places[0][0] == (name == 'warned_above')


# Methods that are called for attributes, tests, comparisons and items.

class Asks:
    @property
    def loops(self):
        return self.seen()

    def seen(self):
        for _ in ():
            pass
        return sys._getframe(2).f_code.co_name

    def __getattr__(self, name):
        return sys._getframe(1).f_code.co_name

    def __eq__(self, other):
        return sys._getframe(1).f_code.co_name

    def __lt__(self, other):
        return sys._getframe(1).f_code.co_name

    def __getitem__(self, key):
        return sys._getframe(1).f_code.co_name

    def __bool__(self):
        self.caller = sys._getframe(1).f_code.co_name
        return True

    def __iter__(self):
        self.caller = sys._getframe(1).f_code.co_name
        return self

    def __next__(self):
        for _ in ():
            pass
        self.next_caller = sys._getframe(1).f_code.co_name
        raise StopIteration


def asking(asks):
    found = [(0, asks.loops), (1, asks.missing), (2, asks == 3), (3, asks < 3), (4, asks[3])]
    if asks:
        pass
    found.append((5, asks.caller))
    for _ in asks:
        pass
    found.append((6, asks.caller))
    found.append((7, asks.next_caller))
    return found


def wrong(asks):
    places = set()
    for _ in range(5000):
        for place, caller in asking(asks):
            if caller != 'asking':
                places.add((place, caller))
    return places


assert wrong(Asks()) == set()
