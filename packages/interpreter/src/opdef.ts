// How opcodes are declared. From the declarations in ops/ come the numbers and lengths (generated/opcodes.ts), the dispatch
// loop (generated/loop.ts), the disassembler and the reference page.
//
// An instruction is `[opcode, operand…]` in an Int32Array. Operand kinds:
//   out    a register that is written; always the first operand
//   reg    a register that is read; constants are registers too
//   opt    a register, or -1 for none
//   base   the first of a run of registers
//   imm    a number          name   an index into the unit's names
//   unit   an index into the units inside          konst  an index into the constants
//   label  an offset in the code                   cache  an index of an inline cache
//
// Effects: `value` — the body's value goes into `out`; `void` — the body is run for what it does; `branch` — the body says
// whether to jump to the label; `control` — the loop does it (calls, returns, yields, raises).
// A body is written against the machine's functions (eval/machine.ts) and never looks inside a value.

export type OperandKind = 'out' | 'reg' | 'opt' | 'base' | 'imm' | 'name' | 'unit' | 'konst' | 'label' | 'cache'
export type Effect = 'value' | 'void' | 'branch' | 'control'

export interface Operand {
  readonly kind: OperandKind
  readonly name: string
}

export interface Opcode {
  readonly name: string
  readonly operands: readonly Operand[]
  readonly effect: Effect
  readonly meaning: string
  /** Takes the machine, then the operands but `out` and `label`. */
  readonly body: ((...args: any[]) => unknown) | null
}

/** All opcodes, in the order of their numbers. */
export const OPCODES: Opcode[] = []

/** Declares an opcode; `operands` reads `out result, reg left, reg right`. */
export function op(
  name: string,
  operands: string,
  effect: Effect,
  meaning: string,
  body: ((...args: any[]) => unknown) | null = null,
): void {
  const list =
    operands === ''
      ? []
      : operands.split(', ').map((o) => {
          const [kind, operand] = o.split(' ')
          return { kind: kind as OperandKind, name: operand }
        })
  OPCODES.push({ name, operands: list, effect, meaning, body })
}
