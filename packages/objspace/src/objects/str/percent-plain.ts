// What most formats of `%` take: raw texts, ints that are numbers and floats, each by a format of the program's that is known by now.
//
// A format is taken to pieces once. What it takes else (other values, names, mistakes) is left to percent.ts, which stands above: this
// file knows no operations, so that `%` itself asks it first.
import { flat } from '../../lib/flat.ts'
import { formatDouble, repr } from '../../lib/float-format.ts'
import { gap } from '../../lib/gap.ts'
import { AS_IT_IS, type Filling, type Writing } from '../../lib/writing.ts'
import { error } from '../../errors/exception.ts'
import type { Value } from '../../space/value.ts'
import { W_Float } from '../float-value.ts'
import { W_Tuple } from '../tuple-value.ts'

/** One conversion specifier. */
export class Specifier {
  left = false
  plus = false
  blank = false
  alternate = false
  zero = false
  width = -1
  precision = -1
  code = ''
}

/** A literal text, in which `%` stands for `%%`, and the specifier behind it: null at the end. */
export interface Piece {
  readonly text: string
  /** Name in a mapping, null for the next argument. */
  readonly key: string | null
  readonly specifier: Specifier | null
  /** Nothing but `%s` or `%d`. */
  readonly bare: boolean
  /** Decimal digits that have no sign but `-`, nor a precision. */
  readonly decimal: boolean
}

/** A format that was taken to pieces. */
interface Format {
  readonly pieces: readonly Piece[]
  /** How many arguments of a tuple it takes, -1 for one with names. */
  readonly count: number
}

const SPECIFIER = /%(?:(%)|(?:\(([^()]*)\))?([-+ #0]*)([0-9]{0,8})(\.[0-9]{0,8})?[hlL]?([diuxXoeEfFgGcsra]))/y

function pieceOf(text: string, match: RegExpExecArray): Piece {
  const [, , key = null, flags, width, precision, code] = match
  const f = new Specifier()
  f.left = flags.includes('-')
  f.plus = flags.includes('+')
  f.blank = flags.includes(' ')
  f.alternate = flags.includes('#')
  f.zero = flags.includes('0')
  f.width = width === '' ? -1 : Number(width)
  f.precision = precision === undefined ? -1 : Number(precision.slice(1))
  f.code = code
  const bare = flags === '' && width === '' && precision === undefined && (code === 's' || code === 'd')
  const decimal = (code === 'd' || code === 'i' || code === 'u') && !f.plus && !f.blank && f.precision < 0
  return { text, key, specifier: f, bare, decimal }
}

/** Formats that were taken to pieces; null for those that have to be read as they are used: `*`, unusual keys, mistakes. */
const known = new Map<string, Format | null>()
const MOST_KNOWN = 1000

/** A format that was taken to pieces; null for one that has to be read as it is used. */
export function formatOf(s: string): Format | null {
  const found = known.get(s)
  if (found !== undefined) return found
  let pieces: Piece[] | null = []
  let from = 0
  let text = ''
  for (let i = s.indexOf('%'); i >= 0; i = s.indexOf('%', from)) {
    SPECIFIER.lastIndex = i
    const match = SPECIFIER.exec(s)
    if (match === null) {
      pieces = null
      break
    }
    text += s.slice(from, i)
    if (match[1] !== undefined) text += '%'
    else {
      pieces.push(pieceOf(text, match))
      text = ''
    }
    from = i + match[0].length
  }
  pieces?.push({ text: text + s.slice(from), key: null, specifier: null, bare: false, decimal: false })
  if (known.size >= MOST_KNOWN) known.clear()
  const format = pieces === null ? null : { pieces, count: countOf(pieces) }
  known.set(s, format)
  return format
}

function countOf(pieces: readonly Piece[]): number {
  let count = 0
  for (const { specifier, key } of pieces) {
    if (key !== null) return -1
    if (specifier !== null) count++
  }
  return count
}

/** How a raw str as a format is filled by arguments in order; null for one that takes others. */
export function fillingOfPercent(s: string): Filling | null {
  const format = formatOf(s)
  if (format === null || format.count < 0) return null
  const { pieces, count } = format
  return {
    texts: pieces.map(({ text }) => text),
    places: Array.from({ length: count }, (_, i) => i),
    writings: pieces.slice(0, count).map(writingOf),
  }
}

/** Wider fields and longer numbers are for those that look at how much memory there is. */
const MOST_WIDE = 1000

const OF_INTS = 'diuxsrfeg'
const OF_FLOATS = 'feg'

function writingOf({ specifier, bare, decimal }: Piece): Writing {
  const f = specifier as Specifier
  const { code } = f
  if (f.width > MOST_WIDE || f.precision > MOST_WIDE) return {}
  const isText = code === 's'
  if (bare) return { int: AS_IT_IS, text: isText ? AS_IT_IS : undefined, double: isText ? repr : undefined }
  const ofInt = (n: number): string => (decimal && n >= 0 ? inField(f, String(n)) : (plainNumber(f, n) as string))
  const ofShown = (v: number): string => plainText(f, repr(v))
  return {
    int: OF_INTS.includes(code) ? ofInt : undefined,
    text: isText ? (text) => plainText(f, text) : undefined,
    double: OF_FLOATS.includes(code) ? (v) => plainFloat(f, v) as string : isText || code === 'r' ? ofShown : undefined,
  }
}

/** s % args for a raw str, where that is plain; else undefined. */
export function plainPercent(s: string, args: Value): string | undefined {
  const format = formatOf(s)
  if (format === null) return undefined
  let text: string | undefined
  if (args instanceof W_Tuple) {
    if (format.count !== args.items.length) return undefined
    text = filled(format.pieces, args.items, null)
  } else {
    if (format.count !== 1 || !(typeof args === 'number' || typeof args === 'string' || args instanceof W_Float))
      return undefined
    text = filled(format.pieces, null, args)
  }
  return text === undefined ? undefined : flat(text)
}

/** A format with as many arguments as it takes, all of them plain numbers and raw texts; undefined where one is not. */
function filled(pieces: readonly Piece[], items: readonly Value[] | null, one: Value): string | undefined {
  let text = ''
  const last = pieces.length - 1
  for (let i = 0; i < last; i++) {
    const piece = pieces[i]
    const specifier = piece.specifier as Specifier
    if (piece.text !== '') text += piece.text
    const w = items === null ? one : items[i]
    if (typeof w === 'number') {
      if (piece.bare) text += String(w)
      else {
        const part = piece.decimal && w >= 0 ? inField(specifier, String(w)) : plainNumber(specifier, w)
        if (part === undefined) return undefined
        text += part
      }
    } else if (typeof w === 'string') {
      if (specifier.code !== 's') return undefined
      text += piece.bare ? w : plainText(specifier, w)
    } else if (w instanceof W_Float) {
      const part = plainFloat(specifier, w.v)
      if (part === undefined) return undefined
      text += part
    } else if ((w === null || typeof w === 'boolean') && specifier.code === 's')
      text += plainText(specifier, w === null ? 'None' : w ? 'True' : 'False')
    else return undefined
  }
  const { text: rest } = pieces[last]
  return rest === '' ? text : text + rest
}

function plainNumber(f: Specifier, n: number): string | undefined {
  switch (f.code) {
    case 'd':
    case 'i':
    case 'u':
      return digits(f, n < 0, '', n < 0 ? String(-n) : String(n))
    case 'x':
      return digits(f, n < 0, f.alternate ? '0x' : '', (n < 0 ? -n : n).toString(16))
    case 's':
    case 'r':
      return plainText(f, String(n))
    case 'f':
    case 'e':
    case 'g':
      return plainFloat(f, n)
  }
  return undefined
}

function plainText(f: Specifier, s: string): string {
  const text = f.precision >= 0 && s.length > f.precision ? s.slice(0, f.precision) : s
  const missing = f.width - text.length
  if (missing <= 0) return text
  return f.left ? text + gap(' ', missing) : gap(' ', missing) + text
}

function plainFloat(f: Specifier, v: number): string | undefined {
  const { code } = f
  if (code !== 'f' && code !== 'e' && code !== 'g') return undefined
  const text = formatDouble(v, code, f.precision < 0 ? 6 : f.precision, f.alternate)
  return text.startsWith('-') ? layOut(f, true, '', text.slice(1)) : layOut(f, false, '', text)
}

/** The digits of an int in its field. */
export function digits(f: Specifier, negative: boolean, prefix: string, text: string): string {
  // What C's int holds, less sign and prefix.
  if (f.precision > 2 ** 31 - 4) throw error('OverflowError', 'precision too large')
  return layOut(f, negative, prefix, f.precision > text.length ? text.padStart(f.precision, '0') : text)
}

/** A number in its field. */
export function layOut(f: Specifier, negative: boolean, prefix: string, text: string): string {
  const head = (negative ? '-' : f.plus ? '+' : f.blank ? ' ' : '') + prefix
  if (head === '') return inField(f, text)
  const missing = f.width - head.length - text.length
  if (missing <= 0) return head + text
  if (f.left) return head + text + gap(' ', missing)
  return f.zero ? head + gap('0', missing) + text : gap(' ', missing) + head + text
}

/** A number without a sign in its field. */
function inField(f: Specifier, text: string): string {
  const missing = f.width - text.length
  if (missing <= 0) return text
  return f.left ? text + gap(' ', missing) : gap(f.zero ? '0' : ' ', missing) + text
}
