// A value that is known, or that a function without arguments computes when it is first asked for. PEP 695, 696
//
// Once computed, the function is gone; a function that raised is asked again.
import { call0, type Value } from '@typhon/objspace'

export class Lazy {
  private value: Value | undefined
  private compute: Value | undefined
  private constructor(value: Value | undefined, compute: Value | undefined) {
    this.value = value
    this.compute = compute
  }

  static known(value: Value | undefined): Lazy {
    return new Lazy(value, undefined)
  }

  static computed(compute: Value): Lazy {
    return new Lazy(undefined, compute)
  }

  /** Whether there is a value, computed or not. */
  get present(): boolean {
    return this.value !== undefined || this.compute !== undefined
  }

  /** Whether nobody has computed the value yet. */
  get waiting(): boolean {
    return this.compute !== undefined
  }

  /** The value, undefined where there is none. */
  get(): Value | undefined {
    if (this.compute !== undefined) {
      this.value = call0(this.compute)
      this.compute = undefined
    }
    return this.value
  }
}
