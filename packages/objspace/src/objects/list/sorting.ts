// Sorting of values by their keys. CPython: Objects/listobject.c (list_sort_impl, unsafe_*_compare)
//
// Keys of one kind whose order the host knows (ints and floats, raw strings, tuples that begin with those) are ranked by
// numbers (lib/rank-sort.ts); those that a three-way function orders are compared by that; others by `__lt__`.
import { FINAL, type Rank, rankedOrder, UNRANKED } from '../../lib/rank-sort.ts'
import { merge } from '../../lib/timsort.ts'
import { call2 } from '../../operations/call.ts'
import { lt } from '../../operations/compare.ts'
import type { Value } from '../../space/value.ts'
import { W_Float } from '../float-value.ts'
import { W_Tuple } from '../tuple-value.ts'
import { W_ThreeWay } from './three-way.ts'

/** Shorter lists are compared: ranks have a price of their own. */
const FEW = 12

/** Item `at` of a key that is a tuple, or the key itself where `at` is negative. */
function part(key: Value, at: number): Value {
  return at < 0 ? key : ((key as W_Tuple).at(at) as Value)
}

/** The number whose order is that of a value, NaN where there is none. */
function numberOf(w: Value): number {
  if (typeof w === 'number') return w
  if (w instanceof W_Float && !w.shape.type.heap) return w.v
  return typeof w === 'boolean' ? (w ? 1 : 0) : NaN
}

function rankNumbers(
  keys: readonly Value[],
  at: number,
  order: Int32Array,
  ranks: Float64Array,
  lo: number,
  hi: number,
): boolean {
  for (let i = lo; i < hi; i++) {
    const w = part(keys[order[i]], at)
    const r = typeof w === 'number' ? w : numberOf(w)
    if (r !== r) return false
    ranks[i] = r
  }
  return true
}

/** Strings are ranked by so many characters in which they differ first: 257**6 and 65537**3 are safe integers. */
const NARROW = 6
const WIDE = 3

/** Ranks raw strings by the characters from `from` on; FINAL, or where the next ones begin, or UNRANKED where there are other keys. */
function rankStrings(
  keys: readonly Value[],
  at: number,
  order: Int32Array,
  ranks: Float64Array,
  lo: number,
  hi: number,
  from: number,
): number {
  const first = part(keys[order[lo]], at)
  if (typeof first !== 'string') return UNRANKED
  let common = first.length
  let longest = 0
  for (let i = lo; i < hi; i++) {
    const s = part(keys[order[i]], at)
    if (typeof s !== 'string') return UNRANKED
    if (s.length > longest) longest = s.length
    let k = from
    const end = Math.min(common, s.length)
    while (k < end && s.charCodeAt(k) === first.charCodeAt(k)) k++
    common = k
  }
  // A character that is not there comes before all others.
  let narrow = true
  for (let i = lo; i < hi && narrow; i++) {
    const s = part(keys[order[i]], at) as string
    const end = Math.min(common + NARROW, s.length)
    let r = 0
    let k = common
    for (; k < end; k++) {
      const c = s.charCodeAt(k)
      if (c > 255) narrow = false
      r = r * 257 + c + 1
    }
    for (; k < common + NARROW; k++) r *= 257
    ranks[i] = r
  }
  if (narrow) return longest <= common + NARROW ? FINAL : common + NARROW
  for (let i = lo; i < hi; i++) {
    const s = part(keys[order[i]], at) as string
    let r = 0
    for (let k = common; k < common + WIDE; k++) r = r * 65537 + (k < s.length ? s.charCodeAt(k) + 1 : 0)
    ranks[i] = r
  }
  return longest <= common + WIDE ? FINAL : common + WIDE
}

/** A step of tuples is this times the item's number, plus the character where the items are strings. */
const ITEM = 2 ** 30

function rankTuples(keys: readonly Value[]): Rank {
  return (order, ranks, lo, hi, step) => {
    const at = Math.floor(step / ITEM)
    let longest = 0
    let shortest = Infinity
    for (let i = lo; i < hi; i++) {
      const { length } = keys[order[i]] as W_Tuple
      if (length > longest) longest = length
      if (length < shortest) shortest = length
    }
    if (shortest <= at) {
      if (longest > at) return UNRANKED
      ranks.fill(0, lo, hi)
      return FINAL
    }
    const next = longest === at + 1 ? FINAL : (at + 1) * ITEM
    if (typeof part(keys[order[lo]], at) !== 'string')
      return rankNumbers(keys, at, order, ranks, lo, hi) ? next : UNRANKED
    const further = rankStrings(keys, at, order, ranks, lo, hi, step - at * ITEM)
    return further === FINAL ? next : further === UNRANKED ? UNRANKED : at * ITEM + further
  }
}

/** How keys are ranked, or undefined where they are to be compared. */
function rankOf(keys: readonly Value[]): Rank | undefined {
  const first = keys[0]
  if (typeof first === 'string') {
    return (order, ranks, lo, hi, step) => rankStrings(keys, -1, order, ranks, lo, hi, step)
  }
  if (first instanceof W_Tuple) {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]
      if (!(key instanceof W_Tuple) || key.shape.type.heap) return undefined
    }
    return rankTuples(keys)
  }
  const r = numberOf(first)
  if (r !== r) return undefined
  return (order, ranks, lo, hi) => (rankNumbers(keys, -1, order, ranks, lo, hi) ? FINAL : UNRANKED)
}

/** Whether the keys are ints, or raw strings, and stand in order. */
function inOrder(keys: readonly Value[]): boolean {
  let before = keys[0]
  const t = typeof before
  if (t !== 'number' && t !== 'string') return false
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i]
    if (typeof key !== t || (key as number) < (before as number)) return false
    before = key
  }
  return true
}

/** Whether all values are small ints, or all are raw strings. */
export function isRaw(items: readonly Value[]): boolean {
  const t = typeof items[0]
  if (t !== 'number' && t !== 'string') return false
  for (let i = 1; i < items.length; i++) if (typeof items[i] !== t) return false
  return true
}

/** A few values of which isRaw is true, put in order. */
function insert(items: (number | string)[]): void {
  for (let i = 1; i < items.length; i++) {
    const x = items[i]
    let k = i
    for (; k > 0 && x < items[k - 1]; k--) items[k] = items[k - 1]
    items[k] = x
  }
}

/** How keys are compared that stand for objects in the order of one function: by calling that; undefined for others. */
function orderOfFunction(keys: readonly Value[]): ((a: number, b: number) => boolean) | undefined {
  const [first] = keys
  if (!(first instanceof W_ThreeWay)) return undefined
  const { cmp } = first
  const wrapped: W_ThreeWay[] = []
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]
    if (!(key instanceof W_ThreeWay) || key.cmp !== cmp || key.obj === undefined) return undefined
    wrapped.push(key)
  }
  return (a, b) => isBefore(cmp, wrapped[a].obj as Value, wrapped[b].obj as Value)
}

/** Whether a three-way function puts one object before another. */
function isBefore(cmp: Value, a: Value, b: Value): boolean {
  const r = call2(cmp, a, b)
  return typeof r === 'number' ? r < 0 : lt(r, 0)
}

/** Sorts values in place in the order of a three-way function. An exception leaves them in some order. */
export function sortByFunction(values: Value[], cmp: Value): void {
  merge(values, (a, b) => isBefore(cmp, a, b))
}

/** Sorts values in place by their keys, which stay where they are. An exception leaves the values in some order. */
export function sortByKeys(values: Value[], keys: readonly Value[]): void {
  const n = values.length
  if (n < 2 || inOrder(keys)) return
  const items = values.slice()
  const less = orderOfFunction(keys) ?? ((a: number, b: number): boolean => lt(keys[a], keys[b]))
  const rank = n > FEW ? rankOf(keys) : undefined
  if (rank !== undefined) {
    const order = rankedOrder(n, rank, less)
    for (let i = 0; i < n; i++) values[i] = items[order[i]]
    return
  }
  const order: number[] = []
  for (let i = 0; i < n; i++) order.push(i)
  try {
    merge(order, less)
  } finally {
    for (let i = 0; i < n; i++) values[i] = items[order[i]]
  }
}

/** Sorts values in place by themselves. An exception leaves them in some order. */
export function sortValues(items: Value[]): void {
  const n = items.length
  if (n < 2 || inOrder(items)) return
  if (n <= FEW && isRaw(items)) {
    insert(items as (number | string)[])
    return
  }
  const rank = n > FEW ? rankOf(items) : undefined
  if (rank === undefined) {
    merge(items, lt)
    return
  }
  const before = items.slice()
  const order = rankedOrder(n, rank, (a, b) => lt(before[a], before[b]))
  for (let i = 0; i < n; i++) items[i] = before[order[i]]
}
