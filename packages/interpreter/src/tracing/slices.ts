// Slices: that of a subscript is hardly ever made, since the trace knows its bounds. Of a list of few items the trace knows how many there are, and
// takes each, so that a loop over them, or the names that they are unpacked to, need no list.
//
// What must stay true: nothing is recorded but guards before it is certain that the value has such parts.
import type * as Jit from '@typhon/jit'
import { partOfList, shapes, type Value, W_List, W_Slice, W_Tuple } from '@typhon/objspace'
import { isReplaced, sliceOrAbsent, stepsOrAbsent } from '../baseline/tried.ts'
import type { Handler } from './instruction.ts'
import { hasBytes, partOfBytes } from './bytes.ts'
import { newTuple, sequence } from './items.ts'
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

type Bound = number | undefined

const partOfAny = (w: W_List | W_Tuple, start: Bound, stop: Bound): Value =>
  sliceOrAbsent(w, start ?? null, stop ?? null) as Value

const stepsOfAny = (w: W_List, start: Bound, stop: Bound, step: number): Value =>
  stepsOrAbsent(w, start ?? null, stop ?? null, step) as Value

const isReplacedBy = (w: W_List, start: Bound, stop: Bound, by: W_List): boolean =>
  isReplaced(w, start ?? null, stop ?? null, by)

const isExactList = (w: Value): w is W_List => w instanceof W_List && w.shape === shapes.list

/** `value[start:stop]` of an exact str, list, tuple or bytes, or `value[start:stop:step]` of a list; null for other values and keys. */
export function partOf(t: Tracer, value: Jit.Value, key: Jit.Value): Jit.Value | null {
  const w = value.concrete
  const isStr = typeof w === 'string'
  const isList = isExactList(w)
  if (!isStr && !isList && !(w instanceof W_Tuple && w.shape === shapes.tuple) && !hasBytes(w)) return null
  const bounds = boundsOf(t, key, isList)
  if (bounds === null) return null
  const { start, stop, step } = bounds
  const { d, r } = t
  if (hasBytes(w)) return partOfBytes(t, value, start, stop)
  if (isStr) {
    r.classOf(value, [d.str])
    return r.call(d.partOfStr, value, start ?? r.int(0), stop ?? r.ref(undefined))
  }
  r.classOf(value, [isList ? d.list : d.tuple])
  const few = step === null ? fewItems(t, value, start, stop) : null
  if (few !== null) return few
  const places = [start ?? r.ref(undefined), stop ?? r.ref(undefined)]
  if (step !== null)
    return r.call(callOf(t, 'stepsOfList', stepsOfAny, { writes: [], throws: false }), value, ...places, step)
  const descr = callOf(t, isList ? 'partOfList' : 'partOfTuple', partOfAny, { writes: [], throws: false })
  return r.call(descr, value, ...places)
}

/** `list[start:stop] = by` for as many items of another list; false for everything else. */
export function replacePart(t: Tracer, list: Jit.Value, key: Jit.Value, by: Jit.Value): boolean {
  const w = list.concrete
  const w_by = by.concrete
  if (!isExactList(w) || !isExactList(w_by) || w === w_by || w.length === 0 || w_by.length === 0) return false
  const bounds = boundsOf(t, key, false)
  if (bounds === null) return false
  const { start, stop } = bounds
  if (partOfList(w, start?.concrete ?? null, stop?.concrete ?? null).length !== w_by.length) return false
  const { d, r } = t
  if (isOfFloats(w) !== isOfFloats(w_by)) return false
  r.classOf(list, [d.list])
  r.classOf(by, [d.list])
  const writes = [d.listArray, d.floatArray]
  const descr = callOf(t, 'isReplaced', isReplacedBy, { writes, throws: false })
  const done = r.call(descr, list, start ?? r.ref(undefined), stop ?? r.ref(undefined), by)
  // Where it is not, nothing was done, and the instruction does it once more.
  return r.isTrue(r.pure('bool_to_int', done))
}

const isOfFloats = ({ floats }: W_List): boolean => floats !== undefined

/** What a slice says, with a step where `maySkip`; null for other keys. */
function boundsOf(
  t: Tracer,
  key: Jit.Value,
  maySkip: boolean,
): { start: Jit.Value | null; stop: Jit.Value | null; step: Jit.Value | null } | null {
  const w_slice = key.concrete
  if (!(w_slice instanceof W_Slice)) return null
  if (w_slice.step !== null && (!maySkip || typeof w_slice.step !== 'number')) return null
  const { d, r } = t
  r.classOf(key, [d.slice])
  // Of a slice that the subscript has made the bounds are known as they were given: as constants, where they are.
  const isMade = key instanceof t.jit.Op && key.name === 'new_with_vtable'
  const [from, to, by] = isMade ? key.args : [d.sliceStart, d.sliceStop, d.sliceStep].map((f) => r.getfield(key, f))
  const step = w_slice.step === null ? null : t.int(by)
  // One trace is for all steps, which may differ in each round.
  if (step === null ? !r.isNull(by) : !r.isTrue(r.pure('int_ne', step, r.int(0)))) return null
  const start = bound(t, from)
  const stop = bound(t, to)
  return start === undefined || stop === undefined ? null : { start, stop, step }
}

/** A part of a list or tuple of few items, by bounds that are known; null for others. */
function fewItems(t: Tracer, whole: Jit.Value, start: Jit.Value | null, stop: Jit.Value | null): Jit.Value | null {
  const w = whole.concrete as W_List | W_Tuple
  const { length } = w instanceof W_List ? w.array : w.items
  if (length === 0 || length > FEW) return null
  if ((start !== null && !t.isConst(start)) || (stop !== null && !t.isConst(stop))) return null
  const { d, r } = t
  const found = sequence(t, whole, true)!
  if (!r.isTrue(r.pure('int_eq', found.length, r.int(length)))) return null
  const places = Array.from({ length }, (_, i) => i).slice(start?.concrete, stop?.concrete)
  // A tuple is a part of itself.
  if (w instanceof W_Tuple && places.length === length) return whole
  const items = places.map((i) => {
    const item = r.getitem(found.items, r.int(i), found.array)
    t.bound.add(item)
    return item
  })
  return w instanceof W_Tuple
    ? newTuple(t, items)
    : r.create(d.list, [r.createArray(d.listArray, items), r.ref(undefined)])
}
