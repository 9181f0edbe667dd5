// What sys.getsizeof answers: what an object says of itself by `__sizeof__`, CPython's header of what its collector knows, and what it keeps before
// instances.
import { add, bytesBefore, callSpecial1, Special, typeOf, type Value } from '@typhon/objspace'

/** Types whose objects CPython's collector does not know: they have no header of 16 bytes. */
const UNTRACKED = new Set(
  'int bool float complex str bytes bytearray range object NoneType NotImplementedType ellipsis'.split(' '),
)

/** Undefined for what does not tell. */
export function sizeOf(w: Value): Value | undefined {
  const type = typeOf(w)
  const method = type.special(Special.sizeof)
  if (method === undefined) return undefined
  return add(callSpecial1(method, w), (!type.heap && UNTRACKED.has(type.name) ? 0 : 16) + bytesBefore(type))
}
