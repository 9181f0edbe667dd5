// What instructions read and write, and which of them compute with numbers.
import * as Op from '../generated/opcodes.ts'
import { OPNAMES } from '../generated/opcodes.ts'

/** What an instruction on numbers is: its operator, and where its operands are. */
export interface NumberOp {
  readonly name: string
  readonly form: 'BINARY' | 'INPLACE' | 'COMPARE' | 'JUMP_IF' | 'JUMP_UNLESS' | 'UNARY'
  readonly left: number
  readonly right: number
}

const ARITHMETIC =
  /^(BINARY|INPLACE)_(MULTIPLY|TRUE_DIVIDE|FLOOR_DIVIDE|REMAINDER|LSHIFT|RSHIFT|AND|OR|XOR|ADD|SUBTRACT)$/
const COMPARISON = /^(COMPARE|JUMP_IF|JUMP_UNLESS)_(LT|LE|EQ|NE|GT|GE)$/

const NUMBER_OPS: readonly (Omit<NumberOp, 'left' | 'right'> | null)[] = OPNAMES.map((name) => {
  if (name === 'UNARY_NEGATIVE' || name === 'UNARY_INVERT') return { name: name.slice(6), form: 'UNARY' }
  const m = ARITHMETIC.exec(name) ?? COMPARISON.exec(name)
  return m === null ? null : { name: m[2], form: m[1] as NumberOp['form'] }
})

/** The instruction at `pc` as one on numbers, null for others. */
export function numberOp(code: Int32Array, pc: number): NumberOp | null {
  const op = NUMBER_OPS[code[pc]]
  if (op === null) return null
  const at =
    op.form === 'BINARY' || op.form === 'INPLACE' || op.form === 'COMPARE' || op.form === 'UNARY' ? pc + 2 : pc + 1
  return { ...op, left: code[at], right: op.form === 'UNARY' ? code[at] : code[at + 1] }
}

/** Instructions that take floats without boxes: the others get values. By opcode. */
export const TAKES_FLOATS: readonly boolean[] = OPNAMES.map((name, op) => NUMBER_OPS[op] !== null || name === 'COPY')

/** The registers that an instruction reads as values. */
export function readsOf(code: Int32Array, pc: number): number[] {
  const op = code[pc]
  if (op === Op.CHECK_LOCAL) return []
  const reads: number[] = []
  const first = code[pc + 2]
  const run = (from: number, count: number): void => {
    for (let i = 0; i < count; i++) reads.push(from + i)
  }
  Op.KINDS[op].forEach((kind, i) => {
    if (kind === 'reg' || (kind === 'opt' && code[pc + 1 + i] >= 0)) reads.push(code[pc + 1 + i])
  })
  if (op === Op.CALL || op === Op.CALL_KW) run(first, code[pc + 3] + 1)
  else if (op === Op.CALL_METHOD || op === Op.CALL_METHOD_KW) run(first, code[pc + 3] + 2)
  else if (op === Op.BUILD_MAP) run(first, 2 * code[pc + 3])
  else if (Op.KINDS[op].includes('base')) run(first, code[pc + 3])
  else if (op === Op.MAKE_CELL) run(code[pc + 1], 1)
  return reads
}

/** The registers that an instruction writes. */
export function writesOf(code: Int32Array, pc: number): number[] {
  const op = code[pc]
  if (Op.KINDS[op][0] !== 'out') return []
  const first = code[pc + 1]
  const run = (count: number): number[] => Array.from({ length: count }, (_, i) => first + i)
  switch (op) {
    case Op.UNPACK_SEQUENCE:
      return run(code[pc + 3])
    case Op.UNPACK_EX:
      return run(code[pc + 3] + 1 + code[pc + 4])
    case Op.COPY_FREE_VARS:
      return run(code[pc + 2])
    case Op.LOAD_METHOD:
    case Op.LOAD_SUPER_METHOD:
    case Op.BEFORE_WITH:
    case Op.BEFORE_ASYNC_WITH:
    case Op.CHECK_EG_MATCH:
      return run(2)
    default:
      return [first]
  }
}
