// W_SequenceIterator: iteration over anything with `__getitem__`. Its type's definition is in sequence.ts.
import { isError } from '../../errors/exception.ts'
import { getitem } from '../../operations/item.ts'
import { W_Iterator } from '../../space/iterator.ts'
import { shapes } from '../../space/shapes.ts'
import type { Value } from '../../space/value.ts'

export class W_SequenceIterator extends W_Iterator {
  /** undefined when exhausted. */
  sequence: Value | undefined
  i = 0
  constructor(sequence: Value) {
    super(shapes.sequenceIterator)
    this.sequence = sequence
  }

  override next(): Value | undefined {
    if (this.sequence === undefined) return undefined
    try {
      return getitem(this.sequence, this.i++)
    } catch (e) {
      if (!isError(e, 'IndexError') && !isError(e, 'StopIteration')) throw e
      this.sequence = undefined
      return undefined
    }
  }
}
