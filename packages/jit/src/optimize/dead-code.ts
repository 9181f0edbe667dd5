/**
 * Dead code: a pure operation, a read or an allocation whose result nobody uses is dropped.
 *
 * One walk from the end to the start: what is met has been asked for by something behind it, or has an effect. Resume data counts
 * as a use. A guard that another one behind it answers is dropped (checkpoints.ts). An overflowing operation goes with its guard, which stays: without the guard it would be pure.
 */
import type { CallDescr } from '../ir/descr.ts'
import type { Op, Trace, Value } from '../ir/values.ts'
import { Numbers } from './checkpoints.ts'

export function removeDeadCode({ inputs, ops }: Trace): Trace {
  const used = new Set<Value>()
  const numbers = new Numbers()
  const kept: Op[] = []
  for (let i = ops.length - 1; i >= 0; i--) {
    const op = ops[i]
    if (!used.has(op) && isDroppable(op)) continue
    if (op.isGuard && numbers.answers(op)) continue
    for (const arg of op.args) used.add(arg)
    if (op.resume !== null) for (const value of op.resume.live) used.add(value)
    if (op.name === 'guard_no_overflow' || op.name === 'guard_overflow') used.add(ops[i - 1])
    kept.push(op)
  }
  return { inputs, ops: kept.reverse() }
}

/** Whether nothing is missed of an operation but its result. */
export function isDroppable(op: Op): boolean {
  switch (op.spec.effect) {
    case 'pure':
    case 'overflow':
    case 'read':
    case 'new':
      return true
    case 'call':
      return op.name.startsWith('big_') || (op.name !== 'call_assembler_r' && (op.descr as CallDescr).pure)
  }
  return false
}
