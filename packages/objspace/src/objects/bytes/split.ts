// Cutting bytes into pieces, trimming them, and joining pieces: what bytes and bytearray do alike. lib: stdtypes#bytes.split
import { error, isError } from '../../errors/exception.ts'
import { leftEdge, rightEdge, splitBlank, splitBlankLast, splitLines, splitOn, splitOnLast } from '../../lib/units.ts'
import { itemsOr } from '../../operations/iterate.ts'
import { typeOf } from '../../space/kind.ts'
import type { Value } from '../../space/value.ts'
import { bool, ssize } from '../../typedef/convert.ts'
import type { TypeBuilder } from '../../typedef/define.ts'
import { arg, pos } from '../../typedef/parameter.ts'
import { W_List } from '../list/list.ts'
import { bytesOf, bytesOrUndefined, zeros } from './access.ts'
import { W_ByteArray } from './bytearray-value.ts'
import { SHORT, spelledBytes, W_Bytes } from './bytes-value.ts'
import type { Kind } from './search.ts'

/** White space of ASCII. */
export const isBlank = (b: number): boolean => b === 32 || (b >= 9 && b <= 13)
const isLineEnd = (b: number): boolean => b === 10 || b === 13

/** The bytes of an item that is to be joined; undefined for what has none side by side. */
function bytesSideBySide(w: Value): Uint8Array | undefined {
  try {
    return bytesOrUndefined(w)
  } catch (e) {
    if (isError(e, 'Exception')) return undefined
    throw e
  }
}

const joinable = (w: Value): readonly Value[] => itemsOr(w, 'can only join an iterable')

/** Few bytes, joined as text; undefined where there are more, or others among them. */
function joinedText(separator: W_Bytes, items: readonly Value[]): string | undefined {
  const count = items.length
  if (count === 0 || count > SHORT) return undefined
  let n = separator.length * (count - 1)
  for (let i = 0; i < count; i++) {
    const item = items[i]
    if (!(item instanceof W_Bytes)) return undefined
    n += item.length
  }
  if (n > SHORT) return undefined
  let text = (items[0] as W_Bytes).shortText() as string
  if (separator.length === 0) for (let i = 1; i < count; i++) text += (items[i] as W_Bytes).shortText() as string
  else for (let i = 1; i < count; i++) text += `${separator.shortText()}${(items[i] as W_Bytes).shortText()}`
  return text
}

/** The room that a join begins with goes by so many of its items. */
const FIRST = 64

/** The items with `separator` between them: written as they come, since many of them are long gone from the processor's cache at a second look. */
function joined(separator: Uint8Array, items: readonly Value[]): Uint8Array {
  const count = items.length
  const gap = separator.length
  let room = 0
  let seen = 0
  for (; seen < count && seen < FIRST; seen++) {
    const x = items[seen]
    if (x instanceof W_Bytes) room += x.length
  }
  room += gap * seen
  let out = zeros(seen < count ? Math.ceil((room / seen) * count * 1.1) : room)
  let at = 0
  for (let i = 0; i < count; i++) {
    const x = items[i]
    const text = x instanceof W_Bytes ? x.text : null
    const part = text ?? (x instanceof W_Bytes ? x.bytes : bytesSideBySide(x))
    if (part === undefined)
      throw error('TypeError', `sequence item ${i}: expected a bytes-like object, ${typeOf(x).fullName} found`)
    const { length } = part
    const end = at + length + (i > 0 ? gap : 0)
    if (end > out.length) out = resized(out, at, i + 1 < count ? Math.ceil(end * 1.5) : end)
    if (i > 0 && gap > 0) {
      out.set(separator, at)
      at += gap
    }
    // A call of the host's takes longer than a few bytes.
    if (text !== null) for (let k = 0; k < length; k++) out[at + k] = text.charCodeAt(k)
    else out.set(part as Uint8Array, at)
    at = end
  }
  return at === out.length ? out : resized(out, at, at)
}

/** The first `used` of these bytes, with room for so many. */
function resized(bytes: Uint8Array, used: number, length: number): Uint8Array<ArrayBuffer> {
  const out = zeros(length)
  out.set(bytes.subarray(0, used))
  return out
}

/** Declares the methods of this file. */
export function splitMethods<S>(t: TypeBuilder<S>, kind: Kind<S>): void {
  const { read, make } = kind
  const pieces = (bytes: Uint8Array, cuts: readonly number[]): W_List => {
    const items: Value[] = []
    for (let k = 0; k < cuts.length; k += 2) items.push(make(bytes.slice(cuts[k], cuts[k + 1])))
    return new W_List(items)
  }
  const split = (name: string, doc: string, onBlank: typeof splitBlank, onBytes: typeof splitOn): void =>
    t.method(name, [arg('sep', null, null), arg('maxsplit', ssize, -1)], doc, (self, w_sep, maxsplit) => {
      const max = maxsplit < 0 ? Infinity : maxsplit
      if (w_sep === null) return pieces(read(self), onBlank(read(self), isBlank, max))
      const sep = bytesOf(w_sep)
      if (sep.length === 0) throw error('ValueError', 'empty separator')
      return pieces(read(self), onBytes(read(self), sep, max))
    })
  split(
    'split',
    'The pieces between separators (runs of white space by default), with at most maxsplit cuts.',
    splitBlank,
    splitOn,
  )
  split(
    'rsplit',
    'The pieces between separators (runs of white space by default), cut from the right.',
    splitBlankLast,
    splitOnLast,
  )
  t.method(
    'splitlines',
    [arg('keepends', bool, false)],
    'The lines, without their ends unless keepends is true.',
    (self, keepends) => pieces(read(self), splitLines(read(self), isLineEnd, keepends)),
  )
  t.method('join', [pos('iterable_of_bytes')], 'The items with these bytes between them.', (self, w) => {
    if (!(self instanceof W_ByteArray)) {
      const items = joinable(w)
      const text = joinedText(self as W_Bytes, items)
      return text === undefined ? make(joined(read(self), items)) : spelledBytes(text)
    }
    // What the iteration calls must not resize the separator.
    self.exports++
    try {
      return make(joined(read(self), joinable(w)))
    } finally {
      self.exports--
    }
  })
  const strip = (name: string, left: boolean, right: boolean, where: string): void =>
    t.method(
      name,
      [pos('bytes', null, null)],
      `The bytes without white space (or the given bytes) ${where}.`,
      (self, w) => {
        const chars = w === null ? null : bytesOf(w)
        const drop = chars === null ? isBlank : (b: number): boolean => chars.includes(b)
        const bytes = read(self)
        const from = left ? leftEdge(bytes, drop) : 0
        const to = right ? rightEdge(bytes, drop, from) : bytes.length
        return from === 0 && to === bytes.length ? kind.same(self) : make(bytes.slice(from, to))
      },
    )
  strip('strip', true, true, 'at both ends')
  strip('lstrip', true, false, 'in front')
  strip('rstrip', false, true, 'behind')
}
