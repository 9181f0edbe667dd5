// The ways from built-in code into the loop: run a new frame, resume a generator, raise inside one.
//
// Each call of the loop takes a JavaScript stack frame of its own; calls between Python functions do not come here.
import { error, type Value, type W_BaseException } from '@typhon/objspace'
import { run } from '../generated/loop.ts'
import { type Frame, Return } from '../objects/frame.ts'
import { RUNNING, type W_Generator } from '../objects/generator.ts'
import { context } from './context.ts'
import { resumePoint } from './resume.ts'

/** Pushes a frame on the running thread's stack; raises RecursionError at the limit. */
export function push(frame: Frame, kind: number): void {
  if (++context.depth > context.recursionLimit) {
    context.depth--
    throw tooDeep()
  }
  frame.back = context.frame
  frame.kind = kind
  context.frame = frame
}

/** The RecursionError of too many nested calls. */
export function tooDeep(): W_BaseException {
  return error('RecursionError', 'maximum recursion depth exceeded')
}

/** Runs a new frame to its end and gives its value. */
export function runFrame(frame: Frame): Value {
  push(frame, Return.toHost)
  return run(frame, null)
}

/** Sends `value` into a suspended generator and runs it to the next yield, or its end (see the generator's state). */
export function resumeFrame(gen: W_Generator, value: Value): Value {
  const { frame } = gen
  push(frame, Return.toHost)
  gen.state = RUNNING
  resumePoint(frame, value)
  return run(frame, null)
}

/** Raises `e` where a suspended generator waits and runs it to the next yield, or its end. */
export function throwIntoFrame(gen: W_Generator, e: W_BaseException): Value {
  const { frame } = gen
  push(frame, Return.toHost)
  gen.state = RUNNING
  return run(frame, e)
}
