// What JSON is read from: a text in which each character is one unit, and where the characters stand that strings do not hold as they are.
//
// Finding a quote or a backslash is a search of the host, many times faster than looking at every character; so a string is taken as
// what stands between two quotes as soon as it is known that no backslash and no control character stands there.
//
// Characters are looked at one by one in an array of bytes: a string of the host asks at each of them how it is kept. One byte suffices,
// since what JSON is spelled with is ASCII.
//
// What must stay true: a landmark is the first of its kind at or behind `low`, or behind the text; positions asked for do not go back, but
// in `serves`.
import { sliceStr, type Str } from '@typhon/objspace'

/** Stands for a character that is not one unit. */
const STAND_IN = 0xffff
const STAND_IN_TEXT = '\uffff'
/** Control characters but the end of a line, which is looked for apart: there is one behind each line. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\x00-\x09\x0b-\x1f]/g

/** Zeros behind the codes: a character or two is looked at ahead. */
const BEHIND = 4
/** Texts up to this length, with the zeros, have their codes in one place that is kept. */
const ROOM = 65536
/** The host takes longer to be called than these to be gone over. */
const FEW = 64

/** A text that is not looked through to its end is kept for the next value: `raw_decode` reads one behind the other. */
const SHORTEST_KEPT = 64

export class Source {
  readonly s: Str
  /** `s` with a stand-in for each character that is not one unit. */
  readonly text: string
  /** The characters of `text`, 255 for those beyond it, and zeros behind them. */
  readonly codes: Uint8ClampedArray
  /** Whether there are stand-ins. */
  readonly isWide: boolean
  private low = 0
  private backslash = -1
  private newline = -1
  private control = -1

  constructor(s: Str) {
    this.s = s
    this.isWide = typeof s !== 'string'
    this.text = typeof s !== 'string' ? imageOf(s.cps) : s
    this.codes = encoded(this.text)
  }

  /** Whether all characters from `begin` to `end`, which is in the text, stand for themselves in a string. */
  isPlain(begin: number, end: number): boolean {
    if (this.backslash < begin) this.backslash = this.next('\\', begin)
    if (this.backslash < end) return false
    if (this.newline < begin) this.newline = this.next('\n', begin)
    if (this.control < begin) {
      CONTROL.lastIndex = this.low = begin
      const found = CONTROL.exec(this.text)
      this.control = found === null ? Infinity : found.index
    }
    return this.newline >= end && this.control >= end
  }

  private next(c: string, from: number): number {
    this.low = from
    const at = this.text.indexOf(c, from)
    return at < 0 ? Infinity : at
  }

  /** The characters from `begin` to `end`. */
  slice(begin: number, end: number): Str {
    const piece = this.text.slice(begin, end)
    return this.isWide && piece.includes(STAND_IN_TEXT) ? sliceStr(this.s, begin, end) : piece
  }

  /** Whether it is that of a str, which is read from a position then. */
  serves(s: Str, at: number): boolean {
    if (this.s !== s) return false
    if (at < this.low) this.backslash = this.newline = this.control = -1
    return true
  }
}

/** The room, while nobody reads from it. */
let spare: Uint8ClampedArray | null = null
/** What the host writes characters to, before they are cut down to bytes. */
let units: Uint16Array | undefined
let bytesOfUnits: Buffer | undefined

function encoded(text: string): Uint8ClampedArray {
  const n = text.length
  let codes: Uint8ClampedArray
  if (n + BEHIND > ROOM) codes = new Uint8ClampedArray(n + BEHIND)
  else {
    codes = spare ?? new Uint8ClampedArray(ROOM)
    spare = null
  }
  if (n < FEW) for (let i = 0; i < n; i++) codes[i] = text.charCodeAt(i)
  else {
    units ??= new Uint16Array(ROOM)
    bytesOfUnits ??= Buffer.from(units.buffer)
    for (let from = 0; from < n; from += ROOM) {
      const piece = n > ROOM ? text.slice(from, from + ROOM) : text
      bytesOfUnits.write(piece, 'utf16le')
      codes.set(units.subarray(0, piece.length), from)
    }
  }
  for (let i = n; i < n + BEHIND; i++) codes[i] = 0
  return codes
}

/** Makes strings of units, which is faster than to pass them one by one. */
let decoder: InstanceType<typeof TextDecoder> | undefined

/** The text with stand-ins of a str that has characters of two units. */
function imageOf(cps: Uint32Array): string {
  const units = new Uint16Array(cps.length)
  for (let i = 0; i < cps.length; i++) {
    const c = cps[i]
    units[i] = c > 0xffff || c >>> 11 === 0x1b ? STAND_IN : c
  }
  decoder ??= new TextDecoder('utf-16le', { ignoreBOM: true })
  return decoder.decode(units)
}

let kept: Source | null = null

/** The source that reads a str from a position. */
export function sourceOf(s: Str, at: number): Source {
  const source = kept
  kept = null
  if (source !== null) {
    if (source.serves(s, at)) return source
    clear(source)
  }
  return new Source(s)
}

/** Nobody reads from the source any more. */
function clear(source: Source): void {
  if (source.codes.length === ROOM) spare = source.codes
}

/** What has been read up to a position: the source is kept where there is more to read behind it. */
export function leaveSource(source: Source, pos: number): void {
  if (kept !== null) clear(kept)
  kept = null
  if (source.text.length - pos >= SHORTEST_KEPT) kept = source
  else clear(source)
}
