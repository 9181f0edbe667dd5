// Binary and unary arithmetic on any values. ref: expressions#binary-arithmetic-operations, datamodel#object.__radd__
//
// Ints and floats are done here; everything else asks the operands' types, the right one first where it is a
// proper subclass that overrides the reflected method. A sequence's `+` and `*` (code.sequence) come after the other
// operand's reflected method, as CPython's sq_concat after nb_add. CPython: Objects/abstract.c (binary_op1)
import { error } from '../errors/exception.ts'
import { W_Bytes } from '../objects/bytes/bytes-value.ts'
import { W_Float } from '../objects/float-value.ts'
import { W_Dict } from '../objects/dict/dict.ts'
import { plainPercent } from '../objects/str/percent-plain.ts'
import { NotImplemented } from '../objects/singletons.ts'
import { typeOf } from '../space/kind.ts'
import { shapes } from '../space/shapes.ts'
import type { W_Type } from '../space/type.ts'
import { Special, SPECIALS, type SpecialName } from '../space/special.ts'
import type { Value } from '../space/value.ts'
import { concatRaw } from '../lib/flat.ts'
import * as I from '../lib/integer.ts'
import { W_BuiltinFunction, W_MethodDescriptor } from '../typedef/builtin.ts'
import { isHeapType } from '../typedef/c-types.ts'
import { callSpecial1, callSpecial2, callSpecial3 } from './call.ts'
import { hasItemsByIndex } from './iterate.ts'
import { BINARY, type BinaryName } from './table.ts'

const MAX = Number.MAX_SAFE_INTEGER

/** Ints that are shifted by fewer bits grow by so little that nobody asks whether there is memory for them. */
const SHORT_SHIFT = 1024

/** An operator with the numbers of its special methods. */
class Operator {
  readonly symbol: string
  readonly forward: number
  readonly reflected: number
  readonly inplace: number
  constructor(name: BinaryName) {
    const [symbol, forward, reflected, inplace] = BINARY[name]
    const index = (n: SpecialName | null): number => (n === null ? -1 : SPECIALS.indexOf(n))
    this.symbol = symbol
    this.forward = index(forward)
    this.reflected = index(reflected)
    this.inplace = index(inplace)
  }
}

const OPERATORS = Object.fromEntries(Object.keys(BINARY).map((n) => [n, new Operator(n as BinaryName)])) as Record<
  BinaryName,
  Operator
>
const {
  add: ADD,
  sub: SUB,
  mul: MUL,
  matmul: MATMUL,
  truediv: TRUEDIV,
  floordiv: FLOORDIV,
  mod: MOD,
  pow: POW,
  lshift: LSHIFT,
  rshift: RSHIFT,
  and_: AND,
  xor: XOR,
  or_: OR,
  divmod: DIVMOD,
} = OPERATORS

/** The result of `a op b` by the operands' methods, or NotImplemented. */
function dispatch(a: Value, b: Value, op: Operator): Value {
  const ta = typeOf(a)
  const tb = typeOf(b)
  const left = ta.special(op.forward)
  if (ta === tb) return left === undefined ? NotImplemented : callSpecial2(left, a, b)
  let right = tb.special(op.reflected)
  // What is None is called like any other, and cannot be.
  if (
    right !== undefined &&
    (left === undefined || (tb.isSubtypeOf(ta) && right !== ta.special(op.reflected)) || isSequence(left)) &&
    !isSequence(right)
  ) {
    const r = callSpecial2(right, b, a)
    if (r !== NotImplemented) return r
    right = undefined
  }
  if (left !== undefined) {
    const r = callSpecial2(left, a, b)
    if (r !== NotImplemented) return r
  }
  return right === undefined ? NotImplemented : callSpecial2(right, b, a)
}

/**
 * `a op b`, or `a op= b`, where the method that is called first has given NotImplemented: that of the left operand or, where a built-in number is
 * there, that of the right one.
 */
export function afterFirst(a: Value, b: Value, name: BinaryName, isInplace: boolean, wasReflected: boolean): Value {
  const op = OPERATORS[name]
  const right = wasReflected || typeOf(a) === typeOf(b) ? undefined : typeOf(b).special(op.reflected)
  const r = right === undefined ? NotImplemented : callSpecial2(right, b, a)
  if (r === NotImplemented) throw unsupported(a, b, isInplace ? `${op.symbol}=` : op.symbol)
  return r
}

function isSequence(method: Value): boolean {
  return method instanceof W_MethodDescriptor && method.code.sequence
}

function binary(a: Value, b: Value, op: Operator): Value {
  const r = dispatch(a, b, op)
  if (r === NotImplemented) throw unsupported(a, b, op.symbol)
  return r
}

function unsupported(a: Value, b: Value, symbol: string): unknown {
  // As Python 2 wrote to a file.
  const hint =
    symbol === '>>' && a instanceof W_BuiltinFunction && a.code.name === 'print'
      ? '. Did you mean "print(<message>, file=<output_stream>)"?'
      : ''
  return error(
    'TypeError',
    `unsupported operand type(s) for ${symbol}: '${typeOf(a).fullName}' and '${typeOf(b).fullName}'${hint}`,
  )
}

/**
 * Whether `a *= b` does not ask a sequence on the right for a repetition, as a type with sequence operations on the left prevents,
 * even if it has no such one. CPython: Objects/abstract.c (PyNumber_InPlaceMultiply)
 */
function neverRepeats(a: Value, b: Value): boolean {
  const ta = typeOf(a)
  const left = ta.special(Special.mul)
  if (left !== undefined && left !== null && isSequence(left)) return false
  const right = typeOf(b).special(Special.rmul)
  return right !== undefined && right !== null && isSequence(right) && hasSequenceSlots(ta)
}

function onLeft(a: Value, b: Value, op: Operator, which = op.forward): Value {
  const left = typeOf(a).special(which)
  return left === undefined || left === null ? NotImplemented : callSpecial2(left, a, b)
}

/** Whether a type has sequence operations in C: classes, types made like them, those with a length (but of mappings alone) or membership. */
export function hasSequenceSlots(type: W_Type): boolean {
  if (isHeapType(type) || type.special(Special.contains) !== undefined) return true
  const length = type.special(Special.len)
  return length !== undefined && !(length instanceof W_MethodDescriptor && length.code.keyed)
}

/** `a op= b`. */
function inplace(a: Value, b: Value, op: Operator): Value {
  const method = typeOf(a).special(op.inplace)
  if (method !== undefined) {
    // What a sequence does comes after the number methods of both.
    if (isSequence(method)) {
      const right = typeOf(b).special(op.reflected)
      if (right !== undefined && !isSequence(right)) {
        const r = callSpecial2(right, b, a)
        if (r !== NotImplemented) return r
      }
    }
    const r = callSpecial2(method, a, b)
    if (r !== NotImplemented) return r
  }
  const r = op === MUL && neverRepeats(a, b) ? onLeft(a, b, op) : dispatch(a, b, op)
  if (r === NotImplemented) throw unsupported(a, b, op === POW ? '**=' : `${op.symbol}=`)
  return r
}

/** What `a` does with `b` as a sequence, by a method of C; NotImplemented where it has none. */
function asSequence(a: Value, which: number, b: Value): Value {
  const method = typeOf(a).special(which)
  return method !== undefined && isSequence(method) ? callSpecial2(method, a, b) : NotImplemented
}

/** Whether items are had by index. CPython: Objects/abstract.c (PySequence_Check) */
const isIndexed = (w: Value): boolean => !(w instanceof W_Dict) && hasItemsByIndex(typeOf(w))

/** `a + b` for sequences; what has no method of C for that is added where both are sequences. CPython: Objects/abstract.c (PySequence_Concat) */
export function concat(a: Value, b: Value): Value {
  let r = asSequence(a, ADD.forward, b)
  if (r === NotImplemented && isIndexed(a) && isIndexed(b)) r = dispatch(a, b, ADD)
  if (r === NotImplemented) throw notConcatenated(a)
  return r
}

/** `a += b` for sequences. CPython: PySequence_InPlaceConcat */
export function iconcat(a: Value, b: Value): Value {
  let r = asSequence(a, ADD.inplace, b)
  if (r === NotImplemented) r = asSequence(a, ADD.forward, b)
  if (r === NotImplemented && isIndexed(a) && isIndexed(b)) {
    r = onLeft(a, b, ADD, ADD.inplace)
    if (r === NotImplemented) r = dispatch(a, b, ADD)
  }
  if (r === NotImplemented) throw notConcatenated(a)
  return r
}

const notConcatenated = (a: Value): unknown =>
  error('TypeError', `'${typeOf(a).fullName}' object can't be concatenated`)

/** Whether a value is an int itself, no instance of a subclass. */
function isInt(a: Value): a is I.Int {
  return typeof a === 'number' || typeof a === 'bigint'
}

export function add(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a + b
    if (r <= MAX && r >= -MAX) return r
  } else if (a instanceof W_Float && b instanceof W_Float && a.shape === b.shape) return new W_Float(a.v + b.v)
  else if (typeof a === 'string' && typeof b === 'string') return concatRaw(a, b)
  else if (a instanceof W_Bytes && b instanceof W_Bytes && a.shape === shapes.bytes && b.shape === a.shape)
    return a.plus(b)
  return isInt(a) && isInt(b) ? I.add(a, b) : binary(a, b, ADD)
}

export function sub(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a - b
    if (r <= MAX && r >= -MAX) return r
  } else if (a instanceof W_Float && b instanceof W_Float && a.shape === b.shape) return new W_Float(a.v - b.v)
  return isInt(a) && isInt(b) ? I.sub(a, b) : binary(a, b, SUB)
}

export function mul(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a * b
    if (r <= MAX && r >= -MAX) return r + 0
  } else if (a instanceof W_Float && b instanceof W_Float && a.shape === b.shape) return new W_Float(a.v * b.v)
  return isInt(a) && isInt(b) ? I.mul(a, b) : binary(a, b, MUL)
}

export function truediv(a: Value, b: Value): Value {
  if (a instanceof W_Float && b instanceof W_Float && b.v !== 0 && a.shape === b.shape) return new W_Float(a.v / b.v)
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) return new W_Float(a / b)
  return binary(a, b, TRUEDIV)
}

export function floordiv(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) {
    // The quotient of two safe integers may round up to an integer: the remainder tells.
    const m = a % b
    return (a - m) / b - (m !== 0 && m < 0 !== b < 0 ? 1 : 0) + 0
  }
  return isInt(a) && isInt(b) && b !== 0 ? I.floordiv(a, b) : binary(a, b, FLOORDIV)
}

export function mod(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) {
    const m = a % b
    return m !== 0 && m < 0 !== b < 0 ? m + b : m + 0
  }
  if (typeof a === 'string') {
    const text = plainPercent(a, b)
    if (text !== undefined) return text
  }
  return isInt(a) && isInt(b) && b !== 0 ? I.mod(a, b) : binary(a, b, MOD)
}

export function lshift(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number' && b >= 0 && b < 32) {
    const r = a * ((1 << b) >>> 0)
    if (r <= MAX && r >= -MAX) return r
    return I.lshift(a, b)
  }
  return isInt(a) && typeof b === 'number' && b >= 0 && b < SHORT_SHIFT ? I.lshift(a, b) : binary(a, b, LSHIFT)
}

export function rshift(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number' && b >= 0 && a === (a | 0)) return a >> (b > 31 ? 31 : b)
  return isInt(a) && typeof b === 'number' && b >= 0 ? I.rshift(a, b) : binary(a, b, RSHIFT)
}

export function and_(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number' && a === (a | 0) && b === (b | 0)) return a & b
  return isInt(a) && isInt(b) ? I.and(a, b) : binary(a, b, AND)
}

export function or_(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number' && a === (a | 0) && b === (b | 0)) return a | b
  return isInt(a) && isInt(b) ? I.or(a, b) : binary(a, b, OR)
}

export function xor(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number' && a === (a | 0) && b === (b | 0)) return a ^ b
  return isInt(a) && isInt(b) ? I.xor(a, b) : binary(a, b, XOR)
}

export function matmul(a: Value, b: Value): Value {
  return binary(a, b, MATMUL)
}
export function pow(a: Value, b: Value): Value {
  return binary(a, b, POW)
}
export function divmod(a: Value, b: Value): Value {
  return binary(a, b, DIVMOD)
}

const isNumber = (w: Value): boolean =>
  isInt(w) || typeof w === 'boolean' || w instanceof W_Float || typeOf(w).name === 'complex'

/** `pow(a, b, c)`. The third operand takes no part in the choice of the method but by its reflected `__rpow__`. */
export function powmod(a: Value, b: Value, c: Value): Value {
  if (c === null) return pow(a, b)
  const method = typeOf(a).special(Special.pow)
  const r = method === undefined || method === null ? NotImplemented : callSpecial3(method, a, b, c)
  if (r === NotImplemented) {
    // The types of the exponent and of the modulus are asked after that: a float refuses, and a complex one takes any numbers.
    for (const w of [b, c]) {
      if (w instanceof W_Float)
        throw error('TypeError', 'pow() 3rd argument not allowed unless all arguments are integers')
      if (typeOf(w).name === 'complex' && isNumber(a) && isNumber(b)) throw error('ValueError', 'complex modulo')
    }
    throw error(
      'TypeError',
      `unsupported operand type(s) for ** or pow(): '${typeOf(a).fullName}', '${typeOf(b).fullName}', '${typeOf(c).fullName}'`,
    )
  }
  return r
}

export function iadd(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a + b
    if (r <= MAX && r >= -MAX) return r
  } else if (typeof a === 'string' && typeof b === 'string') return concatRaw(a, b)
  else if (a instanceof W_Float && b instanceof W_Float && a.shape === b.shape) return new W_Float(a.v + b.v)
  return isInt(a) && isInt(b) ? I.add(a, b) : inplace(a, b, ADD)
}

/** Whether both operands are ints, or both floats, for which in-place operators are the others. */
function plain(a: Value, b: Value): boolean {
  return (isInt(a) && isInt(b)) || (a instanceof W_Float && b instanceof W_Float)
}

export function isub(a: Value, b: Value): Value {
  return plain(a, b) ? sub(a, b) : inplace(a, b, SUB)
}
export function imul(a: Value, b: Value): Value {
  return plain(a, b) ? mul(a, b) : inplace(a, b, MUL)
}
export function itruediv(a: Value, b: Value): Value {
  return plain(a, b) ? truediv(a, b) : inplace(a, b, TRUEDIV)
}
export function ifloordiv(a: Value, b: Value): Value {
  return plain(a, b) ? floordiv(a, b) : inplace(a, b, FLOORDIV)
}
export function imod(a: Value, b: Value): Value {
  return plain(a, b) || typeof a === 'string' ? mod(a, b) : inplace(a, b, MOD)
}
export function ilshift(a: Value, b: Value): Value {
  return isInt(a) && isInt(b) ? lshift(a, b) : inplace(a, b, LSHIFT)
}
export function irshift(a: Value, b: Value): Value {
  return isInt(a) && isInt(b) ? rshift(a, b) : inplace(a, b, RSHIFT)
}
export function iand(a: Value, b: Value): Value {
  return isInt(a) && isInt(b) ? and_(a, b) : inplace(a, b, AND)
}
export function ixor(a: Value, b: Value): Value {
  return isInt(a) && isInt(b) ? xor(a, b) : inplace(a, b, XOR)
}
export function ior(a: Value, b: Value): Value {
  return isInt(a) && isInt(b) ? or_(a, b) : inplace(a, b, OR)
}
export function imatmul(a: Value, b: Value): Value {
  return inplace(a, b, MATMUL)
}
export function ipow(a: Value, b: Value): Value {
  return inplace(a, b, POW)
}

function unary(a: Value, method: number, symbol: string): Value {
  const m = typeOf(a).special(method)
  if (m === undefined || m === null)
    throw error('TypeError', `bad operand type for unary ${symbol}: '${typeOf(a).fullName}'`)
  return callSpecial1(m, a)
}

export function neg(a: Value): Value {
  if (typeof a === 'number') return 0 - a
  return a instanceof W_Float && !a.shape.type.heap ? new W_Float(-a.v) : unary(a, Special.neg, '-')
}

export function pos(a: Value): Value {
  return typeof a === 'number' ? a : unary(a, Special.pos, '+')
}
export function invert(a: Value): Value {
  return typeof a === 'number' && a < MAX ? -1 - a : unary(a, Special.invert, '~')
}

export function abs(a: Value): Value {
  const m = typeOf(a).special(Special.abs)
  if (m === undefined || m === null) throw error('TypeError', `bad operand type for abs(): '${typeOf(a).fullName}'`)
  return callSpecial1(m, a)
}
