// Sets of characters: every test of one character that is more than "equal to", compiled from a set program or from a
// literal under IGNORECASE.
//
// A set answers for the first 256 characters from a table made with the set, and beyond that from pages of 256 answers
// made when first needed: testing a character is one or two array reads, whatever the set is made of.
// CPython: SRE(charset), SRE(charset_loc_ignore) in Modules/_sre/sre_lib.h
import { inCategory, lowerAscii, lowerUnicode, upperAscii, upperUnicode } from './characters.ts'
import { BITMAP_WORDS, Category, CHUNK_TABLE_WORDS, Op } from './opcodes.ts'

/** What happens to a character before a set looks at it. */
export const Fold = { NONE: 0, ASCII: 1, UNICODE: 2, LOCALE: 3 } as const

/** Kinds of character above 255: each is one of these. */
const High = { SPACE: 1, ALNUM: 2, OTHER: 4, ANY: 7 } as const

/** The kinds that a category may hold; when `whole`, those that it holds all of. */
function kindsOf(category: number, whole: boolean): number {
  switch (category) {
    case Category.UNI_SPACE:
      return High.SPACE
    case Category.UNI_SPACE + 1:
      return High.ALNUM | High.OTHER
    case Category.UNI_WORD:
      return High.ALNUM
    case Category.UNI_WORD + 1:
      return High.SPACE | High.OTHER
    case Category.UNI_DIGIT:
      return whole ? 0 : High.ALNUM
    case Category.UNI_DIGIT + 1:
      return whole ? High.SPACE | High.OTHER : High.ANY
    case Category.UNI_LINEBREAK:
      return whole ? 0 : High.SPACE
    case Category.UNI_LINEBREAK + 1:
      return whole ? High.ALNUM | High.OTHER : High.ANY
    default:
      return (category & 1) === 0 ? 0 : High.ANY
  }
}

export class Charset {
  /** 1 for members, 0 for others, of the characters below 256. */
  readonly low: Uint8Array
  private readonly code: Uint32Array
  private readonly start: number
  private readonly fold: number
  /** Turned over after folding, which a NEGATE in the program is not. */
  private readonly inverted: boolean
  private readonly pages: (Uint8Array | undefined)[] = []

  /** The set whose program starts at code[start] and ends with FAILURE. */
  constructor(code: Uint32Array, start: number, fold: number, inverted = false) {
    this.code = code
    this.start = start
    this.fold = fold
    this.inverted = inverted
    this.low = this.page(0)
  }

  /** Whether the character is in the set. */
  has(c: number): boolean {
    return c < 256 ? this.low[c] === 1 : this.high(c)
  }

  /** `has` for a character above 255. */
  high(c: number): boolean {
    return (this.pages[c >> 8] ?? this.page(c >> 8))[c & 255] === 1
  }

  private page(n: number): Uint8Array {
    const page = new Uint8Array(256)
    for (let i = 0; i < 256; i++) page[i] = this.test((n << 8) | i) ? 1 : 0
    this.pages[n] = page
    return page
  }

  private test(c: number): boolean {
    return this.folded(c) !== this.inverted
  }

  private folded(c: number): boolean {
    switch (this.fold) {
      case Fold.NONE:
        return inSet(this.code, this.start, c)
      case Fold.ASCII:
        return inSet(this.code, this.start, lowerAscii(c))
      case Fold.UNICODE:
        return inSet(this.code, this.start, lowerUnicode(c))
      default:
        return inSet(this.code, this.start, lowerAscii(c)) || inSet(this.code, this.start, upperAscii(c))
    }
  }

  /** Whether the set certainly shares no character with `other`; false where that takes too long to find out. */
  isDisjointFrom(other: Charset): boolean {
    const a = this.low
    const b = other.low
    for (let i = 0; i < 256; i++) if ((a[i] & b[i]) === 1) return false
    return (this.highKinds() & other.highKinds()) === 0
  }

  /** Which kinds of character above 255 the set may hold. */
  private highKinds(): number {
    if (this.fold !== Fold.NONE || this.inverted) return High.ANY
    const { code } = this
    let kinds = 0
    let turned = false
    for (let i = this.start; ;) {
      switch (code[i]) {
        case Op.FAILURE:
          return turned ? High.ANY & ~kinds : kinds
        case Op.NEGATE:
          if (i !== this.start) return High.ANY
          turned = true
          i++
          break
        case Op.LITERAL:
        case Op.RANGE: {
          const last = code[i] === Op.RANGE ? code[i + 2] : code[i + 1]
          // A complement lacks these few, but not all of their kind.
          if (last > 255 && !turned) return High.ANY
          i += code[i] === Op.RANGE ? 3 : 2
          break
        }
        case Op.CATEGORY:
          kinds |= kindsOf(code[i + 1], turned)
          i += 2
          break
        case Op.CHARSET:
          i += 1 + BITMAP_WORDS
          break
        default:
          return High.ANY
      }
    }
  }

  /** The members up to `last`, 0xff or 0xffff, as ascending pairs of first and last. */
  ranges(last: number): number[] {
    const out: number[] = []
    let open = false
    for (let n = 0; n <= last >> 8; n++) {
      const page = this.pages[n] ?? this.page(n)
      for (let i = 0; i < 256; i++) {
        if ((page[i] === 1) === open) continue
        const c = (n << 8) | i
        out.push(open ? c - 1 : c)
        open = !open
      }
    }
    if (open) out.push(last)
    return out
  }
}

/** The set of one literal character under a fold, or of all but that. */
export function literalSet(c: number, fold: number, inverted: boolean): Charset {
  return new Charset(Uint32Array.of(Op.LITERAL, c, Op.FAILURE), 0, fold, inverted)
}

/** The set of a category. */
export function categorySet(category: number): Charset {
  return new Charset(Uint32Array.of(Op.CATEGORY, category, Op.FAILURE), 0, Fold.NONE)
}

/** Runs a set program on a character: the first item that holds it decides; NEGATE turns the answers of all that follow. */
function inSet(code: Uint32Array, at: number, c: number): boolean {
  let found = true
  for (;;) {
    switch (code[at++]) {
      case Op.FAILURE:
        return !found
      case Op.NEGATE:
        found = !found
        break
      case Op.LITERAL:
        if (c === code[at]) return found
        at++
        break
      case Op.RANGE:
        if (code[at] <= c && c <= code[at + 1]) return found
        at += 2
        break
      case Op.RANGE_UNI_IGNORE: {
        if (code[at] <= c && c <= code[at + 1]) return found
        const upper = upperUnicode(c)
        if (code[at] <= upper && upper <= code[at + 1]) return found
        at += 2
        break
      }
      case Op.CATEGORY:
        if (inCategory(code[at], c)) return found
        at++
        break
      case Op.CHARSET:
        if (c < 256 && ((code[at + (c >> 5)] >>> (c & 31)) & 1) !== 0) return found
        at += BITMAP_WORDS
        break
      case Op.BIGCHARSET: {
        const chunks = code[at]
        if (c < 65536) {
          const n = c >> 8
          const chunk = (code[at + 1 + (n >> 2)] >>> ((n & 3) * 8)) & 0xff
          const word = at + 1 + CHUNK_TABLE_WORDS + chunk * BITMAP_WORDS + ((c & 255) >> 5)
          if (((code[word] >>> (c & 31)) & 1) !== 0) return found
        }
        at += 1 + CHUNK_TABLE_WORDS + chunks * BITMAP_WORDS
        break
      }
      default:
        return false
    }
  }
}
