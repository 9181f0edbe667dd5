// Why a source cannot be parsed. The parser only says that it cannot; what is wrong, and where, is found here.
//
// What must stay true: this always gives an error. Which one follows CPython: what the first pass raises (a fault of the
// tokenizer, a literal that cannot be decoded, a missing `:`), else the first hint of the second pass, else the last token
// that was looked at. A fault that the tokenizer finds anywhere behind is more telling than any of them.
import { PythonSyntaxError } from '../errors.ts'
import { type Failure, Parser } from '../parser/parser.ts'
import { charactersIn } from '../source.ts'
import { neverClosed } from '../tokenizer/token-table.ts'
import { Tok } from '../tokens.ts'
import { compoundStatement } from './compound.ts'
import { expression, expressions } from './expressions.ts'
import { alt, FAIL, list, many, Matcher, opt, type Rule, rule, seq, token } from './matcher.ts'
import { simpleStatements, statements } from './statements.ts'

const file: Rule = rule(() => seq(opt(statements), token(Tok.END)))

const interactive: Rule = rule(() =>
  alt(seq(compoundStatement, token(Tok.NEWLINE)), simpleStatements, token(Tok.NEWLINE), token(Tok.END)),
)

const evaluated: Rule = rule(() => seq(expressions, many(token(Tok.NEWLINE)), token(Tok.END)))

const signature: Rule = rule(() =>
  seq(
    token(Tok.LPAR),
    opt(types),
    token(Tok.RPAR),
    token(Tok.ARROW),
    expression,
    many(token(Tok.NEWLINE)),
    token(Tok.END),
  ),
)

const types: Rule = rule(() => {
  const comma = token(Tok.COMMA)
  const plain = list(expression)
  const star = seq(token(Tok.STAR), expression)
  const mapping = seq(token(Tok.DOUBLESTAR), expression)
  return alt(
    seq(plain, comma, star, comma, mapping),
    seq(plain, comma, star),
    seq(plain, comma, mapping),
    seq(star, comma, mapping),
    star,
    mapping,
    plain,
  )
})

const RULES = { exec: file, single: interactive, eval: evaluated, func_type: signature }

/** The error of a source, the parser having thrown that it cannot parse it, or what is wrong with a literal. */
export function diagnose(
  parser: Parser,
  mode: keyof typeof RULES,
  thrown: Failure | PythonSyntaxError,
): PythonSyntaxError {
  // Warnings have been given.
  const p = new Parser(parser.tokens, { ...parser.options, onWarning: () => {} })
  const m = new Matcher(p)
  const start = RULES[mode]
  const from = mode === 'exec' ? parser.statementStart : 0
  try {
    const end = start(m, from)
    // What only the parser refuses: the grammar of older Pythons, a warning that is to be an error.
    if (thrown instanceof PythonSyntaxError) return moreTelling(m, thrown)
    if (end !== FAIL) return m.fault('invalid syntax', m.furthest)
  } catch (error) {
    return moreTelling(m, error)
  }
  const last = m.furthest
  m.tryHints()
  try {
    // Hints may find something in statements that are right: `match (x)` looks like half a match statement.
    start(m, 0)
  } catch (error) {
    return moreTelling(m, error)
  }
  const kind = p.kinds[last]
  if (kind === Tok.INDENT) return shown(m, m.faultHere('unexpected indent', 'IndentationError'))
  if (kind === Tok.DEDENT) return shown(m, m.faultHere('unexpected unindent', 'IndentationError'))
  return moreTelling(m, m.fault('invalid syntax', last))
}

/** The error of the tokenizer, if there is one behind what was looked at, or the one given. */
function moreTelling(m: Matcher, error: unknown): PythonSyntaxError {
  if (!(error instanceof PythonSyntaxError)) throw error
  const { tokens, lines, kinds } = m.parser
  if (error === tokens.error) return error
  const own = shown(m, error)
  if (kinds[m.furthest] === Tok.END) return own
  if (tokens.isErrorDeferred) return own
  if (tokens.error !== null) return tokens.error
  if (tokens.open.length === 0) return own
  const open = tokens.open[tokens.open.length - 1]
  return lines[m.furthest] > m.parser.source.lineOf(open) ? shown(m, neverClosed(tokens)) : own
}

/**
 * An error as it is shown. A line that the tokenizer has left behind has lost its newline; the one where it stands begins
 * where the tokenizer last began a line, which is further up when tokens or backslashes go over line ends.
 */
function shown(m: Matcher, error: PythonSyntaxError): PythonSyntaxError {
  const { text, lineno, end_lineno, end_offset } = error
  const { parser: p, furthest } = m
  if (text === null || lineno === null) return error
  const current = p.endLine(furthest)
  const first = lineno < current ? lineno : p.firstLine(furthest)
  const whole = first < lineno ? p.source.text.slice(p.source.starts[first - 1], p.source.endOf(lineno)) : text
  const seen = lineno < current ? whole.replace(/\n$/, '') : whole
  if (end_lineno === lineno || end_lineno === null || end_offset === null || end_offset <= 0)
    return error.moved({ text: seen })
  // Columns of another line are counted in this one.
  const bytes = p.source.column(p.source.starts[end_lineno - 1] + end_offset - 1, end_lineno) + 1
  return error.moved({ text: seen, end_offset: charactersIn(seen, bytes) })
}
