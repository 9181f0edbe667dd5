// `__buffer__` and `__release_buffer__` of built-in types. PEP 688; CPython: Objects/typeobject.c (wrap_buffer, wrap_releasebuffer)
import { error } from '../../errors/exception.ts'
import type { Value } from '../../space/value.ts'
import { ssize } from '../../typedef/convert.ts'
import type { TypeBuilder } from '../../typedef/define.ts'
import { type BufferExport, ownExport, views } from './buffer.ts'

/** PyBUF_FORMAT, PyBUF_ND */
const FORMAT = 0x4
const SHAPE = 0x8

/** A view on the memory of a built-in object itself, whatever its class says. */
function lend(self: Value, flags: number): Value {
  if (flags > 0x7fffffff || flags < -0x80000000) throw error('OverflowError', 'buffer flags out of range')
  const exported = ownExport(self, flags) as BufferExport
  if (views.isView(self) && (flags & FORMAT) !== 0 && (flags & SHAPE) === 0) {
    exported.release()
    throw error('BufferError', 'memoryview: cannot cast to unsigned bytes if the format flag is present')
  }
  return views.make(self, exported)
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
  t.special('__buffer__', (self: Value, w_flags: Value) => lend(self, ssize(w_flags)))
  if (releases) t.special('__release_buffer__', (self: Value, w: Value) => giveBack(self, w))
}
