/** Collectors that keep everything in one space and move it: what semispace and mark-compact have in common. */
import { Collector, OutOfMemoryError } from './collector.ts'
import type { CompactSpace, CopySpace } from './model.ts'

export abstract class OneSpace<R, Space extends CopySpace<R> | CompactSpace<R>> extends Collector<R> {
  protected abstract readonly space: Space

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

  each(see: (ref: R) => void): void {
    this.space.each(see)
  }
}
