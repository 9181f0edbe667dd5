// The instructions that a function begins with where it has cells: what its parameters and its closure are put into.
//
// What must stay true: none of them can fail, run other code, or be seen.
import { W_Cell, type W_Tuple } from '@typhon/objspace'
import { COPY_FREE_VARS, MAKE_CELL, OPLEN } from '../generated/opcodes.ts'
import type { Frame } from '../objects/frame.ts'
import type { W_Function } from '../objects/function.ts'

/** Where the rest of a function begins. */
export function behindPrologue(code: Int32Array): number {
  let pc = 0
  while (code[pc] === COPY_FREE_VARS || code[pc] === MAKE_CELL) pc += OPLEN[code[pc]]
  return pc
}

/** Brings a new frame there. */
export function executePrologue(frame: Frame): void {
  const { regs } = frame
  const { code } = frame.code
  const end = behindPrologue(code)
  for (let pc = 0; pc < end; pc += OPLEN[code[pc]]) {
    const first = code[pc + 1]
    if (code[pc] === MAKE_CELL) regs[first] = new W_Cell(regs[first])
    else {
      const { items } = (frame.func as W_Function).closure as W_Tuple
      for (let i = 0; i < code[pc + 2]; i++) regs[first + i] = items[i]
    }
  }
  frame.pc = end
}
