// The buffer protocol between host objects: who has bytes, and how views on them are taken. PEP 688; ref: datamodel#emulating-buffer-types
//
// A host class that exports its memory declares `exportBuffer`. Code that reads at once uses `bytesOf` or `readBuffer`, which
// hold nothing; code that keeps a view (memoryview, readinto) takes one with `exportOf` and calls `release` when done.
import { error } from '../../errors/exception.ts'
import { callSpecial2 } from '../../operations/call.ts'
import { typeOf } from '../../space/kind.ts'
import { Special } from '../../space/special.ts'
import type { Value } from '../../space/value.ts'
import { W_ByteArray } from './bytearray-value.ts'
import { W_Bytes } from './bytes-value.ts'

/** Memory that an object lends out. */
export interface BufferExport {
  /** The whole memory; items are found in it by `offset` and `strides`. */
  readonly bytes: Uint8Array
  readonly offset: number
  readonly readonly: boolean
  /** Format of an item, as the struct module writes it. */
  readonly format: string
  readonly itemsize: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
  /** Whose memory it is, where that is another object than the one that lends it. */
  readonly owner?: Value
  /** Gives the memory back. */
  release(): void
}

declare module '../../space/value.ts' {
  interface W_Object {
    /** Lends the memory of the object; BufferError where that cannot be. */
    exportBuffer?(): BufferExport
  }
}

const nothing = (): void => {}

/** An export of plain bytes. */
export function plainExport(bytes: Uint8Array, readonly: boolean, release: () => void = nothing): BufferExport {
  return { bytes, offset: 0, readonly, format: 'B', itemsize: 1, shape: [bytes.length], strides: [1], release }
}

W_Bytes.prototype.exportBuffer = function (this: W_Bytes): BufferExport {
  return plainExport(this.bytes, true)
}

W_ByteArray.prototype.exportBuffer = function (this: W_ByteArray): BufferExport {
  this.exports++
  let held = true
  return plainExport(this.data.subarray(0, this.length), false, () => {
    if (held) this.exports--
    held = false
  })
}

/** The memory of any object that has some, Python classes with `__buffer__` included; undefined for others. */
export function exportOf(w: Value): BufferExport | undefined {
  if (typeof w !== 'object' || w === null) return undefined
  if (w.exportBuffer !== undefined) return w.exportBuffer()
  const type = typeOf(w)
  if (!type.heap) return undefined
  const method = type.special(Special.buffer)
  if (method === undefined || method === null) return undefined
  const view = callSpecial2(method, w, 0x11c)
  if (
    typeof view !== 'object' ||
    view === null ||
    typeOf(view).fullName !== 'memoryview' ||
    view.exportBuffer === undefined
  )
    throw error('TypeError', '__buffer__ returned non-memoryview object')
  const exported = view.exportBuffer()
  const give = type.special(Special.release_buffer)
  if (give === undefined || give === null) return exported
  return {
    ...exported,
    release: () => {
      callSpecial2(give, w, view)
      exported.release()
    },
  }
}

/** Whether `w` has a buffer. */
export function hasBuffer(w: Value): boolean {
  if (typeof w !== 'object' || w === null) return false
  if (w.exportBuffer !== undefined) return true
  const type = typeOf(w)
  return type.heap && (type.special(Special.buffer) ?? null) !== null
}

/** Whether the items of an export lie side by side in order. */
export function isContiguous(b: BufferExport): boolean {
  let step = b.itemsize
  for (let d = b.shape.length - 1; d >= 0; d--) {
    if (b.shape[d] === 0) return true
    if (b.shape[d] !== 1 && b.strides[d] !== step) return false
    step *= b.shape[d]
  }
  return true
}

/** The bytes of all items of an export in order: the memory itself where it is contiguous. */
export function contiguousBytes(b: BufferExport): Uint8Array {
  let total = b.itemsize
  for (const n of b.shape) total *= n
  if (isContiguous(b)) return b.bytes.subarray(b.offset, b.offset + total)
  const out = new Uint8Array(total)
  let at = 0
  const walk = (d: number, offset: number): void => {
    if (d === b.shape.length) {
      out.set(b.bytes.subarray(offset, offset + b.itemsize), at)
      at += b.itemsize
      return
    }
    for (let i = 0; i < b.shape[d]; i++) walk(d + 1, offset + i * b.strides[d])
  }
  walk(0, b.offset)
  return out
}

/** The bytes of a bytes-like object for reading at once, or undefined. */
export function readBuffer(w: Value): Uint8Array | undefined {
  if (w instanceof W_Bytes) return w.bytes
  if (w instanceof W_ByteArray) return w.data.subarray(0, w.length)
  const exported = exportOf(w)
  if (exported === undefined) return undefined
  const bytes = contiguousBytes(exported)
  exported.release()
  return bytes
}

/** The bytes of a bytes-like object for reading at once; TypeError for any other. */
export function bytesOf(w: Value): Uint8Array {
  const bytes = readBuffer(w)
  if (bytes === undefined) throw error('TypeError', `a bytes-like object is required, not '${typeOf(w).fullName}'`)
  return bytes
}

/** A contiguous view of writable memory; TypeError with `message` for anything else. */
export function writableBuffer(w: Value, message: string): BufferExport {
  const exported = exportOf(w)
  if (exported === undefined || exported.readonly || !isContiguous(exported)) {
    exported?.release()
    throw error('TypeError', message)
  }
  return exported
}
