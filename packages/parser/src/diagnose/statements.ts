// Simple statements as the matcher knows them, with their hints. ref: simple_stmts
import * as A from '../generated/ast.ts'
import {
  expression as buildExpression,
  starExpressions as buildStarExpressions,
  starNamedExpression as buildStarNamed,
  yieldExpression as buildYield,
} from '../parser/expressions.ts'
import { describe } from './describe.ts'
import { Tok } from '../tokens.ts'
import { compoundStatement } from './compound.ts'
import { listDisplay, tuple } from './displays.ts'
import {
  expression,
  starExpression,
  starExpressions,
  starNamedExpression,
  starNamedExpressions,
  value,
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
  not,
  opt,
  type Rule,
  rule,
  seq,
  sharedRule,
  some,
  token,
  tokens,
  word,
} from './matcher.ts'
import { deleteTargets, place, refuseTarget, singleTarget, starTargets } from './targets.ts'

export const statement: Rule = rule(() => alt(compoundStatement, simpleStatements))

export const statements: Rule = rule(() => some(statement))

export const simpleStatements: Rule = rule(() =>
  alt(
    seq(simpleStatement, not(token(Tok.SEMI)), token(Tok.NEWLINE)),
    seq(list(simpleStatement, Tok.SEMI), opt(token(Tok.SEMI)), token(Tok.NEWLINE)),
  ),
)

const simpleStatement: Rule = sharedRule(() => {
  const expressionStatement = alt(assignment, typeAlias, starExpressions)
  return (m, at) => {
    const end = expressionStatement(m, at)
    if (end >= 0) return end
    const own = STATEMENTS.get(m.kind(at))
    return own === undefined ? FAIL : own(m, at)
  }
})

const assignment: Rule = rule(() =>
  alt(
    seq(token(Tok.NAME), token(Tok.COLON), expression, opt(seq(token(Tok.EQUAL), value))),
    seq(
      alt(seq(token(Tok.LPAR), singleTarget, token(Tok.RPAR)), place),
      token(Tok.COLON),
      expression,
      opt(seq(token(Tok.EQUAL), value)),
    ),
    seq(some(seq(starTargets, token(Tok.EQUAL))), value, not(token(Tok.EQUAL)), opt(token(Tok.TYPE_COMMENT))),
    seq(singleTarget, augmented, cut, value),
    wrongAssignment,
  ),
)

const augmented: Rule = (m, at) => {
  const kind = m.kind(at)
  return kind >= Tok.PLUSEQUAL && kind <= Tok.ATEQUAL ? at + 1 : FAIL
}

const names: Rule = rule(() => list(token(Tok.NAME)))

const dottedName: Rule = rule(() => list(token(Tok.NAME), Tok.DOT))

const alias: Rule = opt(seq(token(Tok.AS), token(Tok.NAME)))

const importedNames: Rule = rule(() => list(seq(token(Tok.NAME), alias)))

const importFrom: Rule = rule(() => {
  const dots = tokens(Tok.DOT, Tok.ELLIPSIS)
  const imported = alt(
    seq(token(Tok.LPAR), importedNames, opt(token(Tok.COMMA)), token(Tok.RPAR)),
    seq(importedNames, not(token(Tok.COMMA))),
    token(Tok.STAR),
    noNames,
  )
  return alt(
    seq(token(Tok.FROM), many(dots), dottedName, token(Tok.IMPORT), imported),
    seq(token(Tok.FROM), some(dots), token(Tok.IMPORT), imported),
  )
})

export const typeParameters: Rule = rule(() =>
  alt(emptyTypeParameters, seq(token(Tok.LSQB), list(typeParameter), opt(token(Tok.COMMA)), token(Tok.RSQB))),
)

const typeParameter: Rule = sharedRule(() => {
  const byDefault = opt(seq(token(Tok.EQUAL), expression))
  return alt(
    seq(token(Tok.NAME), opt(seq(token(Tok.COLON), expression)), byDefault),
    boundStar,
    seq(token(Tok.STAR), token(Tok.NAME), opt(seq(token(Tok.EQUAL), starExpression))),
    seq(token(Tok.DOUBLESTAR), token(Tok.NAME), byDefault),
  )
})

const typeAlias: Rule = rule(() =>
  seq(word('type'), token(Tok.NAME), opt(typeParameters), token(Tok.EQUAL), expression),
)

/** Statements that begin with a keyword of their own. */
const STATEMENTS = new Map<number, Rule>([
  [Tok.RETURN, seq(token(Tok.RETURN), opt(starExpressions))],
  [
    Tok.IMPORT,
    alt(
      rule(() => wrongImport),
      seq(token(Tok.IMPORT), list(seq(dottedName, alias))),
    ),
  ],
  [
    Tok.FROM,
    alt(
      rule(() => wrongImport),
      importFrom,
    ),
  ],
  [Tok.RAISE, alt(seq(token(Tok.RAISE), expression, opt(seq(token(Tok.FROM), expression))), token(Tok.RAISE))],
  [Tok.PASS, token(Tok.PASS)],
  [
    Tok.DEL,
    alt(
      seq(token(Tok.DEL), deleteTargets, ahead(tokens(Tok.SEMI, Tok.NEWLINE))),
      rule(() => wrongDelete),
    ),
  ],
  [Tok.YIELD, yieldExpression],
  [Tok.ASSERT, seq(token(Tok.ASSERT), expression, opt(seq(token(Tok.COMMA), expression)))],
  [Tok.BREAK, token(Tok.BREAK)],
  [Tok.CONTINUE, token(Tok.CONTINUE)],
  [Tok.GLOBAL, seq(token(Tok.GLOBAL), names)],
  [Tok.NONLOCAL, seq(token(Tok.NONLOCAL), names)],
])

// Hints

const wrongAssignment = hint((m, at) => {
  wrongAnnotation(m, at)
  const before = many(seq(starTargets, token(Tok.EQUAL)))(m, at)
  const end = starExpressions(m, before)
  if (end >= 0 && m.kind(end) === Tok.EQUAL) refuseTarget(m, m.tree(buildStarExpressions, before, end), 'assign')
  const yielded = yieldExpression(m, before)
  if (yielded >= 0 && m.kind(yielded) === Tok.EQUAL)
    throw m.faultOn('assignment to yield expression not possible', m.tree(buildYield, before, yielded))
  const left = starExpressions(m, at)
  if (left < 0 || augmented(m, left) < 0 || value(m, left + 1) < 0) return FAIL
  const target = m.tree(buildStarExpressions, at, left)
  throw m.faultOn(`'${describe(target)}' is an illegal expression for augmented assignment`, target)
})

function wrongAnnotation(m: Matcher, at: number): void {
  const display = annotatedDisplay(m, at)
  if (display !== null && m.kind(display.end) === Tok.COLON && expression(m, display.end + 1) >= 0)
    throw m.faultOn(`only single target (not ${describe(display.node)}) can be annotated`, display.node)
  const first = starNamedExpression(m, at)
  if (first >= 0 && m.kind(first) === Tok.COMMA) {
    const end = many(starNamedExpressions)(m, first + 1)
    if (m.kind(end) === Tok.COLON && expression(m, end + 1) >= 0)
      throw m.faultOn('only single target (not tuple) can be annotated', m.tree(buildStarNamed, at, first))
  }
  const end = expression(m, at)
  if (end < 0 || m.kind(end) !== Tok.COLON || expression(m, end + 1) < 0) return
  throw m.faultOn('illegal target for annotation', m.tree(buildExpression, at, end))
}

/** A list or tuple, perhaps in brackets of its own. */
function annotatedDisplay(m: Matcher, from: number): { node: A.expr; end: number } | null {
  for (const display of [listDisplay, tuple]) {
    const end = display(m, from)
    if (end < 0) continue
    const node = m.tree(buildExpression, from, end)
    // A comprehension is no list.
    if (node instanceof A.List || node instanceof A.Tuple) return { node, end }
  }
  if (m.kind(from) !== Tok.LPAR) return null
  const inner = annotatedDisplay(m, from + 1)
  return inner !== null && m.kind(inner.end) === Tok.RPAR ? { node: inner.node, end: inner.end + 1 } : null
}

const wrongDelete = hint((m, at) => {
  const end = starExpressions(m, at + 1)
  if (end >= 0) refuseTarget(m, m.tree(buildStarExpressions, at + 1, end), 'delete')
  return FAIL
})

const wrongImport = hint((m, at) => {
  if (m.kind(at) !== Tok.IMPORT) return FAIL
  const end = list(dottedName)(m, at + 1)
  if (end >= 0 && m.kind(end) === Tok.FROM && dottedName(m, end + 1) >= 0)
    throw m.faultFrom("Did you mean to use 'from ... import ...' instead?", at)
  if (m.kind(at + 1) === Tok.NEWLINE) throw m.faultFrom("Expected one or more names after 'import'", at + 1)
  return FAIL
})

const noNames = hint((m, at) => {
  const end = importedNames(m, at)
  if (end >= 0 && m.kind(end) === Tok.COMMA && m.kind(end + 1) === Tok.NEWLINE)
    throw m.faultHere('trailing comma not allowed without surrounding parentheses')
  if (m.kind(at) === Tok.NEWLINE) throw m.faultFrom("Expected one or more names after 'import'", at)
  return FAIL
})

const emptyTypeParameters = hint((m, at) => {
  if (m.kind(at) !== Tok.LSQB || m.kind(at + 1) !== Tok.RSQB) return FAIL
  throw m.faultFrom('Type parameter list cannot be empty', at + 1)
})

/** Raised in either pass. */
const boundStar: Rule = (m, at) => {
  const star = m.kind(at)
  if ((star !== Tok.STAR && star !== Tok.DOUBLESTAR) || m.kind(at + 1) !== Tok.NAME || m.kind(at + 2) !== Tok.COLON)
    return FAIL
  const end = expression(m, at + 3)
  if (end < 0) return FAIL
  const bound = m.tree(buildExpression, at + 3, end)
  const what = bound instanceof A.Tuple ? 'constraints' : 'bound'
  throw m.faultFrom(`cannot use ${what} with ${star === Tok.STAR ? 'TypeVarTuple' : 'ParamSpec'}`, at + 2)
}
