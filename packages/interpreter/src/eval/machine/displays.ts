// Displays, f-strings and what calls unpack: containers that instructions make and fill. ref: expressions#displays-for-lists-sets-and-dictionaries
import {
  append,
  asciiText,
  concatStr,
  copyOfItems,
  dictMergeFrom,
  dictUpdateFrom,
  error,
  extend,
  findAttr,
  flat,
  forEach,
  format,
  hasItemsByIndex,
  isError,
  newListOf,
  newSet,
  repr,
  Special,
  str,
  textOfStr,
  typeOf,
  type Value,
  W_AnySet,
  W_Dict,
  W_List,
  type W_Set,
  tupleOf,
} from '@typhon/objspace'
import { callFailure } from '../failures.ts'

export const newTuple = (items: Value[]): Value => tupleOf(items)
export const newList = (items: Value[]): Value => newListOf(items)
export const newSetOf = (items: Value[]): Value => newSet(items)

/** Displays of so many entries nearly always have plain keys, and those of lists the same kind of items. */
const FEW = 8

/** By how many there are. */
const SMALL_INTS: readonly (readonly Value[])[] = Array.from({ length: FEW + 1 }, (_, n) => {
  const items: Value[] = []
  for (let i = 0; i < n; i++) items.push(0)
  return items
})

/**
 * The list of a display that is interpreted. V8 tells arrays of small integers from others: a slice of registers is one of others, whatever is in it, and the
 * array of compiled code is not, so that all code which had met a function's lists was thrown away when that was compiled.
 */
export function listOf(regs: (Value | undefined)[], first: number, count: number): Value {
  if (count > FEW || (count > 0 && typeof regs[first] !== 'number'))
    return newListOf(regs.slice(first, first + count) as Value[])
  const items = SMALL_INTS[count].slice()
  for (let i = 0; i < count; i++) items[i] = regs[first + i] as Value
  return new W_List(items)
}

export function newMap(regs: (Value | undefined)[], first: number, count: number): Value {
  if (count > 0 && count <= FEW) {
    const keys: Value[] = new Array<Value>(count)
    const values: Value[] = new Array<Value>(count)
    for (let i = 0; i < count; i++) {
      keys[i] = regs[first + 2 * i] as Value
      values[i] = regs[first + 2 * i + 1] as Value
    }
    const small = W_Dict.ofPlain(keys, values)
    if (small !== null) return small
  }
  const d = new W_Dict()
  for (let i = 0; i < count; i++) d.set(regs[first + 2 * i] as Value, regs[first + 2 * i + 1] as Value)
  return d
}

export function joinStrings(regs: (Value | undefined)[], first: number, count: number): Value {
  let s: Value = ''
  for (let i = 0; i < count; i++) {
    const part = regs[first + i] as Value
    s = typeof s === 'string' && typeof part === 'string' ? s + part : concatStr(s, part)
  }
  return typeof s === 'string' ? flat(s) : s
}

/** format(value, spec) after a conversion, which is the character's code or -1. */
export function formatValue(value: Value, conversion: number, spec: Value | undefined): Value {
  const w =
    conversion === -1
      ? value
      : conversion === 115
        ? str(value)
        : conversion === 114
          ? repr(value)
          : asciiText(repr(value))
  if (spec === undefined) return typeof w === 'string' ? w : format(w, '')
  return format(w, spec)
}

export function listAppend(list: W_List, value: Value): void {
  append(list, value)
}

export function setAdd(set: W_Set, value: Value): void {
  set.add(value)
}

export function mapAdd(dict: W_Dict, key: Value, value: Value): void {
  dict.set(key, value)
}

export function listExtend(list: W_List, iterable: Value): void {
  const t = typeOf(iterable)
  if (t.special(Special.iter) === undefined && !hasItemsByIndex(t))
    throw error('TypeError', `Value after * must be an iterable, not ${t.fullName}`)
  extend(list, iterable)
}

export function setUpdate(set: W_Set, iterable: Value): void {
  if (iterable instanceof W_AnySet) return set.merge(iterable)
  forEach(iterable, (x) => {
    set.add(x)
  })
}

export function dictUpdate(dict: W_Dict, mapping: Value): void {
  const keyed = mapping instanceof W_Dict || findAttr(mapping, 'keys') !== undefined
  try {
    if (keyed) return dictUpdateFrom(dict, mapping)
  } catch (e) {
    if (!isError(e, 'AttributeError')) throw e
  }
  throw error('TypeError', `'${typeOf(mapping).fullName}' object is not a mapping`)
}

/** The `**` arguments of a call, none of which may be given twice. What else is wrong is told as CPython does. */
export function dictMerge(dict: W_Dict, mapping: Value, func: Value): void {
  try {
    dictMergeFrom(dict, mapping)
  } catch (e) {
    if (isError(e, 'AttributeError')) {
      throw error(
        'TypeError',
        `${callFailure(func)} argument after ** must be a mapping, not ${typeOf(mapping).fullName}`,
      )
    }
    if (!isError(e, 'KeyError') || e.args.items.length !== 1) throw e
    const key = str(e.args.items[0])
    throw error('TypeError', `${callFailure(func)} got multiple values for keyword argument '${textOfStr(key)}'`)
  }
}

export const listToTuple = (list: W_List): Value => tupleOf(copyOfItems(list))
