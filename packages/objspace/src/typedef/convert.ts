// Converters of arguments: what a parameter declares beside its name. Each gives the host value a body wants, or raises the
// TypeError that CPython's Argument Clinic raises for the same mistake.
import { error, errorWith } from '../errors/exception.ts'
import { W_Dict } from '../objects/dict/dict.ts'
import { W_Float } from '../objects/float-value.ts'
import { keyOfStr, strOrUndefined, textOfStr } from '../objects/str/wide.ts'
import { W_Tuple } from '../objects/tuple-value.ts'
import { callSpecial1 } from '../operations/call.ts'
import {
  index as toIndex,
  indexOrUndefined,
  type Int,
  intOrUndefined,
  isTrue,
  type Str,
} from '../operations/convert.ts'
import { hooks } from '../space/hooks.ts'
import { typeOf } from '../space/kind.ts'
import { Special } from '../space/special.ts'
import { W_Type } from '../space/type.ts'
import type { Value } from '../space/value.ts'
import type { Convert, Param } from './parameter.ts'

/** What messages about arguments call the type of a value. CPython: Python/getargs.c (_PyArg_BadArgument) */
export const shownType = (w: Value): string => (w === null ? 'None' : typeOf(w).fullName)

/** `name() argument 1 must be str, not int` */
export function wrongType(w: Value, where: Param<unknown>, wanted: string): unknown {
  const which =
    !where.counted && (where.kind === 'keyword' || where.kind === 'either')
      ? `argument '${where.name}'`
      : where.place > 0
        ? `argument ${where.place}`
        : 'argument'
  return error('TypeError', `${where.owner}() ${which} must be ${wanted}, not ${shownType(w)}`)
}

/** A str (or an instance of a subclass) as the host holds strs. */
export const str: Convert<Str> = (w, where) => {
  if (typeof w === 'string') return w
  const s = strOrUndefined(w)
  if (s === undefined) throw wrongType(w, where, 'str')
  return s
}

/** A str as UTF-16 text. */
export const text: Convert<string> = (w, where) => (typeof w === 'string' ? w : textOfStr(str(w, where)))

/** A str as UTF-16 text, for what is a C string in CPython, which is UTF-8: without lone surrogates and null characters. */
export const cText: Convert<string> = (w, where) => {
  const s = text(w, where)
  refuseSurrogates(s, w)
  if (s.includes('\0')) throw error('ValueError', 'embedded null character')
  return s
}

/** str or None, as UTF-16 text or null. */
export const textOrNone: Convert<string | null> = (w, where) => {
  if (w === null) return null
  const s = strOrUndefined(w)
  if (s === undefined) throw wrongType(w, where, 'str or None')
  return textOfStr(s)
}

/** str or None for C, which wants it in UTF-8: as text or null. */
export const utf8OrNone: Convert<string | null> = (w, where) => {
  const s = textOrNone(w, where)
  if (s === null) return s
  refuseSurrogates(s, w)
  if (s.includes('\0')) throw error('ValueError', 'embedded null character')
  return s
}

/** The UnicodeEncodeError of a text that UTF-8 cannot hold. */
export function refuseSurrogates(s: string, w: Value): void {
  if (s.isWellFormed()) return
  const characters = Array.from(s, (c) => c.isWellFormed())
  const start = characters.indexOf(false)
  const end = characters.indexOf(true, start)
  throw errorWith('UnicodeEncodeError', 'utf-8', w, start, end < 0 ? characters.length : end, 'surrogates not allowed')
}

/** Anything with `__index__`. */
export const index: Convert<Int> = (w) => toIndex(w)

/** An int, not what only has `__index__`. CPython: Objects/longobject.c (PyLong_AsUnsignedLong) */
export const intOnly: Convert<Int> = (w) => {
  const n = intOrUndefined(w)
  if (n === undefined) throw error('TypeError', 'an integer is required')
  return n
}

/** An int that fits a C ssize_t, as a number. */
export const ssize = (w: Value): number => {
  if (typeof w === 'number') return w
  const n = toIndex(w)
  if (typeof n === 'number') return n
  if (BigInt.asIntN(64, n) !== n) throw error('OverflowError', 'Python int too large to convert to C ssize_t')
  return Number(n)
}

/** An int that fits a C ssize_t, as it is. */
export const ssizeInt = (w: Value): Int => {
  if (typeof w === 'number') return w
  const n = toIndex(w)
  if (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n)
    throw error('OverflowError', 'Python int too large to convert to C ssize_t')
  return n
}

/** An int that fits a C long. */
export const long = (w: Value): Int => {
  const n = toIndex(w)
  if (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n)
    throw error('OverflowError', 'Python int too large to convert to C long')
  return n
}

/** An int that fits a C int: an argument, or what a format takes. */
export const int = (w: Value, where?: Param<unknown>): number => {
  const n = toIndex(w)
  if (typeof n === 'number' && n === (n | 0)) return n
  if (where?.counted === true) throw outsideInt(BigInt(n))
  throw error('OverflowError', 'Python int too large to convert to C int')
}

/** How a format complains of an int. CPython: Python/getargs.c (convertsimple) */
function outsideInt(n: bigint): unknown {
  if (BigInt.asIntN(64, n) !== n) return error('OverflowError', 'Python int too large to convert to C long')
  return error(
    'OverflowError',
    n < 0n ? 'signed integer is less than minimum' : 'signed integer is greater than maximum',
  )
}

/** A bound of a slice: an index clipped to the range of numbers, None meaning absent (undefined). */
export const sliceIndex: Convert<number | undefined> = (w) => {
  if (typeof w === 'number') return w
  if (w === null) return undefined
  const n = indexOrUndefined(w)
  if (n === undefined) throw error('TypeError', 'slice indices must be integers or None or have an __index__ method')
  return typeof n === 'number' ? n : n < 0n ? -Infinity : Infinity
}

/** The same where None is not allowed. CPython: Python/ceval.c (_PyEval_SliceIndexNotNone) */
export const sliceBound: Convert<number> = (w) => {
  const n = typeof w === 'number' ? w : w === null ? undefined : indexOrUndefined(w)
  if (n === undefined) throw error('TypeError', 'slice indices must be integers or have an __index__ method')
  return typeof n === 'number' ? n : n < 0n ? -Infinity : Infinity
}

/** Any value, by its truth. */
export const bool: Convert<boolean> = (w) => isTrue(w)

/** float, int, or anything with `__float__` or `__index__`, as a double. */
export const double: Convert<number> = (w) => toDouble(w)

/** See `double`. */
export function toDouble(w: Value): number {
  if (w instanceof W_Float) return w.v
  if (typeof w === 'number') return w
  const n = intOrUndefined(w)
  if (n !== undefined) return intToDouble(n)
  const method = typeOf(w).special(Special.float)
  if (method !== undefined && method !== null) return doubleBy(method, w)
  const i = indexOrUndefined(w)
  if (i !== undefined) return intToDouble(i)
  throw error('TypeError', `must be real number, not ${typeOf(w).fullName}`)
}

/** What `__float__` gives. CPython: Objects/floatobject.c (PyFloat_AsDouble) */
export function doubleBy(method: Value, w: Value): number {
  const r = callSpecial1(method, w)
  const told = `${typeOf(w).fullName}.__float__ returned non-float (type ${typeOf(r).fullName})`
  if (!(r instanceof W_Float)) throw error('TypeError', told)
  if (r.shape.type.heap)
    hooks.warn(
      'DeprecationWarning',
      `${told}.  The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python.`,
    )
  return r.v
}

function intToDouble(n: Int): number {
  const d = Number(n)
  if (d === Infinity || d === -Infinity) throw error('OverflowError', 'int too large to convert to float')
  return d
}

/** An exact tuple or a subclass's. */
export const tuple: Convert<W_Tuple> = (w, where) => {
  if (w instanceof W_Tuple) return w
  throw wrongType(w, where, 'tuple')
}

export const dict: Convert<W_Dict> = (w, where) => {
  if (w instanceof W_Dict) return w
  throw wrongType(w, where, 'dict')
}

export const type: Convert<W_Type> = (w, where) => {
  if (w instanceof W_Type) return w
  throw wrongType(w, where, 'type')
}

/** An attribute name in key form. */
export const name: Convert<string> = (w) => nameOf(w)

/** The key form of a value that must be a str as an attribute name. */
export function nameOf(w: Value): string {
  if (typeof w === 'string') return w
  const s = strOrUndefined(w)
  if (s === undefined) throw error('TypeError', `attribute name must be string, not '${typeOf(w).fullName}'`)
  return keyOfStr(s)
}

/** An argument that the converter leaves alone when it is None (null). */
export function orNone<T>(convert: Convert<T>): Convert<T | null> {
  return (w, where) => (w === null ? null : convert(w, where))
}
