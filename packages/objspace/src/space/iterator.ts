// The root class of built-in iterators. Subclasses made in Python may override `__next__`: operations/iterate.ts asks.
import { type Value, W_Object } from './value.ts'

export abstract class W_Iterator extends W_Object {
  /** The next item, or undefined at the end; may raise. */
  abstract next(): Value | undefined

  /** The StopIteration that something has raised which it called for the next item, where that was its end; null for any other end. */
  get ending(): W_Object | null {
    return null
  }

  /** All that is left, which ends it; undefined where it has to be asked for one by one. */
  takeAll(): Value[] | undefined {
    return undefined
  }

  /** Whether `next` neither runs other code nor raises anything. */
  get isQuiet(): boolean {
    return false
  }
}
