// What sys.getsizeof answers: what an object says of itself by `__sizeof__`, CPython's header of what its collector knows, and what it keeps before
// instances.
import { add, bytesBefore, callSpecial1, hasHeader, Special, typeOf, type Value } from '@typhon/objspace'

/** Undefined for what does not tell. */
export function sizeOf(w: Value): Value | undefined {
  const type = typeOf(w)
  const method = type.special(Special.sizeof)
  if (method === undefined) return undefined
  return add(callSpecial1(method, w), (hasHeader(type) ? 16 : 0) + bytesBefore(type))
}
