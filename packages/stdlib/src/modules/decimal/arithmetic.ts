// Sums, products, quotients, remainders, roots. General Decimal Arithmetic Specification 1.70, "Arithmetic operations".
//
// Every operation takes its operands and the settings, gives a number that is rounded, and adds what it met to
// `settings.status`.
import type { Dec } from './number.ts'
import {
  digitCount,
  type Exponent,
  finite,
  infinity,
  Kind,
  minus,
  NAN,
  OutOfMemory,
  plus,
  pow10,
  squareRoot,
  strip,
} from './number.ts'
import { Flag, type Settings } from './settings.ts'

export function add(a: Dec, b: Dec, s: Settings): Dec {
  if (a.kind !== Kind.finite || b.kind !== Kind.finite) {
    const nan = s.nan(a, b)
    if (nan !== undefined) return nan
    if (a.kind !== Kind.infinite) return b
    return b.kind === Kind.infinite && a.negative !== b.negative ? s.invalid() : a
  }
  return s.finish(sum(a, b, s))
}

export function subtract(a: Dec, b: Dec, s: Settings): Dec {
  return add(a, b.isNaN ? b : b.withSign(!b.negative), s)
}

/** The sum of finite numbers, exact as far as the precision can tell. */
function sum(a: Dec, b: Dec, s: Settings): Dec {
  let big = a
  let small = b
  if (big.exponent < small.exponent) [big, small] = [small, big]
  if (big.exponent === small.exponent) return signedSum(big, big.coefficient, small, big.exponent, s)
  if (small.coefficient === 0n || big.coefficient === 0n) return sumWithZero(a, b, s)
  // A number below every digit that could matter only says that there is something.
  const end = minus(big.adjusted, s.prec)
  const low = minus(end < big.exponent ? end : big.exponent, 2)
  if (small.adjusted < low) small = finite(small.negative, 1n, minus(low, 1))
  const shift = span(big.exponent, small.exponent)
  return signedSum(big, big.coefficient * pow10(shift), small, small.exponent, s)
}

/** How many digits two exponents are apart, as a number that can be a count of digits. */
function span(high: Exponent, low: Exponent): number {
  const n = minus(high, low)
  if (typeof n !== 'number') throw new OutOfMemory()
  return n
}

function sumWithZero(a: Dec, b: Dec, s: Settings): Dec {
  const exponent = a.exponent < b.exponent ? a.exponent : b.exponent
  if (a.coefficient === 0n && b.coefficient === 0n) {
    const negative = a.negative === b.negative ? a.negative : s.rounding === 'ROUND_FLOOR'
    return finite(negative, 0n, exponent)
  }
  const x = a.coefficient === 0n ? b : a
  return lowered(x, exponent, s)
}

/** A number that is not zero with an exponent that is as near to `exponent` as its digits have room for. */
function lowered(x: Dec, exponent: Exponent, s: Settings): Dec {
  if (x.exponent <= exponent) return x
  const room = minus(s.prec, x.digits)
  const wanted = minus(x.exponent, exponent)
  const shift = wanted > room ? (room > 0 ? room : 0) : wanted
  const r = finite(x.negative, x.coefficient * pow10(Number(shift)), minus(x.exponent, shift))
  // There were more zeros than the result can show.
  if (wanted > shift) s.status |= Flag.Rounded
  return r
}

function signedSum(a: Dec, coefficient: bigint, b: Dec, exponent: Exponent, s: Settings): Dec {
  if (a.negative === b.negative) return finite(a.negative, coefficient + b.coefficient, exponent)
  const d = coefficient - b.coefficient
  if (d === 0n) return finite(s.rounding === 'ROUND_FLOOR', 0n, exponent)
  return d > 0n ? finite(a.negative, d, exponent) : finite(b.negative, -d, exponent)
}

export function multiply(a: Dec, b: Dec, s: Settings): Dec {
  const r = product(a, b, s)
  return r.kind === Kind.finite ? s.finish(r) : r
}

/** The exact product. */
function product(a: Dec, b: Dec, s: Settings): Dec {
  const negative = a.negative !== b.negative
  if (a.kind !== Kind.finite || b.kind !== Kind.finite) {
    const nan = s.nan(a, b)
    if (nan !== undefined) return nan
    return a.isZero || b.isZero ? s.invalid() : infinity(negative)
  }
  return finite(negative, a.coefficient * b.coefficient, plus(a.exponent, b.exponent))
}

/** a * b + c, rounded once. */
export function fma(a: Dec, b: Dec, c: Dec, s: Settings): Dec {
  const before = s.status
  s.status = 0
  const r = product(a, b, s)
  const invalid = (s.status & Flag.InvalidOperation) !== 0
  s.status |= before
  return invalid ? r : add(r, c, s)
}

export function divide(a: Dec, b: Dec, s: Settings): Dec {
  const negative = a.negative !== b.negative
  if (a.kind !== Kind.finite || b.kind !== Kind.finite) {
    const nan = s.nan(a, b)
    if (nan !== undefined) return nan
    if (a.kind === Kind.infinite) return b.kind === Kind.infinite ? s.invalid() : infinity(negative)
    s.status |= Flag.Clamped
    return finite(negative, 0n, s.etiny)
  }
  if (b.coefficient === 0n) return divideByZero(a, negative, s)
  const ideal = minus(a.exponent, b.exponent)
  if (a.coefficient === 0n) return s.finish(finite(negative, 0n, ideal))
  return s.finish(quotient(a, b, negative, ideal, s.prec))
}

/** Digits that are worth computing before a result is known to be exact. */
const PLENTY = 1_000_000

function quotient(a: Dec, b: Dec, negative: boolean, ideal: Exponent, prec: Exponent): Dec {
  // An exact quotient has at most four digits for each of the divisor, one for each factor 2 or 5.
  const room = a.digits + 4 * b.digits
  const precision = prec > PLENTY && prec > room ? room : Number(prec)
  const shift = b.digits - a.digits + precision + 1
  const n = shift > 0 ? a.coefficient * pow10(shift) : a.coefficient
  const d = shift < 0 ? b.coefficient * pow10(-shift) : b.coefficient
  let q = n / d
  let e = minus(ideal, shift)
  if (q * d === n) {
    if (shift > 0) {
      const [rest, zeros] = strip(q, shift)
      q = rest
      e = plus(e, zeros)
    }
  } else if (precision < prec) throw new OutOfMemory()
  // A last digit that is neither 0 nor 5 says that there are more.
  else if (q % 5n === 0n) q++
  return finite(negative, q, e)
}

function divideByZero(a: Dec, negative: boolean, s: Settings): Dec {
  if (a.coefficient === 0n) return s.invalid(Flag.DivisionUndefined)
  s.status |= Flag.DivisionByZero
  return infinity(negative)
}

/** Integer quotient and remainder of finite numbers, b not zero; undefined where the quotient has too many digits. */
function integerDivision(a: Dec, b: Dec, s: Settings): [q: bigint, r: Dec] | undefined {
  const ideal = a.exponent < b.exponent ? a.exponent : b.exponent
  if (a.coefficient === 0n) return [0n, finite(a.negative, 0n, ideal)]
  const apart = minus(a.adjusted, b.adjusted)
  if (apart < 0) return [0n, a.exponent > b.exponent ? lowerExactly(a, ideal) : a]
  if (apart > s.prec) return undefined
  const shift = span(a.exponent, b.exponent)
  const n = shift > 0 ? a.coefficient * pow10(shift) : a.coefficient
  const d = shift < 0 ? b.coefficient * pow10(-shift) : b.coefficient
  const q = n / d
  if (digitCount(q) > s.prec) return undefined
  return [q, finite(a.negative, n - q * d, ideal)]
}

function lowerExactly(a: Dec, exponent: Exponent): Dec {
  return finite(a.negative, a.coefficient * pow10(span(a.exponent, exponent)), exponent)
}

/** The integer part of a quotient. */
export function divideInteger(a: Dec, b: Dec, s: Settings): Dec {
  const negative = a.negative !== b.negative
  if (a.kind !== Kind.finite || b.kind !== Kind.finite) {
    const nan = s.nan(a, b)
    if (nan !== undefined) return nan
    if (a.kind === Kind.infinite) return b.kind === Kind.infinite ? s.invalid() : infinity(negative)
    return finite(negative, 0n, 0)
  }
  if (b.coefficient === 0n) return divideByZero(a, negative, s)
  const r = integerDivision(a, b, s)
  return r === undefined ? s.invalid(Flag.DivisionImpossible) : s.finish(finite(negative, r[0], 0))
}

/** What an integer division leaves; its sign is the dividend's. */
export function remainder(a: Dec, b: Dec, s: Settings): Dec {
  if (a.kind !== Kind.finite || b.kind !== Kind.finite) {
    const nan = s.nan(a, b)
    if (nan !== undefined) return nan
    return a.kind === Kind.infinite ? s.invalid() : s.finish(a)
  }
  if (b.coefficient === 0n) return s.invalid(a.coefficient === 0n ? Flag.DivisionUndefined : Flag.InvalidOperation)
  const r = integerDivision(a, b, s)
  return r === undefined ? s.invalid(Flag.DivisionImpossible) : s.finish(r[1])
}

export function divideModulo(a: Dec, b: Dec, s: Settings): [Dec, Dec] {
  const negative = a.negative !== b.negative
  if (a.kind !== Kind.finite || b.kind !== Kind.finite) {
    const nan = s.nan(a, b)
    if (nan !== undefined) return [nan, nan]
    if (a.kind === Kind.infinite) {
      s.status |= Flag.InvalidOperation
      return [b.kind === Kind.infinite ? NAN : infinity(negative), NAN]
    }
    return [finite(negative, 0n, 0), s.finish(a)]
  }
  if (b.coefficient === 0n) {
    if (a.coefficient === 0n) {
      s.status |= Flag.DivisionUndefined
      return [NAN, NAN]
    }
    s.status |= Flag.DivisionByZero | Flag.InvalidOperation
    return [infinity(negative), NAN]
  }
  const r = integerDivision(a, b, s)
  if (r === undefined) {
    s.status |= Flag.DivisionImpossible
    return [NAN, NAN]
  }
  return [s.finish(finite(negative, r[0], 0)), s.finish(r[1])]
}

/** What is left when the nearest integer quotient is taken, the even one of two. */
export function remainderNear(a: Dec, b: Dec, s: Settings): Dec {
  if (a.kind !== Kind.finite || b.kind !== Kind.finite) {
    const nan = s.nan(a, b)
    if (nan !== undefined) return nan
    return a.kind === Kind.infinite ? s.invalid() : s.finish(a)
  }
  if (b.coefficient === 0n) return s.invalid(a.coefficient === 0n ? Flag.DivisionUndefined : Flag.InvalidOperation)
  // A dividend that is far below half of the divisor is the remainder.
  if (minus(a.adjusted, b.adjusted) < -1 && a.coefficient !== 0n) {
    const ideal = a.exponent < b.exponent ? a.exponent : b.exponent
    return s.finish(a.exponent > b.exponent ? lowerExactly(a, ideal) : a)
  }
  const exact = integerDivision(a, b, s)
  if (exact === undefined) return s.invalid(Flag.DivisionImpossible)
  const [q, r] = exact
  const up = minus(b.exponent, r.exponent)
  const d = up > 0 ? b.coefficient * pow10(span(b.exponent, r.exponent)) : b.coefficient
  const twice = r.coefficient * 2n
  if (twice < d || (twice === d && (q & 1n) === 0n)) return s.finish(r)
  if (digitCount(q + 1n) > s.prec) return s.invalid(Flag.DivisionImpossible)
  return s.finish(finite(!a.negative, d - r.coefficient, r.exponent))
}

export function plusSign(a: Dec, s: Settings): Dec {
  const nan = s.nan(a)
  if (nan !== undefined) return nan
  return s.finish(a.isZero && s.rounding !== 'ROUND_FLOOR' ? a.withSign(false) : a)
}

export function negate(a: Dec, s: Settings): Dec {
  const nan = s.nan(a)
  if (nan !== undefined) return nan
  return s.finish(a.withSign(a.isZero && s.rounding !== 'ROUND_FLOOR' ? false : !a.negative))
}

export function absolute(a: Dec, s: Settings): Dec {
  return s.nan(a) ?? s.finish(a.withSign(false))
}

/** Square root, always rounded half to even. */
export function squareRootOf(a: Dec, s: Settings): Dec {
  const nan = s.nan(a)
  if (nan !== undefined) return nan
  if (a.kind === Kind.infinite) return a.negative ? s.invalid() : a
  const odd = (BigInt(a.exponent) & 1n) === 1n
  const ideal = half(minus(a.exponent, odd ? 1 : 0))
  const even = s.with(s.prec, 'ROUND_HALF_EVEN')
  const c = odd ? a.coefficient * 10n : a.coefficient
  let r: Dec
  if (c === 0n) r = even.finish(finite(a.negative, 0n, ideal))
  else if (a.negative) return s.invalid()
  else {
    const room = a.digits + 1
    const precision = s.prec > PLENTY && s.prec > room ? room : Number(s.prec)
    // So many pairs of zeros that the root has one digit more than the precision.
    const pairs = Math.max(0, precision + 1 - Math.floor((digitCount(c) + 1) / 2))
    const n = pairs > 0 ? c * pow10(2 * pairs) : c
    let root = squareRoot(n)
    let e = minus(ideal, pairs)
    if (root * root === n) {
      const [rest, zeros] = strip(root, pairs)
      root = rest
      e = plus(e, zeros)
    } else if (precision < s.prec) throw new OutOfMemory()
    else if (root % 5n === 0n) root++
    r = even.finish(finite(false, root, e))
  }
  s.status |= even.status
  return r
}

function half(e: Exponent): Exponent {
  return typeof e === 'number' ? e / 2 : plus(e / 2n, 0)
}

/** The number without zeros at its end. */
export function normalize(a: Dec, s: Settings): Dec {
  const nan = s.nan(a)
  if (nan !== undefined) return nan
  const r = s.finish(a)
  if (r.kind !== Kind.finite) return r
  if (r.coefficient === 0n) return finite(r.negative, 0n, 0)
  const room = minus(s.clamp === 1 ? s.etop : s.emax, r.exponent)
  if (room <= 0) return r
  const [c, zeros] = strip(r.coefficient, room > r.digits ? r.digits : Number(room))
  return finite(r.negative, c, plus(r.exponent, zeros))
}
