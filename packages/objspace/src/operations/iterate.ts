// Iteration. Built-in iterators are host objects with a `next()` that gives undefined when exhausted; Python-level
// iterators raise StopIteration, which `next` turns into undefined. ref: stdtypes#iterator-types
import { error, isError, type W_BaseException } from '../errors/exception.ts'
import { copyOfItems } from '../objects/list/floats.ts'
import { W_List } from '../objects/list/list.ts'
import { W_Tuple } from '../objects/tuple-value.ts'
import { W_SequenceIterator } from '../objects/iterators/sequence-value.ts'
import { typeOf } from '../space/kind.ts'
import { Special } from '../space/special.ts'
import { W_Iterator } from '../space/iterator.ts'
import { ITEM_SIZE, reserve, taking } from '../space/room.ts'
import { shapes } from '../space/shapes.ts'
import type { Value } from '../space/value.ts'
import { W_MethodDescriptor } from '../typedef/builtin.ts'
import type { W_Type } from '../space/type.ts'
import { callSpecial1 } from './call.ts'
import { consumed, isAsked, type Purpose } from './consume.ts'
import { lengthHint } from './convert.ts'
import { gather, PIECE } from './gather.ts'

/** `iter(w)`. */
export function iter(w: Value): Value {
  const type = typeOf(w)
  if (type.iteratesItself) return w
  const method = type.special(Special.iter)
  if (method === undefined) {
    if (hasItemsByIndex(type)) return new W_SequenceIterator(w)
    throw notIterable(w)
  }
  if (method === null) throw notIterable(w)
  const w_iter = callSpecial1(method, w)
  if (!isIterator(w_iter)) throw nonIterator(w_iter)
  return w_iter
}

/** Whether a value may be what `__iter__` gives. */
export const isIterator = (w: Value): boolean =>
  isGenerator(w) || w instanceof W_Iterator || typeOf(w).special(Special.next) !== undefined

export const nonIterator = (w: Value): W_BaseException =>
  error('TypeError', `iter() returned non-iterator of type '${typeOf(w).fullName}'`)

/** Whether `__getitem__` gives items by index: that of a class, or of a built-in type that is not only subscribed by keys. */
export function hasItemsByIndex(type: W_Type): boolean {
  const method = type.special(Special.getitem)
  return method !== undefined && !(method instanceof W_MethodDescriptor && method.code.keyed)
}

function notIterable(w: Value): unknown {
  return error('TypeError', `'${typeOf(w).fullName}' object is not iterable`)
}

let generatorStep: (w: Value) => Value | undefined = () => undefined

/** Handed in by the interpreter: the next item of a generator, or undefined. */
export function declareGeneratorStep(step: (w: Value) => Value | undefined): void {
  generatorStep = step
}

const isGenerator = (w: Value): boolean => typeof w === 'object' && w !== null && w.shape === shapes.generator

/** The next item of an iterator, or undefined when it is exhausted. */
export function next(w_iter: Value): Value | undefined {
  // StopIteration would be made only to be caught.
  if (isGenerator(w_iter)) return generatorStep(w_iter)
  if (w_iter instanceof W_Iterator && !w_iter.shape.type.heap) return w_iter.next()
  const method = typeOf(w_iter).special(Special.next)
  if (method === undefined || method === null)
    throw error('TypeError', `'${typeOf(w_iter).fullName}' object is not an iterator`)
  try {
    return callSpecial1(method, w_iter)
  } catch (e) {
    if (isError(e, 'StopIteration')) return undefined
    throw e
  }
}

/** Whether iterating over `w` gives just its host items (an exact list or tuple, or a subclass that does not override `__iter__`). */
function hostItems(w: Value): readonly Value[] | undefined {
  if (w instanceof W_Tuple) return w.shape.type.special(Special.iter) === tupleIter ? w.items : undefined
  if (w instanceof W_List) return w.shape.type.special(Special.iter) === listIter ? w.items : undefined
  return undefined
}

let tupleIter: Value | undefined
let listIter: Value | undefined

/** Told by tuple and list: their own `__iter__`. */
export function declareHostIteration(tuple: Value | undefined, list: Value | undefined): void {
  tupleIter = tuple ?? tupleIter
  listIter = list ?? listIter
}

/** `iter(w)`; where that is a TypeError, whoever raised it, one with `complaint` comes instead. CPython: PySequence_Fast */
export function iterOr(w: Value, complaint: string): Value {
  try {
    return iter(w)
  } catch (e) {
    throw isError(e, 'TypeError') ? error('TypeError', complaint) : e
  }
}

/** All items of an iterable as a new array. */
export function unpack(w: Value): Value[] {
  if (w instanceof W_List && w.floats !== undefined) {
    reserve(w.length * ITEM_SIZE)
    return copyOfItems(w)
  }
  const host = hostItems(w)
  if (host !== undefined) {
    reserve(host.length * ITEM_SIZE)
    return host.slice()
  }
  return rest(iter(w))
}

/** What gives the next items of an iterator, of which many are asked for: `next`, without asking each time what kind it is. */
export const stepOf = (w_iter: Value): ((w_iter: Value) => Value | undefined) =>
  isGenerator(w_iter) ? generatorStep : next

/** What is left of an iterator that gives it at once, else undefined. */
export function takeAll(w_iter: Value): Value[] | undefined {
  return w_iter instanceof W_Iterator && !w_iter.shape.type.heap ? w_iter.takeAll() : undefined
}

/** What is left of an iterator. */
function rest(w_iter: Value): Value[] {
  const all = takeAll(w_iter)
  if (all !== undefined) return all
  const step = stepOf(w_iter)
  const items: Value[] = []
  for (;;) {
    if (isAsked(items.length)) {
      const more = consumed('items', w_iter, items.length) as W_List | undefined
      if (more !== undefined) return items.length === 0 ? more.items : items.concat(more.items)
    }
    const x = step(w_iter)
    if (x === undefined) return items
    if (items.push(x) === PIECE) return gather(w_iter, items)
  }
}

/** All items of an iterable as a new array. An instance of a class is asked how many there are, which can be seen. CPython: PySequence_List */
export function counted(w: Value): Value[] {
  if (!typeOf(w).heap) return unpack(w)
  const items: Value[] = []
  const w_iter = iter(w)
  lengthHint(w)
  for (let x = next(w_iter); x !== undefined; x = next(w_iter)) taking(items.push(x))
  return items
}

/** All items of an iterable, maybe the array inside it: for reading at once, without calling Python code meanwhile. */
export function itemsOf(w: Value): readonly Value[] {
  return hostItems(w) ?? unpack(w)
}

/** The same, with `complaint` where it is no iterable. */
export function itemsOr(w: Value, complaint: string): readonly Value[] {
  return hostItems(w) ?? rest(iterOr(w, complaint))
}

/**
 * Calls `each` with every item of an iterator until it gives false. Where a loop for `purpose` goes on instead, what that gives; `state` is what it
 * is to know.
 */
export function goThrough(
  w_iter: Value,
  each: (x: Value) => void | boolean,
  purpose: Purpose,
  state: Value | undefined,
): Value | undefined {
  const step = stepOf(w_iter)
  for (let count = 0; ; count++) {
    if (isAsked(count)) {
      const w = state === undefined ? consumed(purpose, w_iter, count) : consumed(purpose, w_iter, count, state)
      if (w !== undefined) return w
    }
    const x = step(w_iter)
    if (x === undefined || each(x) === false) return undefined
    taking(count)
  }
}

/** Calls `each` with every item of an iterable until it gives false. */
export function forEach(w: Value, each: (x: Value) => void | boolean): void {
  const w_iter = iter(w)
  const step = stepOf(w_iter)
  let count = 0
  for (let x = step(w_iter); x !== undefined; x = step(w_iter)) {
    if (each(x) === false) return
    taking(++count)
  }
}
