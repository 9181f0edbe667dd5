// What str asks of the Unicode database: one function per question, on code points.
//
// Answers come from the host's regular expressions and case conversions, without the characters that Python's database (15.1)
// does not have.
// Where Python asks what the host cannot tell (title case, case folding, which characters are digits) the difference from
// what it can tell is spelled out here. lib: stdtypes#str.isalpha; CPython: Objects/unicodectype.c

import { isLater } from './later.ts'

/** Parses ranges of hexadecimal code points. */
function parseRanges(text: string): Set<number> {
  const out = new Set<number>()
  for (const part of text.split(' ')) {
    const [a, b = a] = part.split('-')
    for (let c = parseInt(a, 16); c <= parseInt(b, 16); c++) out.add(c)
  }
  return out
}

/** A property by a regular expression, remembered for Latin-1. */
function property(pattern: RegExp): (c: number) => boolean {
  let latin: Uint8Array | undefined
  return (c) => {
    if (c > 0xff) return pattern.test(String.fromCodePoint(c)) && !isLater(c)
    if (latin === undefined) {
      latin = new Uint8Array(256)
      for (let i = 0; i < 256; i++) latin[i] = pattern.test(String.fromCharCode(i)) ? 1 : 0
    }
    return latin[c] === 1
  }
}

export const isAlpha = property(/^\p{L}$/u)
export const isDecimal = property(/^\p{Nd}$/u)
/** U+0295 has lost its case since. */
export const isLower = property(/^[\p{Lowercase}\u0295]$/u)
export const isUpper = property(/^\p{Uppercase}$/u)
export const isTitle = property(/^\p{Lt}$/u)
export const isCaseIgnorable = property(/^\p{Case_Ignorable}$/u)
export const isNameStart = property(/^[\p{XID_Start}_]$/u)
export const isNameContinue = property(/^\p{XID_Continue}$/u)

const isNumberOrLetterNumber = property(/^[\p{Nd}\p{Nl}\p{No}]$/u)
export const isPrintable = property(/^(?: |[^\p{C}\p{Z}])$/u)

let digits: Set<number> | undefined
let ideographs: Set<number> | undefined

/** Numeric_Type=Digit or Decimal. */
export function isDigit(c: number): boolean {
  if (c < 0xb2) return c >= 48 && c <= 57
  digits ??= parseRanges(
    'b2-b3 b9 1369-1371 19da 2070 2074-2079 2080-2089 2460-2468 2474-247c 2488-2490 24ea 24f5-24fd 24ff 2776-277e 2780-2788 278a-2792 10a40-10a43 10e60-10e68 11052-1105a 1f100-1f10a',
  )
  return digits.has(c) || isDecimal(c)
}

/** Any Numeric_Type, which ideographs of numbers have too. */
export function isNumeric(c: number): boolean {
  if (isNumberOrLetterNumber(c)) return true
  if (c < 0x3405) return false
  ideographs ??= parseRanges(
    '3405 3483 382a 3b4d 4e00 4e03 4e07 4e09 4e24 4e5d 4e8c 4e94 4e96 4eac 4ebf-4ec0 4edf 4ee8 4f0d 4f70 4fe9 5006 5104 5146 5169 516b 516d 5341 5343-5345 534c 53c1-53c4 56db 58f1 58f9 5e7a 5efe-5eff 5f0c-5f0e 5f10 62d0 62fe 634c 67d2 6d1e 6f06 7396 767e 7695 79ed 8086 842c 8cae 8cb3 8d30 920e 94a9 9621 9646 964c 9678 96f6 f96b f973 f978 f9b2 f9d1 f9d3 f9fd 20001 20064 200e2 20121 2092a 20983 2098c 2099c 20aea 20afd 20b19 22390 22998 23b1b 2626d 2f890',
  )
  return ideographs.has(c)
}

/** White space: what split() splits at. */
export function isSpace(c: number): boolean {
  if (c < 0x80) return c === 32 || (c >= 9 && c <= 13) || (c >= 28 && c <= 31)
  return (
    c === 0x85 ||
    c === 0xa0 ||
    c === 0x1680 ||
    (c >= 0x2000 && c <= 0x200a) ||
    c === 0x2028 ||
    c === 0x2029 ||
    c === 0x202f ||
    c === 0x205f ||
    c === 0x3000
  )
}

/** What splitlines() splits at. */
export function isLineBreak(c: number): boolean {
  return (c >= 10 && c <= 13) || (c >= 28 && c <= 30) || c === 0x85 || c === 0x2028 || c === 0x2029
}

/** Whether a character has case. */
export function isCased(c: number): boolean {
  return isLower(c) || isUpper(c) || isTitle(c)
}

/** isalnum */
export function isAlphaNumeric(c: number): boolean {
  return isAlpha(c) || isNumeric(c)
}

const isSurrogate = (c: number): boolean => c >= 0xd800 && c <= 0xdfff

/** Lower case of one character out of context, as UTF-16 text. */
export function toLower(c: number): string {
  const s = String.fromCodePoint(c)
  const lower = s.toLowerCase()
  return c < 0x80 || lower === s || !(isLater(c) || isLater(lower.codePointAt(0)!)) ? lower : s
}

/** Upper case of one character, as UTF-16 text. */
export function toUpper(c: number): string {
  const s = String.fromCodePoint(c)
  const upper = s.toUpperCase()
  return c < 0x80 || upper === s || !(isLater(c) || isLater(upper.codePointAt(0)!)) ? upper : s
}

/** Title case of one character, as UTF-16 text, where it is not upper case with everything but the first lowered. */
const TITLES: Record<number, string> = {
  0x149: '\u02bcN',
  0x1c4: '\u01c5',
  0x1c5: '\u01c5',
  0x1c6: '\u01c5',
  0x1c7: '\u01c8',
  0x1c8: '\u01c8',
  0x1c9: '\u01c8',
  0x1ca: '\u01cb',
  0x1cb: '\u01cb',
  0x1cc: '\u01cb',
  0x1f1: '\u01f2',
  0x1f2: '\u01f2',
  0x1f3: '\u01f2',
  0x1fb2: '\u1fba\u0345',
  0x1fb3: '\u1fbc',
  0x1fb4: '\u0386\u0345',
  0x1fb7: '\u0391\u0342\u0345',
  0x1fbc: '\u1fbc',
  0x1fc2: '\u1fca\u0345',
  0x1fc3: '\u1fcc',
  0x1fc4: '\u0389\u0345',
  0x1fc7: '\u0397\u0342\u0345',
  0x1fcc: '\u1fcc',
  0x1ff2: '\u1ffa\u0345',
  0x1ff3: '\u1ffc',
  0x1ff4: '\u038f\u0345',
  0x1ff7: '\u03a9\u0342\u0345',
  0x1ffc: '\u1ffc',
}

/** Title case of one character, as UTF-16 text. */
export function toTitle(c: number): string {
  if (c < 0x80) return toUpper(c)
  const listed = TITLES[c]
  if (listed !== undefined) return listed
  if (c >= 0x10d0 && c <= 0x10ff) return String.fromCharCode(c)
  if (c >= 0x1f80 && c <= 0x1faf) return String.fromCharCode(c | 8)
  const upper = toUpper(c)
  const first = String.fromCodePoint(upper.codePointAt(0)!)
  return upper.length === first.length ? upper : first + upper.slice(first.length).toLowerCase()
}

/** Case folding of one character, as UTF-16 text. */
export function toFolded(c: number): string {
  if (c < 0x80) return toLower(c)
  if (c === 0x131 || isSurrogate(c) || isLater(c)) return String.fromCodePoint(c)
  if (c === 0x1e9e) return 'ss'
  const upper = toUpper(c)
  const u = upper.charCodeAt(0)
  return u >= 0x13a0 && u <= 0x13f5 ? upper : upper.toLowerCase()
}

/** The value of a decimal digit: runs of ten follow each other from the first of a script. */
export function decimalValue(c: number): number {
  if (c < 0x80) return c - 48
  if (c >= 0x1d7ce && c <= 0x1d7ff) return (c - 0x1d7ce) % 10
  let n = 0
  while (n < 9 && isDecimal(c - n - 1)) n++
  return n
}
