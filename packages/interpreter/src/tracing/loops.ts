// What the tracing tier reads in a code before anything runs: where loops begin and end, how one nests in another, and which loops and functions may be worth a trace.
//
// What must stay true: a loop is what an instruction jumps back to, its head, up to the last such instruction.
import type * as Jit from '@typhon/jit'
import { targetOf } from '../baseline/graph.ts'
import { looksAtFrames } from '../baseline/worth.ts'
import {
  CALL,
  CALL_EX,
  CALL_KW,
  CALL_METHOD,
  CALL_METHOD_KW,
  FOR_ITER,
  JUMP_BACKWARD,
  LOAD_SUPER_METHOD,
  OPLEN,
  RETURN_VALUE,
  SEND,
  YIELD_VALUE,
} from '../generated/opcodes.ts'
import type { W_Code } from '../objects/code.ts'
import { CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR } from '../objects/code-flags.ts'
import { firstTemporaryOf } from './shadow.ts'

/** Code whose frames are suspended. */
const SUSPENDS = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR

const heads = new WeakMap<W_Code, Map<number, number>>()

/** The heads of loops, and where each loop's code ends. */
export function headsOf(code: W_Code): Map<number, number> {
  let found = heads.get(code)
  if (found !== undefined) return found
  heads.set(code, (found = new Map()))
  const words = code.code
  for (let pc = 0; pc < words.length; pc += OPLEN[words[pc]])
    if (words[pc] === JUMP_BACKWARD) found.set(targetOf(words, pc), pc + OPLEN[JUMP_BACKWARD])
  return found
}

const ends = new WeakMap<W_Code, Set<number>>()

/** Where execution goes on when an iterator has no more items. */
export function endsOf(code: W_Code): Set<number> {
  let found = ends.get(code)
  if (found !== undefined) return found
  ends.set(code, (found = new Set()))
  for (const pc of headsOf(code).keys()) if (code.code[pc] === FOR_ITER) found.add(targetOf(code.code, pc))
  return found
}

const returns = new WeakMap<W_Code, number>()

/** An instruction that returns, one that gives no variable where there is such. */
export function returnOf(code: W_Code): number {
  let found = returns.get(code)
  if (found !== undefined) return found
  found = -1
  const words = code.code
  for (let pc = 0; pc < words.length; pc += OPLEN[words[pc]])
    if (words[pc] === RETURN_VALUE && (found < 0 || words[pc + 1] >= firstTemporaryOf(code))) found = pc
  returns.set(code, found)
  return found
}

/** From where to where the outermost loop goes that a head is in. */
export function outermost(code: W_Code, pc: number): readonly [number, number] {
  let found: readonly [number, number] = [pc, pc + 1]
  for (const [start, end] of headsOf(code)) if (start <= pc && pc < end && start <= found[0]) found = [start, end]
  return found
}

/** Whether rounds of a loop may suspend the frame. */
export function suspends({ code: w_code, pc: head, end }: Jit.Location): boolean {
  const { code, flags } = w_code as W_Code
  if ((flags & SUSPENDS) === 0) return false
  for (let pc = head; pc < end; pc += OPLEN[code[pc]]) if (code[pc] === YIELD_VALUE) return true
  return false
}

/** How many instructions a loop has that is small. */
const SMALL = 48

/** Instructions that call what has instructions of its own, mostly. */
const CALLS = new Set([CALL, CALL_METHOD, CALL_KW, CALL_METHOD_KW, CALL_EX, LOAD_SUPER_METHOD, YIELD_VALUE, SEND])

/** How many instructions a loop has, if they are few and call nothing, and it is neither in another loop nor around one; else 0. */
export function sizeOf(code: W_Code, head: number, { end, outermost: [start] }: Jit.Location): number {
  if (start !== head) return 0
  const words = code.code
  let count = 0
  for (let pc = head; pc < end; pc += OPLEN[words[pc]])
    if (++count > SMALL || CALLS.has(words[pc]) || (pc > head && headsOf(code).has(pc))) return 0
  return count
}

/** How many operations the trace of an instruction has, about. */
const PER_INSTRUCTION = 4

/** Whether a function can have a trace that is worth it: one that calls nothing, or is short, does as well without. */
export function mayStart(code: W_Code, least: number): boolean {
  if ((code.flags & SUSPENDS) !== 0 || looksAtFrames(code)) return false
  const words = code.code
  let calls = false
  let count = 0
  for (let pc = 0; pc < words.length; pc += OPLEN[words[pc]]) {
    calls ||= CALLS.has(words[pc])
    count++
  }
  return calls && count * PER_INSTRUCTION >= least
}
