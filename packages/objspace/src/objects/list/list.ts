// W_List: the host object of lists. Its type's definition is in type.ts beside this file.
//
// The items are in one JavaScript array, whose elements kind is V8's: ints that fit stay unboxed in it.
import type { Shape } from '../../space/shape.ts'
import { shapes } from '../../space/shapes.ts'
import { type Value, W_Object } from '../../space/value.ts'

export class W_List extends W_Object {
  declare items: Value[]
  constructor(items: Value[], shape: Shape = shapes.list) {
    super(shape)
    this.items = items
  }
}
