// Targets of assignments, loops and del as the matcher knows them, with their hints. ref: simple_stmts#assignment-statements
import * as A from '../generated/ast.ts'
import { starExpressions as buildStarExpressions } from '../parser/expressions.ts'
import { describe } from './describe.ts'
import { Tok } from '../tokens.ts'
import { atom, starExpressions, suffix } from './expressions.ts'
import {
  alt,
  FAIL,
  hint,
  list,
  many,
  type Matcher,
  not,
  opt,
  type Rule,
  rule,
  seq,
  sharedRule,
  token,
} from './matcher.ts'

const continues = (kind: number): boolean => kind === Tok.LPAR || kind === Tok.LSQB || kind === Tok.DOT

/** A primary that is followed by another attribute, call or subscript. */
const prefix: Rule = sharedRule(() => (m, at) => {
  let end = atom(m, at)
  if (end < 0 || !continues(m.kind(end))) return FAIL
  for (;;) {
    const next = suffix(m, end)
    if (next < 0 || !continues(m.kind(next))) return end
    end = next
  }
})

/** An attribute or subscript. */
export const place: Rule = rule(() => (m, at) => {
  const end = prefix(m, at)
  if (end < 0 || m.kind(end) === Tok.LPAR) return FAIL
  const stop = suffix(m, end)
  return stop < 0 || continues(m.kind(stop)) ? FAIL : stop
})

export const starTargets: Rule = rule(() =>
  alt(
    seq(starTarget, not(token(Tok.COMMA))),
    seq(starTarget, many(seq(token(Tok.COMMA), starTarget)), opt(token(Tok.COMMA))),
  ),
)

export const starTarget: Rule = sharedRule(() => alt(seq(token(Tok.STAR), not(token(Tok.STAR)), starTarget), target))

const target: Rule = sharedRule(() => alt(place, starAtom))

const starAtom: Rule = rule(() =>
  alt(
    token(Tok.NAME),
    seq(token(Tok.LPAR), target, token(Tok.RPAR)),
    seq(token(Tok.LPAR), opt(tupleTargets), token(Tok.RPAR)),
    seq(token(Tok.LSQB), opt(seq(list(starTarget), opt(token(Tok.COMMA)))), token(Tok.RSQB)),
  ),
)

const tupleTargets: Rule = rule(() =>
  alt(seq(starTarget, token(Tok.COMMA), list(starTarget), opt(token(Tok.COMMA))), seq(starTarget, token(Tok.COMMA))),
)

export const singleTarget: Rule = rule(() =>
  alt(place, token(Tok.NAME), seq(token(Tok.LPAR), singleTarget, token(Tok.RPAR))),
)

export const deleteTargets: Rule = rule(() => seq(list(deleteTarget), opt(token(Tok.COMMA))))

const deleteTarget: Rule = sharedRule(() =>
  alt(
    place,
    token(Tok.NAME),
    seq(token(Tok.LPAR), deleteTarget, token(Tok.RPAR)),
    seq(token(Tok.LPAR), opt(deleteTargets), token(Tok.RPAR)),
    seq(token(Tok.LSQB), opt(deleteTargets), token(Tok.RSQB)),
  ),
)

// Hints

/** What the targets are for: which words an error uses. */
export type Use = 'assign' | 'for' | 'delete'

/** The part of an expression that cannot be a target, or null. */
export function invalidTarget(e: A.expr, use: Use): A.expr | null {
  switch (e.tag) {
    case A.Tag.List:
    case A.Tag.Tuple:
      for (const x of (e as A.Tuple).elts) {
        const bad = invalidTarget(x, use)
        if (bad !== null) return bad
      }
      return null
    case A.Tag.Starred:
      return use === 'delete' ? e : invalidTarget((e as A.Starred).value, use)
    case A.Tag.Compare: {
      // The `x in y` of a loop is read as a comparison where x is no target.
      if (use !== 'for') return e
      const { ops, left } = e as A.Compare
      return ops[0] === A.In ? invalidTarget(left, use) : null
    }
    case A.Tag.Name:
    case A.Tag.Subscript:
    case A.Tag.Attribute:
      return null
    default:
      return e
  }
}

/** Raises the error for an expression that stands where a target should, if there is something wrong with it. */
export function refuseTarget(m: Matcher, e: A.expr, use: Use): void {
  const bad = invalidTarget(e, use)
  if (bad !== null) throw m.faultOn(`cannot ${use === 'delete' ? 'delete' : 'assign to'} ${describe(bad)}`, bad)
}

/** `for` with something that is no target. */
export const invalidForTarget = hint((m, at) => {
  const start = m.kind(at) === Tok.ASYNC ? at + 1 : at
  if (m.kind(start) !== Tok.FOR) return FAIL
  const end = starExpressions(m, start + 1)
  if (end >= 0) refuseTarget(m, m.tree(buildStarExpressions, start + 1, end), 'for')
  return FAIL
})
