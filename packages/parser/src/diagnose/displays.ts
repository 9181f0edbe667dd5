// Lists, tuples, sets, dicts and comprehensions as the matcher knows them, with their hints. ref: expressions#displays-…
import { starNamedExpression as buildStarNamed, expression as buildExpression } from '../parser/expressions.ts'
import { Tok } from '../tokens.ts'
import {
  bitOr,
  disjunction,
  element,
  expression,
  namedExpression,
  starNamedExpression,
  starNamedExpressions,
  starredArgument,
  yieldExpression,
} from './expressions.ts'
import {
  ahead,
  alt,
  cut,
  FAIL,
  hint,
  list,
  many,
  type Matcher,
  opt,
  type Rule,
  rule,
  seq,
  some,
  token,
  tokens,
} from './matcher.ts'
import { invalidForTarget, starTargets } from './targets.ts'

export const listDisplay: Rule = rule(() => seq(token(Tok.LSQB), opt(starNamedExpressions), token(Tok.RSQB)))

export const listComprehension: Rule = rule(() =>
  alt(seq(token(Tok.LSQB), namedExpression, clauses, token(Tok.RSQB)), wrongComprehension),
)

export const tuple: Rule = rule(() =>
  seq(token(Tok.LPAR), opt(seq(starNamedExpression, token(Tok.COMMA), opt(starNamedExpressions))), token(Tok.RPAR)),
)

export const group: Rule = rule(() =>
  alt(seq(token(Tok.LPAR), alt(yieldExpression, namedExpression), token(Tok.RPAR)), wrongGroup),
)

export const generator: Rule = rule(() =>
  alt(seq(token(Tok.LPAR), element, clauses, token(Tok.RPAR)), wrongComprehension),
)

export const dictOrSet: Rule = rule(() =>
  alt(
    seq(token(Tok.LBRACE), opt(pairs), token(Tok.RBRACE)),
    seq(token(Tok.LBRACE), wrongPairs, token(Tok.RBRACE)),
    seq(token(Tok.LBRACE), starNamedExpressions, token(Tok.RBRACE)),
    seq(token(Tok.LBRACE), pair, clauses, token(Tok.RBRACE)),
    wrongDictComprehension,
    seq(token(Tok.LBRACE), namedExpression, clauses, token(Tok.RBRACE)),
    wrongComprehension,
  ),
)

const pair: Rule = rule(() => seq(expression, token(Tok.COLON), expression))

const pairOrMapping: Rule = rule(() => alt(seq(token(Tok.DOUBLESTAR), bitOr), pair))

const pairs: Rule = rule(() => seq(list(pairOrMapping), opt(token(Tok.COMMA))))

/** `for … in … if …`, once or more. */
export const clauses: Rule = rule(() =>
  some(
    alt(
      seq(
        opt(token(Tok.ASYNC)),
        token(Tok.FOR),
        starTargets,
        token(Tok.IN),
        cut,
        disjunction,
        many(seq(token(Tok.IF), disjunction)),
      ),
      missingIn,
      invalidForTarget,
    ),
  ),
)

// Hints

/** Raised in either pass. */
const missingIn: Rule = (m, at) => {
  const loop = seq(
    opt(token(Tok.ASYNC)),
    token(Tok.FOR),
    bitOr,
    many(seq(token(Tok.COMMA), bitOr)),
    opt(token(Tok.COMMA)),
  )
  const end = loop(m, at)
  if (end < 0 || m.kind(end) === Tok.IN) return FAIL
  throw m.faultHere("'in' expected after for-loop variables")
}

const wrongGroup = hint((m, at) => {
  if (m.kind(at) !== Tok.LPAR) return FAIL
  const star = starredArgument(m, at + 1)
  if (star >= 0 && m.kind(star) === Tok.RPAR) throw m.fault('cannot use starred expression here', at + 1, star - 1)
  if (m.kind(at + 1) !== Tok.DOUBLESTAR) return FAIL
  const mapping = expression(m, at + 2)
  if (mapping < 0 || m.kind(mapping) !== Tok.RPAR) return FAIL
  throw m.fault('cannot use double starred expression here', at + 1)
})

const wrongComprehension = hint((m, at) => {
  const open = m.kind(at)
  if (open !== Tok.LSQB && open !== Tok.LPAR && open !== Tok.LBRACE) return FAIL
  const star = starredArgument(m, at + 1)
  if (star >= 0 && clauses(m, star) >= 0)
    throw m.fault('iterable unpacking cannot be used in comprehension', at + 1, star - 1)
  if (open === Tok.LPAR) return FAIL
  const first = starNamedExpression(m, at + 1)
  if (first < 0 || m.kind(first) !== Tok.COMMA) return FAIL
  const msg = 'did you forget parentheses around the comprehension target?'
  const from = m.tree(buildStarNamed, at + 1, first)
  const rest = starNamedExpressions(m, first + 1)
  if (rest >= 0 && clauses(m, rest) >= 0) throw m.faultOn(msg, from, lastOf(m, first + 1, rest))
  if (clauses(m, first + 1) < 0) return FAIL
  throw m.parser.source.error(msg, m.parser.offset(from.lineno, from.col_offset), m.parser.ends[first])
})

/** The node of the last of several expressions. */
function lastOf(m: Matcher, at: number, end: number): ReturnType<typeof buildExpression> {
  let from = at
  for (;;) {
    const stop = starNamedExpression(m, from)
    if (stop >= end - 1 || m.kind(stop) !== Tok.COMMA) return m.tree(buildStarNamed, from, stop)
    from = stop + 1
  }
}

const wrongDictComprehension = hint((m, at) => {
  if (m.kind(at) !== Tok.LBRACE || m.kind(at + 1) !== Tok.DOUBLESTAR) return FAIL
  const end = seq(bitOr, clauses, token(Tok.RBRACE))(m, at + 2)
  if (end < 0) return FAIL
  throw m.fault('dict unpacking cannot be used in dict comprehension', at + 1)
})

/** Raised in either pass. */
const wrongPairs: Rule = (m, at) => {
  const before = list(pairOrMapping)(m, at)
  if (before >= 0 && m.kind(before) === Tok.COMMA) {
    const key = expression(m, before + 1)
    if (key >= 0 && m.kind(key) !== Tok.COLON) {
      const node = m.tree(buildExpression, before + 1, key)
      const end = m.parser.offset(node.end_lineno, node.end_col_offset)
      throw m.parser.source.error("':' expected after dictionary key", end - 1, end).moved({
        lineno: node.lineno,
        end_offset: 0,
      })
    }
    wrongValue(m, before + 1)
  }
  return wrongValue(m, at)
}

function wrongValue(m: Matcher, at: number): number {
  const colon = expression(m, at)
  if (colon < 0 || m.kind(colon) !== Tok.COLON) return FAIL
  if (m.kind(colon + 1) === Tok.STAR && bitOr(m, colon + 2) >= 0)
    throw m.faultFrom('cannot use a starred expression in a dictionary value', colon + 1)
  if (ahead(tokens(Tok.RBRACE, Tok.COMMA))(m, colon + 1) < 0) return FAIL
  throw m.fault("expression expected after dictionary key and ':'", colon)
}
