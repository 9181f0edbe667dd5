// `__format__` of int, float and complex. lib: string#formatspec
import { error } from '../../errors/exception.ts'
import { formatDouble, repr } from '../../lib/float-format.ts'
import { FormatError, type FormatSpec, layOut, pad, parseSpec, unknownCode } from '../../lib/format-spec.ts'
import type { Int } from '../../operations/convert.ts'
import type { Value } from '../../space/value.ts'
import { strFromCodePoints, strFromText, textOfStr } from '../str/wide.ts'

/** Formats by a spec, turning a FormatError into a ValueError. */
function guarded<T>(
  make: (value: T, spec: FormatSpec, typeName: string) => string,
  value: T,
  spec: string,
  typeName: string,
): Value {
  try {
    return strFromText(make(value, parseSpec(spec, typeName), typeName))
  } catch (e) {
    if (e instanceof FormatError) throw error('ValueError', e.message)
    throw e
  }
}

export function formatInt(n: Int, spec: string, typeName: string): Value {
  return guarded(intText, n, spec, typeName)
}

function intText(n: Int, s: FormatSpec, typeName: string): string {
  if ('eEfFgG%'.includes(s.type) && s.type !== '') {
    const d = Number(n)
    if (!Number.isFinite(d)) throw error('OverflowError', 'int too large to convert to float')
    return floatText(d, s, typeName)
  }
  if (s.precision >= 0) throw new FormatError('Precision not allowed in integer format specifier')
  if (s.noNegZero)
    throw new FormatError('Negative zero coercion (z) not allowed in format specifier with integer presentation type')
  if (s.type === 'c') {
    if (s.sign !== '') throw new FormatError("Sign not allowed with integer format specifier 'c'")
    if (s.alternate) throw new FormatError("Alternate form (#) not allowed with integer format specifier 'c'")
    if (typeof n === 'bigint' || n < 0 || n > 0x10ffff) throw error('OverflowError', '%c arg not in range(0x110000)')
    return pad(textOfStr(strFromCodePoints(Uint32Array.of(n))), 1, s, s.align === '' ? '<' : s.align)
  }
  const base =
    s.type === 'b'
      ? 2
      : s.type === 'o'
        ? 8
        : s.type === 'x' || s.type === 'X'
          ? 16
          : s.type === '' || s.type === 'd' || s.type === 'n'
            ? 10
            : 0
  if (base === 0) throw unknownCode(s, typeName)
  const negative = n < 0
  let digits = (negative ? -n : n).toString(base)
  let prefix = s.alternate && base !== 10 ? `0${s.type}` : ''
  if (s.type === 'X') {
    digits = digits.toUpperCase()
    prefix = prefix.toUpperCase()
  }
  return layOut(negative, prefix, digits, '', s, base === 10 ? 3 : 4)
}

export function formatFloat(v: number, spec: string, typeName = 'float'): Value {
  return guarded(floatText, v, spec, typeName)
}

/** Digits of a double by the type and precision of a spec, with `-` for negative ones. */
function digitsOf(v: number, s: FormatSpec): string {
  let { type, precision } = s
  if (type === 'n') type = 'g'
  if (type === '') {
    if (precision < 0) {
      const r = repr(v)
      return s.alternate && !r.includes('.') && Number.isFinite(v) ? r.replace(/(?=e|$)/, '.') : r
    }
    // Like g, but with at least one digit behind the point.
    const p = precision === 0 ? 1 : precision
    const g = formatDouble(v, 'g', p, s.alternate)
    if (!Number.isFinite(v) || g.includes('e') || g.includes('.')) return g
    const e = v === 0 ? 0 : Math.floor(Math.log10(Math.abs(Number(g))))
    return e >= p - 1 && v !== 0 ? formatDouble(v, 'e', p - 1).replace(/\.?0*e/, 'e') : `${g}.0`
  }
  if (precision < 0) precision = 6
  return formatDouble(v, type, precision, s.alternate)
}

function floatText(v: number, s: FormatSpec, typeName: string): string {
  if (s.type !== '' && !'eEfFgGn%'.includes(s.type)) throw unknownCode(s, typeName)
  let digits = digitsOf(v, s)
  let negative = digits.startsWith('-')
  if (negative) digits = digits.slice(1)
  if (s.noNegZero && negative && /^[0.]*(?:e[+-]0+)?%?$/i.test(digits)) negative = false
  const m = /^(\d*)(.*)$/s.exec(digits) as RegExpExecArray
  if (m[1] === '') return layOut(negative, '', digits, '', { ...s, grouping: '' })
  return layOut(negative, '', m[1], m[2], s)
}

export function formatComplex(re: number, im: number, spec: string): Value {
  return guarded(
    (_, s) => {
      if (s.type !== '' && !'eEfFgGn'.includes(s.type)) throw unknownCode(s, 'complex')
      if (s.zero) throw new FormatError('Zero padding is not allowed in complex format specifier')
      if (s.align === '=') throw new FormatError("'=' alignment flag is not allowed in complex format specifier")
      const part = (v: number, sign: string): string =>
        floatText(v, { ...s, width: -1, sign, align: '', fill: ' ' }, 'complex')
      const bare = s.type === '' && s.precision < 0
      const shown = (v: number, sign: string): string => (bare ? part(v, sign).replace(/\.0$/, '') : part(v, sign))
      let text: string
      if (s.type === '') {
        const onlyImag = re === 0 && !Object.is(re, -0)
        text = onlyImag ? `${shown(im, s.sign)}j` : `(${shown(re, s.sign)}${shown(im, '+')}j)`
      } else text = `${shown(re, s.sign)}${shown(im, '+')}j`
      return pad(text, text.length, s, s.align === '' ? '>' : s.align)
    },
    null,
    spec,
    'complex',
  )
}
