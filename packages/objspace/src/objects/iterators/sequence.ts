// `iterator`: iteration over anything with `__getitem__`. ref: stdtypes#iter, CPython: Objects/iterobject.c (seqiterobject)
import type { W_SequenceIterator } from './sequence-value.ts'
import { typeOf } from '../../space/kind.ts'
import { Special } from '../../space/special.ts'
import { defineType } from '../../typedef/define.ts'
import { len } from '../../operations/convert.ts'
import { pos } from '../../typedef/parameter.ts'
import { iteratorMethods } from './methods.ts'
import { positionOf } from './items.ts'
import { madeAgainBy } from './reduce.ts'
import { W_Tuple } from '../tuple-value.ts'
import { NotImplemented } from '../singletons.ts'

export const sequenceIteratorType = defineType<W_SequenceIterator>(
  'iterator',
  { shape: 'sequenceIterator', final: true },
  (t) => {
    iteratorMethods(t)
    t.method('__length_hint__', [], 'How many items are left.', (self) => {
      if (self.sequence === undefined) return 0
      if (typeOf(self.sequence).special(Special.len) === undefined) return NotImplemented
      return Math.max(0, len(self.sequence) - self.i)
    })
    t.method('__reduce__', [], 'What pickle needs to make the iterator again.', (self) =>
      madeAgainBy('iter', () =>
        self.sequence === undefined ? [new W_Tuple([new W_Tuple([])])] : [new W_Tuple([self.sequence]), self.i],
      ),
    )
    t.method(
      '__setstate__',
      [pos('state')],
      'Go to the given position.',
      (self, state) => {
        const n = positionOf(state)
        if (self.sequence !== undefined) self.i = Math.max(0, n)
        return null
      },
      '($self, object, /)',
    )
  },
)
