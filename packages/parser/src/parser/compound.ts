// Compound statements: blocks, loops, handlers, definitions. ref: compound_stmts, grammar
import * as A from '../generated/ast.ts'
import type { expr, stmt } from '../generated/ast.ts'
import { Tok } from '../tokens.ts'
import { callArguments, expression, namedExpression, starExpressions, starTarget, starTargets } from './expressions.ts'
import { parameters } from './functions.ts'
import { Failure, type Parser } from './parser.ts'
import { simpleStatements, statement } from './statements.ts'
import { typeParameters } from './type-parameters.ts'

/** The suite behind a colon, which is taken too: an indented block, or simple statements on the same line. */
export function block(p: Parser): stmt[] {
  p.expect(Tok.COLON)
  return suite(p)
}

function suite(p: Parser): stmt[] {
  const body: stmt[] = []
  if (p.kind !== Tok.NEWLINE) {
    simpleStatements(p, body)
    return body
  }
  p.advance()
  p.expect(Tok.INDENT)
  p.enter()
  while (p.kind !== Tok.DEDENT && p.kind !== Tok.END) statement(p, body)
  p.accept(Tok.DEDENT)
  p.leave()
  return body
}

export function ifStatement(p: Parser): stmt {
  const start = p.pos
  p.advance()
  const test = namedExpression(p)
  const body = block(p)
  const orelse = p.kind === Tok.ELIF ? [elifStatement(p)] : elseBlock(p)
  return new A.If(test, body, orelse, p.line(start), p.col(start), p.blockEndLine(), p.blockEndCol())
}

function elifStatement(p: Parser): stmt {
  p.enter()
  const statement = ifStatement(p)
  p.leave()
  return statement
}

function elseBlock(p: Parser): stmt[] {
  return p.accept(Tok.ELSE) ? block(p) : []
}

export function whileStatement(p: Parser): stmt {
  const start = p.pos
  p.advance()
  const test = namedExpression(p)
  const body = block(p)
  const orelse = elseBlock(p)
  return new A.While(test, body, orelse, p.line(start), p.col(start), p.blockEndLine(), p.blockEndCol())
}

function typeComment(p: Parser): string | null {
  if (p.kind !== Tok.TYPE_COMMENT) return null
  const text = p.text()
  p.advance()
  return text
}

/** A type comment of a def may stand at the end of its first line, or alone on the next. */
function functionComment(p: Parser): string | null {
  if (p.kind === Tok.NEWLINE && p.peek() === Tok.TYPE_COMMENT && p.peek(2) === Tok.NEWLINE && p.peek(3) === Tok.INDENT)
    p.advance()
  return typeComment(p)
}

export function forStatement(p: Parser, start: number, isAsync: boolean): stmt {
  p.advance()
  const target = starTargets(p)
  p.expect(Tok.IN)
  const iter = starExpressions(p)
  p.expect(Tok.COLON)
  const comment = typeComment(p)
  const body = suite(p)
  const orelse = elseBlock(p)
  if (isAsync) p.requireVersion(5, 'Async for loops are')
  const Node = isAsync ? A.AsyncFor : A.For
  return new Node(target, iter, body, orelse, comment, p.line(start), p.col(start), p.blockEndLine(), p.blockEndCol())
}

export function asyncStatement(p: Parser): stmt {
  const start = p.pos
  p.advance()
  switch (p.kind) {
    case Tok.DEF:
      return functionDef(p, [], start, true)
    case Tok.FOR:
      return forStatement(p, start, true)
    case Tok.WITH:
      return withStatement(p, start, true)
    default:
      throw p.wrong()
  }
}

export function withStatement(p: Parser, start: number, isAsync: boolean): stmt {
  p.advance()
  const items = withItems(p)
  p.expect(Tok.COLON)
  const comment = typeComment(p)
  const body = suite(p)
  if (isAsync) p.requireVersion(5, 'Async with statements are')
  const Node = isAsync ? A.AsyncWith : A.With
  return new Node(items, body, comment, p.line(start), p.col(start), p.blockEndLine(), p.blockEndCol())
}

function withItems(p: Parser): A.withitem[] {
  if (p.kind === Tok.LPAR) {
    const items = bracketedItems(p)
    if (items !== null) return items
  }
  const items: A.withitem[] = []
  do items.push(withItem(p))
  while (p.accept(Tok.COMMA))
  return items
}

/** `(a as b, c as d):` — items in brackets; null, and nothing taken, when the brackets belong to an expression. */
function bracketedItems(p: Parser): A.withitem[] | null {
  const at = p.pos
  const { depth } = p
  p.advance()
  const items: A.withitem[] = []
  try {
    while (p.kind !== Tok.RPAR) {
      items.push(withItem(p))
      if (!p.accept(Tok.COMMA)) break
    }
    if (items.length > 0 && p.accept(Tok.RPAR) && p.kind === Tok.COLON) {
      return items
    }
  } catch (error) {
    // An expression that only makes sense with the brackets, such as a generator expression.
    if (!(error instanceof Failure)) throw error
  }
  p.depth = depth
  p.reset(at)
  return null
}

function withItem(p: Parser): A.withitem {
  const context = expression(p)
  if (!p.accept(Tok.AS)) return new A.withitem(context, null)
  const target = starTarget(p)
  if (p.kind !== Tok.COMMA && p.kind !== Tok.RPAR && p.kind !== Tok.COLON) throw p.wrong()
  return new A.withitem(context, target)
}

export function tryStatement(p: Parser): stmt {
  const start = p.pos
  p.advance()
  const body = block(p)
  const handlers: A.ExceptHandler[] = []
  let isStar = false
  while (p.kind === Tok.EXCEPT) {
    const star = p.peek() === Tok.STAR
    if (handlers.length > 0 && star !== isStar) throw p.wrong()
    isStar = star
    handlers.push(exceptHandler(p, star))
  }
  const orelse = handlers.length > 0 ? elseBlock(p) : []
  let final: stmt[] = []
  if (p.accept(Tok.FINALLY)) final = block(p)
  else if (handlers.length === 0) throw p.wrong()
  if (isStar) p.requireVersion(11, 'Exception groups are')
  const Node = isStar ? A.TryStar : A.Try
  return new Node(body, handlers, orelse, final, p.line(start), p.col(start), p.blockEndLine(), p.blockEndCol())
}

function exceptHandler(p: Parser, isStar: boolean): A.ExceptHandler {
  const start = p.pos
  p.advance()
  if (isStar) p.advance()
  let type: expr | null = null
  let name: string | null = null
  if (p.kind !== Tok.COLON || isStar) {
    type = expression(p)
    if (p.accept(Tok.AS)) name = p.name()
  }
  const body = block(p)
  return new A.ExceptHandler(type, name, body, p.line(start), p.col(start), p.blockEndLine(), p.blockEndCol())
}

export function decorated(p: Parser): stmt {
  const decorators: expr[] = []
  while (p.accept(Tok.AT)) {
    decorators.push(namedExpression(p))
    p.expect(Tok.NEWLINE)
  }
  const start = p.pos
  if (p.kind === Tok.DEF) return functionDef(p, decorators, start, false)
  if (p.kind === Tok.CLASS) return classDef(p, decorators, start)
  p.expect(Tok.ASYNC)
  if ((p.kind as number) !== Tok.DEF) throw p.wrong()
  return functionDef(p, decorators, start, true)
}

export function functionDef(p: Parser, decorators: expr[], start: number, isAsync: boolean): stmt {
  p.advance()
  const name = p.name()
  const typeParams = p.kind === Tok.LSQB ? typeParameters(p) : []
  p.expect(Tok.LPAR)
  const args = parameters(p)
  p.expect(Tok.RPAR)
  const returns = p.accept(Tok.ARROW) ? expression(p) : null
  p.expect(Tok.COLON)
  const comment = functionComment(p)
  const body = suite(p)
  if (isAsync) p.requireVersion(5, 'Async functions are')
  const Node = isAsync ? A.AsyncFunctionDef : A.FunctionDef
  return new Node(
    name,
    args,
    body,
    decorators,
    returns,
    comment,
    typeParams,
    p.line(start),
    p.col(start),
    p.blockEndLine(),
    p.blockEndCol(),
  )
}

export function classDef(p: Parser, decorators: expr[], start: number): stmt {
  p.advance()
  const name = p.name()
  const typeParams = p.kind === Tok.LSQB ? typeParameters(p) : []
  let bases: expr[] = []
  let keywords: A.keyword[] = []
  const open = p.pos
  if (p.accept(Tok.LPAR)) {
    const given = callArguments(p, open)
    bases = given.args
    keywords = given.keywords
    // A generator cannot share its brackets with a class.
    if (bases.length === 1 && bases[0] instanceof A.GeneratorExp && bases[0].lineno === p.line(open)) {
      if (bases[0].col_offset === p.col(open)) throw p.wrong()
    }
  }
  const body = block(p)
  return new A.ClassDef(
    name,
    bases,
    keywords,
    body,
    decorators,
    typeParams,
    p.line(start),
    p.col(start),
    p.blockEndLine(),
    p.blockEndCol(),
  )
}
