// W_Range and its iterators. The types' definitions are in range.ts.
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

/** Over a range whose items are all safe integers. */
export class W_RangeIterator extends W_Iterator {
  declare value: number
  declare step: number
  declare left: number
  constructor(start: number, step: number, length: number, shape: Shape) {
    super(shape)
    this.value = start
    this.step = step
    this.left = length
  }

  override isReady(): boolean {
    return this.left > 0
  }

  override next(): Value | undefined {
    if (this.left <= 0) return undefined
    this.left--
    const { value } = this
    this.value = value + this.step
    return value
  }
}

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
