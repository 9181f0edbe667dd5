// Iterators over the arrays of lists and tuples, forward and backward. Their types' definitions are in items.ts.
import { itemAt } from '../list/floats.ts'
import { W_List } from '../list/list.ts'
import type { W_Tuple } from '../tuple-value.ts'
import { W_Iterator } from '../../space/iterator.ts'
import type { Shape } from '../../space/shape.ts'
import type { Value } from '../../space/value.ts'

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_ItemsIterator extends W_Iterator {}

/** Over a list or a tuple: sees the items as they are when it comes to them. */
// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_ItemsIterator {
  declare source: W_List | W_Tuple | undefined
  declare i: number
  constructor(source: W_List | W_Tuple, shape: Shape) {
    this.shape = shape
    this.source = source
    this.i = 0
  }

  get isQuiet(): boolean {
    return true
  }

  next(): Value | undefined {
    const { source } = this
    if (source === undefined) return undefined
    const { i } = this
    const x = source instanceof W_List ? itemAt(source, i) : source.at(i)
    if (x === undefined) this.source = undefined
    else this.i = i + 1
    return x
  }
}
// As with W_Float: short enough to be put in the place of every call.
Object.setPrototypeOf(W_ItemsIterator.prototype, W_Iterator.prototype)
Object.setPrototypeOf(W_ItemsIterator, W_Iterator)

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_ReverseItemsIterator extends W_Iterator {}

/** Backward over a list. */
// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_ReverseItemsIterator {
  declare readonly source: W_List
  /** -1 at the end, which `__setstate__` can leave again. */
  declare i: number
  constructor(source: W_List, shape: Shape) {
    this.shape = shape
    this.source = source
    this.i = source.length - 1
  }

  get isQuiet(): boolean {
    return true
  }

  next(): Value | undefined {
    const { source } = this
    if (this.i >= 0 && this.i < source.length) return itemAt(source, this.i--)
    this.i = -1
    return undefined
  }
}
Object.setPrototypeOf(W_ReverseItemsIterator.prototype, W_Iterator.prototype)
Object.setPrototypeOf(W_ReverseItemsIterator, W_Iterator)
