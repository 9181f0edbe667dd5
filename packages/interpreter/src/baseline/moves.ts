// Statements that assign a part of a list to a part of a list, `xs[i:j] = ys[k:l:m]`: where both are lists and as many items are taken as
// replaced, the items are moved without a list for what is taken.
//
// The instructions of such a statement stand in a row: a slice is made and loaded, a bound of the other slice may be computed, that is made and
// stored. The statement is compiled as always, and before it stands a test whether it can be done at once: every value that its bounds are computed
// of is an int, so that nothing of it could run any code or fail.
//
// What must stay true: a move that is refused has done nothing; registers that the statement writes are read by nobody behind it.
import { shapes, type Value, type W_List } from '@typhon/objspace'
import { isDeadAt } from '../eval/liveness.ts'
import { BINARY_ADD, BINARY_SUBTRACT, BUILD_SLICE, COPY, OPLEN, STORE_SUBSCR } from '../generated/opcodes.ts'
import { writesOf } from './operands.ts'
import type { Text } from './text.ts'
import { isInt } from './types.ts'

/** A statement that moves items: the test that does it, and its last instruction. */
export interface Move {
  readonly done: string
  readonly last: number
}

/** More instructions than these are not between the two slices. */
const MOST_BETWEEN = 4

/**
 * The statement whose value is the slice made at `made` and loaded at `loaded`; null where there is none that is known to move items, or where `isOther`
 * says that one of its instructions is not compiled by itself.
 */
export function moveAt(
  text: Text,
  made: number,
  loaded: number,
  end: number,
  isOther: (pc: number) => boolean,
): Move | null {
  const { code, unit } = text.code
  /** Registers written since, as expressions of what the others held before. */
  const written = new Map<number, string>()
  const tests = new Set<string>()
  const value = code[loaded + 1]
  const valueOf = (r: number): string => written.get(r) ?? text.reg(r)
  const numberIn = (r: number): string | null => {
    const known = written.get(r)
    if (known !== undefined) return known
    const constant = text.constantIn(r)
    if (constant !== undefined && typeof constant !== 'number') return null
    if (constant === undefined && !isInt(text.types.kind(text.state, r)))
      tests.add(`typeof ${text.reg(r)} === 'number'`)
    return text.reg(r)
  }
  let pc = loaded + OPLEN[code[loaded]]
  for (let i = 0; code[pc] !== BUILD_SLICE; i++, pc += OPLEN[code[pc]]) {
    const op = code[pc]
    if (i === MOST_BETWEEN || pc >= end || isOther(pc)) return null
    const out = code[pc + 1]
    if (op === COPY) written.set(out, valueOf(code[pc + 2]))
    else if (op === BINARY_ADD || op === BINARY_SUBTRACT) {
      const [a, b] = [numberIn(code[pc + 2]), numberIn(code[pc + 3])]
      if (a === null || b === null) return null
      written.set(out, `(${a} ${op === BINARY_ADD ? '+' : '-'} ${b})`)
    } else return null
  }
  const last = pc + OPLEN[BUILD_SLICE]
  if (pc >= end || last >= end || code[last] !== STORE_SUBSCR || code[last + 3] !== value || written.has(value))
    return null
  if (code[last + 2] !== code[pc + 1] || text.constantIn(code[pc + 4]) !== null) return null
  const behind = last + OPLEN[STORE_SUBSCR]
  for (let at = made; at <= last; at += OPLEN[code[at]])
    if (writesOf(code, at).some((r) => !isDeadAt(unit, behind, r))) return null
  const to = [code[last + 1], code[pc + 2], code[pc + 3]].map(valueOf)
  const [others, first, end_, step] = [code[loaded + 2], code[made + 2], code[made + 3], code[made + 4]].map((r) =>
    text.reg(r),
  )
  const operands = [...to, others, first, end_].join(', ')
  const stepped = text.constantIn(code[made + 4])
  const move =
    stepped === null || stepped === 1
      ? `${text.use('isShifted')}(${operands})`
      : stepped === -1
        ? `${text.use('isReversed')}(${operands})`
        : `${text.use('isMoved')}(${operands}, ${step})`
  return { done: [...tests, move].join(' && '), last }
}

/** `to[start:stop] = from[first:end]`. Mostly a list of ints or objects moves its own items, between places that are in it: that is small enough to be inlined. */
export function isShifted(to: Value, start: Value, stop: Value, from: Value, first: Value, end: Value): boolean {
  if (to !== from || typeof to !== 'object' || to === null || to.shape !== shapes.list || typeof stop !== 'number')
    return isMoved(to, start, stop, from, first, end, null)
  const { array } = to as W_List
  const at = start === null ? 0 : start
  const low = first === null ? 0 : first
  if (typeof at !== 'number' || typeof low !== 'number' || typeof end !== 'number' || at < 0 || low < 0 || stop < at)
    return isMoved(to, start, stop, from, first, end, null)
  if (stop > array.length || end > array.length || end - low !== stop - at)
    return isMoved(to, start, stop, from, first, end, null)
  shift(array, at, low, stop - at)
  return true
}

/** `to[start:stop] = from[first:end:-1]`; the same of items that are reversed where they stand. */
export function isReversed(to: Value, start: Value, stop: Value, from: Value, first: Value, end: Value): boolean {
  if (to !== from || typeof to !== 'object' || to === null || to.shape !== shapes.list || typeof first !== 'number')
    return isMoved(to, start, stop, from, first, end, -1)
  const { array } = to as W_List
  const at = start === null ? 0 : start
  if (typeof at !== 'number' || (end === null ? at !== 0 : end !== at - 1 || at === 0))
    return isMoved(to, start, stop, from, first, end, -1)
  if (at < 0 || first < at || first >= array.length || stop !== first + 1)
    return isMoved(to, start, stop, from, first, end, -1)
  reverse(array, at, first)
  return true
}

/** `to[start:stop] = from[first:end:step]` of lists by ints, for as many items as there were; false for everything else, where nothing was done. */
export function isMoved(
  to: Value,
  start: Value,
  stop: Value,
  from: Value,
  first: Value,
  end: Value,
  step: number | null,
): boolean {
  if (typeof to !== 'object' || to === null || to.shape !== shapes.list) return false
  if (typeof from !== 'object' || from === null || from.shape !== shapes.list) return false
  if ((start !== null && typeof start !== 'number') || (stop !== null && typeof stop !== 'number')) return false
  if ((first !== null && typeof first !== 'number') || (end !== null && typeof end !== 'number')) return false
  const { array, floats } = to as W_List
  const { array: others, floats: doubles } = from as W_List
  if (floats === undefined && doubles === undefined) return areMoved(array, start, stop, others, first, end, step ?? 1)
  return floats !== undefined && doubles !== undefined && areMoved(floats, start, stop, doubles, first, end, step ?? 1)
}

function areMoved<T>(
  to: T[],
  start: number | null,
  stop: number | null,
  from: readonly T[],
  first: number | null,
  end: number | null,
  step: number,
): boolean {
  const high = to.length
  const at = start === null ? 0 : clip(start, high, 0, high)
  const count = (stop === null ? high : clip(stop, high, 0, high)) - at
  const { length } = from
  const isDown = step < 0
  const least = isDown ? -1 : 0
  const most = isDown ? length - 1 : length
  const low = first === null ? (isDown ? most : least) : clip(first, length, least, most)
  const ends = end === null ? (isDown ? least : most) : clip(end, length, least, most)
  const distance = isDown ? low - ends : ends - low
  const taken = distance <= 0 ? 0 : isDown && step === -1 ? distance : Math.ceil(distance / Math.abs(step))
  if (taken !== count) return false
  if (to !== from) for (let k = 0, i = low; k < count; k++, i += step) to[at + k] = from[i]
  else if (step === 1) shift(to, at, low, count)
  else if (step === -1 && low - count + 1 === at) reverse(to, at, low)
  else return false
  return true
}

function shift<T>(items: T[], to: number, from: number, count: number): void {
  if (to <= from) for (let k = 0; k < count; k++) items[to + k] = items[from + k]
  else for (let k = count - 1; k >= 0; k--) items[to + k] = items[from + k]
}

function reverse<T>(items: T[], first: number, last: number): void {
  for (let i = first, k = last; i < k; i++, k--) {
    const item = items[i]
    items[i] = items[k]
    items[k] = item
  }
}

/** A bound that may count from the end, as a place between two others. */
export function clip(bound: number, length: number, low: number, high: number): number {
  const i = bound < 0 ? bound + length : bound
  return i < low ? low : i > high ? high : i
}
