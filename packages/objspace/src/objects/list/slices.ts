// Slices of lists: taking and replacing them. ref: stdtypes#mutable-sequence-types
import { error, isError } from '../../errors/exception.ts'
import { unpack } from '../../operations/iterate.ts'
import { typeOf } from '../../space/kind.ts'
import { Special } from '../../space/special.ts'
import type { Value } from '../../space/value.ts'
import { subscript } from '../sequence.ts'
import { boundsOf, clipBound, sliceItems, span, spanOf, W_Slice } from '../slice-value.ts'
import { copyOfItems, doublesOf, newFloats, putItem } from './floats.ts'
import { W_List } from './list.ts'

/** `list[slice]`. */
export function takeSlice(self: W_List, key: W_Slice): W_List {
  const { start, stop, step } = key
  // What the host's arrays mean by the same bounds.
  if (step === null && isPlain(start) && isPlain(stop)) return partOfList(self, start, stop)
  const s =
    typeof step === 'number' && step !== 0 && isPlain(start) && isPlain(stop)
      ? span(start ?? undefined, stop ?? undefined, step, self.length)
      : spanOf(key, () => self.length)
  const { floats } = self
  return floats === undefined ? new W_List(sliceItems(self.array, s)) : newFloats(sliceItems(floats, s))
}

/** The items from `start` to `stop`, which count from the end where they are negative. */
export function partOfList(self: W_List, start: number | null, stop: number | null): W_List {
  const { floats, array } = self
  if (floats !== undefined) return newFloats(floats.slice(start ?? 0, stop ?? floats.length))
  return new W_List(array.slice(start ?? 0, stop ?? array.length))
}

function isPlain(bound: Value): bound is number | null {
  return bound === null || typeof bound === 'number'
}

/** `list[slice] = value`. */
export function putSlice(self: W_List, key: W_Slice, value: Value): void {
  const { start, stop, step } = key
  if (value instanceof W_List && !value.shape.type.heap && step === null && isPlain(start) && isPlain(stop)) {
    const { length } = self
    const from = start === null ? 0 : clipBound(start, length, 0)
    const to = stop === null ? length : clipBound(stop, length, length)
    const count = Math.max(to - from, 0)
    if (self.floats !== undefined && value.floats !== undefined) {
      self.floats = replaced(self.floats, from, count, value === self ? value.floats.slice() : value.floats)
    } else replace(self, from, count, value === self || value.floats !== undefined ? copyOfItems(value) : value.array)
    return
  }
  if (isFilledInSteps(self, key, value)) return
  const bounds = boundsOf(key)
  // Which may run code that changes the list.
  const more = assigned(value)
  const s = span(bounds.start, bounds.stop, bounds.step, self.length)
  if (s.step === 1) {
    replace(self, s.start, s.count, more)
    return
  }
  if (more.length !== s.count)
    throw error('ValueError', `attempt to assign sequence of size ${more.length} to extended slice of size ${s.count}`)
  for (let k = 0, i = s.start; k < s.count; k++, i += s.step) putItem(self, i, more[k])
}

/** The same of as many items of another list in the general form, with ints for bounds and step; false for everything else, where nothing was done. */
function isFilledInSteps(self: W_List, { start, stop, step }: W_Slice, value: Value): boolean {
  if (typeof step !== 'number' || step === 0 || step === 1 || !isPlain(start) || !isPlain(stop)) return false
  if (!(value instanceof W_List) || value.shape.type.heap || value === self) return false
  const { array: from } = value
  const { array: to } = self
  if (self.floats !== undefined || value.floats !== undefined) return false
  const s = span(start ?? undefined, stop ?? undefined, step, to.length)
  if (s.count !== from.length) return false
  for (let k = 0, i = s.start; k < from.length; k++, i += step) to[i] = from[k]
  return true
}

function assigned(value: Value): readonly Value[] {
  try {
    return unpack(value)
  } catch (e) {
    if (isError(e, 'TypeError') && typeOf(value).special(Special.iter) === undefined)
      throw error('TypeError', 'must assign iterable to extended slice')
    throw e
  }
}

function replace(self: W_List, start: number, count: number, more: readonly Value[]): void {
  const { floats } = self
  if (floats === undefined) {
    self.array = replaced(self.array, start, count, more)
    return
  }
  const doubles = doublesOf(more)
  if (doubles === undefined) self.items = replaced(self.items, start, count, more)
  else self.floats = replaced(floats, start, count, doubles)
}

/** The array itself, or a new one. */
function replaced<T>(items: T[], start: number, count: number, more: readonly T[]): T[] {
  if (more.length === count) for (let i = 0; i < count; i++) items[start + i] = more[i]
  else if (more.length < 10000) items.splice(start, count, ...more)
  else return items.slice(0, start).concat(more, items.slice(start + count))
  return items
}

/** So many items are taken from the end one by one. */
const FEW = 32

export function removeItems(self: W_List, at: number, count: number): void {
  const items: unknown[] = self.floats ?? self.array
  if (count <= FEW && at + count === items.length) for (let k = 0; k < count; k++) items.pop()
  else items.splice(at, count)
}

/** del list[key] */
export function deleteItem(self: W_List, key: Value): void {
  const i = subscript(key)
  if (i !== undefined) {
    const at = i < 0 ? i + self.length : i
    if (at < 0 || at >= self.length) throw error('IndexError', 'list assignment index out of range')
    removeItems(self, at, 1)
  } else if (key instanceof W_Slice) {
    const { start, stop, step } = key
    if (step === null && isPlain(start) && isPlain(stop)) {
      const { length } = self
      const from = clipBound(start ?? undefined, length, 0)
      const to = clipBound(stop ?? undefined, length, length)
      if (to > from) removeItems(self, from, to - from)
      return
    }
    const s = spanOf(key, () => self.length)
    if (s.count === 0) return
    if (s.step === 1) removeItems(self, s.start, s.count)
    else {
      const gone = new Set<number>()
      for (let k = 0, j = s.start; k < s.count; k++, j += s.step) gone.add(j)
      if (self.floats === undefined) self.array = self.array.filter((_, j) => !gone.has(j))
      else self.floats = self.floats.filter((_, j) => !gone.has(j))
    }
  } else throw error('TypeError', `list indices must be integers or slices, not ${typeOf(key).fullName}`)
}
