// Where in the source an instruction comes from.
import type { CodeUnit } from './code-unit.ts'

export interface Position {
  readonly line: number
  readonly endLine: number
  readonly column: number
  readonly endColumn: number
}

/**
 * How many bytes Python code takes a word of ours for, in `tb_lasti`, `f_lasti` and what `co_lines` tells: an instruction of
 * CPython has two, and callers of `co_positions` count on it.
 */
const BYTES_PER_WORD = 2

/**
 * The byte that Python code takes an instruction of ours for. As in CPython, the first one stands for entering the code, on the
 * line where its definition begins.
 */
export const lastiOf = (pc: number): number => (pc + 1) * BYTES_PER_WORD

/** The instruction of ours that `lasti` stands for. */
export const pcOf = (lasti: number): number => (lasti < 0 ? lasti : lasti / BYTES_PER_WORD - 1)

/** The position of the instruction at `pc`; that of one which belongs to no line has the line -1. */
export function positionAt(unit: CodeUnit, pc: number): Position {
  return positionOf(unit, rowAt(unit, pc))
}

/** The line of the instruction at `pc`, or of the last one before it that belongs to a line. */
export function shownLine(unit: CodeUnit, pc: number): number {
  const { positions, firstlineno } = unit
  for (let i = rowAt(unit, pc); i >= 0; i -= 5) if (positions[i + 1] >= 0) return positions[i + 1]
  return firstlineno
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
