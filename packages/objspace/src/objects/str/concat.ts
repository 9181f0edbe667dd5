// Joining strs of both kinds, and text from reprs.
import { concatRaw } from '../../lib/flat.ts'
import type { Value } from '../../space/value.ts'
import {
  codePointsOf,
  joinableText,
  strFromCodePoints,
  strFromText,
  strOrUndefined,
  textOfStr,
  W_WideStr,
} from './wide.ts'

type Str = string | W_WideStr

/** Code points of a str. */
export function pointsOf(s: Str): Uint32Array {
  return typeof s === 'string' ? codePointsOf(s) : s.cps
}

/** a + b of strs, either of which may be wide. */
export function concatStr(a: Value, b: Value): Str {
  const x = strOrUndefined(a) as Str
  const y = strOrUndefined(b) as Str
  if (typeof x === 'string' && typeof y === 'string') return concatRaw(x, y)
  const t = joinableText(x)
  const u = joinableText(y)
  if (t !== undefined && u !== undefined) return new W_WideStr(null, t + u, true)
  const p = pointsOf(x)
  const q = pointsOf(y)
  const out = new Uint32Array(p.length + q.length)
  out.set(p)
  out.set(q, p.length)
  return strFromCodePoints(out)
}

/** Text with everything outside ASCII escaped, as ascii() shows it. */
export function asciiText(s: Str): Value {
  const text = textOfStr(s)
  // oxlint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(text)) return text
  let out = ''
  for (const c of pointsOf(s)) {
    out +=
      c < 0x80
        ? String.fromCharCode(c)
        : c <= 0xff
          ? `\\x${c.toString(16).padStart(2, '0')}`
          : c <= 0xffff
            ? `\\u${c.toString(16).padStart(4, '0')}`
            : `\\U${c.toString(16).padStart(8, '0')}`
  }
  return strFromText(out)
}
