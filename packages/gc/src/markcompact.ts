/**
 * Mark and compact: marks what lives, and slides it together.
 *
 * Mutators allocate by moving a pointer, as in a semispace, but no second space is needed: the whole memory can be filled. A collection costs more
 * than one of a semispace, three walks over everything besides the marking; it keeps the order of objects, and leaves no gaps, whatever
 * the sizes: the collector for heaps that have to fit into little memory.
 *
 * What holds: between collections no object is marked. Nothing has to be told of writes. All addresses may change in a collection.
 */
import type { Heap } from './heap.ts'
import type { CompactSpace, Marker } from './model.ts'
import { OneSpace } from './one-space.ts'

export class MarkCompact<R> extends OneSpace<R, CompactSpace<R>> {
  readonly name = 'markcompact'
  protected readonly space: CompactSpace<R>
  private readonly marker: Marker<R>

  constructor(heap: Heap<R>) {
    super(heap)
    this.space = this.model.compactSpace()
    this.marker = this.model.marker()
  }

  collect(): void {
    this.pause('major', () => {
      const { heap, marker, space } = this
      this.roots(marker)
      this.afterTrace(marker)
      space.compact(this.pins.keys(), (visitor) => {
        heap.roots.visit(visitor)
        heap.finalizers.move(visitor)
        heap.weak.move(visitor)
        for (const table of heap.ephemerons.tables) table.move(visitor)
      })
      this.setThreshold(space.bytes)
    })
  }
}
