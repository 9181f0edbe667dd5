// Encodings of one byte a character, by a table: a str or dict to decode, a dict to encode. lib: codecs; CPython: Objects/unicodeobject.c
import {
  ByteBuilder,
  encodeLatin1,
  error,
  fixDecoding,
  fixEncoding,
  getitem,
  intOrUndefined,
  isError,
  latin1Text,
  lengthOf,
  pointAt,
  pointsOf,
  type Str,
  strOrUndefined,
  type Value,
  W_Bytes,
  W_Dict,
} from '@typhon/objspace'
import { PointBuilder } from './points.ts'

const UNDEFINED = 'character maps to <undefined>'
/** What a str used as a table holds for bytes that mean nothing. */
const HOLE = 0xfffe

/** What a table has under a number: undefined where it has nothing or None. */
function entry(mapping: Value, key: number): Value | undefined {
  if (mapping instanceof W_Dict && !mapping.shape.type.heap) {
    const w = mapping.get(key)
    return w === null ? undefined : w
  }
  try {
    const w = getitem(mapping, key)
    return w === null ? undefined : w
  } catch (e) {
    if (isError(e, 'LookupError')) return undefined
    throw e
  }
}

export function decodeCharmap(given: Uint8Array, errors: string, mapping: Value): Str {
  if (mapping === null) return latin1Text(given)
  let bytes = given
  const table = strOrUndefined(mapping)
  const size = table === undefined ? 0 : lengthOf(table)
  const out = new PointBuilder(bytes.length)
  for (let i = 0; i < bytes.length;) {
    const b = bytes[i]
    if (table !== undefined) {
      const c = b < size ? pointAt(table, b) : HOLE
      if (c !== HOLE) {
        out.push(c)
        i++
        continue
      }
    } else {
      const w = entry(mapping, b)
      const s = w === undefined ? undefined : strOrUndefined(w)
      if (s !== undefined) {
        if (!(lengthOf(s) === 1 && pointAt(s, 0) === HOLE)) {
          out.add(s)
          i++
          continue
        }
      } else if (w !== undefined) {
        const n = intOrUndefined(w)
        if (n === undefined) throw error('TypeError', 'character mapping must return integer, None or str')
        if (typeof n === 'bigint' || n < 0 || n > 0x10ffff)
          throw error('TypeError', 'character mapping must be in range(0x110000)')
        if (n !== HOLE) {
          out.push(n)
          i++
          continue
        }
      }
    }
    const fix = fixDecoding(errors, 'charmap', bytes, i, i + 1, UNDEFINED)
    out.add(fix.text)
    i = fix.next
    ;({ bytes } = fix)
  }
  return out.done()
}

/** Writes the bytes of a character; false where the table has none. */
function put(out: ByteBuilder, mapping: Value, c: number): boolean {
  const w = entry(mapping, c)
  if (w === undefined) return false
  if (w instanceof W_Bytes) out.add(w.bytes)
  else {
    const n = intOrUndefined(w)
    if (n === undefined) throw error('TypeError', 'character mapping must return integer, bytes or None, not str')
    if (typeof n === 'bigint' || n < 0 || n > 255) throw error('TypeError', 'character mapping must be in range(256)')
    out.push(n)
  }
  return true
}

export function encodeCharmap(s: Str, errors: string, mapping: Value): Uint8Array {
  if (mapping === null) return encodeLatin1(s, errors)
  const n = lengthOf(s)
  const out = new ByteBuilder(n)
  for (let i = 0; i < n;) {
    if (put(out, mapping, pointAt(s, i))) {
      i++
      continue
    }
    let end = i + 1
    while (end < n && entry(mapping, pointAt(s, end)) === undefined) end++
    const fix = fixEncoding(errors, 'charmap', s, i, end, UNDEFINED)
    if (fix.text instanceof Uint8Array) out.add(fix.text)
    else
      for (const c of pointsOf(fix.text))
        if (!put(out, mapping, c)) fixEncoding('strict', 'charmap', s, i, end, UNDEFINED)
    i = fix.next
  }
  return out.done()
}

/** The table to encode with, of a table to decode with. */
export function invert(table: Str): W_Dict {
  const out = new W_Dict()
  const n = lengthOf(table)
  for (let b = 0; b < n; b++) if (pointAt(table, b) !== HOLE) out.set(pointAt(table, b), b)
  return out
}
