/**
 * Between which integers one lies. The function holds an integer of any size as its residue modulo 2^64, and where its interval fits into 64 bits, with a sign
 * or without one, the residue says which integer it is: it is *exact* then.
 */
export interface Interval {
  readonly lo: bigint
  readonly hi: bigint
}

const span = (lo: bigint, hi: bigint): Interval => ({ lo, hi })

export const point = (value: bigint): Interval => span(value, value)

/** The integers that numbers hold. */
export const SAFE = span(1n - 2n ** 53n, 2n ** 53n - 1n)
export const UNSIGNED = span(0n, 2n ** 64n - 1n)
export const SIGNED = span(-(2n ** 63n), 2n ** 63n - 1n)

export const INT32 = span(-(2n ** 31n), 2n ** 31n - 1n)
/** Those of 32 bits without a sign. */
export const WORD = span(0n, 2n ** 32n - 1n)
/** Of sums of such, doubles are within 2^33 of the truth. */
export const NEAR = span(-(2n ** 76n), 2n ** 76n)

export const isWithin = (a: Interval, b: Interval): boolean => a.lo >= b.lo && a.hi <= b.hi

export const isExact = (a: Interval): boolean => isWithin(a, SIGNED) || isWithin(a, UNSIGNED)

export const both = (a: Interval, b: Interval): Interval => span(a.lo > b.lo ? a.lo : b.lo, a.hi < b.hi ? a.hi : b.hi)

const bits = ({ hi }: Interval): bigint => BigInt(hi.toString(2).length)

export const add = (a: Interval, b: Interval): Interval => span(a.lo + b.lo, a.hi + b.hi)
export const subtract = (a: Interval, b: Interval): Interval => span(a.lo - b.hi, a.hi - b.lo)

export function multiply(a: Interval, b: Interval): Interval {
  const corners = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi]
  return span(
    corners.reduce((x, y) => (x < y ? x : y)),
    corners.reduce((x, y) => (x > y ? x : y)),
  )
}

export const shiftLeft = ({ lo, hi }: Interval, count: bigint): Interval => span(lo << count, hi << count)
export const shiftRight = ({ lo, hi }: Interval, count: bigint): Interval => span(lo >> count, hi >> count)

/** Bits that either has: of integers that may be negative, as many as the longest has. */
export function combine(a: Interval, b: Interval): Interval {
  const [p, q] = [bits(magnitude(a)), bits(magnitude(b))]
  const limit = 2n ** (p > q ? p : q)
  return span(a.lo >= 0n && b.lo >= 0n ? 0n : -limit, limit - 1n)
}

/** Bits that both have: not more than one that is not negative. */
export function mask(a: Interval, b: Interval): Interval {
  if (a.lo >= 0n && b.lo >= 0n) return span(0n, a.hi < b.hi ? a.hi : b.hi)
  if (b.lo >= 0n) return span(0n, b.hi)
  if (a.lo >= 0n) return span(0n, a.hi)
  return combine(a, b)
}

const magnitude = ({ lo, hi }: Interval): Interval => span(0n, -lo > hi ? -lo : hi)
