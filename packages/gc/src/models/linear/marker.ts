/**
 * Marks objects in linear memory. MARKED objects on the stack are grey, the others black; objects that refer to nothing never get on the stack. An
 * array of references is looked into in slices, so that a step of bounded length can be made of any heap.
 *
 * In a large heap nearly every header that is looked at misses all caches, and a mark that waits for each in turn spends its time waiting.
 * So objects are taken from the stack in batches, and the headers of a batch are first only read, one right after the other: the
 * processor fetches them side by side (Cher, Hosking, Vitek: "Software prefetching for mark-sweep garbage collection").
 */
import { FLAG_BITS, MARKED } from '../../header.ts'
import type { Marker } from '../../model.ts'
import type { LinearModel } from './linear.ts'
import { LENGTH_AT } from './types.ts'

const SLICE = 512
const BATCH = 32
/** What it costs to look at the header of an object: a line of the cache. */
const TOUCH = 64

export class LinearMarker implements Marker<number> {
  private readonly model: LinearModel
  private stack = new Int32Array(1024)
  private depth = 0
  /** Objects being looked into, and what they refer to. */
  private readonly batch = new Int32Array(BATCH)
  private readonly children = new Int32Array(BATCH * 4)
  /** Keeps loads whose only purpose is to bring memory into the cache. */
  touched = 0
  /** Arrays begun: address and next item in turn. */
  private readonly slices: number[] = []

  constructor(model: LinearModel) {
    this.model = model
  }

  get empty(): boolean {
    return this.depth === 0 && this.slices.length === 0
  }

  greys(): Set<number> {
    const greys = new Set(this.stack.subarray(0, this.depth))
    for (let i = 0; i < this.slices.length; i += 2) greys.add(this.slices[i])
    return greys
  }

  visit(p: number): number {
    if (p === 0) return 0
    const { words } = this.model.pages
    const header = words[p >> 2]
    if ((header & MARKED) === 0) {
      words[p >> 2] = header | MARKED
      if (!this.model.types[header >>> FLAG_BITS].leaf) this.again(p)
    }
    return p
  }

  again(p: number): void {
    if (this.depth === this.stack.length) {
      const stack = new Int32Array(this.depth * 2)
      stack.set(this.stack)
      this.stack = stack
    }
    this.stack[this.depth++] = p
  }

  reached(p: number): boolean {
    return p === 0 || (this.model.pages.words[p >> 2] & MARKED) !== 0
  }

  location(p: number): number {
    return p
  }

  drain(): void {
    while (!this.empty) this.drainSome(1e9)
  }

  drainSome(budget: number): number {
    const { batch, children } = this
    const { types } = this.model
    const { words } = this.model.pages
    while (budget > 0) {
      if (this.depth === 0) {
        if (this.slices.length === 0) return budget
        const from = this.slices.pop()!
        const p = this.slices.pop()!
        budget -= this.slice(p, from)
        continue
      }
      const count = Math.min(this.depth, BATCH)
      this.depth -= count
      let touched = 0
      for (let k = 0; k < count; k++) {
        const p = (batch[k] = this.stack[this.depth + k])
        touched |= words[p >> 2]
      }
      this.touched = touched
      let found = 0
      for (let k = 0; k < count; k++) {
        const p = batch[k]
        const type = types[words[p >> 2] >>> FLAG_BITS]
        if (type.itemRefs) {
          budget -= this.slice(p, 0)
          continue
        }
        const { refs } = type
        budget -= type.size
        for (let r = 0; r < refs.length; r++) {
          const child = words[(p >> 2) + refs[r]]
          if (child === 0) continue
          children[found++] = child
          if (found === children.length) {
            this.markAll(found)
            budget -= found * TOUCH
            found = 0
          }
        }
      }
      this.markAll(found)
      budget -= found * TOUCH
    }
    return 0
  }

  /** Marks so many of `children`. */
  private markAll(count: number): void {
    const { children } = this
    const { types } = this.model
    const { words } = this.model.pages
    let touched = 0
    for (let k = 0; k < count; k++) touched |= words[children[k] >> 2]
    this.touched = touched
    for (let k = 0; k < count; k++) {
      const child = children[k]
      const header = words[child >> 2]
      if ((header & MARKED) !== 0) continue
      words[child >> 2] = header | MARKED
      if (!types[header >>> FLAG_BITS].leaf) this.again(child)
    }
  }

  /** Looks at some items of an array; answers how much of a budget that took. */
  private slice(p: number, from: number): number {
    const { words } = this.model.pages
    const { types } = this.model
    const first = (p + types[words[p >> 2] >>> FLAG_BITS].size) >> 2
    const length = words[(p + LENGTH_AT) >> 2]
    const to = length - from > SLICE + SLICE / 2 ? from + SLICE : length
    if (to < length) this.slices.push(p, to)
    let cost = 16 + (to - from) * 4
    for (let at = first + from; at < first + to; at += BATCH) {
      const end = Math.min(at + BATCH, first + to)
      let touched = 0
      for (let i = at; i < end; i++) touched |= words[words[i] >> 2]
      this.touched = touched
      for (let i = at; i < end; i++) {
        const child = words[i]
        if (child === 0) continue
        const header = words[child >> 2]
        if ((header & MARKED) !== 0) continue
        words[child >> 2] = header | MARKED
        cost += TOUCH
        if (!types[header >>> FLAG_BITS].leaf) this.again(child)
      }
    }
    return cost
  }
}
