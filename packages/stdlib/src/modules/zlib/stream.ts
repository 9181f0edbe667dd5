// Streams of DEFLATE data over pako, which does what zlib 1.2 does, byte for byte. ref: RFC 1950, 1951, 1952
//
// pako's functions are zlib's own: they work on a record with the input and where in it to go on, the output likewise, and a
// state that nobody else looks into. What zlib has and pako lacks is the copy of a stream; the state is plain data, so that
// copying what can be reached from it gives one.
import {
  Z_DATA_ERROR,
  Z_OK,
  Z_STREAM_ERROR,
  zlibDeflate,
  zlibDeflateInit2,
  zlibDeflateReset,
  zlibDeflateSetDictionary,
  zlibInflate,
  zlibInflateEnd,
  zlibInflateInit2,
  zlibInflateSetDictionary,
  ZStream,
  type Z_FlushMode,
} from 'pako'
import type { OutputBlocks } from '../output-blocks.ts'

/** Where pako puts what both an open stream and its copies only read. */
const SHARED = new Set(['stat_desc'])

/** A copy of plain data in which what was the same object still is. */
function copyOf<T>(value: T, seen: Map<object, object>): T {
  if (typeof value !== 'object' || value === null) return value
  const known = seen.get(value)
  if (known !== undefined) return known as T
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset } = value as unknown as Uint8Array
    let bytes = seen.get(buffer) as ArrayBuffer | undefined
    if (bytes === undefined) seen.set(buffer, (bytes = buffer.slice(0) as ArrayBuffer))
    const View = value.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => object
    const copy = new View(bytes, byteOffset, (value as unknown as Uint8Array).length)
    seen.set(value, copy)
    return copy as T
  }
  const copy = Array.isArray(value) ? [] : Object.create(Object.getPrototypeOf(value))
  seen.set(value, copy)
  for (const [name, part] of Object.entries(value)) copy[name] = SHARED.has(name) ? part : copyOf(part, seen)
  return copy
}

const NOTHING = new Uint8Array(0)

/** What both directions share. `status` is zlib's of the last call. */
abstract class Stream {
  protected strm: ZStream
  protected isOpen = true
  status: number = Z_OK

  constructor(strm: ZStream) {
    this.strm = strm
  }

  /** The bytes to work on next. */
  feed(input: Uint8Array, at = 0): void {
    this.strm.input = input
    this.strm.next_in = at
    this.strm.avail_in = input.length - at
  }

  /** How many of the bytes are left, and they themselves. */
  get left(): number {
    return this.strm.avail_in
  }

  rest(): Uint8Array {
    return this.strm.input.slice(this.strm.next_in, this.strm.next_in + this.strm.avail_in)
  }

  /** zlib's own words for what is wrong, if it has any. */
  get message(): string {
    return this.status === Z_DATA_ERROR ? this.strm.msg : ''
  }

  /** One call of zlib's, which fills the rest of the block at most. */
  run(flush: number, out: OutputBlocks): number {
    if (!this.isOpen) return (this.status = Z_STREAM_ERROR)
    const { strm } = this
    strm.output = out.block
    strm.next_out = out.used
    strm.avail_out = out.room
    this.status = this.step(flush)
    out.used = strm.next_out
    strm.output = NOTHING
    return this.status
  }

  protected abstract step(flush: number): number

  /** A copy of the record; undefined of a stream that has ended. */
  protected copyRecord(): ZStream | undefined {
    if (!this.isOpen) return undefined
    const seen = new Map<object, object>()
    const { input } = this.strm
    if (input !== null) seen.set(input, input)
    return copyOf(this.strm, seen)
  }
}

/** What a stream was asked for, as zlib's deflateInit2 takes it. */
export interface DeflateOptions {
  readonly level: number
  readonly method: number
  readonly wbits: number
  readonly memLevel: number
  readonly strategy: number
}

/** A compressor that has ended, for the next one: a state is 270 KB, most of what compressing a small file costs. */
let spare: { strm: ZStream; wbits: number; memLevel: number } | undefined

function reopened(o: DeflateOptions): ZStream | undefined {
  const isRange = o.level >= -1 && o.level <= 9 && o.strategy >= 0 && o.strategy <= 4 && o.method === DEFLATED
  if (!isRange || spare === undefined || spare.wbits !== o.wbits || spare.memLevel !== o.memLevel) return undefined
  const { strm } = spare
  spare = undefined
  strm.state.level = o.level === -1 ? DEFAULT_LEVEL : o.level
  strm.state.strategy = o.strategy
  return zlibDeflateReset(strm) === Z_OK ? strm : undefined
}

const DEFLATED = 8
const DEFAULT_LEVEL = 6

/** Compresses. */
export class Deflater extends Stream {
  private readonly options: DeflateOptions
  private constructor(strm: ZStream, options: DeflateOptions) {
    super(strm)
    this.options = options
  }

  /** Undefined where zlib does not take the options. */
  static open(o: DeflateOptions): Deflater | undefined {
    const known = reopened(o)
    if (known !== undefined) return new Deflater(known, o)
    const strm = new ZStream()
    // The classic hash, for the output that zlib has always had.
    const status = zlibDeflateInit2(strm, o.level, o.method, o.wbits, o.memLevel, o.strategy as 0, true)
    return status === Z_OK ? new Deflater(strm, o) : undefined
  }

  protected step(flush: number): number {
    // Z_TREES is refused, as CPython's zlib does.
    return flush < 0 || flush > 5 ? Z_STREAM_ERROR : zlibDeflate(this.strm, flush as Z_FlushMode)
  }

  setDictionary(dictionary: Uint8Array): boolean {
    return zlibDeflateSetDictionary(this.strm, dictionary) === Z_OK
  }

  end(): void {
    this.isOpen = false
    spare = { strm: this.strm, wbits: this.options.wbits, memLevel: this.options.memLevel }
    this.strm = new ZStream()
  }

  copy(): Deflater | undefined {
    const strm = this.copyRecord()
    return strm === undefined ? undefined : new Deflater(strm, this.options)
  }
}

/** Decompresses. */
export class Inflater extends Stream {
  /** Undefined where zlib does not take the options. */
  static open(wbits: number): Inflater | undefined {
    const strm = new ZStream()
    return zlibInflateInit2(strm, wbits) === Z_OK ? new Inflater(strm) : undefined
  }

  protected step(flush: number): number {
    return zlibInflate(this.strm, flush as Z_FlushMode)
  }

  /** The status of setting it. */
  setDictionary(dictionary: Uint8Array): number {
    return zlibInflateSetDictionary(this.strm, dictionary)
  }

  end(): void {
    this.isOpen = false
    zlibInflateEnd(this.strm)
  }

  copy(): Inflater | undefined {
    const strm = this.copyRecord()
    return strm === undefined ? undefined : new Inflater(strm)
  }
}
