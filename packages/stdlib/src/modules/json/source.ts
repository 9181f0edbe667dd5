// What JSON is read from: a text in which each character is one unit, and where the characters stand that strings do not hold as they are.
//
// Finding a quote or a backslash is a search of the host, many times faster than looking at every character; so a string is taken as
// what stands between two quotes as soon as it is known that no backslash and no control character stands there.
//
// What must stay true: a landmark is the first of its kind at or behind `low`, or behind the text; positions asked for do not go back.
import { direct, sliceStr, type Str } from '@typhon/objspace'

/** Stands for a character that is not one unit. */
const STAND_IN = 0xffff
const STAND_IN_TEXT = '\uffff'
/** Control characters but the end of a line, which is looked for apart: there is one behind each line. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\x00-\x09\x0b-\x1f]/g

/** Of longer texts it pays to find the run of characters first. */
const LONG = 200

/** A text that is not looked through to its end is kept for the next value: `raw_decode` reads one behind the other. */
const SHORTEST_KEPT = 64

export class Source {
  readonly s: Str
  /** `s` with a stand-in for each character that is not one unit. */
  readonly text: string
  /** Whether there are stand-ins. */
  readonly isWide: boolean
  private low = 0
  private backslash = -1
  private newline = -1
  private control = -1

  constructor(s: Str) {
    this.s = s
    this.isWide = typeof s !== 'string'
    this.text = typeof s !== 'string' ? imageOf(s.cps) : s.length > LONG ? direct(s) : s
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

  /** Whether it can be read on at a position. */
  serves(s: Str, at: number): boolean {
    return at >= this.low && this.s === s
  }
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
  return source !== null && source.serves(s, at) ? source : new Source(s)
}

/** Keeps a source where there is more to read behind a position. */
export function keepSource(source: Source, pos: number): void {
  if (source.text.length - pos >= SHORTEST_KEPT) kept = source
}
