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

/** The SEND of a frame that is suspended in `yield from` or `await`, -1 of one that is suspended at a yield of its own. */
export function sendOf(frame: Frame): number {
  return sendAt(frame.code.code, frame.pc)
}

/** The same of frames that are suspended at `pc`. */
export function sendAt(code: Int32Array, pc: number): number {
  // `yield from` compiles to: SEND … YIELD_VALUE … JUMP back to the SEND.
  const next = pc + YIELD_LENGTH
  if (code[pc] !== YIELD_VALUE || code[next] !== JUMP) return -1
  const target = code[next + 1]
  return code[target] === SEND ? target : -1
}

/** Whether a generator gives a value of its own at `pc`. */
export const isOwnYield = (code: Int32Array, pc: number): boolean => code[pc] === YIELD_VALUE && sendAt(code, pc) < 0

const YIELD_LENGTH = OPLEN[YIELD_VALUE]

/** The iterator that a suspended generator waits for in `yield from` or `await`; undefined when it waits at a yield of its own. */
export function delegateOf(gen: W_Generator): Value | undefined {
  if (gen.state !== SUSPENDED) return undefined
  const { frame } = gen
  const at = sendOf(frame)
  return at < 0 ? undefined : (frame.regs[frame.code.code[at + 2]] as Value)
}

/** Ends the wait of a generator for the iterator it delegates to: the value is that of the `yield from`. */
export function finishDelegation(gen: W_Generator, value: Value): void {
  const { frame } = gen
  const { code } = frame.code
  const at = sendOf(frame)
  frame.regs[code[at + 1]] = value
  frame.pc = code[at + 4]
}
