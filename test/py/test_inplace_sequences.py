"""`+=` and `*=` of a sequence ask the number methods of both operands first, as `+` and `*` do (data model: emulating numeric types)."""
from array import array
from collections import deque


class Right:
    def __radd__(self, other):
        return 'radd', other

    def __rmul__(self, other):
        return 'rmul', other

    def __index__(self):
        return 2


for make in (lambda: [1]), (lambda: bytearray(b'a')), (lambda: deque([1])), (lambda: array('i', [1])):
    left = make()
    left += Right()
    assert left == ('radd', make())
    left = make()
    left *= Right()
    assert left == ('rmul', make())


class Refusing:
    asked = 0

    def __radd__(self, other):
        Refusing.asked += 1
        return NotImplemented

    def __iter__(self):
        return iter('ab')


left = [1]
left += Refusing()
assert left == [1, 'a', 'b'] and Refusing.asked == 1


class NoNumber:
    __radd__ = None


try:
    left += NoNumber()
except TypeError as e:
    assert str(e) == "'NoneType' object is not callable"
else:
    assert False


# Members of built-in types stand in the order of CPython's declarations: slots, methods, members, computed attributes.
def names(t, *wanted):
    return [name for name in vars(t) if name in wanted]


assert names(str, 'encode', 'split', 'zfill', '__format__', '__add__', '__len__') == ['__len__', '__add__', 'encode', 'split', 'zfill', '__format__']
assert names(list, '__iadd__', '__imul__', '__hash__', 'append', '__contains__') == ['__hash__', '__contains__', '__iadd__', '__imul__', 'append']
assert names(bytearray, '__hash__', 'append', 'zfill')[-1] == '__hash__'
