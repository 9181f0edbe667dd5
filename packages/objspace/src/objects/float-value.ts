// W_Float: the box of a Python float. Its type's definition is in float.ts.
//
// Its constructor calls no other: V8 puts one as short as this in the place of every call, however large the caller is, and
// then often needs no box. So its place below W_Object is told afterwards.
import type { Shape } from '../space/shape.ts'
import { shapes } from '../space/shapes.ts'
import { W_Object } from '../space/value.ts'
import type { Key } from './dict/key.ts'

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_Float extends W_Object {}

// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_Float {
  declare readonly v: number

  constructor(v: number, shape: Shape = shapes.float) {
    this.shape = shape
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
  sameAs(other: W_Object): boolean {
    const { v } = this
    return v === v && Object.is(v, (other as W_Float).v)
  }
}
Object.setPrototypeOf(W_Float.prototype, W_Object.prototype)
Object.setPrototypeOf(W_Float, W_Object)
