// Which of a frame's own objects no register holds any more, and their end.
//
// Variables hold what they have until they get something else; temporaries as long as an instruction may read them.
import {
  owned,
  release,
  remove,
  settleReturned,
  type Value,
  W_BuiltinFunction,
  W_Method,
  W_MethodWrapper,
  type W_Object,
} from '@typhon/objspace'
import { finalize } from '../collect/finalize.ts'
import { heldRegisters } from '../eval/liveness.ts'
import type { Frame } from '../objects/frame.ts'
import { isSeen } from './seen.ts'

/** Whether a register's value is the object, or a method bound to it. */
function holds(value: Value | undefined, w: W_Object): boolean {
  if (value === w) return true
  return (
    (value instanceof W_Method || value instanceof W_BuiltinFunction || value instanceof W_MethodWrapper) &&
    value.self === w
  )
}

/** Whether one of a frame's own objects is in a register, or what a method there is bound to. */
export function isOwned(value: Value | undefined): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (owned.objects.includes(value)) return true
  return (
    (value instanceof W_Method || value instanceof W_BuiltinFunction || value instanceof W_MethodWrapper) &&
    typeof value.self === 'object' &&
    value.self !== null &&
    owned.objects.includes(value.self)
  )
}

/** Finalizes what the frame at `depth` has and none of `values` is, what its registers hold. `frame` is null where nobody can have seen it. */
export function dropUnheld(depth: number, values: readonly (Value | undefined)[], frame: Frame | null): void {
  if (owned.returned !== null) settleReturned()
  let dropped: W_Object[] | null = null
  for (let i = owned.live - 1; i >= 0 && owned.depths[i] >= depth; i--) {
    if (owned.depths[i] !== depth || owned.isFresh[i]) continue
    const w = owned.objects[i]
    if (values.some((value) => holds(value, w))) continue
    if (frame !== null && isSeen(frame)) release(i)
    else {
      remove(i)
      ;(dropped ??= []).push(w)
    }
  }
  if (dropped !== null) finalizeDropped(dropped.reverse())
}

/** The same for the interpreter, before the instruction at `pc`. */
export function dropUnheldOf(frame: Frame, pc: number): void {
  const { regs, depth } = frame
  const { unit } = frame.code
  const held = heldRegisters(unit, pc)
  const values: (Value | undefined)[] = []
  for (let r = 0; r < unit.firstConst; r++) if (held[r] === 1 && typeof regs[r] === 'object') values.push(regs[r])
  dropUnheld(depth, values, frame)
}

/** Has objects that nothing refers to do what they have to do, the oldest first. */
export function finalizeDropped(objects: readonly W_Object[]): void {
  for (const w of objects) finalize(w)
}
