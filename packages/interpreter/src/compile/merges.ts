// Jumps behind an expression that ends where several ways meet, as `a or b` does: such a jump cannot be on the line of what comes before
// it, so it is on none, and trace functions are told once more of the line that it leads to. Where that is nearly all of the code that is
// left, CPython has a copy of it instead of the jump. CPython: Python/flowgraph.c (propagate_line_numbers, inline_small_or_no_lineno_blocks)
import { ast as A } from '@typhon/parser'
import * as Op from '../generated/opcodes.ts'
import { KINDS, OPLEN } from '../generated/opcodes.ts'
import { TOLD_AGAIN } from '../objects/positions.ts'
import { FIRST_CONSTANT, type LabelUse } from './assemble.ts'
import type { Compiler } from './compiler.ts'
import { deciding } from './expressions.ts'

/** A jump with a row of positions of its own. */
export interface Merge {
  readonly at: number
  /** The number of its row. */
  readonly row: number
  /** The register that the expression is computed into. */
  readonly out: number
}

/** Most instructions that CPython copies. */
const MAX_COPY = 4

/** Whether the code of an expression ends where several ways meet. */
export function endsMerged(c: Compiler, e: A.expr): boolean {
  if (c.constant(e) !== undefined) return false
  switch (e.tag) {
    case A.Tag.BoolOp: {
      const values = deciding(c, e as A.BoolOp)
      return values.length > 1 || endsMerged(c, values[0])
    }
    case A.Tag.IfExp: {
      const { test, body, orelse } = e as A.IfExp
      return endsMerged(c, c.truth(test) === true ? body : orelse)
    }
  }
  return false
}

/** Takes the lines of the jumps away that CPython has; gives their offsets. `variables`: how many registers are local variables. */
export function placeMerges(
  code: readonly number[],
  uses: readonly LabelUse[],
  merges: readonly Merge[],
  rows: number[],
  variables: number,
): Set<number> {
  const kept = new Set<number>()
  if (merges.length === 0) return kept
  const targets = new Map(uses.map(({ start, label }) => [start, label.at]))
  const bounds = new Set(uses.map(({ label }) => label.at))
  for (const { at, row, out } of merges) {
    let from = targets.get(at) as number
    while (code[from] === Op.JUMP) from = targets.get(from) as number
    if (isSmallExit(code, from, out, targets, bounds, variables)) {
      let there = row
      while (there * 5 + 5 < rows.length && rows[there * 5 + 5] <= from) there++
      rows.splice(row * 5 + 1, 4, ...rows.slice(there * 5 + 1, there * 5 + 5))
    } else {
      kept.add(at)
      rows.fill(-1, row * 5 + 1, row * 5 + 5)
      rows[row * 5 + 2] = TOLD_AGAIN
    }
  }
  return kept
}

/** Whether the code at `from` leaves the function after a few instructions of CPython's, which has `out` on its stack. */
function isSmallExit(
  code: readonly number[],
  from: number,
  out: number,
  targets: ReadonlyMap<number, number>,
  bounds: ReadonlySet<number>,
  variables: number,
): boolean {
  // What is on the stack: values that nobody takes have to be removed.
  const left = new Set([out])
  let count = 0
  for (let pc = from; pc < code.length && count <= MAX_COPY; pc += OPLEN[code[pc]]) {
    const op = code[pc]
    if (targets.has(pc) || (pc > from && bounds.has(pc)) || op === Op.RERAISE) return false
    const kinds = KINDS[op]
    let results = 0
    let loads = 0
    kinds.forEach((kind, i) => {
      const r = code[pc + 1 + i]
      if (kind === 'base') for (const each of left) if (each >= r) left.delete(each)
      if (kind !== 'reg' && kind !== 'opt') return
      if (r <= FIRST_CONSTANT || (r >= 0 && r < variables)) loads++
      else left.delete(r)
    })
    kinds.forEach((kind, i) => {
      const r = code[pc + 1 + i]
      if (kind !== 'out') return
      if (r < variables) results++
      else left.add(r)
    })
    if (op === Op.RETURN_VALUE) {
      // A constant is returned by one instruction.
      const isConstant = code[pc + 1] <= FIRST_CONSTANT
      return count + left.size + (isConstant ? 1 : 1 + loads) <= MAX_COPY
    }
    count += op === Op.COPY ? loads + results : 1 + loads + results
    if (op === Op.RAISE_VARARGS) return count <= MAX_COPY
  }
  return false
}
