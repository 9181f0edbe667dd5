/**
 * The verifier: looks at every object of a heap between two collections, and says everything that is wrong.
 *
 * What it holds every heap to:
 *
 * - each object has a type, a size that fits, and no flag that belongs to the inside of a collection;
 * - each reference, in an object that can be reached or in a root, leads to an object of the list of all objects, not into the middle of one nor to
 *   one that was freed (in dead objects, references may lead anywhere: nobody follows them);
 * - no weak reference and no key of an ephemeron leads to a freed object;
 * - what the collector itself wants to hold (`complaint`): that no old object refers to a young one without being remembered, that no
 *   black object refers to a white one, that counts are right.
 */
import { FORWARDED, ORDERED } from './header.ts'
import type { Heap } from './heap.ts'

export class HeapError extends Error {
  override readonly name = 'HeapError'
  readonly faults: string[]

  constructor(faults: string[]) {
    super(`the heap is broken:\n  ${faults.slice(0, 20).join('\n  ')}`)
    this.faults = faults
  }
}

const MANY = 100

export function verify<R>(heap: Heap<R>): void {
  const { collector, model } = heap
  const faults: string[] = []
  const objects = new Set<R>()
  const look = (ref: R): void => {
    if (faults.length > MANY) return
    const complaint = model.complaint(ref)
    if (complaint !== '') faults.push(complaint)
    else if ((model.flags(ref) & (FORWARDED | ORDERED)) !== 0)
      faults.push(`${model.typeName(ref)} ${name(ref)} has flags ${model.flags(ref)} of the inside of a collection`)
    if (objects.has(ref)) faults.push(`${name(ref)} is listed twice`)
    objects.add(ref)
  }
  try {
    heap.each(look)
  } catch (error) {
    // Behind an object without a type there is no next one.
    if (faults.length === 0) throw error
  }
  if (faults.length > 0) throw new HeapError(faults)

  const check = collector.checker()
  const seen = new Set<R>()
  const pending: R[] = []
  let from = 'a root'
  const visitor = {
    visit(ref: R): R {
      if (ref === model.nil || seen.has(ref)) return ref
      if (!objects.has(ref)) {
        if (model.name === 'host' && model.complaint(ref) !== '') return ref // a leaf that was never added
        if (faults.length < MANY) faults.push(`${from} refers to ${name(ref)}, where no object is`)
        return ref
      }
      seen.add(ref)
      pending.push(ref)
      return ref
    },
  }
  heap.roots.visit(visitor)
  heap.finalizers.visit(visitor)
  while (pending.length > 0 && faults.length < MANY) {
    const ref = pending.pop()!
    from = `${model.typeName(ref)} ${name(ref)}`
    model.visit(ref, visitor)
    const complaint = check(ref)
    if (complaint !== '') faults.push(`${from}: ${complaint}`)
  }
  heap.weak.each((reference) => {
    if (!objects.has(reference.target))
      faults.push(`a weak reference leads to ${name(reference.target)}, where no object is`)
  })
  heap.finalizers.each((ref) => {
    if (!objects.has(ref)) faults.push(`a finalizer is registered for ${name(ref)}, where no object is`)
  })
  for (const table of heap.ephemerons.tables)
    for (const key of table.keys())
      if (!objects.has(key)) faults.push(`an ephemeron has the key ${name(key)}, where no object is`)
  if (faults.length > 0) throw new HeapError(faults)
}

function name(ref: unknown): string {
  return typeof ref === 'number'
    ? `0x${ref.toString(16)}`
    : typeof ref === 'object' && ref !== null
      ? 'object'
      : String(ref)
}
