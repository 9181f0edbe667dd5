"""What built-in types have besides what programs call every day: who allocates, what compares, what is an iterator of its own."""
import collections
import contextvars
import io
import os
import pickle
import sys
import types
import warnings
import weakref


def raised(kind, f, *args):
    try:
        f(*args)
    except kind as e:
        return str(e)
    assert False, f'no {kind.__name__}'


# Types that inherit __new__ make instances of their own all the same.
assert io.BufferedReader.__new__ is object.__new__ and collections.OrderedDict.__new__ is dict.__new__
assert '__new__' not in vars(collections.OrderedDict)
for t in collections.OrderedDict, collections.defaultdict:
    assert type(dict.__new__(t)) is t
assert type(object.__new__(io.BufferedWriter)) is io.BufferedWriter
assert raised(TypeError, object.__new__, collections.OrderedDict) == 'object.__new__(collections.OrderedDict) is not safe, use collections.OrderedDict.__new__()'
assert raised(TypeError, object.__new__, io.FileIO) == 'object.__new__(_io.FileIO) is not safe, use _io.FileIO.__new__()'


class Text(io.TextIOWrapper):
    def __new__(cls, *args):
        return super().__new__(cls)


assert Text(io.BytesIO(b'a'), 'utf-8').read() == 'a'


class Strict(io.BufferedReader):
    def __new__(cls, *args):
        return super().__new__(cls, *args)


assert raised(TypeError, Strict, io.BytesIO()) == 'object.__new__() takes exactly one argument (the type to instantiate)'


class Plain(io.IOBase):
    pass


assert raised(TypeError, Plain, 1) == 'Plain() takes no arguments'


class Ordered(collections.OrderedDict):
    def __new__(cls, *args, **kwargs):
        return super().__new__(cls, *args, **kwargs)


assert pickle.loads(pickle.dumps(Ordered(a=1))) == Ordered(a=1)

# Contexts compare by what they hold, and have iterators.
v = contextvars.ContextVar('v')
one, two = contextvars.Context(), contextvars.Context()
assert one == two and not one != two
one.run(v.set, 1)
assert one != two
two.run(v.set, 1.0)
assert one == two and one.__eq__(1) is NotImplemented
assert raised(TypeError, hash, one) == "unhashable type: '_contextvars.Context'"
for made, name in (one.keys(), 'keys'), (one.values(), 'values'), (one.items(), 'items'), (iter(one), 'keys'):
    assert type(made).__name__ == name and len(made) == 1 and iter(made) is made
assert list(one.values()) == [1] and list(one.items()) == [(v, 1)] and [*one] == [v]
assert type(contextvars.Token.MISSING).__name__ == 'MISSING' and repr(contextvars.Token.MISSING) == '<Token.MISSING>'

# What can be referred to weakly, hashed, set.
assert weakref.ref(len)() is len
for w in int | str,:
    assert raised(TypeError, weakref.ref, w) == "cannot create weak reference to 'types.UnionType' object"
assert raised(TypeError, hash, types.SimpleNamespace()) == "unhashable type: 'types.SimpleNamespace'"
assert type(vars(type)['__doc__']).__name__ == 'getset_descriptor' and isinstance(type.__doc__, str)
assert isinstance(property.__doc__, str) and isinstance(types.FunctionType.__doc__, str)
e = UnicodeTranslateError('a', 0, 1, 'x')
assert e.encoding is None


def f():
    x = 1

    return x


rows = f.__code__.co_lines()
assert type(rows).__name__ == 'line_iterator' and iter(rows) is rows and len(next(rows)) == 3
assert type(f.__code__.co_positions()).__name__ == 'positions_iterator'
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    assert len(f.__code__.co_lnotab) % 2 == 0
assert [str(w.message) for w in caught] == ['co_lnotab is deprecated, use co_lines instead.']

# Finalizers that may be called.
log = []


def generator():
    try:
        yield 1
    finally:
        log.append('closed')


g = generator()
next(g)
g.__del__()
assert log == ['closed'] and g.gi_frame is None


async def agen():
    yield 1


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    a = agen()
    sent = a.asend(None)
    sent.__del__()
    sent.close()
    entries = os.scandir('.')
    entries.__del__()
    entries.__del__()
assert [str(w.message).partition(' <')[0] for w in caught] == ["coroutine method 'asend' of 'agen' was never awaited", 'unclosed scandir iterator']

# Counter's counting.
counted = {}
collections._count_elements(counted, 'abca')
assert counted == {'a': 2, 'b': 1, 'c': 1}


class Counting(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value * 10)


counted = Counting()
collections._count_elements(counted, 'aa')
assert counted == {'a': 110}

# Tracing of all threads.
calls = []
sys._setprofileallthreads(lambda frame, event, arg: calls.append(event))
f()
sys._setprofileallthreads(None)
assert 'call' in calls and 'return' in calls and sys.getprofile() is None

assert io.open is open and open.__module__ == '_io'
view = io.BytesIO(b'abc').getbuffer()
assert type(view.obj).__name__ == '_BytesIOBuffer' and bytes(view.obj.__buffer__(0)) == b'abc'
assert next(io.BufferedReader(io.BytesIO(b'a\nb'))) == b'a\n'
assert (1, 2).__sizeof__() == 40 and b'ab'.__sizeof__() == 35 and object.__sizeof__(b'ab') == 35
view.release()
