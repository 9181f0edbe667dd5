"""Text files: places in the middle of chunks, reading and writing in turn, encodings that are none. lib: io"""
import codecs
import io
import os
import subprocess
import sys
import tempfile


def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


# A chunk ends in the middle of a character: the place behind the text before it is told and found again.
for encoding in ('utf-8', 'utf-16', 'shift_jis', 'utf-8-sig'):
    text = 'あいう\nえお\r\n漢字' * 3
    for chunk in (1, 2, 3, 5, 7):
        t = io.TextIOWrapper(io.BytesIO(text.encode(encoding)), encoding=encoding)
        t._CHUNK_SIZE = chunk
        whole = text.replace('\r\n', '\n')
        for n in range(len(whole)):
            t.seek(0)
            assert t.read(n) == whole[:n]
            cookie = t.tell()
            rest = t.read()
            assert rest == whole[n:], (encoding, chunk, n)
            t.seek(cookie)
            assert t.read(3) == whole[n:n + 3], (encoding, chunk, n)

# Where nothing can be told, writing leaves what was read ahead.
f = io.TextIOWrapper(io.BufferedRWPair(io.BytesIO(b'foo\nbar\n'), io.BytesIO()), encoding='utf-8')
line = f.readline()
f.write(line)
assert line + f.readline() == 'foo\nbar\n'


class Raw(io.RawIOBase):
    def __init__(self):
        self.pieces = []

    def writable(self):
        return True

    def write(self, data):
        self.pieces.append(bytes(data))
        return len(data)


raw = Raw()
t = io.TextIOWrapper(raw, encoding='utf-8')
t.write('abc')
t.write('def')
t.write('g' * 8192)
assert raw.pieces == [b'abcdef', b'g' * 8192]


class BadRaw(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, buffer):
        return b'not a number'


assert err(io.BufferedReader(BadRaw()).readline) == 'OSError: raw readinto() failed'
try:
    io.BufferedReader(BadRaw()).read(1)
except OSError as e:
    assert isinstance(e.__cause__, TypeError)
else:
    assert False

assert err(codecs.lookup, '\udcfe').startswith('UnicodeEncodeError')
t = io.TextIOWrapper(io.BytesIO(), encoding='utf-8')
assert err(t.__init__, io.BytesIO(), encoding='\udcfe').startswith('UnicodeEncodeError')
assert err(t.__init__, io.BytesIO(), newline='xyz') == 'ValueError: illegal newline value: xyz'
assert err(t.read) == 'ValueError: I/O operation on uninitialized object'

if os.path.exists('/dev/zero'):
    with open('/dev/zero', 'rb') as f:
        assert (f.read(4), f.tell(), f.seek(0, 1)) == (bytes(4), 0, 0)

CODE = 'import io; print(io.text_encoding(None), io.text_encoding("x"))'
run = lambda *options: subprocess.run([sys.executable, *options, '-c', CODE], capture_output=True, text=True)
assert run('-X', 'utf8').stdout == 'utf-8 x\n' and run('-X', 'utf8=0').stdout == 'locale x\n'
CODE = f'import io\nopen({__file__!r}).close()\nio.TextIOWrapper(io.BytesIO())'
lines = run('-X', 'warn_default_encoding').stderr.splitlines()
assert [line for line in lines if 'EncodingWarning' in line] == [
    "<string>:2: EncodingWarning: 'encoding' argument not specified",
    "<string>:3: EncodingWarning: 'encoding' argument not specified",
], lines
assert run().stderr == ''
