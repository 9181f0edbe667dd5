// Looking for parts of a str and replacing them: find, count, startswith, replace, partition. lib: stdtypes#str.find
import { error } from '../../errors/exception.ts'
import { countOf, find, findLast, standsAt } from '../../lib/units.ts'
import type { Str } from '../../operations/convert.ts'
import { typeOf } from '../../space/kind.ts'
import type { Value } from '../../space/value.ts'
import { sliceIndex, ssize, str as asStr } from '../../typedef/convert.ts'
import type { TypeBuilder } from '../../typedef/define.ts'
import { arg, type Convert, opt, pos } from '../../typedef/parameter.ts'
import { clipBound } from '../slice-value.ts'
import { W_Tuple } from '../tuple-value.ts'
import { lengthOf, replaceStr, sliceStr, unitsLike, unitsOf } from './units.ts'
import { strOrUndefined } from './wide.ts'

/** The first bound of a search: it may lie behind the end, where not even an empty str is found. */
export function startBound(i: number | undefined, length: number): number {
  return i === undefined ? 0 : i < 0 ? Math.max(0, i + length) : i
}

/** The only argument of a method, which must be a str. */
export const soleStr: Convert<Str> = (w, where) => {
  const s = strOrUndefined(w)
  if (s === undefined)
    throw error('TypeError', `${where.owner}() argument must be str, not ${w === null ? 'None' : typeOf(w).fullName}`)
  return s
}

/** A separator: a str, by the message of a plain type check. */
export function separatorOf(w: Value): Str {
  const s = strOrUndefined(w)
  if (s === undefined) throw error('TypeError', `must be str, not ${typeOf(w).fullName}`)
  return s
}

function search(
  s: Str,
  sub: Str,
  start: number | undefined,
  end: number | undefined,
  look: typeof find,
  absent: number,
): number {
  const units = unitsLike(s, sub)
  if (units === undefined) return absent
  const n = lengthOf(s)
  return look(unitsOf(s), units, startBound(start, n), clipBound(end, n, n))
}

function found(i: number): number {
  if (i < 0) throw error('ValueError', 'substring not found')
  return i
}

/** Whether `s` begins (or ends) with `part` in the given bounds. */
function edgeMatches(s: Str, part: Str, start: number, end: number, atEnd: boolean): boolean {
  const length = lengthOf(part)
  if (end - start < length) return false
  const units = unitsLike(s, part)
  return units !== undefined && standsAt(unitsOf(s), units, atEnd ? end - length : start)
}

function edge(
  name: string,
  s: Str,
  w: Value,
  start: number | undefined,
  end: number | undefined,
  atEnd: boolean,
): boolean {
  const n = lengthOf(s)
  const from = startBound(start, n)
  const to = clipBound(end, n, n)
  if (w instanceof W_Tuple) {
    for (const x of w.items) {
      const part = strOrUndefined(x)
      if (part === undefined)
        throw error('TypeError', `tuple for ${name} must only contain str, not ${typeOf(x).fullName}`)
      if (edgeMatches(s, part, from, to, atEnd)) return true
    }
    return false
  }
  const part = strOrUndefined(w)
  if (part === undefined)
    throw error('TypeError', `${name} first arg must be str or a tuple of str, not ${typeOf(w).fullName}`)
  return edgeMatches(s, part, from, to, atEnd)
}

function partition(s: Str, w: Value, look: typeof find): Value {
  const sep = separatorOf(w)
  const length = lengthOf(sep)
  if (length === 0) throw error('ValueError', 'empty separator')
  const units = unitsLike(s, sep)
  const n = lengthOf(s)
  const i = units === undefined ? -1 : look(unitsOf(s), units, 0, n)
  if (i < 0) return new W_Tuple(look === find ? [s, '', ''] : ['', '', s])
  return new W_Tuple([sliceStr(s, 0, i), sep, sliceStr(s, i + length, n)])
}

/** Whether `sub` is part of `s`. */
export function containsStr(s: Str, sub: Str): boolean {
  return search(s, sub, undefined, undefined, find, -1) >= 0
}

/** Declares the methods of this file. */
export function searchMethods(t: TypeBuilder<Str>): void {
  const bounds = () => [pos('sub', asStr), opt('start', sliceIndex), opt('end', sliceIndex)] as const
  const signature = '($self, sub[, start[, end]], /)'
  t.method(
    'find',
    bounds(),
    'First place of sub in the text (in [start:end]), -1 where there is none.',
    (s, sub, start, end) => search(s, sub, start, end, find, -1),
    signature,
  )
  t.method(
    'rfind',
    bounds(),
    'Last place of sub in the text (in [start:end]), -1 where there is none.',
    (s, sub, start, end) => search(s, sub, start, end, findLast, -1),
    signature,
  )
  t.method(
    'index',
    bounds(),
    'First place of sub in the text (in [start:end]); ValueError where there is none.',
    (s, sub, start, end) => found(search(s, sub, start, end, find, -1)),
    signature,
  )
  t.method(
    'rindex',
    bounds(),
    'Last place of sub in the text (in [start:end]); ValueError where there is none.',
    (s, sub, start, end) => found(search(s, sub, start, end, findLast, -1)),
    signature,
  )
  t.method(
    'count',
    bounds(),
    'How often sub is in the text (in [start:end]), without overlaps.',
    (s, sub, start, end) => search(s, sub, start, end, countOf, 0),
    signature,
  )
  t.method(
    'startswith',
    [pos('prefix'), opt('start', sliceIndex), opt('end', sliceIndex)],
    'Whether the text begins with prefix, or one of a tuple of them.',
    (s, w, start, end) => edge('startswith', s, w, start, end, false),
    '($self, prefix[, start[, end]], /)',
  )
  t.method(
    'endswith',
    [pos('suffix'), opt('start', sliceIndex), opt('end', sliceIndex)],
    'Whether the text ends with suffix, or one of a tuple of them.',
    (s, w, start, end) => edge('endswith', s, w, start, end, true),
    '($self, suffix[, start[, end]], /)',
  )
  t.method('partition', [pos('sep')], 'Head, separator and tail at the first place of the separator.', (s, sep) =>
    partition(s, sep, find),
  )
  t.method('rpartition', [pos('sep')], 'Head, separator and tail at the last place of the separator.', (s, sep) =>
    partition(s, sep, findLast),
  )
  t.method(
    'replace',
    [pos('old', asStr), pos('new', asStr), arg('count', ssize, -1)],
    'The text with old replaced by new, count times at most.',
    (s, from, to, count) => replaceStr(s, from, to, count < 0 ? Infinity : count),
  )
  t.method('removeprefix', [pos('prefix', soleStr)], 'The text without the prefix, where it has it.', (s, prefix) => {
    const n = lengthOf(s)
    return edgeMatches(s, prefix, 0, n, false) ? sliceStr(s, lengthOf(prefix), n) : s
  })
  t.method('removesuffix', [pos('suffix', soleStr)], 'The text without the suffix, where it has it.', (s, suffix) => {
    const n = lengthOf(s)
    return lengthOf(suffix) > 0 && edgeMatches(s, suffix, 0, n, true) ? sliceStr(s, 0, n - lengthOf(suffix)) : s
  })
}
