// `__buffer__` and `__release_buffer__` of built-in types. PEP 688; CPython: Objects/typeobject.c (wrap_buffer, wrap_releasebuffer)
import { error, type W_BaseException } from '../../errors/exception.ts'
import type { Value } from '../../space/value.ts'
import { index } from '../../operations/convert.ts'
import type { TypeBuilder } from '../../typedef/define.ts'
import { type BufferExport, ownExport, views } from './buffer.ts'
import { W_ByteArray } from './bytearray-value.ts'
import { W_Bytes } from './bytes-value.ts'

/** PyBUF_FORMAT, PyBUF_ND */
const FORMAT = 0x4
const SHAPE = 0x8
/** PyBUF_READ and PyBUF_WRITE, which are for views of C and say nothing here. */
export const OF_C = [0x100, 0x200]

/** The flags as C's int has them: those below its range are cut off, those above it refused. */
function flagsOf(w: Value): number {
  const big = BigInt(index(w))
  if (BigInt.asIntN(64, big) !== big) throw error('OverflowError', "cannot fit 'int' into an index-sized integer")
  if (big > 0x7fffffffn) throw error('OverflowError', 'buffer flags too large')
  return Number(BigInt.asIntN(32, big))
}

/** What fills the description of plain bytes refuses such flags; a bytearray does not notice. CPython: PyBuffer_FillInfo */
function refuseFlagsOfC(self: Value): void {
  const failure = error('SystemError', 'Objects/abstract.c:772: bad argument to internal function')
  if (self instanceof W_Bytes) throw failure
  if (!(self instanceof W_ByteArray)) return
  const noticed = error(
    'SystemError',
    "<slot wrapper '__buffer__' of 'bytearray' objects> returned a result with an exception set",
  ) as W_BaseException
  noticed.cause = noticed.context = failure as W_BaseException
  throw noticed
}

/** A view on the memory of a built-in object itself, whatever its class says. */
function lend(self: Value, flags: number): Value {
  const exported = ownExport(self, flags) as BufferExport
  if (OF_C.includes(flags)) refuseFlagsOfC(self)
  if (views.isView(self) && (flags & FORMAT) !== 0 && (flags & SHAPE) === 0) {
    exported.release()
    throw error('BufferError', 'memoryview: cannot cast to unsigned bytes if the format flag is present')
  }
  return views.make(self, asAskedFor(exported, flags))
}

/** Who does not ask for the format is told of bytes, of each item the first one; who does not ask for the shape, of one dimension. */
function asAskedFor(exported: BufferExport, flags: number): BufferExport {
  let { format, shape, strides } = exported
  const { itemsize } = exported
  if ((flags & FORMAT) === 0) format = 'B'
  if ((flags & SHAPE) === 0 && shape.length > 1) {
    shape = [shape.reduce((n, k) => n * k, 1)]
    strides = [itemsize]
  }
  return { ...exported, format, shape, strides }
}

function giveBack(self: Value, w: Value): Value {
  if (!views.isView(w)) throw error('TypeError', 'expected a memoryview object')
  if (w.owner === null) throw error('ValueError', "memoryview's buffer has already been released")
  if (w.owner !== self) throw error('ValueError', "memoryview's buffer is not this object")
  w.giveBack()
  return null
}

/** Gives a type the methods; `releases` where its memory has to be given back. */
export function bufferMethods(t: TypeBuilder<any>, releases = true): void {
  t.special('__buffer__', (self: Value, w_flags: Value) => lend(self, flagsOf(w_flags)))
  if (releases) t.special('__release_buffer__', (self: Value, w: Value) => giveBack(self, w))
}
