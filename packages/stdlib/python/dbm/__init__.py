"""Databases of bytes by bytes, of several kinds: open() finds out which kind a file is.

    with dbm.open('cache', 'c') as db:
        db['key'] = 'value'

lib: dbm. The kinds are tried in the order of `_names`; those whose modules cannot be imported are passed over.
"""

import io
import os
import struct

__all__ = ['open', 'whichdb', 'error']


class error(Exception):
    pass


_names = ['dbm.sqlite3', 'dbm.gnu', 'dbm.ndbm', 'dbm.dumb']
_defaultmod = None
_modules = {}

error = (error, OSError)


def _load(name):
    """The module of a kind, None where it cannot be imported."""
    if name not in _modules:
        try:
            _modules[name] = __import__(name, fromlist=['open'])
        except ImportError:
            _modules[name] = None
    return _modules[name]


def _default():
    """The best kind there is."""
    global _defaultmod
    if _defaultmod is None:
        for name in _names:
            mod = _load(name)
            if mod is not None:
                _defaultmod = mod
                break
        else:
            raise ImportError(f'no dbm clone found; tried {_names}')
    return _defaultmod


def open(file, flag='r', mode=0o666):
    """Open a database.

    flag is 'r' to read, 'w' to write to one that is there, 'c' to make it when it is not, 'n' to make it anew. A new one gets
    the permissions of mode.
    """
    kind = whichdb(file) if 'n' not in flag else None
    if kind is None:
        if 'c' not in flag and 'n' not in flag:
            raise error[0](f"db file doesn't exist; use 'c' or 'n' flag to create a new db")
        mod = _default()
    elif kind == '':
        raise error[0]('db type could not be determined')
    else:
        mod = _load(kind)
        if mod is None:
            raise error[0](f'db type is {kind}, but the module is not available')
    return mod.open(file, flag, mode)


def _head(path, size):
    with io.open(path, 'rb') as f:
        return f.read(size)


def whichdb(filename):
    """The name of the module that can open a database: None where there is none, '' where nobody knows it."""
    filename = os.fsdecode(filename)
    try:
        for extension in '.pag', '.dir':
            _head(filename + extension, 0)
        return 'dbm.ndbm'
    except OSError:
        # Some ndbm libraries write a single file.
        try:
            _head(filename + '.db', 0)
            ndbm = _load('dbm.ndbm')
            if ndbm is not None:
                ndbm.open(filename).close()
                return 'dbm.ndbm'
        except OSError:
            pass
    try:
        os.stat(filename + '.dat')
        if os.stat(filename + '.dir').st_size == 0 or _head(filename + '.dir', 1) in (b"'", b'"'):
            return 'dbm.dumb'
    except OSError:
        pass
    try:
        head = _head(filename, 16)
    except OSError:
        return None
    if len(head) < 4:
        return ''
    if head == b'SQLite format 3\0':
        return 'dbm.sqlite3'
    magic = struct.unpack('=l', head[:4])[0]
    if magic in (0x13579ace, 0x13579acd, 0x13579acf):
        return 'dbm.gnu'
    return ''


if __name__ == '__main__':
    import sys
    for filename in sys.argv[1:]:
        print(whichdb(filename) or 'UNKNOWN', filename)
