"""Special methods that other files do not reach, and what the interpreter asks of an object.

ref: datamodel#special-method-names
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


class Recorder:
    """Answers every special method that it is given a result for, and keeps a log of calls."""
    log = []


def recording(name, result):
    def method(self, *args):
        Recorder.log.append((name, args))
        return result
    return method


def with_methods(**methods):
    return type('Made', (), {f'__{name}__': recording(name, value) for name, value in methods.items()})()


def taken():
    log = Recorder.log[:]
    Recorder.log.clear()
    return log


x = with_methods(len=3, bool=False)
assert not x
assert taken() == [('bool', ())]
assert len(x) == 3
assert taken() == [('len', ())]
x = with_methods(len=0)
assert not x
assert taken() == [('len', ())]
x = with_methods(contains=True, iter=iter([]))
assert 5 in x
assert taken() == [('contains', (5,))]
x = with_methods(iter=iter([1, 2]))
assert 2 in x
assert taken() == [('iter', ())]
x = with_methods(str='S', repr='R', format='F', bytes=b'B', hash=7, int=5, float=1.5, complex=2j, index=3, bool=True)
assert (str(x), repr(x), format(x, 'spec'), bytes(x), hash(x), int(x), float(x), complex(x), bool(x)) == (
    ('S', 'R', 'F', b'B', 7, 5, 1.5, 2j, True))
assert taken() == (
    [
        ('str', ()), ('repr', ()), ('format', ('spec',)), ('bytes', ()), ('hash', ()), ('int', ()), ('float', ()),
        ('complex', ()), ('bool', ()),
    ])
assert [10, 20, 30, 40][x] == 40
assert oct(x) == '0o3'
assert 'abcd'[x:] == 'd'
assert range(10)[x] == 3
assert 2 * [0] * x.__index__() == [0] * 6
assert [0] * x == [0] * 3
assert round(2.0 ** 0.5, x) == 1.414
assert bytes(with_methods(index=2)) == b'\0\0'
taken()
x = with_methods(index=3)
assert int(x) == 3
assert float(x) == 3.0
assert complex(x) == 3
assert error(int, with_methods(int='a')) == 'TypeError: __int__ returned non-int (type str)'
assert error(float, with_methods(float=1)) == 'TypeError: Made.__float__ returned non-float (type int)'
assert error(str, with_methods(str=1)) == 'TypeError: __str__ returned non-string (type int)'
assert error(len, with_methods(len='a')) == "TypeError: 'str' object cannot be interpreted as an integer"
assert error(len, with_methods(len=-1)) == 'ValueError: __len__() should return >= 0'
assert error(len, with_methods(len=2 ** 100)) == "OverflowError: cannot fit 'int' into an index-sized integer"
assert error(hash, with_methods(hash='a')) == 'TypeError: __hash__ method should return an integer'
assert error(bytes, with_methods(bytes='a')) == 'TypeError: __bytes__ returned non-bytes (type str)'
assert error(format, with_methods(format=1)) == 'TypeError: __format__ must return a str, not int'
assert error(iter, with_methods(iter=1)) == "TypeError: iter() returned non-iterator of type 'int'"
taken()
x = with_methods(getitem='item', setitem=None, delitem=None, call='called', enter='entered', exit=False, getattr='attr', dir=['b', 'a'], reversed='rev', length_hint=5, round='rounded', trunc='t', missing='m', sizeof=100, fspath='path')
assert x[1, 2] == 'item'
assert x('a') == 'called'
assert x.anything == 'attr'
assert dir(x) == ['a', 'b']
assert reversed(x) == 'rev'
assert round(x) == 'rounded'
x['k'] = 'v'
del x['k']
with x as target:
    pass
assert target == 'entered'
assert taken() == (
    [
        ('getitem', ((1, 2),)), ('call', ('a',)), ('getattr', ('anything',)), ('dir', ()), ('reversed', ()),
        ('round', ()), ('setitem', ('k', 'v')), ('delitem', ('k',)), ('enter', ()), ('exit', (None, None, None)),
    ])
import operator
import os
import sys
assert operator.length_hint(x) == 5
assert os.fspath(x) == 'path'
assert sys.getsizeof(x) >= 100
assert error(os.fspath, 5) == 'TypeError: expected str, bytes or os.PathLike object, not int'
taken()

# Setting a special method to None switches the operation off.
class Off:
    __iter__ = __len__ = __contains__ = __hash__ = __eq__ = __add__ = __radd__ = __reversed__ = __getitem__ = None


off = Off()
assert error(iter, off) == "TypeError: 'Off' object is not iterable"
assert error(len, off) == "TypeError: 'NoneType' object is not callable"
assert error(hash, off) == "TypeError: unhashable type: 'Off'"
assert error(lambda: off == 1) == "TypeError: 'NoneType' object is not callable"
assert error(reversed, off) == "TypeError: 'Off' object is not reversible"
assert error(lambda: 1 in off) == "TypeError: 'Off' object is not a container"
assert error(lambda: off + 1).startswith('TypeError: ')


# Lookups that bypass the instance and __getattribute__
class Bypass:
    def __getattribute__(self, name):
        raise AssertionError('asked for ' + name)

    def __len__(self):
        return 7

    def __repr__(self):
        return 'bypass'


b = Bypass()
assert len(b) == 7
assert repr(b) == 'bypass'
assert f'{b!r}' == 'bypass'
assert bool(b)
assert error(lambda: b.x) == 'AssertionError: asked for x'
assert error(hasattr, b, 'y') == 'AssertionError: asked for y'


# Inheritance of operators from built-in types
class Text(str):
    def __len__(self):
        return 100

    def __getitem__(self, i):
        return 'item'

    def __eq__(self, other):
        return True
    __hash__ = str.__hash__


class Number(int):
    def __bool__(self):
        return False

    def __repr__(self):
        return 'Number'

    def __index__(self):
        raise AssertionError

    def __eq__(self, other):
        return 'eq'
    __hash__ = int.__hash__


class Listing(list):
    def __iter__(self):
        return iter(['iterated'])

    def __len__(self):
        return 42


class Table(dict):
    def __getitem__(self, k):
        return 'table'

    def __contains__(self, k):
        return True

    def __iter__(self):
        return iter(['x'])


t, n, l, d = Text('abc'), Number(5), Listing([1, 2]), Table(a=1)
assert len(t) == 100
assert t[0] == 'item'
assert t == 'zzz'
assert t + 'd' == 'abcd'
assert str.__len__(t) == 3
assert ''.join([t]) == 'abc'
assert t.upper() == 'ABC'
assert not n
assert repr(n) == 'Number'
assert n + 1 == 6
assert [0, 1, 2, 3, 4, 5][n] == 5
assert str(n) == 'Number'
assert f'{n}' == 'Number'
assert '%d' % n == '5'
assert (n == 3) == 'eq'
assert list(l) == ['iterated']
assert len(l) == 42
assert l[0] == 1
assert [*l] == ['iterated']
assert l + [3] == [1, 2, 3]
assert sorted(l) == ['iterated']
assert d['zzz'] == 'table'
assert 'q' in d
assert list(d) == ['x']
assert d.get('zzz') is None
assert dict.__getitem__(d, 'a') == 1
assert '%(q)s' % d == 'table'
assert '{q}'.format_map(d) == 'table'
assert eval('name', {}, d) == 'table'


# __del__ exists as an ordinary method; __init_subclass__ and __class_getitem__ are implicit class methods
class Life:
    ended = []

    def __del__(self):
        self.ended.append(1)


Life().__del__()
assert len(Life.ended) >= 1
assert Life.__del__.__name__ == '__del__'


class Gen:
    def __class_getitem__(cls, item):
        return cls, item

    def __init_subclass__(cls):
        cls.marked = True


class Kid(Gen):
    pass


assert Gen[int] == (Gen, int)
assert Kid[1, 2] == (Kid, (1, 2))
assert Kid.marked
assert not hasattr(Gen, 'marked')


# copy, pickle and reduce protocols
import copy
import pickle


class State:
    def __init__(self, a):
        self.a = a

    def __getstate__(self):
        return {'a': self.a * 2}

    def __setstate__(self, state):
        self.a = state['a'] + 1


class Reduced:
    def __reduce__(self):
        return list, ('ab',)


class Args(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    def __getnewargs__(self):
        return tuple(self)


class Copied:
    def __copy__(self):
        return 'copied'

    def __deepcopy__(self, memo):
        return 'deep'


s = pickle.loads(pickle.dumps(State(5)))
assert s.a == 11
assert copy.copy(State(1)).a == 3
assert pickle.loads(pickle.dumps(Reduced())) == ['a', 'b']
assert copy.copy(Reduced()) == ['a', 'b']
assert pickle.loads(pickle.dumps(Args(1, 2))) == (1, 2)
assert type(pickle.loads(pickle.dumps(Args(1, 2)))) is Args
assert copy.copy(Copied()) == 'copied'
assert copy.deepcopy([Copied()]) == ['deep']
assert object().__getstate__() is None
assert State.__reduce_ex__(State(1), 2)[2] == {'a': 2}
