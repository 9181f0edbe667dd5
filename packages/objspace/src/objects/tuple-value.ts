// W_Tuple: the host object of tuples. Its type's definition is in tuple.ts.
import type { Shape } from '../space/shape.ts'
import { shapes } from '../space/shapes.ts'
import { type Value, W_Object } from '../space/value.ts'

export class W_Tuple extends W_Object {
  declare readonly items: readonly Value[]
  constructor(items: readonly Value[], shape: Shape = shapes.tuple) {
    super(shape)
    this.items = items
  }
}
