// Which weak references point to an object. The lists hang on a WeakMap, so that objects pay nothing for being referable.
import type { Value, W_Object } from '../../space/value.ts'

/** The references (weakref.ref, proxies) to each object, in order of creation; the plain callback-less ones first. */
export const weakrefs = new WeakMap<W_Object, W_Object[]>()

/** The first weak reference to `w`, or None. */
export function firstWeakref(w: W_Object): Value {
  return weakrefs.get(w)?.[0] ?? null
}
