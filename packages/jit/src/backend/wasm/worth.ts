/**
 * Which loops are written in WebAssembly: those in which it saves more than going there and back costs. Measured, in tenths of a nanosecond for each operation,
 * on loops of which it was the most part (docs/decisions/0022-webassembly-backend.md): what JavaScript does in machine words too, like sums of int32
 * and of doubles, gains nothing, so that loops of these stay where V8 knows more about them.
 *
 * Bridges count where WebAssembly goes round by them too. Those that it cannot do stand in the loop of JavaScript, unless they go around it (js/behind.ts), and where
 * they call something, which may be once in many rounds, V8 has the loop's doubles in memory in all of them: a call leaves none in registers.
 */
import type { Bridge, Tree } from '../../driver/tree.ts'
import { CallDescr, type TargetDescr } from '../../ir/descr.ts'
import type { OpName } from '../../ir/ops.ts'
import { Const, type Op } from '../../ir/values.ts'
import { isAround } from '../js/behind.ts'
import type { Form, WasmLoop } from './loop.ts'

/** What is saved by each operation that JavaScript computes on doubles, or by a call. */
const GAINS: Partial<Record<OpName, number>> = {
  int_add: 3,
  int_sub: 3,
  int_add_ovf: 3,
  int_sub_ovf: 3,
  int_mul_ovf: 5,
  int_and: 20,
  int_or: 20,
  int_xor: 20,
  int_rshift: 5,
  int_mod: 80,
  uint_mod: 80,
  big_add: 500,
  big_sub: 500,
  big_mul: 500,
  big_and: 500,
  big_or: 500,
  big_xor: 500,
  big_lshift: 500,
  big_rshift: 500,
  big_mod: 500,
}

/** What is saved by a remainder whose divisor is a variable. */
const BY_VARIABLE = 20

/** On bigints that are cut to 64 bits, which V8 computes in machine words, but for the class of what comes out. */
const CUT = 150

/** By each operation on doubles, where JavaScript's loop has calls in it. */
const KEPT = 8

/** What has to be saved in a round: less is lost again where a loop is short each time. */
const LEAST = 60

/** What entering and leaving costs, and what each variable does in a form of which something has to be made. */
const CROSSING = 150
const PASSING: Readonly<Record<Form, number>> = { number: 15, int32: 15, double: 15, wide: 250, integer: 700 }

/** What a round of the loop saves, 0 where that is too little; `inWasm`: whether WebAssembly goes round by a bridge. */
export function gainOf(tree: Tree, label: Op, ops: readonly Op[], inWasm: (bridge: Bridge) => boolean): number {
  let gain = sum(ops)
  let calls = false
  for (const bridge of tree.bridges) {
    const { trace, isMerged } = bridge
    if (!isMerged || trace.ops.at(-1)!.descr !== label.descr) continue
    if (inWasm(bridge)) gain = Math.max(gain, sum(trace.ops))
    calls ||= trace.ops.some(isCall) && !isAround(bridge, label.descr as TargetDescr)
  }
  if (calls) gain += KEPT * ops.filter(({ name }) => name.startsWith('float_')).length
  return gain < LEAST ? 0 : gain
}

/** Whether an operation calls a function, other than of doubles, or has a text that does. */
function isCall({ spec, descr }: Op): boolean {
  if (spec.effect !== 'call') return false
  if (!(descr instanceof CallDescr)) return true
  if (descr.pure && descr.result === 'f') return false
  return descr.text === null || /[\w$]\(/.test(descr.text.parts.join('$'))
}

/** After how many rounds entering it was worth it. */
export function roundsOf(gain: number, { inputs, outputs }: WasmLoop): number {
  let cost = CROSSING
  for (const { form } of [...inputs, ...outputs]) cost += PASSING[form]
  return Math.ceil(cost / Math.max(gain, LEAST))
}

const sum = (ops: readonly Op[]): number => ops.reduce((total, op) => total + saved(op), 0)

function saved(op: Op): number {
  if (op.name === 'call_r') return (op.descr as CallDescr).meaning === 'modulo' ? CUT : 0
  if ((op.name === 'int_mod' || op.name === 'uint_mod') && !(op.args[1] instanceof Const)) return BY_VARIABLE
  return op.isInt32 || op.isUint32 ? 0 : (GAINS[op.name] ?? 0)
}
