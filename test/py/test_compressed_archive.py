"""Archives through zlib: gzip, zipfile, tarfile, and imports from an archive. lib: gzip, zipfile, tarfile, zipimport"""
import gzip
import io
import os
import sys
import tarfile
import tempfile
import zipfile

DATA = b'the quick brown fox\n' * 500

buffer = io.BytesIO()
with gzip.GzipFile(fileobj=buffer, mode='wb', mtime=0, filename='x') as f:
    f.write(DATA)
    f.write(b'end')
assert gzip.decompress(buffer.getvalue()) == DATA + b'end'
with gzip.open(io.BytesIO(buffer.getvalue() * 2), 'rt') as f:
    assert len(f.readlines()) == 1001
try:
    gzip.decompress(buffer.getvalue()[:-5])
except EOFError as e:
    assert str(e) == 'Compressed file ended before the end-of-stream marker was reached'
else:
    assert False

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'a.zip')
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('inner/module_of_archive.py', 'answer = 6 * 7\n')
        z.writestr('data.bin', DATA)
    with zipfile.ZipFile(path) as z:
        assert z.namelist() == ['inner/module_of_archive.py', 'data.bin']
        assert z.read('data.bin') == DATA and z.testzip() is None
        assert z.getinfo('data.bin').compress_size < 100
        with z.open('data.bin') as f:
            assert f.read(5) == b'the q' and f.seek(9990) == 9990 and f.read() == DATA[9990:]
    sys.path.insert(0, os.path.join(path, 'inner'))
    import module_of_archive
    assert module_of_archive.answer == 42
    assert type(module_of_archive.__loader__).__name__ == 'zipimporter'
    sys.path.pop(0)

    path = os.path.join(folder, 'a.tar.gz')
    with tarfile.open(path, 'w:gz') as t:
        info = tarfile.TarInfo('data.bin')
        info.size = len(DATA)
        t.addfile(info, io.BytesIO(DATA))
    with tarfile.open(path) as t:
        assert t.getnames() == ['data.bin'] and t.extractfile('data.bin').read() == DATA

    # A name with a byte that is no UTF-8 is that byte to the system. PEP 383
    name = os.path.join(folder, 'odd-\udcff')
    with open(name, 'w') as f:
        f.write('x')
    assert b'odd-\xff' in os.listdir(os.fsencode(folder))
    os.remove(name)
