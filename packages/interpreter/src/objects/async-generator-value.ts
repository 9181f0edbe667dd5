// What asynchronous generators yield, marked, so that it can be told from what they await; and what drives them. PEP 525
import { defineType, type Value, W_Object } from '@typhon/objspace'
import type { Step, W_Generator } from './generator.ts'

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

/** What `__anext__()` gives of a generator whose step has been made already and waits for something. */
export let iterating: (gen: W_Generator) => W_AsyncStep = () => {
  throw new Error('nothing was declared')
}

/** Hands in who makes it. */
export function declareIterating(make: (gen: W_Generator) => W_AsyncStep): void {
  iterating = make
}

const valueType = defineType('async_generator_wrapped_value', { final: true }, () => {})
