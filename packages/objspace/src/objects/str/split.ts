// Cutting a str into pieces, trimming it, and joining pieces. lib: stdtypes#str.split
import { error } from '../../errors/exception.ts'
import { joinAscii, MANY_BYTES } from '../../lib/ascii.ts'
import { flat } from '../../lib/flat.ts'
import { leftEdge, rightEdge, splitBlank, splitBlankLast, splitLines, splitOn, splitOnLast } from '../../lib/units.ts'
import type { Str } from '../../operations/convert.ts'
import { itemsOr } from '../../operations/iterate.ts'
import { typeOf } from '../../space/kind.ts'
import type { Value } from '../../space/value.ts'
import { bool, ssize } from '../../typedef/convert.ts'
import type { TypeBuilder } from '../../typedef/define.ts'
import { arg, pos } from '../../typedef/parameter.ts'
import { W_List } from '../list/list.ts'
import { linesOf, trimmed, trimmedOf, wordsOf } from './raw.ts'
import { joinStrs, lengthOf, pointAt, sliceStr, unitsLike, unitsOf } from './units.ts'
import { isLineBreak, isSpace } from './unicode.ts'
import { strOrUndefined } from './wide.ts'

function pieces(s: Str, cuts: readonly number[]): W_List {
  const items: Value[] = []
  for (let k = 0; k < cuts.length; k += 2) items.push(sliceStr(s, cuts[k], cuts[k + 1]))
  return new W_List(items)
}

/** Shorter texts are cut here: the host's own split looks first for texts that it has cut before. */
const SHORT_TEXT = 128

function cutAt(s: string, separator: string): string[] {
  const out: string[] = []
  let from = 0
  for (let at = s.indexOf(separator); at >= 0; at = s.indexOf(separator, from)) {
    out.push(s.slice(from, at))
    from = at + separator.length
  }
  out.push(from === 0 ? s : s.slice(from))
  return out
}

function split(s: Str, w_sep: Value, maxsplit: number, fromRight: boolean): Value {
  const max = maxsplit < 0 ? Infinity : maxsplit
  if (w_sep === null && typeof s === 'string' && !fromRight) return new W_List(wordsOf(s, max))
  if (w_sep === null) return pieces(s, (fromRight ? splitBlankLast : splitBlank)(unitsOf(s), isSpace, max))
  const sep = strOrUndefined(w_sep)
  if (sep === undefined) throw error('TypeError', `must be str or None, not ${typeOf(w_sep).fullName}`)
  if (lengthOf(sep) === 0) throw error('ValueError', 'empty separator')
  const units = unitsLike(s, sep)
  if (units === undefined) return new W_List([s])
  // From the right, separators that overlap are found elsewhere.
  if (max === Infinity && typeof s === 'string' && (!fromRight || units.length === 1))
    return new W_List(s.length <= SHORT_TEXT ? cutAt(s, units as string) : s.split(units as string))
  return pieces(s, (fromRight ? splitOnLast : splitOn)(unitsOf(s), units, max))
}

/** The length of raw strings together; -1 where others are among them. */
function lengthOfRaw(items: readonly Value[]): number {
  let n = 0
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (typeof item !== 'string') return -1
    n += item.length
  }
  return n
}

/** Parts that are shorter on the average are put together by the host's +, which is faster for them than its join. */
const SHORT_PART = 16

/** Those that are still shorter go by way of bytes; without separators, + is as fast for some of these. */
const TINY_PART = 10
const TINY_ALONE = 6

function concatenated(parts: readonly string[]): string {
  const n = parts.length
  let out = ''
  let i = 0
  for (; i + 4 <= n; i += 4) out += parts[i] + parts[i + 1] + parts[i + 2] + parts[i + 3]
  for (; i < n; i++) out += parts[i]
  return flat(out)
}

/** str.join */
export function join(separator: Str, iterable: Value): Value {
  const items = itemsOr(iterable, 'can only join an iterable')
  if (items.length === 1 && typeof items[0] === 'string') return items[0]
  if (typeof separator === 'string') {
    const length = lengthOfRaw(items)
    if (length >= MANY_BYTES && length < (separator === '' ? TINY_ALONE : TINY_PART) * items.length) {
      const text = joinAscii(items as string[], separator, length)
      if (text !== undefined) return text
    }
    if (separator === '' && length >= 0 && length < SHORT_PART * items.length) return concatenated(items as string[])
    if (length >= 0) return (items as string[]).join(separator)
  }
  const parts: Str[] = new Array<Str>(items.length)
  for (let i = 0; i < items.length; i++) {
    const s = strOrUndefined(items[i])
    if (s === undefined)
      throw error('TypeError', `sequence item ${i}: expected str instance, ${typeOf(items[i]).fullName} found`)
    parts[i] = s
  }
  return joinStrs(parts, separator)
}

function strip(name: string, s: Str, w_chars: Value, left: boolean, right: boolean): Str {
  let drop = isSpace
  if (w_chars !== null) {
    const chars = strOrUndefined(w_chars)
    if (chars === undefined) throw error('TypeError', `${name} arg must be None or str`)
    if (typeof s === 'string' && typeof chars === 'string') return trimmedOf(s, chars, left, right)
    drop = membership(chars)
  } else if (typeof s === 'string') return trimmed(s, left, right)
  const units = unitsOf(s)
  const from = left ? leftEdge(units, drop) : 0
  const to = right ? rightEdge(units, drop, from) : units.length
  return from === 0 && to === units.length ? s : sliceStr(s, from, to)
}

/** Whether a code point is one of the characters of a str. */
function membership(chars: Str): (c: number) => boolean {
  const n = lengthOf(chars)
  if (n === 1) {
    const only = pointAt(chars, 0)
    return (c) => c === only
  }
  const set = new Set<number>()
  for (let i = 0; i < n; i++) set.add(pointAt(chars, i))
  return (c) => set.has(c)
}

/** Declares the methods of this file. */
export function splitMethods(t: TypeBuilder<Str>): void {
  t.method(
    'split',
    [arg('sep', null, null), arg('maxsplit', ssize, -1)],
    'The pieces between separators (runs of white space by default), with at most maxsplit cuts.',
    (s, sep, max) => split(s, sep, max, false),
  )
  t.method(
    'rsplit',
    [arg('sep', null, null), arg('maxsplit', ssize, -1)],
    'The pieces between separators (runs of white space by default), with at most maxsplit cuts from the right.',
    (s, sep, max) => split(s, sep, max, true),
  )
  t.method(
    'splitlines',
    [arg('keepends', bool, false)],
    'The lines, without their ends unless keepends is true.',
    (s, keepends) =>
      typeof s === 'string'
        ? new W_List(linesOf(s, keepends))
        : pieces(s, splitLines(unitsOf(s), isLineBreak, keepends)),
  )
  t.method('join', [pos('iterable')], 'The strs of an iterable with the text between them.', (s, iterable) =>
    join(s, iterable),
  )
  t.method(
    'strip',
    [pos('chars', null, null)],
    'The text without white space (or the given characters) at both ends.',
    (s, chars) => strip('strip', s, chars, true, true),
  )
  t.method(
    'lstrip',
    [pos('chars', null, null)],
    'The text without white space (or the given characters) in front.',
    (s, chars) => strip('lstrip', s, chars, true, false),
  )
  t.method(
    'rstrip',
    [pos('chars', null, null)],
    'The text without white space (or the given characters) behind.',
    (s, chars) => strip('rstrip', s, chars, false, true),
  )
}
