// match statements and their patterns. ref: compound_stmts#the-match-statement; PEP 634
import * as A from '../generated/ast.ts'
import type { expr, match_case, pattern, stmt } from '../generated/ast.ts'
import { Tok } from '../tokens.ts'
import { namedExpression, starNamedExpression } from './expressions.ts'
import { block } from './compound.ts'
import { Failure, type Parser } from './parser.ts'
import { numberValue, strings } from './strings.ts'

/** The match statement at the word `match`; null, and nothing taken, when the word is a name there. */
export function matchStatement(p: Parser): stmt | null {
  switch (p.peek()) {
    case Tok.DOT:
    case Tok.EQUAL:
    case Tok.COMMA:
    case Tok.NEWLINE:
    case Tok.RPAR:
    case Tok.SEMI:
    case Tok.COLON:
    case Tok.END:
      return null
  }
  const start = p.pos
  const { depth } = p
  let subject: expr
  try {
    p.advance()
    subject = subjectExpression(p)
    if (p.kind !== Tok.COLON) throw p.wrong()
  } catch (e) {
    if (!(e instanceof Failure)) throw e
    p.depth = depth
    p.reset(start)
    return null
  }
  if (p.peek() !== Tok.NEWLINE) {
    p.reset(start)
    return null
  }
  p.advance()
  p.advance()
  p.expect(Tok.INDENT)
  const cases: match_case[] = []
  while (p.isWord('case')) cases.push(caseBlock(p))
  if (cases.length === 0) throw p.wrong()
  p.expect(Tok.DEDENT)
  p.requireVersion(10, 'Pattern matching is')
  return new A.Match(subject, cases, p.line(start), p.col(start), p.blockEndLine(), p.blockEndCol())
}

function subjectExpression(p: Parser): expr {
  const start = p.pos
  const first = starNamedExpression(p)
  if (p.kind !== Tok.COMMA) {
    if (first instanceof A.Starred) throw p.wrong()
    return first
  }
  const elts = [first]
  while (p.accept(Tok.COMMA)) {
    if (p.kind === Tok.COLON) break
    elts.push(starNamedExpression(p))
  }
  return new A.Tuple(elts, A.Load, p.line(start), p.col(start), p.endLine(), p.endCol())
}

function caseBlock(p: Parser): match_case {
  p.advance()
  const pat = patterns(p)
  const guard = p.accept(Tok.IF) ? namedExpression(p) : null
  const body = block(p)
  return new A.match_case(pat, guard, body)
}

/** A pattern, or an open sequence of them. */
function patterns(p: Parser): pattern {
  const start = p.pos
  const first = maybeStar(p)
  if (p.kind !== Tok.COMMA) {
    if (first instanceof A.MatchStar) throw p.wrong()
    return first
  }
  const items = [first]
  while (p.accept(Tok.COMMA)) {
    if (p.kind === Tok.COLON || p.kind === Tok.IF) break
    items.push(maybeStar(p))
  }
  return new A.MatchSequence(items, p.line(start), p.col(start), p.endLine(), p.endCol())
}

function maybeStar(p: Parser): pattern {
  if (p.kind !== Tok.STAR) return asPattern(p)
  const start = p.pos
  p.advance()
  const name = captureName(p)
  return new A.MatchStar(name === '_' ? null : name, p.line(start), p.col(start), p.endLine(), p.endCol())
}

function captureName(p: Parser): string {
  const name = p.name()
  if (p.kind === Tok.DOT || p.kind === Tok.LPAR || p.kind === Tok.EQUAL) throw p.wrong()
  return name
}

function asPattern(p: Parser): pattern {
  const start = p.pos
  const inner = orPattern(p)
  if (!p.accept(Tok.AS)) return inner
  if (p.isWord('_')) throw p.wrong()
  const name = captureName(p)
  return new A.MatchAs(inner, name, p.line(start), p.col(start), p.endLine(), p.endCol())
}

function orPattern(p: Parser): pattern {
  const start = p.pos
  const first = closedPattern(p)
  if (p.kind !== Tok.VBAR) return first
  const items = [first]
  while (p.accept(Tok.VBAR)) items.push(closedPattern(p))
  return new A.MatchOr(items, p.line(start), p.col(start), p.endLine(), p.endCol())
}

function closedPattern(p: Parser): pattern {
  const start = p.pos
  const line = p.line()
  const col = p.col()
  switch (p.kind) {
    case Tok.NUMBER:
    case Tok.MINUS: {
      const value = signedNumber(p, true)
      return new A.MatchValue(value, line, col, p.endLine(), p.endCol())
    }
    case Tok.STRING:
    case Tok.FSTRING_START: {
      const value = strings(p)
      return new A.MatchValue(value, line, col, p.endLine(), p.endCol())
    }
    case Tok.NONE:
      p.advance()
      return new A.MatchSingleton(null, line, col, p.endLine(), p.endCol())
    case Tok.TRUE:
      p.advance()
      return new A.MatchSingleton(true, line, col, p.endLine(), p.endCol())
    case Tok.FALSE:
      p.advance()
      return new A.MatchSingleton(false, line, col, p.endLine(), p.endCol())
    case Tok.NAME:
      return namePattern(p, start)
    case Tok.LPAR:
      return group(p)
    case Tok.LSQB: {
      p.advance()
      const items = patternList(p, Tok.RSQB)
      p.expect(Tok.RSQB)
      return new A.MatchSequence(items, line, col, p.endLine(), p.endCol())
    }
    case Tok.LBRACE:
      return mapping(p)
    default:
      throw p.wrong()
  }
}

/** `1`, `-1`, `1+2j`, `-1-2j`. */
function signedNumber(p: Parser, complex: boolean): expr {
  const start = p.pos
  let left: expr
  if (p.kind === Tok.MINUS) {
    p.advance()
    left = new A.UnaryOp(A.USub, number(p), p.line(start), p.col(start), p.endLine(), p.endCol())
  } else left = number(p)
  if (complex && (p.kind === Tok.PLUS || p.kind === Tok.MINUS)) {
    const op = p.kind === Tok.PLUS ? A.Add : A.Sub
    const real = left instanceof A.UnaryOp ? left.operand : left
    if ((real as A.Constant).value instanceof A.ComplexLiteral)
      throw p.errorOn('real number required in complex literal', real)
    p.advance()
    const right = number(p)
    if (!(right.value instanceof A.ComplexLiteral))
      throw p.errorOn('imaginary number required in complex literal', right)
    left = new A.BinOp(left, op, right, p.line(start), p.col(start), p.endLine(), p.endCol())
  }
  return left
}

function number(p: Parser): A.Constant {
  if (p.kind !== Tok.NUMBER) throw p.wrong()
  const start = p.pos
  const value = numberValue(p.text())
  p.advance()
  return new A.Constant(value, null, p.line(start), p.col(start), p.endLine(), p.endCol())
}

/** A capture, a wildcard, a dotted value, or a class pattern. */
function namePattern(p: Parser, start: number): pattern {
  const line = p.line()
  const col = p.col()
  if (p.isWord('_')) {
    p.advance()
    return new A.MatchAs(null, null, line, col, p.endLine(), p.endCol())
  }
  if (p.peek() !== Tok.DOT && p.peek() !== Tok.LPAR) {
    const name = captureName(p)
    return new A.MatchAs(null, name, line, col, p.endLine(), p.endCol())
  }
  const dotted = dottedValue(p)
  if (p.kind !== Tok.LPAR) return new A.MatchValue(dotted, line, col, p.endLine(), p.endCol())
  p.advance()
  const items: pattern[] = []
  const names: string[] = []
  const named: pattern[] = []
  while ((p.kind as number) !== Tok.RPAR) {
    if (p.kind === (Tok.NAME as number) && p.peek() === Tok.EQUAL) {
      names.push(p.identifier())
      p.advance()
      p.advance()
      named.push(asPattern(p))
    } else {
      if (names.length > 0) throw p.wrong()
      items.push(asPattern(p))
    }
    if (!p.accept(Tok.COMMA)) break
  }
  p.expect(Tok.RPAR)
  void start
  return new A.MatchClass(dotted, items, names, named, line, col, p.endLine(), p.endCol())
}

function dottedValue(p: Parser): expr {
  const start = p.pos
  let value: expr = new A.Name(p.identifier(), A.Load, p.line(), p.col(), 0, 0)
  p.advance()
  value.end_lineno = p.endLine()
  value.end_col_offset = p.endCol()
  while (p.accept(Tok.DOT)) {
    if (p.kind !== Tok.NAME) throw p.wrong()
    const attr = p.identifier()
    p.advance()
    value = new A.Attribute(value, attr, A.Load, p.line(start), p.col(start), p.endLine(), p.endCol())
  }
  return value
}

function patternList(p: Parser, closer: number): pattern[] {
  const items: pattern[] = []
  while (p.kind !== closer) {
    items.push(maybeStar(p))
    if (!p.accept(Tok.COMMA)) break
  }
  return items
}

/** `(p)` is p; `()`, `(p,)` and `(p, q)` are sequences. */
function group(p: Parser): pattern {
  const start = p.pos
  p.advance()
  const items: pattern[] = []
  let comma = false
  while (p.kind !== Tok.RPAR) {
    items.push(maybeStar(p))
    if (!p.accept(Tok.COMMA)) {
      comma = comma && items.length > 1
      break
    }
    comma = true
  }
  p.expect(Tok.RPAR)
  if (items.length === 1 && !comma) {
    if (items[0] instanceof A.MatchStar) throw p.wrong()
    return items[0]
  }
  return new A.MatchSequence(items, p.line(start), p.col(start), p.endLine(), p.endCol())
}

function mapping(p: Parser): pattern {
  const start = p.pos
  p.advance()
  const keys: expr[] = []
  const items: pattern[] = []
  let rest: string | null = null
  while (p.kind !== Tok.RBRACE) {
    if (p.accept(Tok.DOUBLESTAR)) {
      if (p.isWord('_')) throw p.wrong()
      rest = captureName(p)
      p.accept(Tok.COMMA)
      break
    }
    keys.push(mappingKey(p))
    p.expect(Tok.COLON)
    items.push(asPattern(p))
    if (!p.accept(Tok.COMMA)) break
  }
  p.expect(Tok.RBRACE)
  return new A.MatchMapping(keys, items, rest, p.line(start), p.col(start), p.endLine(), p.endCol())
}

function mappingKey(p: Parser): expr {
  const start = p.pos
  const constant = (value: A.ConstantValue): expr => {
    p.advance()
    return new A.Constant(value, null, p.line(start), p.col(start), p.endLine(), p.endCol())
  }
  switch (p.kind) {
    case Tok.NUMBER:
    case Tok.MINUS:
      return signedNumber(p, true)
    case Tok.STRING:
    case Tok.FSTRING_START:
      return strings(p)
    case Tok.NONE:
      return constant(null)
    case Tok.TRUE:
      return constant(true)
    case Tok.FALSE:
      return constant(false)
    case Tok.NAME: {
      if (p.peek() !== Tok.DOT) throw p.wrong()
      return dottedValue(p)
    }
    default:
      throw p.wrong()
  }
}
