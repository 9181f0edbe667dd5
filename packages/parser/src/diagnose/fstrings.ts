// f-strings as the matcher knows them, with the hints for replacement fields. PEP 701
import { Tok } from '../tokens.ts'
import { value } from './expressions.ts'
import { alt, FAIL, hint, many, opt, type Rule, rule, seq, token } from './matcher.ts'

export const fstring: Rule = rule(() =>
  seq(token(Tok.FSTRING_START), many(alt(field, token(Tok.FSTRING_MIDDLE))), token(Tok.FSTRING_END)),
)

const conversion: Rule = rule(() => (m, at) => {
  if (m.kind(at) !== Tok.EXCLAMATION || m.kind(at + 1) !== Tok.NAME) return FAIL
  const p = m.parser
  // The message is CPython's, to the letter.
  if (p.starts[at + 1] !== p.ends[at])
    throw m.fault('f-string: conversion type must come right after the exclamanation mark', at, at + 1)
  return at + 2
})

const spec: Rule = rule(() => many(alt(token(Tok.FSTRING_MIDDLE), field)))

const wholeField: Rule = rule(() =>
  seq(
    token(Tok.LBRACE),
    value,
    opt(token(Tok.EQUAL)),
    opt(conversion),
    opt(seq(token(Tok.COLON), spec)),
    token(Tok.RBRACE),
  ),
)

/** A field that is whole; what it converts to is looked at last. */
const checkedField: Rule = (m, at) => {
  const end = wholeField(m, at)
  if (end < 0) return FAIL
  const mark = opt(token(Tok.EQUAL))(m, value(m, at + 1))
  if (m.kind(mark) !== Tok.EXCLAMATION) return end
  const shown = m.parser.text(mark + 1)
  if (shown !== 's' && shown !== 'r' && shown !== 'a')
    throw m.fault(`f-string: invalid conversion character '${shown}': expected 's', 'r', or 'a'`, mark + 1)
  return end
}

const field: Rule = rule(() => alt(checkedField, wrongField))

/** What cannot begin a replacement field, as it is shown. */
const STARTS = new Map<number, string>([
  [Tok.EQUAL, '='],
  [Tok.EXCLAMATION, '!'],
  [Tok.COLON, ':'],
  [Tok.RBRACE, '}'],
])

const wrongField = hint((m, at) => {
  if (m.kind(at) !== Tok.LBRACE) return FAIL
  const shown = STARTS.get(m.kind(at + 1))
  if (shown !== undefined) throw m.fault(`f-string: valid expression required before '${shown}'`, at + 1)
  let end = value(m, at + 1)
  if (end < 0) throw m.faultAt("f-string: expecting a valid expression after '{'", at + 1)
  if (!STARTS.has(m.kind(end))) throw m.faultAt("f-string: expecting '=', or '!', or ':', or '}'", end)
  if (m.kind(end) === Tok.EQUAL) {
    end++
    if (m.kind(end) === Tok.EQUAL || !STARTS.has(m.kind(end)))
      throw m.faultAt("f-string: expecting '!', or ':', or '}'", end)
  }
  if (m.kind(end) === Tok.EXCLAMATION) {
    const next = m.kind(end + 1)
    if (next === Tok.COLON || next === Tok.RBRACE) throw m.faultAt('f-string: missing conversion character', end + 1)
    if (next !== Tok.NAME) throw m.faultAt('f-string: invalid conversion character', end + 1)
    end += 2
    if (m.kind(end) !== Tok.COLON && m.kind(end) !== Tok.RBRACE) throw m.faultAt("f-string: expecting ':' or '}'", end)
  }
  if (m.kind(end) === Tok.COLON) {
    const close = spec(m, end + 1)
    if (m.kind(close) !== Tok.RBRACE) throw m.faultAt("f-string: expecting '}', or format specs", close)
  }
  if (m.kind(end) !== Tok.RBRACE) throw m.faultAt("f-string: expecting '}'", end)
  return FAIL
})
