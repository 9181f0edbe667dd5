// bytes_iterator and bytearray_iterator. lib: stdtypes#iterator-types
import { W_Iterator } from '../../space/iterator.ts'
import type { Shape } from '../../space/shape.ts'
import type { W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { defineType, type TypeBuilder } from '../../typedef/define.ts'
import { pos } from '../../typedef/parameter.ts'
import { positionOf } from '../iterators/items.ts'
import { iteratorMethods } from '../iterators/methods.ts'
import { madeAgainBy } from '../iterators/reduce.ts'
import { W_Tuple } from '../tuple-value.ts'
import type { W_ByteArray } from './bytearray-value.ts'
import { W_Bytes } from './bytes-value.ts'

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_ByteIterator extends W_Iterator {}

/** Over the bytes of what may grow and shrink. */
// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_ByteIterator {
  declare source: W_Bytes | W_ByteArray | undefined
  declare i: number
  constructor(source: W_Bytes | W_ByteArray, shape: Shape) {
    this.shape = shape
    this.source = source
    this.i = 0
  }

  get isQuiet(): boolean {
    return true
  }

  next(): Value | undefined {
    const { source } = this
    if (source === undefined) return undefined
    if (this.i < source.length) return source.at(this.i++)
    this.source = undefined
    return undefined
  }
}
// As with W_Float: short enough to be put in the place of every call.
Object.setPrototypeOf(W_ByteIterator.prototype, W_Iterator.prototype)
Object.setPrototypeOf(W_ByteIterator, W_Iterator)

function fill(t: TypeBuilder<W_ByteIterator>): void {
  iteratorMethods(t)
  t.method(
    '__length_hint__',
    [],
    'How many bytes are left.',
    (self) => (self.source === undefined ? 0 : Math.max(0, self.source.length - self.i)),
    null,
  )
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the iterator again.',
    (self) =>
      madeAgainBy('iter', () =>
        self.source === undefined ? [new W_Tuple([new W_Tuple([])])] : [new W_Tuple([self.source]), self.i],
      ),
    null,
  )
  t.method(
    '__setstate__',
    [pos('state')],
    'Go to the given position.',
    (self, state) => {
      const i = positionOf(state)
      if (self.source !== undefined) self.i = Math.min(Math.max(i, 0), self.source.length)
      return null
    },
    null,
  )
}

export const bytesIteratorType: W_Type = defineType<W_ByteIterator>('bytes_iterator', { final: true }, fill)
export const bytearrayIteratorType: W_Type = defineType<W_ByteIterator>('bytearray_iterator', { final: true }, fill)

/** iter() of bytes or a bytearray. */
export function newByteIterator(source: W_Bytes | W_ByteArray): W_Iterator {
  const type = source instanceof W_Bytes ? bytesIteratorType : bytearrayIteratorType
  return new W_ByteIterator(source, type.rootShape())
}
