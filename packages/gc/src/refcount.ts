/**
 * Reference counting: prompt and deterministic, with a collector of cycles.
 *
 * Each object has a count of the references to it: from objects, from the stack of roots and handles, from values of ephemeron tables. A write
 * counts the new value up and the old one down, so that every object has BARRIER, always. An object whose count falls to 0 is queued, and
 * freed at the next safepoint (an allocation, or `safepoint`) if its count is still 0 then; that lets a program hold a reference in a variable
 * until then, as with every other collector, and lets new objects, which begin with 0 and queued, be put somewhere. Freeing an object
 * counts its references down, so what falls falls at once, in the order of the references. Providers of roots are not counted: what they hold is
 * counted up for the length of a safepoint.
 *
 * Cycles (Bacon and Rajan's way, "Concurrent Cycle Collection in Reference Counted Systems", the synchronous form): a cycle can only have become garbage
 * when a count was lowered and did not become 0; such objects are candidates. When there are many, the parts of the heap below them are looked at
 * alone:
 *
 * 1. all counts that come from within are taken away: what is below a candidate becomes grey (MARKED);
 * 2. where a count is left, somebody outside refers to the object: it and all below it is restored, the rest is white (FORWARDED): dead;
 * 3. weak references to white objects are cleared, those with finalizers are put in order and restored with all below them;
 * 4. what is still white is freed.
 *
 * `collect` traces the whole heap instead, as mark and sweep does, for two things the above misses: cycles through ephemeron tables, whose values count
 * like any reference; and counts that went past the largest number there is room for, which stay there.
 *
 * What holds, and the verifier counts it: at any time between two operations, an object's count is the number of references to it; an object with count 0 is
 * queued.
 */
import { BARRIER, BUFFERED, FORWARDED, MARKED, QUEUED, TRACKED, WATCHED } from './header.ts'
import { Collector, OutOfMemoryError } from './collector.ts'
import { Cycles, STUCK } from './cycles.ts'
import type { Heap } from './heap.ts'
import type { Marker, Reach, Store, Visitor } from './model.ts'
import type { Counter } from './roots.ts'

const FEW_CANDIDATES = 4096

export class RefCount<R> extends Collector<R> {
  readonly name = 'refcount'
  override readonly counter: Counter<R>
  private readonly store: Store<R>
  private readonly marker: Marker<R>
  private readonly cycles: Cycles<R>
  private readonly queue: R[] = []
  private candidates = new Set<R>()
  private manyCandidates = FEW_CANDIDATES
  private readonly lowering: Visitor<R>
  private readonly raising: Visitor<R>

  constructor(heap: Heap<R>) {
    super(heap)
    this.store = this.model.store()
    this.marker = this.model.marker()
    this.model.setNewborn(BARRIER | QUEUED, BARRIER | QUEUED)
    this.counter = this
    this.cycles = new Cycles(this.model)
    this.lowering = { visit: (ref) => (this.decrement(ref), ref) }
    this.raising = { visit: (ref) => (this.increment(ref), ref) }
    heap.weak.useIndex()
  }

  get bytes(): number {
    return this.store.bytes
  }

  /** Whether there is an object, and one that is counted. */
  private counts(ref: R): boolean {
    return ref !== this.model.nil && (this.model.name === 'linear' || (this.model.flags(ref) & TRACKED) !== 0)
  }

  increment(ref: R): void {
    const { model } = this
    if (!this.counts(ref)) return
    const count = model.count(ref)
    if (count < STUCK) model.setCount(ref, count + 1)
  }

  decrement(ref: R): void {
    const { model } = this
    if (!this.counts(ref)) return
    const count = model.count(ref)
    if (count === STUCK) return
    model.setCount(ref, count - 1)
    const flags = model.flags(ref)
    if (count === 1) {
      if ((flags & QUEUED) === 0) this.enqueue(ref, flags)
    } else if ((flags & BUFFERED) === 0) {
      model.setFlags(ref, flags | BUFFERED)
      this.candidates.add(ref)
    }
  }

  private enqueue(ref: R, flags: number): void {
    this.model.setFlags(ref, flags | QUEUED)
    this.queue.push(ref)
  }

  override barrier(_owner: R, _slot: number, old: R, value: R): void {
    this.increment(value)
    this.decrement(old)
  }

  obtain(size: number, object: R | undefined): R {
    const { model, store } = this
    const { automatic } = this.heap.settings
    if (automatic) this.safepoint()
    let ref = store.place(size, object)
    if (ref === model.nil) {
      if (automatic) this.keeping(object, () => this.collect())
      ref = store.place(size, object)
      if (ref === model.nil) throw new OutOfMemoryError(size)
    }
    this.queue.push(ref)
    if (object !== undefined) model.visit(ref, this.raising)
    return ref
  }

  override safepoint(): void {
    if (this.queue.length > 0) this.free()
    if (this.candidates.size > this.manyCandidates) this.collectCycles()
    if (this.heap.weak.hasDue || this.heap.finalizers.waiting > 0) this.afterwards()
  }

  override minor(): void {
    this.safepoint()
  }

  override step(): boolean {
    this.safepoint()
    this.collectCycles()
    this.afterwards()
    return true
  }

  /** Works while what providers refer to is counted. */
  private countingProviders(work: () => void): void {
    const { providers } = this.heap.roots
    if (providers.size === 0) return work()
    const held: R[] = []
    const visitor = { visit: (ref: R): R => (this.counts(ref) && (held.push(ref), this.increment(ref)), ref) }
    for (const provider of providers) provider.visitRoots(visitor)
    work()
    for (const ref of held) this.decrement(ref)
  }

  /** Frees what is queued and still without references, and what dies with it. */
  private free(): void {
    if (this.heap.collecting) throw new Error('collections do not nest: a hook or a visitor has allocated')
    this.countingProviders(() => {
      const { model, queue } = this
      while (queue.length > 0) {
        const ref = queue.pop()!
        const flags = model.flags(ref) & ~QUEUED
        model.setFlags(ref, flags)
        if (model.count(ref) === 0) this.die(ref, flags)
      }
    })
  }

  private die(ref: R, flags: number): void {
    const { heap, model, store } = this
    if ((flags & WATCHED) !== 0) {
      heap.stats.cleared += heap.weak.died(ref)
      if (heap.finalizers.died(ref)) return
      heap.ephemerons.died(ref)
    }
    model.visit(ref, this.lowering)
    if ((flags & BUFFERED) !== 0) this.candidates.delete(ref)
    store.free(ref)
  }

  private collectCycles(): void {
    this.free()
    if (this.candidates.size === 0) return
    const { candidates, cycles, heap, model } = this
    this.pause('cycles', () => {
      this.countingProviders(() => {
        this.candidates = new Set()
        for (const ref of candidates) model.setFlags(ref, model.flags(ref) & ~BUFFERED)
        cycles.find(candidates)
        for (const ref of cycles.white)
          if ((model.flags(ref) & WATCHED) !== 0) heap.stats.cleared += heap.weak.died(ref)
        heap.finalizers.order(cycles)
        const dead = cycles.white.filter((ref) => !cycles.reached(ref))
        for (const ref of dead) if ((model.flags(ref) & WATCHED) !== 0) heap.ephemerons.died(ref)
        for (const ref of dead) this.store.free(ref)
      })
    })
    this.manyCandidates = Math.max(FEW_CANDIDATES, cycles.seen / 4)
    cycles.white.length = 0
    this.free()
  }

  collect(): void {
    this.free()
    this.pause('major', () => {
      const { candidates, marker, model, store } = this
      this.roots(marker)
      this.afterTrace(marker)
      // The values of dropped entries may be dead, and have come here.
      const { queue } = this
      let n = 0
      for (const ref of queue) if (marker.reached(ref)) queue[n++] = ref
      queue.length = n
      for (const ref of candidates) if (!marker.reached(ref)) candidates.delete(ref)
      const living = { visit: (ref: R): R => (marker.reached(ref) && this.decrement(ref), ref) }
      store.each((ref) => {
        if (!marker.reached(ref)) model.visit(ref, living)
      })
      store.startSweep()
      store.sweepSome(Infinity)
    })
    this.free()
    this.afterwards()
  }

  /** Entries that are dropped let go of their values. */
  protected override updateEphemerons(reach: Reach<R>): void {
    for (const table of this.heap.ephemerons.tables) table.forget(reach)
  }

  override pin(ref: R): R {
    this.increment(ref)
    return super.pin(ref)
  }

  override unpin(ref: R): void {
    super.unpin(ref)
    this.decrement(ref)
  }

  each(see: (ref: R) => void): void {
    this.store.each(see)
  }

  override checker(): (ref: R) => string {
    const { heap, model } = this
    const counts = new Map<R, number>()
    const counter = { visit: (ref: R): R => (counts.set(ref, (counts.get(ref) ?? 0) + 1), ref) }
    heap.roots.visitCounted(counter)
    heap.finalizers.visit(counter)
    for (const table of heap.ephemerons.tables) table.visitValues(counter)
    for (const [ref, times] of this.pins) counts.set(ref, (counts.get(ref) ?? 0) + times)
    this.each((ref) => model.visit(ref, counter))
    const queued = new Set(this.queue)
    return (ref) => {
      const count = model.count(ref)
      const right = counts.get(ref) ?? 0
      if (count !== right && count !== STUCK) return `has the count ${count}, and ${right} references`
      if (count === 0 && !queued.has(ref)) return 'has no references, and is not queued'
      if (((model.flags(ref) & QUEUED) !== 0) !== queued.has(ref)) return 'is queued, or not, against its flag'
      return (model.flags(ref) & (MARKED | FORWARDED)) === 0 ? '' : 'has the mark of a collection'
    }
  }
}
