// tuple. lib: stdtypes#tuple; CPython: Objects/tupleobject.c
import { error } from '../errors/exception.ts'
import { concatenate } from '../lib/concatenate.ts'
import { hashItems } from '../operations/compare.ts'
import { declareHostIteration, counted } from '../operations/iterate.ts'
import { typeOf } from '../space/kind.ts'
import { OBJECT_LAYOUT } from '../space/type.ts'
import type { Value } from '../space/value.ts'
import { sliceBound } from '../typedef/convert.ts'
import { defineType } from '../typedef/define.ts'
import { opt, pos } from '../typedef/parameter.ts'
import { newGenericAlias } from './generic-alias-value.ts'
import { newTupleIterator } from './iterators/items.ts'
import {
  compareTuples,
  COMPARISONS,
  containsItem,
  countItem,
  guardedRepr,
  indexOfItem,
  joinReprs,
  repeat,
  repetitions,
  subscript,
} from './sequence.ts'
import { NotImplemented } from './singletons.ts'
import { clipBound, sliceItems, spanOf, W_Slice } from './slice-value.ts'
import { strFromText } from './str/wide.ts'
import { tupleOf, W_Tuple } from './tuple-value.ts'

export const tupleType = defineType<W_Tuple>(
  'tuple',
  {
    layout: { name: 'tuple', base: OBJECT_LAYOUT },
    shape: 'tuple',
    pattern: 1,
    doc: 'An immutable sequence; without argument the empty one, else the items of the iterable.',
  },
  (t) => {
    t.new([opt('iterable', null, '()')], (cls, iterable) => {
      if (cls === tupleType && iterable instanceof W_Tuple && iterable.shape.type === tupleType) return iterable
      const items = iterable === undefined ? [] : counted(iterable)
      return cls === tupleType ? tupleOf(items) : new W_Tuple(items, cls.rootShape())
    })
    t.type.convert = (w) => (w instanceof W_Tuple && w.shape.type === tupleType ? w : tupleOf(counted(w)))
    t.special('__repr__', (self) =>
      strFromText(
        guardedRepr(self, '(...)', () =>
          self.items.length === 1 ? `(${joinReprs(self.items)},)` : `(${joinReprs(self.items)})`,
        ),
      ),
    )
    t.special('__hash__', (self) => hashItems(self.items))
    t.special('__len__', (self) => self.length)
    t.special('__iter__', (self) => newTupleIterator(self))
    t.special('__contains__', (self, x: Value) => containsItem(self.items, x))
    t.special('__getitem__', (self, key: Value) => {
      const i = subscript(key)
      if (i !== undefined) {
        const x = self.at(i < 0 ? i + self.length : i)
        if (x === undefined) throw error('IndexError', 'tuple index out of range')
        return x
      }
      if (key instanceof W_Slice) {
        const s = spanOf(key, self.length)
        return s.count === self.length && s.step === 1 && self.shape.type === tupleType
          ? self
          : tupleOf(sliceItems(self.items, s))
      }
      throw error('TypeError', `tuple indices must be integers or slices, not ${typeOf(key).fullName}`)
    })
    t.special(
      '__add__',
      (self, other: Value) => {
        if (!(other instanceof W_Tuple))
          throw error('TypeError', `can only concatenate tuple (not "${typeOf(other).fullName}") to tuple`)
        if (self.length === 0 && other.shape.type === tupleType) return other
        if (other.length === 0 && self.shape.type === tupleType) return self
        return tupleOf(concatenate(self.items, other.items))
      },
      { sequence: true },
    )
    t.special('__mul__', (self, n: Value) => times(self, n), { sequence: true })
    t.special('__rmul__', (self, n: Value) => times(self, n), { sequence: true })
    for (const [name, op] of COMPARISONS)
      t.special(name, (self, other: Value) =>
        other instanceof W_Tuple ? compareTuples(self, other, op) : NotImplemented,
      )
    t.method(
      'index',
      [pos('value'), pos('start', sliceBound, 0), pos('stop', sliceBound, Infinity, 'sys.maxsize')],
      'First place of value in [start:stop]; ValueError where there is none.',
      (self, x, start, stop) => {
        const n = self.items.length
        const i = indexOfItem(self.items, x, clipBound(start, n, 0), clipBound(stop, n, n))
        if (i < 0) throw error('ValueError', 'tuple.index(x): x not in tuple')
        return i
      },
    )
    t.method('count', [pos('value')], 'How often value is in the tuple.', (self, x) => countItem(self.items, x))
    t.method(
      '__getnewargs__',
      [],
      'What pickle passes to __new__.',
      (self) => new W_Tuple([new W_Tuple(self.items)]),
      '($self, /)',
    )
    t.classMethod(
      '__class_getitem__',
      [pos('item')],
      'tuple[item], as in annotations.',
      (cls, item) => newGenericAlias(cls, item),
      null,
    )
    declareHostIteration(t.type.dict.getStr('__iter__') as Value, undefined)
  },
)

function times(self: W_Tuple, w: Value): Value {
  const n = repetitions(w)
  if (n === undefined) throw error('TypeError', `can't multiply sequence by non-int of type '${typeOf(w).fullName}'`)
  return n === 1 && self.shape.type === tupleType ? self : new W_Tuple(repeat(self.items, n))
}
