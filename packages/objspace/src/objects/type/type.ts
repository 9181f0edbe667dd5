// type: the class of classes. ref: datamodel#metaclasses, lib: functions#type; CPython: Objects/typeobject.c
import { basicSizes } from './basic-size.ts'
import { hooks } from '../../space/hooks.ts'
import { error } from '../../errors/exception.ts'
import {
  attributeError,
  declareFinder,
  deleteDescriptor,
  findAttr,
  setDescriptor,
  typeFind,
} from '../../operations/attribute.ts'
import { call, declareTypeCall } from '../../operations/call.ts'
import { isObject, isType, typeOf } from '../../space/kind.ts'
import { computeMro } from '../../space/mro.ts'
import { objectNew, objectType, typeType } from '../../space/roots.ts'
import { Special } from '../../space/special.ts'
import type { W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { HIDDEN_DICT, isHeapType, METHOD_TYPES } from '../../typedef/c-types.ts'
import { nameOf } from '../../typedef/convert.ts'
import { fillType } from '../../typedef/define.ts'
import type { KeywordNames } from '../../typedef/gateway.ts'
import { keywords, pos, rest } from '../../typedef/parameter.ts'
import { namesOfClass } from '../dir.ts'
import { W_Dict } from '../dict/dict.ts'
import { W_List } from '../list/list.ts'
import { newMappingProxy } from '../mappingproxy-value.ts'
import { strFromKey, strFromText, strOrUndefined, textOfStr } from '../str/wide.ts'
import { W_Tuple } from '../tuple-value.ts'
import { newUnion } from '../union.ts'
import { newClass, refuseEntries, renewMro, winnerMetaclass } from './build.ts'
import { typeCall } from './call.ts'
import { bestBase, compatibleLayouts } from './layout.ts'
import { checkEncodable, moduleName } from './names.ts'
import { liveSubclasses } from './subclasses.ts'
import { unpack } from '../../operations/iterate.ts'
import { W_GetSet } from '../../typedef/builtin.ts'

/** What a class keeps ready for the names of its instances' attributes. */
const KEYS_OF_INSTANCES = 768

typeType.doc = 'type(object) is the class of the object; type(name, bases, namespace) makes a class.'

fillType<W_Type>(typeType, (t) => {
  t.type.convert = typeOf
  t.rawNew((args, kwnames) => newFromCall(args, kwnames))
  t.rawSpecial('__init__', (args, kwnames) => {
    const n = args.length - (kwnames === null ? 0 : kwnames.length) - 1
    if (n !== 1 && n !== 3) throw error('TypeError', 'type.__init__() takes 1 or 3 arguments')
    if (n === 1 && kwnames !== null) throw error('TypeError', 'type.__init__() takes no keyword arguments')
    return null
  })
  t.type.vectorcall = (args, kwnames) => {
    const named = kwnames === null ? 0 : kwnames.length
    if (args.length === named + 1 && named > 0) throw error('TypeError', 'type() takes no keyword arguments')
    checkCall(args.length, named)
  }
  t.rawSpecial('__call__', (args, kwnames) => {
    if (args[0] === typeType) checkCall(args.length - 1, kwnames === null ? 0 : kwnames.length)
    return typeCall(args[0] as W_Type, args.slice(1), kwnames, false)
  })
  t.special('__getattribute__', (self, name: Value) => {
    const n = nameOf(name)
    const found = typeFind(self, n)
    if (found === undefined) throw attributeError(self, n)
    return found
  })
  t.special('__setattr__', (self, name: Value, value: Value) => (setTypeAttr(self, nameOf(name), value), null))
  t.special('__delattr__', (self, name: Value) => (deleteTypeAttr(self, nameOf(name)), null))
  t.special('__repr__', (self) => {
    const module = moduleName(self)
    return strFromText(
      module === null || module === 'builtins' ? `<class '${self.qualname}'>` : `<class '${module}.${self.qualname}'>`,
    )
  })
  t.method('mro', [], 'The method resolution order as the bases give it.', (self) => new W_List(computeMro(self)))
  t.method('__subclasses__', [], 'The direct subclasses that are alive.', (self) => new W_List(liveSubclasses(self)))
  t.method('__instancecheck__', [pos('instance')], 'isinstance(instance, self).', (self, w) => isInstanceOf(w, self))
  t.method('__subclasscheck__', [pos('subclass')], 'issubclass(subclass, self).', (self, w) => {
    if (!isType(w)) return abstractIsSubclass(w, self)
    return w.isSubtypeOf(self)
  })
  t.method('__dir__', [], 'Names of the attributes of the class and its bases.', (self) => namesOfClass(self))
  t.method('__sizeof__', [], 'Bytes of memory the class takes.', (self) =>
    !self.heap ? 400 : self.hasDict ? 928 + KEYS_OF_INSTANCES : 928,
  )
  t.classMethod(
    '__prepare__',
    [rest('args'), keywords('kwds')],
    'The namespace for a class body.',
    () => new W_Dict(),
    '($cls, name, bases, /, **kwds)',
  )
  t.special('__or__', (self, other: Value) => newUnion(self, other))
  t.special('__ror__', (self, other: Value) => newUnion(other, self))
  t.getset(
    '__name__',
    null,
    (self) => strFromKey(self.name),
    (self, w) => {
      checkMutable(self, '__name__')
      const s = strOrUndefined(w)
      if (s === undefined)
        throw error('TypeError', `can only assign string to ${self.name}.__name__, not '${typeOf(w).fullName}'`)
      if (textOfStr(s).includes('\0')) throw error('ValueError', 'type name must not contain null characters')
      checkEncodable(s)
      hooks.audit?.('object.__setattr__', self, '__name__', w)
      self.name = textOfStr(s)
      // Traces say it in what they complain of.
      self.watch?.invalidate()
    },
    (self) => cannotDelete(self, '__name__'),
  )
  t.getset(
    '__qualname__',
    null,
    (self) => strFromText(self.qualname),
    (self, w) => {
      checkMutable(self, '__qualname__')
      const s = strOrUndefined(w)
      if (s === undefined)
        throw error('TypeError', `can only assign string to ${self.name}.__qualname__, not '${typeOf(w).fullName}'`)
      self.qualname = textOfStr(s)
    },
    (self) => cannotDelete(self, '__qualname__'),
  )
  t.getset(
    '__module__',
    null,
    (self) => {
      if (!self.heap) return self.module
      return self.dict.getStr('__module__')
    },
    (self, w) => {
      checkMutable(self, '__module__')
      self.setOwn('__module__', w)
      // The line is one of the other module.
      self.dict.deleteStr('__firstlineno__')
    },
    (self) => cannotDelete(self, '__module__'),
  )
  t.getset(
    '__bases__',
    null,
    (self) => new W_Tuple(self.bases),
    (self, w) => {
      hooks.audit?.('object.__setattr__', self, '__bases__', w)
      setBases(self, w)
    },
  )
  t.member('__base__', null, (self) => self.base)
  t.getset('__mro__', null, (self) => (self.mro.length === 0 ? null : new W_Tuple(self.mro)))
  t.getset('__dict__', null, (self) => newMappingProxy(self.namespace()))
  t.getset(
    '__doc__',
    'The documentation of the class.',
    (self) => {
      if (self.immutable && !self.heap && self.doc !== null) return self.doc
      const w = self.namespace().getStr('__doc__')
      if (w === undefined) return null
      if (isObject(w) && w.shape.type.special(Special.get) !== undefined)
        return call(w.shape.type.special(Special.get) as Value, [w, null, self], null)
      return w
    },
    (self, w) => {
      checkMutable(self, '__doc__')
      self.setOwn('__doc__', w)
    },
    (self) => cannotDelete(self, '__doc__'),
  )
  t.getset('__text_signature__', null, (self) => {
    // The constructor says it, which is there when somebody has looked into the type.
    self.namespace()
    return self.heap ? null : self.textSignature
  })
  t.getset(
    '__abstractmethods__',
    null,
    (self) => {
      const w = self === typeType ? undefined : self.namespace().getStr('__abstractmethods__')
      // A class does not have what its bases have.
      if (w === undefined) throw error('AttributeError', '__abstractmethods__')
      return w
    },
    (self, w) => {
      self.setOwn('__abstractmethods__', w)
      self.abstract = unpack(w).length > 0
    },
    (self) => {
      if (!self.dict.deleteStr('__abstractmethods__')) throw error('AttributeError', '__abstractmethods__')
      self.abstract = false
      self.invalidate()
    },
  )
  t.getset(
    '__annotations__',
    null,
    (self) => annotations(self),
    (self, w) => {
      checkMutable(self, '__annotations__')
      self.setOwn('__annotations__', w)
    },
    (self) => {
      checkMutable(self, '__annotations__')
      if (!self.dict.deleteStr('__annotations__')) throw attributeError(self, '__annotations__')
      self.invalidate()
    },
  )
  t.getset(
    '__type_params__',
    null,
    (self) => (self === typeType ? undefined : self.namespace().getStr('__type_params__')) ?? new W_Tuple([]),
    (self, w) => {
      checkMutable(self, '__type_params__')
      self.setOwn('__type_params__', w)
    },
    (self) => cannotDelete(self, '__type_params__'),
  )
  t.member('__flags__', null, (self) => typeFlags(self))
  t.member('__basicsize__', null, (self) => basicSizes(self)[0])
  t.member('__itemsize__', null, (self) => basicSizes(self)[1])
  t.member('__dictoffset__', null, (self) => (self.hasDict && !HIDDEN_DICT.has(self.fullName) ? -1 : 0))
  t.member('__weakrefoffset__', null, (self) => (self.hasWeakref ? 8 : 0))
  declareTypeCall(t.type.dict.getStr('__call__') as Value)
  declareFinder(t.type.dict.getStr('__getattribute__') as Value, typeFind)
})

/** The bits of `__flags__` that Python code looks at: heap type, base type, abstract, patterns, kinds of built-in subclass. */
function typeFlags(self: W_Type): number {
  let flags = (1 << 12) | (1 << 18)
  if (isHeapType(self)) flags |= 1 << 9
  if (self.sealed || (!self.heap && self.base === objectType && self.special(Special.new) === objectNew()))
    flags |= 1 << 7
  if (METHOD_TYPES.has(self.fullName)) flags |= 1 << 17
  if (self.immutable) flags |= 1 << 8
  if (self.subclassable) flags |= 1 << 10
  if (self.abstract) flags |= 1 << 20
  if (self.patternFlags === 1) flags |= 1 << 5
  if (self.patternFlags === 2) flags |= 1 << 6
  const kinds: [string, number][] = [
    ['int', 24],
    ['list', 25],
    ['tuple', 26],
    ['bytes', 27],
    ['str', 28],
    ['dict', 29],
    ['BaseException', 30],
    ['type', 31],
  ]
  for (const [name, bit] of kinds) if (self.mro.some((b) => !b.heap && b.name === name)) flags += 2 ** bit
  return flags
}

/** Raises where `type` itself is not called with one or three arguments by position. CPython: Objects/typeobject.c (type_call) */
function checkCall(all: number, named: number): void {
  if (all - named !== 3 && (all !== 1 || named > 0)) throw error('TypeError', 'type() takes 1 or 3 arguments')
}

function newFromCall(args: Value[], kwnames: KeywordNames): Value {
  const n = args.length - (kwnames === null ? 0 : kwnames.length)
  const meta = args[0]
  if (!isType(meta) || !meta.isSubtypeOf(typeType))
    throw error('TypeError', 'type.__new__(X): X is not a subtype of type')
  if (n !== 4) throw error('TypeError', `type.__new__() takes exactly 3 arguments (${n - 1} given)`)
  const name = strOrUndefined(args[1])
  if (name === undefined)
    throw error(
      'TypeError',
      `type.__new__() argument 1 must be str, not ${args[1] === null ? 'None' : typeOf(args[1]).fullName}`,
    )
  if (!(args[2] instanceof W_Tuple))
    throw error(
      'TypeError',
      `type.__new__() argument 2 must be tuple, not ${args[2] === null ? 'None' : typeOf(args[2]).fullName}`,
    )
  if (!(args[3] instanceof W_Dict))
    throw error(
      'TypeError',
      `type.__new__() argument 3 must be dict, not ${args[3] === null ? 'None' : typeOf(args[3]).fullName}`,
    )
  const text = textOfStr(name)
  refuseEntries(args[2].items)
  const winner = winnerMetaclass(meta, args[2].items)
  if (winner !== meta) {
    const make = winner.special(Special.new) as Value
    if (make !== typeType.special(Special.new)) return call(make, [winner, ...args.slice(1)], kwnames)
  }
  return newClass(winner, text, args[2], args[3], args.slice(4), kwnames)
}

function checkMutable(self: W_Type, name: string): void {
  if (self.immutable) throw error('TypeError', `cannot set '${name}' attribute of immutable type '${self.fullName}'`)
}

/** What cannot be deleted of any class. A built-in one says that nothing can be set. */
function cannotDelete(self: W_Type, name: string): never {
  checkMutable(self, name)
  throw error('TypeError', `cannot delete '${name}' attribute of immutable type '${self.fullName}'`)
}

function setTypeAttr(self: W_Type, name: string, value: Value): void {
  checkMutable(self, name)
  const w_meta = self.shape.type.lookup(name)
  if (w_meta !== undefined && isObject(w_meta) && setDescriptor(w_meta, self, value)) return
  self.setOwn(name, value)
}

function deleteTypeAttr(self: W_Type, name: string): void {
  checkMutable(self, name)
  const w_meta = self.shape.type.lookup(name)
  if (w_meta !== undefined && isObject(w_meta) && deleteDescriptor(w_meta, self)) return
  if (!self.namespace().deleteStr(name)) throw attributeError(self, name)
  self.invalidate()
}

function annotations(self: W_Type): Value | undefined {
  if (!self.heap) return undefined
  let w = self.dict.getStr('__annotations__')
  if (w === undefined) self.setOwn('__annotations__', (w = new W_Dict()))
  if (isObject(w) && !(w instanceof W_GetSet) && w.shape.type.special(Special.get) !== undefined)
    return call(w.shape.type.special(Special.get) as Value, [w, null, self], null)
  return w
}

function setBases(self: W_Type, w: Value): void {
  checkMutable(self, '__bases__')
  if (!(w instanceof W_Tuple))
    throw error('TypeError', `can only assign tuple to ${self.name}.__bases__, not ${typeOf(w).fullName}`)
  if (w.items.length === 0)
    throw error('TypeError', `can only assign non-empty tuple to ${self.name}.__bases__, not ()`)
  for (const b of w.items) {
    if (!isType(b))
      throw error('TypeError', `${self.name}.__bases__ must be tuple of classes, not '${typeOf(b).fullName}'`)
    // Within `mro()` of a metaclass, MROs may be those of before.
    if (b.isSubtypeOf(self) || b.isBuiltOn(self))
      throw error('TypeError', 'a __bases__ item causes an inheritance cycle')
  }
  const bases = w.items as W_Type[]
  const base = bestBase(bases)
  if (self.base !== null && !sameLayout(self.base, base))
    throw error('TypeError', `__bases__ assignment: '${base.name}' object layout differs from '${self.base.name}'`)
  const before = { bases: self.bases, base: self.base }
  const changes: MroChange[] = []
  self.bases = bases
  self.base = base
  try {
    renewMros(self, changes)
  } catch (e) {
    // What was assigned meanwhile stays.
    for (const { type, before: mro, after } of changes)
      if (type.mro === after) {
        type.mro = mro
        type.invalidate()
      }
    if (self.bases === bases) {
      self.bases = before.bases
      self.base = before.base
    }
    throw e
  }
  if (self.bases !== bases) return
  for (const b of before.bases) b.subclasses = b.subclasses.filter((r) => r.deref() !== self)
  for (const b of bases) b.subclasses.push(new WeakRef(self))
  self.invalidate()
}

interface MroChange {
  readonly type: W_Type
  readonly before: W_Type[]
  readonly after: W_Type[]
}

function sameLayout(a: W_Type, b: W_Type): boolean {
  return compatibleLayouts(a, b) || (a.layout === b.layout && a.slotCount === b.slotCount)
}

/** Renews the MROs of a class and all its subclasses. CPython: Objects/typeobject.c (mro_hierarchy) */
function renewMros(type: W_Type, changes: MroChange[]): void {
  const before = type.mro
  if (!renewMro(type)) return
  changes.push({ type, before, after: type.mro })
  for (const t of liveSubclasses(type)) renewMros(t, changes)
}

/** isinstance(w, type) by type.__instancecheck__: the real class, or what `__class__` says. */
export function isInstanceOf(w: Value, type: W_Type): boolean {
  const t = typeOf(w)
  if (t === type || t.isSubtypeOf(type)) return true
  if (!isObject(w)) return false
  const claimed = findClass(w)
  return claimed !== undefined && claimed !== t && isType(claimed) && claimed.isSubtypeOf(type)
}

function findClass(w: Value): Value | undefined {
  return findAttr(w, '__class__')
}

function abstractIsSubclass(w: Value, type: W_Type): boolean {
  const bases = findAttr(w, '__bases__')
  if (!(bases instanceof W_Tuple)) throw error('TypeError', 'issubclass() arg 1 must be a class')
  return bases.items.some((b) => b === type || (isType(b) ? b.isSubtypeOf(type) : abstractIsSubclass(b, type)))
}
