// Exponential, logarithm and angles of doubles, right but for a hundredth of the last place, as a good C library has them. V8's are
// off by nearly a whole place now and then: its log(3) and its sin(2.5) are not the doubles next to the values.
//
// The model: an argument is brought near a point whose value is in a table (a multiple of 1/64, a 128th of an octave); what is
// left is less than 1/64, so that a short series does. A number is a sum of two doubles wherever more than one matters. Tables
// are made at the first call, by series over bigints.
//
// differs: elementary functions give the double next to the value, as do `x ** 2` and `x ** 0.5`; the C library gives its neighbour once
// in a thousand or more. `math.cbrt`, `math.erf` and `math.erfc` are rounded as exactly; C libraries are up to three places off.
//
// What must stay true: products whose rest is asked for neither overflow nor underflow (`productRest` splits its factors).
import { hypot, productRest } from './float-arithmetic.ts'

/** Bits behind the point of the integers that tables are made of. */
const BITS = 200n
const ONE = 1n << BITS

/** Sums of two doubles, one after the other. */
type Table = Float64Array

function put(table: Table, i: number, value: bigint, bits = BITS): void {
  const scale = 2 ** -Number(bits)
  const high = Number(value)
  table[2 * i] = high * scale
  table[2 * i + 1] = Number(value - BigInt(high)) * scale
}

/** The sum of `part` of all terms that are left of something; `step` makes each from the last one. */
function series(
  first: bigint,
  step: (term: bigint, n: bigint) => bigint,
  part: (term: bigint, n: bigint) => bigint,
): bigint {
  let sum = 0n
  let term = first
  for (let n = 0n; term !== 0n; n++) {
    sum += part(term, n)
    term = step(term, n)
  }
  return sum
}

const whole = (term: bigint): bigint => term

/** atan(1 / x) with `one` for 1. */
const arcOf = (one: bigint, x: bigint): bigint =>
  series(
    one / x,
    (term) => -term / (x * x),
    (term, n) => term / (2n * n + 1n),
  )

/** pi / 2 by Machin's formula. */
const halfPi = (one: bigint): bigint => 8n * arcOf(one, 5n) - 2n * arcOf(one, 239n)

/** log((1 + z) / (1 - z)) */
const logOfRatio = (z: bigint): bigint =>
  2n *
  series(
    z,
    (term) => (((term * z) >> BITS) * z) >> BITS,
    (term, n) => term / (2n * n + 1n),
  )

const LN2 = 0.6931471805599453
/** The first 32 bits of ln 2, which an exponent can be multiplied with, and the rest. */
const LN2_SHORT = 0.6931471803691238
const LN2_LONG = 1.9082149292705877e-10
const HALF_PI = 1.5707963267948966
const HALF_PI_REST = 6.123233995736766e-17

/** The rest of the last power, logarithm, angle, sine or cosine; of a power, what comes before it. */
let low = 0
let front = 0

const cells = new Float64Array(1)
const words = new Int32Array(cells.buffer)

/** 2 ** (i - 1100) */
let powers: Float64Array | null = null
function makePowers(): Float64Array {
  powers = new Float64Array(2200)
  for (let i = 26; i < 2124; i++) powers[i] = 2 ** (i - 1100)
  powers.fill(Infinity, 2124)
  return powers
}

/** 2 ** (i / 128) */
let octave: Table | null = null
function makeOctave(): Table {
  octave = new Float64Array(256)
  const ln2 = logOfRatio(ONE / 3n)
  for (let i = 0; i < 128; i++) {
    const x = (ln2 * BigInt(i)) / 128n
    put(
      octave,
      i,
      series(ONE, (term, n) => ((term * x) >> BITS) / (n + 1n), whole),
    )
  }
  return octave
}

const PER_STEP = 128 / LN2
const STEP_SHORT = LN2_SHORT / 128
const STEP_LONG = LN2_LONG / 128

export function exp(x: number): number {
  if (!(x < 709.8 && x > -745.2)) return x !== x ? x : x > 0 ? Infinity : 0
  const e = expParts(x)
  const v = front + low
  const by = powers ?? makePowers()
  // Twice where the result is near the ends of the range.
  return e > 1000 || e < -1000 ? v * by[(e >> 1) + 1100] * by[e - (e >> 1) + 1100] : v * by[e + 1100]
}

/** e ** x as a sum of two; x not so large or small that the result is no normal double. */
export function expSum(x: number): [number, number] {
  const scale = 2 ** expParts(x)
  const v = front + low
  return [v * scale, (front - v + low) * scale]
}

/** Puts e ** x into `front` and `low`, without the power of two that is given. */
function expParts(x: number): number {
  const table = octave ?? makeOctave()
  const k = Math.round(x * PER_STEP)
  const near = x - k * STEP_SHORT
  const far = k * STEP_LONG
  const r = near - far
  const rest = near - r - far
  const curve = r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r / 720))))
  const i = k & 127
  front = table[2 * i]
  low = table[2 * i + 1] + front * r + front * (curve + rest)
  return (k - i) / 128
}

/** By the bits of a mantissa in [0.6875, 1.375): a short number near its reciprocal, and the logarithm of that, negated. */
let mantissas: Table | null = null
const reciprocals = new Float64Array(128)
function makeMantissas(): Table {
  mantissas = new Float64Array(256)
  for (let i = 0; i < 128; i++) {
    words[0] = 0
    words[1] = 0x3fe60000 + (i << 13) + (1 << 12)
    const c = i === 79 || i === 80 ? 1 : Math.round(512 / cells[0])
    reciprocals[i] = i === 79 || i === 80 ? 1 : c / 512
    if (i === 79 || i === 80) continue
    // log(c / 512) = log((1 + z) / (1 - z))
    const z = (BigInt(c - 512) << BITS) / BigInt(c + 512)
    put(mantissas, i, -logOfRatio(z))
  }
  return mantissas
}

/** log x as a sum of two, x finite and above 0. */
function logParts(x: number): number {
  const table = mantissas ?? makeMantissas()
  let k = 0
  cells[0] = x
  if (words[1] < 0x100000) {
    cells[0] = x * 18014398509481984
    k = -54
  }
  const place = words[1] - 0x3fe60000
  k += place >> 20
  const i = (place >> 13) & 127
  words[1] -= place & ~0xfffff
  const m = cells[0]
  words[0] = 0
  const head = cells[0]
  const c = reciprocals[i]
  // m * c - 1, which is exact in two.
  const a = head * c - 1
  const b = (m - head) * c
  const r = a + b
  const back = r - a
  const rest = a - (r - back) + (b - back)
  const curve =
    r *
    r *
    (-0.5 + r * (1 / 3 + r * (-0.25 + r * (0.2 + r * (-1 / 6 + r * (1 / 7 + r * (-0.125 + r * (1 / 9 - r / 10))))))))
  const whole = k * LN2_SHORT
  const first = whole + table[2 * i]
  const firstBack = first - whole
  const second = first + r
  const secondBack = second - first
  const tail =
    whole -
    (first - firstBack) +
    (table[2 * i] - firstBack) +
    (first - (second - secondBack) + (r - secondBack)) +
    k * LN2_LONG +
    table[2 * i + 1] +
    rest * (1 - r) +
    curve
  const sum = second + tail
  low = second - sum + tail
  return sum
}

export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x < 0 ? NaN : x
  return logParts(x)
}

/** pi / 2 in pieces of 33 bits, which 20 bits can be multiplied with, and the rest. */
const PI_1 = 1.5707963267341256
const PI_2 = 6.077100506303966e-11
const PI_3 = 2.0222662487111665e-21
const PI_4 = 8.4784276603689e-32

/** pi / 2 with so many bits that what is left of the largest double has enough. */
const FAR_BITS = 1250n
let farHalfPi = 0n

/** What is left of x without multiples of pi / 2, as a sum of two; `quarter` is how many they were. */
let quarter = 0
function reduce(x: number): number {
  if (Math.abs(x) <= 0.7853981633974483) {
    quarter = 0
    low = 0
    return x
  }
  if (Math.abs(x) < 1e6) {
    const n = Math.round(x / HALF_PI)
    quarter = n & 3
    const a = x - n * PI_1
    const b = n * PI_2
    const s = a - b
    const back = a - s
    const e = a - (s + back) - (b - back)
    const c = n * PI_3
    const t = s - c
    const back2 = s - t
    const rest = e + (s - (t + back2) - (c - back2)) - n * PI_4
    const r = t + rest
    low = t - r + rest
    return r
  }
  if (farHalfPi === 0n) farHalfPi = halfPi(1n << FAR_BITS)
  // A double of this size is a multiple of 2 ** -33.
  const scaled = Math.abs(x) < 1e290 ? BigInt(x * 2 ** 33) << (FAR_BITS - 33n) : BigInt(x) << FAR_BITS
  const half = farHalfPi >> 1n
  const n = scaled >= 0n ? (scaled + half) / farHalfPi : (scaled - half) / farHalfPi
  quarter = Number(n & 3n)
  const left = (scaled - n * farHalfPi) >> (FAR_BITS - BITS)
  const scale = 2 ** -Number(BITS)
  const r = Number(left)
  low = Number(left - BigInt(r)) * scale
  return r * scale
}

/** Sine and cosine of i / 64. */
let sines: Table | null = null
let cosines: Table = new Float64Array(0)
function makeSines(): Table {
  sines = new Float64Array(104)
  cosines = new Float64Array(104)
  for (let i = 0; i < 52; i++) {
    const x = (BigInt(i) << BITS) / 64n
    const next = (term: bigint, n: bigint): bigint => ((term * x) >> BITS) / (n + 1n)
    const every = (odd: bigint) => (term: bigint, n: bigint) =>
      (n & 1n) === odd ? ((n & 2n) === 0n ? term : -term) : 0n
    put(sines, i, series(ONE, next, every(1n)))
    put(cosines, i, series(ONE, next, every(0n)))
  }
  return sines
}

/** The sine of r + rest, at most pi / 4 or so, as a sum of two. */
function sineOf(r: number, rest: number): number {
  const table = sines ?? makeSines()
  const isNegative = r < 0
  if (isNegative) {
    r = -r
    rest = -rest
  }
  const i = Math.round(r * 64)
  const t = r - i / 64
  const s = t * t
  const bend = t * s * (-1 / 6 + s * (1 / 120 - s / 5040))
  if (i === 0) {
    low = rest + bend
    const sum = t + low
    low += t - sum
    if (isNegative) low = -low
    return isNegative ? -sum : sum
  }
  const curve = s * (-0.5 + s * (1 / 24 - s / 720))
  const slope = cosines[2 * i]
  const sum = beside(table[2 * i], table[2 * i + 1] + cosines[2 * i + 1] * t + slope * (rest + bend), slope, t, curve)
  if (isNegative) low = -low
  return isNegative ? -sum : sum
}

/** `high + slope * t + high * curve` and `more`, which is small; what is left of it is in `low`. */
function beside(high: number, more: number, slope: number, t: number, curve: number): number {
  const p = slope * t
  const first = high + p
  const tail = high - first + p + productRest(slope, t, p) + more + high * curve
  const sum = first + tail
  low = first - sum + tail
  return sum
}

/** The cosine, likewise. */
function cosineOf(r: number, rest: number): number {
  const table = sines ?? makeSines()
  if (r < 0) {
    r = -r
    rest = -rest
  }
  const i = Math.round(r * 64)
  const t = r - i / 64
  const s = t * t
  const curve = s * (-0.5 + s * (1 / 24 - s / 720))
  const slope = -table[2 * i]
  const bend = t * s * (-1 / 6 + s * (1 / 120 - s / 5040))
  return beside(cosines[2 * i], cosines[2 * i + 1] - table[2 * i + 1] * t + slope * (rest + bend), slope, t, curve)
}

export function sin(x: number): number {
  if (!Number.isFinite(x)) return NaN
  if (Math.abs(x) < 1e-8) return x
  const r = reduce(x)
  const n = quarter
  const v = (n & 1) === 0 ? sineOf(r, low) : cosineOf(r, low)
  return n < 2 ? v : -v
}

export function cos(x: number): number {
  if (!Number.isFinite(x)) return NaN
  const r = reduce(x)
  const n = quarter
  const v = (n & 1) === 0 ? cosineOf(r, low) : sineOf(r, low)
  return n === 0 || n === 3 ? v : -v
}

export function tan(x: number): number {
  if (!Number.isFinite(x)) return NaN
  if (Math.abs(x) < 1e-8) return x
  const r = reduce(x)
  const rest = low
  const n = quarter
  const s = sineOf(r, rest)
  const sRest = low
  const c = cosineOf(r, rest)
  return (n & 1) === 0 ? quotient(s, sRest, c, low) + low : -quotient(c, low, s, sRest) - low
}

/** (a + b) / (c + d), as a sum of two. */
function quotient(a: number, b: number, c: number, d: number): number {
  const q = a / c
  const p = q * c
  const r = (a - p - productRest(q, c, p) + b - q * d) / c
  const sum = q + r
  low = q - sum + r
  return sum
}

/** The angle whose tangent is i / 64. */
let angles: Table | null = null
function makeAngles(): Table {
  angles = new Float64Array(130)
  for (let i = 0; i < 64; i++) {
    const x = (BigInt(i) << BITS) / 64n
    // Half of the angle has a tangent small enough for its series: tan(a / 2) = (sqrt(1 + x * x) - 1) / x.
    const square = (x * x) >> BITS
    let half = 0n
    if (i > 0) {
      let y = ONE + square / 2n
      for (let n = 0; n < 9; n++) y = (y + ((ONE + square) << BITS) / y) / 2n
      half = ((y - ONE) << BITS) / x
    }
    const angle =
      2n *
      series(
        half,
        (term) => -((((term * half) >> BITS) * half) >> BITS),
        (term, n) => term / (2n * n + 1n),
      )
    put(angles, i, angle)
  }
  angles[128] = HALF_PI / 2
  angles[129] = HALF_PI_REST / 2
  return angles
}

/** The angle of the point (x, y), both sums of two and not below 0, as a sum of two. */
function angle(y: number, yRest: number, x: number, xRest: number): number {
  const table = angles ?? makeAngles()
  const isSteep = y > x
  const z = isSteep ? quotient(x, xRest, y, yRest) : quotient(y, yRest, x, xRest)
  const zRest = low
  const i = Math.round(z * 64)
  let t = z
  let rest = zRest
  if (i > 0) {
    const a = i / 64
    const p = a * z
    const d = 1 + p
    t = quotient(z - a, zRest, d, 1 - d + p + productRest(a, z, p) + a * zRest)
    rest = low
  }
  const s = t * t
  const bend = t * s * (-1 / 3 + s * (0.2 + s * (-1 / 7 + s / 9)))
  const base = table[2 * i]
  const first = base + t
  const back = first - base
  const tail = base - (first - back) + (t - back) + table[2 * i + 1] + rest + bend
  const sum = first + tail
  low = first - sum + tail
  return isSteep ? without(HALF_PI, HALF_PI_REST, sum) : sum
}

/** a + b without the last result. */
function without(a: number, b: number, v: number): number {
  const d = a - v
  const tail = a - d - v + b - low
  const sum = d + tail
  low = d - sum + tail
  return sum
}

export function atan(x: number): number {
  const size = Math.abs(x)
  if (!(size > 1e-8 && size < 1e16)) return Math.atan(x)
  const r = angle(size, 0, 1, 0)
  return x < 0 ? -r : r
}

export function atan2(y: number, x: number): number {
  let height = Math.abs(y)
  let width = Math.abs(x)
  const ratio = height / width
  if (!(ratio > 1e-30 && ratio < 1e30 && height < Infinity)) return Math.atan2(y, x)
  if (height > 1e100 || width > 1e100) {
    height *= 2 ** -600
    width *= 2 ** -600
  } else if (height < 1e-100 || width < 1e-100) {
    height *= 2 ** 600
    width *= 2 ** 600
  }
  let r = angle(height, 0, width, 0)
  if (x < 0) r = without(2 * HALF_PI, 2 * HALF_PI_REST, r)
  return y < 0 ? -r : r
}

/** sqrt(1 - x * x), as a sum of two. */
function across(x: number): number {
  const p = x * x
  const d = 1 - p
  const rest = 1 - d - p - productRest(x, x, p)
  const r = Math.sqrt(d)
  if (r === 0) {
    low = 0
    return 0
  }
  const q = r * r
  const tail = (d - q - productRest(r, r, q) + rest) / (2 * r)
  const sum = r + tail
  low = r - sum + tail
  return sum
}

export function asin(x: number): number {
  const size = Math.abs(x)
  if (!(size <= 1 && size > 1e-8)) return Math.asin(x)
  const c = across(size)
  const r = angle(size, 0, c, low)
  return x < 0 ? -r : r
}

export function acos(x: number): number {
  const size = Math.abs(x)
  if (!(size <= 1)) return NaN
  const c = across(size)
  const r = angle(c, low, size, 0)
  return x < 0 ? without(2 * HALF_PI, 2 * HALF_PI_REST, r) : r
}

const PER_LN10 = 0.4342944819032518
/** log10(2) in 32 bits, and the rest. */
const LOG10_2_SHORT = 0.30102999566361177
const LOG10_2_LONG = 3.694239077158931e-13

/** As C libraries make it: of the exponent and the logarithm of what is between 1 and 2, or 0.5 and 1. */
export function log10(x: number): number {
  if (!(x > 0 && x < Infinity)) return log(x)
  cells[0] = x
  let k = 0
  if (words[1] < 0x100000) {
    cells[0] = x * 18014398509481984
    k = -54
  }
  k += (words[1] >> 20) - 1023
  const isBelow = k < 0 ? 1 : 0
  words[1] = (words[1] & 0xfffff) | ((0x3ff - isBelow) << 20)
  const y = k + isBelow
  return y * LOG10_2_LONG + PER_LN10 * log(cells[0]) + y * LOG10_2_SHORT
}

/** The cube root: the host's, and a step of Newton's for its rest. */
export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x
  if (Math.abs(x) < 1e-250) return cbrt(x * 2 ** 600) * 2 ** -200
  // The rest of a product beside the greatest numbers is not finite.
  if (Math.abs(x) > 1e300) return cbrt(x * 2 ** -600) * 2 ** 200
  const y = Math.cbrt(x)
  const square = y * y
  const cube = square * y
  const off = cube - x + productRest(square, y, cube) + productRest(y, y, square) * y
  return y - off / (3 * square)
}

/** Cosine, sine and tangent of a hyperbola, as C libraries make them of the exponential function. */
export function cosh(x: number): number {
  const size = Math.abs(x)
  if (!(size < 710)) return Math.cosh(x)
  if (size < 0.34657359027997264) {
    const t = Math.expm1(size)
    return 1 + (t * t) / (2 * (1 + t))
  }
  if (size < 22) {
    const t = exp(size)
    return 0.5 * t + 0.5 / t
  }
  if (size < 709.78) return 0.5 * exp(size)
  const t = exp(0.5 * size)
  return 0.5 * t * t
}

export function sinh(x: number): number {
  const size = Math.abs(x)
  if (!(size > 3e-9 && size < 710.4)) return size < 1 ? x : Math.sinh(x)
  const half = x < 0 ? -0.5 : 0.5
  if (size < 22) {
    const t = Math.expm1(size)
    return size < 1 ? half * (2 * t - (t * t) / (t + 1)) : half * (t + t / (t + 1))
  }
  if (size < 709.78) return half * exp(size)
  const t = exp(0.5 * size)
  return half * t * t
}

export function tanh(x: number): number {
  const size = Math.abs(x)
  if (!(size > 2.8e-17 && size < 22)) return size < 1 ? x : Math.tanh(x)
  const t = Math.expm1(size < 1 ? -2 * size : 2 * size)
  const r = size < 1 ? -t / (t + 2) : 1 - 2 / (t + 2)
  return x < 0 ? -r : r
}

export function asinh(x: number): number {
  const size = Math.abs(x)
  if (!(size > 3e-9 && size < Infinity)) return x
  const r =
    size > 268435456
      ? log(size) + LN2
      : size > 2
        ? log(2 * size + 1 / (Math.sqrt(size * size + 1) + size))
        : Math.log1p(size + (size * size) / (1 + Math.sqrt(1 + size * size)))
  return x < 0 ? -r : r
}

export function acosh(x: number): number {
  if (!(x >= 1)) return NaN
  if (x >= 268435456) return log(x) + LN2
  if (x > 2) return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)))
  const t = x - 1
  return Math.log1p(t + Math.sqrt(2 * t + t * t))
}

/** All of them, for who wants them by name beside functions of Python with the same names. */
export const elementary = {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atan2,
  cbrt,
  cos,
  cosh,
  exp,
  expSum,
  hypot,
  log,
  log10,
  sin,
  sinh,
  tan,
  tanh,
}
