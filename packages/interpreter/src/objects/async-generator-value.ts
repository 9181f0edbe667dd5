// What asynchronous generators yield, marked, so that it can be told from what they await; and what drives them. PEP 525
import { defineType, type Value, W_Object } from '@typhon/objspace'
import type { Step } from './generator.ts'

export class W_AsyncGenValue extends W_Object {
  readonly value: Value
  constructor(value: Value) {
    super(valueType.rootShape())
    this.value = value
  }
}

/** What drives an asynchronous generator: awaited by compiled code, it is asked for its steps, so that no StopIteration is raised for each. */
export abstract class W_AsyncStep extends W_Object {
  abstract step(sent: Value): Step
}

const valueType = defineType('async_generator_wrapped_value', { final: true }, () => {})
