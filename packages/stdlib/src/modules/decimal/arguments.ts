// Arguments of decimal's functions, and what becomes a decimal number. lib: decimal#decimal-objects
import {
  inAscii,
  type Convert,
  error,
  floatType,
  intOrUndefined,
  isInstance,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_Float,
  W_List,
  W_Tuple,
} from '@typhon/objspace'
import { Dec, finite, fromInt, infinity, Kind, minus, plus } from './number.ts'
import { Flag, ROUNDINGS, type Rounding, type Settings } from './settings.ts'
import { fromText, fromTextExactly } from './text.ts'
import { compute, currentContext, settle, W_Context, W_Decimal } from './values.ts'

/** A `context` argument: None is the current one. */
export const contextArgument: Convert<W_Context | null> = (w) => {
  if (w === null || w instanceof W_Context) return w
  throw error('TypeError', 'optional argument must be a context')
}

/** The settings of a `context` argument. */
export function settingsOf(c: W_Context | null): Settings {
  return (c ?? currentContext()).settings
}

const NO_ROUNDING =
  'valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]'

export function roundingOf(w: Value): Rounding {
  const r = ROUNDINGS.find((name) => name === w)
  if (r === undefined) throw error('TypeError', NO_ROUNDING)
  return r
}

/** A `rounding` argument: None is the context's. */
export const roundingArgument: Convert<Rounding | null> = (w) => (w === null ? null : roundingOf(w))

const notSupported = (w: Value): unknown =>
  error('TypeError', `conversion from ${typeOf(w).fullName} to Decimal is not supported`)

/** The number of a Decimal or an int, undefined for anything else. */
export function operand(w: Value): Dec | undefined {
  if (w instanceof W_Decimal) return w.value
  if (typeof w === 'number') return fromInt(w)
  const n = intOrUndefined(w)
  return n === undefined ? undefined : fromInt(n)
}

/** The number of a Decimal or an int. */
export const decimalArgument: Convert<Dec> = (w) => {
  const a = operand(w)
  if (a === undefined) throw notSupported(w)
  return a
}

/** The exact number of a double. */
export function fromDouble(v: number): Dec {
  if (v !== v) return new Dec(Kind.quiet, false, 0n, 0)
  if (v === Infinity || v === -Infinity) return infinity(v < 0)
  const negative = v < 0 || Object.is(v, -0)
  const size = Math.abs(v)
  if (Number.isInteger(size)) return finite(negative, BigInt(size), 0)
  // size = n / 2**k = n * 5**k / 10**k
  let n = size
  let k = 0
  while (!Number.isInteger(n)) {
    const step = n < 2 ** -500 ? 500 : 1
    n *= 2 ** step
    k += step
  }
  return finite(negative, BigInt(n) * 5n ** BigInt(k), -k)
}

/** Text as arithmetic reads it: digits of any script become ASCII; undefined where there are other characters. */
export function plainText(text: string, lenient: boolean): string | undefined {
  const s = inAscii(text)
  return lenient ? s?.replace(/^[\t-\r\x1c-\x20]+|[\t-\r\x1c-\x20]+$/g, '').replaceAll('_', '') : (s ?? undefined)
}

/** The spelling of a tuple (sign, digits, exponent). */
function tupleText(w: W_Tuple | W_List): string {
  const { items } = w
  if (items.length !== 3) throw error('ValueError', 'argument must be a sequence of length 3')
  const sign = intOrUndefined(items[0])
  if (typeof sign === 'bigint' && BigInt.asIntN(64, sign) !== sign)
    throw error('OverflowError', 'Python int too large to convert to C long')
  if (sign !== 0 && sign !== 1) throw error('ValueError', 'sign must be an integer with the value 0 or 1')
  const third = strOrUndefined(items[2])
  const prefix = sign === 1 ? '-' : ''
  let kind = ''
  let exponent: number | bigint = 0
  if (third !== undefined) {
    if (third === 'F') return `${prefix}Inf`
    if (third !== 'n' && third !== 'N')
      throw error('ValueError', "string argument in the third position must be 'F', 'n' or 'N'")
    kind = third === 'n' ? 'NaN' : 'sNaN'
  } else {
    const n = intOrUndefined(items[2])
    if (n === undefined) throw error('ValueError', 'exponent must be an integer')
    if (BigInt.asIntN(64, BigInt(n)) !== BigInt(n))
      throw error('OverflowError', 'Python int too large to convert to C ssize_t')
    exponent = n
  }
  const list = items[1]
  if (!(list instanceof W_Tuple || list instanceof W_List))
    throw error('ValueError', 'coefficient must be a tuple of digits')
  let digits = ''
  for (const item of list.items) {
    const d = intOrUndefined(item)
    if (d === undefined || d < 0 || d > 9) throw error('ValueError', 'coefficient must be a tuple of digits')
    digits += d
  }
  if (kind !== '') return `${prefix}${kind}${digits.replace(/^0+/, '')}`
  return `${prefix}${digits === '' ? '0' : digits}E${exponent}`
}

/** The number that Decimal(w) is: exact, whatever the context's precision is. */
export function exactNumber(w: Value, s: Settings): Dec {
  if (w instanceof W_Decimal) return w.value
  const text = strOrUndefined(w)
  if (text !== undefined) return compute(s, () => fromTextExactly(plainText(textOfStr(text), true), s))
  const n = intOrUndefined(w)
  if (n !== undefined) return fromInt(n)
  if (w instanceof W_Tuple || w instanceof W_List) {
    const spelled = tupleText(w)
    return compute(s, () => fromTextExactly(spelled, s))
  }
  if (w instanceof W_Float) {
    noteFloat(s)
    return fromDouble(w.v)
  }
  throw notSupported(w)
}

/** FloatOperation: a float was converted without being asked for. */
export function noteFloat(s: Settings): void {
  s.status = Flag.FloatOperation
  settle(s)
}

/** The number that context.create_decimal(w) is: rounded. */
export function roundedNumber(w: Value, s: Settings): Dec {
  if (w instanceof W_Decimal) {
    return compute(s, () => {
      if (w.value.isNaN && w.value.coefficient !== 0n && w.value.digits > minus(s.prec, s.clamp))
        return s.invalid(Flag.ConversionSyntax)
      return s.finish(w.value)
    })
  }
  const text = strOrUndefined(w)
  if (text !== undefined) return compute(s, () => fromText(plainText(textOfStr(text), false), s))
  const n = intOrUndefined(w)
  if (n !== undefined) return compute(s, () => s.finish(fromInt(n)))
  if (w instanceof W_Tuple || w instanceof W_List) {
    const spelled = tupleText(w)
    return compute(s, () => fromText(spelled, s))
  }
  if (w instanceof W_Float) {
    noteFloat(s)
    return compute(s, () => s.finish(fromDouble(w.v)))
  }
  throw notSupported(w)
}

/** The number of an int or a float given to from_float; undefined for anything else. */
export function ofFloat(w: Value): Dec {
  const n = intOrUndefined(w)
  if (n !== undefined) return fromInt(n)
  if (isInstance(w, floatType)) return fromDouble((w as W_Float).v)
  throw error('TypeError', 'argument must be int or float')
}

/** An int between two bounds for a setting of a context. */
export function setting(w: Value, low: bigint | number, high: bigint | number, message: string): number | bigint {
  const n = intOrUndefined(w)
  if (n === undefined) throw error('TypeError', 'an integer is required')
  if (BigInt.asIntN(64, BigInt(n)) !== BigInt(n))
    throw error('OverflowError', 'Python int too large to convert to C ssize_t')
  if (n < low || n > high) throw error('ValueError', message)
  return plus(n, 0)
}
