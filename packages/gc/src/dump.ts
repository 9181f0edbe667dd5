/**
 * Looking at a heap from outside: dumps and queries. They go by the list of all objects, so they see dead ones not yet collected; `heap.collect()` before
 * leaves only the living.
 */
import type { Heap } from './heap.ts'

/** An object in a dump. Numbers are given out in the order of the dump, which is that of addresses or of age. */
export interface DumpedObject {
  id: number
  type: string
  size: number
  refs: number[]
  /** Present when a root refers to it. */
  root?: true
}

/** All objects, with references as numbers of objects; one after the other, so that a dump of a large heap may be written line by line. */
export function* dump<R>(heap: Heap<R>): IterableIterator<DumpedObject> {
  const { model } = heap
  const ids = new Map<R, number>()
  const objects: R[] = []
  heap.each((ref) => {
    ids.set(ref, objects.length)
    objects.push(ref)
  })
  const roots = new Set<R>()
  heap.roots.visit({ visit: (ref) => (roots.add(ref), ref) })
  for (const [id, ref] of objects.entries()) {
    const refs: number[] = []
    for (const child of heap.referents(ref)) {
      const number = ids.get(child)
      if (number !== undefined) refs.push(number)
    }
    const object: DumpedObject = { id, type: model.typeName(ref), size: model.sizeOf(ref), refs }
    if (roots.has(ref)) object.root = true
    yield object
  }
}

/** Objects and bytes of each type, the most bytes first. */
export function census<R>(heap: Heap<R>): { type: string; objects: number; bytes: number }[] {
  const counts = new Map<string, { type: string; objects: number; bytes: number }>()
  heap.each((ref) => {
    const type = heap.model.typeName(ref)
    let count = counts.get(type)
    if (count === undefined) counts.set(type, (count = { type, objects: 0, bytes: 0 }))
    count.objects++
    count.bytes += heap.model.sizeOf(ref)
  })
  return [...counts.values()].sort((a, b) => b.bytes - a.bytes)
}

/** The objects that refer to `target`. */
export function referrers<R>(heap: Heap<R>, target: R): R[] {
  const found: R[] = []
  let from: R = heap.model.nil
  const visitor = {
    visit(ref: R): R {
      if (ref === target && found[found.length - 1] !== from) found.push(from)
      return ref
    },
  }
  heap.each((ref) => {
    from = ref
    heap.model.visit(ref, visitor)
  })
  return found
}
