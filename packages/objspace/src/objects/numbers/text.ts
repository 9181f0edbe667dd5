// Numbers in text, whose digits may be of any script, with white space around them.
//
// The text becomes ASCII first; then what C takes for white space is dropped at both ends, which the separators U+001C to U+001F are not,
// although they are for str. CPython: Objects/unicodeobject.c, _PyUnicode_TransformDecimalAndSpaceToASCII.
import { isSpace } from '../str/unicode.ts'

/** The number in a text, without white space around it, in ASCII; null where there are characters that no number has. */
export function asciiDigits(text: string): string | null {
  const s = inAscii(text)
  return s === null ? null : withoutBlanks(s)
}

/** The text with decimal digits made ASCII, and white space made blanks; null where it has other characters beyond ASCII. */
export function inAscii(text: string): string | null {
  let i = 0
  while (i < text.length && text.charCodeAt(i) < 128) i++
  if (i === text.length) return text
  let out = text.slice(0, i)
  for (const ch of text.slice(i)) {
    if (ch < '\x80') out += ch
    else if (isSpace(ch.codePointAt(0)!)) out += ' '
    else if (/\p{Nd}/u.test(ch)) out += digitValue(ch)
    else return null
  }
  return out
}

/** An ASCII text without what C takes for white space at its ends. */
export function withoutBlanks(s: string): string {
  let start = 0
  let end = s.length
  while (start < end && isBlank(s.charCodeAt(start))) start++
  while (start < end && isBlank(s.charCodeAt(end - 1))) end--
  return end - start === s.length ? s : s.slice(start, end)
}

const isBlank = (c: number): boolean => c === 32 || (c >= 9 && c <= 13)

/** Decimal digits come in runs of ten that start at a multiple of ten from the first of the run. */
function digitValue(ch: string): string {
  const c = ch.codePointAt(0)!
  let n = 0
  while (n < 9 && /\p{Nd}/u.test(String.fromCodePoint(c - n - 1))) n++
  // Some scripts' runs adjoin: the mathematical digits start at U+1D7CE.
  return String(c >= 0x1d7ce && c <= 0x1d7ff ? (c - 0x1d7ce) % 10 : n)
}
