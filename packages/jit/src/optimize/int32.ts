/**
 * Where the forms for int32, and for integers of 32 bits without a sign, may be taken (`backend/js/expressions.ts`). Asked when an operation is emitted: bounds that later guards find
 * do not hold for what stands before them.
 */
import { highest, lowest, type Op, type Value } from '../ir/values.ts'

export const INT32_LOW = -(2 ** 31)
export const INT32_HIGH = 2 ** 31 - 1

/** Whether bounds say that a value is int32. */
export const isInt32 = (value: Value): boolean => lowest(value) >= INT32_LOW && highest(value) <= INT32_HIGH

const isShift = (value: Value): boolean => lowest(value) >= 0 && highest(value) < 32

/** A constant mask of less than 32 bits: then the other operand may be any integer. */
const isMask = (value: Value): boolean => lowest(value) >= 0 && highest(value) <= INT32_HIGH

export function isInt32Form(op: Op): boolean {
  const [a, b] = op.args
  switch (op.name) {
    case 'int_add':
    case 'int_sub':
    case 'int_neg':
      // Sums of two integers are exact below 2^54, and so is their remainder modulo 2^32.
      return isInt32(op)
    case 'int_mul':
      return isInt32(op) && isInt32(a) && isInt32(b)
    case 'int_invert':
      return isInt32(a)
    case 'uint_floordiv':
      return isInt32(a) && isInt32(b)
    case 'int_mod':
    case 'uint_mod':
      return isInt32(a) && isInt32(b)
    case 'int_and':
      return (isInt32(a) && isInt32(b)) || isMask(a) || isMask(b)
    case 'int_or':
    case 'int_xor':
      return isInt32(a) && isInt32(b)
    case 'int_rshift':
      return isInt32(a) && isShift(b)
    case 'int_lshift':
      return isInt32(op) && isInt32(a) && isShift(b)
  }
  return false
}

const WORD = 2 ** 32

/** Whether bounds say that a value has 32 bits and no sign. */
export const isUint32 = (value: Value): boolean => lowest(value) >= 0 && highest(value) < WORD

/** The operators of JavaScript take integers modulo 2^32, and `>>> 0` makes their results positive. */
export function isUint32Form(op: Op): boolean {
  const [a, b] = op.args
  switch (op.name) {
    case 'int_and':
      return isUint32(a) || isUint32(b)
    case 'int_or':
    case 'int_xor':
      return isUint32(a) && isUint32(b)
    case 'int_rshift':
      return isUint32(a) && isShift(b)
    case 'int_lshift':
      return isUint32(op) && isUint32(a) && isShift(b)
  }
  return false
}
