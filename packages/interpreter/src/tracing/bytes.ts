// Bytes in traces. They are in an array that nobody writes to, or, where they are few, a text with a character for each: a trace takes it that they
// are in the form that they had when it was recorded. An iterator over them has the fields of others.
import type * as Jit from '@typhon/jit'
import { shapes, type Value, W_ByteIterator, W_Bytes } from '@typhon/objspace'
import type { Next } from './items.ts'
import type { Tracer } from './tracer.ts'

/** Whether a value is exact bytes. */
export const isBytes = (w: Value | undefined): w is W_Bytes => w instanceof W_Bytes && w.shape === shapes.bytes

/** More characters than a text of the host can have. */
const LONGEST = 2 ** 30 - 1

/** Exact bytes; indices have to be in range. */
interface Bytes {
  readonly length: Jit.Value
  at(index: Jit.Value): Jit.Value
}

/** What bytes a value has; null where it is no exact `bytes`. */
export function bytesOf(t: Tracer, value: Jit.Value): Bytes | null {
  const w = value.concrete
  if (!isBytes(w)) return null
  const { d, r } = t
  r.classOf(value, [d.bytes])
  const text = r.getfield(value, d.bytesText)
  const byte = (item: Jit.Value): Jit.Value => r.pure('int_and', item, r.int(0xff))
  if (w.text === null) {
    r.isNull(text)
    const array = r.getfield(value, d.bytesItems)
    return { length: r.length(array, d.byteArray), at: (index) => byte(r.getitem(array, index, d.byteArray)) }
  }
  r.classOf(text, [d.str])
  const length = r.pure('int_and', r.call(d.strLength, text), r.int(LONGEST))
  return { length, at: (index) => byte(r.call(d.charCode, text, index)) }
}

/** `iter()` of exact bytes; null for other values. */
export function iterOfBytes({ d, r }: Tracer, value: Jit.Value): Jit.Value | null {
  if (!isBytes(value.concrete)) return null
  r.classOf(value, [d.bytes])
  return r.create(d.bytesIterator, [value, r.int(0)])
}

export const isOverBytes = (w: Value): boolean => w instanceof W_ByteIterator && !w.shape.type.heap

/** What an iterator over exact bytes gives next; null for others. */
export function nextByte(t: Tracer, iterator: Jit.Value): Next | null {
  const { d, r } = t
  if (!isBytes((iterator.concrete as W_ByteIterator).source)) return null
  r.classOf(iterator, [d.bytesIterator])
  const { length, at } = bytesOf(t, r.getfield(iterator, d.byteSource)) as Bytes
  const index = r.getfield(iterator, d.byteIndex)
  if (r.isTrue(r.pure('int_ge', index, length)))
    return { item: null, take: () => r.setfield(iterator, d.byteSource, r.ref(undefined)) }
  return { item: at(index), take: () => r.setfield(iterator, d.byteIndex, r.pure('int_add', index, r.int(1))) }
}
