// Attributes that instructions store, or ask of `super`; slices.
import {
  addSlot,
  call,
  getattr,
  isGenericStore,
  isPlainFloat,
  setattr,
  type Shape,
  Special,
  storeSlot,
  superClass,
  superFind,
  superLookup,
  superType,
  shapeOf,
  type Value,
  W_Callable,
  W_Object,
  W_Slice,
  W_SlotMember,
  W_Super,
  W_Type,
} from '@typhon/objspace'
import { type Cache } from '../../objects/code.ts'
import { KIND } from '../attribute-caches.ts'

const { slot: SLOT } = KIND

/** object.name = value, with a cache for attributes kept in the instance. */
export function storeAttr(w: Value, name: string, value: Value, cache: Cache): void {
  if (typeof w === 'object' && w !== null) {
    const { shape } = w
    const { version } = shape.type
    if ((shape === cache.owner && version === cache.version) || cache.recall(shape, version)) {
      // Where the attribute is new, the object takes the next shape.
      if (cache.kind === SLOT) storeSlot(w, cache.index, shape, value)
      else addSlot(w, cache.value as unknown as typeof shape, value, cache.index)
      return
    }
    fillStore(w, name, value, cache)
  }
  setattr(w, name, value)
}

/** Fills the cache of a store with the slot that the attribute is or gets, where it has one. */
export function fillStore(w: W_Object, name: string, value: Value, cache: Cache): void {
  const { shape } = w
  const { type } = shape
  if (cache.owner !== shape) cache.keep()
  if (!type.heap || shape.dictMode || !isGenericStore(type)) return
  const w_attr = type.lookup(name)
  if (w_attr instanceof W_SlotMember) {
    const { slot } = w_attr
    // Both may change the type's version.
    if (!isPlainFloat(value)) shape.noteOtherMember(slot)
    const next = isPlainFloat(value) ? shape.withFloatMember(slot) : shape
    remember(cache, shape, type, next === shape ? SLOT : 2, slot)
    if (next !== shape) cache.value = next as unknown as Value
  } else if (type.hasDict && (w_attr === undefined || !(w_attr instanceof W_Object) || plain(w_attr))) {
    const slot = shape.find(name)
    if (slot >= 0) remember(cache, shape, type, SLOT, slot)
    else if (shape.count < 60) {
      // This may change the type's version.
      const next = shape.extendFor(name, isPlainFloat(value))
      remember(cache, shape, type, 2, shape.count)
      cache.value = next as unknown as Value
    }
  }
}

/** The same of an attribute that objects of a shape have in a field, for a place that none has come to yet. */
export function foreseeStore(shape: Shape, name: string, cache: Cache): void {
  const { type } = shape
  if (!type.heap || !type.hasDict || shape.dictMode || !isGenericStore(type) || type.lookup(name) !== undefined) return
  const slot = shape.find(name)
  if (slot >= 0) remember(cache, shape, type, SLOT, slot)
}

function plain(w_attr: W_Object): boolean {
  const { type } = w_attr.shape
  return type.special(Special.set) === undefined && type.special(Special.delete) === undefined
}

function remember(cache: Cache, shape: object, type: W_Type, kind: number, at: number): void {
  cache.owner = shape
  cache.version = type.version
  cache.kind = kind
  cache.index = at
}

/** super(class, self).name; a `super` that is not the built-in one is called, with as many of them as the program has given. */
export function loadSuperAttr(w_super: Value, w_class: Value, self: Value, name: string, given: number): Value {
  if (w_super instanceof W_Type && !w_super.heap && w_super.name === 'super' && w_class instanceof W_Type) {
    const selfClass = superClass(w_class, self)
    if (name !== '__class__') {
      const found = superFind(w_class, self, selfClass, name, true)
      if (found !== undefined) return found
    }
    const w = new W_Super(w_super.rootShape())
    w.thisClass = w_class
    w.self = self
    w.selfClass = selfClass
    return getattr(w, name)
  }
  return getattr(call(w_super, given === 0 ? [] : [w_class, self], null), name)
}

/** regs[base] = super(class, self).name, unbound where it is a method: then regs[base + 1] = self. */
export function loadSuperMethod(
  regs: (Value | undefined)[],
  base: number,
  w_super: Value,
  w_class: Value,
  self: Value,
  name: string,
  given: number,
  cache: Cache,
): void {
  const shape = shapeOf(self)
  const { version } = shape.type
  const isKnown = (shape === cache.owner && version === cache.version) || cache.recall(shape, version)
  const method =
    isKnown && w_super === superType && w_class instanceof W_Type && w_class.version === cache.index
      ? cache.value
      : fillSuper(w_super, w_class, self, name, cache)
  regs[base] = method ?? loadSuperAttr(w_super, w_class, self, name, given)
  regs[base + 1] = method === undefined ? undefined : self
}

/**
 * The method that `super(class, self).name` is, undefined where it is something else; fills the cache with it. Its index is the class's
 * version, which no other class has.
 */
export function fillSuper(
  w_super: Value,
  w_class: Value,
  self: Value,
  name: string,
  cache: Cache,
): W_Callable | undefined {
  const shape = shapeOf(self)
  const { type } = shape
  if (w_super !== superType || !(w_class instanceof W_Type) || self instanceof W_Type || !type.isSubtypeOf(w_class))
    return undefined
  const found = superLookup(w_class, type, name)
  if (!(found instanceof W_Callable) || !found.bindsSelf) return undefined
  if (cache.owner !== shape) cache.keep()
  remember(cache, shape, type, KIND.method, w_class.version)
  cache.value = found
  return found
}

export function newSlice(start: Value, stop: Value, step: Value): Value {
  return new W_Slice(start, stop, step)
}
