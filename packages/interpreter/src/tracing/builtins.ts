// Built-in functions that traces look into: what each of them does, in the terms of the JIT, where its arguments are of the common
// kinds. A call that is not known here is a call in the trace as well, which is right for all of them.
//
// What must stay true: an entry gives null before it has recorded anything but guards.
import type * as Jit from '@typhon/jit'
import {
  boolType,
  bytearrayType,
  bytesType,
  complexType,
  dictType,
  enumerateType,
  floatType,
  hooks,
  id as idOf,
  intFromText,
  intType,
  listType,
  mapType,
  objectType,
  rangeType,
  readFloat,
  reprText,
  reversedType,
  setType,
  strType,
  sumOfFloats,
  typeOf,
  typeType,
  type Value,
  W_BaseException,
  W_BuiltinFunction,
  W_Callable,
  W_Dict,
  W_List,
  W_Object,
  W_Tuple,
  W_Type,
  zipType,
} from '@typhon/objspace'
import { standardBuiltins } from '../eval/builtins.ts'
import { asBool, finite, PURE_DOUBLE } from './arithmetic.ts'
import { appendByte, bytesOf, bytesOfOne } from './bytes.ts'
import { Choices } from './choices.ts'
import { dictGet } from './dicts.ts'
import { isCaught } from './exceptions.ts'
import { format, str } from './formats.ts'
import { append, enumerated, iteratorOf, mapped, newTuple, nextOf, reversedList, sequence, zipped } from './items.ts'
import { attribute, guardShape, isOfPassing } from './names.ts'
import { callOf } from './residual.ts'
import { addToSet, discardFromSet, lengthOfSet } from './sets.ts'
import type { Tracer } from './tracer.ts'

/** The result of a call, as what it is most easily; null where it has to be called. */
type Known = (t: Tracer, args: readonly Jit.Value[]) => Jit.Value | null

/** `range(…)` of ints, whose items are safe integers. */
const range: Known = (t, args) => {
  if (args.length === 0 || args.length > 3 || args.some((a) => typeof a.concrete !== 'number')) return null
  const { d, r } = t
  const ints = args.map((a) => t.int(a) as Jit.Value)
  const [start, stop] = ints.length === 1 ? [r.int(0), ints[0]] : ints
  const step = ints[2] ?? r.int(1)
  const isUpwards = r.isTrue(r.pure('int_gt', step, r.int(0)))
  if (!isUpwards && !r.isTrue(r.pure('int_lt', step, r.int(0)))) return null
  const distance = r.overflowing('int_sub_ovf', isUpwards ? stop : start, isUpwards ? start : stop)
  if (distance === null) return null
  if (!r.isTrue(r.pure('int_gt', distance, r.int(0)))) return r.create(d.range, [start, stop, step, r.int(0)])
  // Steps of one say most of where items are; for others there is one trace, as each outer round may have another.
  if (Math.abs(step.concrete) === 1) return r.create(d.range, [start, stop, r.int(r.promote(step)), distance])
  const size = isUpwards ? step : r.pure('int_neg', step)
  // The first item is there, and one more for each size that fits behind it.
  const others = r.pure('int_floordiv', r.pure('int_sub', distance, r.int(1)), size)
  return r.create(d.range, [start, stop, step, r.pure('int_add', others, r.int(1))])
}

const len: Known = (t, [value, ...more]) => {
  if (more.length > 0) return null
  const w = value?.concrete
  if (w instanceof W_List || w instanceof W_Tuple) return sequence(t, value)?.length ?? null
  if (typeof w === 'string') {
    t.r.classOf(value, [t.d.str])
    return t.r.call(t.d.strLength, value)
  }
  if (w instanceof W_Dict && !w.shape.type.heap) {
    guardShape(t, value)
    return t.r.getfield(value, t.d.dictSize)
  }
  return value === undefined ? null : (lengthOfSet(t, value) ?? bytesOf(t, value)?.length ?? null)
}

const isinstance: Known = (t, [value, type, ...more]) => {
  const w_type = type?.concrete as Value
  if (more.length > 0 || !(w_type instanceof W_Type) || w_type.shape.type !== typeType) return null
  const found = typeOf(value.concrete as Value)
  // A class may lie about the class of its instances.
  if (found.lookup('__class__') !== objectType.lookup('__class__')) return null
  if (isOfPassing(t, type) || isOfPassing(t, value)) return null
  t.r.promote(type)
  guardShape(t, value)
  return t.r.ref(found.isSubtypeOf(w_type))
}

/** `type(object)`, which says what the object is and not what it says. */
const type: Known = (t, [value, ...more]) => {
  if (value === undefined || more.length > 0 || isOfPassing(t, value)) return null
  const w = typeOf(value.concrete as Value)
  guardShape(t, value)
  return t.r.ref(w)
}

/** `id(object)`, of which nobody is told: what it is depends on the object alone. Of an int it is arithmetic. */
const id: Known = (t, [value, ...more]) => {
  if (value === undefined || more.length > 0 || hooks.audit !== null) return null
  const { r } = t
  r.isTrue(r.pure('int_is_zero', r.call(t.d.isAudited)))
  const i = t.int(value)
  if (i === null) return r.call(callOf(t, 'id', idOf, { pure: true, throws: false }), value)
  const high = r.overflowing('int_mul_ovf', i, r.int(16))
  return high === null ? null : r.overflowing('int_add_ovf', high, r.int(1))
}

const abs: Known = (t, [value, ...more]) => {
  if (more.length > 0 || value === undefined) return null
  const f = t.float(value)
  if (f !== null) return t.r.pure('float_abs', f)
  const i = t.int(value)
  if (i === null) return null
  return t.r.isTrue(t.r.pure('int_lt', i, t.r.int(0))) ? t.r.pure('int_neg', i) : i
}

/** `ord` of a str of one character. */
const ord: Known = (t, [value, ...more]) => {
  if (value === undefined || more.length > 0 || typeof value.concrete !== 'string' || value.concrete.length !== 1)
    return null
  t.r.classOf(value, [t.d.str])
  t.r.isTrue(t.r.pure('int_eq', t.r.call(t.d.strLength, value), t.r.int(1)))
  return t.r.call(t.d.charCode, value, t.r.int(0))
}

/** Characters from here on are halves of others, or have halves. */
const FIRST_HALF = 0xd800

const chr: Known = (t, [value, ...more]) => {
  const n = value?.concrete
  if (more.length > 0 || typeof n !== 'number' || n < 0 || n >= FIRST_HALF) return null
  const i = t.int(value) as Jit.Value
  t.r.isTrue(t.r.pure('int_ge', i, t.r.int(0)))
  t.r.isTrue(t.r.pure('int_lt', i, t.r.int(FIRST_HALF)))
  return t.r.call(t.d.fromCharCode, i)
}

/** `min` or `max` of two ints or two floats; the first wins where they are equal. */
const least =
  (isMin: boolean): Known =>
  (t, [a, b, ...more]) => {
    if (b === undefined || more.length > 0) return null
    const areInts = typeof a.concrete === 'number' && typeof b.concrete === 'number'
    const x = areInts ? t.int(a) : t.float(a)
    const y = areInts ? t.int(b) : t.float(b)
    if (x === null || y === null) return null
    const [left, right] = isMin ? [y, x] : [x, y]
    return t.r.isTrue(t.r.pure(areInts ? 'int_lt' : 'float_lt', left, right)) ? b : a
  }

const listAppend: Known = (t, [list, item, ...more]) => {
  if (item === undefined || more.length > 0 || !(list.concrete instanceof W_List) || list.concrete.shape.type.heap)
    return null
  append(t, list, item)
  return t.r.ref(null)
}

/** A function of one float whose result is finite. */
function onDoubles(t: Tracer, f: (x: number) => number, name: string, args: readonly Jit.Value[]): Jit.Value | null {
  const { r } = t
  const x = args.length === 1 ? t.number(args[0]) : null
  if (x === null) return null
  return finite(t, r.call(callOf(t, name, f, PURE_DOUBLE), x))
}

const divmod: Known = (t, [a, b, ...more]) => {
  if (b === undefined || more.length > 0) return null
  const x = t.int(a)
  const y = t.int(b)
  if (x === null || y === null || !t.r.isTrue(t.r.pure('int_ne', y, t.r.int(0)))) return null
  return newTuple(t, [t.asReference(t.r.pure('int_floordiv', x, y)), t.asReference(t.r.pure('int_mod', x, y))])
}

const intOf = (text: string): Value => intFromText(text, 10, () => reprText(text))

function floatOf(text: string): number {
  const v = readFloat(text, text)
  if (v instanceof W_BaseException) throw v
  return v
}

/** What a text says; the call throws where it says no number. */
function read(t: Tracer, text: Jit.Value, descr: Jit.CallDescr): Jit.Value {
  t.r.classOf(text, [t.d.str])
  return t.call(descr, text)
}

/** `int(x)` of an int, of text, or of a float whose integer part is a safe integer. */
const int: Known = (t, [value, ...more]) => {
  if (value === undefined || more.length > 0) return null
  if (typeof value.concrete === 'string') return read(t, value, callOf(t, 'int of text', intOf, { writes: [] }))
  const f = t.float(value)
  if (f === null) return t.int(value)
  const { r } = t
  if (!r.isTrue(r.pure('float_lt', r.pure('float_abs', f), r.float(2 ** 53)))) return null
  return r.pure('cast_float_to_int', f)
}

const float: Known = (t, [value, ...more]) => {
  if (value === undefined || more.length > 0) return null
  // With a handler in the trace the call gives what it raises instead.
  if (typeof value.concrete !== 'string' || isCaught(t)) return t.number(value)
  return read(t, value, callOf(t, 'float of text', floatOf, { writes: [], result: 'f' }))
}

const bool: Known = (t, [value, ...more]) => (value === undefined || more.length > 0 ? null : asBool(t, value))

const complex: Known = (t, [real, imaginary, ...more]) => {
  if (imaginary === undefined || more.length > 0) return null
  const re = t.number(real)
  const im = t.number(imaginary)
  return re === null || im === null ? null : t.r.create(t.d.complex, [re, im])
}

/** `sum` of an exact list of floats, where it is none of NaN. */
const sum: Known = (t, [list, ...more]) => {
  const w = list?.concrete
  if (more.length > 0 || !(w instanceof W_List) || w.shape.type.heap || Number.isNaN(sumOfFloats(w))) return null
  const { d, r } = t
  r.classOf(list, [d.list])
  const total = r.call(d.sumOfFloats, list)
  r.isTrue(r.pure('float_eq', total, total))
  return total
}

/** `list.pop()` of an exact list that has items. */
const popLast: Known = (t, [list, ...more]) => {
  const w = list?.concrete
  if (!(w instanceof W_List) || more.length > 0 || w.length === 0) return null
  const found = sequence(t, list)
  const { d, r } = t
  if (found === null || !r.isTrue(r.pure('int_gt', found.length, r.int(0)))) return null
  const item = r.getitem(found.items, r.pure('int_sub', found.length, r.int(1)), found.array)
  r.call(found.array === d.listArray ? d.popItem : d.popDouble, list)
  return item
}

const getOfDict: Known = (t, [dict, key, otherwise, ...more]) =>
  key === undefined || more.length > 0 ? null : dictGet(t, dict, key, otherwise ?? t.r.ref(null))

const iter: Known = (t, [iterable, ...more]) =>
  iterable === undefined || more.length > 0 ? null : iteratorOf(t, iterable)

/** `next(iterator)` of one that has an item, or with what is given where it has none. */
const next: Known = (t, [iterator, otherwise, ...more]) => {
  if (iterator === undefined || more.length > 0) return null
  const found = nextOf(t, iterator)
  const item = found?.item ?? otherwise
  if (found === null || item === undefined) return null
  found.take()
  return item
}

const reversed: Known = (t, [list, ...more]) => (list === undefined || more.length > 0 ? null : reversedList(t, list))

const enumerate: Known = (t, [iterable, start, ...more]) =>
  iterable === undefined || more.length > 0 ? null : enumerated(t, iterable, start ?? t.r.int(0))

const map: Known = (t, [func, iterable, ...more]) =>
  iterable === undefined || more.length > 0 ? null : mapped(t, func, iterable)

/** So many names a call of `getattr` in a tree may be given; each has been a bridge. */
const MOST_NAMES = 5

const names = new Choices<string>()

/** `getattr(object, name)` of an attribute that is there: each name has its own way in the tree, as the attribute is another. */
const getattr: Known = (t, [object, name, ...more]) => {
  if (name === undefined || more.length > 0 || typeof name.concrete !== 'string') return null
  if (!t.isConst(name) && names.add(t, name.concrete).count > MOST_NAMES) return null
  t.r.promote(name)
  return attribute(t, object, name.concrete)
}

/** A call that gives a tuple of one, as `struct.unpack` does for one value: where only the item is asked for the tuple is not made. */
function tupleOfOne(t: Tracer, f: W_BuiltinFunction, args: readonly Jit.Value[]): Jit.Value | null {
  const { onlyItem, name } = f.code
  if (onlyItem === null || onlyItem(...args.map((a) => a.concrete as Value)) === undefined) return null
  const { r } = t
  const item = r.call(
    callOf(t, `${f.module as string}.${name} of one`, onlyItem, { writes: [], throws: false }),
    ...args,
  )
  r.isTrue(r.pure('ptr_ne', item, r.ref(undefined)))
  return newTuple(t, [item])
}

let table: Map<Value, Known> | null = null

function makeTable(): Map<Value, Known> {
  const all = new Map<Value, Known>()
  const builtins = standardBuiltins()
  const add = (w: Value | undefined, known: Known): void => {
    if (w instanceof W_Object) all.set(w, known)
  }
  add(rangeType, range)
  add(reversedType, reversed)
  add(zipType, zipped)
  add(mapType, map)
  add(enumerateType, enumerate)
  add(boolType, bool)
  add(bytesType, bytesOfOne)
  add(intType, int)
  add(floatType, float)
  add(complexType, complex)
  add(typeType, type)
  add(builtins.getStr('divmod'), divmod)
  add(builtins.getStr('id'), id)
  add(builtins.getStr('iter'), iter)
  add(builtins.getStr('len'), len)
  add(builtins.getStr('next'), next)
  add(builtins.getStr('sum'), sum)
  add(builtins.getStr('isinstance'), isinstance)
  add(builtins.getStr('getattr'), getattr)
  add(builtins.getStr('ord'), ord)
  add(builtins.getStr('chr'), chr)
  add(builtins.getStr('abs'), abs)
  add(builtins.getStr('min'), least(true))
  add(builtins.getStr('max'), least(false))
  add(strType, str)
  add(strType.lookup('format'), format)
  add(listType.lookup('append'), listAppend)
  add(bytearrayType.lookup('append'), appendByte)
  add(listType.lookup('pop'), popLast)
  add(dictType.lookup('get'), getOfDict)
  add(setType.lookup('add'), addToSet)
  add(setType.lookup('discard'), discardFromSet)
  return all
}

/** The result of calling a built-in that is known here; null where it has to be called. */
export function knownBuiltin(t: Tracer, callee: Jit.Value, args: readonly Jit.Value[]): Jit.Value | null {
  const w = callee.concrete as Value
  if (!(w instanceof W_Callable || w instanceof W_Type)) return null
  if (w instanceof W_BuiltinFunction && w.code.onDoubles !== null) {
    t.r.promote(callee)
    return onDoubles(t, w.code.onDoubles, w.code.qualname, args)
  }
  if (w instanceof W_BuiltinFunction && w.code.onlyItem !== null) {
    t.r.promote(callee)
    return tupleOfOne(t, w, args)
  }
  const known = (table ??= makeTable()).get(w)
  if (known === undefined) return null
  t.r.promote(callee)
  return known(t, args)
}
