// W_Bytes: the host object of bytes. Its type's definition is in bytes.ts.
//
// A typed array of the host takes two hundred bytes and more before it holds one, so short bytes (opcodes, packed numbers, slices of
// a few) are kept as a raw string with a character for each byte, and get an array when somebody asks for `bytes`.
//
// What must stay true: `text` and the array, where both are there, say the same; nothing writes to the array once it is given to
// the constructor.
import { flat } from '../../lib/flat.ts'
import { reserveBuffer } from '../../space/room.ts'
import { shapes } from '../../space/shapes.ts'
import { W_Object } from '../../space/value.ts'

/** Up to so many bytes are kept as text. */
export const SHORT = 32

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_Bytes extends W_Object {}

// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_Bytes {
  declare private array: Uint8Array | null
  /** A character for each byte, null where that was not asked for. */
  declare text: string | null

  constructor(bytes: Uint8Array | null, shape = shapes.bytes, text: string | null = null) {
    this.shape = shape
    this.array = bytes
    this.text = text
  }

  get bytes(): Uint8Array {
    return this.array ?? this.spelt()
  }

  private spelt(): Uint8Array {
    const text = this.text as string
    const { length } = text
    const array = new Uint8Array(length)
    for (let i = 0; i < length; i++) array[i] = text.charCodeAt(i)
    if (length > SHORT) this.text = null
    return (this.array = array)
  }

  get length(): number {
    const { text } = this
    return text === null ? (this.array as Uint8Array).length : text.length
  }

  /** The byte at `i`, which is in range. */
  at(i: number): number {
    const { text } = this
    return text === null ? (this.array as Uint8Array)[i] : text.charCodeAt(i)
  }

  /** There is one of no byte, and one of each byte. */
  sameAs(other: W_Object): boolean {
    const { length } = this
    if (length > 1 || (other as W_Bytes).length !== length || this.shape !== shapes.bytes) return false
    return length === 0 || this.at(0) === (other as W_Bytes).at(0)
  }

  /** The bytes between two bounds as the host's slices take them. */
  slice(start: number, stop: number): W_Bytes {
    const { length } = this
    const from = start < 0 ? Math.max(0, start + length) : Math.min(start, length)
    const to = stop < 0 ? Math.max(0, stop + length) : Math.min(stop, length)
    const count = to > from ? to - from : 0
    if (count === length) return this
    if (count > SHORT) {
      reserveBuffer(count)
      return new W_Bytes(this.bytes.slice(from, to))
    }
    if (count === 1) return singleByte(this.at(from))
    const text = this.shortText()
    return spelledBytes(
      text === null ? spelling(this.array as Uint8Array, from, count) : text.slice(from, from + count),
    )
  }

  /** These bytes and others behind them. */
  plus(other: W_Bytes): W_Bytes {
    const n = this.length
    const length = n + other.length
    if (length <= SHORT) return spelledBytes(flat((this.shortText() as string) + (other.shortText() as string)))
    reserveBuffer(length)
    const out = new Uint8Array(length)
    this.copyTo(out, 0)
    other.copyTo(out, n)
    return new W_Bytes(out)
  }

  private copyTo(out: Uint8Array, at: number): void {
    const { text, array } = this
    if (array !== null) out.set(array, at)
    else for (let i = 0; i < (text as string).length; i++) out[at + i] = (text as string).charCodeAt(i)
  }

  /** The bytes as text where they are short or text anyway, else null. */
  shortText(): string | null {
    const { text, array } = this
    if (text !== null || (array as Uint8Array).length > SHORT) return text
    return (this.text = spelling(array as Uint8Array, 0, (array as Uint8Array).length))
  }
}

// As with W_Float: short enough to be put in the place of every call.
Object.setPrototypeOf(W_Bytes.prototype, W_Object.prototype)
Object.setPrototypeOf(W_Bytes, W_Object)

/** A few bytes of an array as text. */
export function spelling(bytes: Uint8Array, from: number, count: number): string {
  let text = ''
  let i = from
  const end = from + count
  // What is put together of two long ones is a node to V8, whose parts have to be copied by whoever looks at a character.
  for (; i + 16 <= end; i += 16) text += sixteen(bytes, i)
  if (i + 8 <= end) {
    text += eight(bytes, i)
    i += 8
  }
  for (; i + 4 <= end; i += 4) text += String.fromCharCode(bytes[i], bytes[i + 1], bytes[i + 2], bytes[i + 3])
  for (; i < end; i++) text += String.fromCharCode(bytes[i])
  return text
}

const eight = (b: Uint8Array, i: number): string =>
  String.fromCharCode(b[i], b[i + 1], b[i + 2], b[i + 3], b[i + 4], b[i + 5], b[i + 6], b[i + 7])

const sixteen = (b: Uint8Array, i: number): string =>
  String.fromCharCode(
    b[i],
    b[i + 1],
    b[i + 2],
    b[i + 3],
    b[i + 4],
    b[i + 5],
    b[i + 6],
    b[i + 7],
    b[i + 8],
    b[i + 9],
    b[i + 10],
    b[i + 11],
    b[i + 12],
    b[i + 13],
    b[i + 14],
    b[i + 15],
  )

const singles: (W_Bytes | undefined)[] = new Array<undefined>(256).fill(undefined)

/** One byte, of which there is one object for each. */
export function singleByte(b: number): W_Bytes {
  return (singles[b] ??= spelledBytes(String.fromCharCode(b)))
}

/** Bytes as they are spelt: a character for each, none above U+00FF. */
export const spelledBytes = (text: string): W_Bytes => new W_Bytes(null, shapes.bytes, text)
