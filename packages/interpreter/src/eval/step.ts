// Generators and coroutines a step further: to the next yield, or to the end.
//
// A suspended frame goes on in a compiled piece where there is one (baseline/pieces.ts), else in the interpreter. What a
// generator waits for in `yield from` or `await`, where that is another one, is given the value at once, however many wait for one
// another: the code between two suspensions there only passes values on. The frames between are pushed all the same, and stay so while
// all are suspended (they are parked), so that the next value goes to the innermost end however deep that is.
//
// What must stay true: all of this nests JavaScript calls, so it is done by one thread alone; watched code, and calls beyond the
// limit, are the interpreter's.
import { declareGeneratorStep, shapes, type Value, type W_BaseException } from '@typhon/objspace'
import { RAISED, S, settleContext, takeAgain, takeRaised } from '../baseline/leave.ts'
import { GO_ON, pieceOf, placeOf, resumptionOf } from '../baseline/pieces.ts'
import { COPY_FREE_VARS, MAKE_CELL, OPLEN, RETURN_GENERATOR } from '../generated/opcodes.ts'
import type { Piece } from '../objects/code.ts'
import { CO_COROUTINE } from '../objects/code-flags.ts'
import { Frame, Return } from '../objects/frame.ts'
import type { W_Function } from '../objects/function.ts'
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
import { threads } from '../threads/scheduler.ts'
import { context } from './context.ts'
import { copyFreeVars, makeCell, nextValue, sendValue } from './control.ts'
import { enterLoop, push, runForCompiled } from './enter.ts'
import { resumePoint, sendOf } from './resume.ts'
import { run } from './run.ts'
import { exceptionOf, setContext, unwind } from './unwind.ts'
import { UNWIND } from './unwinding.ts'

/** Whether generators may go on in compiled code. */
export const isPlain = (): boolean => context.depth < context.limit && threads.length === 1 && context.frame !== null

/**
 * Sends `value` into a suspended generator and runs it to the next yield, or its end (see the generator's state). What comes here mostly, a
 * generator at a yield of its own behind which there is a piece, is done in one function: a step that calls several takes twice as long
 * until V8 has compiled them.
 */
export function resumeFrame(gen: W_Generator, value: Value): Value {
  const { frame } = gen
  const { at } = frame
  if (at === null || at.piece === null || at.from !== frame.pc || at.iterator >= 0) return resumeAny(gen, value)
  const { depth } = context
  if (gen.last !== null || context.handled !== null || frame.debug !== null) return resumeAny(gen, value)
  if (depth >= context.limit || threads.length !== 1 || context.frame === null) return resumeAny(gen, value)
  frame.back = context.frame
  frame.depth = context.depth = depth + 1
  frame.kind = Return.toHost
  context.frame = frame
  gen.phase = RUNNING
  let w: Value
  try {
    w = at.piece(frame, value)
  } catch (e) {
    return goOnThrown(frame, e)
  }
  if (w === RAISED || w === GO_ON) return w === RAISED ? goOnRaised(frame, takeRaised()) : goOnFrom(frame, frame)
  context.depth = depth
  context.frame = frame.back
  frame.back = null
  return w
}

/** The same of any generator. */
function resumeAny(gen: W_Generator, value: Value): Value {
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

/** Like `push`, below the limit. */
export function pushResumed(gen: W_Generator, frame: Frame): void {
  const { handled } = context
  frame.back = context.frame
  frame.depth = ++context.depth
  if (handled !== null) {
    frame.outerHandled = handled
    context.handled = null
  }
  context.frame = frame
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
export function goOnThrown(frame: Frame, e: unknown): Value {
  if (e === UNWIND) return goOnFrom(UNWIND.bottom === null ? frame : UNWIND.finish(frame), frame)
  const thrown = exceptionOf(e)
  settleContext(thrown, frame)
  return goOnRaised(frame, thrown)
}

/** The interpreter goes on where an exception that left a piece is handled. */
export function goOnRaised(frame: Frame, e: W_BaseException): Value {
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
export function goOnFrom(top: Frame, frame: Frame): Value {
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
    gen = frame.owner as W_Generator
    if (outer.last === frame) leavePark(outer, frame)
    try {
      if (e !== null) {
        const thrown = e
        e = null
        frame.pc = sendOf(frame)
        setContext(thrown, frame)
        w = enterLoop(frame, thrown)
      } else w = goOnBehindWait(frame, w)
    } catch (thrown) {
      e = exceptionOf(thrown)
    }
  }
  if (e !== null) throw e
  return w
}

/** What a generator waits for has ended with `w`; its frame, which has been pushed, goes on. */
function goOnBehindWait(frame: Frame, w: Value): Value {
  const at = resumptionOf(frame)
  frame.regs[at.out] = w
  frame.pc = at.ended
  const place = (at.behindWait ??= placeOf(frame))
  const piece = place.piece ?? pieceOf(frame, place)
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
