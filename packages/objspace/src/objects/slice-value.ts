// W_Slice and the arithmetic of slices. Its type's definition is in slice.ts. ref: datamodel#slice.indices
import { error } from '../errors/exception.ts'
import { indexOrUndefined } from '../operations/convert.ts'
import { shapes } from '../space/shapes.ts'
import { type Value, W_Object } from '../space/value.ts'

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_Slice extends W_Object {}

// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_Slice {
  declare readonly start: Value
  declare readonly stop: Value
  declare readonly step: Value
  constructor(start: Value, stop: Value, step: Value) {
    this.shape = shapes.slice
    this.start = start
    this.stop = stop
    this.step = step
  }
}
// As with W_Float: short enough to be put in the place of every call.
Object.setPrototypeOf(W_Slice.prototype, W_Object.prototype)
Object.setPrototypeOf(W_Slice, W_Object)

/** Where a slice falls on a sequence: `count` items from `start` in steps of `step` (never 0). */
export interface Span {
  start: number
  stop: number
  step: number
  count: number
}

function bound(w: Value): number | undefined {
  if (w === null) return undefined
  if (typeof w === 'number') return w
  const n = indexOrUndefined(w)
  if (n === undefined) throw error('TypeError', 'slice indices must be integers or None or have an __index__ method')
  return typeof n === 'number' ? n : n < 0n ? -Infinity : Infinity
}

/** What a slice asks for; undefined bounds are absent. Python code may run for `__index__`. */
export interface Bounds {
  readonly start: number | undefined
  readonly stop: number | undefined
  readonly step: number
}

export function boundsOf(w: W_Slice): Bounds {
  const step = bound(w.step) ?? 1
  if (step === 0) throw error('ValueError', 'slice step cannot be zero')
  return { start: bound(w.start), stop: bound(w.stop), step }
}

/** `w` on a sequence of `length` items. Python code may run for `__index__`: pass the length by a function where it matters. */
export function spanOf(w: W_Slice, length: number | (() => number)): Span {
  const { start, stop, step } = boundsOf(w)
  return span(start, stop, step, typeof length === 'number' ? length : length())
}

/** See spanOf; undefined bounds are absent. */
export function span(start: number | undefined, stop: number | undefined, step: number, length: number): Span {
  const low = step > 0 ? 0 : -1
  const high = step > 0 ? length : length - 1
  const a = start === undefined ? (step > 0 ? 0 : length - 1) : clip(start, length, low, high)
  const b = stop === undefined ? (step > 0 ? length : -1) : clip(stop, length, low, high)
  const count =
    step > 0 ? (a < b ? Math.floor((b - a - 1) / step) + 1 : 0) : a > b ? Math.floor((a - b - 1) / -step) + 1 : 0
  return { start: a, stop: b, step, count }
}

function clip(i: number, length: number, low: number, high: number): number {
  const n = i < 0 ? i + length : i
  return n < low ? low : n > high ? high : n
}

/** A bound clipped to [0, length], as the start and stop arguments of `index`, `find` and their like take it. */
export function clipBound(i: number | undefined, length: number, absent: number): number {
  if (i === undefined) return absent
  return i < 0 ? Math.max(0, i + length) : Math.min(i, length)
}

/** The items of an array that a slice takes. */
export function sliceItems<T>(items: readonly T[], s: Span): T[] {
  if (s.step === 1) return items.slice(s.start, s.start + s.count)
  // As many items are copied and written over: an array that grows by `push` has room for many, and one made by length has holes.
  const out = items.slice(0, s.count)
  for (let k = 0, i = s.start; k < out.length; k++, i += s.step) out[k] = items[i]
  return out
}
