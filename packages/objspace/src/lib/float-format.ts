// Text of floats. lib: functions#float, stdtypes#float.hex, string#formatspec; CPython: Python/pystrtod.c

/** repr(float): the shortest text that reads back as the same double. */
export function repr(v: number): string {
  if (v !== v) return 'nan'
  if (v === Infinity) return 'inf'
  if (v === -Infinity) return '-inf'
  if (v === 0) return Object.is(v, -0) ? '-0.0' : '0.0'
  const a = Math.abs(v)
  if (a >= 1e16 || a < 1e-4) {
    const [m, e] = v.toExponential().split('e')
    const n = Number(e)
    return `${m}e${n < 0 ? '-' : '+'}${String(Math.abs(n)).padStart(2, '0')}`
  }
  const s = String(v)
  return /[.e]/.test(s) ? (s.includes('e') ? expand(v) : s) : `${s}.0`
}

/** Decimal spelling of a double that JavaScript would spell with an exponent. */
function expand(v: number): string {
  const [m, e] = v.toExponential().split('e')
  const digits = m.replace(/[-.]/g, '')
  const sign = v < 0 ? '-' : ''
  const exp = Number(e)
  if (exp < 0) return `${sign}0.${'0'.repeat(-exp - 1)}${digits}`
  return digits.length > exp + 1 ? `${sign}${digits.slice(0, exp + 1)}.${digits.slice(exp + 1)}` : `${sign}${digits.padEnd(exp + 1, '0')}.0`
}

/** Exact value of a finite double as a ratio. */
export function asIntegerRatio(v: number): [bigint, bigint] {
  if (v === 0) return [0n, 1n]
  let e = 0
  let m = v
  while (!Number.isInteger(m)) {
    m *= 2
    e++
  }
  if (Number.isSafeInteger(m) || e === 0) {
    let n = BigInt(m)
    let d = 1n << BigInt(e)
    while (e > 0 && n % 2n === 0n) {
      n /= 2n
      d /= 2n
      e--
    }
    return [n, d]
  }
  return [BigInt(m), 1n << BigInt(e)]
}

/** Digits of |v| rounded half-even to `places` after the decimal point, as an integer. */
function scaled(v: number, places: number): bigint {
  const [n, d] = asIntegerRatio(Math.abs(v))
  const top = places >= 0 ? n * 10n ** BigInt(places) : n
  const bottom = places >= 0 ? d : d * 10n ** BigInt(-places)
  const q = top / bottom
  const twice = (top - q * bottom) * 2n
  return twice > bottom || (twice === bottom && (q & 1n) === 1n) ? q + 1n : q
}

/** %.{places}f of a finite double. */
export function fixed(v: number, places: number): string {
  const negative = v < 0 || Object.is(v, -0)
  let s: string
  if (places <= 15 && Math.abs(v) < 1e15 && !isTie(v, places)) s = Math.abs(v).toFixed(places)
  else {
    const digits = scaled(v, places).toString().padStart(places + 1, '0')
    s = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  }
  return negative ? `-${s}` : s
}

/** Whether rounding to `places` meets a value exactly half way: JavaScript rounds those up, C to even. */
function isTie(v: number, places: number): boolean {
  const x = Math.abs(v) * 10 ** places * 2
  return x < 2 ** 53 && Number.isInteger(x) && x % 2 === 1
}

/** %.{places}e of a finite double, as [digits with a point, exponent]. */
function scientific(v: number, places: number): [string, number] {
  if (v === 0) return [places === 0 ? '0' : `0.${'0'.repeat(places)}`, 0]
  let e = Math.floor(Math.log10(Math.abs(v)))
  for (;;) {
    const digits = scaled(v, places - e).toString()
    if (digits.length === places + 1) return [places === 0 ? digits : `${digits[0]}.${digits.slice(1)}`, e]
    e += digits.length > places + 1 ? 1 : -1
    if (digits.length === places + 2 && /^10*$/.test(digits)) return [places === 0 ? '1' : `1.${'0'.repeat(places)}`, e]
  }
}

const exponentText = (e: number): string => `${e < 0 ? '-' : '+'}${String(Math.abs(e)).padStart(2, '0')}`

/**
 * A double by a format code: e E f F g G, r (repr with an optional precision as g) or % — without sign handling beyond `-`.
 * `alternate` keeps the point and the zeros of g.
 */
export function formatDouble(v: number, code: string, precision: number, alternate = false): string {
  const upper = code === 'E' || code === 'F' || code === 'G'
  if (!Number.isFinite(v)) {
    const s = v !== v ? 'nan' : v < 0 ? '-inf' : 'inf'
    return code === '%' ? `${s}%` : upper ? s.toUpperCase() : s
  }
  const sign = v < 0 || Object.is(v, -0) ? '-' : ''
  let s: string
  switch (code.toLowerCase()) {
    case 'f': s = fixed(v, precision); return alternate && precision === 0 ? `${s}.` : s
    case '%': s = percent(v, precision); return `${alternate && precision === 0 ? `${s}.` : s}%`
    case 'e': {
      const [m, e] = scientific(v, precision)
      s = `${sign}${m}${alternate && precision === 0 ? '.' : ''}e${exponentText(e)}`
      return upper ? s.toUpperCase() : s
    }
    case 'r': return repr(v)
    default: {
      const p = precision === 0 ? 1 : precision
      const [m, e] = scientific(v, p - 1)
      if (e < -4 || e >= p) {
        const digits = alternate ? (p === 1 ? `${m}.` : m) : trim(m)
        s = `${sign}${digits}e${exponentText(e)}`
      } else {
        s = fixed(v, p - 1 - e)
        if (!alternate) s = trim(s)
        else if (!s.includes('.')) s += '.'
      }
      return upper ? s.toUpperCase() : s
    }
  }
}

function percent(v: number, precision: number): string {
  const x = v * 100
  return fixed(Number.isFinite(x) ? x : v, precision)
}

function trim(s: string): string {
  return s.includes('.') ? s.replace(/\.?0+$/, '') : s
}

/** float.hex() */
export function hex(v: number): string {
  if (!Number.isFinite(v)) return repr(v)
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, v)
  const bits = view.getBigUint64(0)
  const sign = bits >> 63n ? '-' : ''
  const e = Number((bits >> 52n) & 0x7ffn)
  const m = (bits & ((1n << 52n) - 1n)).toString(16).padStart(13, '0')
  if (v === 0) return `${sign}0x0.0p+0`
  const exp = e === 0 ? -1022 : e - 1023
  return `${sign}0x${e === 0 ? 0 : 1}.${m}p${exp < 0 ? '' : '+'}${exp}`
}

/** float.fromhex(); undefined where the text is wrong, Infinity where the value is too large (unless it says inf). */
export function fromHex(text: string): number | undefined | 'overflow' {
  const s = text.trim()
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(s)
  if (word !== null) {
    const x = word[2].toLowerCase() === 'nan' ? NaN : Infinity
    return word[1] === '-' ? -x : x
  }
  const m = /^([+-]?)(?:0x)?([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?\d+))?$/i.exec(s)
  if (m === null || (m[2] === '' && (m[3] ?? '') === '')) return undefined
  const fraction = m[3] ?? ''
  const digits = BigInt(`0x${m[2]}${fraction}`)
  const negative = m[1] === '-'
  if (digits === 0n) return negative ? -0 : 0
  const exp = Number(m[4] ?? 0) - 4 * fraction.length
  // digits * 2**exp, rounded once.
  const top = digits.toString(2).length + exp
  if (top > 1100) return 'overflow'
  if (top < -1100) return negative ? -0 : 0
  const keep = Math.max(-1074, top - 53)
  let q: bigint
  const shift = keep - exp
  if (shift <= 0) q = digits << BigInt(-shift)
  else {
    q = digits >> BigInt(shift)
    const rest = digits - (q << BigInt(shift))
    const half = 1n << BigInt(shift - 1)
    if (rest > half || (rest === half && (q & 1n) === 1n)) q++
  }
  const v = keep < -1000 ? Number(q) * 2 ** -1000 * 2 ** (keep + 1000) : Number(q) * 2 ** keep
  if (v === Infinity) return 'overflow'
  return negative ? -v : v
}

/** The double that Python's float() reads from a text without white space around it, whose digits are ASCII; undefined where it is wrong. */
export function parseFloat(text: string): number | undefined {
  let s = text
  if (s.includes('_')) {
    if (!/^[^_]*(?:\d_\d[^_]*)+$/.test(s) && !/^(?:[^_]|(?<=\d)_(?=\d))*$/.test(s)) return undefined
    s = s.replaceAll('_', '')
  }
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(s)) return Number(s)
  const m = /^([+-]?)(inf|infinity|nan)$/i.exec(s)
  if (m === null) return undefined
  const x = m[2].toLowerCase() === 'nan' ? NaN : Infinity
  return m[1] === '-' ? -x : x
}

/** round(v, ndigits), correctly rounded half-even in decimal; Infinity where the result overflows. */
export function roundTo(v: number, ndigits: number): number {
  if (!Number.isFinite(v) || ndigits > 323) return v
  if (ndigits < -308) return v < 0 || Object.is(v, -0) ? -0 : 0
  const n = scaled(v, ndigits)
  const r = ndigits >= 0 ? Number(`${n}e${-ndigits}`) : Number(n * 10n ** BigInt(-ndigits))
  return v < 0 || Object.is(v, -0) ? -r : r
}

/** v // w and v % w of doubles, w not zero. CPython: Objects/floatobject.c (_float_div_mod) */
export function divmod(v: number, w: number): [number, number] {
  let m = v % w
  let div = (v - m) / w
  if (m !== 0) {
    if (w < 0 !== m < 0) {
      m += w
      div -= 1
    }
  } else m = w < 0 ? -0 : 0
  let floor: number
  if (div !== 0) {
    floor = Math.floor(div)
    if (div - floor > 0.5) floor += 1
  } else floor = v / w < 0 || Object.is(v / w, -0) ? -0 : 0
  return [floor, m]
}
