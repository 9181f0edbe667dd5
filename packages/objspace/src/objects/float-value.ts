// W_Float: the box of a Python float. Its type's definition is in float.ts.
import type { Shape } from '../space/shape.ts'
import { shapes } from '../space/shapes.ts'
import { W_Object } from '../space/value.ts'
import type { Key } from './dict/key.ts'

export class W_Float extends W_Object {
  declare readonly v: number

  constructor(v: number, shape: Shape = shapes.float) {
    super(shape)
    this.v = v
  }

  /** Integral floats are the same key as the int; a NaN is only itself. */
  simpleKey(): Key | undefined {
    const { v } = this
    if (v !== v) return this
    if (Number.isInteger(v)) return Number.isSafeInteger(v) ? v + 0 : BigInt(v)
    return v
  }

  /** By the bits; a NaN is only itself. */
  override sameAs(other: W_Float): boolean {
    return this.v === this.v && Object.is(this.v, other.v)
  }
}
