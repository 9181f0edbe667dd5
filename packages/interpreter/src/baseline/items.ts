// Items: subscripts of lists and tuples by ints, unpacking, and the iterators of loops. What else there is, is for the object
// space. A loop's iterator is nearly always over a range or over the items of a list or tuple: both are stepped in place.
//
// What must stay true: an iterator gives what its own `next` gives (objspace's range-value.ts, items-value.ts).
import { listIteratorType, rangeIteratorType, shapes, tupleIteratorType } from '@typhon/objspace'
import { isPairs } from './pairs.ts'
import type { Text } from './text.ts'
import { isInt } from './types.ts'

/** The condition under which `w[key]` is an item of a list or tuple; null where the key is no int. */
function itemAt(text: Text, w: string, key: number, tuples: boolean): { test: string; index: string } | null {
  const k = text.reg(key)
  const constant = text.constantIn(key)
  if (constant !== undefined && typeof constant !== 'number') return null
  const list = `${w}?.shape === ${text.constant(shapes.list)}`
  const holds = tuples ? `(${list} || ${w}?.shape === ${text.constant(shapes.tuple)})` : list
  if (typeof constant === 'number' && constant < 0)
    return { test: `${holds} && ${w}.items.length >= ${-constant}`, index: `${w}.items.length - ${-constant}` }
  const isNumber =
    constant !== undefined || isInt(text.types.kind(text.state, key)) ? '' : `typeof ${k} === 'number' && `
  const isPositive = constant !== undefined ? '' : `${k} >= 0 && `
  return { test: `${isNumber}${isPositive}${holds} && ${k} < ${w}.items.length`, index: k }
}

/** `out = object[key]`. */
export function loadItem(text: Text, pc: number): string {
  const { code } = text.code
  const out = text.reg(code[pc + 1])
  const w = text.reg(code[pc + 2])
  const item = `${text.use('itemOrRaised')}(${w}, ${text.reg(code[pc + 3])})`
  const slow = `{ ${text.mark(pc)}; ${text.result(out, item)} }\n`
  const at = itemAt(text, w, code[pc + 3], true)
  return at === null ? slow : `if (${at.test}) ${out} = ${w}.items[${at.index}]\nelse ${slow}`
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
  const value = text.reg(code[pc + 3])
  const slow = `{ ${text.mark(pc)}; ${text.use('setitem')}(${w}, ${text.reg(code[pc + 2])}, ${value}) }\n`
  const at = itemAt(text, w, code[pc + 2], false)
  return at === null ? slow : `if (${at.test}) ${w}.items[${at.index}] = ${value}\nelse ${slow}`
}

/** `first, … = value`, which may be the iterator that has put a pair into `S`. */
export function unpackItems(text: Text, pc: number, iterator_ = -1): string {
  const { code } = text.code
  const first = code[pc + 1]
  const w = text.reg(code[pc + 2])
  const count = code[pc + 3]
  const isTuple = `${w}?.shape === ${text.constant(shapes.tuple)} && (t = ${w}.items).length === ${count}`
  let all = `if (!(${isTuple})) { ${text.mark(pc)}; t = ${text.use('unpacked')}(${w}, ${count}) }\n`
  for (let i = 0; i < count; i++) all += `${text.reg(first + i)} = t[${i}]\n`
  if (iterator_ >= 0)
    return `if (${w} === ${text.reg(iterator_)} && ${isPairs(text)}) { ${text.reg(first)} = S.first; ${text.reg(first + 1)} = S.second }\nelse {\n${all}}\n`
  return all
}

/** `out = iter(value)`. */
export function iterator(text: Text, pc: number): string {
  const { code } = text.code
  const out = text.reg(code[pc + 1])
  const w = text.reg(code[pc + 2])
  const isList = `${w}?.shape === ${text.constant(shapes.list)}`
  const isTuple = `${w}?.shape === ${text.constant(shapes.tuple)}`
  return `if (${isList}) ${out} = ${text.use('newListIterator')}(${w})\nelse if (${isTuple}) ${out} = ${text.use('newTupleIterator')}(${w})\nelse { ${text.mark(pc)}; ${out} = ${text.use('iter')}(${w}) }\n`
}

/**
 * `t` = the next item of the iterator in register `r`, undefined at its end; where the items are unpacked into two, the iterator itself if
 * both are in `S` (see pairs.ts).
 */
export function nextItem(text: Text, pc: number, r: number, inPairs: boolean): string {
  const w = text.reg(r)
  const range = text.constant(rangeIteratorType.rootShape())
  const list = text.constant(listIteratorType.rootShape())
  const tuple = text.constant(tupleIteratorType.rootShape())
  return `c = ${w}?.shape
if (c === ${range}) {
t = ${w}.value
if (t !== ${w}.end) ${w}.value = t + ${w}.step
else t = undefined
} else if ((c === ${list} || c === ${tuple}) && ${w}.source !== undefined && ${w}.i < ${w}.source.items.length) t = ${w}.source.items[${w}.i++]
${inPairs ? `else if (${isPairs(text)} && ${text.use('hasPair')}(${w})) t = ${w}\n` : ''}else if (c === ${text.constant(shapes.generator)}) { ${text.mark(pc)}; t = ${text.use('nextOfGenerator')}(${w}) }
else { ${text.mark(pc)}; t = ${text.use('isHostIterator')}(${w}) ? ${w}.next() : ${text.use('nextValue')}(${w}) }
`
}
