// Dec: a decimal number as arithmetic sees it, and powers and digits of its coefficients. General Decimal Arithmetic
// Specification 1.70, "Abstract representation of numbers".
//
// A finite number is (-1)**negative * coefficient * 10**exponent. The coefficient is a bigint that is never negative; the
// exponent is an int in the object space's form (a number while it is a safe integer, else a bigint), because the largest
// exponents do not fit a double: sums go through `plus` and `minus`, comparisons may be written as they are. The coefficient
// of a NaN is its payload, that of an infinity 0. Dec is immutable.

/** An exponent: a number while it is a safe integer. */
export type Exponent = number | bigint

/** What a number is: finite, infinite, a quiet or a signaling NaN. */
export const Kind = { finite: 0, infinite: 1, quiet: 2, signaling: 3 } as const
export type Kind = (typeof Kind)[keyof typeof Kind]

/** Below this a bigint converts to a number and back without loss. */
const SAFE = 9007199254740991n

export class Dec {
  readonly kind: Kind
  readonly negative: boolean
  readonly coefficient: bigint
  readonly exponent: Exponent
  private count = 0

  constructor(kind: Kind, negative: boolean, coefficient: bigint, exponent: Exponent) {
    this.kind = kind
    this.negative = negative
    this.coefficient = coefficient
    this.exponent = exponent
  }

  /** Digits of the coefficient, at least 1. */
  get digits(): number {
    return this.count === 0 ? (this.count = digitCount(this.coefficient)) : this.count
  }

  /** Exponent of the first digit. */
  get adjusted(): Exponent {
    return plus(this.exponent, this.digits - 1)
  }

  get isFinite(): boolean {
    return this.kind === Kind.finite
  }

  get isNaN(): boolean {
    return this.kind >= Kind.quiet
  }

  get isZero(): boolean {
    return this.kind === Kind.finite && this.coefficient === 0n
  }

  withSign(negative: boolean): Dec {
    return negative === this.negative ? this : new Dec(this.kind, negative, this.coefficient, this.exponent)
  }
}

/** A finite number. */
export function finite(negative: boolean, coefficient: bigint, exponent: Exponent): Dec {
  return new Dec(Kind.finite, negative, coefficient, exponent)
}

export function infinity(negative: boolean): Dec {
  return new Dec(Kind.infinite, negative, 0n, 0)
}

export const NAN = new Dec(Kind.quiet, false, 0n, 0)
export const ONE = finite(false, 1n, 0)
export const ZERO = finite(false, 0n, 0)

/** The number of an int. */
export function fromInt(n: number | bigint): Dec {
  const b = BigInt(n)
  return finite(b < 0n, b < 0n ? -b : b, 0)
}

function exponentOf(b: bigint): Exponent {
  return b <= SAFE && b >= -SAFE ? Number(b) : b
}

export function plus(a: Exponent, b: Exponent): Exponent {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a + b
    if (r <= Number.MAX_SAFE_INTEGER && r >= -Number.MAX_SAFE_INTEGER) return r
  }
  return exponentOf(BigInt(a) + BigInt(b))
}

export function minus(a: Exponent, b: Exponent): Exponent {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a - b
    if (r <= Number.MAX_SAFE_INTEGER && r >= -Number.MAX_SAFE_INTEGER) return r
  }
  return exponentOf(BigInt(a) - BigInt(b))
}

/** a * n for a factor that is a small number. */
export function times(a: Exponent, n: number): Exponent {
  return exponentOf(BigInt(a) * BigInt(n))
}

const POWERS: bigint[] = [1n]
const TABLE = 1024
let lastPower = 0
let last = 1n

/** More digits than any memory holds: what would need them is a MemoryError. */
export const MOST_DIGITS = 300_000_000

/** There is not enough memory for a result. */
export class OutOfMemory {}

/** 10 ** n. */
export function pow10(n: number): bigint {
  if (n < TABLE) {
    while (POWERS.length <= n) POWERS.push(POWERS[POWERS.length - 1] * 10n)
    return POWERS[n]
  }
  if (n === lastPower) return last
  if (n > MOST_DIGITS) throw new OutOfMemory()
  try {
    // 5 ** n is a third smaller, and a shift costs nothing beside it.
    last = (5n ** BigInt(n)) << BigInt(n)
  } catch {
    throw new OutOfMemory()
  }
  lastPower = n
  return last
}

/** Decimal digits of a bigint that is not negative; 1 of zero. */
export function digitCount(c: bigint): number {
  if (c <= SAFE) {
    const n = Number(c)
    if (n < 1e7) return n < 10 ? 1 : n < 100 ? 2 : n < 1e3 ? 3 : n < 1e4 ? 4 : n < 1e5 ? 5 : n < 1e6 ? 6 : 7
    let d = 8
    for (let p = 1e8; n >= p; p *= 10) d++
    return d
  }
  const hex = c.toString(16)
  // One digit too few or just right: log10(2) = 0.30102999…
  const bits = hex.length * 4 - Math.clz32(parseInt(hex[0], 16)) + 28
  const d = Math.floor((bits - 1) * 0.30102999566398114) + 1
  return c >= pow10(d) ? d + 1 : d
}

/** The largest integer whose square is at most n. */
export function squareRoot(n: bigint): bigint {
  if (n < 1n << 50n) return BigInt(Math.floor(Math.sqrt(Number(n))))
  const bits = n.toString(16).length * 4
  const shift = BigInt((bits >> 2) & ~1)
  // The root of the upper half, then one step of Newton's method, which at least doubles the digits.
  let r = squareRoot(n >> (2n * (shift / 2n))) << (shift / 2n)
  for (;;) {
    const next = (r + n / r) >> 1n
    if (next === r || next === r + 1n || next === r - 1n) {
      r = next
      break
    }
    r = next
  }
  while (r * r > n) r--
  while ((r + 1n) * (r + 1n) <= n) r++
  return r
}

/** How often 10 divides a coefficient that is not zero, at most `limit` times; and the quotient. */
export function strip(c: bigint, limit: number): [coefficient: bigint, zeros: number] {
  let zeros = 0
  let rest = c
  // In large steps while they divide, so that a million zeros do not take a million divisions.
  let step = 1
  while (step <= limit - zeros && rest % pow10(step) === 0n) {
    rest /= pow10(step)
    zeros += step
    step *= 2
  }
  while (step >= 1) {
    if (step <= limit - zeros && rest % pow10(step) === 0n) {
      rest /= pow10(step)
      zeros += step
    } else step = Math.floor(step / 2)
  }
  return [rest, zeros]
}
