// Comparisons, the larger and the smaller of two, neighbours, classes. General Decimal Arithmetic Specification 1.70.
import { add } from './arithmetic.ts'
import type { Dec } from './number.ts'
import { finite, fromInt, Kind, minus, OutOfMemory, pow10 } from './number.ts'
import { Flag, type Settings } from './settings.ts'

/** The order of two numbers, neither of them a NaN: -1, 0 or 1. */
export function order(a: Dec, b: Dec): number {
  if (a.isZero && b.isZero) return 0
  if (a.isZero) return b.negative ? 1 : -1
  if (b.isZero) return a.negative ? -1 : 1
  if (a.negative !== b.negative) return a.negative ? -1 : 1
  return a.negative ? -magnitudes(a, b) : magnitudes(a, b)
}

/** The order of absolute values. */
export function magnitudes(a: Dec, b: Dec): number {
  if (a.kind === Kind.infinite) return b.kind === Kind.infinite ? 0 : 1
  if (b.kind === Kind.infinite) return -1
  if (a.coefficient === 0n || b.coefficient === 0n)
    return a.coefficient === b.coefficient ? 0 : a.coefficient === 0n ? -1 : 1
  const x = a.adjusted
  const y = b.adjusted
  if (x !== y) return x < y ? -1 : 1
  // Numbers with the same first place differ by no more digits than they have.
  const shift = Number(minus(a.exponent, b.exponent))
  const m = shift > 0 ? a.coefficient * pow10(shift) : a.coefficient
  const n = shift < 0 ? b.coefficient * pow10(-shift) : b.coefficient
  return m < n ? -1 : m > n ? 1 : 0
}

/** The order as a number, NaN where an operand is one. */
export function compare(a: Dec, b: Dec, s: Settings): Dec {
  return s.nan(a, b) ?? fromInt(order(a, b))
}

/** As compare, but any NaN is an invalid operation. */
export function compareSignal(a: Dec, b: Dec, s: Settings): Dec {
  const nan = s.nan(a, b)
  if (nan === undefined) return fromInt(order(a, b))
  s.status |= Flag.InvalidOperation
  return nan
}

/** A number's place among infinities and NaNs, for the total order. */
function rank(a: Dec): number {
  return a.kind === Kind.quiet ? 2 : a.kind === Kind.signaling ? 1 : 0
}

/** The order by representation of absolute values. */
function totalMagnitudes(a: Dec, b: Dec): number {
  const x = rank(a)
  const y = rank(b)
  if (x !== y) return x < y ? -1 : 1
  if (x > 0) return a.coefficient < b.coefficient ? -1 : a.coefficient > b.coefficient ? 1 : 0
  const n = magnitudes(a, b)
  return n !== 0 ? n : a.exponent < b.exponent ? -1 : a.exponent > b.exponent ? 1 : 0
}

/** The order by representation: 1.0 is below 1, -NaN below everything. */
export function total(a: Dec, b: Dec): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1
  return a.negative ? -totalMagnitudes(a, b) : totalMagnitudes(a, b)
}

export function compareTotal(a: Dec, b: Dec): Dec {
  return fromInt(total(a, b))
}

export function compareTotalMagnitudes(a: Dec, b: Dec): Dec {
  return fromInt(totalMagnitudes(a, b))
}

/** The larger (`sign` 1) or smaller (-1) of two numbers by an order; a quiet NaN gives way to a number. */
function extreme(a: Dec, b: Dec, sign: number, byMagnitude: boolean, s: Settings): Dec {
  if (a.kind === Kind.quiet && !b.isNaN) return s.finish(b)
  if (b.kind === Kind.quiet && !a.isNaN) return s.finish(a)
  const nan = s.nan(a, b)
  if (nan !== undefined) return nan
  let c = byMagnitude ? magnitudes(a, b) : order(a, b)
  if (c === 0) c = total(a, b)
  return s.finish(c * sign >= 0 ? a : b)
}

export const max = (a: Dec, b: Dec, s: Settings): Dec => extreme(a, b, 1, false, s)
export const min = (a: Dec, b: Dec, s: Settings): Dec => extreme(a, b, -1, false, s)
export const maxMagnitude = (a: Dec, b: Dec, s: Settings): Dec => extreme(a, b, 1, true, s)
export const minMagnitude = (a: Dec, b: Dec, s: Settings): Dec => extreme(a, b, -1, true, s)

/** The next number towards an infinity. */
function next(a: Dec, negative: boolean, s: Settings): Dec {
  const nan = s.nan(a)
  if (nan !== undefined) return nan
  if (a.kind === Kind.infinite) return a.negative === negative ? a : s.largest(a.negative)
  if (a.coefficient === 0n) return finite(negative, 1n, s.etiny)
  if (s.prec > Number.MAX_SAFE_INTEGER) throw new OutOfMemory()
  const towards = s.with(s.prec, negative ? 'ROUND_FLOOR' : 'ROUND_CEILING')
  const r = towards.finish(a)
  // A number that was no result before has one as its neighbour.
  return order(r, a) !== 0 ? r : add(a, finite(negative, 1n, minus(s.etiny, 1)), towards)
}

export const nextMinus = (a: Dec, s: Settings): Dec => next(a, true, s)
export const nextPlus = (a: Dec, s: Settings): Dec => next(a, false, s)

export function nextToward(a: Dec, b: Dec, s: Settings): Dec {
  const nan = s.nan(a, b)
  if (nan !== undefined) return nan
  const c = order(a, b)
  if (c === 0) return a.withSign(b.negative)
  const r = next(a, c > 0, s)
  if (r.kind === Kind.infinite) s.status |= Flag.Overflow | Flag.Rounded | Flag.Inexact
  else if (r.adjusted < s.emin) {
    s.status |= Flag.Underflow | Flag.Subnormal | Flag.Rounded | Flag.Inexact
    if (r.coefficient === 0n) s.status |= Flag.Clamped
  }
  return r
}

export function sameQuantum(a: Dec, b: Dec): boolean {
  if (a.kind === Kind.finite && b.kind === Kind.finite) return a.exponent === b.exponent
  return (a.isNaN && b.isNaN) || (a.kind === Kind.infinite && b.kind === Kind.infinite)
}

export function isNormal(a: Dec, s: Settings): boolean {
  return a.isFinite && a.coefficient !== 0n && a.adjusted >= s.emin
}

export function isSubnormal(a: Dec, s: Settings): boolean {
  return a.isFinite && a.coefficient !== 0n && a.adjusted < s.emin
}

export function numberClass(a: Dec, s: Settings): string {
  if (a.kind === Kind.quiet) return 'NaN'
  if (a.kind === Kind.signaling) return 'sNaN'
  const sign = a.negative ? '-' : '+'
  if (a.kind === Kind.infinite) return `${sign}Infinity`
  if (a.coefficient === 0n) return `${sign}Zero`
  return sign + (isSubnormal(a, s) ? 'Subnormal' : 'Normal')
}
