// The text of tests that need no other code to run: of truth, and of identity.
import { shapes, type Value, W_FrozenSet, W_Tuple } from '@typhon/objspace'
import type { Text } from './text.ts'
import { BOOL, isInt } from './types.ts'

/** Whether a register holds what is true, as an expression: what is common is told apart, `slow` tells of everything else. */
export function isTrue(text: Text, r: number, slow: string): string {
  const w = text.reg(r)
  const kind = text.types.kind(text.state, r)
  if (isInt(kind)) return `(${w} !== 0)`
  if (kind === BOOL) return w
  const isList = text.isOf(w, shapes.list)
  return `(${w} === true || (${w} !== false && (typeof ${w} === 'number' ? ${w} !== 0 : ${isList} ? ${w}.length !== 0 : ${slow})))`
}

/** So many constants are compared with one after the other. */
const MOST = 8

/** Ints, strings and None in a constant tuple or set; null for every other container. */
function constants(w: unknown): unknown[] | null {
  const items =
    w instanceof W_Tuple && w.shape === shapes.tuple ? [...w.items] : w instanceof W_FrozenSet ? w.toArray() : null
  if (items === null || items.length > MOST) return null
  return items.every((x) => typeof x === 'number' || typeof x === 'string' || x === null) ? items : null
}

/** Whether a register holds an item of what another holds, as an expression. Numbers and raw strings are equal to none but themselves. */
export function contained(text: Text, pc: number, item: number, container: number): string {
  const x = text.reg(item)
  // A number may stand there.
  const w = `(${text.reg(container)})`
  // Sets have a way with items that cannot be hashed.
  const inSet = `${w}?.shape === ${text.constant(shapes.set)} && typeof ${x} !== 'object'`
  const has = `${w}?.shape === ${text.constant(shapes.dict)} || (${inSet}) ? ${w}.has(${x})`
  const slow = `(${text.mark(pc)}, ${has} : ${text.use('contains')}(${w}, ${x}))`
  const items = constants(text.constantIn(container))
  if (items === null) return slow
  const same = items.filter((w) => w !== null).map((w) => `${x} === ${text.value(w as Value)}`)
  const some = same.length === 0 ? 'false' : same.join(' || ')
  if (isInt(text.types.kind(text.state, item))) return `(${some})`
  return `(typeof ${x} === 'number' || typeof ${x} === 'string' ? ${some} : ${slow})`
}

/** Whether two registers hold the same value, as an expression. */
export function identity(text: Text, left: number, right: number): string {
  const isPlain = (r: number): boolean => {
    const w = text.constantIn(r)
    return w === null || typeof w === 'boolean'
  }
  if (isPlain(left) || isPlain(right)) return `(${text.reg(left)} === ${text.reg(right)})`
  return `${text.use('is')}(${text.reg(left)}, ${text.reg(right)})`
}
