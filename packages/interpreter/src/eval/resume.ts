// Resuming generators: where execution goes on, and what a generator waits for.
import type { Value } from '@typhon/objspace'
import { OPLEN } from '../generated/opcodes.ts'
import { JUMP, SEND, YIELD_VALUE } from '../generated/opcodes.ts'
import type { Frame } from '../objects/frame.ts'
import { SUSPENDED, type W_Generator } from '../objects/generator.ts'

/** Moves a suspended frame behind the instruction it waits at; the value sent is the result of its yield. */
export function resumePoint(frame: Frame, value: Value): void {
  const { code } = frame.code
  const { pc, debug } = frame
  if (debug !== null && debug.jumped) {
    debug.jumped = false
    return
  }
  if (code[pc] === YIELD_VALUE) frame.regs[code[pc + 1]] = value
  frame.pc = pc + OPLEN[code[pc]]
}

/** The iterator that a suspended generator waits for in `yield from` or `await`; undefined when it waits at a yield of its own. */
export function delegateOf(gen: W_Generator): Value | undefined {
  if (gen.state !== SUSPENDED) return undefined
  const { frame } = gen
  const { code } = frame.code
  const next = frame.pc + OPLEN[code[frame.pc]]
  // `yield from` compiles to: SEND … YIELD_VALUE … JUMP back to the SEND.
  if (code[frame.pc] !== YIELD_VALUE || code[next] !== JUMP) return undefined
  const target = code[next + 1]
  return code[target] === SEND ? (frame.regs[code[target + 2]] as Value) : undefined
}

/** Ends the wait of a generator for the iterator it delegates to: the value is that of the `yield from`. */
export function finishDelegation(gen: W_Generator, value: Value): void {
  const { frame } = gen
  const { code } = frame.code
  const at = code[frame.pc + OPLEN[code[frame.pc]] + 1]
  frame.regs[code[at + 1]] = value
  frame.pc = code[at + 4]
}
