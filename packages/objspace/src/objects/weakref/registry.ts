// Which weak references point to an object. It has a list of them from its first one on, of handles, so that a reference that the program
// dropped is not kept.
import { type Value, type W_Object, WEAKREFS } from '../../space/value.ts'

/** The references (weakref.ref, proxies) to an object: the shared ones without callbacks first, then the others, the youngest first. */
export function weakrefsOf(w: W_Object): WeakRef<W_Object>[] | undefined {
  return w[WEAKREFS]
}

/** The first reference to an object is made. */
export function setWeakrefs(w: W_Object, handles: WeakRef<W_Object>[]): void {
  w[WEAKREFS] = handles
}

/** The first weak reference to `w`, or None. */
export function firstWeakref(w: W_Object): Value {
  for (const handle of weakrefsOf(w) ?? []) {
    const ref = handle.deref()
    if (ref !== undefined) return ref
  }
  return null
}
