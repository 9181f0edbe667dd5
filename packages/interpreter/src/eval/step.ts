// Generators and coroutines a step further: to the next yield, or to the end.
//
// A suspended frame goes on in a compiled piece where there is one (baseline/pieces.ts), else in the interpreter. What a
// generator waits for in `yield from` or `await`, where that is another one, is given the value at once, however many wait for one
// another: the code between two suspensions there only passes values on. The frames between are pushed all the same, and stay so while
// all are suspended (they are parked), so that the next value goes to the innermost end however deep that is.
//
// What must stay true: all of this nests JavaScript calls, so it is done by one thread alone; watched code, and calls beyond the
// limit, are the interpreter's.
import {
  bindHeld,
  declareGeneratorStep,
  owned,
  shapes,
  Special,
  typeOf,
  type Value,
  type W_BaseException,
  W_Method,
  W_Tuple,
} from '@typhon/objspace'
import { RAISED, S, settleContext, takeAgain, takeRaised } from '../baseline/leave.ts'
import { GO_ON, pieceOf, placeOf, resumptionOf } from '../baseline/pieces.ts'
import { COPY_FREE_VARS, MAKE_CELL, OPLEN, RETURN_GENERATOR } from '../generated/opcodes.ts'
import type { Piece, W_Code } from '../objects/code.ts'
import { CO_COROUTINE } from '../objects/code-flags.ts'
import { Frame, Return } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import {
  cannotResume,
  FINISHED,
  leavePark,
  newGenerator,
  originTracking,
  park,
  RUNNING,
  SUSPENDED,
  unpark,
  W_Generator,
} from '../objects/generator.ts'
import { liveThreads } from '../threads/scheduler.ts'
import { context } from './context.ts'
import { copyFreeVars, makeCell, nextValue, sendValue } from './control.ts'
import { enterLoop, push, runForCompiled } from './enter.ts'
import { finishDelegation, resumePoint, sendOf } from './resume.ts'
import { run } from './run.ts'
import { exceptionOf, setContext, unwind } from './unwind.ts'
import { UNWIND } from './unwinding.ts'

/** Whether generators may go on in compiled code. */
const isPlain = (): boolean => context.depth < context.limit && liveThreads().length === 1 && context.frame !== null

/** Sends `value` into a suspended generator and runs it to the next yield, or its end (see the generator's state). */
export function resumeFrame(gen: W_Generator, value: Value): Value {
  const { frame } = gen
  if (frame.debug === null && isPlain()) {
    if (gen.last !== null) return resumeParked(gen, value)
    const resumption = resumptionOf(frame)
    if (resumption.iterator >= 0 && isWaitedFor(frame.regs[resumption.iterator])) {
      frame.depth = context.depth + 1
      return resumeThrough(gen, frame, value)
    }
    const piece = resumption.piece ?? pieceOf(frame, resumption)
    if (piece !== null) {
      pushResumed(gen, frame)
      return runPiece(frame, piece, value)
    }
  }
  push(frame, Return.toHost)
  gen.state = RUNNING
  resumePoint(frame, value)
  return enterLoop(frame, null)
}

/** Makes a frame that of the running code, below the limit; what its caller handles stays with it. */
function link(frame: Frame): void {
  const { handled } = context
  frame.back = context.frame
  frame.depth = ++context.depth
  if (handled !== null) {
    frame.outerHandled = handled
    context.handled = null
  }
  context.frame = frame
}

/** Like `push`, below the limit. */
function pushResumed(gen: W_Generator, frame: Frame): void {
  link(frame)
  frame.kind = Return.toHost
  gen.phase = RUNNING
}

/** Takes a generator's frame off the stack. */
function pop(frame: Frame): void {
  context.depth--
  context.frame = frame.back
  frame.back = null
  context.handled = frame.outerHandled
  frame.outerHandled = null
}

/** Runs a piece of a generator whose frame has been pushed. */
function runPiece(frame: Frame, piece: Piece, sent: Value): Value {
  let w: Value
  try {
    w = piece(frame, sent)
  } catch (e) {
    return goOnThrown(frame, e)
  }
  if (w === RAISED) return goOnRaised(frame, takeRaised())
  if (w === GO_ON) return goOnFrom(frame, frame)
  pop(frame)
  return w
}

/** Something was thrown through a piece. */
function goOnThrown(frame: Frame, e: unknown): Value {
  if (e === UNWIND) return goOnFrom(UNWIND.bottom === null ? frame : UNWIND.finish(frame), frame)
  const thrown = exceptionOf(e)
  settleContext(thrown, frame)
  return goOnRaised(frame, thrown)
}

/** The interpreter goes on where an exception that left a piece is handled. */
function goOnRaised(frame: Frame, e: W_BaseException): Value {
  context.depth = frame.depth
  context.handled = null
  const { outerHandled } = frame
  const target = unwind(frame, e, takeAgain())
  if (target !== null) return goOnFrom(target, frame)
  context.handled = outerHandled
  frame.outerHandled = null
  throw e
}

/** The interpreter goes on at `top` with what `frame` called, or with `frame` itself. */
function goOnFrom(top: Frame, frame: Frame): Value {
  try {
    return run(top, null)
  } finally {
    context.handled = frame.outerHandled
    frame.outerHandled = null
  }
}

/** Whether what is waited for is a generator or coroutine that goes on with what is sent. */
function isWaitedFor(w: Value | undefined): w is W_Generator {
  return w instanceof W_Generator && w.state === SUSPENDED && w.shape !== shapes.asyncGenerator
}

/** Like resumeFrame, of a generator that waits for another through some that are parked. */
function resumeParked(outer: W_Generator, value: Value): Value {
  const last = outer.last as Frame
  if (outer.frame.depth === context.depth + 1 && last.depth < context.limit) {
    const { iterator } = resumptionOf(last)
    if (isWaitedFor(last.regs[iterator])) return resumeThrough(outer, last, value)
  }
  unpark(outer)
  return resumeFrame(outer, value)
}

/**
 * Like resumeFrame, of a generator that waits for another: between it and `known`, whose frame waits for a generator that is suspended,
 * all are parked. Those that wait from there on are parked too, so that the next time begins with the last of them.
 */
function resumeThrough(outer: W_Generator, known: Frame, value: Value): Value {
  const { handled, limit } = context
  const outerFrame = outer.frame
  outerFrame.back = context.frame
  outerFrame.kind = Return.toHost
  let last = known
  let { depth } = known
  let gen = known.regs[resumptionOf(known).iterator] as W_Generator
  while (gen.frame.debug === null && depth < limit) {
    const { frame } = gen
    const { iterator } = resumptionOf(frame)
    const inner = iterator < 0 ? undefined : frame.regs[iterator]
    // Asks for the state of what is waited for, which ends what was parked between them.
    if (!isWaitedFor(inner)) break
    frame.back = last
    frame.kind = Return.toHost
    frame.depth = ++depth
    park(gen)
    last = frame
    gen = inner
  }
  outer.phase = RUNNING
  outer.last = last === outerFrame ? null : last
  context.frame = last
  context.depth = depth
  if (handled !== null) {
    outerFrame.outerHandled = handled
    context.handled = null
  }
  let w: Value
  try {
    w = resumeFrame(gen, value)
  } catch (e) {
    return passBack(outer, gen, null, exceptionOf(e))
  }
  return gen.phase === SUSPENDED ? passOn(outer, w) : passBack(outer, gen, w, null)
}

/** What waits innermost has been given a value: so all give it up to `outer`. Those that are parked stay so. */
function passOn(outer: W_Generator, w: Value): Value {
  const { frame } = outer
  if (outer.last === null || outer.last !== context.frame) {
    unpark(outer)
    for (let f = context.frame as Frame; f !== frame;) {
      const back = f.back as Frame
      ;(f.owner as W_Generator).phase = SUSPENDED
      f.back = null
      f = back
    }
  }
  outer.phase = SUSPENDED
  context.depth = frame.depth - 1
  context.frame = frame.back
  frame.back = null
  context.handled = frame.outerHandled
  frame.outerHandled = null
  return w
}

/** `ended`, for which others up to `outer` wait, has given its value or raised an exception: they go on, one after the other. */
function passBack(outer: W_Generator, ended: W_Generator, value: Value, raised: W_BaseException | null): Value {
  let gen = ended
  let w = value
  let e = raised
  while (gen !== outer) {
    if (e === null && gen.phase !== FINISHED) return passOn(outer, w)
    const frame = context.frame as Frame
    const waiting = frame.owner as W_Generator
    if (outer.last === frame) leavePark(outer, frame)
    try {
      if (e !== null) {
        const thrown = e
        e = null
        frame.pc = sendOf(frame)
        setContext(thrown, frame)
        w = enterLoop(frame, thrown)
      } else {
        finishDelegation(waiting, w)
        w = goOn(frame)
      }
    } catch (thrown) {
      e = exceptionOf(thrown)
    }
    gen = waiting
  }
  if (e !== null) throw e
  return w
}

/** Runs a generator's frame, which has been pushed, from its `pc`. */
function goOn(frame: Frame): Value {
  const piece = pieceOf(frame, placeOf(frame))
  return piece === null ? enterLoop(frame, null) : runPiece(frame, piece, null)
}

/** A generator or coroutine: the call of a function whose code makes one first. Its frame runs when it is resumed. */
export function startGenerator(f: W_Function, window: (Value | undefined)[]): Value {
  const frame = new Frame(f.code, window, f.globals, f.builtins, f)
  const { code } = f.code
  const isTold = context.tracing.on || ((f.code.flags & CO_COROUTINE) !== 0 && originTracking.depth > 0)
  if (isTold || context.depth >= context.limit) return runForCompiled(frame)
  for (; ; frame.pc += OPLEN[code[frame.pc]]) {
    const { pc } = frame
    switch (code[pc]) {
      case MAKE_CELL:
        makeCell(window, code[pc + 1])
        break
      case COPY_FREE_VARS:
        copyFreeVars(frame, code[pc + 1], code[pc + 2])
        break
      case RETURN_GENERATOR:
        return newGenerator(frame)
      default:
        return runForCompiled(frame)
    }
  }
}

/** The piece that the coroutines of `f` begin with, where a call with `count` arguments needs nothing else; null otherwise. */
function firstPiece(f: W_Function, count: number): Piece | null {
  return f.code.arity === count ? pieceAtStart(f.code) : null
}

function pieceAtStart(code: W_Code): Piece | null {
  if ((code.flags & CO_COROUTINE) === 0 || code.code[0] !== RETURN_GENERATOR) return null
  if (originTracking.depth > 0 || !isPlain()) return null
  return code.resumptions?.[0]?.piece ?? null
}

/**
 * Runs a coroutine that is awaited where it is made to its first suspension. Gives the coroutine, or None where it has ended without
 * one; what it gave is in `S.sent`, as for a SEND.
 */
function firstStep(f: W_Function, window: (Value | undefined)[], piece: Piece): Value {
  const frame = new Frame(f.code, window, f.globals, f.builtins, f)
  link(frame)
  let w: Value
  try {
    w = piece(frame, null)
  } catch (e) {
    newGenerator(frame).state = RUNNING
    return stepped(frame, goOnThrown(frame, e))
  }
  if (w === RAISED || w === GO_ON) {
    newGenerator(frame).state = RUNNING
    return stepped(frame, w === GO_ON ? goOnFrom(frame, frame) : goOnRaised(frame, takeRaised()))
  }
  pop(frame)
  return stepped(frame, w)
}

function stepped(frame: Frame, w: Value): Value {
  const gen = frame.owner as W_Generator | null
  S.stepped = true
  S.sent = w
  S.ended = gen === null || gen.state === FINISHED
  return gen
}

// Calls of a function in whose place a coroutine is awaited, for compiled code; undefined where the call is to be made as any other.

export function awaitCall0(f: W_Function): Value | undefined {
  const piece = firstPiece(f, 0)
  return piece === null ? undefined : firstStep(f, f.code.window(), piece)
}

export function awaitCall1(f: W_Function, a: Value): Value | undefined {
  const piece = firstPiece(f, 1)
  if (piece === null) return undefined
  const window = f.code.window()
  window[0] = a
  return firstStep(f, window, piece)
}

export function awaitCall2(f: W_Function, a: Value, b: Value): Value | undefined {
  const piece = firstPiece(f, 2)
  if (piece === null) return undefined
  const window = f.code.window()
  window[0] = a
  window[1] = b
  return firstStep(f, window, piece)
}

export function awaitCall3(f: W_Function, a: Value, b: Value, c: Value): Value | undefined {
  const piece = firstPiece(f, 3)
  if (piece === null) return undefined
  const window = f.code.window()
  window[0] = a
  window[1] = b
  window[2] = c
  return firstStep(f, window, piece)
}

/** The same for the `__anext__` of what `async for` iterates over. */
export function awaitNext(w: Value): Value | undefined {
  const method = typeOf(w).special(Special.anext)
  return method instanceof W_Function ? awaitCall1(method, w) : undefined
}

/** The same for the `__aenter__` of what `async with` enters; `S.second` is its bound `__aexit__`. */
export function awaitEnter(w: Value): Value | undefined {
  const type = typeOf(w)
  const enter = type.special(Special.aenter)
  const exit = type.special(Special.aexit)
  if (!(enter instanceof W_Function) || !(exit instanceof W_Function)) return undefined
  const coroutine = awaitCall1(enter, w)
  if (coroutine !== undefined) S.second = bindHeld(exit, w)
  return coroutine
}

/** The same for the bound `__aexit__` where nothing was raised. */
export function awaitExit(exit: Value): Value | undefined {
  if (!(exit instanceof W_Method) || !(exit.func instanceof W_Function)) return undefined
  const { func, self } = exit
  const { code } = func
  const takesAny = code.rest === 1 && owned.live === 0
  const piece = takesAny || code.arity === 4 ? pieceAtStart(code) : null
  if (piece === null) return undefined
  const window = code.window()
  window[0] = self
  window[1] = takesAny ? new W_Tuple([null, null, null]) : null
  if (!takesAny) window[2] = window[3] = null
  return firstStep(func, window, piece)
}

/** The next item of any iterator, undefined at its end. */
export function nextItemOf(w: Value): Value | undefined {
  return w instanceof W_Generator && w.shape === shapes.generator ? nextOfGenerator(w) : nextValue(w)
}

/** The next item of a generator, undefined at its end. */
export function nextOfGenerator(gen: W_Generator): Value | undefined {
  if (gen.phase > SUSPENDED && gen.state > SUSPENDED) {
    const refused = cannotResume(gen, null)
    if (refused !== undefined) throw refused
    return undefined
  }
  const w = resumeFrame(gen, null)
  return gen.phase === FINISHED ? undefined : w
}

/** Sends a value into what `yield from` or `await` waits for; `S.ended` tells whether it ended with what this gives. */
export function sendTo(iterator: Value, sent: Value): Value {
  if (iterator instanceof W_Generator && iterator.state < RUNNING && iterator.shape !== shapes.asyncGenerator) {
    if (iterator.state === SUSPENDED || sent === null) {
      const w = resumeFrame(iterator, sent)
      S.ended = iterator.phase === FINISHED
      return w
    }
  }
  S.ended = sendValue(received, 0, iterator, sent)
  return received[0] as Value
}

const received: (Value | undefined)[] = [undefined]

declareGeneratorStep((w) => nextOfGenerator(w as W_Generator))
