// The format mini-language: parsing a spec, and laying out text and digits by it. lib: string#formatspec; CPython: Python/formatter_unicode.c

import { decimalValue, isDecimal } from '../objects/str/unicode.ts'

export interface FormatSpec {
  /** One character; '0' where the spec has a zero before the width and no fill of its own. */
  readonly fill: string
  /** '<', '>', '=', '^', or '' where none is given. */
  readonly align: string
  /** '+', '-', ' ' or ''. */
  readonly sign: string
  readonly noNegZero: boolean
  readonly alternate: boolean
  /** A zero before the width: numbers are padded behind their sign. */
  readonly zero: boolean
  /** -1: none. */
  readonly width: number
  /** ',', '_' or ''. */
  readonly grouping: string
  /** -1: none. */
  readonly precision: number
  /** '' where none is given. */
  readonly type: string
  /** Whether there are at most a width of no more than thousands, a fill of one unit, an alignment, a precision and a type. */
  readonly isPlain: boolean
}

/** What is wrong with a spec: the text of the ValueError. */
export class FormatError {
  readonly message: string
  constructor(message: string) {
    this.message = message
  }
}

const CACHE_SIZE = 256
const cache = new Map<string, FormatSpec>()

/** Parses a spec for a value of type `typeName`; throws FormatError. */
export function parseSpec(text: string, typeName: string): FormatSpec {
  let spec = cache.get(text)
  if (spec === undefined) {
    spec = parse(text, typeName)
    if (cache.size >= CACHE_SIZE) cache.clear()
    cache.set(text, spec)
  }
  return spec
}

/** The spec of a text that was parsed before. */
export function knownSpec(text: string): FormatSpec | undefined {
  return cache.get(text)
}

const isAlign = (unit: number): boolean => unit === 60 || unit === 62 || unit === 61 || unit === 94

/** Types that digits may be grouped for by `,` or `_`, and further ones for `_`. */
const GROUPED = 'defgEG%F'
const GROUPED_FOUR = 'boxX'

function parse(text: string, typeName: string): FormatSpec {
  let fill = ' '
  let align = ''
  let sign = ''
  let noNegZero = false
  let alternate = false
  let zero = false
  let grouping = ''
  let precision = -1
  let i = 0
  const first = text.codePointAt(0) ?? 0
  const size = first > 0xffff ? 2 : 1
  const filled = isAlign(text.charCodeAt(size))
  if (filled) {
    fill = text.slice(0, size)
    align = text[size]
    i = size + 1
  } else if (isAlign(first)) {
    align = text[0]
    i = 1
  }
  if (text[i] === '+' || text[i] === '-' || text[i] === ' ') sign = text[i++]
  if (text[i] === 'z') {
    noNegZero = true
    i++
  }
  if (text[i] === '#') {
    alternate = true
    i++
  }
  if (!filled && text[i] === '0') {
    fill = '0'
    zero = true
    i++
  }
  let end = endOfDigits(text, i)
  const width = end === i ? -1 : number(text.slice(i, end))
  i = end
  if (text[i] === ',') grouping = text[i++]
  if (text[i] === '_') {
    if (grouping !== '') throw new FormatError("Cannot specify both ',' and '_'.")
    grouping = text[i++]
  }
  if (text[i] === ',' && grouping === '_') throw new FormatError("Cannot specify both ',' and '_'.")
  if (text[i] === '.') {
    i++
    end = endOfDigits(text, i)
    if (end === i) throw new FormatError('Format specifier missing precision')
    precision = number(text.slice(i, end))
    i = end
  }
  const code = text.codePointAt(i)
  const type = code === undefined ? '' : String.fromCodePoint(code)
  if (i + type.length < text.length)
    throw new FormatError(`Invalid format specifier '${text}' for object of type '${typeName}'`)
  if (
    grouping !== '' &&
    type !== '' &&
    type !== '\0' &&
    !GROUPED.includes(type) &&
    !(grouping === '_' && GROUPED_FOUR.includes(type))
  ) {
    throw new FormatError(`Cannot specify '${grouping}' with '${shownCode(code!)}'.`)
  }
  const isPlain =
    sign === '' && !noNegZero && !alternate && grouping === '' && width < 10000 && fill.length === 1 && !isHalf(fill)
  return { fill, align, sign, noNegZero, alternate, zero, width, grouping, precision, type, isPlain }
}

const isHalf = (c: string): boolean => c.charCodeAt(0) >>> 11 === 0x1b

/** Where the decimal digits from `start` on end, which may be of any script. */
function endOfDigits(text: string, start: number): number {
  let i = start
  for (;;) {
    const unit = text.charCodeAt(i)
    if (unit >= 48 && unit <= 57) i++
    else if (unit > 127 && isDecimal(text.codePointAt(i)!)) i += unit >= 0xd800 && unit <= 0xdbff ? 2 : 1
    else return i
  }
}

function number(written: string): number {
  const digits = Array.from(written, (c) => decimalValue(c.codePointAt(0)!)).join('')
  const n = Number(digits)
  if (n >= 2 ** 63 && BigInt(digits) >= 2n ** 63n) throw new FormatError('Too many decimal digits in format string')
  return n
}

/** A type code as messages show it. */
function shownCode(code: number): string {
  return code > 32 && code < 128 ? String.fromCharCode(code) : `\\x${code.toString(16)}`
}

/** The ValueError of a type code that a type does not know. */
export function unknownCode(spec: FormatSpec, typeName: string): FormatError {
  return new FormatError(
    `Unknown format code '${shownCode(spec.type.codePointAt(0)!)}' for object of type '${typeName}'`,
  )
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
  const first = digits.length % size
  const parts = first === 0 ? [] : [digits.slice(0, first)]
  for (let i = first; i < digits.length; i += size) parts.push(digits.slice(i, i + size))
  return parts.join(separator)
}

/**
 * Lays out a number: sign, prefix, integer digits (grouped), the rest. Padding by `=` goes between prefix and digits; zeros
 * there are digits like the others: grouped, never with a separator in front.
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
  const head = sign + prefix
  let body = digits
  if (spec.grouping !== '' && digits !== '') {
    if (align === '=' && spec.fill === '0') {
      const room = spec.width - head.length - rest.length
      // As many digits as fill the room together with their separators, one more where a separator would be first.
      const count = room - Math.floor(room / (groupSize + 1))
      body = body.padStart(room % (groupSize + 1) === 0 ? count + 1 : count, '0')
    }
    body = group(body, groupSize, spec.grouping)
  }
  const length = head.length + body.length + rest.length
  if (length >= spec.width) return head + body + rest
  if (align === '=') return head + spec.fill.repeat(spec.width - length) + body + rest
  return pad(head + body + rest, length, spec, align)
}
