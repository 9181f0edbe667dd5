// The encodings of ISO/IEC 2022: escape sequences choose the character set that the next bytes are in. ref: ECMA-35, RFC 1468,
// 1554, 1557, 2237
//
// The state has the sets G0 to G2 in its first three bytes, those of two bytes a character with the highest bit set, and flags
// in the fifth.
import type { ByteBuilder } from '@typhon/objspace'
import type { PointBuilder } from '../codecs/points.ts'
import { type Encoding, ILLEGAL, MORE, type State } from './encoding.ts'
import { pairAt, putCode } from './table-encodings.ts'
import { type Pairs, secondPlane, tableOf } from './tables.ts'

const ESC = 0x1b
const SHIFT_OUT = 0x0e
const SHIFT_IN = 0x0f
const NEWLINE = 0x0a
const FLAGS = 4
const SHIFTED = 1
const PASSING = 2
const DOUBLE = 0x80
const ASCII = 0x42
const LATIN1 = 0x41
const GREEK = 0x46
const MOST_IN_SEQUENCE = 16

const code = (letter: string): number => letter.charCodeAt(0)

/** A character set that a sequence can choose. */
interface Charset {
  readonly id: number
  /** The place it is put in: G0, G1 or G2. */
  readonly place: 0 | 1 | 2
  readonly width: 1 | 2
  /** The code point of one or two bytes of seven bits; 0 for none. Two characters are a pair. */
  decode(bits: number): number | readonly [number, number]
  codeOf(c: number): number | undefined
  readonly pairs?: Pairs
}

const none = (): undefined => undefined

/** The characters of an EUC encoding's two bytes, or of its three, in seven bits. */
function euc(name: string, letter: string, place: 0 | 1, isThird = false): Charset {
  const table = tableOf(name)
  const codes = isThird ? (table.three as Uint32Array) : table.two
  return {
    id: code(letter) | DOUBLE,
    place,
    width: 2,
    decode: (bits) => codes[bits | 0x8080] || (isThird ? 0 : (table.pairs.get(bits | 0x8080) ?? 0)),
    codeOf(c) {
      const found = table.codeOf(c)
      if (found === undefined || found < 0x8080) return undefined
      if (isThird) return found >> 16 === 0x8f ? found & 0x7f7f : undefined
      return found > 0xffff || found >> 8 < 0xa1 ? undefined : found & 0x7f7f
    },
  }
}

/** KS X 1001; the letter that begins a spelled out syllable in EUC-KR is one like the others here. */
function korean(place: 0 | 1): Charset {
  const inner = euc('euc_kr', 'C', place)
  const FILLER_CODE = 0x2454
  const FILLER = 0x3164
  return {
    ...inner,
    decode: (bits) => (bits === FILLER_CODE ? FILLER : inner.decode(bits)),
    codeOf: (c) => (c === FILLER ? FILLER_CODE : inner.codeOf(c)),
  }
}

function jisx0213(name: string, letter: string): { pairsOnly: Charset; all: Charset } {
  const inner = euc(name, letter, 0)
  const pairs = new Map<number, Map<number, number>>()
  for (const [first, seconds] of tableOf(name).pairCodes)
    pairs.set(first, new Map([...seconds].map(([second, found]) => [second, found & 0x7f7f])))
  const TILDE_CODE = 0x2232
  const WIDE_TILDE = 0xff5e
  const decode = (bits: number): ReturnType<Charset['decode']> => (bits === TILDE_CODE ? 0x7e : inner.decode(bits))
  // EUC-JIS has the wide tilde in that place.
  const codeOf = (c: number): number | undefined => (c === WIDE_TILDE ? undefined : inner.codeOf(c))
  return {
    pairsOnly: { ...inner, decode, codeOf: none, pairs },
    all: { ...inner, decode, codeOf },
  }
}

/** The second plane of JIS X 0213; the edition of 2000 has another character in one place, for encoders. */
function secondJis(isOf2000: boolean): Charset {
  const codes = secondPlane()
  let inverse: Map<number, number> | undefined
  return {
    id: code('P') | DOUBLE,
    place: 0,
    width: 2,
    decode: (bits) => codes[bits],
    codeOf(c) {
      if (inverse === undefined) {
        inverse = new Map()
        for (let bits = 0; bits < codes.length; bits++) if (codes[bits] > 0) inverse.set(codes[bits], bits)
        if (isOf2000) {
          inverse.set(0x9b1d, inverse.get(0x9b1c) as number)
          inverse.delete(0x9b1c)
        }
      }
      return inverse.get(c)
    },
  }
}

const YEN = 0xa5
const OVERLINE = 0x203e
const BACKSLASH_BITS = 0x5c
const TILDE_BITS = 0x7e

const jisRoman: Charset = {
  id: code('J'),
  place: 0,
  width: 1,
  decode: (bits) => (bits === BACKSLASH_BITS ? YEN : bits === TILDE_BITS ? OVERLINE : bits),
  codeOf(c) {
    if (c === YEN) return BACKSLASH_BITS
    if (c === OVERLINE) return TILDE_BITS
    return c < 0x80 && c !== BACKSLASH_BITS && c !== TILDE_BITS ? c : undefined
  },
}

const jisKatakana: Charset = {
  id: code('I'),
  place: 0,
  width: 1,
  decode: (bits) => (bits >= 0x21 && bits <= 0x5f ? 0xff40 + bits : 0),
  codeOf: (c) => (c >= 0xff61 && c <= 0xff9f ? c - 0xff40 : undefined),
}

const second = (id: number): Charset => ({ id, place: 2, width: 1, decode: () => 0, codeOf: none })

interface Options {
  readonly charsets: () => readonly Charset[]
  readonly hasShift?: boolean
  readonly hasG2?: boolean
  readonly hasExtension?: boolean
}

const jis = (): Charset => euc('euc_jp', 'B', 0)
const oldJis = (): Charset => ({ ...jis(), id: code('@') | DOUBLE })
const jis0212 = (): Charset => euc('euc_jp', 'D', 0, true)

const OPTIONS: Readonly<Record<string, Options>> = {
  iso2022_kr: { charsets: () => [korean(1)], hasShift: true },
  iso2022_jp: { charsets: () => [jis(), jisRoman, oldJis()], hasExtension: true },
  iso2022_jp_1: { charsets: () => [jis(), jis0212(), jisRoman, oldJis()], hasExtension: true },
  iso2022_jp_2: {
    charsets: () => [
      jis(),
      jis0212(),
      korean(0),
      euc('gb2312', 'A', 0),
      jisRoman,
      oldJis(),
      second(LATIN1),
      second(GREEK),
    ],
    hasG2: true,
    hasExtension: true,
  },
  iso2022_jp_2004: {
    charsets: () => {
      const { pairsOnly, all } = jisx0213('euc_jis_2004', 'Q')
      return [pairsOnly, jis(), all, secondJis(false)]
    },
    hasExtension: true,
  },
  iso2022_jp_3: {
    charsets: () => {
      const { pairsOnly, all } = jisx0213('euc_jisx0213', 'O')
      return [pairsOnly, jis(), all, secondJis(true)]
    },
    hasExtension: true,
  },
  iso2022_jp_ext: {
    charsets: () => [jis(), jis0212(), jisRoman, jisKatakana, oldJis()],
    hasExtension: true,
  },
}

const isEnd = (b: number): boolean => (b >= 0x41 && b <= 0x5a) || b === 0x40

/** What ISO 8859-7 got in 2003. */
const LATER_GREEK = [0xa4, 0xa5, 0xaa]

/** ISO 8859-7 of 1987, its halves exchanged; 0 for what is none. */
function greek(bits: number): number {
  const b = bits ^ 0x80
  if (b < 0xa0) return b
  if (LATER_GREEK.includes(b)) return 0
  const c = new TextDecoder('iso-8859-7').decode(Uint8Array.of(b)).codePointAt(0) as number
  return c === 0xfffd ? 0 : c
}

export class Iso2022 implements Encoding {
  readonly name: string
  private readonly options: Options
  private readonly charsets: readonly Charset[]

  constructor(name: string) {
    this.name = name
    this.options = OPTIONS[name]
    this.charsets = this.options.charsets()
  }

  static has(name: string): boolean {
    return Object.hasOwn(OPTIONS, name)
  }

  start(state: State): void {
    state.fill(0)
    state[0] = state[1] = ASCII
    if (this.options.hasG2 === true) state[2] = ASCII
  }

  resetDecoding(state: State): void {
    state[0] = ASCII
    state[FLAGS] &= ~SHIFTED
  }

  finish(out: ByteBuilder, state: State): void {
    if ((state[FLAGS] & SHIFTED) !== 0) {
      out.push(SHIFT_IN)
      state[FLAGS] &= ~SHIFTED
    }
    if (state[0] !== ASCII) {
      designate(out, ASCII, 0)
      state[0] = ASCII
    }
  }

  encode(points: Uint32Array, i: number, out: ByteBuilder, state: State, isLast: boolean): number {
    const c = points[i]
    if (c < 0x80) {
      if (state[0] !== ASCII) {
        designate(out, ASCII, 0)
        state[0] = ASCII
      }
      if ((state[FLAGS] & SHIFTED) !== 0) {
        out.push(SHIFT_IN)
        state[FLAGS] &= ~SHIFTED
      }
      out.push(c)
      return 1
    }
    for (const charset of this.charsets) {
      let used = 1
      let bits: number | undefined
      if (charset.pairs === undefined) bits = charset.codeOf(c)
      else {
        const found = pairAt(charset.pairs, points, i, isLast)
        if (found === MORE) return MORE
        if (found > 0) {
          bits = found
          used = 2
        }
      }
      if (bits === undefined) continue
      this.choose(charset, out, state)
      putCode(out, bits)
      return used
    }
    return ILLEGAL
  }

  /** Writes what makes a character set the one in use. */
  private choose(charset: Charset, out: ByteBuilder, state: State): void {
    const isShifted = (state[FLAGS] & SHIFTED) !== 0
    if (charset.place === 0 && isShifted) {
      out.push(SHIFT_IN)
      state[FLAGS] &= ~SHIFTED
    }
    if (state[charset.place] !== charset.id) {
      designate(out, charset.id, charset.place)
      state[charset.place] = charset.id
    }
    if (charset.place === 1 && !isShifted) {
      out.push(SHIFT_OUT)
      state[FLAGS] |= SHIFTED
    }
  }

  decode(bytes: Uint8Array, i: number, out: PointBuilder, state: State): number {
    const b = bytes[i]
    if ((state[FLAGS] & PASSING) !== 0) {
      // A sequence that means nothing here goes through as it is.
      out.push(b)
      if (isEnd(b)) state[FLAGS] &= ~PASSING
      return 1
    }
    if (b === ESC) return this.escape(bytes, i, out, state)
    if ((b === SHIFT_IN || b === SHIFT_OUT) && this.options.hasShift === true) {
      if (b === SHIFT_IN) state[FLAGS] &= ~SHIFTED
      else state[FLAGS] |= SHIFTED
      return 1
    }
    if (b === NEWLINE) state[FLAGS] &= ~SHIFTED
    if (b >= 0x80) return ILLEGAL
    const id = (state[FLAGS] & SHIFTED) !== 0 ? state[1] : state[0]
    if (b < 0x20 || id === ASCII) {
      out.push(b)
      return 1
    }
    const charset = this.charsets.find((one) => one.id === id && (one.pairs === undefined || one.codeOf !== none))
    if (charset === undefined) return ILLEGAL
    if (i + charset.width > bytes.length) return MORE
    const bits = charset.width === 1 ? b : (b << 8) | bytes[i + 1]
    const c = charset.width === 2 && bytes[i + 1] >= 0x80 ? 0 : charset.decode(bits)
    if (typeof c !== 'number') {
      out.push(c[0])
      out.push(c[1])
    } else if (c === 0) return -charset.width
    else out.push(c)
    return charset.width
  }

  private escape(bytes: Uint8Array, i: number, out: PointBuilder, state: State): number {
    if (i + 1 >= bytes.length) return MORE
    const b = bytes[i + 1]
    if ('()$.&'.includes(String.fromCharCode(b))) return this.sequence(bytes, i, state)
    if (this.options.hasG2 === true && b === code('N')) return single(bytes, i, out, state)
    out.push(ESC)
    state[FLAGS] |= PASSING
    return 1
  }

  /** An escape sequence that chooses a set. */
  private sequence(bytes: Uint8Array, i: number, state: State): number {
    let length = 0
    const at = (k: number): string => String.fromCharCode(bytes[i + k])
    for (let k = 1; k < MOST_IN_SEQUENCE; k++) {
      if (i + k >= bytes.length) return MORE
      if (isEnd(bytes[i + k])) {
        length = k + 1
        break
      }
      if (this.options.hasExtension === true && i + k + 1 < bytes.length && at(k) === '&' && at(k + 1) === '@') k += 2
    }
    let id: number
    let place: number
    switch (length) {
      case 0:
        return ILLEGAL
      case 3:
        if (at(1) === '$') {
          id = bytes[i + 2] | DOUBLE
          place = 0
        } else {
          id = bytes[i + 2]
          place = at(1) === '(' ? 0 : at(1) === ')' ? 1 : at(1) === '.' && this.options.hasG2 === true ? 2 : -1
        }
        break
      case 4:
        if (at(1) !== '$') return -4
        id = bytes[i + 3] | DOUBLE
        place = at(2) === '(' ? 0 : at(2) === ')' ? 1 : -1
        break
      case 6: {
        const isPrefixed = [3, 4, 5].every((k) => at(k) === ['', '', '', '\x1b', '$', 'B'][k])
        if (this.options.hasExtension !== true || !isPrefixed) return -6
        id = code('B') | DOUBLE
        place = 0
        break
      }
      default:
        return -length
    }
    if (place < 0) return -length
    if (id !== ASCII && !this.charsets.some((charset) => charset.id === id)) return -length
    state[place] = id
    return length
  }
}

/** One character of G2. */
function single(bytes: Uint8Array, i: number, out: PointBuilder, state: State): number {
  if (i + 2 >= bytes.length) return MORE
  const b = bytes[i + 2]
  if (state[2] === LATIN1 || state[2] === GREEK) {
    const isWrong = state[2] === LATIN1 ? b >= 0x80 : b < 0x80 && greek(b) === 0
    if (isWrong) return -3
    out.push(state[2] === LATIN1 ? b + 0x80 : greek(b))
  } else if (state[2] === ASCII) {
    if (b >= 0x80) return -3
    out.push(b)
  } else return ILLEGAL
  return 3
}

/** The sequence that puts a set in a place: those of JIS are the oldest and have no place in theirs. */
function designate(out: ByteBuilder, id: number, place: number): void {
  out.push(ESC)
  const isDouble = id >= DOUBLE
  const letter = id & 0x7f
  if (isDouble) out.push(code('$'))
  if (!isDouble || place !== 0 || !(letter === code('@') || letter === code('B')))
    out.push(place === 0 ? code('(') : code(')'))
  out.push(letter)
}
