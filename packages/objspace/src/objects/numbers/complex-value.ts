// W_Complex: the host object of complex numbers. Its type's definition is in complex.ts. For its constructor see W_Float.
import type { Shape } from '../../space/shape.ts'
import { shapes } from '../../space/shapes.ts'
import { W_Object } from '../../space/value.ts'

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_Complex extends W_Object {}

// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_Complex {
  declare readonly re: number
  declare readonly im: number

  constructor(re: number, im: number, shape: Shape = shapes.complex) {
    this.shape = shape
    this.re = re
    this.im = im
  }

  sameAs(other: W_Object): boolean {
    const { re, im } = other as W_Complex
    return Object.is(this.re, re) && Object.is(this.im, im)
  }
}
Object.setPrototypeOf(W_Complex.prototype, W_Object.prototype)
Object.setPrototypeOf(W_Complex, W_Object)

export function newComplex(re: number, im: number): W_Complex {
  return new W_Complex(re, im)
}
