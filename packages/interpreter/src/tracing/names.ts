// Variables and attributes: globals, cells, attributes of instances, modules and classes, methods. What an attribute access means is
// asked of the same functions that fill the interpreter's inline caches.
//
// What must stay true: the guards are those of the caches (eval/control.ts): the shape, and the version of its type.
import type * as Jit from '@typhon/jit'
import {
  isObject,
  type Shape,
  shapeOf,
  shapes,
  superLookup,
  superType,
  W_BaseException,
  W_Complex,
  type Value,
  type W_Dict,
  type W_GetSet,
  type W_Object,
  type W_Property,
  W_Type,
} from '@typhon/objspace'
import { W_ComputedBuiltins } from '../eval/builtins.ts'
import { fillAttr, fillMethod, KIND, loadAttr as loadAttrOf } from '../eval/attribute-caches.ts'
import { fillStore, fillSuper, loadSuperAttr as loadSuperAttrOf } from '../eval/machine.ts'
import * as Op from '../generated/opcodes.ts'
import { Cache } from '../objects/code.ts'
import type { Frame } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import { isPassing } from './choices.ts'
import { heldNear, lacksKey } from './dicts.ts'
import { exceptionMember } from './exceptions.ts'
import type { Handler, Handlers } from './instruction.ts'
import { itemsOfTuple } from './items.ts'
import { callOf, residual } from './residual.ts'
import { placed } from './standing.ts'
import type { Tracer } from './tracer.ts'

/**
 * The value of a name in a namespace that is known, null where it is not there. It is a constant of the trace as long as the name is
 * hardly ever bound to something else.
 */
export function inNamespace(t: Tracer, dict: W_Dict, name: string): Jit.Value | null {
  const facts = t.facts.ofNamespace(dict)
  const fact = facts.of(name)
  const place = dict.placeOfSimple(name)
  const isKnown = place < 0 || dict.keys[place] === name
  if (isKnown && !fact.isVariable) {
    t.rely(fact)
    return place < 0 ? null : t.r.ref(dict.values[place])
  }
  if (place < 0) {
    t.r.abort('a name that comes and goes')
    return null
  }
  return t.r.getitem(places(t, dict), t.r.int(place), t.d.dictArray)
}

/** The values of a namespace, of which each keeps its place. */
function places(t: Tracer, dict: W_Dict): Jit.Value {
  const fact = t.facts.ofNamespace(dict).places
  if (fact.isVariable) t.r.postpone('names that are deleted again and again')
  t.rely(fact)
  return t.r.getfield(t.r.ref(dict), t.d.dictValues)
}

const loadGlobal: Handler = (t, frame) => {
  const { code, names } = frame.code
  const name = names[code[frame.pc + 2]]
  const { globals, builtins } = frame
  if (globals.shape !== shapes.dict || builtins.shape !== shapes.dict || builtins instanceof W_ComputedBuiltins)
    return end(t)
  const value = inNamespace(t, globals, name) ?? inNamespace(t, builtins, name)
  return value === null ? end(t) : t.done(frame, value)
}

/** The trace ends before the instruction. */
function end(t: Tracer): false {
  t.r.leave()
  return false
}

/** Names of a module's body, whose locals are its globals. */
const loadName: Handler = (t, frame) => (frame.locals === frame.globals ? loadGlobal(t, frame) : end(t))

const storeName =
  (isGlobal: boolean): Handler =>
  (t, frame) => {
    const { code, names } = frame.code
    const { globals } = frame
    if ((!isGlobal && frame.locals !== globals) || globals.shape !== shapes.dict) return end(t)
    const name = names[code[frame.pc + 1]]
    const place = globals.placeOfSimple(name)
    if (place < 0) return isGlobal ? residual(t, frame) : end(t)
    t.facts.vary(globals, name)
    t.r.setitem(places(t, globals), t.r.int(place), t.d.dictArray, t.read(frame, code[frame.pc + 2]))
    return t.next(frame)
  }

// Cells.

const loadDeref: Handler = (t, frame) => {
  const { code } = frame.code
  const cell = t.read(frame, code[frame.pc + 2])
  t.r.classOf(cell, [t.d.cell])
  const value = t.r.getfield(cell, t.d.cellValue)
  return isBound(t, value) ? t.done(frame, value) : end(t)
}

const storeDeref: Handler = (t, frame) => {
  const { code } = frame.code
  const cell = t.read(frame, code[frame.pc + 1])
  t.r.classOf(cell, [t.d.cell])
  t.r.setfield(cell, t.d.cellValue, t.read(frame, code[frame.pc + 2]))
  return t.next(frame)
}

const makeCell: Handler = (t, frame) => {
  const register = frame.code.code[frame.pc + 1]
  t.write(frame, register, t.r.create(t.d.cell, [t.read(frame, register)]))
  return t.next(frame)
}

const copyFreeVars: Handler = (t, frame) => {
  const { code } = frame.code
  const { func } = t.top
  if (func === null) return end(t)
  const closure = t.r.getfield(func, t.d.functionClosure)
  const count = code[frame.pc + 2]
  // How many there are is known of the code.
  const items = count === 2 ? itemsOfTuple(t, closure) : t.r.getfield(closure, t.d.tupleItems)
  for (let i = 0; i < count; i++) t.write(frame, code[frame.pc + 1] + i, t.r.getitem(items, t.r.int(i), t.d.tupleArray))
  return t.next(frame)
}

/** Whether a value is one, and not what stands for an unbound variable. */
export function isBound(t: Tracer, value: Jit.Value): boolean {
  if (value.concrete !== undefined && (t.bound.has(value) || t.isConst(value))) return true
  if (t.r.is(value, undefined)) return false
  t.bound.add(value)
  return true
}

const checkLocal: Handler = (t, frame) =>
  isBound(t, t.read(frame, frame.code.code[frame.pc + 1])) ? t.next(frame) : end(t)

const deleteFast: Handler = (t, frame) => {
  const register = frame.code.code[frame.pc + 1]
  if (!isBound(t, t.read(frame, register))) return end(t)
  t.write(frame, register, t.r.ref(undefined))
  return t.next(frame)
}

const copy: Handler = (t, frame) => t.done(frame, t.read(frame, frame.code.code[frame.pc + 2]))

const clearFast: Handler = (t, frame) => t.done(frame, t.r.ref(undefined))

// Attributes.

/** Guards that a value has its shape, and that its type is as it is now. */
export function guardShape(t: Tracer, value: Jit.Value): Shape {
  const w = value.concrete as Value
  const shape = shapeOf(w)
  if (!isObject(w)) guardRaw(t, value)
  else if (!shape.type.heap && !(w instanceof W_BaseException)) t.r.classOf(value, [t.d.ofShape(shape)])
  else {
    t.r.classOf(value, [t.d.object])
    t.r.promote(t.r.getfield(value, t.d.shape))
    fixType(t, shape.type)
  }
  return shape
}

/** Whether an object is a class, or of a class, that is not to be gone by, since there will be another in the next rounds. */
export function isOfPassing(t: Tracer, value: Jit.Value): boolean {
  const w = value.concrete as Value
  if (!isObject(w) || t.isConst(value)) return false
  const type = w instanceof W_Type ? w : w.shape.type
  return type.heap && isPassing(t, type)
}

function guardRaw(t: Tracer, value: Jit.Value): void {
  const { int, wide, bool, str } = t.d
  if (value.concrete === null) t.r.isNull(value)
  else if (t.r.classOf(value, [int, wide, bool, str]) === null) t.r.abort('a value of no known kind')
}

/** That nothing about a class made in Python has changed. */
export function fixType(t: Tracer, type: W_Type): void {
  if (!type.heap) return
  const fact = t.facts.ofType(type)
  if (fact.isVariable) t.r.postpone('a class that changes again and again')
  t.rely(fact)
}

/** An attribute that is kept in the object itself; for one that is a float without a box, the double as a reference. */
function getSlot(t: Tracer, value: Jit.Value, slot: number, shape: Shape): Jit.Value {
  return slot < shape.inline ? t.r.getfield(value, t.d.fields[slot]) : t.r.getitem(value, t.r.int(slot), t.d.elements)
}

function setSlot(t: Tracer, object: Jit.Value, slot: number, shape: Shape, value: Jit.Value): void {
  if (slot < shape.inline) t.r.setfield(object, t.d.fields[slot], value)
  else t.r.setitem(object, t.r.int(slot), t.d.elements, value)
}

/** The `__dict__` of an instance that has its attributes there, which is guarded. */
function dictOfAttrs(t: Tracer, value: Jit.Value): Jit.Value {
  const shape = guardShape(t, value)
  return getSlot(t, value, shape.count - 1, shape)
}

/** `value.name` where it is found without calling anything; null otherwise. */
export function attribute(t: Tracer, value: Jit.Value, name: string): Jit.Value | null {
  const w = value.concrete as Value
  if (!isObject(w) || isOfPassing(t, value)) return null
  if (w instanceof W_Complex && w.shape === shapes.complex && (name === 'real' || name === 'imag')) {
    t.r.classOf(value, [t.d.complex])
    return t.r.getfield(value, name === 'real' ? t.d.complexReal : t.d.complexImaginary)
  }
  const cache = new Cache()
  fillAttr(w, name, cache)
  switch (cache.kind) {
    case KIND.slot: {
      const found = getSlot(t, value, cache.index, guardShape(t, value))
      if (w.shape.isFloat(cache.index)) return t.r.pure('ref_to_float', found)
      return isBound(t, found) ? found : null
    }
    case KIND.value:
      guardShape(t, value)
      return t.r.ref(cache.value)
    case KIND.ofClass: {
      const type = w as W_Type
      t.r.promote(value)
      fixType(t, type)
      fixType(t, type.shape.type)
      return t.r.ref(cache.value)
    }
    case KIND.module: {
      t.r.promote(value)
      const { dict } = w as W_Object & { dict: W_Dict }
      return inNamespace(t, dict, name)
    }
    case KIND.inDict:
      return heldNear(t, dictOfAttrs(t, value), t.r.ref(name), cache.index)
    case KIND.getter:
      return exceptionMember(t, value, name, cache.value as W_GetSet)
    default:
      return null
  }
}

const loadAttr: Handler = (t, frame) => {
  const { code, names, caches } = frame.code
  const { pc } = frame
  const object = t.read(frame, code[pc + 2])
  const name = names[code[pc + 3]]
  if (getter(t, frame, object, name)) return true
  const found = attribute(t, object, name)
  if (found !== null) return t.done(frame, found)
  return t.done(frame, attributeByCall(t, object, name, caches[code[pc + 4]]))
}

/** `object.name` where something is called for it. */
function attributeByCall(t: Tracer, object: Jit.Value, name: string, cache: Cache): Jit.Value {
  const args = [object, t.r.ref(name), t.r.ref(cache)]
  return t.r.call(placed(t, callOf(t, 'loadAttr', loadAttrOf), args), ...args)
}

/** Goes into the function of a property; false where the attribute is none. */
function getter(t: Tracer, frame: Frame, object: Jit.Value, name: string): boolean {
  const w = object.concrete as Value
  if (!isObject(w)) return false
  const cache = new Cache()
  fillAttr(w, name, cache)
  if (cache.kind !== KIND.property || isOfPassing(t, object)) return false
  const { fget } = cache.value as W_Property
  if (!(fget instanceof W_Function) || !t.mayEnter(fget.code)) return false
  guardShape(t, object)
  return t.enter(frame, t.r.ref(fget), [object])
}

/** `super().name` where it is a function of a base class. */
const loadSuperAttr: Handler = (t, frame) => {
  const { code, names } = frame.code
  const { pc } = frame
  const [w_super, w_class, self] = [2, 3, 4].map((i) => t.read(frame, code[pc + i]))
  const name = names[code[pc + 5]]
  const type = w_class.concrete as Value
  const w = self.concrete as Value
  if (w_super.concrete !== superType || !(type instanceof W_Type) || !isObject(w) || w instanceof W_Type)
    return residual(t, frame)
  const found = superLookup(type, shapeOf(w).type, name)
  if (!(found instanceof W_Function) || isOfPassing(t, self)) return residual(t, frame)
  t.r.promote(w_super)
  t.r.promote(w_class)
  guardShape(t, self)
  return t.done(frame, t.r.create(t.d.method, [t.r.ref(found), self]))
}

const loadMethod: Handler = (t, frame) => {
  const { code, names, caches } = frame.code
  const { pc } = frame
  const base = code[pc + 1]
  const object = t.read(frame, code[pc + 2])
  const name = names[code[pc + 3]]
  const cache = new Cache()
  fillMethod(object.concrete, name, cache)
  const isMany = isOfPassing(t, object)
  const isHidden = !isMany && cache.kind === KIND.unshadowed && lacksKey(t, dictOfAttrs(t, object), t.r.ref(name))
  if ((cache.kind === KIND.method && !isMany) || isHidden) {
    guardShape(t, object)
    t.write(frame, base, t.r.ref(cache.value))
    t.write(frame, base + 1, object)
    return t.next(frame)
  }
  const found = attribute(t, object, name) ?? attributeByCall(t, object, name, caches[code[pc + 4]])
  t.write(frame, base, found)
  t.write(frame, base + 1, t.r.ref(undefined))
  return t.next(frame)
}

/** `super().name` that is called. */
const loadSuperMethod: Handler = (t, frame) => {
  const { code, names } = frame.code
  const { pc } = frame
  const base = code[pc + 1]
  const [w_super, w_class, self] = [2, 3, 4].map((i) => t.read(frame, code[pc + i]))
  const name = names[code[pc + 5]]
  const cache = new Cache()
  const method = isOfPassing(t, self)
    ? undefined
    : fillSuper(w_super.concrete, w_class.concrete, self.concrete, name, cache)
  if (method === undefined) {
    const rest = [t.r.ref(name), t.r.ref(code[pc + 6])]
    const args = [w_super, w_class, self, ...rest]
    t.write(frame, base, t.r.call(placed(t, callOf(t, 'loadSuperAttr', loadSuperAttrOf), args), ...args))
    t.write(frame, base + 1, t.r.ref(undefined))
    return t.next(frame)
  }
  t.r.promote(w_super)
  t.r.promote(w_class)
  guardShape(t, self)
  t.write(frame, base, t.r.ref(method))
  t.write(frame, base + 1, self)
  return t.next(frame)
}

const storeAttr: Handler = (t, frame) => {
  const { code, names } = frame.code
  const { pc } = frame
  const object = t.read(frame, code[pc + 1])
  const w = object.concrete as Value
  const cache = new Cache()
  const value = t.read(frame, code[pc + 3])
  if (isObject(w) && !isOfPassing(t, object)) fillStore(w, names[code[pc + 2]], value.concrete as Value, cache)
  if (cache.owner === null) return residual(t, frame)
  const after = cache.kind === KIND.slot ? cache.owner : cache.value
  let stored: Jit.Value | null = value
  if ((after as unknown as Shape).isFloat(cache.index)) stored = plainFloat(t, value)
  if (stored === null) return residual(t, frame)
  const shape = guardShape(t, object)
  if (cache.kind !== KIND.slot) t.r.setfield(object, t.d.shape, t.r.ref(cache.value))
  setSlot(t, object, cache.index, shape, stored)
  return t.next(frame)
}

/** A float as a field holds it that is a double; null for what cannot be there: other values, and NaNs, which have identity. */
function plainFloat(t: Tracer, value: Jit.Value): Jit.Value | null {
  const float = t.float(value)
  if (float === null || !t.r.isTrue(t.r.pure('float_eq', float, float))) return null
  return t.r.pure('float_to_ref', float)
}

/** Puts the handlers of this file into the table. */
export function addNames(handlers: Handlers): void {
  const all: [number, Handler][] = [
    [Op.COPY, copy],
    [Op.LOAD_GLOBAL, loadGlobal],
    [Op.LOAD_NAME, loadName],
    [Op.STORE_GLOBAL, storeName(true)],
    [Op.STORE_NAME, storeName(false)],
    [Op.LOAD_DEREF, loadDeref],
    [Op.STORE_DEREF, storeDeref],
    [Op.MAKE_CELL, makeCell],
    [Op.COPY_FREE_VARS, copyFreeVars],
    [Op.CHECK_LOCAL, checkLocal],
    [Op.CLEAR_FAST, clearFast],
    [Op.DELETE_FAST, deleteFast],
    [Op.LOAD_ATTR, loadAttr],
    [Op.LOAD_METHOD, loadMethod],
    [Op.LOAD_SUPER_ATTR, loadSuperAttr],
    [Op.LOAD_SUPER_METHOD, loadSuperMethod],
    [Op.STORE_ATTR, storeAttr],
  ]
  for (const [op, handler] of all) handlers.set(op, handler)
}
