// Parameter lists of def and lambda. ref: compound_stmts#function-definitions, expressions#lambda
import * as A from '../generated/ast.ts'
import type { expr } from '../generated/ast.ts'
import { Tok } from '../tokens.ts'
import { expression, starExpression } from './expressions.ts'
import type { Parser } from './parser.ts'

/** Parameters of a def, the cursor being behind its `(`; stops at the `)`. */
export function parameters(p: Parser): A.arguments_ {
  return parameterList(p, Tok.RPAR, true)
}

/** Parameters of a lambda; stops at the `:`. */
export function lambdaParameters(p: Parser): A.arguments_ {
  return parameterList(p, Tok.COLON, false)
}

function parameterList(p: Parser, closer: number, annotated: boolean): A.arguments_ {
  let posonly: A.arg[] = []
  let args: A.arg[] = []
  const defaults: expr[] = []
  let vararg: A.arg | null = null
  const kwonly: A.arg[] = []
  const kwDefaults: (expr | null)[] = []
  let kwarg: A.arg | null = null
  let star = false
  let slash = false
  while (p.kind !== closer) {
    if (kwarg !== null) throw p.wrong()
    const isParameter = p.kind === Tok.NAME || p.peek() === Tok.NAME
    if (p.kind === Tok.SLASH) {
      if (star || slash || args.length === 0) throw p.wrong()
      slash = true
      p.advance()
      posonly = args
      args = []
    } else if (p.kind === Tok.STAR) {
      if (star) throw p.wrong()
      star = true
      p.advance()
      if ((p.kind as number) === Tok.NAME) vararg = parameter(p, annotated, true)
      else if ((p.kind as number) !== Tok.COMMA) throw p.wrong()
    } else if (p.kind === Tok.DOUBLESTAR) {
      p.advance()
      kwarg = parameter(p, annotated, false)
    } else {
      const a = parameter(p, annotated, false)
      const value = p.accept(Tok.EQUAL) ? expression(p) : null
      if (star) {
        kwonly.push(a)
        kwDefaults.push(value)
      } else {
        if (value !== null) defaults.push(value)
        else if (defaults.length > 0) throw p.wrong()
        args.push(a)
      }
    }
    const isLast = !p.accept(Tok.COMMA)
    if (isParameter) typeComment(p, lastOf(vararg, kwarg, kwonly, args, posonly))
    if (isLast) break
  }
  if (star && vararg === null && kwonly.length === 0) throw p.wrong()
  if (slash) p.requireVersion(8, 'Positional-only parameters are')
  return new A.arguments_(posonly, args, vararg, kwonly, kwDefaults, kwarg, defaults)
}

function lastOf(
  vararg: A.arg | null,
  kwarg: A.arg | null,
  kwonly: A.arg[],
  args: A.arg[],
  posonly: A.arg[],
): A.arg | null {
  return (
    kwarg ??
    (kwonly.length > 0
      ? kwonly[kwonly.length - 1]
      : (vararg ?? args[args.length - 1] ?? posonly[posonly.length - 1] ?? null))
  )
}

/** A type comment behind a parameter belongs to it. */
function typeComment(p: Parser, a: A.arg | null): void {
  if (p.kind !== Tok.TYPE_COMMENT) return
  if (a !== null) a.type_comment = p.text()
  p.advance()
}

function parameter(p: Parser, annotated: boolean, starred: boolean): A.arg {
  const start = p.pos
  const name = p.name()
  let annotation: expr | null = null
  if (annotated && p.kind === Tok.COLON) {
    p.advance()
    annotation = starred ? starExpression(p) : expression(p)
  }
  return new A.arg(name, annotation, null, p.line(start), p.col(start), p.endLine(), p.endCol())
}
