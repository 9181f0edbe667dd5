// Where an exception came up that is raised again. What must stay true: a register that holds a place belongs to one that holds an
// exception, which is before it.
import { RERAISE } from '../generated/opcodes.ts'
import type { Frame } from '../objects/frame.ts'
import { positionAt } from '../objects/positions.ts'

/** Numbers in a row of an exception table: start, end, handler, the registers of the exception and of its place. */
export const ROW = 5

/**
 * The place where an exception came up that leaves the instruction at `pc`. What is raised again on the way out of a block, by an
 * instruction on no line, came up where the register behind that of the exception says. CPython: RERAISE with an argument
 */
export function originOf({ code: { unit, code }, regs }: Frame, pc: number): number {
  if (code[pc] !== RERAISE || positionAt(unit, pc).line >= 0) return pc
  const register = code[pc + 1]
  const place = regs[register + 1]
  if (typeof place !== 'number') return pc
  const { exceptionTable: table } = unit
  let isKnown = false
  let isShared = false
  for (let i = 0; i < table.length; i += ROW) {
    if (table[i + 3] !== register) continue
    if (table[i + 4] !== register + 1) isShared = true
    else if (place >= table[i] && place < table[i + 1]) return place
    else isKnown = true
  }
  return isKnown && !isShared ? place : pc
}
