// Displays, items and iteration: lists, tuples and ranges are looked into, everything else is called.
import type * as Jit from '@typhon/jit'
import {
  isDouble,
  isObject,
  NO_ITEMS,
  shapes,
  Special,
  type Value,
  W_ByteArray,
  W_DictIterator,
  W_Enumerate,
  W_Iterator,
  W_List,
  W_Map,
  W_Object,
  W_RangeIterator,
  W_Tuple,
  W_ItemsIterator,
  W_Range,
  W_ReverseItemsIterator,
  W_Zip,
} from '@typhon/objspace'
import { nextValue } from '../eval/control.ts'
import * as machine from '../eval/machine.ts'
import * as Op from '../generated/opcodes.ts'
import type { Frame } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import { W_Generator } from '../objects/generator.ts'
import { bytesOf, hasBytes, isOverBytes, iterOfBytes, nextByte, storeByte } from './bytes.ts'
import { follow } from './calls.ts'
import { dictItem, missingKey, storeDictItem } from './dicts.ts'
import { isOverEntries, iterOfEntries, nextOfEntries } from './entries.ts'
import { raiseNotSubscriptable } from './failing.ts'
import { resumeForLoop } from './generators.ts'
import type { Handler, Handlers } from './instruction.ts'
import { followMap } from './maps.ts'
import { guardShape, isBound, isOfPassing } from './names.ts'
import { callOf, residual } from './residual.ts'
import { buildSlice, partOf, replacePart } from './slices.ts'
import { placed } from './standing.ts'
import type { Tracer } from './tracer.ts'

/** Tuples with more items than this are joined by the function that does it. */
const LONGEST_JOINED = 8

/** `a + b` of short tuples; null for other values. */
export function joinTuples(t: Tracer, a: Jit.Value, b: Jit.Value): Jit.Value | null {
  const items: Jit.Value[] = []
  const parts = [a, b].map(({ concrete: w }) => (w instanceof W_Tuple && w.shape === shapes.tuple ? w.items.length : 0))
  if (parts.includes(0) || parts[0] + parts[1] > LONGEST_JOINED) return null
  for (const [i, part] of [a, b].entries()) {
    const found = sequence(t, part)!
    if (!t.r.isTrue(t.r.pure('int_eq', found.length, t.r.int(parts[i])))) return null
    for (let k = 0; k < parts[i]; k++) items.push(t.r.getitem(found.items, t.r.int(k), found.array))
  }
  return newTuple(t, items)
}

/** The registers from `first` on. */
function run(t: Tracer, frame: Frame, first: number, count: number): Jit.Value[] {
  return Array.from({ length: count }, (_, i) => t.read(frame, first + i))
}

const buildTuple: Handler = (t, frame) => {
  const { code } = frame.code
  const items = run(t, frame, code[frame.pc + 2], code[frame.pc + 3])
  return t.done(frame, newTuple(t, items))
}

export function newTuple({ d, r }: Tracer, items: readonly Jit.Value[]): Jit.Value {
  return items.length === 2 ? r.create(d.pair, items) : r.create(d.otherTuple, [r.createArray(d.tupleArray, items)])
}

/** The array of the items of an exact tuple; that of a pair is made only where somebody needs it. */
export function itemsOfTuple({ d, r }: Tracer, tuple: Jit.Value): Jit.Value {
  if (r.classOf(tuple, [d.pair, d.otherTuple]) === d.otherTuple) return r.getfield(tuple, d.tupleItems)
  return r.createArray(
    d.tupleArray,
    d.pairItems.map((field) => r.getfield(tuple, field)),
  )
}

const buildList: Handler = (t, frame) => {
  const { code } = frame.code
  const items = run(t, frame, code[frame.pc + 2], code[frame.pc + 3])
  const floats = items.length > 0 && items.every(({ concrete }) => isDouble(concrete as Value))
  const doubles = floats ? items.map((item) => t.float(item) as Jit.Value) : []
  if (!floats || !doubles.every((v) => isNumber(t, v)))
    return t.done(frame, t.r.create(t.d.list, [t.r.createArray(t.d.listArray, items), t.r.ref(undefined)]))
  return t.done(frame, t.r.create(t.d.list, [t.r.ref(NO_ITEMS), t.r.createArray(t.d.floatArray, doubles)]))
}

/** Whether a double is no NaN, as those in lists of floats are. */
const isNumber = ({ r }: Tracer, v: Jit.Value): boolean => r.isTrue(r.pure('float_eq', v, v))

/** An instruction that takes a run of registers, as a call of `fn` with their values. */
const display =
  (name: string, width: number, fn: (...values: any[]) => unknown): Handler =>
  (t, frame) => {
    const { code } = frame.code
    const values = run(t, frame, code[frame.pc + 2], width * code[frame.pc + 3])
    return t.done(frame, t.r.call(callOf(t, name, fn), ...values))
  }

/**
 * The items of an exact list or tuple, and how many there are; null for other values. Where there is one item at least, as is to be guarded by who
 * wants it `forItem`, nothing else has to be to know which form a list has.
 */
export function sequence(
  t: Tracer,
  value: Jit.Value,
  forItem = false,
): { items: Jit.Value; array: Jit.ArrayDescr; length: Jit.Value } | null {
  const w = value.concrete
  const { d, r } = t
  if (w instanceof W_List && w.shape === shapes.list) {
    r.classOf(value, [d.list])
    const isGeneral = w.floats === undefined
    if (!isGeneral || !forItem) {
      const floats = r.getfield(value, d.listFloats)
      r.isTrue(r.pure(isGeneral ? 'ptr_eq' : 'ptr_ne', floats, r.ref(undefined)))
      if (!isGeneral) return { items: floats, array: d.floatArray, length: r.length(floats, d.floatArray) }
    }
    const items = r.getfield(value, d.listItems)
    return { items, array: d.listArray, length: r.length(items, d.listArray) }
  }
  if (w instanceof W_Tuple && w.shape === shapes.tuple) {
    const items = itemsOfTuple(t, value)
    return { items, array: d.tupleArray, length: r.length(items, d.tupleArray) }
  }
  return null
}

/** An index that may count from the end, as one from the start; null where it is out of range. */
function place(t: Tracer, index: Jit.Value, length: Jit.Value): Jit.Value | null {
  const { r } = t
  const at = r.isTrue(r.pure('int_lt', index, r.int(0))) ? r.pure('int_add', index, length) : index
  if (at !== index && !r.isTrue(r.pure('int_ge', at, r.int(0)))) return null
  return r.isTrue(r.pure('int_lt', at, length)) ? at : null
}

/** `bytes[index]`; null for other values, and where the index is out of range. */
function byteOf(t: Tracer, value: Jit.Value, index: Jit.Value): Jit.Value | null {
  const bytes = bytesOf(t, value)
  const at = bytes === null ? null : place(t, t.int(index) as Jit.Value, bytes.length)
  return at === null ? null : (bytes?.at(at) ?? null)
}

/** `str[index]`; null for other values, and where the index is out of range. */
function characterOf(t: Tracer, value: Jit.Value, index: Jit.Value): Jit.Value | null {
  if (typeof value.concrete !== 'string') return null
  t.r.classOf(value, [t.d.str])
  const at = place(t, t.int(index) as Jit.Value, t.r.call(t.d.strLength, value))
  return at === null ? null : t.r.call(t.d.character, value, at)
}

const subscr: Handler = (t, frame) => {
  const { code } = frame.code
  const { pc } = frame
  const key = t.read(frame, code[pc + 3])
  const found = typeof key.concrete === 'number' ? sequence(t, t.read(frame, code[pc + 2]), true) : null
  const at = found === null ? null : place(t, t.int(key) as Jit.Value, found.length)
  if (found === null || at === null) {
    const object = t.read(frame, code[pc + 2])
    const one = typeof key.concrete === 'number' ? (byteOf(t, object, key) ?? characterOf(t, object, key)) : null
    if (one !== null) return t.done(frame, one)
    const item = dictItem(t, object, key) ?? partOf(t, object, key)
    if (item !== null) return t.done(frame, item)
    return missingKey(t, object, key) ?? raiseNotSubscriptable(t, object) ?? residual(t, frame)
  }
  return t.done(frame, t.r.getitem(found.items, at, found.array))
}

const storeSubscr: Handler = (t, frame) => {
  const { code } = frame.code
  const { pc } = frame
  const key = t.read(frame, code[pc + 2])
  const object = t.read(frame, code[pc + 1])
  const isList = object.concrete instanceof W_List && typeof key.concrete === 'number'
  const found = isList ? sequence(t, object, true) : null
  const at = found === null ? null : place(t, t.int(key) as Jit.Value, found.length)
  let value: Jit.Value | null = t.read(frame, code[pc + 3])
  if (found === null || at === null) {
    const index = object.concrete instanceof W_ByteArray ? t.int(key) : null
    if (index !== null && storeByte(t, object, value, (length) => place(t, index, length))) return t.next(frame)
    const isStored = storeDictItem(t, object, key, value) || replacePart(t, object, key, value)
    return isStored ? t.next(frame) : residual(t, frame)
  }
  if (found.array === t.d.floatArray) {
    value = t.float(value)
    if (value === null || !isNumber(t, value)) return residual(t, frame)
  }
  t.r.setitem(found.items, at, found.array, value)
  return t.next(frame)
}

const unpackSequence: Handler = (t, frame) => {
  const { code } = frame.code
  const { pc } = frame
  const count = code[pc + 3]
  const found = sequence(t, t.read(frame, code[pc + 2]))
  if (found === null || !t.r.isTrue(t.r.pure('int_eq', found.length, t.r.int(count)))) {
    t.r.leave()
    return false
  }
  const items = Array.from({ length: count }, (_, i) => t.r.getitem(found.items, t.r.int(i), found.array))
  items.forEach((item, i) => {
    t.write(frame, code[pc + 1] + i, item)
    if (found.array === t.d.floatArray) t.bound.add(t.top.values[code[pc + 1] + i] as Jit.Value)
  })
  return t.next(frame)
}

const listAppend: Handler = (t, frame) => {
  const { code } = frame.code
  // The list of a comprehension or display: nobody has it before it is complete.
  append(t, t.read(frame, code[frame.pc + 1]), t.read(frame, code[frame.pc + 2]), t.d.gatherDouble)
  return t.next(frame)
}

/** Adds an item to an exact list. */
export function append(t: Tracer, list: Jit.Value, item: Jit.Value, addDouble = t.d.appendDouble): void {
  const { d, r } = t
  r.classOf(list, [d.list])
  const { array, floats } = list.concrete as W_List
  // What the trace itself has made need not be made before somebody else wants it.
  const isNew = list instanceof t.jit.Op && list.name === 'new_with_vtable'
  if (floats === undefined && (isNoFloat(t, item) || (isNew && isKnownAsNoFloat(t, item)))) {
    r.isTrue(r.pure('ptr_eq', r.getfield(list, d.listFloats), r.ref(undefined)))
    r.call(d.push, r.getfield(list, d.listItems), item)
    return
  }
  // What has objects already gets no double, which would have to be made an object each time.
  const v = array.length === 0 ? t.float(item) : null
  if (v !== null && isNumber(t, v)) r.call(addDouble, list, v)
  else r.call(d.append, list, item)
}

/** Whether an item is none of those that an empty list would keep as a double: an int, a bool or a str, which is asked, or an object that the trace has made. */
function isNoFloat(t: Tracer, item: Jit.Value): boolean {
  if (t.int(item) !== null || t.bool(item) !== null) return true
  if (typeof item.concrete === 'string') {
    t.r.classOf(item, [t.d.str])
    return true
  }
  return item instanceof t.jit.Op && item.name === 'new_with_vtable' && item.descr !== t.d.float
}

/** The same of anything, whatever has to be asked for it. */
function isKnownAsNoFloat(t: Tracer, item: Jit.Value): boolean {
  const w = item.concrete as Value
  if (isDouble(w)) return false
  const { d, r } = t
  if (isObject(w) && w.shape.type.heap) {
    r.classOf(item, [d.object])
    return r.isTrue(r.pure('ptr_ne', r.getfield(item, d.shape), r.ref(shapes.float)))
  }
  guardShape(t, item)
  return true
}

// Iteration.

const getIter: Handler = (t, frame) => {
  const value = t.read(frame, frame.code.code[frame.pc + 2])
  const iterator = iteratorOf(t, value)
  if (iterator !== null) return t.done(frame, iterator)
  return followSpecial(t, frame, value, Special.iter) || residual(t, frame)
}

/** Goes into a special method of an instance that needs nothing else; false where it is none made in Python. */
function followSpecial(t: Tracer, frame: Frame, object: Jit.Value, special: number): boolean {
  const w = object.concrete
  if (!(w instanceof W_Object) || !w.shape.type.heap) return false
  const method = w.shape.type.special(special)
  if (!(method instanceof W_Function) || isOfPassing(t, object)) return false
  guardShape(t, object)
  return follow(t, t.r.ref(method), [object]) && t.enterFollowed(frame)
}

/** `iter()` of a value; null for those that have to be called for it, of which nothing but guards is recorded. */
export function iteratorOf(t: Tracer, value: Jit.Value): Jit.Value | null {
  const w = value.concrete as Value
  const { d, r } = t
  if (w instanceof W_Range && typeof w.start === 'number' && typeof w.length === 'number') {
    const iterator = machine.iter(w)
    if (iterator instanceof W_RangeIterator) {
      r.classOf(value, [d.range])
      const [start, step, length] = [d.rangeStart, d.rangeStride, d.rangeLength].map((f) => r.getfield(value, f))
      // All items are safe integers: the interpreter has iterators of another kind for those that are not.
      const last = r.overflowing('int_mul_ovf', step, length)
      const end_ = last === null ? null : r.overflowing('int_add_ovf', start, last)
      if (end_ !== null) return r.create(d.rangeIterator, [start, step, end_])
    }
  }
  if (w instanceof W_List && w.shape === shapes.list) {
    r.classOf(value, [d.list])
    return r.create(d.listIterator, [value, r.int(0)])
  }
  if (w instanceof W_Tuple && w.shape === shapes.tuple) {
    r.classOf(value, [d.tuple])
    return r.create(d.tupleIterator, [value, r.int(0)])
  }
  const isMap = w instanceof W_Map && !w.shape.type.heap
  if (isMap || isOwnIterator(w) || (w instanceof W_Generator && w.shape === shapes.generator)) {
    r.classOf(value, [d.ofShape(w.shape)])
    return value
  }
  return iterOfEntries(t, value) ?? iterOfBytes(t, value)
}

/** `zip()` of some iterables that traces look into; null for others. */
export function zipped(t: Tracer, iterables: readonly Jit.Value[]): Jit.Value | null {
  const { d, r } = t
  if (iterables.length < 2 || !iterables.every(({ concrete }) => isLookedInto(concrete as Value))) return null
  const iterators = iterables.map((iterable) => iteratorOf(t, iterable) as Jit.Value)
  return r.create(d.zip, [r.createArray(d.zipArray, iterators), r.ref(false)])
}

/** `map()` of a function over an iterable that traces look into; null for others. */
export function mapped(t: Tracer, func: Jit.Value, iterable: Jit.Value): Jit.Value | null {
  const { d, r } = t
  if (!isLookedInto(iterable.concrete as Value)) return null
  return r.create(d.map, [func, r.createArray(d.zipArray, [iteratorOf(t, iterable) as Jit.Value])])
}

/** `enumerate()` of an iterable that traces look into, from a number on; null for others. */
export function enumerated(t: Tracer, iterable: Jit.Value, start: Jit.Value): Jit.Value | null {
  if (typeof start.concrete !== 'number' || !isLookedInto(iterable.concrete as Value)) return null
  const first = t.asReference(t.int(start) as Jit.Value)
  return t.r.create(t.d.enumerate, [iteratorOf(t, iterable) as Jit.Value, first])
}

/** Whether traces look into what a value is gone through by. */
export const isLookedInto = (w: Value): boolean =>
  (w instanceof W_List && w.shape === shapes.list) ||
  (w instanceof W_Tuple && w.shape === shapes.tuple) ||
  (w instanceof W_Range && machine.iter(w) instanceof W_RangeIterator) ||
  isOwnIterator(w) ||
  isOverEntries(w) ||
  hasBytes(w)

/** Whether a value is a built-in iterator that traces look into: each is its own iterator. */
const isOwnIterator = (w: Value): w is W_Iterator =>
  (w instanceof W_ReverseItemsIterator ||
    w instanceof W_ItemsIterator ||
    w instanceof W_RangeIterator ||
    w instanceof W_Enumerate ||
    w instanceof W_DictIterator ||
    w instanceof W_Zip) &&
  !w.shape.type.heap

const forIter: Handler = (t, frame) => {
  const iterator = t.read(frame, frame.code.code[frame.pc + 2])
  if (resumeForLoop(t, frame, iterator)) return true
  const mapped = followMap(t, frame, iterator)
  if (mapped !== null) return mapped
  if (followSpecial(t, frame, iterator, Special.next)) return true
  const next = nextOf(t, iterator)
  if (next === null) return overAnything(t, frame, iterator)
  if (next.item === null) {
    next.take()
    return exhausted(frame)
  }
  const item = t.asReference(next.item)
  next.take()
  t.write(frame, frame.code.code[frame.pc + 1], item)
  return t.next(frame)
}

/** What an iterator gives next, null where it ends; until it is taken nothing but guards is recorded. */
export interface Next {
  readonly item: Jit.Value | null
  take(): void
}

/** What an iterator of a known kind gives next; null for others. */
export function nextOf(t: Tracer, iterator: Jit.Value): Next | null {
  const w = iterator.concrete as Value
  if (w instanceof W_RangeIterator && !w.shape.type.heap) return nextOfRange(t, iterator)
  if (w instanceof W_ItemsIterator && !w.shape.type.heap && w.source !== undefined) return nextItem(t, iterator, w)
  if (w instanceof W_ReverseItemsIterator && !w.shape.type.heap) return nextFromTheEnd(t, iterator, w)
  if (isOverBytes(w)) return nextByte(t, iterator)
  if (w instanceof W_DictIterator) return nextOfEntries(t, iterator)
  if (w instanceof W_Enumerate && !w.shape.type.heap) return nextNumbered(t, iterator)
  return w instanceof W_Zip && !w.shape.type.heap ? nextZipped(t, iterator) : null
}

function nextOfRange(t: Tracer, iterator: Jit.Value): Next {
  const { d, r } = t
  r.classOf(iterator, [d.rangeIterator])
  const value = r.getfield(iterator, d.rangeValue)
  const step = r.getfield(iterator, d.rangeStep)
  // The iterator asks whether its end is reached; on which side of it the items are says how large they can be.
  if (step.concrete === 1) r.promote(step)
  const isUpwards = r.isTrue(r.pure('int_gt', step, r.int(0)))
  if (!r.isTrue(r.pure(isUpwards ? 'int_lt' : 'int_gt', value, r.getfield(iterator, d.rangeEnd))))
    return { item: null, take: () => {} }
  return {
    item: value,
    // The end is a safe integer too.
    take: () => r.setfield(iterator, d.rangeValue, r.pure('int_add', value, step)),
  }
}

/** The loop ends. */
export function exhausted(frame: Frame): true {
  frame.pc = frame.code.code[frame.pc + 3]
  return true
}

function nextItem(t: Tracer, iterator: Jit.Value, { source }: W_ItemsIterator): Next | null {
  const { d, r } = t
  r.classOf(iterator, [source instanceof W_List ? d.listIterator : d.tupleIterator])
  const from = r.getfield(iterator, d.iteratorSource)
  const index = r.getfield(iterator, d.iteratorIndex)
  const isInside = source !== undefined && index.concrete < source.length
  const found = isBound(t, from) ? sequence(t, from, isInside) : null
  if (found === null) return null
  if (r.isTrue(r.pure('int_ge', index, found.length)))
    return { item: null, take: () => r.setfield(iterator, d.iteratorSource, r.ref(undefined)) }
  return {
    item: r.getitem(found.items, index, found.array),
    take: () => r.setfield(iterator, d.iteratorIndex, r.pure('int_add', index, r.int(1))),
  }
}

/** `reversed(list)` of an exact list; null for other values. */
export function reversedList(t: Tracer, list: Jit.Value): Jit.Value | null {
  if (!(list.concrete instanceof W_List)) return null
  const found = sequence(t, list)
  return found === null ? null : t.r.create(t.d.reverseIterator, [list, t.r.pure('int_sub', found.length, t.r.int(1))])
}

function nextFromTheEnd(t: Tracer, iterator: Jit.Value, { source, i }: W_ReverseItemsIterator): Next | null {
  const { d, r } = t
  r.classOf(iterator, [d.reverseIterator])
  const from = r.getfield(iterator, d.reverseSource)
  const index = r.getfield(iterator, d.reverseIndex)
  const found = sequence(t, from, i >= 0 && i < source.length)
  if (found === null) return null
  if (!r.isTrue(r.pure('int_ge', index, r.int(0))) || !r.isTrue(r.pure('int_lt', index, found.length)))
    return { item: null, take: () => r.setfield(iterator, d.reverseIndex, r.int(-1)) }
  return {
    item: r.getitem(found.items, index, found.array),
    take: () => r.setfield(iterator, d.reverseIndex, r.pure('int_sub', index, r.int(1))),
  }
}

function nextNumbered(t: Tracer, iterator: Jit.Value): Next | null {
  const { d, r } = t
  r.classOf(iterator, [d.enumerate])
  const next = nextOf(t, r.getfield(iterator, d.enumerateIterator))
  if (next === null || next.item === null) return next
  const count = r.getfield(iterator, d.enumerateCount)
  const number = t.int(count)
  const following = number === null ? null : r.overflowing('int_add_ovf', number, r.int(1))
  if (following === null) return null
  return {
    item: newTuple(t, [count, t.asReference(next.item)]),
    take: () => {
      next.take()
      r.setfield(iterator, d.enumerateCount, t.asReference(following))
    },
  }
}

/** Where one of the iterators ends, those before it have given something in vain. A strict one has to be called then. */
function nextZipped(t: Tracer, iterator: Jit.Value): Next | null {
  const { d, r } = t
  r.classOf(iterator, [d.zip])
  const array = r.getfield(iterator, d.zipIterators)
  const count = (array.concrete as Value[]).length
  if (count === 0 || !r.isTrue(r.pure('int_eq', r.length(array, d.zipArray), r.int(count)))) return null
  const iterators = Array.from({ length: count }, (_, i) => r.getitem(array, r.int(i), d.zipArray))
  for (let i = 0; i < count; i++)
    for (let k = 0; k < i; k++) if (!r.isTrue(r.pure('ptr_ne', iterators[i], iterators[k]))) return null
  const all: Next[] = []
  for (const one of iterators) {
    const next = nextOf(t, one)
    if (next === null) return null
    all.push(next)
    if (next.item !== null) continue
    const strict = r.getfield(iterator, d.zipStrict)
    if (r.promote(strict) === true) return null
    return { item: null, take: () => all.forEach(({ take }) => take()) }
  }
  return {
    item: newTuple(
      t,
      all.map(({ item }) => t.asReference(item as Jit.Value)),
    ),
    take: () => all.forEach((next) => next.take()),
  }
}

const nextOfHost = (iterator: W_Iterator): Value | undefined => iterator.next()

function overAnything(t: Tracer, frame: Frame, iterator: Jit.Value): boolean {
  const { r } = t
  const { code } = frame.code
  const { pc } = frame
  const w = iterator.concrete as Value
  const isHost = w instanceof W_Iterator && !w.shape.type.heap
  if (isHost) r.classOf(iterator, [t.d.ofShape(w.shape)])
  const descr = isHost ? callOf(t, 'W_Iterator.next', nextOfHost) : callOf(t, 'next', nextValue)
  const item = r.call(placed(t, descr, [iterator]), iterator)
  // Should the guard fail, the other thing has happened: there was an item, or there was none.
  const ends = item.concrete === undefined
  if (ends) t.top.values[code[pc + 1]] = item
  const test = r.pure('ptr_eq', item, r.ref(undefined))
  t.branchAfterCall(frame, test, true)
  if (!ends) {
    t.bound.add(item)
    t.write(frame, code[pc + 1], item)
  }
  return true
}

/** Puts the handlers of this file into the table. */
export function addItems(handlers: Handlers): void {
  const all: [number, Handler][] = [
    [Op.BUILD_TUPLE, buildTuple],
    [Op.BUILD_LIST, buildList],
    [Op.BUILD_SET, display('newSet', 1, (...values) => machine.newSetOf(values))],
    [Op.BUILD_SLICE, buildSlice],
    [Op.BINARY_SUBSCR, subscr],
    [Op.STORE_SUBSCR, storeSubscr],
    [Op.UNPACK_SEQUENCE, unpackSequence],
    [Op.LIST_APPEND, listAppend],
    [Op.GET_ITER, getIter],
    [Op.FOR_ITER, forIter],
  ]
  for (const [op, handler] of all) handlers.set(op, handler)
}
