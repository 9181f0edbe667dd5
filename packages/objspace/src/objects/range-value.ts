// W_Range and its iterators. The types' definitions are in range.ts.
import { numbers } from '../operations/gather.ts'
import { W_Iterator } from '../space/iterator.ts'
import type { Shape } from '../space/shape.ts'
import { shapes } from '../space/shapes.ts'
import { type Value, W_Object } from '../space/value.ts'
import type { Int } from '../operations/convert.ts'

export class W_Range extends W_Object {
  declare readonly start: Int
  declare readonly stop: Int
  declare readonly step: Int
  declare readonly length: Int
  constructor(start: Int, stop: Int, step: Int, length: Int) {
    super(shapes.range)
    this.start = start
    this.stop = stop
    this.step = step
    this.length = length
  }
}

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_RangeIterator extends W_Iterator {}

/** Over a range whose items, and the distance from the first to its end, are all safe integers. */
// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_RangeIterator {
  /** What comes next; in the end this is `end`, never beyond. */
  declare value: number
  declare readonly step: number
  /** As many steps from the start as there are items. */
  declare readonly end: number
  constructor(start: number, step: number, end: number, shape: Shape) {
    this.shape = shape
    this.value = start
    this.step = step
    this.end = end
  }

  get left(): number {
    return (this.end - this.value) / this.step
  }

  get isQuiet(): boolean {
    return true
  }

  takeAll(): Value[] {
    const { value, end } = this
    const all = numbers(value, this.step, end)
    this.value = end
    return all
  }

  next(): Value | undefined {
    const { value } = this
    if (value === this.end) return undefined
    this.value = value + this.step
    return value
  }
}
// As with W_Float: short enough to be put in the place of every call.
Object.setPrototypeOf(W_RangeIterator.prototype, W_Iterator.prototype)
Object.setPrototypeOf(W_RangeIterator, W_Iterator)

/** Over any range. */
export class W_LongRangeIterator extends W_Iterator {
  declare value: bigint
  declare step: bigint
  declare left: bigint
  constructor(start: bigint, step: bigint, length: bigint, shape: Shape) {
    super(shape)
    this.value = start
    this.step = step
    this.left = length
  }

  override next(): Value | undefined {
    if (this.left <= 0n) return undefined
    this.left--
    const { value } = this
    this.value += this.step
    const n = Number(value)
    return Number.isSafeInteger(n) ? n : value
  }
}
