/**
 * Marks objects in linear memory. MARKED objects on the stack are grey, the others black; objects that refer to nothing never get on the stack. An
 * array of references is looked into in slices, so that a step of bounded length can be made of any heap.
 */
import { FLAG_BITS, MARKED } from '../../header.ts'
import type { Marker } from '../../model.ts'
import type { LinearModel } from './linear.ts'
import { LENGTH_AT } from './types.ts'

const SLICE = 1024

export class LinearMarker implements Marker<number> {
  private readonly model: LinearModel
  private stack = new Int32Array(1024)
  private depth = 0
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
      const p = this.stack[--this.depth]
      const i = p >> 2
      const type = types[words[i] >>> FLAG_BITS]
      if (type.itemRefs) {
        budget -= this.slice(p, 0)
        continue
      }
      const { refs } = type
      for (let k = 0; k < refs.length; k++) {
        const child = words[i + refs[k]]
        if (child !== 0) {
          const header = words[child >> 2]
          if ((header & MARKED) === 0) {
            words[child >> 2] = header | MARKED
            if (!types[header >>> FLAG_BITS].leaf) this.again(child)
          }
        }
      }
      budget -= type.size
    }
    return 0
  }

  /** Looks at some items of an array; answers how many bytes that were. */
  private slice(p: number, from: number): number {
    const { words } = this.model.pages
    const first = (p + this.model.types[words[p >> 2] >>> FLAG_BITS].size) >> 2
    const length = words[(p + LENGTH_AT) >> 2]
    const to = length - from > SLICE + SLICE / 2 ? from + SLICE : length
    if (to < length) this.slices.push(p, to)
    for (let i = first + from; i < first + to; i++) this.visit(words[i])
    return 16 + (to - from) * 4
  }
}
