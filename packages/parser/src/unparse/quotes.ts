/**
 * Quotes and escapes of string literals in regenerated source.
 *
 * A literal should show its text with as few escapes as possible: backslashes and unprintable characters are always
 * escaped, quotes never, so the quote is chosen to fit the text. Only a text that no kind of quote fits is written the
 * way `repr` writes it.
 *
 * lib: ast#ast.unparse
 */
import { escapeCharacter, isPrintable, reprStr } from '../repr.ts'

export const ALL_QUOTES: readonly string[] = ["'", '"', '"""', "'''"]
export const MULTILINE_QUOTES: readonly string[] = ['"""', "'''"]

/** The inside of a literal, and the quotes that may stand around it, best first. */
export interface Quoting {
  readonly text: string
  readonly quotes: readonly string[]
}

/** Chooses among `allowed` quotes for `text`. With `escapesBlanks`, newline and tab are escaped as well. */
export function quote(text: string, allowed: readonly string[], escapesBlanks: boolean): Quoting {
  let escaped = escape(text, escapesBlanks)
  const isMultiline = escaped.includes('\n')
  const fitting = allowed.filter((mark) => (!isMultiline || mark.length === 3) && !escaped.includes(mark))
  if (fitting.length === 0) {
    const literal = reprStr(text)
    return { text: literal.slice(1, -1), quotes: [allowed.find((mark) => mark.includes(literal[0])) ?? literal[0]] }
  }
  const last = escaped.slice(-1)
  if (last === '') return { text: escaped, quotes: fitting }
  // A text that ends in a quote had better stand in the other kind.
  const quotes = [...fitting.filter((mark) => mark[0] !== last), ...fitting.filter((mark) => mark[0] === last)]
  if (quotes[0][0] === last) escaped = escaped.slice(0, -1) + '\\' + last
  return { text: escaped, quotes }
}

/** A whole literal for `text`. */
export function quoted(text: string, allowed: readonly string[]): string {
  const { text: inside, quotes } = quote(text, allowed, false)
  return quotes[0] + inside + quotes[0]
}

function escape(text: string, escapesBlanks: boolean): string {
  let escaped = ''
  for (const character of text) {
    if ((character === '\n' || character === '\t') && !escapesBlanks) escaped += character
    else if (character === '\\' || !isPrintable(character.codePointAt(0)!)) escaped += escapeCharacter(character)
    else escaped += character
  }
  return escaped
}
