// Built-in functions that go through a generator or a map. What runs generators and functions may have loops in Python that do
// with each item what the built-in function does: such a loop is compiled together with what it resumes or calls, as a `for` statement of
// the program is, which takes a fraction of the time of a built-in function that asks for one item after the other.
// PyPy: the same functions are written as loops that are traced.
//
// What must stay true: a loop is given all that the built-in function knows when it is begun, and goes on from there, so that it may be
// begun between any two items.
import { shapes } from '../space/shapes.ts'
import { type Value, W_Object } from '../space/value.ts'

/** What is done with the items: the loops are called so. */
export type Purpose =
  | 'all'
  | 'any'
  | 'items'
  | 'extend'
  | 'fill'
  | 'sum'
  | 'sum_floats'
  | 'min'
  | 'max'
  | 'min_by'
  | 'max_by'
  | 'pairs'

/** After how many items of one iterator it is asked again whether somebody goes on with them. */
const EVERY = 256

/** Whether it is to be asked now, when so many items have been had. */
export const isAsked = (count: number): boolean => (count & (EVERY - 1)) === 0

type Consume = (purpose: Purpose, w_iter: Value, isLong: boolean, state: readonly Value[]) => Value | undefined

let consume: Consume | null = null

/** Handed in by what runs generators and functions. It gives undefined where the built-in function is to go on; `isLong` tells that it has had many items. */
export function declareConsumption(consumption: Consume): void {
  consume = consumption
}

/**
 * What the loop for a purpose gives for what is left of an iterator, of which `count` items have been had; undefined where the caller is to go on.
 * `state` is what the loop is given before the iterator.
 */
export function consumed(purpose: Purpose, w_iter: Value, count: number, ...state: Value[]): Value | undefined {
  // Maps are gone through as quickly without, as long as it is not known that they are long.
  if (consume === null || !(w_iter instanceof W_Object) || (count === 0 && w_iter.shape !== shapes.generator))
    return undefined
  return consume(purpose, w_iter, count > 0, state)
}
