// Leaving compiled code: exceptions that are caught in a function or leave it, and unwinding. The catch clauses of compiled text
// call these with all the variables, of which a frame is made.
//
// What must stay true: what `S` holds is read at once by the code that called; `S.fresh` is set just before a throw and taken by
// the nearest catch clause, which is the same function's.
import type { Value, W_BaseException } from '@typhon/objspace'
import { context, handledNow } from '../eval/context.ts'
import { raiseVarargs } from '../eval/control.ts'
import { chain, exceptionOf } from '../eval/unwind.ts'
import { UNWIND } from '../eval/unwinding.ts'
import { Frame, handledException } from '../objects/frame.ts'
import type { W_Function } from '../objects/function.ts'
import { addTraceback, linkCallee } from '../objects/traceback.ts'
import { type Compiled, SITES } from './sites.ts'

/** How an exception came about: it was thrown somewhere, raised by a statement (its context is settled), or raised again. */
const THROWN = 0
const RAISED = 1
const AGAIN = 2

/** What the support hands to compiled code beside a result. */
export const S = {
  second: undefined as Value | undefined,
  /** The built-in function that compiled code called last. */
  callee: null as Value,
  caught: null as Value,
  /** The instruction that raised it. */
  place: 0,
  fresh: THROWN,
}

/** What `raise exception from cause` throws; without an exception, the one that is being handled. */
export function raise(exception: Value | undefined, cause: Value | undefined, isInHandler: boolean): unknown {
  const e = raiseVarargs(null, exception, cause)
  if (exception !== undefined) chain(e, handledNow())
  S.fresh = exception === undefined && isInHandler ? AGAIN : RAISED
  return e
}

export function reraise(e: Value): unknown {
  S.fresh = AGAIN
  return e
}

/** Gives an exception its context and the traceback's entry for this function. */
function settle(e: W_BaseException, frame: Frame, handled: W_BaseException | null): void {
  const { fresh } = S
  S.fresh = THROWN
  if (fresh === THROWN && (e.traceback === null || e.context === null)) chain(e, handled)
  if (fresh === AGAIN) linkCallee(e, frame)
  else addTraceback(e, frame, frame.pc)
}

/** The frame of a compiled function at depth `d`, made or brought up to date. */
function frameOf(
  known: Frame | null,
  compiled: Compiled,
  func: W_Function,
  d: number,
  values: readonly (Value | undefined)[],
): Frame {
  const { code } = compiled
  const frame = known ?? new Frame(code, code.template.slice(), compiled.globals, compiled.builtins, func)
  for (let i = 0; i < values.length; i++) frame.regs[i] = values[i]
  frame.pc = SITES[d] - compiled.base
  frame.depth = d
  return frame
}

/** At the head of a handler in a compiled function. */
export function caught(
  e: unknown,
  compiled: Compiled,
  func: W_Function,
  d: number,
  known: Frame | null,
  handled: W_BaseException | null,
  values: readonly (Value | undefined)[],
): Frame {
  if (e === UNWIND) throw e
  const thrown = exceptionOf(e)
  context.depth = d
  context.handled = handled
  const frame = frameOf(known, compiled, func, d, values)
  settle(thrown, frame, handled ?? handledException(context.frame))
  S.caught = thrown
  S.place = frame.pc
  return frame
}

/** At the head of a handler in a compiled loop. */
export function caughtInLoop(e: unknown, frame: Frame, d: number): void {
  if (e === UNWIND) throw e
  const thrown = exceptionOf(e)
  context.depth = d
  context.handled = null
  settle(thrown, frame, handledException(frame))
  S.caught = thrown
  S.place = frame.pc
}

/** An exception, or UNWIND, leaves a compiled function: gives what is thrown on. */
export function left(
  e: unknown,
  compiled: Compiled,
  func: W_Function,
  d: number,
  known: Frame | null,
  values: readonly (Value | undefined)[],
): unknown {
  context.depth = d - 1
  const register = compiled.handled === null ? -1 : compiled.handled[SITES[d] - compiled.base]
  const handled = register < 0 ? null : (values[register] as W_BaseException)
  if (e === UNWIND) {
    const frame = frameOf(known, compiled, func, d, values)
    frame.handled = handled
    UNWIND.add(frame)
    return e
  }
  const thrown = exceptionOf(e)
  const frame = frameOf(known, compiled, func, d, values)
  settle(thrown, frame, handled ?? handledNow())
  return thrown
}

/** A compiled loop ends: the frame is the interpreter's again. */
export function backToFrame(frame: Frame, values: readonly (Value | undefined)[]): void {
  for (let i = 0; i < values.length; i++) frame.regs[i] = values[i]
  frame.inCompiled = false
}

/** Whether the exception that left a compiled loop was raised again: it gets no further entry in its traceback. */
export function takeAgain(): boolean {
  const isAgain = S.fresh === AGAIN
  S.fresh = THROWN
  return isAgain
}

/** Whether the exception that left a compiled loop has its context already. */
export const isSettled = (): boolean => S.fresh !== THROWN
