// W_Tuple: the host object of tuples. Its type's definition is in tuple.ts.
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
}
// As with W_Float: short enough to be put in the place of every call.
Object.setPrototypeOf(W_Tuple.prototype, W_Object.prototype)
Object.setPrototypeOf(W_Tuple, W_Object)
