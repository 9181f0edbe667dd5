// CPython's more telling syntax errors where a generic one would do. CPython: Grammar/python.gram (invalid_ rules)
import { Tok } from '../tokens.ts'
import type { PythonSyntaxError } from '../errors.ts'
import type { Parser } from './parser.ts'
import { expression } from './expressions.ts'

/** The error where an expression should begin. */
export function invalidExpression(p: Parser, at: number): PythonSyntaxError {
  return p.invalid(at)
}

/** Tokens that end an element of a display or an argument. */
const CLOSERS = new Set<number>([Tok.COMMA, Tok.RPAR, Tok.RSQB, Tok.RBRACE])

/**
 * The error inside brackets where neither a comma nor the closing bracket follows an element: "Perhaps you forgot a comma?"
 * when another expression stands there.
 */
export function missingComma(p: Parser): PythonSyntaxError {
  const at = p.pos
  if (p.kind === Tok.ERROR || p.tokens.error !== null) return p.invalid(at)
  if (
    p.kind === Tok.NAME ||
    p.kind === Tok.NUMBER ||
    p.kind === Tok.STRING ||
    p.kind === Tok.FSTRING_START ||
    p.kind === Tok.LBRACE ||
    p.kind === Tok.LAMBDA ||
    p.kind === Tok.TRUE ||
    p.kind === Tok.FALSE ||
    p.kind === Tok.NONE
  ) {
    const previous = elementStart(p, at)
    if (previous !== null && p.kinds[at - 1] !== Tok.COLON) {
      const start = p.starts[previous]
      try {
        expression(p)
        const end = p.ends[p.pos - 1]
        p.reset(at)
        if (p.tokens.open.length === 0) return p.errorBetween('invalid syntax. Perhaps you forgot a comma?', start, end)
      } catch {
        p.reset(at)
      }
    }
  }
  return p.invalid(at)
}

/** First token of the element that ends before `at`. */
function elementStart(p: Parser, at: number): number | null {
  let level = 0
  for (let i = at - 1; i >= 0; i--) {
    const k = p.kinds[i]
    if (k === Tok.RPAR || k === Tok.RSQB || k === Tok.RBRACE) level++
    else if (k === Tok.LPAR || k === Tok.LSQB || k === Tok.LBRACE) {
      if (level === 0) return i + 1
      level--
    } else if (level === 0 && (CLOSERS.has(k) || k === Tok.COLON || k === Tok.EQUAL)) return i + 1
  }
  return null
}
