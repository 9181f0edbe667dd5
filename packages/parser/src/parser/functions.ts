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
  const posonly: A.arg[] = []
  let args: A.arg[] = []
  const defaults: expr[] = []
  let vararg: A.arg | null = null
  const kwonly: A.arg[] = []
  const kwDefaults: (expr | null)[] = []
  let kwarg: A.arg | null = null
  let star = false
  let slash = false
  let starAt = -1
  const where = annotated ? '' : 'lambda '
  while (p.kind !== closer) {
    if (kwarg !== null) {
      if (p.kind === Tok.NAME) throw p.errorAt(`arguments cannot follow var-keyword argument`, p.pos)
      if (p.kind === Tok.STAR || p.kind === Tok.DOUBLESTAR || p.kind === Tok.SLASH)
        throw p.errorAt('arguments cannot follow var-keyword argument', p.pos)
    }
    if (p.kind === Tok.SLASH) {
      if (star) throw p.errorAt('/ must be ahead of *', p.pos)
      if (slash) throw p.errorAt('/ may appear only once', p.pos)
      if (args.length === 0) throw p.errorAt('at least one argument must precede /', p.pos)
      slash = true
      p.advance()
      posonly.push(...args)
      args = []
    } else if (p.kind === Tok.STAR) {
      if (star) throw p.errorAt('* argument may appear only once', p.pos)
      star = true
      starAt = p.pos
      p.advance()
      if (p.kind === Tok.NAME) {
        vararg = parameter(p, annotated, true)
        if ((p.kind as number) === Tok.EQUAL)
          throw p.errorAt('var-positional argument cannot have default value', p.pos)
      } else if (p.kind === closer)
        throw annotated
          ? p.errorAt('named arguments must follow bare *', starAt)
          : p.errorAt('named arguments must follow bare *', starAt)
      else if (p.kind !== Tok.COMMA) throw p.invalid()
    } else if (p.kind === Tok.DOUBLESTAR) {
      p.advance()
      if (p.kind !== Tok.NAME) throw p.invalid()
      kwarg = parameter(p, annotated, false)
      if ((p.kind as number) === Tok.EQUAL) throw p.errorAt('var-keyword argument cannot have default value', p.pos)
    } else if (p.kind === Tok.NAME) {
      const at = p.pos
      const a = parameter(p, annotated, false)
      let value: expr | null = null
      if ((p.kind as number) === Tok.EQUAL) {
        p.advance()
        if (p.kind === closer || (p.kind as number) === Tok.COMMA)
          throw p.errorAt('expected default value expression', p.pos - 1)
        value = expression(p)
      }
      if (star) {
        kwonly.push(a)
        kwDefaults.push(value)
      } else {
        if (value !== null) defaults.push(value)
        else if (defaults.length > 0)
          throw p.errorAt('parameter without a default follows parameter with a default', at)
        args.push(a)
      }
    } else if (p.kind === Tok.LPAR) {
      throw functionParentheses(p, closer, where)
    } else throw p.invalid()
    const comma = p.pos
    if (!p.accept(Tok.COMMA)) {
      typeComment(p, lastOf(vararg, kwarg, kwonly, args, posonly))
      break
    }
    typeComment(p, lastOf(vararg, kwarg, kwonly, args, posonly))
    if (p.kind === closer && star && vararg === null && kwonly.length === 0 && kwarg === null) {
      throw p.errorAt('named arguments must follow bare *', starAt)
    }
    void comma
  }
  if (star && vararg === null && kwonly.length === 0) throw p.errorAt('named arguments must follow bare *', starAt)
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

function functionParentheses(p: Parser, _closer: number, where: string): unknown {
  let i = p.pos + 1
  while (p.kinds[i] === Tok.NAME || p.kinds[i] === Tok.COMMA) i++
  if (p.kinds[i] === Tok.RPAR && i > p.pos + 1) {
    return p.errorBetween(
      where === ''
        ? 'Function parameters cannot be parenthesized'
        : 'Lambda expression parameters cannot be parenthesized',
      p.starts[p.pos],
      p.ends[i],
    )
  }
  return p.invalid()
}

function parameter(p: Parser, annotated: boolean, starred: boolean): A.arg {
  const start = p.pos
  const name = p.identifier()
  p.advance()
  let annotation: expr | null = null
  if (annotated && p.kind === Tok.COLON) {
    p.advance()
    annotation = starred ? starExpression(p) : expression(p)
  }
  return new A.arg(name, annotation, null, p.line(start), p.col(start), p.endLine(), p.endCol())
}
