// Looking for parts of bytes and replacing them: what bytes and bytearray do alike. lib: stdtypes#bytes.find
//
// The shared methods see a receiver through a `Kind`: how its bytes are read, and how an object of the same type is made.
// `read` gives the live memory; whatever is handed to `make` belongs to the new object, so pieces are copied.
import { error, W_BaseException } from '../../errors/exception.ts'
import { countOf, find, findLast, replaceUnits, standsAt } from '../../lib/units.ts'
import { indexOrUndefined, type Int } from '../../operations/convert.ts'
import { typeOf } from '../../space/kind.ts'
import type { Value } from '../../space/value.ts'
import { sliceIndex, ssize } from '../../typedef/convert.ts'
import type { TypeBuilder } from '../../typedef/define.ts'
import { opt, pos } from '../../typedef/parameter.ts'
import { clipBound } from '../slice-value.ts'
import { startBound } from '../str/search.ts'
import { W_Tuple } from '../tuple-value.ts'
import { byteOf, bytesOf, bytesOrUndefined } from './access.ts'

/** How shared methods see bytes or bytearray. */
export interface Kind<S> {
  read(self: S): Uint8Array
  make(bytes: Uint8Array): Value
  /** The answer of a method that changes nothing: bytes give themselves, bytearrays a copy. */
  same(self: S): Value
}

/** What find and its like look for: bytes, or one byte as an int. */
function needleOf(w: Value): Uint8Array {
  const b = bytesOrUndefined(w)
  if (b !== undefined) return b
  if (indexOrUndefined(w) === undefined)
    throw error('TypeError', `argument should be integer or bytes-like object, not '${typeOf(w).fullName}'`)
  return Uint8Array.of(byteOf(w))
}

function found(i: number): number {
  if (i < 0) throw error('ValueError', 'subsection not found')
  return i
}

/** Whether `bytes` holds `w`, which is bytes or one byte. */
export function containsBytes(bytes: Uint8Array, w: Value): boolean {
  let n: Int | undefined
  try {
    n = indexOrUndefined(w)
  } catch (e) {
    // What fails as an index may be bytes all the same.
    if (!(e instanceof W_BaseException)) throw e
  }
  if (n !== undefined) return bytes.includes(byteOf(n))
  return find(bytes, bytesOf(w), 0, bytes.length) >= 0
}

function edge(
  name: string,
  bytes: Uint8Array,
  w: Value,
  start: number | undefined,
  end: number | undefined,
  atEnd: boolean,
): boolean {
  const from = startBound(start, bytes.length)
  const to = clipBound(end, bytes.length, bytes.length)
  const matches = (part: Uint8Array): boolean =>
    to - from >= part.length && standsAt(bytes, part, atEnd ? to - part.length : from)
  if (w instanceof W_Tuple) return w.items.some((x) => matches(bytesOf(x)))
  const part = bytesOrUndefined(w)
  if (part === undefined)
    throw error('TypeError', `${name} first arg must be bytes or a tuple of bytes, not ${typeOf(w).fullName}`)
  return matches(part)
}

/** Declares the methods of this file. */
export function searchMethods<S>(t: TypeBuilder<S>, kind: Kind<S>): void {
  const { read, make } = kind
  const bounds = () => [pos('sub'), opt('start', sliceIndex), opt('end', sliceIndex)] as const
  const signature = '($self, sub[, start[, end]], /)'
  const looking = (name: string, doc: string, look: typeof find, answer: (i: number) => number): void =>
    t.method(
      name,
      bounds(),
      doc,
      (self, sub, start, end) => {
        const needle = needleOf(sub)
        const bytes = read(self)
        const n = bytes.length
        return answer(look(bytes, needle, startBound(start, n), clipBound(end, n, n)))
      },
      signature,
    )
  const plain = (i: number): number => i
  looking('find', 'First place of sub in [start:end], -1 where there is none.', find, plain)
  looking('rfind', 'Last place of sub in [start:end], -1 where there is none.', findLast, plain)
  looking('index', 'First place of sub in [start:end]; ValueError where there is none.', find, found)
  looking('rindex', 'Last place of sub in [start:end]; ValueError where there is none.', findLast, found)
  looking('count', 'How often sub is in [start:end], without overlaps.', countOf, plain)
  for (const [name, atEnd, doc] of [
    ['startswith', false, 'Whether the bytes begin with prefix, or one of a tuple of them.'],
    ['endswith', true, 'Whether the bytes end with suffix, or one of a tuple of them.'],
  ] as const) {
    const what = atEnd ? 'suffix' : 'prefix'
    t.method(
      name,
      [pos(what), opt('start', sliceIndex), opt('end', sliceIndex)],
      doc,
      (self, w, start, end) => edge(name, read(self), w, start, end, atEnd),
      `($self, ${what}[, start[, end]], /)`,
    )
  }
  const partition = (name: string, doc: string, look: typeof find): void =>
    t.method(name, [pos('sep')], doc, (self, w) => {
      const sep = bytesOf(w)
      const bytes = read(self)
      if (sep.length === 0) throw error('ValueError', 'empty separator')
      const i = look(bytes, sep, 0, bytes.length)
      const none = (): Value => make(new Uint8Array(0))
      if (i < 0)
        return new W_Tuple(look === find ? [kind.same(self), none(), none()] : [none(), none(), kind.same(self)])
      return new W_Tuple([make(bytes.slice(0, i)), make(sep.slice()), make(bytes.slice(i + sep.length))])
    })
  partition('partition', 'Head, separator and tail at the first place of the separator.', find)
  partition('rpartition', 'Head, separator and tail at the last place of the separator.', findLast)
  t.method(
    'replace',
    [pos('old', bytesOf), pos('new', bytesOf), pos('count', ssize, -1)],
    'The bytes with old replaced by new, count times at most.',
    (self, from, to, count) => {
      const bytes = read(self)
      const out = replaceUnits(bytes, from, to, count < 0 ? Infinity : count)
      return out === bytes ? kind.same(self) : make(out)
    },
  )
  t.method('removeprefix', [pos('prefix')], 'The bytes without the prefix, where they have it.', (self, w) => {
    const prefix = bytesOf(w)
    const bytes = read(self)
    return prefix.length > 0 && standsAt(bytes, prefix, 0) ? make(bytes.slice(prefix.length)) : kind.same(self)
  })
  t.method('removesuffix', [pos('suffix')], 'The bytes without the suffix, where they have it.', (self, w) => {
    const suffix = bytesOf(w)
    const bytes = read(self)
    const at = bytes.length - suffix.length
    return suffix.length > 0 && standsAt(bytes, suffix, at) ? make(bytes.slice(0, at)) : kind.same(self)
  })
}
