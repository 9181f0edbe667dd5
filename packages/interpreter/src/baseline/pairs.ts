// Loops over zip, enumerate and the items of a dict, which are unpacked at once, `for i, x in enumerate(xs)`: the two values come without a tuple.
//
// What must stay true: only iterators that run no other code are stepped here, as their own `next` does it; those of dicts may fail.
import {
  dictIteratorTypes,
  enumerateType,
  type W_DictIterator,
  type W_Enumerate,
  type W_Iterator,
  type W_Zip,
  zipType,
  type Value,
} from '@typhon/objspace'
import { isDeadAt } from '../eval/liveness.ts'
import { OPLEN, UNPACK_SEQUENCE } from '../generated/opcodes.ts'
import type { Block } from './graph.ts'
import { S } from './leave.ts'
import type { Text } from './text.ts'

/** Puts the next values of a quiet zip into `S.first` and `S.second`, and gives it; undefined at its end, or a tuple. */
export function nextPair(w: W_Zip): Value | undefined {
  const { iterators } = w
  if (iterators.length !== 2) return w.next()
  const first = (iterators[0] as W_Iterator).next()
  const second = first === undefined ? undefined : (iterators[1] as W_Iterator).next()
  S.first = first
  S.second = second
  return second === undefined ? ended() : w
}

/** The same of an enumerate. */
export function nextNumbered(w: W_Enumerate): Value | undefined {
  const { count } = w
  if (typeof count !== 'number' || count >= Number.MAX_SAFE_INTEGER) return w.next()
  const item = (w.iterator as W_Iterator).next()
  if (item === undefined) return ended()
  w.count = count + 1
  S.first = count
  S.second = item
  return w
}

/** The same of the entries of a dict; raises RuntimeError when that changed size. */
export function nextEntry(w: W_DictIterator): Value | undefined {
  const { dict } = w
  if (dict === undefined) return undefined
  const place = w.advance(dict)
  if (place < 0) return ended()
  S.first = dict.keys[place]
  S.second = dict.values[place]
  return w
}

/** What the last ones were may go. */
function ended(): undefined {
  S.first = S.second = undefined
}

/** The instruction that unpacks what a loop gives to `out` at once, which nobody else reads; -1 where it is not unpacked into two. */
export function unpackedAt(text: Text, body: Block, out: number): number {
  const { code, unit } = text.code
  const pc = body.start
  if (text.follows || code[pc] !== UNPACK_SEQUENCE || code[pc + 2] !== out || code[pc + 3] !== 2) return -1
  return body.preds.length === 1 && pc !== body.last && isDeadAt(unit, pc + OPLEN[UNPACK_SEQUENCE], out) ? pc : -1
}

/** Whether `c` is the shape of such an iterator. */
export function isPairs(text: Text): string {
  const isEither = [zipType, enumerateType, dictIteratorTypes.items].map(
    (type) => `c === ${text.constant(type.rootShape())}`,
  )
  return `(${isEither.join(' || ')})`
}

/** `t` = what such an iterator in `w` gives. */
export function nextOfPairs(text: Text, pc: number, w: string): string {
  const zip = `if (c === ${text.constant(zipType.rootShape())} && ${w}.isQuiet) t = ${text.use('nextPair')}(${w})`
  const enumerated = `if (c === ${text.constant(enumerateType.rootShape())} && ${w}.isQuiet) t = ${text.use('nextNumbered')}(${w})`
  const entries = `if (c === ${text.constant(dictIteratorTypes.items.rootShape())}) { ${text.mark(pc)}; t = ${text.use('nextEntry')}(${w}) }`
  return `else ${zip}\nelse ${enumerated}\nelse ${entries}\n`
}
