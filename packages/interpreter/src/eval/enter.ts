// The ways from built-in code into the loop: run a new frame, resume a generator, raise inside one.
//
// Each call of the loop takes a JavaScript stack frame of its own; calls between Python functions do not come here.
import {
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
import { Frame, Return } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import { RUNNING, type W_Generator } from '../objects/generator.ts'
import { hasPinnedBelow, isCalledDirectly, isMainThread, liveThreads, runBase } from '../threads/scheduler.ts'
import { builtinsFor, builtinsValue } from './builtins.ts'
import { context, IN_PLACE } from './context.ts'
import { resumePoint } from './resume.ts'
import { chainThrown, setContext } from './unwind.ts'
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
export function enterLoop(
  frame: Frame,
  raised: W_BaseException | null,
  first: ((frame: Frame) => W_BaseException | null) | null = null,
): Value {
  try {
    if (first !== null) {
      const failure = first(frame)
      if (failure !== null) setContext(failure, context.frame)
      return run(context.frame as Frame, failure)
    }
    return frame.back === null && isMainThread() ? runBase(frame, raised) : run(frame, raised)
  } finally {
    context.handled = frame.outerHandled
    frame.outerHandled = null
  }
}

/** Raises `e` where a suspended generator waits and runs it to the next yield, or its end. */
export function throwIntoFrame(gen: W_Generator, e: W_BaseException): Value {
  const { frame } = gen
  push(frame, Return.toHost)
  gen.state = RUNNING
  chainThrown(e, frame.handled)
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

/**
 * Compiled code calls `next` for a generator itself: it is left where threads wait below, which could not go on if the generator waited
 * for them.
 */
export function leaveForNext(): void {
  if (liveThreads().length > 1 && hasPinnedBelow() && !context.tracing.on) requireFrames()
}

/** Has the loop go on with a generator of which `next` was called, where it can. */
export function nextInPlace(gen: W_Generator): void {
  if (gen.shape !== shapes.generator || gen.state >= RUNNING || !belongsInPlace('next')) return
  leaveForNext()
  const caller = context.frame
  if (caller === null || caller.inCompiled || context.depth !== caller.depth) return
  push(gen.frame, Return.stop)
  gen.state = RUNNING
  resumePoint(gen.frame, null)
  throw IN_PLACE
}

/** Runs a suspended generator on from the place where `first` sets its frame, which gives an exception to be raised there, or null. */
export function continueFrame(gen: W_Generator, first: (frame: Frame) => W_BaseException | null): Value {
  const { frame } = gen
  push(frame, Return.toHost)
  gen.state = RUNNING
  return enterLoop(frame, null, first)
}

/** Calls `body` with `frame` for the innermost one. */
export function pushed<T>(frame: Frame, body: () => T): T {
  push(frame, Return.toHost)
  try {
    return body()
  } finally {
    context.depth--
    context.frame = frame.back
    frame.back = null
    context.handled = frame.outerHandled
    frame.outerHandled = null
  }
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
