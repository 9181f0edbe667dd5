// Operations on the digits and exponents of numbers: quantize, rounding to integers, shifts, logical operations. General
// Decimal Arithmetic Specification 1.70, "Miscellaneous operations".
import type { Dec } from './number.ts'
import { type Exponent, finite, fromInt, infinity, Kind, minus, OutOfMemory, plus, pow10, times } from './number.ts'
import { Flag, type Rounding, type Settings } from './settings.ts'

/** The number with the exponent of `b`. */
export function quantize(a: Dec, b: Dec, s: Settings): Dec {
  if (a.kind !== Kind.finite || b.kind !== Kind.finite) {
    const nan = s.nan(a, b)
    if (nan !== undefined) return nan
    return a.kind === Kind.infinite && b.kind === Kind.infinite ? a : s.invalid()
  }
  return rescale(a, b.exponent, s)
}

/** The number with another exponent, rounded when it loses digits. */
export function rescale(a: Dec, exponent: Exponent, s: Settings): Dec {
  const nan = s.nan(a)
  if (nan !== undefined || a.kind === Kind.infinite) return nan ?? a
  if (exponent > s.emax || exponent < s.etiny) return s.invalid()
  if (a.coefficient === 0n) return s.finish(finite(a.negative, 0n, exponent))
  const shift = minus(a.exponent, exponent)
  if (plus(a.digits, shift) > s.prec) return s.invalid()
  let r: Dec
  const before = s.status
  if (shift >= 0) r = finite(a.negative, a.coefficient * pow10(countOf(shift)), exponent)
  else {
    r = finite(a.negative, s.shorten(a.negative, a.coefficient, a.digits, minus(0, shift)), exponent)
    s.status |= Flag.Rounded
  }
  if (r.digits > s.prec || (r.coefficient !== 0n && r.adjusted > s.emax)) {
    s.status = before
    return s.invalid()
  }
  return s.finish(r)
}

function countOf(e: Exponent): number {
  if (typeof e !== 'number') throw new OutOfMemory()
  return e
}

/** The nearest integer by a rounding, of any number of digits; conditions are met where `exact`. */
export function toIntegral(a: Dec, rounding: Rounding, exact: boolean, s: Settings): Dec {
  const nan = s.nan(a)
  if (nan !== undefined) return nan
  if (a.kind === Kind.infinite || a.exponent >= 0) return a
  if (a.coefficient === 0n) return finite(a.negative, 0n, 0)
  const work = s.with(s.prec, rounding)
  const c = work.shorten(a.negative, a.coefficient, a.digits, minus(0, a.exponent))
  if (exact) s.status |= work.status | Flag.Rounded
  return finite(a.negative, c, 0)
}

/** The integer part as an int. */
export function truncate(a: Dec): bigint {
  const n =
    a.exponent >= 0
      ? a.coefficient * pow10(countOf(a.exponent))
      : minus(0, a.exponent) >= a.digits
        ? 0n
        : a.coefficient / pow10(Number(minus(0, a.exponent)))
  return a.negative ? -n : n
}

/** Whether a number has no fraction. */
export function isInteger(a: Dec): boolean {
  if (a.kind !== Kind.finite) return false
  if (a.exponent >= 0 || a.coefficient === 0n) return true
  const n = minus(0, a.exponent)
  return n < a.digits && a.coefficient % pow10(Number(n)) === 0n
}

/** Whether an integer is odd. */
export function isOdd(a: Dec): boolean {
  if (a.exponent > 0 || a.coefficient === 0n) return false
  return ((a.coefficient / pow10(Number(minus(0, a.exponent)))) & 1n) === 1n
}

/** The exponent of the first digit as a number. */
export function logb(a: Dec, s: Settings): Dec {
  const nan = s.nan(a)
  if (nan !== undefined) return nan
  if (a.kind === Kind.infinite) return infinity(false)
  if (a.coefficient === 0n) {
    s.status |= Flag.DivisionByZero
    return infinity(true)
  }
  return s.finish(fromInt(a.adjusted))
}

/** An integer operand between -limit and limit; undefined for any other. */
function count(b: Dec, limit: Exponent): Exponent | undefined {
  if (b.kind !== Kind.finite || b.exponent !== 0) return undefined
  const n = plus(b.negative ? -b.coefficient : b.coefficient, 0)
  return n > limit || n < minus(0, limit) ? undefined : n
}

/** a * 10**b. */
export function scaleb(a: Dec, b: Dec, s: Settings): Dec {
  const nan = s.nan(a, b)
  if (nan !== undefined) return nan
  const n = count(b, times(plus(s.emax, s.prec), 2))
  if (n === undefined) return s.invalid()
  if (a.kind === Kind.infinite) return a
  return s.finish(finite(a.negative, a.coefficient, plus(a.exponent, n)))
}

/** The last digits of the coefficient, as many as the precision has. */
function lastDigits(a: Dec, s: Settings): bigint {
  return a.digits <= s.prec ? a.coefficient : a.coefficient % pow10(Number(s.prec))
}

/** Digits moved left by b places (right where b is negative) within the precision. */
export function shift(a: Dec, b: Dec, s: Settings): Dec {
  const nan = s.nan(a, b)
  if (nan !== undefined) return nan
  const n = count(b, s.prec)
  if (n === undefined) return s.invalid()
  if (a.kind === Kind.infinite) return a
  const c = lastDigits(a, s)
  if (n < 0) return finite(a.negative, c / pow10(-Number(n)), a.exponent)
  if (c === 0n) return finite(a.negative, 0n, a.exponent)
  const kept = Number(minus(s.prec, n))
  const low = a.digits > kept ? c % pow10(kept) : c
  return finite(a.negative, low * pow10(Number(n)), a.exponent)
}

/** Digits moved left by b places, those that fall out coming in on the other side. */
export function rotate(a: Dec, b: Dec, s: Settings): Dec {
  const nan = s.nan(a, b)
  if (nan !== undefined) return nan
  const n = count(b, s.prec)
  if (n === undefined) return s.invalid()
  if (a.kind === Kind.infinite) return a
  const c = lastDigits(a, s)
  if (c === 0n) return finite(a.negative, 0n, a.exponent)
  const prec = Number(s.prec)
  const left = n < 0 ? prec + Number(n) : Number(n)
  const unit = pow10(prec - left)
  const high = c / unit
  return finite(a.negative, (c - high * unit) * pow10(left) + high, a.exponent)
}

/** The digits of a logical operand as bits; undefined where a digit is neither 0 nor 1. */
function bits(a: Dec): string | undefined {
  if (a.kind !== Kind.finite || a.negative || a.exponent !== 0) return undefined
  const text = String(a.coefficient)
  return /^[01]+$/.test(text) ? text : undefined
}

/** The number whose digits are bits, as many as the precision has. */
function fromBits(b: bigint, s: Settings): Dec {
  const r = finite(false, BigInt(b.toString(2)), 0)
  return finite(false, lastDigits(r, s), 0)
}

function logical(a: Dec, b: Dec, s: Settings, op: (x: bigint, y: bigint) => bigint): Dec {
  const x = bits(a)
  const y = bits(b)
  if (x === undefined || y === undefined) return s.invalid()
  return fromBits(op(BigInt(`0b${x}`), BigInt(`0b${y}`)), s)
}

export const logicalAnd = (a: Dec, b: Dec, s: Settings): Dec => logical(a, b, s, (x, y) => x & y)
export const logicalOr = (a: Dec, b: Dec, s: Settings): Dec => logical(a, b, s, (x, y) => x | y)
export const logicalXor = (a: Dec, b: Dec, s: Settings): Dec => logical(a, b, s, (x, y) => x ^ y)

export function logicalInvert(a: Dec, s: Settings): Dec {
  const x = bits(a)
  if (x === undefined) return s.invalid()
  if (s.prec > 1e8) throw new OutOfMemory()
  const ones = (1n << BigInt(Math.max(x.length, Number(s.prec)))) - 1n
  return fromBits(ones ^ BigInt(`0b${x}`), s)
}
