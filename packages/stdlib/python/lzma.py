"""Compression of the kinds .xz, .lzma and raw LZMA: files, and data at once. The work is done by `_lzma`.

The archive that the library comes from has no `lzma`, so this one is Typhon's. lib: lzma
"""
import builtins
import io
import os

import _compression
from _lzma import *
from _lzma import _decode_filter_properties, _encode_filter_properties

__all__ = [
    'CHECK_NONE', 'CHECK_CRC32', 'CHECK_CRC64', 'CHECK_SHA256', 'CHECK_ID_MAX', 'CHECK_UNKNOWN',
    'FILTER_LZMA1', 'FILTER_LZMA2', 'FILTER_DELTA', 'FILTER_X86', 'FILTER_IA64', 'FILTER_ARM', 'FILTER_ARMTHUMB',
    'FILTER_POWERPC', 'FILTER_SPARC',
    'FORMAT_AUTO', 'FORMAT_XZ', 'FORMAT_ALONE', 'FORMAT_RAW',
    'MF_HC3', 'MF_HC4', 'MF_BT2', 'MF_BT3', 'MF_BT4', 'MODE_FAST', 'MODE_NORMAL', 'PRESET_DEFAULT', 'PRESET_EXTREME',
    'LZMACompressor', 'LZMADecompressor', 'LZMAFile', 'LZMAError',
    'open', 'compress', 'decompress', 'is_check_supported',
]

_CLOSED, _READING, _WRITING = 0, 1, 3


class LZMAFile(_compression.BaseStream):
    """A compressed file as one of bytes, for reading or for writing."""

    def __init__(self, filename=None, mode='r', *, format=None, check=-1, preset=None, filters=None):
        """Open a file by name, or use the file object given.

        mode is 'r', 'w', 'x' or 'a', with or without a 'b'. For reading there can be a format, which defaults to
        FORMAT_AUTO, and filters for FORMAT_RAW; for writing a format, FORMAT_XZ by default, and what LZMACompressor takes.
        """
        self._fp = None
        self._closefp = False
        self._mode = _CLOSED

        if mode in ('r', 'rb'):
            if check != -1:
                raise ValueError('Cannot specify an integrity check when opening a file for reading')
            if preset is not None:
                raise ValueError('Cannot specify a preset compression level when opening a file for reading')
            if format is None:
                format = FORMAT_AUTO
            file_mode = _READING
        elif mode in ('w', 'wb', 'a', 'ab', 'x', 'xb'):
            if format is None:
                format = FORMAT_XZ
            file_mode = _WRITING
            self._compressor = LZMACompressor(format=format, check=check, preset=preset, filters=filters)
            self._pos = 0
        else:
            raise ValueError(f'Invalid mode: {mode!r}')

        if isinstance(filename, (str, bytes, os.PathLike)):
            self._fp = builtins.open(filename, mode if 'b' in mode else mode + 'b')
            self._closefp = True
        elif hasattr(filename, 'read') or hasattr(filename, 'write'):
            self._fp = filename
        else:
            raise TypeError('filename must be a str, bytes, file or PathLike object')
        self._mode = file_mode

        if file_mode == _READING:
            raw = _compression.DecompressReader(
                self._fp, LZMADecompressor, trailing_error=LZMAError, format=format, filters=filters
            )
            self._buffer = io.BufferedReader(raw)

    def close(self):
        """Write what is held back, and close the file if this object opened it. A second call does nothing."""
        if self.closed:
            return
        try:
            if self._mode == _READING:
                self._buffer.close()
                self._buffer = None
            elif self._mode == _WRITING:
                self._fp.write(self._compressor.flush())
                self._compressor = None
        finally:
            try:
                if self._closefp:
                    self._fp.close()
            finally:
                self._fp = None
                self._closefp = False

    @property
    def closed(self):
        """Whether the file is closed."""
        return self._fp is None

    @property
    def name(self):
        """The name of the compressed file."""
        self._check_not_closed()
        return self._fp.name

    @property
    def mode(self):
        """'rb' or 'wb'."""
        return 'wb' if self._mode == _WRITING else 'rb'

    def fileno(self):
        """The descriptor of the compressed file."""
        self._check_not_closed()
        return self._fp.fileno()

    def seekable(self):
        """Whether the file can go back."""
        return self.readable() and self._buffer.seekable()

    def readable(self):
        """Whether it was opened for reading."""
        self._check_not_closed()
        return self._mode == _READING

    def writable(self):
        """Whether it was opened for writing."""
        self._check_not_closed()
        return self._mode == _WRITING

    def peek(self, size=-1):
        """Bytes that come next, which stay: at least one unless the file ends; size is not looked at."""
        self._check_can_read()
        return self._buffer.peek(size)

    def read(self, size=-1):
        """Up to size uncompressed bytes, all where it is negative or left out."""
        self._check_can_read()
        return self._buffer.read(size)

    def read1(self, size=-1):
        """Up to size uncompressed bytes, with as few reads of the file as that takes."""
        self._check_can_read()
        return self._buffer.read1(io.DEFAULT_BUFFER_SIZE if size < 0 else size)

    def readline(self, size=-1):
        """A line of uncompressed bytes, of at most size where that is not negative."""
        self._check_can_read()
        return self._buffer.readline(size)

    def __iter__(self):
        self._check_can_read()
        return self._buffer.__iter__()

    def write(self, data):
        """Compress bytes into the file, which may come later; how many uncompressed bytes they were."""
        self._check_can_write()
        if isinstance(data, (bytes, bytearray)):
            length = len(data)
        else:
            data = memoryview(data)
            length = data.nbytes
        self._fp.write(self._compressor.compress(data))
        self._pos += length
        return length

    def seek(self, offset, whence=io.SEEK_SET):
        """Go to a place in the uncompressed data, which may mean to read all before it again."""
        self._check_can_seek()
        return self._buffer.seek(offset, whence)

    def tell(self):
        """The place in the uncompressed data."""
        self._check_not_closed()
        if self._mode == _READING:
            return self._buffer.tell()
        return self._pos


def open(filename, mode='rb', *, format=None, check=-1, preset=None, filters=None,
         encoding=None, errors=None, newline=None):
    """Open a compressed file as one of bytes, or of text where the mode has a 't'."""
    if 't' in mode:
        if 'b' in mode:
            raise ValueError(f'Invalid mode: {mode!r}')
    else:
        for name, value in (('encoding', encoding), ('errors', errors), ('newline', newline)):
            if value is not None:
                raise ValueError(f"Argument '{name}' not supported in binary mode")
    binary = LZMAFile(filename, mode.replace('t', ''), format=format, check=check, preset=preset, filters=filters)
    if 't' not in mode:
        return binary
    return io.TextIOWrapper(binary, io.text_encoding(encoding), errors, newline)


def compress(data, format=FORMAT_XZ, check=-1, preset=None, filters=None):
    """The data compressed, as LZMACompressor does it."""
    compressor = LZMACompressor(format, check, preset, filters)
    return compressor.compress(data) + compressor.flush()


def decompress(data, format=FORMAT_AUTO, memlimit=None, filters=None):
    """The data decompressed; it may be several streams one after the other, and what follows them is left out."""
    parts = []
    while True:
        decompressor = LZMADecompressor(format, memlimit, filters)
        try:
            part = decompressor.decompress(data)
        except LZMAError:
            if parts:
                break
            raise
        parts.append(part)
        if not decompressor.eof:
            raise LZMAError('Compressed data ended before the end-of-stream marker was reached')
        data = decompressor.unused_data
        if not data:
            break
    return b''.join(parts)
