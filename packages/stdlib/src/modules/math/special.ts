// The gamma and error functions. lib: math#special-functions
//
// gamma is Lanczos' approximation as a quotient of polynomials with positive coefficients, which loses no digits, for
// N = 13 and g = 6.02468004077673 (the numbers are Godfrey's and Maddock's). erf is its power series near zero in twice the
// precision, so that it is rounded as the C library rounds it, and a continued fraction elsewhere.

import { elementary, productRest } from '@typhon/objspace'

const G = 5.52468004077673
const ABOVE = [
  23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.03721, 6039542586.352028, 1439720407.3117216,
  248874557.86205417, 31426415.585400194, 2876370.6289353725, 186056.26539522348, 8071.672002365816, 210.82427775157936,
  2.5066282746310002,
]
const BELOW = [0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1]

/** The quotient of the two polynomials at x > 0, in powers of 1/x where x is large. */
function lanczos(x: number): number {
  let n = 0
  let d = 0
  if (x < 5)
    for (let i = ABOVE.length - 1; i >= 0; i--) {
      n = n * x + ABOVE[i]
      d = d * x + BELOW[i]
    }
  else
    for (let i = 0; i < ABOVE.length; i++) {
      n = n / x + ABOVE[i]
      d = d / x + BELOW[i]
    }
  return n / d
}

/** sin(pi * x) with the argument brought near zero exactly. */
function sinPi(x: number): number {
  const y = Math.abs(x) % 2
  const n = Math.round(2 * y)
  const r =
    n === 0
      ? elementary.sin(Math.PI * y)
      : n === 1
        ? elementary.cos(Math.PI * (y - 0.5))
        : n === 2
          ? elementary.sin(Math.PI * (1 - y))
          : n === 3
            ? -elementary.cos(Math.PI * (y - 1.5))
            : elementary.sin(Math.PI * (y - 2))
  return x < 0 ? -r : r
}

const FACTORIALS = [1]
for (let i = 1; i < 23; i++) FACTORIALS.push(FACTORIALS[i - 1] * i)

/** The gamma function; NaN at its poles. */
export function gamma(x: number): number {
  if (!Number.isFinite(x)) return x === Infinity ? x : NaN
  if (x === 0) return 1 / x
  if (Number.isInteger(x)) {
    if (x < 0) return NaN
    if (x <= FACTORIALS.length) return FACTORIALS[x - 1]
  }
  const size = Math.abs(x)
  if (size < 1e-20) return 1 / x
  if (size > 200) return x > 0 ? Infinity : sinPi(x) < 0 ? -0 : 0
  const y = size + G
  // What was lost when g was added.
  const z = size > G ? y - size - G : y - G - size
  const correction = (z * (G + 0.5)) / y
  let r: number
  if (x < 0) {
    r = ((-Math.PI / sinPi(size) / size) * elementary.exp(y)) / lanczos(size)
    r -= correction * r
    if (size < 140) r /= y ** (size - 0.5)
    else {
      const root = y ** (size / 2 - 0.25)
      r = r / root / root
    }
  } else {
    r = lanczos(size) / elementary.exp(y)
    r += correction * r
    if (size < 140) r *= y ** (size - 0.5)
    else {
      const root = y ** (size / 2 - 0.25)
      r = r * root * root
    }
  }
  return r
}

/** Logarithm of the absolute value of the gamma function; infinite at its poles. */
export function lgamma(x: number): number {
  if (!Number.isFinite(x)) return x === x ? Infinity : x
  if (Number.isInteger(x) && x <= 2) return x <= 0 ? Infinity : 0
  const size = Math.abs(x)
  if (size < 1e-20) return -elementary.log(size)
  let r = elementary.log(lanczos(size)) - 6.02468004077673
  r += (size - 0.5) * (elementary.log(size + 6.02468004077673 - 0.5) - 1)
  if (x < 0) r = elementary.log(Math.PI) - elementary.log(Math.abs(sinPi(size))) - elementary.log(size) - r
  return r
}

const SQRT_PI = 1.772453850905516
const SQRT_PI_REST = -7.666586499825799e-17
/** 2 / sqrt(pi), and what is lost of it. */
const TWO_BY_SQRT_PI = 1.1283791670955126
const TWO_BY_SQRT_PI_REST = 1.533545961316588e-17
const FRACTION_TERMS = 60

/** erf(x) as the sum of two doubles, by its power series around zero; the terms of larger arguments would cancel each other. */
function erfSeries(x: number): [number, number] {
  const square = x * x
  const squareRest = productRest(x, x, square)
  // The power of x by the factorial, and the sum of its quotients by 1, 3, 5 …, each with what is lost of it.
  let [term, termRest, sum, sumRest] = [x, 0, x, 0]
  for (let n = 1; n < 200; n++) {
    const p = -term * square
    const rest = -(term * squareRest + termRest * square) + productRest(-term, square, p)
    term = p / n
    termRest = (p - term * n - productRest(term, n, term * n) + rest) / n
    const odd = 2 * n + 1
    const part = term / odd
    const partRest = (term - part * odd - productRest(part, odd, part * odd) + termRest) / odd
    const next = sum + part
    const back = next - sum
    sumRest += sum - (next - back) + (part - back) + partRest
    sum = next
    if (Math.abs(part) < 1e-34 * Math.abs(sum)) break
  }
  const r = sum * TWO_BY_SQRT_PI
  return [r, productRest(sum, TWO_BY_SQRT_PI, r) + sum * TWO_BY_SQRT_PI_REST + sumRest * TWO_BY_SQRT_PI]
}

/** Below this the series is exact enough for 1 - erf(x), too. */
const SERIES_LIMIT = 3

/** 1 - erf(x) beyond the series: exp(-x * x) by x, sqrt(pi) and a continued fraction, whose innermost parts matter least. */
function erfcFraction(x: number): number {
  if (x >= 27.3) return 0
  const square = x * x
  let above = 0
  for (let n = FRACTION_TERMS; n > 0; n--) above = n / (2 * square * (1 + above))
  const f = 1 + above
  const fRest = 1 - f + above
  const [e, eRest] = elementary.expSum(-square)
  const p = x * SQRT_PI
  const pRest = productRest(x, SQRT_PI, p) + x * SQRT_PI_REST
  const d = p * f
  const dRest = productRest(p, f, d) + pRest * f + p * fRest
  const q = e / d
  const back = q * d
  return q + (e - back - productRest(q, d, back) + eRest - e * productRest(x, x, square) - q * dRest) / d
}

export function erf(x: number): number {
  if (x !== x || x === 0) return x
  const size = Math.abs(x)
  if (size < 1e-150) return x * TWO_BY_SQRT_PI
  if (size < SERIES_LIMIT) {
    const [r, rest] = erfSeries(x)
    return r + rest
  }
  const r = 1 - erfcFraction(size)
  return x > 0 ? r : -r
}

export function erfc(x: number): number {
  if (x !== x) return x
  const size = Math.abs(x)
  if (size < 1e-150) return 1
  if (size < SERIES_LIMIT) {
    const [r, rest] = erfSeries(x)
    const d = 1 - r
    // What is lost of the difference.
    const back = d - 1
    return d + (1 - (d - back) - (r + back) - rest)
  }
  const r = erfcFraction(size)
  return x > 0 ? r : 2 - r
}
