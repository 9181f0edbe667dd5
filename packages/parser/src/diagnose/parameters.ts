// Parameters of def and lambda as the matcher knows them, with their hints. Both have the same grammar; those of a def may
// be annotated and end at `)`, those of a lambda at `:`. ref: compound_stmts#function-definitions, expressions#lambda
import { Tok } from '../tokens.ts'
import { expression, starExpression } from './expressions.ts'
import { ahead, alt, FAIL, hint, many, opt, type Rule, rule, seq, some, token, tokens } from './matcher.ts'

/** The rules for parameters that end at a kind of token. */
function parametersUntil(closer: number, isDef: boolean): Rule {
  const comma = token(Tok.COMMA)
  const comment = isDef ? opt(token(Tok.TYPE_COMMENT)) : null
  const typed = (...parts: Rule[]): Rule => seq(...parts, ...(comment === null ? [] : [comment]))
  /** A parameter's end: a comma, or the end of all. */
  const ended = (...parts: Rule[]): Rule => alt(typed(...parts, comma), seq(typed(...parts), ahead(token(closer))))
  const name = token(Tok.NAME)
  const param: Rule = isDef ? seq(name, opt(seq(token(Tok.COLON), expression))) : name
  const starParam: Rule = seq(name, token(Tok.COLON), starExpression)
  const byDefault: Rule = rule(() => alt(seq(token(Tok.EQUAL), expression), missingDefault))

  const bare: Rule = rule(() => ended(param))
  const defaulted: Rule = rule(() => ended(param, byDefault))
  const either: Rule = rule(() => ended(param, opt(byDefault)))

  const slash: Rule = alt(seq(token(Tok.SLASH), comma), seq(token(Tok.SLASH), ahead(token(closer))))
  const slashBare: Rule = rule(() => seq(some(bare), slash))
  const slashDefaulted: Rule = rule(() => seq(many(bare), some(defaulted), slash))

  const starPart: Rule = rule(() =>
    alt(
      wrongStar,
      seq(token(Tok.STAR), bare, many(either), opt(mapping)),
      ...(isDef ? [seq(token(Tok.STAR), ended(starParam), many(either), opt(mapping))] : []),
      seq(token(Tok.STAR), comma, some(either), opt(mapping)),
      mapping,
    ),
  )
  const mapping: Rule = rule(() => alt(wrongMapping, seq(token(Tok.DOUBLESTAR), bare)))

  const missingDefault = hint((m, at) => {
    if (m.kind(at) !== Tok.EQUAL) return FAIL
    const kind = m.kind(at + 1)
    if (kind !== Tok.RPAR && kind !== Tok.COMMA) return FAIL
    throw m.fault('expected default value expression', at)
  })

  const wrongStar = hint((m, at) => {
    if (m.kind(at) !== Tok.STAR) return FAIL
    const next = m.kind(at + 1)
    const behind = next === Tok.COMMA ? m.kind(at + 2) : -1
    if (next === closer || behind === closer || behind === Tok.DOUBLESTAR) {
      const msg = 'named arguments must follow bare *'
      throw isDef ? m.fault(msg, at) : m.faultHere(msg)
    }
    if (isDef && next === Tok.COMMA && m.kind(at + 2) === Tok.TYPE_COMMENT)
      throw m.faultHere('bare * has associated type comment')
    const stop = param(m, at + 1)
    if (stop >= 0 && m.kind(stop) === Tok.EQUAL)
      throw m.fault('var-positional argument cannot have default value', stop)
    const again = seq(alt(bare, comma), many(either))(m, at + 1)
    if (again < 0 || m.kind(again) !== Tok.STAR || alt(bare, comma)(m, again + 1) < 0) return FAIL
    throw m.fault('* argument may appear only once', again)
  })

  const wrongMapping = hint((m, at) => {
    if (m.kind(at) !== Tok.DOUBLESTAR) return FAIL
    const stop = param(m, at + 1)
    if (stop < 0) return FAIL
    if (m.kind(stop) === Tok.EQUAL) throw m.fault('var-keyword argument cannot have default value', stop)
    if (m.kind(stop) !== Tok.COMMA) return FAIL
    const msg = 'arguments cannot follow var-keyword argument'
    const other = param(m, stop + 1)
    if (other >= 0) throw m.fault(msg, stop + 1, other - 1)
    if (tokens(Tok.STAR, Tok.DOUBLESTAR, Tok.SLASH)(m, stop + 1) >= 0) throw m.fault(msg, stop + 1)
    return FAIL
  })

  const wrong = hint((m, at) => {
    if (m.kind(at) === Tok.SLASH && m.kind(at + 1) === Tok.COMMA)
      throw m.fault('at least one argument must precede /', at)
    const upToSlash = alt(slashBare, slashDefaulted)
    const second = seq(upToSlash, many(either))(m, at)
    if (second >= 0 && m.kind(second) === Tok.SLASH) throw m.fault('/ may appear only once', second)

    const late = seq(opt(slashBare), many(bare), alt(slashDefaulted, some(defaulted)))(m, at)
    if (late >= 0) {
      const stop = bare(m, late)
      if (stop >= 0)
        throw m.fault('parameter without a default follows parameter with a default', late, param(m, late) - 1)
    }
    const open = many(bare)(m, at)
    if (m.kind(open) === Tok.LPAR) {
      const inside = isDef ? some(bare) : seq(name, many(seq(comma, name)))
      const close = seq(inside, opt(comma))(m, open + 1)
      if (close >= 0 && m.kind(close) === Tok.RPAR)
        throw m.fault(
          isDef
            ? 'Function parameters cannot be parenthesized'
            : 'Lambda expression parameters cannot be parenthesized',
          open,
          close,
        )
    }
    const starred = seq(opt(upToSlash), many(either), token(Tok.STAR), alt(comma, bare), many(either))(m, at)
    if (starred >= 0 && m.kind(starred) === Tok.SLASH) throw m.fault('/ must be ahead of *', starred)
    const joined = seq(some(either), token(Tok.SLASH))(m, at)
    if (joined >= 0 && m.kind(joined) === Tok.STAR) throw m.fault('expected comma between / and *', joined)
    return FAIL
  })

  return rule(() =>
    alt(
      wrong,
      seq(slashBare, many(bare), many(defaulted), opt(starPart)),
      seq(slashDefaulted, many(defaulted), opt(starPart)),
      seq(some(bare), many(defaulted), opt(starPart)),
      seq(some(defaulted), opt(starPart)),
      starPart,
    ),
  )
}

export const parameters: Rule = lazily(() => parametersUntil(Tok.RPAR, true))

export const lambdaParameters: Rule = lazily(() => parametersUntil(Tok.COLON, false))

/** The rules need those of other files, which may not be there yet. */
function lazily(make: () => Rule): Rule {
  let made: Rule | null = null
  return (m, at) => (made ??= make())(m, at)
}
