// The format mini-language: parsing a spec, and laying out text and digits by it. lib: string#formatspec; CPython: Python/formatter_unicode.c

export interface FormatSpec {
  fill: string
  /** '<', '>', '=', '^', or '' where none is given. */
  align: string
  sign: string
  noNegZero: boolean
  alternate: boolean
  zero: boolean
  /** -1: none. */
  width: number
  grouping: string
  /** -1: none. */
  precision: number
  /** '' where none is given. */
  type: string
}

/** What is wrong with a spec: the text of the ValueError. */
export class FormatError {
  readonly message: string
  constructor(message: string) {
    this.message = message
  }
}

/** Parses a spec for a value of type `typeName`; throws FormatError. */
export function parseSpec(text: string, typeName: string): FormatSpec {
  const chars = Array.from(text)
  let i = 0
  const spec: FormatSpec = {
    fill: ' ',
    align: '',
    sign: '',
    noNegZero: false,
    alternate: false,
    zero: false,
    width: -1,
    grouping: '',
    precision: -1,
    type: '',
  }
  const isAlign = (c: string | undefined): boolean => c === '<' || c === '>' || c === '=' || c === '^'
  let fillGiven = false
  if (isAlign(chars[1])) {
    spec.fill = chars[0]
    spec.align = chars[1]
    fillGiven = true
    i = 2
  } else if (isAlign(chars[0])) {
    spec.align = chars[0]
    i = 1
  }
  if (chars[i] === '+' || chars[i] === '-' || chars[i] === ' ') spec.sign = chars[i++]
  if (chars[i] === 'z') {
    spec.noNegZero = true
    i++
  }
  if (chars[i] === '#') {
    spec.alternate = true
    i++
  }
  if (!fillGiven && chars[i] === '0') {
    spec.fill = '0'
    spec.zero = true
    i++
  }
  const digits = (): number => {
    const start = i
    while (i < chars.length && chars[i] >= '0' && chars[i] <= '9') i++
    if (i === start) return -1
    const n = Number(chars.slice(start, i).join(''))
    if (n > 2 ** 63 - 1) throw new FormatError('Too many decimal digits in format string')
    return n
  }
  spec.width = digits()
  if (chars[i] === ',') {
    spec.grouping = ','
    i++
  }
  if (chars[i] === '_') {
    if (spec.grouping !== '') throw new FormatError("Cannot specify both ',' and '_'.")
    spec.grouping = '_'
    i++
  }
  if (chars[i] === ',' && spec.grouping !== '')
    throw new FormatError(spec.grouping === '_' ? "Cannot specify both ',' and '_'." : "Cannot specify ',' with ','.")
  if (chars[i] === '.') {
    i++
    spec.precision = digits()
    if (spec.precision < 0) throw new FormatError('Format specifier missing precision')
  }
  if (chars.length - i > 1) throw new FormatError(`Invalid format specifier '${text}' for object of type '${typeName}'`)
  if (i < chars.length) spec.type = chars[i]
  if (spec.grouping !== '') {
    const ok =
      spec.type === '' || 'defgEG%F'.includes(spec.type) || (spec.grouping === '_' && 'boxX'.includes(spec.type))
    if (!ok) throw new FormatError(`Cannot specify '${spec.grouping}' with '${spec.type}'.`)
  }
  return spec
}

/** The ValueError of a type code that a type does not know. */
export function unknownCode(spec: FormatSpec, typeName: string): FormatError {
  const c = spec.type.codePointAt(0)!
  return c > 32 && c < 128
    ? new FormatError(`Unknown format code '${spec.type}' for object of type '${typeName}'`)
    : new FormatError(`Unknown format code '\\x${c.toString(16)}' for object of type '${typeName}'`)
}

/** Pads text (whose length in characters is `length`) to the width. */
export function pad(text: string, length: number, spec: FormatSpec, align: string): string {
  const missing = spec.width - length
  if (missing <= 0) return text
  const left = align === '>' || align === '=' ? missing : align === '^' ? Math.floor(missing / 2) : 0
  return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left)
}

/** Groups the digits of an integer part from the right. */
function group(digits: string, size: number, separator: string): string {
  let out = digits
  for (let i = digits.length - size; i > 0; i -= size) out = out.slice(0, i) + separator + out.slice(i)
  return out
}

/**
 * Lays out a number: sign, prefix, integer digits (grouped), the rest. Zero padding goes between prefix and digits, and is
 * grouped with them.
 */
export function layOut(
  negative: boolean,
  prefix: string,
  digits: string,
  rest: string,
  spec: FormatSpec,
  groupSize = 3,
): string {
  const sign = negative ? '-' : spec.sign === '+' ? '+' : spec.sign === ' ' ? ' ' : ''
  const align = spec.align !== '' ? spec.align : spec.zero ? '=' : '>'
  let body = digits
  if (align === '=' && spec.fill === '0' && spec.width > 0) {
    const room = spec.width - sign.length - prefix.length - rest.length
    if (spec.grouping === '') body = body.padStart(room, '0')
    else {
      let padded = body
      while (group(padded, groupSize, spec.grouping).length < room) padded = `0${padded}`
      body = group(padded, groupSize, spec.grouping)
      // A separator never comes first.
      return sign + prefix + body + rest
    }
    return sign + prefix + body + rest
  }
  if (spec.grouping !== '') body = group(body, groupSize, spec.grouping)
  const text = sign + prefix + body + rest
  if (align === '=') {
    const missing = spec.width - text.length
    return missing > 0 ? sign + prefix + spec.fill.repeat(missing) + body + rest : text
  }
  return pad(text, text.length, spec, align)
}
