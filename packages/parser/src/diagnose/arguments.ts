// Arguments of calls and classes as the matcher knows them, with their hints. ref: expressions#calls
import type { expr } from '../generated/ast.ts'
import {
  disjunction as buildDisjunction,
  expression as buildExpression,
  namedExpression as buildNamed,
} from '../parser/expressions.ts'
import { Tok } from '../tokens.ts'
import { clauses, generator } from './displays.ts'
import { disjunction, element, expression, starredArgument } from './expressions.ts'
import {
  ahead,
  alt,
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
  token,
} from './matcher.ts'
import { starTargets } from './targets.ts'

export const genexp: Rule = generator

export const callArguments: Rule = sharedRule(() =>
  alt(seq(given, opt(token(Tok.COMMA)), ahead(token(Tok.RPAR))), wrongArguments),
)

/** Arguments by position, with iterables among them, then keywords; or keywords alone. */
const given: Rule = rule(() => alt(seq(positionals, opt(seq(token(Tok.COMMA), keywords))), keywords))

const positional: Rule = rule(() => alt(starredArgument, seq(element, not(token(Tok.EQUAL)))))

const positionals: Rule = rule(() => list(positional))

const keywords: Rule = rule(() =>
  alt(seq(list(keywordOrStar), token(Tok.COMMA), list(keywordOrMapping)), list(keywordOrStar), list(keywordOrMapping)),
)

const keyword: Rule = rule(() => alt(wrongKeyword, seq(token(Tok.NAME), token(Tok.EQUAL), expression)))

const keywordOrStar: Rule = rule(() => alt(keyword, starredArgument))

const keywordOrMapping: Rule = rule(() => alt(keyword, seq(token(Tok.DOUBLESTAR), expression)))

// Hints

const wrongKeyword = hint((m, at) => {
  const kind = m.kind(at)
  if ((kind === Tok.TRUE || kind === Tok.FALSE || kind === Tok.NONE) && m.kind(at + 1) === Tok.EQUAL)
    throw m.fault(`cannot assign to ${m.parser.text(at)}`, at, at + 1)
  if (kind === Tok.NAME && m.kind(at + 1) === Tok.EQUAL) {
    const value = expression(m, at + 2)
    if (value >= 0 && clauses(m, value) >= 0)
      throw m.fault("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", at, at + 1)
    return FAIL
  }
  if (kind === Tok.DOUBLESTAR) {
    const mapping = expression(m, at + 1)
    if (mapping < 0 || m.kind(mapping) !== Tok.EQUAL) return FAIL
    const value = expression(m, mapping + 1)
    if (value < 0) return FAIL
    throw m.fault('cannot assign to keyword argument unpacking', at, value - 1)
  }
  const end = expression(m, at)
  if (end < 0 || m.kind(end) !== Tok.EQUAL) return FAIL
  const p = m.parser
  const node = m.tree(buildExpression, at, end)
  throw p.source.error(
    'expression cannot contain assignment, perhaps you meant "=="?',
    p.offset(node.lineno, node.col_offset),
    p.ends[end],
  )
})

const wrongArguments = hint((m, at) => {
  const unpacked = mappingThenIterable(m, at)
  if (unpacked >= 0) throw m.faultFrom('iterable argument unpacking follows keyword argument unpacking', unpacked)
  const first = expression(m, at)
  const loop = first < 0 ? FAIL : clauses(m, first)
  if (loop >= 0 && m.kind(loop) === Tok.COMMA) {
    // What may follow is looked at, as it moves where later errors are.
    if (given(m, loop + 1) < 0) seq(expression, clauses)(m, loop + 1)
    const node = m.tree(buildExpression, at, first)
    throw m.faultOn('Generator expression must be parenthesized', node, lastClause(m, first, loop))
  }
  if (m.kind(at) === Tok.NAME && m.kind(at + 1) === Tok.EQUAL) {
    const value = expression(m, at + 2)
    if (value >= 0 && clauses(m, value) >= 0)
      throw m.fault("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", at, at + 1)
  }
  const empty = valueMissing(m, at)
  if (empty >= 0) throw m.fault('expected argument value expression', empty, empty + 1)
  const end = given(m, at)
  if (end >= 0 && clauses(m, end) >= 0) bareGenerator(m, at, end)
  if (end >= 0 && m.kind(end) === Tok.COMMA) {
    const last = expression(m, end + 1)
    const behind = last < 0 ? FAIL : clauses(m, last)
    if (behind >= 0) {
      const node = m.tree(buildExpression, end + 1, last)
      throw m.faultOn('Generator expression must be parenthesized', node, lastClause(m, last, behind))
    }
  }
  if (end >= 0 && m.kind(end) === Tok.COMMA && given(m, end + 1) >= 0)
    throw m.faultHere(
      hasMapping(m, at, end)
        ? 'positional argument follows keyword argument unpacking'
        : 'positional argument follows keyword argument',
    )
  return FAIL
})

/** The comma behind which an iterable is unpacked though a mapping was before; FAIL where there is none. */
function mappingThenIterable(m: Matcher, at: number): number {
  const end = alt(seq(positionals, token(Tok.COMMA), keywords), keywords)(m, at)
  if (end < 0 || m.kind(end) !== Tok.COMMA) return FAIL
  return list(starredArgument)(m, end + 1) < 0 ? FAIL : end
}

/** The name before `=` with no value behind it; FAIL where there is none. */
function valueMissing(m: Matcher, at: number): number {
  const before = given(m, at)
  const from = before >= 0 && m.kind(before) === Tok.COMMA ? before + 1 : at
  if (m.kind(from) !== Tok.NAME || m.kind(from + 1) !== Tok.EQUAL) return FAIL
  const kind = m.kind(from + 2)
  return kind === Tok.COMMA || kind === Tok.RPAR ? from : FAIL
}

/** A generator without brackets behind other arguments. */
function bareGenerator(m: Matcher, at: number, end: number): void {
  const places: number[] = []
  eachArgument(m, at, end, (from, kind) => {
    if (kind === 'positional' || kind === 'star') places.push(from)
  })
  if (places.length <= 1) return
  const last = places[places.length - 1]
  const node = argumentTree(m, last)
  throw m.faultOn('Generator expression must be parenthesized', node, lastClause(m, end, clauses(m, end)))
}

function argumentTree(
  m: Matcher,
  at: number,
): { lineno: number; col_offset: number; end_lineno: number; end_col_offset: number } {
  const p = m.parser
  if (m.kind(at) === Tok.STAR)
    return { lineno: p.line(at), col_offset: p.col(at), end_lineno: p.line(at), end_col_offset: p.col(at) }
  return m.tree(buildNamed, at, element(m, at))
}

/** The last condition of comprehension clauses, or what the last one loops over. */
function lastClause(m: Matcher, at: number, end: number): expr {
  let from = at
  let last = { from: at, to: at }
  while (from < end) {
    if (m.kind(from) === Tok.ASYNC) from++
    const iterable = starTargets(m, from + 1) + 1
    let stop = disjunction(m, iterable)
    last = { from: iterable, to: stop }
    while (m.kind(stop) === Tok.IF) {
      const condition = stop + 1
      const next = disjunction(m, condition)
      if (next < 0) break
      stop = next
      last = { from: condition, to: stop }
    }
    from = stop
  }
  return m.tree(buildDisjunction, last.from, last.to)
}

/** Tells what each of matched arguments is. */
function eachArgument(
  m: Matcher,
  at: number,
  end: number,
  tell: (from: number, kind: 'positional' | 'star' | 'keyword' | 'mapping') => void,
): void {
  for (let from = at; from < end;) {
    const kind = m.kind(from)
    let stop: number
    if (kind === Tok.STAR) {
      stop = starredArgument(m, from)
      tell(from, 'star')
    } else if (kind === Tok.DOUBLESTAR) {
      stop = expression(m, from + 1)
      tell(from, 'mapping')
    } else if (kind === Tok.NAME && m.kind(from + 1) === Tok.EQUAL) {
      stop = expression(m, from + 2)
      tell(from, 'keyword')
    } else {
      stop = element(m, from)
      tell(from, 'positional')
    }
    from = stop + 1
  }
}

function hasMapping(m: Matcher, at: number, end: number): boolean {
  let found = false
  eachArgument(m, at, end, (_, kind) => (found ||= kind === 'mapping'))
  return found
}
