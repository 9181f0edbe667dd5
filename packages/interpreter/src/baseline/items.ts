// Items: subscripts of lists, tuples and bytes by ints, unpacking, and the iterators of loops. What else there is, is for the object
// space. A loop's iterator is nearly always over a range or over the items of a list or tuple: both are stepped in place.
//
// What must stay true: an iterator gives what its own `next` gives (objspace's range-value.ts, items-value.ts).
import { listIteratorType, rangeIteratorType, shapes, tupleIteratorType } from '@typhon/objspace'
import { ownIterator } from './iterables.ts'
import { isPairs, nextOfPairs } from './pairs.ts'
import type { Text } from './text.ts'
import { boxed, floatIn, mayBeDouble } from './numbers.ts'
import { FLT, isInt, SMALL, VALUE } from './types.ts'

interface Place {
  /** What an index that is no constant has to be; '' where nothing is to be tested. */
  readonly test: string
  /** That the array is long enough, and the item. */
  within(array: string): string
  index(array: string): string
}

/** Where `key` is in an array; null where it is no int. */
function placeOf(text: Text, key: number): Place | null {
  const k = text.reg(key)
  const constant = text.constantIn(key)
  if (constant !== undefined && typeof constant !== 'number') return null
  if (typeof constant === 'number' && constant < 0) {
    const within = (array: string): string => `${array}.length >= ${-constant}`
    return { test: '', within, index: (array) => `${array}.length - ${-constant}` }
  }
  const isNumber =
    constant !== undefined || isInt(text.types.kind(text.state, key)) ? '' : `typeof ${k} === 'number' && `
  const isPositive = constant !== undefined ? '' : `${k} >= 0 && `
  return {
    test: isNumber + isPositive,
    within: (array) => `${k} < ${array}.length`,
    index: () => k,
  }
}

const itemOf = (at: Place, array: string): string => `${array}[${at.index(array)}]`

const isList = (text: Text, w: string): string => text.isOf(w, shapes.list)
const isTuple = (text: Text, w: string): string => text.isOf(w, shapes.tuple)

/** A tuple of some items, which are text. */
export const tupleOf = (text: Text, items: readonly string[]): string =>
  items.length === 2
    ? `new ${text.use('W_Pair')}(${items.join(', ')})`
    : `${text.use('newTuple')}([${items.join(', ')}])`

/** Both items of a pair in two registers; `t` is the first already. */
const takePair = (w: string, first: string, second: string): string => `${second} = ${w}.second; ${first} = t`

/** The cells of a function's closure in registers from `first` on. */
export function freeVariables(text: Text, first: number, count: number, closure: string): string {
  let cells = `t = ${closure}.items\n`
  for (let i = 0; i < count; i++) cells += `${text.reg(first + i)} = t[${i}]\n`
  if (count !== 2) return cells
  return `if ((t = ${closure}.first) !== undefined) { ${takePair(closure, text.reg(first), text.reg(first + 1))} }\nelse {\n${cells}}\n`
}

const isDict = (text: Text, w: string): string => text.isOf(w, shapes.dict)

/** `out = object[key]`. */
export function loadItem(text: Text, pc: number): string {
  const { code } = text.code
  const out = text.reg(code[pc + 1])
  const w = text.reg(code[pc + 2])
  const key = text.reg(code[pc + 3])
  const item = `${text.use('itemOrRaised')}(${w}, ${key})`
  const inDict = `if (${isDict(text, w)} && (t = ${w}.get(${key})) !== undefined) ${out} = t\nelse`
  const found = typeof text.constantIn(code[pc + 3]) === 'number' ? '' : inDict
  const slow = `{ ${text.mark(pc)}; ${found} { ${text.result(out, item)} } }\n`
  const at = placeOf(text, code[pc + 3])
  const kind = text.types.item(pc)
  // A key such as True, which is no place in the text: what was guessed is not given then.
  if (at === null) return kind === FLT || kind === SMALL ? `${text.leave(pc)}\n` : slow
  const floats = `${at.test}${isList(text, w)} && (t = ${w}.floats) !== undefined && ${at.within('t')}`
  const double = `f${code[pc + 1]} = ${itemOf(at, 't')}; ${out} = FLT`
  if (kind === FLT) {
    text.isPure = true
    return `if (!(${floats})) ${text.leave(pc)}\n${double}\n`
  }
  if (kind === SMALL) {
    text.isPure = true
    return loadByte(text, pc, w, at)
  }
  if (kind !== VALUE) return `if (${floats}) { ${double} }\nelse ${generalItem(text, pc, at, slow)}`
  const missed = `${text.use('itemMissed')}(U, ${pc}, ${w}, ${key})`
  return generalItem(text, pc, at, `{ ${text.mark(pc)}; ${found} { ${text.result(out, missed)} } }\n`)
}

/** A byte of exact bytes or an exact bytearray. */
function loadByte(text: Text, pc: number, w: string, at: Place): string {
  const bytes = text.constant(shapes.bytes)
  const index = at.index(w)
  const isEither = `((c = ${w}?.shape) === ${bytes} || c === ${text.constant(shapes.bytearray)})`
  return `if (!(${at.test}${isEither} && ${at.within(w)})) ${text.leave(pc)}
${text.reg(text.code.code[pc + 1])} = c === ${bytes} ? ${w}.at(${index}) : ${w}.data[${index}]
`
}

/** The same of lists in the general form, of tuples, and of raw strings, whose units are characters. */
function generalItem(text: Text, pc: number, at: Place, slow: string): string {
  const { code } = text.code
  const out = text.reg(code[pc + 1])
  const w = text.reg(code[pc + 2])
  const inStr = `if (${at.test}typeof ${w} === 'string' && ${at.within(w)}) ${out} = ${itemOf(at, w)}\nelse ${slow}`
  const constant = text.constantIn(code[pc + 3])
  const field = constant === 0 || constant === -2 ? 'first' : constant === 1 || constant === -1 ? 'second' : null
  const inPair = field === null ? '' : `if (${isTuple(text, w)} && (t = ${w}.${field}) !== undefined) ${out} = t\nelse `
  const inTuple = `${inPair}if (${at.test}${isTuple(text, w)} && ${at.within(`${w}.items`)}) ${out} = ${itemOf(at, `${w}.items`)}\nelse ${inStr}`
  return `if (${at.test}${isList(text, w)} && ${at.within(`${w}.array`)}) ${out} = ${itemOf(at, `${w}.array`)}\nelse ${inTuple}`
}

/**
 * `out = object[start:stop]` or with a constant step, the instruction at `pc` and the one that made the slice at `made`: a slice that built-in sequences of this
 * kind do not need is made for all others.
 */
export function loadSlice(text: Text, made: number, pc: number): string {
  const { code } = text.code
  const out = text.reg(code[pc + 1])
  const w = text.reg(code[pc + 2])
  const key = text.reg(code[pc + 3])
  const bounds = `${text.reg(code[made + 2])}, ${text.reg(code[made + 3])}`
  const step = text.reg(code[made + 4])
  const item = text.result('t', `${text.use('itemOrRaised')}(${w}, ${key})`)
  const part =
    step === 'null'
      ? `${text.use('sliceOrAbsent')}(${w}, ${bounds})`
      : `${text.use('stepsOrAbsent')}(${w}, ${bounds}, ${step})`
  return `if ((t = ${part}) === undefined) { ${text.mark(pc)}; ${key} = ${text.use('newSlice')}(${bounds}, ${step})
${item}}
${out} = t
`
}

/** `object[start:stop] = value`, the instruction at `pc` and the one that made the slice at `made`. */
export function storeSlice(text: Text, made: number, pc: number): string {
  const { code } = text.code
  const w = text.reg(code[pc + 1])
  const key = text.reg(code[pc + 2])
  const value = text.reg(code[pc + 3])
  const bounds = `${text.reg(code[made + 2])}, ${text.reg(code[made + 3])}`
  return `if (!${text.use('isReplaced')}(${w}, ${bounds}, ${value})) { ${text.mark(pc)}; ${key} = ${text.use('newSlice')}(${bounds}, null)
${text.use('setitem')}(${w}, ${key}, ${value}) }
`
}

/** `object[key] = value`. */
export function storeItem(text: Text, pc: number): string {
  const { code } = text.code
  const w = text.reg(code[pc + 1])
  const r = code[pc + 3]
  const value = text.reg(r)
  const key = text.reg(code[pc + 2])
  const inDict =
    typeof text.constantIn(code[pc + 2]) === 'number' ? '' : `if (${isDict(text, w)}) ${w}.set(${key}, ${value})\nelse `
  const slow = `{ ${boxed(text, [r])}${text.mark(pc)}; ${inDict}${text.use('storeOther')}(${w}, ${key}, ${value}) }\n`
  const at = placeOf(text, code[pc + 2])
  if (at === null) return slow
  const general = `if (${at.test}${isList(text, w)} && ${at.within(`${w}.array`)}) { ${boxed(text, [r])}${itemOf(at, `${w}.array`)} = ${value} }\nelse ${slow}`
  if (!mayBeDouble(text, r)) return general
  const float = floatIn(text, r)
  const isFloat = float.test === '' ? '' : ` && ${float.test}`
  return `if (${at.test}${isList(text, w)} && (t = ${w}.floats) !== undefined && ${at.within('t')}${isFloat}) ${itemOf(at, 't')} = ${float.value}\nelse ${general}`
}

/** `list.append(x)` of an exact list: where `array` holds something, it holds everything. */
export function appended(text: Text, list: string, r: number): string {
  const x = text.reg(r)
  const push = `if (${list}.array.length > 0) ${list}.array.push(${x})\nelse ${text.use('append')}(${list}, ${x})\n`
  if (!mayBeDouble(text, r)) return push
  const float = floatIn(text, r)
  const isFloat = float.test === '' ? '' : ` && ${float.test}`
  return `if ((t = ${list}.floats) !== undefined${isFloat}) t.push(${float.value})\nelse {\n${boxed(text, [r])}${push}}\n`
}

/** `first, … = value`, which may be the iterator that has put a pair into `S`. */
export function unpackItems(text: Text, pc: number, iterator_ = -1): string {
  const { code } = text.code
  const first = code[pc + 1]
  const w = text.reg(code[pc + 2])
  const count = code[pc + 3]
  const inTuple = `(${isTuple(text, w)} && (t = ${w}.items).length === ${count})`
  // A list with floats has nothing in its array.
  const inList = `(${isList(text, w)} && (t = ${w}.array).length === ${count})`
  let all = `if (!${count > 0 ? `(${inTuple} || ${inList})` : inTuple}) { ${text.mark(pc)}; t = ${text.use('unpacked')}(${w}, ${count}) }\n`
  for (let i = 0; i < count; i++) all += `${text.reg(first + i)} = t[${i}]\n`
  if (count === 2) {
    const pair = takePair(w, text.reg(first), text.reg(first + 1))
    all = `if (${isTuple(text, w)} && (t = ${w}.first) !== undefined) { ${pair} }\nelse {\n${all}}\n`
  }
  if (iterator_ >= 0)
    return `if (${w} === ${text.reg(iterator_)} && ${isPairs(text)}) { ${text.reg(first)} = S.first; ${text.reg(first + 1)} = S.second }\nelse {\n${all}}\n`
  return all
}

/** `out = iter(value)`. */
export function iterator(text: Text, pc: number, isAlone: boolean): string {
  const { code } = text.code
  const out = text.reg(code[pc + 1])
  const w = text.reg(code[pc + 2])
  const other = text.follows
    ? `${text.use('iter')}(${w})`
    : ownIterator(text, w, (k) => `${text.use('iterOf')}(${k}, ${w})`, isAlone)
  const all = `if (${isList(text, w)}) ${out} = ${text.use('newListIterator')}(${w})\nelse if (${isTuple(text, w)}) ${out} = ${text.use('newTupleIterator')}(${w})\nelse { ${text.mark(pc)}; ${out} = ${other} }\n`
  if (text.rangeAt !== pc) return all
  return `if (${w}?.shape === ${text.constant(rangeIteratorType.rootShape())}) ${out} = ${w}\nelse ${all}`
}

/** The next item of a list of floats, without a box. */
function nextDouble(w: string, list: string, out: number): string {
  const floats = `${w}.source.floats`
  return `else if (c === ${list} && ${w}.source !== undefined && ${floats} !== undefined && ${w}.i < ${floats}.length) { f${out} = ${floats}[${w}.i++]; t = FLT }
`
}

/**
 * `t` = the next item of the iterator in register `r`, undefined at its end; where the items are unpacked into two, the iterator itself if
 * both are in `S` (see pairs.ts).
 */
export function nextItem(text: Text, pc: number, r: number, inPairs: boolean): string {
  const out = text.code.code[pc + 1]
  const w = text.reg(r)
  const range = text.constant(rangeIteratorType.rootShape())
  const list = text.constant(listIteratorType.rootShape())
  const tuple = text.constant(tupleIteratorType.rootShape())
  // Each place has its own call, which V8 puts in place where it meets one kind of iterator.
  const missed = `(c === ${list} ? ${text.use('nextMissed')}(U, ${pc}, ${w}) : ${w}.next())`
  const host = text.types.item(pc) === VALUE && !inPairs ? missed : `${w}.next()`
  return `c = ${w}?.shape
if (c === ${range}) {
t = ${w}.value
if (t !== ${w}.end) ${w}.value = t + ${w}.step
else t = undefined
} else if (c === ${list} && ${w}.source !== undefined && ${w}.i < ${w}.source.array.length) t = ${w}.source.array[${w}.i++]
${text.types.item(pc) === VALUE ? '' : nextDouble(w, list, out)}else if (c === ${tuple} && ${w}.source !== undefined && ${w}.i < ${w}.source.items.length) t = ${w}.source.items[${w}.i++]
else if (c === ${tuple} || (c === ${list} && ${w}.source?.floats === undefined)) ${w}.source = t = undefined
${inPairs ? nextOfPairs(text, pc, w) : ''}else if (c === ${text.constant(shapes.generator)}) { ${text.mark(pc)}; t = ${text.use('nextOfGenerator')}(${w}) }
else { ${text.mark(pc)}; t = ${text.use('isHostIterator')}(${w}) ? ${host} : ${text.use('nextValue')}(${w}) }
`
}
