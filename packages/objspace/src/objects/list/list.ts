// W_List: the host object of lists. Its type's definition is in type.ts beside this file.
//
// A list has one of two forms. In the general one the items are in `array`, whose elements kind is V8's: ints that fit stay unboxed in
// it. A list of nothing but floats has their numbers in `floats`, an array of doubles, and `array` is then an empty one that belongs to
// nobody: whoever looks for an item there finds none and asks further. `items` is for all code that knows nothing of this: it turns
// the list into the general form, for good. What knows both forms is in floats.ts.
//
// What must stay true: only lists of exactly the type `list` have floats, and no NaN is among them, because a NaN is only itself;
// nothing is ever put into `array` while there are floats.
import type { Shape } from '../../space/shape.ts'
import { shapes } from '../../space/shapes.ts'
import { type Value, W_Object } from '../../space/value.ts'
import { W_Float } from '../float-value.ts'

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_List extends W_Object {}

// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_List {
  declare array: Value[]
  declare floats: number[] | undefined
  constructor(items: Value[], shape: Shape = shapes.list, floats: number[] | undefined = undefined) {
    this.shape = shape
    this.array = items
    this.floats = floats
  }

  get items(): Value[] {
    return this.floats === undefined ? this.array : generalised(this, this.floats)
  }

  set items(items: Value[]) {
    this.array = items
    this.floats = undefined
  }

  get length(): number {
    return this.floats === undefined ? this.array.length : this.floats.length
  }
}
// As with W_Float: short enough to be put in the place of every call.
Object.setPrototypeOf(W_List.prototype, W_Object.prototype)
Object.setPrototypeOf(W_List, W_Object)

/** The `array` of lists that have floats. */
export const NO_ITEMS: Value[] = []

function generalised(list: W_List, floats: readonly number[]): Value[] {
  list.floats = undefined
  return (list.array = boxedAll(floats))
}

/** The numbers as floats. */
export function boxedAll(floats: readonly number[]): Value[] {
  const items: Value[] = []
  for (let i = 0; i < floats.length; i++) items.push(new W_Float(floats[i]))
  return items
}
