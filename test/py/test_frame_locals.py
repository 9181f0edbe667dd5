# frame.f_locals of a function: its variables as a mapping that reads and writes them. PEP 667
import sys


def raises(kind, text, f, *args):
    try:
        f(*args)
    except kind as e:
        assert str(e) == text, str(e)
    else:
        raise AssertionError(f'{kind.__name__} not raised')


def writes():
    x = 1
    y = None

    def inner():
        return x

    proxy = sys._getframe().f_locals
    proxy['x'] = 7
    proxy['y'] = 'new'
    assert x == 7 and inner() == 7 and y == 'new'
    x = 8
    assert proxy['x'] == 8
    proxy['extra'] = 5
    proxy[3] = 4
    assert sys._getframe().f_locals['extra'] == 5 and proxy[3] == 4
    assert 'extra' in proxy and 'absent' not in proxy and 'late' not in proxy
    proxy['late'] = 1
    assert late == 1
    late = 2
    assert proxy['late'] == 2
    return proxy


proxy = writes()
assert type(proxy).__name__ == 'FrameLocalsProxy'
assert proxy['y'] == 'new' and proxy['extra'] == 5


def mapping():
    a = 1
    b = [2]
    return sys._getframe().f_locals


m = mapping()
assert list(m) == m.keys() == ['a', 'b'] and m.values() == [1, [2]] and m.items() == [('a', 1), ('b', [2])]
assert len(m) == 2 and repr(m) == "{'a': 1, 'b': [2]}" and list(reversed(m)) == ['b', 'a']
assert m == {'a': 1, 'b': [2]} and m != {} and m == m and m != mapping() and m != 1
assert dict(m) == {**m} == m.copy() and type(m.copy()) is dict
assert m | {'c': 3} == {'a': 1, 'b': [2], 'c': 3} and {'a': 0, 'c': 3} | m == {'a': 1, 'c': 3, 'b': [2]}
assert m.get('a') == 1 and m.get('z') is None and m.get('z', 9) == 9
assert m.setdefault('a', 5) == 1 and m.setdefault('n', 6) == 6 == m['n']
m.update({'a': 10})
m |= {'b': 20}
assert (m['a'], m['b']) == (10, 20)
raises(KeyError, '''"local variable ''z'' is not defined"''', lambda: m['z'])
raises(TypeError, 'update() argument must be dict or another FrameLocalsProxy', m.update, [('a', 1)])
raises(TypeError, "unhashable type: 'FrameLocalsProxy'", hash, m)
raises(TypeError, "unhashable type: 'list'", lambda: [] in m)
raises(TypeError, 'expect frame, not int', type(m), 1)


# locals() is a copy; a module's and a class's namespace is itself.


def copies():
    x = 1
    locals()['x'] = 2
    return x


assert copies() == 1
assert sys._getframe().f_locals is globals()


class Body:
    sys._getframe().f_locals['made'] = 1


assert Body.made == 1


# Keys need not be plain strings; a suspended generator's frame keeps its variables.


class Alike:
    def __hash__(self):
        return hash('a')

    def __eq__(self, other):
        return other == 'a'


assert m[Alike()] == 10
m[Alike()] = 11
assert m['a'] == 11


def suspended():
    yield


generator = suspended()
next(generator)
raises(RuntimeError, 'cannot clear a suspended frame', generator.gi_frame.clear)
