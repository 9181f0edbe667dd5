// W_Tuple: the host object of tuples. Its type's definition is in tuple.ts.
//
// A tuple of two has its items in its own fields: it is one object of the host's instead of three, and half as large. Most tuples that
// programs make are such: nodes, entries, keys to sort by, the cells of a closure. `items` of a pair is made each time that it is asked for: who goes over many tuples
// asks `at` and `length`, and compiled code the fields.
//
// What must stay true: a pair is an exact tuple; `first` of all other tuples is undefined, which tells them apart. A tuple that was made of an array of two may
// be no pair: a pair is what `tupleOf`, the displays of programs and traces make.
import type { Shape } from '../space/shape.ts'
import { shapes } from '../space/shapes.ts'
import { type Value, W_Object } from '../space/value.ts'

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_Tuple extends W_Object {}

// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_Tuple {
  declare readonly items: readonly Value[]
  constructor(items: readonly Value[], shape: Shape = shapes.tuple) {
    this.shape = shape
    this.items = items
  }

  get length(): number {
    return this.items.length
  }

  /** The item at a place from 0 on, undefined where there is none. */
  at(i: number): Value | undefined {
    return this.items[i]
  }

  /** There is one empty tuple. */
  sameAs(other: W_Object): boolean {
    return this.shape === shapes.tuple && this.length === 0 && (other as W_Tuple).length === 0
  }
}
// As with W_Float: short enough to be put in the place of every call.
Object.setPrototypeOf(W_Tuple.prototype, W_Object.prototype)
Object.setPrototypeOf(W_Tuple, W_Object)

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_Pair extends W_Tuple {}

/** A tuple of two. */
// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_Pair {
  declare readonly first: Value
  declare readonly second: Value
  constructor(first: Value, second: Value) {
    this.shape = shapes.tuple
    this.first = first
    this.second = second
  }

  get items(): readonly Value[] {
    return [this.first, this.second]
  }

  get length(): number {
    return 2
  }

  at(i: number): Value | undefined {
    return i === 0 ? this.first : i === 1 ? this.second : undefined
  }
}
Object.setPrototypeOf(W_Pair.prototype, W_Tuple.prototype)
Object.setPrototypeOf(W_Pair, W_Tuple)

/** The exact tuple of some items. The array becomes its own. */
export function tupleOf(items: readonly Value[]): W_Tuple {
  return items.length === 2 ? new W_Pair(items[0], items[1]) : new W_Tuple(items)
}
