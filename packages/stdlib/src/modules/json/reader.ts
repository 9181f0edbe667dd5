// Reads JSON values from a str. lib: json; RFC 8259; CPython: Modules/_json.c
//
// Positions are those of characters in the str. Where no value begins StopIteration with the position is raised, which
// json.decoder turns into "Expecting value".
//
// What must stay true: `pos` is behind what was read last; a method is entered with it at what the method reads.
import {
  call,
  call1,
  error,
  errorWith,
  flat,
  getattr,
  hooks,
  newFloats,
  newListOf,
  type Str,
  StrBuilder,
  strFromText,
  wideFromText,
  type Value,
  W_Dict,
  W_Float,
  W_List,
  W_Pair,
} from '@typhon/objspace'
import { firstStep, kept, type Step } from './keys.ts'
import type { Source } from './source.ts'

/** What is called for values; null where the plain Python value is made. */
export interface Options {
  readonly strict: boolean
  readonly objectHook: Value
  readonly pairsHook: Value
  readonly parseFloat: Value
  readonly parseInt: Value
  readonly parseConstant: Value
}

const QUOTE = 34
const COMMA = 44
const MINUS = 45
const POINT = 46
const COLON = 58
const OPEN_LIST = 91
const BACKSLASH = 92
const CLOSE_LIST = 93
const OPEN = 123
const CLOSE = 125

const ESCAPES: Readonly<Record<number, string>> = {
  34: '"',
  92: '\\',
  47: '/',
  98: '\b',
  102: '\f',
  110: '\n',
  114: '\r',
  116: '\t',
}

/** As deep as CPython goes. */
const MAX_DEPTH = 9998

/** Powers of ten that floats hold exactly: a product or quotient of a safe integer and one of them is rounded once. */
const POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))

/** What is left of a list of integers alone, up to its end. */
const INTEGERS = /[-0-9 \t\n\r,]*\]/y
const BLANKS = /[ \t\n\r]*/y

const RESTING = 20
/** Looking for the end of a string takes as long as going over so many characters. */
const SHORT = 24
/** So many more behind the first escape are gone over. */
const FAR = 64

/** Smaller integers are exact, and small enough for every array of integers. */
const SMALL_INT = 2 ** 31

/** A dict of keys in order, of which the last one counts where some are equal. */
function dictOf(names: Value[], values: Value[]): W_Dict {
  const small = W_Dict.ofPlain(names, values)
  if (small !== null) return small
  const dict = new W_Dict()
  for (let i = 0; i < names.length; i++) dict.set(names[i], values[i])
  return dict
}

const isDigit = (c: number): boolean => c >= 48 && c <= 57

/** Whether a number is a small int, not -0. */
const isSmallInt = (v: number): boolean => v < SMALL_INT && v >= -SMALL_INT && (v !== 0 || 1 / v > 0)

/** Escapes of halves of characters, which no backslash escapes. */
const SURROGATE = /(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]/

export class Reader {
  pos: number
  private readonly source: Source
  private readonly text: string
  private readonly codes: Uint8ClampedArray
  private readonly options: Options
  private depth = 0
  /** What was read of the objects and lists that have not come to their ends: `top` values, those of the innermost last. */
  private readonly held: Value[] = []
  private top = 0
  /** How many lists that begin with a number are not taken for lists of integers alone, since one was none. */
  private others = 0
  /** Whether the number that was read last was a float. */
  private wasFloat = false

  constructor(source: Source, at: number, options: Options) {
    this.source = source
    this.text = source.text
    this.codes = source.codes
    this.pos = at
    this.options = options
  }

  private fault(message: string, at: number): unknown {
    const w_error = getattr(hooks.importModule('json.decoder'), 'JSONDecodeError')
    return call(w_error, [message, this.source.s, at], null)
  }

  /** The first character that is no white space, which it goes to; 0 at the end. */
  private skip(): number {
    const { codes } = this
    let c = codes[this.pos]
    if (c > 32) return c
    if (c === 32) {
      c = codes[++this.pos]
      if (c > 32) return c
    }
    // The start of a line mostly; the host goes over long ones.
    let { pos } = this
    for (const far = pos + 16; c === 32 || c === 10 || c === 13 || c === 9; c = codes[++pos])
      if (pos === far) {
        BLANKS.lastIndex = pos
        BLANKS.test(this.text)
        pos = BLANKS.lastIndex - 1
      }
    this.pos = pos
    return c
  }

  value(): Value {
    const { codes, pos } = this
    switch (codes[pos]) {
      case QUOTE:
        this.pos++
        return this.string()
      case OPEN:
        return this.object()
      case OPEN_LIST:
        return this.list()
      case 110:
        if (codes[pos + 1] !== 117 || codes[pos + 2] !== 108 || codes[pos + 3] !== 108) break
        this.pos = pos + 4
        return null
      case 116:
        if (codes[pos + 1] !== 114 || codes[pos + 2] !== 117 || codes[pos + 3] !== 101) break
        this.pos = pos + 4
        return true
      case 102:
        if (codes[pos + 1] !== 97 || codes[pos + 2] !== 108 || codes[pos + 3] !== 115 || codes[pos + 4] !== 101) break
        this.pos = pos + 5
        return false
      case 78:
        return this.constant('NaN')
      case 73:
        return this.constant('Infinity')
      default:
        return this.number()
    }
    throw errorWith('StopIteration', pos)
  }

  private constant(word: string): Value {
    if (!this.text.startsWith(word, this.pos)) throw errorWith('StopIteration', this.pos)
    this.pos += word.length
    return call1(this.options.parseConstant, word)
  }

  private enter(what: string): void {
    if (++this.depth > MAX_DEPTH)
      throw error(
        'RecursionError',
        `maximum recursion depth exceeded while decoding a JSON ${what} from a unicode string`,
      )
    this.pos++
  }

  private object(): Value {
    this.enter('object')
    const { held, codes } = this
    const begin = this.top
    let step = firstStep()
    /** All keys where the last ones are no steps. */
    let names: Value[] | null = null
    let c = this.skip()
    if (c !== CLOSE) {
      for (;;) {
        if (c !== QUOTE) throw this.fault('Expecting property name enclosed in double quotes', this.pos)
        this.pos++
        const { next } = step
        if (names === null && next !== null && this.isNext(next)) {
          step = next
          this.pos += next.spelled.length
        } else {
          const key = this.string()
          const known = names === null && typeof key === 'string' ? step.follow(key) : null
          if (known !== null) step = known
          else {
            names ??= step.names().slice()
            names.push(typeof key === 'string' ? kept(key) : key)
          }
        }
        if (codes[this.pos] !== COLON && this.skip() !== COLON) throw this.fault("Expecting ':' delimiter", this.pos)
        // One blank mostly.
        c = codes[++this.pos]
        if (c === 32) c = codes[++this.pos]
        if (c <= 32) this.skip()
        const value = this.value()
        held[this.top++] = value
        c = codes[this.pos]
        if (c <= 32) c = this.skip()
        if (c === CLOSE) break
        const comma = this.pos
        if (c !== COMMA) throw this.fault("Expecting ',' delimiter", comma)
        this.pos++
        c = this.skip()
        if (c === CLOSE) throw this.fault('Illegal trailing comma before end of object', comma)
      }
    }
    this.pos++
    this.depth--
    const values = held.slice(begin, this.top)
    this.top = begin
    const all = names ?? step.names()
    const { pairsHook, objectHook } = this.options
    if (pairsHook !== null) return call1(pairsHook, new W_List(all.map((key, i) => new W_Pair(key, values[i]))))
    const dict = names === null && step.areDistinct ? W_Dict.sharing(all, values) : dictOf(names ?? all.slice(), values)
    return objectHook === null ? dict : call1(objectHook, dict)
  }

  /** Whether a key comes next. */
  private isNext(key: Step): boolean {
    const { codes, pos } = this
    const wanted = key.codes
    if (wanted === null) return this.text.startsWith(key.spelled, pos)
    for (let i = 0; i < wanted.length; i++) if (codes[pos + i] !== wanted[i]) return false
    return true
  }

  private list(): Value {
    this.enter('array')
    const { held } = this
    const begin = this.top
    const first = this.skip()
    if (first !== CLOSE_LIST) {
      if (first < 58 && first !== QUOTE) {
        if (--this.others < 0) {
          const items = this.integers()
          if (items !== undefined) return new W_List(items)
          this.others = RESTING
        }
        const floats = this.options.parseFloat === null ? this.floats() : undefined
        if (floats !== undefined) return newFloats(floats)
      }
      do held[this.top++] = this.value()
      while (this.another())
    }
    this.pos++
    this.depth--
    const items = held.slice(begin, this.top)
    this.top = begin
    return newListOf(items)
  }

  /** Behind an item of a list: whether there is another, to which it goes. */
  private another(): boolean {
    const { codes } = this
    let c = codes[this.pos]
    if (c <= 32) c = this.skip()
    if (c === CLOSE_LIST) return false
    const comma = this.pos
    if (c !== COMMA) throw this.fault("Expecting ',' delimiter", comma)
    c = codes[++this.pos]
    if (c === 32) c = codes[++this.pos]
    if (c <= 32) c = this.skip()
    if (c === CLOSE_LIST) throw this.fault('Illegal trailing comma before end of array', comma)
    return true
  }

  /** All items of a list of floats, which is behind then; undefined where another item is next, and the floats before it are held. */
  private floats(): number[] | undefined {
    const { held, codes } = this
    // An array of doubles, to V8.
    const all = [0.5]
    all.pop()
    for (;;) {
      const { pos } = this
      const isNumber = isDigit(codes[codes[pos] === MINUS ? pos + 1 : pos])
      const v = isNumber ? this.bareNumber(true) : null
      if (v === null) {
        this.pos = pos
        for (let i = 0; i < all.length; i++) held[this.top++] = new W_Float(all[i])
        return undefined
      }
      all.push(v as number)
      if (this.another()) continue
      this.pos++
      this.depth--
      return all
    }
  }

  /** All items of a list of integers, which is behind then; undefined where it has to be read item by item. */
  private integers(): Value[] | undefined {
    const { pos, text } = this
    INTEGERS.lastIndex = pos
    if (this.options.parseInt !== null || !INTEGERS.test(text)) return undefined
    const end = INTEGERS.lastIndex
    let items: number[]
    try {
      items = JSON.parse(`[${text.slice(pos, end)}`) as number[]
    } catch {
      return undefined
    }
    for (let i = 0; i < items.length; i++) if (!isSmallInt(items[i])) return undefined
    this.pos = end
    this.depth--
    return items
  }

  /** The text of a string whose opening quote is behind. */
  string(): Str {
    const { pos: begin, text, codes, source } = this
    if (begin < 0 || begin > text.length) throw error('ValueError', 'end is out of bounds')
    // Short ones are gone over, and the ends of others are looked for.
    let end = begin
    let c = codes[end]
    for (; c >= 32 && c !== BACKSLASH && end - begin < SHORT; c = codes[++end])
      if (c === QUOTE) {
        this.pos = end + 1
        return source.slice(begin, end)
      }
    const isQuoted = !source.isWide && begin > 0 && codes[begin - 1] === QUOTE
    if (c === BACKSLASH && isQuoted) {
      let hasHalves = false
      for (const far = end + FAR; end < far; c = codes[end]) {
        if (c === QUOTE) return this.unescaped(begin, end, hasHalves)
        if (c === BACKSLASH) {
          // Halves of characters are D800 to DFFF: the second digit is not one of 0 to 7.
          if (codes[end + 1] === 117 && (codes[end + 2] | 32) === 100 && codes[end + 3] > 55) hasHalves = true
          end += 2
        } else if (c >= 32) end++
        else return this.escaped(begin)
      }
    }
    end = text.indexOf('"', end)
    if (end < 0) return this.escaped(begin)
    if (source.isPlain(begin, end)) {
      this.pos = end + 1
      return source.slice(begin, end)
    }
    // A quote behind an odd number of backslashes is escaped.
    for (;;) {
      let from = end
      while (from > begin && codes[from - 1] === BACKSLASH) from--
      if ((end - from) % 2 === 0) break
      end = text.indexOf('"', end + 1)
      if (end < 0) return this.escaped(begin)
    }
    return isQuoted ? this.unescaped(begin, end, SURROGATE.test(text.slice(begin, end))) : this.escaped(begin)
  }

  /** A string with escapes, whose two quotes are known, read by the host, which is faster than piece by piece; not of a text with stand-ins. */
  private unescaped(begin: number, end: number, hasHalves: boolean): Str {
    let read: string
    try {
      read = JSON.parse(this.text.slice(begin - 1, end + 1)) as string
    } catch {
      return this.escaped(begin)
    }
    this.pos = end + 1
    return hasHalves ? wideFromText(read) : read
  }

  /** A string piece by piece: with mistakes, control characters, or escapes beside characters of two units, or without a quote in front. */
  private escaped(begin: number): Str {
    const { source, text, codes } = this
    const n = text.length
    // Spelled in UTF-16, as the escapes do it; in a wide str lone surrogates must not come together.
    let spelled = ''
    let hasHalves = false
    const built = source.isWide ? new StrBuilder() : null
    let i = begin
    for (;;) {
      const from = i
      let c = codes[i]
      // Up to the quote, or a control character, as the end is.
      while (c >= 32 && c !== QUOTE && c !== BACKSLASH) c = codes[++i]
      if (i > from) {
        if (built === null) spelled += text.slice(from, i)
        else built.add(source.slice(from, i))
      }
      if (i >= n) throw this.fault('Unterminated string starting at', begin - 1)
      if (c === QUOTE) {
        this.pos = i + 1
        return built !== null ? built.done() : hasHalves ? wideFromText(spelled) : flat(spelled)
      }
      let piece: string
      if (c !== BACKSLASH) {
        if (this.options.strict) throw this.fault('Invalid control character at', i)
        piece = text[i++]
      } else {
        if (i + 1 >= n) throw this.fault('Unterminated string starting at', begin - 1)
        const e = codes[i + 1]
        if (e === 117) {
          // One that the text ends with is none, not a string without an end.
          const unit = i + 6 < n ? this.hex4(i + 2) : -1
          if (unit < 0) throw this.fault('Invalid \\uXXXX escape', i + 1)
          i += 6
          piece = String.fromCharCode(unit)
          if (unit >>> 11 === 0x1b) {
            hasHalves = true
            if (unit <= 0xdbff && codes[i] === BACKSLASH && codes[i + 1] === 117) {
              const low = i + 6 < n ? this.hex4(i + 2) : -1
              if (low >= 0xdc00 && low <= 0xdfff) {
                i += 6
                piece += String.fromCharCode(low)
              }
            }
          }
        } else {
          piece = ESCAPES[e]
          if (piece === undefined) throw this.fault('Invalid \\escape', i)
          i += 2
        }
      }
      if (built === null) spelled += piece
      else built.add(strFromText(piece))
    }
  }

  /** Four hexadecimal digits, or -1. */
  private hex4(from: number): number {
    let n = 0
    for (let i = from; i < from + 4; i++) {
      const c = this.codes[i]
      const d = isDigit(c) ? c - 48 : (c | 32) >= 97 && (c | 32) <= 102 ? (c | 32) - 87 : -1
      if (d < 0) return -1
      n = n * 16 + d
    }
    return n
  }

  private number(): Value {
    const v = this.bareNumber()
    return this.wasFloat ? new W_Float(v as number) : v
  }

  /** A number; where it is a float that nobody else makes, the double, and `wasFloat` is set. `onlyFloats`: null for ints. */
  private bareNumber(onlyFloats = false): Value {
    const { pos: from, text, codes } = this
    const { parseInt, parseFloat } = this.options
    let i = from
    const negative = codes[i] === MINUS
    if (negative) i++
    let c = codes[i]
    if (!isDigit(c)) {
      this.wasFloat = false
      if (negative && c === 73) return this.constant('-Infinity')
      throw errorWith('StopIteration', from)
    }
    // All digits as one number, exact where there are up to 15.
    let m = c - 48
    let digits = 1
    const leadingZero = c === 48
    c = codes[++i]
    if (!leadingZero)
      for (; isDigit(c); digits++) {
        m = m * 10 + c - 48
        c = codes[++i]
      }
    let scale = 0
    let isFloat = false
    if (c === POINT && isDigit(codes[i + 1])) {
      isFloat = true
      c = codes[++i]
      for (; isDigit(c); digits++) {
        m = m * 10 + c - 48
        scale--
        c = codes[++i]
      }
    }
    if (c === 101 || c === 69) {
      let k = i + 1
      const sign = codes[k]
      if (sign === 43 || sign === MINUS) k++
      if (isDigit(codes[k])) {
        isFloat = true
        let exponent = 0
        for (c = codes[k]; isDigit(c); c = codes[++k]) exponent = exponent * 10 + c - 48
        scale += sign === MINUS ? -exponent : exponent
        i = k
      }
    }
    this.pos = i
    this.wasFloat = isFloat && parseFloat === null
    if (!isFloat) {
      if (onlyFloats) return null
      // -0 is 0.
      if (parseInt === null && digits < 16) return negative ? 0 - m : m
      return call1(parseInt ?? this.plain('int'), text.slice(from, i))
    }
    if (parseFloat !== null) return call1(parseFloat, text.slice(from, i))
    if (digits < 16 && scale >= -22 && scale <= 22) {
      const v = scale < 0 ? m / POWERS[-scale] : m * POWERS[scale]
      return negative ? -v : v
    }
    return Number(text.slice(from, i))
  }

  private plain(name: string): Value {
    return getattr(hooks.importModule('builtins'), name)
  }
}
