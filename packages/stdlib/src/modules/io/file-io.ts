// FileIO: a file descriptor as a Python object. lib: io#io.FileIO; CPython: Modules/_io/fileio.c
import {
  arg,
  asBool,
  asInt,
  asText,
  bytesOf,
  call,
  callMethod,
  contiguousBytes,
  defineType,
  type Ending,
  error,
  errorWith,
  exceptionTypes,
  findAttr,
  host,
  index,
  indexOrUndefined,
  isError,
  intOrUndefined,
  OSFailure,
  pos,
  reprText,
  setattr,
  strFromText,
  strOrUndefined,
  typeOf,
  type Value,
  W_Bytes,
  type W_Type,
  watchNew,
  writableBuffer,
  hooks,
  zeros,
  shownType,
} from '@typhon/objspace'
import { collectGarbage } from '@typhon/interpreter'
import { system } from '../system/failure.ts'
import { pathOfStr } from '../system/path.ts'
import { readInTurn, writeInTurn } from '../system/turns.ts'
import {
  declareFinalizing,
  fileLayout,
  rawIOBaseType,
  refusePickling,
  sizeArgument,
  unsupported,
  W_IOBase,
} from './base.ts'

const O_RDONLY = 0
const O_WRONLY = 1
const O_RDWR = 2
const O_CREAT = 0o100
const O_EXCL = 0o200
const O_TRUNC = 0o1000
const O_APPEND = 0o2000
const O_CLOEXEC = 0o2000000
const EAGAIN = 11
const EMFILE = 24
const S_IFMT = 0o170000
const S_IFDIR = 0o040000

export class W_FileIO extends W_IOBase implements Ending {
  fd = -1
  readable = false
  writable = false
  created = false
  appending = false
  closefd = true
  seekable: boolean | undefined = undefined
  /** Preferred size of a buffer, in bytes. */
  blockSize = 8192

  get layer(): number {
    return 0
  }

  get isOver(): boolean {
    return this.fd < 0
  }
}

/** What an open descriptor counts for, as there are few of them. */
const WEIGHT = 40

/** A ResourceWarning, where nobody closed the file. CPython: Modules/_io/fileio.c (fileio_dealloc_warn) */
function warnOfOpen(self: W_FileIO, source: Value): void {
  if (self.fd < 0 || !self.closefd) return
  const text = strFromText(`unclosed file ${reprText(source)}`)
  try {
    callMethod(hooks.importModule('_warnings'), 'warn', text, exceptionTypes.ResourceWarning, 1, source)
  } catch (e) {
    if (isError(e, 'Warning')) hooks.unraisable(e, '', self)
    else if (!isError(e, 'Exception')) throw e
  }
}

/** Flags of open() for a mode such as `rb+`; raises ValueError for a wrong one. */
function flagsOf(self: W_FileIO, mode: string): number {
  const kinds = [...mode].filter((c) => 'rwax'.includes(c))
  if ([...mode].some((c) => !'rwaxb+'.includes(c))) throw error('ValueError', `invalid mode: ${mode}`)
  if (kinds.length !== 1 || mode.indexOf('+') !== mode.lastIndexOf('+'))
    throw error('ValueError', 'Must have exactly one of create/read/write/append mode and at most one plus')
  const plus = mode.includes('+')
  const [kind] = kinds
  self.readable = kind === 'r' || plus
  self.writable = kind !== 'r' || plus
  self.created = kind === 'x'
  self.appending = kind === 'a'
  const access = plus ? O_RDWR : self.writable ? O_WRONLY : O_RDONLY
  const more = { r: 0, w: O_CREAT | O_TRUNC, a: O_CREAT | O_APPEND, x: O_CREAT | O_EXCL }[kind as 'r' | 'w' | 'a' | 'x']
  return access | more | O_CLOEXEC
}

/** The mode as CPython spells it. */
function modeOf(self: W_FileIO): string {
  if (self.created) return self.readable ? 'xb+' : 'xb'
  if (self.appending) return self.readable ? 'ab+' : 'ab'
  return self.readable ? (self.writable ? 'rb+' : 'rb') : 'wb'
}

/** What a path-like argument means: a str or bytes, by `__fspath__` where it has that. CPython: PyOS_FSPath */
export function pathOf(w: Value): Value {
  if (strOrUndefined(w) !== undefined || w instanceof W_Bytes) return w
  const method = findAttr(typeOf(w), '__fspath__')
  if (method === undefined || method === null)
    throw error('TypeError', `expected str, bytes or os.PathLike object, not ${typeOf(w).fullName}`)
  const path = call(method, [w], null)
  if (strOrUndefined(path) === undefined && !(path instanceof W_Bytes))
    throw error('TypeError', `expected ${typeOf(w).name}.__fspath__() to return str or bytes, not ${typeOf(path).name}`)
  return path
}

/** The descriptor that an argument is; undefined for what is no int that fits one. */
export function descriptorOf(w: Value): number | undefined {
  if (typeof w === 'boolean') hooks.warn('RuntimeWarning', 'bool is used as a file descriptor', 1)
  const n = strOrUndefined(w) === undefined ? indexOrUndefined(w) : undefined
  return n === undefined || n !== (Number(n) | 0) ? undefined : n
}

/** Opens a file; where there are too many, those that the program has dropped are closed first. */
function openFile(name: string | Uint8Array, flags: number): number {
  try {
    return host().files.open(name, flags, 0o666)
  } catch (e) {
    if (!(e instanceof OSFailure) || e.errno !== EMFILE) throw e
    collectGarbage(2)
    return host().files.open(name, flags, 0o666)
  }
}

function open(self: W_FileIO, file: Value, mode: string, closefd: boolean, opener: Value): void {
  if (self.fd >= 0 && self.closefd) closeDescriptor(self)
  self.fd = -1
  const n = descriptorOf(file)
  if (n !== undefined && n < 0) throw error('ValueError', 'negative file descriptor')
  const flags = flagsOf(self, mode)
  self.closefd = closefd
  hooks.audit?.('open', file, mode, flags)
  if (n !== undefined) self.fd = n
  else {
    const path = pathOf(file)
    if (!closefd) throw error('ValueError', 'Cannot use closefd=False with file name')
    if (opener === null) {
      const s = strOrUndefined(path)
      const name = s === undefined ? (path as W_Bytes).bytes : pathOfStr(s)
      const zero = typeof name === 'string' ? name.includes('\0') : name.includes(0)
      if (zero) throw error('ValueError', 'embedded null byte')
      self.fd = system(() => openFile(name, flags), file)
    } else {
      const w_fd = intOrUndefined(call(opener, [file, flags], null))
      if (w_fd === undefined) throw error('TypeError', 'expected integer from opener')
      if (w_fd < 0) throw error('ValueError', `opener returned ${w_fd}`)
      self.fd = Number(w_fd)
    }
  }
  try {
    const status = system(() => host().files.fstat(self.fd), file)
    if ((status.mode & S_IFMT) === S_IFDIR) throw errorWith('IsADirectoryError', 21, 'Is a directory', file)
    if (Number(status.blksize) > 1) self.blockSize = Number(status.blksize)
    setattr(self, 'name', file)
    if (self.appending && isSeekable(self)) seek(self, 0, 2)
    watchNew(self, WEIGHT)
  } catch (e) {
    // A descriptor that was given stays with its owner.
    if (n !== undefined) self.fd = -1
    else closeAfter(self, e)
    throw e
  }
}

/** Closes the descriptor after a failure, which a second one follows. */
function closeAfter(self: W_FileIO, failure: unknown): void {
  try {
    closeDescriptor(self)
  } catch (e) {
    if (isError(e, 'BaseException') && isError(failure, 'BaseException')) e.context = failure
    throw e
  }
}

export function checkedDescriptor(self: W_FileIO): number {
  if (self.fd < 0) throw error('ValueError', 'I/O operation on closed file')
  return self.fd
}

function forReading(self: W_FileIO): number {
  const fd = checkedDescriptor(self)
  if (!self.readable) throw unsupported('File not open for reading')
  return fd
}

function forWriting(self: W_FileIO): number {
  const fd = checkedDescriptor(self)
  if (!self.writable) throw unsupported('File not open for writing')
  return fd
}

/** Calls the host; null where the descriptor does not block and nothing can be done now. */
function unlessBlocked(work: () => number): number | null {
  return system(() => {
    try {
      return work()
    } catch (e) {
      if (e instanceof OSFailure && e.errno === EAGAIN) return null
      throw e
    }
  })
}

/** Reads once; the number of bytes, null where nothing is there yet. `name`: see system/turns.ts. */
export function readInto(self: W_FileIO, into: Uint8Array, name: string | null = null): number | null {
  const fd = forReading(self)
  return unlessBlocked(() => readInTurn(fd, into, name))
}

/** Writes once; the number of bytes written, null where nothing can be written yet. */
export function writeFrom(self: W_FileIO, from: Uint8Array, name: string | null = null): number | null {
  const fd = forWriting(self)
  return unlessBlocked(() => writeInTurn(fd, from, name))
}

export function seek(self: W_FileIO, offset: number, whence: number): number {
  const fd = checkedDescriptor(self)
  return system(() => host().files.lseek(fd, offset, whence))
}

/**
 * Everything from here to the end of the file; null where the descriptor does not block and nothing is there. Where reading
 * fails, or has to be done again, `keep` gets what was read until then.
 */
export function readAll(
  self: W_FileIO,
  name: string | null = null,
  keep: ((bytes: Uint8Array) => void) | null = null,
): Uint8Array | null {
  const fd = forReading(self)
  let buffer = zeros(roomFor(fd))
  let n = 0
  try {
    for (;;) {
      if (n === buffer.length) {
        const more = zeros(n + Math.max(n >> 1, 65536))
        more.set(buffer)
        buffer = more
      }
      const got = unlessBlocked(() => readInTurn(fd, buffer.subarray(n), name))
      if (got === null && n === 0) return null
      if (got === null || got === 0) return n === buffer.length ? buffer : buffer.slice(0, n)
      n += got
    }
  } catch (e) {
    if (keep !== null) keep(buffer.slice(0, n))
    throw e
  }
}

/** How much there is to be read, and one byte more to see the end. */
function roomFor(fd: number): number {
  try {
    const { size } = host().files.fstat(fd)
    const left = Number(size) - host().files.lseek(fd, 0, 1)
    return left > 0 ? left + 1 : 8192
  } catch {
    return 8192
  }
}

/** Closes the descriptor, if it is to be closed. */
export function closeDescriptor(self: W_FileIO): void {
  const { fd } = self
  self.fd = -1
  if (fd >= 0 && self.closefd) system(() => host().files.close(fd))
}

export function isSeekable(self: W_FileIO): boolean {
  const fd = checkedDescriptor(self)
  if (self.seekable === undefined) {
    try {
      host().files.lseek(fd, 0, 1)
      self.seekable = true
    } catch {
      self.seekable = false
    }
  }
  return self.seekable
}

function offsetOf(w: Value): number {
  if (intOrUndefined(w) === undefined && findAttr(w, '__index__') === undefined)
    throw error('TypeError', `'${typeOf(w).fullName}' object cannot be interpreted as an integer`)
  return Number(index(w))
}

export const fileIOType: W_Type = defineType<W_FileIO>(
  'FileIO',
  { module: '_io', base: rawIOBaseType, layout: fileLayout('FileIO'), doc: 'A file, by its descriptor.' },
  (t) => {
    t.rawNew((args) => new W_FileIO((args[0] as W_Type).rootShape()))
    t.type.textSignature = "(file, mode='r', closefd=True, opener=None)"
    t.init(
      [arg('file'), arg('mode', asText, 'r'), arg('closefd', asBool, true), arg<Value>('opener', null, null)],
      (self, file, mode, closefd, opener) => open(self, file, mode, closefd, opener),
    )
    t.method(
      'read',
      [pos<Value>('size', null, -1)],
      'At most size bytes by one call; all without argument.',
      (self, w) => {
        forReading(self)
        const size = sizeArgument(w)
        if (size < 0) {
          const all = readAll(self)
          return all === null ? null : new W_Bytes(all)
        }
        const buffer = zeros(size)
        const n = readInto(self, buffer, 'read')
        return n === null ? null : new W_Bytes(n === size ? buffer : buffer.slice(0, n))
      },
    )
    t.method('readall', [], 'All bytes to the end of the file.', (self) => {
      const all = readAll(self)
      return all === null ? null : new W_Bytes(all)
    })
    t.method('readinto', [pos('buffer')], 'Read into a buffer; the number of bytes read.', (self, w) => {
      const target = writableBuffer(
        w,
        `readinto() argument 1 must be read-write bytes-like object, not ${shownType(w)}`,
      )
      try {
        forReading(self)
        return readInto(self, contiguousBytes(target), 'readinto')
      } finally {
        target.release()
      }
    })
    t.method('write', [pos('b', bytesOf)], 'Write bytes by one call; the number of bytes written.', (self, bytes) => {
      forWriting(self)
      return writeFrom(self, bytes, 'write')
    })
    t.method(
      '_dealloc_warn',
      [pos('source')],
      'Warn, if the file is open.',
      (self, source) => {
        warnOfOpen(self, source)
        return null
      },
      null,
    )
    t.method('close', [], 'Close the file.', (self) => {
      if (self.finalizing) warnOfOpen(self, self)
      let failure: unknown
      let failed = false
      try {
        callMethod(rawIOBaseType, 'close', self)
      } catch (e) {
        failure = e
        failed = true
      }
      if (failed) {
        closeAfter(self, failure)
        throw failure
      }
      closeDescriptor(self)
      return null
    })
    t.method('fileno', [], 'The file descriptor.', (self) => checkedDescriptor(self))
    t.method('isatty', [], 'Whether the file is a terminal.', (self) =>
      host().terminals.isatty(checkedDescriptor(self)),
    )
    t.method('readable', [], 'Whether the file can be read.', (self) => (checkedDescriptor(self), self.readable))
    t.method('writable', [], 'Whether the file can be written.', (self) => (checkedDescriptor(self), self.writable))
    t.method('seekable', [], 'Whether the file has positions.', isSeekable)
    t.method('seek', [pos('pos'), pos('whence', asInt, 0)], 'Go to a position.', (self, at, whence) => {
      checkedDescriptor(self)
      return seek(self, offsetOf(at), whence)
    })
    t.method('tell', [], 'The current position.', (self) => seek(self, 0, 1))
    t.method(
      'truncate',
      [pos<Value>('size', null, null)],
      'Cut the file off, at the current position by default.',
      (self, w) => {
        const fd = forWriting(self)
        const size = w === null ? seek(self, 0, 1) : offsetOf(w)
        system(() => host().files.truncate(fd, size))
        return w ?? size
      },
    )
    refusePickling(t)
    declareFinalizing(t)
    t.getset('closed', 'Whether the file is closed.', (self) => self.fd < 0)
    t.getset('mode', 'The mode, as it would be given.', modeOf)
    t.getset('closefd', 'Whether closing the file closes the descriptor.', (self) => self.closefd)
    t.member('_blksize', 'Preferred size of a buffer.', (self) => self.blockSize)
    t.special('__repr__', (self) => {
      const type = typeOf(self)
      if (self.fd < 0) return `<${type.fullName} [closed]>`
      const name = findAttr(self, 'name')
      const shown = name === undefined ? `fd=${self.fd}` : `name=${reprText(name)}`
      return strFromText(
        `<${type.fullName} ${shown} mode='${modeOf(self)}' closefd=${self.closefd ? 'True' : 'False'}>`,
      )
    })
  },
)
