// FileIO: a file descriptor as a Python object. lib: io#io.FileIO; CPython: Modules/_io/fileio.c
import {
  asBool,
  asText,
  bytesOf,
  defineType,
  error,
  errorWith,
  host,
  OBJECT_LAYOUT,
  opt,
  OSFailure,
  pos,
  rest,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_ByteArray,
  W_Bytes,
  W_Object,
  type W_Type,
  arg,
  index,
} from '@typhon/objspace'

const O_RDONLY = 0
const O_WRONLY = 1
const O_RDWR = 2
const O_CREAT = 0o100
const O_EXCL = 0o200
const O_TRUNC = 0o1000
const O_APPEND = 0o2000
const O_CLOEXEC = 0o2000000

export class W_FileIO extends W_Object {
  fd = -1
  readable = false
  writable = false
  appending = false
  closefd = true
  name: Value = null
  mode = 'rb'
}

/** Runs a system call, turning its failure into OSError with an optional file name. */
export function system<T>(work: () => T, filename?: Value): T {
  try {
    return work()
  } catch (e) {
    if (!(e instanceof OSFailure)) throw e
    const text = host().system.strerror(e.errno) ?? `Unknown error ${e.errno}`
    throw filename === undefined ? errorWith('OSError', e.errno, text) : errorWith('OSError', e.errno, text, filename)
  }
}

/** Flags of open() for a mode such as `rb+`; raises ValueError for a wrong one. */
function flagsOf(self: W_FileIO, mode: string): number {
  const kinds = [...mode].filter((c) => 'rwax'.includes(c))
  if ([...mode].some((c) => !'rwaxb+'.includes(c))) throw error('ValueError', `invalid mode: ${mode}`)
  if (kinds.length !== 1 || mode.indexOf('+') !== mode.lastIndexOf('+'))
    throw error('ValueError', 'Must have exactly one of create/read/write/append mode and at most one plus')
  const plus = mode.includes('+')
  self.readable = kinds[0] === 'r' || plus
  self.writable = kinds[0] !== 'r' || plus
  self.appending = kinds[0] === 'a'
  self.mode =
    kinds[0] === 'x'
      ? plus
        ? 'xb+'
        : 'xb'
      : kinds[0] === 'a'
        ? plus
          ? 'ab+'
          : 'ab'
        : plus
          ? 'rb+'
          : kinds[0] === 'r'
            ? 'rb'
            : 'wb'
  const access = plus ? O_RDWR : self.writable ? O_WRONLY : O_RDONLY
  const more =
    kinds[0] === 'w'
      ? O_CREAT | O_TRUNC
      : kinds[0] === 'a'
        ? O_CREAT | O_APPEND
        : kinds[0] === 'x'
          ? O_CREAT | O_EXCL
          : 0
  return access | more | O_CLOEXEC
}

function open(self: W_FileIO, file: Value, mode: string, closefd: boolean): void {
  const flags = flagsOf(self, mode)
  self.name = file
  self.closefd = closefd
  const s = strOrUndefined(file)
  if (s === undefined && !(file instanceof W_Bytes)) {
    const fd = index(file)
    if (fd < 0) throw error('ValueError', 'negative file descriptor')
    self.fd = Number(fd)
    return
  }
  if (!closefd) throw error('ValueError', 'Cannot use closefd=False with file name')
  const path = s !== undefined ? textOfStr(s) : (file as W_Bytes).bytes
  self.fd = system(() => host().files.open(path, flags, 0o666), file)
  if ((system(() => host().files.fstat(self.fd)).mode & 0o170000) === 0o040000) {
    host().files.close(self.fd)
    self.fd = -1
    throw errorWith('OSError', 21, 'Is a directory', file)
  }
}

function check(self: W_FileIO): number {
  if (self.fd < 0) throw error('ValueError', 'I/O operation on closed file')
  return self.fd
}

/** Everything from here to the end of the file. */
export function readAll(fd: number): Uint8Array {
  const parts: Uint8Array[] = []
  let total = 0
  for (;;) {
    const part = new Uint8Array(65536)
    const n = system(() => host().files.read(fd, part))
    if (n === 0) break
    parts.push(part.subarray(0, n))
    total += n
  }
  const out = new Uint8Array(total)
  let at = 0
  for (const p of parts) {
    out.set(p, at)
    at += p.length
  }
  return out
}

export const fileIOType: W_Type = defineType<W_FileIO>(
  'FileIO',
  {
    module: '_io',
    layout: { name: 'FileIO', base: OBJECT_LAYOUT },
    hasDict: true,
    hasWeakref: true,
    doc: 'A file, by its descriptor.',
  },
  (t) => {
    t.rawNew((args) => new W_FileIO((args[0] as W_Type).rootShape()))
    t.type.textSignature = "(file, mode='r', closefd=True, opener=None)"
    t.init(
      [arg('file'), arg('mode', asText, 'r'), arg('closefd', asBool, true), arg<Value>('opener', null, null)],
      (self, file, mode, closefd) => open(self, file, mode, closefd),
    )
    t.method(
      'read',
      [opt<Value>('size')],
      'At most size bytes; all without argument.',
      (self, size) => {
        const fd = check(self)
        if (size === undefined || size === null || (typeof size === 'number' && size < 0))
          return new W_Bytes(readAll(fd))
        const buffer = new Uint8Array(Number(index(size)))
        const n = system(() => host().files.read(fd, buffer))
        return new W_Bytes(buffer.slice(0, n))
      },
      null,
    )
    t.method(
      'readall',
      [],
      'All bytes to the end of the file.',
      (self) => new W_Bytes(readAll(check(self))),
      '($self, /)',
    )
    t.method(
      'readinto',
      [pos('buffer')],
      'Read into a buffer; the number of bytes read.',
      (self, w) => {
        if (!(w instanceof W_ByteArray))
          throw error(
            'TypeError',
            `readinto() argument must be read-write bytes-like object, not ${typeOf(w).fullName}`,
          )
        return system(() => host().files.read(check(self), w.data.subarray(0, w.length)))
      },
      null,
    )
    t.method(
      'write',
      [pos('b')],
      'Write bytes; the number of bytes written.',
      (self, w) => system(() => host().files.write(check(self), bytesOf(w))),
      null,
    )
    t.method(
      'close',
      [],
      'Close the file.',
      (self) => {
        if (self.fd >= 0) {
          const { fd } = self
          self.fd = -1
          if (self.closefd) system(() => host().files.close(fd))
        }
        return null
      },
      null,
    )
    t.method('flush', [], 'Nothing is kept back.', (self) => (check(self), null), null)
    t.method('fileno', [], 'The file descriptor.', (self) => check(self), null)
    t.method('isatty', [], 'Whether the file is a terminal.', (self) => host().terminals.isatty(check(self)), null)
    t.method('readable', [], 'Whether the file can be read.', (self) => (check(self), self.readable), null)
    t.method('writable', [], 'Whether the file can be written.', (self) => (check(self), self.writable), null)
    t.method(
      'seek',
      [pos('pos'), opt<Value>('whence')],
      'Go to a position.',
      (self, at, whence) =>
        system(() =>
          host().files.lseek(check(self), Number(index(at)), whence === undefined ? 0 : Number(index(whence))),
        ),
      null,
    )
    t.method('tell', [], 'The current position.', (self) => system(() => host().files.lseek(check(self), 0, 1)), null)
    t.method('__enter__', [], 'The file itself.', (self) => (check(self), self), null)
    t.method(
      '__exit__',
      [rest('args')],
      'Close the file.',
      (self) => {
        if (self.fd >= 0 && self.closefd) host().files.close(self.fd)
        self.fd = -1
        return null
      },
      null,
    )
    t.getset('closed', null, (self) => self.fd < 0)
    t.getset('mode', null, (self) => self.mode)
    t.getset('name', null, (self) => self.name)
    t.getset('closefd', null, (self) => self.closefd)
    t.special('__repr__', (self) =>
      strFromText(
        self.fd < 0
          ? '<_io.FileIO [closed]>'
          : `<_io.FileIO name=${String(self.name)} mode='${self.mode}' closefd=${self.closefd ? 'True' : 'False'}>`,
      ),
    )
  },
)
