// Type parameters: `[T: int, *Ts, **P = ...]`. ref: compound_stmts#type-parameter-lists; PEP 695, 696
import * as A from '../generated/ast.ts'
import { Tok } from '../tokens.ts'
import { expression, starExpression } from './expressions.ts'
import type { Parser } from './parser.ts'

/** A list of type parameters, the cursor being at its `[`. */
export function typeParameters(p: Parser): A.type_param[] {
  p.advance()
  const params: A.type_param[] = []
  do {
    if (params.length > 0 && p.kind === Tok.RSQB) break
    params.push(typeParameter(p))
  } while (p.accept(Tok.COMMA))
  p.expect(Tok.RSQB)
  p.requireVersion(12, 'Type parameter lists are')
  return params
}

function typeParameter(p: Parser): A.type_param {
  const line = p.line()
  const col = p.col()
  if (p.accept(Tok.STAR)) {
    const name = p.name()
    const value = defaultValue(p, true)
    return new A.TypeVarTuple(name, value, line, col, p.endLine(), p.endCol())
  }
  if (p.accept(Tok.DOUBLESTAR)) {
    const name = p.name()
    const value = defaultValue(p, false)
    return new A.ParamSpec(name, value, line, col, p.endLine(), p.endCol())
  }
  const name = p.name()
  const bound = p.accept(Tok.COLON) ? expression(p) : null
  const value = defaultValue(p, false)
  return new A.TypeVar(name, bound, value, line, col, p.endLine(), p.endCol())
}

function defaultValue(p: Parser, mayStar: boolean): A.expr | null {
  if (!p.accept(Tok.EQUAL)) return null
  const value = mayStar ? starExpression(p) : expression(p)
  p.requireVersion(13, 'Type parameter defaults are')
  return value
}
