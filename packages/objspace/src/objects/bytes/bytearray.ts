// bytearray: making, reading and growing. The methods that it shares with bytes are still to come. lib: stdtypes#bytearray-objects
import { error } from '../../errors/exception.ts'
import { EQ, NE } from '../../operations/compare.ts'
import { index, reprText } from '../../operations/convert.ts'
import { W_Iterator } from '../../space/iterator.ts'
import { typeOf } from '../../space/kind.ts'
import { OBJECT_LAYOUT, type W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { sliceIndex } from '../../typedef/convert.ts'
import { defineType } from '../../typedef/define.ts'
import { opt, pos } from '../../typedef/parameter.ts'
import { iteratorMethods } from '../iterators/methods.ts'
import { subscript } from '../sequence.ts'
import { NotImplemented } from '../singletons.ts'
import { clipBound, sliceItems, spanOf, W_Slice } from '../slice-value.ts'
import { strOrUndefined } from '../str/wide.ts'
import { bytesFrom, bytesOf, bytesOrUndefined } from './access.ts'
import { W_ByteArray } from './bytearray-value.ts'
import { W_Bytes } from './bytes-value.ts'

class W_ByteArrayIterator extends W_Iterator {
  private source: W_ByteArray | undefined
  private i = 0
  constructor(source: W_ByteArray) {
    super(iteratorType.rootShape())
    this.source = source
  }

  override next(): Value | undefined {
    if (this.source !== undefined && this.i < this.source.length) return this.source.data[this.i++]
    this.source = undefined
    return undefined
  }
}

const iteratorType: W_Type = defineType<W_ByteArrayIterator>('bytearray_iterator', { final: true }, (t) =>
  iteratorMethods(t),
)

/** Adds bytes at the end, making room for as many again. */
function grow(self: W_ByteArray, more: Uint8Array): void {
  if (self.exports > 0) throw error('BufferError', 'Existing exports of data: object cannot be re-sized')
  const n = self.length + more.length
  if (n > self.data.length) {
    const data = new Uint8Array(Math.max(n, self.data.length * 2))
    data.set(self.data.subarray(0, self.length))
    self.data = data
  }
  self.data.set(more, self.length)
  self.length = n
}

function byteOf(w: Value): number {
  const n = index(w)
  if (n < 0 || n > 255) throw error('ValueError', 'byte must be in range(0, 256)')
  return Number(n)
}

export const bytearrayType: W_Type = defineType<W_ByteArray>(
  'bytearray',
  { layout: { name: 'bytearray', base: OBJECT_LAYOUT }, shape: 'bytearray', doc: 'A mutable sequence of bytes.' },
  (t) => {
    t.rawNew((args) => new W_ByteArray(new Uint8Array(0), (args[0] as W_Type).rootShape()))
    t.init([opt('source'), opt('encoding'), opt('errors')], (self, source) => {
      if (source !== undefined && strOrUndefined(source) !== undefined)
        throw error('TypeError', 'string argument without an encoding')
      const data =
        source === undefined
          ? new Uint8Array(0)
          : typeof source === 'number'
            ? new Uint8Array(source)
            : bytesFrom(source).slice()
      self.data = data
      self.length = data.length
    })
    t.attribute('__hash__', null)
    t.special('__len__', (self) => self.length)
    t.special('__iter__', (self) => new W_ByteArrayIterator(self))
    t.special('__getitem__', (self, key: Value) => {
      const i = subscript(key)
      if (i !== undefined) {
        const at = i < 0 ? i + self.length : i
        if (at < 0 || at >= self.length) throw error('IndexError', 'bytearray index out of range')
        return self.data[at]
      }
      if (key instanceof W_Slice)
        return new W_ByteArray(Uint8Array.from(sliceItems(Array.from(bytesOf(self)), spanOf(key, self.length))))
      throw error('TypeError', `bytearray indices must be integers or slices, not ${typeOf(key).fullName}`)
    })
    t.special('__setitem__', (self, key: Value, value: Value) => {
      const i = subscript(key)
      if (i === undefined)
        throw error('TypeError', `bytearray indices must be integers or slices, not ${typeOf(key).fullName}`)
      const at = i < 0 ? i + self.length : i
      if (at < 0 || at >= self.length) throw error('IndexError', 'bytearray index out of range')
      self.data[at] = byteOf(value)
      return null
    })
    for (const [name, op] of [
      ['__eq__', EQ],
      ['__ne__', NE],
    ] as const) {
      t.special(name, (self, w: Value) => {
        const b = bytesOrUndefined(w)
        if (b === undefined) return NotImplemented
        const same = b.length === self.length && b.every((x, i) => x === self.data[i])
        return op === EQ ? same : !same
      })
    }
    t.special('__iadd__', (self, w: Value) => {
      grow(self, bytesOf(w))
      return self
    })
    t.method(
      'find',
      [pos('sub'), opt('start', sliceIndex), opt('end', sliceIndex)],
      'First place of sub in [start:end], or -1.',
      (self, sub, start, end) => {
        const from = clipBound(start, self.length, 0)
        const to = clipBound(end, self.length, self.length)
        const needle = typeof sub === 'number' ? Uint8Array.of(byteOf(sub)) : bytesOf(sub)
        for (let i = from; i + needle.length <= to; i++) if (needle.every((x, k) => self.data[i + k] === x)) return i
        return -1
      },
      null,
    )
    t.method('append', [pos('item')], 'Add a byte at the end.', (self, item) => {
      grow(self, Uint8Array.of(byteOf(item)))
      return null
    })
    t.method('extend', [pos('iterable_of_ints')], 'Add bytes at the end.', (self, w) => {
      grow(self, bytesFrom(w))
      return null
    })
    t.special('__repr__', (self) => `bytearray(${reprText(new W_Bytes(bytesOf(self).slice()))})`)
  },
)
