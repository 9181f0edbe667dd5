// set and frozenset. lib: stdtypes#set; CPython: Objects/setobject.c
import { error, errorWith, isError } from '../../errors/exception.ts'
import { hashFrozenSet } from '../../lib/hash.ts'
import { getattr } from '../../operations/attribute.ts'
import { call0 } from '../../operations/call.ts'
import { forEach, goThrough, iter, next } from '../../operations/iterate.ts'
import { W_Iterator } from '../../space/iterator.ts'
import { typeOf } from '../../space/kind.ts'
import { shapes } from '../../space/shapes.ts'
import { OBJECT_LAYOUT, W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { defineType, type TypeBuilder } from '../../typedef/define.ts'
import { opt, pos, rest } from '../../typedef/parameter.ts'
import { W_Dict } from '../dict/dict.ts'
import { newGenericAlias } from '../generic-alias-value.ts'
import { iteratorMethods } from '../iterators/methods.ts'
import { builtinFunction } from '../iterators/reduce.ts'
import { itemAt } from '../list/floats.ts'
import { W_List } from '../list/list.ts'
import { guardedRepr, joinReprs } from '../sequence.ts'
import { NotImplemented } from '../singletons.ts'
import { strFromText } from '../str/wide.ts'
import { W_Tuple } from '../tuple-value.ts'
import { W_AnySet, W_FrozenSet, W_Set } from './set.ts'

class W_SetIterator extends W_Iterator {
  set: W_AnySet | undefined
  i = 0
  used: number
  left: number
  constructor(set: W_AnySet) {
    super(setIteratorType.rootShape())
    this.set = set
    this.used = set.used
    this.left = set.used
  }

  override next(): Value | undefined {
    const { set } = this
    if (set === undefined) return undefined
    if (this.used !== set.used) {
      this.used = -1
      throw error('RuntimeError', 'Set changed size during iteration')
    }
    let { i } = this
    const { mask } = set
    let key = i <= mask ? set.keyAt(i) : undefined
    while (key === undefined && i < mask) key = set.keyAt(++i)
    this.i = i + 1
    if (key === undefined) {
      this.set = undefined
      return undefined
    }
    this.left--
    return key
  }
}

const setIteratorType: W_Type = defineType<W_SetIterator>('set_iterator', { final: true }, (t) => {
  iteratorMethods(t)
  t.method(
    '__length_hint__',
    [],
    'How many items are left.',
    (self) => (self.set === undefined || self.used !== self.set.used ? 0 : self.left),
    null,
  )
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the iterator again.',
    (self) => {
      const items: Value[] = []
      if (self.set !== undefined)
        for (let i = self.i; i <= self.set.mask; i++) {
          const k = self.set.keyAt(i)
          if (k !== undefined) items.push(k)
        }
      return new W_Tuple([builtinFunction('iter'), new W_Tuple([new W_List(items)])])
    },
    null,
  )
})

/** A set of the same class as `like` (but never of a subclass), with the keys of `from`. */
function same(like: W_AnySet): W_AnySet {
  return like instanceof W_FrozenSet ? new W_FrozenSet() : new W_Set()
}

function copyOf(self: W_AnySet): W_AnySet {
  const s = same(self)
  s.merge(self)
  return s
}

/** Adds the items of an iterable; those of a set go over with their hashes. */
export function addAll(s: W_AnySet, w: Value): void {
  if (w instanceof W_AnySet) s.merge(w)
  else if (w instanceof W_Dict && !w.shape.type.heap) {
    s.prepare(w.size)
    for (let i = 0; i < w.keys.length; i++) {
      const k = w.keys[i]
      if (k === undefined) continue
      const low = w.lowAt(i)
      if (low === undefined) s.add(k)
      else s.addHashed(k, low, w.highAt(i))
    }
  } else if (w instanceof W_List && !w.shape.type.heap) {
    // Hashing may change the list.
    for (let i = 0; i < w.length; i++) s.add(itemAt(w, i) as Value)
  } else {
    const add = (x: Value): void => {
      s.add(x)
    }
    if (s.shape === shapes.set) goThrough(iter(w), add, 'fill', s)
    else forEach(w, add)
  }
}

function toSet(w: Value): W_AnySet {
  if (w instanceof W_AnySet) return w
  const s = new W_Set()
  addAll(s, w)
  return s
}

function isSubset(a: W_AnySet, b: W_AnySet): boolean {
  if (a.used > b.used) return false
  for (let i = 0; i <= a.mask; i++) {
    const k = a.keyAt(i)
    if (k !== undefined && !b.hasHashed(k, a.lowAt(i), a.highAt(i))) return false
  }
  return true
}

/** Stops at the first item that is not in the set, as what comes after it may have no hash. */
function hasAll(self: W_AnySet, w: Value): boolean {
  const w_iter = iter(w)
  for (let x = next(w_iter); x !== undefined; x = next(w_iter)) if (!self.has(x)) return false
  return true
}

export function intersection(self: W_AnySet, w: Value): W_AnySet {
  if (w === self) return copyOf(self)
  const result = same(self)
  if (w instanceof W_AnySet) {
    const [small, large] = w.used > self.used ? [self, w] : [w, self]
    for (let i = 0; i <= small.mask; i++) {
      // Comparing may change the set: what its slot held is read before.
      const k = small.keyAt(i)
      const low = small.lowAt(i)
      const high = small.highAt(i)
      if (k !== undefined && large.hasHashed(k, low, high)) result.addHashed(k, low, high)
    }
  } else
    forEach(w, (x) => {
      if (self.has(x)) result.add(x)
    })
  return result
}

function difference(self: W_AnySet, w: Value): W_AnySet {
  const result = same(self)
  const other = w instanceof W_AnySet ? w : w instanceof W_Dict ? w : undefined
  if (other === undefined) {
    result.merge(self)
    forEach(w, (x) => {
      result.discard(x)
    })
    return result
  }
  // Of a set that is much larger, a copy loses the other's items. CPython: Objects/setobject.c (set_difference)
  if (self.used >> 2 > (other instanceof W_Dict ? other.size : other.used)) {
    result.merge(self)
    if (other instanceof W_AnySet)
      for (let i = 0; i <= other.mask; i++) {
        const k = other.keyAt(i)
        if (k !== undefined) result.discard(k)
      }
    else
      forEach(w, (x) => {
        result.discard(x)
      })
    return result
  }
  for (let i = 0; i <= self.mask; i++) {
    const k = self.keyAt(i)
    const low = self.lowAt(i)
    const high = self.highAt(i)
    if (k !== undefined && !other.hasHashed(k, low, high)) result.addHashed(k, low, high)
  }
  return result
}

export function symmetricUpdate(self: W_AnySet, w: Value): void {
  if (w instanceof W_Dict && !w.shape.type.heap) {
    for (let i = 0; i < w.keys.length; i++) {
      const k = w.keys[i]
      if (k === undefined) continue
      const low = w.lowAt(i)
      if (low === undefined) {
        if (!self.discard(k)) self.add(k)
        continue
      }
      const high = w.highAt(i)
      if (!self.discardHashed(k, low, high)) self.addHashed(k, low, high)
    }
    return
  }
  const other = w === self ? copyOf(self) : w instanceof W_AnySet ? w : toSet(w)
  for (let i = 0; i <= other.mask; i++) {
    const k = other.keyAt(i)
    const low = other.lowAt(i)
    const high = other.highAt(i)
    if (k !== undefined && !self.discardHashed(k, low, high)) self.addHashed(k, low, high)
  }
}

/** What membership tests look for: a set stands for the frozenset with its items. */
function keyOf(w: Value): Value {
  if (!(w instanceof W_Set)) return w
  const f = new W_FrozenSet()
  f.merge(w)
  return f
}

/** Sets have no hash; where a search fails for that, it is one for the frozenset with the same items. */
function lookUp<T>(w: W_Set, find: (key: Value) => T): T {
  try {
    return find(w)
  } catch (e) {
    if (!isError(e, 'TypeError')) throw e
    return find(keyOf(w))
  }
}

function common(t: TypeBuilder<W_AnySet>): void {
  t.special('__len__', (self) => self.used)
  t.method(
    '__contains__',
    [pos('object')],
    'x in self.',
    (self, w) => (w instanceof W_Set ? lookUp(w, (k) => self.has(k)) : self.has(w)),
    null,
  )
  t.special('__iter__', (self) => new W_SetIterator(self))
  t.special('__repr__', (self) => {
    const name = self.shape.type.name
    if (self.used === 0) return strFromText(`${name}()`)
    return strFromText(
      guardedRepr(self, `${name}(...)`, () => {
        const items = joinReprs(self.toArray())
        return name === 'set' && !self.shape.type.heap ? `{${items}}` : `${name}({${items}})`
      }),
    )
  })
  t.special('__eq__', (self, w: Value) =>
    w instanceof W_AnySet ? self.used === w.used && isSubset(self, w) : NotImplemented,
  )
  t.special('__ne__', (self, w: Value) =>
    w instanceof W_AnySet ? !(self.used === w.used && isSubset(self, w)) : NotImplemented,
  )
  t.special('__le__', (self, w: Value) => (w instanceof W_AnySet ? isSubset(self, w) : NotImplemented))
  t.special('__lt__', (self, w: Value) =>
    w instanceof W_AnySet ? self.used < w.used && isSubset(self, w) : NotImplemented,
  )
  t.special('__ge__', (self, w: Value) => (w instanceof W_AnySet ? isSubset(w, self) : NotImplemented))
  t.special('__gt__', (self, w: Value) =>
    w instanceof W_AnySet ? w.used < self.used && isSubset(w, self) : NotImplemented,
  )
  const operator = (
    name: '__and__' | '__or__' | '__sub__' | '__xor__',
    reflected: '__rand__' | '__ror__' | '__rsub__' | '__rxor__',
    op: (a: W_AnySet, b: W_AnySet) => Value,
  ): void => {
    t.special(name, (self, w: Value) => (w instanceof W_AnySet ? op(self, w) : NotImplemented))
    t.special(reflected, (self, w: Value) => (w instanceof W_AnySet ? op(w, self) : NotImplemented))
  }
  operator('__and__', '__rand__', intersection)
  operator('__sub__', '__rsub__', difference)
  operator('__or__', '__ror__', (a, b) => {
    const s = copyOf(a)
    // A set and itself is copied only, which makes no room for twice as many keys.
    if (b !== a) s.merge(b)
    return s
  })
  operator('__xor__', '__rxor__', (a, b) => {
    const s = same(a)
    s.merge(b)
    symmetricUpdate(s, a)
    return s
  })
  t.method(
    'copy',
    [],
    'A shallow copy.',
    (self) => (self instanceof W_FrozenSet && !self.shape.type.heap ? self : copyOf(self)),
    null,
  )
  t.method('union', [rest('others')], 'The items of the set and of all the iterables.', (self, others) => {
    const s = copyOf(self)
    for (const w of others) if (w !== self) addAll(s, w)
    return s
  })
  t.method(
    'intersection',
    [rest('others')],
    'The items that the set and all the iterables have in common.',
    (self, others) => {
      let s: W_AnySet = others.length === 0 ? copyOf(self) : self
      for (const w of others) s = intersection(s, w)
      return s
    },
  )
  t.method(
    'difference',
    [rest('others')],
    'The items of the set that are in none of the iterables.',
    (self, others) => {
      if (others.length === 0) return copyOf(self)
      const s = difference(self, others[0])
      for (let i = 1; i < others.length; i++) subtract(s, others[i])
      return s
    },
  )
  t.method(
    'symmetric_difference',
    [pos('other')],
    'The items that are in just one of the set and the iterable.',
    (self, w) => {
      const s = same(self)
      addAll(s, w)
      symmetricUpdate(s, self)
      return s
    },
  )
  t.method('isdisjoint', [pos('other')], 'Whether the set and an iterable have nothing in common.', (self, w) => {
    let disjoint = true
    forEach(w, (x) => {
      if (self.has(x)) disjoint = false
      return disjoint
    })
    return disjoint
  })
  t.method('issubset', [pos('other')], 'Whether all items are in the iterable.', (self, w) => isSubset(self, toSet(w)))
  t.method('issuperset', [pos('other')], 'Whether all items of the iterable are in the set.', (self, w) =>
    w instanceof W_AnySet ? isSubset(w, self) : hasAll(self, w),
  )
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the set again.',
    (self) =>
      new W_Tuple([typeOf(self), new W_Tuple([new W_List(self.toArray())]), call0(getattr(self, '__getstate__'))]),
    null,
  )
  t.method(
    '__sizeof__',
    [],
    'Bytes of memory the set takes.',
    (self) => (self.mask < 8 ? 200 : 200 + 16 * (self.mask + 1)),
    null,
  )
  t.classMethod(
    '__class_getitem__',
    [pos('item')],
    'set[item], as in annotations.',
    (cls, item) => newGenericAlias(cls, item),
    null,
  )
}

export const setType = defineType<W_Set>(
  'set',
  {
    layout: { name: 'set', base: OBJECT_LAYOUT },
    shape: 'set',
    hasWeakref: true,
    doc: 'An unordered collection of distinct hashable items.',
  },
  (t) => {
    t.rawNew((args) => new W_Set((args[0] as W_Type).rootShape()))
    t.type.convert = (w) => {
      const s = new W_Set()
      addAll(s, w)
      return s
    }
    t.type.textSignature = '(iterable=(), /)'
    const init = t.init([opt('iterable', null, '()')], (self, iterable) => {
      self.clearAll()
      if (iterable !== undefined) addAll(self, iterable)
    })
    init.before = (args, kwnames) => checkCount(typeOf(args[0]), args.length - 1, kwnames)
    common(t as TypeBuilder<W_AnySet>)
    t.attribute('__hash__', null)
    const inplace = (
      name: '__ior__' | '__iand__' | '__isub__' | '__ixor__',
      op: (self: W_Set, w: W_AnySet) => void,
    ): void =>
      t.special(name, (self, w: Value) => {
        if (!(w instanceof W_AnySet)) return NotImplemented
        op(self, w)
        return self
      })
    inplace('__ior__', (self, w) => self.merge(w))
    inplace('__iand__', (self, w) => become(self, intersection(self, w)))
    inplace('__isub__', (self, w) => subtract(self, w))
    inplace('__ixor__', symmetricUpdate)
    t.method('add', [pos('object')], 'Add an item.', (self, w) => (self.add(w), null), '($self, object, /)')
    t.method(
      'remove',
      [pos('object')],
      'Remove an item; KeyError where it is not in the set.',
      (self, w) => {
        if (!(w instanceof W_Set ? lookUp(w, (k) => self.discard(k)) : self.discard(w))) throw errorWith('KeyError', w)
        return null
      },
      '($self, object, /)',
    )
    t.method(
      'discard',
      [pos('object')],
      'Remove an item where it is in the set.',
      (self, w) => (w instanceof W_Set ? lookUp(w, (k) => self.discard(k)) : self.discard(w), null),
      '($self, object, /)',
    )
    t.method(
      'pop',
      [],
      'Remove and return some item; KeyError where the set is empty.',
      (self) => {
        const w = self.popAny()
        if (w === undefined) throw errorWith('KeyError', 'pop from an empty set')
        return w
      },
      '($self, /)',
    )
    t.method('clear', [], 'Remove all items.', (self) => (self.clearAll(), null), '($self, /)')
    t.method('update', [rest('others')], 'Add the items of the iterables.', (self, others) => {
      for (const w of others) addAll(self, w)
      return null
    })
    t.method(
      'intersection_update',
      [rest('others')],
      'Keep the items that are in all the iterables.',
      (self, others) => {
        let s: W_AnySet = self
        for (const w of others) s = intersection(s, w)
        if (s !== self) become(self, s)
        return null
      },
    )
    t.method('difference_update', [rest('others')], 'Remove the items of the iterables.', (self, others) => {
      for (const w of others) subtract(self, w)
      return null
    })
    t.method(
      'symmetric_difference_update',
      [pos('other')],
      'Keep the items that are in just one of the set and the iterable.',
      (self, w) => (symmetricUpdate(self, w), null),
    )
  },
)

/** Of more than one argument a subclass complains by its own name. CPython: Objects/setobject.c (make_new_set, set_init) */
function checkCount(cls: Value, given: number, kwnames: readonly string[] | null): void {
  if (kwnames === null && given > 1 && cls instanceof W_Type && cls.heap)
    throw error('TypeError', `${cls.fullName} expected at most 1 argument, got ${given}`)
}

function become(self: W_Set, s: W_AnySet): void {
  self.keys = s.keys
  self.lows = s.lows
  self.highs = s.highs
  self.mask = s.mask
  self.used = s.used
  self.fill = s.fill
}

/** Removes the items of an iterable. */
export function subtract(self: W_AnySet, w: Value): void {
  if (w === self) self.clearAll()
  else
    forEach(w, (x) => {
      self.discard(x)
    })
  self.shed()
}

export const frozensetType = defineType<W_FrozenSet>(
  'frozenset',
  {
    layout: { name: 'frozenset', base: OBJECT_LAYOUT },
    shape: 'frozenset',
    hasWeakref: true,
    doc: 'An unordered, unchangeable collection of distinct hashable items.',
  },
  (t) => {
    const constructor = t.new([opt('iterable', null, '()')], (cls, iterable) => {
      if (cls === frozensetType && iterable instanceof W_FrozenSet && iterable.shape.type === frozensetType)
        return iterable
      const s = new W_FrozenSet(cls.rootShape())
      if (iterable !== undefined) addAll(s, iterable)
      return s
    })
    constructor.before = (args, kwnames) => checkCount(args[0], args.length - 1, kwnames)
    common(t as TypeBuilder<W_AnySet>)
    t.special('__hash__', (self) => {
      if (self.hashed === null) {
        const hashes: (number | bigint)[] = []
        for (let i = 0; i <= self.mask; i++) if (self.keyAt(i) !== undefined) hashes.push(self.hashAt(i))
        self.hashed = hashFrozenSet(hashes)
      }
      return self.hashed
    })
  },
)
