// printf-style formatting of str and bytes. lib: stdtypes#printf-style-string-formatting; CPython: unicode_format, _PyBytes_FormatEx
//
// Bytes are formatted as text of Latin-1 characters; a `Dialect` holds its own: how objects become text, and messages.
import { error, isError } from '../../errors/exception.ts'
import { flat } from '../../lib/flat.ts'
import { formatDouble } from '../../lib/float-format.ts'
import { callSpecial1 } from '../../operations/call.ts'
import {
  indexOrUndefined,
  indexUnlessWrong,
  type Int,
  intOrUndefined,
  repr,
  type Str,
  str,
} from '../../operations/convert.ts'
import { getitem } from '../../operations/item.ts'
import { typeOf } from '../../space/kind.ts'
import { Special } from '../../space/special.ts'
import type { Value } from '../../space/value.ts'
import { int, ssizeInt, toDouble } from '../../typedef/convert.ts'
import { W_Complex } from '../numbers/complex-value.ts'
import { intText } from '../numbers/int.ts'
import { W_Tuple } from '../tuple-value.ts'
import { asciiText } from './concat.ts'
import { padStr } from './layout.ts'
import { digits, formatOf, layOut, type Piece, plainPercent, Specifier } from './percent-plain.ts'
import { lengthOf, pointAt, sliceStr, StrBuilder } from './units.ts'
import { keyOfStr, strFromCodePoints, strFromText, strOrUndefined, textOfStr } from './wide.ts'

/** What differs between formatting str and bytes. */
export interface Dialect {
  /** `string` or `bytes`, for messages. */
  readonly noun: string
  /** What is said of a precision that is too large. */
  readonly precision: string
  /** Whether a value that has items stands for itself rather than for a mapping. */
  isText(w: Value): boolean
  key(name: Str): Value
  /** %s, %b, %r, %a as text; undefined where the code is unknown. */
  object(w: Value, code: string): Str | undefined
  /** %c as text. */
  character(w: Value): Str
  notFloat(w: Value, e: unknown): unknown
}

const LOWEST = -(2n ** 63n)

/** The most characters that a text of the host can have, and that one elsewhere could have the memory for. */
const MOST = 2 ** 29
const MOST_ELSEWHERE = 2 ** 36

class Formatter {
  private readonly s: Str
  private readonly end: number
  private readonly dialect: Dialect
  private i = 0
  private args: Value
  /** Items of a tuple of arguments; null: one argument. */
  private readonly items: readonly Value[] | null
  private used = 0
  private readonly mapping: Value | undefined
  private keyed = false
  /** The text is longer than one of the host can be, which is told when there is nothing else to tell. */
  private isTooLong = false

  constructor(s: Str, args: Value, dialect: Dialect) {
    this.s = s
    this.end = lengthOf(s)
    this.args = args
    this.dialect = dialect
    this.items = args instanceof W_Tuple ? args.items : null
    const has = this.items === null ? typeOf(args).special(Special.getitem) : undefined
    this.mapping = has !== undefined && has !== null && !dialect.isText(args) ? args : undefined
  }

  run(): Str {
    const format = typeof this.s === 'string' ? formatOf(this.s) : null
    return format === null ? this.read() : this.fill(format.pieces)
  }

  private fill(pieces: readonly Piece[]): Str {
    // Text that is wide begins a builder.
    let text = ''
    let out: StrBuilder | null = null
    for (let i = 0; i < pieces.length; i++) {
      const piece = pieces[i]
      text += piece.text
      const { specifier } = piece
      if (specifier === null) continue
      if (piece.key !== null) this.take(piece.key)
      const w = this.argument()
      if (piece.bare) {
        const ofText = specifier.code === 's'
        if (
          typeof w === 'number'
            ? !ofText || this.dialect === STR
            : typeof w === 'string' && ofText && this.dialect === STR
        ) {
          text += w
          continue
        }
      }
      const part = this.convert(specifier, w)
      if (typeof part === 'string') text += part
      else {
        out ??= new StrBuilder()
        out.add(text)
        out.add(part)
        text = ''
      }
    }
    this.checkAllUsed()
    if (out === null) return flat(text)
    out.add(text)
    return out.done()
  }

  private checkAllUsed(): void {
    const left = this.items === null ? !this.keyed && this.used === 0 : !this.keyed && this.used < this.items.length
    if (left && this.mapping === undefined)
      throw error('TypeError', `not all arguments converted during ${this.dialect.noun} formatting`)
    if (this.isTooLong) throw error('MemoryError')
  }

  /** Reads the format as it is used. */
  private read(): Str {
    const out = new StrBuilder()
    const { s, end } = this
    let from = 0
    while (this.i < end) {
      if (pointAt(s, this.i) !== 37) {
        this.i++
        continue
      }
      if (this.i > from) out.add(sliceStr(s, from, this.i))
      this.i++
      out.add(this.specifier())
      from = this.i
    }
    if (end > from) out.add(sliceStr(s, from, end))
    this.checkAllUsed()
    return out.done()
  }

  private argument(): Value {
    if (this.items !== null && !this.keyed) {
      if (this.used < this.items.length) return this.items[this.used++]
    } else if (this.used === 0) {
      this.used = 1
      return this.args
    }
    throw error('TypeError', 'not enough arguments for format string')
  }

  private char(): string {
    if (this.i >= this.end) throw error('ValueError', 'incomplete format')
    return String.fromCodePoint(pointAt(this.s, this.i))
  }

  private specifier(): Str {
    const f = new Specifier()
    if (this.char() === '%') {
      this.i++
      return '%'
    }
    if (this.char() === '(') this.readKey()
    for (; ; this.i++) {
      const c = this.char()
      if (c === '-') f.left = true
      else if (c === '+') f.plus = true
      else if (c === ' ') f.blank = true
      else if (c === '#') f.alternate = true
      else if (c === '0') f.zero = true
      else break
    }
    if (this.char() === '*') {
      this.i++
      const width = this.star(ssizeInt)
      f.left ||= width < 0
      // There is no number that is opposite to the lowest one.
      f.width = width === LOWEST ? -1 : Math.abs(Number(width))
      if (f.width > MOST && f.width <= MOST_ELSEWHERE) {
        this.isTooLong = true
        f.width = -1
      }
    } else f.width = this.number('width too big')
    if (this.char() === '.') {
      this.i++
      if (this.char() === '*') {
        this.i++
        f.precision = Math.max(0, this.star(int))
      } else f.precision = Math.max(0, this.number(this.dialect.precision))
    }
    if ('hlL'.includes(this.char())) this.i++
    f.code = this.char()
    this.i++
    return this.convert(f, this.argument())
  }

  private readKey(): void {
    if (this.mapping === undefined) throw error('TypeError', 'format requires a mapping')
    const start = ++this.i
    let depth = 1
    while (depth > 0 && this.i < this.end) {
      const c = pointAt(this.s, this.i++)
      if (c === 41) depth--
      else if (c === 40) depth++
    }
    if (depth > 0 || this.i >= this.end + 1) throw error('ValueError', 'incomplete format key')
    this.take(sliceStr(this.s, start, this.i - 1))
  }

  /** Takes the value of a name in the mapping for the next argument. */
  private take(name: Str): void {
    if (this.mapping === undefined) throw error('TypeError', 'format requires a mapping')
    this.args = getitem(this.mapping, this.dialect.key(name))
    this.keyed = true
    this.used = 0
  }

  private star<T>(convert: (w: Value) => T): T {
    const w = this.argument()
    if (intOrUndefined(w) === undefined) throw error('TypeError', '* wants int')
    return convert(w)
  }

  private number(tooBig: string): number {
    let n = -1
    const limit = tooBig.startsWith('prec') ? 2 ** 31 - 1 : 2 ** 63 - 1
    for (let c = this.char(); c >= '0' && c <= '9'; c = this.char()) {
      n = Math.max(n, 0) * 10 + Number(c)
      if (n > limit) throw error('ValueError', tooBig)
      this.i++
    }
    return n
  }

  private convert(f: Specifier, w: Value): Str {
    switch (f.code) {
      case 'd':
      case 'i':
      case 'u':
        return this.number10(f, w)
      case 'x':
      case 'X':
      case 'o':
        return this.numberOther(f, w)
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G': {
        let v: number
        try {
          v = toDouble(w)
        } catch (e) {
          throw this.dialect.notFloat(w, e)
        }
        const text = formatDouble(v, f.code, f.precision < 0 ? 6 : f.precision, f.alternate)
        return text.startsWith('-') ? layOut(f, true, '', text.slice(1)) : layOut(f, false, '', text)
      }
      case 'c':
        return this.pad(f, this.dialect.character(w))
    }
    const text = this.dialect.object(w, f.code)
    if (text === undefined) {
      const c = f.code.codePointAt(0)!
      const shown = c > 31 && c < 128 ? f.code : '?'
      throw error('ValueError', `unsupported format character '${shown}' (0x${c.toString(16)}) at index ${this.i - 1}`)
    }
    return this.pad(f, f.precision >= 0 && lengthOf(text) > f.precision ? sliceStr(text, 0, f.precision) : text)
  }

  private wrong(f: Specifier, w: Value, wanted: string): unknown {
    const code = this.dialect !== STR && f.code === 'i' ? 'd' : f.code
    return error('TypeError', `%${code} format: ${wanted} is required, not ${typeOf(w).fullName}`)
  }

  private number10(f: Specifier, w: Value): Str {
    const n = intOrUndefined(w) ?? this.toInt(f, w)
    const text = intText(n)
    return digits(f, n < 0, '', n < 0 ? text.slice(1) : text)
  }

  /** The int that a number is cut to. */
  private toInt(f: Specifier, w: Value): Int {
    const type = typeOf(w)
    if (w instanceof W_Complex) throw this.wrong(f, w, 'a real number')
    const method = type.special(Special.int)
    try {
      const n = method !== undefined && method !== null ? intOrUndefined(callSpecial1(method, w)) : indexOrUndefined(w)
      if (n !== undefined) return n
    } catch (e) {
      if (!isError(e, 'TypeError')) throw e
    }
    throw this.wrong(f, w, 'a real number')
  }

  private numberOther(f: Specifier, w: Value): Str {
    let n: Int | undefined
    try {
      n = indexOrUndefined(w)
    } catch (e) {
      if (!isError(e, 'TypeError')) throw e
    }
    if (n === undefined) throw this.wrong(f, w, 'an integer')
    const text = (n < 0 ? -n : n).toString(f.code === 'o' ? 8 : 16)
    return digits(f, n < 0, f.alternate ? `0${f.code}` : '', f.code === 'X' ? text.toUpperCase() : text)
  }

  private pad(f: Specifier, text: Str): Str {
    const missing = f.width - lengthOf(text)
    if (missing <= 0) return text
    return f.left ? padStr(text, 0, missing, ' ') : padStr(text, missing, 0, ' ')
  }
}

const STR: Dialect = {
  noun: 'string',
  precision: 'precision too big',
  isText: (w) => strOrUndefined(w) !== undefined,
  key: (name) => name,
  object: (w, code) =>
    code === 's' ? str(w) : code === 'r' ? repr(w) : code === 'a' ? (asciiText(repr(w)) as Str) : undefined,
  character(w) {
    const s = strOrUndefined(w)
    if (s !== undefined) {
      if (lengthOf(s) === 1) return s
    } else {
      const n = indexUnlessWrong(w)
      if (n !== undefined) {
        if (typeof n === 'bigint' || n < 0 || n > 0x10ffff)
          throw error('OverflowError', '%c arg not in range(0x110000)')
        return strFromCodePoints(Uint32Array.of(n))
      }
    }
    throw error('TypeError', '%c requires int or char')
  },
  notFloat: (_w, e) => e,
}

/** s % args */
export function percentStr(s: Str, args: Value): Str {
  if (typeof s === 'string') return plainPercent(s, args) ?? new Formatter(s, args, STR).run()
  // In its spelling, unless there are halves of characters, which could meet where what is between them is empty.
  const spelled = keyOfStr(s)
  const text = spelled.isWellFormed() ? plainPercent(spelled, args) : undefined
  return text === undefined ? new Formatter(s, args, STR).run() : strFromText(text)
}

/** Formats text of Latin-1 characters by the dialect of bytes. */
export function percentText(text: string, args: Value, dialect: Dialect): string {
  return textOfStr(new Formatter(strFromText(text), args, dialect).run())
}
