// Which weak references point to an object. The lists hang on a WeakMap, so that objects pay nothing for being referable, and hold
// handles, so that a reference that the program dropped is not kept.
import type { Value, W_Object } from '../../space/value.ts'

/** The references (weakref.ref, proxies) to each object: the shared ones without callbacks first, then the others, the youngest first. */
export const weakrefs = new WeakMap<W_Object, WeakRef<W_Object>[]>()

/** The first weak reference to `w`, or None. */
export function firstWeakref(w: W_Object): Value {
  for (const handle of weakrefs.get(w) ?? []) {
    const ref = handle.deref()
    if (ref !== undefined) return ref
  }
  return null
}
