// What count() takes: anything that is a number in the sense of PyNumber_Check.
import { Special, typeOf, type Value } from '@typhon/objspace'

/** Whether `w` is a number: has `__index__`, `__int__`, `__float__` or is complex. */
export function isNumeric(w: Value): boolean {
  const t = typeOf(w)
  return [Special.index, Special.int, Special.float, Special.complex].some((s) => {
    const m = t.special(s)
    return m !== undefined && m !== null
  })
}
