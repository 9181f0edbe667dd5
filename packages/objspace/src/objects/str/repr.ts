// repr() of a str. lib: functions#repr; CPython: Objects/unicodeobject.c (unicode_repr)
import type { Str } from '../../operations/convert.ts'
import { lengthOf, pointAt, StrBuilder } from './units.ts'
import { isPrintable } from './unicode.ts'
import { strFromCodePoints } from './wide.ts'

// oxlint-disable-next-line no-control-regex
const PLAIN = /^[\x20-\x26\x28-\x5b\x5d-\x7e]*$/

/** A character as an escape by its number. */
export function escapeOf(c: number): string {
  if (c <= 0xff) return `\\x${c.toString(16).padStart(2, '0')}`
  return c <= 0xffff ? `\\u${c.toString(16).padStart(4, '0')}` : `\\U${c.toString(16).padStart(8, '0')}`
}

/** repr(s): in double quotes where that saves escaping single ones. */
export function quoted(s: Str): Str {
  if (typeof s === 'string' && PLAIN.test(s)) return `'${s}'`
  const n = lengthOf(s)
  let single = false
  let double = false
  for (let i = 0; i < n; i++) {
    const c = pointAt(s, i)
    if (c === 39) single = true
    else if (c === 34) double = true
  }
  const quote = single && !double ? '"' : "'"
  const q = quote.charCodeAt(0)
  const out = new StrBuilder()
  out.add(quote)
  for (let i = 0; i < n; i++) {
    const c = pointAt(s, i)
    if (c === q || c === 92) out.add(`\\${String.fromCharCode(c)}`)
    else if (c === 10) out.add('\\n')
    else if (c === 13) out.add('\\r')
    else if (c === 9) out.add('\\t')
    else if (c >= 32 && c < 127) out.add(String.fromCharCode(c))
    else if (c < 0xa1 || !isPrintable(c)) out.add(escapeOf(c))
    else out.add(c <= 0xffff ? String.fromCharCode(c) : strFromCodePoints(Uint32Array.of(c)))
  }
  out.add(quote)
  return out.done()
}
