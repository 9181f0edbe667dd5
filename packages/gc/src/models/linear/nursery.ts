/** The nursery of the linear model: a run of pages, which is the window of mutators. Its unused part is always clear. */
import { BARRIER } from '../../header.ts'
import type { Nursery, Target } from '../../model.ts'
import { ARENA_SLACK } from './arenas.ts'
import { LinearEvacuator } from './evacuator.ts'
import type { LinearModel } from './linear.ts'
import { NURSERY, PAGE, PAGE_BITS } from './memory.ts'

export class LinearNursery implements Nursery<number> {
  readonly evacuator: LinearEvacuator
  private readonly model: LinearModel
  private readonly start: number
  private readonly end: number

  readonly reserve: number

  constructor(model: LinearModel, bytes: number, target: Target<number>) {
    this.model = model
    const pages = Math.floor(bytes / PAGE)
    const page = model.pages.take(pages, NURSERY)
    if (page === 0) throw new RangeError('the memory has no room for the nursery')
    model.pages.clear(page)
    this.start = page << PAGE_BITS
    this.end = this.start + pages * PAGE
    this.evacuator = new LinearEvacuator(model, NURSERY, this.start, this.end, target, false, BARRIER)
    this.reserve = Math.ceil(bytes * 1.3) + ARENA_SLACK
    model.free = this.start
    model.top = this.end
  }

  close(): void {
    this.model.top = this.model.free
  }

  open(): void {
    this.model.top = this.end
  }

  get used(): number {
    return this.model.free - this.start
  }

  contains(p: number): boolean {
    return p >= this.start && p < this.end
  }

  place(size: number): number {
    const { model } = this
    const p = model.free
    if (p + size > model.top) return 0
    model.free = p + size
    return p
  }

  each(see: (ref: number) => void): void {
    for (let p = this.start; p < this.model.free; p += this.model.sizeOf(p)) see(p)
  }

  reset(): void {
    const { model } = this
    model.pages.words.fill(0, this.start >> 2, model.free >> 2)
    model.free = this.start
  }
}
