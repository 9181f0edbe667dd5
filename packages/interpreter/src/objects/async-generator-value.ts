// What asynchronous generators yield, marked, so that it can be told from what they await. PEP 525
import { shapes, type Value, W_Object } from '@typhon/objspace'

export class W_AsyncGenValue extends W_Object {
  readonly value: Value
  constructor(value: Value) {
    super(shapes.cell)
    this.value = value
  }
}
