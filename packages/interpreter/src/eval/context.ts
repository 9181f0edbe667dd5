// What is running: the innermost frame, how deep the calls are, and the flag that asks the loop to look up.
//
// What must stay true: `frame` is the innermost Python frame whenever built-in code runs, and its `pc` is that of the
// instruction being executed; `depth` is the number of Python frames between here and the bottom of this thread.
import type { W_BaseException } from '@typhon/objspace'
import { DEEPEST } from '../baseline/sites.ts'
import { type Frame, handledException } from '../objects/frame.ts'
import { Tracing } from './watch.ts'

/** State of the running thread of Python code. */
class Context {
  frame: Frame | null = null
  depth = 0
  /** sys.getrecursionlimit() */
  recursionLimit = 1000
  /** Calls that would be deeper than this are the interpreter's, which raises RecursionError where it must. */
  limit = 1000
  /** The exception that compiled functions above `frame` handle. */
  handled: W_BaseException | null = null
  /** What the thread's code is watched by. */
  tracing = new Tracing()

  /** To be called when the recursion limit or what is watched changes: watched code is not compiled. */
  setLimit(): void {
    this.limit = this.tracing.on ? -1 : Math.min(this.recursionLimit, DEEPEST)
  }
}

export const context = new Context()

/** The exception that is being handled, null for none. */
export function handledNow(): W_BaseException | null {
  return context.handled ?? handledException(context.frame)
}

/**
 * Non-zero when the loop must call `attend` at the next back-edge or call: a signal arrived, another thread wants to run,
 * tracing was switched on. The host's own memory, which a native handler may set.
 */
export let pending: Int32Array = new Int32Array(1)

/** What is done when `pending` was seen set; may raise. */
export let attend: (traced?: boolean) => void = () => {
  pending[0] = 0
}

/** Thrown through the plain loop: the one that tells trace functions is to go on. */
export const SWITCH = { toString: () => 'SWITCH' }

/** Thrown through the loop by built-in code that has pushed a frame, whose value will be that of the running instruction. */
export const IN_PLACE = { toString: () => 'IN_PLACE' }

/** Hands in the flag and what to do about it. */
export function setPending(flag: Int32Array, action: (traced?: boolean) => void): void {
  pending = flag
  attend = action
}
