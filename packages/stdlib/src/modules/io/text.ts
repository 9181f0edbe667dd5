// W_TextIOWrapper: text over a file of bytes. Its type's definition is in text-type.ts. lib: io#io.TextIOWrapper; CPython: Modules/_io/textio.c
//
// `decoded` holds text read and not yet given out, from `used` on. `snapshot` is the decoder's state before the bytes of the
// chunk that `decoded` comes from, so that `tell` can find the place of a character again: the cookie it gives is a position of
// the bytes, and, where the decoder is in the middle of something there, also the decoder's state and how far to go on from it.
// Text to be written is collected in `pendingText` (which UTF-8 can always encode) or in `pending`, and passed on in chunks.
import {
  bytesOf,
  callMethod,
  concatStr,
  error,
  index,
  lengthOf,
  sliceStr,
  type Str,
  StrBuilder,
  strFromText,
  textOfStr,
  typeOf,
  type Value,
  W_Bytes,
  type Ending,
} from '@typhon/objspace'
import { isClosed, joined, unsupported, W_IOBase } from './base.ts'
import { W_Buffered } from './buffered.ts'
import { bufferedRandomType, bufferedReaderType, bufferedWriterType } from './buffered-types.ts'
import { endOfLine, Newlines } from './newlines.ts'
import { type Decoder, type DecoderState, type Encoder, knownEncoding, newDecoder, newEncoder } from './text-codec.ts'

const CHUNK = 8192
const utf8 = new TextEncoder()

/** A place between characters. CPython's layout of the number: textiowrapper's cookie_type. */
export interface Cookie {
  start: number
  flags: number
  feed: number
  skip: number
  end: boolean
}

interface Snapshot {
  state: DecoderState
  pendingCR: boolean
  bytes: Uint8Array
}

/** Files with text that was not passed on yet. */
const unwritten = new Set<WeakRef<W_TextIOWrapper>>()

/** Passes on what all text files keep back; failures are nobody's. */
export function flushTexts(): void {
  for (const handle of unwritten) {
    try {
      const file = handle.deref()
      if (file !== undefined && !file.closed) file.flush()
    } catch {
      unwritten.delete(handle)
    }
  }
}

export class W_TextIOWrapper extends W_IOBase implements Ending {
  /** How it stands among those that keep something back. */
  private handle: WeakRef<W_TextIOWrapper> | null = null
  /** undefined before `__init__`, null when detached. */
  buffer: Value | undefined = undefined
  /** The file of bytes where it can be used directly. */
  private direct: W_Buffered | null = null
  /** Whether the file of bytes can be written, once it was asked. */
  private writes: boolean | undefined = undefined
  encoding = 'utf-8'
  errors = 'strict'
  newline: string | null = null
  lineBuffering = false
  writeThrough = false
  chunkSize = CHUNK
  telling = false
  seekable = false

  private decoder: Decoder | null = null
  private newlines: Newlines | null = null
  private encoder: Encoder | null = null
  private isUtf8 = true
  private decoded: Str = ''
  private used = 0
  private snapshot: Snapshot | null = null
  private pendingText = ''
  private pending: Uint8Array[] = []
  private pendingBytes = 0

  /** Takes back what `begin` did: the constructor is running again, and may fail. */
  end(): void {
    this.buffer = undefined
    this.direct = null
  }

  /** Sets the file up over a file of bytes. */
  begin(buffer: Value, encoding: string, errors: string, newline: string | null): void {
    this.buffer = buffer
    const type = typeOf(buffer)
    const exact = type === bufferedReaderType || type === bufferedWriterType || type === bufferedRandomType
    this.direct = buffer instanceof W_Buffered && exact ? buffer : null
    this.writes = undefined
    this.setCodec(encoding, errors, newline)
    this.decoded = ''
    this.used = 0
    this.snapshot = null
    this.pendingText = ''
    this.pending = []
    this.pendingBytes = 0
    this.closedFlag = false
  }

  setCodec(encoding: string, errors: string, newline: string | null): void {
    this.encoding = encoding
    this.errors = errors
    this.newline = newline
    this.isUtf8 = knownEncoding(encoding) === 'utf-8'
    this.decoder = null
    this.encoder = null
    this.newlines = newline === null || newline === '' ? new Newlines(newline === null) : null
  }

  /** Prepares for writing behind what is there already. */
  startEncoder(): void {
    if (!this.seekable || this.isUtf8) return
    if (callMethod(this.file, 'writable') !== true) return
    if (Number(index(callMethod(this.file, 'tell'))) !== 0) this.needEncoder().reset(true)
  }

  get file(): Value {
    if (this.buffer === undefined) throw error('ValueError', 'I/O operation on uninitialized object')
    if (this.buffer === null) throw error('ValueError', 'underlying buffer has been detached')
    return this.buffer
  }

  get layer(): number {
    return 2
  }

  get isOver(): boolean {
    return this.buffer === null || (this.direct !== null && this.direct.isOver)
  }

  get closed(): boolean {
    return this.direct !== null ? this.direct.closed : isClosed(this.file)
  }

  check(): void {
    if (this.closed) throw error('ValueError', 'I/O operation on closed file.')
  }

  /** Whether text was decoded already, so that the encoding cannot be changed any more. */
  get hasRead(): boolean {
    return this.snapshot !== null || lengthOf(this.decoded) > 0
  }

  private needDecoder(): Decoder {
    if (this.decoder === null) {
      const reads = this.direct !== null ? this.direct.reads : callMethod(this.file, 'readable') === true
      if (!reads) throw unsupported('not readable')
      this.decoder = newDecoder(this.encoding, this.errors)
    }
    return this.decoder
  }

  private needEncoder(): Encoder {
    return (this.encoder ??= newEncoder(this.encoding, this.errors))
  }

  // Reading

  private get left(): number {
    return lengthOf(this.decoded) - this.used
  }

  /** Decodes one chunk more; false at the end. */
  private readChunk(hint = 0): boolean {
    const decoder = this.needDecoder()
    const state = this.telling ? decoder.getState() : null
    const pendingCR = this.newlines?.pendingCR ?? false
    const size = Math.max(this.chunkSize, hint)
    let bytes: Uint8Array
    if (this.direct !== null) {
      this.direct.check('read of')
      bytes = this.direct.read1(size)
    } else {
      const w = callMethod(this.file, this.hasRead1() ? 'read1' : 'read', size)
      bytes = chunkOf(w, this.hasRead1() ? 'read1' : 'read')
    }
    const end = bytes.length === 0
    const text = decoder.decode(bytes, end)
    this.setDecoded(this.newlines === null ? text : this.newlines.feed(text, end))
    if (state !== null) this.snapshot = snapshotOf(state, pendingCR, bytes)
    return !end || lengthOf(this.decoded) > 0
  }

  private has: boolean | undefined = undefined
  private hasRead1(): boolean {
    return (this.has ??= typeOf(this.file).lookup('read1') !== undefined)
  }

  private setDecoded(s: Str): void {
    this.decoded = s
    this.used = 0
  }

  private take(n: number): Str {
    const from = this.used
    this.used = Math.min(lengthOf(this.decoded), from + n)
    if (from === 0 && this.used === lengthOf(this.decoded)) return this.decoded
    return sliceStr(this.decoded, from, this.used)
  }

  private startReading(): void {
    this.check()
    this.needDecoder()
    if (this.pendingText !== '' || this.pendingBytes > 0) this.passOn()
  }

  /** `n` characters, fewer at the end; all where n is negative. */
  read(n: number): Str {
    this.startReading()
    if (n < 0) {
      const first = this.take(this.left)
      let bytes: Uint8Array
      if (this.direct !== null) {
        this.direct.check('read of')
        bytes = this.direct.readAll() ?? new Uint8Array(0)
      } else bytes = chunkOf(callMethod(this.file, 'read'), 'read')
      const text = this.needDecoder().decode(bytes, true)
      this.snapshot = null
      this.setDecoded('')
      return concatStr(first, this.newlines === null ? text : this.newlines.feed(text, true)) as Str
    }
    let out: Str = this.take(n)
    while (lengthOf(out) < n) {
      if (!this.readChunk(n - lengthOf(out))) break
      out = concatStr(out, this.take(n - lengthOf(out))) as Str
    }
    return out
  }

  /** A line with its end, at most `limit` characters; empty at the end. */
  readLine(limit: number): Str {
    this.startReading()
    let end = endOfLine(this.decoded, this.used, this.newline)
    if (end >= 0 && limit < 0 && this.newline !== '') {
      const line = sliceStr(this.decoded, this.used, end)
      this.used = end
      return line
    }
    const out = new StrBuilder()
    let total = 0
    for (;;) {
      // With newline='' a \r at the end of a chunk waits for its \n in `newlines`.
      end = endOfLine(this.decoded, this.used, this.newline)
      let n = end < 0 ? this.left : end - this.used
      if (limit >= 0) n = Math.min(n, limit - total)
      // A separator of two characters may be cut by the end of the chunk.
      const cut =
        end < 0 &&
        this.newline === '\r\n' &&
        n > 0 &&
        n === this.left &&
        this.endsWithCR() &&
        !(limit >= 0 && total + n >= limit)
      if (cut) n--
      out.add(this.take(n))
      total += n
      if ((end >= 0 && this.used === end) || (limit >= 0 && total >= limit)) break
      const rest = cut ? this.take(1) : ''
      if (!this.readChunk()) {
        out.add(rest)
        this.setDecoded('')
        this.snapshot = null
        break
      }
      if (rest !== '') this.setDecoded(concatStr(rest, this.decoded) as Str)
    }
    return out.done()
  }

  private endsWithCR(): boolean {
    const n = lengthOf(this.decoded)
    return sliceStr(this.decoded, n - 1, n) === '\r'
  }

  override next(): Value | undefined {
    if (typeOf(this).heap) {
      this.telling = false
      const line = super.next()
      if (line === undefined) this.telling = this.seekable
      return line
    }
    this.telling = false
    const line = this.readLine(-1)
    if (lengthOf(line) > 0) return line
    this.snapshot = null
    this.telling = this.seekable
    return undefined
  }

  // Writing

  /** Takes text. */
  write(s: Str): void {
    this.check()
    this.writes ??= this.direct !== null ? this.direct.writes : callMethod(this.file, 'writable') === true
    if (!this.writes) throw unsupported('not writable')
    const hasEnd = typeof s === 'string' ? s.includes('\n') : s.cps.includes(10)
    const translate = hasEnd && this.newline !== null && this.newline !== '' && this.newline !== '\n'
    const text = translate ? strFromText(textOfStr(s).replaceAll('\n', this.newline!)) : s
    // What waits and does not fit with the new text goes first, so that long text is not copied. Writing it may bring more.
    for (;;) {
      const waiting = this.pendingText.length + this.pendingBytes
      if (waiting === 0 || waiting + lengthOf(text) <= this.chunkSize) break
      this.passOn()
    }
    if (this.pendingText === '' && this.pendingBytes === 0)
      unwritten.add((this.handle ??= new WeakRef<W_TextIOWrapper>(this)))
    if (typeof text === 'string' && this.isUtf8) this.pendingText += text
    else {
      this.settle()
      const bytes = this.needEncoder().encode(text)
      this.pending.push(bytes)
      this.pendingBytes += bytes.length
    }
    const flushes = this.lineBuffering && (hasEnd || (typeof s === 'string' ? s.includes('\r') : s.cps.includes(13)))
    if (this.writeThrough || flushes || this.pendingText.length + this.pendingBytes >= this.chunkSize) this.passOn()
    if (flushes) this.flushBuffer()
    if (this.snapshot !== null) {
      this.setDecoded('')
      this.snapshot = null
    }
    this.resetDecoder()
  }

  /** Has decoding begin anew. */
  private resetDecoder(): void {
    this.decoder = null
    if (this.newlines !== null) this.newlines.pendingCR = false
  }

  /** Encodes the text that waits. */
  private settle(): void {
    if (this.pendingText === '') return
    const bytes = utf8.encode(this.pendingText)
    this.pendingText = ''
    this.pending.push(bytes)
    this.pendingBytes += bytes.length
  }

  /** Gives what waits to the file of bytes. */
  private passOn(): void {
    this.settle()
    if (this.handle !== null) unwritten.delete(this.handle)
    if (this.pendingBytes === 0) return
    const bytes = joined(this.pending, this.pendingBytes)
    this.pending = []
    this.pendingBytes = 0
    if (this.direct !== null) this.direct.write(bytes)
    else callMethod(this.file, 'write', new W_Bytes(bytes))
  }

  private flushBuffer(): void {
    if (this.direct !== null) this.direct.flush()
    else callMethod(this.file, 'flush')
  }

  flush(): void {
    this.check()
    this.telling = this.seekable
    this.passOn()
    this.flushBuffer()
  }

  /** Lets go of the file of bytes. */
  detach(): Value {
    const { file } = this
    callMethod(this, 'flush')
    this.buffer = null
    this.direct = null
    return file
  }

  // Positions

  tell(): Cookie {
    if (!this.seekable) throw unsupported('underlying stream is not seekable')
    if (!this.telling) throw error('OSError', 'telling position disabled by next() call')
    this.passOn()
    callMethod(this, 'flush')
    const position = Number(index(callMethod(this.file, 'tell')))
    const { snapshot, decoder } = this
    const cookie: Cookie = { start: position, flags: 0, feed: 0, skip: 0, end: false }
    if (decoder === null || snapshot === null) return cookie
    cookie.start = position - snapshot.bytes.length
    const saved = decoder.getState()
    const savedCR = this.newlines?.pendingCR ?? false
    const { seen } = this.newlines ?? { seen: 0 }
    try {
      let wanted = this.used
      this.restore(snapshot.state, snapshot.pendingCR)
      // The last place before the character where the decoder keeps nothing back.
      let safe = { fed: 0, state: snapshot.state, cr: snapshot.pendingCR }
      let chars = 0
      let fed = 0
      while (chars < wanted && fed < snapshot.bytes.length) {
        chars += lengthOf(this.feedOne(snapshot.bytes.subarray(fed, ++fed), false))
        const state = decoder.getState()
        if (state.kept.length === 0 && chars <= wanted) {
          safe = { fed, state, cr: this.newlines?.pendingCR ?? false }
          cookie.skip = 0
          wanted -= chars
          chars = 0
        }
      }
      if (chars < wanted) {
        chars += lengthOf(this.feedOne(new Uint8Array(0), true))
        cookie.end = true
        if (chars < wanted) throw error('OSError', "can't reconstruct logical file position")
      }
      cookie.start += safe.fed
      cookie.flags = this.newlines === null ? safe.state.flag : safe.state.flag * 2 + (safe.cr ? 1 : 0)
      cookie.feed = wanted > 0 ? fed - safe.fed : 0
      cookie.skip = wanted
      return cookie
    } finally {
      this.restore(saved, savedCR)
      if (this.newlines !== null) this.newlines.seen = seen
    }
  }

  private feedOne(bytes: Uint8Array, final: boolean): Str {
    const text = this.decoder!.decode(bytes, final)
    return this.newlines === null ? text : this.newlines.feed(text, final)
  }

  private restore(state: DecoderState, pendingCR: boolean): void {
    this.decoder!.setState(state)
    if (this.newlines !== null) this.newlines.pendingCR = pendingCR
  }

  /** Goes to a place that `tell` gave. */
  seekTo(cookie: Cookie): void {
    callMethod(this, 'flush')
    callMethod(this.file, 'seek', cookie.start)
    this.setDecoded('')
    this.snapshot = null
    if (cookie.start === 0 && cookie.flags === 0) this.resetDecoder()
    if (this.decoder !== null || cookie.flags !== 0 || cookie.skip > 0) {
      this.needDecoder()
      const flag = this.newlines === null ? cookie.flags : Math.floor(cookie.flags / 2)
      const state = { kept: new Uint8Array(0), flag }
      const pendingCR = this.newlines !== null && cookie.flags % 2 === 1
      if (cookie.start > 0 || cookie.flags > 0) this.restore(state, pendingCR)
      this.snapshot = { state, pendingCR, bytes: new Uint8Array(0) }
      if (cookie.skip > 0) {
        const bytes = chunkOf(callMethod(this.file, 'read', cookie.feed), 'read')
        this.snapshot = { state, pendingCR, bytes }
        this.setDecoded(this.feedOne(bytes, cookie.end))
        if (lengthOf(this.decoded) < cookie.skip) throw error('OSError', "can't restore logical file position")
        this.used = cookie.skip
      }
    }
    if (this.encoder !== null || !this.isUtf8) {
      if (callMethod(this.file, 'writable') === true) this.needEncoder().reset(cookie.start !== 0)
    }
  }

  /** Goes to the end; its position. */
  seekEnd(): Value {
    callMethod(this, 'flush')
    this.setDecoded('')
    this.snapshot = null
    this.resetDecoder()
    const position = callMethod(this.file, 'seek', 0, 2)
    this.encoder?.reset(position !== 0)
    return position
  }

  /** The ends of lines that were met. */
  newlineNames(): Value {
    return this.newlines?.names() ?? null
  }
}

/** What `tell` starts from: a state that keeps no bytes, and those that it kept before the others. */
function snapshotOf(state: DecoderState, pendingCR: boolean, bytes: Uint8Array): Snapshot {
  const { kept, flag } = state
  if (kept.length === 0) return { state, pendingCR, bytes }
  return {
    state: { kept: new Uint8Array(0), flag },
    pendingCR,
    bytes: joined([kept, bytes], kept.length + bytes.length),
  }
}

/** The bytes that `read` gave. */
function chunkOf(w: Value, method: string): Uint8Array {
  if (w === null || typeof w !== 'object' || !('bytes' in w || 'data' in w)) {
    throw error(
      'TypeError',
      `underlying ${method}() should have returned a bytes-like object, not '${typeOf(w).fullName}'`,
    )
  }
  return bytesOf(w)
}
