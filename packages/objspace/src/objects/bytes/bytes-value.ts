// W_Bytes: the host object of bytes. Its type's definition is in bytes.ts.
import { shapes } from '../../space/shapes.ts'
import { W_Object } from '../../space/value.ts'

export class W_Bytes extends W_Object {
  declare readonly bytes: Uint8Array
  constructor(bytes: Uint8Array, shape = shapes.bytes) {
    super(shape)
    this.bytes = bytes
  }

  get length(): number {
    return this.bytes.length
  }

  at(i: number): number {
    return this.bytes[i]
  }
}
