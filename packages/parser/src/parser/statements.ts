// Statements and the simple ones among them. ref: simple_stmts, grammar
import * as A from '../generated/ast.ts'
import type { expr, stmt } from '../generated/ast.ts'
import { Tok } from '../tokens.ts'
import {
  asyncStatement,
  classDef,
  decorated,
  forStatement,
  functionDef,
  ifStatement,
  tryStatement,
  whileStatement,
  withStatement,
} from './compound.ts'
import { expression, starExpressions, starNamedExpression, startsExpression, yieldExpression } from './expressions.ts'
import { importFrom, importName } from './imports.ts'
import type { Parser } from './parser.ts'
import { matchStatement } from './patterns.ts'
import { store } from './targets.ts'
import { typeParameters } from './type-parameters.ts'

/** Statements up to the end of the file. */
export function fileStatements(p: Parser): stmt[] {
  const body: stmt[] = []
  while (p.kind !== Tok.END) {
    if (p.kind === Tok.NEWLINE) {
      p.advance()
      continue
    }
    p.statementStart = p.pos
    statement(p, body)
  }
  return body
}

/** One statement of an interactive session: a compound statement, or a line of simple ones. */
export function interactiveStatement(p: Parser): stmt[] {
  const body: stmt[] = []
  while (p.kind === Tok.NEWLINE) p.advance()
  if (p.kind === Tok.END) return body
  statement(p, body)
  return body
}

/** Adds the statement at the cursor (or the line of simple statements) to `body`. */
export function statement(p: Parser, body: stmt[]): void {
  switch (p.kind) {
    case Tok.IF:
      body.push(ifStatement(p))
      return
    case Tok.DEF:
      body.push(functionDef(p, [], p.pos, false))
      return
    case Tok.CLASS:
      body.push(classDef(p, [], p.pos))
      return
    case Tok.AT:
      body.push(decorated(p))
      return
    case Tok.FOR:
      body.push(forStatement(p, p.pos, false))
      return
    case Tok.WHILE:
      body.push(whileStatement(p))
      return
    case Tok.TRY:
      body.push(tryStatement(p))
      return
    case Tok.WITH:
      body.push(withStatement(p, p.pos, false))
      return
    case Tok.ASYNC:
      body.push(asyncStatement(p))
      return
    case Tok.NAME:
      if (p.isWord('match')) {
        const m = matchStatement(p)
        if (m !== null) {
          body.push(m)
          return
        }
      }
  }
  simpleStatements(p, body)
}

/** A line of simple statements with semicolons between. */
export function simpleStatements(p: Parser, body: stmt[]): void {
  do {
    body.push(simpleStatement(p))
    if (p.kind === Tok.NEWLINE) break
    p.expect(Tok.SEMI)
  } while ((p.kind as number) !== Tok.NEWLINE)
  p.advance()
}

function simpleStatement(p: Parser): stmt {
  const start = p.pos
  const line = p.line()
  const col = p.col()
  switch (p.kind) {
    case Tok.RETURN: {
      p.advance()
      const value = startsExpression(p, true) ? starExpressions(p) : null
      return new A.Return(value, line, col, p.endLine(), p.endCol())
    }
    case Tok.IMPORT:
      return importName(p)
    case Tok.FROM:
      return importFrom(p)
    case Tok.RAISE: {
      p.advance()
      if (!startsExpression(p)) return new A.Raise(null, null, line, col, p.endLine(), p.endCol())
      const exc = expression(p)
      let cause: expr | null = null
      if (p.accept(Tok.FROM)) cause = expression(p)
      return new A.Raise(exc, cause, line, col, p.endLine(), p.endCol())
    }
    case Tok.PASS:
      p.advance()
      return new A.Pass(line, col, p.endLine(), p.endCol())
    case Tok.BREAK:
      p.advance()
      return new A.Break(line, col, p.endLine(), p.endCol())
    case Tok.CONTINUE:
      p.advance()
      return new A.Continue(line, col, p.endLine(), p.endCol())
    case Tok.DEL:
      return deleteStatement(p)
    case Tok.YIELD: {
      const y = yieldExpression(p)
      return new A.Expr(y, line, col, p.endLine(), p.endCol())
    }
    case Tok.ASSERT: {
      p.advance()
      const test = expression(p)
      let msg: expr | null = null
      if (p.accept(Tok.COMMA)) msg = expression(p)
      return new A.Assert(test, msg, line, col, p.endLine(), p.endCol())
    }
    case Tok.GLOBAL:
    case Tok.NONLOCAL: {
      const global = p.kind === Tok.GLOBAL
      const names: string[] = []
      do {
        p.advance()
        names.push(p.name())
      } while ((p.kind as number) === Tok.COMMA)
      return global
        ? new A.Global(names, line, col, p.endLine(), p.endCol())
        : new A.Nonlocal(names, line, col, p.endLine(), p.endCol())
    }
    case Tok.NAME:
      if (p.isWord('type') && p.peek() === Tok.NAME && (p.peek(2) === Tok.EQUAL || p.peek(2) === Tok.LSQB))
        return typeAlias(p)
  }
  return expressionStatement(p, start)
}

const AUGMENTED: (A.operator | undefined)[] = []
for (const [kind, op] of [
  [Tok.PLUSEQUAL, A.Add],
  [Tok.MINEQUAL, A.Sub],
  [Tok.STAREQUAL, A.Mult],
  [Tok.ATEQUAL, A.MatMult],
  [Tok.SLASHEQUAL, A.Div],
  [Tok.PERCENTEQUAL, A.Mod],
  [Tok.AMPEREQUAL, A.BitAnd],
  [Tok.VBAREQUAL, A.BitOr],
  [Tok.CIRCUMFLEXEQUAL, A.BitXor],
  [Tok.LEFTSHIFTEQUAL, A.LShift],
  [Tok.RIGHTSHIFTEQUAL, A.RShift],
  [Tok.DOUBLESTAREQUAL, A.Pow],
  [Tok.DOUBLESLASHEQUAL, A.FloorDiv],
] as [number, A.operator][])
  AUGMENTED[kind] = op

/** What may stand to the right of `=`. */
function assignedValue(p: Parser): expr {
  return p.kind === Tok.YIELD ? yieldExpression(p) : starExpressions(p)
}

/** An expression, an assignment, an augmented or an annotated one. */
function expressionStatement(p: Parser, start: number): stmt {
  const line = p.line()
  const col = p.col()
  const first = starExpressions(p)
  if (p.kind === Tok.NEWLINE) return new A.Expr(first, line, col, p.endLine(), p.endCol())
  if (p.kind === Tok.EQUAL) return assignment(p, first, line, col)
  if (p.kind === Tok.COLON) return annotated(p, start, first, line, col)
  const op = AUGMENTED[p.kind]
  if (op !== undefined) {
    if (!isSingle(first)) throw p.wrong()
    store(p, first, A.Store)
    p.advance()
    const value = assignedValue(p)
    if (op === A.MatMult) p.requireVersion(5, "The '@' operator is")
    return new A.AugAssign(first, op, value, line, col, p.endLine(), p.endCol())
  }
  return new A.Expr(first, line, col, p.endLine(), p.endCol())
}

function assignment(p: Parser, first: expr, line: number, col: number): stmt {
  const targets: expr[] = []
  let value = first
  while (p.kind === Tok.EQUAL) {
    store(p, value, A.Store)
    targets.push(value)
    p.advance()
    value = assignedValue(p)
  }
  let comment: string | null = null
  if (p.kind === Tok.TYPE_COMMENT) {
    comment = p.text()
    p.advance()
  }
  return new A.Assign(targets, value, comment, line, col, p.endLine(), p.endCol())
}

/** Whether an expression can be the target of an augmented or annotated assignment. */
function isSingle(target: expr): target is A.Name | A.Attribute | A.Subscript {
  return target instanceof A.Name || target instanceof A.Attribute || target instanceof A.Subscript
}

function annotated(p: Parser, start: number, target: expr, line: number, col: number): stmt {
  if (!isSingle(target)) throw p.wrong()
  store(p, target, A.Store)
  p.advance()
  const annotation = expression(p)
  const value = p.accept(Tok.EQUAL) ? assignedValue(p) : null
  const simple = target instanceof A.Name && p.kinds[start] !== Tok.LPAR ? 1 : 0
  p.requireVersion(6, simple === 1 ? 'Variable annotation syntax is' : 'Variable annotations syntax is')
  return new A.AnnAssign(target, annotation, value, simple, line, col, p.endLine(), p.endCol())
}

function typeAlias(p: Parser): stmt {
  const start = p.pos
  p.advance()
  const line = p.line()
  const col = p.col()
  const id = p.name()
  const name = new A.Name(id, A.Store, line, col, p.endLine(), p.endCol())
  const params = p.kind === Tok.LSQB ? typeParameters(p) : []
  p.expect(Tok.EQUAL)
  const value = expression(p)
  p.requireVersion(12, 'Type statement is')
  return new A.TypeAlias(name, params, value, p.line(start), p.col(start), p.endLine(), p.endCol())
}

function deleteStatement(p: Parser): stmt {
  const start = p.pos
  p.advance()
  const targets: expr[] = []
  do {
    if (targets.length > 0 && (p.kind === Tok.NEWLINE || p.kind === Tok.SEMI)) break
    const target = starNamedExpression(p)
    store(p, target, A.Del)
    targets.push(target)
  } while (p.accept(Tok.COMMA))
  if (p.kind !== Tok.NEWLINE && p.kind !== Tok.SEMI) throw p.wrong()
  return new A.Delete(targets, p.line(start), p.col(start), p.endLine(), p.endCol())
}
