// memoryview. What a view is stands in view.ts, its items in items.ts. lib: stdtypes#memory-views; CPython: Objects/memoryobject.c
import { error, errorWith } from '../../errors/exception.ts'
import { hashBytes } from '../../lib/hash.ts'
import { eq, hash } from '../../operations/compare.ts'
import { intOrUndefined, isIndex } from '../../operations/convert.ts'
import { W_Iterator } from '../../space/iterator.ts'
import { typeOf } from '../../space/kind.ts'
import { OBJECT_LAYOUT, type W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { int, ssizeInt, text, utf8OrNone } from '../../typedef/convert.ts'
import { defineType } from '../../typedef/define.ts'
import { arg, optArg, rest } from '../../typedef/parameter.ts'
import { type BufferExport, contiguousBytes, exportOf, FULL, hasBuffer, isContiguous, views } from '../bytes/buffer.ts'
import { bufferMethods, OF_C } from '../bytes/buffer-methods.ts'
import { W_Bytes } from '../bytes/bytes-value.ts'
import { hexText } from '../bytes/layout.ts'
import { iteratorMethods } from '../iterators/methods.ts'
import { W_List } from '../list/list.ts'
import { addressText } from '../object.ts'
import { subscript } from '../sequence.ts'
import { NotImplemented } from '../singletons.ts'
import { spanOf, W_Slice } from '../slice-value.ts'
import { strFromText } from '../str/wide.ts'
import { W_Tuple } from '../tuple-value.ts'
import { nativeFormat, readItem, SIZES, writeItem } from './items.ts'
import { Lease } from '../bytes/lease.ts'
import {
  asExport,
  forEachItem,
  isFortran,
  itemCount,
  type Layout,
  live,
  nestedItems,
  unrestricted,
  W_MemoryView,
} from './view.ts'

class W_MemoryIterator extends W_Iterator {
  private view: W_MemoryView | undefined
  private i = 0
  constructor(view: W_MemoryView) {
    super(iteratorType.rootShape())
    this.view = view
  }

  override next(): Value | undefined {
    const { view } = this
    if (view === undefined) return undefined
    if (this.i < view.dimensions[0]) return itemAt(live(view), this.i++)
    this.view = undefined
    return undefined
  }
}

const iteratorType: W_Type = defineType<W_MemoryIterator>('memory_iterator', { final: true }, (t) => iteratorMethods(t))

function newView(w: Value, flags = FULL): W_MemoryView {
  if (w instanceof W_MemoryView) {
    unrestricted(live(w))
    return new W_MemoryView(memoryviewType, w.lease, w, false)
  }
  if (OF_C.includes(flags) && hasBuffer(w))
    throw error('SystemError', 'Objects/abstract.c:430: bad argument to internal function')
  const exported = exportOf(w, flags)
  if (exported === undefined)
    throw error('TypeError', `memoryview: a bytes-like object is required, not '${typeOf(w).fullName}'`)
  return viewOn(w, exported)
}

function viewOn(w: Value, exported: BufferExport): W_MemoryView {
  const lease = new Lease(exported, exported.owner ?? w)
  return new W_MemoryView(memoryviewType, lease, { ...exported, dimensions: exported.shape }, true)
}

views.make = viewOn
views.restricted = (w, exported) => {
  const view = viewOn(w, exported)
  view.restricted = true
  return view
}
views.isView = (w): w is W_MemoryView => w instanceof W_MemoryView

/** Another window on the memory of `self`. */
function derived(self: W_MemoryView, layout: Partial<Layout>): W_MemoryView {
  unrestricted(self)
  const { offset, format, itemsize, dimensions, strides, readonly } = self
  const own = { offset, format, itemsize, dimensions, strides, readonly }
  return new W_MemoryView(memoryviewType, self.lease, { ...own, ...layout }, false)
}

function itemAt(self: W_MemoryView, i: number): Value {
  if (self.dimensions.length > 1) throw error('NotImplementedError', 'multi-dimensional sub-views are not implemented')
  return readItem(self.bytes, self.offset + i * self.strides[0], self.format)
}

/** The place along dimension `d` that an index means. */
function placed(self: W_MemoryView, i: number, d: number): number {
  const n = self.dimensions[d]
  const at = i < 0 ? i + n : i
  if (at < 0 || at >= n) throw error('IndexError', `index out of bounds on dimension ${d + 1}`)
  return at * self.strides[d]
}

/** The place of the item that a tuple of indices means. */
function placeOf(self: W_MemoryView, key: W_Tuple): number {
  const n = self.dimensions.length
  if (key.items.length < n) throw error('NotImplementedError', 'sub-views are not implemented')
  if (key.items.length > n)
    throw error('TypeError', `cannot index ${n}-dimension view with ${key.items.length}-element tuple`)
  let at = self.offset
  key.items.forEach((w, d) => (at += placed(self, subscript(w)!, d)))
  live(self)
  return at
}

const isIndices = (key: Value): key is W_Tuple => key instanceof W_Tuple && key.items.every(isIndex)

const isSlices = (key: Value): boolean =>
  key instanceof W_Tuple && key.items.length > 0 && key.items.every((w) => w instanceof W_Slice)

function sliced(self: W_MemoryView, key: W_Slice): W_MemoryView {
  const s = spanOf(key, self.dimensions[0])
  return derived(self, {
    offset: self.offset + s.start * self.strides[0],
    dimensions: [s.count, ...self.dimensions.slice(1)],
    strides: [self.strides[0] * s.step, ...self.strides.slice(1)],
  })
}

function getItem(self: W_MemoryView, key: Value): Value {
  live(self)
  if (self.dimensions.length === 0) {
    if (key instanceof W_Tuple && key.items.length === 0) return readItem(self.bytes, self.offset, self.format)
    throw error('TypeError', 'invalid indexing of 0-dim memory')
  }
  if (key instanceof W_Slice) return sliced(self, key)
  if (isIndices(key)) return readItem(self.bytes, placeOf(self, key), self.format)
  if (isSlices(key)) throw error('NotImplementedError', 'multi-dimensional slicing is not implemented')
  const i = subscript(key)
  if (i === undefined) throw error('TypeError', 'memoryview: invalid slice key')
  if (self.dimensions.length > 1) throw error('NotImplementedError', 'multi-dimensional sub-views are not implemented')
  live(self)
  return readItem(self.bytes, self.offset + placed(self, i, 0), self.format)
}

function setItem(self: W_MemoryView, key: Value, value: Value): void {
  live(self)
  const { bytes, format } = self
  const ready = (): void => void live(self)
  if (self.readonly) throw error('TypeError', 'cannot modify read-only memory')
  if (self.dimensions.length === 0) {
    if (!(key instanceof W_Tuple && key.items.length === 0))
      throw error('TypeError', 'invalid indexing of 0-dim memory')
    writeItem(bytes, self.offset, format, value, ready)
    return
  }
  if (self.dimensions.length > 1 && isIndex(key)) throw error('NotImplementedError', 'sub-views are not implemented')
  if (key instanceof W_Slice && self.dimensions.length === 1) {
    // What is assigned comes before the slice is looked at.
    const source = exportOf(value)
    if (source === undefined)
      throw error('TypeError', `a bytes-like object is required, not '${typeOf(value).fullName}'`)
    let target: W_MemoryView
    try {
      target = sliced(self, key)
      live(self)
    } catch (e) {
      source.release()
      throw e
    }
    assign(target, source)
    return
  }
  if (isIndices(key)) {
    writeItem(bytes, placeOf(self, key), format, value, ready)
    return
  }
  if (key instanceof W_Slice || isSlices(key))
    throw error('NotImplementedError', 'memoryview slice assignments are currently restricted to ndim = 1')
  const i = subscript(key)
  if (i === undefined) throw error('TypeError', 'memoryview: invalid slice key')
  live(self)
  writeItem(bytes, self.offset + placed(self, i, 0), format, value, ready)
}

/** Copies the items of `value`, which must be laid out alike, into a one-dimensional view made for it. */
function assign(target: W_MemoryView, source: BufferExport): void {
  target.release()
  try {
    const plain = (format: string): string => (format.startsWith('@') ? format.slice(1) : format)
    if (
      plain(source.format) !== plain(target.format) ||
      source.shape.length !== 1 ||
      source.shape[0] !== target.dimensions[0]
    )
      throw error('ValueError', 'memoryview assignment: lvalue and rvalue have different structures')
    // The two may overlap.
    const items = contiguousBytes(source).slice()
    let from = 0
    forEachItem(target, (at) => {
      target.bytes.set(items.subarray(from, from + target.itemsize), at)
      from += target.itemsize
    })
  } finally {
    source.release()
  }
}

function cast(self: W_MemoryView, format: string, w_shape: Value | undefined): W_MemoryView {
  live(self)
  if (!isContiguous(asExport(self))) throw error('TypeError', 'memoryview: casts are restricted to C-contiguous views')
  if ((w_shape !== undefined || self.dimensions.length !== 1) && self.dimensions.includes(0))
    throw error('TypeError', 'memoryview: cannot cast view with zeros in shape or strides')
  const given = w_shape === undefined ? undefined : shapeItems(w_shape)
  if (given !== undefined && self.dimensions.length !== 1 && given.length !== 1)
    throw error('TypeError', 'memoryview: cast must be 1D -> ND or ND -> 1D')
  refuseBeyondAscii(format)
  const c = nativeFormat(format)
  if (c === undefined)
    throw error(
      'ValueError',
      "memoryview: destination format must be a native single character format prefixed with an optional '@'",
    )
  const own = nativeFormat(self.format)
  if (own === undefined)
    throw error(
      'ValueError',
      "memoryview: source format must be a native single character format prefixed with an optional '@'",
    )
  if (!'Bbc'.includes(c) && !'Bbc'.includes(own))
    throw error('TypeError', 'memoryview: cannot cast between two non-byte formats')
  const itemsize = SIZES[c]
  const length = itemCount(self) * self.itemsize
  if (length % itemsize !== 0) throw error('TypeError', 'memoryview: length is not a multiple of itemsize')
  const shape = given === undefined ? [length / itemsize] : sizes(given, itemsize)
  if (shape.reduce((n, k) => n * k, itemsize) !== length)
    throw error('TypeError', 'memoryview: product(shape) * itemsize != buffer size')
  const strides: number[] = new Array(shape.length)
  for (let d = shape.length - 1, step = itemsize; d >= 0; step *= shape[d--]) strides[d] = step
  return derived(self, { format, itemsize, dimensions: shape, strides })
}

function refuseBeyondAscii(format: string): void {
  const beyond = /[^\0-\x7f]+/u.exec(format)
  if (beyond === null) return
  const start = Array.from(format.slice(0, beyond.index)).length
  const end = start + Array.from(beyond[0]).length
  throw errorWith('UnicodeEncodeError', 'ascii', strFromText(format), start, end, 'ordinal not in range(128)')
}

function shapeItems(w: Value): readonly Value[] {
  if (!(w instanceof W_List || w instanceof W_Tuple)) throw error('TypeError', 'shape must be a list or a tuple')
  if (w.items.length > 64) throw error('ValueError', 'memoryview: number of dimensions must not exceed 64')
  return w.items
}

function sizes(items: readonly Value[], itemsize: number): number[] {
  let length = BigInt(itemsize)
  return items.map((x) => {
    if (intOrUndefined(x) === undefined)
      throw error('TypeError', 'memoryview.cast(): elements of shape must be integers')
    const n = ssizeInt(x)
    if (n <= 0) throw error('ValueError', 'memoryview.cast(): elements of shape must be integers > 0')
    length *= BigInt(n)
    if (length >= 2n ** 63n) throw error('ValueError', 'memoryview.cast(): product(shape) > SSIZE_MAX')
    return Number(n)
  })
}

function equal(self: W_MemoryView, w: Value): Value {
  if (self === w) return true
  if (self.released || (w instanceof W_MemoryView && w.released)) return false
  const other = exportOf(w)
  if (other === undefined) return NotImplemented
  try {
    const { shape } = other
    if (shape.length !== self.dimensions.length || shape.some((n, d) => n !== self.dimensions[d])) return false
    const known = nativeFormat(self.format) !== undefined && nativeFormat(other.format) !== undefined
    if (!known) return false
    const a: number[] = []
    forEachItem(self, (at) => a.push(at))
    let k = 0
    const walk = (d: number, at: number): boolean => {
      if (d === shape.length)
        return eq(readItem(self.bytes, a[k++], self.format), readItem(other.bytes, at, other.format))
      for (let i = 0; i < shape[d]; i++) if (!walk(d + 1, at + i * other.strides[d])) return false
      return true
    }
    return walk(0, other.offset)
  } finally {
    other.release()
  }
}

function hashOf(self: W_MemoryView): number | bigint {
  if (self.hashed === undefined) {
    live(self)
    if (!self.readonly) throw error('ValueError', 'cannot hash writable memoryview object')
    const c = nativeFormat(self.format)
    if (c === undefined || !'Bbc'.includes(c))
      throw error('ValueError', "memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
    // The owner must be hashable too.
    hash(self.lease.owner)
    self.hashed = hashBytes(contiguousBytes(asExport(self)))
  }
  return self.hashed
}

/** The items in order: of C ('C', 'A' and None, unless the view is Fortran's) or of Fortran ('F'). */
function allBytes(self: W_MemoryView, order: string | null): Uint8Array {
  const b: BufferExport = asExport(live(self))
  if (order !== null && !['C', 'F', 'A'].includes(order)) throw error('ValueError', "order must be 'C', 'F' or 'A'")
  const fortran = order === 'F' || (order === 'A' && isFortran(self) && !isContiguous(b))
  const bytes = contiguousBytes(
    fortran ? { ...b, shape: [...b.shape].reverse(), strides: [...b.strides].reverse() } : b,
  )
  return bytes.slice()
}

export const memoryviewType: W_Type = defineType<W_MemoryView>(
  'memoryview',
  {
    layout: { name: 'memoryview', base: OBJECT_LAYOUT },
    final: true,
    hasWeakref: true,
    pattern: 1,
    doc: 'A view of the memory of an object.',
  },
  (t) => {
    t.new([arg('object')], (_cls, w) => newView(w))
    t.classMethod(
      '_from_flags',
      [arg('object'), arg('flags', int)],
      'A view made with the given flags.',
      (_cls, w, flags) => {
        const view = newView(w, flags)
        // PyBUF_READ and PyBUF_WRITE are no requests, for which only views do not look.
        if ((flags === 0x100 || flags === 0x200) && !(w instanceof W_MemoryView)) {
          view.release()
          throw error('SystemError', 'Objects/abstract.c:430: bad argument to internal function')
        }
        return view
      },
    )
    bufferMethods(t)
    t.special('__repr__', (self) => `<${self.released ? 'released memory' : 'memory'} at ${addressText(self)}>`)
    t.special('__len__', (self) => {
      live(self)
      if (self.dimensions.length === 0) throw error('TypeError', '0-dim memory has no length')
      return self.dimensions[0]
    })
    t.special('__hash__', hashOf)
    t.special('__eq__', (self, w: Value) => equal(self, w))
    t.special('__ne__', (self, w: Value) => {
      const r = equal(self, w)
      return r === NotImplemented ? r : !r
    })
    t.special('__iter__', (self) => {
      if (self.dimensions.length === 0) throw error('TypeError', 'invalid indexing of 0-dim memory')
      if (self.dimensions.length > 1)
        throw error('NotImplementedError', 'multi-dimensional sub-views are not implemented')
      return new W_MemoryIterator(live(self))
    })
    t.special('__getitem__', getItem)
    t.special('__setitem__', (self, key: Value, value: Value) => (setItem(self, key, value), null))
    t.special('__delitem__', (self, _key: Value) => {
      if (live(self).readonly) throw error('TypeError', 'cannot modify read-only memory')
      throw error('TypeError', 'cannot delete memory')
    })
    t.method(
      'tobytes',
      [arg<string | null>('order', utf8OrNone, 'C', "'C'")],
      'The items as bytes.',
      (self, order) => new W_Bytes(allBytes(self, order)),
    )
    t.method('tolist', [], 'The items as a list, of lists where there are more dimensions.', (self) =>
      nestedItems(live(self)),
    )
    t.method('toreadonly', [], 'A view of the same memory that cannot be written through.', (self) =>
      derived(live(self), { readonly: true }),
    )
    t.method(
      'cast',
      [arg('format', text), optArg('shape')],
      'A view of the same memory in another format or shape.',
      cast,
    )
    t.method(
      'hex',
      [optArg('sep'), arg('bytes_per_sep', int, 1)],
      "The bytes as hexadecimal digits, with a separator between groups of them.\n\n>>> memoryview(b'\\x01\\xff').hex(' ')\n'01 ff'",
      (self, sep, group) => hexText(contiguousBytes(asExport(live(self))), sep, group),
      '($self, /, sep=<unrepresentable>, bytes_per_sep=1)',
    )
    t.method('release', [], 'Give the memory back.', (self) => (self.release(), null))
    t.method('__enter__', [], 'The view itself.', (self) => live(self), null)
    t.method('__exit__', [rest('exc_info')], 'Give the memory back.', (self) => (self.release(), null))
    t.getset('obj', 'The object whose memory it is.', (self) => live(self).lease.owner)
    t.getset('nbytes', 'Bytes of all items.', (self) => itemCount(live(self)) * self.itemsize)
    t.getset('readonly', 'Whether the memory cannot be written.', (self) => live(self).readonly)
    t.getset('itemsize', 'Bytes of an item.', (self) => live(self).itemsize)
    t.getset('format', 'Format of an item, as in the struct module.', (self) => live(self).format)
    t.getset('ndim', 'Number of dimensions.', (self) => live(self).dimensions.length)
    t.getset('shape', 'Number of items in each dimension.', (self) => new W_Tuple([...live(self).dimensions]))
    t.getset(
      'strides',
      'Bytes from one item to the next in each dimension.',
      (self) => new W_Tuple([...live(self).strides]),
    )
    t.getset('suboffsets', 'Always empty.', (self) => (live(self), new W_Tuple([])))
    t.getset('c_contiguous', 'Whether items lie in the order of C.', (self) => isContiguous(asExport(live(self))))
    t.getset('f_contiguous', 'Whether items lie in the order of Fortran.', (self) => isFortran(live(self)))
    t.getset(
      'contiguous',
      'Whether items lie side by side.',
      (self) => isContiguous(asExport(live(self))) || isFortran(self),
    )
  },
)
