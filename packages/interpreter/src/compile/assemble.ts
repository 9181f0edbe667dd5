// Assembly: the passes over the instructions of a unit when all are there. Labels become offsets, jumps that lead to jumps go
// straight on, constants get registers, and local variables are numbered as they are first used, as CPython numbers them.
//
// What must stay true: no pass moves an instruction, so positions and protected ranges hold.
import { JUMP, JUMP_BACKWARD, KINDS, OPLEN } from '../generated/opcodes.ts'

/** An operand that is a place in the code. */
export interface LabelUse {
  /** Where the operand and its instruction are. */
  readonly at: number
  readonly start: number
  readonly label: { readonly at: number }
}

/** Operands from here down are constants: -2 - n stands for constant n until it has a register. */
export const FIRST_CONSTANT = -2

/** How many jumps in a row are followed. */
const MAX_THREAD = 8

/** Puts the offsets of labels into the code. A jump on a line of its own is not passed over: trace functions are told of it; nor are those of `kept` by a condition. */
export function placeLabels(
  code: Int32Array,
  uses: readonly LabelUse[],
  positions: readonly number[],
  kept: ReadonlySet<number>,
): void {
  for (const { at, label } of uses) code[at] = label.at
  for (const { at, start } of uses) {
    let target = code[at]
    for (let n = 0; n < MAX_THREAD && code[target] === JUMP; n++) {
      if (kept.has(target) && code[start] !== JUMP) break
      const line = lineAt(positions, target)
      if (line >= 0 && line !== lineAt(positions, start)) break
      target = code[target + 1]
    }
    code[at] = target
    // Only an unconditional jump can do what must be done at the end of a loop's round.
    const mayGoBack = code[start] === JUMP && code[target] === JUMP_BACKWARD && !kept.has(start)
    const line = mayGoBack ? lineAt(positions, start) : 0
    if (line < 0 || (line > 0 && line === lineAt(positions, target))) {
      code[start] = JUMP_BACKWARD
      code[at] = code[target + 1]
    }
  }
}

/** The line of the instruction at `pc`, by rows of five that begin with offset and line. */
function lineAt(positions: readonly number[], pc: number): number {
  let low = 0
  let high = positions.length / 5 - 1
  while (low < high) {
    const mid = (low + high + 1) >> 1
    if (positions[mid * 5] <= pc) low = mid
    else high = mid - 1
  }
  return positions[low * 5 + 1]
}

/** Gives the constants that are operands the registers from `first` on; tells which constant each holds. */
export function placeConstants(code: Int32Array, first: number): number[] {
  const constants: number[] = []
  const registers = new Map<number, number>()
  for (let pc = 0; pc < code.length; pc += OPLEN[code[pc]]) {
    const kinds = KINDS[code[pc]]
    for (let k = 0; k < kinds.length; k++) {
      const operand = code[pc + 1 + k]
      if (operand > FIRST_CONSTANT || (kinds[k] !== 'reg' && kinds[k] !== 'opt')) continue
      let register = registers.get(operand)
      if (register === undefined) {
        register = first + constants.push(FIRST_CONSTANT - operand) - 1
        registers.set(operand, register)
      }
      code[pc + 1 + k] = register
    }
  }
  return constants
}

/** Renumbers the variables in the registers from `first` to `end` by first use; gives their names in the new order. */
export function orderVariables(
  code: Int32Array,
  first: number,
  end: number,
  names: readonly string[],
): readonly string[] {
  if (end - first < 2) return names
  const order = new Int32Array(end - first).fill(-1)
  let next = first
  let isChanged = false
  forEachVariable(code, first, end, (at) => {
    const old = code[at] - first
    if (order[old] >= 0) return
    if (next !== code[at]) isChanged = true
    order[old] = next++
  })
  if (!isChanged) return names
  for (let i = 0; i < order.length; i++) if (order[i] < 0) order[i] = next++
  forEachVariable(code, first, end, (at) => {
    code[at] = order[code[at] - first]
  })
  const renamed = names.slice()
  for (let i = 0; i < order.length; i++) renamed[order[i]] = names[first + i]
  return renamed
}

function forEachVariable(code: Int32Array, first: number, end: number, visit: (at: number) => void): void {
  for (let pc = 0; pc < code.length; pc += OPLEN[code[pc]]) {
    const kinds = KINDS[code[pc]]
    // Operands are used before the result, the first operand, is bound.
    for (let k = 1; k <= kinds.length; k++) {
      const i = k % kinds.length
      const kind = kinds[i]
      const at = pc + 1 + i
      if (
        (kind === 'reg' || kind === 'out' || kind === 'opt' || kind === 'base') &&
        code[at] >= first &&
        code[at] < end
      )
        visit(at)
    }
  }
}
