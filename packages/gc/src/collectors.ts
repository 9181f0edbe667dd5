/** The collectors by their names. */
import type { Collector } from './collector.ts'
import { Generation } from './generation.ts'
import type { Heap } from './heap.ts'
import { IncMiniMark } from './incminimark.ts'
import { MarkCompact } from './markcompact.ts'
import { MarkSweep } from './marksweep.ts'
import { MiniMark } from './minimark.ts'
import { None } from './none.ts'
import { RefCount } from './refcount.ts'
import { SemiSpace } from './semispace.ts'
import type { CollectorName } from './settings.ts'

/** What moves objects, and so needs a model that can. */
const MOVING: readonly CollectorName[] = ['markcompact', 'semispace']

export function makeCollector<R>(name: CollectorName, heap: Heap<R>): Collector<R> {
  if (MOVING.includes(name) && !heap.model.moves)
    throw new RangeError(`the collector ${name} moves objects, which the model ${heap.model.name} cannot`)
  switch (name) {
    case 'none':
      return new None(heap)
    case 'marksweep':
      return new MarkSweep(heap)
    case 'markcompact':
      return new MarkCompact(heap)
    case 'semispace':
      return new SemiSpace(heap)
    case 'generation':
      return new Generation(heap)
    case 'minimark':
      return new MiniMark(heap)
    case 'incminimark':
      return new IncMiniMark(heap)
    case 'refcount':
      return new RefCount(heap)
    default:
      throw new RangeError(`no such collector: ${String(name)}`)
  }
}
