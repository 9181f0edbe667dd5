/** The collectors by their names. */
import type { Collector } from './collector.ts'
import type { Heap } from './heap.ts'
import { MarkSweep } from './marksweep.ts'
import { None } from './none.ts'
import { SemiSpace } from './semispace.ts'
import type { CollectorName } from './settings.ts'

/** What moves objects, and so needs a model that can. */
const MOVING: readonly CollectorName[] = ['semispace']

export function makeCollector<R>(name: CollectorName, heap: Heap<R>): Collector<R> {
  if (MOVING.includes(name) && !heap.model.moves)
    throw new RangeError(`the collector ${name} moves objects, which the model ${heap.model.name} cannot`)
  switch (name) {
    case 'none':
      return new None(heap)
    case 'marksweep':
      return new MarkSweep(heap)
    case 'semispace':
      return new SemiSpace(heap)
    default:
      throw new RangeError(`no such collector: ${String(name)}`)
  }
}
