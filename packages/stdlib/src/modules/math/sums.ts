// Sums and products of doubles without loss: fsum, sumprod, fma, hypot. lib: math
//
// A sum is kept as partial sums that do not overlap (Shewchuk, "Adaptive Precision Floating-Point Arithmetic", 1997): its
// exact value is theirs.

/** Adds x to the partial sums; those that become zero go. */
function accumulate(partials: number[], x: number): void {
  let rest = x
  let n = 0
  for (const p of partials) {
    const [big, small] = Math.abs(rest) < Math.abs(p) ? [p, rest] : [rest, p]
    const high = big + small
    const low = small - (high - big)
    if (low !== 0) partials[n++] = low
    rest = high
  }
  partials.length = n
  partials.push(rest)
}

/** The partial sums' value, rounded once, half to even. */
function total(partials: readonly number[]): number {
  let n = partials.length
  if (n === 0) return 0
  let high = partials[--n]
  let low = 0
  while (n > 0) {
    const x = high
    const y = partials[--n]
    high = x + y
    low = y - (high - x)
    if (low !== 0) break
  }
  // A tie that the sums below break.
  if (n > 0 && ((low < 0 && partials[n - 1] < 0) || (low > 0 && partials[n - 1] > 0))) {
    const y = low * 2
    const x = high + y
    if (y === x - high) high = x
  }
  return high
}

/** The sum of doubles, rounded once; 'overflow' or 'invalid' where there is none. */
export function fsum(xs: readonly number[]): number | 'overflow' | 'invalid' {
  const partials: number[] = []
  let special = 0
  let infinite = 0
  for (const x of xs) {
    if (!Number.isFinite(x)) {
      special += x
      if (x === x) infinite += x
      continue
    }
    accumulate(partials, x)
    if (!Number.isFinite(partials[partials.length - 1])) return 'overflow'
  }
  if (special !== 0) return infinite !== infinite ? 'invalid' : special
  return total(partials)
}

const SPLITTER = 134217729

/** x * y as a double and what it lost. */
function product(x: number, y: number): [high: number, low: number] {
  const high = x * y
  const xa = x * SPLITTER
  const x1 = xa - (xa - x)
  const ya = y * SPLITTER
  const y1 = ya - (ya - y)
  const x2 = x - x1
  const y2 = y - y1
  return [high, x2 * y2 - (high - x1 * y1 - x2 * y1 - x1 * y2)]
}

/** a + b as a double and what it lost. */
function sum(a: number, b: number): [high: number, low: number] {
  const high = a + b
  const z = high - a
  return [high, a - (high - z) + (b - z)]
}

/**
 * A sum of products of doubles in three times their precision: DotK for K = 3 of Ogita, Rump and Oishi, "Accurate Sum and Dot
 * Product" (2005), algorithm 5.10.
 */
export class DotProduct {
  private high = 0
  private low = 0
  private tiny = 0

  /** Adds x * y; false, and nothing was added, where the sum would not be finite. */
  add(x: number, y: number): boolean {
    const size = Math.abs(x * y)
    const isPlain = size > 1e-290 && size < 1e290 && Math.abs(x) < 1e290 && Math.abs(y) < 1e290
    const [p, lost] = isPlain ? product(x, y) : [x * y, Number.isFinite(size) ? fma(x, y, -(x * y)) : 0]
    const [high, h] = sum(this.high, p)
    if (!Number.isFinite(high)) return false
    const [r1, t1] = sum(this.low, lost)
    const [r2, t2] = sum(r1, h)
    this.high = high
    this.low = r2
    this.tiny += t1 + t2
    return true
  }

  value(): number {
    const [high, low] = sum(this.low, this.high)
    return this.tiny + low + high
  }
}

/** The length of a vector, its squares added without loss. */
export function length(xs: readonly number[]): number {
  let max = 0
  let nan = false
  for (const x of xs) {
    if (x === Infinity || x === -Infinity) return Infinity
    if (x !== x) nan = true
    max = Math.max(max, Math.abs(x))
  }
  if (nan) return NaN
  if (max === 0 || xs.length <= 1) return max
  // Scaled by a power of two, so that squares are in range and exact halves stay exact.
  const exponent = Math.floor(Math.log2(max))
  const up = exponent < -1000
  const scale = up ? 2 ** 1000 : 2 ** -exponent
  const again = up ? 2 ** Math.min(-exponent - 1000, 1000) : 1
  const partials: number[] = []
  for (const x of xs) {
    const v = x * scale * again
    const [high, low] = product(v, v)
    accumulate(partials, high)
    accumulate(partials, low)
  }
  const sum = total(partials)
  let root = Math.sqrt(sum)
  // One step of Newton's method with the exact remainder.
  const [high, low] = product(root, root)
  accumulate(partials, -high)
  accumulate(partials, -low)
  root += total(partials) / (2 * root)
  return root / again / scale
}

const view = new DataView(new ArrayBuffer(8))

/** A finite double as m * 2**e. */
function parts(x: number): [mantissa: bigint, exponent: number] {
  view.setFloat64(0, x)
  const bits = view.getBigUint64(0)
  const field = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const m = field === 0 ? fraction : fraction | 0x10000000000000n
  return [x < 0 ? -m : m, (field === 0 ? 1 : field) - 1075]
}

/** m * 2**e for any m, rounded once; infinite where it is out of range. */
function scaled(m: bigint, e: number): number {
  const negative = m < 0n
  let n = negative ? -m : m
  let exponent = e
  const bits = n.toString(2).length
  // The last place that a double has here.
  const last = Math.max(bits + exponent - 53, -1074)
  if (exponent < last) {
    const cut = BigInt(last - exponent)
    const kept = n >> cut
    const rest = n - (kept << cut)
    const half = 1n << (cut - 1n)
    n = rest > half || (rest === half && (kept & 1n) === 1n) ? kept + 1n : kept
    exponent = last
  }
  let r = Number(n)
  for (; exponent > 1000; exponent -= 1000) r *= 2 ** 1000
  // At most 53 bits are left, so that this is exact.
  r = exponent < -1000 ? r * 2 ** -1000 * 2 ** (exponent + 1000) : r * 2 ** exponent
  return negative ? -r : r
}

/** x * y + z rounded once. */
export function fma(x: number, y: number, z: number): number {
  if (!Number.isFinite(x) || !Number.isFinite(y) || !Number.isFinite(z))
    return Number.isFinite(x) && Number.isFinite(y) ? z : x * y + z
  const [mx, ex] = parts(x)
  const [my, ey] = parts(y)
  const [mz, ez] = parts(z)
  const p = mx * my
  const e = Math.min(ex + ey, ez)
  const sum = (p << BigInt(ex + ey - e)) + (mz << BigInt(ez - e))
  // Only here can the sign of a zero matter.
  return sum === 0n ? (p === 0n || mz === 0n ? x * y + z : 0) : scaled(sum, e)
}

/** The `steps`-th double after x on the side of y. */
export function nextAfter(x: number, y: number, steps: bigint): number {
  if (x !== x || y !== y) return x + y
  if (steps === 0n || x === y) return steps === 0n ? x : y
  // Doubles in order are the integers of their bits, those below zero counted down.
  const place = (v: number): bigint => {
    view.setFloat64(0, v)
    const bits = view.getBigInt64(0)
    return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits
  }
  const from = place(x)
  const to = place(y)
  const distance = to > from ? to - from : from - to
  if (steps >= distance) return y
  const at = to > from ? from + steps : from - steps
  const negative = at < 0n || (at === 0n && (x < 0 || Object.is(x, -0)))
  view.setBigUint64(0, at < 0n ? -at : at)
  const r = view.getFloat64(0)
  return negative ? -r : r
}
