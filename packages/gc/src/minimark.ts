/**
 * Minimark: a nursery, and mark and sweep for what becomes old.
 *
 * An object moves at most once, out of the nursery into a cell of an arena, and then stays: no second space is needed, and large heaps are not copied.
 * Minor collections are those of every nursery (generational.ts), with cards for large arrays. When the old generation has grown past the threshold,
 * a major collection marks and sweeps it, in one go.
 *
 * What holds: the invariant of the nursery; between collections no object is marked; at the end of a minor collection nothing is in
 * `remembered`, so that a sweep can free any object without asking who has it in a list.
 */
import { Generational } from './generational.ts'
import type { Heap } from './heap.ts'
import type { Marker, Store } from './model.ts'

export class MiniMark<R> extends Generational<R, Store<R>> {
  readonly name = 'minimark'
  private readonly marker: Marker<R>

  constructor(heap: Heap<R>) {
    super(heap, (model) => model.store())
    this.marker = this.model.marker()
  }

  protected makeRoom(): void {
    this.minor()
    if (this.old.bytes > this.threshold || this.model.tight) this.collect()
  }

  collect(): void {
    this.pause('major', () => {
      this.emptyNursery(null)
      const { marker, old } = this
      this.roots(marker)
      this.afterTrace(marker)
      old.startSweep()
      old.sweepSome(Infinity)
      this.setThreshold(old.bytes)
      this.reopen()
    })
  }
}
