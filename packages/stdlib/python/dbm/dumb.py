"""A database in two plain files, slow and simple: used where there is no better kind.

The values lie in NAME.dat, each at the start of a block. NAME.dir is the index: a line for each key, with the place of its value
and its length, as Python writes them. A copy of the index as it was before is kept in NAME.bak.

lib: dbm#module-dbm.dumb
"""

import ast as _ast
import collections.abc
import io as _io
import os as _os

__all__ = ['error', 'open']

_BLOCKSIZE = 512

error = OSError


class _Database(collections.abc.MutableMapping):
    # What close() needs has to be there when the interpreter ends.
    _os = _os
    _io = _io

    def __init__(self, filebasename, mode, flag='c'):
        filebasename = self._os.fsencode(filebasename)
        self._mode = mode
        self._readonly = flag == 'r'
        self._dirfile = filebasename + b'.dir'
        self._datfile = filebasename + b'.dat'
        self._bakfile = filebasename + b'.bak'
        self._index = None
        self._modified = False
        self._create(flag)
        self._read_index(flag)

    def _create(self, flag):
        if flag == 'n':
            for filename in self._datfile, self._bakfile, self._dirfile:
                try:
                    self._os.remove(filename)
                except OSError:
                    pass
        try:
            with self._io.open(self._datfile, 'r', encoding='Latin-1'):
                pass
        except OSError:
            if flag not in ('c', 'n'):
                raise
            with self._io.open(self._datfile, 'w', encoding='Latin-1'):
                self._chmod(self._datfile)

    def _read_index(self, flag):
        self._index = {}
        try:
            f = self._io.open(self._dirfile, 'r', encoding='Latin-1')
        except OSError:
            if flag not in ('c', 'n'):
                raise
            with self._io.open(self._dirfile, 'w', encoding='Latin-1'):
                self._chmod(self._dirfile)
            return
        with f:
            for line in f:
                key, place = _ast.literal_eval(line.rstrip())
                self._index[key.encode('Latin-1')] = place

    def _commit(self):
        """Write the index, if it has changed."""
        if self._index is None or not self._modified:
            return
        try:
            self._os.unlink(self._bakfile)
        except OSError:
            pass
        try:
            self._os.rename(self._dirfile, self._bakfile)
        except OSError:
            pass
        with self._io.open(self._dirfile, 'w', encoding='Latin-1') as f:
            self._chmod(self._dirfile)
            for key, place in self._index.items():
                f.write(f'{key.decode("Latin-1")!r}, {place!r}\n')
        self._modified = False

    sync = _commit

    def _verify_open(self):
        if self._index is None:
            raise error('DBM object has already been closed')

    def _verify_writable(self):
        if self._readonly:
            raise error('The database is opened for reading only')

    def _bytes(self, x, what):
        if isinstance(x, str):
            return x.encode('utf-8')
        if not isinstance(x, (bytes, bytearray)):
            raise TypeError(f'{what} must be bytes or strings')
        return bytes(x) if what == 'values' else x

    def __getitem__(self, key):
        if isinstance(key, str):
            key = key.encode('utf-8')
        self._verify_open()
        start, size = self._index[key]
        with self._io.open(self._datfile, 'rb') as f:
            f.seek(start)
            return f.read(size)

    def _append(self, value):
        """Put a value at the end of the data; its place."""
        with self._io.open(self._datfile, 'rb+') as f:
            f.seek(0, 2)
            end = f.tell()
            start = -(-end // _BLOCKSIZE) * _BLOCKSIZE
            f.write(b'\0' * (start - end))
            f.write(value)
        return start, len(value)

    def _overwrite(self, start, value):
        with self._io.open(self._datfile, 'rb+') as f:
            f.seek(start)
            f.write(value)
        return start, len(value)

    def __setitem__(self, key, value):
        self._verify_writable()
        key = bytes(self._bytes(key, 'keys'))
        value = self._bytes(value, 'values')
        self._verify_open()
        self._modified = True
        if key not in self._index:
            self._index[key] = place = self._append(value)
            with self._io.open(self._dirfile, 'a', encoding='Latin-1') as f:
                self._chmod(self._dirfile)
                f.write(f'{key.decode("Latin-1")!r}, {place!r}\n')
            return
        start, size = self._index[key]
        # The blocks that a value has it keeps, as long as they are enough.
        if -(-len(value) // _BLOCKSIZE) <= -(-size // _BLOCKSIZE):
            self._index[key] = self._overwrite(start, value)
        else:
            self._index[key] = self._append(value)

    def __delitem__(self, key):
        self._verify_writable()
        if isinstance(key, str):
            key = key.encode('utf-8')
        self._verify_open()
        self._modified = True
        del self._index[key]
        self._commit()

    def keys(self):
        self._verify_open()
        return list(self._index)

    def items(self):
        self._verify_open()
        return [(key, self[key]) for key in self._index]

    def __contains__(self, key):
        if isinstance(key, str):
            key = key.encode('utf-8')
        self._verify_open()
        return key in self._index

    def iterkeys(self):
        self._verify_open()
        return iter(self._index)

    __iter__ = iterkeys

    def __len__(self):
        self._verify_open()
        return len(self._index)

    def close(self):
        try:
            self._commit()
        finally:
            self._index = self._datfile = self._dirfile = self._bakfile = None

    __del__ = close

    def _chmod(self, filename):
        self._os.chmod(filename, self._mode)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


def open(file, flag='c', mode=0o666):
    """Open the database in FILE.dat and FILE.dir; its flag and mode are those of dbm.open()."""
    if flag not in ('r', 'w', 'c', 'n'):
        raise ValueError("Flag must be one of 'r', 'w', 'c', or 'n'")
    # New files get what the process leaves of the mode.
    try:
        umask = _os.umask(0)
        _os.umask(umask)
    except AttributeError:
        pass
    else:
        mode &= ~umask
    return _Database(file, mode, flag=flag)
