"""The match statement: every kind of pattern, guards, captures.

ref: compound_stmts#the-match-statement, PEP 634
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


def literal(x):
    match x:
        case 1:
            return 'one'
        case -2:
            return 'minus two'
        case 1.5:
            return 'float'
        case 'a' | "b":
            return 'letter'
        case b'x':
            return 'bytes'
        case None:
            return 'None'
        case True:
            return 'True'
        case 3 + 4j:
            return 'complex'
        case _:
            return 'other'


assert [literal(x) for x in (1, -2, 1.5, 'a', 'b', b'x', None, 3 + 4j, 2, 'c', [], False)] == (
    ['one', 'minus two', 'float', 'letter', 'letter', 'bytes', 'None', 'complex', 'other', 'other', 'other', 'other'])
assert literal(True) == 'one'
assert literal(1.0) == 'one'


def sequence(x):
    match x:
        case []:
            return 'empty'
        case [1]:
            return 'just one'
        case [a]:
            return 'single', a
        case (a, b) if a == b:
            return 'equal', a
        case a, b:
            return 'pair', a, b
        case [1, *rest]:
            return 'one and', rest
        case [first, *_, last]:
            return 'ends', first, last
        case _:
            return 'no'


assert sequence([]) == 'empty'
assert sequence([1]) == 'just one'
assert sequence((5,)) == ('single', 5)
assert sequence([2, 2]) == ('equal', 2)
assert sequence((1, 2)) == ('pair', 1, 2)
assert sequence([1, 2, 3]) == ('one and', [2, 3])
assert sequence((7, 8, 9)) == ('ends', 7, 9)
assert sequence('ab') == 'no'
assert sequence(b'ab') == 'no'
assert sequence({1: 2}) == 'no'
assert sequence(range(3)) == ('ends', 0, 2)
assert sequence(iter([1])) == 'no'
assert sequence(bytearray(b'a')) == 'no'
assert sequence({1}) == 'no'
assert sequence(5) == 'no'


def star(x):
    match x:
        case [*all]:
            return all


def middle(x):
    match x:
        case [a, *b, c, d]:
            return a, b, c, d
    return None


assert star([1, 2]) == [1, 2]
assert star(()) == []
assert middle([1, 2, 3]) == (1, [], 2, 3)
assert middle(range(6)) == (0, [1, 2, 3], 4, 5)
assert middle([1, 2]) is None


def mapping(x):
    match x:
        case {'type': 'point', 'x': x, 'y': y}:
            return x, y
        case {'type': 'circle', **rest}:
            return rest
        case {1: [a, {'deep': b}]}:
            return a, b
        case {}:
            return 'any mapping'
        case _:
            return 'no'


assert mapping({'type': 'point', 'x': 1, 'y': 2, 'z': 3}) == (1, 2)
assert mapping({'type': 'circle', 'r': 5}) == {'r': 5}
assert mapping({1: [2, {'deep': 3}]}) == (2, 3)
assert mapping({}) == 'any mapping'
assert mapping({'q': 1}) == 'any mapping'
assert mapping([('type', 1)]) == 'no'


class Missing(dict):
    def __missing__(self, key):
        raise AssertionError('never asked')


assert mapping(Missing()) == 'any mapping'


class Point:
    __match_args__ = ('x', 'y')

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Circle:
    def __init__(self, centre, r):
        self.centre = centre
        self.r = r


def shapes(s):
    match s:
        case Point(0, 0):
            return 'origin'
        case Point(x, y=0):
            return 'on x', x
        case Point(x=0, y=yy):
            return 'on y', yy
        case Point():
            return 'point'
        case Circle(centre=Point(x, _), r=r) if r > 10:
            return 'big', x
        case Circle(r=r):
            return 'circle', r
        case int(n) | float(n):
            return 'number', n
        case str() as text:
            return 'text', text
        case [Point(a, b), *more]:
            return a, b, len(more)
        case bool():
            return 'never'
        case list(items):
            return 'list', items
        case _:
            return None


assert shapes(Point(0, 0)) == 'origin'
assert shapes(Point(3, 0)) == ('on x', 3)
assert shapes(Point(0, 4)) == ('on y', 4)
assert shapes(Point(1, 2)) == 'point'
assert shapes(Circle(Point(5, 6), 11)) == ('big', 5)
assert shapes(Circle(Point(5, 6), 1)) == ('circle', 1)
assert shapes(5) == ('number', 5)
assert shapes(2.5) == ('number', 2.5)
assert shapes('t') == ('text', 't')
assert shapes([Point(1, 2), 0, 0]) == (1, 2, 2)
assert shapes(True) == ('number', True)
assert shapes([]) == ('list', [])
assert shapes(None) is None


class Colour:
    RED = 1
    GREEN = 'g'


import sys


def value(x):
    match x:
        case Colour.RED:
            return 'red'
        case Colour.GREEN:
            return 'green'
        case sys.maxsize:
            return 'max'
        case other:
            return other


assert value(1) == 'red'
assert value('g') == 'green'
assert value(sys.maxsize) == 'max'
assert value(7) == 7

# Names: bindings survive, guards see them, failed patterns may leave them bound or not but the taken one is right.
match (1, 2):
    case (a, 5):
        pass
    case (b, c):
        kept = b, c
assert kept == (1, 2)
assert b == 1
match = 5
case = 6
_ = 'under'
match match:
    case 5:
        case = 'soft keywords'
assert case == 'soft keywords'
assert _ == 'under'
match 7:
    case _:
        pass
assert _ == 'under'
match 1, 2, 3:
    case 1, *r:
        pass
assert r == [2, 3]
match [1, [2, [3, 4]]]:
    case [a, [b, [c, d]]]:
        nested = a, b, c, d
assert nested == (1, 2, 3, 4)
match {'a': [1, {'b': 2}]}:
    case {'a': [p, {'b': q}]} as whole if p < q:
        pass
assert (p, q) == (1, 2)
assert whole == {'a': [1, {'b': 2}]}
match (5, 'x'):
    case (int() | str() as first, ('x' | 'y') as second):
        pass
assert (first, second) == (5, 'x')


def no_match(x):
    match x:
        case 1:
            return 'one'


def guards(x):
    log = []

    def g(n, result):
        log.append(n)
        return result
    match x:
        case 1 if g('a', False):
            pass
        case 1 if g('b', True):
            return log
        case y if g('c', y > 5):
            return log
    return log + ['end']


assert no_match(2) is None
assert guards(1) == ['a', 'b']
assert guards(9) == ['c']
assert guards(0) == ['c', 'end']


def loops():
    out = []
    for x in [1, 'a', [2], None, 5]:
        match x:
            case int() if x > 3:
                break
            case str():
                continue
            case [y]:
                out.append(('list', y))
            case _:
                out.append(x)
    return out


assert loops() == [1, ('list', 2), None]


class NoArgs:
    pass


class BadArgs:
    __match_args__ = ['x']


class BadName:
    __match_args__ = (1,)


class Dup:
    __match_args__ = ('a', 'a')
    a = 1


def positional(x, kind):
    match x:
        case kind(_):
            return True


def two(x, kind):
    match x:
        case kind(_, _):
            return True


def both(x):
    match x:
        case Point(1, x=1):
            return True


assert error(positional, NoArgs(), NoArgs) == 'TypeError: NoArgs() accepts 0 positional sub-patterns (1 given)'
assert error(two, 5, int) == 'TypeError: int() accepts 1 positional sub-pattern (2 given)'
assert error(positional, BadArgs(), BadArgs) == 'TypeError: BadArgs.__match_args__ must be a tuple (got list)'
assert error(positional, BadName(), BadName) == 'TypeError: __match_args__ elements must be strings (got int)'
assert error(both, Point(1, 2)) == "TypeError: Point() got multiple sub-patterns for attribute 'x'"
assert error(two, Dup(), Dup) == "TypeError: Dup() got multiple sub-patterns for attribute 'a'"
assert error(positional, 1, 5) == 'TypeError: called match pattern must be a class'
assert error(positional, Point(1, 2), Point) == 'no error'
assert error(exec, 'match 1:\n  case {"a": 1, "a": 2}: pass') == (
    "SyntaxError: mapping pattern checks duplicate key ('a') (<string>, line 2)")
assert error(exec, 'match 1:\n  case x: pass\n  case y: pass') == (
    "SyntaxError: name capture 'x' makes remaining patterns unreachable (<string>, line 2)")
assert error(exec, 'match 1:\n  case _: pass\n  case y: pass') == (
    'SyntaxError: wildcard makes remaining patterns unreachable (<string>, line 2)')
assert error(exec, 'match 1:\n  case x | 1: pass') == (
    "SyntaxError: name capture 'x' makes remaining patterns unreachable (<string>, line 2)")
assert error(exec, 'match 1:\n  case (x, x): pass') == (
    "SyntaxError: multiple assignments to name 'x' in pattern (<string>, line 2)")
assert error(exec, 'match 1:\n  case [a] | [b]: pass') == (
    'SyntaxError: alternative patterns bind different names (<string>, line 2)')
assert error(exec, 'match 1:\n  case [*a, *b]: pass') == (
    'SyntaxError: multiple starred names in sequence pattern (<string>, line 2)')
import collections.abc


class Seq(collections.abc.Sequence):
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return 'ab'[i]


class NotSeq:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return i


class Map(collections.abc.Mapping):
    def __len__(self):
        return 1

    def __iter__(self):
        return iter(['k'])

    def __getitem__(self, key):
        return {'k': 5}[key]


assert sequence(Seq()) == ('pair', 'a', 'b')
assert sequence(NotSeq()) == 'no'
assert mapping(Map()) == 'any mapping'
match Map():
    case {'k': n, **others}:
        assert n == 5
        assert others == {}
    case _:
        assert False
