// The bytes of a pickle as they are read: from memory, or from a file a piece at a time. CPython: Modules/_pickle.c
//
// A file gives just what is asked for, so that what follows the pickle stays in it; only frames are read as a whole.
import {
  call,
  call1,
  exportOf,
  contiguousBytes,
  type Value,
  W_Bytes,
  error,
  reprText,
  bytesOrUndefined,
} from '@typhon/objspace'
import { unpicklingError } from './registries.ts'

/** Methods of the file that a pickle is read from. */
export interface Source {
  readonly read: Value
  readonly readline: Value
  readonly readinto: Value | undefined
}

const truncated = (): unknown => unpicklingError('pickle data was truncated')
const EMPTY = new Uint8Array(0)

export class Input {
  bytes: Uint8Array
  view: DataView
  at = 0
  private readonly source: Source | null

  constructor(bytes: Uint8Array | null, source: Source | null) {
    this.bytes = bytes ?? EMPTY
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength)
    this.source = source
  }

  /** The place of the next n bytes in `bytes`, or -1 where there are fewer. */
  private find(n: number): number {
    const { at } = this
    if (at + n <= this.bytes.length) {
      this.at = at + n
      return at
    }
    if (this.source === null) return -1
    const kept = this.bytes.subarray(at)
    const more = this.fromFile(this.source, n - kept.length)
    if (kept.length + more.length < n) return -1
    this.fill(kept.length === 0 ? more : joined(kept, more))
    this.at = n
    return 0
  }

  private fromFile(source: Source, n: number): Uint8Array {
    const w = call1(source.read, n)
    const bytes = bytesOrUndefined(w)
    if (bytes === undefined) throw error('ValueError', `read() returned non-bytes object (${reprText(w)})`)
    return bytes
  }

  private fill(bytes: Uint8Array): void {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.at = 0
  }

  /** The place of the next n bytes. */
  take(n: number): number {
    const at = this.find(n)
    if (at < 0) throw truncated()
    return at
  }

  opcode(): number {
    const at = this.find(1)
    if (at < 0) throw error('EOFError', 'Ran out of input')
    return this.bytes[at]
  }

  byte(): number {
    const at = this.take(1)
    return this.bytes[at]
  }

  uint16(): number {
    const at = this.take(2)
    return this.view.getUint16(at, true)
  }

  int32(): number {
    const at = this.take(4)
    return this.view.getInt32(at, true)
  }

  uint32(): number {
    const at = this.take(4)
    return this.view.getUint32(at, true)
  }

  double(): number {
    const at = this.take(8)
    return this.view.getFloat64(at)
  }

  /** A length of eight bytes; `what` names it where it is beyond all memory. */
  length8(what: string): number {
    const at = this.take(8)
    const n = this.view.getBigUint64(at, true)
    if (n > 0x7fffffffffffffffn)
      throw error(
        'OverflowError',
        `${what} exceeds system's maximum ${what === 'FRAME length' ? 'of' : 'size of'} 9223372036854775807 bytes`,
      )
    return Number(n)
  }

  /** The next n bytes; they are only good until the next read. */
  span(n: number): Uint8Array {
    const at = this.take(n)
    return this.bytes.subarray(at, at + n)
  }

  /** Fills memory of its own with the next bytes. */
  into(target: Uint8Array, w_target: Value): void {
    const { source } = this
    const kept = Math.min(this.bytes.length - this.at, target.length)
    target.set(this.bytes.subarray(this.at, this.at + kept))
    this.at += kept
    if (kept === target.length) return
    if (source === null) throw truncated()
    if (source.readinto === undefined || kept > 0) {
      const more = this.fromFile(source, target.length - kept)
      if (more.length < target.length - kept) throw truncated()
      target.set(more, kept)
      return
    }
    const n = Number(call1(source.readinto, w_target) as number)
    if (n < 0) throw error('ValueError', 'readinto() returned negative size')
    if (n < target.length) throw truncated()
  }

  /** The next line without its end, as text whose characters are bytes. */
  line(): string {
    let end = this.bytes.indexOf(10, this.at)
    if (end < 0) {
      if (this.source === null) throw truncated()
      const kept = this.bytes.subarray(this.at)
      const w = call(this.source.readline, [], null)
      const more = bytesOrUndefined(w)
      if (more === undefined) throw error('ValueError', `readline() returned non-bytes object (${reprText(w)})`)
      this.fill(kept.length === 0 ? more : joined(kept, more))
      end = this.bytes.indexOf(10)
      if (end < 0) throw truncated()
    }
    let text = ''
    for (let i = this.at; i < end; i++) text += String.fromCharCode(this.bytes[i])
    this.at = end + 1
    return text
  }

  /** A frame: its bytes are read at once. */
  frame(n: number): void {
    const at = this.take(n)
    this.at = at
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length + b.length)
  out.set(a)
  out.set(b, a.length)
  return out
}

/** The bytes of an object that a pickle is in. */
export function bytesOfData(w: Value): Uint8Array | undefined {
  if (w instanceof W_Bytes) return w.bytes
  const exported = exportOf(w)
  if (exported === undefined) return undefined
  const bytes = contiguousBytes(exported).slice()
  exported.release()
  return bytes
}
