// dict. lib: stdtypes#dict; CPython: Objects/dictobject.c
import { strOrUndefined } from '../str/wide.ts'
import { dictSize } from '../type/basic-size.ts'
import { error, errorWith, isError } from '../../errors/exception.ts'
import { findAttr, getattr } from '../../operations/attribute.ts'
import { call0, callSpecial2 } from '../../operations/call.ts'
import { eqOrIs } from '../../operations/compare.ts'
import { reprText } from '../../operations/convert.ts'
import { getitem, setitem } from '../../operations/item.ts'
import { consumed, isAsked } from '../../operations/consume.ts'
import { forEach, iter, stepOf, unpack } from '../../operations/iterate.ts'
import { shapes } from '../../space/shapes.ts'
import { Special } from '../../space/special.ts'
import { taking } from '../../space/room.ts'
import { OBJECT_LAYOUT, type W_Type } from '../../space/type.ts'
import { typeOf } from '../../space/kind.ts'
import type { Value } from '../../space/value.ts'
import { defineType } from '../../typedef/define.ts'
import type { KeywordNames } from '../../typedef/gateway.ts'
import { opt, pos } from '../../typedef/parameter.ts'
import { newGenericAlias } from '../generic-alias-value.ts'
import { guardedRepr } from '../sequence.ts'
import { NotImplemented } from '../singletons.ts'
import { W_AnySet } from '../set/set.ts'
import { strFromKey, strFromText } from '../str/wide.ts'
import { W_Pair } from '../tuple-value.ts'
import { adoptEarlyDicts, W_Dict } from './dict.ts'
import { newDictIterator, newDictReverseIterator, newDictView } from './views.ts'

export const dictType: W_Type = defineType<W_Dict>(
  'dict',
  {
    layout: { name: 'dict', base: OBJECT_LAYOUT },
    shape: 'dict',
    pattern: 2,
    doc: 'A mapping that keeps the order of insertion: from nothing, a mapping, an iterable of pairs, keyword arguments.',
  },
  (t) => {
    t.rawNew((args) => new W_Dict((args[0] as W_Type).rootShape()))
    t.type.textSignature = null
    t.type.convert = (w) => {
      const d = new W_Dict()
      update('dict', [d, w], null)
      return d
    }
    t.rawSpecial('__init__', (args, kwnames) => (update('dict', args, kwnames), null))
    t.special('__repr__', (self) => strFromText(guardedRepr(self, '{...}', () => `{${joinEntries(self)}}`)))
    t.attribute('__hash__', null)
    t.special('__len__', (self) => self.size)
    t.special('__iter__', (self) => newDictIterator(self, 'keys'))
    t.method('__contains__', [pos('key')], 'key in self.', (self, key) => self.has(key))
    t.method('__getitem__', [pos('key')], 'self[key].', (self, key) => {
      const found = self.get(key)
      if (found !== undefined) return found
      if (self.shape.type !== dictType) {
        const missing = self.shape.type.special(Special.missing)
        if (missing !== undefined) return callSpecial2(missing, self, key)
      }
      throw errorWith('KeyError', key)
    })
    t.special('__setitem__', (self, key: Value, value: Value) => (self.set(key, value), null))
    t.special('__delitem__', (self, key: Value) => {
      if (self.pop(key) === undefined) throw errorWith('KeyError', key)
      return null
    })
    t.special('__eq__', (self, other: Value) => (other instanceof W_Dict ? equal(self, other) : NotImplemented))
    t.special('__ne__', (self, other: Value) => (other instanceof W_Dict ? !equal(self, other) : NotImplemented))
    for (const name of ['__lt__', '__le__', '__gt__', '__ge__'] as const)
      t.special(name, (_self, _other: Value) => NotImplemented)
    t.special('__or__', (self, other: Value) => joined(self, other))
    t.special('__ror__', (self, other: Value) => joined(other, self))
    t.special('__ior__', (self, other: Value) => (updateFrom(self, other), self))
    t.method('__reversed__', [], 'Iterate over the keys from the last to the first.', (self) =>
      newDictReverseIterator(self, 'keys'),
    )
    t.method('__sizeof__', [], 'Bytes of memory the dict takes.', (self) =>
      dictSize(
        self.shape.type,
        self.size,
        self.keys.every((key) => key === undefined || strOrUndefined(key) !== undefined),
      ),
    )
    t.method('keys', [], 'A view of the keys.', (self) => newDictView(self, 'keys'), null)
    t.method('values', [], 'A view of the values.', (self) => newDictView(self, 'values'), null)
    t.method('items', [], 'A view of the entries as pairs.', (self) => newDictView(self, 'items'), null)
    t.method(
      'get',
      [pos('key'), pos('default', null, null)],
      'The value of key, or default where there is none.',
      (self, key, otherwise) => orDefault(self.get(key), otherwise),
    )
    t.method(
      'setdefault',
      [pos('key'), pos('default', null, null)],
      'The value of key, which is set to default where there is none.',
      (self, key, otherwise) => {
        return self.setDefault(key, otherwise)
      },
    )
    t.method(
      'pop',
      [pos('key'), opt('default')],
      'Remove key and return its value; default, or else KeyError, where there is none.',
      (self, key, otherwise) => {
        const found = self.size === 0 ? undefined : self.pop(key)
        if (found !== undefined) return found
        if (otherwise === undefined) throw errorWith('KeyError', key)
        return otherwise
      },
    )
    t.method('popitem', [], 'Remove the last entry and return it as a pair.', (self) => {
      const i = self.lastPlace()
      if (i < 0) throw errorWith('KeyError', 'popitem(): dictionary is empty')
      const pair = new W_Pair(self.keys[i] as Value, self.values[i] as Value)
      self.removeAt(i)
      return pair
    })
    t.rawMethod(
      'update',
      'Take over the entries of a mapping or an iterable of pairs, then the keyword arguments.',
      (args, kwnames) => (update('update', args, kwnames), null),
    )
    t.method('clear', [], 'Remove all entries.', (self) => (self.clear(), null))
    t.method('copy', [], 'A shallow copy.', (self) => self.copy())
    t.classMethod(
      'fromkeys',
      [pos('iterable'), pos('value', null, null)],
      'A dict with the given keys, all with the same value.',
      (cls, iterable, value) => {
        const d = call0(cls)
        if (d instanceof W_Dict && d.shape.type === dictType && d.size === 0 && iterable instanceof W_AnySet)
          for (let i = 0; i <= iterable.mask; i++) {
            const x = iterable.keyAt(i)
            if (x !== undefined) d.setHashed(x, iterable.lowAt(i), iterable.highAt(i), value)
          }
        else if (d instanceof W_Dict && d.shape.type === dictType)
          forEach(iterable, (x) => {
            d.set(x, value)
          })
        else
          forEach(iterable, (x) => {
            setitem(d, x, value)
          })
        return d
      },
    )
    t.classMethod(
      '__class_getitem__',
      [pos('item')],
      'dict[item], as in annotations.',
      (cls, item) => newGenericAlias(cls, item),
      null,
    )
  },
)
adoptEarlyDicts(dictType.rootShape())

function joinEntries(d: W_Dict): string {
  const parts: string[] = []
  for (let i = 0; i < d.keys.length; i++) {
    const key = d.keys[i]
    if (key !== undefined) parts.push(`${reprText(key)}: ${reprText(d.values[i] as Value)}`)
  }
  return parts.join(', ')
}

function equal(a: W_Dict, b: W_Dict): boolean {
  if (a.size !== b.size) return false
  for (let i = 0; i < a.keys.length; i++) {
    const key = a.keys[i]
    if (key === undefined) continue
    const value = a.values[i] as Value
    // Equal dicts mostly have their keys in the same order.
    const isBeside = b.keys[i] === key && (typeof key === 'string' || typeof key === 'number')
    const other = isBeside ? b.values[i] : b.get(key)
    if (other === undefined || !eqOrIs(value, other)) return false
  }
  return true
}

function joined(a: Value, b: Value): Value {
  if (!(a instanceof W_Dict) || !(b instanceof W_Dict)) return NotImplemented
  const result = a.copy()
  updateFrom(result, b)
  return result
}

/** `dict(...)`, `d.update(...)`: args[0] is the dict. */
export function update(name: string, args: Value[], kwnames: KeywordNames): void {
  const self = args[0] as W_Dict
  const given = args.length - (kwnames === null ? 0 : kwnames.length) - 1
  if (given > 1) throw error('TypeError', `${name} expected at most 1 argument, got ${given}`)
  if (given === 1) updateFrom(self, args[1])
  if (kwnames !== null) for (let i = 0; i < kwnames.length; i++) self.set(strFromKey(kwnames[i]), args[1 + given + i])
}

/** The keys of a mapping that is no plain dict. CPython: PyMapping_Keys */
function keysOf(w: Value, keys: Value): Value[] {
  const given = call0(keys)
  let w_iter: Value
  try {
    w_iter = iter(given)
  } catch (e) {
    if (isError(e, 'TypeError')) {
      const name = typeOf(w).fullName
      throw error('TypeError', `${name}.keys() returned a non-iterable (type ${typeOf(given).fullName})`)
    }
    throw e
  }
  return unpack(w_iter)
}

/** Takes over the entries of a mapping none of whose keys may be there before: KeyError. CPython: PyDict_MergeEx */
export function mergeFrom(self: W_Dict, w: Value): void {
  if (w instanceof W_Dict && self.size === 0) updateFrom(self, w)
  else if (w instanceof W_Dict && w.shape.type.special(Special.iter) === dictType.special(Special.iter)) {
    for (const key of w.liveKeys()) addNew(self, key, w.get(key) as Value)
  } else for (const key of keysOf(w, getattr(w, 'keys'))) addNew(self, key, undefined, w)
}

/** Adds what `w` has for `key`, unless it is given. */
function addNew(self: W_Dict, key: Value, given: Value | undefined, w?: Value): void {
  if (self.has(key)) throw errorWith('KeyError', key)
  self.set(key, given === undefined ? getitem(w as Value, key) : given)
}

/** Takes over the entries of a mapping (anything with `keys`) or of an iterable of pairs. */
export function updateFrom(self: W_Dict, w: Value): void {
  if (
    w instanceof W_Dict &&
    (w.shape.type === dictType || w.shape.type.special(Special.iter) === dictType.special(Special.iter))
  ) {
    const { size } = w
    if (size === 0 || self.fillFrom(w)) return
    for (let i = 0; i < w.keys.length; i++) {
      const key = w.keys[i]
      if (key === undefined) continue
      const low = w.lowAt(i)
      if (low === undefined) self.set(key, w.values[i] as Value)
      else self.setHashed(key, low, w.highAt(i), w.values[i] as Value)
      if (w.size !== size && w !== self) throw error('RuntimeError', 'dict mutated during update')
    }
    return
  }
  const keys = findAttr(w, 'keys')
  if (keys !== undefined) {
    for (const key of keysOf(w, keys)) self.set(key, getitem(w, key))
    return
  }
  const w_iter = iter(w)
  const step = stepOf(w_iter)
  for (let n = 0; ; n++) {
    if (isAsked(n) && self.shape === shapes.dict && consumed('pairs', w_iter, n, self, n) !== undefined) return
    const item = step(w_iter)
    if (item === undefined) return
    taking(n)
    let pair: Value[]
    try {
      pair = unpack(item)
    } catch (e) {
      if (isError(e, 'TypeError'))
        throw error('TypeError', `cannot convert dictionary update sequence element #${n} to a sequence`)
      throw e
    }
    if (pair.length !== 2)
      throw error('ValueError', `dictionary update sequence element #${n} has length ${pair.length}; 2 is required`)
    self.set(pair[0], pair[1])
  }
}

function orDefault(found: Value | undefined, otherwise: Value): Value {
  return found === undefined ? otherwise : found
}
