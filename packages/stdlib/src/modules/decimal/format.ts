// `__format__` of decimal numbers. lib: string#formatspec, decimal; CPython: Modules/_decimal/_decimal.c, dec_format
import { decimalValue, error } from '@typhon/objspace'
import type { Dec } from './number.ts'
import { finite, Kind, minus, plus, pow10 } from './number.ts'
import { MAX_PREC, type Settings } from './settings.ts'
import { toScientific, withPoint } from './text.ts'

/** How groups of digits and the point are written; the text of `grouping` has the sizes of groups as code units. */
export interface Marks {
  readonly point: string
  readonly separator: string
  readonly grouping: string
}

/** A spec that numbers cannot be formatted by: the text of the ValueError. */
export class SpecError {
  readonly message: string
  constructor(message = 'invalid format string') {
    this.message = message
  }
}

const SPEC = /^(?:([^])?([<>=^]))?([-+ ])?(z)?(#)?(0)?((?!0)\p{Nd}+)?(,)?(?:\.(\p{Nd}+))?([eEfFgGnN%])?$/u

const THOUSANDS: Marks = { point: '.', separator: ',', grouping: '\x03' }
/** The C locale's, which is the only one. */
const PLAIN: Marks = { point: '.', separator: '', grouping: '' }

/** A number by a format spec; `override` are marks in place of those the spec asks for; `deprecated` hears of the type N. */
export function formatDecimal(a: Dec, text: string, s: Settings, deprecated: () => void, override?: Marks): string {
  const m = SPEC.exec(text)
  if (m === null) throw new SpecError()
  const zero = m[6] !== undefined
  // Digits of other scripts are left to the library in Python, which knows neither this type nor zeros in front of a precision.
  const isForeign = /[^\d]/.test((m[7] ?? '') + (m[9] ?? ''))
  if (isForeign && (m[10] === 'N' || /^0./.test(m[9] ?? ''))) throw new SpecError()
  if (m[10] === 'N') deprecated()
  if ((zero && m[2] !== undefined) || ((m[10] === 'n' || m[10] === 'N') && m[8] !== undefined)) throw new SpecError()
  const width = m[7] === undefined ? 0 : widthOf(m[7])
  const precision = m[9] === undefined ? -1 : precisionOf(m[9])
  let type = m[10] ?? (s.capitals === 1 ? 'G' : 'g')
  if (type === 'n' || type === 'N') type = type === 'n' ? 'g' : 'G'
  let marks = override ?? (m[8] !== undefined ? THOUSANDS : PLAIN)
  let fill = m[1] ?? ' '
  let align = m[2] ?? '>'
  let body: string
  if (a.kind !== Kind.finite) {
    body = toScientific(a.withSign(false)) + (type === '%' ? '%' : '')
    if (zero && m[2] === undefined) align = '>'
    marks = PLAIN
    return pad(signOf(a.negative, m[3]), body, fill, align, width)
  }
  const number = roundFor(type, precision, type === '%' ? finite(a.negative, a.coefficient, plus(a.exponent, 2)) : a, s)
  const negative = number.negative && !(m[4] !== undefined && number.coefficient === 0n)
  const sign = signOf(negative, m[3])
  const [whole, rest] = layOut(number, type, precision, m[5] !== undefined, marks.point)
  if (zero) {
    fill = '0'
    align = '='
  }
  const room = zero ? width - sign.length - rest.length : 0
  body = group(whole, marks, room) + rest
  return pad(sign, body, fill, align, width)
}

/** The number that decimal digits of any script are. */
const numberOf = (digits: string): bigint => BigInt(Array.from(digits, (c) => decimalValue(c.codePointAt(0)!)).join(''))

function widthOf(digits: string): number {
  const n = numberOf(digits)
  if (BigInt.asIntN(64, n) !== n) throw error('OverflowError', "cannot fit 'int' into an index-sized integer")
  if (n > MAX_PREC) throw error('MemoryError')
  return Number(n)
}

/** More digits than there can be are as many as there are. */
function precisionOf(digits: string): number {
  const n = numberOf(digits)
  return n > MAX_PREC ? Number(MAX_PREC) : Number(n)
}

function signOf(negative: boolean, wanted: string | undefined): string {
  return negative ? '-' : wanted === undefined || wanted === '-' ? '' : wanted
}

/** The number rounded as a type with a precision shows it. */
function roundFor(type: string, precision: number, a: Dec, s: Settings): Dec {
  if (type === 'f' || type === 'F' || type === '%') {
    if (precision >= 0) return toPlaces(a, precision, s)
    return a.exponent > 0 ? toPlaces(a, 0, s) : a
  }
  if (precision < 0 || a.coefficient === 0n) return a
  const digits = type === 'e' || type === 'E' ? precision + 1 : Math.max(precision, 1)
  if (a.digits <= digits) return a
  const cut = a.digits - digits
  let c = s.with(1).shorten(a.negative, a.coefficient, a.digits, cut)
  let e = plus(a.exponent, cut)
  if (c === pow10(digits)) {
    c /= 10n
    e = plus(e, 1)
  }
  return finite(a.negative, c, e)
}

/** The number with so many digits behind the point. */
function toPlaces(a: Dec, places: number, s: Settings): Dec {
  const shift = plus(a.exponent, places)
  if (shift >= 0) return finite(a.negative, a.coefficient * pow10(Number(shift)), -places)
  return finite(a.negative, s.with(1).shorten(a.negative, a.coefficient, a.digits, minus(0, shift)), -places)
}

/** Digits before the point, and the rest with point and exponent. */
function layOut(a: Dec, type: string, precision: number, alternate: boolean, mark: string): [string, string] {
  let digits = String(a.coefficient)
  const left = plus(a.exponent, digits.length)
  const scientific = type === 'e' || type === 'E'
  let point = 1
  if (scientific) {
    if (precision >= 0 && a.coefficient === 0n) point = 1 - precision
  } else if (type === 'f' || type === 'F' || type === '%' || (a.exponent <= 0 && left > -6)) point = Number(left)
  let exponent = minus(left, point)
  if (scientific && precision >= 0 && a.coefficient !== 0n && digits.length <= precision) {
    digits = digits.padEnd(precision + 1, '0')
    exponent = minus(left, 1)
  }
  let text: string
  if (point > digits.length) text = digits.padEnd(point, '0')
  else text = withPoint(digits, point)
  const dot = text.indexOf('.')
  const whole = dot < 0 ? text : text.slice(0, dot)
  let rest = dot < 0 ? (alternate ? mark : '') : mark + text.slice(dot + 1)
  if (exponent !== 0 || scientific)
    rest += `${type === 'e' || type === 'g' ? 'e' : 'E'}${exponent < 0 ? '' : '+'}${exponent}`
  return [whole, type === '%' ? `${rest}%` : rest]
}

const CHAR_MAX = 127

/** Digits in groups from the right; zeros in front of them fill the room, never with a separator first. */
function group(digits: string, { separator, grouping }: Marks, room: number): string {
  if (separator === '' || grouping === '' || grouping.charCodeAt(0) === 0) return digits.padStart(room, '0')
  let out = ''
  let rest = digits
  let wanted = room
  let size = grouping.charCodeAt(0)
  for (let i = 0; ;) {
    const n = size >= CHAR_MAX ? Math.max(rest.length, wanted, 1) : Math.min(Math.max(rest.length, wanted, 1), size)
    out = rest.slice(-n).padStart(n, '0') + (out === '' ? '' : separator) + out
    rest = rest.slice(0, -n)
    wanted -= n
    if (rest === '' && wanted <= 0) return out
    wanted -= separator.length
    if (i + 1 < grouping.length && grouping.charCodeAt(i + 1) !== 0) size = grouping.charCodeAt(++i)
  }
}

/** Sign and body in a field. */
function pad(sign: string, body: string, fill: string, align: string, width: number): string {
  const missing = width - [...sign, ...body].length
  if (missing <= 0) return sign + body
  if (missing > 2 ** 29) throw new SpecError('format specification exceeds internal limits of _decimal')
  if (align === '=') return sign + fill.repeat(missing) + body
  if (align === '<') return sign + body + fill.repeat(missing)
  if (align === '>') return fill.repeat(missing) + sign + body
  const left = Math.floor(missing / 2)
  return fill.repeat(left) + sign + body + fill.repeat(missing - left)
}
