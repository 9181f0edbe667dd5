/**
 * Generation: a nursery, and a semispace for what becomes old.
 *
 * Minor collections copy the living of the nursery into the old space; when that has grown past the threshold, a major collection copies
 * the living of the old space into a new one. In the host model, where nothing is moved in memory, both mean that objects are written into
 * another list: the dead are looked at only to tell the program that they are dead.
 *
 * What holds: the invariant of the nursery (generational.ts), and that of a semispace: as much is free as copies of everything old need, and beside
 * it what the nursery may bring.
 */
import { Generational } from './generational.ts'
import type { Heap } from './heap.ts'
import type { CopySpace } from './model.ts'

export class Generation<R> extends Generational<R, CopySpace<R>> {
  readonly name = 'generation'

  constructor(heap: Heap<R>) {
    super(heap, (model) => model.copySpace(false))
  }

  protected override updateReserve(): void {
    this.model.setReserve(this.old.copyReserve + 2 * this.nursery.reserve)
  }

  protected makeRoom(): void {
    this.minor()
    if (this.old.bytes > this.threshold || this.model.tight) this.collect()
  }

  collect(): void {
    this.pause('major', () => {
      this.emptyNursery(null)
      const { old } = this
      const evacuator = old.begin(this.pins.keys())
      this.roots(evacuator)
      this.afterTrace(evacuator)
      old.end()
      this.setThreshold(old.bytes)
      this.reopen()
    })
  }
}
