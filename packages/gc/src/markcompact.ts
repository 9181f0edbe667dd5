/**
 * Mark and compact: marks what lives, and slides it together.
 *
 * Mutators allocate by moving a pointer, as in a semispace, but no second space is needed: the whole memory can be filled. A collection costs more
 * than one of a semispace, three walks over everything besides the marking; it keeps the order of objects, and leaves no gaps, whatever
 * the sizes: the collector for heaps that have to fit into little memory.
 *
 * What holds: between collections no object is marked. Nothing has to be told of writes. All addresses may change in a collection.
 */
import { Collector, OutOfMemoryError } from './collector.ts'
import type { Heap } from './heap.ts'
import type { CompactSpace, Marker } from './model.ts'

export class MarkCompact<R> extends Collector<R> {
  readonly name = 'markcompact'
  private readonly space: CompactSpace<R>
  private readonly marker: Marker<R>

  constructor(heap: Heap<R>) {
    super(heap)
    this.space = this.model.compactSpace()
    this.marker = this.model.marker()
  }

  get bytes(): number {
    return this.space.bytes
  }

  obtain(size: number, object: R | undefined): R {
    const { model, space } = this
    if (this.heap.settings.automatic && space.bytes + size > this.threshold) this.collect()
    let ref = space.place(size, object)
    if (ref === model.nil) {
      if (this.heap.settings.automatic) this.collect()
      ref = space.place(size, object)
      if (ref === model.nil) throw new OutOfMemoryError(size)
    }
    return ref
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

  each(see: (ref: R) => void): void {
    this.space.each(see)
  }
}
