/**
 * The operations of traces, declared once: kinds of operands and result, effect, and what it is in JavaScript. Everything
 * else is derived: the printer and parser, the recorder's execution, constant folding, the backend's expressions.
 *
 * Names are PyPy's (rpython/jit/metainterp/resoperation.py), so that papers and logs can be compared. Three differences follow
 * from the host being JavaScript:
 *  - an `i` is a JS number that holds an integer in ±(2^53−1), never −0; it is not a machine word and does not wrap;
 *  - an `r` is any JS value, so that raw numbers, booleans and strings of a language are references that need no box, and
 *    `int_to_ref`, `ref_to_int` and their siblings change the kind alone and cost nothing;
 *  - `new_with_vtable` and `new_array` take all their contents as operands: an object is complete when it is made.
 *
 * What must stay true: a *pure* operation depends on its operands alone, has no effect and cannot fail (operands of which its
 * meaning is not defined, like a division by zero, are kept away by guards that the recorder placed before it).
 */

/** `i` an integer, `f` a double, `r` a reference. */
export type Kind = 'i' | 'f' | 'r'

/**
 * What an operation does besides giving a result: `pure` nothing; `overflow` is pure but for a guard that has to follow; `guard`
 * leaves the trace when it fails; `read`, `write` and `new` concern the heap; `call` whatever its descriptor says; `control` the flow.
 */
export type Effect = 'pure' | 'overflow' | 'guard' | 'read' | 'write' | 'new' | 'call' | 'control'

/** What the table says of an operation. */
export interface Spec {
  /** Kinds of the operands; `*` any number of any kind; `.` one of any kind. */
  readonly operands: string
  readonly result: Kind | 'v'
  readonly effect: Effect
  /** The operation as an expression of `$0`, `$1`; empty where the backend has more to say. */
  readonly text: string
  /** Of a pure operation: the result is 0 or 1 and the text a JavaScript boolean. */
  readonly isTest: boolean
}

const op = <E extends Effect>(operands: string, result: Kind | 'v', effect: E, text = '', isTest = false) => ({
  operands,
  result,
  effect,
  text,
  isTest,
})
const pure = (operands: string, result: Kind, text: string) => op(operands, result, 'pure', text)
const test = (operands: string, text: string) => op(operands, 'i', 'pure', text, true)
const guard = (operands: string) => op(operands, 'v', 'guard')

/** 2^32, for the halves of integers that bitwise operators of JavaScript cannot take whole. */
const HALVES = (operator: string): string =>
  `(Math.floor($0 / 4294967296) ${operator} Math.floor($1 / 4294967296)) * 4294967296 + (($0 ${operator} $1) >>> 0)`

export const OPS = {
  // Integers. The first three overflow when the result is no safe integer; the next three are what they become when it must be.
  int_add_ovf: op('ii', 'i', 'overflow', '$0 + $1'),
  int_sub_ovf: op('ii', 'i', 'overflow', '$0 - $1'),
  int_mul_ovf: op('ii', 'i', 'overflow', '$0 * $1 + 0'),
  int_lshift_ovf: op('ii', 'i', 'overflow', '$0 * 2 ** $1'),
  int_add: pure('ii', 'i', '$0 + $1'),
  int_sub: pure('ii', 'i', '$0 - $1'),
  int_mul: pure('ii', 'i', '$0 * $1 + 0'),
  /** Both round towards minus infinity; the divisor is not 0. */
  int_floordiv: pure('ii', 'i', 'Math.floor($0 / $1) + 0'),
  int_mod: pure('ii', 'i', '($0 % $1 === 0 ? 0 : $0 < 0 === $1 < 0 ? $0 % $1 : $0 % $1 + $1)'),
  /** The same for operands that are known not to be negative. */
  uint_floordiv: pure('ii', 'i', 'Math.floor($0 / $1)'),
  uint_mod: pure('ii', 'i', '$0 % $1'),
  int_and: pure('ii', 'i', HALVES('&')),
  int_or: pure('ii', 'i', HALVES('|')),
  int_xor: pure('ii', 'i', HALVES('^')),
  /** The second operand is not negative. */
  int_rshift: pure('ii', 'i', 'Math.floor($0 / 2 ** $1)'),
  int_lshift: pure('ii', 'i', '$0 * 2 ** $1'),
  int_neg: pure('i', 'i', '0 - $0'),
  int_invert: pure('i', 'i', '-1 - $0'),
  int_lt: test('ii', '$0 < $1'),
  int_le: test('ii', '$0 <= $1'),
  int_eq: test('ii', '$0 === $1'),
  int_ne: test('ii', '$0 !== $1'),
  int_gt: test('ii', '$0 > $1'),
  int_ge: test('ii', '$0 >= $1'),
  /** Whether the first is from 0 to the second, of one that is less than 2^32 away from both: those below 0 are large as integers without a sign. */
  uint_le: test('ii', '($0 >>> 0) <= $1'),
  /**
   * Guesses, for a `guard_true`: it was so when the trace was recorded, and integers of any size would be slow from here on. The optimiser may
   * take the guard away.
   */
  int_is_int32: test('i', '($0 | 0) === $0'),
  int_is_uint32: test('i', '($0 >>> 0) === $0'),
  /** Of a result that may be one less than the least safe integer: those of `int_and`, `int_xor` and `int_invert`. */
  int_is_safe: test('i', '$0 > -9007199254740992'),
  int_is_true: test('i', '$0 !== 0'),
  int_is_zero: test('i', '$0 === 0'),
  // Operations modulo 2^32, as int32: what wide arithmetic becomes when only low bits are asked for.
  int_mul_low: pure('ii', 'i', 'Math.imul($0, $1)'),
  int_add_low: pure('ii', 'i', '(($0 | 0) + ($1 | 0)) | 0'),
  int_sub_low: pure('ii', 'i', '(($0 | 0) - ($1 | 0)) | 0'),
  int_and_low: pure('ii', 'i', '$0 & $1'),
  int_or_low: pure('ii', 'i', '$0 | $1'),
  int_xor_low: pure('ii', 'i', '$0 ^ $1'),
  int_invert_low: pure('i', 'i', '~$0'),

  // Doubles.
  float_add: pure('ff', 'f', '$0 + $1'),
  float_sub: pure('ff', 'f', '$0 - $1'),
  float_mul: pure('ff', 'f', '$0 * $1'),
  float_truediv: pure('ff', 'f', '$0 / $1'),
  float_neg: pure('f', 'f', '-$0'),
  float_abs: pure('f', 'f', 'Math.abs($0)'),
  float_lt: test('ff', '$0 < $1'),
  float_le: test('ff', '$0 <= $1'),
  float_eq: test('ff', '$0 === $1'),
  float_ne: test('ff', '$0 !== $1'),
  float_gt: test('ff', '$0 > $1'),
  float_ge: test('ff', '$0 >= $1'),

  // Changes of kind.
  cast_int_to_float: pure('i', 'f', '$0'),
  /** Towards zero; the double is finite and its integer part a safe integer. */
  cast_float_to_int: pure('f', 'i', 'Math.trunc($0) + 0'),
  int_to_ref: pure('i', 'r', '$0'),
  ref_to_int: pure('r', 'i', '$0'),
  float_to_ref: pure('f', 'r', '$0'),
  ref_to_float: pure('r', 'f', '$0'),
  /** 0 and 1 as JavaScript's booleans, and back. */
  int_to_bool: pure('i', 'r', '$0 !== 0'),
  bool_to_int: test('r', '$0'),

  // Integers of any size: the operands and the result are the language's, `descr` is the call that computes them.
  big_add: op('rr', 'r', 'call'),
  big_sub: op('rr', 'r', 'call'),
  big_mul: op('rr', 'r', 'call'),
  big_and: op('rr', 'r', 'call'),
  big_or: op('rr', 'r', 'call'),
  big_xor: op('rr', 'r', 'call'),
  big_lshift: op('rr', 'r', 'call'),
  big_rshift: op('rr', 'r', 'call'),
  big_mod: op('rr', 'r', 'call'),

  // References.
  ptr_eq: test('rr', '$0 === $1'),
  ptr_ne: test('rr', '$0 !== $1'),
  same_as_i: pure('i', 'i', '$0'),
  same_as_f: pure('f', 'f', '$0'),
  same_as_r: pure('r', 'r', '$0'),

  // The heap.
  getfield_gc_i: op('r', 'i', 'read'),
  getfield_gc_f: op('r', 'f', 'read'),
  getfield_gc_r: op('r', 'r', 'read'),
  setfield_gc: op('r.', 'v', 'write'),
  getarrayitem_gc_i: op('ri', 'i', 'read'),
  getarrayitem_gc_f: op('ri', 'f', 'read'),
  getarrayitem_gc_r: op('ri', 'r', 'read'),
  setarrayitem_gc: op('ri.', 'v', 'write'),
  arraylen_gc: op('r', 'i', 'read'),
  new_with_vtable: op('*', 'r', 'new'),
  new_array: op('*', 'r', 'new'),

  // Calls.
  call_i: op('*', 'i', 'call'),
  call_f: op('*', 'f', 'call'),
  call_r: op('*', 'r', 'call'),
  call_n: op('*', 'v', 'call'),
  /** Runs the compiled trace of a function; its result is what that trace finishes with. */
  call_assembler_r: op('*', 'r', 'call'),

  // Guards.
  guard_true: guard('i'),
  guard_false: guard('i'),
  guard_value: guard('..'),
  guard_class: guard('r'),
  guard_nonnull: guard('r'),
  guard_isnull: guard('r'),
  /** Belong to the overflowing operation right before them. */
  guard_no_overflow: guard(''),
  guard_overflow: guard(''),
  /** Belongs to the call right before it, whose function may throw. */
  guard_no_exception: guard(''),
  /** Fails once one of the invalidators that the tree watches has fired. */
  guard_not_invalidated: guard(''),
  /** Leaves always: the trace goes on in the interpreter. */
  guard_always_fails: guard(''),

  // Flow.
  label: op('*', 'v', 'control'),
  jump: op('*', 'v', 'control'),
  finish: op('r', 'v', 'control'),
  /** A note for those who read logs: where the language is. */
  debug_merge_point: op('', 'v', 'control'),
} satisfies Record<string, Spec>

/** The name of an operation. */
export type OpName = keyof typeof OPS
/** Names of operations on integers of any size. */
export type BigName = Extract<OpName, `big_${string}`>

/** What the table says of each operation, for code that has the name in a variable. */
export const SPECS: Readonly<Record<OpName, Spec>> = OPS

type NamesWith<E extends Effect> = {
  [Name in OpName]: (typeof OPS)[Name]['effect'] extends E ? Name : never
}[OpName]

/** Names of pure operations, as far as types can tell. */
export type PureName = Exclude<NamesWith<'pure'>, never>

export const MAX_INT = Number.MAX_SAFE_INTEGER
export const MIN_INT = Number.MIN_SAFE_INTEGER
