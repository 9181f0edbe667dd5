// What attributes of which shapes are, so that an instruction that asks for one again finds it without a search: LOAD_ATTR, LOAD_METHOD.
//
// A cache knows a shape and the version of its type, and by its kind what to do with what it found. CPython: Python/specialize.c; PyPy: objspace/std/mapdict.py
//
// What must stay true: a cache is filled only with what every object of its shape gives, as long as its type has that version.
import type { W_Dict, W_Object } from '@typhon/objspace'
import {
  call1,
  getattr,
  isDataDescriptor,
  isGenericAccess,
  isObject,
  isTypeAccess,
  ownAttr,
  dictOfAttrs,
  heldAttr,
  lacksAttr,
  type Shape,
  shapeOf,
  slotValue,
  Special,
  strFromKey,
  type Value,
  W_Callable,
  W_ClassMethod,
  W_ClassMethodDescriptor,
  W_GetSet,
  W_Module,
  W_Property,
  W_SlotMember,
  W_StaticMethod,
  W_Type,
} from '@typhon/objspace'
import type { Cache } from '../objects/code.ts'
import { W_Function } from '../objects/function.ts'

/** Kinds of attribute caches. */
export const KIND = {
  slot: 1,
  value: 2,
  module: 3,
  method: 4,
  getter: 5,
  property: 6,
  ofClass: 7,
  classMethod: 8,
  inDict: 9,
  /** A method of the class, where the instance's `__dict__` has nothing of that name. */
  unshadowed: 10,
} as const
const { slot: SLOT, value: VALUE, module: MODULE, method: METHOD, getter: GETTER, property: PROPERTY } = KIND

/** object.name */
export function loadAttr(w: Value, name: string, cache: Cache): Value {
  if (typeof w === 'object' && w !== null) {
    const { shape } = w
    if (shape === cache.owner && shape.type.version === cache.version) {
      if (cache.kind === SLOT) {
        const x = slotValue(w, cache.index, shape)
        if (x !== undefined) return x
      } else if (cache.kind === VALUE) return cache.value as Value
      else if (cache.kind === PROPERTY) return call1((cache.value as W_Property).fget, w)
      else if (cache.kind === GETTER) {
        const x = (cache.value as W_GetSet).get!(w)
        if (x !== undefined) return x
      } else if (cache.kind === KIND.inDict) {
        const x = heldAttr(dictOfAttrs(w) as W_Dict, name, cache.index)
        if (x !== undefined) return x
      } else if (cache.kind === MODULE) {
        const dict = (w as W_Module).dict
        if (dict.layoutVersion === (cache.value as number)) return dict.values[cache.index] as Value
      }
    }
    if (
      w === cache.owner &&
      cache.kind === KIND.ofClass &&
      (w as W_Type).version === cache.version &&
      shape.type.version === cache.index
    )
      return cache.value as Value
    if (cache.owner !== shape && cache.owner !== w) {
      if (cache.recall(shape, shape.type.version) || (w instanceof W_Type && cache.recall(w, w.version)))
        return loadAttr(w, name, cache)
      cache.keep()
    }
    return loadAttrSlow(w, name, cache)
  }
  return getattr(w, name)
}

function loadAttrSlow(w: W_Object, name: string, cache: Cache): Value {
  return fillAttr(w, name, cache) ?? getattr(w, name)
}

/**
 * Fills the cache of an attribute with how it is found, where that can be remembered; gives the attribute where it takes no call,
 * else undefined.
 */
export function fillAttr(w: W_Object, name: string, cache: Cache): Value | undefined {
  const { shape } = w
  const { type } = shape
  if (w instanceof W_Module) {
    const { dict } = w
    const place = type.heap || type.lookup(name) !== undefined ? -1 : dict.placeOfSimple(name)
    if (place >= 0) {
      cache.owner = shape
      cache.version = type.version
      cache.kind = MODULE
      cache.index = place
      cache.value = dict.layoutVersion
      return dict.values[place] as Value
    }
  } else if (w instanceof W_Type) {
    const w_meta = type.lookup(name)
    if (w_meta instanceof W_GetSet && w_meta.get !== null && isTypeAccess(type)) {
      cache.owner = shape
      cache.version = type.version
      cache.kind = GETTER
      cache.value = w_meta
      return undefined
    }
    const x = plainClassAttr(w, w_meta, name)
    if (x !== undefined) {
      cache.owner = w
      cache.version = w.version
      cache.index = type.version
      cache.kind = KIND.ofClass
      cache.value = x
      return x
    }
  } else if (isGenericAccess(type)) {
    const w_attr = type.lookup(name)
    if (w_attr instanceof W_GetSet || (w_attr instanceof W_Property && !w_attr.shape.type.heap)) {
      if (w_attr instanceof W_GetSet ? w_attr.get !== null : w_attr.fget !== null) {
        cache.owner = shape
        cache.version = type.version
        cache.kind = w_attr instanceof W_GetSet ? GETTER : PROPERTY
        cache.value = w_attr
      }
    } else if (w_attr instanceof W_SlotMember) {
      const x = slotValue(w, w_attr.slot, shape)
      if (x !== undefined) {
        cache.owner = shape
        cache.version = type.version
        cache.kind = SLOT
        cache.index = w_attr.slot
        return x
      }
    } else if (shape.dictMode) {
      // The instance has a dict of its own, as somebody asked for it: what is there comes before all but data descriptors.
      const isData = w_attr !== undefined && isObject(w_attr) && isDataDescriptor(w_attr)
      const dict = dictOfAttrs(w) as W_Dict
      const place = isData || !type.hasDict || dict.comparesKeys ? -1 : dict.placeOfSimple(name)
      if (place >= 0) {
        const x = dict.values[place] as Value
        cache.owner = shape
        cache.version = type.version
        cache.kind = KIND.inDict
        cache.index = place
        cache.value = strFromKey(name)
        return x
      }
    } else if (w_attr === undefined || !isObject(w_attr) || !isDataDescriptor(w_attr)) {
      const slot = type.hasDict ? shape.find(name) : -1
      if (slot >= 0) {
        cache.owner = shape
        cache.version = type.version
        cache.kind = SLOT
        cache.index = slot
        return slotValue(w, slot, shape)
      }
      if (
        w_attr !== undefined &&
        (!isObject(w_attr) || (!(w_attr instanceof W_Callable) && w_attr.shape.type.special(Special.get) === undefined))
      ) {
        cache.owner = shape
        cache.version = type.version
        cache.kind = VALUE
        cache.value = w_attr
        return w_attr
      }
    }
  }
  return undefined
}

/** An attribute of a class that its namespace or a base's gives as it is; undefined for others. */
function plainClassAttr(type: W_Type, w_meta: Value | undefined, name: string): Value | undefined {
  const meta = type.shape.type
  if (!isTypeAccess(meta) || (w_meta !== undefined && isObject(w_meta) && isDataDescriptor(w_meta))) return undefined
  const w_attr = type.lookup(name)
  if (w_attr === undefined || !isObject(w_attr)) return w_attr
  if (w_attr instanceof W_StaticMethod) return staticFunction(w_attr)
  if (w_attr instanceof W_ClassMethodDescriptor) return undefined
  const isPlain = w_attr instanceof W_Callable ? w_attr.bindsSelf : w_attr.shape.type.special(Special.get) === undefined
  return isPlain ? w_attr : undefined
}

/** The function of a static method, undefined where there is none or it is computed. */
function staticFunction(w: W_StaticMethod): Value | undefined {
  return w.shape.type.heap || w.func === null ? undefined : w.func
}

/** Whether a cache knows a class method of the class. */
function isOfClass(type: W_Type, cache: Cache): boolean {
  if (cache.owner !== type || cache.version !== type.version) return false
  return cache.kind === KIND.classMethod && cache.index === type.shape.type.version
}

/** regs[base] = object.name, unbound where it is a method of the class: then regs[base + 1] = object. */
export function loadMethod(regs: (Value | undefined)[], base: number, w: Value, name: string, cache: Cache): void {
  const shape = shapeOf(w)
  const { version } = shape.type
  if (w instanceof W_Type && isOfClass(w, cache)) {
    regs[base] = cache.value
    regs[base + 1] = w
    return
  }
  const isKnown = (shape === cache.owner && version === cache.version) || cache.recall(shape, version)
  const isDict = isKnown && cache.kind === KIND.unshadowed
  const isMethod = isDict ? lacksAttr(dictOfAttrs(w as W_Object) as W_Dict, name) : isKnown && cache.kind === METHOD
  const method = isMethod ? cache.value : isKnown && !isDict ? undefined : fillMethod(w, name, cache)
  regs[base] = method ?? loadAttr(w, name, cache)
  regs[base + 1] = method === undefined ? undefined : w
}

/** The method of a value's class that an attribute is, undefined where it is something else; fills the cache with it. */
export function fillMethod(w: Value, name: string, cache: Cache): W_Callable | undefined {
  const shape = shapeOf(w)
  const { type } = shape
  if (!isGenericAccess(type)) return w instanceof W_Type ? fillClassMethod(w, name, cache) : undefined
  if (cache.owner !== shape) cache.keep()
  const w_attr = type.lookup(name)
  if (!(w_attr instanceof W_Callable) || !w_attr.bindsSelf) return undefined
  if (type.hasDict && (shape.dictMode ? ownAttr(w as W_Object, name) !== undefined : shape.find(name) >= 0))
    return undefined
  cache.owner = shape
  cache.version = type.version
  cache.kind = shape.dictMode ? KIND.unshadowed : METHOD
  cache.value = w_attr
  return w_attr
}

/** The function of a class method that an attribute of a class is, undefined where it is something else; fills the cache with it. */
function fillClassMethod(type: W_Type, name: string, cache: Cache): W_Callable | undefined {
  const meta = type.shape.type
  if (!isTypeAccess(meta)) return undefined
  if (cache.recall(type, type.version) && isOfClass(type, cache)) return cache.value as W_Callable
  const w_meta = meta.lookup(name)
  if (w_meta !== undefined && isObject(w_meta) && isDataDescriptor(w_meta)) return undefined
  const w_attr = type.lookup(name)
  let f: Value | undefined
  if (w_attr instanceof W_ClassMethodDescriptor) f = w_attr
  else if (w_attr instanceof W_ClassMethod && !w_attr.shape.type.heap) f = w_attr.func
  if (!(f instanceof W_ClassMethodDescriptor) && !(f instanceof W_Function)) return undefined
  if (cache.owner !== type) cache.keep()
  cache.owner = type
  cache.version = type.version
  cache.index = meta.version
  cache.kind = KIND.classMethod
  cache.value = f
  return f
}

/** Fills the cache of an attribute that objects of a shape have in a field, for a place that none has come to yet. */
export function foreseeAttr(shape: Shape, name: string, cache: Cache): boolean {
  const { type } = shape
  if (!type.hasDict || shape.dictMode || !isGenericAccess(type)) return false
  const w_attr = type.lookup(name)
  const slot = w_attr === undefined ? shape.find(name) : -1
  if (slot < 0) return false
  cache.owner = shape
  cache.version = type.version
  cache.kind = SLOT
  cache.index = slot
  return true
}

/** The same of a method of their class. */
export function foreseeMethod(shape: Shape, name: string, cache: Cache): boolean {
  const { type } = shape
  if (shape.dictMode || !isGenericAccess(type)) return false
  const w_attr = type.lookup(name)
  if (!(w_attr instanceof W_Callable) || !w_attr.bindsSelf || (type.hasDict && shape.find(name) >= 0)) return false
  cache.owner = shape
  cache.version = type.version
  cache.kind = METHOD
  cache.value = w_attr
  return true
}
