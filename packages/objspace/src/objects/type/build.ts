// Making a class: what type.__new__ does. ref: datamodel#creating-the-class-object; CPython: Objects/typeobject.c (type_new)
import { error, W_BaseException } from '../../errors/exception.ts'
import { findAttr, getDescriptor } from '../../operations/attribute.ts'
import { call, callSpecial3 } from '../../operations/call.ts'
import { repr as reprStr } from '../../operations/convert.ts'
import { counted, unpack } from '../../operations/iterate.ts'
import { isObject, isType, typeOf } from '../../space/kind.ts'
import { computeMro } from '../../space/mro.ts'
import { hooks } from '../../space/hooks.ts'
import { typeType } from '../../space/roots.ts'
import { Special } from '../../space/special.ts'
import { W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { W_Callable, W_GetSet, W_SlotMember } from '../../typedef/builtin.ts'
import type { KeywordNames } from '../../typedef/gateway.ts'
import { W_Cell } from '../cell-value.ts'
import { W_Dict } from '../dict/dict.ts'
import { updateFrom } from '../dict/type.ts'
import { addNote } from '../exceptions/notes.ts'
import { W_ClassMethod, W_StaticMethod } from '../staticmethod.ts'
import { keyOfStr, strFromText, strOrUndefined, textOfStr, W_WideStr } from '../str/wide.ts'
import { W_Tuple } from '../tuple-value.ts'
import { superFind } from '../super-value.ts'
import { dictGetSet, weakrefGetSet } from './instance-dict.ts'
import { bestBase, fitsInto } from './layout.ts'
import { checkEncodable } from './names.ts'
import { shapes } from '../../space/shapes.ts'

/** The metaclass that a class with these bases gets when `meta` is asked for: the most derived one. */
export function winnerMetaclass(meta: W_Type, bases: readonly Value[]): W_Type {
  let winner = meta
  for (const base of bases) {
    const t = typeOf(base)
    if (winner.isSubtypeOf(t)) continue
    if (t.isSubtypeOf(winner)) {
      winner = t
      continue
    }
    throw error(
      'TypeError',
      'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases',
    )
  }
  return winner
}

/** A new class as type.__new__(meta, name, bases, namespace, **kwargs) makes it. */
export function newClass(
  meta: W_Type,
  name: string,
  w_bases: W_Tuple,
  namespace: W_Dict,
  kwargs: Value[],
  kwnames: KeywordNames,
): W_Type {
  const bases = checkBases(w_bases)
  const base = bestBase(bases)
  const type = new W_Type(meta.rootShape(), name, base, bases, base.layout, true)
  copyNamespace(namespace, type.dict)
  const { dict } = type
  const slots = readSlots(type, base, bases)
  setNames(type, name)
  addSlots(type, base, slots)
  const make = dict.getStr('__new__')
  if (make !== undefined && isFunction(make)) dict.setStr('__new__', new W_StaticMethod(make))
  for (const special of ['__init_subclass__', '__class_getitem__']) {
    const w = dict.getStr(special)
    if (w !== undefined && isFunction(w)) dict.setStr(special, new W_ClassMethod(w, shapes.classmethod))
  }
  if (dict.getStr('__doc__') === undefined) dict.setStr('__doc__', null)
  if (dict.getStr('__eq__') !== undefined && dict.getStr('__hash__') === undefined) dict.setStr('__hash__', null)
  const cell = namespace.getStr('__classcell__')
  if (cell !== undefined) {
    if (!(cell instanceof W_Cell))
      throw error('TypeError', `__classcell__ must be a nonlocal cell, not <class '${typeOf(cell).fullName}'>`)
    // A slot may have that name.
    if (dict.getStr('__classcell__') === cell) dict.deleteStr('__classcell__')
    cell.value = type
  }
  const classDictCell = dict.getStr('__classdictcell__')
  if (classDictCell instanceof W_Cell) {
    dict.deleteStr('__classdictcell__')
    classDictCell.value = dict
  }
  warnOfKeys(type)
  renewMro(type)
  type.patternFlags = type.mro.find((b) => b !== type && b.patternFlags !== 0)?.patternFlags ?? 0
  setNameOnAttributes(type)
  initSubclass(type, kwargs, kwnames)
  return type
}

/** Raises for bases that are no classes but stand for some, which only a class statement asks. */
export function refuseEntries(bases: readonly Value[]): void {
  for (const w of bases)
    if (!isType(w) && findAttr(w, '__mro_entries__') !== undefined)
      throw error('TypeError', "type() doesn't support MRO entry resolution; use types.new_class()")
}

/** The bases that a call of a metaclass gives, which can be nothing but classes. */
function checkBases(w_bases: W_Tuple): W_Type[] {
  const bases = w_bases.items
  if (!bases.every(isType)) throw error('TypeError', 'bases must be types')
  return bases.length > 0 ? [...bases] : [typeType.base as W_Type]
}

function copyNamespace(from: W_Dict, to: W_Dict): void {
  // A class of dicts with an order of its own has that.
  if (from.shape !== shapes.dict) return updateFrom(to, from)
  for (let i = 0; i < from.keys.length; i++) {
    const key = from.keys[i]
    if (key !== undefined) to.set(key, from.values[i] as Value)
  }
}

function setNames(type: W_Type, name: string): void {
  const { dict } = type
  checkEncodable(strFromText(name))
  if (name.includes('\0')) throw error('ValueError', 'type name must not contain null characters')
  const qualname = dict.getStr('__qualname__')
  if (qualname !== undefined) {
    const s = strOrUndefined(qualname)
    if (s === undefined) throw error('TypeError', `type __qualname__ must be a str, not ${typeOf(qualname).fullName}`)
    type.qualname = textOfStr(s)
    dict.deleteStr('__qualname__')
  } else type.qualname = name
  if (dict.getStr('__module__') === undefined) {
    const globals = hooks.callerGlobals()
    const module = globals instanceof W_Dict ? globals.getStr('__name__') : undefined
    if (module !== undefined) dict.setStr('__module__', module)
  }
  const count = staticAttributes(type).size
  if (count > 0) type.sizeHint = count
  const doc = dict.getStr('__doc__')
  if (doc instanceof W_WideStr) checkEncodable(doc)
}

/** Names of the attributes that methods of a class and of its bases assign through self. */
function staticAttributes(type: W_Type): Set<string> {
  const names = new Set<string>()
  for (const t of [type, ...type.bases.flatMap((base) => base.mro)]) {
    const attributes = t.heap ? t.dict.getStr('__static_attributes__') : undefined
    if (attributes instanceof W_Tuple)
      for (const name of attributes.items) if (typeof name === 'string') names.add(name)
  }
  return names
}

function isFunction(w: Value): boolean {
  return w instanceof W_Callable && w.bindsSelf && typeOf(w).name === 'function'
}

/**
 * The names in `__slots__` that instances get a slot for, in order, and whether instances have `__dict__` and weak references.
 * ref: datamodel#slots
 */
function readSlots(type: W_Type, base: W_Type, bases: readonly W_Type[]): string[] {
  const { dict } = type
  // What the other bases have is inherited, and may be declared all the same.
  let mayDict = !base.hasDict
  let mayWeak = !base.hasWeakref
  type.hasDict = bases.some((b) => b.hasDict)
  type.hasWeakref = bases.some((b) => b.hasWeakref)
  const w_slots = dict.getStr('__slots__')
  if (w_slots === undefined) {
    type.hasDict = true
    type.hasWeakref ||= !isVariableSized(base)
    return []
  }
  const single = strOrUndefined(w_slots)
  const names = single !== undefined ? [single] : counted(w_slots)
  if (names.length > 0 && isVariableSized(base))
    throw error('TypeError', `nonempty __slots__ not supported for subtype of '${base.name}'`)
  const keys = names.map((w) => {
    const s = strOrUndefined(w)
    if (s === undefined) throw error('TypeError', `__slots__ items must be strings, not '${typeOf(w).fullName}'`)
    const key = keyOfStr(s)
    if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(key)) throw error('TypeError', '__slots__ must be identifiers')
    if (key === '__dict__') {
      if (!mayDict) throw error('TypeError', '__dict__ slot disallowed: we already got one')
      mayDict = false
      type.hasDict = true
    }
    if (key === '__weakref__') {
      if (!mayWeak) throw error('TypeError', '__weakref__ slot disallowed: we already got one')
      mayWeak = false
      type.hasWeakref = true
    }
    return key
  })
  const members: string[] = []
  for (const name of keys) {
    if (name === '__dict__' || name === '__weakref__') continue
    const key = mangle(type.name, name)
    if (dict.getStr(key) !== undefined && !NAMES_OF_COMPILER.has(key))
      throw error('ValueError', `'${key}' in __slots__ conflicts with class variable`)
    members.push(key)
  }
  return members.sort()
}

/** What the compiler puts into the namespace of a class and type.__new__ takes out of it. */
const NAMES_OF_COMPILER: ReadonlySet<string> = new Set(['__qualname__', '__classcell__', '__classdictcell__'])

/** Descriptors for the slots, `__dict__` and weak references of instances. */
function addSlots(type: W_Type, base: W_Type, members: readonly string[]): void {
  const { dict } = type
  for (const key of members) {
    dict.setStr(key, new W_SlotMember(key, type, type.slotCount))
    type.slotCount++
  }
  type.slotNames = members
  // What only a base has that does not decide the layout is there once more.
  const addsDict = type.hasDict && !base.hasDict
  if (addsDict && dict.getStr('__dict__') === undefined) dict.setStr('__dict__', dictGetSet(type))
  const addsWeakref = type.hasWeakref && !base.hasWeakref
  if (addsWeakref && dict.getStr('__weakref__') === undefined) dict.setStr('__weakref__', weakrefGetSet(type))
}

/** A private name inside class `name`. ref: expressions#private-name-mangling */
function mangle(name: string, key: string): string {
  if (!key.startsWith('__') || key.endsWith('__') || key.includes('.')) return key
  const stripped = name.replace(/^_+/, '')
  return stripped === '' ? key : `_${stripped}${key}`
}

function isVariableSized(base: W_Type): boolean {
  for (let l: typeof base.layout | null = base.layout; l !== null; l = l.base)
    if (l.name === 'int' || l.name === 'tuple' || l.name === 'bytes' || l.name === 'type') return true
  return false
}

/**
 * Gives the class the MRO that its bases or its metaclass say. False where that was done meanwhile: `mro()` of a metaclass
 * may assign to `__bases__`.
 */
export function renewMro(type: W_Type): boolean {
  const before = type.mro
  const mro = metaclassMro(type)
  if (type.mro !== before) return false
  type.mro = mro
  type.invalidate()
  return true
}

/** The MRO by the metaclass's `mro()` where it overrides type's. */
function metaclassMro(type: W_Type): W_Type[] {
  const meta = type.shape.type
  const method = meta.lookup('mro')
  if (meta === typeType || method === undefined || method === typeType.lookup('mro')) return computeMro(type)
  const items = unpack(call(getDescriptor(method, type, meta) as Value, [], null))
  if (items.length === 0) throw error('TypeError', 'type MRO must not be empty')
  for (const w of items)
    if (!isType(w)) throw error('TypeError', `mro() returned a non-class ('${typeOf(w).fullName}')`)
    else if (!fitsInto(w, type)) throw error('TypeError', `mro() returned base with unsuitable layout ('${w.name}')`)
  return items as W_Type[]
}

/** Names of attributes are strs; what else a namespace holds is hidden. */
function warnOfKeys(type: W_Type): void {
  for (const w of type.dict.keys)
    if (w !== undefined && strOrUndefined(w) === undefined) {
      hooks.warn('RuntimeWarning', `non-string key in the __dict__ of class ${type.name}`, 1)
      return
    }
}

function setNameOnAttributes(type: W_Type): void {
  const copy = type.dict.copy()
  for (let i = 0; i < copy.keys.length; i++) {
    const w = copy.values[i] as Value
    if (!isObject(w) || w instanceof W_Callable || w instanceof W_GetSet || w instanceof W_SlotMember) continue
    const method = w.shape.type.special(Special.set_name)
    if (method === undefined) continue
    try {
      callSpecial3(method, w, type, copy.keys[i] as Value)
    } catch (e) {
      if (e instanceof W_BaseException)
        addNote(
          e,
          `Error calling __set_name__ on '${typeOf(w).fullName}' instance ${textOfStr(reprStr(copy.keys[i] as Value))} in '${type.name}'`,
        )
      throw e
    }
  }
}

function initSubclass(type: W_Type, args: Value[], kwnames: KeywordNames): void {
  if (!type.mro.includes(type))
    throw error(
      'TypeError',
      `super(type, obj): obj (type ${type.name}) is not an instance or subtype of type (${type.name}).`,
    )
  const method = superFind(type, type, type, '__init_subclass__')
  if (method !== undefined) call(method, args, kwnames)
}
