// What list and tuple do alike on arrays of values. CPython: Objects/listobject.c, tupleobject.c
import { error } from '../errors/exception.ts'
import { compare, compareRaw, type Comparison, EQ, eqOrIs, GE, GT, LE, LT, NE } from '../operations/compare.ts'
import { indexOrUndefined, reprText } from '../operations/convert.ts'
import { typeOf } from '../space/kind.ts'
import { itemAt } from './list/floats.ts'
import type { W_List } from './list/list.ts'
import { ITEM_SIZE, reserve } from '../space/room.ts'
import type { Value, W_Object } from '../space/value.ts'
import { W_Pair, type W_Tuple } from './tuple-value.ts'

/** `a op b` for the items of two tuples, one by one: also of such as are not as long, where a list would not look at any. */
export function compareItems(a: readonly Value[], b: readonly Value[], op: Comparison): Value {
  let i = 0
  while (i < a.length && i < b.length && eqOrIs(a[i], b[i])) i++
  return outcome(a, b, i, op)
}

/** The same of two tuples. */
export function compareTuples(a: W_Tuple, b: W_Tuple, op: Comparison): Value {
  return a instanceof W_Pair && b instanceof W_Pair ? comparePairs(a, b, op) : compareItems(a.items, b.items, op)
}

function comparePairs(a: W_Pair, b: W_Pair, op: Comparison): Value {
  const isFirst = !eqOrIs(a.first, b.first)
  if (!isFirst && eqOrIs(a.second, b.second)) return compareRaw(0, 0, op)
  if (op === EQ) return false
  if (op === NE) return true
  return isFirst ? compare(a.first, b.first, op) : compare(a.second, b.second, op)
}

/** The same of lists. What they hold is looked at anew at each step: comparing may change them. */
export function compareLists(w_a: W_List, w_b: W_List, op: Comparison): Value {
  if ((op === EQ || op === NE) && w_a.length !== w_b.length) return op === NE
  let i = 0
  while (i < w_a.length && i < w_b.length && areEqualAt(w_a, w_b, i)) i++
  const isInBoth = i < w_a.length && i < w_b.length
  if (isInBoth && op === EQ) return false
  if (isInBoth && op === NE) return true
  if (isInBoth) return compare(itemAt(w_a, i) as Value, itemAt(w_b, i) as Value, op)
  return compareRaw(w_a.length, w_b.length, op)
}

function areEqualAt(w_a: W_List, w_b: W_List, i: number): boolean {
  const { floats: a } = w_a
  const { floats: b } = w_b
  if (a !== undefined && b !== undefined) return a[i] === b[i]
  return eqOrIs(itemAt(w_a, i) as Value, itemAt(w_b, i) as Value)
}

/** What a comparison comes to when the items before `i` are equal. */
function outcome(a: readonly Value[], b: readonly Value[], i: number, op: Comparison): Value {
  if (i >= a.length || i >= b.length) return compareRaw(a.length, b.length, op)
  if (op === EQ) return false
  if (op === NE) return true
  return compare(a[i], b[i], op)
}

/** An index for a subscript: negative counts from the end; not yet checked against the length. */
export function subscript(w_key: Value): number | undefined {
  if (typeof w_key === 'number') return w_key
  const n = indexOrUndefined(w_key)
  if (n === undefined) return undefined
  if (typeof n === 'number') return n
  if (BigInt.asIntN(64, n) === n) return Number(n)
  throw error('IndexError', `cannot fit '${typeOf(w_key).fullName}' into an index-sized integer`)
}

/** How often an array is repeated by `* w`, or undefined where `w` is not an index. */
export function repetitions(w: Value): number | undefined {
  const n = indexOrUndefined(w)
  if (n === undefined) return undefined
  // More than 2**53 times is too often for any memory, if not for a C ssize_t.
  if (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n)
    throw error('OverflowError', `cannot fit '${typeOf(w).name}' into an index-sized integer`)
  return Math.max(0, Number(n))
}

/** Whether there may be `n` times `length` items. */
export function checkRoom(length: number, n: number): void {
  if (length * n > 2 ** 32 - 2) throw error('MemoryError')
  reserve(length * n * ITEM_SIZE)
}

/** `items * n`. */
export function repeat(items: readonly Value[], n: number): Value[] {
  if (n === 0 || items.length === 0) return []
  checkRoom(items.length, n)
  if (items.length === 1) return new Array<Value>(n).fill(items[0])
  const out: Value[] = []
  for (let k = 0; k < n; k++) for (let i = 0; i < items.length; i++) out.push(items[i])
  return out
}

/** Whether `x` is in an array that may change meanwhile. */
export function containsItem(items: readonly Value[], x: Value): boolean {
  for (let i = 0; i < items.length; i++) if (eqOrIs(items[i], x)) return true
  return false
}

/** The first place of `x` in [start, stop), or -1. */
export function indexOfItem(items: readonly Value[], x: Value, start: number, stop: number): number {
  for (let i = start; i < stop && i < items.length; i++) if (eqOrIs(items[i], x)) return i
  return -1
}

/** How often `x` is in an array. */
export function countItem(items: readonly Value[], x: Value): number {
  let n = 0
  for (let i = 0; i < items.length; i++) if (eqOrIs(items[i], x)) n++
  return n
}

const inProgress = new Set<Value>()

/** A repr that shows `placeholder` where it meets itself. CPython: Py_ReprEnter */
export function guardedRepr(w: W_Object, placeholder: string, make: () => string): string {
  if (inProgress.has(w)) return placeholder
  inProgress.add(w)
  try {
    return make()
  } finally {
    inProgress.delete(w)
  }
}

/** Reprs of the items, joined by commas. */
export function joinReprs(items: readonly Value[]): string {
  let s = ''
  for (let i = 0; i < items.length; i++) s += i === 0 ? reprText(items[i]) : `, ${reprText(items[i])}`
  return s
}

/** `index(x[, start[, stop]])` and comparison methods are declared for both types by these. */
export const COMPARISONS = [
  ['__lt__', LT],
  ['__le__', LE],
  ['__eq__', EQ],
  ['__ne__', NE],
  ['__gt__', GT],
  ['__ge__', GE],
] as const
