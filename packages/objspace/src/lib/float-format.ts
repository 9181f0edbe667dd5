// Doubles as text: repr, printf-like codes, rounding in decimal. lib: functions#float, string#formatspec; CPython: Python/pystrtod.c
//
// JavaScript spells the shortest digits that read back as the same double, as CPython's repr does, and its toFixed and
// toExponential are exact up to 100 digits with one difference: halfway cases go up in JavaScript and to even in C. So
// the host's conversions are used wherever they reach, a halfway case is recognised exactly (scaling by a power of two
// and the remainder of doubles have no error) and its last digit repaired; beyond 100 digits the decimal expansion of the
// double, which is finite, is written out in full and cut.

/** Most digits that the host's conversions give. */
const HOST_DIGITS = 100

// Doubles that were spelled lately, each at the one place that its bits tell, with their texts: the host has such places too, but of 40
// doubles that are spelled in turn it finds few there, and a spelling takes ten times as long as a look.
const PLACE_BITS = 10
let known: Float64Array | undefined
const texts: string[] = []
const spelling = new Float64Array(1)
const halves = new Int32Array(spelling.buffer)

/** The text of a double that has no exponent. */
function spelled(v: number): string {
  if (known === undefined) {
    known = new Float64Array(1 << PLACE_BITS).fill(NaN)
    for (let i = 0; i < 1 << PLACE_BITS; i++) texts.push('')
  }
  spelling[0] = v
  const place = Math.imul(halves[0] ^ halves[1], 0x9e3779b1) >>> (32 - PLACE_BITS)
  if (known[place] === v) return texts[place]
  const text = Number.isInteger(v) ? `${v}.0` : `${v}`
  known[place] = v
  texts[place] = text
  return text
}

/** repr(float): the shortest text that reads back as the same double. */
export function repr(v: number): string {
  const a = v < 0 ? -v : v
  if (a < 1e16 && a >= 1e-4) return spelled(v)
  if (v === 0) return Object.is(v, -0) ? '-0.0' : '0.0'
  if (a === Infinity) return v < 0 ? '-inf' : 'inf'
  if (v !== v) return 'nan'
  const s = v.toExponential()
  // JavaScript writes exponents without a leading zero.
  return s.charCodeAt(s.length - 2) < 48 ? `${s.slice(0, -1)}0${s.slice(-1)}` : s
}

/** Exact value of a finite double as a ratio in lowest terms, the second above zero. */
export function asIntegerRatio(v: number): [bigint, bigint] {
  let m = v
  let e = 0
  while (!Number.isInteger(m)) {
    // Steps shrink to single ones where the next doubling could go past the lowest set bit.
    const step = Math.abs(m) < 1e-60 ? 128 : 1
    m *= 2 ** step
    e += step
  }
  if (e === 0) return [BigInt(m), 1n]
  return [BigInt(m), 1n << BigInt(e)]
}

/** |v| in full: all its decimal digits, and how many of them stand before the point. */
function expansion(v: number): [digits: string, point: number] {
  const [n, d] = asIntegerRatio(Math.abs(v))
  if (d === 1n) {
    const digits = n.toString()
    return [digits, digits.length]
  }
  // n / 2**f = n * 5**f / 10**f
  const f = d.toString(2).length - 1
  const digits = (n * 5n ** BigInt(f)).toString()
  return [digits, digits.length - f]
}

/** The first `count` of decimal digits, rounded half to even; one more digit where that carries out of the first. */
function cut(digits: string, count: number): string {
  if (count >= digits.length) return digits.padEnd(count, '0')
  if (count < 0) return ''
  const next = digits.charCodeAt(count) - 48
  const odd = count > 0 && (digits.charCodeAt(count - 1) & 1) === 1
  const up = next > 5 || (next === 5 && (odd || /[1-9]/.test(digits.slice(count + 1))))
  const head = digits.slice(0, count)
  if (!up) return head
  const nines = /9*$/.exec(head)![0].length
  const kept = count - nines
  return (
    (kept === 0 ? '1' : head.slice(0, kept - 1) + String.fromCharCode(head.charCodeAt(kept - 1) + 1)) +
    '0'.repeat(nines)
  )
}

/** `s` with its last digit, which is odd, one less. */
function lower(s: string, end: number): string {
  return s.slice(0, end - 1) + String.fromCharCode(s.charCodeAt(end - 1) - 1) + s.slice(end)
}

const isOdd = (s: string, end: number): boolean => (s.charCodeAt(end - 1) & 1) === 1

/** So many places of numbers whose multiple is below that are had by arithmetic: products are off by no more than CLOSE there. */
const FEW_PLACES = 6
const BELOW = 2 ** 40
const CLOSE = 2 ** -13

/**
 * |v| with a few digits behind the point, some times sooner than by the host: undefined where the product with the power of ten, which is
 * rounded, is so close to half way between two integers that it does not tell on which side v is.
 */
function fewDigits(a: number, places: number): string | undefined {
  const ten = TENS[places]
  const x = a * ten
  if (!(x < BELOW)) return undefined
  let n = Math.floor(x)
  const part = x - n
  if (part > 0.5 - CLOSE) {
    if (part < 0.5 + CLOSE) return undefined
    n++
  }
  if (places === 0) return String(n)
  const whole = Math.floor(n / ten)
  const behind = String(n - whole * ten)
  return `${whole}${POINTS[places - behind.length]}${behind}`
}

/** The point and zeros behind it. */
const POINTS = Array.from({ length: FEW_PLACES }, (_, n) => `.${'0'.repeat(n)}`)

/** |v| with `places` digits behind the point. */
function fixedDigits(a: number, places: number): string {
  const few = places <= FEW_PLACES ? fewDigits(a, places) : undefined
  if (few !== undefined) return few
  if (a >= 1e21) return places === 0 ? BigInt(a).toString() : `${BigInt(a)}.${'0'.repeat(places)}`
  if (places > HOST_DIGITS) {
    const [digits, point] = expansion(a)
    let s = cut(digits, point + places)
    // Digits in front of the point may be missing, or one more than there were after a carry.
    s = s.padStart(places + 1, '0')
    return `${s.slice(0, -places)}.${s.slice(-places)}`
  }
  const s = a.toFixed(places)
  // Half way means that the lowest bit of v is worth half a unit of the last place; most have more bits.
  const x = a * 2 ** (places + 1)
  return Math.floor(x) === x && x % 2 === 1 && isOdd(s, s.length) ? lower(s, s.length) : s
}

/** '%.{places}f' of a finite double, with `-` for negative ones. */
export function fixed(v: number, places: number): string {
  return v < 0 || Object.is(v, -0) ? `-${fixedDigits(-v, places)}` : fixedDigits(v, places)
}

const TENS = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22, 1e23,
]

/** Whether `a` lies exactly half way between multiples of 10**k. */
function isHalfway(a: number, k: number): boolean {
  // A multiple of 5**k with a significand of 53 bits has k <= 22.
  if (k > 0) return k <= 22 && a % TENS[k] === 5 * TENS[k - 1]
  const x = a * 2 ** (1 - k)
  return x < 9007199254740992 && x % 2 === 1
}

/** Digits d.ddd of |v| with `places` behind the point, and its exponent of ten. */
function scientific(a: number, places: number): [mantissa: string, exponent: number] {
  if (places > HOST_DIGITS) {
    const [all, point] = expansion(a)
    // Leading zeros do not occur: the expansion starts with the first digit that counts, except for zero itself.
    const s = cut(all, places + 1)
    const exponent = a === 0 ? 0 : point - 1 + (s.length > places + 1 ? 1 : 0)
    return [`${s[0]}.${s.slice(1, places + 1)}`, exponent]
  }
  const s = a.toExponential(places)
  const e = s.indexOf('e')
  const exponent = Number(s.slice(e + 1))
  return [isOdd(s, e) && a !== 0 && isHalfway(a, exponent - places) ? lower(s, e).slice(0, e) : s.slice(0, e), exponent]
}

function exponentText(e: number): string {
  const a = e < 0 ? -e : e
  return `${e < 0 ? 'e-' : 'e+'}${a < 10 ? '0' : ''}${a}`
}

const NOT_ZERO = /[1-9]/

/** Digits of d.ddd without zeros at the end, nor a point. */
function trim(s: string): string {
  let end = s.length
  while (s.charCodeAt(end - 1) === 48) end--
  if (s.charCodeAt(end - 1) === 46) end--
  return s.slice(0, end)
}

/** The g format: `precision` digits that count, spelled with an exponent below -4 and from `limit` on. */
function general(a: number, precision: number, limit: number, alternate: boolean, dot0: boolean): string {
  const [m, e] = scientific(a, precision - 1)
  if (e < -4 || e >= limit) {
    const digits = alternate ? (precision === 1 ? `${m}.` : m) : m.includes('.') ? trim(m) : m
    return digits + exponentText(e)
  }
  const digits = precision === 1 ? m : m[0] + m.slice(2)
  let s: string
  if (e < 0) s = `0.${'0'.repeat(-e - 1)}${digits}`
  else if (digits.length > e + 1) s = `${digits.slice(0, e + 1)}.${digits.slice(e + 1)}`
  else s = digits.padEnd(e + 1, '0')
  if (!alternate) {
    if (s.includes('.')) s = trim(s)
  } else if (!s.includes('.')) s += '.'
  return dot0 && !s.includes('.') ? `${s}.0` : s
}

/**
 * A double by a format code, with `-` as its only sign: e E f F g G % as C's printf, or r: repr, with an exponent from
 * 1e16 on whatever the precision. `alternate` keeps the point and the zeros of g; `dot0` lets g and r end in `.0` where
 * no point is. A dot0 g takes the exponent one digit earlier, as float's empty format type does.
 */
export function formatDouble(v: number, code: string, precision: number, alternate = false, dot0 = false): string {
  const upper = code === 'E' || code === 'F' || code === 'G'
  if (v - v !== 0) {
    const s = v !== v ? 'nan' : v < 0 ? '-inf' : 'inf'
    return code === '%' ? `${s}%` : upper ? s.toUpperCase() : s
  }
  const negative = v < 0 || Object.is(v, -0)
  const a = negative ? -v : v
  let s: string
  switch (code) {
    case 'f':
    case 'F': {
      s = fixedDigits(a, precision)
      if (alternate && precision === 0) s += '.'
      break
    }
    case '%': {
      const x = a * 100
      s = x === Infinity ? 'inf' : fixedDigits(x, precision)
      s += alternate && precision === 0 ? '.%' : '%'
      break
    }
    case 'e':
    case 'E': {
      const [m, e] = scientific(a, precision)
      s = (alternate && precision === 0 ? `${m}.` : m) + exponentText(e)
      break
    }
    case 'r': {
      s = repr(a)
      if (alternate && !s.includes('.')) s = s.replace('e', '.e')
      else if (!dot0 && s.endsWith('.0')) s = s.slice(0, -2) + (alternate ? '.' : '')
      break
    }
    default: {
      const p = precision === 0 ? 1 : precision
      s = general(a, p, dot0 ? Math.max(p - 1, 0) : p, alternate, dot0)
    }
  }
  if (upper) s = s.toUpperCase()
  return negative ? `-${s}` : s
}

/** Whether a text that formatDouble gave stands for zero: what the format option `z` takes the sign from. */
export function isZeroText(text: string): boolean {
  const e = text.search(/e/i)
  return !NOT_ZERO.test(e < 0 ? text : text.slice(0, e)) && /\d/.test(text)
}

/** round(v, ndigits), correctly rounded half-even in decimal; ±Infinity where the result of a finite v overflows. */
export function roundTo(v: number, ndigits: number): number {
  if (v - v !== 0 || ndigits > 323 || v === 0) return v
  if (ndigits < -308) return v < 0 ? -0 : 0
  if (ndigits >= 0) {
    // From 2**52 on doubles are whole.
    if (v >= 4503599627370496 || v <= -4503599627370496) return v
    return Number(fixed(v, ndigits))
  }
  const k = -ndigits
  const a = Math.abs(v)
  const [digits, point] = expansion(a)
  const s = cut(digits, point - k)
  const r = s === '' ? 0 : Number(`${s}e${k}`)
  return v < 0 ? -r : r
}

const BITS = new DataView(new ArrayBuffer(8))

/** float.hex() */
export function hex(v: number): string {
  if (v - v !== 0) return repr(v)
  BITS.setFloat64(0, v)
  const high = BITS.getUint32(0)
  const sign = high >>> 31 ? '-' : ''
  if (v === 0) return `${sign}0x0.0p+0`
  const e = (high >>> 20) & 0x7ff
  const m = (high & 0xfffff).toString(16).padStart(5, '0') + BITS.getUint32(4).toString(16).padStart(8, '0')
  const exponent = e === 0 ? -1022 : e - 1023
  return `${sign}0x${e === 0 ? 0 : 1}.${m}p${exponent < 0 ? '' : '+'}${exponent}`
}

const HEX_FLOAT = /^[\t-\r ]*([+-]?)(?:0x)?([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?\d+))?[\t-\r ]*$/i
const WORD = /^[\t-\r ]*([+-]?)(inf(?:inity)?|nan)[\t-\r ]*$/i

const bits = new Float64Array(1)
const words = new Uint32Array(bits.buffer)

/** Whether the sign bit of a double is set: NaNs have one too, which only their bits tell. */
export function signBit(x: number): boolean {
  bits[0] = x
  return words[1] >>> 31 === 1
}

words[1] = 0xfff80000

/** The NaN that `-nan` spells. */
export const NEGATIVE_NAN = bits[0]

function wordValue(text: string): number | undefined {
  const m = WORD.exec(text)
  if (m === null) return undefined
  if (m[2].toLowerCase() === 'nan') return m[1] === '-' ? NEGATIVE_NAN : NaN
  return m[1] === '-' ? -Infinity : Infinity
}

/** float.fromhex(): undefined where the text is wrong, 'overflow' where the value is too large. */
export function fromHex(text: string): number | undefined | 'overflow' {
  const m = HEX_FLOAT.exec(text)
  const fraction = m?.[3] ?? ''
  if (m === null || m[2] + fraction === '') return wordValue(text)
  const digits = BigInt(`0x${m[2]}${fraction}`)
  const sign = m[1] === '-' ? -1 : 1
  const zero = sign < 0 ? -0 : 0
  if (digits === 0n) return zero
  const exponent = Number(m[4] ?? 0) - 4 * fraction.length
  // Bits of the value in front of the point; a double has its highest at 1024 at most and -1073 at least.
  const s = digits.toString(2)
  const top = s.length + exponent
  if (top > 1024) return 'overflow'
  if (top < -1074) return zero
  const lowest = Math.max(top - 53, -1074)
  const count = top - lowest
  let q = count > 0 ? Number(`0b${s.slice(0, count)}`) * 2 ** Math.max(0, count - s.length) : 0
  const rest = s.slice(count)
  if (rest[0] === '1' && (q % 2 === 1 || rest.includes('1', 1))) q++
  // Two steps, as 2**lowest can be out of range where the value is not; q is small enough that both are exact.
  const v = lowest > 900 ? q * 2 ** 900 * 2 ** (lowest - 900) : q * 2 ** lowest
  return v === Infinity ? 'overflow' : sign * v
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const LONE_UNDERSCORE = /(?<!\d)_|_(?!\d)/

/** The double that float() reads from a text without white space around it, whose digits are ASCII; undefined where it is wrong. */
export function parseFloat(text: string): number | undefined {
  if (DECIMAL.test(text)) return Number(text)
  if (text.includes('_')) {
    const s = text.replaceAll('_', '')
    return DECIMAL.test(s) && !LONE_UNDERSCORE.test(text) ? Number(s) : undefined
  }
  const c = text.charCodeAt(0)
  return c > 32 && text.charCodeAt(text.length - 1) > 32 ? wordValue(text) : undefined
}

export { divmod } from './float-arithmetic.ts'
