// memoryview: a view of the bytes of another object, one dimension of unsigned bytes so far. lib: stdtypes#memory-views
import { error } from '../../errors/exception.ts'
import { newTupleIterator } from '../iterators/items.ts'
import { subscript } from '../sequence.ts'
import { sliceItems, spanOf, W_Slice } from '../slice-value.ts'
import { W_List } from '../list/list.ts'
import { W_Tuple } from '../tuple-value.ts'
import { bytesOf, bytesOrUndefined, W_Bytes } from '../bytes/access.ts'
import { NotImplemented } from '../singletons.ts'
import { typeOf } from '../../space/kind.ts'
import { OBJECT_LAYOUT, type W_Type } from '../../space/type.ts'
import { type Value, W_Object } from '../../space/value.ts'
import { defineType } from '../../typedef/define.ts'
import { arg, rest } from '../../typedef/parameter.ts'

class W_MemoryView extends W_Object {
  readonly object: Value
  bytes: Uint8Array | null
  constructor(object: Value, bytes: Uint8Array) {
    super(memoryviewType.rootShape())
    this.object = object
    this.bytes = bytes
  }
}

function live(self: W_MemoryView): Uint8Array {
  if (self.bytes === null) throw error('ValueError', 'operation forbidden on released memoryview object')
  return self.bytes
}

export const memoryviewType: W_Type = defineType<W_MemoryView>(
  'memoryview',
  {
    layout: { name: 'memoryview', base: OBJECT_LAYOUT },
    final: true,
    hasWeakref: true,
    pattern: 1,
    doc: 'A view of the bytes of an object.',
  },
  (t) => {
    t.new([arg('object')], (_cls, w) => {
      if (bytesOrUndefined(w) === undefined)
        throw error('TypeError', `memoryview: a bytes-like object is required, not '${typeOf(w).fullName}'`)
      return new W_MemoryView(w, bytesOf(w))
    })
    t.special('__len__', (self) => live(self).length)
    t.special('__iter__', (self) => newTupleIterator(new W_Tuple([...live(self)])))
    t.special('__getitem__', (self, key: Value) => {
      const bytes = live(self)
      const i = subscript(key)
      if (i !== undefined) {
        const x = bytes[i < 0 ? i + bytes.length : i]
        if (x === undefined) throw error('IndexError', 'index out of bounds on dimension 1')
        return x
      }
      if (!(key instanceof W_Slice)) throw error('TypeError', 'memoryview: invalid slice key')
      const s = spanOf(key, bytes.length)
      return new W_MemoryView(
        self.object,
        s.step === 1 ? bytes.subarray(s.start, s.start + s.count) : Uint8Array.from(sliceItems(Array.from(bytes), s)),
      )
    })
    t.special('__eq__', (self, w: Value) => {
      const other = w instanceof W_MemoryView ? w.bytes : bytesOrUndefined(w)
      if (other === undefined || other === null) return NotImplemented
      const bytes = live(self)
      return bytes.length === other.length && bytes.every((x, i) => x === other[i])
    })
    t.method('tobytes', [], 'A copy as bytes.', (self) => new W_Bytes(live(self).slice()), null)
    t.method('tolist', [], 'A copy as a list of ints.', (self) => new W_List([...live(self)]))
    t.method('release', [], 'Give the bytes back.', (self) => {
      self.bytes = null
      return null
    })
    t.method('__enter__', [], 'The view itself.', (self) => (live(self), self), null)
    t.method(
      '__exit__',
      [rest('args')],
      'Give the bytes back.',
      (self) => {
        self.bytes = null
        return null
      },
      null,
    )
    t.getset('nbytes', null, (self) => live(self).length)
    t.getset('obj', null, (self) => (live(self), self.object))
    t.getset('itemsize', null, () => 1)
    t.getset('format', null, () => 'B')
    t.getset('ndim', null, () => 1)
  },
)
