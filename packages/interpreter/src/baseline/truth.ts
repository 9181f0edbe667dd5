// The text of tests that need no other code to run: of truth, and of identity.
import { shapes } from '@typhon/objspace'
import type { Text } from './text.ts'
import { BOOL, isInt } from './types.ts'

/** Whether a register holds what is true, as an expression: what is common is told apart, `slow` tells of everything else. */
export function isTrue(text: Text, r: number, slow: string): string {
  const w = text.reg(r)
  const kind = text.types.kind(text.state, r)
  if (isInt(kind)) return `(${w} !== 0)`
  if (kind === BOOL) return w
  const isList = `${w}?.shape === ${text.constant(shapes.list)}`
  return `(${w} === true || (${w} !== false && (typeof ${w} === 'number' ? ${w} !== 0 : ${isList} ? ${w}.items.length !== 0 : ${slow})))`
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
