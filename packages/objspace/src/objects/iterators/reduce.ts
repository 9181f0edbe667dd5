// What the `__reduce__` of built-in iterators needs: the function of `builtins` that makes them again.
import type { Value } from '../../space/value.ts'
import { W_Tuple } from '../tuple-value.ts'

let find: (name: string) => Value

/** Told by whoever makes the `builtins` module where its functions are. */
export function declareBuiltins(lookup: (name: string) => Value): void {
  find = lookup
}

/** What makes an iterator again, by `name`; the state is asked for when that was found, as looking may go on with the iterator. */
export function madeAgainBy(name: string, state: () => readonly Value[]): Value {
  const w_function = find(name)
  return new W_Tuple([w_function, ...state()])
}

/** The builtin of that name that running code sees. */
export function builtinFunction(name: string): Value {
  return find(name)
}
