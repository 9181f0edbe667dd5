/**
 * Mark and sweep: the plainest collector, and the measure of the others.
 *
 * Objects stay where they were made. A collection marks everything that can be reached from the roots, then looks at every object there is, frees
 * those without a mark and takes the mark from the others. Its cost is proportional to the living (marking) and to all (sweeping); the program
 * stands still for both.
 *
 * What holds: between collections no object is marked. Nothing has to be told of writes, for no collection is ever partial.
 */
import { Collector, OutOfMemoryError } from './collector.ts'
import type { Heap } from './heap.ts'
import type { Marker, Store } from './model.ts'

export class MarkSweep<R> extends Collector<R> {
  readonly name = 'marksweep'
  private readonly store: Store<R>
  private readonly marker: Marker<R>

  constructor(heap: Heap<R>) {
    super(heap)
    this.store = this.model.store()
    this.marker = this.model.marker()
  }

  get bytes(): number {
    return this.store.bytes
  }

  obtain(size: number, object: R | undefined): R {
    const { model, store } = this
    const due = this.heap.settings.automatic && store.bytes + size > this.threshold
    if (due && object === undefined) this.collect()
    let ref = store.place(size, object)
    if (ref === model.nil) {
      if (this.heap.settings.automatic) this.keeping(object, () => this.collect())
      ref = store.place(size, object)
      if (ref === model.nil) throw new OutOfMemoryError(size)
    } else if (due && object !== undefined) this.keeping(object, () => this.collect())
    return ref
  }

  collect(): void {
    this.pause('major', () => {
      const { marker, store } = this
      this.roots(marker)
      this.afterTrace(marker)
      store.startSweep()
      store.sweepSome(Infinity)
      this.setThreshold(store.bytes)
    })
  }

  each(see: (ref: R) => void): void {
    this.store.each(see)
  }
}
