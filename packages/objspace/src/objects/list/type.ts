// list. lib: stdtypes#list; CPython: Objects/listobject.c
import { concatenate } from '../../lib/concatenate.ts'
import { error } from '../../errors/exception.ts'
import { call1 } from '../../operations/call.ts'
import { lengthHint, reprText } from '../../operations/convert.ts'
import { declareHostIteration, itemsOf, iter, next } from '../../operations/iterate.ts'
import { typeOf } from '../../space/kind.ts'
import { taking } from '../../space/room.ts'
import { OBJECT_LAYOUT } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { bool, sliceBound, ssize } from '../../typedef/convert.ts'
import { defineType } from '../../typedef/define.ts'
import { kw, opt, pos } from '../../typedef/parameter.ts'
import { newGenericAlias } from '../generic-alias-value.ts'
import { newListIterator, newListReverseIterator } from '../iterators/items.ts'
import {
  compareLists,
  COMPARISONS,
  containsItem,
  countItem,
  guardedRepr,
  indexOfItem,
  joinReprs,
  repeat,
  repetitions,
  subscript,
} from '../sequence.ts'
import { NotImplemented } from '../singletons.ts'
import { clipBound, spanOf, W_Slice } from '../slice-value.ts'
import { strFromText } from '../str/wide.ts'
import { W_Tuple } from '../tuple-value.ts'
import { W_List } from './list.ts'
import { putSlice, takeSlice } from './slices.ts'
import { sortByKeys, sortValues } from './sorting.ts'

/** From this on the room that arrays grow by matters. */
const LARGE = 64

function fillFrom(self: W_List, iterable: Value): void {
  extend(self, iterable)
  // An array that has grown has room for half as much again: a copy has none.
  if (self.items.length > LARGE) self.items = self.items.slice()
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
    t.type.convert = (w) => {
      const list = new W_List([])
      fillFrom(list, w)
      return list
    }
    t.init(
      [opt('iterable', null, '()')],
      (self, iterable) => {
        self.items = []
        if (iterable !== undefined) fillFrom(self, iterable)
      },
      true,
    )
    t.special('__repr__', (self) => strFromText(guardedRepr(self, '[...]', () => `[${joinReprs(self.items)}]`)))
    t.attribute('__hash__', null)
    t.special('__len__', (self) => self.items.length)
    t.special('__iter__', (self) => newListIterator(self))
    t.method('__reversed__', [], 'Iterate from the end.', (self) => newListReverseIterator(self))
    t.special('__contains__', (self, x: Value) => containsItem(self.items, x))
    t.method('__getitem__', [pos('index')], 'self[index].', (self, key) => getItem(self, key), '($self, index, /)')
    t.special('__setitem__', (self, key: Value, value: Value) => (setItem(self, key, value), null))
    t.special('__delitem__', (self, key: Value) => (deleteItem(self, key), null))
    t.special(
      '__add__',
      (self, other: Value) => {
        if (!(other instanceof W_List))
          throw error('TypeError', `can only concatenate list (not "${typeOf(other).fullName}") to list`)
        return new W_List(concatenate(self.items, other.items))
      },
      { sequence: true },
    )
    t.special('__iadd__', (self, other: Value) => (extend(self, other), self), { sequence: true })
    t.special('__mul__', (self, n: Value) => new W_List(repeat(self.items, times(n))), { sequence: true })
    t.special('__rmul__', (self, n: Value) => new W_List(repeat(self.items, times(n))), { sequence: true })
    t.special(
      '__imul__',
      (self, n: Value) => {
        const count = repetitions(n)
        if (count === undefined) return NotImplemented
        self.items = repeat(self.items, count)
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
    t.method('copy', [], 'A shallow copy.', (self) => new W_List(self.items.slice()))
    t.method('append', [pos('object')], 'Add an item at the end.', (self, x) => {
      self.items.push(x)
      return null
    })
    t.method('insert', [pos('index', ssize), pos('object')], 'Put an item before the given index.', (self, i, x) => {
      const { items } = self
      const n = items.length
      items.splice(i < 0 ? Math.max(0, i + n) : Math.min(i, n), 0, x)
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
        const { items } = self
        const n = items.length
        if (n === 0) throw error('IndexError', 'pop from empty list')
        if (i === -1) return items.pop()!
        const at = i < 0 ? i + n : i
        if (at < 0 || at >= n) throw error('IndexError', 'pop index out of range')
        const x = items[at]
        if (at === 0) items.shift()
        else items.splice(at, 1)
        return x
      },
    )
    t.method(
      'remove',
      [pos('value')],
      'Remove the first item equal to value; ValueError where there is none.',
      (self, x) => {
        const i = indexOfItem(self.items, x, 0, Infinity)
        if (i < 0) throw error('ValueError', 'list.remove(x): x not in list')
        self.items.splice(i, 1)
        return null
      },
    )
    t.method(
      'index',
      [pos('value'), pos('start', sliceBound, 0), pos('stop', sliceBound, Infinity, 'sys.maxsize')],
      'First place of value in [start:stop]; ValueError where there is none.',
      (self, x, start, stop) => {
        const n = self.items.length
        const i = indexOfItem(self.items, x, clipBound(start, n, 0), clipBound(stop, n, n))
        if (i < 0) throw error('ValueError', `${reprText(x)} is not in list`)
        return i
      },
    )
    t.method('count', [pos('value')], 'How often value is in the list.', (self, x) => countItem(self.items, x))
    t.method('reverse', [], 'Reverse the list in place.', (self) => {
      self.items.reverse()
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
    t.method('__sizeof__', [], 'Bytes of memory the list takes.', (self) => 40 + 8 * self.items.length)
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
export function extend(self: W_List, w: Value): void {
  if (w === self) {
    self.items = self.items.concat(self.items)
    return
  }
  const { items } = self
  // Of a subclass the length is asked for below.
  if ((w instanceof W_List || w instanceof W_Tuple) && !w.shape.type.heap) {
    const more = itemsOf(w)
    for (let i = 0; i < more.length; i++) items.push(more[i])
    return
  }
  const w_iter = iter(w)
  // The answer is of no use here, but the question can be seen.
  if (typeOf(w).heap) lengthHint(w)
  for (let x = next(w_iter); x !== undefined; x = next(w_iter)) taking(self.items.push(x))
}

function getItem(self: W_List, key: Value): Value {
  const i = subscript(key)
  if (i !== undefined) {
    const x = self.items[i < 0 ? i + self.items.length : i]
    if (x === undefined) throw error('IndexError', 'list index out of range')
    return x
  }
  if (key instanceof W_Slice) return takeSlice(self, key)
  throw error('TypeError', `list indices must be integers or slices, not ${typeOf(key).fullName}`)
}

function setItem(self: W_List, key: Value, value: Value): void {
  const i = subscript(key)
  if (i !== undefined) {
    const at = i < 0 ? i + self.items.length : i
    if (at < 0 || at >= self.items.length) throw error('IndexError', 'list assignment index out of range')
    self.items[at] = value
  } else if (key instanceof W_Slice) putSlice(self, key, value)
  else throw error('TypeError', `list indices must be integers or slices, not ${typeOf(key).fullName}`)
}

function deleteItem(self: W_List, key: Value): void {
  const i = subscript(key)
  if (i !== undefined) {
    const at = i < 0 ? i + self.items.length : i
    if (at < 0 || at >= self.items.length) throw error('IndexError', 'list assignment index out of range')
    self.items.splice(at, 1)
  } else if (key instanceof W_Slice) {
    const s = spanOf(key, () => self.items.length)
    if (s.count === 0) return
    if (s.step === 1) self.items.splice(s.start, s.count)
    else {
      const gone = new Set<number>()
      for (let k = 0, j = s.start; k < s.count; k++, j += s.step) gone.add(j)
      self.items = self.items.filter((_, j) => !gone.has(j))
    }
  } else throw error('TypeError', `list indices must be integers or slices, not ${typeOf(key).fullName}`)
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
  const { items } = self
  const empty = new Watched()
  self.items = empty
  let result = items
  try {
    const keys: Value[] | null = key === null ? null : []
    if (keys !== null) for (let i = 0; i < items.length; i++) keys.push(call1(key, items[i]))
    // An exception of a comparison leaves the items as far as they are sorted.
    result = items.slice()
    try {
      if (reverse) {
        result.reverse()
        keys?.reverse()
      }
      if (keys === null) sortValues(result)
      else sortByKeys(result, keys)
    } finally {
      if (reverse) result.reverse()
    }
    if (self.items !== empty || empty.length > 0 || empty.changed)
      throw error('ValueError', 'list modified during sort')
  } finally {
    self.items = result
  }
}
