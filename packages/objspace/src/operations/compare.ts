// Comparison, equality and hashing. ref: expressions#value-comparisons, datamodel#object.__eq__
import { error } from '../errors/exception.ts'
import { typeOf } from '../space/kind.ts'
import { Special } from '../space/special.ts'
import { type Value, W_Object } from '../space/value.ts'
import { NotImplemented } from '../objects/singletons.ts'
import { halvesOf, hashFloat, hashInt, hashOfHalves, hashStr, strHalves, tupleHalves, upperHalf } from '../lib/hash.ts'
import { declareHashing } from '../objects/dict/dict.ts'
import { KeyKind, keyKind } from '../objects/dict/key.ts'
import { identity } from './identity.ts'
import { callComparison, callSpecial1 } from './call.ts'
import { isTrue } from './convert.ts'
import { W_Float } from '../objects/float-value.ts'
import type { W_List } from '../objects/list/list.ts'
import { compareLists, compareTuples } from '../objects/sequence.ts'
import { shapes } from '../space/shapes.ts'
import { W_Bytes } from '../objects/bytes/bytes-value.ts'
import { W_Tuple } from '../objects/tuple-value.ts'

/** Comparison operators: index into the tables below. */
export const LT = 0
export const LE = 1
export const EQ = 2
export const NE = 3
export const GT = 4
export const GE = 5
export type Comparison = 0 | 1 | 2 | 3 | 4 | 5

const METHODS = [Special.lt, Special.le, Special.eq, Special.ne, Special.gt, Special.ge] as const
const SWAPPED = [GT, GE, EQ, NE, LT, LE] as const
const SYMBOLS = ['<', '<=', '==', '!=', '>', '>='] as const

/** `a op b` of values of the host, both of which are numbers or both texts. */
export function compareRaw(a: number | bigint | string, b: number | bigint | string, op: Comparison): boolean {
  switch (op) {
    case LT:
      return a < b
    case LE:
      return a <= b
    case EQ:
      return a === b
    case NE:
      return a !== b
    case GT:
      return a > b
    default:
      return a >= b
  }
}

/** `a op b`, any value. */
export function compare(a: Value, b: Value, op: Comparison): Value {
  const t = typeof a
  if (t === 'number' || t === 'bigint') {
    const u = typeof b
    // Normalised ints: a number never equals a bigint, and JavaScript orders the two kinds exactly.
    if (u === 'number' || u === 'bigint') return compareRaw(a as number, b as number, op)
  } else if (t === 'string' && typeof b === 'string') return compareRaw(a as string, b, op)
  else if (a instanceof W_Float && b instanceof W_Float) return compareRaw(a.v, b.v, op)
  if (typeof b === 'boolean' && (t === 'boolean' || t === 'number')) return compareRaw(+(a as number | boolean), +b, op)
  if (t === 'boolean' && typeof b === 'number') return compareRaw(+(a as boolean), b, op)
  return compareSlow(a, b, op)
}

function compareSlow(a: Value, b: Value, op: Comparison): Value {
  if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null && a.shape === b.shape) {
    if (a.shape === shapes.tuple) return compareTuples(a as W_Tuple, b as W_Tuple, op)
    if (a.shape === shapes.list) return compareLists(a as W_List, b as W_List, op)
  }
  const ta = typeOf(a)
  const tb = typeOf(b)
  const left = ta.special(METHODS[op])
  let right = tb.special(METHODS[SWAPPED[op]])
  if (ta !== tb && right !== undefined && tb.isSubtypeOf(ta)) {
    const r = callComparison(right, b, a)
    if (r !== NotImplemented) return r
    right = undefined
  }
  if (left !== undefined) {
    const r = callComparison(left, a, b)
    if (r !== NotImplemented) return r
  }
  if (right !== undefined) {
    const r = callComparison(right, b, a)
    if (r !== NotImplemented) return r
  }
  if (op === EQ) return is(a, b)
  if (op === NE) return !is(a, b)
  throw error('TypeError', `'${SYMBOLS[op]}' not supported between instances of '${ta.fullName}' and '${tb.fullName}'`)
}

export function lt(a: Value, b: Value): boolean {
  return isTrue(compare(a, b, LT))
}
export function le(a: Value, b: Value): boolean {
  return isTrue(compare(a, b, LE))
}
export function gt(a: Value, b: Value): boolean {
  return isTrue(compare(a, b, GT))
}
export function ge(a: Value, b: Value): boolean {
  return isTrue(compare(a, b, GE))
}

/** `a == b` as a host boolean. */
export function eq(a: Value, b: Value): boolean {
  return isTrue(compare(a, b, EQ))
}

/** `a is b or a == b`: how containers compare. */
export function eqOrIs(a: Value, b: Value): boolean {
  if (a === b) return true
  const t = typeof a
  if ((t === 'number' || t === 'string') && typeof b === t) return false
  // What has no identity but its value, or is compared by its items, is not asked for both.
  if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) {
    const { shape } = a
    if (shape === b.shape) {
      if (shape === shapes.float) return (a as W_Float).v === (b as W_Float).v
      if (shape === shapes.str) return a.sameAs!(b)
      if (shape === shapes.tuple) return compareTuples(a as W_Tuple, b as W_Tuple, EQ) as boolean
      if (shape === shapes.list) return compareLists(a as W_List, b as W_List, EQ) as boolean
    }
  }
  return is(a, b) || isTrue(compare(a, b, EQ))
}

/** `a is b`: by value for int and str, by the bits for float, else the same object but for tuples and bytes that CPython has one of. PyPy: "objects with no identity". */
export function is(a: Value, b: Value): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return false
  return a.sameAs !== undefined && a.shape === b.shape && a.sameAs(b)
}

declare module '../space/value.ts' {
  interface W_Object {
    /** Host classes of values without identity (float, wide str, the empty tuple) compare the value here. */
    sameAs?(other: W_Object): boolean
  }
}

/** `hash(w)`: a Py_hash_t as a normalised int. */
export function hash(w: Value): number | bigint {
  switch (typeof w) {
    case 'string':
      return hashStr(w)
    case 'number':
    case 'bigint':
      return hashInt(w)
    case 'boolean':
      return w ? 1 : 0
  }
  if (w instanceof W_Float) return w.v === w.v ? hashFloat(w.v) : identity(w)
  const type = typeOf(w)
  const method = type.special(Special.hash)
  if (method === undefined || method === null) throw unhashable(w)
  const r = callSpecial1(method, w)
  if (typeof r === 'number') return r === -1 ? -2 : r
  if (typeof r === 'boolean') return r ? 1 : 0
  return hashOfResult(r)
}

/** `hash(w)` in halves: the lower one, with the upper one in `upperHalf` of lib/hash.ts. Tables need no more, and no bigint. */
export function hashHalves(w: Value): number {
  if (typeof w === 'string') return strHalves(w)
  if (typeof w === 'number') return halvesOf(w === -1 ? -2 : w)
  if (w instanceof W_Tuple && !w.shape.type.heap) return tupleHalves(w.items, hashHalves)
  // Bytes hash as the str with the same characters, whose hash is remembered.
  if (w instanceof W_Bytes && !w.shape.type.heap) {
    const text = w.shortText()
    if (text !== null) return strHalves(text)
  }
  if (w instanceof W_Object && keyKind(w.shape.type) === KeyKind.identity) return halvesOf(identity(w))
  return halvesOf(hash(w))
}

/** `hash(w)` of a tuple's items. */
export function hashItems(items: readonly Value[]): number | bigint {
  const l = tupleHalves(items, hashHalves)
  return hashOfHalves(upperHalf, l)
}

function hashOfResult(r: Value): number | bigint {
  const n = typeof r === 'bigint' ? r : intSubclass(r)
  if (n === undefined) throw error('TypeError', '__hash__ method should return an integer')
  if (typeof n === 'number') return n === -1 ? -2 : n
  return BigInt.asIntN(64, n) === n ? n : hashInt(n)
}

function intSubclass(r: Value): number | bigint | undefined {
  return r instanceof W_Object && 'value' in r && (typeof r.value === 'number' || typeof r.value === 'bigint')
    ? r.value
    : undefined
}

/** The TypeError of an unhashable value. */
export function unhashable(w: Value): unknown {
  return error('TypeError', `unhashable type: '${typeOf(w).fullName}'`)
}

declareHashing(hashHalves, eqOrIs)
