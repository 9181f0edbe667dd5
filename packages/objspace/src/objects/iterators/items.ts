// list_iterator, list_reverseiterator, tuple_iterator. lib: stdtypes#iterator-types
import { error } from '../../errors/exception.ts'
import { intOrUndefined } from '../../operations/convert.ts'
import type { Value } from '../../space/value.ts'
import { defineType, type TypeBuilder } from '../../typedef/define.ts'
import { pos } from '../../typedef/parameter.ts'
import { W_List } from '../list/list.ts'
import { W_Tuple } from '../tuple-value.ts'
import { W_ItemsIterator, W_ReverseItemsIterator } from './items-value.ts'
import { iteratorMethods } from './methods.ts'
import { madeAgainBy } from './reduce.ts'

/** The position that `__setstate__` is given. */
export function positionOf(state: Value): number {
  const n = intOrUndefined(state)
  if (n === undefined) throw error('TypeError', 'an integer is required')
  if (typeof n === 'number') return n
  if (BigInt.asIntN(64, n) !== n) throw error('OverflowError', 'Python int too large to convert to C ssize_t')
  return Number(n)
}

/** Lists of iterators that are at a place before the first item. */
const before = new WeakMap<W_ItemsIterator, W_List>()

function forward(t: TypeBuilder<W_ItemsIterator>, empty: () => Value): void {
  iteratorMethods(t)
  t.method(
    '__length_hint__',
    [],
    'How many items are left.',
    (self) => (self.source === undefined ? 0 : Math.max(0, self.source.length - self.i)),
    null,
  )
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the iterator again.',
    (self) =>
      madeAgainBy('iter', () =>
        self.source === undefined ? [new W_Tuple([empty()])] : [new W_Tuple([self.source]), self.i],
      ),
    null,
  )
  t.method(
    '__setstate__',
    [pos('state')],
    'Go to the given position.',
    (self, state) => {
      const i = positionOf(state)
      const source = self.source ?? before.get(self)
      if (source === undefined) return null
      // That of a list may go before the first item, from where there is no way on but this one.
      const isBefore = i < 0 && source instanceof W_List
      if (isBefore) before.set(self, source)
      self.source = isBefore ? undefined : source
      self.i = Math.min(Math.max(i, 0), source.length)
      return null
    },
    null,
  )
}

export const listIteratorType = defineType<W_ItemsIterator>('list_iterator', { final: true }, (t) =>
  forward(t, () => new W_List([])),
)
export const tupleIteratorType = defineType<W_ItemsIterator>('tuple_iterator', { final: true }, (t) =>
  forward(t, () => new W_Tuple([])),
)

export const listReverseIteratorType = defineType<W_ReverseItemsIterator>(
  'list_reverseiterator',
  { final: true },
  (t) => {
    iteratorMethods(t)
    t.method(
      '__length_hint__',
      [],
      'How many items are left.',
      (self) => (self.i >= self.source.length ? 0 : self.i + 1),
      null,
    )
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the iterator again.',
      (self) =>
        madeAgainBy('reversed', () =>
          self.i < 0 ? [new W_Tuple([new W_List([])])] : [new W_Tuple([self.source]), self.i],
        ),
      null,
    )
    t.method(
      '__setstate__',
      [pos('state')],
      'Go to the given position.',
      (self, state) => {
        const i = positionOf(state)
        self.i = Math.min(Math.max(i, -1), self.source.length - 1)
        return null
      },
      null,
    )
  },
)

export const newListIterator = (w: W_List): W_ItemsIterator => new W_ItemsIterator(w, listIteratorType.rootShape())
export const newTupleIterator = (w: W_Tuple): W_ItemsIterator => new W_ItemsIterator(w, tupleIteratorType.rootShape())
export const newListReverseIterator = (w: W_List): W_ReverseItemsIterator =>
  new W_ReverseItemsIterator(w, listReverseIteratorType.rootShape())
