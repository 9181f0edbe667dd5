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
  getattr,
  hooks,
  sliceStr,
  type Str,
  StrBuilder,
  strFromText,
  textOfStr,
  type Value,
  W_Dict,
  W_Float,
  W_List,
  W_Tuple,
} from '@typhon/objspace'

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

const MAX_DEPTH = 20000

/** Powers of ten that floats hold exactly: a product or quotient of a safe integer and one of them is rounded once. */
const POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))

/** Keys of objects that were read last, by hash: objects mostly have the same keys as others. */
const keys: (string | undefined)[] = new Array<string | undefined>(512).fill(undefined)
const LONGEST_KEPT = 64

/** A dict of keys in order, of which the last one counts where some are equal. */
function dictOf(names: Value[], values: Value[]): W_Dict {
  const small = W_Dict.ofPlain(names, values)
  if (small !== null) return small
  const dict = new W_Dict()
  for (let i = 0; i < names.length; i++) dict.set(names[i], values[i])
  dict.trim()
  return dict
}

const isDigit = (c: number): boolean => c >= 48 && c <= 57

export class Reader {
  pos: number
  private readonly s: Str
  /** The str where it is raw, else '' and its code points. */
  private readonly text: string
  private readonly cps: Uint32Array | null
  private readonly n: number
  private readonly options: Options
  private depth = 0
  /** What was read of the objects and lists that have not come to their ends: `top` values, those of the innermost last. */
  private readonly held: Value[] = []
  private top = 0

  constructor(s: Str, at: number, options: Options) {
    this.s = s
    this.pos = at
    this.options = options
    this.text = typeof s === 'string' ? s : ''
    this.cps = typeof s === 'string' ? null : s.cps
    this.n = typeof s === 'string' ? s.length : s.cps.length
  }

  /** The character at a position, NaN behind the end. */
  private at(i: number): number {
    const { cps } = this
    return cps === null ? this.text.charCodeAt(i) : i < cps.length ? cps[i] : NaN
  }

  private fault(message: string, at: number): unknown {
    const w_error = getattr(hooks.importModule('json.decoder'), 'JSONDecodeError')
    return call(w_error, [strFromText(message), this.s, at], null)
  }

  /** The first character that is no white space, which it goes to. */
  private skip(): number {
    let { pos } = this
    for (;;) {
      const c = this.at(pos)
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) {
        this.pos = pos
        return c
      }
      pos++
    }
  }

  value(): Value {
    switch (this.at(this.pos)) {
      case QUOTE:
        this.pos++
        return this.string()
      case OPEN:
        return this.object()
      case OPEN_LIST:
        return this.list()
      case 110:
        return this.word('null', null)
      case 116:
        return this.word('true', true)
      case 102:
        return this.word('false', false)
      case 78:
        return this.constant('NaN')
      case 73:
        return this.constant('Infinity')
      default:
        return this.number()
    }
  }

  private begins(word: string): boolean {
    for (let i = 0; i < word.length; i++) if (this.at(this.pos + i) !== word.charCodeAt(i)) return false
    return true
  }

  private word(word: string, value: Value): Value {
    if (!this.begins(word)) throw errorWith('StopIteration', this.pos)
    this.pos += word.length
    return value
  }

  private constant(word: string): Value {
    this.word(word, null)
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
    const { pairsHook, objectHook } = this.options
    const { held } = this
    const begin = this.top
    let c = this.skip()
    if (c !== CLOSE) {
      for (;;) {
        if (c !== QUOTE) throw this.fault('Expecting property name enclosed in double quotes', this.pos)
        this.pos++
        const key = this.key()
        if (this.skip() !== COLON) throw this.fault("Expecting ':' delimiter", this.pos)
        this.pos++
        this.skip()
        const value = this.value()
        held[this.top++] = key
        held[this.top++] = value
        c = this.skip()
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
    const count = (this.top - begin) >> 1
    const names: Value[] = new Array<Value>(count)
    const values: Value[] = new Array<Value>(count)
    for (let i = 0, at = begin; i < count; i++) {
      names[i] = held[at++]
      values[i] = held[at++]
    }
    this.top = begin
    if (pairsHook !== null) return call1(pairsHook, new W_List(names.map((key, i) => new W_Tuple([key, values[i]]))))
    const dict = dictOf(names, values)
    return objectHook === null ? dict : call1(objectHook, dict)
  }

  private list(): Value {
    this.enter('array')
    const { held } = this
    const begin = this.top
    if (this.skip() !== CLOSE_LIST) {
      for (;;) {
        const value = this.value()
        held[this.top++] = value
        const c = this.skip()
        if (c === CLOSE_LIST) break
        const comma = this.pos
        if (c !== COMMA) throw this.fault("Expecting ',' delimiter", comma)
        this.pos++
        if (this.skip() === CLOSE_LIST) throw this.fault('Illegal trailing comma before end of array', comma)
      }
    }
    this.pos++
    this.depth--
    const items = held.slice(begin, this.top)
    this.top = begin
    return new W_List(items)
  }

  /** A string as the key of an object: one str for all that are equal. */
  private key(): Str {
    if (this.cps !== null) return this.string()
    const { text, pos } = this
    let hash = 0
    let i = pos
    let c = text.charCodeAt(i)
    // Up to the quote; NaN fails all comparisons.
    while (c >= 32 && c !== QUOTE && c !== BACKSLASH) {
      hash = (Math.imul(hash, 31) + c) | 0
      c = text.charCodeAt(++i)
    }
    if (c !== QUOTE) return this.string()
    const slot = (hash ^ (hash >>> 9)) & (keys.length - 1)
    const known = keys[slot]
    this.pos = i + 1
    if (known !== undefined && known.length === i - pos) {
      let k = 0
      while (k < known.length && known.charCodeAt(k) === text.charCodeAt(pos + k)) k++
      if (k === known.length) return known
    }
    if (i - pos > LONGEST_KEPT) return text.slice(pos, i)
    // The name of a property is the one string of the host with its characters: comparing two of them is cheap.
    const [name] = Object.keys({ [text.slice(pos, i)]: 0 })
    keys[slot] = name
    return name
  }

  /** The text of a string whose opening quote is behind. */
  string(): Str {
    const { n, pos: begin } = this
    if (begin < 0 || begin > n) throw error('ValueError', 'end is out of bounds')
    let i = begin
    let c = this.at(i)
    while (c >= 32 && c !== QUOTE && c !== BACKSLASH) c = this.at(++i)
    if (c === QUOTE) {
      this.pos = i + 1
      return sliceStr(this.s, begin, i)
    }
    return this.escaped(begin, i)
  }

  /** The text of a string that is plain between `begin` and `i`. */
  private escaped(begin: number, i: number): Str {
    const { s, n } = this
    // Spelled in UTF-16, as the escapes do it; in a wide str lone surrogates must not come together.
    let spelled = typeof s === 'string' ? s.slice(begin, i) : ''
    const built = typeof s === 'string' ? null : new StrBuilder()
    built?.add(sliceStr(s, begin, i))
    for (;;) {
      if (i >= n) throw this.fault('Unterminated string starting at', begin - 1)
      if (this.at(i) === QUOTE) {
        this.pos = i + 1
        return built === null ? strFromText(spelled) : built.done()
      }
      let piece: string
      if (this.at(i) !== BACKSLASH) {
        if (this.options.strict) throw this.fault('Invalid control character at', i)
        piece = String.fromCharCode(this.at(i++))
      } else {
        if (i + 1 >= n) throw this.fault('Unterminated string starting at', begin - 1)
        const e = this.at(i + 1)
        if (e === 117) {
          const unit = this.hex4(i + 2)
          if (unit < 0) throw this.fault('Invalid \\uXXXX escape', i + 1)
          i += 6
          piece = String.fromCharCode(unit)
          if (unit >= 0xd800 && unit <= 0xdbff && this.at(i) === BACKSLASH && this.at(i + 1) === 117) {
            const low = this.hex4(i + 2)
            if (low >= 0xdc00 && low <= 0xdfff) {
              i += 6
              piece += String.fromCharCode(low)
            }
          }
        } else {
          piece = ESCAPES[e]
          if (piece === undefined) throw this.fault('Invalid \\escape', i)
          i += 2
        }
      }
      const from = i
      let c = this.at(i)
      while (c >= 32 && c !== QUOTE && c !== BACKSLASH) c = this.at(++i)
      if (built === null) spelled += i === from ? piece : piece + (s as string).slice(from, i)
      else {
        built.add(strFromText(piece))
        built.add(sliceStr(s, from, i))
      }
    }
  }

  /** Four hexadecimal digits, or -1. */
  private hex4(from: number): number {
    let n = 0
    for (let i = from; i < from + 4; i++) {
      const c = this.at(i)
      const d = isDigit(c) ? c - 48 : (c | 32) >= 97 && (c | 32) <= 102 ? (c | 32) - 87 : -1
      if (d < 0) return -1
      n = n * 16 + d
    }
    return n
  }

  private number(): Value {
    const from = this.pos
    const { parseInt, parseFloat } = this.options
    let i = from
    const negative = this.at(i) === MINUS
    if (negative) i++
    let c = this.at(i)
    if (!isDigit(c)) {
      if (negative && c === 73) return this.constant('-Infinity')
      throw errorWith('StopIteration', from)
    }
    // All digits as one number, exact where there are up to 15.
    let m = c - 48
    let digits = 1
    const leadingZero = c === 48
    c = this.at(++i)
    if (!leadingZero)
      for (; isDigit(c); digits++) {
        m = m * 10 + c - 48
        c = this.at(++i)
      }
    let scale = 0
    let isFloat = false
    if (c === POINT && isDigit(this.at(i + 1))) {
      isFloat = true
      c = this.at(++i)
      for (; isDigit(c); digits++) {
        m = m * 10 + c - 48
        scale--
        c = this.at(++i)
      }
    }
    if (c === 101 || c === 69) {
      let k = i + 1
      const sign = this.at(k)
      if (sign === 43 || sign === MINUS) k++
      if (isDigit(this.at(k))) {
        isFloat = true
        let exponent = 0
        for (c = this.at(k); isDigit(c); c = this.at(++k)) exponent = exponent * 10 + c - 48
        scale += sign === MINUS ? -exponent : exponent
        i = k
      }
    }
    this.pos = i
    if (!isFloat) {
      // -0 is 0.
      if (parseInt === null && digits < 16) return negative ? 0 - m : m
      return call1(parseInt ?? this.plain('int'), textOfStr(sliceStr(this.s, from, i)))
    }
    if (parseFloat !== null) return call1(parseFloat, textOfStr(sliceStr(this.s, from, i)))
    if (digits < 16 && scale >= -22 && scale <= 22) {
      const v = scale < 0 ? m / POWERS[-scale] : m * POWERS[scale]
      return new W_Float(negative ? -v : v)
    }
    return new W_Float(Number(textOfStr(sliceStr(this.s, from, i))))
  }

  private plain(name: string): Value {
    return getattr(hooks.importModule('builtins'), name)
  }
}
