// Statements. ref: simple_stmts, compound_stmts, grammar
import * as A from '../generated/ast.ts'
import type { expr, stmt } from '../generated/ast.ts'
import { Tok } from '../tokens.ts'
import {
  bitOr,
  callArguments,
  expression,
  namedExpression,
  starExpressions,
  starNamedExpression,
  starTargets,
  startsExpression,
  yieldExpression,
} from './expressions.ts'
import { parameters } from './functions.ts'
import type { Parser } from './parser.ts'
import { matchStatement } from './patterns.ts'
import { describe, invalidTarget, store } from './targets.ts'
import { legacyStatement } from './legacy.ts'

/** Statements up to the end of the file. */
export function fileStatements(p: Parser): stmt[] {
  const body: stmt[] = []
  while (p.kind !== Tok.END) {
    if (p.kind === Tok.NEWLINE) {
      p.advance()
      continue
    }
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

function simpleStatements(p: Parser, body: stmt[]): void {
  for (;;) {
    body.push(simpleStatement(p))
    if (p.kind === Tok.NEWLINE) {
      p.advance()
      return
    }
    if (p.kind !== Tok.SEMI) throw afterStatement(p)
    p.advance()
    if (p.kind === Tok.NEWLINE) {
      p.advance()
      return
    }
  }
}

function afterStatement(p: Parser): unknown {
  if (p.kind === Tok.EXCLAMATION || p.kind === Tok.ERROR) return p.invalid()
  return p.invalid()
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
      if (p.kind === Tok.EQUAL) throw p.errorOn('assignment to yield expression not possible', y)
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
        if ((p.kind as number) !== Tok.NAME) throw p.invalid()
        names.push(p.identifier())
        p.advance()
      } while ((p.kind as number) === Tok.COMMA)
      return global
        ? new A.Global(names, line, col, p.endLine(), p.endCol())
        : new A.Nonlocal(names, line, col, p.endLine(), p.endCol())
    }
    case Tok.NAME:
      if (
        p.isWord('type') &&
        p.peek() === Tok.NAME &&
        (p.peek(2) === Tok.EQUAL || p.peek(2) === Tok.LSQB) &&
        p.options.featureVersion >= 12
      )
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

/** An expression, an assignment, an augmented or an annotated one. */
function expressionStatement(p: Parser, start: number): stmt {
  const line = p.line()
  const col = p.col()
  const legacy = p.kind === Tok.NAME ? legacyStatement(p) : null
  if (legacy !== null) throw legacy
  const first = starExpressions(p)
  if (p.kind === Tok.EQUAL) return assignment(p, first, line, col)
  if (p.kind === Tok.COLON) return annotated(p, start, first, line, col)
  const op = AUGMENTED[p.kind]
  if (op !== undefined) {
    if (!(first instanceof A.Name || first instanceof A.Attribute || first instanceof A.Subscript))
      throw p.errorOn(`'${describe(first)}' is an illegal expression for augmented assignment`, first)
    store(p, first, 'assign')
    p.advance()
    const value = p.kind === Tok.YIELD ? yieldExpression(p) : starExpressions(p)
    return new A.AugAssign(first, op, value, line, col, p.endLine(), p.endCol())
  }
  return new A.Expr(first, line, col, p.endLine(), p.endCol())
}

function assignment(p: Parser, first: expr, line: number, col: number): stmt {
  const targets: expr[] = []
  let value = first
  while (p.kind === Tok.EQUAL) {
    const bad = invalidTarget(value, 'assign')
    if (bad !== null) throw wrongTarget(p, value, bad)
    store(p, value, 'assign')
    targets.push(value)
    p.advance()
    if (p.kind === Tok.YIELD) {
      value = yieldExpression(p)
      if ((p.kind as number) === Tok.EQUAL) throw p.errorOn('assignment to yield expression not possible', value)
    } else value = starExpressions(p)
  }
  let comment: string | null = null
  if (p.kind === Tok.TYPE_COMMENT) {
    comment = p.text()
    p.advance()
  }
  if (AUGMENTED[p.kind] !== undefined) throw p.invalid()
  return new A.Assign(targets, value, comment, line, col, p.endLine(), p.endCol())
}

function wrongTarget(p: Parser, whole: expr, bad: expr): unknown {
  const simple = whole === bad
  if (bad instanceof A.Yield || bad instanceof A.YieldFrom)
    return p.errorOn('assignment to yield expression not possible', bad)
  const constant = bad instanceof A.Constant && (bad.value === null || bad.value === true || bad.value === false)
  const hint =
    simple && !constant && !(bad instanceof A.GeneratorExp) && HINTED.has(bad.tag)
      ? " here. Maybe you meant '==' instead of '='?"
      : ''
  return p.errorOn(`cannot assign to ${describe(bad)}${hint}`, bad)
}

/** Expressions after which "Maybe you meant '=='" is said: those that a bitwise-or rule can be. */
const HINTED = new Set<number>([
  A.Tag.Call,
  A.Tag.BinOp,
  A.Tag.UnaryOp,
  A.Tag.Constant,
  A.Tag.Await,
  A.Tag.JoinedStr,
  A.Tag.Dict,
  A.Tag.Set,
  A.Tag.ListComp,
  A.Tag.SetComp,
  A.Tag.DictComp,
  A.Tag.GeneratorExp,
])

function annotated(p: Parser, start: number, target: expr, line: number, col: number): stmt {
  const bracketed = p.kinds[start] === Tok.LPAR
  if (!(target instanceof A.Name || target instanceof A.Attribute || target instanceof A.Subscript)) {
    if (target instanceof A.List) throw p.errorOn('only single target (not list) can be annotated', target)
    if (target instanceof A.Tuple) throw p.errorOn('only single target (not tuple) can be annotated', target)
    throw p.kinds[p.pos + 1] === Tok.NEWLINE || p.tokens.error !== null
      ? p.invalid()
      : p.errorOn('illegal target for annotation', target)
  }
  if (bracketed && target instanceof A.Name === false && target.col_offset === col && p.kinds[start] === Tok.LPAR)
    void 0
  store(p, target, 'assign')
  p.advance()
  const annotation = expression(p)
  let value: expr | null = null
  if (p.accept(Tok.EQUAL)) value = p.kind === Tok.YIELD ? yieldExpression(p) : starExpressions(p)
  const simple = target instanceof A.Name && !bracketed ? 1 : 0
  return new A.AnnAssign(target, annotation, value, simple, line, col, p.endLine(), p.endCol())
}

function typeAlias(p: Parser): stmt {
  const start = p.pos
  p.advance()
  const name = new A.Name(p.identifier(), A.Store, p.line(), p.col(), 0, 0)
  p.advance()
  name.end_lineno = p.endLine()
  name.end_col_offset = p.endCol()
  const params = p.kind === Tok.LSQB ? typeParams(p) : []
  p.expect(Tok.EQUAL)
  const value = expression(p)
  return new A.TypeAlias(name, params, value, p.line(start), p.col(start), p.endLine(), p.endCol())
}

/** `[T, *Ts, **P]`, the cursor being at the `[`. PEP 695, 696 */
function typeParams(p: Parser): A.type_param[] {
  p.advance()
  if (p.kind === Tok.RSQB) throw p.errorAt('Type parameter list cannot be empty', p.pos)
  const params: A.type_param[] = []
  while (p.kind !== Tok.RSQB) {
    const start = p.pos
    const line = p.line()
    const col = p.col()
    const star = p.kind === Tok.STAR ? 1 : p.kind === Tok.DOUBLESTAR ? 2 : 0
    if (star > 0) p.advance()
    if (p.kind !== Tok.NAME) throw p.invalid()
    const name = p.identifier()
    p.advance()
    let bound: expr | null = null
    if (p.kind === (Tok.COLON as number)) {
      const colon = p.pos
      p.advance()
      const b = expression(p)
      if (star > 0) {
        throw p.errorBetween(
          `cannot use ${b instanceof A.Tuple ? 'constraints' : 'bound'} with ${star === 1 ? 'TypeVarTuple' : 'ParamSpec'}`,
          p.starts[colon],
          p.ends[p.pos - 1],
        )
      }
      bound = b
    }
    let value: expr | null = null
    if (p.kind === (Tok.EQUAL as number)) {
      p.advance()
      value = star === 1 ? starExpressionOf(p) : expression(p)
    }
    if (star === 0) params.push(new A.TypeVar(name, bound, value, line, col, p.endLine(), p.endCol()))
    else if (star === 1) params.push(new A.TypeVarTuple(name, value, line, col, p.endLine(), p.endCol()))
    else params.push(new A.ParamSpec(name, value, line, col, p.endLine(), p.endCol()))
    void start
    if (!p.accept(Tok.COMMA)) break
  }
  p.expect(Tok.RSQB)
  return params
}

function starExpressionOf(p: Parser): expr {
  if (p.kind !== Tok.STAR) return expression(p)
  const s = p.pos
  p.advance()
  const value = bitOr(p)
  return new A.Starred(value, A.Load, p.line(s), p.col(s), p.endLine(), p.endCol())
}

function deleteStatement(p: Parser): stmt {
  const start = p.pos
  p.advance()
  const targets: expr[] = []
  const parse = (): expr => {
    const e = p.kind === Tok.STAR ? starNamedExpression(p) : expression(p)
    return e
  }
  targets.push(parse())
  while (p.accept(Tok.COMMA)) {
    if (p.kind === Tok.NEWLINE || p.kind === Tok.SEMI) break
    targets.push(parse())
  }
  for (const t of targets) store(p, t, 'delete')
  if (p.kind !== Tok.NEWLINE && p.kind !== Tok.SEMI) throw p.invalid()
  return new A.Delete(targets, p.line(start), p.col(start), p.endLine(), p.endCol())
}

function dottedName(p: Parser): string {
  if (p.kind !== Tok.NAME) throw p.invalid()
  let name = p.identifier()
  p.advance()
  while (p.kind === Tok.DOT) {
    p.advance()
    if (p.kind !== Tok.NAME) throw p.invalid()
    name += `.${p.identifier()}`
    p.advance()
  }
  return name
}

function asName(p: Parser): string | null {
  if (!p.accept(Tok.AS)) return null
  if (p.kind !== Tok.NAME) throw p.invalid()
  const name = p.identifier()
  const next = p.peek()
  if (next === Tok.DOT || next === Tok.LSQB || next === Tok.LPAR) {
    const at = p.pos
    const target = expression(p)
    p.reset(at)
    throw p.errorOn(`cannot use ${describe(target)} as import target`, target)
  }
  p.advance()
  return name
}

function importName(p: Parser): stmt {
  const start = p.pos
  p.advance()
  if (p.kind === Tok.NEWLINE) throw p.errorAt("Expected one or more names after 'import'", p.pos)
  const names: A.alias[] = []
  do {
    const s = p.pos
    const name = dottedName(p)
    const as = asName(p)
    names.push(new A.alias(name, as, p.line(s), p.col(s), p.endLine(), p.endCol()))
  } while (p.accept(Tok.COMMA))
  if (p.kind === Tok.FROM)
    throw p.errorBetween("Did you mean to use 'from ... import ...' instead?", p.starts[start], p.ends[p.pos - 1])
  return new A.Import(names, p.line(start), p.col(start), p.endLine(), p.endCol())
}

function importFrom(p: Parser): stmt {
  const start = p.pos
  p.advance()
  let level = 0
  while (p.kind === Tok.DOT || p.kind === Tok.ELLIPSIS) {
    level += p.kind === Tok.DOT ? 1 : 3
    p.advance()
  }
  let module: string | null = null
  if (level === 0 || p.kind === Tok.NAME) module = dottedName(p)
  p.expect(Tok.IMPORT)
  const names: A.alias[] = []
  const one = (): void => {
    const s = p.pos
    if (p.kind !== Tok.NAME) throw p.invalid()
    const name = p.identifier()
    p.advance()
    const as = asName(p)
    names.push(new A.alias(name, as, p.line(s), p.col(s), p.endLine(), p.endCol()))
  }
  if (p.kind === Tok.STAR) {
    const s = p.pos
    p.advance()
    names.push(new A.alias('*', null, p.line(s), p.col(s), p.endLine(), p.endCol()))
  } else if (p.accept(Tok.LPAR)) {
    do {
      if (p.kind === Tok.RPAR) break
      one()
    } while (p.accept(Tok.COMMA))
    p.expect(Tok.RPAR)
  } else {
    if (p.kind === Tok.NEWLINE) throw p.errorAt("Expected one or more names after 'import'", p.pos)
    do {
      if (p.kind === Tok.NEWLINE && names.length > 0)
        throw p.errorAt('trailing comma not allowed without surrounding parentheses', p.pos - 1)
      one()
    } while (p.accept(Tok.COMMA))
  }
  return new A.ImportFrom(module, names, level, p.line(start), p.col(start), p.endLine(), p.endCol())
}

/** The suite behind a colon: an indented block, or simple statements on the same line. `what` names the statement in errors. */
export function block(p: Parser, what: string, at: number): stmt[] {
  const body: stmt[] = []
  if (p.kind !== Tok.NEWLINE) {
    simpleStatements(p, body)
    return body
  }
  p.advance()
  if (p.kind !== Tok.INDENT) {
    if (p.kind === Tok.ERROR) throw p.invalid()
    throw expectedBlock(p, what, at)
  }
  p.enter()
  p.advance()
  while (p.kind !== Tok.DEDENT && p.kind !== Tok.END) statement(p, body)
  p.accept(Tok.DEDENT)
  p.leave()
  return body
}

function expectedBlock(p: Parser, what: string, at: number): unknown {
  const line = p.source.lineOf(p.starts[p.pos])
  void line
  const e = p.source.error(
    `expected an indented block after ${what} on line ${p.lines[at]}`,
    p.starts[p.pos],
    p.ends[p.pos],
    'IndentationError',
  )
  return e
}

/** The colon before a suite. */
function colon(p: Parser): void {
  if (p.kind !== Tok.COLON) throw p.kind === Tok.ERROR || p.tokens.error !== null ? p.invalid() : needColon(p)
  p.advance()
}

function needColon(p: Parser): unknown {
  if (p.kind === Tok.NEWLINE || p.kind === Tok.END)
    return p.tokens.open.length > 0 ? p.invalid() : p.errorAt("expected ':'", p.pos)
  return p.invalid()
}

/** A condition; `=` in it is a common mistake. */
function condition(p: Parser): expr {
  const start = p.pos
  const test = namedExpression(p)
  if (p.kind === Tok.EQUAL) {
    if (
      test instanceof A.Name ||
      (test instanceof A.Compare === false &&
        test instanceof A.BoolOp === false &&
        (test instanceof A.Attribute || test instanceof A.Subscript))
    ) {
      const at = p.pos
      p.advance()
      const value = bitOr(p)
      void value
      const end = p.ends[p.pos - 1]
      p.reset(at)
      throw test instanceof A.Name
        ? p.errorBetween("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", p.starts[start], end)
        : p.errorOn(`cannot assign to ${describe(test)} here. Maybe you meant '==' instead of '='?`, test)
    }
    if (
      !(test instanceof A.List || test instanceof A.Tuple || test instanceof A.GeneratorExp) &&
      !(test instanceof A.Constant && (test.value === null || test.value === true || test.value === false))
    ) {
      const left = test instanceof A.Compare ? test.comparators[test.comparators.length - 1] : test
      if (HINTED.has(left.tag))
        throw p.errorOn(`cannot assign to ${describe(left)} here. Maybe you meant '==' instead of '='?`, left)
    }
  }
  return test
}

function ifStatement(p: Parser): stmt {
  const start = p.pos
  const word = p.kind === Tok.IF ? "'if' statement" : "'elif' statement"
  p.advance()
  const test = condition(p)
  colon(p)
  const body = block(p, word, start)
  let orelse: stmt[] = []
  if (p.kind === Tok.ELIF) orelse = [ifStatement(p)]
  else if (p.kind === Tok.ELSE) orelse = elseBlock(p)
  return new A.If(test, body, orelse, p.line(start), p.col(start), p.blockEndLine(), p.blockEndCol())
}

function elseBlock(p: Parser): stmt[] {
  const start = p.pos
  p.advance()
  colon(p)
  return block(p, "'else' statement", start)
}

function whileStatement(p: Parser): stmt {
  const start = p.pos
  p.advance()
  const test = condition(p)
  colon(p)
  const body = block(p, "'while' statement", start)
  const orelse = p.kind === Tok.ELSE ? elseBlock(p) : []
  return new A.While(test, body, orelse, p.line(start), p.col(start), p.blockEndLine(), p.blockEndCol())
}

function takeTypeComment(p: Parser): string | null {
  if (p.kind !== Tok.TYPE_COMMENT) return null
  const text = p.text()
  p.advance()
  return text
}

/** A type comment may stand at the end of the line that opens a block, or alone on the block's first line. */
function blockComment(p: Parser): string | null {
  const here = takeTypeComment(p)
  if (here !== null) return here
  if (
    p.kind === Tok.NEWLINE &&
    p.peek() === Tok.TYPE_COMMENT &&
    p.peek(2) === Tok.NEWLINE &&
    p.peek(3) === Tok.INDENT
  ) {
    p.advance()
    const text = p.text()
    p.advance()
    return text
  }
  return null
}

function forStatement(p: Parser, start: number, isAsync: boolean): stmt {
  p.advance()
  const target = starTargets(p)
  if (p.kind !== Tok.IN) throw p.invalid()
  p.advance()
  const iter = starExpressions(p)
  colon(p)
  const comment = takeTypeComment(p)
  const body = block(p, isAsync ? "'for' statement" : "'for' statement", start)
  const orelse = p.kind === Tok.ELSE ? elseBlock(p) : []
  const Node = isAsync ? A.AsyncFor : A.For
  return new Node(target, iter, body, orelse, comment, p.line(start), p.col(start), p.blockEndLine(), p.blockEndCol())
}

function asyncStatement(p: Parser): stmt {
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
      throw p.invalid()
  }
}

function withStatement(p: Parser, start: number, isAsync: boolean): stmt {
  p.advance()
  const items = withItems(p)
  colon(p)
  const comment = takeTypeComment(p)
  const body = block(p, "'with' statement", start)
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
    if (items.length > 0 && p.accept(Tok.RPAR) && p.kind === Tok.COLON) return items
  } catch {
    // An expression that only makes sense with the brackets, such as a generator expression.
  }
  p.depth = depth
  p.reset(at)
  return null
}

function withItem(p: Parser): A.withitem {
  const context = expression(p)
  if (p.kind !== Tok.AS) return new A.withitem(context, null)
  p.advance()
  const target = starTarget(p)
  if (p.kind !== Tok.COMMA && p.kind !== Tok.RPAR && p.kind !== Tok.COLON) throw p.invalid()
  return new A.withitem(context, target)
}

/** One target: a name, attribute, subscript, or a bracketed list of them. */
function starTarget(p: Parser): expr {
  const target = p.kind === Tok.STAR ? starExpressionOf(p) : bitOr(p)
  store(p, target, 'assign')
  return target
}

function tryStatement(p: Parser): stmt {
  const start = p.pos
  p.advance()
  colon(p)
  const body = block(p, "'try' statement", start)
  const handlers: A.ExceptHandler[] = []
  let star: boolean | null = null
  while (p.kind === Tok.EXCEPT) {
    const s = p.pos
    p.advance()
    const isStar = p.accept(Tok.STAR)
    if (star !== null && star !== isStar)
      throw p.errorAt("cannot have both 'except' and 'except*' on the same 'try'", s)
    star = isStar
    handlers.push(exceptHandler(p, s, isStar))
  }
  const orelse = handlers.length > 0 && p.kind === Tok.ELSE ? elseBlock(p) : []
  let final: stmt[] = []
  if (p.kind === Tok.FINALLY) {
    const s = p.pos
    p.advance()
    colon(p)
    final = block(p, "'finally' statement", s)
  } else if (handlers.length === 0) {
    if (p.kind === Tok.ERROR || p.tokens.error !== null) throw p.invalid()
    throw p.errorAt("expected 'except' or 'finally' block", p.pos)
  }
  const Node = star === true ? A.TryStar : A.Try
  return new Node(body, handlers, orelse, final, p.line(start), p.col(start), p.blockEndLine(), p.blockEndCol())
}

function exceptHandler(p: Parser, start: number, star: boolean): A.ExceptHandler {
  let type: expr | null = null
  let name: string | null = null
  if (p.kind !== Tok.COLON) {
    if (star && p.kind === Tok.NEWLINE) throw p.errorAt('expected one or more exception types', p.pos)
    if (p.kind === Tok.NEWLINE) throw p.errorAt("expected ':'", p.pos)
    const first = p.pos
    type = expression(p)
    if (p.kind === Tok.COMMA) {
      let i = p.pos
      while (p.kinds[i] !== Tok.COLON && p.kinds[i] !== Tok.NEWLINE && p.kinds[i] !== Tok.END) i++
      throw p.errorBetween('multiple exception types must be parenthesized', p.starts[first], p.ends[i - 1])
    }
    if (p.accept(Tok.AS)) {
      if (p.kind !== Tok.NAME) throw p.invalid()
      name = p.identifier()
      const at = p.pos
      p.advance()
      if (p.kind === Tok.DOT || p.kind === (Tok.LSQB as number) || p.kind === (Tok.LPAR as number)) {
        p.reset(at)
        const target = expression(p)
        throw p.errorOn(`cannot use except${star ? '*' : ''} statement with ${describe(target)}`, target)
      }
    }
  } else if (star) throw p.errorAt('expected one or more exception types', p.pos)
  colon(p)
  const body = block(p, star ? "'except*' statement" : "'except' statement", start)
  return new A.ExceptHandler(type, name, body, p.line(start), p.col(start), p.blockEndLine(), p.blockEndCol())
}

function decorated(p: Parser): stmt {
  const decorators: expr[] = []
  while (p.accept(Tok.AT)) {
    decorators.push(namedExpression(p))
    p.expect(Tok.NEWLINE)
  }
  const start = p.pos
  if (p.kind === Tok.DEF) return functionDef(p, decorators, start, false)
  if (p.kind === Tok.CLASS) return classDef(p, decorators, start)
  if (p.kind === Tok.ASYNC && p.peek() === Tok.DEF) {
    p.advance()
    return functionDef(p, decorators, start, true)
  }
  throw p.invalid()
}

function functionDef(p: Parser, decorators: expr[], start: number, isAsync: boolean): stmt {
  const def = p.pos
  p.advance()
  if (p.kind !== Tok.NAME) throw p.invalid()
  const name = p.identifier()
  p.advance()
  const typeParameters = p.kind === Tok.LSQB ? typeParams(p) : []
  if (p.kind !== Tok.LPAR) throw p.kind === Tok.ERROR ? p.invalid() : p.errorAt("expected '('", p.pos)
  p.advance()
  const args = parameters(p)
  if ((p.kind as number) !== Tok.RPAR) throw p.invalid()
  p.advance()
  const returns = p.accept(Tok.ARROW) ? expression(p) : null
  if ((p.kind as number) !== Tok.COLON)
    throw p.kind === (Tok.ERROR as number) || p.tokens.error !== null || p.tokens.open.length > 0
      ? p.invalid()
      : p.errorAt("expected ':'", p.pos)
  p.advance()
  const comment = blockComment(p)
  const body = block(p, 'function definition', def)
  const Node = isAsync ? A.AsyncFunctionDef : A.FunctionDef
  return new Node(
    name,
    args,
    body,
    decorators,
    returns,
    comment,
    typeParameters,
    p.line(start),
    p.col(start),
    p.blockEndLine(),
    p.blockEndCol(),
  )
}

function classDef(p: Parser, decorators: expr[], start: number): stmt {
  const at = p.pos
  p.advance()
  if (p.kind !== Tok.NAME) throw p.invalid()
  const name = p.identifier()
  p.advance()
  const typeParameters = p.kind === (Tok.LSQB as number) ? typeParams(p) : []
  let bases: expr[] = []
  let keywords: A.keyword[] = []
  if ((p.kind as number) === Tok.LPAR) {
    const open = p.pos
    p.advance()
    const given = callArguments(p, open)
    bases = given.args
    keywords = given.keywords
  }
  colon(p)
  const body = block(p, 'class definition', at)
  return new A.ClassDef(
    name,
    bases,
    keywords,
    body,
    decorators,
    typeParameters,
    p.line(start),
    p.col(start),
    p.blockEndLine(),
    p.blockEndCol(),
  )
}
