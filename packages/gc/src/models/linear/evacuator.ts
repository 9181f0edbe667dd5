/**
 * Moves objects in linear memory out of a space, depth first: what an object refers to is moved close to it, in the order of the stack.
 *
 * A moved object leaves FORWARDED in its old header and its new address in the word behind; its type and length stay readable there. Copies wait
 * on the stack until what they refer to has been moved, too. Nothing else is known of the objects between.
 */
import { FLAG_BITS, FORWARDED, MARKED } from '../../header.ts'
import type { Evacuator, Marker, Target } from '../../model.ts'
import type { LinearModel } from './linear.ts'
import { LARGE, PAGE_BITS } from './memory.ts'
import { LENGTH_AT } from './types.ts'

export class LinearEvacuator implements Evacuator<number> {
  moved = 0
  marker: Marker<number> | null = null
  /** The space that is emptied. */
  private readonly from: number
  /** Addresses outside this range are in another space, or nil. */
  private readonly low: number
  private readonly high: number
  /** Flags that moved objects get. */
  private readonly flags: number
  private readonly model: LinearModel
  private readonly target: Target<number>
  /** Whether large objects, which stay, are reached by marking them; else they are not looked at. */
  private readonly whole: boolean
  private stack = new Int32Array(1024)
  private depth = 0
  /** Keeps loads whose only purpose is to bring memory into the cache. */
  touched = 0

  constructor(
    model: LinearModel,
    from: number,
    low: number,
    high: number,
    target: Target<number>,
    whole: boolean,
    flags: number,
  ) {
    this.model = model
    this.from = from
    this.low = low
    this.high = high
    this.target = target
    this.whole = whole
    this.flags = flags
  }

  visit(p: number): number {
    const { pages } = this.model
    const space = pages.spaces[p >> PAGE_BITS]
    if (space !== this.from) {
      if (this.whole && space === LARGE) this.markLarge(p)
      return p
    }
    const header = pages.words[p >> 2]
    if ((header & FORWARDED) !== 0) return pages.words[(p >> 2) + 1]
    return this.move(p, header)
  }

  private move(p: number, header: number): number {
    const { pages } = this.model
    const type = this.model.types[header >>> FLAG_BITS]
    const size =
      type.shift < 0
        ? type.size
        : Math.max(16, (type.size + (pages.words[(p + LENGTH_AT) >> 2] << type.shift) + 7) & ~7)
    const to = this.target.take(size, p)
    // Room for it may have made the memory grow: the views are read after that.
    const { words } = pages
    const source = p >> 2
    const goal = to >> 2
    if (size <= 128) for (let i = 2; i < size >> 2; i++) words[goal + i] = words[source + i]
    else words.copyWithin(goal, source, source + (size >> 2))
    words[goal] = header | this.flags
    words[goal + 1] = 0
    words[source] = header | FORWARDED
    words[source + 1] = to
    this.moved += size
    if (this.marker !== null) this.marker.visit(to)
    if (!type.leaf) this.push(to)
    return to
  }

  private markLarge(p: number): void {
    const { words } = this.model.pages
    if ((words[p >> 2] & MARKED) !== 0) return
    words[p >> 2] |= MARKED
    this.push(p)
  }

  /** What this object refers to is to be moved. */
  push(p: number): void {
    if (this.depth === this.stack.length) {
      const stack = new Int32Array(this.depth * 2)
      stack.set(this.stack)
      this.stack = stack
    }
    this.stack[this.depth++] = p
  }

  drain(): void {
    while (this.depth > 0) this.scan(this.stack[--this.depth])
  }

  scan(p: number): void {
    const { low, high } = this
    const { pages } = this.model
    const type = this.model.types[pages.words[p >> 2] >>> FLAG_BITS]
    if (type.itemRefs) {
      const first = (p + type.size) >> 2
      const end = first + pages.words[(p + LENGTH_AT) >> 2]
      this.scanSlots(first, end)
      return
    }
    const { refs } = type
    for (let i = 0; i < refs.length; i++) {
      const slot = (p >> 2) + refs[i]
      const old = pages.words[slot]
      if (old < low || old >= high) continue
      const now = this.visit(old)
      if (now !== old) pages.words[slot] = now
    }
  }

  scanCards(p: number): void {
    const { words } = this.model.pages
    let touched = 0
    this.model.eachCard(p, (from) => (touched |= words[from]))
    this.touched = touched
    this.model.eachCard(p, (from, to) => this.scanSlots(from, to))
  }

  private scanSlots(from: number, to: number): void {
    const { low, high } = this
    const { pages } = this.model
    for (let slot = from; slot < to; slot++) {
      const old = pages.words[slot]
      if (old < low || old >= high) continue
      const now = this.visit(old)
      if (now !== old) pages.words[slot] = now
    }
  }

  reached(p: number): boolean {
    const { pages } = this.model
    const space = pages.spaces[p >> PAGE_BITS]
    if (space === this.from) return (pages.words[p >> 2] & FORWARDED) !== 0
    return !(this.whole && space === LARGE) || (pages.words[p >> 2] & MARKED) !== 0
  }

  location(p: number): number {
    const { pages } = this.model
    if (pages.spaces[p >> PAGE_BITS] !== this.from) return p
    return pages.words[(p >> 2) + 1]
  }
}
