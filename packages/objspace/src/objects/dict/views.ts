// dict_keys, dict_values, dict_items and the dict iterators. lib: stdtypes#dict-views; CPython: Objects/dictobject.c
import { addAll, intersection, subtract, symmetricUpdate } from '../set/type.ts'
import { eqOrIs } from '../../operations/compare.ts'
import { len } from '../../operations/convert.ts'
import { contains } from '../../operations/item.ts'
import { forEach, itemsOf, unpack } from '../../operations/iterate.ts'
import type { Value } from '../../space/value.ts'
import { defineType, type TypeBuilder } from '../../typedef/define.ts'
import { pos } from '../../typedef/parameter.ts'
import { iteratorMethods } from '../iterators/methods.ts'
import { builtinFunction } from '../iterators/reduce.ts'
import { W_List } from '../list/list.ts'
import { newMappingProxy } from '../mappingproxy-value.ts'
import { guardedRepr, joinReprs } from '../sequence.ts'
import { W_AnySet, W_Set, newSet } from '../set/set.ts'
import { NotImplemented } from '../singletons.ts'
import { strFromText } from '../str/wide.ts'
import { W_Pair, W_Tuple } from '../tuple-value.ts'
import type { W_Dict } from './dict.ts'
import { type Part, restOf, W_DictIterator, W_DictReverseIterator, W_DictView } from './views-value.ts'

function iteratorType(name: string): ReturnType<typeof defineType> {
  return defineType<W_DictIterator>(name, { final: true }, (t) => {
    iteratorMethods(t)
    t.method(
      '__length_hint__',
      [],
      'How many entries are left.',
      (self) => (self.dict === undefined || self.used !== self.dict.size ? 0 : self.left),
      null,
    )
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the iterator again.',
      (self) => new W_Tuple([builtinFunction('iter'), new W_Tuple([new W_List(restOf(self))])]),
      null,
    )
  })
}

function reverseType(name: string): ReturnType<typeof defineType> {
  return defineType<W_DictReverseIterator>(name, { final: true }, (t) => {
    iteratorMethods(t)
    t.method(
      '__length_hint__',
      [],
      'How many entries are left.',
      (self) => (self.dict === undefined || self.used !== self.dict.size ? 0 : self.left),
      null,
    )
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the iterator again.',
      (self) => new W_Tuple([builtinFunction('iter'), new W_Tuple([new W_List(restOf(self))])]),
      null,
    )
  })
}

export const iteratorTypes = {
  keys: iteratorType('dict_keyiterator'),
  values: iteratorType('dict_valueiterator'),
  items: iteratorType('dict_itemiterator'),
}
const reverseTypes = {
  keys: reverseType('dict_reversekeyiterator'),
  values: reverseType('dict_reversevalueiterator'),
  items: reverseType('dict_reverseitemiterator'),
}

export function newDictIterator(dict: W_Dict, part: Part): W_DictIterator {
  return new W_DictIterator(dict, part, iteratorTypes[part].rootShape())
}

export function newDictReverseIterator(dict: W_Dict, part: Part): W_DictReverseIterator {
  return new W_DictReverseIterator(dict, part, reverseTypes[part].rootShape())
}

function common(t: TypeBuilder<W_DictView>): void {
  t.special('__len__', (self) => self.dict.size)
  t.special('__iter__', (self) => newDictIterator(self.dict, self.part))
  t.method('__reversed__', [], 'Iterate from the end.', (self) => newDictReverseIterator(self.dict, self.part), null)
  t.special('__repr__', (self) =>
    strFromText(guardedRepr(self, '...', () => `${self.shape.type.name}([${joinReprs(unpack(self))}])`)),
  )
  t.getset('mapping', 'The dict behind the view, read-only.', (self) => newMappingProxy(self.dict))
}

function viewContains(self: W_DictView, x: Value): boolean {
  if (self.part === 'keys') return self.dict.has(x)
  if (!(x instanceof W_Tuple) || x.length !== 2) return false
  const found = self.dict.get(x.at(0) as Value)
  return found !== undefined && eqOrIs(found, x.at(1) as Value)
}

function isSetView(w: Value): w is W_DictView {
  return w instanceof W_DictView && w.part !== 'values'
}

/** A set that is no subclass's. */
const isSet = (w: Value): w is W_AnySet => w instanceof W_AnySet && !w.shape.type.heap

function isSetLike(w: Value): boolean {
  return w instanceof W_AnySet || isSetView(w)
}

/** Whether every item of `a` is in `b`. */
function allIn(a: Value, b: Value): boolean {
  return itemsOf(a).every((x) => contains(b, x))
}

const isItems = (w: Value): w is W_DictView => w instanceof W_DictView && w.part === 'items'

/** The items that one of two dicts has alone: those of the second one come first. CPython: Objects/dictobject.c (dictitems_xor) */
function itemsOfOne(one: W_Dict, other: W_Dict): W_AnySet {
  const rest = one.copy()
  const result = newSet()
  const values = other.liveValues()
  other.liveKeys().forEach((key, i) => {
    const value = one.get(key)
    if (value !== undefined && eqOrIs(value, values[i])) rest.pop(key)
    else result.add(new W_Pair(key, values[i]))
  })
  const left = rest.liveValues()
  rest.liveKeys().forEach((key, i) => result.add(new W_Pair(key, left[i])))
  return result
}

/** A new set of what one operand gives. The keys of a dict come with their hashes. CPython: Objects/dictobject.c (dictviews_to_set) */
function setOf(w: Value): W_AnySet {
  const result = newSet()
  addAll(result, w instanceof W_DictView && w.part === 'keys' && !w.dict.shape.type.heap ? w.dict : w)
  return result
}

function setOperations(t: TypeBuilder<W_DictView>): void {
  t.special('__contains__', (self, x: Value) => viewContains(self, x))
  t.attribute('__hash__', null)
  t.special('__eq__', (self, w: Value) => (isSetLike(w) ? len(self) === len(w) && allIn(self, w) : NotImplemented))
  t.special('__ne__', (self, w: Value) => (isSetLike(w) ? !(len(self) === len(w) && allIn(self, w)) : NotImplemented))
  t.special('__lt__', (self, w: Value) => (isSetLike(w) ? len(self) < len(w) && allIn(self, w) : NotImplemented))
  t.special('__le__', (self, w: Value) => (isSetLike(w) ? len(self) <= len(w) && allIn(self, w) : NotImplemented))
  t.special('__gt__', (self, w: Value) => (isSetLike(w) ? len(self) > len(w) && allIn(w, self) : NotImplemented))
  t.special('__ge__', (self, w: Value) => (isSetLike(w) ? len(self) >= len(w) && allIn(w, self) : NotImplemented))
  const binary = (
    name: '__and__' | '__or__' | '__sub__' | '__xor__',
    reflected: '__rand__' | '__ror__' | '__rsub__' | '__rxor__',
    op: (a: Value, b: Value) => Value,
  ): void => {
    t.special(name, (self, w: Value) => op(self, w))
    t.special(reflected, (self, w: Value) => op(w, self))
  }
  binary('__and__', '__rand__', (a, b) => {
    const [first, second] = isSetView(a) ? [a, b] : [b as W_DictView, a]
    // A set that is larger does it, and of two views the smaller one is iterated. CPython: Objects/dictobject.c (_PyDictView_Intersect)
    if (second instanceof W_Set && !second.shape.type.heap && first.dict.size <= second.used)
      return intersection(second, first)
    const isSwapped = isSetView(second) && second.dict.size > first.dict.size
    const [view, other] = isSwapped ? [second, first] : [first, second]
    const result = newSet()
    forEach(other, (x) => {
      if (viewContains(view, x)) result.add(x)
    })
    return result
  })
  binary('__or__', '__ror__', (a, b) => {
    const result = setOf(a)
    addAll(result, b)
    return result
  })
  binary('__sub__', '__rsub__', (a, b) => {
    const result = setOf(a)
    subtract(result, b)
    return result
  })
  binary('__xor__', '__rxor__', (a, b) => {
    if (isItems(a) && isItems(b)) return itemsOfOne(a.dict, b.dict)
    const result = setOf(a)
    symmetricUpdate(result, b)
    return result
  })
  t.method(
    'isdisjoint',
    [pos('other')],
    'Whether the view and an iterable have nothing in common.',
    (self, other) => {
      if (self === other) return self.dict.size === 0
      // The items of the smaller one are looked for, where the other one is known to find them.
      const isSwapped = (isSet(other) || isSetView(other)) && len(other) > len(self)
      let disjoint = true
      forEach(isSwapped ? self : other, (x) => {
        if (isSwapped ? contains(other, x) : viewContains(self, x)) disjoint = false
        return disjoint
      })
      return disjoint
    },
    null,
  )
}

/** dict_keys, dict_items and dict_values. */
export const viewTypes = {
  keys: defineType<W_DictView>('dict_keys', { final: true }, (t) => {
    common(t)
    setOperations(t)
  }),
  items: defineType<W_DictView>('dict_items', { final: true }, (t) => {
    common(t)
    setOperations(t)
  }),
  values: defineType<W_DictView>('dict_values', { final: true }, common),
}

export function newDictView(dict: W_Dict, part: Part): W_DictView {
  return new W_DictView(dict, part, viewTypes[part].rootShape())
}
