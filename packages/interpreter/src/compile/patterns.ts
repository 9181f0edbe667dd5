// match statements. ref: compound_stmts#the-match-statement; PEP 634
//
// A pattern jumps to `fail` where it does not match. What it captures is in temporaries, written once, which are stored when
// the whole pattern matched.
import { ast as A } from '@typhon/parser'
import * as Op from '../generated/opcodes.ts'
import { TupleConst } from '../objects/code-unit.ts'
import { Label } from './builder.ts'
import { type Bound, type Compiler, meet } from './compiler.ts'
import { run } from './displays.ts'
import { expr, jumpIf } from './expressions.ts'
import { storeName } from './names.ts'
import { body } from './statements.ts'

type Captures = Map<string, number>

export function match(c: Compiler, s: A.Match): void {
  const { b } = c
  const subject = b.temp()
  expr(c, s.subject, subject)
  const end = new Label()
  let after: Bound = null
  let open = true
  for (const k of s.cases) {
    const mark = b.top
    const before = c.snapshot()
    const fail = new Label()
    const captures: Captures = new Map()
    c.at(k.pattern)
    // `case _:` compares nothing; trace functions are told of it all the same.
    if (k.pattern.tag === A.Tag.MatchAs && (k.pattern as A.MatchAs).name === null) c.emit(Op.NOP)
    pattern(c, k.pattern, subject, fail, captures)
    c.at(k.pattern)
    for (const [name, register] of captures) storeName(c, name, register)
    if (k.guard !== null) jumpIf(c, k.guard, false, fail)
    else if (irrefutable(k.pattern)) open = false
    body(c, k.body)
    if (c.bound !== null) c.emitNowhere(Op.JUMP, end)
    after = meet(after, c.bound)
    b.bind(fail)
    c.bound = before
    b.top = mark
  }
  if (open) after = meet(after, c.bound)
  c.bound = after
  b.bind(end)
}

function irrefutable(p: A.pattern): boolean {
  if (p.tag === A.Tag.MatchAs)
    return (p as A.MatchAs).pattern === null || irrefutable((p as A.MatchAs).pattern as A.pattern)
  return p.tag === A.Tag.MatchOr && (p as A.MatchOr).patterns.some(irrefutable)
}

function pattern(c: Compiler, p: A.pattern, subject: number, fail: Label, captures: Captures): void {
  const { b } = c
  c.at(p)
  switch (p.tag) {
    case A.Tag.MatchValue: {
      const value = expr(c, (p as A.MatchValue).value)
      c.at(p)
      c.emit(Op.JUMP_UNLESS_EQ, subject, value, fail)
      return
    }
    case A.Tag.MatchSingleton:
      c.emit(Op.JUMP_UNLESS_IS, subject, b.constant((p as A.MatchSingleton).value as null), fail)
      return
    case A.Tag.MatchSequence:
      sequence(c, p as A.MatchSequence, subject, fail, captures)
      return
    case A.Tag.MatchMapping:
      mapping(c, p as A.MatchMapping, subject, fail, captures)
      return
    case A.Tag.MatchClass:
      classPattern(c, p as A.MatchClass, subject, fail, captures)
      return
    case A.Tag.MatchAs: {
      const { pattern: inner, name } = p as A.MatchAs
      if (inner !== null) pattern(c, inner, subject, fail, captures)
      if (name !== null) captures.set(name, subject)
      return
    }
    case A.Tag.MatchOr:
      alternatives(c, p as A.MatchOr, subject, fail, captures)
      return
    case A.Tag.MatchStar:
      return
  }
}

function alternatives(c: Compiler, p: A.MatchOr, subject: number, fail: Label, captures: Captures): void {
  const { b } = c
  const end = new Label()
  // Every alternative binds the same names: they meet in one register each.
  const shared = new Map<string, number>()
  p.patterns.forEach((alternative, i) => {
    const last = i === p.patterns.length - 1
    const next = last ? fail : new Label()
    const own: Captures = new Map()
    pattern(c, alternative, subject, next, own)
    for (const [name, register] of own) {
      let to = shared.get(name)
      if (to === undefined) shared.set(name, (to = b.temp()))
      c.emit(Op.COPY, to, register)
    }
    c.emit(Op.JUMP, end)
    if (!last) b.bind(next)
  })
  b.bind(end)
  for (const [name, register] of shared) captures.set(name, register)
}

function sequence(c: Compiler, p: A.MatchSequence, subject: number, fail: Label, captures: Captures): void {
  const { b } = c
  const test = b.temp()
  c.emit(Op.MATCH_SEQUENCE, test, subject)
  c.emit(Op.JUMP_IF_FALSE, test, fail)
  const n = p.patterns.length
  const star = p.patterns.findIndex((x) => x.tag === A.Tag.MatchStar)
  const wild = (x: A.pattern): boolean =>
    (x.tag === A.Tag.MatchAs && (x as A.MatchAs).pattern === null && (x as A.MatchAs).name === null) ||
    (x.tag === A.Tag.MatchStar && (x as A.MatchStar).name === null)
  const onlyStar = star >= 0 && n === 1
  if (!onlyStar) {
    c.emit(Op.GET_LEN, test, subject)
    if (star < 0) c.emit(Op.JUMP_UNLESS_EQ, test, b.constant(n), fail)
    else c.emit(Op.JUMP_UNLESS_GE, test, b.constant(n - 1), fail)
  }
  if (p.patterns.every(wild)) return
  if (star >= 0 && wild(p.patterns[star])) {
    // The starred items are not wanted: only the others are looked at.
    p.patterns.forEach((x, i) => {
      if (i === star || wild(x)) return
      const item = b.temp()
      if (i < star) c.emit(Op.BINARY_SUBSCR, item, subject, b.constant(i))
      else {
        const at = b.temp()
        c.emit(Op.GET_LEN, at, subject)
        c.emit(Op.BINARY_SUBTRACT, at, at, b.constant(n - i))
        c.emit(Op.BINARY_SUBSCR, item, subject, at)
      }
      pattern(c, x, item, fail, captures)
    })
    return
  }
  const base = b.temps(n)
  if (star < 0) c.emit(Op.UNPACK_SEQUENCE, base, subject, n)
  else c.emit(Op.UNPACK_EX, base, subject, star, n - star - 1)
  p.patterns.forEach((x, i) => {
    if (x.tag === A.Tag.MatchStar) {
      const { name } = x as A.MatchStar
      if (name !== null) captures.set(name, base + i)
    } else pattern(c, x, base + i, fail, captures)
  })
}

function mapping(c: Compiler, p: A.MatchMapping, subject: number, fail: Label, captures: Captures): void {
  const { b } = c
  const test = b.temp()
  c.emit(Op.MATCH_MAPPING, test, subject)
  c.emit(Op.JUMP_IF_FALSE, test, fail)
  const n = p.keys.length
  if (n === 0 && p.rest === null) return
  if (n > 0) {
    c.emit(Op.GET_LEN, test, subject)
    c.emit(Op.JUMP_UNLESS_GE, test, b.constant(n), fail)
  }
  const base = run(c, p.keys)
  c.at(p)
  const keys = b.temp()
  c.emit(Op.BUILD_TUPLE, keys, base, n)
  const values = b.temp()
  c.emit(Op.MATCH_KEYS, values, subject, keys)
  c.emit(Op.JUMP_IF_IS, values, b.constant(null), fail)
  const items = b.temps(n)
  if (n > 0) c.emit(Op.UNPACK_SEQUENCE, items, values, n)
  p.patterns.forEach((x, i) => pattern(c, x, items + i, fail, captures))
  if (p.rest !== null) {
    const rest = b.temp()
    c.at(p)
    c.emit(Op.MATCH_REST, rest, subject, keys)
    captures.set(p.rest, rest)
  }
}

function classPattern(c: Compiler, p: A.MatchClass, subject: number, fail: Label, captures: Captures): void {
  const { b } = c
  const cls = expr(c, p.cls, b.temp())
  c.at(p)
  const values = b.temp()
  const all = [...p.patterns, ...p.kwd_patterns]
  c.emit(Op.MATCH_CLASS, values, subject, cls, p.patterns.length, b.constant(new TupleConst(p.kwd_attrs)))
  c.emit(Op.JUMP_IF_IS, values, b.constant(null), fail)
  if (all.length === 0) return
  const items = b.temps(all.length)
  c.emit(Op.UNPACK_SEQUENCE, items, values, all.length)
  all.forEach((x, i) => pattern(c, x, items + i, fail, captures))
}
