// What the engine knows about characters: the categories of \d, \s and \w in their three flavours, and the case mappings
// that IGNORECASE uses. CPython: the sre_category and sre_lower/sre_upper families in Modules/_sre/sre.c
//
// The locale flavour follows the C locale (and UTF-8 locales, which agree with it on single bytes): only ASCII counts.
import { Category } from './opcodes.ts'
import { isAlnum, isDecimal, isLineBreak, isSpace, lowerFirst, upperFirst } from './unicode.ts'

const DIGIT = 1
const SPACE = 2
const WORD = 4

const ASCII = new Uint8Array(128)
for (let c = 0; c < 128; c++) {
  const digit = c >= 48 && c <= 57
  const letter = (c >= 65 && c <= 90) || (c >= 97 && c <= 122)
  ASCII[c] =
    (digit ? DIGIT : 0) | (c === 32 || (c >= 9 && c <= 13) ? SPACE : 0) | (digit || letter || c === 95 ? WORD : 0)
}

/** Whether `c` is in \w under ASCII rules. */
export function isWordAscii(c: number): boolean {
  return c < 128 && (ASCII[c] & WORD) !== 0
}

/** Whether `c` is in \w under Unicode rules. */
export function isWordUnicode(c: number): boolean {
  return c < 128 ? (ASCII[c] & WORD) !== 0 : isAlnum(c)
}

/** Whether `c` is in the category with number `code`. */
export function inCategory(code: number, c: number): boolean {
  return inEven(code & ~1, c) !== ((code & 1) === 1)
}

function inEven(code: number, c: number): boolean {
  switch (code) {
    case Category.DIGIT:
      return c < 128 && (ASCII[c] & DIGIT) !== 0
    case Category.SPACE:
      return c < 128 && (ASCII[c] & SPACE) !== 0
    case Category.WORD:
    case Category.LOC_WORD:
      return isWordAscii(c)
    case Category.LINEBREAK:
      return c === 10
    case Category.UNI_DIGIT:
      return c < 128 ? (ASCII[c] & DIGIT) !== 0 : isDecimal(c)
    case Category.UNI_SPACE:
      return isSpace(c)
    case Category.UNI_WORD:
      return isWordUnicode(c)
    default:
      return isLineBreak(c)
  }
}

/** Lower case under ASCII rules. */
export function lowerAscii(c: number): number {
  return c >= 65 && c <= 90 ? c + 32 : c
}

/** Upper case under ASCII rules. */
export function upperAscii(c: number): number {
  return c >= 97 && c <= 122 ? c - 32 : c
}

/** Lower case under Unicode rules: the first character of the full mapping. */
export function lowerUnicode(c: number): number {
  return c < 128 ? lowerAscii(c) : lowerFirst(c)
}

/** Upper case under Unicode rules: the first character of the full mapping. */
export function upperUnicode(c: number): number {
  return c < 128 ? upperAscii(c) : upperFirst(c)
}

/** `_sre.ascii_iscased`: whether the character changes under either mapping. */
export function isCasedAscii(c: number): boolean {
  return lowerAscii(c) !== upperAscii(c)
}

/** `_sre.unicode_iscased`. */
export function isCasedUnicode(c: number): boolean {
  return c !== lowerUnicode(c) || c !== upperUnicode(c)
}
