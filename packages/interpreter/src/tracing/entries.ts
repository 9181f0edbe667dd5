// Iteration over dicts and their views in traces. The entries of a dict stand in two arrays; an iterator goes along them, over holes that removed
// entries have left, and fails where the dict has got another number of entries.
//
// What must stay true: a trace leaves holes, and what fails, to the iterator itself; that there is one more iterator is told to the dict where the
// trace makes one, be it that nobody ever sees it.
import type * as Jit from '@typhon/jit'
import { type Part, shapes, type Value, W_Dict, type W_DictIterator, W_DictView } from '@typhon/objspace'
import { newTuple, type Next } from './items.ts'
import { isBound } from './names.ts'
import type { Tracer } from './tracer.ts'

/** Whether a value is an exact dict or a view of one. */
export const isOverEntries = (w: Value): w is W_Dict | W_DictView =>
  w instanceof W_DictView ? isExact(w.dict) : isExact(w)

const isExact = (w: Value): w is W_Dict => w instanceof W_Dict && w.shape === shapes.dict

/** `iter()` of an exact dict or a view of one; null for other values. */
export function iterOfEntries(t: Tracer, value: Jit.Value): Jit.Value | null {
  const { d, r } = t
  const w = value.concrete as Value
  if (!isOverEntries(w)) return null
  r.classOf(value, [d.ofShape(w.shape)])
  let dict = value
  let part: Part = 'keys'
  if (w instanceof W_DictView) {
    part = w.part
    dict = r.getfield(value, d.viewDict)
    r.classOf(dict, [d.ofShape(shapes.dict)])
  }
  const size = r.getfield(dict, d.dictSize)
  r.setfield(dict, d.dictIterators, r.pure('int_add', r.getfield(dict, d.dictIterators), r.int(1)))
  return r.create(d.entryIterators[part], [dict, r.int(0), size, size])
}

/** What an iterator over an exact dict gives next; null where it has to be called for it. */
export function nextOfEntries(t: Tracer, iterator: Jit.Value): Next | null {
  const { d, r } = t
  const { dict: w, part } = iterator.concrete as W_DictIterator
  if (w === undefined || !isExact(w)) return null
  r.classOf(iterator, [d.entryIterators[part]])
  const dict = r.getfield(iterator, d.entryDict)
  r.classOf(dict, [d.ofShape(shapes.dict)])
  if (!r.isTrue(r.pure('int_eq', r.getfield(iterator, d.entriesUsed), r.getfield(dict, d.dictSize)))) return null
  const place = r.getfield(iterator, d.entryPlace)
  const keys = r.getfield(dict, d.dictKeys)
  if (r.isTrue(r.pure('int_ge', place, r.length(keys, d.dictKeyArray)))) {
    const take = (): void => {
      r.setfield(iterator, d.entryDict, r.ref(undefined))
      r.setfield(dict, d.dictIterators, r.pure('int_sub', r.getfield(dict, d.dictIterators), r.int(1)))
    }
    return { item: null, take }
  }
  const key = r.getitem(keys, place, d.dictKeyArray)
  const left = r.getfield(iterator, d.entriesLeft)
  if (!isBound(t, key) || !r.isTrue(r.pure('int_gt', left, r.int(0)))) return null
  const ofValue = (): Jit.Value => {
    const value = r.getitem(r.getfield(dict, d.dictValues), place, d.dictArray)
    t.bound.add(value)
    return value
  }
  const item = part === 'keys' ? key : part === 'values' ? ofValue() : newTuple(t, [key, ofValue()])
  const take = (): void => {
    r.setfield(iterator, d.entryPlace, r.pure('int_add', place, r.int(1)))
    r.setfield(iterator, d.entriesLeft, r.pure('int_sub', left, r.int(1)))
  }
  return { item, take }
}
