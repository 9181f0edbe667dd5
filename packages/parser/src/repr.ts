/**
 * Python's `repr` of the values a literal can have.
 *
 * lib: functions#repr; lib: stdtypes#str.isprintable
 */
import { AFTER_UNICODE_15_1 } from './unprintable.ts'

// Other characters, and separators but the space: categories C* and Z*.
const UNPRINTABLE = /[\p{C}\p{Z}]/u

/** Whether `repr` shows a code point as itself. */
export function isPrintable(code: number): boolean {
  if (code < 0x7f) return code >= 0x20
  if (UNPRINTABLE.test(String.fromCodePoint(code))) return false
  return !isLater(code)
}

/** Whether the host's Unicode may know a code point that Python 3.13's (15.1) does not. */
function isLater(code: number): boolean {
  if (code < AFTER_UNICODE_15_1[0]) return false
  for (let index = 0; index < AFTER_UNICODE_15_1.length; index += 2) {
    if (code <= AFTER_UNICODE_15_1[index + 1]) return code >= AFTER_UNICODE_15_1[index]
  }
  return false
}

/** The escape of one code point (given as a string), as the `unicode_escape` codec writes it. */
export function escapeCharacter(character: string): string {
  const code = character.codePointAt(0)!
  switch (code) {
    case 0x5c:
      return '\\\\'
    case 0x0a:
      return '\\n'
    case 0x0d:
      return '\\r'
    case 0x09:
      return '\\t'
  }
  if (code < 0x100) return '\\x' + hex(code, 2)
  return code < 0x10000 ? '\\u' + hex(code, 4) : '\\U' + hex(code, 8)
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0')
}

/** `repr` of a str; lone surrogates are escaped. */
export function reprStr(text: string): string {
  return reprCharacters(text)
}

/** `repr` of a str given as its code points, of which neighbours may be surrogates. */
export function reprCodePoints(codePoints: readonly number[]): string {
  return reprCharacters(codePoints.map((code) => String.fromCodePoint(code)))
}

function reprCharacters(characters: string | readonly string[]): string {
  const mark = characters.includes("'") && !characters.includes('"') ? '"' : "'"
  let inside = ''
  for (const character of characters) {
    if (character === mark) inside += '\\' + character
    else if (character === '\\' || !isPrintable(character.codePointAt(0)!)) inside += escapeCharacter(character)
    else inside += character
  }
  return mark + inside + mark
}

/** `repr` of a bytes object. */
export function reprBytes(bytes: Uint8Array): string {
  const mark = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'"
  let inside = ''
  for (const byte of bytes) {
    const character = String.fromCharCode(byte)
    if (character === mark) inside += '\\' + character
    else if (character === '\\' || byte < 0x20 || byte > 0x7e) inside += escapeCharacter(character)
    else inside += character
  }
  return 'b' + mark + inside + mark
}

/** `repr` of a float: shortest digits that read back as the same value, exponents from 1e16 up and below 1e-4. */
export function reprFloat(value: number): string {
  const text = reprDigits(value)
  return /[.en]/.test(text) ? text : text + '.0'
}

/** `repr` of a complex number: a positive zero as real part is not shown. */
export function reprComplex(real: number, imag: number): string {
  const imaginary = reprDigits(imag) + 'j'
  if (Object.is(real, 0)) return imaginary
  return `(${reprDigits(real)}${/^[-+]/.test(imaginary) ? '' : '+'}${imaginary})`
}

function reprDigits(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  const magnitude = Math.abs(value)
  if (magnitude === 0) return sign + '0'
  const [digits, exponentText] = magnitude.toExponential().split('e')
  const exponent = Number(exponentText)
  if (exponent >= -4 && exponent < 16) {
    const mantissa = digits.replace('.', '')
    if (exponent < 0) return sign + '0.' + '0'.repeat(-exponent - 1) + mantissa
    const whole = mantissa.slice(0, exponent + 1).padEnd(exponent + 1, '0')
    const fraction = mantissa.slice(exponent + 1)
    return sign + (fraction === '' ? whole : whole + '.' + fraction)
  }
  return sign + digits + 'e' + (exponent < 0 ? '-' : '+') + String(Math.abs(exponent)).padStart(2, '0')
}
