// W_List: the host object of lists. Its type's definition is in type.ts beside this file.
//
// The items are in one JavaScript array, whose elements kind is V8's: ints that fit stay unboxed in it.
import type { Shape } from '../../space/shape.ts'
import { shapes } from '../../space/shapes.ts'
import { type Value, W_Object } from '../../space/value.ts'

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_List extends W_Object {}

// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_List {
  declare items: Value[]
  constructor(items: Value[], shape: Shape = shapes.list) {
    this.shape = shape
    this.items = items
  }
}
// As with W_Float: short enough to be put in the place of every call.
Object.setPrototypeOf(W_List.prototype, W_Object.prototype)
Object.setPrototypeOf(W_List, W_Object)
