"""Objects that lend their memory are not resized while running code holds a view, and are when the last one was dropped."""

import array
import io


def refused(f):
    try:
        f()
    except BufferError:
        return True
    return False


def check(make, resize):
    held = make()
    view = memoryview(held.getbuffer() if isinstance(held, io.BytesIO) else held)
    assert refused(lambda: resize(held))
    part = view[1:]
    del view
    assert refused(lambda: resize(held))
    del part
    resize(held)


for make, resize in [
    (lambda: bytearray(b'abcdef'), lambda b: b.append(1)),
    (lambda: bytearray(b'abcdef'), lambda b: b.extend([1])),
    (lambda: bytearray(b'abcdef'), lambda b: b.__delitem__(slice(2))),
    (lambda: array.array('B', b'abcdef'), lambda a: a.append(1)),
    (lambda: io.BytesIO(b'abcdef'), lambda f: f.write(b'ghijklmn')),
    (lambda: io.BytesIO(b'abcdef'), lambda f: f.truncate(2)),
]:
    for _ in range(300):
        check(make, resize)


# What the streams of asyncio do.
def read(buffer, n):
    data = bytes(memoryview(buffer)[:n])
    del buffer[:n]
    return data


def read_all():
    buffer = bytearray(range(200)) * 2
    out = b''
    while buffer:
        out += read(buffer, 1)
    return out


for _ in range(3):
    assert read_all() == bytes(range(200)) * 2

b = bytearray(b'abc')
m = memoryview(b)
assert refused(lambda: b.append(1))
m.release()
b.append(1)
with memoryview(b):
    assert refused(b.pop)
assert b.pop() == 1


# A view that only a `with` statement holds keeps its owner from being resized.


def resized(owner, grow):
    with memoryview(owner):
        try:
            grow(owner)
        except BufferError:
            pass
        else:
            return 'resized'
    grow(owner)
    return len(owner)


assert resized(bytearray(8), lambda b: b.append(1)) == 9
assert resized(bytearray(8), lambda b: b.clear()) == 0
assert resized(__import__('array').array('i', [1, 2]), lambda a: a.clear()) == 0
