// Operations that programs try, and whose failure they count on: a key that is missing, an iterator at its end, a text that is no
// number. A JavaScript throw costs more than all the rest of raising and catching, so compiled code is given RAISED instead.
//
// What must stay true: each gives what the operation of the object space gives, or raises the exception that that one throws.
import {
  callSpecial1,
  error,
  errorWith,
  floatType,
  getitem,
  intIn,
  intType,
  invalidInt,
  isType,
  itemAt,
  newFloats,
  next,
  notSubscriptable,
  owned,
  partOfList,
  passToBuiltin,
  readFloat,
  reprText,
  shapes,
  setitem,
  Special,
  takeSlice,
  tupleOf,
  typeOf,
  type Value,
  W_BaseException,
  type W_ByteArray,
  type W_Bytes,
  W_Dict,
  W_Float,
  W_Iterator,
  W_List,
  W_Slice,
  W_Tuple,
} from '@typhon/objspace'
import { leaveForNext } from '../eval/enter.ts'
import { nextOfGenerator, resumeFrame } from '../eval/step.ts'
import { W_Function } from '../objects/function.ts'
import { cannotResume, FINISHED, stopIteration, SUSPENDED, W_Generator } from '../objects/generator.ts'
import { invoke1, invoke2 } from './invoke.ts'
import { failed } from './leave.ts'
import { clip } from './moves.ts'

/** `w[key]`. */
export function itemOrRaised(w: Value, key: Value): Value {
  if (typeof w === 'object' && w !== null) {
    const { shape } = w
    if (shape === shapes.dict) {
      const found = (w as W_Dict).get(key)
      return found === undefined ? failed(errorWith('KeyError', key)) : found
    }
    if (typeof key === 'number') {
      // Lists and tuples stand here for negative keys: the others are in place.
      if (shape === shapes.list) {
        const x = itemAt(w as W_List, key < 0 ? key + (w as W_List).length : key)
        if (x !== undefined) return x
      } else if (shape === shapes.tuple) {
        const x = (w as W_Tuple).at(key < 0 ? key + (w as W_Tuple).length : key)
        if (x !== undefined) return x
      } else if (shape === shapes.bytes) {
        const { length } = w as W_Bytes
        const at = key < 0 ? key + length : key
        if (at >= 0 && at < length) return (w as W_Bytes).at(at)
      } else if (shape === shapes.bytearray) {
        const { data, length } = w as W_ByteArray
        const at = key < 0 ? key + length : key
        if (at >= 0 && at < length) return data[at]
      }
    } else if (w instanceof W_Dict && !shape.type.heap) {
      // Other built-in kinds of dict may make what is missing.
      const found = w.get(key)
      if (found !== undefined) return found
    }
  } else if (typeof w === 'string' && typeof key === 'number') {
    const c = w[key < 0 ? key + w.length : key]
    if (c !== undefined) return c
  }
  return otherItem(w, key)
}

/** `w[start:stop]` of a built-in sequence by ints; undefined for everything else, of which nothing has been asked. */
export function sliceOrAbsent(w: Value, start: Value, stop: Value): Value | undefined {
  if (start !== null && typeof start !== 'number') return undefined
  if (stop !== null && typeof stop !== 'number') return undefined
  // What the host means by the same bounds, absent ones apart.
  if (typeof w === 'string') return w.slice(start ?? 0, stop ?? w.length)
  if (typeof w !== 'object' || w === null) return undefined
  const { shape } = w
  if (shape === shapes.list) {
    return partOfList(w as W_List, start, stop)
  }
  if (shape === shapes.tuple) {
    const { items } = w as W_Tuple
    const part = items.slice(start ?? 0, stop ?? items.length)
    return part.length === items.length ? w : tupleOf(part)
  }
  return shape === shapes.bytes ? (w as W_Bytes).slice(start ?? 0, stop ?? Infinity) : undefined
}

/** `w[start:stop:step]` of a list by ints, of which the step is none of 0; undefined for everything else. */
export function stepsOrAbsent(w: Value, start: Value, stop: Value, step: number): Value | undefined {
  if (start !== null && typeof start !== 'number') return undefined
  if (stop !== null && typeof stop !== 'number') return undefined
  if (typeof w !== 'object' || w === null || w.shape !== shapes.list) return undefined
  const { floats, array } = w as W_List
  return floats === undefined
    ? new W_List(stepsOf(array, start, stop, step))
    : newFloats(stepsOf(floats, start, stop, step))
}

/** As many items as there will be are copied and written over: an array that grows by `push` has room for many, and one made by length has holes. */
function stepsOf<T>(items: readonly T[], start: number | null, stop: number | null, step: number): T[] {
  const { length } = items
  const isDown = step < 0
  const low = isDown ? -1 : 0
  const high = isDown ? length - 1 : length
  const first = start === null ? (isDown ? high : low) : clip(start, length, low, high)
  const last = stop === null ? (isDown ? low : high) : clip(stop, length, low, high)
  const distance = isDown ? first - last : last - first
  const out = items.slice(0, distance <= 0 ? 0 : Math.ceil(distance / Math.abs(step)))
  for (let k = 0, i = first; k < out.length; k++, i += step) out[k] = items[i]
  return out
}

/** `w[start:stop] = value` of a list by ints, for as many items of another list; false for everything else, where nothing was done. */
export function isReplaced(w: Value, start: Value, stop: Value, value: Value): boolean {
  if (start !== null && typeof start !== 'number') return false
  if (stop !== null && typeof stop !== 'number') return false
  if (typeof w !== 'object' || w === null || w.shape !== shapes.list) return false
  if (typeof value !== 'object' || value === null || value.shape !== shapes.list || value === w) return false
  const to = (w as W_List).floats
  const from = (value as W_List).floats
  if (to === undefined && from === undefined) return isFilled((w as W_List).array, start, stop, (value as W_List).array)
  return to !== undefined && from !== undefined && isFilled(to, start, stop, from)
}

function isFilled<T>(items: T[], start: number | null, stop: number | null, from: readonly T[]): boolean {
  const first = start === null ? 0 : clip(start, items.length, 0, items.length)
  const count = from.length
  if ((stop === null ? items.length : clip(stop, items.length, 0, items.length)) - first !== count) return false
  for (let i = 0; i < count; i++) items[first + i] = from[i]
  return true
}

/** `w[key] = value` of what has its items elsewhere than in an array of values. */
export function storeOther(w: Value, key: Value, value: Value): void {
  const isByte = typeof key === 'number' && typeof value === 'number' && value >= 0 && value <= 0xff
  if (isByte && typeof w === 'object' && w !== null && w.shape === shapes.bytearray) {
    const { data, length } = w as W_ByteArray
    const at = key < 0 ? key + length : key
    if (at >= 0 && at < length) {
      data[at] = value
      return
    }
  }
  setitem(w, key, value)
}

function otherItem(w: Value, key: Value): Value {
  if (key instanceof W_Slice && w instanceof W_List && w.shape === shapes.list) return takeSlice(w, key)
  if (typeof key === 'number') {
    const length = lengthOf(w)
    if (length >= 0 && (key >= length || key < -length))
      return failed(error('IndexError', `${typeOf(w).name === 'str' ? 'string' : typeOf(w).name} index out of range`))
  }
  const type = typeOf(w)
  const method = type.special(Special.getitem)
  if (method instanceof W_Function) return passed(invoke2(method, w, key))
  if (method !== undefined || isType(w)) return getitem(w, key)
  return failed(notSubscriptable(type.fullName))
}

/** What a special method gave to an operation. */
export function passed(w: Value): Value {
  if (owned.live !== 0) passToBuiltin()
  return w
}

/** The length of a list, tuple or str; -1 for what has other items. */
function lengthOf(w: Value): number {
  if (typeof w === 'string') return w.length
  return (w instanceof W_List || w instanceof W_Tuple) && !w.shape.type.heap ? w.length : -1
}

/** `next(w)`. */
export function nextOrRaised(w: Value): Value {
  if (w instanceof W_Generator && w.shape === shapes.generator) {
    if (w.phase > SUSPENDED) {
      const refused = cannotResume(w, null)
      if (refused !== undefined) return failed(refused)
      if (w.state === FINISHED) return failed(stopIteration(null))
    }
    leaveForNext()
    const x = resumeFrame(w, null)
    return w.phase === FINISHED ? failed(stopIteration(x)) : x
  }
  if (w instanceof W_Iterator && !w.shape.type.heap) {
    const x = w.next()
    if (x !== undefined) return x
    if (w.ending !== null) throw w.ending
    return failed(errorWith('StopIteration'))
  }
  const type = typeOf(w)
  const method = type.special(Special.next)
  if (method === undefined) return failed(error('TypeError', `'${type.fullName}' object is not an iterator`))
  return method instanceof W_Function ? passed(invoke1(method, w)) : callSpecial1(method, w)
}

/** The `send` of generators and coroutines. */
export function sendOrRaised(gen: Value, value: Value): Value {
  const w = gen as W_Generator
  if (w.phase !== SUSPENDED) {
    const refused = cannotResume(w, value)
    if (refused !== undefined) return failed(refused)
    if (w.state === FINISHED) return failed(stopIteration(null))
  }
  const x = resumeFrame(w, value)
  return w.phase === FINISHED ? failed(stopIteration(x)) : x
}

/** `next(w, otherwise)`. */
export function nextOr(w: Value, otherwise: Value): Value {
  const x = w instanceof W_Generator && w.shape === shapes.generator ? nextOfGenerator(w) : nextOther(w)
  return x === undefined ? otherwise : x
}

function nextOther(w: Value): Value | undefined {
  if (w instanceof W_Iterator || typeOf(w).special(Special.next) !== undefined) return next(w)
  return failed(error('TypeError', `'${typeOf(w).fullName}' object is not an iterator`))
}

/** `int(w)`. */
export function intOrRaised(w: Value): Value {
  if (typeof w === 'number') return w
  if (typeof w !== 'string') return (intType.convert as (w: Value) => Value)(w)
  return intIn(w, 10) ?? failed(invalidInt(w, 10, () => reprText(w)))
}

/** `float(w)`. */
export function floatOrRaised(w: Value): Value {
  if (typeof w !== 'string') return (floatType.convert as (w: Value) => Value)(w)
  const v = readFloat(w, w)
  return v instanceof W_BaseException ? failed(v) : new W_Float(v)
}
