// Bytes in traces. They are in an array that nobody writes to, or, where they are few, a text with a character for each: a trace takes it that they
// are in the form that they had when it was recorded. Those of a bytearray are in its storage, which may be longer. An iterator over either has the
// fields of others.
//
// What must stay true: calls that only look at bytes write to no field, though bytes may get their other form by them: what was read before is still right.
import type * as Jit from '@typhon/jit'
import { shapes, singleByte, type Value, W_ByteArray, W_ByteIterator, W_Bytes, W_Tuple } from '@typhon/objspace'
import { type Next, sequence } from './items.ts'
import { callOf } from './residual.ts'
import type { Tracer } from './tracer.ts'

const isBytes = (w: Value | undefined): w is W_Bytes => w instanceof W_Bytes && w.shape === shapes.bytes

const isByteArray = (w: Value | undefined): w is W_ByteArray => w instanceof W_ByteArray && w.shape === shapes.bytearray

/** Whether a value is exact bytes or an exact bytearray. */
export const hasBytes = (w: Value | undefined): boolean => isBytes(w) || isByteArray(w)

/** More characters than a text of the host can have. */
const LONGEST = 2 ** 30 - 1

/** Bytes of an exact type; indices have to be in range. */
interface Bytes {
  readonly length: Jit.Value
  at(index: Jit.Value): Jit.Value
}

/** What bytes a value has; null where it is no exact `bytes` or `bytearray`. */
export function bytesOf(t: Tracer, value: Jit.Value): Bytes | null {
  const w = value.concrete
  const { d, r } = t
  const byte = (item: Jit.Value): Jit.Value => r.pure('int_and', item, r.int(0xff))
  if (isByteArray(w)) {
    const { data, length } = storageOf(t, value)
    return { length, at: (index) => byte(r.getitem(data, index, d.bytearrayItems)) }
  }
  if (!isBytes(w)) return null
  r.classOf(value, [d.bytes])
  const text = r.getfield(value, d.bytesText)
  if (w.text === null) {
    r.isNull(text)
    const array = r.getfield(value, d.bytesItems)
    return { length: r.length(array, d.byteArray), at: (index) => byte(r.getitem(array, index, d.byteArray)) }
  }
  r.classOf(text, [d.str])
  const length = r.pure('int_and', r.call(d.strLength, text), r.int(LONGEST))
  return { length, at: (index) => byte(r.call(d.charCode, text, index)) }
}

function storageOf({ d, r }: Tracer, value: Jit.Value): { data: Jit.Value; length: Jit.Value } {
  r.classOf(value, [d.bytearray])
  return { data: r.getfield(value, d.bytearrayData), length: r.getfield(value, d.bytearrayLength) }
}

/** An int as a byte; null where it is none. */
function byteIn(t: Tracer, value: Jit.Value): Jit.Value | null {
  const { r } = t
  const n = t.int(value)
  if (n === null || !r.isTrue(r.pure('int_ge', n, r.int(0)))) return null
  return r.isTrue(r.pure('int_le', n, r.int(0xff))) ? n : null
}

/** `bytearray[index] = value` of an exact bytearray, where `place` says where that is, and of an int that is a byte; false for others. */
export function storeByte(
  t: Tracer,
  value: Jit.Value,
  item: Jit.Value,
  place: (length: Jit.Value) => Jit.Value | null,
): boolean {
  if (!isByteArray(value.concrete)) return false
  const { data, length } = storageOf(t, value)
  const byte = byteIn(t, item)
  const at = byte === null ? null : place(length)
  if (byte === null || at === null) return false
  t.r.setitem(data, at, t.d.bytearrayItems, byte)
  return true
}

/** `bytearray.append(value)` of an exact bytearray whose storage has room; null for others. */
export function appendByte(t: Tracer, [value, item, ...more]: readonly Jit.Value[]): Jit.Value | null {
  const w = value?.concrete
  if (!isByteArray(w) || item === undefined || more.length > 0 || w.exports > 0) return null
  const { d, r } = t
  const { data, length } = storageOf(t, value)
  const byte = byteIn(t, item)
  if (byte === null || !r.isTrue(r.pure('int_eq', r.getfield(value, d.bytearrayExports), r.int(0)))) return null
  if (!r.isTrue(r.pure('int_lt', length, r.length(data, d.bytearrayItems)))) return null
  r.setitem(data, length, d.bytearrayItems, byte)
  r.setfield(value, d.bytearrayLength, r.pure('int_add', length, r.int(1)))
  return r.ref(null)
}

const plus = (a: W_Bytes, b: W_Bytes): W_Bytes => a.plus(b)

/** `a + b` of exact bytes; null for other values. */
export function joinBytes(t: Tracer, a: Jit.Value, b: Jit.Value): Jit.Value | null {
  if (!isBytes(a.concrete) || !isBytes(b.concrete)) return null
  for (const part of [a, b]) t.r.classOf(part, [t.d.bytes])
  return t.call(callOf(t, 'bytes.plus', plus, { writes: [] }), a, b)
}

const slice = (w: W_Bytes, start: number | undefined, stop: number | undefined): W_Bytes =>
  w.slice(start ?? 0, stop ?? w.length)

/** `value[start:stop]` of exact bytes; null for other values. */
export function partOfBytes(
  t: Tracer,
  value: Jit.Value,
  start: Jit.Value | null,
  stop: Jit.Value | null,
): Jit.Value | null {
  if (!isBytes(value.concrete)) return null
  const { d, r } = t
  r.classOf(value, [d.bytes])
  return t.call(
    callOf(t, 'bytes.slice', slice, { writes: [] }),
    value,
    start ?? r.ref(undefined),
    stop ?? r.ref(undefined),
  )
}

/** `bytes((byte,))`; null for all other arguments. */
export function bytesOfOne(t: Tracer, [value, ...more]: readonly Jit.Value[]): Jit.Value | null {
  const w = value?.concrete
  if (more.length > 0 || !(w instanceof W_Tuple) || w.shape !== shapes.tuple || w.items.length !== 1) return null
  const { items, array, length } = sequence(t, value)!
  if (!t.r.isTrue(t.r.pure('int_eq', length, t.r.int(1)))) return null
  const byte = byteIn(t, t.r.getitem(items, t.r.int(0), array))
  return byte === null ? null : t.r.call(callOf(t, 'single byte', singleByte, { pure: true, throws: false }), byte)
}

/** `iter()` of exact bytes or an exact bytearray; null for other values. */
export function iterOfBytes({ d, r }: Tracer, value: Jit.Value): Jit.Value | null {
  const { concrete } = value
  if (!hasBytes(concrete)) return null
  r.classOf(value, [isBytes(concrete) ? d.bytes : d.bytearray])
  return r.create(isBytes(concrete) ? d.bytesIterator : d.bytearrayIterator, [value, r.int(0)])
}

export const isOverBytes = (w: Value): boolean => w instanceof W_ByteIterator && !w.shape.type.heap

/** What an iterator over such gives next; null for others. */
export function nextByte(t: Tracer, iterator: Jit.Value): Next | null {
  const { d, r } = t
  const { source } = iterator.concrete as W_ByteIterator
  if (!hasBytes(source)) return null
  r.classOf(iterator, [isBytes(source) ? d.bytesIterator : d.bytearrayIterator])
  const { length, at } = bytesOf(t, r.getfield(iterator, d.byteSource)) as Bytes
  const index = r.getfield(iterator, d.byteIndex)
  if (r.isTrue(r.pure('int_ge', index, length)))
    return { item: null, take: () => r.setfield(iterator, d.byteSource, r.ref(undefined)) }
  return { item: at(index), take: () => r.setfield(iterator, d.byteIndex, r.pure('int_add', index, r.int(1))) }
}
