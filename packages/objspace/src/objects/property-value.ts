// W_Property: the host object of properties. Its type's definition is in property.ts.
import type { Shape } from '../space/shape.ts'
import { shapes } from '../space/shapes.ts'
import { type Value, W_Object } from '../space/value.ts'

export class W_Property extends W_Object {
  fget: Value = null
  fset: Value = null
  fdel: Value = null
  doc: Value = null
  /** `__name__`, once `__set_name__` told it. */
  name: Value | undefined = undefined
  docFromGetter = false
  constructor(shape: Shape = shapes.property) {
    super(shape)
  }
}
