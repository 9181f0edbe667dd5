// Lists in both of their forms (see list.ts): what makes a list of floats, and the operations that keep it one.
//
// Arrays of doubles come from `doubles`, or are slices and concatenations of such: V8 tells arrays of small integers, of doubles and of
// objects apart, and code that has met one kind only is the fastest.
import { shapes } from '../../space/shapes.ts'
import type { Value } from '../../space/value.ts'
import { W_Float } from '../float-value.ts'
import { boxedAll, NO_ITEMS, W_List } from './list.ts'

/** Whether a value may be among the floats of a list. */
export function isDouble(x: Value | undefined): x is W_Float {
  return typeof x === 'object' && x !== null && x.shape === shapes.float && (x as W_Float).v === (x as W_Float).v
}

/** An array of doubles that holds one. */
function doubles(first: number): number[] {
  const all = [0.5]
  all[0] = first
  return all
}

/** A new list of floats. */
export const newFloats = (floats: number[]): W_List => new W_List(NO_ITEMS, shapes.list, floats)

/** The numbers of values that are nothing but floats; undefined for all others. */
export function doublesOf(items: readonly Value[]): number[] | undefined {
  if (items.length === 0) return []
  const first = items[0]
  if (!isDouble(first)) return undefined
  const all = doubles(first.v)
  for (let i = 1; i < items.length; i++) {
    const x = items[i]
    if (!isDouble(x)) return undefined
    all.push(x.v)
  }
  return all
}

/** A new list of these items, which are its own from now on. */
export function newListOf(items: Value[]): W_List {
  const floats = isDouble(items[0]) ? doublesOf(items) : undefined
  return floats === undefined ? new W_List(items) : newFloats(floats)
}

/** The items in an array that is the caller's own. */
export function copyOfItems(list: W_List): Value[] {
  return list.floats === undefined ? list.array.slice() : boxedAll(list.floats)
}

/** The item at an index that counts from the start; undefined where there is none. */
export function itemAt(list: W_List, i: number): Value | undefined {
  const { floats } = list
  if (floats === undefined) return list.array[i]
  return i >= 0 && i < floats.length ? new W_Float(floats[i]) : undefined
}

/** `list[i] = x`; the index counts from the start and is in range. */
export function putItem(list: W_List, i: number, x: Value): void {
  const { floats } = list
  if (floats === undefined) list.array[i] = x
  else if (isDouble(x)) floats[i] = x.v
  else list.items[i] = x
}

/** Adds an item at the end. */
export function append(list: W_List, x: Value): void {
  const { array } = list
  if (array.length > 0) array.push(x)
  else appendFirst(list, x)
}

/** The same where `array` is empty: the list is, or has floats. */
function appendFirst(list: W_List, x: Value): void {
  if (isDouble(x)) {
    if (list.shape === shapes.list) appendDouble(list, x.v)
    else list.items.push(x)
  } else if (list.floats === undefined) list.array.push(x)
  else list.items.push(x)
}

/** The same of a float that is no NaN. */
export function appendDouble(list: W_List, v: number): void {
  const { floats } = list
  if (floats !== undefined) floats.push(v)
  else if (list.array.length === 0 && list.shape === shapes.list) {
    list.array = NO_ITEMS
    list.floats = doubles(v)
  } else list.array.push(new W_Float(v))
}

/**
 * V8 gives an array that grows room for half as many items again. A list of so many floats keeps none of it when it has all that whoever makes it gives it: so many are there to be kept, and are
 * worth being copied once more, for a tenth to a half of what making them took.
 */
const LONG = 2 ** 19

/** Nothing more is added by whoever has made the list. */
export function complete(list: W_List): void {
  const { floats } = list
  if (floats !== undefined && floats.length >= LONG) list.floats = floats.slice()
}

/**
 * Adds those of an array of doubles that stand from one place to another, none of which is a NaN. What is before them may be written to: a list that had few items gets an array
 * of the right size, and so does a long one if these are the last.
 */
export function appendDoubles(list: W_List, doubles: number[], from: number, to: number, areLast = false): void {
  const { floats } = list
  if (floats === undefined && list.array.length === 0 && list.shape === shapes.list) {
    list.array = NO_ITEMS
    list.floats = doubles.slice(from, to)
  } else if (floats !== undefined && floats.length <= from) {
    const n = floats.length
    for (let i = 0; i < n; i++) doubles[from - n + i] = floats[i]
    list.floats = doubles.slice(from - n, to)
  } else {
    for (let i = from; i < to; i++) appendDouble(list, doubles[i])
    if (areLast) complete(list)
  }
}

/** The sum of doubles from one place to another and of `start`, of which `lost` is what its additions have lost (Neumaier's compensation). */
export function sumOfDoubles(doubles: readonly number[], from: number, to: number, start = 0, lost = 0): number {
  // V8 keeps them out of the heap where it can see that they are numbers.
  let f = +start
  let c = +lost
  for (let i = from; i < to; i++) {
    const v = doubles[i]
    const t = f + v
    c += Math.abs(f) >= Math.abs(v) ? f - t + v : v - t + f
    f = t
  }
  return compensated(f, c)
}

/** A sum with what its additions have lost. */
export const compensated = (f: number, c: number): number => (c !== 0 && Number.isFinite(c) ? f + c : f)

/** The sum of a list of floats; NaN also where it has none, or is no such list. */
export function sumOfFloats({ floats }: W_List): number {
  return floats === undefined || floats.length === 0 ? NaN : sumOfDoubles(floats, 0, floats.length)
}

/** The sum of a list that is to get floats, if its additions have lost nothing and that is known; else NaN. */
export function sumOfFew({ array, floats }: W_List): number {
  if (floats === undefined) return array.length === 0 ? 0 : NaN
  return floats.length > 1 ? NaN : floats.length === 0 ? 0 : 0 + floats[0]
}

/** What `sumOfFloats` gives behind `appendDoubles` of the same, which is not done. */
export function sumWithDoubles(list: W_List, doubles: number[], from: number, to: number): number {
  if (from === to) return sumOfFloats(list)
  const { floats } = list
  if (floats === undefined) return list.array.length === 0 ? sumOfDoubles(doubles, from, to) : NaN
  const n = floats.length
  if (n > from) return sumOfDoubles(floats.concat(doubles.slice(from, to)), 0, n + to - from)
  for (let i = 0; i < n; i++) doubles[from - n + i] = floats[i]
  return sumOfDoubles(doubles, from - n, to)
}

/** Puts an item before the index, which counts from the start and is in range or the length. */
export function insertItem(list: W_List, i: number, x: Value): void {
  const { floats } = list
  if (i === list.length) append(list, x)
  else if (floats !== undefined && isDouble(x)) floats.splice(i, 0, x.v)
  else list.items.splice(i, 0, x)
}

/** Adds as many items as an array has now, which may be the list's own. */
export function appendItems(list: W_List, items: readonly Value[]): void {
  const n = items.length
  let i = 0
  // With an item in the array of the list that has no floats, and never gets any.
  while (i < n && list.array.length === 0) append(list, items[i++])
  const { array } = list
  for (; i < n; i++) array.push(items[i])
}

/** Adds what another list holds. */
export function appendAll(list: W_List, other: W_List): void {
  const more = other.floats
  if (more === undefined) {
    // Of itself as many as there were.
    appendItems(list, other.array)
  } else {
    const n = more.length
    for (let i = 0; i < n; i++) appendDouble(list, more[i])
  }
}

/** What `more` holds behind what `list` does, as a new list. */
export function concatenated(list: W_List, more: W_List): W_List | undefined {
  const a = list.floats
  const b = more.floats
  if (a !== undefined && b !== undefined) return newFloats(a.concat(b))
  if (a !== undefined && more.array.length === 0 && b === undefined) return newFloats(a.slice())
  if (b !== undefined && list.array.length === 0 && a === undefined) return newFloats(b.slice())
  return undefined
}

/** `n` times the same floats, n being at least 1: by doubling, which copies whole blocks and leaves no spare room. */
export function repeated(floats: readonly number[], n: number): number[] {
  const size = floats.length * n
  let all = floats.slice()
  while (all.length * 2 <= size) all = all.concat(all)
  return all.length === size ? all : all.concat(all.slice(0, size - all.length))
}

/** The double that alone of all is equal to `x`, as `===` has it; NaN where none is, undefined where one has to be asked. */
export function numberOf(x: Value): number | undefined {
  switch (typeof x) {
    case 'number':
      return x
    case 'boolean':
      return x ? 1 : 0
    case 'string':
      return NaN
    case 'object':
      return x === null ? NaN : x.shape === shapes.float ? (x as W_Float).v : undefined
    default:
      return undefined
  }
}

/** Sorts numbers, none of them a NaN; those that are equal, which zeros of either sign are, stay in order. */
export function sortFloats(floats: readonly number[], reverse: boolean): number[] {
  const sorted = Float64Array.from(floats).sort()
  if (reverse) sorted.reverse()
  const all = doubles(0)
  all.pop()
  for (let i = 0; i < sorted.length; i++) all.push(sorted[i])
  const zeros = floats.filter((v) => v === 0)
  const at = zeros.length < 2 ? -1 : all.indexOf(0)
  for (let i = 0; at >= 0 && i < zeros.length; i++) all[at + i] = zeros[i]
  return all
}
