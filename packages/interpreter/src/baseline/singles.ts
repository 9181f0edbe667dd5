// Tuples of one between two instructions, which nobody else sees: `bytes((x,))` is given one at once, `unpack(format, data)[0]` and
// `(x,) = unpack(format, data)` ask one for its item. They are made only where the usual case is another.
//
// What must stay true: the register of the tuple is read by the second instruction alone; the usual case runs no other code and cannot raise.
import { bytesType } from '@typhon/objspace'
import {
  BINARY_SUBSCR,
  BUILD_LIST,
  BUILD_TUPLE,
  CALL,
  CALL_METHOD,
  OPLEN,
  UNPACK_SEQUENCE,
} from '../generated/opcodes.ts'
import { isDeadAt } from '../eval/liveness.ts'
import { values } from './calls.ts'
import type { Text } from './text.ts'
import { VALUE } from './types.ts'

/** An instruction and the next one: a test, which may leave a value in `t`, and what is done where it holds. */
export interface Single {
  readonly test: string
  readonly usual: string
}

/** What the instructions at `pc` and `next` are in the usual case, which needs no tuple; null where they are something else. */
export function singleAt(text: Text, pc: number, next: number): Single | null {
  if (text.follows) return null
  return bytesOfOne(text, pc, next) ?? onlyItem(text, pc, next)
}

/** Whether nobody reads a register any more behind the instruction at `pc`, which may write it. */
function isOver(text: Text, pc: number, register: number): boolean {
  const { code, unit } = text.code
  return code[pc + 1] === register || isDeadAt(unit, pc + OPLEN[code[pc]], register)
}

/** `bytes((x,))` and `bytes([x])`. */
function bytesOfOne(text: Text, pc: number, next: number): Single | null {
  const { code } = text.code
  if ((code[pc] !== BUILD_TUPLE && code[pc] !== BUILD_LIST) || code[pc + 3] !== 1) return null
  if (code[next] !== CALL || code[next + 3] !== 1 || code[next + 2] + 1 !== code[pc + 1]) return null
  const callee = code[next + 2]
  if ((text.likely.get(callee) ?? text.globals.get(callee)) !== bytesType || !isOver(text, next, code[pc + 1]))
    return null
  const item = text.reg(code[pc + 2])
  return {
    test: `${text.reg(callee)} === ${text.constant(bytesType)} && typeof ${item} === 'number' && ${item} >= 0 && ${item} < 256`,
    usual: `${text.reg(code[next + 1])} = ${text.use('singleByte')}(${item})`,
  }
}

/** The item of the tuple that a built-in function gives. */
function onlyItem(text: Text, pc: number, next: number): Single | null {
  const { code } = text.code
  const f = text.types.ofTuples.get(pc)
  const made = code[pc + 1]
  if (f === undefined || f.code.onlyItem === null || code[next + 2] !== made) return null
  const isItem = code[next] === BINARY_SUBSCR && [0, -1].includes(text.constantIn(code[next + 3]) as number)
  const isUnpacked = code[next] === UNPACK_SEQUENCE && code[next + 3] === 1
  if (!isUnpacked && !(isItem && text.types.item(next) === VALUE)) return null
  if (!isOver(text, next, made)) return null
  const first = code[pc + 2] + (code[pc] === CALL_METHOD ? 2 : 1)
  const args = values(text, pc, first, code[pc + 3])
  const isPlain = code[pc] === CALL_METHOD ? ` && ${text.reg(code[pc + 2] + 1)} === undefined` : ''
  return {
    test: `${text.reg(code[pc + 2])} === ${text.constant(f)}${isPlain} && (t = ${text.constant(f.code.onlyItem)}(${args.join(', ')})) !== undefined`,
    usual: `${text.reg(code[next + 1])} = t`,
  }
}
