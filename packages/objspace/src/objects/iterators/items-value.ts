// Iterators over the arrays of lists and tuples, forward and backward. Their types' definitions are in items.ts.
import { itemAt } from '../list/floats.ts'
import { W_List } from '../list/list.ts'
import type { W_Tuple } from '../tuple-value.ts'
import { W_Iterator } from '../../space/iterator.ts'
import type { Shape } from '../../space/shape.ts'
import type { Value } from '../../space/value.ts'

/** Over a list or a tuple: sees the items as they are when it comes to them. */
export class W_ItemsIterator extends W_Iterator {
  declare source: W_List | W_Tuple | undefined
  declare i: number
  constructor(source: W_List | W_Tuple, shape: Shape) {
    super(shape)
    this.source = source
    this.i = 0
  }

  override isReady(): boolean {
    return this.source !== undefined && this.i < this.source.length
  }

  override next(): Value | undefined {
    const { source } = this
    if (source === undefined) return undefined
    const { i } = this
    const x = source instanceof W_List ? itemAt(source, i) : source.items[i]
    if (x === undefined) this.source = undefined
    else this.i = i + 1
    return x
  }
}

/** Backward over a list. */
export class W_ReverseItemsIterator extends W_Iterator {
  readonly source: W_List
  /** -1 at the end, which `__setstate__` can leave again. */
  i: number
  constructor(source: W_List, shape: Shape) {
    super(shape)
    this.source = source
    this.i = source.length - 1
  }

  override next(): Value | undefined {
    const { source } = this
    if (this.i >= 0 && this.i < source.length) return itemAt(source, this.i--)
    this.i = -1
    return undefined
  }
}
