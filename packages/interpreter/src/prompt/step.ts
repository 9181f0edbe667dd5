// The interpreter's part: what it does before each instruction while some frame has objects of its own.
import { escape, owned, settleReturned, Special, typeOf, type Value, W_Iterator } from '@typhon/objspace'
import { BEFORE_WITH, OPLEN, RETURN_VALUE, YIELD_VALUE } from '../generated/opcodes.ts'
import type { Frame } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import { W_Generator } from '../objects/generator.ts'
import { beginCall, endCall, endGiven, leaveFrame, suspend } from './calls.ts'
import { dropUnheldOf } from './drops.ts'
import { letGo } from './keep.ts'
import { callAt, isIteration, keptRegisters } from './instructions.ts'

/** Before the instruction at `pc`: what the frame has dropped ends, and what the instruction may keep is let go of. */
export function beforeInstruction(frame: Frame, pc: number): void {
  const { depth, regs } = frame
  const { code } = frame.code
  const before = frame.pc
  if (isIteration(code[before]) && before + OPLEN[code[before]] === pc)
    endIteration(depth, regs[code[before + 1]] as Value)
  else if (owned.returned !== null) settleReturned()
  if (owned.top === depth) dropUnheldOf(frame, pc)
  if (owned.live === 0) return
  const op = code[pc]
  if (op === RETURN_VALUE) {
    leaveFrame(depth, regs[code[pc + 1]] as Value, frame)
    return
  }
  if (op === YIELD_VALUE) {
    suspend(depth, regs[code[pc + 2]] as Value)
    return
  }
  const call = callAt(code, pc)
  if (call !== null) {
    const { callee, receiver, first, count } = call
    const args = count === 0 ? [] : regs.slice(first, first + count)
    beginCall(regs[callee] as Value, receiver < 0 ? undefined : regs[receiver], args)
  } else if (isIteration(op)) beginIteration(regs[code[pc + 2]] as Value)
  else if (op === BEFORE_WITH) beginWith(regs[code[pc + 2]] as Value)
  else for (const r of keptRegisters(code, pc)) letGo(regs[r])
}

/**
 * `with w`: what the end of the block closes has nothing to do when it is dropped then, and the block's instructions need not be looked at for
 * its sake.
 */
export function beginWith(w: Value): void {
  const type = typeOf(w)
  if (!type.heap && type.special(Special.exit) !== undefined) escape(w)
}

/** Something is asked for an iterator of it, which may be itself, or refer to it. */
export function beginIteration(w: Value): void {
  if (owned.returned !== null) settleReturned()
  if (!iteratesItself(w)) letGo(w)
}

function iteratesItself(w: Value): boolean {
  if (w instanceof W_Generator || w instanceof W_Iterator) return true
  const method = typeOf(w).special(Special.iter)
  return method instanceof W_Function
}

/** The iterator is there, in the frame at `depth`: what an `__iter__` in Python has given. */
export function endIteration(depth: number, iterator: Value): void {
  endGiven(depth, iterator, owned.passed === iterator)
  owned.passed = null
}

/** `__enter__` of `w` has given `result`. */
export function endEnter(depth: number, result: Value, w: Value): void {
  const method = typeOf(w).special(Special.enter)
  endCall(depth, result, method instanceof W_Function ? method : null)
}
