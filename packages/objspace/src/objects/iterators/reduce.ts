// What the `__reduce__` of built-in iterators needs: the function of `builtins` that makes them again.
import type { Value } from '../../space/value.ts'

let find: (name: string) => Value

/** Told by whoever makes the `builtins` module where its functions are. */
export function declareBuiltins(lookup: (name: string) => Value): void {
  find = lookup
}

/** `builtins.name` as it is now. */
export function builtinFunction(name: string): Value {
  return find(name)
}
