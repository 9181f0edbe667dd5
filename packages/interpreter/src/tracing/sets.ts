// Sets in traces. As long as all keys of a set are strings and ints, looking for one, adding and removing one run no code of the program, so
// that what is known of other objects stays known, and iterators need not be written before.
//
// What must stay true: a set has no upper halves of hashes (`highs`) as long as its keys are such (objspace's set.ts).
import type * as Jit from '@typhon/jit'
import { shapes, type Value, W_Set } from '@typhon/objspace'
import { callOf } from './residual.ts'
import type { Tracer } from './tracer.ts'

/** Guards that a value is a set with such keys alone, and `key` is one; false for others. */
function isPlain(t: Tracer, set: Jit.Value, key: Jit.Value): boolean {
  const { d, r } = t
  const w = set.concrete
  const k = key.concrete
  if (!(w instanceof W_Set) || w.shape !== shapes.set || w.highs !== null) return false
  if (typeof k !== 'string' && typeof k !== 'number') return false
  r.classOf(set, [d.ofShape(shapes.set)])
  r.classOf(key, [d.str, d.int])
  return r.isNull(r.getfield(set, d.setHighs))
}

/** `key in set` as 0 or 1; null for others. */
export function inPlainSet(t: Tracer, set: Jit.Value, key: Jit.Value): Jit.Value | null {
  return isPlain(t, set, key) ? t.r.call(t.d.setHasPlain, set, key) : null
}

/** `key in set` as a bool, of a set that may have to compare keys; null for other values. */
export function inSet(t: Tracer, set: Jit.Value, key: Jit.Value): Jit.Value | null {
  const w = set.concrete
  if (!(w instanceof W_Set) || w.shape !== shapes.set) return null
  t.r.classOf(set, [t.d.ofShape(shapes.set)])
  return t.r.call(callOf(t, 'set.has', has), set, key)
}

const has = (set: W_Set, key: Value): boolean => set.has(key)

/** `len(set)`; null for others. */
export function lengthOfSet(t: Tracer, set: Jit.Value): Jit.Value | null {
  const w = set.concrete
  if (!(w instanceof W_Set) || w.shape !== shapes.set) return null
  t.r.classOf(set, [t.d.ofShape(shapes.set)])
  return t.r.getfield(set, t.d.setUsed)
}

/** `set.add(key)`; null for others. */
export function addToSet(t: Tracer, [set, key, ...more]: readonly Jit.Value[]): Jit.Value | null {
  if (key === undefined || more.length > 0 || !isPlain(t, set, key)) return null
  t.r.call(t.d.setAdd, set, key)
  return t.r.ref(null)
}

/** `set.discard(key)`; null for others. */
export function discardFromSet(t: Tracer, [set, key, ...more]: readonly Jit.Value[]): Jit.Value | null {
  if (key === undefined || more.length > 0 || !isPlain(t, set, key)) return null
  t.r.call(t.d.setDiscard, set, key)
  return t.r.ref(null)
}
