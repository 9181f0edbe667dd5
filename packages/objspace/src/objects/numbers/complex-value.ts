// W_Complex: the host object of complex numbers. Its type's definition is in complex.ts.
import { shapes } from '../../space/shapes.ts'
import { W_Object } from '../../space/value.ts'

export class W_Complex extends W_Object {
  readonly re: number
  readonly im: number
  constructor(re: number, im: number, shape = shapes.complex) {
    super(shape)
    this.re = re
    this.im = im
  }

  override sameAs(other: W_Complex): boolean {
    return Object.is(this.re, other.re) && Object.is(this.im, other.im)
  }
}

export function newComplex(re: number, im: number): W_Complex {
  return new W_Complex(re, im)
}
