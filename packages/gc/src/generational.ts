/**
 * The young generation, which three collectors share.
 *
 * Most objects die young, so new ones are made in a nursery, and the nursery is emptied alone: what lives is moved to the old generation, and the
 * rest is forgotten without being looked at. Its cost is that of the survivors, and a nursery stays in the caches of the processor.
 *
 * To find the living of a nursery without looking through the old generation, one must know which old objects refer to young ones:
 *
 *     An old object with BARRIER refers to no young object.
 *
 * Every object gets BARRIER as it becomes old. The first write into it afterwards comes here, puts it into `remembered` and takes the flag away, so that
 * further writes cost nothing until the next minor collection, which looks through the object and gives the flag back. A large array of references is
 * too much to look through for one write: it has CARDS, keeps BARRIER, and has each written card of 128 bytes marked instead.
 *
 * Where nothing moves, no reference has to be changed, and it is enough to know the young object: there the barrier keeps the value that was written, in
 * `values` (BUFFERED), and the owner keeps BARRIER and is not looked through, however large it is.
 *
 * Large objects are old from the beginning, and so is what is made while the nursery is full and nobody may collect. The reserve of the
 * model is such that a full nursery can always be moved out; if it is touched and a major collection does not help, the nursery is closed.
 *
 * Minor collections finalize nothing: a new object with a finalizer becomes old. Pinned objects are old.
 */
import { BARRIER, BUFFERED, CARDS, DIRTY, MARKED, YOUNG } from './header.ts'
import { Collector, count, OutOfMemoryError } from './collector.ts'
import type { Heap } from './heap.ts'
import type { Marker, Model, Nursery, Target } from './model.ts'

interface OldGeneration<R> extends Target<R> {
  readonly bytes: number
  place(size: number, object: R | undefined): R
  each(see: (ref: R) => void): void
}

export abstract class Generational<R, O extends OldGeneration<R>> extends Collector<R> {
  protected readonly old: O
  protected readonly nursery: Nursery<R>
  private readonly remembered: R[] = []
  private readonly dirty: R[] = []
  /** Young objects that old ones refer to, where nothing moves. */
  private readonly values: R[] = []
  /** Bytes made outside the nursery since it was last emptied. */
  private largeSince = 0

  constructor(heap: Heap<R>, makeOld: (model: Model<R>) => O) {
    super(heap)
    const { model } = this
    model.setNewborn(0, BARRIER)
    this.old = makeOld(model)
    this.nursery = model.nursery(heap.settings.nursery, this.old)
    this.updateReserve()
  }

  get bytes(): number {
    return this.nursery.used + this.old.bytes
  }

  override generations(): number[] {
    return [this.nursery.used, this.old.bytes]
  }

  override objectCounts(): number[] {
    return [count((see) => this.nursery.each(see)), count((see) => this.old.each(see))]
  }

  /** After each change of how much is old. */
  protected updateReserve(): void {
    this.model.setReserve(this.nursery.reserve)
  }

  obtain(size: number, object: R | undefined): R {
    const { model, nursery } = this
    const { automatic } = this.heap.settings
    if (!model.isLarge(size)) {
      for (let tries = 0; tries < 3; tries++) {
        const ref = nursery.place(size, object)
        if (ref !== model.nil) return ref
        if (!automatic) break
        this.keeping(object, () => this.makeRoom())
      }
      if (automatic) throw new OutOfMemoryError(size)
    }
    this.largeSince += size
    if (automatic && this.largeSince >= this.heap.settings.nursery && this.old.bytes + size > this.threshold)
      this.keeping(object, () => this.makeRoom())
    let ref = this.old.place(size, object)
    if (ref === model.nil) {
      if (automatic) this.keeping(object, () => this.collect())
      ref = this.old.place(size, object)
      if (ref === model.nil) throw new OutOfMemoryError(size)
    }
    if (object !== undefined || !model.isLarge(size)) {
      // It may refer to young objects already, or its header may still be written, so it is remembered rather than given BARRIER.
      model.setFlags(ref, model.flags(ref) & ~YOUNG)
      this.remembered.push(ref)
    }
    return ref
  }

  /** The nursery is full, or the threshold is crossed: empties the nursery, and does more if more is due. */
  protected abstract makeRoom(): void

  /** A place in the nursery again, if there is one that could be moved out. */
  protected reopen(): void {
    this.updateReserve()
    if (this.model.tight) this.nursery.close()
    else this.nursery.open()
  }

  override minor(): void {
    this.pause('minor', () => this.emptyNursery(null))
  }

  override safepoint(): void {
    this.makeRoom()
  }

  /** Moves out what lives in the nursery. While `marker` marks the old generation, what is moved there is marked, too. */
  protected emptyNursery(marker: Marker<R> | null): void {
    const { dirty, heap, model, nursery, remembered } = this
    const { evacuator } = nursery
    const { tables } = heap.ephemerons
    evacuator.moved = 0
    evacuator.marker = marker
    heap.roots.visitForMinor(evacuator)
    heap.finalizers.visitYoung(evacuator)
    // First all headers, which are scattered over the heap: the processor fetches them side by side.
    for (let i = 0; i < remembered.length; i++) model.setFlags(remembered[i], model.flags(remembered[i]) | BARRIER)
    for (let i = 0; i < remembered.length; i++) evacuator.scan(remembered[i])
    for (const ref of dirty) evacuator.scanCards(ref)
    for (const ref of this.values) {
      evacuator.visit(ref)
      model.setFlags(ref, model.flags(ref) & ~BUFFERED)
    }
    for (const table of tables) table.traceYoung(evacuator)
    evacuator.drain()
    // Black objects that were written to may refer to white ones now.
    if (marker !== null) for (const ref of remembered) if ((model.flags(ref) & MARKED) !== 0) marker.again(ref)
    for (const ref of dirty) {
      model.cleanCards(ref)
      model.setFlags(ref, model.flags(ref) & ~DIRTY)
    }
    remembered.length = 0
    dirty.length = 0
    this.values.length = 0
    this.largeSince = 0
    heap.stats.cleared += heap.weak.update(evacuator, true)
    for (const table of tables) table.updateYoung(evacuator)
    heap.stats.promoted += evacuator.moved
    nursery.reset()
    this.reopen()
  }

  override barrier(owner: R, slot: number, _old: R, value: R): void {
    const { model } = this
    if (!model.moves) {
      this.keepValue(value)
      return
    }
    const flags = model.flags(owner)
    if ((flags & CARDS) === 0) {
      model.setFlags(owner, flags & ~BARRIER)
      this.remembered.push(owner)
      return
    }
    model.markCard(slot)
    if ((flags & DIRTY) !== 0) return
    model.setFlags(owner, flags | DIRTY)
    this.dirty.push(owner)
  }

  private keepValue(value: R): void {
    const { model } = this
    if (!this.nursery.contains(value)) return
    const flags = model.flags(value)
    if ((flags & BUFFERED) !== 0) return
    model.setFlags(value, flags | BUFFERED)
    this.values.push(value)
  }

  override pin(ref: R): R {
    if (this.nursery.contains(ref)) {
      this.heap.roots.push(ref)
      this.minor()
      ref = this.heap.roots.pop()
    }
    return super.pin(ref)
  }

  each(see: (ref: R) => void): void {
    this.nursery.each(see)
    this.old.each(see)
  }

  override checker(): (ref: R) => string {
    const { model, nursery } = this
    const remembered = new Set(this.remembered)
    const dirty = new Set(this.dirty)
    let young = 0
    const values = new Set(this.values)
    const counter = { visit: (ref: R): R => (nursery.contains(ref) && !values.has(ref) && young++, ref) }
    return (ref) => {
      const flags = model.flags(ref)
      if (nursery.contains(ref)) return (flags & BARRIER) === 0 ? '' : 'is young and has BARRIER'
      if ((flags & BARRIER) === 0) return remembered.has(ref) ? '' : 'is old, has no BARRIER, and is not remembered'
      young = 0
      if ((flags & CARDS) !== 0) {
        if (((flags & DIRTY) !== 0) !== dirty.has(ref))
          return 'is in the list of dirty arrays, or not, against its flag'
        model.visitCards(ref, counter)
        young = -young
      }
      model.visit(ref, counter)
      return young === 0 ? '' : 'is old, refers to a young object, and is not remembered'
    }
  }
}
