// What is running: the innermost frame, how deep the calls are, and the flag that asks the loop to look up.
//
// What must stay true: `frame` is the innermost Python frame whenever built-in code runs, and its `pc` is that of the
// instruction being executed; `depth` is the number of Python frames between here and the bottom of this thread.
import type { Frame } from '../objects/frame.ts'
import { Tracing } from './tracing.ts'

/** State of the running thread of Python code. */
class Context {
  frame: Frame | null = null
  depth = 0
  /** sys.getrecursionlimit() */
  recursionLimit = 1000
  /** What the thread's code is watched by. */
  tracing = new Tracing()
}

export const context = new Context()

/**
 * Non-zero when the loop must call `attend` at the next back-edge or call: a signal arrived, another thread wants to run,
 * tracing was switched on. Shared memory, so that another JavaScript thread or a native handler may set it.
 */
export let pending = new Int32Array(new SharedArrayBuffer(4))

/** What is done when `pending` was seen set; may raise. */
export let attend: (traced?: boolean) => void = () => {
  pending[0] = 0
}

/** Thrown through the plain loop: the one that tells trace functions is to go on. */
export const SWITCH = { toString: () => 'SWITCH' }

/** Hands in the flag and what to do about it. */
export function setPending(flag: Int32Array, action: (traced?: boolean) => void): void {
  pending = flag as Int32Array<SharedArrayBuffer>
  attend = action
}
