/**
 * Finalizers, in PyPy's order.
 *
 * A finalizer is called once, after its object was found unreachable by a full collection. Until it has been called, its object and everything
 * reachable from it live on, so that it sees whole objects, and may even bring them back; without a new registration they then die silently.
 *
 * Order: an object is finalized before the objects it refers to. Of the unreachable objects with finalizers, those are due that cannot be reached
 * from another one; the rest waits for a later collection. In a cycle the one that was registered first is due, because somebody has to be.
 *
 * How the order is found: each object is in one of four states, told by two bits, whether it was reached and whether it has ORDERED.
 *
 *     0  not reached              nobody needs it
 *     1  ORDERED                  in the cone of the object that is being looked at, and in no other so far
 *     2  reached, ORDERED         in the cone of one object that is (so far) due
 *     3  reached                  alive, or in the cones of two: whoever has a finalizer here waits
 *
 * For each candidate in state 0, in the order of registration, the cone is walked: what is in state 0 becomes 1, what is in state 2 is
 * made 3 with everything below it; then the candidate is reached, by which all of its cone turns from 1 to 2. A candidate found in
 * state 2 or 3 lies in an earlier cone, and waits. In the end those candidates are due that are still in state 2. Every object changes its state three
 * times at most, so the work is proportional to the cones. (PyPy: minimark.py, deal_with_objects_with_finalizers, has the same states.)
 */
import { ORDERED, WATCHED } from './header.ts'
import type { Model, Reach, Visitor } from './model.ts'
import type { Counter } from './roots.ts'

export type Finalizer<R> = (ref: R) => void

interface Entry<R> {
  ref: R
  readonly finalizer: Finalizer<R>
}

class Pending<R> implements Visitor<R> {
  readonly refs: R[] = []
  private readonly nil: R

  constructor(nil: R) {
    this.nil = nil
  }

  visit(ref: R): R {
    if (ref !== this.nil) this.refs.push(ref)
    return ref
  }
}

export class Finalizers<R> {
  counter: Counter<R> | null = null
  private readonly model: Model<R>
  private readonly pending: Pending<R>
  private entries: Entry<R>[] = []
  /** Entries from here on were registered after the last collection. */
  private firstYoung = 0
  private due: Entry<R>[] = []
  private running = false

  constructor(model: Model<R>) {
    this.model = model
    this.pending = new Pending(model.nil)
  }

  /** `finalizer` is to be called when `ref` has become unreachable. */
  register(ref: R, finalizer: Finalizer<R>): void {
    if (ref === this.model.nil) throw new RangeError('nil has no finalizer')
    this.model.setFlags(ref, this.model.flags(ref) | WATCHED)
    this.entries.push({ ref, finalizer })
  }

  get registered(): number {
    return this.entries.length
  }

  get waiting(): number {
    return this.due.length
  }

  /** What waits to be called is reachable. */
  visit(visitor: Visitor<R>): void {
    for (const entry of this.due) entry.ref = visitor.visit(entry.ref)
  }

  /** For a partial collection, which finalizes nothing: all new objects with finalizers are reachable. */
  visitYoung(visitor: Visitor<R>): void {
    this.visit(visitor)
    for (let i = this.firstYoung; i < this.entries.length; i++) this.entries[i].ref = visitor.visit(this.entries[i].ref)
    this.firstYoung = this.entries.length
  }

  /** Has all entries follow objects that all live. */
  move(visitor: Visitor<R>): void {
    this.visit(visitor)
    for (const entry of this.entries) entry.ref = visitor.visit(entry.ref)
  }

  each(see: (ref: R) => void): void {
    for (const entry of this.entries) see(entry.ref)
  }

  /** After a full trace: finds what is due, and reaches all objects with finalizers. */
  order(reach: Reach<R>): void {
    const keep: Entry<R>[] = []
    const candidates = new Set<Entry<R>>()
    for (const entry of this.entries) {
      if (reach.reached(entry.ref)) entry.ref = reach.location(entry.ref)
      else {
        candidates.add(entry)
        this.walkCone(entry.ref, reach)
        entry.ref = reach.visit(entry.ref)
        reach.drain()
      }
    }
    for (const entry of this.entries) {
      if (candidates.has(entry) && this.state(entry.ref, reach) === 2) {
        this.raise(entry.ref, reach)
        this.due.push(entry)
        if (this.counter !== null) this.counter.increment(entry.ref)
      } else keep.push(entry)
    }
    this.entries = keep
    this.firstYoung = keep.length
  }

  private state(ref: R, reach: Reach<R>): 0 | 1 | 2 | 3 {
    if (reach.reached(ref)) return (this.model.flags(reach.location(ref)) & ORDERED) !== 0 ? 2 : 3
    return (this.model.flags(ref) & ORDERED) !== 0 ? 1 : 0
  }

  private walkCone(from: R, reach: Reach<R>): void {
    const { model } = this
    const { refs } = this.pending
    refs.push(from)
    while (refs.length > 0) {
      const ref = refs.pop()!
      const state = this.state(ref, reach)
      if (state === 0) {
        model.setFlags(ref, model.flags(ref) | ORDERED)
        model.visit(ref, this.pending)
      } else if (state === 2) this.raise(reach.location(ref), reach)
    }
  }

  /** From state 2 to 3, with everything below. */
  private raise(from: R, reach: Reach<R>): void {
    const { model } = this
    const pending = new Pending(model.nil)
    pending.refs.push(from)
    while (pending.refs.length > 0) {
      const ref = pending.refs.pop()!
      if (this.state(ref, reach) !== 2) continue
      const at = reach.location(ref)
      model.setFlags(at, model.flags(at) & ~ORDERED)
      model.visit(at, pending)
    }
  }

  /** A counted object has died: whether it has a finalizer, which then becomes due. */
  died(ref: R): boolean {
    const at = this.entries.findIndex((entry) => entry.ref === ref)
    if (at < 0) return false
    this.due.push(this.entries[at])
    this.entries.splice(at, 1)
    this.counter!.increment(ref)
    return true
  }

  /** Calls what is due; answers how many were called. Calls from within a finalizer do nothing. */
  run(onError: (error: unknown) => void): number {
    if (this.running || this.due.length === 0) return 0
    let called = 0
    this.running = true
    try {
      while (this.due.length > 0) {
        const { ref, finalizer } = this.due.shift()!
        called++
        try {
          finalizer(ref)
        } catch (error) {
          onError(error)
        } finally {
          if (this.counter !== null) this.counter.decrement(ref)
        }
      }
    } finally {
      this.running = false
    }
    return called
  }
}
