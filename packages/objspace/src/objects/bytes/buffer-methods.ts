// `__buffer__` and `__release_buffer__` of built-in types. PEP 688; CPython: Objects/typeobject.c (wrap_buffer, wrap_releasebuffer)
import { error } from '../../errors/exception.ts'
import { typeOf } from '../../space/kind.ts'
import type { Value } from '../../space/value.ts'
import { ssize } from '../../typedef/convert.ts'
import type { TypeBuilder } from '../../typedef/define.ts'
import { pos } from '../../typedef/parameter.ts'
import { type BufferExport, ownExport, views } from './buffer.ts'

/** A view on the memory of a built-in object itself, whatever its class says. */
function lend(self: Value, flags: number): Value {
  if (flags > 0x7fffffff || flags < -0x80000000) throw error('OverflowError', 'buffer flags out of range')
  return views.make(self, ownExport(self, flags) as BufferExport)
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
  t.method(
    '__buffer__',
    [pos('flags', ssize)],
    'A memoryview of the bytes of the object.',
    (self, flags) => lend(self, flags),
    '($self, flags, /)',
  )
  if (releases)
    t.method(
      '__release_buffer__',
      [pos('buffer')],
      'Give back a view made by __buffer__.',
      (self, w) => giveBack(self, w),
      '($self, buffer, /)',
    )
}

/** Whether a type's method is that of a built-in type. */
export const isBuiltIn = (method: Value): boolean => !typeOf(method).heap && typeOf(method).name === 'method_descriptor'
