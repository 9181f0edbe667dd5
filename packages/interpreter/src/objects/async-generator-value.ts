// What asynchronous generators yield, marked, so that it can be told from what they await. PEP 525
import { defineType, type Value, W_Object } from '@typhon/objspace'

export class W_AsyncGenValue extends W_Object {
  readonly value: Value
  constructor(value: Value) {
    super(valueType.rootShape())
    this.value = value
  }
}

const valueType = defineType('async_generator_wrapped_value', { final: true }, () => {})
