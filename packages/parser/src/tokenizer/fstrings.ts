// f-strings: literal parts and replacement fields. ref: lexical_analysis#f-strings; PEP 701
//
// An f-string is FSTRING_START, then FSTRING_MIDDLE (where there is text) and the tokens of the replacement fields, then
// FSTRING_END. The tokenizer reads the fields as anything else; what it tells this file is where they end.
import { Tok } from '../tokens.ts'
import type { Tokenizer } from './tokenizer.ts'

const MAX_NESTED = 150
const MAX_FIELDS = 3

/** An f-string that is being read. */
export class FString {
  readonly quote: number
  readonly isTriple: boolean
  readonly isRaw: boolean
  readonly start: number
  readonly line: number
  /** How many brackets are open outside each replacement field that is being read, outermost first. */
  readonly levels: number[] = []
  /** A format spec is being read in which no field has been yet. */
  isInPlainSpec = false

  constructor(quote: number, isTriple: boolean, isRaw: boolean, start: number, line: number) {
    this.quote = quote
    this.isTriple = isTriple
    this.isRaw = isRaw
    this.start = start
    this.line = line
  }
}

/** Begins the f-string whose prefix is at `start` and whose quote is at `quote`. */
export function beginFString(t: Tokenizer, start: number, quote: number, isRaw: boolean): void {
  const { s } = t
  const q = s.charCodeAt(quote)
  const isTriple = s.charCodeAt(quote + 1) === q && s.charCodeAt(quote + 2) === q
  t.i = isTriple ? quote + 3 : quote + 1
  if (t.fstrings.length >= MAX_NESTED - 1) return t.fail('too many nested f-strings', t.i)
  t.out.push(Tok.FSTRING_START, start, t.i, t.line)
  t.fstrings.push(new FString(q, isTriple, isRaw, start, t.line))
  readMiddle(t)
}

/** Reads the literal part of the innermost f-string up to a replacement field or the end. */
export function readMiddle(t: Tokenizer): void {
  const { s, out } = t
  const f = t.fstrings[t.fstrings.length - 1]
  const inSpec = f.levels.length > 0
  let start = t.i
  let startLine = t.line
  const take = (end: number): void => {
    t.i = end
    if (end > start) out.push(Tok.FSTRING_MIDDLE, start, end, startLine)
  }
  /** Two braces stand for one: the text ends with the first, and goes on behind the second. */
  const double = (): void => {
    take(i + 1)
    i += 2
    t.i = start = i
    startLine = t.line
  }
  let isInName = false
  let i = start
  for (;;) {
    const c = s.charCodeAt(i)
    if (i >= s.length || (c === 10 && !f.isTriple)) {
      // A format spec ends with its line; what is missing there is found by the parser.
      if (f.isInPlainSpec && i < s.length) return take(i)
      t.out.isErrorAtEnd = f.isTriple
      const detected = t.lineAt(i)
      const what = f.isTriple ? 'triple-quoted f-string' : 'f-string'
      return t.fail(`unterminated ${what} literal (detected at line ${detected})`, f.start + 1, f.line)
    }
    if (c === f.quote && (!f.isTriple || (s.charCodeAt(i + 1) === c && s.charCodeAt(i + 2) === c))) {
      take(i)
      const end = i + (f.isTriple ? 3 : 1)
      out.push(Tok.FSTRING_END, i, end, t.line)
      t.i = end
      t.fstrings.pop()
      return
    }
    if (c === 123) {
      if (s.charCodeAt(i + 1) === 123 && !inSpec) {
        double()
        continue
      }
      if (f.levels.length >= MAX_FIELDS) return t.fail('f-string: expressions nested too deeply', i)
      take(i)
      if (!t.open(i)) return
      f.isInPlainSpec = false
      out.push(Tok.LBRACE, i, i + 1, t.line)
      t.i = i + 1
      f.levels.push(t.brackets.length - 1)
      return
    }
    if (c === 125) {
      if (isInName) {
        isInName = false
        i++
        continue
      }
      if (inSpec) {
        t.i = i
        out.push(Tok.FSTRING_MIDDLE, start, i, startLine)
        return endField(t)
      }
      if (s.charCodeAt(i + 1) !== 125) return t.fail("f-string: single '}' is not allowed", i + 1)
      double()
      continue
    }
    if (c === 92) {
      const next = s.charCodeAt(i + 1)
      if (!f.isRaw && next === 78 && s.charCodeAt(i + 2) === 123) {
        // A name in braces is no field.
        isInName = true
        i += 3
        continue
      }
      // A backslash does not protect a brace.
      if (next === 123 || next === 125) {
        if (!f.isRaw) t.doubt(`invalid escape sequence '\\${s[i + 1]}'`, i + 2)
        i++
        continue
      }
      if (next === 10) t.line++
      i += 2
      continue
    }
    if (c === 10) t.line++
    i++
  }
}

/** The `}` that ends a replacement field. */
export function endField(t: Tokenizer): void {
  const f = t.fstrings[t.fstrings.length - 1]
  t.out.push(Tok.RBRACE, t.i, t.i + 1, t.line)
  t.i++
  t.brackets.length = f.levels.pop()!
  f.isInPlainSpec = false
  readMiddle(t)
}

/** The innermost f-string if what is read is directly in its replacement field, in no brackets there. */
export function fieldAround(t: Tokenizer): FString | null {
  if (t.fstrings.length === 0) return null
  const f = t.fstrings[t.fstrings.length - 1]
  return f.levels.length > 0 && t.brackets.length === f.levels[f.levels.length - 1] + 1 ? f : null
}
