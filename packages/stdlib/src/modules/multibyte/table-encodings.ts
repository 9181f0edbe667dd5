// The encodings without a state: a table says it all, but for what Korean and Chinese standards compute. ref: KS X 1001 annex 3,
// GB 18030
import type { ByteBuilder } from '@typhon/objspace'
import type { PointBuilder } from '../codecs/points.ts'
import { type Encoding, ILLEGAL, MORE, type State } from './encoding.ts'
import { fourByteRuns, type Table, tableOf } from './tables.ts'

const THREE = 0x8f

/** Writes a number's bytes, the highest first. */
export function putCode(out: ByteBuilder, code: number): void {
  if (code > 0xffff) out.push(code >> 16)
  if (code > 0xff) out.push((code >> 8) & 255)
  out.push(code & 255)
}

/** The sequence for two characters: its code, or MORE where the second may be still to come, or ILLEGAL. */
export function pairAt(pairs: Table['pairCodes'], points: Uint32Array, i: number, isLast: boolean): number {
  const seconds = pairs.get(points[i])
  if (seconds === undefined) return ILLEGAL
  if (i + 1 === points.length) return isLast ? ILLEGAL : MORE
  return seconds.get(points[i + 1]) ?? ILLEGAL
}

/** What JIS X 0213 got in 2004; an encoding of the edition of 2000 takes both bytes for wrong. */
const LATER: Readonly<Record<string, readonly number[]>> = {
  euc_jisx0213: [0xaea1, 0xaffe, 0xcfd4, 0xcffe, 0xf4a7, 0xfefa, 0xfefb, 0xfefc, 0xfefd, 0xfefe],
  shift_jisx0213: [0x879f, 0x889e, 0x9873, 0x989e, 0xeaa5, 0xeff8, 0xeff9, 0xeffa, 0xeffb, 0xeffc],
}

export class TableEncoding implements Encoding {
  readonly name: string
  protected readonly table: Table

  constructor(name: string) {
    this.name = name
    this.table = tableOf(name)
  }

  decode(bytes: Uint8Array, i: number, out: PointBuilder, _state: State): number {
    const { table } = this
    const b = bytes[i]
    const single = table.single[b]
    if (single >= 0) {
      out.push(single)
      return 1
    }
    if (table.isIllegal[b] === 1) return ILLEGAL
    if (i + 1 >= bytes.length) return MORE
    if (b === THREE && table.three !== undefined) {
      if (i + 2 >= bytes.length) return MORE
      const c = table.three[(bytes[i + 1] << 8) | bytes[i + 2]]
      if (c === 0) return ILLEGAL
      out.push(c)
      return 3
    }
    const code = (b << 8) | bytes[i + 1]
    const c = table.two[code]
    if (c > 0) {
      out.push(c)
      return 2
    }
    const pair = table.pairs.get(code)
    if (pair === undefined) return LATER[this.name]?.includes(code) === true ? -2 : ILLEGAL
    out.push(pair[0])
    out.push(pair[1])
    return 2
  }

  encode(points: Uint32Array, i: number, out: ByteBuilder, _state: State, isLast: boolean): number {
    const { table } = this
    if (table.pairs.size > 0) {
      const code = pairAt(table.pairCodes, points, i, isLast)
      if (code === MORE) return MORE
      if (code > 0) {
        putCode(out, code)
        return 2
      }
    }
    const code = table.codeOf(points[i])
    if (code === undefined) return ILLEGAL
    putCode(out, code)
    return 1
  }
}

const HANGUL = 0xac00
const LAST_HANGUL = 0xd7a3
const VOWELS = 21
const TAILS = 28
const JAMO = 0xa4
const FILLER = 0xd4
/** The second byte of the letter KIYEOK; the others follow in the order of Unicode's compatibility letters. */
const FIRST_LETTER = 0xa1
const FIRST_VOWEL = 0xbf
const COMPATIBILITY = 0x3131
const LEAD_LETTERS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
const TAIL_LETTERS = 'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ'

const letterByte = (letters: string, i: number): number => letters.charCodeAt(i) - COMPATIBILITY + FIRST_LETTER
const letterIndex = (letters: string, b: number): number =>
  letters.indexOf(String.fromCharCode(b - FIRST_LETTER + COMPATIBILITY))

/** EUC-KR, where syllables that have no code are spelled out in eight bytes. */
export class EucKr extends TableEncoding {
  override decode(bytes: Uint8Array, i: number, out: PointBuilder, state: State): number {
    if (bytes[i] !== JAMO || bytes[i + 1] !== FILLER) return super.decode(bytes, i, out, state)
    if (i + 8 > bytes.length) return MORE
    if (bytes[i + 2] !== JAMO || bytes[i + 4] !== JAMO || bytes[i + 6] !== JAMO) return ILLEGAL
    const lead = letterIndex(LEAD_LETTERS, bytes[i + 3])
    const vowel = bytes[i + 5] - FIRST_VOWEL
    const tail = bytes[i + 7] === FILLER ? 0 : letterIndex(TAIL_LETTERS, bytes[i + 7]) + 1
    if (lead < 0 || vowel < 0 || vowel >= VOWELS || (tail === 0 && bytes[i + 7] !== FILLER)) return ILLEGAL
    out.push(HANGUL + (lead * VOWELS + vowel) * TAILS + tail)
    return 8
  }

  override encode(points: Uint32Array, i: number, out: ByteBuilder, state: State, isLast: boolean): number {
    const n = super.encode(points, i, out, state, isLast)
    const c = points[i]
    if (n !== ILLEGAL || c < HANGUL || c > LAST_HANGUL) return n
    const syllable = c - HANGUL
    const tail = syllable % TAILS
    const vowel = Math.floor(syllable / TAILS) % VOWELS
    const lead = Math.floor(syllable / TAILS / VOWELS)
    for (const b of [
      FILLER,
      letterByte(LEAD_LETTERS, lead),
      FIRST_VOWEL + vowel,
      tail === 0 ? FILLER : letterByte(TAIL_LETTERS, tail - 1),
    ]) {
      out.push(JAMO)
      out.push(b)
    }
    return 1
  }
}

const SUPPLEMENTARY = 0x10000
/** The number of the first four bytes beyond the first plane, 90308130. */
const FIRST_SUPPLEMENTARY = 15 * 12600
const isDigit = (b: number): boolean => b >= 0x30 && b <= 0x39

/** GB 18030: what is not in GBK has four bytes, counted. */
export class Gb18030 extends TableEncoding {
  private readonly runs = fourByteRuns()

  override decode(bytes: Uint8Array, i: number, out: PointBuilder, state: State): number {
    if (bytes[i] < 0x80 || i + 1 >= bytes.length || !isDigit(bytes[i + 1])) return super.decode(bytes, i, out, state)
    if (i + 3 >= bytes.length) return MORE
    const [a, b, c, d] = [bytes[i] - 0x81, bytes[i + 1] - 0x30, bytes[i + 2] - 0x81, bytes[i + 3] - 0x30]
    if (a < 0 || c < 0 || c > 125 || d < 0 || d > 9) return ILLEGAL
    const number = ((a * 10 + b) * 126 + c) * 10 + d
    if (number >= FIRST_SUPPLEMENTARY) {
      const point = SUPPLEMENTARY + number - FIRST_SUPPLEMENTARY
      if (point > 0x10ffff) return ILLEGAL
      out.push(point)
      return 4
    }
    for (const [first, point, length] of this.runs)
      if (number >= first && number < first + length) {
        out.push(point + number - first)
        return 4
      }
    return ILLEGAL
  }

  override encode(points: Uint32Array, i: number, out: ByteBuilder, state: State, isLast: boolean): number {
    const n = super.encode(points, i, out, state, isLast)
    if (n !== ILLEGAL) return n
    const c = points[i]
    let number = -1
    if (c >= SUPPLEMENTARY) number = FIRST_SUPPLEMENTARY + c - SUPPLEMENTARY
    else
      for (const [first, point, length] of this.runs) if (c >= point && c < point + length) number = first + c - point
    if (number < 0) return ILLEGAL
    out.push(0x81 + Math.floor(number / 12600))
    out.push(0x30 + (Math.floor(number / 1260) % 10))
    out.push(0x81 + (Math.floor(number / 10) % 126))
    out.push(0x30 + (number % 10))
    return 1
  }
}

const TILDE = 0x7e
const OPEN = 0x7b
const CLOSE = 0x7d

/** HZ: GB 2312 in seven bits between `~{` and `~}`. ref: RFC 1843 */
export class Hz implements Encoding {
  readonly name = 'hz'
  private readonly table = tableOf('gb2312')

  finish(out: ByteBuilder, state: State): void {
    if (state[0] === 0) return
    out.push(TILDE)
    out.push(CLOSE)
    state[0] = 0
  }

  resetDecoding(state: State): void {
    state[0] = 0
  }

  decode(bytes: Uint8Array, i: number, out: PointBuilder, state: State): number {
    const b = bytes[i]
    if (b === TILDE) {
      if (i + 1 >= bytes.length) return MORE
      const next = bytes[i + 1]
      if (next === TILDE && state[0] === 0) out.push(TILDE)
      else if (next === OPEN && state[0] === 0) state[0] = 1
      else if (next === CLOSE && state[0] === 1) state[0] = 0
      else if (next !== 0x0a || state[0] !== 0) return ILLEGAL
      return 2
    }
    if (b >= 0x80) return ILLEGAL
    if (state[0] === 0) {
      out.push(b)
      return 1
    }
    if (i + 1 >= bytes.length) return MORE
    const c = bytes[i + 1] < 0x80 ? this.table.two[(b << 8) | bytes[i + 1] | 0x8080] : 0
    if (c === 0) return ILLEGAL
    out.push(c)
    return 2
  }

  encode(points: Uint32Array, i: number, out: ByteBuilder, state: State): number {
    const c = points[i]
    if (c < 0x80) {
      this.finish(out, state)
      out.push(c)
      if (c === TILDE) out.push(c)
      return 1
    }
    const code = this.table.codeOf(c)
    if (code === undefined) return ILLEGAL
    if (state[0] === 0) {
      out.push(TILDE)
      out.push(OPEN)
      state[0] = 1
    }
    putCode(out, code & 0x7f7f)
    return 1
  }
}
