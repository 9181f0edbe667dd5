// Coroutines that are awaited where they are called, up to their first suspension: functions like all others. There is neither a
// coroutine nor a frame until one is suspended, or somebody looks; most end before that. What goes on behind a suspension are
// pieces (pieces.ts).
//
// What must stay true: only what awaits at once calls them, and it is at the SEND meanwhile (awaits.ts). They give their value, RAISED,
// STARTED where they were suspended (the coroutine is `S.coroutine`, what it gave `S.sent`), or undefined where the call is to be
// made as any other and nothing has been done.
import {
  bindHeld,
  errorWith,
  owned,
  Special,
  typeOf,
  type Value,
  type W_BaseException,
  W_Method,
  W_Tuple,
} from '@typhon/objspace'
import { context, handledNow } from '../eval/context.ts'
import { goOnFrom, goOnInTraces, goOnRaised, goOnThrown, isPlain, pushResumed, resumeFrame } from '../eval/step.ts'
import { exceptionOf, isStopIteration } from '../eval/unwind.ts'
import { UNWIND } from '../eval/unwinding.ts'
import type { Entry } from '../objects/code.ts'
import { CO_COROUTINE } from '../objects/code-flags.ts'
import { iterating, W_AsyncGenValue } from '../objects/async-generator-value.ts'
import type { Frame } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import { FINISHED, generatorFor, originTracking, RUNNING, SUSPENDED, W_AsyncGenerator } from '../objects/generator.ts'
import {
  failed,
  frameOf,
  GAINED,
  interpreted,
  RAISED,
  S,
  settle,
  takeRaised,
  trace,
  wholeFrameOf,
  WRONG,
} from './leave.ts'
import { baseline } from './settings.ts'
import { type Compiled, SITES } from './sites.ts'
import { warmStart } from './tiers.ts'

/** What a start gives when it has been suspended. */
export const STARTED = Symbol('started') as unknown as Value

type Values = (Value | undefined)[]

/** A start is suspended at `pc`, and gives `w`. `values` are the whole window. */
export function suspended(
  compiled: Compiled,
  func: W_Function,
  d: number,
  known: Frame | null,
  pc: number,
  values: Values,
  w: Value,
): Value {
  SITES[d] = compiled.base + pc
  const frame = frameOf(known, compiled, func, d, values)
  frame.handled = handledIn(compiled, d, values)
  context.depth = d - 1
  const gen = generatorFor(frame)
  gen.phase = SUSPENDED
  return started(gen, w)
}

function started(gen: Value, w: Value): Value {
  S.coroutine = gen
  S.sent = w
  return STARTED
}

/** What is being handled at depth `d` of a start whose variables have these values. */
function handledIn({ handled, base }: Compiled, d: number, values: Values): W_BaseException | null {
  const register = handled === null ? -1 : handled[SITES[d] - base]
  return register < 0 ? null : (values[register] as W_BaseException)
}

/** Something was thrown through a start. */
export function leftStart(
  e: unknown,
  compiled: Compiled,
  func: W_Function,
  d: number,
  known: Frame | null,
  values: Values,
): Value {
  context.depth = d - 1
  const handled = handledIn(compiled, d, values)
  if (e === UNWIND) {
    const frame = wholeFrameOf(known, compiled, func, d, values)
    frame.handled = handled
    generatorFor(frame).phase = RUNNING
    UNWIND.addAwaited(frame)
    throw e
  }
  if (e === WRONG || e === GAINED) {
    const frame = wholeFrameOf(known, compiled, func, d, values)
    interpreted(e, compiled, frame.pc)
    return goOn(frame, handled, () => goOnFrom(frame, frame))
  }
  const thrown = exceptionOf(e)
  if (isStopIteration(thrown)) {
    const frame = wholeFrameOf(known, compiled, func, d, values)
    return goOn(frame, handled, () => goOnThrown(frame, thrown))
  }
  settle(thrown, frameOf(known, compiled, func, d, values), handled ?? handledNow())
  S.raised = thrown
  return RAISED
}

/** What a call or a statement raised leaves a start. */
export function raisedInStart(
  compiled: Compiled,
  func: W_Function,
  d: number,
  known: Frame | null,
  values: Values,
): Value {
  context.depth = d - 1
  const e = S.raised as W_BaseException
  if (isStopIteration(e)) {
    const frame = wholeFrameOf(known, compiled, func, d, values)
    return goOn(frame, handledIn(compiled, d, values), () => goOnRaised(frame, takeRaised()))
  }
  trace(e, frameOf(known, compiled, func, d, values))
  return RAISED
}

/** A start goes on in a frame, at the head of a loop that is hot, or where its trace `isLeft`. */
export function startInFrame(
  compiled: Compiled,
  func: W_Function,
  d: number,
  known: Frame | null,
  isLeft: boolean,
  values: Values,
): Value {
  context.depth = d - 1
  const frame = wholeFrameOf(known, compiled, func, d, values)
  return goOn(frame, handledIn(compiled, d, values), () => goOnInTraces(frame, isLeft))
}

/** The interpreter goes on with the frame of a start, as `run` does, to the first suspension or the end. */
function goOn(frame: Frame, handled: W_BaseException | null, run: () => Value): Value {
  const gen = generatorFor(frame)
  frame.handled = handled
  pushResumed(gen, frame)
  const w = run()
  return gen.state === FINISHED ? w : started(gen, w)
}

/** The start of a coroutine function, null where it has none, or is to be called as any other. */
function startOf(f: W_Function): Entry | null {
  const { code } = f
  if (
    code.start === null &&
    ((code.flags & CO_COROUTINE) === 0 || ++code.awaits <= baseline.threshold || !warmStart(f))
  )
    return null
  return originTracking.depth === 0 && isPlain() ? code.start : null
}

/** What the last parameter is where it is not given, undefined where it has to be. */
function lastDefault({ defaults }: W_Function): Value | undefined {
  return defaults === null ? undefined : defaults[defaults.length - 1]
}

// Calls of a function in whose place a coroutine is awaited, for compiled code.

export function awaitCall0(f: W_Function): Value | undefined {
  const { arity } = f.code
  if (arity === 0) return startOf(f)?.(f)
  const last = arity === 1 ? lastDefault(f) : undefined
  return last === undefined ? undefined : startOf(f)?.(f, last)
}

export function awaitCall1(f: W_Function, a: Value): Value | undefined {
  const { arity } = f.code
  if (arity === 1) return startOf(f)?.(f, a)
  const last = arity === 2 ? lastDefault(f) : undefined
  return last === undefined ? undefined : startOf(f)?.(f, a, last)
}

export function awaitCall2(f: W_Function, a: Value, b: Value): Value | undefined {
  const { arity } = f.code
  if (arity === 2) return startOf(f)?.(f, a, b)
  const last = arity === 3 ? lastDefault(f) : undefined
  return last === undefined ? undefined : startOf(f)?.(f, a, b, last)
}

export function awaitCall3(f: W_Function, a: Value, b: Value, c: Value): Value | undefined {
  return f.code.arity === 3 ? startOf(f)?.(f, a, b, c) : undefined
}

export function awaitCall4(f: W_Function, a: Value, b: Value, c: Value, d: Value): Value | undefined {
  return f.code.arity === 4 ? startOf(f)?.(f, a, b, c, d) : undefined
}

/** The same for the `__anext__` of what `async for` iterates over. */
export function awaitNext(w: Value): Value | undefined {
  if (w instanceof W_AsyncGenerator) return awaitItem(w)
  const method = typeOf(w).special(Special.anext)
  return method instanceof W_Function ? awaitCall1(method, w) : undefined
}

/** The next item of an asynchronous generator: what drives it is made where it waits for something. */
function awaitItem(gen: W_AsyncGenerator): Value | undefined {
  if (gen.runningAsync || !gen.hooksInitialised || gen.state !== SUSPENDED || owned.live !== 0 || !isPlain())
    return undefined
  gen.runningAsync = true
  let w: Value
  try {
    w = resumeFrame(gen, null)
  } catch (e) {
    gen.runningAsync = false
    throw e
  }
  if (gen.phase === FINISHED) {
    gen.closed = true
    gen.runningAsync = false
    return failed(errorWith('StopAsyncIteration'))
  }
  if (!(w instanceof W_AsyncGenValue)) return started(iterating(gen), w)
  gen.runningAsync = false
  return w.value
}

/** The same for the `__aenter__` of what `async with` enters; `S.second` is its bound `__aexit__`. */
export function awaitEnter(w: Value): Value | undefined {
  const type = typeOf(w)
  const enter = type.special(Special.aenter)
  const exit = type.special(Special.aexit)
  if (!(enter instanceof W_Function) || !(exit instanceof W_Function)) return undefined
  const given = awaitCall1(enter, w)
  if (given !== undefined && given !== RAISED) S.second = bindHeld(exit, w)
  return given
}

/** The same for the bound `__aexit__` where nothing was raised. */
export function awaitExit(exit: Value): Value | undefined {
  if (!(exit instanceof W_Method) || !(exit.func instanceof W_Function)) return undefined
  const { func, self } = exit
  if (func.code.rest === 1 && owned.live === 0) return startOf(func)?.(func, self, new W_Tuple([null, null, null]))
  return awaitCall4(func, self, null, null, null)
}
