// Truth, repr, str, format, and conversions to host values. ref: datamodel#basic-customization
import { hooks } from '../space/hooks.ts'
import { error, isError } from '../errors/exception.ts'
import { plainDouble, plainInt, plainText } from '../lib/plain-format.ts'
import { W_Float } from '../objects/float-value.ts'
import { W_IntInstance } from '../objects/int-value.ts'
import type { W_Dict } from '../objects/dict/dict.ts'
import type { W_List } from '../objects/list/list.ts'
import type { W_Tuple } from '../objects/tuple-value.ts'
import { strOrUndefined, textOfStr, type W_WideStr } from '../objects/str/wide.ts'
import { typeOf } from '../space/kind.ts'
import { Special } from '../space/special.ts'
import { shapes } from '../space/shapes.ts'
import type { Value, W_Object } from '../space/value.ts'
import { W_MethodDescriptor } from '../typedef/builtin.ts'
import { callSpecial1, callSpecial2 } from './call.ts'

/** A Python int as the host holds it. */
export type Int = number | bigint
/** A Python str as the host holds it. */
export type Str = string | W_WideStr

/** `bool(w)`. */
export function isTrue(w: Value): boolean {
  switch (typeof w) {
    case 'boolean':
      return w
    case 'number':
      return w !== 0
    case 'string':
      return w !== ''
    case 'bigint':
      return true
    default:
      return w === null ? false : truthOf(w)
  }
}

/** How many items a list, tuple or dict has; -1 for all else. */
function sizeOf(w: W_Object): number {
  const { shape } = w
  if (shape === shapes.list) return (w as W_List).length
  if (shape === shapes.tuple) return (w as W_Tuple).length
  return shape === shapes.dict ? (w as W_Dict).size : -1
}

function truthOf(w: W_Object): boolean {
  const size = sizeOf(w)
  if (size >= 0) return size !== 0
  const type = typeOf(w)
  if (w instanceof W_Float && !type.heap) return w.v !== 0
  const method = type.special(Special.bool)
  if (method !== undefined) {
    const r = callSpecial1(method, w)
    if (typeof r !== 'boolean') throw error('TypeError', `__bool__ should return bool, returned ${typeOf(r).fullName}`)
    return r
  }
  return type.special(Special.len) === undefined ? true : len(w) !== 0
}

/** `len(w)`. */
export function len(w: Value): number {
  if (typeof w === 'string') return w.length
  const n = lenOfAny(w)
  if (typeof n === 'bigint') throw error('OverflowError', "cannot fit 'int' into an index-sized integer")
  return n
}

/** `len(w)` of sequences that have more items than memory could hold. */
export function lenOfAny(w: Value): Int {
  if (typeof w === 'object' && w !== null) {
    const size = sizeOf(w)
    if (size >= 0) return size
  }
  const method = typeOf(w).special(Special.len)
  if (method === undefined) throw error('TypeError', `object of type '${typeOf(w).fullName}' has no len()`)
  const r = callSpecial1(method, w)
  if (typeof r === 'number' && r >= 0) return r
  const n = index(r)
  if (n < 0) throw error('ValueError', '__len__() should return >= 0')
  if (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n)
    throw error('OverflowError', `cannot fit '${typeOf(r).name}' into an index-sized integer`)
  return n
}

/** An estimate of how many items iterating over `w` gives; `otherwise` where it cannot tell. PEP 424 */
export function lengthHint(w: Value, otherwise = 0): number {
  return Number(exactLengthHint(w, otherwise))
}

/** The same, also beyond 2 ** 53. */
export function exactLengthHint(w: Value, otherwise: Int): Int {
  const type = typeOf(w)
  if (type.special(Special.len) !== undefined) {
    try {
      return lenOfAny(w)
    } catch (e) {
      if (!isError(e, 'TypeError')) throw e
    }
  }
  const method = type.special(Special.length_hint)
  if (method === undefined || method === null) return otherwise
  let r: Value
  try {
    r = callSpecial1(method, w)
  } catch (e) {
    if (isError(e, 'TypeError')) return otherwise
    throw e
  }
  if (isNotImplemented(r)) return otherwise
  const n = intOrUndefined(r)
  if (n === undefined) throw error('TypeError', `__length_hint__ must be an integer, not ${typeOf(r).fullName}`)
  if (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n)
    throw error('OverflowError', 'Python int too large to convert to C ssize_t')
  if (n < 0) throw error('ValueError', '__length_hint__() should return >= 0')
  return n
}

import { NotImplemented } from '../objects/singletons.ts'
function isNotImplemented(w: Value): boolean {
  return w === NotImplemented
}

/** `repr(w)`. */
export function repr(w: Value): Str {
  const method = typeOf(w).special(Special.repr) as Value
  const r = enterRepr(w, method)
  const s = strOrUndefined(r)
  if (s === undefined) throw error('TypeError', `__repr__ returned non-string (type ${typeOf(r).fullName})`)
  return s
}

/** What `__repr__` gave, be it of a subclass of str. */
export function reprResult(w: Value): Value {
  const r = enterRepr(w, typeOf(w).special(Special.repr) as Value)
  if (strOrUndefined(r) === undefined)
    throw error('TypeError', `__repr__ returned non-string (type ${typeOf(r).fullName})`)
  return r
}

function enterRepr(w: Value, method: Value): Value {
  return callSpecial1(method, w)
}

/** `repr(w)` as UTF-16 text, for messages and composed reprs. */
export function reprText(w: Value): string {
  return textOfStr(repr(w))
}

/** `str(w)`; an exact str is itself. */
export function str(w: Value): Str {
  if (typeof w === 'string') return w
  const method = typeOf(w).special(Special.str) as Value
  const r = callSpecial1(method, w)
  const s = strOrUndefined(r)
  if (s === undefined) throw error('TypeError', `__str__ returned non-string (type ${typeOf(r).fullName})`)
  return s
}

/** `str(w)` as UTF-16 text. */
export function strText(w: Value): string {
  return textOfStr(str(w))
}

/** `format(w, spec)`. */
export function format(w: Value, spec: Value = ''): Value {
  if (spec === '') {
    if (typeof w === 'string') return w
    if (typeof w === 'number') return String(w)
    if (typeof w === 'boolean') return w ? 'True' : 'False'
  } else if (typeof spec === 'string') {
    const text =
      typeof w === 'number'
        ? plainInt(w, spec)
        : typeof w === 'string'
          ? plainText(w, spec)
          : w instanceof W_Float && w.shape === shapes.float
            ? plainDouble(w.v, spec)
            : undefined
    if (text !== undefined) return text
  }
  const method = typeOf(w).special(Special.format) as Value
  // Without a spec, an instance of a class derived from a number or str shows itself as str() does. CPython: _PyLong_FormatAdvancedWriter
  if (spec === '' && typeOf(w).heap && method instanceof W_MethodDescriptor)
    if (w instanceof W_IntInstance || w instanceof W_Float || strOrUndefined(w) !== undefined) return str(w)
  const r = callSpecial2(method, w, spec)
  if (strOrUndefined(r) === undefined)
    throw error('TypeError', `__format__ must return a str, not ${typeOf(r).fullName}`)
  return r
}

/** The int behind an int, bool or instance of a subclass; undefined for anything else. */
export function intOrUndefined(w: Value): Int | undefined {
  switch (typeof w) {
    case 'number':
    case 'bigint':
      return w
    case 'boolean':
      return w ? 1 : 0
    default:
      return w instanceof W_IntInstance ? w.value : undefined
  }
}

/** `operator.index(w)`. */
export function index(w: Value): Int {
  const n = indexOrUndefined(w)
  if (n === undefined) throw error('TypeError', `'${typeOf(w).fullName}' object cannot be interpreted as an integer`)
  return n
}

/** The index of `w`; undefined where it has none or a TypeError comes of asking for it. */
export function indexUnlessWrong(w: Value): Int | undefined {
  try {
    return indexOrUndefined(w)
  } catch (e) {
    if (isError(e, 'TypeError')) return undefined
    throw e
  }
}

/** `operator.index(w)`, or undefined where `w` has no `__index__`. */
export function indexOrUndefined(w: Value): Int | undefined {
  if (typeof w === 'number') return w
  const n = intOrUndefined(w)
  if (n !== undefined) return n
  const method = typeOf(w).special(Special.index)
  if (method === undefined || method === null) return undefined
  const r = callSpecial1(method, w)
  const i = intOrUndefined(r)
  if (i === undefined) throw error('TypeError', `__index__ returned non-int (type ${typeOf(r).fullName})`)
  if (typeof r === 'object' || typeof r === 'boolean')
    hooks.warn(
      'DeprecationWarning',
      `__index__ returned non-int (type ${typeOf(r).fullName}).  The ability to return an instance of a strict subclass of int is deprecated, and may not be supported in a future version of Python.`,
    )
  return i
}

/** Whether `operator.index(w)` may work. */
export function isIndex(w: Value): boolean {
  return intOrUndefined(w) !== undefined || typeOf(w).special(Special.index) !== undefined
}

/** An int that must fit a C ssize_t: a number (bigints above 2^53 are clipped to ±Infinity when `clip`). */
export function size(w: Value, clip = false): number {
  const n = index(w)
  if (typeof n === 'number') return n
  if (BigInt.asIntN(64, n) === n) return Number(n)
  if (clip) return n < 0n ? -Infinity : Infinity
  throw error('OverflowError', `Python int too large to convert to C ssize_t`)
}
