// Functions of integers: roots, factorials, ways to choose. lib: math#number-theoretic-functions

export function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a
  let y = b < 0n ? -b : b
  while (y !== 0n) {
    if (x <= 9007199254740991n && y <= 9007199254740991n) return BigInt(smallGcd(Number(x), Number(y)))
    ;[x, y] = [y, x % y]
  }
  return x
}

function smallGcd(a: number, b: number): number {
  let x = a
  let y = b
  while (y !== 0) [x, y] = [y, x % y]
  return x
}

/** The integer part of a square root. */
export function isqrt(n: bigint): bigint {
  if (n < 1n << 50n) return BigInt(Math.floor(Math.sqrt(Number(n))))
  const shift = BigInt((n.toString(16).length * 4) >> 2)
  // The root of the upper half has half of the digits; one step of Newton's method doubles them.
  const r = isqrt(n >> (2n * shift)) << shift
  let x = (r + n / r) >> 1n
  while (x * x > n) x = (x + n / x) >> 1n
  while ((x + 1n) * (x + 1n) <= n) x++
  return x
}

/** The product of the integers above `low` up to `high`, by halves, so that factors have like sizes. */
export function product(low: bigint, high: bigint): bigint {
  const n = high - low
  if (n <= 8n) {
    let r = 1n
    for (let i = low + 1n; i <= high; i++) r *= i
    return r
  }
  const middle = low + n / 2n
  return product(low, middle) * product(middle, high)
}
