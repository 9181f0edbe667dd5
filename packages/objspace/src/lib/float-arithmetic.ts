// Division, remainder and power of doubles as Python has them. ref: expressions#binary-arithmetic-operations; CPython: Objects/floatobject.c
//
// Division by zero, a zero to a negative power and a negative base with a fractional exponent are the caller's to tell.

/** v // w, w not zero: the floor of the exact quotient of v - v % w, so that it fits the remainder. */
export function floordiv(v: number, w: number): number {
  const m = v % w
  let q = (v - m) / w
  if (m !== 0 && w < 0 !== m < 0) q -= 1
  // A zero has the sign of the true quotient.
  if (q === 0) return v < 0 || Object.is(v, -0) ? (w < 0 ? 0 : -0) : w < 0 ? -0 : 0
  const floor = Math.floor(q)
  return q - floor > 0.5 ? floor + 1 : floor
}

/** v % w with the sign of w, w not zero. */
export function mod(v: number, w: number): number {
  const m = v % w
  if (m === 0) return w < 0 ? -0 : 0
  return w < 0 !== m < 0 ? m + w : m
}

/** [v // w, v % w], w not zero. */
export function divmod(v: number, w: number): [number, number] {
  return [floordiv(v, w), mod(v, w)]
}

/** v ** w where the result is a double: C says 1.0 for a base of 1, and of -1 with an infinite exponent; JavaScript NaN. */
export function pow(v: number, w: number): number {
  if (v === 1) return 1
  if (v === -1 && (w === Infinity || w === -Infinity)) return 1
  return v ** w
}

/** The square root of x * x + y * y, corrected by what its square is off: Math.hypot is not rounded as C's. */
export function hypot(x: number, y: number): number {
  const r = Math.hypot(x, y)
  const [a, b] = Math.abs(x) < Math.abs(y) ? [Math.abs(y), Math.abs(x)] : [Math.abs(x), Math.abs(y)]
  if (!(r < 1e150 && b > 1e-140)) return r
  const square = r * r
  const off = square - a * a - b * b + (productRest(r, r, square) - productRest(a, a, a * a) - productRest(b, b, b * b))
  return r - off / (2 * r)
}

/** What is lost of a * b, whose double is p. Dekker's product. */
export function productRest(a: number, b: number, p: number): number {
  const split = 134217729
  const ca = split * a
  const ah = ca - (ca - a)
  const al = a - ah
  const cb = split * b
  const bh = cb - (cb - b)
  const bl = b - bh
  return ah * bh - p + ah * bl + al * bh + al * bl
}
