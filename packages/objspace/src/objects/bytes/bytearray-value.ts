// W_ByteArray: the host object of bytearrays. Its type's definition is in bytearray.ts.
import { shapes } from '../../space/shapes.ts'
import { W_Object } from '../../space/value.ts'

export class W_ByteArray extends W_Object {
  /** Storage; the first `length` bytes are the content. */
  data: Uint8Array
  length: number
  /** How many views are on the storage: it cannot be resized while there are any. */
  exports = 0
  constructor(data: Uint8Array, shape = shapes.bytearray) {
    super(shape)
    this.data = data
    this.length = data.length
  }

  at(i: number): number {
    return this.data[i]
  }
}
