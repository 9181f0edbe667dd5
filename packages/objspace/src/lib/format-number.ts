// `__format__` of int, float and complex for a parsed spec. lib: string#formatspec; CPython: Python/formatter_unicode.c
//
// What a spec does not allow is thrown as a FormatError, the text of a ValueError. The sign of a number is laid out apart
// from its digits; here digits come as formatDouble gives them, cut into the integer part and the rest.
import { formatDouble, isZeroText } from './float-format.ts'
import { FormatError, type FormatSpec, layOut, pad, unknownCode } from './format-spec.ts'

const FLOAT_TYPES = 'eEfFgG%'
const PRECISION_LIMIT = 2147483647

/** Whether an int is to be formatted as a float: the caller converts it, as that can overflow. */
export function isFloatType(spec: FormatSpec): boolean {
  return spec.type !== '' && FLOAT_TYPES.includes(spec.type)
}

/** Whether an int is to be formatted as a character: by formatCharacter, once the caller has checked its range. */
export function isCharacterType(spec: FormatSpec): boolean {
  if (spec.type !== 'c') return false
  rejectForInts(spec)
  if (spec.sign !== '') throw new FormatError("Sign not allowed with integer format specifier 'c'")
  if (spec.alternate) throw new FormatError("Alternate form (#) not allowed with integer format specifier 'c'")
  return true
}

/** CPython: Python/formatter_unicode.c (format_long_internal) */
function rejectForInts(spec: FormatSpec): void {
  if (spec.precision >= 0) throw new FormatError('Precision not allowed in integer format specifier')
  if (spec.noNegZero) throw new FormatError('Negative zero coercion (z) not allowed in integer format specifier')
}

/** A character, given as UTF-16 text, by a spec with type c: laid out as a number is. */
export function formatCharacter(character: string, spec: FormatSpec): string {
  return pad(character, 1, spec, spec.align === '' ? '>' : spec.align)
}

/** An int by a spec of neither a float nor the character type. */
export function formatInt(n: number | bigint, spec: FormatSpec, typeName = 'int'): string {
  const { type } = spec
  const base =
    type === '' || type === 'd' || type === 'n'
      ? 10
      : type === 'x' || type === 'X'
        ? 16
        : type === 'b'
          ? 2
          : type === 'o'
            ? 8
            : 0
  if (base === 0) throw unknownCode(spec, typeName)
  rejectForInts(spec)
  const negative = n < 0
  let digits = (negative ? -n : n).toString(base)
  if (type === 'X') digits = digits.toUpperCase()
  return layOut(negative, spec.alternate && base !== 10 ? `0${type}` : '', digits, '', spec, base === 10 ? 3 : 4)
}

/** The digits of a double by the type and precision of a spec, the sign as a `-` in front; `dot0` for types without a code. */
function digitsOf(v: number, spec: FormatSpec, dot0: boolean): string {
  const { type, precision, alternate } = spec
  if (type === '')
    return precision < 0 ? formatDouble(v, 'r', 0, alternate, dot0) : formatDouble(v, 'g', precision, alternate, dot0)
  return formatDouble(v, type === 'n' ? 'g' : type, precision < 0 ? 6 : precision, alternate)
}

function layOutDouble(v: number, spec: FormatSpec, dot0: boolean): string {
  let text = digitsOf(v, spec, dot0)
  let negative = text.charCodeAt(0) === 45
  if (negative) {
    text = text.slice(1)
    if (spec.noNegZero && isZeroText(text)) negative = false
  }
  let end = 0
  while (text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++
  return layOut(negative, '', text.slice(0, end), text.slice(end), spec)
}

/** A float by a spec. */
export function formatFloat(v: number, spec: FormatSpec, typeName = 'float'): string {
  if (spec.type !== '' && spec.type !== 'n' && !FLOAT_TYPES.includes(spec.type)) throw unknownCode(spec, typeName)
  if (spec.precision > PRECISION_LIMIT) throw new FormatError('precision too big')
  return layOutDouble(v, spec, true)
}

/** A complex number by a spec. */
export function formatComplex(real: number, imag: number, spec: FormatSpec, typeName = 'complex'): string {
  if (spec.type !== '' && (spec.type === '%' || !(FLOAT_TYPES + 'n').includes(spec.type)))
    throw unknownCode(spec, typeName)
  if (spec.precision > PRECISION_LIMIT) throw new FormatError('precision too big')
  if (spec.fill === '0') throw new FormatError('Zero padding is not allowed in complex format specifier')
  if (spec.align === '=') throw new FormatError("'=' alignment flag is not allowed in complex format specifier")
  const part: FormatSpec = { ...spec, width: -1, fill: ' ', align: '<' }
  const bare = spec.type === '' && real === 0 && !Object.is(real, -0)
  let text: string
  if (bare) text = `${layOutDouble(imag, part, false)}j`
  else {
    text = `${layOutDouble(real, part, false)}${layOutDouble(imag, { ...part, sign: '+' }, false)}j`
    if (spec.type === '') text = `(${text})`
  }
  return pad(text, text.length, spec, spec.align === '' ? '>' : spec.align)
}
