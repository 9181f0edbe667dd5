// The ways from built-in code into the loop: run a new frame, resume a generator, raise inside one.
//
// Each call of the loop takes a JavaScript stack frame of its own; calls between Python functions do not come here.
import {
  declareGeneratorStep,
  error,
  owned,
  passToBuiltin,
  shapes,
  type Value,
  type W_BaseException,
  type W_Dict,
  type W_Tuple,
} from '@typhon/objspace'
import { run } from './run.ts'
import type { W_Code } from '../objects/code.ts'
import { S } from '../baseline/leave.ts'
import { advance, FAILED, GO_ON, handle, pieceOf } from '../baseline/pieces.ts'
import { COPY_FREE_VARS, MAKE_CELL, OPLEN, RETURN_GENERATOR } from '../generated/opcodes.ts'
import { CO_COROUTINE } from '../objects/code-flags.ts'
import { Frame, Return } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import {
  cannotResume,
  FINISHED,
  newGenerator,
  originTracking,
  RUNNING,
  SUSPENDED,
  W_Generator,
} from '../objects/generator.ts'
import { isMainThread, liveThreads, runBase, isCalledDirectly } from '../threads/scheduler.ts'
import { builtinsFor, builtinsValue } from './builtins.ts'
import { context, IN_PLACE } from './context.ts'
import { copyFreeVars, makeCell, nextValue, sendValue } from './control.ts'
import { finishDelegation, resumePoint, sendOf } from './resume.ts'
import { exceptionOf } from './unwind.ts'
import { requireFrames, UNWIND } from './unwinding.ts'

/** Pushes a frame on the running thread's stack; raises RecursionError at the limit. */
export function push(frame: Frame, kind: number): void {
  if (++context.depth > context.recursionLimit) {
    context.depth--
    throw tooDeep()
  }
  frame.back = context.frame
  frame.kind = kind
  frame.depth = context.depth
  frame.outerHandled = context.handled
  context.handled = null
  context.frame = frame
}

/** The RecursionError of too many nested calls. */
export function tooDeep(): W_BaseException {
  return error('RecursionError', 'maximum recursion depth exceeded')
}

/** Runs a new frame to its end and gives its value. */
export function runFrame(frame: Frame): Value {
  push(frame, Return.toHost)
  const w = enterLoop(frame, null)
  if (owned.live !== 0) passToBuiltin()
  return w
}

/** Like runFrame, for compiled code: the frame may be taken over by a loop further out. `first` may go on with the frame before. */
export function runForCompiled(frame: Frame, first: ((frame: Frame) => W_BaseException | null) | null = null): Value {
  push(frame, Return.toCompiled)
  return enterLoop(frame, null, first)
}

/** Built-in code called compiled code that was unwound: runs the frames that were made to their end. `handled` is from before the call. */
export function finishUnwound(handled: W_BaseException | null): Value {
  const { bottom } = UNWIND
  const top = UNWIND.finish(context.frame)
  const base = bottom as Frame
  base.kind = Return.toHost
  base.outerHandled = handled
  try {
    return base.back === null && isMainThread() ? runBase(top, null) : run(top, null)
  } finally {
    context.handled = handled
  }
}

/** Runs the loop; the main thread's lowest frame is where it waits when others have their turns. */
function enterLoop(
  frame: Frame,
  raised: W_BaseException | null,
  first: ((frame: Frame) => W_BaseException | null) | null = null,
): Value {
  try {
    if (first !== null) {
      const failure = first(frame)
      return run(context.frame as Frame, failure)
    }
    return frame.back === null && isMainThread() ? runBase(frame, raised) : run(frame, raised)
  } finally {
    context.handled = frame.outerHandled
    frame.outerHandled = null
  }
}

/** Sends `value` into a suspended generator and runs it to the next yield, or its end (see the generator's state). */
export function resumeFrame(gen: W_Generator, value: Value): Value {
  if (gen.state === SUSPENDED && !context.tracing.on && liveThreads().length === 1) return resumeWaiting(gen, value)
  return resumeOwn(gen, value)
}

/**
 * Like resumeFrame. What a generator waits for in `yield from` or `await`, where that is another one, is given the value at once: the
 * code between two suspensions there only passes values on.
 */
function resumeWaiting(gen: W_Generator, value: Value): Value {
  const { frame } = gen
  const at = frame.debug === null ? sendOf(frame) : -1
  const inner = at < 0 ? undefined : frame.regs[frame.code.code[at + 2]]
  if (!(inner instanceof W_Generator) || inner.state !== SUSPENDED || inner.shape === shapes.asyncGenerator)
    return resumeOwn(gen, value)
  push(frame, Return.toHost)
  gen.state = RUNNING
  let w: Value
  try {
    w = resumeWaiting(inner, value)
  } catch (e) {
    frame.pc = at
    return enterLoop(frame, exceptionOf(e))
  }
  if ((inner.state as number) === FINISHED) {
    finishDelegation(gen, w)
    return advanceFrame(gen)
  }
  gen.state = SUSPENDED
  pop(frame)
  return w
}

function resumeOwn(gen: W_Generator, value: Value): Value {
  const { frame } = gen
  push(frame, Return.toHost)
  gen.state = RUNNING
  resumePoint(frame, value)
  return advanceFrame(gen)
}

/** Runs a generator's frame, which has been pushed, to the next yield or its end. */
function advanceFrame(gen: W_Generator): Value {
  const { frame } = gen
  const piece = frame.back === null || liveThreads().length > 1 ? null : pieceOf(frame)
  if (piece === null) return enterLoop(frame, null)
  let top = frame
  let w: Value
  try {
    w = advance(frame, piece)
  } catch (e) {
    if (e !== UNWIND) throw e
    top = UNWIND.finish(frame)
    w = GO_ON
  }
  if (w === GO_ON || w === FAILED) return goOnFrom(top, frame, w === FAILED)
  pop(frame)
  return w
}

/** Takes a generator's frame off the stack. */
function pop(frame: Frame): void {
  context.depth--
  context.frame = frame.back
  frame.back = null
  context.handled = frame.outerHandled
  frame.outerHandled = null
}

/** The interpreter goes on with a generator's frame at `top`, or handles what was raised there. */
function goOnFrom(top: Frame, frame: Frame, isFailed: boolean): Value {
  try {
    return run(isFailed ? handle(top) : top, null)
  } finally {
    context.handled = frame.outerHandled
    frame.outerHandled = null
  }
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
  const refused = cannotResume(gen, null)
  if (refused !== undefined) throw refused
  if (gen.state === FINISHED) return undefined
  const w = resumeFrame(gen, null)
  return (gen.state as number) === FINISHED ? undefined : w
}

/** Sends a value into what `yield from` or `await` waits for; `S.ended` tells whether it ended with what this gives. */
export function sendTo(iterator: Value, sent: Value): Value {
  if (iterator instanceof W_Generator && iterator.state < RUNNING && iterator.shape !== shapes.asyncGenerator) {
    if (iterator.state === SUSPENDED || sent === null) {
      const w = resumeFrame(iterator, sent)
      S.ended = (iterator.state as number) === FINISHED
      return w
    }
  }
  S.ended = sendValue(received, 0, iterator, sent)
  return received[0] as Value
}

const received: (Value | undefined)[] = [undefined]

/** Raises `e` where a suspended generator waits and runs it to the next yield, or its end. */
export function throwIntoFrame(gen: W_Generator, e: W_BaseException): Value {
  const { frame } = gen
  push(frame, Return.toHost)
  gen.state = RUNNING
  return enterLoop(frame, e)
}

/**
 * Whether the loop is to go on with what the built-in function `name` runs: where other threads may have to run meanwhile, and the
 * running instruction calls the function itself.
 */
const belongsInPlace = (name: string): boolean =>
  liveThreads().length > 1 && !context.tracing.on && isCalledDirectly(name)

/**
 * Runs a frame for the built-in function `name` and gives its value. Where the loop that called the function goes on with the
 * frame, this does not return: `kind` says how the value becomes that of the instruction.
 */
export function runInPlace(frame: Frame, name: string, kind: number): Value {
  if (!belongsInPlace(name)) return runFrame(frame)
  requireFrames()
  push(frame, kind)
  throw IN_PLACE
}

/** Has the loop go on with a generator of which `next` was called, where it can. Compiled code is not left for that. */
export function nextInPlace(gen: W_Generator): void {
  const caller = context.frame
  if (gen.shape !== shapes.generator || gen.state >= RUNNING || !belongsInPlace('next')) return
  if (caller === null || caller.inCompiled || context.depth !== caller.depth) return
  push(gen.frame, Return.stop)
  gen.state = RUNNING
  resumePoint(gen.frame, null)
  throw IN_PLACE
}

/** Runs a suspended generator on from the place its frame was set to. */
export function continueFrame(gen: W_Generator): Value {
  const { frame } = gen
  push(frame, Return.toHost)
  gen.state = RUNNING
  return enterLoop(frame, null)
}

/** Runs the body of a class: its function, with a namespace for locals. Gives what the body returns (the __class__ cell, or None). */
export function runBody(func: W_Function, namespace: Value): Value {
  const frame = func.frameFor([], null)
  frame.locals = namespace
  return runFrame(frame)
}

/** Runs a module's, or exec's, code with the given globals and locals. */
export function runCode(code: W_Code, globals: W_Dict, locals: Value, closure: W_Tuple | null = null): Value {
  return runFrame(codeFrame(code, globals, locals, closure))
}

/** A frame that runs a module's, or exec's, code. */
export function codeFrame(code: W_Code, globals: W_Dict, locals: Value, closure: W_Tuple | null = null): Frame {
  const builtins = builtinsFor(globals)
  if (globals.getStr('__builtins__') === undefined) globals.setStr('__builtins__', builtinsValue(builtins))
  const func = closure === null ? null : new W_Function(code, globals, builtins)
  if (func !== null) func.closure = closure
  const frame = new Frame(code, code.window(), globals, builtins, func)
  frame.locals = locals
  return frame
}

declareGeneratorStep((w) => nextOfGenerator(w as W_Generator))
