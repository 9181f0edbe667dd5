// Filling a str up to a width, and translating its characters: center, zfill, expandtabs, translate, `__format__`.
// lib: stdtypes#str.center, string#formatspec
import { error, isError } from '../../errors/exception.ts'
import { FormatError, parseSpec, unknownCode } from '../../lib/format-spec.ts'
import { type Str } from '../../operations/convert.ts'
import { getitem } from '../../operations/item.ts'
import { typeOf } from '../../space/kind.ts'
import type { Value } from '../../space/value.ts'
import { int, ssize, str as asStr } from '../../typedef/convert.ts'
import type { TypeBuilder } from '../../typedef/define.ts'
import { arg, type Convert, opt, pos } from '../../typedef/parameter.ts'
import { shapes } from '../../space/shapes.ts'
import { W_Dict } from '../dict/dict.ts'
import { reserve } from '../../space/room.ts'
import { charAt, joinStrs, lengthOf, MAX_LENGTH, pointAt, repeatStr, sliceStr, StrBuilder } from './units.ts'
import { strFromCodePoints, strFromText, strOrUndefined } from './wide.ts'

const fillchar: Convert<Str> = (w) => {
  const s = strOrUndefined(w)
  if (s === undefined)
    throw error('TypeError', `The fill character must be a unicode character, not ${typeOf(w).fullName}`)
  if (lengthOf(s) !== 1) throw error('TypeError', 'The fill character must be exactly one character long')
  return s
}

/** A raw string filled up to a width. */
function padRaw(s: string, width: number, fill: string, inFront: boolean): string {
  if (width > MAX_LENGTH) throw error('MemoryError')
  reserve(width)
  return inFront ? s.padStart(width, fill) : s.padEnd(width, fill)
}

/** `s` with `left` and `right` fill characters around it. */
export function padStr(s: Str, left: number, right: number, fill: Str): Str {
  if (left <= 0 && right <= 0) return s
  if (lengthOf(s) + left + right > 2 ** 63 - 1) throw error('OverflowError', 'padded string is too long')
  if (typeof s === 'string' && typeof fill === 'string') {
    const n = s.length
    if (left <= 0) return padRaw(s, n + right, fill, false)
    const behind = right <= 0 ? s : padRaw(s, n + right, fill, false)
    return padRaw(behind, behind.length + left, fill, true)
  }
  return joinStrs([repeatStr(fill, Math.max(0, left)), s, repeatStr(fill, Math.max(0, right))], '')
}

function zfill(s: Str, width: number): Str {
  const missing = width - lengthOf(s)
  if (missing <= 0) return s
  const signed = lengthOf(s) > 0 && (pointAt(s, 0) === 43 || pointAt(s, 0) === 45)
  return signed
    ? joinStrs([charAt(s, 0), repeatStr('0', missing), sliceStr(s, 1, lengthOf(s))], '')
    : padStr(s, missing, 0, '0')
}

function expandTabs(s: Str, tabsize: number): Str {
  const n = lengthOf(s)
  const parts: Str[] = []
  let column = 0
  let from = 0
  let total = 0
  for (let i = 0; i < n; i++) {
    const c = pointAt(s, i)
    if (c === 9) {
      const spaces = tabsize > 0 ? tabsize - (column % tabsize) : 0
      total += spaces
      if (total > 2 ** 31 - 1) throw error('OverflowError', 'new string is too long')
      parts.push(sliceStr(s, from, i), repeatStr(' ', spaces))
      from = i + 1
      column += spaces
    } else if (c === 10 || c === 13) column = 0
    else column++
  }
  if (from === 0) return s
  parts.push(sliceStr(s, from, n))
  return joinStrs(parts, '')
}

/** format(s, spec) */
export function formatStr(s: Str, spec: string, typeName = 'str'): Str {
  try {
    const f = parseSpec(spec, typeName)
    if (f.grouping !== '' && (f.type === '' || f.type === 's'))
      throw new FormatError(`Cannot specify '${f.grouping}' with 's'.`)
    if (f.type !== '' && f.type !== 's') throw unknownCode(f, typeName)
    if (f.sign !== '')
      throw new FormatError(
        f.sign === ' ' ? 'Space not allowed in string format specifier' : 'Sign not allowed in string format specifier',
      )
    if (f.noNegZero) throw new FormatError('Negative zero coercion (z) not allowed in string format specifier')
    if (f.alternate) throw new FormatError('Alternate form (#) not allowed in string format specifier')
    if (f.align === '=') throw new FormatError("'=' alignment not allowed in string format specifier")
    const text = f.precision >= 0 && f.precision < lengthOf(s) ? sliceStr(s, 0, f.precision) : s
    const missing = f.width - lengthOf(text)
    if (missing <= 0) return text
    const left = f.align === '>' ? missing : f.align === '^' ? Math.floor(missing / 2) : 0
    return padStr(text, left, missing - left, strFromText(f.fill))
  } catch (e) {
    if (e instanceof FormatError) throw error('ValueError', e.message)
    throw e
  }
}

function makeTranslation(x: Value, y: Str | undefined, z: Str | undefined): Value {
  const table = new W_Dict()
  if (y === undefined) {
    if (!(x instanceof W_Dict) || x.shape !== shapes.dict)
      throw error('TypeError', 'if you give only one argument to maketrans it must be a dict')
    for (const key of x.liveKeys()) {
      const s = strOrUndefined(key)
      if (s !== undefined) {
        if (lengthOf(s) !== 1) throw error('ValueError', 'string keys in translate table must be of length 1')
        table.set(pointAt(s, 0), x.get(key)!)
      } else if (typeof key === 'number' || typeof key === 'bigint' || typeof key === 'boolean')
        table.set(key, x.get(key)!)
      else throw error('TypeError', 'keys in translate table must be strings or integers')
    }
    return table
  }
  const from = strOrUndefined(x)
  if (from === undefined)
    throw error('TypeError', 'first maketrans argument must be a string if there is a second argument')
  const n = lengthOf(from)
  if (n !== lengthOf(y)) throw error('ValueError', 'the first two maketrans arguments must have equal length')
  for (let i = 0; i < n; i++) table.set(pointAt(from, i), pointAt(y, i))
  if (z !== undefined) for (let i = 0; i < lengthOf(z); i++) table.set(pointAt(z, i), null)
  return table
}

/** What a translation table has for a character: its replacement, or undefined where the character stays. */
function translated(table: Value, c: number): Str | undefined {
  let w: Value | undefined
  // A dict is asked without the error that nearly every character would cost.
  if (table instanceof W_Dict && table.shape === shapes.dict) w = table.get(c)
  else {
    try {
      w = getitem(table, c)
    } catch (e) {
      if (!isError(e, 'LookupError')) throw e
    }
  }
  if (w === undefined) return undefined
  if (w === null) return ''
  const s = strOrUndefined(w)
  if (s !== undefined) return s
  if (typeof w !== 'number' && typeof w !== 'bigint' && typeof w !== 'boolean')
    throw error('TypeError', 'character mapping must return integer, None or str')
  const n = Number(w)
  if (n < 0 || n > 0x10ffff) throw error('ValueError', 'character mapping must be in range(0x110000)')
  return n < 0xd800 ? String.fromCharCode(n) : strFromCodePoints(Uint32Array.of(n))
}

function translate(s: Str, table: Value): Str {
  const n = lengthOf(s)
  const out = new StrBuilder()
  const seen = new Map<number, Str>()
  for (let i = 0; i < n; i++) {
    const c = pointAt(s, i)
    let t = seen.get(c)
    if (t === undefined) {
      t = translated(table, c) ?? charAt(s, i)
      if (c < 128) seen.set(c, t)
    }
    out.add(t)
  }
  return out.done()
}

/** Declares the methods of this file. */
export function layoutMethods(t: TypeBuilder<Str>): void {
  t.method(
    'center',
    [pos('width', ssize), pos('fillchar', fillchar, ' ')],
    'The text in the middle of a field.',
    (s, width, fill) => {
      const missing = width - lengthOf(s)
      if (missing <= 0) return s
      const left = Math.floor(missing / 2) + (missing & width & 1)
      return padStr(s, left, missing - left, fill)
    },
  )
  t.method(
    'ljust',
    [pos('width', ssize), pos('fillchar', fillchar, ' ')],
    'The text at the left of a field.',
    (s, width, fill) => padStr(s, 0, width - lengthOf(s), fill),
  )
  t.method(
    'rjust',
    [pos('width', ssize), pos('fillchar', fillchar, ' ')],
    'The text at the right of a field.',
    (s, width, fill) => padStr(s, width - lengthOf(s), 0, fill),
  )
  t.method(
    'zfill',
    [pos('width', ssize)],
    'The text with zeros between its sign and the rest up to a width.',
    (s, width) => zfill(s, width),
  )
  t.method('expandtabs', [arg('tabsize', int, 8)], 'The text with tabs made spaces.', (s, tabsize) =>
    expandTabs(s, tabsize),
  )
  t.method(
    'translate',
    [pos('table')],
    'The text with each character replaced by what the table has for its number; None deletes.',
    (s, table) => translate(s, table),
  )
  t.staticMethod('maketrans', [pos('x'), opt('y', asStr), opt('z', asStr)], 'A table for translate().', (x, y, z) =>
    makeTranslation(x, y, z),
  )
  t.format('The text in a field, by a format spec.', (s, spec, w) => {
    if (spec === '') return s
    const text = formatStr(s, spec, typeOf(w).fullName)
    // What neither fills nor cuts is the very object, be it of a subclass.
    return text === s ? w : text
  })
}
