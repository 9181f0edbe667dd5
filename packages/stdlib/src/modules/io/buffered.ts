// W_Buffered: the buffers of BufferedReader, BufferedWriter and BufferedRandom over a raw file. CPython: Modules/_io/bufferedio.c
//
// `ahead` holds bytes read and not yet given out, in [at, end); `pending` holds bytes written and not yet passed on, the first
// `kept` of them. Never both: reading flushes first, writing gives the bytes ahead back by seeking. The raw file's position is
// therefore behind that of the reader by end - at, and before that of the writer by kept.
//
// A FileIO that no Python class has overridden is used without a call; any other raw file by its methods.
import {
  call0,
  callMethod,
  error,
  exceptionTypes,
  findAttr,
  index,
  type Int,
  isError,
  newException,
  typeOf,
  type Value,
  W_BaseException,
  W_ByteArray,
  W_Bytes,
  addInts,
  type Ending,
} from '@typhon/objspace'
import { isClosed, joined, unsupported, W_IOBase, warnOfUnclosed } from './base.ts'
import * as fileIO from './file-io.ts'
import { fileIOType, W_FileIO } from './file-io.ts'
import { getattr, strFromText } from '@typhon/objspace'

export const DEFAULT_BUFFER_SIZE = 8192

/** A position in a file: an int of 64 bits. CPython: PyNumber_AsOff_t */
export function offsetOf(w: Value): Int {
  const n = index(w)
  if (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n)
    throw error('ValueError', `cannot fit '${typeOf(w).name}' into an offset-sized integer`)
  return n
}
const EMPTY = new Uint8Array(0)

/** Files that keep bytes back. They are written when the interpreter ends, as nothing else keeps a dropped file alive. */
const unwritten = new Set<WeakRef<W_Buffered>>()

/** Writes what all files keep back; failures are nobody's. */
export function flushAll(): void {
  for (const handle of unwritten) {
    try {
      const file = handle.deref()
      if (file !== undefined && file.raw !== null && !file.closed) file.flush()
    } catch {
      unwritten.delete(handle)
    }
  }
}

export class W_Buffered extends W_IOBase implements Ending {
  /** How it stands among those that keep something back. */
  private handle: WeakRef<W_Buffered> | null = null
  /** undefined before `__init__`, null when detached. */
  raw: Value | undefined = undefined
  /** The raw file where it can be used directly. */
  private direct: W_FileIO | null = null
  reads = false
  writes = false
  size = DEFAULT_BUFFER_SIZE
  private ahead: Uint8Array = EMPTY
  private at = 0
  private end = 0
  private pending: Uint8Array = EMPTY
  private kept = 0

  /** Sets the file up over a raw one. */
  begin(raw: Value, size: number, reads: boolean, writes: boolean): void {
    this.raw = undefined
    this.direct = null
    if (size <= 0) throw error('ValueError', 'buffer size must be strictly positive')
    this.raw = raw
    this.direct = raw instanceof W_FileIO && typeOf(raw) === fileIOType ? raw : null
    this.size = size
    this.reads = reads
    this.writes = writes
    this.at = this.end = this.kept = 0
    this.ahead = this.pending = EMPTY
  }

  /** The raw file, which must be there. */
  get file(): Value {
    if (this.raw === undefined) throw error('ValueError', 'I/O operation on uninitialized object')
    if (this.raw === null) throw error('ValueError', 'raw stream has been detached')
    return this.raw
  }

  get closed(): boolean {
    return this.direct !== null ? this.direct.fd < 0 : isClosed(this.file)
  }

  check(action: string): void {
    void this.file
    if (this.closed) throw error('ValueError', `${action} closed file`)
  }

  /** Reads once, past the buffer, which is empty. `name`: see system/turns.ts; nothing that was read may be lost then when this throws. */
  private rawRead(into: Uint8Array, name: string | null = null): number | null {
    if (this.direct !== null) {
      const n = fileIO.readInto(this.direct, into, name)
      this.at = this.end = 0
      return n
    }
    const buffer = new W_ByteArray(new Uint8Array(into.length))
    const w = callMethod(this.file, 'readinto', buffer)
    if (w === null) return null
    const n = lengthRead(w)
    if (n < 0 || n > into.length)
      throw error(
        'OSError',
        `raw readinto() returned invalid length ${n} (should have been between 0 and ${into.length})`,
      )
    into.set(buffer.data.subarray(0, n))
    this.at = this.end = 0
    return n
  }

  private rawWrite(from: Uint8Array): number | null {
    if (this.direct !== null) return fileIO.writeFrom(this.direct, from)
    const w = callMethod(this.file, 'write', new W_Bytes(from.slice()))
    if (w === null) return null
    const n = Number(index(w))
    if (n < 0 || n > from.length)
      throw error('OSError', `raw write() returned invalid length ${n} (should have been between 0 and ${from.length})`)
    return n
  }

  private rawSeek(offset: Int, whence: number): Int {
    if (this.direct !== null) return fileIO.seek(this.direct, Number(offset), whence)
    const n = offsetOf(callMethod(this.file, 'seek', offset, whence))
    if (n < 0) throw error('OSError', `Raw stream returned invalid position ${n}`)
    return n
  }

  private rawTell(): Int {
    if (this.direct !== null) return fileIO.seek(this.direct, 0, 1)
    const n = offsetOf(callMethod(this.file, 'tell'))
    if (n < 0) throw error('OSError', `Raw stream returned invalid position ${n}`)
    return n
  }

  /** Whether the raw file has positions. */
  seekable(): boolean {
    return this.direct !== null ? fileIO.isSeekable(this.direct) : callMethod(this.file, 'seekable') === true
  }

  // Reading

  /** Bytes read and not yet given out. */
  private get left(): number {
    return this.end - this.at
  }

  private startReading(): void {
    if (!this.reads) throw unsupported('read')
    if (this.kept > 0) this.flush()
  }

  /** Reads once into the empty buffer: how many bytes, 0 at the end, null where nothing is there yet. */
  private fill(name: string | null = null): number | null {
    if (this.ahead.length < this.size) this.ahead = new Uint8Array(this.size)
    const n = this.rawRead(this.ahead, name)
    this.at = 0
    this.end = n ?? 0
    return n
  }

  private take(n: number): Uint8Array {
    const out = this.ahead.slice(this.at, Math.min(this.at + n, this.end))
    this.at += out.length
    return out
  }

  /** Puts bytes that were taken before the others again, as reading on failed. */
  private restore(parts: readonly Uint8Array[]): void {
    const all = [...parts, this.take(this.left)]
    this.end = all.reduce((n, part) => n + part.length, 0)
    this.at = 0
    this.ahead = joined(all, this.end)
  }

  /** Everything to the end; null where nothing is there yet. `name`: see `rawRead`. */
  readAll(name: string | null = null): Uint8Array | null {
    this.startReading()
    const first = this.take(this.left)
    let rest: Uint8Array | null
    if (this.direct !== null) rest = fileIO.readAll(this.direct, name, (part) => this.restore([first, part]))
    else {
      const readall = findAttr(this.file, 'readall')
      if (readall === undefined) rest = this.readAllPieces()
      else {
        const w = call0(readall)
        if (w !== null && !(w instanceof W_Bytes)) throw error('TypeError', 'readall() should return bytes')
        rest = w === null ? null : w.bytes
      }
    }
    this.at = this.end = 0
    if (rest === null) return first.length === 0 ? null : first
    return first.length === 0 ? rest : joined([first, rest], first.length + rest.length)
  }

  /** What a raw file without `readall` gives until its end. */
  private readAllPieces(): Uint8Array | null {
    const parts: Uint8Array[] = []
    let total = 0
    for (;;) {
      const w = callMethod(this.file, 'read')
      if (w !== null && !(w instanceof W_Bytes)) throw error('TypeError', 'read() should return bytes')
      if (w === null && total === 0) return null
      if (w === null || w.bytes.length === 0) return joined(parts, total)
      parts.push(w.bytes)
      total += w.bytes.length
    }
  }

  /** `n` bytes, fewer at the end; null where nothing is there yet. `name`: see `rawRead`. */
  read(n: number, name: string | null = null): Uint8Array | null {
    this.startReading()
    if (n <= this.left) return this.take(n)
    const parts = [this.take(this.left)]
    let total = parts[0].length
    try {
      while (total < n) {
        let part: Uint8Array
        let got: number | null
        if (n - total >= this.size) {
          part = new Uint8Array(n - total)
          got = this.rawRead(part, name)
          if (got !== null && got < part.length) part = part.subarray(0, got)
        } else {
          got = this.fill(name)
          part = got === null ? EMPTY : this.take(n - total)
        }
        if (got === null && total === 0) return null
        if (got === null || got === 0) break
        parts.push(part)
        total += part.length
      }
    } catch (e) {
      this.restore(parts)
      throw e
    }
    return joined(parts, total)
  }

  /** At most `n` bytes by one call of the raw file; of the buffer where it has some. */
  read1(n: number, name: string | null = null): Uint8Array {
    this.startReading()
    const want = n < 0 ? this.size : n
    if (want === 0) return EMPTY
    if (this.left > 0) return this.take(Math.min(want, this.left))
    const part = new Uint8Array(want)
    const got = this.rawRead(part, name)
    return got === want ? part : part.slice(0, got ?? 0)
  }

  /** Fills `into`, by one call of the raw file at most where `once`; the number of bytes, null where nothing is there yet. */
  readInto(into: Uint8Array, once: boolean): number | null {
    this.startReading()
    let total = Math.min(this.left, into.length)
    into.set(this.ahead.subarray(this.at, this.at + total))
    this.at += total
    while (total < into.length) {
      const rest = into.subarray(total)
      let got: number | null
      if (rest.length > this.size) got = this.rawRead(rest)
      else if (once && total > 0) break
      else {
        got = this.fill()
        if (got !== null) {
          got = Math.min(got, rest.length)
          rest.set(this.take(got))
        }
      }
      if (got === null) return total === 0 ? null : total
      if (got === 0) break
      total += got
      if (once) break
    }
    return total
  }

  /** What is ahead, read by one call where there is nothing. */
  peek(): Uint8Array {
    this.startReading()
    if (this.left === 0) this.fill()
    return this.ahead.slice(this.at, this.end)
  }

  /** A line with its end, at most `limit` bytes. `name`: see `rawRead`. */
  readLine(limit: number, name: string | null = null): Uint8Array {
    this.startReading()
    const parts: Uint8Array[] = []
    let total = 0
    try {
      while (limit < 0 || total < limit) {
        if (this.left === 0) {
          const got = this.fill(name)
          if (got === null || got === 0) break
        }
        const i = this.ahead.indexOf(10, this.at)
        let n = i >= 0 && i < this.end ? i + 1 - this.at : this.left
        if (limit >= 0) n = Math.min(n, limit - total)
        const part = this.take(n)
        parts.push(part)
        total += n
        if (part[n - 1] === 10) break
      }
    } catch (e) {
      this.restore(parts)
      throw e
    }
    return joined(parts, total)
  }

  override next(): Value | undefined {
    if (typeOf(this).heap) return super.next()
    this.check('readline of')
    const line = this.readLine(-1)
    return line.length === 0 ? undefined : new W_Bytes(line)
  }

  // Writing

  /** Takes bytes; all of them, or BlockingIOError tells how many. */
  write(bytes: Uint8Array): number {
    this.check('write to')
    if (!this.writes) throw unsupported('write')
    if (this.left > 0) this.giveBack()
    if (this.kept + bytes.length > this.size) {
      this.flushPending()
      if (bytes.length > this.size) return this.writeThrough(bytes)
    }
    if (this.kept === 0) unwritten.add((this.handle ??= new WeakRef<W_Buffered>(this)))
    if (this.pending.length < this.size) {
      const room = new Uint8Array(this.size)
      room.set(this.pending.subarray(0, this.kept))
      this.pending = room
    }
    this.pending.set(bytes, this.kept)
    this.kept += bytes.length
    return bytes.length
  }

  private writeThrough(bytes: Uint8Array): number {
    let done = 0
    while (done < bytes.length) {
      const n = this.rawWrite(bytes.subarray(done))
      if (n === null) {
        const rest = Math.min(bytes.length - done, this.size)
        this.pending = new Uint8Array(this.size)
        this.pending.set(bytes.subarray(done, done + rest))
        this.kept = rest
        unwritten.add((this.handle ??= new WeakRef<W_Buffered>(this)))
        if (done + rest < bytes.length) throw blocked(done + rest)
        return bytes.length
      }
      done += n
    }
    return done
  }

  private flushPending(): void {
    let done = 0
    try {
      while (done < this.kept) {
        const n = this.rawWrite(this.pending.subarray(done, this.kept))
        if (n === null) throw blocked(0)
        done += n
      }
    } finally {
      this.pending.copyWithin(0, done, this.kept)
      this.kept -= done
      if (this.kept === 0 && this.handle !== null) unwritten.delete(this.handle)
    }
  }

  /** Passes on what is kept back, and gives back what was read ahead. */
  flush(): void {
    this.check('flush of')
    if (this.kept > 0) this.flushPending()
    if (this.writes) this.giveBack()
  }

  private giveBack(): void {
    const back = this.left
    this.at = this.end = 0
    if (back > 0) this.rawSeek(-back, 1)
  }

  // Positions

  tell(): Int {
    // A device that cannot be sought tells 0 all the time.
    const n = addInts(this.rawTell(), this.kept - this.left)
    return n < 0 ? 0 : n
  }

  seek(offset: Int, whence: number): Int {
    this.check('seek of')
    if (whence === 0 || whence === 1) {
      // Within what is ahead, no call is needed but one.
      if (this.left > 0 || this.at > 0) {
        const raw = this.rawTell()
        const wanted = whence === 0 ? offset : addInts(raw, addInts(offset, -this.left))
        const from = addInts(raw, -this.end)
        if (wanted >= from && wanted <= raw) {
          this.at = Number(addInts(wanted, -from))
          return wanted < 0 ? 0 : wanted
        }
      }
    }
    if (this.kept > 0) this.flushPending()
    const relative = whence === 1 ? addInts(offset, -this.left) : offset
    const n = this.rawSeek(relative, whence)
    this.at = this.end = 0
    return n
  }

  /** Lets go of the raw file. */
  detach(): Value {
    const { file } = this
    this.flush()
    this.raw = null
    this.direct = null
    return file
  }

  get layer(): number {
    return 1
  }

  get isOver(): boolean {
    return this.direct !== null ? this.direct.fd < 0 : this.raw === null
  }

  close(): void {
    const { file } = this
    if (this.closed) return
    if (this.finalizing) warnOfUnclosed(file, this)
    let failure: unknown
    let failed = false
    try {
      callMethod(this, 'flush')
    } catch (e) {
      failure = e
      failed = true
    }
    if (this.handle !== null) unwritten.delete(this.handle)
    this.kept = 0
    try {
      call0(getattr(file, 'close'))
    } catch (e) {
      if (failed && isError(e, 'BaseException') && isError(failure, 'BaseException')) e.context = failure
      throw e
    }
    if (failed) throw failure
  }
}

function blocked(written: number): Value {
  return newException(exceptionTypes.BlockingIOError, [
    11,
    strFromText('write could not complete without blocking'),
    written,
  ])
}

/** What a raw file's readinto() gave, as a number. */
function lengthRead(w: Value): number {
  try {
    return Number(index(w))
  } catch (e) {
    if (!(e instanceof W_BaseException)) throw e
    const failure = error('OSError', 'raw readinto() failed') as W_BaseException
    failure.cause = failure.context = e
    throw failure
  }
}
