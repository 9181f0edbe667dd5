// Statements of Python 2 that people still type: `print x`, `exec x`. CPython: Grammar/python.gram (invalid_legacy_expression)
import type { PythonSyntaxError } from '../errors.ts'
import { Tok } from '../tokens.ts'
import { starExpressions } from './expressions.ts'
import type { Parser } from './parser.ts'

/** The error for `print something` or `exec something` at the cursor; null when that is not what stands there. */
export function legacyStatement(p: Parser): PythonSyntaxError | null {
  const word = p.isWord('print') ? 'print' : p.isWord('exec') ? 'exec' : null
  if (word === null) return null
  const next = p.peek()
  if (
    next !== Tok.NAME &&
    next !== Tok.NUMBER &&
    next !== Tok.STRING &&
    next !== Tok.FSTRING_START &&
    next !== Tok.LBRACE &&
    next !== Tok.TRUE &&
    next !== Tok.FALSE &&
    next !== Tok.NONE
  )
    return null
  const at = p.pos
  p.advance()
  try {
    starExpressions(p)
    const end = p.ends[p.pos - 1]
    return p.errorBetween(`Missing parentheses in call to '${word}'. Did you mean ${word}(...)?`, p.starts[at], end)
  } catch {
    return null
  } finally {
    p.reset(at)
  }
}
