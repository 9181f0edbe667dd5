"""Files: raw, buffered, of text, in memory."""

import io
import os

path = f'/tmp/typhon-test-io-{os.getpid()}'


def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


def put(data, mode='wb', **keywords):
    with open(path, mode, **keywords) as f:
        return f.write(data)


def get():
    with open(path, 'rb') as f:
        return f.read()


# Text: encodings, newlines, places.
assert put('héllo\nwörld\n', 'w') == 12
assert get() == 'héllo\nwörld\n'.encode()
put('a\nb', 'w', newline='\r\n')
assert get() == b'a\r\nb'
put('aé', 'w', encoding='utf-16')
assert get() == 'aé'.encode('utf-16')
put('b', 'a', encoding='utf-16')
assert get() == 'aéb'.encode('utf-16')
assert open(path, encoding='utf-16').read() == 'aéb'
put(b'one\r\ntwo\rthree\nfour')
assert open(path).readlines() == ['one\n', 'two\n', 'three\n', 'four']
assert open(path, newline='').readlines() == ['one\r\n', 'two\r', 'three\n', 'four']
assert open(path, newline='\r').readlines() == ['one\r', '\ntwo\r', 'three\nfour']
assert open(path, newline='\r\n').readlines() == ['one\r\n', 'two\rthree\nfour']
with open(path) as f:
    assert f.newlines is None
    f.read()
    assert f.newlines == ('\r', '\n', '\r\n')
put('añ€😀\nx€y\n'.encode())
for chunk in 1, 2, 3, 7, 8192:
    with open(path) as f:
        f._CHUNK_SIZE = chunk
        places = []
        while True:
            place = f.tell()
            c = f.read(1)
            places.append((place, c))
            if not c:
                break
        assert ''.join(c for _, c in places) == 'añ€😀\nx€y\n'
        for place, c in reversed(places):
            f.seek(place)
            assert f.read(1) == c
with open(path) as f:
    assert next(f) == 'añ€😀\n'
    assert err(f.tell) == 'OSError: telling position disabled by next() call'
    assert list(f) == ['x€y\n']
    assert f.tell() == 17
    assert err(f.seek, 1, 1) == "UnsupportedOperation: can't do nonzero cur-relative seeks"
    assert err(f.write, 'x') == 'UnsupportedOperation: not writable'
    assert f.seek(0, 2) == 17
assert err(f.read) == 'ValueError: I/O operation on closed file.'
assert f.closed
put(b'\xff\xfe')
assert err(open(path, encoding='utf-8').read).startswith("UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0")
assert open(path, encoding='utf-8', errors='surrogateescape').read() == '\udcff\udcfe'
assert err(put, 'é', 'w', encoding='ascii').startswith('UnicodeEncodeError')
assert err(open, path, encoding='nope') == 'LookupError: unknown encoding: nope'

# Buffered.
put(b'0123456789')
with open(path, 'r+b') as f:
    assert f.read(3) == b'012'
    assert f.tell() == 3
    assert f.write(b'XY') == 2
    assert f.read(2) == b'56'
    assert f.seek(-2, 2) == 8
    assert f.peek() == b'89'
    assert f.read1() == b'89'
    assert f.read() == b''
    f.seek(0)
    b = bytearray(4)
    assert f.readinto(b) == 4 and b == b'012X'
    assert f.truncate(6) == 6
assert get() == b'012XY5'
with open(path, 'rb', buffering=0) as f:
    assert isinstance(f, io.FileIO)
    assert f.read(2) == b'01'
    assert f.readall() == b'2XY5'
    assert f.mode == 'rb'
assert err(lambda: open(path, 'rb').write(b'')) == 'UnsupportedOperation: write'
assert err(lambda: open(path, 'wb').read()) == 'UnsupportedOperation: read'
put(b'a\nbb\nccc')
with open(path, 'rb') as f:
    assert list(f) == [b'a\n', b'bb\n', b'ccc']
    f.seek(0)
    assert f.readline(1) == b'a'
    assert f.readlines(3) == [b'\n', b'bb\n']
with open(path, 'ab') as f:
    assert f.tell() == 8
    f.writelines([b'x', b'y'])
assert get() == b'a\nbb\ncccxy'
assert err(open, path, 'x') == f"FileExistsError: [Errno 17] File exists: '{path}'"

# Modes and their messages.
assert err(open, path, 'q') == "ValueError: invalid mode: 'q'"
assert err(open, path, 'rw') == 'ValueError: must have exactly one of create/read/write/append mode'
assert err(open, path, 'rtb') == "ValueError: can't have text and binary mode at once"
assert err(open, path, 'rb', encoding='utf-8') == "ValueError: binary mode doesn't take an encoding argument"
assert err(open, path, 'r', 0) == "ValueError: can't have unbuffered text I/O"
assert err(open, path, newline='x') == 'ValueError: illegal newline value: x'
assert err(open, '/nowhere/x') == "FileNotFoundError: [Errno 2] No such file or directory: '/nowhere/x'"
assert err(open, '/tmp') == "IsADirectoryError: [Errno 21] Is a directory: '/tmp'"
assert err(open, 3.5) == 'TypeError: expected str, bytes or os.PathLike object, not float'
assert err(open, 'a\0b') == 'ValueError: embedded null byte'

# In memory.
b = io.BytesIO(b'abc\ndef')
assert b.readlines() == [b'abc\n', b'def']
b.seek(10)
b.write(b'z')
assert b.getvalue() == b'abc\ndef\0\0\0z'
with b.getbuffer() as view:
    view[0] = 65
    assert err(b.write, b'x' * 100) == 'BufferError: Existing exports of data: object cannot be re-sized'
assert b.getvalue()[:3] == b'Abc'
s = io.StringIO('a\r\nb\rc\n', newline=None)
assert list(s) == ['a\n', 'b\n', 'c\n']
s = io.StringIO('x\ny')
assert s.read(1) == 'x' and s.readline() == '\n' and s.tell() == 2
s.write('Z😀')
assert s.getvalue() == 'x\nZ😀'
s.seek(1)
s.write('--')
assert s.getvalue() == 'x--😀'
s.truncate(2)
assert s.getvalue() == 'x-'
assert err(s.write, b'') == "TypeError: string argument expected, got 'bytes'"
s.close()
assert err(s.read) == 'ValueError: I/O operation on closed file'


# Classes written in Python over built-in ones, and the other way round.
class Raw(io.RawIOBase):
    def __init__(self, data):
        self.data = data
        self.written = b''

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, b):
        n = min(len(b), 2, len(self.data))
        b[:n], self.data = self.data[:n], self.data[n:]
        return n

    def write(self, b):
        self.written += bytes(b[:3])
        return min(len(b), 3)


assert Raw(b'abcdef').read(5) == b'ab'
assert Raw(b'abcdef').readall() == b'abcdef'
assert io.BufferedReader(Raw(b'ab\ncd')).readlines() == [b'ab\n', b'cd']
raw = Raw(b'')
with io.BufferedWriter(raw) as w:
    w.write(b'0123456789')
assert raw.written == b'0123456789'
assert raw.closed
assert io.TextIOWrapper(io.BufferedReader(Raw('é\nx'.encode()))).readlines() == ['é\n', 'x']


class Text(io.StringIO):
    def write(self, s):
        return super().write(s.upper())


t = Text()
print('a', 1, file=t)
assert t.getvalue() == 'A 1\n'
assert issubclass(io.UnsupportedOperation, OSError) and issubclass(io.UnsupportedOperation, ValueError)
d = io.IncrementalNewlineDecoder(None, translate=True)
assert d.decode('a\r') == 'a'
assert d.decode('\nb') == '\nb'
assert d.newlines == '\r\n'
assert repr(open(path, 'rb')) == f"<_io.BufferedReader name='{path}'>"
assert repr(open(path)) == f"<_io.TextIOWrapper name='{path}' mode='r' encoding='UTF-8'>"
os.unlink(path)

# Positions after reading past the buffer: what was in it before is not taken for what is there.
import tempfile

content = bytes(i % 251 for i in range(60000))
with tempfile.TemporaryFile(buffering=8192) as f:
    f.write(content)
    f.seek(0)
    assert f.read(10) == content[:10]
    assert f.read(20000) == content[10:20010]
    f.seek(20005)
    assert f.read(10) == content[20005:20015]
    f.seek(5)
    into = bytearray(30000)
    assert f.readinto(into) == 30000 and into == content[5:30005]
    f.seek(29000)
    assert f.read(5) == content[29000:29005]
    f.read()
    f.seek(-5, 1)
    assert f.read() == content[-5:]

# Pickling, states, and descriptors that others own.
import pickle

memory = io.BytesIO(b'abc')
memory.seek(2)
copy = pickle.loads(pickle.dumps(memory))
assert (copy.getvalue(), copy.tell()) == (b'abc', 2)
copy = pickle.loads(pickle.dumps(io.StringIO('a\nb', newline='\r\n')))
assert (copy.getvalue(), copy.readline()) == ('a\r\nb', 'a\r\n')
for file in [io.FileIO('/dev/null'), open('/dev/null', 'rb'), open('/dev/null')]:
    try:
        pickle.dumps(file)
    except TypeError as e:
        assert str(e) == f"cannot pickle '{type(file).__name__}' instances"
    else:
        assert False
    file.close()
for closed, state in [(io.BytesIO(), (b'', 0, None)), (io.StringIO(), ('', '', 0, None))]:
    closed.close()
    try:
        closed.__setstate__(state)
    except ValueError as e:
        assert str(e).startswith('I/O operation on closed file')
    else:
        assert False
try:
    open('x', opener=lambda path, flags: 99999)
except OSError as e:
    assert e.errno == 9, e
else:
    assert False

# Fewer bytes than asked for, at the end of a file and of a buffer.
with tempfile.TemporaryFile() as f:
    f.write(b'hello world\n')
    f.seek(0)
    assert f.read(20) == b'hello world\n'
    assert f.read(20) == b'' and f.tell() == 12
    f.seek(5)
    assert f.read(100) == b' world\n' and f.tell() == 12

# A raw file without readall; text over files that cannot be written.
assert io.BufferedReader(io.BytesIO(b'abc')).read() == b'abc'


class Source(io.BufferedIOBase):
    def readable(self):
        return True

    def read(self, n=-1):
        return b''


try:
    io.TextIOWrapper(Source(), 'ascii').write('x')
except io.UnsupportedOperation as e:
    assert str(e) == 'not writable'
else:
    assert False

# Pipes opened for appending; what a detached file still says; failures of closing are chained.
r, w = os.pipe()
with open(w, 'a') as f:
    f.write('x')
assert os.read(r, 5) == b'x'
os.close(r)
text = io.TextIOWrapper(io.BytesIO(), encoding='ascii')
text.detach()
assert (text.encoding, text.errors, text.line_buffering, text.write_through) == ('ascii', 'strict', False, False)
assert 'TextIOWrapper' in repr(text)


class Failing(io.BytesIO):
    fails = True

    def flush(self):
        if self.fails:
            raise OSError('flush')

    def close(self):
        if self.fails:
            raise OSError('close')


text = io.TextIOWrapper(Failing())
try:
    text.close()
except OSError as e:
    assert e.args == ('close',) and e.__context__.args == ('flush',)
else:
    assert False
Failing.fails = False  # the finalizer closes once more

# What flush() of a file that is read and written drops is read again.
memory = io.BytesIO(b'abcdefghi')
both = io.BufferedRandom(memory)
assert both.read() == b'abcdefghi'
memory.seek(0)
memory.write(b'XYZ')
both.flush()
both.seek(0)
assert both.read(3) == b'XYZ'
buffered = io.BufferedReader.__new__(io.BufferedReader)
for attempt in [lambda: buffered.read(), lambda: buffered.__init__(io.BytesIO(), 0), lambda: buffered.read()]:
    try:
        attempt()
    except ValueError:
        pass
    else:
        assert False
memory = io.StringIO()
memory.mark = 1
assert vars(memory) == {'mark': 1} and hasattr(io.BufferedIOBase(), '__dict__')


class Named(io.RawIOBase):
    pass


named = Named()
named.mark = 2
assert named.__dict__ == {'mark': 2}
