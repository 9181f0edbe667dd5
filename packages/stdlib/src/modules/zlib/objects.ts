// The types Compress, Decompress and _ZlibDecompressor. lib: zlib; CPython: Modules/zlibmodule.c
import {
  arg,
  asInt,
  bytesOf,
  bytesOrUndefined,
  defineType,
  error,
  OBJECT_LAYOUT,
  pos,
  ssize,
  type Value,
  W_Bytes,
  W_Object,
  type W_Type,
} from '@typhon/objspace'
import { Z_BUF_ERROR, Z_FINISH, Z_NEED_DICT, Z_NO_FLUSH, Z_OK, Z_STREAM_END, Z_STREAM_ERROR, Z_SYNC_FLUSH } from 'pako'
import { OutputBlocks } from '../output-blocks.ts'
import { failed } from './error.ts'
import { type DeflateOptions, Deflater, Inflater } from './stream.ts'

export const MAX_WBITS = 15
export const DEF_BUF_SIZE = 16384
const NOTHING = new Uint8Array(0)

class W_Compress extends W_Object {
  readonly stream: Deflater
  constructor(stream: Deflater) {
    super(compressType.rootShape())
    this.stream = stream
  }

  /** Calls zlib until it needs no more room. */
  run(flush: number): Uint8Array {
    const out = new OutputBlocks(-1)
    do {
      out.hasRoom()
      this.stream.run(flush, out)
    } while (this.stream.status !== Z_STREAM_ERROR && out.room === 0)
    return out.done()
  }

  copy(): Value {
    const stream = this.stream.copy()
    if (stream === undefined) throw error('ValueError', 'Inconsistent stream state')
    return new W_Compress(stream)
  }
}

export const compressType: W_Type = defineType<W_Compress>(
  'Compress',
  { module: 'zlib', layout: { name: 'Compress', base: OBJECT_LAYOUT }, final: true },
  (t) => {
    t.method('compress', [pos('data', bytesOf)], 'What compressing the data gives so far.', (self, data) => {
      self.stream.feed(data)
      const out = self.run(Z_NO_FLUSH)
      self.stream.feed(NOTHING)
      if (self.stream.status === Z_STREAM_ERROR) throw failed(self.stream.status, '', 'while compressing data')
      return new W_Bytes(out)
    })
    t.method(
      'flush',
      [pos('mode', asInt, Z_FINISH, 'zlib.Z_FINISH')],
      'What was held back; by default the stream ends.',
      (self, mode) => {
        if (mode === Z_NO_FLUSH) return new W_Bytes(NOTHING)
        const out = self.run(mode)
        const { status } = self.stream
        if (status === Z_STREAM_END && mode === Z_FINISH) self.stream.end()
        else if (status !== Z_OK && status !== Z_BUF_ERROR) throw failed(status, '', 'while flushing')
        return new W_Bytes(out)
      },
    )
    t.method('copy', [], 'Another compressor in the same state.', (self) => self.copy())
    t.method('__copy__', [], 'Another compressor in the same state.', (self) => self.copy())
    t.method('__deepcopy__', [pos('memo')], 'Another compressor in the same state.', (self, _memo) => self.copy())
  },
)

/** A bytes-like dictionary, or the exception that every constructor raises. */
function dictionaryOf(w: Value): Uint8Array {
  const bytes = bytesOrUndefined(w)
  if (bytes === undefined) throw error('TypeError', 'zdict argument must support the buffer protocol')
  return bytes
}

/** A compressor; what `compressobj` does. */
export function newCompress(options: DeflateOptions, zdict: Uint8Array | undefined): Value {
  const stream = Deflater.open(options)
  if (stream === undefined) throw error('ValueError', 'Invalid initialization option')
  if (zdict !== undefined && !stream.setDictionary(zdict)) throw error('ValueError', 'Invalid dictionary')
  return new W_Compress(stream)
}

/** Gives the stream its dictionary. */
function setDictionary(stream: Inflater, zdict: Uint8Array): void {
  const status = stream.setDictionary(zdict)
  if (status !== Z_OK) throw failed(status, '', 'while setting zdict')
}

/** A stream to read; one without header has its dictionary from the start. */
function openInflater(wbits: number, zdict: Uint8Array | undefined): Inflater {
  const stream = Inflater.open(wbits)
  if (stream === undefined) throw error('ValueError', 'Invalid initialization option')
  if (zdict !== undefined && wbits < 0) setDictionary(stream, zdict)
  return stream
}

/** Inflates what was fed until it or the room is used up. */
function inflate(stream: Inflater, flush: number, zdict: Uint8Array | undefined, out: OutputBlocks): void {
  let status: number
  do {
    if (!out.hasRoom()) return
    status = stream.run(flush, out)
    if (status === Z_NEED_DICT && zdict !== undefined) setDictionary(stream, zdict)
    else if (status !== Z_OK && status !== Z_BUF_ERROR) return
  } while (out.room === 0 || status === Z_NEED_DICT)
}

class W_Decompress extends W_Object {
  readonly stream: Inflater
  readonly zdict: Uint8Array | undefined
  unused: Uint8Array = NOTHING
  tail: Uint8Array = NOTHING
  eof = false
  constructor(stream: Inflater, zdict: Uint8Array | undefined) {
    super(decompressType.rootShape())
    this.stream = stream
    this.zdict = zdict
  }

  /** Keeps what was not used: as the tail, or as what follows the stream. At the end a tail becomes the latter too, as in CPython. */
  save(): void {
    const { stream } = this
    const rest = stream.left > 0 ? stream.rest() : NOTHING
    if (stream.status !== Z_STREAM_END) this.tail = rest
    else {
      this.unused = joined(this.unused, rest)
      if (this.tail.length > 0) this.tail = rest
    }
    stream.feed(NOTHING)
  }

  copy(): Value {
    const stream = this.stream.copy()
    if (stream === undefined) throw error('ValueError', 'Inconsistent stream state')
    const other = new W_Decompress(stream, this.zdict)
    other.unused = this.unused
    other.tail = this.tail
    other.eof = this.eof
    return other
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b
  const out = new Uint8Array(a.length + b.length)
  out.set(a)
  out.set(b, a.length)
  return out
}

export const decompressType: W_Type = defineType<W_Decompress>(
  'Decompress',
  { module: 'zlib', layout: { name: 'Decompress', base: OBJECT_LAYOUT }, final: true },
  (t) => {
    t.method(
      'decompress',
      [pos('data', bytesOf), arg('max_length', ssize, 0)],
      'What the data gives, of at most max_length bytes where that is not 0.',
      (self, data, limit) => {
        if (limit < 0) throw error('ValueError', 'max_length must be non-negative')
        const { stream } = self
        const out = new OutputBlocks(limit === 0 ? -1 : limit)
        stream.feed(data)
        inflate(stream, Z_SYNC_FLUSH, self.zdict, out)
        const { status, message } = stream
        self.save()
        if (status === Z_STREAM_END) self.eof = true
        else if (status !== Z_OK && status !== Z_BUF_ERROR) throw failed(status, message, 'while decompressing data')
        return new W_Bytes(out.done())
      },
    )
    t.method(
      'flush',
      [pos('length', ssize, DEF_BUF_SIZE, 'zlib.DEF_BUF_SIZE')],
      'What is left of the data; length is a first guess at its size.',
      (self, length) => {
        if (length <= 0) throw error('ValueError', 'length must be greater than zero')
        const { stream } = self
        const out = new OutputBlocks(-1)
        stream.feed(self.tail)
        inflate(stream, Z_FINISH, self.zdict, out)
        const { status } = stream
        self.save()
        if (status === Z_STREAM_END) {
          self.eof = true
          stream.end()
        }
        return new W_Bytes(out.done())
      },
    )
    t.method('copy', [], 'Another decompressor in the same state.', (self) => self.copy())
    t.method('__copy__', [], 'Another decompressor in the same state.', (self) => self.copy())
    t.method('__deepcopy__', [pos('memo')], 'Another decompressor in the same state.', (self, _memo) => self.copy())
    t.member('unused_data', 'What came after the end.', (self) => new W_Bytes(self.unused))
    t.member('unconsumed_tail', 'What there was no room to decompress.', (self) => new W_Bytes(self.tail))
    t.member('eof', 'Whether the end was seen.', (self) => self.eof)
  },
)

/** A decompressor; what `decompressobj` does. */
export function newDecompress(wbits: number, zdict: Value | undefined): Value {
  const bytes = zdict === undefined ? undefined : dictionaryOf(zdict).slice()
  return new W_Decompress(openInflater(wbits, bytes), bytes)
}

/** What gzip reads by: keeps the input that there was no room for, so that no caller has to. */
class W_ZlibDecompressor extends W_Object {
  readonly stream: Inflater
  readonly zdict: Uint8Array | undefined
  held: Uint8Array = NOTHING
  unused: Uint8Array = NOTHING
  eof = false
  needsInput = true
  constructor(stream: Inflater, zdict: Uint8Array | undefined) {
    super(zlibDecompressorType.rootShape())
    this.stream = stream
    this.zdict = zdict
  }
}

export const zlibDecompressorType: W_Type = defineType<W_ZlibDecompressor>(
  '_ZlibDecompressor',
  {
    module: 'zlib',
    layout: { name: '_ZlibDecompressor', base: OBJECT_LAYOUT },
    final: true,
    doc: 'Decompresses piece by piece, and keeps input that it had no room for.',
  },
  (t) => {
    t.new(
      [arg('wbits', asInt, MAX_WBITS, 'MAX_WBITS'), arg<Value | undefined>('zdict', null, undefined, "b''")],
      (_cls, wbits, zdict) => {
        // Only a stream without a header needs its dictionary at once; what else is given is looked at when one is asked for.
        const bytes = zdict === undefined ? undefined : (wbits < 0 ? bytesOf(zdict) : bytesOrUndefined(zdict))?.slice()
        return new W_ZlibDecompressor(openInflater(wbits, bytes), bytes)
      },
      "(wbits=15, zdict=b'')",
    )
    t.method(
      'decompress',
      [arg('data', bytesOf), arg('max_length', ssize, -1)],
      'What the data and that kept before give, of at most max_length bytes where that is not negative.',
      (self, data, limit) => {
        if (self.eof) throw error('EOFError', 'End of stream already reached')
        const { stream } = self
        const out = new OutputBlocks(limit)
        stream.feed(joined(self.held, data))
        inflate(stream, Z_SYNC_FLUSH, self.zdict, out)
        const { status, message } = stream
        const rest = stream.left > 0 ? stream.rest() : NOTHING
        stream.feed(NOTHING)
        self.held = NOTHING
        if (status === Z_STREAM_END) {
          self.eof = true
          self.needsInput = false
          self.unused = rest
        } else if (status !== Z_OK && status !== Z_BUF_ERROR) {
          self.needsInput = false
          throw failed(status, message, 'while decompressing data')
        } else {
          self.held = rest
          self.needsInput = rest.length === 0
        }
        return new W_Bytes(out.done())
      },
    )
    t.member('eof', 'Whether the end was seen.', (self) => self.eof)
    t.member('unused_data', 'What came after the end.', (self) => new W_Bytes(self.unused))
    t.member('needs_input', 'Whether more input is needed before there is more to give.', (self) => self.needsInput)
  },
)
