// The lexical part: where a piece of markup ends, and the place of what is wrong in it.
//
// Every function looks at `text` from `at` up to `end`. `PARTIAL` means that the end came first; a fault is thrown.
import { XmlFault } from './errors.ts'

export const PARTIAL = -1

const QUOTE = 34
const APOSTROPHE = 39
const SLASH = 47
const GREATER = 62
const QUESTION = 63
const EQUALS = 61
const LESS = 60
const AMPERSAND = 38
const COLON = 58
const MINUS = 45

export const isSpace = (c: number): boolean => c === 32 || c === 10 || c === 9 || c === 13

/** Bytes beyond ASCII are taken for letters: of them a name may be made. */
export const isNameStart = (c: number): boolean =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c === COLON || c >= 0x80

export const isNameByte = (c: number): boolean => isNameStart(c) || (c >= 48 && c <= 57) || c === MINUS || c === 46

const invalid = (at: number): XmlFault => new XmlFault('INVALID_TOKEN', at)

export function skipSpace(text: string, at: number, end: number): number {
  let i = at
  while (i < end && isSpace(text.charCodeAt(i))) i++
  return i
}

/** The end of a name; with namespaces it has one colon at most, with something on both sides. */
export function scanName(text: string, at: number, end: number, hasNamespaces: boolean): number {
  if (at >= end) return PARTIAL
  const first = text.charCodeAt(at)
  if (!isNameStart(first) || (hasNamespaces && first === COLON)) throw invalid(at)
  let i = at + 1
  let colon = -1
  for (; i < end; i++) {
    const c = text.charCodeAt(i)
    if (!isNameByte(c)) break
    if (c === COLON && hasNamespaces) {
      if (colon >= 0) throw invalid(i)
      colon = i
      if (i + 1 >= end) return PARTIAL
      if (!isNameStart(text.charCodeAt(i + 1)) || text.charCodeAt(i + 1) === COLON) throw invalid(i + 1)
    }
  }
  return i >= end ? PARTIAL : i
}

/** The end of `&name;`, `&#1;` or `%name;`. */
export function scanReference(text: string, at: number, end: number): number {
  let i = at + 1
  if (i >= end) return PARTIAL
  if (text.charCodeAt(i) === 35 && text.charCodeAt(at) === AMPERSAND) {
    i++
    if (i >= end) return PARTIAL
    const isHexadecimal = text[i] === 'x'
    if (isHexadecimal) i++
    const digits = isHexadecimal ? /[0-9a-fA-F]/ : /[0-9]/
    for (let n = 0; ; i++, n++) {
      if (i >= end) return PARTIAL
      if (digits.test(text[i])) continue
      if (text[i] === ';' && n > 0) return i + 1
      throw invalid(i)
    }
  }
  const after = scanName(text, i, end, false)
  if (after === PARTIAL) return PARTIAL
  if (text[after] !== ';') throw invalid(after)
  return after + 1
}

/** The end of `<!-- … -->`, whose beginning was seen. */
export function scanComment(text: string, at: number, end: number): number {
  const dashes = text.indexOf('--', at + 4)
  if (dashes < 0 || dashes + 2 >= end) return PARTIAL
  if (text.charCodeAt(dashes + 2) !== GREATER) throw invalid(dashes + 2)
  return dashes + 3
}

/** The end of `<? … ?>`. */
export function scanInstruction(text: string, at: number, end: number): number {
  const name = scanName(text, at + 2, end, false)
  if (name === PARTIAL) return PARTIAL
  const target = text.slice(at + 2, name)
  if (target.toLowerCase() === 'xml' && target !== 'xml') throw invalid(name)
  const c = text.charCodeAt(name)
  if (c === QUESTION) {
    if (name + 1 >= end) return PARTIAL
    if (text.charCodeAt(name + 1) !== GREATER) throw invalid(name + 1)
    return name + 2
  }
  if (!isSpace(c)) throw invalid(name)
  const close = text.indexOf('?>', name)
  return close < 0 || close + 2 > end ? PARTIAL : close + 2
}

/** The end of a quoted value from its quote on, without what references in it mean. */
function scanValue(text: string, at: number, end: number): number {
  const quote = text.charCodeAt(at)
  for (let i = at + 1; i < end;) {
    const c = text.charCodeAt(i)
    if (c === quote) return i + 1
    if (c === LESS) throw invalid(i)
    if (c === AMPERSAND) {
      i = scanReference(text, i, end)
      if (i === PARTIAL) return PARTIAL
    } else i++
  }
  return PARTIAL
}

/** A start tag: its name, its attributes as places of names and values, its end. */
export interface StartTag {
  end: number
  readonly name: string
  /** Start and end of the name and of the value between its quotes, four numbers an attribute. */
  readonly attributes: readonly number[]
  readonly isEmpty: boolean
}

export function scanStartTag(text: string, at: number, end: number, hasNamespaces: boolean): StartTag | undefined {
  let i = scanName(text, at + 1, end, hasNamespaces)
  if (i === PARTIAL) return undefined
  const name = text.slice(at + 1, i)
  const attributes: number[] = []
  for (;;) {
    const before = i
    i = skipSpace(text, i, end)
    if (i >= end) return undefined
    const c = text.charCodeAt(i)
    if (c === GREATER) return { end: i + 1, name, attributes, isEmpty: false }
    if (c === SLASH) {
      if (i + 1 >= end) return undefined
      if (text.charCodeAt(i + 1) !== GREATER) throw invalid(i + 1)
      return { end: i + 2, name, attributes, isEmpty: true }
    }
    if (before === i) throw invalid(i)
    const nameEnd = scanName(text, i, end, hasNamespaces)
    if (nameEnd === PARTIAL) return undefined
    let k = skipSpace(text, nameEnd, end)
    if (k >= end) return undefined
    if (text.charCodeAt(k) !== EQUALS) throw invalid(k)
    k = skipSpace(text, k + 1, end)
    if (k >= end) return undefined
    const quote = text.charCodeAt(k)
    if (quote !== QUOTE && quote !== APOSTROPHE) throw invalid(k)
    const valueEnd = scanValue(text, k, end)
    if (valueEnd === PARTIAL) return undefined
    attributes.push(i, nameEnd, k + 1, valueEnd - 1)
    i = valueEnd
  }
}

/** The end of `</name >`, and that of the name. */
export function scanEndTag(
  text: string,
  at: number,
  end: number,
  hasNamespaces: boolean,
): { end: number; name: string } | undefined {
  const nameEnd = scanName(text, at + 2, end, hasNamespaces)
  if (nameEnd === PARTIAL) return undefined
  const i = skipSpace(text, nameEnd, end)
  if (i >= end) return undefined
  if (text.charCodeAt(i) !== GREATER) throw invalid(i)
  return { end: i + 1, name: text.slice(at + 2, nameEnd) }
}

/** The end of a markup declaration, `<!…>`: quotes and comments in it are passed over. PARTIAL where it has none yet. */
export function scanDeclaration(text: string, at: number, end: number, stopAtBracket: boolean): number {
  for (let i = at + 2; i < end;) {
    const c = text.charCodeAt(i)
    if (c === QUOTE || c === APOSTROPHE) {
      const close = text.indexOf(text[i], i + 1)
      if (close < 0 || close >= end) return PARTIAL
      i = close + 1
    } else if (c === GREATER || (stopAtBracket && c === 91)) return i + 1
    else if (c === LESS) throw invalid(i)
    else i++
  }
  return PARTIAL
}
