// Powers. General Decimal Arithmetic Specification 1.70, "power"; lib: decimal#decimal.Context.power
//
// An integral power is computed by squaring with so many more digits that the last ones of the result are right; any other
// is exp(b * ln a), each step correctly rounded to more digits than wanted. So a result is well defined, and almost always
// correctly rounded: what the documentation promises.
import { divide, multiply } from './arithmetic.ts'
import { magnitudes, order } from './comparison.ts'
import { isInteger, isOdd, truncate } from './digits.ts'
import type { Dec } from './number.ts'
import { type Exponent, finite, infinity, Kind, minus, NAN, ONE, plus, pow10 } from './number.ts'
import { ERRORS, Flag, type Settings, widest } from './settings.ts'
import { exp, ln } from './transcendental.ts'

/** Digits that a power of e gets beyond those wanted, for the digits of the largest exponents. */
const GUARD = 4 + 19

export function power(a: Dec, b: Dec, s: Settings): Dec {
  const nan = s.nan(a, b)
  if (nan !== undefined) return nan
  const integral = isInteger(b)
  const negative = a.negative && integral && isOdd(b)
  if (a.isZero) {
    if (b.isZero) return s.invalid()
    return b.negative ? infinity(negative) : finite(negative, 0n, 0)
  }
  if (a.negative && (!integral || b.kind === Kind.infinite)) return s.invalid()
  if (b.kind === Kind.infinite) {
    const c = magnitudes(a, ONE)
    if (c === 0) return paddedOne(false, Flag.Inexact | Flag.Rounded, s)
    return c > 0 === b.negative ? finite(negative, 0n, 0) : infinity(negative)
  }
  if (a.kind === Kind.infinite) {
    if (b.isZero) return finite(negative, 1n, 0)
    return b.negative ? finite(negative, 0n, 0) : infinity(negative)
  }
  if (b.isZero) return finite(negative, 1n, 0)
  if (magnitudes(a, ONE) === 0) return powerOfOne(a, b, integral, negative, s)
  const far = beyond(a, b, negative, s)
  if (far !== undefined) return far
  return integral ? integralPower(a, b, negative, s) : realPower(a, b, s)
}

/** One with as many zeros as the precision has room for. */
function paddedOne(negative: boolean, status: number, s: Settings): Dec {
  s.status |= status
  const zeros = Number(minus(s.prec, 1))
  return finite(negative, pow10(zeros), -zeros)
}

/** A power of 1 or -1, which keeps the zeros of an exact result. */
function powerOfOne(a: Dec, b: Dec, integral: boolean, negative: boolean, s: Settings): Dec {
  if (!integral) return paddedOne(false, Flag.Inexact | Flag.Rounded, s)
  if (b.negative) return finite(negative, 1n, 0)
  const zeros = a.exponent >= 0 ? 0n : -BigInt(a.exponent) * truncate(b)
  if (zeros >= BigInt(s.prec)) return paddedOne(negative, Flag.Rounded, s)
  return finite(negative, pow10(Number(zeros)), -Number(zeros))
}

/** A power that is certainly too large or too small, which is seen from its first digits. */
function beyond(a: Dec, b: Dec, negative: boolean, s: Settings): Dec | undefined {
  // |log10 |a|| is at least 10**low.
  const grows = order(a.withSign(false), ONE) > 0
  const place = a.adjusted
  let low: number
  if (place > 0) low = digitsOf(place) - 1
  else if (place < -1) low = digitsOf(minus(minus(0, place), 1)) - 1
  else {
    const d = distanceFromOne(a)
    low = Number(d) - 2
  }
  const size = plus(b.adjusted, low)
  if (size < 20) return undefined
  if (grows !== b.negative) return s.finish(finite(negative, 1n, plus(s.emax, 1)))
  return s.finish(finite(negative, 1n, minus(s.etiny, 2)))
}

const digitsOf = (n: Exponent): number => String(n).length

/** The place of the first digit of |a| - 1. */
function distanceFromOne(a: Dec): Exponent {
  const one = pow10(Number(minus(0, a.exponent < 0 ? a.exponent : 0)))
  const d = (a.coefficient > one ? a.coefficient - one : one - a.coefficient).toString().length - 1
  return plus(a.exponent, d)
}

function integralPower(a: Dec, b: Dec, negative: boolean, s: Settings): Dec {
  const extra = plus(plus(b.digits, b.exponent), 2)
  const work = s.with(plus(plus(s.prec, extra), b.negative ? 1 : 0), 'ROUND_HALF_EVEN')
  work.clamp = 0
  let base = a.withSign(false)
  if (b.negative) {
    base = divide(ONE, base, work)
    if ((work.status & ERRORS) !== 0) {
      s.status |= work.status
      return NAN
    }
  }
  const bits = truncate(b.withSign(false)).toString(2)
  let r = base
  for (let i = 1; i < bits.length; i++) {
    r = multiply(r, r, work)
    if (bits.charCodeAt(i) === 49) r = multiply(r, base, work)
    if (r.kind === Kind.infinite || (r.coefficient === 0n && (work.status & Flag.Clamped) !== 0)) break
  }
  s.status |= work.status
  if (r.kind === Kind.infinite) r = finite(negative, 1n, plus(s.emax, 1))
  return s.finish(r.withSign(negative))
}

function realPower(a: Dec, b: Dec, s: Settings): Dec {
  const work = widest()
  work.prec = plus(a.digits > s.prec ? a.digits : s.prec, GUARD)
  let r = exp(multiply(ln(a, work), b, work), work)
  s.status |= (work.status & ERRORS) | Flag.Inexact | Flag.Rounded
  if (r.kind === Kind.infinite) r = finite(false, 1n, plus(s.emax, 1))
  else if (order(r, ONE) === 0) return s.finish(paddedOne(false, 0, s))
  return s.finish(r)
}

/** a ** b modulo m of integers, exact; its sign is that of a ** b. */
export function powerModulo(a: Dec, b: Dec, m: Dec, s: Settings): Dec {
  const nan = s.nan(a, b) ?? s.nan(m)
  if (a.isNaN || b.isNaN || m.isNaN) {
    // Signaling NaNs come first, in order.
    for (const x of [a, b, m]) if (x.kind === Kind.signaling) return s.quiet(x)
    return nan!
  }
  if (!isInteger(a) || !isInteger(b) || !isInteger(m)) return s.invalid()
  if (m.coefficient === 0n || (b.negative && !b.isZero)) return s.invalid()
  if (plus(m.adjusted, 1) > s.prec) return s.invalid()
  if (a.isZero && b.isZero) return s.invalid()
  const n = truncate(m.withSign(false))
  const negative = a.negative && isOdd(b)
  let base = residue(a, n)
  let r = 1n % n
  // 10**exponent is a power of its own, so that 1E+1000000 is no long number.
  for (const bit of truncate(finite(false, b.coefficient, b.exponent < 0 ? b.exponent : 0)).toString(2)) {
    r = (r * r) % n
    if (bit === '1') r = (r * base) % n
  }
  if (b.exponent > 0) {
    base = r
    for (let e: Exponent = b.exponent; e > 0; e = minus(e, 1)) {
      let p = 1n % n
      for (const bit of '1010') {
        p = (p * p) % n
        if (bit === '1') p = (p * base) % n
      }
      base = p
    }
    r = base
  }
  return s.finish(finite(negative, r, 0))
}

/** |a| modulo n. */
function residue(a: Dec, n: bigint): bigint {
  if (a.exponent <= 0) return truncate(a.withSign(false)) % n
  let r = 1n % n
  for (const bit of BigInt(a.exponent).toString(2)) {
    r = (r * r) % n
    if (bit === '1') r = (r * 10n) % n
  }
  return ((a.coefficient % n) * r) % n
}
