// str_iterator and str_ascii_iterator. CPython: Objects/unicodeobject.c (PyUnicodeIter_Type)
import type { Str } from '../../operations/convert.ts'
import { W_Iterator } from '../../space/iterator.ts'
import type { W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { defineType, type TypeBuilder } from '../../typedef/define.ts'
import { pos } from '../../typedef/parameter.ts'
import { positionOf } from '../iterators/items.ts'
import { iteratorMethods } from '../iterators/methods.ts'
import { madeAgainBy } from '../iterators/reduce.ts'
import { W_Tuple } from '../tuple-value.ts'
import { charAt, lengthOf } from './units.ts'

class W_StrIterator extends W_Iterator {
  /** undefined when exhausted. */
  declare source: Str | undefined
  declare i: number
  constructor(source: Str, type: W_Type) {
    super(type.rootShape())
    this.source = source
    this.i = 0
  }

  override get isQuiet(): boolean {
    return true
  }

  override next(): Value | undefined {
    const { source, i } = this
    if (source === undefined) return undefined
    if (i < lengthOf(source)) {
      this.i = i + 1
      return charAt(source, i)
    }
    this.source = undefined
    return undefined
  }
}

function fill(t: TypeBuilder<W_StrIterator>): void {
  iteratorMethods(t)
  t.method(
    '__length_hint__',
    [],
    'How many characters are left.',
    (self) => (self.source === undefined ? 0 : lengthOf(self.source) - self.i),
    null,
  )
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the iterator again.',
    (self) =>
      madeAgainBy('iter', () =>
        self.source === undefined ? [new W_Tuple([''])] : [new W_Tuple([self.source]), self.i],
      ),
    null,
  )
  t.method(
    '__setstate__',
    [pos('state')],
    'Go to the given position.',
    (self, state) => {
      const i = positionOf(state)
      if (self.source !== undefined) self.i = Math.min(Math.max(i, 0), lengthOf(self.source))
      return null
    },
    null,
  )
}

export const strIteratorType: W_Type = defineType<W_StrIterator>('str_iterator', { final: true }, fill)
export const strAsciiIteratorType: W_Type = defineType<W_StrIterator>('str_ascii_iterator', { final: true }, fill)

// oxlint-disable-next-line no-control-regex
const ASCII = /^[\x00-\x7f]*$/

/** iter(w), whose text is `s`. An instance of a subclass is no `str_ascii_iterator`'s, whatever its characters. */
export function newStrIterator(w: Value, s: Str): W_Iterator {
  return new W_StrIterator(s, typeof w === 'string' && ASCII.test(w) ? strAsciiIteratorType : strIteratorType)
}
