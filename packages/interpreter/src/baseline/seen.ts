// What arithmetic has met. The interpreter notes, for each instruction that computes or compares, which operands were no ints;
// compiled code that guessed from it and was wrong notes that too. What was never noted has worked on ints alone, or has not
// been executed.
//
// Subscriptions and loops are marked LEFT_FLOAT where they have taken floats out of lists that keep them without boxes.
//
// Subscriptions are marked BYTES_SEEN where they have taken a byte out of bytes or a bytearray.
//
// What must stay true: a place marked WRONG is never guessed about again.
import { shapes, type Value, W_ItemsIterator, W_List } from '@typhon/objspace'
import { BINARY_TRUE_DIVIDE, INPLACE_TRUE_DIVIDE } from '../generated/opcodes.ts'
import { noteOperands } from './operators.ts'
import type { W_Code } from '../objects/code.ts'

/** The left operand was a float, the right one was; one of them was an int beside something else, or neither int nor float. */
export const LEFT_FLOAT = 1
export const RIGHT_FLOAT = 2
export const LEFT_INT = 4
export const RIGHT_INT = 8
export const OTHER_SEEN = 16
/** Compiled code met what it was not made for. */
export const WRONG = 32
/** Both operands were raw strings. */
export const STRS_SEEN = 64
/** Of subscriptions, which STRS_SEEN is not for: the object was an exact bytes or bytearray, and the key an int. */
export const BYTES_SEEN = 64
/** Both operands were complex numbers. */
export const COMPLEX_SEEN = 128
/** Both operands were exact bytes. */
export const BOTH_BYTES = 256

function seenBy(code: W_Code): Uint16Array {
  return (code.seen ??= new Uint16Array(code.code.length))
}

/** An instruction whose operands are not both ints, or whose result is none. */
export function note(code: W_Code, pc: number, left: Value | undefined, right: Value | undefined): void {
  if (typeof left === 'string' && typeof right === 'string') {
    seenBy(code)[pc] |= OTHER_SEEN | STRS_SEEN
    return
  }
  if (isComplex(left) && isComplex(right)) {
    seenBy(code)[pc] |= OTHER_SEEN | COMPLEX_SEEN
    return
  }
  if (isBytes(left) && isBytes(right)) {
    seenBy(code)[pc] |= OTHER_SEEN | BOTH_BYTES
    return
  }
  const l = kind(left, LEFT_INT, LEFT_FLOAT)
  const r = kind(right, RIGHT_INT, RIGHT_FLOAT)
  // But for a quotient, two ints here have a result that is too large for a number.
  const isLarge = l === LEFT_INT && r === RIGHT_INT && !isQuotient(code.code[pc])
  seenBy(code)[pc] |= isLarge ? OTHER_SEEN : l | r
  if ((l | r) & OTHER_SEEN) noteOperands(code, pc, left, right)
}

function isComplex(w: Value | undefined): boolean {
  return typeof w === 'object' && w !== null && w.shape === shapes.complex
}

function isBytes(w: Value | undefined): boolean {
  return typeof w === 'object' && w !== null && w.shape === shapes.bytes
}

function isQuotient(op: number): boolean {
  return op === BINARY_TRUE_DIVIDE || op === INPLACE_TRUE_DIVIDE
}

function kind(w: Value | undefined, int: number, float: number): number {
  if (typeof w === 'number') return int
  return typeof w === 'object' && w !== null && w.shape === shapes.float ? float : OTHER_SEEN
}

/** An instruction that has taken a float out of a list, or out of an iterator over one: there it is a double. */
export function noteItem(code: W_Code, pc: number, from: Value | undefined): boolean {
  const source = from instanceof W_ItemsIterator ? from.source : from
  if (!(source instanceof W_List) || source.floats === undefined) return false
  seenBy(code)[pc] |= LEFT_FLOAT
  return true
}

/** A subscription that has taken a byte out of bytes or a bytearray. */
export function noteByte(code: W_Code, pc: number): void {
  seenBy(code)[pc] |= BYTES_SEEN
}

/** Compiled code met something at `pc` that it was not made for. */
export function noteWrong(code: W_Code, pc: number): void {
  seenBy(code)[pc] |= WRONG
}
