// The bytes of a document as a string of UTF-8, one character a byte, so that places are counted in bytes as expat counts them.
//
// The encoding is told by the caller, by a mark at the beginning or by the declaration; other encodings than UTF-8 are
// turned into it as they come. `limit` is where the text is known to be characters that XML allows: a token that reaches it is
// either not complete, or runs into the wrong byte at `bad`.
import { XmlFault } from './errors.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Bytes as a string of one character each. */
export function binary(bytes: Uint8Array): string {
  let out = ''
  for (let i = 0; i < bytes.length; i += 8192) out += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return out
}

export const utf8 = (text: string): string => (isAscii(text) ? text : binary(encoder.encode(text)))

// oxlint-disable-next-line no-control-regex
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text)

/** A piece of the document as text. */
export function textOf(bytes: string): string {
  if (isAscii(bytes)) return bytes
  const out = new Uint8Array(bytes.length)
  for (let i = 0; i < bytes.length; i++) out[i] = bytes.charCodeAt(i)
  return decoder.decode(out)
}

/** Code points of the 256 bytes of an encoding, -1 for those that are none; undefined for one that is not known. */
export type FindEncoding = (name: string) => Int32Array | undefined

/** Characters that have to be those of ASCII in every encoding. */
const MEANT = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<>&;:\'"=?!/-._#%()*+,|[] \t\r\n'

type Kind = 'unknown' | 'utf-8' | 'utf-16' | 'table'

/** U+FEFF in UTF-8. */
const MARK = '\xef\xbb\xbf'

export class Input {
  text = ''
  pos = 0
  /** What stands before `pos` is forgotten in steps: the place of `text[0]` in all of it, its line and column. */
  offset = 0
  line = 1
  column = 0
  /** Bytes of the document before `text`. */
  private before = 0
  /** Where the document begins, behind a mark of the byte order. */
  private start = 0
  /** The text up to here is good, and where it is not: -1. */
  limit = 0
  bad = -1
  isFinal = false
  /** Bytes at the end are part of a character. */
  isCut = false
  /** A byte of UTF-16 has no other. */
  isOdd = false
  private kind: Kind = 'unknown'
  private pending: Uint8Array = new Uint8Array(0)
  private wide: InstanceType<typeof TextDecoder> | undefined
  private table: Int32Array | undefined
  private isTold: boolean
  private readonly find: FindEncoding

  constructor(encoding: string | null, find: FindEncoding) {
    this.find = find
    this.isTold = encoding !== null
    if (encoding !== null) this.use(encoding)
  }

  /** Says what the encoding is, whatever the document says. */
  tell(encoding: string): void {
    if (this.kind !== 'unknown') return
    this.isTold = true
    this.use(encoding)
  }

  /** Takes bytes in. */
  feed(bytes: Uint8Array, isFinal: boolean): void {
    let more = bytes
    if (this.pending.length > 0) {
      more = new Uint8Array(this.pending.length + bytes.length)
      more.set(this.pending)
      more.set(bytes, this.pending.length)
      this.pending = new Uint8Array(0)
    }
    this.isFinal = isFinal
    if (this.kind === 'unknown' && !this.detect(more, isFinal)) return
    if (this.offset === 0 && this.text === '' && this.kind === 'utf-8') {
      if (!isFinal && more.length > 0 && more.length < 3 && more[0] === 0xef && (more.length < 2 || more[1] === 0xbb)) {
        this.pending = more.slice()
        return
      }
    }
    const isFirst = this.offset === 0 && this.text === ''
    if (this.kind === 'utf-16' && more.length % 2 === 1) {
      this.pending = more.slice(-1)
      this.isOdd = isFinal
      more = more.subarray(0, -1)
    }
    this.text += this.converted(more)
    if (isFirst && this.text.startsWith(MARK)) this.pos = this.start = MARK.length
    this.check()
  }

  /** Whether a place is the first behind a mark of the byte order. */
  isBeginning(at: number): boolean {
    return this.offset + at === this.start
  }

  /** A place in bytes of the document. */
  byteOf(at: number): number {
    return this.before + this.bytesOf(0, at)
  }

  /** How many bytes of the document a part of the text is. */
  private bytesOf(from: number, to: number): number {
    if (!this.isConverted) return to - from
    let n = 0
    for (let i = from; i < to; i++) {
      const c = this.text.charCodeAt(i)
      if ((c & 0xc0) !== 0x80) n += this.kind === 'table' ? 1 : c >= 0xf0 ? 4 : 2
    }
    return n
  }

  /** Whether the document is in another encoding than UTF-8. */
  get isConverted(): boolean {
    return this.kind === 'utf-16' || this.kind === 'table'
  }

  /** Finds out by the first bytes what the encoding is; false where there are too few. */
  private detect(bytes: Uint8Array, isFinal: boolean): boolean {
    if (bytes.length < 2 && !isFinal) {
      this.pending = bytes.slice()
      return false
    }
    const [a, b] = bytes
    const order =
      a === 0xfe && b === 0xff ? 'be' : a === 0xff && b === 0xfe ? 'le' : a === 0 ? 'be' : b === 0 ? 'le' : ''
    if (order === '' || bytes.length < 2) this.kind = 'utf-8'
    else {
      this.kind = 'utf-16'
      this.wide = new TextDecoder(`utf-16${order}`, { ignoreBOM: true })
    }
    return true
  }

  private use(encoding: string): void {
    const name = encoding.toLowerCase()
    if (name === 'utf-8') this.kind = 'utf-8'
    else if (name === 'utf-16') this.kind = 'unknown'
    else if (name === 'utf-16le' || name === 'utf-16be') {
      this.kind = 'utf-16'
      this.wide = new TextDecoder(name)
    } else {
      const table = this.find(encoding)
      if (table === undefined || [...MEANT].some((c) => table[c.charCodeAt(0)] !== c.charCodeAt(0)))
        throw new XmlFault('UNKNOWN_ENCODING')
      this.kind = 'table'
      this.table = table
    }
  }

  /** What a declaration says. The text behind it is read anew. */
  declare(encoding: string): void {
    if (this.isTold) return
    const name = encoding.toLowerCase()
    if (this.kind === 'utf-16') {
      if (!name.startsWith('utf-16')) throw new XmlFault('INCORRECT_ENCODING')
      return
    }
    if (name === 'utf-8') return
    if (name.startsWith('utf-16')) throw new XmlFault('INCORRECT_ENCODING')
    this.use(encoding)
    const rest = this.text.slice(this.pos)
    const bytes = new Uint8Array(rest.length)
    for (let i = 0; i < rest.length; i++) bytes[i] = rest.charCodeAt(i)
    this.text = this.text.slice(0, this.pos) + this.converted(bytes)
    this.limit = this.pos
    this.bad = -1
    this.check()
  }

  private converted(bytes: Uint8Array): string {
    if (this.kind === 'utf-16')
      return utf8((this.wide as NonNullable<typeof this.wide>).decode(bytes, { stream: !this.isFinal }))
    if (this.kind === 'utf-8') return binary(bytes)
    let out = ''
    for (const b of bytes) {
      const c = (this.table as Int32Array)[b]
      // A byte that is no character stays one that is not good in UTF-8.
      out += c < 0 ? '\xff' : utf8(String.fromCodePoint(c))
    }
    return out
  }

  /** Moves `limit` on. */
  private check(): void {
    const { text } = this
    let i = this.limit
    this.isCut = false
    while (i < text.length) {
      const c = text.charCodeAt(i)
      const n = c < 0x80 ? (isAllowed(c) ? 1 : 0) : sequence(text, i)
      if (n === 0) {
        this.bad = i
        break
      }
      if (n < 0) {
        this.isCut = true
        break
      }
      i += n
    }
    this.limit = i
  }

  /** Forgets what stands before `pos`. */
  trim(): void {
    if (this.pos === 0) return
    const { line, column } = this.placeOf(this.pos)
    this.line = line
    this.column = column
    this.before += this.bytesOf(0, this.pos)
    this.offset += this.pos
    this.text = this.text.slice(this.pos)
    this.limit -= this.pos
    if (this.bad >= 0) this.bad -= this.pos
    this.pos = 0
  }

  /** Line, from 1, and column, in characters from 0, of a place. */
  placeOf(at: number): { line: number; column: number } {
    let { line, column } = this
    for (let i = 0; i < at; i++) {
      const c = this.text.charCodeAt(i)
      if (c === 10 || (c === 13 && this.text.charCodeAt(i + 1) !== 10)) {
        line++
        column = 0
      } else if (c !== 13 && (c & 0xc0) !== 0x80) column++
    }
    return { line, column }
  }
}

const isAllowed = (c: number): boolean => c >= 0x20 || c === 9 || c === 10 || c === 13

/** Length of the character of several bytes at `i`: 0 where it is none, -1 where the text ends in it. */
function sequence(text: string, i: number): number {
  const a = text.charCodeAt(i)
  const n = a >= 0xc2 && a <= 0xdf ? 2 : a >= 0xe0 && a <= 0xef ? 3 : a >= 0xf0 && a <= 0xf4 ? 4 : 0
  if (n === 0) return 0
  for (let k = 1; k < n; k++) {
    if (i + k >= text.length) return -1
    const b = text.charCodeAt(i + k)
    if ((b & 0xc0) !== 0x80) return 0
    if (
      k === 1 &&
      ((a === 0xe0 && b < 0xa0) || (a === 0xed && b > 0x9f) || (a === 0xf0 && b < 0x90) || (a === 0xf4 && b > 0x8f))
    )
      return 0
  }
  const isLast = a === 0xef && text.charCodeAt(i + 1) === 0xbf && text.charCodeAt(i + 2) >= 0xbe
  return isLast ? 0 : n
}
