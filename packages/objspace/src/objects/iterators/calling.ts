// Iterators that call a function for their items.
import { isError, type W_BaseException } from '../../errors/exception.ts'
import { W_Iterator } from '../../space/iterator.ts'
import type { Value } from '../../space/value.ts'

/** An iterator that calls a function for its items: a StopIteration that this raises is the end. */
export abstract class W_Calling extends W_Iterator {
  private raised: W_BaseException | null = null

  override get ending(): W_BaseException | null {
    return this.raised
  }

  override next(): Value | undefined {
    this.raised = null
    try {
      return this.step()
    } catch (e) {
      if (!isError(e, 'StopIteration')) throw e
      this.raised = e
      return undefined
    }
  }

  /** The next item, or undefined at the end. */
  protected abstract step(): Value | undefined
}
