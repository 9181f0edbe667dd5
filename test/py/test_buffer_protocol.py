"""Buffers by Python code: what is asked of `__buffer__`, who is told of the release, and views of any shape. PEP 688"""
import array
import binascii


def fails(kind, message, f, *args):
    try:
        f(*args)
    except kind as e:
        assert str(e) == message, str(e)
    else:
        raise AssertionError(f'{kind} not raised')


# Built-in types have the methods too.
for lender in b'hello', bytearray(b'hello'), memoryview(b'hello'), array.array('B', b'hello'):
    assert lender.__buffer__(0).tobytes() == b'hello'
ba = bytearray(b'hello')
mv = ba.__buffer__(1)
mv[0] = 72
assert ba == b'Hello'
ba.__release_buffer__(mv)
ba.clear()
fails(ValueError, 'operation forbidden on released memoryview object', mv.tobytes)
fails(ValueError, "memoryview's buffer has already been released", ba.__release_buffer__, mv)
fails(ValueError, "memoryview's buffer is not this object", ba.__release_buffer__, memoryview(b''))
fails(TypeError, 'expected a memoryview object', ba.__release_buffer__, b'')
fails(BufferError, 'Object is not writable.', b'a'.__buffer__, 1)
assert not hasattr(b'', '__release_buffer__')


# The flags that are asked for.
class Flags:
    def __init__(self):
        self.seen = []

    def __buffer__(self, flags):
        self.seen.append(flags)
        return memoryview(bytearray(b'abc'))


f = Flags()
memoryview(f).release()
bytes(f)
binascii.hexlify(f)
memoryview._from_flags(f, 1).release()
assert f.seen == [0x11c, 0x11c, 0, 1], f.seen


# A subclass may lend other memory, and is told when its own is given back.
class Other(bytearray):
    def __buffer__(self, flags):
        return memoryview(b'other')


with memoryview(Other(b'own')) as mv:
    assert mv.tobytes() == b'other'


class Told(bytearray):
    calls = 0

    def __release_buffer__(self, view):
        Told.calls += 1
        assert view.tobytes() == b'own'
        for action in (lambda: memoryview(view), lambda: view[:1], lambda: view.cast('b'), lambda: view.__buffer__(0)):
            fails(ValueError, 'cannot create new view on restricted memoryview', action)
        self.view = view
        super().__release_buffer__(view)


t = Told(b'own')
with memoryview(t):
    assert Told.calls == 0
assert Told.calls == 1
t.clear()
fails(ValueError, 'operation forbidden on released memoryview object', t.view.tobytes)


class Both(bytearray):
    calls = 0

    def __buffer__(self, flags):
        return super().__buffer__(flags)

    def __release_buffer__(self, view):
        Both.calls += 1
        super().__release_buffer__(view)


with memoryview(Both(b'both')) as mv:
    assert mv.tobytes() == b'both'
assert Both.calls == 1


# What cannot be lent as bytes side by side.
backwards = memoryview(b'abcdef')[::-1]
strided = memoryview(bytearray(b'abcdef'))[::2]
message = 'memoryview: underlying buffer is not C-contiguous'
for view in backwards, strided:
    fails(BufferError, message, binascii.hexlify, view)
    fails(TypeError, 'sequence item 0: expected a bytes-like object, memoryview found', b''.join, [view])
assert bytes(backwards) == b'fedcba' and bytearray(strided) == b'ace'
b = bytearray(b'xy')
b[1:] = backwards
assert b == b'xfedcba'

# Views have no order, and bytes are only compared with bytes.
for other in memoryview(b'a'), b'a', bytearray(b'a'):
    try:
        memoryview(b'a') < other
    except TypeError:
        assert type(other) is not bytearray
    else:
        assert type(other) is bytearray
assert b'a'.__eq__(bytearray(b'a')) is NotImplemented
assert b'a' == bytearray(b'a') == memoryview(b'a') == b'a'


# Items that give the memory back while they are converted.
class Releasing:
    def __index__(self):
        mv.release()
        return 0


for action in 'mv[Releasing()]', 'mv[Releasing()] = 1', 'mv[0] = Releasing()', "mv[:Releasing()] = b''":
    mv = memoryview(bytearray(4))
    fails(ValueError, 'operation forbidden on released memoryview object', exec, action)

# Elsewhere in bytes and bytearray.
b = bytearray(range(6))
b[1:-1:2] = b''
assert b == bytes([0, 2, 4, 5])
view = memoryview(b)
fails(BufferError, 'Existing exports of data: object cannot be re-sized', b.__setitem__, slice(0, 3, 2), b'')
view.release()
growing = []


class Adds:
    def __index__(self):
        if len(growing) < 100:
            growing.append(self)
        return 42


growing.append(Adds())
assert bytes(growing) == b'*' * 100


class Text(str):
    def __bytes__(self):
        return b'bytes'


assert bytes(Text('text')) == b'bytes'
assert bytes(Text('text'), 'ascii') == b'text'
literal = b'123abc'
assert literal * 1 is literal and 1 * literal is literal
own = bytearray()
own.__init__(x for x in range(1, 50) if list(own) == list(range(1, x)))
assert list(own) == list(range(1, 50))
fails(TypeError, "cannot convert 'int' object to bytes", int.from_bytes, 0)
fails(TypeError, 'int.__new__(bool) is not safe, use bool.__new__()', int.__new__, bool, 0)
