// Bytes out of anything that has them: bytes, bytearray, and iterables of ints where those are allowed.
import { error } from '../../errors/exception.ts'
import { index } from '../../operations/convert.ts'
import { unpack } from '../../operations/iterate.ts'
import { typeOf } from '../../space/kind.ts'
import type { Value } from '../../space/value.ts'
import { strOrUndefined } from '../str/wide.ts'
import { W_ByteArray } from './bytearray-value.ts'
import { W_Bytes } from './bytes-value.ts'

export { W_ByteArray, W_Bytes }

/** The bytes of a bytes-like object, or undefined. */
export function bytesOrUndefined(w: Value): Uint8Array | undefined {
  if (w instanceof W_Bytes) return w.bytes
  if (w instanceof W_ByteArray) return w.data.subarray(0, w.length)
  return undefined
}

/** The bytes of a bytes-like object. */
export function bytesOf(w: Value): Uint8Array {
  const b = bytesOrUndefined(w)
  if (b === undefined) throw error('TypeError', `a bytes-like object is required, not '${typeOf(w).fullName}'`)
  return b
}

/** Bytes as bytes(w) takes them from a bytes-like object or an iterable of ints. */
export function bytesFrom(w: Value): Uint8Array {
  const b = bytesOrUndefined(w)
  if (b !== undefined) return b
  if (strOrUndefined(w) !== undefined) throw error('TypeError', `cannot convert 'str' object to bytes`)
  return Uint8Array.from(unpack(w), (x) => {
    const n = index(x)
    if (n < 0 || n > 255) throw error('ValueError', 'bytes must be in range(0, 256)')
    return Number(n)
  })
}
