// Compound statements as the matcher knows them, with their hints. ref: compound_stmts
import { starExpressions as buildStarExpressions } from '../parser/expressions.ts'
import { Tok } from '../tokens.ts'
import { callArguments } from './arguments.ts'
import { expression, expressions, namedExpression, starExpressions } from './expressions.ts'
import {
  ahead,
  alt,
  cut,
  FAIL,
  forced,
  hint,
  list,
  many,
  type Matcher,
  opt,
  type Rule,
  rule,
  seq,
  sharedRule,
  some,
  token,
  tokens,
} from './matcher.ts'
import { parameters } from './parameters.ts'
import { matchStatement } from './patterns.ts'
import { simpleStatements, statements, typeParameters } from './statements.ts'
import { invalidForTarget, refuseTarget, starTarget, starTargets } from './targets.ts'

const colon = token(Tok.COLON)
const newline = token(Tok.NEWLINE)
const async = opt(token(Tok.ASYNC))

export const compoundStatement: Rule = rule(() => {
  const decorated = seq(some(seq(token(Tok.AT), namedExpression, newline)), alt(functionDefinition, classDefinition))
  const asynchronous = alt(functionDefinition, withStatement, forStatement)
  return (m, at) => {
    switch (m.kind(at)) {
      case Tok.DEF:
        return functionDefinition(m, at)
      case Tok.AT:
        return decorated(m, at)
      case Tok.ASYNC:
        return asynchronous(m, at)
      case Tok.IF:
        return ifStatement(m, at)
      case Tok.CLASS:
        return classDefinition(m, at)
      case Tok.WITH:
        return withStatement(m, at)
      case Tok.FOR:
        return forStatement(m, at)
      case Tok.TRY:
        return tryStatement(m, at)
      case Tok.WHILE:
        return whileStatement(m, at)
      default:
        return matchStatement(m, at)
    }
  }
})

export const block: Rule = sharedRule(() =>
  alt(seq(newline, token(Tok.INDENT), statements, token(Tok.DEDENT)), simpleStatements, noBlock),
)

const noBlock = hint((m, at) => {
  if (m.kind(at) !== Tok.NEWLINE || m.kind(at + 1) === Tok.INDENT) return FAIL
  throw m.faultHere('expected an indented block', 'IndentationError')
})

/** Raises the error for a block that is not indented; `end` is behind the colon, `at` the word that is named. */
export function missingBlock(m: Matcher, end: number, at: number, what: string): void {
  if (end < 0 || m.kind(end) !== Tok.NEWLINE || m.kind(end + 1) === Tok.INDENT) return
  throw m.faultHere(`expected an indented block after ${what} on line ${m.parser.lines[at]}`, 'IndentationError')
}

/** Raises the error for a line that ends before its colon. */
export function missingColon(m: Matcher, end: number): void {
  if (end >= 0 && m.kind(end) === Tok.NEWLINE) throw m.faultHere("expected ':'")
}

/** The hint for a clause `head: block` of which `head` begins with one word. */
function headHint(head: () => Rule, what: string, isColonMissed = true): Rule {
  let run: Rule | null = null
  return hint((m, at) => {
    const end = (run ??= head())(m, at)
    if (end < 0) return FAIL
    if (isColonMissed) missingColon(m, end)
    if (m.kind(end) === Tok.COLON) missingBlock(m, end + 1, at, what)
    return FAIL
  })
}

// if, while, for

const ifStatement: Rule = rule(() => conditionClause(Tok.IF, "'if' statement"))

const elifClause: Rule = rule(() => conditionClause(Tok.ELIF, "'elif' statement"))

function conditionClause(kind: number, what: string): Rule {
  const head = seq(token(kind), namedExpression)
  return alt(
    headHint(() => head, what),
    seq(head, colon, block, elifClause),
    seq(head, colon, block, opt(elseBlock)),
  )
}

const elseBlock: Rule = rule(() =>
  alt(
    headHint(() => token(Tok.ELSE), "'else' statement", false),
    seq(token(Tok.ELSE), forced(Tok.COLON, ':'), block),
  ),
)

const whileStatement: Rule = rule(() => {
  const head = seq(token(Tok.WHILE), namedExpression)
  return alt(
    headHint(() => head, "'while' statement"),
    seq(head, colon, block, opt(elseBlock)),
  )
})

const forStatement: Rule = rule(() =>
  alt(
    wrongFor,
    seq(
      async,
      token(Tok.FOR),
      starTargets,
      token(Tok.IN),
      cut,
      starExpressions,
      colon,
      opt(token(Tok.TYPE_COMMENT)),
      block,
      opt(elseBlock),
    ),
    invalidForTarget,
  ),
)

const wrongFor = hint((m, at) => {
  const start = async(m, at)
  const end = seq(token(Tok.FOR), starTargets, token(Tok.IN), starExpressions)(m, start)
  if (end < 0) return FAIL
  missingColon(m, end)
  if (m.kind(end) === Tok.COLON) missingBlock(m, end + 1, start, "'for' statement")
  return FAIL
})

// with

const withStatement: Rule = rule(() =>
  alt(
    wrongWithBlock,
    seq(
      async,
      token(Tok.WITH),
      token(Tok.LPAR),
      list(withItem),
      opt(token(Tok.COMMA)),
      token(Tok.RPAR),
      colon,
      opt(token(Tok.TYPE_COMMENT)),
      block,
    ),
    seq(async, token(Tok.WITH), list(withItem), colon, opt(token(Tok.TYPE_COMMENT)), block),
    wrongWith,
  ),
)

const withItem: Rule = rule(() =>
  alt(
    seq(expression, token(Tok.AS), starTarget, ahead(tokens(Tok.COMMA, Tok.RPAR, Tok.COLON))),
    wrongWithItem,
    expression,
  ),
)

const wrongWithItem = hint((m, at) => {
  const item = expression(m, at)
  if (item < 0 || m.kind(item) !== Tok.AS) return FAIL
  const end = expression(m, item + 1)
  if (end < 0 || tokens(Tok.COMMA, Tok.RPAR, Tok.COLON)(m, end) < 0) return FAIL
  refuseTarget(m, m.tree(buildStarExpressions, item + 1, end), 'assign')
  return FAIL
})

const looseItems: Rule = rule(() => list(seq(expression, opt(seq(token(Tok.AS), starTarget)))))

const bracketedItems: Rule = rule(() =>
  seq(
    token(Tok.LPAR),
    list(seq(expressions, opt(seq(token(Tok.AS), starTarget)))),
    opt(token(Tok.COMMA)),
    token(Tok.RPAR),
  ),
)

const wrongWith = hint((m, at) => {
  const start = async(m, at)
  if (m.kind(start) !== Tok.WITH) return FAIL
  missingColon(m, looseItems(m, start + 1))
  missingColon(m, bracketedItems(m, start + 1))
  return FAIL
})

const wrongWithBlock = hint((m, at) => {
  const start = async(m, at)
  if (m.kind(start) !== Tok.WITH) return FAIL
  for (const items of [looseItems, bracketedItems]) {
    const end = items(m, start + 1)
    if (end >= 0 && m.kind(end) === Tok.COLON) missingBlock(m, end + 1, start, "'with' statement")
  }
  return FAIL
})

// try

const tryStatement: Rule = rule(() => {
  const head = seq(token(Tok.TRY), forced(Tok.COLON, ':'), block)
  return alt(
    wrongTry,
    seq(head, finallyBlock),
    seq(head, some(exceptBlock), opt(elseBlock), opt(finallyBlock)),
    seq(head, some(exceptStarBlock), opt(elseBlock), opt(finallyBlock)),
  )
})

const caught: Rule = rule(() => seq(expression, opt(seq(token(Tok.AS), token(Tok.NAME)))))

const exceptBlock: Rule = rule(() =>
  alt(
    wrongExceptBlock,
    seq(token(Tok.EXCEPT), caught, colon, block),
    seq(token(Tok.EXCEPT), colon, block),
    wrongExcept,
  ),
)

const exceptStarBlock: Rule = rule(() =>
  alt(wrongExceptStarBlock, seq(token(Tok.EXCEPT), token(Tok.STAR), caught, colon, block), wrongExcept),
)

const finallyBlock: Rule = rule(() =>
  alt(
    headHint(() => token(Tok.FINALLY), "'finally' statement", false),
    seq(token(Tok.FINALLY), forced(Tok.COLON, ':'), block),
  ),
)

const wrongTry = hint((m, at) => {
  if (m.kind(at) !== Tok.TRY || m.kind(at + 1) !== Tok.COLON) return FAIL
  missingBlock(m, at + 2, at, "'try' statement")
  const body = block(m, at + 2)
  if (body >= 0 && m.kind(body) !== Tok.EXCEPT && m.kind(body) !== Tok.FINALLY)
    throw m.faultHere("expected 'except' or 'finally' block")
  const bodies = many(block)(m, at + 2)
  const msg = "cannot have both 'except' and 'except*' on the same 'try'"
  const plain = some(exceptBlock)(m, bodies)
  if (plain >= 0 && m.kind(plain) === Tok.EXCEPT && m.kind(plain + 1) === Tok.STAR) {
    const end = caught(m, plain + 2)
    if (end >= 0 && m.kind(end) === Tok.COLON) throw m.fault(msg, plain, plain + 1)
  }
  const starred = some(exceptStarBlock)(m, bodies)
  if (starred >= 0 && m.kind(starred) === Tok.EXCEPT) {
    const end = opt(caught)(m, starred + 1)
    if (m.kind(end) === Tok.COLON) throw m.fault(msg, starred)
  }
  return FAIL
})

const wrongExcept = hint((m, at) => {
  if (m.kind(at) !== Tok.EXCEPT) return FAIL
  const isStar = m.kind(at + 1) === Tok.STAR
  const first = isStar ? at + 2 : at + 1
  const one = expression(m, first)
  if (one >= 0 && m.kind(one) === Tok.COMMA) {
    const all = expressions(m, one + 1)
    const end = all < 0 ? FAIL : opt(seq(token(Tok.AS), token(Tok.NAME)))(m, all)
    if (end >= 0 && m.kind(end) === Tok.COLON)
      throw m.faultFrom('multiple exception types must be parenthesized', first)
  }
  if (one >= 0) missingColon(m, caught(m, first))
  if (!isStar) missingColon(m, at + 1)
  else if (m.kind(first) === Tok.NEWLINE || m.kind(first) === Tok.COLON)
    throw m.faultHere('expected one or more exception types')
  return FAIL
})

const wrongExceptBlock = hint((m, at) => {
  if (m.kind(at) !== Tok.EXCEPT) return FAIL
  const end = opt(caught)(m, at + 1)
  if (m.kind(end) === Tok.COLON) missingBlock(m, end + 1, at, "'except' statement")
  return FAIL
})

const wrongExceptStarBlock = hint((m, at) => {
  if (m.kind(at) !== Tok.EXCEPT || m.kind(at + 1) !== Tok.STAR) return FAIL
  const end = caught(m, at + 2)
  if (end >= 0 && m.kind(end) === Tok.COLON) missingBlock(m, end + 1, at, "'except*' statement")
  return FAIL
})

// def, class

const functionHead: Rule = rule(() =>
  seq(
    token(Tok.DEF),
    token(Tok.NAME),
    opt(typeParameters),
    forced(Tok.LPAR, '('),
    opt(parameters),
    token(Tok.RPAR),
    opt(seq(token(Tok.ARROW), expression)),
  ),
)

const functionDefinition: Rule = rule(() =>
  alt(wrongFunction, seq(async, functionHead, forced(Tok.COLON, ':'), opt(functionComment), block)),
)

const functionComment: Rule = rule(() =>
  alt(
    seq(newline, token(Tok.TYPE_COMMENT), ahead(seq(newline, token(Tok.INDENT)))),
    twoComments,
    token(Tok.TYPE_COMMENT),
  ),
)

const twoComments = hint((m, at) => {
  const comment = seq(token(Tok.TYPE_COMMENT), newline)
  if (seq(comment, comment, token(Tok.INDENT))(m, at) < 0) return FAIL
  throw m.faultHere('Cannot have two type comments on def')
})

const wrongFunction = hint((m, at) => {
  const start = async(m, at)
  const head = seq(
    token(Tok.DEF),
    token(Tok.NAME),
    opt(typeParameters),
    token(Tok.LPAR),
    opt(parameters),
    token(Tok.RPAR),
    opt(seq(token(Tok.ARROW), expression)),
    colon,
  )
  missingBlock(m, head(m, start), start, 'function definition')
  return FAIL
})

const classHead: Rule = rule(() =>
  seq(
    token(Tok.CLASS),
    token(Tok.NAME),
    opt(typeParameters),
    opt(seq(token(Tok.LPAR), opt(callArguments), token(Tok.RPAR))),
  ),
)

const classDefinition: Rule = rule(() =>
  alt(
    headHint(() => classHead, 'class definition'),
    seq(classHead, colon, block),
  ),
)
