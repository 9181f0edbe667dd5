// Which values an instruction passes on to where they may be kept. An instruction that is in no list here is taken to keep what it reads.
import * as Op from '../generated/opcodes.ts'

/** Instructions that keep none of their operands; comparisons, jumps and binary operations are added below. */
const KEEPING_NOTHING = new Set<number>([
  Op.COPY,
  Op.NOP,
  Op.CHECK_LOCAL,
  Op.CLEAR_FAST,
  Op.DELETE_FAST,
  Op.LOAD_DEREF,
  Op.DELETE_DEREF,
  // A method that is bound to an object keeps it; see bindMethod.
  Op.LOAD_ATTR,
  Op.LOAD_METHOD,
  Op.LOAD_SUPER_ATTR,
  Op.LOAD_SUPER_METHOD,
  Op.DELETE_ATTR,
  Op.FOR_ITER,
  Op.END_ASYNC_FOR,
  Op.UNPACK_SEQUENCE,
  Op.UNPACK_EX,
  Op.GET_LEN,
  Op.MATCH_MAPPING,
  Op.MATCH_SEQUENCE,
  Op.MATCH_KEYS,
  Op.MATCH_CLASS,
  Op.MATCH_REST,
  Op.FORMAT_VALUE,
  Op.BUILD_STRING,
  Op.LIST_EXTEND,
  Op.SET_UPDATE,
  Op.DICT_UPDATE,
  Op.DICT_MERGE,
  Op.LIST_TO_TUPLE,
  Op.IMPORT_FROM,
  Op.BEFORE_WITH,
  Op.WITH_EXIT,
  Op.WITH_EXCEPT_START,
  Op.PUSH_EXC_INFO,
  Op.POP_EXCEPT,
  Op.RERAISE,
])

/** Instructions that have rules of their own: calls, and where frames end or wait. */
const SPECIAL = new Set<number>([
  Op.CALL,
  Op.CALL_METHOD,
  Op.CALL_KW,
  Op.CALL_METHOD_KW,
  Op.CALL_EX,
  Op.RETURN_VALUE,
  Op.RETURN_GENERATOR,
  Op.GET_ITER,
  Op.GET_YIELD_FROM_ITER,
  Op.GET_AWAITABLE,
])

/** Those that keep some of their operands: the others, by their places. */
const KEEPING_SOME = new Map<number, readonly number[]>([
  [Op.STORE_ATTR, [1]],
  [Op.STORE_SUBSCR, [1]],
  [Op.STORE_DEREF, [1]],
  [Op.BINARY_SUBSCR, [2]],
  [Op.DELETE_SUBSCR, [1]],
  [Op.LIST_APPEND, [1]],
  [Op.SET_ADD, [1]],
  [Op.MAP_ADD, [1]],
  [Op.SEND, [2]],
])

const isOperation = (name: string): boolean => /^(BINARY|UNARY|COMPARE|JUMP|IS|CONTAINS|NOT)_/.test(name)

/** By opcode: the operands that are kept (their places in the instruction), null for those with rules of their own. */
export const KEPT: readonly (readonly number[] | null)[] = Op.OPNAMES.map((name, op) => {
  if (SPECIAL.has(op)) return null
  if (KEEPING_NOTHING.has(op)) return []
  const safe = KEEPING_SOME.get(op)
  if (safe === undefined && isOperation(name)) return []
  const kept: number[] = []
  Op.KINDS[op].forEach((kind, i) => {
    if ((kind === 'reg' || kind === 'opt' || kind === 'base') && safe?.includes(i + 1) !== true) kept.push(i + 1)
  })
  if (op === Op.MAKE_CELL) kept.push(1)
  return kept
})

/** The registers whose values the instruction at `pc` may keep. */
export function keptRegisters(code: Int32Array, pc: number): number[] {
  const op = code[pc]
  const registers: number[] = []
  for (const at of KEPT[op] ?? []) {
    const r = code[pc + at]
    if (Op.KINDS[op][at - 1] !== 'base') {
      if (r >= 0) registers.push(r)
      continue
    }
    const count = op === Op.BUILD_MAP ? 2 * code[pc + at + 1] : code[pc + at + 1]
    for (let i = 0; i < count; i++) registers.push(r + i)
  }
  return registers
}

/** The registers of a call: its callable, its receiver (-1 for none), its first argument and how many there are. */
export interface CallSite {
  readonly callee: number
  readonly receiver: number
  readonly first: number
  readonly count: number
}

/** The call that the instruction at `pc` is, null for any other; what is spread is in containers, and so is kept. */
export function callAt(code: Int32Array, pc: number): CallSite | null {
  const op = code[pc]
  const base = code[pc + 2]
  const count = code[pc + 3]
  if (op === Op.CALL || op === Op.CALL_KW) return { callee: base, receiver: -1, first: base + 1, count }
  if (op === Op.CALL_METHOD || op === Op.CALL_METHOD_KW)
    return { callee: base, receiver: base + 1, first: base + 2, count }
  if (op === Op.CALL_EX) return { callee: base, receiver: -1, first: -1, count: 0 }
  return null
}

/** Instructions that ask for an iterator. */
export function isIteration(op: number): boolean {
  return op === Op.GET_ITER || op === Op.GET_YIELD_FROM_ITER || op === Op.GET_AWAITABLE
}
