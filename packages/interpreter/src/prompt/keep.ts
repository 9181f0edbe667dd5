// Letting go of what something else than a register may refer to from here on.
import { escape, owned, type Value, W_BuiltinFunction, W_Cell, W_Method, W_MethodWrapper } from '@typhon/objspace'

/** Lets go of a value, or of what a bound method is bound to. */
export function letGo(w: Value | undefined): void {
  if (owned.live === 0 || typeof w !== 'object' || w === null) return
  escape(w)
  if (w instanceof W_Cell) escape(w.value)
  if (w instanceof W_Method || w instanceof W_BuiltinFunction || w instanceof W_MethodWrapper) escape(w.self)
}
