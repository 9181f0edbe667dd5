// BytesIO: a file of bytes in memory. lib: io#io.BytesIO; CPython: Modules/_io/bytesio.c
//
// The first `length` bytes of `data` are the content. The position may lie behind its end; writing there fills the gap with zeros.
import {
  basicSizes,
  addInts,
  arg,
  bytesOf,
  contiguousBytes,
  defineType,
  endUnusedLeases,
  error,
  forEach,
  hooks,
  asInt,
  type Int,
  intOrUndefined,
  plainExport,
  pos,
  setInstanceDict,
  ssizeInt,
  typeOf,
  type Value,
  W_Bytes,
  W_Dict,
  W_List,
  W_Object,
  W_Tuple,
  type W_Type,
  writableBuffer,
  type BufferExport,
  zeros,
  bufferMethods,
  shownType,
  dictIfAny,
} from '@typhon/objspace'
import { call1, getattr } from '@typhon/objspace'
import { bufferedIOBaseType, fileLayout, nextLine, exactSizeOf, sizeArgument, W_MemoryFile } from './base.ts'

class W_BytesIO extends W_MemoryFile {
  data: Uint8Array = new Uint8Array(0)
  length = 0
  exports = 0
  /** What getbuffer() lends the memory of. */
  lent: W_BytesIOBuffer | null = null

  /** A line with its end, at most `limit` bytes; empty at the end. */
  readLine(limit: number): Uint8Array {
    if (this.at >= this.length) return new Uint8Array(0)
    const i = this.data.subarray(0, this.length).indexOf(10, this.at)
    let end = i < 0 ? this.length : i + 1
    if (limit >= 0) end = Math.min(end, this.at + limit)
    const line = this.data.slice(this.at, end)
    this.at = end
    return line
  }

  override next(): Value | undefined {
    if (typeOf(this).heap) return super.next()
    open(this)
    const line = this.readLine(-1)
    return line.length === 0 ? undefined : new W_Bytes(line)
  }
}

/** What getbuffer() is a view of: keeps the file from being resized. */
class W_BytesIOBuffer extends W_Object {
  private readonly source: W_BytesIO
  constructor(source: W_BytesIO) {
    super(bufferType.rootShape())
    this.source = source
  }

  override exportBuffer(): BufferExport {
    const { source } = this
    source.exports++
    let held = true
    return plainExport(source.data.subarray(0, source.length), false, () => {
      if (held) source.exports--
      held = false
    })
  }
}

export const bufferType = defineType<W_BytesIOBuffer>(
  '_BytesIOBuffer',
  { module: '_io', final: true, doc: 'What views of a BytesIO are made over.' },
  (t) => bufferMethods(t),
)

function open(self: W_BytesIO): W_BytesIO {
  if (self.closedFlag) throw error('ValueError', 'I/O operation on closed file.')
  return self
}

function resizable(self: W_BytesIO): void {
  if (self.exports > 0 && self.lent !== null && endUnusedLeases(self.lent) && self.exports === 0)
    self.data = self.data.slice()
  if (self.exports > 0) throw error('BufferError', 'Existing exports of data: object cannot be re-sized')
}

function reserve(self: W_BytesIO, length: number): void {
  if (length <= self.data.length) return
  const data = zeros(Math.max(length, self.data.length * 2, 64))
  data.set(self.data.subarray(0, self.length))
  self.data = data
}

function write(self: W_BytesIO, w: Value): number {
  open(self)
  resizable(self)
  const bytes = bytesOf(w)
  if (bytes.length === 0) return 0
  if (addInts(self.position, bytes.length) > LAST) throw error('OverflowError', 'new buffer size too large')
  const end = self.at + bytes.length
  reserve(self, end)
  if (self.at > self.length) self.data.fill(0, self.length, self.at)
  self.data.set(bytes, self.at)
  self.at = end
  if (end > self.length) self.length = end
  return bytes.length
}

function take(self: W_BytesIO, n: number): W_Bytes {
  const end = n < 0 ? self.length : Math.min(self.length, self.at + n)
  const out = self.data.slice(Math.min(self.at, end), end)
  if (end > self.at) self.at = end
  return new W_Bytes(out)
}

/** The last place that a file may have (PY_SSIZE_T_MAX). */
const LAST = 2n ** 63n - 1n

function seek(self: W_BytesIO, offset: Int, whence: number): Int {
  open(self)
  if (whence === 0 && offset < 0) throw error('ValueError', `negative seek value ${offset}`)
  if (whence < 0 || whence > 2) throw error('ValueError', `invalid whence (${whence}, should be 0, 1 or 2)`)
  const at = addInts(offset, whence === 0 ? 0 : whence === 1 ? self.position : self.length)
  if (at > LAST) throw error('OverflowError', 'new position too large')
  self.position = at < 0 ? 0 : at
  return self.position
}

export const bytesIOType: W_Type = defineType<W_BytesIO>(
  'BytesIO',
  { module: '_io', base: bufferedIOBaseType, layout: fileLayout('BytesIO'), doc: 'A file of bytes in memory.' },
  (t) => {
    t.rawNew((args) => new W_BytesIO((args[0] as W_Type).rootShape()))
    t.type.textSignature = "(initial_bytes=b'')"
    t.init([{ ...arg<Value>('initial_bytes', null, null), shown: "b''" }], (self, initial) => {
      // What fails leaves nothing of what was there, and only bytes open what was closed.
      self.length = 0
      self.at = 0
      resizable(self)
      if (initial === null) return
      if (initial instanceof W_Bytes && !typeOf(initial).heap) self.closedFlag = false
      else open(self)
      self.data = bytesOf(initial).slice()
      self.length = self.data.length
    })
    for (const name of ['readable', 'writable', 'seekable']) t.method(name, [], 'True.', (self) => (open(self), true))
    t.method('isatty', [], 'False.', (self) => (open(self), false))
    t.method('flush', [], 'Nothing is kept back.', (self) => (open(self), null))
    t.method('getvalue', [], 'The whole content.', (self) => new W_Bytes(open(self).data.slice(0, self.length)))
    t.method('getbuffer', [], 'A view of the content.', (self) => {
      open(self)
      return call1(getattr(hooks.importModule('builtins'), 'memoryview'), (self.lent ??= new W_BytesIOBuffer(self)))
    })
    t.method('tell', [], 'The current position.', (self) => open(self).position)
    t.method('read', [pos<Value>('size', null, -1)], 'At most size bytes; all without argument.', (self, w) => {
      const n = sizeArgument(w)
      return take(open(self), n)
    })
    t.method('read1', [pos<Value>('size', null, -1)], 'At most size bytes; all without argument.', (self, w) => {
      const n = sizeArgument(w)
      return take(open(self), n)
    })
    t.method('readinto', [pos('buffer')], 'Read into a buffer; the number of bytes read.', (self, w) => {
      const target = writableBuffer(w, `readinto() argument must be read-write bytes-like object, not ${shownType(w)}`)
      try {
        const into = contiguousBytes(target)
        const { bytes } = take(open(self), into.length)
        into.set(bytes)
        return bytes.length
      } finally {
        target.release()
      }
    })
    t.method('readline', [pos<Value>('size', null, -1)], 'A line with its end, at most size bytes.', (self, w) => {
      const limit = sizeArgument(w)
      return new W_Bytes(open(self).readLine(limit))
    })
    t.method('readlines', [pos<Value>('size', null, null)], 'The lines, until size bytes are reached.', (self, w) => {
      open(self)
      if (w !== null && intOrUndefined(w) === undefined)
        throw error('TypeError', `integer argument expected, got '${typeOf(w).fullName}'`)
      const limit = sizeArgument(w)
      const items: Value[] = []
      let total = 0
      for (let line = self.readLine(-1); line.length > 0; line = self.readLine(-1)) {
        items.push(new W_Bytes(line))
        total += line.length
        if (limit > 0 && total >= limit) break
      }
      return new W_List(items)
    })
    t.method('write', [pos('b')], 'Write bytes; their number.', write)
    t.method('writelines', [pos('lines')], 'Write each of an iterable of bytes.', (self, lines) => {
      open(self)
      forEach(lines, (line) => {
        write(self, line)
      })
      return null
    })
    t.method('seek', [pos('pos', ssizeInt), pos('whence', asInt, 0)], 'Go to a position.', seek)
    t.method(
      'truncate',
      [pos<Value>('size', null, null)],
      'Cut the content off, at the current position by default.',
      (self, w) => {
        open(self)
        resizable(self)
        const size = w === null ? self.position : exactSizeOf(w)
        if (size < 0) throw error('ValueError', `negative size value ${size}`)
        if (size < self.length) self.length = Number(size)
        return size
      },
    )
    t.method('close', [], 'Drop the content.', (self) => {
      resizable(self)
      self.data = new Uint8Array(0)
      self.length = 0
      self.closedFlag = true
      return null
    })
    t.method(
      '__getstate__',
      [],
      'Content, position and attributes.',
      (self) => {
        const attributes = dictIfAny(open(self)) ?? null
        const content = new W_Bytes(self.data.slice(0, self.length))
        return new W_Tuple([content, self.position, attributes === null ? null : attributes.copy()])
      },
      null,
    )
    t.method(
      '__setstate__',
      [pos('state')],
      'Take content, position and attributes.',
      (self, state) => {
        if (!(state instanceof W_Tuple) || state.items.length < 3)
          throw error(
            'TypeError',
            `${typeOf(self).fullName}.__setstate__ argument should be 3-tuple, got ${typeOf(state).name}`,
          )
        resizable(open(self))
        const [content, position, attributes] = state.items
        self.data = bytesOf(content).slice()
        self.length = self.data.length
        const at = intOrUndefined(position)
        if (at === undefined)
          throw error('TypeError', `second item of state must be an integer, not ${typeOf(position).name}`)
        if (at < 0) throw error('ValueError', 'position value cannot be negative')
        self.position = at
        if (attributes !== null) {
          if (!(attributes instanceof W_Dict))
            throw error('TypeError', `third item of state should be a dict, got a ${typeOf(attributes).name}`)
          setInstanceDict(self, attributes)
        }
        return null
      },
      null,
    )
    t.getset('closed', 'Whether the content was dropped.', (self) => self.closedFlag)
    t.special('__iter__', (self) => self)
    t.special('__next__', nextLine)
    t.method(
      '__sizeof__',
      [],
      'Bytes of memory the file takes, its content among them.',
      (self) => basicSizes(self.shape.type)[0] + (self.data.length === 0 ? 0 : 33 + self.data.length),
    )
  },
)
