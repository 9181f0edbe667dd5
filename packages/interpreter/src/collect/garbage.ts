// How much of what is gone CPython's collector would have found: what is in cycles, or hangs on them. What is in none went with its
// last reference. CPython: Python/gc.c
import type { W_Object } from '@typhon/objspace'
import { Frame } from '../objects/frame.ts'
import { type Kept, Note } from './likeness.ts'
import { eachPart } from './parts.ts'

/** Those of the notes, all of whose objects are gone, that are in a cycle or can be reached from one. */
export function cyclic(gone: readonly Note[]): Note[] {
  for (const note of gone) note.referrers = 0
  for (const note of gone)
    if (!note.isFrame) for (const part of note.values) if (part instanceof Note && part.referrers >= 0) part.referrers++
  const free = gone.filter((note) => note.referrers === 0)
  for (let note = free.pop(); note !== undefined; note = free.pop()) {
    note.referrers = -1
    if (note.isFrame) continue
    for (const part of note.values) if (part instanceof Note && --part.referrers === 0) free.push(part)
  }
  return gone.filter((note) => note.referrers > 0 && note.isTracked)
}

/**
 * Those of `objects`, who may all be gone soon, that are in a cycle or can be reached from one, as far as is known before. What else may be
 * gone, `others`, refers to them too.
 */
export function inCycles(objects: readonly W_Object[], others: readonly W_Object[], kept: Kept): W_Object[] {
  const referrers = new Map<W_Object, number>()
  const open: W_Object[] = []
  const see = (w: W_Object): void => {
    if (referrers.has(w) || kept.has(w)) return
    referrers.set(w, 0)
    open.push(w)
  }
  objects.forEach(see)
  others.forEach(see)
  for (let w = open.pop(); w !== undefined; w = open.pop()) eachPart(w, see)
  const add = (part: W_Object): void => {
    const n = referrers.get(part)
    if (n !== undefined) referrers.set(part, n + 1)
  }
  // Frames: see Note.
  for (const w of referrers.keys()) if (!(w instanceof Frame)) eachPart(w, add)
  const free: W_Object[] = []
  for (const [w, n] of referrers) if (n === 0) free.push(w)
  const take = (part: W_Object): void => {
    const n = referrers.get(part)
    if (n === undefined) return
    referrers.set(part, n - 1)
    if (n === 1) free.push(part)
  }
  for (let w = free.pop(); w !== undefined; w = free.pop()) {
    referrers.delete(w)
    if (!(w instanceof Frame)) eachPart(w, take)
  }
  const found = objects.filter((w) => referrers.has(w))
  // V8 may be compiling a function from here, and hold its variables meanwhile.
  referrers.clear()
  return found
}
