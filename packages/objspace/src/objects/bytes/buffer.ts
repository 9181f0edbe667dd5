// The buffer protocol between host objects: who has bytes, and how views on them are taken. PEP 688; ref: datamodel#emulating-buffer-types
//
// A host class that exports its memory declares `exportBuffer`. Code that reads at once uses `bytesOf` or `readBuffer`, which
// hold nothing; code that keeps a view (memoryview, readinto) takes one with `exportOf` and calls `release` when done.
import { error, isError, W_BaseException } from '../../errors/exception.ts'
import { callSpecial2 } from '../../operations/call.ts'
import { typeOf } from '../../space/kind.ts'
import { hooks } from '../../space/hooks.ts'
import { Special } from '../../space/special.ts'
import type { Value, W_Object } from '../../space/value.ts'
import { W_MethodDescriptor } from '../../typedef/builtin.ts'
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

/** What is asked of a buffer: any shape, read-only as well (PyBUF_FULL_RO); bytes side by side; those, to be written. */
export const FULL = 0x11c
export const SIMPLE = 0
export const WRITABLE = 1
/** Strides may be given, and so a shape; items in the order of C, of Fortran, of either. */
const STRIDED = 0x18
const C_ORDER = 0x20 | STRIDED
const FORTRAN_ORDER = 0x40 | STRIDED
const ANY_ORDER = 0x80 | STRIDED

/** A memoryview, as far as this file has to do with it. */
export interface View extends W_Object {
  /** Whose memory it shows; null once that was given back. */
  readonly owner: Value
  giveBack(): void
}

/** What memoryview/type.ts hands in. */
export const views = {
  /** A view of the memory that `owner` lends. */
  make: (_owner: Value, _exported: BufferExport): Value => null,
  /** One that may be read while the owner is told that it is given back, and not afterwards. */
  restricted: (_owner: Value, _exported: BufferExport): W_Object & { release(): void } => {
    throw new Error('no memoryview')
  },
  isView: (_w: Value): _w is View => false,
}

/** The memory that a host object lends, whatever its class says; undefined where it has none. */
export function ownExport(w: Value, flags: number): BufferExport | undefined {
  if (typeof w !== 'object' || w === null || w.exportBuffer === undefined) return undefined
  const exported = w.exportBuffer()
  const refuse = (message: string): unknown => {
    exported.release()
    return error('BufferError', message)
  }
  if ((flags & WRITABLE) !== 0 && exported.readonly)
    throw refuse(
      typeOf(w).name === 'memoryview' ? 'memoryview: underlying buffer is not writable' : 'Object is not writable.',
    )
  const wants = (order: number): boolean => (flags & order) === order
  if (isContiguous(exported)) {
    if (wants(FORTRAN_ORDER) && !isFortranContiguous(exported))
      throw refuse('memoryview: underlying buffer is not Fortran contiguous')
    return exported
  }
  if (wants(C_ORDER)) throw refuse('memoryview: underlying buffer is not C-contiguous')
  if (!isFortranContiguous(exported)) {
    if (wants(FORTRAN_ORDER)) throw refuse('memoryview: underlying buffer is not Fortran contiguous')
    if (wants(ANY_ORDER)) throw refuse('memoryview: underlying buffer is not contiguous')
  }
  if (!wants(STRIDED)) throw refuse('memoryview: underlying buffer is not C-contiguous')
  return exported
}

const isPython = (method: Value | undefined): method is Value =>
  method !== undefined && method !== null && !(method instanceof W_MethodDescriptor)

/** The memory of any object that has some, Python classes with `__buffer__` included; undefined for others. */
export function exportOf(w: Value, flags = FULL): BufferExport | undefined {
  if (typeof w !== 'object' || w === null) return undefined
  const type = typeOf(w)
  if (!type.heap) return ownExport(w, flags)
  const give = type.special(Special.release_buffer)
  const method = type.special(Special.buffer)
  if (!isPython(method)) {
    const exported = ownExport(w, flags)
    return exported === undefined || !isPython(give) ? exported : toldOf(w, exported, give)
  }
  const view = callSpecial2(method, w, flags)
  if (!views.isView(view)) throw error('TypeError', '__buffer__ returned non-memoryview object')
  const exported = ownExport(view, flags) as BufferExport
  if (!isPython(give)) return exported
  return {
    ...exported,
    release: once(() => {
      exported.release()
      if (view.owner !== w) return tell(give, w, view)
      // The object lent its own memory by `super().__buffer__`, and nobody else has the view.
      const shown = views.restricted(w, { ...exported, release: () => view.giveBack() })
      tell(give, w, shown)
      shown.release()
    }),
  }
}

/** An export of the object's own memory, which its class wants to be told of when it is given back. */
function toldOf(w: W_Object, exported: BufferExport, give: Value): BufferExport {
  return {
    ...exported,
    release: once(() => {
      const view = views.restricted(w, exported)
      tell(give, w, view)
      view.release()
    }),
  }
}

/** Calls `__release_buffer__`, which must not fail. */
function tell(give: Value, w: Value, view: Value): void {
  try {
    callSpecial2(give, w, view)
  } catch (e) {
    if (!isError(e, 'BaseException')) throw e
    hooks.unraisable(e, '', w)
  }
}

function once(action: () => void): () => void {
  let held = true
  return () => {
    if (!held) return
    held = false
    action()
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

/** Whether the first index is the one that varies fastest. */
export function isFortranContiguous(b: BufferExport): boolean {
  return isContiguous({ ...b, shape: [...b.shape].reverse(), strides: [...b.strides].reverse() })
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

/** The bytes of a bytes-like object for reading at once, or undefined. BufferError where they do not lie side by side. */
export function readBuffer(w: Value): Uint8Array | undefined {
  if (w instanceof W_Bytes) return w.bytes
  if (w instanceof W_ByteArray) return w.data.subarray(0, w.length)
  const exported = exportOf(w, SIMPLE)
  if (exported === undefined) return undefined
  const bytes = contiguousBytes(exported)
  exported.release()
  return bytes
}

/** Like readBuffer, and undefined also where the memory is not contiguous or was released: for messages of the callers' own. */
export function bufferIfAny(w: Value): Uint8Array | undefined {
  try {
    return readBuffer(w)
  } catch (e) {
    if (e instanceof W_BaseException) return undefined
    throw e
  }
}

/** Like readBuffer, for memory of any shape: its items in order. */
export function readItems(w: Value): Uint8Array | undefined {
  const exported = exportOf(w, FULL)
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
  let exported: BufferExport | undefined
  try {
    exported = exportOf(w, WRITABLE)
  } catch (e) {
    if (!isError(e, 'Exception')) throw e
  }
  if (exported === undefined) throw error('TypeError', message)
  return exported
}
