// W_MemoryView: a shaped window on the memory of another object. Its type's definition is in type.ts.
//
// The view that memoryview(object) makes holds the memory of the object until it is released. Slices and casts of it share
// the export without holding it. A view that has itself lent its memory (`exports` > 0) cannot be released.
//
// differs: CPython keeps an object from being resized until the last slice of a view is gone, which reference counts tell. Here
// `release` ends it, the end of a `with`, or that no running code holds a view (see bytes/lease.ts).
import { error } from '../../errors/exception.ts'
import type { W_Type } from '../../space/type.ts'
import { type Value, W_Object } from '../../space/value.ts'
import { type BufferExport, isFortranContiguous } from '../bytes/buffer.ts'
import { endUnusedLeases, type Lease } from '../bytes/lease.ts'
import { W_List } from '../list/list.ts'
import { readItem } from './items.ts'

export interface Layout {
  readonly offset: number
  readonly format: string
  readonly itemsize: number
  readonly dimensions: readonly number[]
  readonly strides: readonly number[]
  readonly readonly: boolean
}

export class W_MemoryView extends W_Object implements Layout {
  readonly lease: Lease
  readonly bytes: Uint8Array
  readonly offset: number
  readonly format: string
  readonly itemsize: number
  readonly dimensions: readonly number[]
  readonly strides: readonly number[]
  readonly readonly: boolean
  released = false
  /** Shown to `__release_buffer__`, which may not keep the memory by views of it. */
  restricted = false
  exports = 0
  hashed: number | bigint | undefined = undefined

  /** Whether releasing this view gives the memory back to its owner. */
  private readonly holds: boolean

  constructor(type: W_Type, lease: Lease, layout: Layout, holds: boolean) {
    super(type.rootShape())
    this.lease = lease
    this.holds = holds
    this.bytes = lease.exported.bytes
    this.offset = layout.offset
    this.format = layout.format
    this.itemsize = layout.itemsize
    this.dimensions = layout.dimensions
    this.strides = layout.strides
    this.readonly = layout.readonly
  }

  /** Whose memory it is; null once that was given back. */
  get owner(): Value {
    return this.released ? null : this.lease.owner
  }

  /** Gives the memory back, whoever else has views on it. */
  giveBack(): void {
    this.released = true
    this.lease.end()
  }

  release(): void {
    if (this.released) return
    if (this.exports > 0 && !(endUnusedLeases(this) && this.exports === 0))
      throw error('BufferError', `memoryview has ${this.exports} exported buffer${this.exports === 1 ? '' : 's'}`)
    this.released = true
    if (this.holds) this.lease.end()
  }

  override exportBuffer(): BufferExport {
    live(this)
    unrestricted(this)
    this.exports++
    let held = true
    const { bytes, offset, readonly, format, itemsize, strides } = this
    return {
      bytes,
      offset,
      readonly,
      format,
      itemsize,
      shape: this.dimensions,
      strides,
      release: () => {
        if (held) this.exports--
        held = false
      },
    }
  }
}

/** The view itself, which must not have been released. */
export function live(self: W_MemoryView): W_MemoryView {
  if (self.released) throw error('ValueError', 'operation forbidden on released memoryview object')
  return self
}

/** Raises ValueError where there may not be further views. */
export function unrestricted(self: W_MemoryView): void {
  if (self.restricted) throw error('ValueError', 'cannot create new view on restricted memoryview')
}

/** Number of items. */
export function itemCount(self: W_MemoryView): number {
  return self.dimensions.reduce((n, k) => n * k, 1)
}

/** What `bytes/buffer.ts` wants to know of a layout. */
export function asExport(self: W_MemoryView): BufferExport {
  const { bytes, offset, readonly, format, itemsize, strides } = self
  return { bytes, offset, readonly, format, itemsize, shape: self.dimensions, strides, release: () => {} }
}

/** Whether items lie side by side, the first index changing fastest. */
export function isFortran(self: W_MemoryView): boolean {
  return isFortranContiguous(asExport(self))
}

/** Calls `each` with the place of every item in order. */
export function forEachItem(self: W_MemoryView, each: (at: number) => void): void {
  const walk = (d: number, at: number): void => {
    if (d === self.dimensions.length) each(at)
    else for (let i = 0; i < self.dimensions[d]; i++) walk(d + 1, at + i * self.strides[d])
  }
  walk(0, self.offset)
}

/** The items as nested lists. */
export function nestedItems(self: W_MemoryView): Value {
  const walk = (d: number, at: number): Value => {
    if (d === self.dimensions.length) return readItem(self.bytes, at, self.format)
    return new W_List(Array.from({ length: self.dimensions[d] }, (_, i) => walk(d + 1, at + i * self.strides[d])))
  }
  return walk(0, self.offset)
}
