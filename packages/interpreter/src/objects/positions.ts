// Where in the source an instruction comes from.
import type { CodeUnit } from './code-unit.ts'

export interface Position {
  readonly line: number
  readonly endLine: number
  readonly column: number
  readonly endColumn: number
}

/** The line at which a jump ends that belongs to none, and behind which trace functions are told of a line once more. */
export const TOLD_AGAIN = -2

/** The position of the instruction at `pc`; that of one which belongs to no line has the line -1. */
export function positionAt(unit: CodeUnit, pc: number): Position {
  return positionOf(unit, rowAt(unit, pc))
}

/** The line on which code is entered: modules begin before their first one. */
export function entryLine({ name, firstlineno }: CodeUnit): number {
  return name === '<module>' ? 0 : firstlineno
}

/** The line of the instruction at `pc`, or of the last one before it that belongs to a line. */
export function shownLine(unit: CodeUnit, pc: number): number {
  const { positions, firstlineno } = unit
  for (let i = rowAt(unit, pc); i >= 0; i -= 5) if (positions[i + 1] >= 0) return positions[i + 1]
  return firstlineno
}

/** The position of the instruction at `pc`, or of the last one before it that has one; null where there is none. */
export function shownPosition(unit: CodeUnit, pc: number): Position | null {
  for (let i = rowAt(unit, pc); i >= 0; i -= 5) if (unit.positions[i + 1] >= 0) return positionOf(unit, i)
  return null
}

function rowAt({ positions }: CodeUnit, pc: number): number {
  let low = 0
  let high = positions.length / 5 - 1
  while (low < high) {
    const mid = (low + high + 1) >> 1
    if (positions[mid * 5] <= pc) low = mid
    else high = mid - 1
  }
  return low * 5
}

function positionOf({ positions }: CodeUnit, i: number): Position {
  return { line: positions[i + 1], endLine: positions[i + 2], column: positions[i + 3], endColumn: positions[i + 4] }
}
