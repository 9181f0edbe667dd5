"""Corners of built-in types: long ranges, sorts that are disturbed, reprs of subclasses, hashes computed once, state of sets."""
import array
import bisect
import copy
import pickle
import struct
import sys


def fails(kind, message, f, *args):
    try:
        f(*args)
    except kind as e:
        assert str(e) == message, str(e)
    else:
        raise AssertionError(f'{kind} not raised')


# Sequences that are longer than memory.
n = sys.maxsize
assert len(range(n)) == range(n).__len__() == n
fails(OverflowError, 'Python int too large to convert to C ssize_t', len, range(n + 1))
data = range(n - 1)
assert bisect.bisect_left(data, n - 3) == n - 3
assert bisect.bisect_right(data, n - 3, n - 10, n) == n - 2
fails(struct.error, f'pack_into requires a buffer of at least {n + 4} bytes for packing 4 bytes at offset {n} '
      '(actual buffer size is 10)', struct.pack_into, '<I', bytearray(10), n, 1)
fails(struct.error, 'not enough data to unpack 4 bytes at offset -2', struct.unpack_from, '<I', bytearray(10), -2)
fails(struct.error, 'embedded null character', struct.calcsize, '2\0i')


# A list that is changed while it is sorted, and one whose items cannot be compared.
class Adds:
    def __lt__(self, other):
        items.append(3)
        items.pop()
        return False


items = [Adds(), Adds()]
fails(ValueError, 'list modified during sort', items.sort)


class Fails:
    count = 0

    def __lt__(self, other):
        Fails.count += 1
        if Fails.count == 60:
            raise ZeroDivisionError
        return id(self) < id(other)


items = [Fails() for _ in range(50)]
before = set(items)
try:
    items.sort()
except ZeroDivisionError:
    pass
assert set(items) == before and len(items) == 50


# Lists that shrink while they are compared.
class Clears:
    def __init__(self, which):
        self.which = which

    def __eq__(self, other):
        lists[self.which].clear()
        return NotImplemented


lists = [[Clears(1)], [Clears(0)]]
assert lists[0] == lists[1]
lists = [[Clears(0)], [1]]
assert not lists[0] == lists[1]


# What __repr__ gives stays what it is.
class Text(str):
    pass


class Shown:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


text = Text('<shown>')
assert repr(Shown(text)) is text and ascii(Shown(text)) is text
assert type(ascii(Shown(Text('é')))) is str
fails(TypeError, '__repr__ returned non-string (type bytes)', repr, Shown(b''))


# Truth that is taken away, and truth of a subclass.
class NoTruth:
    __bool__ = None

    def __len__(self):
        return 1


fails(TypeError, "'NoneType' object is not callable", bool, NoTruth())


class Float(float):
    def __bool__(self):
        return True


assert bool(Float(0.0)) and not 0.0


# Hashes and comparisons happen once.
class Counted(int):
    hashes = 0
    comparisons = 0

    def __hash__(self):
        Counted.hashes += 1
        return int(self)

    def __eq__(self, other):
        Counted.comparisons += 1
        return int(self) == int(other)


keys = [Counted(i) for i in range(10)]
d = dict.fromkeys(keys)
assert Counted.hashes == 10
s = set(d)
s.difference(d)
frozenset(s)
d.copy()
dict(d)
dict.fromkeys(s)
s.symmetric_difference_update(d)
assert Counted.hashes == 10, Counted.hashes
Counted.comparisons = 0
{Counted(1): 0}.setdefault(Counted(1))
assert Counted.comparisons == 1 and Counted.hashes == 12


# Sets in slots and dict.
class Slotted(set):
    __slots__ = ('x', '__dict__')


s = Slotted([1])
s.x = [1]
s.z = [2]
for twin in (copy.copy(s), copy.deepcopy(s), *(pickle.loads(pickle.dumps(s, p)) for p in range(6))):
    assert type(twin) is Slotted and twin == {1} and twin.x == [1] and twin.z == [2]
assert set([1]).__reduce__() == (set, ([1],), None)

# Arrays of characters as other machines keep them.
make = array._array_reconstructor
for format, encoding in (18, 'utf-16-le'), (19, 'utf-16-be'), (20, 'utf-32-le'):
    assert make(array.array, 'w', format, 'éé\U0001f40d'.encode(encoding)).tounicode() == 'éé\U0001f40d'
fails(UnicodeDecodeError, "'utf-32-le' codec can't decode bytes in position 0-3: code point not in range(0x110000)",
      array.array('w', b'\xff' * 4).tounicode)
fails(ValueError, 'second argument must be a valid type code', make, array.array, '?', 0, b'')
fails(TypeError, 'first argument must be a type object, not str', make, '', 'b', 0, b'')
fails(TypeError, 'str is not a subtype of array.array', make, str, 'b', 0, b'')


# Keywords that a subclass's __new__ takes do not reach list.__init__.
class WithNew(list):
    def __new__(cls, items, more=None):
        self = super().__new__(cls, items)
        self.more = more
        return self


w = WithNew([1, 2], more=3)
assert w == [1, 2] and w.more == 3
try:
    type('Plain', (list,), {})(items=[])
except TypeError:
    pass
else:
    raise AssertionError

# Classes: keys of namespaces, orders that cannot be, slots with special names.
import copyreg
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    type('Odd', (), {1: 2})
assert str(caught[0].message) == 'non-string key in the __dict__ of class Odd'
assert caught[0].category is RuntimeWarning


class Unsuitable(type):
    def mro(cls):
        return [cls, dict, object]


fails(TypeError, "mro() returned base with unsuitable layout ('dict')", Unsuitable, 'X', (), {})


class CellSlot:
    __slots__ = ['__classcell__']

    def __init__(self):
        super().__init__()


c = CellSlot()
c.__classcell__ = 42
assert c.__classcell__ == 42
fails(TypeError, "cannot set '__doc__' attribute of immutable type 'list'", type.__dict__['__doc__'].__set__, list, '')
fails(TypeError, "cannot delete '__doc__' attribute of immutable type 'CellSlot'", type.__dict__['__doc__'].__delete__,
      CellSlot)


# A data descriptor without __get__ leaves reading to the class.
class SetOnly:
    def __set__(self, instance, value):
        raise AssertionError


class Meta(type):
    pass


class OfMeta(metaclass=Meta):
    pass


OfMeta.a = 42
Meta.a = SetOnly()
assert OfMeta.a == 42


# What pickle and copy are told.
class ByKeywords:
    def __new__(cls, *args, **kwargs):
        return super().__new__(cls)

    def __getnewargs_ex__(self):
        return (1,), {'k': 2}


for p in range(2, 6):
    assert ByKeywords().__reduce_ex__(p) == (copyreg.__newobj_ex__, (ByKeywords, (1,), {'k': 2}), None, None, None)
    assert type(pickle.loads(pickle.dumps(ByKeywords(), p))) is ByKeywords


class SlotNames:
    __slotnames__ = [Text('spam'), 'absent']

    def __getattr__(self, name):
        if name == 'spam':
            return 42
        raise AttributeError(name)


assert SlotNames().__getstate__() == (None, {'spam': 42})


# classmethod and staticmethod copy annotations too; list() asks for a hint; a module's __dict__ must be one.
def annotated(x: int): 'doc'


for wrapper in classmethod, staticmethod:
    assert wrapper(annotated).__dict__ == {'__module__': '__main__', '__name__': 'annotated', '__qualname__': 'annotated',
                                           '__doc__': 'doc', '__annotations__': {'x': int}}
asked = []


class Hinted:
    def __iter__(self):
        return iter(())

    def __length_hint__(self):
        asked.append(1)
        return 1


assert list(Hinted()) == [] and asked == [1]


class Module(type(sys)):
    __dict__ = property(lambda self: 'not a dict')


fails(TypeError, '<module>.__dict__ is not a dictionary', dir, Module('m'))

# Sizes that types and objects tell.
assert [(t.__itemsize__, t.__basicsize__) for t in (int, bytes, tuple, float, object)] == [
    (4, 24), (1, 33), (8, 24), (0, 24), (0, 16)]
for i in 0, 1, -1, 2**30 - 1, 2**30, 2**60:
    assert sys.getsizeof(i) == int.__basicsize__ + int.__itemsize__ * max(1, -(-abs(i).bit_length() // 30))
for untracked in 1, 1.5, 'a', '\U0010ffff', b'a', None, range(1):
    assert sys.getsizeof(untracked) == untracked.__sizeof__()
for tracked in (), [], {}, set():
    assert sys.getsizeof(tracked) == tracked.__sizeof__() + 16


# A slot without a value is missed under all names of the class.
class Outer:
    class Slotted:
        __slots__ = ['a']


try:
    Outer.Slotted().a
except AttributeError as e:
    assert str(e) == "'Outer.Slotted' object has no attribute 'a'", e

# Unpacked aliases and the iterators that give them are copied and pickled; what fails when a length is asked for ends extend().
import copy
import pickle
(starred,) = tuple[int]
assert repr(copy.copy(starred)) == repr(pickle.loads(pickle.dumps(starred))) == '*tuple[int]'
w = iter(list[int])
assert w.__reduce__() == (iter, (list[int],)) and next(w) and w.__reduce__() == (iter, ((),))


class Lengthless:
    def __iter__(self):
        return iter([1])

    def __len__(self):
        raise RuntimeError


for extend in bytearray().extend, [].extend:
    try:
        extend(Lengthless())
        assert False
    except RuntimeError:
        pass
