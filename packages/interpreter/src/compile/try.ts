// try and with. ref: compound_stmts#the-try-statement, #the-with-statement; PEP 654, 343
//
// A handler begins with the exception in a register of its protected range. PUSH_EXC_INFO makes it the handled exception and
// keeps the one before; every way out of the handler puts that back with POP_EXCEPT.
import { ast as A } from '@typhon/parser'
import * as Op from '../generated/opcodes.ts'
import { Label, type Place } from './builder.ts'
import { type Block, type Bound, type Compiler, meet } from './compiler.ts'
import { awaitValue, expr } from './expressions.ts'
import { deleteName, storeName } from './names.ts'
import { body, deletedIn } from './statements.ts'
import { assign } from './targets.ts'

export function tryStatement(c: Compiler, s: A.Try): void {
  c.emit(Op.NOP)
  if (s.finalbody.length === 0) {
    tryExcept(c, s)
    return
  }
  withFinally(c, s.finalbody, [...s.body, ...s.handlers, ...s.orelse], () => {
    if (s.handlers.length > 0) tryExcept(c, s)
    else body(c, s.body)
  })
}

/** Names that are bound when a protected body is left at any place: those before it that it does not delete. */
function atFailure(before: Bound, stmts: readonly (A.stmt | A.ExceptHandler)[], c: Compiler): Bound {
  if (before === null) return null
  const bound = new Set(before)
  for (const name of deletedIn(stmts)) bound.delete(c.mangle(name))
  return bound
}

/** Runs `inside` with the statements of a finally clause on every way out. */
function withFinally(
  c: Compiler,
  final: readonly A.stmt[],
  stmts: readonly (A.stmt | A.ExceptHandler)[],
  inside: () => void,
): void {
  const { b } = c
  const exception = b.temp()
  const protection = c.protect(exception)
  const before = c.snapshot()
  c.blocks.push({ kind: 'finally', emit: () => body(c, final), protectedBy: protection })
  protection.start()
  inside()
  protection.stop()
  c.blocks.pop()
  const end = new Label()
  const through = c.bound
  if (through !== null) {
    body(c, final)
    if (c.bound !== null) c.emitNowhere(Op.JUMP, end)
  }
  const after = c.bound
  if (protection.isUsed) {
    b.bind(protection.handler)
    c.bound = atFailure(before, stmts, c)
    // What comes before the first statement is on no line.
    handling(
      c,
      exception,
      null,
      () => {
        body(c, final)
        if (c.bound !== null) c.emit(Op.RERAISE, exception)
      },
      false,
    )
  }
  c.bound = through === null ? null : after
  b.bind(end)
}

/** Makes the exception in a register the handled one while `inside` runs; errors raised there put the earlier one back. */
function handling(
  c: Compiler,
  exception: number,
  unbind: (() => void) | null,
  inside: (saved: number) => void,
  isPlaced = true,
): void {
  const { b } = c
  const saved = b.temp()
  const raised = b.temps(2)
  const protection = c.protectSilently(raised)
  if (isPlaced) c.emit(Op.PUSH_EXC_INFO, saved, exception)
  else c.emitNowhere(Op.PUSH_EXC_INFO, saved, exception)
  c.blocks.push({ kind: 'handler', saved, unbind, protectedBy: protection })
  protection.start()
  inside(saved)
  protection.stop()
  c.blocks.pop()
  b.bind(protection.handler)
  c.emitNowhere(Op.POP_EXCEPT, saved)
  c.emitNowhere(Op.RERAISE, raised)
}

function tryExcept(c: Compiler, s: A.Try): void {
  const { b } = c
  const exception = b.temp()
  const protection = c.protect(exception)
  const before = c.snapshot()
  const guarded: A.stmt[] = s.body
  c.blocks.push({ kind: 'finally', emit: () => {}, protectedBy: protection })
  protection.start()
  body(c, s.body)
  protection.stop()
  c.blocks.pop()
  const end = new Label()
  if (s.orelse.length > 0) body(c, s.orelse)
  let after = c.bound
  if (!protection.isUsed) return
  if (after !== null) c.emitNowhere(Op.JUMP, end)
  b.bind(protection.handler)
  const failed = atFailure(before, guarded, c)
  c.bound = failed
  // What comes before the first type is on no line.
  const inHandlers = (saved: number): void => {
    for (const h of s.handlers) {
      const mark = b.top
      c.bound = failed === null ? null : new Set(failed)
      const next = new Label()
      c.at(h)
      if (h.type !== null) {
        const type = expr(c, h.type)
        c.at(h)
        c.emit(Op.JUMP_UNLESS_EXC_MATCH, exception, type, next)
      } else c.emit(Op.NOP)
      if (h.name !== null) namedHandler(c, h, exception)
      else body(c, h.body)
      if (c.bound !== null) {
        c.emitNowhere(Op.POP_EXCEPT, saved)
        c.emitNowhere(Op.JUMP, end)
      }
      after = meet(after, c.bound)
      b.bind(next)
      b.top = mark
    }
    const last = s.handlers[s.handlers.length - 1]
    c.at(last)
    if (last.type !== null) c.emit(Op.RERAISE, exception)
  }
  handling(c, exception, null, inHandlers, false)
  c.bound = after
  b.bind(end)
}

/** What unbinds the name of a handler. */
function forgetting(c: Compiler, name: string): () => void {
  const { b } = c
  return () => {
    const { where } = b
    b.nowhere()
    storeName(c, name, b.constant(null))
    deleteName(c, name)
    b.at(where)
  }
}

/** `except E as name:` — the name is unbound on every way out. */
function namedHandler(c: Compiler, h: A.ExceptHandler, exception: number): void {
  const { b } = c
  const name = h.name as string
  storeName(c, name, exception)
  const forget = forgetting(c, name)
  const raised = b.temps(2)
  const protection = c.protectSilently(raised)
  c.blocks.push({ kind: 'finally', emit: forget, protectedBy: protection })
  protection.start()
  body(c, h.body)
  protection.stop()
  c.blocks.pop()
  const after = c.bound
  const end = new Label()
  if (after !== null) {
    forget()
    c.emitNowhere(Op.JUMP, end)
  }
  const reached = c.bound
  if (protection.isUsed) {
    b.bind(protection.handler)
    c.bound = new Set()
    forget()
    c.emitNowhere(Op.RERAISE, raised)
  }
  c.bound = after === null ? null : reached
  b.bind(end)
}

/** try … except* */
export function tryStar(c: Compiler, s: A.TryStar): void {
  c.emit(Op.NOP)
  if (s.finalbody.length > 0) {
    withFinally(c, s.finalbody, [...s.body, ...s.handlers, ...s.orelse], () => exceptStar(c, s))
    return
  }
  exceptStar(c, s)
}

function exceptStar(c: Compiler, s: A.TryStar): void {
  const { b } = c
  const original = b.temp()
  const protection = c.protect(original)
  const before = c.snapshot()
  c.blocks.push({ kind: 'finally', emit: () => {}, protectedBy: protection })
  protection.start()
  body(c, s.body)
  protection.stop()
  c.blocks.pop()
  const end = new Label()
  if (s.orelse.length > 0) body(c, s.orelse)
  let after = c.bound
  if (!protection.isUsed) return
  if (after !== null) c.emitNowhere(Op.JUMP, end)
  b.bind(protection.handler)
  c.bound = atFailure(before, s.body, c)
  const failed = c.snapshot()
  handling(c, original, null, (saved) => {
    // What is not taken yet, and what the clauses raised.
    const rest = b.temp()
    const match = b.temps(2)
    const raised = b.temp()
    c.emit(Op.COPY, rest, original)
    c.emit(Op.BUILD_LIST, raised, raised, 0)
    for (const h of s.handlers) {
      const mark = b.top
      c.bound = failed === null ? null : new Set(failed)
      const next = new Label()
      const done = new Label()
      c.at(h)
      c.emit(Op.JUMP_IF_IS, rest, b.constant(null), next)
      const type = expr(c, h.type as A.expr)
      c.at(h)
      c.emit(Op.CHECK_EG_MATCH, match, rest, type)
      c.emit(Op.COPY, rest, match + 1)
      c.emit(Op.JUMP_IF_IS, match, b.constant(null), next)
      const error = b.temp()
      const clause = c.protect(error)
      const outer = b.temp()
      c.emit(Op.PUSH_EXC_INFO, outer, match)
      if (h.name !== null) storeName(c, h.name, match)
      const unbind = h.name === null ? null : forgetting(c, h.name)
      c.blocks.push({ kind: 'handler', saved: outer, unbind, protectedBy: clause })
      clause.start()
      body(c, h.body)
      clause.stop()
      c.blocks.pop()
      if (c.bound !== null) {
        c.emitNowhere(Op.POP_EXCEPT, outer)
        unbind?.()
        c.emitNowhere(Op.JUMP, done)
      }
      b.bind(clause.handler)
      c.bound = new Set()
      unbind?.()
      c.emitNowhere(Op.POP_EXCEPT, outer)
      c.emitNowhere(Op.LIST_APPEND, raised, error)
      b.bind(done)
      b.bind(next)
      b.top = mark
    }
    b.nowhere()
    c.emit(Op.LIST_APPEND, raised, rest)
    const result = b.temp()
    c.emit(Op.PREP_RERAISE_STAR, result, original, raised)
    const none = new Label()
    c.emit(Op.JUMP_IF_IS, result, b.constant(null), none)
    // What is left leaves the handler, and nothing has to be put back any more.
    const { protectedBy } = c.blocks[c.blocks.length - 1] as Extract<Block, { kind: 'handler' }>
    protectedBy.stop()
    c.emit(Op.POP_EXCEPT, saved)
    c.emit(Op.RERAISE, result)
    protectedBy.start()
    b.bind(none)
    c.emit(Op.POP_EXCEPT, saved)
    c.emit(Op.JUMP, end)
  })
  after = meet(after, failed)
  c.bound = after
  b.bind(end)
}

/** with and async with, the items from `i` on. */
export function withStatement(c: Compiler, s: A.With | A.AsyncWith, i: number): void {
  const { b } = c
  const isAsync = s.tag === A.Tag.AsyncWith
  const item = s.items[i]
  const place: Place = item.context_expr
  const entered = b.temps(2)
  const exit = entered + 1
  const mark = b.top
  const context = expr(c, item.context_expr)
  c.at(place)
  c.emit(isAsync ? Op.BEFORE_ASYNC_WITH : Op.BEFORE_WITH, entered, context)
  if (isAsync) awaitValue(c, entered, 1, entered)
  b.top = mark
  const exception = b.temps(2)
  const protection = c.protectSilently(exception)
  const before = c.snapshot()
  c.blocks.push({ kind: 'with', exit, isAsync, place, protectedBy: protection })
  protection.start()
  if (item.optional_vars !== null) assign(c, item.optional_vars, entered)
  if (i + 1 < s.items.length) withStatement(c, s, i + 1)
  else body(c, s.body)
  protection.stop()
  c.blocks.pop()
  const end = new Label()
  const through = c.bound
  if (through !== null) {
    const out = b.temp()
    c.at(place)
    c.emit(Op.WITH_EXIT, out, exit)
    if (isAsync) awaitValue(c, out, 2, out)
    c.emit(Op.JUMP, end)
  }
  if (!protection.isUsed) {
    c.bound = through
    b.bind(end)
    return
  }
  b.bind(protection.handler)
  c.bound = atFailure(before, s.body, c)
  const failed = c.snapshot()
  c.at(place)
  handling(c, exception, null, (saved) => {
    const out = b.temp()
    c.at(place)
    c.emit(Op.WITH_EXCEPT_START, out, exit, exception)
    if (isAsync) awaitValue(c, out, 2, out)
    const suppress = new Label()
    c.emit(Op.JUMP_IF_TRUE, out, suppress)
    c.emitNowhere(Op.RERAISE, exception)
    b.bind(suppress)
    c.emitNowhere(Op.POP_EXCEPT, saved)
    c.emitNowhere(Op.JUMP, end)
  })
  c.bound = meet(through, failed)
  b.bind(end)
}
