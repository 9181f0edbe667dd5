// Subscription and containment. ref: expressions#subscriptions, #membership-test-operations
import { error, errorWith, isError, type W_BaseException } from '../errors/exception.ts'
import { strFromText } from '../objects/str/wide.ts'
import { isType, typeOf } from '../space/kind.ts'
import { Special } from '../space/special.ts'
import { shapes } from '../space/shapes.ts'
import type { Value } from '../space/value.ts'
import { itemAt, putItem } from '../objects/list/floats.ts'
import { W_List } from '../objects/list/list.ts'
import { deleteItem, putSlice, takeSlice } from '../objects/list/slices.ts'
import { W_Slice } from '../objects/slice-value.ts'
import { W_Tuple } from '../objects/tuple-value.ts'
import { W_Dict } from '../objects/dict/dict.ts'
import { W_AnySet } from '../objects/set/set.ts'
import { classGetitem } from '../objects/type/getitem.ts'
import { callSpecial2, callSpecial3 } from './call.ts'
import { eqOrIs } from './compare.ts'
import { W_MethodDescriptor } from '../typedef/builtin.ts'
import { hasSequenceSlots } from './binary.ts'
import { indexOrUndefined, isIndex, isTrue } from './convert.ts'
import { hasItemsByIndex, iter, next } from './iterate.ts'

/** `w[key]`. */
export function getitem(w: Value, key: Value): Value {
  if (typeof key === 'number') {
    if (w instanceof W_List && !w.shape.type.heap) {
      const x = itemAt(w, key < 0 ? key + w.length : key)
      if (x !== undefined) return x
    } else if (w instanceof W_Tuple && !w.shape.type.heap) {
      const x = w.at(key < 0 ? key + w.length : key)
      if (x !== undefined) return x
    } else if (typeof w === 'string') {
      const x = w[key < 0 ? key + w.length : key]
      if (x !== undefined) return x
    }
  }
  if (w instanceof W_Dict && !w.shape.type.heap) {
    const x = w.get(key)
    if (x !== undefined) return x
  }
  if (key instanceof W_Slice && w instanceof W_List && !w.shape.type.heap) return takeSlice(w, key)
  const method = typeOf(w).special(Special.getitem)
  if (method === undefined) {
    if (isType(w)) return classGetitem(w, key)
    throw notSubscriptable(typeOf(w).fullName)
  }
  if (typeof key !== 'number') checkPlaceOf(method, key)
  return callSpecial2(method, w, key)
}

let subscribed = ''
let complaint: Value = null

/** That objects of a type with this name have no items. Programs try that with many objects of one class: its message is made once. */
export function notSubscriptable(name: string): W_BaseException {
  if (complaint === null || name !== subscribed) {
    subscribed = name
    complaint = strFromText(`'${name}' object is not subscriptable`)
  }
  return errorWith('TypeError', complaint)
}

/** An index that is too large is complained of before what it is for. */
function checkPlace(key: Value): void {
  const n = indexOrUndefined(key)
  if (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n)
    throw error('IndexError', `cannot fit '${typeOf(key).fullName}' into an index-sized integer`)
}

/** Operators on types that are sequences alone (`sq_item` without `mp_subscript`) look at the index themselves, in their own words. */
function checkPlaceOf(method: Value, key: Value): void {
  if (!(method instanceof W_MethodDescriptor) || !method.code.indexed) return
  if (!isIndex(key)) throw error('TypeError', `sequence index must be integer, not '${typeOf(key).fullName}'`)
  checkPlace(key)
}

/** `w[key] = value`. */
export function setitem(w: Value, key: Value, value: Value): void {
  if (w instanceof W_List) {
    if (typeof key === 'number' && !w.shape.type.heap) {
      const n = w.length
      const i = key < 0 ? key + n : key
      if (i >= 0 && i < n) {
        putItem(w, i, value)
        return
      }
    } else if (key instanceof W_Slice && !w.shape.type.heap) {
      putSlice(w, key, value)
      return
    }
  } else if (w instanceof W_Dict && !w.shape.type.heap) {
    w.set(key, value)
    return
  }
  const method = typeOf(w).special(Special.setitem)
  if (method === undefined) {
    if (hasSequenceSlots(typeOf(w))) checkPlace(key)
    throw error('TypeError', `'${typeOf(w).fullName}' object does not support item assignment`)
  }
  if (typeof key !== 'number') checkPlaceOf(method, key)
  callSpecial3(method, w, key, value)
}

/** `del w[key]`. */
export function delitem(w: Value, key: Value): void {
  if (w instanceof W_Dict && w.shape === shapes.dict) {
    if (w.pop(key) === undefined) throw errorWith('KeyError', key)
    return
  }
  if (w instanceof W_List && !w.shape.type.heap) {
    deleteItem(w, key)
    return
  }
  const method = typeOf(w).special(Special.delitem)
  if (method === undefined) {
    if (hasSequenceSlots(typeOf(w))) checkPlace(key)
    throw error('TypeError', `'${typeOf(w).fullName}' object ${undeletable(w, key)}`)
  }
  if (typeof key !== 'number') checkPlaceOf(method, key)
  callSpecial2(method, w, key)
}

/** CPython asks types with sequence operations, as every class is, by index first; they say it in other words. */
function undeletable(w: Value, key: Value): string {
  return hasSequenceSlots(typeOf(w)) && isIndex(key)
    ? "doesn't support item deletion"
    : 'does not support item deletion'
}

/** `x in w`. */
export function contains(w: Value, x: Value): boolean {
  // A long text in another is looked for with care.
  if (typeof w === 'string' && typeof x === 'string' && x.length < 64) return w.includes(x)
  if (typeof w === 'object' && w !== null && w.shape === shapes.dict) return (w as W_Dict).has(x)
  if (typeof w === 'object' && w !== null && w.shape === shapes.set && (typeof x === 'number' || typeof x === 'string'))
    return (w as W_AnySet).has(x)
  return containsOther(w, x)
}

function containsOther(w: Value, x: Value): boolean {
  if (w instanceof W_Dict && !w.shape.type.heap) return w.has(x)
  if (typeof x === 'string' || typeof x === 'number') {
    if (w instanceof W_AnySet && !w.shape.type.heap) return w.has(x)
  }
  const method = typeOf(w).special(Special.contains)
  if (method !== undefined && method !== null) return isTrue(callSpecial2(method, w, x))
  if (method === null) throw error('TypeError', `'${typeOf(w).fullName}' object is not a container`)
  if (typeOf(w).special(Special.iter) === undefined && !hasItemsByIndex(typeOf(w))) {
    throw error('TypeError', `argument of type '${typeOf(w).fullName}' is not iterable`)
  }
  let w_iter: Value
  try {
    w_iter = iter(w)
  } catch (e) {
    throw isError(e, 'TypeError') ? error('TypeError', `argument of type '${typeOf(w).fullName}' is not iterable`) : e
  }
  for (let y = next(w_iter); y !== undefined; y = next(w_iter)) if (eqOrIs(y, x)) return true
  return false
}
