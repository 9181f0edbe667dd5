// Leaving compiled code: exceptions that are caught in a function or leave it, and unwinding. The catch clauses of compiled text
// call these with all the variables, of which a frame is made.
//
// What must stay true: what `S` holds is read at once by the code that called; `S.fresh` is set just before a throw and taken by
// the nearest catch clause, which is the same function's.
import type { Value, W_BaseException } from '@typhon/objspace'
import { context, handledNow } from '../eval/context.ts'
import { raiseVarargs } from '../eval/control.ts'
import { originAt } from '../eval/origin.ts'
import { chain, exceptionOf, setContext } from '../eval/unwind.ts'
import { UNWIND } from '../eval/unwinding.ts'
import { Frame, handledException } from '../objects/frame.ts'
import type { W_Function } from '../objects/function.ts'
import { addTraceback, linkCallee, moveStandIn } from '../objects/traceback.ts'
import { runForCompiled } from '../eval/enter.ts'
import { noteWrong } from './seen.ts'
import { type Compiled, SITES } from './sites.ts'
import { meetOwned, retire } from './tiers.ts'

/** How an exception came about: it was thrown somewhere, raised by a statement (its context is settled), or raised again. */
const THROWN = 0
const BY_STATEMENT = 1
const AGAIN = 2

/** What the support hands to compiled code beside a result. */
interface Support {
  first: Value | undefined
  second: Value | undefined
  /** The built-in function that compiled code called last. */
  callee: Value
  caught: Value
  /** Whether what `sendTo` sent to has ended. */
  ended: boolean
  /** What a coroutine gave that was suspended where it was called, and itself; see starts.ts. */
  sent: Value
  coroutine: Value
  /** Under --gc=prompt: what such a call has given is where compiled code alone finds it. */
  stepped: boolean
  /** What RAISED stands for. */
  raised: W_BaseException | null
  /** The instruction that raised it. */
  place: number
  fresh: number
  /** Of what is raised again: what the register behind the exception's holds. */
  origin: unknown
}

export const S: Support = {
  first: undefined,
  second: undefined,
  callee: null,
  caught: null,
  ended: false,
  sent: null,
  coroutine: null,
  stepped: false,
  raised: null,
  place: 0,
  fresh: THROWN,
  origin: undefined,
}

/** What a compiled function gives when it has raised `S.raised`: cheaper by far than throwing it. */
export const RAISED = Symbol('raised') as unknown as Value

/** Thrown where compiled code guessed wrong: the interpreter goes on at the instruction, of which nothing has been done. */
export const WRONG = { passThrough: true, toString: () => 'WRONG' }
/** Thrown where a frame has got an object of its own by what compiled code has done that looks after none: the interpreter goes on. */
export const GAINED = { passThrough: true, toString: () => 'GAINED' }
/** What a compiled loop or piece gives when its frame is at the head of a loop that is hot, where traces go on. */
export const HOT = Symbol('hot') as unknown as Value

/** What it gives when it has entered a trace from there which was left: frames are to be made. */
export const LEFT_TRACE = Symbol('left trace') as unknown as Value

/** The exception that a call has raised. */
export function takeRaised(): W_BaseException {
  const e = S.raised as W_BaseException
  S.raised = null
  return e
}

/** `raise exception from cause`: the exception is in `S.raised`; without an exception, the one that is being handled. */
export function raise(exception: Value | undefined, cause: Value | undefined): void {
  const e = raiseVarargs(null, exception, cause)
  if (exception !== undefined) chain(e, handledNow())
  S.fresh = exception === undefined ? AGAIN : BY_STATEMENT
  S.raised = e
}

/** What an operation gives that fails in a way programs count on: nothing is thrown. */
export function failed(e: W_BaseException): Value {
  chain(e, handledNow())
  S.fresh = BY_STATEMENT
  S.raised = e
  return RAISED
}

/** Raises an exception again; `place` is what the register behind it holds (eval/origin.ts). */
export function reraise(e: Value, place: unknown): void {
  S.fresh = AGAIN
  S.origin = place
  S.raised = e as W_BaseException
}

/** Gives an exception its context and the traceback's entry for this function. */
export function settle(e: W_BaseException, frame: Frame, handled: W_BaseException | null): void {
  const { fresh } = S
  S.fresh = THROWN
  if (fresh === THROWN && (e.traceback === null || e.context === null)) chain(e, handled)
  enter(e, frame, fresh === AGAIN)
}

/** The entry in a traceback; an exception that is raised again has one, and the frame is where that came up from then on. */
function enter(e: W_BaseException, frame: Frame, isAgain: boolean): void {
  if (isAgain) {
    linkCallee(e, frame)
    frame.pc = originAt(frame.code.unit, frame.pc, S.origin)
    moveStandIn(e, frame)
  } else addTraceback(e, frame, frame.pc)
}

/**
 * The frame of a compiled function at depth `d`, made or brought up to date: as tracebacks show it, without the constants in its window.
 * The array of the values becomes its own.
 */
export function frameOf(
  known: Frame | null,
  compiled: Compiled,
  func: W_Function,
  d: number,
  values: (Value | undefined)[],
): Frame {
  let frame = known
  if (frame === null) frame = new Frame(compiled.code, values, compiled.globals, compiled.builtins, func)
  else frame.regs = values
  frame.pc = SITES[d] - compiled.base
  frame.depth = d
  return frame
}

/** The same with the whole window: the interpreter goes on with it. */
export function wholeFrameOf(
  known: Frame | null,
  compiled: Compiled,
  func: W_Function,
  d: number,
  values: (Value | undefined)[],
): Frame {
  const frame = frameOf(known, compiled, func, d, values)
  const { template } = compiled.code
  for (let r = values.length; r < template.length; r++) values.push(template[r])
  return frame
}

/** The frame of a compiled function that goes on in it. */
export function frameToGoOn(
  compiled: Compiled,
  func: W_Function,
  d: number,
  known: Frame | null,
  values: (Value | undefined)[],
): Frame {
  const frame = wholeFrameOf(known, compiled, func, d, values)
  const register = compiled.handled === null ? -1 : compiled.handled[frame.pc]
  frame.handled = register < 0 ? null : (values[register] as W_BaseException)
  context.depth = d - 1
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
  values: (Value | undefined)[],
): Frame {
  if (e === UNWIND || e === WRONG || e === GAINED) throw e
  const thrown = exceptionOf(e)
  context.depth = d
  context.handled = handled
  const frame = frameOf(known, compiled, func, d, values)
  settle(thrown, frame, handled ?? handledException(context.frame))
  S.caught = thrown
  S.place = frame.pc
  return frame
}

/** Like `caught`, of what a call or a statement raised. */
export function caughtRaised(
  compiled: Compiled,
  func: W_Function,
  d: number,
  known: Frame | null,
  handled: W_BaseException | null,
  values: (Value | undefined)[],
): Frame {
  const e = takeRaised()
  context.handled = handled
  const frame = frameOf(known, compiled, func, d, values)
  trace(e, frame)
  S.caught = e
  S.place = frame.pc
  return frame
}

/** The entry in the traceback of an exception whose context is settled. */
export function trace(e: W_BaseException, frame: Frame): void {
  const { fresh } = S
  S.fresh = THROWN
  enter(e, frame, fresh === AGAIN)
}

/** Like `caughtInLoop`, of what a call or a statement raised. */
export function caughtRaisedInLoop(frame: Frame, d: number): void {
  const e = takeRaised()
  context.depth = d
  context.handled = null
  trace(e, frame)
  S.caught = e
  S.place = frame.pc
}

/** An exception that a call or a statement raised leaves a compiled function. */
export function passOn(
  compiled: Compiled,
  func: W_Function,
  d: number,
  known: Frame | null,
  values: (Value | undefined)[],
): Value {
  context.depth = d - 1
  trace(S.raised as W_BaseException, frameOf(known, compiled, func, d, values))
  return RAISED
}

/** At the head of a handler in a compiled loop. */
export function caughtInLoop(e: unknown, frame: Frame, d: number): void {
  if (e === UNWIND || e === WRONG || e === GAINED) throw e
  const thrown = exceptionOf(e)
  context.depth = d
  context.handled = null
  settle(thrown, frame, handledException(frame))
  S.caught = thrown
  S.place = frame.pc
}

/** What was thrown leaves a compiled function: an exception is given on as RAISED, UNWIND is thrown on. */
export function left(
  e: unknown,
  compiled: Compiled,
  func: W_Function,
  d: number,
  known: Frame | null,
  values: (Value | undefined)[],
): Value {
  context.depth = d - 1
  const register = compiled.handled === null ? -1 : compiled.handled[SITES[d] - compiled.base]
  const handled = register < 0 ? null : (values[register] as W_BaseException)
  if (e === UNWIND) {
    const frame = wholeFrameOf(known, compiled, func, d, values)
    frame.handled = handled
    UNWIND.add(frame)
    throw e
  }
  if (e === WRONG || e === GAINED) {
    const frame = wholeFrameOf(known, compiled, func, d, values)
    frame.handled = handled
    interpreted(e, compiled, frame.pc)
    return runForCompiled(frame)
  }
  const thrown = exceptionOf(e)
  const frame = frameOf(known, compiled, func, d, values)
  settle(thrown, frame, handled ?? handledNow())
  S.raised = thrown
  return RAISED
}

/** A compiled loop ends: the frame is the interpreter's again. */
export function backToFrame(frame: Frame, values: readonly (Value | undefined)[]): void {
  for (let i = 0; i < values.length; i++) frame.regs[i] = values[i]
  frame.inCompiled = false
}

/** What was thrown leaves a compiled loop; where a guess was wrong the interpreter goes on with the frame. */
export function leftLoop(e: unknown, compiled: Compiled, frame: Frame, values: readonly (Value | undefined)[]): null {
  backToFrame(frame, values)
  if (e !== WRONG && e !== GAINED) throw e
  if (e === WRONG && compiled.cold?.has(frame.pc) === true) thaw(compiled, frame.pc)
  else interpreted(e, compiled, frame.pc)
  return null
}

/** So many wrong guesses are worth another compilation. */
const TOO_MANY = 4

/** So often a loop is left for code that had never been executed before it is compiled again with that. */
const THAWED = 16

/** A loop is left for code that had never been executed: loops there are to learn what they do before they are compiled. */
function thaw(compiled: Compiled, pc: number): void {
  const { code } = compiled
  noteWrong(code, pc)
  code.rounds = 0
  if (++compiled.thawed === THAWED) retire(compiled)
}

/** Compiled code was made for something else than came to the instruction at `pc`. */
function wrong(compiled: Compiled, pc: number): void {
  noteWrong(compiled.code, pc)
  if (++compiled.wrong === TOO_MANY) retire(compiled)
}

/** The interpreter goes on at `pc`. */
export function interpreted(e: unknown, compiled: Compiled, pc: number): void {
  if (e === WRONG) wrong(compiled, pc)
  else meetOwned(compiled)
}

/** A loop was entered with registers of other types than it was compiled for: the interpreter goes on. */
export function otherTypes(compiled: Compiled): null {
  if (++compiled.wrong === TOO_MANY) {
    compiled.code.anyEntry = true
    retire(compiled)
  }
  return null
}

/** Whether the exception that left a compiled loop was raised again: it gets no further entry in its traceback. */
export function takeAgain(): boolean {
  const isAgain = S.fresh === AGAIN
  S.fresh = THROWN
  return isAgain
}

/** Gives an exception that was thrown through a compiled loop its context, if it has none yet. */
export function settleContext(e: W_BaseException, frame: Frame): void {
  if (S.fresh === THROWN && (e.traceback === null || e.context === null)) setContext(e, frame)
}
