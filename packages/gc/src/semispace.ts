/**
 * Semispace: Cheney's and Fenichel's way, to copy what lives and to forget the rest.
 *
 * Mutators allocate by moving a pointer. A collection copies everything that can be reached from the roots into new chunks, leaves at each old place the
 * address of the copy, and gives all old chunks back at once. Its cost is proportional to the living alone: the more is dead, the
 * cheaper. The price is memory, for there must be room for two of everything, and that large heaps are copied again and again.
 *
 * Objects above 2 KB have pages of their own and are marked and freed where they are; pinned objects stay, and their chunks with them.
 *
 * What holds: as much memory is free as copies of everything need. Nothing has to be told of writes. All addresses change in a collection: what is not
 * held by a root is lost, and what is held elsewhere is wrong.
 */
import type { Heap } from './heap.ts'
import type { CopySpace } from './model.ts'
import { OneSpace } from './one-space.ts'

export class SemiSpace<R> extends OneSpace<R, CopySpace<R>> {
  readonly name = 'semispace'
  protected readonly space: CopySpace<R>

  constructor(heap: Heap<R>) {
    super(heap)
    this.space = this.model.copySpace(true)
    this.model.setReserve(this.space.copyReserve)
  }

  collect(): void {
    this.pause('major', () => {
      const { space } = this
      const evacuator = space.begin(this.pins.keys())
      this.roots(evacuator)
      this.afterTrace(evacuator)
      space.end()
      this.model.setReserve(space.copyReserve)
      this.setThreshold(space.bytes)
    })
  }
}
