// W_Cell: a variable shared between a function and those inside it. Its type's definition is in cell.ts.
import { shapes } from '../space/shapes.ts'
import { type Value, W_Object } from '../space/value.ts'

export class W_Cell extends W_Object {
  /** undefined while the variable is unbound. */
  declare value: Value | undefined
  constructor(value: Value | undefined) {
    super(shapes.cell)
    this.value = value
  }
}
