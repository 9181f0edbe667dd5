// The `_opcode` module: facts about the instructions of CPython that `opcode` and `dis` publish. CPython: Modules/_opcode.c
//
// differs: code objects hold Typhon's own instructions. What `co_code` and `dis` show of them is CPython's instructions for the same
// work, without those that only move values on its stack; `typhon --show code` prints what runs. No instruction has a stack_effect,
// as there is no operand stack; `co_stacksize` counts registers.
import {
  asInt,
  arg,
  defineModule,
  error,
  kw,
  type ModuleBuilder,
  pos,
  type Value,
  W_List,
  W_Tuple,
  typeOf,
} from '@typhon/objspace'
import { W_Code } from '@typhon/interpreter'

/** Numbers of opcodes, single and in ranges, as [first, last]. */
type Numbers = readonly (number | readonly [number, number])[]

/** By what an instruction's argument means. Beyond 255 are those that only CPython's compiler sees. */
const KINDS: { readonly [kind: string]: Numbers } = {
  has_arg: [[45, 118], 149, [162, 206], 208, 211, [220, 222], 236, [240, 245], [248, 253], [256, 262], [264, 267]],
  has_const: [83, 103, 240],
  has_name: [63, 66, 67, 74, 75, 82, [90, 93], 108, 113, 114, 192, 202, 205, 206, 211, [259, 262]],
  has_jump: [72, [77, 79], [97, 100], 104, [188, 190], 256, 257],
  has_free: [64, 84, 89, 94, 109],
  has_local: [3, 65, [85, 88], [110, 112], 258, 267],
  has_exc: [[264, 266]],
  is_valid: [
    [0, 118],
    [149, 222],
    [236, 253],
    [256, 267],
  ],
}

const OPERATORS = ['+', '&', '//', '<<', '@', '*', '%', '|', '**', '>>', '-', '/', '^']
const OPERATOR_NAMES = [
  'ADD',
  'AND',
  'FLOOR_DIVIDE',
  'LSHIFT',
  'MATRIX_MULTIPLY',
  'MULTIPLY',
  'REMAINDER',
  'OR',
  'POWER',
  'RSHIFT',
  'SUBTRACT',
  'TRUE_DIVIDE',
  'XOR',
]

const INTRINSIC_1 = [
  '1_INVALID',
  'PRINT',
  'IMPORT_STAR',
  'STOPITERATION_ERROR',
  'ASYNC_GEN_WRAP',
  'UNARY_POSITIVE',
  'LIST_TO_TUPLE',
  'TYPEVAR',
  'PARAMSPEC',
  'TYPEVARTUPLE',
  'SUBSCRIPT_GENERIC',
  'TYPEALIAS',
]
const INTRINSIC_2 = [
  '2_INVALID',
  'PREP_RERAISE_STAR',
  'TYPEVAR_WITH_BOUND',
  'TYPEVAR_WITH_CONSTRAINTS',
  'SET_FUNCTION_TYPE_PARAMS',
  'SET_TYPEPARAM_DEFAULT',
]

function includes(numbers: Numbers, n: number): boolean {
  return numbers.some((x) => (typeof x === 'number' ? x === n : n >= x[0] && n <= x[1]))
}

function defineKinds(m: ModuleBuilder): void {
  for (const [kind, numbers] of Object.entries(KINDS))
    m.fn(kind, [arg('opcode', asInt)], 'Whether an instruction is of this kind.', (opcode) => includes(numbers, opcode))
}

export const opcodeModule = defineModule('_opcode', "Facts about CPython's instructions.", (m) => {
  defineKinds(m)
  // Instructions are not replaced by ones for the types that were seen.
  m.constant('ENABLE_SPECIALIZATION', 0)
  m.fn(
    'stack_effect',
    [pos('opcode', asInt), pos<Value>('oparg', null, null), kw<Value>('jump', null, null)],
    'Refused: there is no operand stack.',
    () => {
      throw error('ValueError', 'invalid opcode or oparg')
    },
  )
  m.fn('get_nb_ops', [], 'Names and signs of the binary operators.', () => {
    const rows = ['NB_', 'NB_INPLACE_'].flatMap((prefix) =>
      OPERATORS.map((sign, i) => new W_Tuple([prefix + OPERATOR_NAMES[i], prefix === 'NB_' ? sign : `${sign}=`])),
    )
    return new W_List(rows)
  })
  const names = (list: readonly string[]): W_List => new W_List(list.map((n) => `INTRINSIC_${n}`))
  m.fn('get_intrinsic1_descs', [], 'Names of the intrinsics with one operand.', () => names(INTRINSIC_1))
  m.fn('get_intrinsic2_descs', [], 'Names of the intrinsics with two operands.', () => names(INTRINSIC_2))
  m.fn('get_specialization_stats', [], 'None: nothing is counted.', () => null)
  m.fn('get_executor', [arg('code'), arg('offset', asInt)], 'The compiled trace at a place: none.', (code) => {
    if (!(code instanceof W_Code)) throw error('TypeError', `expected a code object, not '${typeOf(code).fullName}'`)
    throw error('RuntimeError', 'Executors are not available in this build')
  })
})
