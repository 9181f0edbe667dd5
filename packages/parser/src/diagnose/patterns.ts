// match statements and patterns as the matcher knows them, with their hints. ref: compound_stmts#the-match-statement; PEP 634
import { ComplexLiteral } from '../generated/ast.ts'
import { expression as buildExpression } from '../parser/expressions.ts'
import { numberValue } from '../parser/strings.ts'
import { Tok } from '../tokens.ts'
import { block, missingBlock, missingColon } from './compound.ts'
import { expression, namedExpression, starNamedExpression, starNamedExpressions, strings } from './expressions.ts'
import {
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
  some,
  token,
  tokens,
  word,
} from './matcher.ts'

const comma = token(Tok.COMMA)

export const matchStatement: Rule = rule(() =>
  alt(
    seq(
      word('match'),
      subject,
      token(Tok.COLON),
      token(Tok.NEWLINE),
      token(Tok.INDENT),
      some(caseBlock),
      token(Tok.DEDENT),
    ),
    wrongMatch,
  ),
)

const subject: Rule = rule(() => alt(seq(starNamedExpression, comma, opt(starNamedExpressions)), namedExpression))

const guard: Rule = rule(() => seq(token(Tok.IF), namedExpression))

const caseBlock: Rule = rule(() => alt(wrongCase, seq(word('case'), patterns, opt(guard), token(Tok.COLON), block)))

const patterns: Rule = rule(() => alt(openSequence, pattern))

const pattern: Rule = rule(() => alt(seq(orPattern, token(Tok.AS), captureTarget), wrongAs, orPattern))

const orPattern: Rule = rule(() => list(closedPattern, Tok.VBAR))

const closedPattern: Rule = sharedRule(() =>
  alt(
    literalPattern,
    captureTarget,
    word('_'),
    seq(attribute, notCalled),
    seq(token(Tok.LPAR), pattern, token(Tok.RPAR)),
    seq(token(Tok.LSQB), opt(sequence), token(Tok.RSQB)),
    seq(token(Tok.LPAR), opt(openSequence), token(Tok.RPAR)),
    mapping,
    classPattern,
  ),
)

const literalPattern: Rule = rule(() =>
  alt(
    seq(signedNumber, not(tokens(Tok.PLUS, Tok.MINUS))),
    complexNumber,
    strings,
    tokens(Tok.NONE, Tok.TRUE, Tok.FALSE),
  ),
)

const signedNumber: Rule = rule(() => seq(opt(token(Tok.MINUS)), token(Tok.NUMBER)))

const complexNumber: Rule = rule(() => seq(opt(token(Tok.MINUS)), real, tokens(Tok.PLUS, Tok.MINUS), imaginary))

function isImaginary(m: Matcher, at: number): boolean {
  return numberValue(m.parser.text(at)) instanceof ComplexLiteral
}

function real(m: Matcher, at: number): number {
  if (m.kind(at) !== Tok.NUMBER) return FAIL
  if (isImaginary(m, at)) throw m.fault('real number required in complex literal', at)
  return at + 1
}

function imaginary(m: Matcher, at: number): number {
  if (m.kind(at) !== Tok.NUMBER) return FAIL
  if (!isImaginary(m, at)) throw m.fault('imaginary number required in complex literal', at)
  return at + 1
}

const notCalled: Rule = not(tokens(Tok.DOT, Tok.LPAR, Tok.EQUAL))

const captureTarget: Rule = rule(() => seq(not(word('_')), token(Tok.NAME), notCalled))

const nameOrAttribute: Rule = rule(() => list(token(Tok.NAME), Tok.DOT))

const attribute: Rule = rule(() => (m, at) => {
  const end = nameOrAttribute(m, at)
  return end > at + 1 ? end : FAIL
})

const maybeStar: Rule = rule(() => alt(seq(token(Tok.STAR), alt(captureTarget, word('_'))), pattern))

const sequence: Rule = rule(() => seq(list(maybeStar), opt(comma)))

const openSequence: Rule = rule(() => seq(maybeStar, comma, opt(sequence)))

const mapping: Rule = rule(() => {
  const rest = seq(token(Tok.DOUBLESTAR), captureTarget)
  const items = list(seq(alt(literalPattern, attribute), token(Tok.COLON), pattern))
  const open = token(Tok.LBRACE)
  const close = token(Tok.RBRACE)
  return alt(
    seq(open, close),
    seq(open, rest, opt(comma), close),
    seq(open, items, comma, rest, opt(comma), close),
    seq(open, items, opt(comma), close),
  )
})

const positionals: Rule = rule(() => list(pattern))

const keywords: Rule = rule(() => list(seq(token(Tok.NAME), token(Tok.EQUAL), pattern)))

const classPattern: Rule = rule(() => {
  const open = seq(nameOrAttribute, token(Tok.LPAR))
  const close = token(Tok.RPAR)
  return alt(
    seq(open, close),
    seq(open, positionals, opt(comma), close),
    seq(open, keywords, opt(comma), close),
    seq(open, positionals, comma, keywords, opt(comma), close),
    wrongClass,
  )
})

// Hints

const wrongMatch = hint((m, at) => {
  if (!m.isWord('match', at)) return FAIL
  const end = subject(m, at + 1)
  if (end < 0) return FAIL
  missingColon(m, end)
  if (m.kind(end) === Tok.COLON) missingBlock(m, end + 1, at, "'match' statement")
  return FAIL
})

const wrongCase = hint((m, at) => {
  if (!m.isWord('case', at)) return FAIL
  const end = seq(patterns, opt(guard))(m, at + 1)
  if (end < 0) return FAIL
  missingColon(m, end)
  if (m.kind(end) === Tok.COLON) missingBlock(m, end + 1, at, "'case' statement")
  return FAIL
})

const wrongAs = hint((m, at) => {
  const end = orPattern(m, at)
  if (end < 0 || m.kind(end) !== Tok.AS) return FAIL
  if (m.isWord('_', end + 1)) throw m.fault("cannot use '_' as a target", end + 1)
  if (m.kind(end + 1) === Tok.NAME) return FAIL
  const target = expression(m, end + 1)
  if (target < 0) return FAIL
  throw m.faultOn('invalid pattern target', m.tree(buildExpression, end + 1, target))
})

const wrongClass = hint((m, at) => {
  const open = nameOrAttribute(m, at)
  if (open < 0 || m.kind(open) !== Tok.LPAR) return FAIL
  const named = seq(opt(seq(positionals, comma)), keywords, comma)(m, open + 1)
  const end = named < 0 ? FAIL : positionals(m, named)
  if (end < 0) return FAIL
  throw m.fault('positional patterns follow keyword patterns', named, end - 1)
})
