// Raw ints, floats and raw strings by specs that were parsed before and ask for nothing but digits in a field: most of what programs
// format. All else, mistakes included, is undefined: formatInt, formatFloat and formatStr know it.
import { formatDouble } from './float-format.ts'
import { type FormatSpec, knownSpec } from './format-spec.ts'
import { gap } from './gap.ts'

/** The spec of a text; undefined where it is new or asks for more. */
function plainSpec(text: string): FormatSpec | undefined {
  const spec = knownSpec(text)
  return spec !== undefined && spec.isPlain ? spec : undefined
}

/** An int that is a number. */
export function plainInt(n: number, text: string): string | undefined {
  const spec = plainSpec(text)
  if (spec === undefined || spec.precision >= 0) return undefined
  const { type } = spec
  if (type === '' || type === 'd') return inField(String(n), spec)
  if (type === 'x') return inField(n.toString(16), spec)
  return type === 'f' || type === 'e' || type === '%' ? plainDouble(n, text) : undefined
}

/** A float by its double. */
export function plainDouble(v: number, text: string): string | undefined {
  const spec = plainSpec(text)
  if (spec === undefined || spec.precision > 1000) return undefined
  const { type, precision } = spec
  if (type !== 'f' && type !== 'e' && type !== '%') return undefined
  return inField(formatDouble(v, type, precision < 0 ? 6 : precision), spec)
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
  const { width, precision, fill, align } = spec
  const cut = precision >= 0 && precision < s.length ? s.slice(0, precision) : s
  const missing = width - cut.length
  if (missing <= 0) return cut
  if (align === '' || align === '<') return cut + gap(fill, missing)
  return align === '>' ? gap(fill, missing) + cut : undefined
}
