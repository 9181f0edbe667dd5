// Expressions as the matcher knows them, with the hints that are theirs. ref: expressions, grammar
import { PythonSyntaxError } from '../errors.ts'
import * as A from '../generated/ast.ts'
import {
  bitOr as buildBitOr,
  disjunction as buildDisjunction,
  expression as buildExpression,
} from '../parser/expressions.ts'
import type { Parser } from '../parser/parser.ts'
import { strings as buildStrings } from '../parser/strings.ts'
import { describe } from './describe.ts'
import { Tok } from '../tokens.ts'
import { callArguments, genexp } from './arguments.ts'
import { dictOrSet, group, listComprehension, listDisplay, tuple } from './displays.ts'
import { fstring } from './fstrings.ts'
import {
  alt,
  cut,
  FAIL,
  hint,
  list,
  type Matcher,
  not,
  opt,
  type Rule,
  rule,
  seq,
  sharedRule,
  some,
  token,
} from './matcher.ts'
import { lambdaParameters } from './parameters.ts'

// Operators. Only whether they stand between operands matters here, not how tightly they bind.

const BINARY = new Set<number>([
  Tok.VBAR,
  Tok.CIRCUMFLEX,
  Tok.AMPER,
  Tok.LEFTSHIFT,
  Tok.RIGHTSHIFT,
  Tok.PLUS,
  Tok.MINUS,
  Tok.STAR,
  Tok.SLASH,
  Tok.DOUBLESLASH,
  Tok.PERCENT,
  Tok.AT,
])

/** Operands with operators between them. */
function chain(operand: Rule, operator: Rule): Rule {
  return (m, at) => {
    let end = operand(m, at)
    while (end >= 0) {
      const right = operator(m, end)
      if (right < 0) break
      const next = operand(m, right)
      if (next < 0) break
      end = next
    }
    return end
  }
}

/** `a if b else c`, a disjunction, or a lambda. */
const conditional = seqThunk(() => seq(disjunction, token(Tok.IF), disjunction, token(Tok.ELSE), expression))

function seqThunk(body: () => Rule): Rule {
  let run: Rule | null = null
  return (m, at) => (run ??= body())(m, at)
}

export const expression: Rule = sharedRule(() =>
  alt(adjacent, unfinishedConditional, loneLambda, legacy, conditional, disjunction, lambda),
)

const plainExpression: Rule = rule(() => alt(conditional, disjunction, lambda))

export const disjunction: Rule = sharedRule(() => chain(conjunction, token(Tok.OR)))

const conjunction: Rule = seqThunk(() => chain(inversion, token(Tok.AND)))

function inversion(m: Matcher, at: number): number {
  let from = at
  while (m.kind(from) === Tok.NOT) from++
  return comparison(m, from)
}

const comparison: Rule = seqThunk(() => chain(bitOr, comparisonOperator))

function comparisonOperator(m: Matcher, at: number): number {
  const kind = m.kind(at)
  if (kind >= Tok.LESS && kind <= Tok.NOTEQUAL) {
    return kind === Tok.NOTEQUAL && !m.parser.isInequality(at) ? FAIL : at + 1
  }
  if (kind === Tok.IN) return at + 1
  if (kind === Tok.IS) return m.kind(at + 1) === Tok.NOT ? at + 2 : at + 1
  return kind === Tok.NOT && m.kind(at + 1) === Tok.IN ? at + 2 : FAIL
}

export const bitOr: Rule = sharedRule(() =>
  chain(term, (m, at) => {
    const kind = m.kind(at)
    if (!BINARY.has(kind)) return FAIL
    if (m.hinting && ARITHMETIC.has(kind)) bareNot(m, at + 1, inversion, buildDisjunction)
    return at + 1
  }),
)

/** An operand of arithmetic, which may begin with a sign. */
function term(m: Matcher, at: number): number {
  const kind = m.kind(at)
  if (m.hinting && (kind === Tok.PLUS || kind === Tok.MINUS || kind === Tok.TILDE))
    bareNot(m, at + 1, factor, buildBitOr)
  return factor(m, at)
}

function factor(m: Matcher, at: number): number {
  let from = at
  for (;;) {
    for (let kind = m.kind(from); kind === Tok.PLUS || kind === Tok.MINUS || kind === Tok.TILDE; kind = m.kind(from)) {
      from++
    }
    const base = m.kind(from) === Tok.AWAIT ? awaited(m, from) : primary(m, from)
    if (base < 0) return FAIL
    if (m.kind(base) !== Tok.DOUBLESTAR) return base
    const power = factorBehind(m, base + 1)
    return power < 0 ? base : power
  }
}

const factorBehind: Rule = rule(() => factor)

function awaited(m: Matcher, at: number): number {
  const end = primary(m, at + 1)
  return end < 0 ? FAIL : end
}

/** An attribute, call or subscript behind a primary. */
export function suffix(m: Matcher, at: number): number {
  const kind = m.kind(at)
  if (kind === Tok.DOT) return m.kind(at + 1) === Tok.NAME ? at + 2 : FAIL
  if (kind !== Tok.LPAR && kind !== Tok.LSQB && kind !== Tok.LBRACE) return FAIL
  // The hints about comprehensions are tried on any bracket.
  const generator = genexp(m, at)
  if (generator >= 0) return generator
  if (kind === Tok.LPAR) {
    const end = callArguments(m, at + 1)
    const close = end < 0 ? at + 1 : end
    return m.kind(close) === Tok.RPAR ? close + 1 : FAIL
  }
  if (kind === Tok.LBRACE) return FAIL
  const end = slices(m, at + 1)
  return end >= 0 && m.kind(end) === Tok.RSQB ? end + 1 : FAIL
}

export const primary: Rule = sharedRule(() => (m, at) => {
  let end = atom(m, at)
  while (end >= 0) {
    const next = suffix(m, end)
    if (next < 0) break
    end = next
  }
  return end
})

export const slices: Rule = rule(() =>
  alt(seq(slice, not(token(Tok.COMMA))), seq(list(alt(slice, starredArgument)), opt(token(Tok.COMMA)))),
)

const slice: Rule = rule(() =>
  alt(
    seq(opt(expression), token(Tok.COLON), opt(expression), opt(seq(token(Tok.COLON), opt(expression)))),
    namedExpression,
  ),
)

export const atom: Rule = rule(() => (m, at) => {
  switch (m.kind(at)) {
    case Tok.NAME:
    case Tok.NUMBER:
    case Tok.TRUE:
    case Tok.FALSE:
    case Tok.NONE:
    case Tok.ELLIPSIS:
      return at + 1
    case Tok.STRING:
    case Tok.FSTRING_START:
      return strings(m, at)
    case Tok.LPAR: {
      const end = tuple(m, at)
      if (end >= 0) return end
      const inner = group(m, at)
      return inner >= 0 ? inner : genexp(m, at)
    }
    case Tok.LSQB: {
      const end = listDisplay(m, at)
      return end >= 0 ? end : listComprehension(m, at)
    }
    case Tok.LBRACE:
      return dictOrSet(m, at)
    default:
      return FAIL
  }
})

/** Adjacent literals; that they cannot be decoded is raised by decoding them. */
export const strings: Rule = sharedRule(() => {
  const parts = some(alt(decoded(fstring), decoded(token(Tok.STRING))))
  return decoded(parts)
})

/** What is wrong with literals is said at the token that was looked at last, but where single characters are wrong. */
function decoded(literals: Rule): Rule {
  return (m, at) => {
    const end = literals(m, at)
    if (end < 0) return end
    try {
      m.tree(buildStrings, at, end)
    } catch (error) {
      if (!(error instanceof PythonSyntaxError) || error.msg.startsWith('bytes can only')) throw error
      throw m.faultHere(error.msg)
    }
    return end
  }
}

const lambda: Rule = rule(() => seq(token(Tok.LAMBDA), opt(lambdaParameters), token(Tok.COLON), expression))

export const assignmentExpression: Rule = rule(() => alt(seq(token(Tok.NAME), token(Tok.COLONEQUAL), cut, expression)))

export const namedExpression: Rule = rule(() =>
  alt(assignmentExpression, wrongAssignment, seq(expression, not(token(Tok.COLONEQUAL)))),
)

/** An expression that no `:=` follows, or an assignment expression: what may be an argument or make a generator. */
export const element: Rule = rule(() => alt(assignmentExpression, seq(expression, not(token(Tok.COLONEQUAL)))))

export const starExpression: Rule = sharedRule(() => alt(seq(token(Tok.STAR), bitOr), expression))

export const starExpressions: Rule = rule(() => separated(starExpression))

export const expressions: Rule = rule(() => separated(expression))

function separated(part: Rule): Rule {
  const more = some(seq(token(Tok.COMMA), part))
  return (m, at) => {
    const first = part(m, at)
    if (first < 0) return FAIL
    const rest = more(m, first)
    const end = rest < 0 ? first : rest
    return m.kind(end) === Tok.COMMA ? end + 1 : end
  }
}

export const starNamedExpression: Rule = rule(() => alt(seq(token(Tok.STAR), bitOr), namedExpression))

export const starNamedExpressions: Rule = rule(() => seq(list(starNamedExpression), opt(token(Tok.COMMA))))

export const yieldExpression: Rule = rule(() =>
  alt(seq(token(Tok.YIELD), token(Tok.FROM), expression), seq(token(Tok.YIELD), opt(starExpressions))),
)

/** What may stand to the right of `=`, and in a replacement field. */
export const value: Rule = rule(() => alt(yieldExpression, starExpressions))

/** `*expression` among arguments. */
export const starredArgument: Rule = rule(() => alt(assignedStar, seq(token(Tok.STAR), expression), loneStar))

const assignedStar = hint((m, at) => {
  if (m.kind(at) !== Tok.STAR) return FAIL
  const left = expression(m, at + 1)
  if (left < 0 || m.kind(left) !== Tok.EQUAL) return FAIL
  const right = expression(m, left + 1)
  if (right < 0) return FAIL
  throw m.fault('cannot assign to iterable argument unpacking', at, right - 1)
})

/** Raised in either pass. */
const loneStar: Rule = (m, at) => {
  if (m.kind(at) !== Tok.STAR) return FAIL
  throw m.faultHere('Invalid star expression')
}

// Hints

const SOFT_KEYWORDS = ['_', 'case', 'match', 'type']

/** Whether a name may be a soft keyword: CPython takes any beginning of one for it. */
function isSoftKeyword(m: Matcher, at: number): boolean {
  if (m.kind(at) !== Tok.NAME) return false
  const name = m.parser.text(at)
  return SOFT_KEYWORDS.some((text) => text.startsWith(name))
}

/** Whether an expression is the name `print` or `exec`. */
function isLegacy(e: A.expr): e is A.Name {
  return e instanceof A.Name && (e.id === 'print' || e.id === 'exec')
}

const ARITHMETIC = new Set<number>([Tok.PLUS, Tok.MINUS, Tok.STAR, Tok.SLASH, Tok.DOUBLESLASH, Tok.PERCENT, Tok.AT])

/** `not` where an operand of arithmetic should be. */
function bareNot(m: Matcher, at: number, operand: Rule, build: (p: Parser) => A.expr): void {
  if (m.kind(at) !== Tok.NOT) return
  const end = operand(m, at + 1)
  if (end < 0) return
  const p = m.parser
  const { end_lineno, end_col_offset } = m.tree(build, at + 1, end)
  throw m.faultOn("'not' after an operator must be parenthesized", {
    lineno: p.line(at),
    col_offset: p.col(at),
    end_lineno,
    end_col_offset,
  })
}

/** Two expressions side by side in brackets. */
const adjacent = hint((m, at) => {
  // `kf"text"` is a wrong prefix, and a soft keyword may begin a statement.
  if (m.kind(at) === Tok.NAME && m.kind(at + 1) === Tok.STRING) return FAIL
  if (isSoftKeyword(m, at)) return FAIL
  const left = disjunction(m, at)
  if (left < 0) return FAIL
  const right = m.withoutHints(plainExpression, left)
  if (right < 0) return FAIL
  const a = m.tree(buildDisjunction, at, left)
  if (isLegacy(a) || m.depth(right - 1) === 0) return FAIL
  throw m.faultOn('invalid syntax. Perhaps you forgot a comma?', a, m.tree(buildExpression, left, right))
})

const unfinishedConditional = hint((m, at) => {
  const body = disjunction(m, at)
  if (body < 0 || m.kind(body) !== Tok.IF) return FAIL
  const test = disjunction(m, body + 1)
  if (test < 0 || m.kind(test) === Tok.ELSE || m.kind(test) === Tok.COLON) return FAIL
  const from = m.tree(buildDisjunction, at, body)
  throw m.faultOn("expected 'else' after 'if' expression", from, m.tree(buildDisjunction, body + 1, test))
})

/** A lambda in a replacement field, whose colon begins a format spec. */
const loneLambda = hint((m, at) => {
  if (m.kind(at) !== Tok.LAMBDA) return FAIL
  const end = opt(lambdaParameters)(m, at + 1)
  if (m.kind(end) !== Tok.COLON || m.kind(end + 1) !== Tok.FSTRING_MIDDLE) return FAIL
  throw m.fault('f-string: lambda expressions are not allowed without parentheses', at, end)
})

/** Statements of Python 2 that people still type. */
const legacy = hint((m, at) => {
  if (m.kind(at) !== Tok.NAME || m.kind(at + 1) === Tok.LPAR) return FAIL
  const end = starExpressions(m, at + 1)
  if (end < 0) return FAIL
  const name = m.parser.text(at)
  if (name !== 'print' && name !== 'exec') return FAIL
  throw m.fault(`Missing parentheses in call to '${name}'. Did you mean ${name}(...)?`, at, end - 1)
})

const wrongAssignment = hint((m, at) => {
  const whole = expression(m, at)
  if (whole >= 0 && m.kind(whole) === Tok.COLONEQUAL && expression(m, whole + 1) >= 0) {
    const target = m.tree(buildExpression, at, whole)
    throw m.faultOn(`cannot use assignment expressions with ${describe(target)}`, target)
  }
  const isAnother = (end: number): boolean => m.kind(end) === Tok.EQUAL || m.kind(end) === Tok.COLONEQUAL
  if (m.kind(at) === Tok.NAME && m.kind(at + 1) === Tok.EQUAL) {
    const right = bitOr(m, at + 2)
    if (right >= 0 && !isAnother(right)) {
      const to = m.tree(buildBitOr, at + 2, right)
      const from = m.tree(buildBitOr, at, at + 1)
      throw m.faultOn("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", from, to)
    }
  }
  if (notAssignable(m, at) >= 0) return FAIL
  const left = bitOr(m, at)
  if (left < 0 || m.kind(left) !== Tok.EQUAL) return FAIL
  const right = bitOr(m, left + 1)
  if (right < 0 || isAnother(right)) return FAIL
  const target = m.tree(buildBitOr, at, left)
  throw m.faultOn(`cannot assign to ${describe(target)} here. Maybe you meant '==' instead of '='?`, target)
})

const notAssignable = alt(
  (m, at) => listDisplay(m, at),
  (m, at) => tuple(m, at),
  (m, at) => genexp(m, at),
  token(Tok.TRUE),
  token(Tok.NONE),
  token(Tok.FALSE),
)
