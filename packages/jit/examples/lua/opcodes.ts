/**
 * Instructions of the small Lua's register machine: four numbers, the opcode and three operands. Beside each opcode stands what its operands are:
 * `w` a register it writes, `r` one it reads, `c` a run of registers it reads (the first; the next operand has how many follow), `n` a number,
 * `j` a place to jump to.
 */
const OPCODES = {
  MOVE: 'wr',
  CONST: 'wn',
  GETGLOBAL: 'wn',
  SETGLOBAL: 'nr',
  /** Variables of outer functions that live in cells, by the closure's index. */
  GETOUTER: 'wn',
  SETOUTER: 'nr',
  /** A local variable that lives in a cell: the register holds the cell. */
  NEWCELL: 'wr',
  GETCELL: 'wr',
  SETCELL: 'rr',
  CLOSURE: 'wn',
  ADD: 'wrr',
  SUB: 'wrr',
  MUL: 'wrr',
  DIV: 'wrr',
  IDIV: 'wrr',
  MOD: 'wrr',
  BAND: 'wrr',
  BOR: 'wrr',
  BXOR: 'wrr',
  SHL: 'wrr',
  SHR: 'wrr',
  CONCAT: 'wrr',
  EQ: 'wrr',
  LT: 'wrr',
  LE: 'wrr',
  NEG: 'wr',
  NOT: 'wr',
  LEN: 'wr',
  NEWTABLE: 'w',
  GETINDEX: 'wrr',
  SETINDEX: 'rrr',
  /** The key is a constant string. */
  GETFIELD: 'wrn',
  SETFIELD: 'rnr',
  JUMP: 'j',
  JUMPIF: 'rj',
  JUMPIFNOT: 'rj',
  /** Back to the head of a loop. */
  LOOP: 'j',
  /** Result, the register of the function, number of arguments behind it. */
  CALL: 'wcn',
  RETURN: 'r',
} as const

export type OpcodeName = keyof typeof OPCODES

export const OPCODE_NAMES = Object.keys(OPCODES) as OpcodeName[]
export const FORMATS: readonly string[] = Object.values(OPCODES)
export const OP = Object.fromEntries(OPCODE_NAMES.map((name, i) => [name, i])) as Readonly<Record<OpcodeName, number>>

/** Numbers in an instruction. */
export const WIDTH = 4
