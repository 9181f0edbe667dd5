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

/** The position of the instruction at `pc`. */
export function positionAt(unit: CodeUnit, pc: number): Position {
  const { positions } = unit
  let low = 0
  let high = positions.length / 5 - 1
  while (low < high) {
    const mid = (low + high + 1) >> 1
    if (positions[mid * 5] <= pc) low = mid
    else high = mid - 1
  }
  const i = low * 5
  return { line: positions[i + 1], endLine: positions[i + 2], column: positions[i + 3], endColumn: positions[i + 4] }
}
