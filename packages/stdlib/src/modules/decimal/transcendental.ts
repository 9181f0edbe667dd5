// exp, ln and log10, correctly rounded half to even. General Decimal Arithmetic Specification 1.70, "exp", "ln", "log10".
//
// An approximation to more digits than asked for is computed in binary fixed point: a value v is the bigint v * 2**bits. It
// is good when the numbers on both ends of its error round to the same result; otherwise it is computed again with more
// digits (Ziv's strategy), which ends because the results are irrational wherever they are not handled as exact.
import type { Dec } from './number.ts'
import { digitCount, type Exponent, finite, fromInt, infinity, Kind, minus, ONE, plus, pow10, ZERO } from './number.ts'
import { Flag, type Settings } from './settings.ts'

/** Bits of a decimal digit, rounded up. */
const BITS = 3.3219280948873626

const bitsOf = (digits: number): number => Math.ceil(digits * BITS)

/** A coefficient that is at most `ERROR` away from the value, and its exponent. */
interface Approximation {
  readonly negative: boolean
  readonly coefficient: bigint
  readonly exponent: Exponent
}
const ERROR = 100n

/** The value that `approximate` gives to any number of digits, rounded. */
function rounded(s: Settings, approximate: (digits: number) => Approximation): Dec {
  const work = s.with(s.prec, 'ROUND_HALF_EVEN')
  const prec = Number(s.prec)
  for (let digits = prec + 8; ; digits += Math.max(16, digits >> 1)) {
    const { negative, coefficient, exponent } = approximate(digits)
    work.status = 0
    const low = work.finish(finite(negative, coefficient - ERROR, exponent))
    const high = work.finish(finite(negative, coefficient + ERROR, exponent))
    if (low.kind === high.kind && low.coefficient === high.coefficient && low.exponent === high.exponent) {
      s.status |= work.status | Flag.Inexact | Flag.Rounded
      return low
    }
  }
}

/** e ** x for a fixed-point x that is not large. */
function expFixed(x: bigint, bits: number): bigint {
  // e**x = (e**(x / 2**halvings)) ** 2**halvings: fewer terms for some squarings.
  const halvings = Math.ceil(Math.sqrt(bits) * 0.8)
  const extra = 2 * halvings + 8
  const scale = BigInt(bits + extra)
  const r = x << BigInt(extra - halvings)
  const one = 1n << scale
  let sum = one
  let term = one
  for (let k = 1n; ; k++) {
    term = (term * r) >> scale
    term /= k
    if (term === 0n || term === -1n) break
    sum += term
  }
  for (let i = 0; i < halvings; i++) sum = (sum * sum) >> scale
  return sum >> BigInt(extra)
}

/** ln x for a fixed-point x between about 0.3 and 3.2. */
function lnFixed(x: bigint, bits: number): bigint {
  if (bits <= 48) return BigInt(Math.round(Math.log(Number(x) / 2 ** bits) * 2 ** bits))
  const fewer = Math.ceil(bits / 3) + 8
  const up = BigInt(bits - fewer)
  // A step of Halley's method trebles the digits.
  const y = lnFixed(x >> up, fewer) << up
  const e = expFixed(y, bits)
  return y + ((x - e) << BigInt(bits + 1)) / (x + e)
}

/** The area tangent of 1 / n. */
function atanhInverse(n: bigint, bits: number): bigint {
  const square = n * n
  let power = (1n << BigInt(bits)) / n
  let sum = power
  for (let k = 3n; power !== 0n; k += 2n) {
    power /= square
    sum += power / k
  }
  return sum
}

let ln10Bits = 0
let ln10Value = 0n

/** ln 10, at most one unit too small. */
function ln10(bits: number): bigint {
  if (bits > ln10Bits) {
    ln10Bits = bits + (bits >> 2) + 64
    const work = ln10Bits + 32
    // ln 2 and ln 5 are sums of the same three area tangents.
    const sum = 46n * atanhInverse(31n, work) + 34n * atanhInverse(49n, work) + 20n * atanhInverse(161n, work)
    ln10Value = sum >> 32n
  }
  return ln10Value >> BigInt(ln10Bits - bits)
}

/** A finite number in fixed point. */
function toFixed(a: Dec, bits: number): bigint {
  const e = Number(a.exponent)
  const c = a.coefficient << BigInt(bits)
  const x = e >= 0 ? c * pow10(e) : c / pow10(-e)
  return a.negative ? -x : x
}

/** An exponent of e that goes beyond every limit, whatever its digits are. */
const FAR = 20

export function exp(a: Dec, s: Settings): Dec {
  const nan = s.nan(a)
  if (nan !== undefined) return nan
  if (a.kind === Kind.infinite) return a.negative ? ZERO : a
  if (a.coefficient === 0n) return ONE
  const { adjusted } = a
  if (adjusted >= FAR) return s.finishHalfEven(finite(false, 1n, a.negative ? minus(s.etiny, 2) : plus(s.emax, 1)))
  if (adjusted < minus(0, plus(s.prec, 1))) {
    // 1 and something too small to be seen.
    const places = Number(s.prec) + 3
    const c = pow10(places)
    return s.finishHalfEven(finite(false, a.negative ? c - 1n : c + 1n, -places))
  }
  return rounded(s, (digits) => {
    const whole = Math.max(0, Number(adjusted)) + 2
    const bits = bitsOf(digits + whole + 4)
    const x = toFixed(a, bits)
    const unit = ln10(bits)
    let k = x / unit
    let r = x - k * unit
    if (r < 0n) {
      k--
      r += unit
    }
    // 1 <= e**r < 10
    const coefficient = (expFixed(r, bits) * pow10(digits)) >> BigInt(bits)
    return { negative: false, coefficient, exponent: minus(plus(k, 0), digits) }
  })
}

/** A positive number as m * 10**k with m between 0.3 and 3.2, and how many zeros are between m and 1. */
function reduce(a: Dec): { mantissa: Dec; k: Exponent; near: number } {
  const { adjusted, digits } = a
  const lead = Number(a.coefficient / pow10(Math.max(0, digits - 2))) / (digits > 1 ? 10 : 1)
  const up = lead >= 3.2
  const k = up ? plus(adjusted, 1) : adjusted
  const exponent = minus(a.exponent, k)
  let near = 0
  if (k === 0) {
    const one = pow10(Number(minus(0, exponent)))
    const d = a.coefficient > one ? a.coefficient - one : one - a.coefficient
    near = Math.max(0, Number(minus(0, exponent)) - digitCount(d) + 1)
  }
  return { mantissa: finite(false, a.coefficient, exponent), k, near }
}

/** A logarithm of m * 10**k, which `combine` makes of ln m and k. */
function logarithm(a: Dec, s: Settings, combine: (ln: bigint, k: bigint, bits: number) => bigint): Dec {
  const { mantissa, k, near } = reduce(a)
  return rounded(s, (digits) => {
    const bits = bitsOf(digits + 2 * near + 8) + 70
    const v = combine(lnFixed(toFixed(mantissa, bits), bits), BigInt(k), bits)
    const size = v < 0n ? -v : v
    // The first digit's place, or the one before.
    const place = Math.floor((bitLength(size) - bits) / BITS) - 1
    const shift = digits - place
    const scaled = shift >= 0 ? size * pow10(shift) : size / pow10(-shift)
    return { negative: v < 0n, coefficient: scaled >> BigInt(bits), exponent: -shift }
  })
}

function bitLength(n: bigint): number {
  return n.toString(16).length * 4
}

export function ln(a: Dec, s: Settings): Dec {
  const special = logarithmOfSpecial(a, s)
  if (special !== undefined) return special
  if (isOne(a)) return ZERO
  return logarithm(a, s, (x, k, bits) => x + k * ln10(bits))
}

export function log10(a: Dec, s: Settings): Dec {
  const special = logarithmOfSpecial(a, s)
  if (special !== undefined) return special
  const power = exponentOfTen(a)
  if (power !== undefined) return s.finishHalfEven(fromInt(power))
  return logarithm(a, s, (x, k, bits) => (x << BigInt(bits)) / ln10(bits) + (k << BigInt(bits)))
}

function isOne(a: Dec): boolean {
  return a.adjusted === 0 && exponentOfTen(a) === 0
}

/** The n of a number that is 10**n. */
function exponentOfTen(a: Dec): Exponent | undefined {
  return a.coefficient === pow10(a.digits - 1) ? a.adjusted : undefined
}

function logarithmOfSpecial(a: Dec, s: Settings): Dec | undefined {
  const nan = s.nan(a)
  if (nan !== undefined) return nan
  if (a.isZero) return infinity(true)
  if (a.negative) return s.invalid()
  return a.kind === Kind.infinite ? a : undefined
}
