// Containers: a short tuple of ints or strings is compared item by item. Dicts and sets: what is looked for in a dict by a string or an int is found without running any code, as long as the dict has no keys
// that are compared by Python's `==`.
//
// What must stay true: nothing is recorded but guards before it is certain that the instruction does not fail.
import type * as Jit from '@typhon/jit'
import { exceptionTypes, GENERAL, isFoundByIdentity, shapes, type Value, W_Dict, W_Tuple } from '@typhon/objspace'
import * as Op from '../generated/opcodes.ts'
import type { Frame } from '../objects/frame.ts'
import { isCaught, raiseNew } from './exceptions.ts'
import type { Handler, Handlers } from './instruction.ts'
import { sequence } from './items.ts'
import { residual } from './residual.ts'
import { inPlainSet, inSet } from './sets.ts'
import type { Tracer } from './tracer.ts'

/** Whether an exact dict finds a key without running any code; guards that it does. */
function findsSimply(t: Tracer, object: Jit.Value, key: Jit.Value): boolean {
  const w = object.concrete as Value
  const k = key.concrete as Value
  if (!(w instanceof W_Dict) || w.shape !== shapes.dict || (typeof k !== 'string' && typeof k !== 'number'))
    return false
  t.r.classOf(object, [t.d.ofShape(shapes.dict)])
  t.r.classOf(key, [t.d.str, t.d.int])
  return t.r.isTrue(t.r.pure('int_lt', t.r.getfield(object, t.d.dictMode), t.r.int(GENERAL)))
}

/** Where a dict that finds the key simply has it: its place, or -1. What an instruction before has found out is known as long as no key came or went. */
function placeOf(t: Tracer, object: Jit.Value, key: Jit.Value): Jit.Value {
  return t.r.call(t.d.dictPlace, object, key, t.r.getfield(object, t.d.dictVersion))
}

const isThere = (t: Tracer, place: Jit.Value): Jit.Value => t.r.pure('int_ge', place, t.r.int(0))

/** What stands under a key that a dict has; null for one that it does not have. Both are guarded. */
function valueOf(t: Tracer, object: Jit.Value, key: Jit.Value): Jit.Value | null {
  const place = placeOf(t, object, key)
  return t.r.isTrue(isThere(t, place)) ? valueAt(t, object, place) : null
}

function valueAt(t: Tracer, object: Jit.Value, place: Jit.Value): Jit.Value {
  const value = t.r.getitem(t.r.getfield(object, t.d.dictValues), place, t.d.dictArray)
  t.bound.add(value)
  return value
}

/** What a dict has under a key, mostly at the place `near`; null for one that does not have it. */
export function heldNear(t: Tracer, object: Jit.Value, key: Jit.Value, near: number): Jit.Value | null {
  const w = object.concrete as Value
  if (!(w instanceof W_Dict) || !w.has(key.concrete) || !findsSimply(t, object, key)) return null
  const place = t.r.call(t.d.dictPlaceNear, object, key, t.r.int(near), t.r.getfield(object, t.d.dictVersion))
  return t.r.isTrue(isThere(t, place)) ? valueAt(t, object, place) : null
}

/**
 * What a dict that is known has under an object that is: mostly a table of functions by classes. It is a constant of the trace as long as it is hardly ever
 * replaced; null for other dicts and keys, and where there is none.
 */
function inTable(t: Tracer, object: Jit.Value, key: Jit.Value): Jit.Value | null {
  const w = object.concrete as Value
  const k = key.concrete as Value
  if (!t.isConst(object) || !t.isConst(key) || !isFoundByIdentity(k)) return null
  if (!(w instanceof W_Dict) || w.shape !== shapes.dict || w.comparesKeys) return null
  const value = w.get(k)
  const fact = value === undefined ? null : t.facts.ofNamespace(w).of(k)
  if (fact === null || fact.isVariable) return null
  t.rely(fact)
  return t.r.ref(value)
}

/** `object[key]` of a dict that has the key; null for others. */
export function dictItem(t: Tracer, object: Jit.Value, key: Jit.Value): Jit.Value | null {
  const known = inTable(t, object, key)
  if (known !== null) return known
  const w = object.concrete as Value
  if (!(w instanceof W_Dict) || !w.has(key.concrete) || !findsSimply(t, object, key)) return null
  return valueOf(t, object, key)
}

/** `object[key]` of a dict that does not have the key, for which a frame of the trace has a handler; null for others. */
export function missingKey(t: Tracer, object: Jit.Value, key: Jit.Value): boolean | null {
  if (!isCaught(t) || !findsSimply(t, object, key) || (object.concrete as W_Dict).has(key.concrete)) return null
  t.r.isTrue(isThere(t, placeOf(t, object, key)))
  return raiseNew(t, exceptionTypes.KeyError, [key])
}

/** Whether a dict surely has no such key; that it has none is guarded. */
export function lacksKey(t: Tracer, object: Jit.Value, key: Jit.Value): boolean {
  if (!findsSimply(t, object, key) || (object.concrete as W_Dict).has(key.concrete)) return false
  return !t.r.isTrue(isThere(t, placeOf(t, object, key)))
}

/** `dict.get(key, otherwise)`; null for others than dicts with such keys. */
export function dictGet(t: Tracer, object: Jit.Value, key: Jit.Value, otherwise: Jit.Value): Jit.Value | null {
  const known = inTable(t, object, key)
  if (known !== null) return known
  return findsSimply(t, object, key) ? (valueOf(t, object, key) ?? otherwise) : null
}

/** `object[key] = value` of a dict; false for others. */
export function storeDictItem(t: Tracer, object: Jit.Value, key: Jit.Value, value: Jit.Value): boolean {
  if (!findsSimply(t, object, key)) return false
  t.r.call(t.d.dictSet, object, key, value, placeOf(t, object, key))
  return true
}

/** `key in object` as 0 or 1, of a dict; null for others. */
function inDict(t: Tracer, object: Jit.Value, key: Jit.Value): Jit.Value | null {
  return findsSimply(t, object, key) ? isThere(t, placeOf(t, object, key)) : null
}

/** Tuples of more items are looked through by the function that does it. */
const SHORT = 8

/** `key in object` as 0 or 1, of a short tuple that has ints alone, or strings, as the key is one; null for others. */
function inTuple(t: Tracer, object: Jit.Value, key: Jit.Value): Jit.Value | null {
  const w = object.concrete as Value
  const kind = typeof key.concrete
  if (!(w instanceof W_Tuple) || w.shape !== shapes.tuple || w.items.length > SHORT) return null
  if ((kind !== 'number' && kind !== 'string') || w.items.some((item) => typeof item !== kind)) return null
  const { r } = t
  const { items, array, length } = sequence(t, object)!
  if (!r.isTrue(r.pure('int_eq', length, r.int(w.items.length)))) return null
  const unboxed = (value: Jit.Value): Jit.Value => {
    if (kind === 'number') return t.int(value)!
    r.classOf(value, [t.d.str])
    return value
  }
  const wanted = unboxed(key)
  const same = kind === 'number' ? 'int_eq' : 'ptr_eq'
  let found: Jit.Value = r.int(0)
  for (let i = 0; i < w.items.length; i++)
    found = r.pure('int_or', found, r.pure(same, wanted, unboxed(r.getitem(items, r.int(i), array))))
  return found
}

/** `part in text` as 0 or 1, of two strings; null for others. */
function inText(t: Tracer, text: Jit.Value, part: Jit.Value): Jit.Value | null {
  if (typeof text.concrete !== 'string' || typeof part.concrete !== 'string') return null
  for (const value of [text, part]) t.r.classOf(value, [t.d.str])
  return t.r.call(t.d.isPart, text, part)
}

const contains =
  (wanted: boolean): Handler =>
  (t, frame) => {
    const { code } = frame.code
    const [key, object] = [t.read(frame, code[frame.pc + 2]), t.read(frame, code[frame.pc + 3])]
    const inside =
      inDict(t, object, key) ?? inTuple(t, object, key) ?? inText(t, object, key) ?? inPlainSet(t, object, key)
    if (inside !== null)
      return t.done(frame, t.r.pure('int_to_bool', wanted ? inside : t.r.pure('int_is_zero', inside)))
    const found = inSet(t, object, key)
    if (found === null) return residual(t, frame)
    const test = t.r.pure('bool_to_int', found)
    return t.done(frame, wanted ? found : t.r.pure('int_to_bool', t.r.pure('int_is_zero', test)))
  }

const jumpIfContains =
  (wanted: boolean): Handler =>
  (t, frame: Frame) => {
    const { code } = frame.code
    const [key, object] = [t.read(frame, code[frame.pc + 1]), t.read(frame, code[frame.pc + 2])]
    const inside = inTuple(t, object, key) ?? inText(t, object, key)
    if (inside !== null) return t.branch(frame, t.r.pure('int_is_true', inside), wanted)
    // The bridge of the other outcome does not ask once more.
    const asked = inDict(t, object, key) ?? inPlainSet(t, object, key)
    if (asked !== null) return t.branchAfterCall(frame, asked, wanted)
    const found = inSet(t, object, key)
    return found === null ? residual(t, frame) : t.branchAfterCall(frame, t.r.pure('bool_to_int', found), wanted)
  }

/** Puts the handlers of this file into the table. */
export function addDicts(handlers: Handlers): void {
  handlers.set(Op.CONTAINS_OP, contains(true))
  handlers.set(Op.NOT_CONTAINS, contains(false))
  handlers.set(Op.JUMP_IF_CONTAINS, jumpIfContains(true))
  handlers.set(Op.JUMP_UNLESS_CONTAINS, jumpIfContains(false))
}
