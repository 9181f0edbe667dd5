// Attribute access: `w.name`, `w.name = v`, `del w.name`, and descriptors. ref: datamodel#customizing-attribute-access
//
// Three faces of one lookup: `attrOrAbsent` gives undefined when a built-in lookup finds nothing (and lets every other
// error through), `getattr` raises AttributeError, `findAttr` gives undefined for any AttributeError.
// CPython: Objects/object.c (PyObject_GenericGetAttr), Objects/typeobject.c (type_getattro)
import { error, errorWith, isError, type W_BaseException } from '../errors/exception.ts'
import { W_Dict } from '../objects/dict/dict.ts'
import { strFromKey } from '../objects/str/wide.ts'
import { moduleName, qualifiedName } from '../objects/type/names.ts'
import { isObject, isType, shapeOf, typeOf } from '../space/kind.ts'
import { escape, owned } from '../space/owned.ts'
import { Shape } from '../space/shape.ts'
import { Special } from '../space/special.ts'
import { OBJECT_LAYOUT, type W_Type } from '../space/type.ts'
import type { W_Object } from '../space/value.ts'
import { readSlot, type Value, writeSlot } from '../space/value.ts'
import {
  W_BuiltinFunction,
  W_Callable,
  W_ClassMethodDescriptor,
  W_GetSet,
  W_Method,
  W_MethodDescriptor,
  W_MethodWrapper,
  W_SlotMember,
} from '../typedef/builtin.ts'
import { callSpecial1, callSpecial2, callSpecial3 } from './call.ts'
import { addSlot, deleteMember, isPlainFloat, slotValue, storeMember, storeSlot, withoutFloats } from './slots.ts'

/** Host forms of built-in `__getattribute__`s: give undefined for "no such attribute". */
type Finder = (w: any, name: string) => Value | undefined
const finders = new Map<Value, Finder>()
let objectGetattribute: Value | undefined
let objectSetattr: Value | undefined
let objectDelattr: Value | undefined

/** Declares that the built-in `__getattribute__` method `method` is done by `find`. */
export function declareFinder(method: Value, find: Finder): void {
  finders.set(method, find)
}

/** Told by the object type which methods mean the generic access. */
export function declareGeneric(getattribute: Value, setattr: Value, delattr: Value): void {
  objectGetattribute = getattribute
  objectSetattr = setattr
  objectDelattr = delattr
}

/** Whether instances of `type` are accessed generically: nothing but lookups along the MRO and in the instance. */
export function isGenericAccess(type: W_Type): boolean {
  return type.special(Special.getattribute) === objectGetattribute && type.special(Special.getattr) === undefined
}

/** Whether attributes of classes of this metaclass are looked up as those of `type` are. */
export function isTypeAccess(meta: W_Type): boolean {
  return (
    finders.get(meta.special(Special.getattribute) as Value) === typeFind && meta.special(Special.getattr) === undefined
  )
}

/** Whether attribute assignment on instances of `type` is the generic one. */
export function isGenericStore(type: W_Type): boolean {
  return type.special(Special.setattr) === objectSetattr
}

/** `w.name`, or undefined where a built-in lookup finds nothing; errors raised by Python code go through. */
export function attrOrAbsent(w: Value, name: string): Value | undefined {
  const type = typeOf(w)
  const method = type.special(Special.getattribute)
  const fallback = type.special(Special.getattr)
  if (fallback === undefined) {
    if (method === objectGetattribute) return genericFind(w, name)
    const find = finders.get(method as Value)
    return find !== undefined ? find(w, name) : callSpecial2(method as Value, w, strFromKey(name))
  }
  try {
    const find = method === objectGetattribute ? genericFind : finders.get(method as Value)
    const found = find !== undefined ? find(w, name) : callSpecial2(method as Value, w, strFromKey(name))
    if (found !== undefined) return found
  } catch (e) {
    if (!isError(e, 'AttributeError')) throw e
  }
  return callSpecial2(fallback, w, strFromKey(name))
}

/** `w.name`; raises AttributeError. `name` is in key form. */
export function getattr(w: Value, name: string): Value {
  let found: Value | undefined
  try {
    found = attrOrAbsent(w, name)
  } catch (e) {
    if (isError(e, 'AttributeError')) nameMissing(e, w, name)
    throw e
  }
  if (found === undefined) throw attributeError(w, name)
  return found
}

/** Tells an AttributeError of Python code what was looked for and where. CPython: _PyObject_SetAttributeErrorContext */
function nameMissing(e: W_BaseException, w: Value, name: string): void {
  const { extra } = e
  if (extra !== null && ((extra.name ?? null) !== null || (extra.obj ?? null) !== null)) return
  e.extra = { ...extra, name: strFromKey(name), obj: w }
}

/** `w.name`, or undefined when that raises AttributeError. */
export function findAttr(w: Value, name: string): Value | undefined {
  try {
    return attrOrAbsent(w, name)
  } catch (e) {
    if (isError(e, 'AttributeError')) return undefined
    throw e
  }
}

/** How a type is called where an attribute lacks: by all its names where that is a slot without a value. CPython: PyMember_GetOne */
function shownType(w: Value, name: string): string {
  const type = typeOf(w)
  if (!type.heap || !(type.lookup(name) instanceof W_SlotMember)) return type.fullName
  return moduleName(type) === '__main__' ? type.qualname : qualifiedName(type)
}

/** The AttributeError for a missing attribute, with the fields that suggestions need; modules tell of themselves where one is read. */
export function attributeError(w: Value, name: string, isRead = true): W_BaseException {
  const shown = strFromKey(name)
  let e: W_BaseException
  if (isType(w)) e = error('AttributeError', `type object '${w.fullName}' has no attribute '${name}'`)
  else {
    const describe = isRead ? missingDescribers.get(typeOf(w)) : undefined
    e = error(
      'AttributeError',
      describe !== undefined ? describe(w, name) : `'${shownType(w, name)}' object has no attribute '${name}'`,
    )
  }
  e.extra = { name: shown, obj: w }
  return e
}

const missingDescribers = new Map<W_Type, (w: any, name: string) => string>()

/** Gives instances of exactly `type` their own wording of a missing attribute. */
export function declareMissing(type: W_Type, describe: (w: any, name: string) => string): void {
  missingDescribers.set(type, describe)
}

/** object.__getattribute__: data descriptor, instance, other class attribute. */
export function genericFind(w: Value, name: string): Value | undefined {
  const shape = shapeOf(w)
  const type = shape.type
  const w_attr = type.lookup(name)
  if (w_attr !== undefined && isObject(w_attr) && isDataDescriptor(w_attr) && hasGet(w_attr))
    return getDescriptor(w_attr, w, type)
  if (type.hasDict) {
    const own = ownAttr(w as W_Object, name)
    if (own !== undefined) return own
  }
  return w_attr === undefined ? undefined : getDescriptor(w_attr, w, type)
}

/** The attribute in the instance itself, or undefined. */
export function ownAttr(w: W_Object, name: string): Value | undefined {
  const shape = w.shape
  if (shape.dictMode) return (readSlot(w, shape.count - 1, shape.inline) as W_Dict).getStr(name)
  const slot = shape.find(name)
  return slot < 0 ? undefined : slotValue(w, slot, shape)
}

/** Whether code of the program may run to find an own attribute: the dict has keys with comparisons of their own. */
export function comparesOwnKeys(w: W_Object): boolean {
  const { shape } = w
  return shape.dictMode && (readSlot(w, shape.count - 1, shape.inline) as W_Dict).comparesKeys
}

/** What the `__dict__` of an instance has under `name`, mostly at `place`; undefined as well where code of the program may run to find it. */
export function heldAttr(dict: W_Dict, name: string, place: number): Value | undefined {
  if (dict.comparesKeys) return undefined
  return dict.keys[place] === name ? dict.values[place] : dict.getStr(name)
}

/** Whether the `__dict__` of an instance has nothing under `name`, where that can be told without running code of the program. */
export function lacksAttr(dict: W_Dict, name: string): boolean {
  return !dict.comparesKeys && dict.placeOfSimple(name) < 0
}

/** The `__dict__` where the attributes of `w` are kept; undefined where they are kept in itself. */
export function dictOfAttrs(w: W_Object): W_Dict | undefined {
  const { shape } = w
  return shape.dictMode ? (readSlot(w, shape.count - 1, shape.inline) as W_Dict) : undefined
}

/** Whether a class attribute takes precedence over the instance's: its type has `__set__` or `__delete__`. */
export function isDataDescriptor(w_attr: W_Object): boolean {
  if (w_attr instanceof W_Callable) return false
  if (w_attr instanceof W_GetSet || w_attr instanceof W_SlotMember) return true
  const type = w_attr.shape.type
  return type.special(Special.set) !== undefined || type.special(Special.delete) !== undefined
}

/** Whether a data descriptor has `__get__`; one without leaves reading to the instance. */
function hasGet(w_attr: W_Object): boolean {
  return (
    w_attr instanceof W_GetSet || w_attr instanceof W_SlotMember || w_attr.shape.type.special(Special.get) !== undefined
  )
}

/** What class attribute `w_attr` is when looked up on instance `w` of `type`; undefined when the descriptor has no value. */
export function getDescriptor(w_attr: Value, w: Value, type: W_Type): Value | undefined {
  if (!isObject(w_attr)) return w_attr
  if (w_attr instanceof W_Callable) {
    if (w_attr.bindsSelf) return bindMethod(w_attr, w)
    if (w_attr instanceof W_ClassMethodDescriptor) return new W_BuiltinFunction(w_attr.code, type, null, true)
  } else if (w_attr instanceof W_GetSet) return w_attr.get === null ? undefined : w_attr.get(w)
  else if (w_attr instanceof W_SlotMember) return slotValue(w as W_Object, w_attr.slot, (w as W_Object).shape)
  const get = w_attr.shape.type.special(Special.get)
  return get === undefined ? w_attr : callSpecial3(get, w_attr, w, type)
}

/** A bound method of a callable whose binding only passes the receiver. */
export function bindMethod(w_func: W_Callable, w: Value): Value {
  if (owned.live !== 0) escape(w)
  return bindHeld(w_func, w)
}

/** The same for who keeps the method where a frame's own objects are looked for (see owned.ts). */
export function bindHeld(w_func: W_Callable, w: Value): Value {
  if (w_func instanceof W_MethodDescriptor) {
    return w_func.wrapper ? new W_MethodWrapper(w_func, w) : new W_BuiltinFunction(w_func.code, w, null, true)
  }
  return new W_Method(w_func, w)
}

/** type.__getattribute__: metaclass data descriptor, the class's MRO, other metaclass attribute. */
export function typeFind(type: W_Type, name: string): Value | undefined {
  const meta = type.shape.type
  const w_meta = meta.lookup(name)
  if (w_meta !== undefined && isObject(w_meta) && isDataDescriptor(w_meta) && hasGet(w_meta)) {
    const found = getDescriptor(w_meta, type, meta)
    if (found !== undefined || !(w_meta instanceof W_GetSet) || type.lookup(name) === w_meta) return found
  }
  const w_attr = type.lookup(name)
  if (w_attr !== undefined) return getClassAttr(w_attr, type)
  return w_meta === undefined ? undefined : getDescriptor(w_meta, type, meta)
}

/** What class attribute `w_attr` is when looked up on class `type` itself. */
export function getClassAttr(w_attr: Value, type: W_Type): Value {
  if (!isObject(w_attr)) return w_attr
  if (w_attr instanceof W_Callable) {
    if (w_attr instanceof W_ClassMethodDescriptor) return new W_BuiltinFunction(w_attr.code, type, null, true)
    return w_attr
  }
  if (w_attr instanceof W_GetSet || w_attr instanceof W_SlotMember) return w_attr
  const get = w_attr.shape.type.special(Special.get)
  return get === undefined ? w_attr : callSpecial3(get, w_attr, null, type)
}

/** `w.name = value`. */
export function setattr(w: Value, name: string, value: Value): void {
  const method = typeOf(w).special(Special.setattr)
  if (method === objectSetattr) genericSet(w, name, value)
  else callSpecial3(method as Value, w, strFromKey(name), value)
}

/** `del w.name`. */
export function delattr(w: Value, name: string): void {
  const method = typeOf(w).special(Special.delattr)
  if (method === objectDelattr) genericDelete(w, name)
  else callSpecial2(method as Value, w, strFromKey(name))
}

/** object.__setattr__ */
export function genericSet(w: Value, name: string, value: Value): void {
  const type = typeOf(w)
  const w_attr = type.lookup(name)
  if (w_attr !== undefined && isObject(w_attr) && setDescriptor(w_attr, w, value)) return
  if (!type.hasDict) throw readOnly(w, name, w_attr)
  setOwnAttr(w as W_Object, name, value)
}

/** object.__delattr__ */
export function genericDelete(w: Value, name: string): void {
  const type = typeOf(w)
  const w_attr = type.lookup(name)
  if (w_attr !== undefined && isObject(w_attr) && deleteDescriptor(w_attr, w)) return
  if (!type.hasDict) throw readOnly(w, name, w_attr)
  const isGone = deleteOwnAttr(w as W_Object, name)
  const isBuiltin = builtinHasDict(type)
  if (isBuiltin && dictIfAny(w as W_Object) === undefined) instanceDict(w as W_Object)
  if (!isGone) {
    const e = attributeError(w, name, false)
    // Where the attributes are in the object itself, which instances of subclasses of built-in types have in a dict, the error does not tell of what.
    if (type.heap && !isBuiltin && type.layout === OBJECT_LAYOUT) e.extra = null
    throw e
  }
}

/**
 * Whether a built-in type gives the instances their `__dict__`: such a dict is there from the first write or attempt to delete on, and
 * `__reduce__` shows it.
 */
function builtinHasDict(type: W_Type): boolean {
  let t = type
  while (t.heap && t.base !== null) t = t.base
  return t.hasDict
}

function readOnly(w: Value, name: string, w_attr: Value | undefined): W_BaseException {
  const type = typeOf(w)
  if (w_attr !== undefined) {
    const e = error('AttributeError', `'${type.fullName}' object attribute '${name}' is read-only`)
    e.extra = { name: strFromKey(name), obj: w }
    return e
  }
  const e = error(
    'AttributeError',
    type.special(Special.setattr) === objectSetattr
      ? `'${type.fullName}' object has no attribute '${name}' and no __dict__ for setting new attributes`
      : `'${type.fullName}' object has no attribute '${name}'`,
  )
  e.extra = { name: strFromKey(name), obj: w }
  return e
}

/** Assigns through a data descriptor; false when `w_attr` is none. */
export function setDescriptor(w_attr: W_Object, w: Value, value: Value): boolean {
  if (w_attr instanceof W_GetSet) {
    if (w_attr.set === null)
      throw error(
        'AttributeError',
        w_attr.member
          ? 'readonly attribute'
          : `attribute '${w_attr.name}' of '${w_attr.owner.fullName}' objects is not writable`,
      )
    w_attr.set(w, value)
    return true
  }
  if (w_attr instanceof W_SlotMember) {
    storeMember(w as W_Object, w_attr.slot, value)
    return true
  }
  if (w_attr instanceof W_Callable) return false
  const type = w_attr.shape.type
  const set = type.special(Special.set)
  if (set === undefined) {
    if (type.special(Special.delete) !== undefined) throw errorWith('AttributeError', '__set__')
    return false
  }
  callSpecial3(set, w_attr, w, value)
  return true
}

/** Deletes through a data descriptor; false when `w_attr` is none. */
export function deleteDescriptor(w_attr: W_Object, w: Value): boolean {
  if (w_attr instanceof W_GetSet) {
    if (w_attr.del === null) {
      // A number in C has nothing that could be missing.
      if (w_attr.member && w_attr.set !== null) throw error('TypeError', "can't delete numeric/char attribute")
      throw error(
        'AttributeError',
        w_attr.member
          ? 'readonly attribute'
          : `attribute '${w_attr.name}' of '${w_attr.owner.fullName}' objects is not writable`,
      )
    }
    w_attr.del(w)
    return true
  }
  if (w_attr instanceof W_SlotMember) {
    if (!deleteMember(w as W_Object, w_attr.slot)) throw errorWith('AttributeError', strFromKey(w_attr.name))
    return true
  }
  if (w_attr instanceof W_Callable) return false
  const type = w_attr.shape.type
  const del = type.special(Special.delete)
  if (del === undefined) {
    if (type.special(Special.set) !== undefined) throw errorWith('AttributeError', '__delete__')
    return false
  }
  callSpecial2(del, w_attr, w)
  return true
}

/** Stores an attribute in the instance itself. */
export function setOwnAttr(w: W_Object, name: string, value: Value): void {
  const shape = w.shape
  if (shape.dictMode) {
    ;(readSlot(w, shape.count - 1, shape.inline) as W_Dict).setStr(name, value)
    return
  }
  const slot = shape.find(name)
  if (slot >= 0) storeSlot(w, slot, shape, value)
  else if (shape.count > MAX_SHAPED) {
    instanceDict(w).setStr(name, value)
  } else addSlot(w, shape.extendFor(name, isPlainFloat(value)), value)
}

/** An instance with more attributes than this keeps them in a dict. */
const MAX_SHAPED = 80

/** Removes an attribute from the instance itself; false when it is not there. */
export function deleteOwnAttr(w: W_Object, name: string): boolean {
  if (w.shape.dictMode) return instanceDict(w).deleteStr(name)
  const slot = w.shape.find(name)
  if (slot < 0) return false
  const shape = withoutFloats(w)
  const { inline, type } = shape
  const names = shape.names().filter((n) => n !== name)
  for (let i = slot; i + 1 < shape.count; i++) writeSlot(w, i, inline, readSlot(w, i + 1, inline))
  writeSlot(w, shape.count - 1, inline, undefined)
  w.shape = Shape.of(type.rootShapeFor(inline), names)
  return true
}

/** A dict with the given keys, which are strs, and values. */
function ofNames(keys: readonly Value[], values: readonly Value[]): W_Dict {
  const dict = new W_Dict()
  for (let i = 0; i < keys.length; i++) dict.set(keys[i], values[i])
  return dict
}

/** The instance's `__dict__`: from then on its attributes live in that dict. */
export function instanceDict(w: W_Object): W_Dict {
  const { shape } = w
  if (shape.dictMode) return readSlot(w, shape.count - 1, shape.inline) as W_Dict
  const first = shape.type.slotCount
  const keys = shape.keys()
  // An array that grows takes room for sixteen more; a copy has as much as there is.
  const values: Value[] = keys.slice()
  let isRaw = true
  for (let i = 0; i < keys.length; i++) {
    isRaw &&= typeof keys[i] === 'string'
    values[i] = slotValue(w, first + i, shape) as Value
    writeSlot(w, first + i, shape.inline, undefined)
  }
  const dict = isRaw ? W_Dict.sharing(keys, values) : ofNames(keys, values)
  w.shape = shape.type.dictShape(shape.inline)
  writeSlot(w, first, shape.inline, dict)
  return dict
}

/** The `__dict__` of an instance that has attributes or was asked for it; undefined for others. */
export function dictIfAny(w: W_Object): W_Dict | undefined {
  return w.shape.dictMode || w.shape.count > w.shape.type.slotCount ? instanceDict(w) : undefined
}

/** `w.__dict__ = dict`. */
export function setInstanceDict(w: W_Object, dict: W_Dict): void {
  instanceDict(w)
  writeSlot(w, w.shape.count - 1, w.shape.inline, dict)
}

/** `w.__class__ = type`, whose compatibility the caller has checked. */
export function changeType(w: W_Object, type: W_Type): void {
  const shape = withoutFloats(w)
  if (shape.dictMode) {
    const dict = readSlot(w, shape.count - 1, shape.inline)
    const next = type.dictShape(shape.inline)
    w.shape = next
    writeSlot(w, next.count - 1, next.inline, dict)
    return
  }
  // The host object keeps its size: the new shape starts from a root with this object's number of inline slots.
  w.shape = Shape.of(type.rootShapeFor(shape.inline), shape.names())
}

/** The method `name` (key form) of `w` called without arguments, where its class has one; undefined otherwise. */
export function callIfDefined(w: Value, special: number): Value | undefined {
  const method = typeOf(w).special(special)
  return method === undefined ? undefined : callSpecial1(method, w)
}
