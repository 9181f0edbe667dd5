// Generators and coroutines a step further: to the next yield, or to the end.
//
// A suspended frame goes on in a compiled piece where there is one (baseline/pieces.ts), else in the interpreter. What a
// generator waits for in `yield from` or `await`, where that is another one, is given the value at once, however many wait for one
// another: the code between two suspensions there only passes values on. The frames between are pushed all the same, and stay so while
// all are suspended (they are parked), so that the next value goes to the innermost end however deep that is.
//
// A piece that comes to a wait for a generator ends there (WAITS), and one loop goes on with that, and with whoever waits when it has
// ended: so a walk of a tree by generators within generators takes one call of JavaScript, however deep it is.
//
// What must stay true: all of this nests JavaScript calls, so it is done by one thread alone; watched code, and calls beyond the
// limit, are the interpreter's.
import { declareGeneratorStep, shapes, type Value, type W_BaseException } from '@typhon/objspace'
import { HOT, LEFT_TRACE, RAISED, S, settleContext, takeAgain, takeRaised } from '../baseline/leave.ts'
import { GO_ON, pieceOf, placeOf, resumptionOf, WAITS } from '../baseline/pieces.ts'
import { goOn, goOnBehindTrace } from '../baseline/tiers.ts'
import { COPY_FREE_VARS, MAKE_CELL, OPLEN, RETURN_GENERATOR } from '../generated/opcodes.ts'
import type { Piece, Resumption } from '../objects/code.ts'
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
export const isPlain = (): boolean => isPlainAt(context.depth) && context.frame !== null

/** The same with so many calls below, of which there is one at least. */
const isPlainAt = (depth: number): boolean => depth < context.limit && threads.length === 1

/**
 * Sends `value` into a suspended generator and runs it to the next yield, or its end (see the generator's state). What comes here mostly, a
 * generator at a yield of its own behind which there is a piece, is done in one function: a step that calls several takes twice as long
 * until V8 has compiled them.
 */
export function resumeFrame(gen: W_Generator, value: Value): Value {
  const { frame } = gen
  if (gen.last !== null) return resumeParked(gen, value)
  const { at } = frame
  if (at === null || at.piece === null || at.from !== frame.pc || at.iterator >= 0) return resumeAny(gen, value)
  const { depth } = context
  if (context.handled !== null || frame.debug !== null) return resumeAny(gen, value)
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
  if (w === WAITS) return goOnAtWait(gen)
  if (w === HOT || w === LEFT_TRACE) return goOnInTraces(frame, w === LEFT_TRACE)
  context.depth = depth
  context.frame = frame.back
  frame.back = null
  return w
}

/** The same of any generator through which none is parked. */
function resumeAny(gen: W_Generator, value: Value): Value {
  const { frame } = gen
  if (frame.debug === null && isPlain()) {
    const resumption = resumptionOf(frame)
    if (resumption.iterator >= 0 && isWaitedFor(frame.regs[resumption.iterator])) {
      frame.depth = context.depth + 1
      return resumeThrough(gen, frame, value)
    }
    const piece = resumption.piece ?? pieceOf(frame, resumption)
    if (piece !== null) {
      pushResumed(gen, frame)
      const w = runOn(frame, piece, value)
      if (w === WAITS) return goOnAtWait(gen)
      if (context.frame === frame) pop(frame)
      return w
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

/** Runs a piece of a generator whose frame has been pushed, and stays so unless the interpreter has gone on with it. */
function runOn(frame: Frame, piece: Piece, sent: Value): Value {
  let w: Value
  try {
    w = piece(frame, sent)
  } catch (e) {
    return goOnThrown(frame, e)
  }
  if (w === RAISED) return goOnRaised(frame, takeRaised())
  if (w === HOT || w === LEFT_TRACE) return goOnInTraces(frame, w === LEFT_TRACE)
  return w === GO_ON ? goOnFrom(frame, frame) : w
}

/** A piece has come to the head of a loop that is hot, or its trace `isLeft`: traces and the interpreter go on with its frame. */
export const goOnInTraces = (frame: Frame, isLeft: boolean): Value =>
  enterLoop(frame, null, isLeft ? goOnBehindTrace : goOn)

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
  const { frame } = outer
  const { depth } = context
  const isAsBefore = frame.depth === depth + 1 && context.frame !== null && isPlainAt(last.depth)
  if (isAsBefore && frame.debug === null) {
    const { at } = last
    const { iterator } = at !== null && at.from === last.pc ? at : resumptionOf(last)
    const inner = last.regs[iterator]
    if (isWaitedFor(inner)) {
      const next = inner.frame.at
      const isLast = next !== null && next.iterator < 0 && next.from === inner.frame.pc
      if (!isLast || context.handled !== null) return resumeThrough(outer, last, value)
      frame.back = context.frame
      frame.kind = Return.toHost
      outer.phase = RUNNING
      context.depth = last.depth
      return goOnAt(outer, inner, last, value)
    }
  }
  unpark(outer)
  return resumeAny(outer, value)
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
  context.depth = depth
  if (handled !== null) {
    outerFrame.outerHandled = handled
    context.handled = null
  }
  return goOnAt(outer, gen, last, value)
}

/** A generator runs, and waits for another one: goes on there. */
function goOnAtWait(gen: W_Generator): Value {
  const { frame } = gen
  return goOnAt(gen, frame.regs[(frame.at as Resumption).iterator] as W_Generator, frame, null)
}

/**
 * Goes on at the innermost end of what `outer` waits for, to the next value for `outer`, or its end: `inner` is given `sent`. `waiting` is the
 * frame that waits for it; from there to `outer` all are parked.
 *
 * A frame stays on the stack until all have passed on a value, or another one runs: to store a new frame in the context, which is old, costs
 * as much as the rest of a step.
 */
function goOnAt(outer: W_Generator, inner: W_Generator, waiting: Frame, sent: Value): Value {
  let gen = inner
  let back = waiting
  let w = sent
  let raised: W_BaseException | null = null
  for (;;) {
    let { frame } = gen
    const known = frame.at
    const at = known !== null && known.from === frame.pc ? known : resumptionOf(frame)
    const { piece } = at
    const { depth } = back
    try {
      if (piece === null || at.iterator >= 0 || gen.last !== null || frame.debug !== null || !isPlainAt(depth)) {
        context.frame = back
        w = resumeFrame(gen, w)
      } else {
        frame.back = back
        frame.depth = context.depth = depth + 1
        frame.kind = Return.toHost
        context.frame = frame
        gen.phase = RUNNING
        w = runOn(frame, piece, w)
      }
    } catch (e) {
      raised = exceptionOf(e)
    }
    // Those that wait go on, one after the other.
    while (raised !== null || w !== WAITS) {
      if (raised === null && gen.phase !== FINISHED) {
        if (gen !== outer) return passOn(outer, frame, back, w)
        if (context.frame === frame) pop(frame)
        return w
      }
      if (gen === outer) {
        if (raised !== null) throw raised
        if (context.frame === frame) pop(frame)
        return w
      }
      frame.back = null
      frame = back
      back = frame.back as Frame
      gen = frame.owner as W_Generator
      if (outer.last === frame) leavePark(outer, frame)
      context.frame = frame
      context.depth = frame.depth
      try {
        if (raised === null) w = goOnBehindWait(frame, w)
        else {
          const thrown = raised
          raised = null
          frame.pc = sendOf(frame)
          setContext(thrown, frame)
          w = enterLoop(frame, thrown)
        }
      } catch (e) {
        raised = exceptionOf(e)
      }
    }
    if (gen !== outer) {
      if (outer.last === back) {
        park(gen)
        outer.last = frame
      } else parkUpTo(outer, frame)
    }
    back = frame
    gen = frame.regs[(frame.at as Resumption).iterator] as W_Generator
    w = null
  }
}

/** The generator of a frame that runs waits for another, on behalf of `outer`; those between have been parked, unless somebody looked. */
function parkUpTo(outer: W_Generator, frame: Frame): void {
  const { back } = frame
  park(frame.owner as W_Generator)
  if (outer.last !== back)
    for (let f = back as Frame; f !== outer.frame; f = f.back as Frame) park(f.owner as W_Generator)
  outer.last = frame
}

/** `frame`, for which `back` waits, has given a value: so all give it up to `outer`. Those that are parked stay so. */
function passOn(outer: W_Generator, frame: Frame, back: Frame, w: Value): Value {
  const { frame: outerFrame } = outer
  frame.back = null
  if (outer.last !== (back === outerFrame ? null : back)) {
    unpark(outer)
    for (let f = back; f !== outerFrame;) {
      const next = f.back as Frame
      ;(f.owner as W_Generator).phase = SUSPENDED
      f.back = null
      f = next
    }
  }
  outer.phase = SUSPENDED
  context.depth = outerFrame.depth
  pop(outerFrame)
  return w
}

/** What a generator waits for has ended with `w`; its frame, which has been pushed, goes on, maybe to another wait (WAITS). */
function goOnBehindWait(frame: Frame, w: Value): Value {
  const at = resumptionOf(frame)
  frame.regs[at.out] = w
  frame.pc = at.ended
  const place = (at.behindWait ??= placeOf(frame))
  const piece = place.piece ?? pieceOf(frame, place)
  return piece === null ? enterLoop(frame, null) : runOn(frame, piece, null)
}

/** A generator or coroutine: the call of a function whose code makes one first. Its frame runs when it is resumed. */
export function startGenerator(f: W_Function, window: (Value | undefined)[]): Value {
  const frame = new Frame(f.code, window, f.globals, f.builtins, f)
  const { code } = f.code
  const isTold = context.tracing.on || ((f.code.flags & CO_COROUTINE) !== 0 && originTracking.depth > 0)
  if (isTold || context.depth >= context.limit) return runForCompiled(frame)
  if (code[0] === RETURN_GENERATOR) return newGenerator(frame)
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

/** The same of a function that only makes a generator, of one argument. */
export function generatorOf1(f: W_Function, a: Value): Value {
  const window = f.code.window()
  window[0] = a
  return startGenerator(f, window)
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
