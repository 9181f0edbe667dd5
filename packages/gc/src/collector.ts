/**
 * What all collectors share: the interface that a heap drives them by, pauses, and what happens around a trace.
 *
 * A full collection, whatever its way of reaching objects, is this, in this order:
 *
 * 1. reach what the roots refer to, and what waits for its finalizer;
 * 2. reach the values of ephemerons whose keys are reached, until nothing is added;
 * 3. clear weak references to what was not reached;
 * 4. put the dead objects that have finalizers in order, and reach them, for they live once more; then 2 again for them;
 * 5. drop the entries of ephemeron tables whose keys were not reached;
 * 6. free what was not reached.
 *
 * Then, when the heap is whole again and may be used, callbacks of weak references and finalizers are called. They may allocate, and so collect.
 *
 * When to collect: after a full collection has left `live` bytes, the next begins at `live * majorCollect`, not below `minimum`, and not above the last
 * threshold times `growth` (so that a heap which was large for a moment only does not stay so), but always with a tenth of `live` to go.
 */
import { TRACKED } from './header.ts'
import type { Heap } from './heap.ts'
import type { Model, Owner, Reach, Visitor } from './model.ts'
import type { Counter } from './roots.ts'
import type { CollectorName } from './settings.ts'
import type { Pause } from './stats.ts'

/** The heap may not grow further, and nothing in it is dead. The heap is whole, and may be used. */
export class OutOfMemoryError extends Error {
  override readonly name = 'OutOfMemoryError'
  readonly size: number

  constructor(size: number) {
    super(`the heap has no room for ${size} bytes`)
    this.size = size
  }
}

/** How often a walk shows something. */
export function count(walk: (see: () => void) => void): number {
  let n = 0
  walk(() => n++)
  return n
}

export abstract class Collector<R> implements Owner<R> {
  abstract readonly name: CollectorName
  /** How roots are counted, where they are. */
  readonly counter: Counter<R> | null = null
  protected readonly heap: Heap<R>
  protected readonly model: Model<R>
  protected threshold: number
  protected readonly pins = new Map<R, number>()

  constructor(heap: Heap<R>) {
    this.heap = heap
    this.model = heap.model
    this.threshold = heap.settings.minimum
    this.model.attach(this, heap.settings.maximum)
  }

  /** Bytes taken by objects, dead ones too. */
  abstract readonly bytes: number

  /** Bytes in each generation, the youngest first. */
  generations(): number[] {
    return [this.bytes]
  }

  /** How many objects are in each generation, dead ones too. */
  objectCounts(): number[] {
    return [count((see) => this.each(see))]
  }

  abstract obtain(size: number, object: R | undefined): R

  /** Collects everything that is dead. */
  abstract collect(): void

  /** Collects what is new; by collectors that do not tell it apart, everything. */
  minor(): void {
    this.collect()
  }

  /** A bounded piece of a full collection, which is begun if none is under way; answers whether it is finished. */
  step(): boolean {
    this.collect()
    return true
  }

  /** What may be done between two operations of a program: what is due. */
  safepoint(): void {
    if (this.bytes >= this.threshold) this.collect()
  }

  barrier(_owner: R, _slot: number, _old: R, _value: R): void {}

  /** All objects, dead ones too. */
  abstract each(see: (ref: R) => void): void

  /** Keeps an object alive and in its place until it is unpinned as often; answers where it is. */
  pin(ref: R): R {
    this.pins.set(ref, (this.pins.get(ref) ?? 0) + 1)
    return ref
  }

  unpin(ref: R): void {
    const count = this.pins.get(ref)
    if (count === undefined) throw new RangeError('this object is not pinned')
    if (count > 1) this.pins.set(ref, count - 1)
    else this.pins.delete(ref)
  }

  /** What else has to hold between collections: a function that says what is wrong with a reachable object, or nothing. */
  checker(): (ref: R) => string {
    return () => ''
  }

  /** Works while an object of the host's that is just being added, and what it refers to, is a root: nothing else may refer to it yet. */
  protected keeping(object: R | undefined, work: () => void): void {
    if (object === undefined) return work()
    const { model } = this
    const { providers } = this.heap.roots
    const provider = {
      visitRoots(visitor: Visitor<R>): void {
        if ((model.flags(object) & TRACKED) !== 0) visitor.visit(object)
        else model.visit(object, visitor)
      },
    }
    providers.add(provider)
    work()
    providers.delete(provider)
  }

  protected roots(reach: Reach<R>): void {
    this.heap.roots.visit(reach)
    this.heap.finalizers.visit(reach)
    for (const ref of this.pins.keys()) reach.visit(ref)
  }

  /** Steps 2 to 5. */
  protected afterTrace(reach: Reach<R>): void {
    const { ephemerons, finalizers, stats, weak } = this.heap
    reach.drain()
    ephemerons.trace(reach)
    stats.cleared += weak.update(reach, false)
    finalizers.order(reach)
    ephemerons.trace(reach)
    this.updateEphemerons(reach)
  }

  protected updateEphemerons(reach: Reach<R>): void {
    for (const table of this.heap.ephemerons.tables) table.update(reach)
  }

  /** Stops the program for a piece of work on the heap, and does afterwards what that has made due. */
  protected pause(kind: Pause, work: () => void): void {
    const { heap } = this
    const { hooks, settings, stats } = heap
    if (heap.collecting) throw new Error('collections do not nest: a hook or a visitor has allocated')
    heap.collecting = true
    try {
      hooks.before?.(kind)
    } catch (error) {
      heap.collecting = false
      throw error
    }
    const start = settings.clock()
    work()
    stats.pauses.add(settings.clock() - start)
    if (kind === 'minor') stats.minor++
    else if (kind === 'step') stats.steps++
    else stats.major++
    try {
      hooks.after?.(kind)
    } finally {
      heap.collecting = false
    }
    if (settings.debug > (kind === 'major' ? 0 : 1)) heap.verify()
    this.afterwards()
  }

  /** Calls the callbacks and finalizers that are due. */
  protected afterwards(): void {
    const { heap } = this
    heap.weak.runCallbacks(heap.onError)
    heap.stats.finalized += heap.finalizers.run(heap.onError)
  }

  protected setThreshold(live: number): void {
    const { growth, majorCollect, maximum, minimum } = this.heap.settings
    const wanted = Math.max(minimum, Math.min(live * majorCollect, this.threshold * growth), live * 1.1)
    this.threshold = Math.min(wanted, maximum)
  }
}
