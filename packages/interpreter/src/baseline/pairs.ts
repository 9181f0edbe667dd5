// Loops over zip and enumerate whose items are unpacked at once, `for i, x in enumerate(xs)`: the two values come without a tuple.
//
// What must stay true: only iterators that cannot fail, and run no other code, are stepped here; where one is at its end, or is of
// another kind, nothing has been done.
import { enumerateType, owned, W_Enumerate, W_Iterator, type W_Zip, zipType } from '@typhon/objspace'
import { isDeadAt } from '../eval/liveness.ts'
import { OPLEN, UNPACK_SEQUENCE } from '../generated/opcodes.ts'
import type { Block } from './graph.ts'
import { S } from './leave.ts'
import type { Text } from './text.ts'

/** Puts the next values of a zip or enumerate into `S.first` and `S.second`; false where it has to be asked for a tuple. */
export function hasPair(w: W_Zip | W_Enumerate): boolean {
  if (w instanceof W_Enumerate) {
    const { count, iterator } = w
    if (
      typeof count !== 'number' ||
      count >= Number.MAX_SAFE_INTEGER ||
      !(iterator instanceof W_Iterator) ||
      !iterator.isReady()
    )
      return false
    w.count = count + 1
    S.first = count
    S.second = iterator.next()
    return true
  }
  const { iterators } = w
  if (iterators.length !== 2) return false
  const [a, b] = iterators
  if (a === b || !(a instanceof W_Iterator) || !(b instanceof W_Iterator) || !a.isReady() || !b.isReady()) return false
  S.first = a.next()
  S.second = b.next()
  return true
}

/** The instruction that unpacks what a loop gives to `out` at once, which nobody else reads; -1 where it is not unpacked into two. */
export function unpackedAt(text: Text, body: Block, out: number): number {
  const { code, unit } = text.code
  const pc = body.start
  if (owned.enabled || code[pc] !== UNPACK_SEQUENCE || code[pc + 2] !== out || code[pc + 3] !== 2) return -1
  return body.preds.length === 1 && pc !== body.last && isDeadAt(unit, pc + OPLEN[UNPACK_SEQUENCE], out) ? pc : -1
}

/** Whether `c` is the shape of a zip or enumerate. */
export function isPairs(text: Text): string {
  return `(c === ${text.constant(zipType.rootShape())} || c === ${text.constant(enumerateType.rootShape())})`
}
