// W_ThreeWay: a key that stands for an object in the order of a three-way function, as functools.cmp_to_key makes it.
import type { Shape } from '../../space/shape.ts'
import { type Value, W_Object } from '../../space/value.ts'

export abstract class W_ThreeWay extends W_Object {
  readonly cmp: Value
  /** undefined in what makes such keys. */
  obj: Value | undefined
  constructor(cmp: Value, obj: Value | undefined, shape: Shape) {
    super(shape)
    this.cmp = cmp
    this.obj = obj
  }
}
