// Arithmetic of Python ints on the host: number for safe integers, bigint beyond. Every result is normalised.
// ref: stdtypes#numeric-types-int-float-complex; CPython: Objects/longobject.c

/** A Python int. */
export type Int = number | bigint

/** A bigint as a Python int. */
export function norm(b: bigint): Int {
  const n = Number(b)
  return n >= -9007199254740991 && n <= 9007199254740991 ? n : b
}

const safe = (n: number): boolean => n <= 9007199254740991 && n >= -9007199254740991

export function add(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a + b
    if (safe(r)) return r
  }
  return norm(BigInt(a) + BigInt(b))
}

export function sub(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a - b
    if (safe(r)) return r
  }
  return norm(BigInt(a) - BigInt(b))
}

export function mul(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a * b
    if (safe(r)) return r + 0
  }
  return norm(BigInt(a) * BigInt(b))
}

/** Floor division; `b` is not zero. */
export function floordiv(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const m = a % b
    return (a - m) / b - (m !== 0 && m < 0 !== b < 0 ? 1 : 0) + 0
  }
  const x = BigInt(a)
  const y = BigInt(b)
  const q = x / y
  return norm(x % y !== 0n && x < 0n !== y < 0n ? q - 1n : q)
}

/** Remainder with the sign of `b`, which is not zero. */
export function mod(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const m = a % b
    return m !== 0 && m < 0 !== b < 0 ? m + b : m + 0
  }
  const y = BigInt(b)
  const m = BigInt(a) % y
  return norm(m !== 0n && m < 0n !== y < 0n ? m + y : m)
}

/** a ** b for b >= 0. */
export function pow(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a ** b
    if (safe(r)) return r + 0
  }
  return norm(BigInt(a) ** BigInt(b))
}

/** a ** b % m for b >= 0 and m not zero, with the sign of m. */
export function powmod(a: Int, b: Int, m: Int): Int {
  const n = BigInt(m) < 0n ? -BigInt(m) : BigInt(m)
  let base = ((BigInt(a) % n) + n) % n
  let e = BigInt(b)
  let r = 1n % n
  if (n < 0x4000000n) {
    // Products of two residues are safe integers.
    const k = Number(n)
    let x = Number(base)
    let y = 1 % k
    for (const bit of e.toString(2)) {
      y = (y * y) % k
      if (bit === '1') y = (y * x) % k
    }
    if (e === 0n) y = 1 % k
    x = 0
    r = BigInt(y)
  } else {
    while (e > 0n) {
      if (e & 1n) r = (r * base) % n
      base = (base * base) % n
      e >>= 1n
    }
  }
  return BigInt(m) < 0n && r !== 0n ? norm(r - n) : norm(r)
}

export function neg(a: Int): Int {
  return typeof a === 'number' ? 0 - a : norm(-a)
}

export function invert(a: Int): Int {
  return typeof a === 'number' && a < 9007199254740991 ? -1 - a : norm(~BigInt(a))
}

/** a << b for b >= 0. */
export function lshift(a: Int, b: Int): Int {
  if (a === 0) return 0
  if (typeof a === 'number' && b < 53) {
    const r = a * 2 ** Number(b)
    if (safe(r)) return r
  }
  return norm(BigInt(a) << BigInt(b))
}

/** a >> b for b >= 0, rounding down. */
export function rshift(a: Int, b: Int): Int {
  if (typeof a === 'number') return b >= 53 ? (a < 0 ? -1 : 0) : Math.floor(a / 2 ** Number(b))
  return norm(BigInt(a) >> BigInt(b))
}

const isInt32 = (a: Int): a is number => typeof a === 'number' && a === (a | 0)

export function and(a: Int, b: Int): Int {
  return isInt32(a) && isInt32(b) ? a & b : norm(BigInt(a) & BigInt(b))
}

export function or(a: Int, b: Int): Int {
  return isInt32(a) && isInt32(b) ? a | b : norm(BigInt(a) | BigInt(b))
}

export function xor(a: Int, b: Int): Int {
  return isInt32(a) && isInt32(b) ? a ^ b : norm(BigInt(a) ^ BigInt(b))
}

/** Bits of the absolute value. */
export function bitLength(a: Int): number {
  if (typeof a === 'number') {
    const n = Math.abs(a)
    if (n === 0) return 0
    return n < 0x80000000 ? 32 - Math.clz32(n) : 64 - Math.clz32(Math.floor(n / 0x100000000)) - (n >= 0x100000000 ? 0 : 32)
  }
  const hex = (a < 0n ? -a : a).toString(16)
  return (hex.length - 1) * 4 + 32 - Math.clz32(parseInt(hex[0], 16))
}

/** Ones in the absolute value. */
export function bitCount(a: Int): number {
  let n = 0
  for (const c of (a < 0 ? -a : a).toString(2)) if (c === '1') n++
  return n
}

export function gcd(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    let x = Math.abs(a)
    let y = Math.abs(b)
    while (y !== 0) [x, y] = [y, x % y]
    return x
  }
  let x = BigInt(a) < 0n ? -BigInt(a) : BigInt(a)
  let y = BigInt(b) < 0n ? -BigInt(b) : BigInt(b)
  while (y !== 0n) [x, y] = [y, x % y]
  return norm(x)
}

/** Largest r with r*r <= n, for n >= 0. */
export function isqrt(n: Int): Int {
  if (typeof n === 'number' && n < 2 ** 50) return Math.floor(Math.sqrt(n))
  const b = BigInt(n)
  if (b < 2n) return norm(b)
  let x = 1n << BigInt((bitLength(n) + 1) >> 1)
  for (;;) {
    const y = (x + b / x) >> 1n
    if (y >= x) return norm(x)
    x = y
  }
}

/** a / b correctly rounded; ±Infinity where the quotient is too large. `b` is not zero. */
export function truediv(a: Int, b: Int): number {
  if (typeof a === 'number' && typeof b === 'number') return a / b
  const x = BigInt(a)
  const y = BigInt(b)
  const negative = x < 0n !== y < 0n
  let n = x < 0n ? -x : x
  let d = y < 0n ? -y : y
  if (n === 0n) return negative ? -0 : 0
  // A quotient of at least 66 bits with a sticky last bit rounds once, in Number().
  const shift = 66 - (bitLength(n) - bitLength(d))
  if (shift > 0) n <<= BigInt(shift)
  else d <<= BigInt(-shift)
  let q = n / d
  if (q * d !== n) q |= 1n
  const m = Number(q)
  const r = shift > 1000 ? (m / 2 ** 500) / 2 ** (shift - 500) : m / 2 ** shift
  if (r !== 0 && Math.abs(r) < 2.3e-308) return (negative ? -1 : 1) * subnormal(x < 0n ? -x : x, y < 0n ? -y : y)
  return negative ? -r : r
}

/** n / d where the quotient is subnormal: rounded to a multiple of 2**-1074. */
function subnormal(n: bigint, d: bigint): number {
  const scaled = n << 1074n
  let q = scaled / d
  const twice = (scaled - q * d) * 2n
  if (twice > d || (twice === d && (q & 1n) === 1n)) q++
  return Number(q) * 5e-324
}

/** The double nearest to a; ±Infinity where there is none. */
export function toDouble(a: Int): number {
  return Number(a)
}

/** a compared with a double exactly: negative, zero or positive; NaN where d is. */
export function compareDouble(a: Int, d: number): number {
  if (typeof a === 'number') return a - d
  if (d === Infinity) return -1
  if (d === -Infinity) return 1
  if (d !== d) return NaN
  const whole = BigInt(Math.trunc(d))
  return a < whole ? -1 : a > whole ? 1 : Math.trunc(d) - d
}

/** Digits of `a` in a base of 2 to 36. */
export function toText(a: Int, base = 10): string {
  return a.toString(base)
}

const DIGITS: Record<number, string> = {}

function digitsOf(base: number): string {
  return (DIGITS[base] ??= '0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, base))
}

/**
 * The int that a literal spells, or undefined: sign, prefix (for base 0, 2, 8, 16), digits with single underscores between
 * them. The text has no white space around it, and its digits are ASCII.
 */
export function parseInteger(text: string, base: number): Int | undefined {
  let s = text
  let negative = false
  if (s[0] === '-' || s[0] === '+') {
    negative = s[0] === '-'
    s = s.slice(1)
  }
  let b = base
  const prefix = s.length > 1 && s[0] === '0' ? s[1].toLowerCase() : ''
  const of = prefix === 'x' ? 16 : prefix === 'o' ? 8 : prefix === 'b' ? 2 : 0
  if (of !== 0 && (base === 0 || base === of)) {
    b = of
    s = s.slice(2)
    if (s[0] === '_') s = s.slice(1)
  } else if (base === 0) {
    b = 10
    if (/^0[0_]*[1-9]/.test(s)) return undefined
  }
  if (s === '' || s[0] === '_' || s.endsWith('_') || s.includes('__')) return undefined
  s = s.replaceAll('_', '').toLowerCase()
  const allowed = digitsOf(b)
  for (let i = 0; i < s.length; i++) if (!allowed.includes(s[i])) return undefined
  let value: Int
  if (s.length <= 10) value = parseInt(s, b)
  else if (b === 10) value = norm(BigInt(s))
  else if (b === 16 || b === 8 || b === 2) value = norm(BigInt(`0${b === 16 ? 'x' : b === 8 ? 'o' : 'b'}${s}`))
  else value = norm(inBase(s, b))
  return negative ? neg(value) : value
}

function inBase(s: string, base: number): bigint {
  if (s.length <= 8) return BigInt(parseInt(s, base))
  const half = s.length >> 1
  return inBase(s.slice(0, half), base) * BigInt(base) ** BigInt(s.length - half) + inBase(s.slice(half), base)
}

/** Little-endian bytes of `a` in two's complement where signed; undefined where they do not fit. */
export function toBytes(a: Int, length: number, signed: boolean): Uint8Array | undefined {
  let b = BigInt(a)
  if (b < 0n && !signed) return undefined
  const bits = BigInt(length) * 8n
  if (signed ? BigInt.asIntN(Number(bits), b) !== b : BigInt.asUintN(Number(bits), b) !== b) return undefined
  b = BigInt.asUintN(Number(bits), b)
  const out = new Uint8Array(length)
  const hex = b.toString(16).padStart(length * 2, '0')
  for (let i = 0; i < length; i++) out[i] = parseInt(hex.slice((length - 1 - i) * 2, (length - i) * 2), 16)
  return out
}

/** The int of little-endian bytes. */
export function fromBytes(bytes: Uint8Array, signed: boolean): Int {
  if (bytes.length === 0) return 0
  let hex = ''
  for (let i = bytes.length - 1; i >= 0; i--) hex += bytes[i].toString(16).padStart(2, '0')
  const b = BigInt(`0x${hex}`)
  return norm(signed ? BigInt.asIntN(bytes.length * 8, b) : b)
}

/** Rounds to a multiple of 10**ndigits, half to even. */
export function roundTo(a: Int, ndigits: number): Int {
  const unit = 10n ** BigInt(ndigits)
  const b = BigInt(a)
  const r = ((b % unit) + unit) % unit
  const down = b - r
  const twice = r * 2n
  const up = twice > unit || (twice === unit && (down / unit) % 2n !== 0n)
  return norm(up ? down + unit : down)
}
