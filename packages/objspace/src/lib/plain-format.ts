// Raw ints, floats and raw strings by specs that were parsed before and ask for nothing but digits in a field: most of what programs
// format. All else, mistakes included, is undefined: formatInt, formatFloat and formatStr know it.
import { formatDouble, repr } from './float-format.ts'
import { type FormatSpec, knownSpec } from './format-spec.ts'
import { gap } from './gap.ts'
import { AS_IT_IS, type Writing } from './writing.ts'

/** The spec of a text; undefined where it is new or asks for more. */
function plainSpec(text: string): FormatSpec | undefined {
  const spec = knownSpec(text)
  return spec !== undefined && spec.isPlain ? spec : undefined
}

const LONGEST_FRACTION = 1000

const isOfFloats = ({ type, precision }: FormatSpec): boolean =>
  (type === 'f' || type === 'e' || type === '%') && precision <= LONGEST_FRACTION

/** An int that is a number. */
export function plainInt(n: number, text: string): string | undefined {
  const spec = plainSpec(text)
  return spec === undefined ? undefined : intBy(n, spec)
}

function intBy(n: number, spec: FormatSpec): string | undefined {
  if (spec.precision >= 0) return undefined
  const { type } = spec
  if (type === '' || type === 'd') return inField(String(n), spec)
  if (type === 'x') return inField(n.toString(16), spec)
  return isOfFloats(spec) ? doubleBy(n, spec) : undefined
}

/** A float by its double. */
export function plainDouble(v: number, text: string): string | undefined {
  const spec = plainSpec(text)
  return spec !== undefined && isOfFloats(spec) ? doubleBy(v, spec) : undefined
}

function doubleBy(v: number, spec: FormatSpec): string | undefined {
  const { type, precision } = spec
  return inField(formatDouble(v, type, precision < 0 ? 6 : precision), spec)
}

/** How values are written by the spec of a text: nobody knows where it is new or asks for more. */
export function writingOf(text: string): Writing {
  if (text === '') return { int: AS_IT_IS, text: AS_IT_IS, double: repr }
  const spec = plainSpec(text)
  if (spec === undefined || spec.align === '^') return {}
  const { type, precision, align } = spec
  const isText = (type === '' || type === 's') && align !== '='
  const isInt = precision < 0 && (type === '' || type === 'd' || type === 'x' || isOfFloats(spec))
  return {
    text: isText ? (s) => textBy(s, spec) as string : undefined,
    int: isInt ? (n) => intBy(n, spec) as string : undefined,
    double: isOfFloats(spec) ? (v) => doubleBy(v, spec) as string : undefined,
  }
}

/** A number, which may begin with a sign, in its field. */
function inField(digits: string, spec: FormatSpec): string | undefined {
  const { width, fill, align } = spec
  const missing = width - digits.length
  if (missing <= 0) return digits
  switch (align === '' ? (spec.zero ? '=' : '>') : align) {
    case '>':
      return gap(fill, missing) + digits
    case '<':
      return digits + gap(fill, missing)
    case '=':
      return digits.charCodeAt(0) === 45 ? `-${gap(fill, missing)}${digits.slice(1)}` : gap(fill, missing) + digits
  }
  return undefined
}

/** A raw string. */
export function plainText(s: string, text: string): string | undefined {
  const spec = plainSpec(text)
  if (spec === undefined || spec.align === '=' || (spec.type !== '' && spec.type !== 's')) return undefined
  return textBy(s, spec)
}

function textBy(s: string, spec: FormatSpec): string | undefined {
  const { width, precision, fill, align } = spec
  const cut = precision >= 0 && precision < s.length ? s.slice(0, precision) : s
  const missing = width - cut.length
  if (missing <= 0) return cut
  if (align === '' || align === '<') return cut + gap(fill, missing)
  return align === '>' ? gap(fill, missing) + cut : undefined
}
