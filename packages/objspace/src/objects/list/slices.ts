// Slices of lists: taking and replacing them. ref: stdtypes#mutable-sequence-types
import { error, isError } from '../../errors/exception.ts'
import { unpack } from '../../operations/iterate.ts'
import { typeOf } from '../../space/kind.ts'
import { Special } from '../../space/special.ts'
import type { Value } from '../../space/value.ts'
import { boundsOf, clipBound, sliceItems, span, spanOf, type W_Slice } from '../slice-value.ts'
import { W_List } from './list.ts'

/** `list[slice]`. */
export function takeSlice(self: W_List, key: W_Slice): W_List {
  const { start, stop, step } = key
  // What the host's arrays mean by the same bounds.
  if (step === null && isPlain(start) && isPlain(stop))
    return new W_List(self.items.slice(start ?? 0, stop ?? self.items.length))
  if (typeof step === 'number' && step !== 0 && isPlain(start) && isPlain(stop))
    return new W_List(sliceItems(self.items, span(start ?? undefined, stop ?? undefined, step, self.items.length)))
  return new W_List(
    sliceItems(
      self.items,
      spanOf(key, () => self.items.length),
    ),
  )
}

function isPlain(bound: Value): bound is number | null {
  return bound === null || typeof bound === 'number'
}

/** `list[slice] = value`. */
export function putSlice(self: W_List, key: W_Slice, value: Value): void {
  const { start, stop, step } = key
  if (value instanceof W_List && !value.shape.type.heap && step === null && isPlain(start) && isPlain(stop)) {
    const { length } = self.items
    const from = start === null ? 0 : clipBound(start, length, 0)
    const to = stop === null ? length : clipBound(stop, length, length)
    replace(self, from, Math.max(to - from, 0), value === self ? value.items.slice() : value.items)
    return
  }
  const bounds = boundsOf(key)
  // Which may run code that changes the list.
  const more = assigned(value)
  const s = span(bounds.start, bounds.stop, bounds.step, self.items.length)
  if (s.step === 1) {
    replace(self, s.start, s.count, more)
    return
  }
  if (more.length !== s.count)
    throw error('ValueError', `attempt to assign sequence of size ${more.length} to extended slice of size ${s.count}`)
  for (let k = 0, i = s.start; k < s.count; k++, i += s.step) self.items[i] = more[k]
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
  if (more.length === count) for (let i = 0; i < count; i++) self.items[start + i] = more[i]
  else if (more.length < 10000) self.items.splice(start, count, ...more)
  else self.items = self.items.slice(0, start).concat(more, self.items.slice(start + count))
}
