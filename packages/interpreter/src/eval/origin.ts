// Where an exception came up that is raised again. What must stay true: a register that holds a place belongs to one that holds an
// exception, which is before it.
import { RERAISE } from '../generated/opcodes.ts'
import type { CodeUnit } from '../objects/code-unit.ts'
import type { Frame } from '../objects/frame.ts'
import { positionAt } from '../objects/positions.ts'

/** Numbers in a row of an exception table: start, end, handler, the registers of the exception and of its place. */
export const ROW = 5

/** The register that says where an exception came up that the instruction at `pc` raises again on the way out of a block; -1 for none. */
export function registerOfPlace({ code, exceptionTable: table }: CodeUnit, pc: number): number {
  if (code[pc] !== RERAISE) return -1
  const register = code[pc + 1]
  for (let i = 0; i < table.length; i += ROW)
    if (table[i + 3] === register && table[i + 4] === register + 1) return register + 1
  return -1
}

/** The place where an exception came up that leaves the instruction at `pc` of a frame. */
export function originOf({ code: { unit }, regs }: Frame, pc: number): number {
  return unit.code[pc] === RERAISE ? originAt(unit, pc, regs[unit.code[pc + 1] + 1]) : pc
}

/**
 * The same with what is in the register behind that of the exception. What is raised again on the way out of a block, by an instruction on no
 * line, came up where that says. CPython: RERAISE with an argument
 */
export function originAt(unit: CodeUnit, pc: number, place: unknown): number {
  const { code, exceptionTable: table } = unit
  if (code[pc] !== RERAISE || typeof place !== 'number' || positionAt(unit, pc).line >= 0) return pc
  const register = code[pc + 1]
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
