// Type parameters and aliases (PEP 695) are objects of the `_typing` module, which stands above the interpreter: it is handed in.
import type { Value } from '@typhon/objspace'

export const typeParameters = {
  /** TypeVar, ParamSpec, TypeVarTuple by name; a generic base from type parameters; an alias from (name, params, function). */
  make: (_which: number, _w: Value): Value => null,
  /** A TypeVar with a bound or constraints; a type parameter with a default. */
  make2: (_which: number, _a: Value, _b: Value): Value => null,
}
