// Traces and what frames hold alone. A trace does not look after such objects, so it runs where it meets none.
//
// It is entered, and recorded, only where neither its frame nor its callers' objects are in reach: where no register that it begins with holds
// any frame's own object, and its frame has none. What an instruction that is being recorded gives to a frame ends the recording, and the
// interpreter goes on with it as it would have without: so there are traces only of what gains nothing. In compiled traces a call may still
// give something, where it gave nothing when it was recorded; that is let go of.
//
// What must stay true: while a trace runs, what belongs to its frame or to those above is fresh (see objspace's owned.ts), and nothing is given.
import { escapeFrom, owned, type Value } from '@typhon/objspace'
import { BEFORE_WITH } from '../generated/opcodes.ts'
import { context } from '../eval/context.ts'
import type { Frame } from '../objects/frame.ts'
import { endCall } from './calls.ts'
import { isOwned } from './drops.ts'
import { callAt, isIteration } from './instructions.ts'
import { endEnter, endIteration } from './step.ts'

/** Whether a trace may run in the frame at `depth`, whose live registers hold these values. */
export function isTraceable(depth: number, values: readonly (Value | undefined)[]): boolean {
  if (owned.top >= depth) {
    if (owned.isFresh.some((isFresh, i) => !isFresh && owned.depths[i] >= depth)) return false
    escapeFrom(depth)
  }
  return owned.live === 0 || !values.some(isOwned)
}

/** Before the recording of the rounds of the frame at `depth`, or behind a trace that ran in it. */
export function settleTrace(depth: number): void {
  if (owned.top >= depth) escapeFrom(depth)
}

/**
 * A call in a compiled trace has ended: what it gave is in reach of code that does not look after it. Of one that is recorded it is found behind
 * the instruction whose that is.
 */
export function endInTrace(): void {
  settleTrace(context.depth)
  owned.given = null
}

/** The callable or the manager of an instruction that can give its frame an object. */
export function giverAt(frame: Frame, pc: number): Value {
  const { code } = frame.code
  const register = callAt(code, pc)?.callee ?? (code[pc] === BEFORE_WITH ? code[pc + 2] : -1)
  return register < 0 ? null : (frame.regs[register] as Value)
}

/** The instruction at `pc` was recorded, and something is held by the frame, or on its way to it: whose it is. */
export function endRecorded(frame: Frame, pc: number, giver: Value): void {
  const { code } = frame.code
  const result = frame.regs[code[pc + 1]] as Value
  if (callAt(code, pc) !== null) endCall(frame.depth, result, giver)
  else if (isIteration(code[pc])) endIteration(frame.depth, result)
  else if (code[pc] === BEFORE_WITH) endEnter(frame.depth, result, giver)
  else owned.given = null
}
