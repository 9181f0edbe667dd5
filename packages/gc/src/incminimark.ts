/**
 * Incremental minimark: minimark whose major collections are done in small pieces, one after each minor collection.
 *
 * A major collection is in one of three phases.
 *
 * - Idle: nothing is marked. When the old generation has grown past the threshold, marking begins.
 * - Marking: objects are white (not MARKED), grey (MARKED, waiting to be looked into) or black (MARKED, looked into). What must stay true while the
 *   program runs and changes references is
 *
 *       a black object with BARRIER refers to no white one.
 *
 *   The barrier of the nursery sees to it: who writes into a black object has it remembered, and the minor collection before the next piece
 *   of marking makes it grey again (Steele's way back; one write barrier serves both generations and colours). A large array is not
 *   looked through again for one write: what is written into a black one is made grey itself (Dijkstra's way),
 *   as for all objects where nothing moves. Objects that become old
 *   meanwhile are made grey. Roots have no barrier: when no grey object is left they are visited once more, and if that brings
 *   more than the piece may do, marking goes on. Then, at once and without the program: ephemerons, weak references, finalizers.
 * - Sweeping: arenas are swept, a few at a time. Nothing old is allocated in an arena that waits, so white objects in arenas are dead,
 *   and new ones are white and live.
 *
 * A piece looks at `incrementStep` bytes, or ends early after `pause` milliseconds, or twice
 * that when the heap has grown so much since the threshold that the collection would come too late. An object that is larger than a slice of an array is looked into in slices, so that no object makes a
 * piece long. What is not bounded: visiting the roots, and what ephemerons and finalizers reach at the end of marking.
 *
 * The collection keeps up with the program if a piece marks more than a minor collection can bring: with `incrementStep` at twice the nursery,
 * a heap of n bytes is marked while n/2 bytes at most become old. When memory runs out before it is done, the rest is done at once.
 *
 * An object that dies during marking may be marked already, and then is freed by the next collection only. `collect` frees all: it ends what is
 * under way and then makes a whole collection.
 */
import { BARRIER, CARDS, MARKED } from './header.ts'
import { Generational } from './generational.ts'
import type { Heap } from './heap.ts'
import type { Marker, Store } from './model.ts'

/** Between two looks at the clock. */
const QUANTUM = 16 * 1024

export class IncMiniMark<R> extends Generational<R, Store<R>> {
  readonly name = 'incminimark'
  private readonly marker: Marker<R>
  private phase: 'idle' | 'marking' | 'sweeping' = 'idle'

  constructor(heap: Heap<R>) {
    super(heap, (model) => model.store())
    this.marker = this.model.marker()
  }

  private get activeMarker(): Marker<R> | null {
    return this.phase === 'marking' ? this.marker : null
  }

  override barrier(owner: R, slot: number, old: R, value: R): void {
    if (this.phase === 'marking' && !this.nursery.contains(value)) {
      const flags = this.model.flags(owner)
      if ((flags & MARKED) !== 0 && (!this.model.moves || (flags & CARDS) !== 0)) this.marker.visit(value)
    }
    super.barrier(owner, slot, old, value)
  }

  override minor(): void {
    this.pause('minor', () => this.emptyNursery(this.activeMarker))
  }

  override step(): boolean {
    this.pause('step', () => {
      this.emptyNursery(this.activeMarker)
      this.piece()
    })
    return this.phase === 'idle'
  }

  protected makeRoom(): void {
    this.pause('minor', () => {
      this.emptyNursery(this.activeMarker)
      if (this.phase !== 'idle' || this.old.bytes > this.threshold) this.piece()
    })
    if (this.model.tight) this.collect()
  }

  private piece(): void {
    const { clock, incrementStep, majorCollect, pause } = this.heap.settings
    const late = this.old.bytes > this.threshold * majorCollect
    const limit = late ? 2 * pause : pause
    const start = clock()
    for (let done = 0; done < incrementStep; done += QUANTUM) {
      this.advance(QUANTUM)
      if (this.phase === 'idle') {
        this.heap.stats.major++
        return
      }
      if (clock() - start > limit) return
    }
  }

  /** A part of a major collection, of about so many bytes. The nursery is empty. */
  private advance(budget: number): void {
    const { marker, old } = this
    if (this.phase === 'idle') {
      this.phase = 'marking'
      this.roots(marker)
    } else if (this.phase === 'marking') {
      budget = marker.drainSome(budget)
      if (!marker.empty) return
      this.roots(marker)
      marker.drainSome(budget)
      if (!marker.empty) return
      this.afterTrace(marker)
      old.startSweep()
      this.phase = 'sweeping'
    } else if (old.sweepSome(budget) > 0) {
      this.phase = 'idle'
      this.setThreshold(old.bytes)
    }
    this.reopen()
  }

  private finish(): void {
    while (this.phase !== 'idle') this.advance(Infinity)
  }

  collect(): void {
    if (this.phase !== 'idle') {
      this.pause('step', () => {
        this.emptyNursery(this.activeMarker)
        this.finish()
      })
    }
    this.pause('major', () => {
      this.emptyNursery(this.activeMarker)
      // A finalizer may have allocated, and so begun another one.
      this.finish()
      this.advance(Infinity)
      this.finish()
    })
  }

  override checker(): (ref: R) => string {
    const { marker, model, nursery } = this
    const checkYoung = super.checker()
    const greys = marker.greys()
    const marking = this.phase === 'marking'
    let white = 0
    const counter = {
      visit: (ref: R): R => (!nursery.contains(ref) && !marker.reached(ref) && white++, ref),
    }
    return (ref) => {
      const complaint = checkYoung(ref)
      const flags = model.flags(ref)
      if (complaint !== '' || (flags & MARKED) === 0) return complaint
      if (this.phase === 'idle') return 'is marked, and no collection is going on'
      if (!marking || (flags & BARRIER) === 0 || greys.has(ref)) return ''
      white = 0
      model.visit(ref, counter)
      return white === 0 ? '' : 'is black, refers to a white object, and is not remembered'
    }
  }
}
