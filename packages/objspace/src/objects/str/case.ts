// Case conversions and questions about characters: lower, title, isalpha and their like. lib: stdtypes#str.lower
import type { Str } from '../../operations/convert.ts'
import type { TypeBuilder } from '../../typedef/define.ts'
import { flat } from '../../lib/flat.ts'
import { isAscii, lowerAscii, swapAscii, titleAscii, upperAscii } from './raw.ts'
import { lengthOf, pointAt } from './units.ts'
import * as unicode from './unicode.ts'
import { strFromCodePoints, strFromText } from './wide.ts'

/** Converts each character; surrogates that are characters themselves must not meet in one text. */
function map(s: Str, each: (c: number, i: number) => string): Str {
  if (typeof s === 'string') {
    let out = ''
    for (let i = 0; i < s.length; i++) out += each(s.charCodeAt(i), i)
    return strFromText(out)
  }
  const points: number[] = []
  for (let i = 0; i < s.cps.length; i++) for (const ch of each(s.cps[i], i)) points.push(ch.codePointAt(0)!)
  return strFromCodePoints(Uint32Array.from(points))
}

const SIGMA = 0x3a3

/** Lower case of the character at `i`, where a capital sigma depends on its neighbours. */
function lowerAt(s: Str, c: number, i: number): string {
  if (c !== SIGMA) return unicode.toLower(c)
  let k = i - 1
  while (k >= 0 && unicode.isCaseIgnorable(pointAt(s, k))) k--
  if (k < 0 || !unicode.isCased(pointAt(s, k))) return '\u03c3'
  const n = lengthOf(s)
  k = i + 1
  while (k < n && unicode.isCaseIgnorable(pointAt(s, k))) k++
  return k < n && unicode.isCased(pointAt(s, k)) ? '\u03c3' : '\u03c2'
}

export function lower(s: Str): Str {
  return (typeof s === 'string' ? lowerAscii(s) : undefined) ?? map(s, (c, i) => lowerAt(s, c, i))
}

export function upper(s: Str): Str {
  return (typeof s === 'string' ? upperAscii(s) : undefined) ?? map(s, unicode.toUpper)
}

export function casefold(s: Str): Str {
  return (typeof s === 'string' ? lowerAscii(s) : undefined) ?? map(s, unicode.toFolded)
}

function capitalize(s: Str): Str {
  if (typeof s === 'string' && isAscii(s)) return flat(s.slice(0, 1).toUpperCase() + s.slice(1).toLowerCase())
  return map(s, (c, i) => (i === 0 ? unicode.toTitle(c) : lowerAt(s, c, i)))
}

function title(s: Str): Str {
  if (typeof s === 'string' && isAscii(s)) return titleAscii(s)
  let inWord = false
  return map(s, (c, i) => {
    const t = inWord ? lowerAt(s, c, i) : unicode.toTitle(c)
    inWord = unicode.isCased(c)
    return t
  })
}

function swapcase(s: Str): Str {
  if (typeof s === 'string' && isAscii(s)) return swapAscii(s)
  return map(s, (c, i) =>
    unicode.isUpper(c) ? lowerAt(s, c, i) : unicode.isLower(c) ? unicode.toUpper(c) : String.fromCodePoint(c),
  )
}

/** Whether there are characters and all satisfy `test`. */
function all(s: Str, test: (c: number) => boolean): boolean {
  const n = lengthOf(s)
  for (let i = 0; i < n; i++) if (!test(pointAt(s, i))) return false
  return n > 0
}

/** Whether there is a cased character `wanted`, and none of the other case. */
function allCased(s: Str, wanted: (c: number) => boolean, other: (c: number) => boolean): boolean {
  const n = lengthOf(s)
  let found = false
  for (let i = 0; i < n; i++) {
    const c = pointAt(s, i)
    if (other(c) || unicode.isTitle(c)) return false
    if (!found && wanted(c)) found = true
  }
  return found
}

function isTitled(s: Str): boolean {
  const n = lengthOf(s)
  let found = false
  let inWord = false
  for (let i = 0; i < n; i++) {
    const c = pointAt(s, i)
    if (unicode.isUpper(c) || unicode.isTitle(c)) {
      if (inWord) return false
      found = inWord = true
    } else if (unicode.isLower(c)) {
      if (!inWord) return false
      found = true
    } else inWord = false
  }
  return found
}

/** Whether the str is an identifier. ref: lexical_analysis#identifiers */
export function isIdentifier(s: Str): boolean {
  const n = lengthOf(s)
  if (n === 0 || !unicode.isNameStart(pointAt(s, 0))) return false
  for (let i = 1; i < n; i++) if (!unicode.isNameContinue(pointAt(s, i))) return false
  return true
}

/** Declares the methods of this file. */
export function caseMethods(t: TypeBuilder<Str>): void {
  const convert = (name: string, doc: string, body: (s: Str) => Str): void => t.method(name, [], doc, body)
  convert('lower', 'The text in lower case.', lower)
  convert('upper', 'The text in upper case.', upper)
  convert('casefold', 'The text without differences of case, for comparing.', casefold)
  convert('capitalize', 'The text with its first character in title case and the rest in lower case.', capitalize)
  convert('title', 'The text with each word in title case.', title)
  convert('swapcase', 'The text with upper and lower case exchanged.', swapcase)
  const question = (name: string, doc: string, body: (s: Str) => boolean): void => t.method(name, [], doc, body)
  question('isalpha', 'Whether there are characters and all are letters.', (s) => all(s, unicode.isAlpha))
  question('isalnum', 'Whether there are characters and all are letters or numbers.', (s) =>
    all(s, unicode.isAlphaNumeric),
  )
  question('isdecimal', 'Whether there are characters and all are decimal digits.', (s) => all(s, unicode.isDecimal))
  question('isdigit', 'Whether there are characters and all are digits.', (s) => all(s, unicode.isDigit))
  question('isnumeric', 'Whether there are characters and all are numbers.', (s) => all(s, unicode.isNumeric))
  question('isspace', 'Whether there are characters and all are white space.', (s) => all(s, unicode.isSpace))
  question('isascii', 'Whether all characters are ASCII.', (s) => typeof s === 'string' && isAscii(s))
  question(
    'isprintable',
    'Whether all characters can be printed.',
    (s) => lengthOf(s) === 0 || all(s, unicode.isPrintable),
  )
  question('islower', 'Whether there are cased characters and all are in lower case.', (s) =>
    allCased(s, unicode.isLower, unicode.isUpper),
  )
  question('isupper', 'Whether there are cased characters and all are in upper case.', (s) =>
    allCased(s, unicode.isUpper, unicode.isLower),
  )
  question('istitle', 'Whether there are words and all are in title case.', isTitled)
  question('isidentifier', 'Whether the text is an identifier; keyword.iskeyword() tells reserved ones.', isIdentifier)
}
