"""Built-in functions that other files do not cover.

lib: functions
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


import builtins

# getattr and friends, dir, vars
class A:
    x = 1

    def __init__(self):
        self.y = 2


a = A()
assert getattr(a, 'x') == 1
assert getattr(a, 'zz', 0) == 0
assert hasattr(a, 'y')
assert setattr(a, 'z', 3) is None
assert a.z == 3
assert delattr(a, 'z') is None
assert not hasattr(a, 'z')
assert 'x' in dir(a)
assert 'y' in dir(a)
assert '__class__' in dir(a)
assert dir(a) == sorted(dir(a))
assert vars(a) == {'y': 2}
assert vars(A)['x'] == 1
assert error(vars, 5) == 'TypeError: vars() argument must have __dict__ attribute'
assert 'a' in dir()
assert callable(A)
assert not callable(a)
assert id(a) == id(a)
assert type(a) is A
assert isinstance(a, (int, A))
assert issubclass(A, object)
assert hash(a) == hash(a)
assert repr(a).startswith('<__main__.A object')
assert ascii('é') == "'\\xe9'"
assert chr(97) == 'a'
assert ord('a') == 97
assert callable(len)

# numbers
assert abs(-5) == 5
assert abs(-5.5) == 5.5
assert divmod(7, 2) == (3, 1)
assert pow(2, 3) == 8
assert pow(2, 3, 5) == 3
assert pow(base=2, exp=3) == 8
assert round(2.567, 2) == 2.57
assert sum((1, 2)) == 3
assert bin(5) == '0b101'
assert oct(8) == '0o10'
assert hex(255) == '0xff'
assert max(1, 2) == 2
assert min([3, 1]) == 1
assert int('7') == 7
assert bool([]) is False
assert complex(1, 2) == 1 + 2j
assert round(5, -1) == 0
assert round(15, -1) == 20
assert round(number=1.5) == 2

# eval, exec, compile
assert eval('1 + 1') == 2
assert eval(' 1\n') == 1
assert eval(b'3') == 3
assert eval('x', {'x': 5}) == 5
assert eval('[x for x in range(3)]') == [0, 1, 2]
assert eval('a.x') == 1
assert exec('pass') is None
assert error(eval, 'x = 1') == 'SyntaxError: invalid syntax (<string>, line 1)'
assert error(eval, '1 +') == 'SyntaxError: invalid syntax (<string>, line 1)'
assert error(exec, 5) == 'TypeError: exec() arg 1 must be a string, bytes or code object'
assert error(eval, '1', 5) == 'TypeError: globals must be a dict'
ns = {}
exec('def f(n):\n    return n if n < 2 else f(n - 1) * n\nvalue = f(5)', ns)
assert ns['value'] == 120
assert ns['f'].__module__ is None
exec('y = x * 2', ns2 := {'x': 4})
assert ns2['y'] == 8


class Mapping(dict):
    def __missing__(self, key):
        return 'missing ' + key


assert eval('abc', {}, Mapping()) == 'missing abc'
assert eval('len([1])', {'__builtins__': {'len': lambda x: 'fake'}}) == 'fake'
assert error(eval, 'len', {'__builtins__': {}}) == "NameError: name 'len' is not defined"
single = compile('1 + 1\n', '<s>', 'single')
shown = []
import sys
hook, sys.displayhook = sys.displayhook, shown.append
exec(single)
sys.displayhook = hook
assert shown == [2]
assert compile('x', 'f', 'eval').co_filename == 'f'
assert error(compile, 'a b', 'f.py', 'exec') == 'SyntaxError: invalid syntax (f.py, line 1)'
tree = compile('x + 1', '', 'eval', 0x400)
assert type(tree).__name__ == 'Expression'
assert eval(compile(tree, '', 'eval'), {'x': 2}) == 3
assert compile('assert 0', '', 'exec', optimize=1) is not None
assert exec(compile('assert 0', '', 'exec', optimize=1)) is None

# print and input
import io
out = io.StringIO()
print(1, 'a', None, sep='-', end='!\n', file=out)
print(file=out)
print('x', flush=True, file=out)
assert out.getvalue() == '1-a-None!\n\nx\n'
assert error(print, 1, end=5) == 'TypeError: end must be None or a string, not int'
assert error(print, 1, bad=1) == "TypeError: print() got an unexpected keyword argument 'bad'"
stdin, sys.stdin = sys.stdin, io.StringIO('first line\nsecond')
stdout, sys.stdout = sys.stdout, io.StringIO()
answers = input('prompt '), input()
prompt = sys.stdout.getvalue()
ended = error(input)
sys.stdin, sys.stdout = stdin, stdout
assert answers == ('first line', 'second')
assert prompt == 'prompt '
assert ended == 'EOFError: EOF when reading a line'

# the module itself
assert builtins.len is len
assert __builtins__ is builtins
assert 'print' in dir(builtins)
assert builtins.__name__ == 'builtins'
assert __debug__ is True
assert error(exec, '__debug__ = 1') == 'SyntaxError: cannot assign to __debug__ (<string>, line 1)'
saved = builtins.abs
builtins.abs = lambda x: 'patched'
assert abs(1) == 'patched'
builtins.abs = saved
assert abs(-1) == 1
builtins.brand_new = 'visible everywhere'
assert brand_new == 'visible everywhere'
del builtins.brand_new
assert error(lambda: brand_new) == "NameError: name 'brand_new' is not defined"
for name in ('abs all any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print property range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip __import__ aiter anext').split():
    assert hasattr(builtins, name), name
assert len.__name__ == 'len'
assert len.__module__ == 'builtins'
assert len.__self__ is builtins
assert isinstance(len.__doc__, str)
assert len.__text_signature__ == '($module, obj, /)'
assert int.__doc__
assert type(len).__name__ == 'builtin_function_or_method'
assert str.join.__objclass__ is str
assert [].append.__self__ == []
assert len.__qualname__ == 'len'
assert [].append.__qualname__ == 'list.append'
assert dict.fromkeys.__self__ is dict

# object
o = object()
assert o.__class__ is object
assert o.__eq__(o) is True
assert o.__hash__() == hash(o)
assert o.__repr__() == repr(o)
assert o.__str__() == str(o)
assert o.__format__('') == str(o)
assert o.__reduce_ex__(2)[1] == (object,)
assert o.__sizeof__() > 0
assert object.__doc__
assert o.__dir__()
assert error(setattr, o, 'x', 1).startswith('AttributeError')
assert o.__ne__(o) is False
assert o.__lt__(o) is NotImplemented
assert Ellipsis is ...
assert str(Ellipsis) == 'Ellipsis'
assert type(None)() is None
assert type(...)() is ...
assert error(type(None), 1) == 'TypeError: NoneType takes no arguments'
assert bool(None) is False
assert type(NotImplemented)() is NotImplemented


# copying and pickling plain things
import copy
import pickle
data = {'a': [1, (2, 3)], 'b': {4}, 'c': b'x', 'd': None, 'e': 1.5, 'f': 2 ** 100, 'g': 'é\U0001f600'}
assert copy.deepcopy(data) == data
assert copy.deepcopy(data)['a'] is not data['a']
assert copy.copy(data)['a'] is data['a']
assert pickle.loads(pickle.dumps(data)) == data
assert all(pickle.loads(pickle.dumps(data, p)) == data for p in range(6))
b = copy.copy(a)
assert b.y == 2
assert b is not a
assert pickle.loads(pickle.dumps(a)).y == 2
assert copy.deepcopy([a, a])[0] is not a
assert (lambda l: l[0] is l[1])(copy.deepcopy([a, a]))

# sum, min, max, any and all of raw values, up to others in between
class Odd:
    def __init__(self, v): self.v = v
    def __bool__(self): asked.append(self.v); return self.v % 2 == 1
    def __radd__(self, other): return other + self.v
    def __lt__(self, other): asked.append(self.v); return self.v < other
    def __gt__(self, other): asked.append(-self.v); return self.v > other
asked = []
def by_hand(values):
    total = 0
    for v in values: total = total + v
    least = most = values[0]
    for v in values[1:]:
        if v < least: least = v
        if v > most: most = v
    some = False
    every = True
    for v in values:
        if v: some = True
        else: every = False
    return total, least, most, some, every
M = 2**53 - 1
for values in ([1, 2, 3], [0, 0], [0, 5, 0], [3, 1, 2, 1], [M, 1, -1], [-M, -M, M], [M, M, M, -2**70, 5], [1, True, 0, False], [1, 2.5, 3, -0.5], [2**80, 1, 2**80],
               [1, 2**63, -2**63, 4], [0.0, 0, 1], [-1, 0.5, 2**60, 0]):
    for kind in (list, tuple, iter):
        got = (sum(kind(values)), min(kind(values)), max(kind(values)), any(kind(values)), all(kind(values)))
        assert repr(got) == repr(by_hand(values)), (values, got, by_hand(values))
assert min(['b', 'a\u4e2d', 'a\xe9', 'c']) == 'a\xe9' and max(('b', 'z', '\uffff', '\U00010000', 'y')) == '\U00010000'
assert min('b', 'a') == 'a' and min([None]) is None
assert (sum([1, 2, Odd(3), 4]), asked) == (10, [])
assert (min([3, 2, Odd(1), 0]), max((1, Odd(9), 4)).v, asked) == (0, 9, [1, -1, -9, 9]), asked
asked.clear()
assert any([0, '', None, False, (), Odd(2), Odd(3), 1]) is True and asked == [2, 3]
assert all((1, 'x', True, [0], Odd(5), 0, Odd(7))) is False and asked == [2, 3, 5]
assert any([0, Odd(2)]) is False and all([]) is True and any(()) is False and all([1, Odd(1)]) is True
assert [any([0, 2**70]), all([2**70, 0.0]), any([0.0, b'', {}, [0]])] == [True, False, True]
for f, values, name in ((min, [1, 'a'], '<'), (max, ('a', 1), '>'), (sum, [1, 'a'], '+'), (min, [None, 1], '<')):
    try: f(values)
    except TypeError as e: assert name in str(e), e
    else: assert False
it = iter([1, 2, 3, 4])
assert (next(it), sum(it), list(it)) == (1, 9, [])
it = iter([0, 0, 7, 8])
assert (any(it), list(it)) == (True, [8])
it = iter((1, 0, 7, 8))
assert (all(it), list(it)) == (False, [7, 8])

def test_sums_of_lists():
    for xs, start in (([1, 2, 3], 0), ([True, False, True], 0), ([True, 2, 2.5, 3], 0), ([2 ** 53, 1, 1], 0), ([2 ** 53 - 1, 1, 1], 5), ([], 4), ([2 ** 70, 1], 0), ([1, -2 ** 53, -5], -1)):
        total = start
        for x in xs:
            total = total + x
        assert sum(xs, start) == total and type(sum(xs, start)) is type(total)
    it = iter([1, 2, 3])
    next(it)
    assert sum(it) == 5 and next(it, 'end') == 'end'
    for wrong in ('a', None, [1]):
        it = iter([1, True, wrong, 3])
        try:
            sum(it)
        except TypeError:
            assert next(it) == 3
        else:
            assert False
    assert sum([True]) is not True and sum([True]) == 1 and type(sum([False])) is int


test_sums_of_lists()
