// The roots of all files: _IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase. lib: io#class-hierarchy; CPython: Modules/_io/iobase.c, bufferedio.c, textio.c
//
// What a class does by default is written in terms of its own methods as Python sees them (`readline` calls `self.read`), so that
// classes written in Python need define only the primitive ones.
import {
  bytesOf,
  call,
  call1,
  callMethod as send,
  defineType,
  dictGetSet,
  error,
  exceptionTypes,
  findAttr,
  forEach,
  hooks,
  getattr,
  type Int,
  index,
  isError,
  isTrue,
  len,
  newException,
  OBJECT_LAYOUT,
  pos,
  rest,
  setattr,
  strFromText,
  type Param,
  type TypeBuilder,
  typeOf,
  typeType,
  type Value,
  W_ByteArray,
  W_Bytes,
  W_Dict,
  W_Iterator,
  W_List,
  W_Tuple,
  type W_Type,
  writableBuffer,
  zeros,
  shownType,
  asInt,
  asText,
  errorWith,
  ssize,
} from '@typhon/objspace'

let unsupportedType: Value | undefined

/** io.UnsupportedOperation, both an OSError and a ValueError: a class as Python makes them, which the library renames. */
export function unsupportedOperation(): Value {
  if (unsupportedType === undefined) {
    const namespace = new W_Dict()
    namespace.setStr('__module__', 'io')
    const bases = new W_Tuple([exceptionTypes.OSError, exceptionTypes.ValueError])
    unsupportedType = call(typeType, ['UnsupportedOperation', bases, namespace], null)
  }
  return unsupportedType
}

/** The exception for an operation that a file does not have. */
export function unsupported(text: string): Value {
  return call1(unsupportedOperation(), strFromText(text))
}

/** Any file. */
export class W_IOBase extends W_Iterator {
  /** The idea that built-in files have of it. */
  closedFlag = false
  /** Nothing refers to the file any more: closing it is an oversight. */
  finalizing = false

  override next(): Value | undefined {
    const line = send(this, 'readline')
    return len(line) === 0 ? undefined : line
  }
}

/** A file in memory. Its position may be behind 2 ** 53, where nothing is ever read or written. */
export class W_MemoryFile extends W_IOBase {
  /** Rounded behind 2 ** 53. */
  at = 0
  private far = 0n

  get position(): Int {
    return Number.isSafeInteger(this.at) ? this.at : this.far
  }

  set position(n: Int) {
    this.at = Number(n)
    if (typeof n === 'bigint') this.far = n
  }
}

/** An attribute tells that `_IOBase.close` was called. CPython: Modules/_io/iobase.c (iobase_close) */
export const markClosed = (self: W_IOBase): void => setattr(self, '__IOBase_closed', true)
const isMarkedClosed = (self: W_IOBase): boolean => findAttr(self, '__IOBase_closed') !== undefined

/** Whether a file says that it is closed. */
export function isClosed(w: Value): boolean {
  return isTrue(getattr(w, 'closed'))
}

export function checkClosed(w: Value, text = 'I/O operation on closed file.'): void {
  if (isClosed(w)) throw error('ValueError', text)
}

/** Closes a file that nothing refers to. CPython: Modules/_io/iobase.c (iobase_finalize) */
function finalizeFile(self: W_IOBase): void {
  try {
    if (isClosed(self)) return
  } catch {
    // A file that cannot even tell is not usable.
    return
  }
  self.finalizing = true
  try {
    send(self, 'close')
  } catch (e) {
    hooks.unraisable(e, '', self)
  }
}

/** Warns of a file that was not closed, by what is below it; what goes wrong is nobody's matter. */
export function warnOfUnclosed(below: Value, source: Value): void {
  try {
    send(below, '_dealloc_warn', source)
  } catch (e) {
    if (!isError(e, 'Exception')) throw e
  }
}

/** Declares `_finalizing`, whether nothing refers to the file any more. */
export function declareFinalizing(t: TypeBuilder<any>): void {
  t.member(
    '_finalizing',
    null,
    (self: W_IOBase) => self.finalizing,
    (self: W_IOBase, w) => {
      if (typeof w !== 'boolean') throw error('TypeError', 'attribute value type must be bool')
      self.finalizing = w
    },
  )
}

const IOBASE_LAYOUT = { name: '_IOBase', base: OBJECT_LAYOUT }

/** A number of bytes or characters: None and negative numbers mean all (-1). */
export function sizeArgument(w: Value | undefined): number {
  if (w === undefined || w === null) return -1
  const n = sizeOf(w)
  return n < 0 ? -1 : n
}

/** A number of bytes or characters, which None is not. */
export function sizeOf(w: Value): number {
  return Number(exactSizeOf(w))
}

export function exactSizeOf(w: Value): Int {
  let n: Int
  try {
    n = index(w)
  } catch (e) {
    throw isError(e, 'TypeError')
      ? error('TypeError', `argument should be integer or None, not '${typeOf(w).fullName}'`)
      : e
  }
  if (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n)
    throw error('OverflowError', `cannot fit '${typeOf(w).name}' into an index-sized integer`)
  return n
}

/** A line, read by the object's own `peek` (where it has one) and `read`. */
function readline(self: Value, limit: number): Value {
  const peek = findAttr(self, 'peek') !== undefined
  const parts: Uint8Array[] = []
  let total = 0
  while (limit < 0 || total < limit) {
    let want = 1
    if (peek) {
      const w = send(self, 'peek', 1)
      if (!(w instanceof W_Bytes))
        throw error('OSError', `peek() should have returned a bytes object, not '${typeOf(w).fullName}'`)
      if (w.bytes.length > 0) {
        const i = w.bytes.indexOf(10)
        want = i < 0 ? w.bytes.length : i + 1
        if (limit >= 0) want = Math.min(want, limit - total)
      }
    }
    const w = send(self, 'read', want)
    if (!(w instanceof W_Bytes))
      throw error('OSError', `read() should have returned a bytes object, not '${typeOf(w).fullName}'`)
    if (w.bytes.length === 0) break
    parts.push(w.bytes)
    total += w.bytes.length
    if (w.bytes[w.bytes.length - 1] === 10) break
  }
  return new W_Bytes(joined(parts, total))
}

/** Byte arrays one after the other. */
export function joined(parts: readonly Uint8Array[], total: number): Uint8Array {
  if (parts.length === 1) return parts[0]
  const out = zeros(total)
  let at = 0
  for (const p of parts) {
    out.set(p, at)
    at += p.length
  }
  return out
}

/** `__next__` of files. */
export function nextLine(self: W_IOBase): Value {
  const line = self.next()
  if (line === undefined) throw newException(exceptionTypes.StopIteration, [])
  return line
}

export const ioBaseType: W_Type = defineType<W_IOBase>(
  '_IOBase',
  { module: '_io', layout: IOBASE_LAYOUT, hasDict: true, hasWeakref: true, doc: 'The root of all files.' },
  (t) => {
    t.allocates((args) => new W_IOBase((args[0] as W_Type).rootShape()), true)
    const refuse = (name: string, params: Parameters<typeof t.method>[1], doc: string): void =>
      t.method(name, params, doc, () => {
        throw unsupported(name)
      })
    refuse(
      'seek',
      [pos('offset'), pos<Value>('whence', null, 0, 'os.SEEK_SET')],
      'Go to a position; what whence says is the origin.',
    )
    t.method('tell', [], 'The current position.', (self) => send(self, 'seek', 0, 1))
    refuse('truncate', [pos<Value>('size', null, null)], 'Cut the file off, at the current position by default.')
    refuse('fileno', [], 'The file descriptor.')
    t.method('flush', [], 'Write out what is kept back.', (self) => {
      if (isClosed(self)) throw error('ValueError', 'I/O operation on closed file.')
      return null
    })
    t.method('close', [], 'Flush and close the file.', (self) => {
      if (isMarkedClosed(self)) return null
      try {
        send(self, 'flush')
      } finally {
        markClosed(self)
      }
      return null
    })
    const no = (name: string, doc: string): void =>
      t.method(name, [], doc, (self) => {
        checkClosed(self)
        return false
      })
    t.method('seekable', [], 'Whether the file has positions.', () => false)
    t.method('readable', [], 'Whether the file can be read.', () => false)
    t.method('writable', [], 'Whether the file can be written.', () => false)
    no('isatty', 'Whether the file is a terminal.')
    t.method('_checkClosed', [], 'ValueError if the file is closed.', (self) => (checkClosed(self), null), '($self, /)')
    for (const [name, question, text] of [
      ['_checkSeekable', 'seekable', 'File or stream is not seekable.'],
      ['_checkReadable', 'readable', 'File or stream is not readable.'],
      ['_checkWritable', 'writable', 'File or stream is not writable.'],
    ] as const)
      t.method(
        name,
        [],
        'UnsupportedOperation if the file cannot do that.',
        (self) => {
          if (send(self, question) !== true) throw unsupported(text)
          return true
        },
        '($self, /)',
      )
    t.method('__enter__', [], 'The file itself.', (self) => (checkClosed(self), self), null)
    t.method('__exit__', [rest('args')], 'Close the file.', (self) => send(self, 'close'), null)
    t.special('__iter__', (self) => (checkClosed(self), self))
    t.special('__next__', nextLine)
    t.method(
      'readline',
      [pos<Value>('size', null, -1)],
      'A line with its end, at most size bytes.',
      (self, size) => readline(self, sizeArgument(size)),
      '($self, size=-1, /)',
    )
    t.method(
      'readlines',
      [pos<Value>('hint', null, -1)],
      'The lines, until hint bytes are reached.',
      (self, w_hint) => {
        const hint = sizeArgument(w_hint)
        const items: Value[] = []
        let total = 0
        forEach(self, (line) => {
          items.push(line)
          // The line that goes beyond what is left is the last one.
          if (hint > 0) total += len(line)
          return !(hint > 0 && total > hint)
        })
        return new W_List(items)
      },
    )
    t.method('writelines', [pos('lines')], 'Write each of an iterable of lines.', (self, lines) => {
      checkClosed(self)
      forEach(lines, (line) => {
        send(self, 'write', line)
      })
      return null
    })
    t.special('__del__', (self) => {
      finalizeFile(self)
      return null
    })
    t.getset('closed', 'Whether the file is closed.', isMarkedClosed)
    t.attribute('__dict__', dictGetSet(t.type))
  },
)

export const rawIOBaseType: W_Type = defineType<W_IOBase>(
  '_RawIOBase',
  { module: '_io', base: ioBaseType, doc: 'The root of files without a buffer.' },
  (t) => {
    t.method(
      'read',
      [pos<Value>('size', null, -1)],
      'At most size bytes by one call; all if size is negative.',
      (self, w) => {
        const n = ssize(w)
        if (n < 0) return send(self, 'readall')
        const buffer = new W_ByteArray(new Uint8Array(n))
        const count = send(self, 'readinto', buffer)
        if (count === null) return null
        const got = Number(index(count))
        if (got < 0 || got > n) throw error('ValueError', `readinto returned ${got} outside buffer size ${n}`)
        return new W_Bytes(buffer.data.slice(0, got))
      },
      '($self, size=-1, /)',
    )
    t.method('readall', [], 'All bytes to the end, by as many calls as it takes.', (self) => {
      const parts: Uint8Array[] = []
      let total = 0
      for (;;) {
        const w = send(self, 'read', 8192)
        if (w === null) {
          if (parts.length === 0) return null
          break
        }
        if (!(w instanceof W_Bytes)) throw error('TypeError', 'read() should return bytes')
        if (w.bytes.length === 0) break
        parts.push(w.bytes)
        total += w.bytes.length
      }
      return new W_Bytes(joined(parts, total))
    })
    for (const name of ['readinto', 'write'])
      t.rawMethod(name, 'For classes to define.', () => {
        throw errorWith('NotImplementedError')
      })
  },
)

export const bufferedIOBaseType: W_Type = defineType<W_IOBase>(
  '_BufferedIOBase',
  { module: '_io', base: ioBaseType, doc: 'The root of files of bytes with a buffer.' },
  (t) => {
    refuseAll(t, [
      ['detach', []],
      ['read', [size()]],
      ['read1', [size()]],
      ['write', [pos('b')]],
    ])
    for (const [name, reader] of [
      ['readinto', 'read'],
      ['readinto1', 'read1'],
    ] as const)
      t.method(name, [pos('buffer')], 'Read into a buffer; the number of bytes read.', (self, w) => {
        const target = writableBuffer(w, `${name}() argument must be read-write bytes-like object, not ${shownType(w)}`)
        const into = target.bytes.subarray(target.offset)
        const room = target.shape.reduce((n, k) => n * k, target.itemsize)
        try {
          const data = send(self, reader, room)
          if (!(data instanceof W_Bytes)) throw error('TypeError', 'read() should return bytes')
          const bytes = bytesOf(data)
          if (bytes.length > room)
            throw error(
              'ValueError',
              `read() returned too much data: ${room} bytes requested, ${bytes.length} returned`,
            )
          into.set(bytes)
          return bytes.length
        } finally {
          target.release()
        }
      })
  },
)

export const textIOBaseType: W_Type = defineType<W_IOBase>(
  '_TextIOBase',
  { module: '_io', base: ioBaseType, doc: 'The root of files of text.' },
  (t) => {
    refuseAll(t, [
      ['detach', []],
      ['read', [size()]],
      ['readline', [size()]],
      ['write', [pos('s', asText)]],
    ])
    for (const name of ['encoding', 'newlines', 'errors'])
      t.getset(name, 'None where the file does not say.', () => null)
  },
)

const size = (): Param<number> => pos('size', asInt, -1)

/** Declares methods that raise UnsupportedOperation. */
function refuseAll(t: TypeBuilder<W_IOBase>, methods: readonly (readonly [string, Param<any>[]])[]): void {
  for (const [name, params] of methods)
    t.method(name, params, 'Not possible with such a file.', () => {
      throw unsupported(name)
    })
}

/** What every built-in file class is made of. */
export function fileLayout(name: string): { name: string; base: typeof IOBASE_LAYOUT } {
  return { name, base: IOBASE_LAYOUT }
}

/** Declares that files cannot be pickled. CPython: _PyIOBase_cannot_pickle */
export function refusePickling(t: TypeBuilder<any>): void {
  const refuse = (self: Value): Value => {
    throw error('TypeError', `cannot pickle '${typeOf(self).name}' instances`)
  }
  t.method('__reduce__', [], 'Files cannot be pickled.', refuse, null)
  t.method('__reduce_ex__', [pos('protocol')], 'Files cannot be pickled.', refuse, null)
}

/** What a file is called in its repr: its `name`, where it has one. */
export function nameText(self: Value, repr: (w: Value) => string): string | undefined {
  try {
    const name = findAttr(self, 'name')
    return name === undefined ? undefined : repr(name)
  } catch (e) {
    if (isError(e, 'ValueError')) return undefined
    throw e
  }
}
