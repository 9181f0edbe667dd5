// Bytes out of anything that has them: bytes-like objects, single bytes, and iterables of ints where those are allowed.
import { error, isError } from '../../errors/exception.ts'
import { callIfDefined } from '../../operations/attribute.ts'
import { index, indexOrUndefined, type Int, lengthHint } from '../../operations/convert.ts'
import { iter, iterOr, next } from '../../operations/iterate.ts'
import { typeOf } from '../../space/kind.ts'
import { reserveBuffer, taking } from '../../space/room.ts'
import { Special } from '../../space/special.ts'
import type { Value } from '../../space/value.ts'
import { encode } from '../codec/codec.ts'
import { W_List } from '../list/list.ts'
import { strOrUndefined } from '../str/wide.ts'
import { W_Tuple } from '../tuple-value.ts'
import { bytesOf, hasBuffer, readBuffer, readItems } from './buffer.ts'
import { W_ByteArray } from './bytearray-value.ts'
import { W_Bytes } from './bytes-value.ts'

export { bytesOf, W_ByteArray, W_Bytes }

/** The bytes of a bytes-like object, or undefined. */
export const bytesOrUndefined = readBuffer

/** A byte out of an int; `noun` names what must be in range. */
export function byteOf(w: Value, noun = 'byte'): number {
  const n = index(w)
  if (typeof n === 'bigint' || n < 0 || n > 255) throw error('ValueError', `${noun} must be in range(0, 256)`)
  return n
}

/** The bytes of an iterable of ints; undefined for what is not iterable. */
export function bytesOfInts(w: Value, noun: string, complaint?: string): Uint8Array | undefined {
  if ((w instanceof W_List || w instanceof W_Tuple) && !w.shape.type.heap) {
    const { items } = w
    let out: Uint8Array = new Uint8Array(items.length)
    let n = 0
    for (; n < items.length; n++) {
      const b = items[n]
      if (typeof b !== 'number' || b < 0 || b > 255) break
      out[n] = b
    }
    // An `__index__` may change a list.
    for (; n < w.items.length; n++) {
      const b = byteOf(w.items[n], noun)
      if (n === out.length) {
        const more = zeros(n * 2)
        more.set(out)
        out = more
      }
      out[n] = b
    }
    return n === out.length ? out : out.subarray(0, n)
  }
  const type = typeOf(w)
  if ((type.special(Special.iter) ?? null) === null && (type.special(Special.getitem) ?? null) === null)
    return undefined
  const w_iter = complaint === undefined ? iter(w) : iterOr(w, complaint)
  let out: Uint8Array = new Uint8Array(64)
  let n = 0
  if (noun === 'bytes' && type.heap) lengthHint(w)
  for (let x = next(w_iter); x !== undefined; x = next(w_iter)) {
    if (n === out.length) {
      const more = zeros(n * 2)
      more.set(out)
      out = more
    }
    out[n++] = byteOf(x, noun)
    taking(n)
  }
  return out.slice(0, n)
}

/** What is left of the largest size for the bytes of a bytes object, beside its head and a null. */
const MOST_BYTES = 2n ** 63n - 34n

/** The bytes that bytes(source) and bytearray(source) are made of. A count gives zeros. CPython: PyBytes_FromObject */
export function bytesFrom(w: Value, maker: 'bytes' | 'bytearray' = 'bytes'): Uint8Array {
  let count: Int | undefined
  try {
    if (!hasBuffer(w)) count = indexOrUndefined(w)
  } catch (e) {
    if (!isError(e, 'TypeError')) throw e
  }
  if (count !== undefined) {
    if (typeof count === 'bigint') {
      if (BigInt.asIntN(64, count) === count) {
        if (count < 0n) throw error('ValueError', 'negative count')
        const isBeyond = maker === 'bytes' && count > MOST_BYTES
        throw isBeyond ? error('OverflowError', 'byte string is too large') : error('MemoryError')
      }
      throw error('OverflowError', `cannot fit '${typeOf(w).name}' into an index-sized integer`)
    }
    if (count < 0) throw error('ValueError', 'negative count')
    return zeros(count)
  }
  const b = readItems(w)
  if (b !== undefined) return b
  const complaint = `cannot convert '${typeOf(w).fullName}' object to ${maker}`
  const noun = maker === 'bytes' ? 'bytes' : 'byte'
  const ints = strOrUndefined(w) === undefined ? bytesOfInts(w, noun, complaint) : undefined
  if (ints === undefined) throw error('TypeError', complaint)
  return ints
}

/** Bytes that are all zero; MemoryError where there is no room for them. */
export function zeros(count: number): Uint8Array<ArrayBuffer> {
  reserveBuffer(count)
  try {
    return new Uint8Array(count)
  } catch {
    throw error('MemoryError')
  }
}

/** What `__bytes__` gives, where the object has it. */
export function ownBytes(w: Value): W_Bytes | undefined {
  const r = callIfDefined(w, Special.bytes)
  if (r !== undefined && !(r instanceof W_Bytes))
    throw error('TypeError', `__bytes__ returned non-bytes (type ${typeOf(r).name})`)
  return r
}

/** The text of bytes(source, encoding, errors) as bytes; undefined where the call means no text. */
export function encodedText(
  source: Value | undefined,
  encoding: string | undefined,
  errors: string | undefined,
): Uint8Array | undefined {
  const s = source === undefined ? undefined : strOrUndefined(source)
  if (s === undefined) {
    if (encoding !== undefined) throw error('TypeError', 'encoding without a string argument')
    if (errors !== undefined) throw error('TypeError', 'errors without a string argument')
    return undefined
  }
  if (encoding === undefined) throw error('TypeError', 'string argument without an encoding')
  return encode(s, encoding, errors).bytes
}
