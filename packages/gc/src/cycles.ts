/**
 * The search for dead cycles below some candidates (refcount.ts says where it stands).
 *
 * Everything below the candidates becomes grey, and each reference between grey objects is taken from the count of what it refers to. Where a count
 * is left, the object is referred to from elsewhere: it and all below it gets its counts back. The others are white.
 *
 * As a `Reach`, the search has reached what is not white; to visit a white object is to restore it and all below it.
 */
import { FLAG_BITS, FORWARDED, MARKED, TRACKED } from './header.ts'
import type { Model, Reach, Visitor } from './model.ts'

/** A count that has come here stays. */
export const STUCK = (1 << (31 - FLAG_BITS)) - 1

export class Cycles<R> implements Reach<R> {
  /** What is dead, as it seems. */
  white: R[] = []
  /** How many objects were looked at. */
  seen = 0
  private readonly model: Model<R>
  private readonly pending: R[] = []
  private readonly taking: Visitor<R>
  private readonly returning: Visitor<R>

  constructor(model: Model<R>) {
    this.model = model
    this.taking = { visit: (ref) => (this.take(ref), ref) }
    this.returning = { visit: (ref) => (this.giveBack(ref), ref) }
  }

  find(candidates: Iterable<R>): void {
    const { model, pending } = this
    const grey: R[] = []
    for (const candidate of candidates) {
      this.makeGrey(candidate)
      while (pending.length > 0) {
        const ref = pending.pop()!
        grey.push(ref)
        model.visit(ref, this.taking)
      }
    }
    this.seen = grey.length
    for (const ref of grey) if ((model.flags(ref) & MARKED) !== 0 && model.count(ref) > 0) this.restore(ref)
    this.white = grey.filter((ref) => (model.flags(ref) & MARKED) !== 0)
    for (const ref of this.white) model.setFlags(ref, (model.flags(ref) & ~MARKED) | FORWARDED)
  }

  private isCounted(ref: R): boolean {
    return ref !== this.model.nil && (this.model.name === 'linear' || (this.model.flags(ref) & TRACKED) !== 0)
  }

  private makeGrey(ref: R): void {
    const flags = this.model.flags(ref)
    if ((flags & MARKED) !== 0) return
    this.model.setFlags(ref, flags | MARKED)
    this.pending.push(ref)
  }

  private take(ref: R): void {
    if (!this.isCounted(ref)) return
    const count = this.model.count(ref)
    if (count !== STUCK) this.model.setCount(ref, count - 1)
    this.makeGrey(ref)
  }

  /** Neither grey nor white, with all below. */
  private restore(from: R): void {
    const { model, pending } = this
    model.setFlags(from, model.flags(from) & ~(MARKED | FORWARDED))
    pending.push(from)
    while (pending.length > 0) model.visit(pending.pop()!, this.returning)
  }

  private giveBack(ref: R): void {
    const { model } = this
    if (!this.isCounted(ref)) return
    const count = model.count(ref)
    if (count !== STUCK) model.setCount(ref, count + 1)
    const flags = model.flags(ref)
    if ((flags & (MARKED | FORWARDED)) === 0) return
    model.setFlags(ref, flags & ~(MARKED | FORWARDED))
    this.pending.push(ref)
  }

  visit(ref: R): R {
    if (!this.reached(ref)) this.restore(ref)
    return ref
  }

  drain(): void {}

  reached(ref: R): boolean {
    return !this.isCounted(ref) || (this.model.flags(ref) & FORWARDED) === 0
  }

  location(ref: R): R {
    return ref
  }
}
