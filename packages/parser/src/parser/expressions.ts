// Expressions, from the loosest binding to the tightest. ref: expressions, grammar
import * as A from '../generated/ast.ts'
import type { expr, operator } from '../generated/ast.ts'
import { Tok } from '../tokens.ts'
import { lambdaParameters } from './functions.ts'
import type { Parser } from './parser.ts'
import { numberValue, strings } from './strings.ts'
import { store } from './targets.ts'

/** `a, *b, c`: one expression, or a tuple without brackets. */
export function starExpressions(p: Parser): expr {
  const start = p.pos
  const first = starExpression(p)
  if (p.kind !== Tok.COMMA) return first
  return tupleRest(p, start, first, starExpression)
}

/** The tuple that `first,` begins. */
function tupleRest(p: Parser, start: number, first: expr, element: (p: Parser) => expr): A.Tuple {
  const elts = [first]
  while (p.accept(Tok.COMMA)) {
    if (!startsExpression(p, true)) break
    elts.push(element(p))
  }
  return new A.Tuple(elts, A.Load, p.line(start), p.col(start), p.endLine(), p.endCol())
}

export function starExpression(p: Parser): expr {
  if (p.kind !== Tok.STAR) return expression(p)
  const start = p.pos
  p.advance()
  const value = bitOr(p)
  return new A.Starred(value, A.Load, p.line(start), p.col(start), p.endLine(), p.endCol())
}

export function starNamedExpression(p: Parser): expr {
  return p.kind === Tok.STAR ? starExpression(p) : namedExpression(p)
}

/** Whether the current token can begin an expression (or, with `star`, a starred one). */
export function startsExpression(p: Parser, star = false): boolean {
  switch (p.kind) {
    case Tok.NAME:
    case Tok.NUMBER:
    case Tok.STRING:
    case Tok.FSTRING_START:
    case Tok.LPAR:
    case Tok.LSQB:
    case Tok.LBRACE:
    case Tok.MINUS:
    case Tok.PLUS:
    case Tok.TILDE:
    case Tok.NOT:
    case Tok.LAMBDA:
    case Tok.AWAIT:
    case Tok.TRUE:
    case Tok.FALSE:
    case Tok.NONE:
    case Tok.ELLIPSIS:
      return true
    case Tok.STAR:
      return star
    default:
      return false
  }
}

/** `name := value`, or an expression. */
export function namedExpression(p: Parser): expr {
  if (p.kind === Tok.NAME && p.peek() === Tok.COLONEQUAL) {
    const start = p.pos
    const name = p.identifier()
    p.advance()
    const target = new A.Name(name, A.Store, p.line(start), p.col(start), p.endLine(), p.endCol())
    p.advance()
    const value = expression(p)
    p.requireVersion(8, 'Assignment expressions are')
    return new A.NamedExpr(target, value, p.line(start), p.col(start), p.endLine(), p.endCol())
  }
  const e = expression(p)
  if (p.kind === Tok.COLONEQUAL) throw p.wrong()
  return e
}

/** A conditional expression or lambda. */
export function expression(p: Parser): expr {
  if (p.kind === Tok.LAMBDA) return lambda(p)
  const start = p.pos
  const body = disjunction(p)
  if (p.kind !== Tok.IF) return body
  p.advance()
  const test = disjunction(p)
  p.expect(Tok.ELSE)
  p.enter()
  const orelse = expression(p)
  p.leave()
  return new A.IfExp(test, body, orelse, p.line(start), p.col(start), p.endLine(), p.endCol())
}

function lambda(p: Parser): expr {
  const start = p.pos
  p.enter(2)
  p.advance()
  const args = lambdaParameters(p)
  p.expect(Tok.COLON)
  const body = expression(p)
  p.leave(2)
  return new A.Lambda(args, body, p.line(start), p.col(start), p.endLine(), p.endCol())
}

export function disjunction(p: Parser): expr {
  const start = p.pos
  const first = conjunction(p)
  if (p.kind !== Tok.OR) return first
  const values = [first]
  while (p.accept(Tok.OR)) values.push(conjunction(p))
  return new A.BoolOp(A.Or, values, p.line(start), p.col(start), p.endLine(), p.endCol())
}

function conjunction(p: Parser): expr {
  const start = p.pos
  const first = inversion(p)
  if (p.kind !== Tok.AND) return first
  const values = [first]
  while (p.accept(Tok.AND)) values.push(inversion(p))
  return new A.BoolOp(A.And, values, p.line(start), p.col(start), p.endLine(), p.endCol())
}

function inversion(p: Parser): expr {
  if (p.kind !== Tok.NOT) return comparison(p)
  const start = p.pos
  p.enter()
  p.advance()
  const operand = inversion(p)
  p.leave()
  return new A.UnaryOp(A.Not, operand, p.line(start), p.col(start), p.endLine(), p.endCol())
}

/** The comparison operator at the cursor, which is moved behind it; null where there is none. */
function comparisonOperator(p: Parser): A.cmpop | null {
  switch (p.kind) {
    case Tok.LESS:
      p.advance()
      return A.Lt
    case Tok.GREATER:
      p.advance()
      return A.Gt
    case Tok.EQEQUAL:
      p.advance()
      return A.Eq
    case Tok.GREATEREQUAL:
      p.advance()
      return A.GtE
    case Tok.LESSEQUAL:
      p.advance()
      return A.LtE
    case Tok.NOTEQUAL:
      if (!p.isInequality(p.pos)) throw p.wrong()
      p.advance()
      return A.NotEq
    case Tok.IN:
      p.advance()
      return A.In
    case Tok.IS:
      p.advance()
      return p.accept(Tok.NOT) ? A.IsNot : A.Is
    case Tok.NOT:
      if (p.peek() !== Tok.IN) return null
      p.advance()
      p.advance()
      return A.NotIn
    default:
      return null
  }
}

function comparison(p: Parser): expr {
  const start = p.pos
  const left = bitOr(p)
  if (p.kind !== Tok.IN && p.kind !== Tok.IS && p.kind !== Tok.NOT && (p.kind < Tok.LESS || p.kind > Tok.NOTEQUAL))
    return left
  const ops: A.cmpop[] = []
  const comparators: expr[] = []
  for (let op = comparisonOperator(p); op !== null; op = comparisonOperator(p)) {
    ops.push(op)
    comparators.push(bitOr(p))
  }
  if (ops.length === 0) return left
  return new A.Compare(left, ops, comparators, p.line(start), p.col(start), p.endLine(), p.endCol())
}

/** Binary operators by token: [precedence, node]; higher binds tighter. */
const PRECEDENCE = new Uint8Array(128)
const OPERATORS: (operator | undefined)[] = []
for (const [kind, level, op] of [
  [Tok.VBAR, 1, A.BitOr],
  [Tok.CIRCUMFLEX, 2, A.BitXor],
  [Tok.AMPER, 3, A.BitAnd],
  [Tok.LEFTSHIFT, 4, A.LShift],
  [Tok.RIGHTSHIFT, 4, A.RShift],
  [Tok.PLUS, 5, A.Add],
  [Tok.MINUS, 5, A.Sub],
  [Tok.STAR, 6, A.Mult],
  [Tok.SLASH, 6, A.Div],
  [Tok.DOUBLESLASH, 6, A.FloorDiv],
  [Tok.PERCENT, 6, A.Mod],
  [Tok.AT, 6, A.MatMult],
] as [number, number, operator][]) {
  PRECEDENCE[kind] = level
  OPERATORS[kind] = op
}

export function bitOr(p: Parser): expr {
  return binary(p, 1)
}

function binary(p: Parser, least: number): expr {
  const start = p.pos
  let left = factor(p)
  for (;;) {
    const level = PRECEDENCE[p.kind]
    if (level < least) return left
    const op = OPERATORS[p.kind] as operator
    p.advance()
    const right = binary(p, level + 1)
    if (op === A.MatMult) p.requireVersion(5, "The '@' operator is")
    left = new A.BinOp(left, op, right, p.line(start), p.col(start), p.endLine(), p.endCol())
  }
}

function factor(p: Parser): expr {
  const op = p.kind === Tok.MINUS ? A.USub : p.kind === Tok.PLUS ? A.UAdd : p.kind === Tok.TILDE ? A.Invert : null
  if (op === null) return power(p)
  const start = p.pos
  p.enter()
  p.advance()
  const operand = factor(p)
  p.leave()
  return new A.UnaryOp(op, operand, p.line(start), p.col(start), p.endLine(), p.endCol())
}

function power(p: Parser): expr {
  const start = p.pos
  const left = awaitPrimary(p)
  if (p.kind !== Tok.DOUBLESTAR) return left
  p.enter(2)
  p.advance()
  const right = factor(p)
  p.leave(2)
  return new A.BinOp(left, A.Pow, right, p.line(start), p.col(start), p.endLine(), p.endCol())
}

function awaitPrimary(p: Parser): expr {
  if (p.kind !== Tok.AWAIT) return primary(p)
  const start = p.pos
  p.advance()
  const value = primary(p)
  p.requireVersion(5, 'Await expressions are')
  return new A.Await(value, p.line(start), p.col(start), p.endLine(), p.endCol())
}

/** An atom and what follows it: attributes, calls, subscripts. */
export function primary(p: Parser): expr {
  const line = p.line()
  const col = p.col()
  let left = atom(p)
  for (;;) {
    switch (p.kind) {
      case Tok.DOT: {
        p.advance()
        if (p.kind !== Tok.NAME) throw p.wrong()
        const name = p.identifier()
        p.advance()
        left = new A.Attribute(left, name, A.Load, line, col, p.endLine(), p.endCol())
        break
      }
      case Tok.LPAR: {
        p.enter()
        const open = p.pos
        p.advance()
        const { args, keywords } = callArguments(p, open)
        p.leave()
        left = new A.Call(left, args, keywords, line, col, p.endLine(), p.endCol())
        break
      }
      case Tok.LSQB: {
        p.enter()
        p.advance()
        const slice = slices(p)
        p.expect(Tok.RSQB)
        p.leave()
        left = new A.Subscript(left, slice, A.Load, line, col, p.endLine(), p.endCol())
        break
      }
      default:
        return left
    }
  }
}

function slices(p: Parser): expr {
  const start = p.pos
  const first = p.kind === Tok.STAR ? starExpression(p) : slice(p)
  if (p.kind !== Tok.COMMA && !(first instanceof A.Starred)) return first
  const elts = [first]
  while (p.accept(Tok.COMMA)) {
    if (p.kind === Tok.RSQB) break
    elts.push(p.kind === Tok.STAR ? starExpression(p) : slice(p))
  }
  return new A.Tuple(elts, A.Load, p.line(start), p.col(start), p.endLine(), p.endCol())
}

function slice(p: Parser): expr {
  const start = p.pos
  let lower: expr | null = null
  if (p.kind !== Tok.COLON) {
    lower = namedExpression(p)
    if (p.kind !== Tok.COLON) return lower
    if (lower instanceof A.NamedExpr && p.kinds[start] !== Tok.LPAR) throw p.wrong()
  }
  p.advance()
  const ends = (): boolean => p.kind === Tok.COLON || p.kind === Tok.RSQB || p.kind === Tok.COMMA
  const upper = ends() ? null : expression(p)
  let step: expr | null = null
  if (p.accept(Tok.COLON)) step = ends() ? null : expression(p)
  return new A.Slice(lower, upper, step, p.line(start), p.col(start), p.endLine(), p.endCol())
}

/** Arguments of a call, the cursor being behind its `(`; takes the `)`. */
export function callArguments(p: Parser, open: number): { args: expr[]; keywords: A.keyword[] } {
  const args: expr[] = []
  const keywords: A.keyword[] = []
  let unpackedMapping = false
  while (p.kind !== Tok.RPAR) {
    const start = p.pos
    if (p.kind === Tok.STAR) {
      p.advance()
      const value = expression(p)
      if (unpackedMapping) throw p.wrong()
      args.push(new A.Starred(value, A.Load, p.line(start), p.col(start), p.endLine(), p.endCol()))
    } else if (p.kind === Tok.DOUBLESTAR) {
      p.advance()
      const value = expression(p)
      keywords.push(new A.keyword(null, value, p.line(start), p.col(start), p.endLine(), p.endCol()))
      unpackedMapping = true
    } else if (p.kind === Tok.NAME && p.peek() === Tok.EQUAL) {
      const name = p.identifier()
      p.advance()
      p.advance()
      const value = expression(p)
      keywords.push(new A.keyword(name, value, p.line(start), p.col(start), p.endLine(), p.endCol()))
    } else {
      const value = namedExpression(p)
      if (p.kind === Tok.FOR || p.kind === Tok.ASYNC) {
        const generators = comprehensionClauses(p)
        if (args.length > 0 || keywords.length > 0) throw p.wrong()
        // The only argument: the generator expression takes the call's brackets as its own.
        p.expect(Tok.RPAR)
        args.push(new A.GeneratorExp(value, generators, p.line(open), p.col(open), p.endLine(), p.endCol()))
        return { args, keywords }
      }
      if (keywords.length > 0) throw p.wrong()
      args.push(value)
    }
    if (!p.accept(Tok.COMMA)) break
  }
  p.expect(Tok.RPAR)
  return { args, keywords }
}

/** `for … in … if …` clauses. */
export function comprehensionClauses(p: Parser): A.comprehension[] {
  const generators: A.comprehension[] = []
  while (p.kind === Tok.FOR || (p.kind === Tok.ASYNC && p.peek() === Tok.FOR)) {
    const isAsync = p.accept(Tok.ASYNC) ? 1 : 0
    p.advance()
    const target = starTargets(p)
    p.expect(Tok.IN)
    const iter = disjunction(p)
    const ifs: expr[] = []
    while (p.accept(Tok.IF)) ifs.push(disjunction(p))
    if (isAsync === 1) p.requireVersion(6, 'Async comprehensions are')
    generators.push(new A.comprehension(target, iter, ifs, isAsync))
  }
  return generators
}

/** Targets of `for`: `a, *b`, each stored to. */
export function starTargets(p: Parser): expr {
  const start = p.pos
  const element = (q: Parser): expr => {
    if (q.kind !== Tok.STAR) return bitOr(q)
    const s = q.pos
    q.advance()
    const value = bitOr(q)
    return new A.Starred(value, A.Load, q.line(s), q.col(s), q.endLine(), q.endCol())
  }
  const first = element(p)
  const target = p.kind === Tok.COMMA ? tupleRest(p, start, first, element) : first
  store(p, target, A.Store)
  return target
}

/** One target: a name, attribute, subscript, or a bracketed list of them. */
export function starTarget(p: Parser): expr {
  const target = p.kind === Tok.STAR ? starExpression(p) : bitOr(p)
  store(p, target, A.Store)
  return target
}

function atom(p: Parser): expr {
  const line = p.line()
  const col = p.col()
  switch (p.kind) {
    case Tok.NAME: {
      const name = p.identifier()
      p.advance()
      return new A.Name(name, A.Load, line, col, p.endLine(), p.endCol())
    }
    case Tok.NUMBER: {
      const text = p.text()
      if (p.tokens.doubts.length > 0) p.tellDoubts()
      if (p.options.featureVersion < 6 && text.includes('_'))
        throw p.errorAt('Underscores in numeric literals are only supported in Python 3.6 and greater', p.pos)
      const value = numberValue(text)
      if (typeof value === 'bigint') checkDigits(p, text)
      p.advance()
      return new A.Constant(value, null, line, col, p.endLine(), p.endCol())
    }
    case Tok.STRING:
    case Tok.FSTRING_START:
      return strings(p)
    case Tok.TRUE:
      p.advance()
      return new A.Constant(true, null, line, col, p.endLine(), p.endCol())
    case Tok.FALSE:
      p.advance()
      return new A.Constant(false, null, line, col, p.endLine(), p.endCol())
    case Tok.NONE:
      p.advance()
      return new A.Constant(null, null, line, col, p.endLine(), p.endCol())
    case Tok.ELLIPSIS:
      p.advance()
      return new A.Constant(A.EllipsisLiteral, null, line, col, p.endLine(), p.endCol())
    case Tok.LPAR:
      return parenthesised(p)
    case Tok.LSQB:
      return list(p)
    case Tok.LBRACE:
      return braces(p)
    default:
      throw p.wrong()
  }
}

/** Refuses a decimal int that is too long to be converted. */
function checkDigits(p: Parser, text: string): void {
  const { maxDigits } = p.options
  if (maxDigits === 0 || text.length <= maxDigits || /^0[xob]/i.test(text)) return
  const digits = text.replaceAll('_', '').length
  if (digits <= maxDigits) return
  const msg =
    `Exceeds the limit (${maxDigits} digits) for integer string conversion: value has ${digits} digits; ` +
    'use sys.set_int_max_str_digits() to increase the limit - ' +
    'Consider hexadecimal for huge integer literals to avoid decimal conversion limits.'
  throw p.errorAt(msg, p.pos).moved({ offset: 0, end_offset: 0 })
}

export function yieldExpression(p: Parser): expr {
  const start = p.pos
  p.advance()
  if (p.accept(Tok.FROM)) {
    const value = expression(p)
    return new A.YieldFrom(value, p.line(start), p.col(start), p.endLine(), p.endCol())
  }
  const value = startsExpression(p, true) ? starExpressions(p) : null
  return new A.Yield(value, p.line(start), p.col(start), p.endLine(), p.endCol())
}

function parenthesised(p: Parser): expr {
  const start = p.pos
  p.enter()
  p.advance()
  const done = (e: expr): expr => {
    p.leave()
    return e
  }
  if (p.accept(Tok.RPAR)) return done(new A.Tuple([], A.Load, p.line(start), p.col(start), p.endLine(), p.endCol()))
  if (p.kind === Tok.YIELD) {
    const y = yieldExpression(p)
    p.expect(Tok.RPAR)
    return done(y)
  }
  const first = starNamedExpression(p)
  if (p.kind === Tok.FOR || p.kind === Tok.ASYNC) {
    if (first instanceof A.Starred) throw p.wrong()
    const generators = comprehensionClauses(p)
    p.expect(Tok.RPAR)
    return done(new A.GeneratorExp(first, generators, p.line(start), p.col(start), p.endLine(), p.endCol()))
  }
  if (p.kind === Tok.COMMA) {
    const elts = [first]
    while (p.accept(Tok.COMMA)) {
      if (p.kind === Tok.RPAR) break
      elts.push(starNamedExpression(p))
    }
    p.expect(Tok.RPAR)
    return done(new A.Tuple(elts, A.Load, p.line(start), p.col(start), p.endLine(), p.endCol()))
  }
  if (first instanceof A.Starred) throw p.wrong()
  p.expect(Tok.RPAR)
  return done(first)
}

function list(p: Parser): expr {
  const start = p.pos
  p.enter()
  p.advance()
  const elts: expr[] = []
  while (p.kind !== Tok.RSQB) {
    const e = starNamedExpression(p)
    if (p.kind === Tok.FOR || p.kind === Tok.ASYNC) {
      if (e instanceof A.Starred) throw p.wrong()
      if (elts.length > 0) throw p.wrong()
      const generators = comprehensionClauses(p)
      p.expect(Tok.RSQB)
      p.leave()
      return new A.ListComp(e, generators, p.line(start), p.col(start), p.endLine(), p.endCol())
    }
    elts.push(e)
    if (!p.accept(Tok.COMMA)) break
  }
  p.expect(Tok.RSQB)
  p.leave()
  return new A.List(elts, A.Load, p.line(start), p.col(start), p.endLine(), p.endCol())
}

/** A dict or set display, or a comprehension of either. */
function braces(p: Parser): expr {
  const start = p.pos
  p.enter()
  p.advance()
  if (p.kind === Tok.RBRACE || p.kind === Tok.DOUBLESTAR) return dict(p, start, null)
  const isNamed = p.kind === Tok.NAME && p.peek() === Tok.COLONEQUAL
  const first = starNamedExpression(p)
  if (p.kind === Tok.COLON && !isNamed && !(first instanceof A.Starred)) return dict(p, start, first)
  if (p.kind === Tok.FOR || p.kind === Tok.ASYNC) {
    if (first instanceof A.Starred) throw p.wrong()
    const generators = comprehensionClauses(p)
    p.expect(Tok.RBRACE)
    p.leave()
    return new A.SetComp(first, generators, p.line(start), p.col(start), p.endLine(), p.endCol())
  }
  const elts = [first]
  while (p.accept(Tok.COMMA)) {
    if (p.kind === Tok.RBRACE) break
    elts.push(starNamedExpression(p))
  }
  p.expect(Tok.RBRACE)
  p.leave()
  return new A.Set(elts, p.line(start), p.col(start), p.endLine(), p.endCol())
}

/** A dict display behind its `{`, or behind its first key. */
function dict(p: Parser, start: number, firstKey: expr | null): expr {
  const keys: (expr | null)[] = []
  const values: expr[] = []
  let key = firstKey
  while (p.kind !== Tok.RBRACE) {
    if (key === null && p.kind === Tok.DOUBLESTAR) {
      p.advance()
      keys.push(null)
      values.push(bitOr(p))
    } else {
      const k: expr = key ?? expression(p)
      key = null
      p.expect(Tok.COLON)
      const v = expression(p)
      if (keys.length === 0 && ((p.kind as number) === Tok.FOR || (p.kind as number) === Tok.ASYNC)) {
        const generators = comprehensionClauses(p)
        p.expect(Tok.RBRACE)
        p.leave()
        return new A.DictComp(k, v, generators, p.line(start), p.col(start), p.endLine(), p.endCol())
      }
      keys.push(k)
      values.push(v)
    }
    if (!p.accept(Tok.COMMA)) break
  }
  p.expect(Tok.RBRACE)
  p.leave()
  return new A.Dict(keys, values, p.line(start), p.col(start), p.endLine(), p.endCol())
}
