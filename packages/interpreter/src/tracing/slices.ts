// Slices: that of a subscript is hardly ever made, since the trace knows its bounds. Of a list of few items the trace knows how many there are, and
// takes each, so that a loop over them, or the names that they are unpacked to, need no list.
//
// What must stay true: nothing is recorded but guards before it is certain that the value has such parts.
import type * as Jit from '@typhon/jit'
import { partOfList, shapes, W_List, W_Slice, W_Tuple } from '@typhon/objspace'
import type { Handler } from './instruction.ts'
import { sequence } from './items.ts'
import { callOf } from './residual.ts'
import type { Tracer } from './tracer.ts'

/** Lists with more items than this are cut by the function that does it. */
const FEW = 4

export const buildSlice: Handler = (t, frame) => {
  const { code } = frame.code
  const { pc } = frame
  const bounds = [2, 3, 4].map((i) => t.read(frame, code[pc + i]))
  return t.done(frame, t.r.create(t.d.slice, bounds))
}

/** A bound as an integer, or None; undefined for other values. */
function bound(t: Tracer, value: Jit.Value): Jit.Value | null | undefined {
  if (value.concrete !== null) return t.int(value) ?? undefined
  t.r.isNull(value)
  return null
}

function partOfTuple(w: W_Tuple, start: number | undefined, stop: number | undefined): W_Tuple {
  const part = w.items.slice(start, stop)
  return part.length === w.items.length ? w : new W_Tuple(part)
}

const partOfAny = (w: W_List, start: number | undefined, stop: number | undefined): W_List =>
  partOfList(w, start ?? null, stop ?? null)

/** `value[start:stop]` of an exact str, list or tuple; null for other values and keys. */
export function partOf(t: Tracer, value: Jit.Value, key: Jit.Value): Jit.Value | null {
  const w = value.concrete
  const w_slice = key.concrete
  if (!(w_slice instanceof W_Slice) || w_slice.step !== null) return null
  const isStr = typeof w === 'string'
  const isList = w instanceof W_List && w.shape === shapes.list
  if (!isStr && !isList && !(w instanceof W_Tuple && w.shape === shapes.tuple)) return null
  const { d, r } = t
  r.classOf(key, [d.slice])
  if (!r.isNull(r.getfield(key, d.sliceStep))) return null
  const start = bound(t, r.getfield(key, d.sliceStart))
  const stop = bound(t, r.getfield(key, d.sliceStop))
  if (start === undefined || stop === undefined) return null
  if (isStr) {
    r.classOf(value, [d.str])
    return r.call(d.partOfStr, value, start ?? r.int(0), stop ?? r.ref(undefined))
  }
  r.classOf(value, [isList ? d.list : d.tuple])
  const few = isList ? fewItems(t, value, start, stop) : null
  if (few !== null) return few
  const bounds = [start ?? r.ref(undefined), stop ?? r.ref(undefined)]
  const descr = isList
    ? callOf(t, 'partOfList', partOfAny, { writes: [], throws: false })
    : callOf(t, 'partOfTuple', partOfTuple, { writes: [], throws: false })
  return r.call(descr, value, ...bounds)
}

/** A part of a list of few items, by bounds that are known; null for others. */
function fewItems(t: Tracer, list: Jit.Value, start: Jit.Value | null, stop: Jit.Value | null): Jit.Value | null {
  const { array, length } = list.concrete as W_List
  if (length === 0 || length > FEW || array.length === 0) return null
  if ((start !== null && !t.isConst(start)) || (stop !== null && !t.isConst(stop))) return null
  const { d, r } = t
  const found = sequence(t, list, true)!
  if (!r.isTrue(r.pure('int_eq', found.length, r.int(length)))) return null
  const places = Array.from({ length }, (_, i) => i).slice(start?.concrete, stop?.concrete)
  const items = places.map((i) => {
    const item = r.getitem(found.items, r.int(i), found.array)
    t.bound.add(item)
    return item
  })
  return r.create(d.list, [r.createArray(d.listArray, items), r.ref(undefined)])
}
