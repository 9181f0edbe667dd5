// Arithmetic of Python ints on the host. ref: stdtypes#numeric-types-int-float-complex; CPython: Objects/longobject.c
//
// An int is a JavaScript number while it is a safe integer (and never -0), else a bigint; every function takes and gives
// ints in that form. Sums, differences and products of numbers are computed as doubles: a result that is a safe integer is
// exact, any other is computed again with bigints. Paths for 32-bit operands come first where V8 can do with machine ints.

/** A Python int. */
export type Int = number | bigint

const MAX = 9007199254740991
const TWO32 = 4294967296
const TWO63 = 2 ** 63

const safe = (n: number): boolean => n <= MAX && n >= -MAX

// Bigints go in and out of numbers by 32-bit halves through memory, which is much faster than by BigInt() and Number().
const big = new BigInt64Array(1)
const halves = new Int32Array(big.buffer)
big[0] = 1n
const LOW = halves[0] === 1 ? 0 : 1
const HIGH = 1 - LOW

/** A bigint as a Python int. */
export function norm(b: bigint): Int {
  big[0] = b
  const high = halves[HIGH]
  const low = halves[LOW]
  // The lower 64 bits of a large one may look like a small one.
  if (high >= -0x200000 && high < 0x200000 && big[0] === b) {
    if (high === low >> 31) return low
    const n = high * TWO32 + (low >>> 0)
    if (n >= -MAX) return n
  }
  return b
}

/** An int as a bigint. */
function wide(a: Int): bigint {
  if (typeof a === 'bigint') return a
  halves[LOW] = a | 0
  halves[HIGH] = Math.floor(a / TWO32)
  return big[0]
}

/** The words of an int with 64 bits, or the last two of a larger one. */
function highOf(a: Int): number {
  if (typeof a === 'number') return Math.floor(a / TWO32) | 0
  big[0] = a
  return halves[HIGH]
}

function lowOf(a: Int): number {
  if (typeof a === 'number') return a | 0
  big[0] = a
  return halves[LOW]
}

export function add(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a + b
    if (safe(r)) return r
  }
  return norm(wide(a) + wide(b))
}

export function sub(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a - b
    if (safe(r)) return r
  }
  return norm(wide(a) - wide(b))
}

export function mul(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a * b
    if (safe(r)) return r + 0
    return norm(wide(a) * wide(b))
  }
  // A multiple of what is no safe integer is none.
  return a === 0 || b === 0 ? 0 : wide(a) * wide(b)
}

/** From this on the host divides in a way that takes long where the quotient is short. */
const LARGE = 1n << 3600n

/** Where the search for a size begins: sizes are mostly those of the last numbers. */
let shift = 4096

/** The bits of a large positive bigint, to one more or less. */
function sizeOf(x: bigint): number {
  for (;;) {
    const top = Number(x >> BigInt(shift))
    if (top === Infinity) shift *= 2
    else if (top < 4294967296) shift = (shift * 3) >> 2
    else return shift + Math.log2(top)
  }
}

/**
 * x / y and x % y of positive bigints, y >= LARGE: where the quotient is short it is the quotient of the upper bits, or a little
 * more, which the remainder tells.
 */
function divideLarge(x: bigint, y: bigint): [bigint, bigint] {
  const bits = sizeOf(y)
  const short = sizeOf(x) - bits + 66
  if (short > bits / 2) {
    const q = x / y
    return [q, x - q * y]
  }
  const cut = BigInt(Math.floor(bits - Math.max(short, 128)))
  let q = (x >> cut) / ((y >> cut) + 1n)
  let r = x - q * y
  while (r >= y) {
    r -= y
    q++
  }
  return [q, r]
}

/** Floor division; `b` is not zero. */
export function floordiv(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    // A quotient of 32-bit ints that is no int is further from the next one than a double rounds.
    if (a === (a | 0) && b === (b | 0)) return Math.floor(a / b) + 0
    const m = a % b
    return (a - m) / b - (m !== 0 && m < 0 !== b < 0 ? 1 : 0) + 0
  }
  const x = wide(a)
  const y = wide(b)
  if (y > LARGE && x > y) return norm(divideLarge(x, y)[0])
  const q = x / y
  return norm(x < 0n !== y < 0n && q * y !== x ? q - 1n : q)
}

/** Remainder with the sign of `b`, which is not zero. */
export function mod(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if (a === (a | 0) && b === (b | 0)) {
      const m = ((a | 0) % (b | 0)) | 0
      return m !== 0 && (m ^ b) < 0 ? m + b : m
    }
    const m = a % b
    return m !== 0 && m < 0 !== b < 0 ? m + b : m + 0
  }
  const x = wide(a)
  const y = wide(b)
  if (y > LARGE && x > y) return norm(divideLarge(x, y)[1])
  const m = x % y
  return norm(m !== 0n && m < 0n !== y < 0n ? m + y : m)
}

/** [a // b, a % b]; `b` is not zero. */
export function divmod(a: Int, b: Int): [Int, Int] {
  if (typeof a === 'number' && typeof b === 'number') return [floordiv(a, b), mod(a, b)]
  const x = wide(a)
  const y = wide(b)
  if (y > LARGE && x > y) {
    const [q, r] = divideLarge(x, y)
    return [norm(q), norm(r)]
  }
  const q = x / y
  const m = x - q * y
  return m !== 0n && m < 0n !== y < 0n ? [norm(q - 1n), norm(m + y)] : [norm(q), norm(m)]
}

/** a ** b for b >= 0. */
export function pow(a: Int, b: Int): Int {
  if (typeof a === 'number') {
    if (a === 0) return b === 0 ? 1 : 0
    if (a === 1) return 1
    if (a === -1) return (typeof b === 'number' ? b % 2 : b & 1n) ? -1 : 1
    // By squaring: the host's power of doubles need not be exact. Any other base to the 53rd is no safe integer.
    if (typeof b === 'number' && b < 53) {
      let r = 1
      for (let e = b, x = a; safe(r); x *= x) {
        if ((e & 1) === 1) r *= x
        e >>= 1
        if (e === 0) {
          if (safe(r)) return r
          break
        }
        if (!safe(x)) break
      }
    }
    if (a === 2) return norm(1n << BigInt(b))
  }
  return norm(BigInt(a) ** BigInt(b))
}

/** a ** b % m for b >= 0 and m not zero, with the sign of m. */
export function powmod(a: Int, b: Int, m: Int): Int {
  const n = m < 0 ? -BigInt(m) : BigInt(m)
  let base = BigInt(a) % n
  if (base < 0n) base += n
  const bits = b.toString(2)
  let r: Int
  if (n <= 0x4000000n) r = powmodSmall(Number(base), bits, Number(n))
  else if (bits.length <= 64) r = norm(powmodPlain(base, bits, n))
  else r = norm(powmodWindow(base, bits, n))
  return m < 0 && r !== 0 ? add(r, m) : r
}

/** Products of two residues are safe integers. */
function powmodSmall(base: number, bits: string, n: number): number {
  let r = 1 % n
  for (let i = 0; i < bits.length; i++) {
    r = (r * r) % n
    if (bits.charCodeAt(i) === 49) r = (r * base) % n
  }
  return r
}

function powmodPlain(base: bigint, bits: string, n: bigint): bigint {
  let r = 1n
  for (let i = 0; i < bits.length; i++) {
    r = (r * r) % n
    if (bits.charCodeAt(i) === 49) r = (r * base) % n
  }
  return r
}

/** Five bits of the exponent at a time. */
function powmodWindow(base: bigint, bits: string, n: bigint): bigint {
  const powers = [1n]
  for (let i = 1; i < 32; i++) powers.push((powers[i - 1] * base) % n)
  const first = bits.length % 5
  let r = first === 0 ? 1n : powers[parseInt(bits.slice(0, first), 2)]
  for (let i = first; i < bits.length; i += 5) {
    for (let k = 0; k < 5; k++) r = (r * r) % n
    const w = parseInt(bits.slice(i, i + 5), 2)
    if (w !== 0) r = (r * powers[w]) % n
  }
  return r
}

export function neg(a: Int): Int {
  return typeof a === 'number' ? 0 - a : norm(-a)
}

export function invert(a: Int): Int {
  return typeof a === 'number' && a < MAX ? -1 - a : norm(~BigInt(a))
}

const POWERS_OF_TWO = Array.from({ length: 54 }, (_, i) => 2 ** i)

/** a << b for b >= 0. */
export function lshift(a: Int, b: Int): Int {
  // What is no safe integer becomes none by having more bits.
  if (typeof a === 'bigint') return a << wide(b)
  if (a === 0) return 0
  if (b < 53) {
    const r = a * POWERS_OF_TWO[b as number]
    if (safe(r)) return r
    // A product by a power of two is exact.
    if (r < TWO63 && r >= -TWO63) {
      halves[LOW] = b < 32 ? a << (b as number) : 0
      halves[HIGH] = Math.floor(r / TWO32)
      return big[0]
    }
  }
  return norm(wide(a) << wide(b))
}

/** a >> b for b >= 0, rounding down. */
export function rshift(a: Int, b: Int): Int {
  if (typeof a === 'number') {
    if (b >= 53) return a < 0 ? -1 : 0
    return a === (a | 0) ? a >> (b > 31 ? 31 : (b as number)) : Math.floor(a / POWERS_OF_TWO[b as number])
  }
  if (typeof b === 'bigint') return a < 0n ? -1 : 0
  return norm(a >> wide(b))
}

/** The int whose two's complement has the words `high` and `low`; one of 32 bits is no box of V8's, which would make an array of ints one of doubles. */
function fromWords(high: number, low: number): Int {
  if (high === low >> 31) return low
  if (high >= -0x200000 && high < 0x200000) {
    const r = high * TWO32 + (low >>> 0)
    if (r >= -MAX) return r
  }
  halves[LOW] = low
  halves[HIGH] = high
  return big[0]
}

// `x | 0` is the low word of a safe integer in two's complement, negative or not; the floor of x / 2**32 is the high one.

export function and(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a & b
    if (a === (a | 0) && b === (b | 0)) return r
    return fromWords(Math.floor(a / TWO32) & Math.floor(b / TWO32), r)
  }
  // What is not negative has no bits before its words.
  if ((typeof a === 'number' && a >= 0) || (typeof b === 'number' && b >= 0))
    return fromWords(highOf(a) & highOf(b), lowOf(a) & lowOf(b))
  return norm(wide(a) & wide(b))
}

export function or(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a | b
    if (a === (a | 0) && b === (b | 0)) return r
    return fromWords(Math.floor(a / TWO32) | Math.floor(b / TWO32), r)
  }
  return norm(wide(a) | wide(b))
}

export function xor(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a ^ b
    if (a === (a | 0) && b === (b | 0)) return r
    return fromWords(Math.floor(a / TWO32) ^ Math.floor(b / TWO32), r)
  }
  return norm(wide(a) ^ wide(b))
}

/** Bits of the absolute value. */
export function bitLength(a: Int): number {
  if (typeof a === 'number') {
    const n = a < 0 ? -a : a
    return n < TWO32 ? 32 - Math.clz32(n) : 64 - Math.clz32(n / TWO32)
  }
  const hex = (a < 0n ? -a : a).toString(16)
  return (hex.length - 1) * 4 + 32 - Math.clz32(parseInt(hex[0], 16))
}

/** Ones of a 32-bit word. */
function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Ones in the absolute value. */
export function bitCount(a: Int): number {
  if (typeof a === 'number') {
    const n = a < 0 ? -a : a
    return ones(n | 0) + (n < TWO32 ? 0 : ones((n / TWO32) | 0))
  }
  const hex = (a < 0n ? -a : a).toString(16)
  let n = 0
  for (let i = 0; i < hex.length; i += 7) n += ones(parseInt(hex.slice(i, i + 7), 16))
  return n
}

/** a / b correctly rounded; ±Infinity where the quotient is too large. `b` is not zero. */
export function truediv(a: Int, b: Int): number {
  if (typeof a === 'number' && typeof b === 'number') return a / b
  if (a === 0) return b < 0 ? -0 : 0
  const negative = a < 0 !== b < 0
  const n = a < 0 ? -BigInt(a) : BigInt(a)
  const d = b < 0 ? -BigInt(b) : BigInt(b)
  const shift = 66 - (bitLength(n) - bitLength(d))
  let r: number
  // Quotients below 2**-1022 have their last bit at 2**-1074.
  if (shift > 66 + 1020) r = shift > 66 + 1080 ? 0 : Number(quotient(n << 1074n, d)) * 5e-324
  else {
    // At least 66 bits of quotient, the last one sticky: rounded once, in Number().
    const top = shift > 0 ? n << BigInt(shift) : n
    const bottom = shift > 0 ? d : d << BigInt(-shift)
    let q = top / bottom
    if (q * bottom !== top) q |= 1n
    // 2**shift may be out of range where the result is not.
    r = shift > 1000 ? Number(q) / 2 ** 500 / 2 ** (shift - 500) : Number(q) / 2 ** shift
  }
  return negative ? -r : r
}

/** n / d rounded half to even. */
function quotient(n: bigint, d: bigint): bigint {
  const q = n / d
  const twice = (n - q * d) * 2n
  return twice > d || (twice === d && (q & 1n) === 1n) ? q + 1n : q
}

/** The double nearest to a; ±Infinity where there is none: what Python reports as OverflowError. */
export function toDouble(a: Int): number {
  return Number(a)
}

/** a compared with a double exactly: negative, zero or positive; NaN where d is. */
export function compareDouble(a: Int, d: number): number {
  if (typeof a === 'number') return a - d
  // JavaScript compares bigints with numbers by their exact values.
  return a < d ? -1 : a > d ? 1 : d === d ? 0 : NaN
}

/** Rounds to a multiple of 10**ndigits, half to even. */
export function roundTo(a: Int, ndigits: number): Int {
  const unit = 10n ** BigInt(ndigits)
  const b = BigInt(a)
  const q = quotient(b < 0n ? -b : b, unit) * unit
  return norm(b < 0n ? -q : q)
}

export { exceedsDigits, fromBytes, parseInteger, putBytes, toBytes, toText } from './integer-text.ts'
