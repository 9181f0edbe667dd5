// Ints as digits and as bytes. lib: functions#int, stdtypes#int.to_bytes; CPython: Objects/longobject.c
import { bitLength, type Int, neg, norm } from './integer.ts'

/** Digits of `a` in a base of 2 to 36. */
export function toText(a: Int, base = 10): string {
  return a.toString(base)
}

/** Whether `a` has more than `limit` decimal digits: what sys.set_int_max_str_digits() is about. */
export function exceedsDigits(a: Int, limit: number): boolean {
  const bits = bitLength(a)
  // A digit takes log2(10) = 3.3219… bits.
  if (bits < limit * 3.3219) return false
  if (bits > (limit + 1) * 3.322 + 1) return true
  return (a < 0 ? -BigInt(a) : BigInt(a)) >= 10n ** BigInt(limit)
}

/** The number of a decimal digit, -1 for any other unit. */
function valueOf(unit: number): number {
  if (unit >= 48 && unit <= 57) return unit - 48
  const letter = unit | 32
  return letter >= 97 && letter <= 122 ? letter - 87 : -1
}

/**
 * The int that a literal spells, or undefined: sign, prefix (for base 0, 2, 8, 16), digits with single underscores between
 * them. The text has no white space around it, and its digits are ASCII.
 */
export function parseInteger(text: string, base: number): Int | undefined {
  const n = text.length
  const sign = text.charCodeAt(0)
  let i = sign === 45 || sign === 43 ? 1 : 0
  let b = base
  if (text.charCodeAt(i) === 48 && (base === 0 || base === 16 || base === 8 || base === 2)) {
    const letter = text.charCodeAt(i + 1) | 32
    const named = letter === 120 ? 16 : letter === 111 ? 8 : letter === 98 ? 2 : 0
    if (named !== 0 && (base === 0 || base === named)) {
      b = named
      i += 2
      if (text.charCodeAt(i) === 95) i++
    } else if (base === 0 && !/^[0_]*$/.test(text.slice(i))) return undefined
  }
  if (b === 0) b = 10
  let value = 0
  let underscores = false
  let digit = false
  for (let k = i; k < n; k++) {
    const unit = text.charCodeAt(k)
    const v = valueOf(unit)
    if (v >= 0 && v < b) {
      value = value * b + v
      digit = true
    } else if (unit === 95 && digit) {
      underscores = true
      digit = false
    } else return undefined
  }
  // Either nothing, or an underscore at the end.
  if (!digit) return undefined
  if (value > 9007199254740991) {
    const digits = underscores ? text.slice(i).replaceAll('_', '') : text.slice(i)
    const r = norm(bigFrom(digits, b))
    return sign === 45 ? neg(r) : r
  }
  return sign === 45 ? 0 - value : value
}

function bigFrom(digits: string, base: number): bigint {
  switch (base) {
    case 10:
      return BigInt(digits)
    case 16:
      return BigInt(`0x${digits}`)
    case 8:
      return BigInt(`0o${digits}`)
    case 2:
      return BigInt(`0b${digits}`)
    default:
      return inBase(digits, base, new Map())
  }
}

/** Halves the digits until they are few; `powers` remembers base ** n, as halves have one of two lengths on each level. */
function inBase(digits: string, base: number, powers: Map<number, bigint>): bigint {
  if (digits.length <= 10) return BigInt(parseInt(digits, base))
  const low = digits.length >> 1
  let power = powers.get(low)
  if (power === undefined) powers.set(low, (power = BigInt(base) ** BigInt(low)))
  return inBase(digits.slice(0, -low), base, powers) * power + inBase(digits.slice(-low), base, powers)
}

/** Puts the little-endian bytes of `a` into an array, in two's complement where signed; false where they do not fit. */
export function putBytes(a: number, length: number, signed: boolean, out: Uint8Array): boolean {
  let rest = a
  for (let i = 0; i < length; i++) {
    out[i] = rest & 0xff
    rest = Math.floor(rest / 256)
  }
  if (rest !== (a < 0 ? -1 : 0)) return false
  return !signed || a === 0 || length === 0 || out[length - 1] > 0x7f === a < 0
}

/** Little-endian bytes of `a` in two's complement where signed; undefined where they do not fit. */
export function toBytes(a: Int, length: number, signed: boolean): Uint8Array | undefined {
  if (a < 0 && !signed) return undefined
  const out = new Uint8Array(length)
  if (typeof a === 'number') return putBytes(a, length, signed, out) ? out : undefined
  const bits = length * 8
  if ((signed ? BigInt.asIntN(bits, a) : BigInt.asUintN(bits, a)) !== a) return undefined
  const hex = (a < 0n ? BigInt.asUintN(bits, a) : a).toString(16)
  let k = hex.length
  for (let i = 0; k > 0; i++) {
    const high = k > 1 ? valueOf(hex.charCodeAt(k - 2)) : 0
    out[i] = (high << 4) | valueOf(hex.charCodeAt(k - 1))
    k -= 2
  }
  return out
}

const hexOf: string[] = []
const words = new Int32Array(2)

/** The int of the first `n` of little-endian bytes. */
export function fromBytes(bytes: Uint8Array, signed: boolean, n = bytes.length): Int {
  if (n === 0) return 0
  if (n <= 6) {
    let value = 0
    for (let i = n - 1; i >= 0; i--) value = value * 256 + bytes[i]
    return signed && bytes[n - 1] > 0x7f ? value - 2 ** (8 * n) : value
  }
  if (n <= 8) {
    words.fill(0)
    for (let i = 0; i < n; i++) words[i >> 2] |= bytes[i] << ((i & 3) * 8)
    const value = (words[1] >>> 0) * 4294967296 + (words[0] >>> 0)
    if (value <= Number.MAX_SAFE_INTEGER) return value
    const b = (BigInt(words[1] >>> 0) << 32n) | BigInt(words[0] >>> 0)
    return norm(signed ? BigInt.asIntN(n * 8, b) : b)
  }
  if (hexOf.length === 0) for (let i = 0; i < 256; i++) hexOf.push(i.toString(16).padStart(2, '0'))
  let hex = '0x'
  for (let i = n - 1; i >= 0; i--) hex += hexOf[bytes[i]]
  const b = BigInt(hex)
  return norm(signed ? BigInt.asIntN(n * 8, b) : b)
}
