// list. lib: stdtypes#list; CPython: Objects/listobject.c
import { concatenate } from '../../lib/concatenate.ts'
import { error } from '../../errors/exception.ts'
import { call1 } from '../../operations/call.ts'
import { lengthHint, reprText } from '../../operations/convert.ts'
import { consumed, isAsked } from '../../operations/consume.ts'
import { gather, PIECE } from '../../operations/gather.ts'
import { declareHostIteration, iter, stepOf, takeAll } from '../../operations/iterate.ts'

import { typeOf } from '../../space/kind.ts'
import { ITEM_SIZE, reserve, taking } from '../../space/room.ts'
import { shapes } from '../../space/shapes.ts'
import { OBJECT_LAYOUT } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { bool, sliceBound, ssize } from '../../typedef/convert.ts'
import { defineType } from '../../typedef/define.ts'
import { kw, opt, pos } from '../../typedef/parameter.ts'
import { W_Float } from '../float-value.ts'
import { newGenericAlias } from '../generic-alias-value.ts'
import { newListIterator, newListReverseIterator } from '../iterators/items.ts'
import {
  checkRoom,
  compareLists,
  COMPARISONS,
  countItem,
  guardedRepr,
  indexOfItem,
  joinReprs,
  repeat,
  repetitions,
  subscript,
} from '../sequence.ts'
import { NotImplemented } from '../singletons.ts'
import { clipBound, W_Slice } from '../slice-value.ts'
import { strFromText } from '../str/wide.ts'
import { W_Tuple } from '../tuple-value.ts'
import {
  append,
  appendAll,
  appendItems,
  concatenated,
  doublesOf,
  insertItem,
  itemAt,
  newFloats,
  numberOf,
  putItem,
  repeated,
  sortFloats,
} from './floats.ts'
import { boxedAll, NO_ITEMS, W_List } from './list.ts'
import { deleteItem, putSlice, removeItems, takeSlice } from './slices.ts'
import { isRaw, sortByFunction, sortByKeys, sortValues } from './sorting.ts'
import { W_ThreeWay } from './three-way.ts'

/** From this on the room that arrays grow by matters. */
const LARGE = 64

/** A new list of the items of an iterable: nobody sees it before it has all of them. */
function listFrom(w: Value): W_List {
  if (w instanceof W_List && w.shape === shapes.list) {
    reserve(w.length * ITEM_SIZE)
    return new W_List(w.array.slice(), shapes.list, w.floats?.slice())
  }
  const list = new W_List([])
  if (w instanceof W_Tuple && !w.shape.type.heap) {
    appendItems(list, w.items)
    trim(list)
  } else fillNew(list, iteratorOf(w))
  return list
}

function fillNew(list: W_List, w_iter: Value): void {
  const all = takeAll(w_iter)
  if (all !== undefined) {
    list.array = all
    return
  }
  const step = stepOf(w_iter)
  for (let count = 0; ; count++) {
    if (isAsked(count) && consumed('extend', w_iter, count, list) !== undefined) break
    const x = step(w_iter)
    if (x === undefined) break
    append(list, x)
    taking(count)
    if (list.array.length === PIECE) {
      list.array = gather(w_iter, list.array)
      return
    }
  }
  trim(list)
}

/** An array that has grown has room for half as much again: a copy has none. Large ones grow by themselves (operations/gather.ts). */
function trim(self: W_List): void {
  if (self.length <= LARGE) return
  if (self.floats === undefined) self.array = self.array.slice()
  else self.floats = self.floats.slice()
}

export const listType = defineType<W_List>(
  'list',
  {
    layout: { name: 'list', base: OBJECT_LAYOUT },
    shape: 'list',
    pattern: 1,
    doc: 'A mutable sequence; without argument an empty one, else of the items of the iterable.',
  },
  (t) => {
    t.rawNew((args) => new W_List([], (args[0] as typeof listType).rootShape()))
    t.type.textSignature = '(iterable=(), /)'
    t.type.convert = listFrom
    t.init(
      [opt('iterable', null, '()')],
      (self, iterable) => {
        self.items = []
        if (iterable === undefined) return
        extend(self, iterable)
        trim(self)
      },
      true,
    )
    t.special('__repr__', (self) => strFromText(guardedRepr(self, '[...]', () => `[${joinReprs(copyOfFloats(self))}]`)))
    t.attribute('__hash__', null)
    t.special('__len__', (self) => self.length)
    t.special('__iter__', (self) => newListIterator(self))
    t.method('__reversed__', [], 'Iterate from the end.', (self) => newListReverseIterator(self))
    t.special('__contains__', (self, x: Value) => indexOf(self, x, 0, Infinity) >= 0)
    t.method('__getitem__', [pos('index')], 'self[index].', (self, key) => getItem(self, key), '($self, index, /)')
    t.special('__setitem__', (self, key: Value, value: Value) => (setItem(self, key, value), null))
    t.special('__delitem__', (self, key: Value) => (deleteItem(self, key), null))
    t.special(
      '__add__',
      (self, other: Value) => {
        if (!(other instanceof W_List))
          throw error('TypeError', `can only concatenate list (not "${typeOf(other).fullName}") to list`)
        return concatenated(self, other) ?? new W_List(concatenate(copyOfFloats(self), copyOfFloats(other)))
      },
      { sequence: true },
    )
    t.special('__iadd__', (self, other: Value) => (extend(self, other), self), { sequence: true })
    t.special('__mul__', (self, n: Value) => repeatList(self, times(n)), { sequence: true })
    t.special('__rmul__', (self, n: Value) => repeatList(self, times(n)), { sequence: true })
    t.special(
      '__imul__',
      (self, n: Value) => {
        const count = repetitions(n)
        if (count === undefined) return NotImplemented
        const { floats, array } = repeatList(self, count)
        self.array = array
        self.floats = floats
        return self
      },
      { sequence: true },
    )
    for (const [name, op] of COMPARISONS)
      t.special(name, (self, other: Value) =>
        other instanceof W_List ? compareLists(self, other, op) : NotImplemented,
      )
    t.method('clear', [], 'Remove all items.', (self) => {
      self.items = []
      return null
    })
    t.method('copy', [], 'A shallow copy.', (self) =>
      self.floats === undefined ? new W_List(self.array.slice()) : newFloats(self.floats.slice()),
    )
    t.method('append', [pos('object')], 'Add an item at the end.', (self, x) => {
      append(self, x)
      return null
    })
    t.method('insert', [pos('index', ssize), pos('object')], 'Put an item before the given index.', (self, i, x) => {
      const n = self.length
      insertItem(self, i < 0 ? Math.max(0, i + n) : Math.min(i, n), x)
      return null
    })
    t.method('extend', [pos('iterable')], 'Add all items of an iterable at the end.', (self, w) => {
      extend(self, w)
      return null
    })
    t.method(
      'pop',
      [pos('index', ssize, -1)],
      'Remove the item at index (the last one by default) and return it.',
      (self, i) => {
        const { floats, array } = self
        return floats === undefined ? takeItem(array, i) : new W_Float(takeItem(floats, i))
      },
    )
    t.method(
      'remove',
      [pos('value')],
      'Remove the first item equal to value; ValueError where there is none.',
      (self, x) => {
        const i = indexOf(self, x, 0, Infinity)
        if (i < 0) throw error('ValueError', 'list.remove(x): x not in list')
        removeItems(self, i, 1)
        return null
      },
    )
    t.method(
      'index',
      [pos('value'), pos('start', sliceBound, 0), pos('stop', sliceBound, Infinity, 'sys.maxsize')],
      'First place of value in [start:stop]; ValueError where there is none.',
      (self, x, start, stop) => {
        const n = self.length
        const i = indexOf(self, x, clipBound(start, n, 0), clipBound(stop, n, n))
        if (i < 0) throw error('ValueError', `${reprText(x)} is not in list`)
        return i
      },
    )
    t.method('count', [pos('value')], 'How often value is in the list.', (self, x) => {
      const { floats } = self
      const v = floats === undefined ? undefined : numberOf(x)
      return v === undefined ? countItem(self.items, x) : (floats as number[]).filter((y) => y === v).length
    })
    t.method('reverse', [], 'Reverse the list in place.', (self) => {
      ;(self.floats ?? self.array).reverse()
      return null
    })
    t.method(
      'sort',
      [kw('key', null, null), kw('reverse', bool, false)],
      'Sort the list in place, keeping the order of equal items.',
      (self, key, reverse) => {
        sortList(self, key, reverse)
        return null
      },
    )
    t.method('__sizeof__', [], 'Bytes of memory the list takes.', (self) => 40 + 8 * self.length)
    t.classMethod(
      '__class_getitem__',
      [pos('item')],
      'list[item], as in annotations.',
      (cls, item) => newGenericAlias(cls, item),
      null,
    )
    declareHostIteration(undefined, t.type.dict.getStr('__iter__') as Value)
  },
)

function times(w: Value): number {
  const n = repetitions(w)
  if (n === undefined) throw error('TypeError', `can't multiply sequence by non-int of type '${typeOf(w).fullName}'`)
  return n
}

/** list.extend */
/** The answer is of no use here, but the question can be seen. */
function iteratorOf(w: Value): Value {
  const w_iter = iter(w)
  if (typeOf(w).heap) lengthHint(w)
  return w_iter
}

export function extend(self: W_List, w: Value): void {
  if (w === self) {
    appendAll(self, self)
    return
  }
  // Of a subclass the length is asked for below.
  if ((w instanceof W_List || w instanceof W_Tuple) && !w.shape.type.heap) {
    if (w instanceof W_List) appendAll(self, w)
    else appendItems(self, w.items)
    return
  }
  const w_iter = iteratorOf(w)
  const all = takeAll(w_iter)
  if (all !== undefined) {
    if (self.length === 0) self.items = all
    else appendItems(self, all)
    return
  }
  const step = stepOf(w_iter)
  for (let count = 0; ; count++) {
    if (isAsked(count) && self.shape === shapes.list && consumed('extend', w_iter, count, self) !== undefined) return
    const x = step(w_iter)
    if (x === undefined) return
    append(self, x)
    taking(self.length)
  }
}

/** The items to be looked at, at once: those of the list, or floats made for that. */
function copyOfFloats(self: W_List): readonly Value[] {
  return self.floats === undefined ? self.array : boxedAll(self.floats)
}

function repeatList({ floats, array }: W_List, n: number): W_List {
  if (floats === undefined) return new W_List(repeat(array, n))
  if (n === 0 || floats.length === 0) return new W_List([])
  checkRoom(floats.length, n)
  return newFloats(repeated(floats, n))
}

/** The first place of `x` in [start, stop), or -1. */
function indexOf(self: W_List, x: Value, start: number, stop: number): number {
  const { floats } = self
  if (floats === undefined) return indexOfItem(self.array, x, start, stop)
  const v = numberOf(x)
  if (v === undefined) return indexOfItem(self.items, x, start, stop)
  const i = floats.indexOf(v, start)
  return i < stop ? i : -1
}

/** Takes an item out of a list. */
function takeItem<T>(items: T[], i: number): T {
  const n = items.length
  if (n === 0) throw error('IndexError', 'pop from empty list')
  if (i === -1) return items.pop()!
  const at = i < 0 ? i + n : i
  if (at < 0 || at >= n) throw error('IndexError', 'pop index out of range')
  const x = items[at]
  if (at === 0) items.shift()
  else items.splice(at, 1)
  return x
}

function getItem(self: W_List, key: Value): Value {
  const i = subscript(key)
  if (i !== undefined) {
    const x = itemAt(self, i < 0 ? i + self.length : i)
    if (x === undefined) throw error('IndexError', 'list index out of range')
    return x
  }
  if (key instanceof W_Slice) return takeSlice(self, key)
  throw error('TypeError', `list indices must be integers or slices, not ${typeOf(key).fullName}`)
}

function setItem(self: W_List, key: Value, value: Value): void {
  const i = subscript(key)
  if (i !== undefined) {
    const at = i < 0 ? i + self.length : i
    if (at < 0 || at >= self.length) throw error('IndexError', 'list assignment index out of range')
    putItem(self, at, value)
  } else if (key instanceof W_Slice) putSlice(self, key, value)
  else throw error('TypeError', `list indices must be integers or slices, not ${typeOf(key).fullName}`)
}

/** The items of a list that is being sorted: there are none, and none may be added, not even for a while. */
class Watched extends Array<Value> {
  changed = false
  override push(...items: Value[]): number {
    this.changed = true
    return super.push(...items)
  }
}

/** list.sort: the list is empty while it is being sorted, and must still be when that ends. */
export function sortList(self: W_List, key: Value, reverse: boolean): void {
  if (self.floats !== undefined && key === null) {
    self.floats = sortFloats(self.floats, reverse)
    return
  }
  // Nobody sees a list of numbers or of texts while it is being sorted.
  if (key === null && isRaw(self.array)) {
    if (reverse) self.array.reverse()
    sortValues(self.array)
    if (reverse) self.array.reverse()
    return
  }
  const hadFloats = self.floats !== undefined
  const { items } = self
  const empty = new Watched()
  self.items = empty
  let result = items
  try {
    // What makes keys for such a function is not asked for them: it is the objects that are compared.
    const isOrder = key instanceof W_ThreeWay && key.obj === undefined
    const keys: Value[] | null = key === null || isOrder ? null : []
    if (keys !== null) for (let i = 0; i < items.length; i++) keys.push(call1(key, items[i]))
    // An exception of a comparison leaves the items as far as they are sorted.
    result = items.slice()
    try {
      if (reverse) {
        result.reverse()
        keys?.reverse()
      }
      if (isOrder) sortByFunction(result, key.cmp)
      else if (keys === null) sortValues(result)
      else sortByKeys(result, keys)
    } finally {
      if (reverse) result.reverse()
    }
    if (self.items !== empty || empty.length > 0 || empty.changed)
      throw error('ValueError', 'list modified during sort')
  } finally {
    self.items = result
    if (hadFloats) {
      self.array = NO_ITEMS
      self.floats = doublesOf(result)
    }
  }
}
