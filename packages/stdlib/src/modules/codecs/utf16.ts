// UTF-16 and UTF-32 in both byte orders. lib: codecs#encodings-and-unicode; CPython: Objects/unicodeobject.c
//
// A byte order is 1 (big), -1 (little) or 0: native order, which is little, with a mark when encoding and found by the
// mark when decoding.
import { ByteBuilder, fixDecoding, fixEncoding, lengthOf, pointAt, pointsOf, type Str } from '@typhon/objspace'
import { type Decoded, PointBuilder } from './points.ts'

export type ByteOrder = -1 | 0 | 1

/** A decoded text, and the byte order that was met. */
export interface Ordered extends Decoded {
  readonly order: ByteOrder
}

const nameOf = (family: 'utf-16' | 'utf-32', order: ByteOrder): string =>
  order === 0 ? family : order < 0 ? `${family}-le` : `${family}-be`

const isSurrogate = (c: number): boolean => c >= 0xd800 && c <= 0xdfff

/** Encodes `s` in units of `width` bytes, each character by `put`. */
function encode(
  s: Str,
  errors: string,
  order: ByteOrder,
  family: 'utf-16' | 'utf-32',
  put: (c: number) => void,
  out: ByteBuilder,
): Uint8Array {
  const n = lengthOf(s)
  const width = family === 'utf-16' ? 2 : 4
  if (order === 0) put(0xfeff)
  for (let i = 0; i < n;) {
    const c = pointAt(s, i)
    if (!isSurrogate(c)) {
      put(c)
      i++
      continue
    }
    let end = i + 1
    while (end < n && isSurrogate(pointAt(s, end))) end++
    const reason = 'surrogates not allowed'
    const name = nameOf(family, order)
    const fix = fixEncoding(errors, name, s, i, end, reason)
    if (fix.text instanceof Uint8Array) {
      if (fix.text.length % width !== 0) fixEncoding('strict', name, s, i, end, reason)
      out.add(fix.text)
    } else {
      for (const p of pointsOf(fix.text)) {
        if (p >= 0x80) fixEncoding('strict', name, s, i, end, reason)
        put(p)
      }
    }
    i = fix.next
  }
  return out.done()
}

export function encodeUtf16(s: Str, errors: string, order: ByteOrder): Uint8Array {
  const out = new ByteBuilder(2 * lengthOf(s) + 2)
  const unit = (u: number): void => {
    out.push(order > 0 ? u >> 8 : u & 0xff)
    out.push(order > 0 ? u & 0xff : u >> 8)
  }
  const put = (c: number): void => {
    if (c < 0x10000) unit(c)
    else {
      unit(0xd7c0 + (c >> 10))
      unit(0xdc00 + (c & 0x3ff))
    }
  }
  return encode(s, errors, order, 'utf-16', put, out)
}

export function encodeUtf32(s: Str, errors: string, order: ByteOrder): Uint8Array {
  const out = new ByteBuilder(4 * lengthOf(s) + 4)
  const put = (c: number): void => {
    for (let k = 0; k < 4; k++) out.push((c >> (order > 0 ? 24 - 8 * k : 8 * k)) & 0xff)
  }
  return encode(s, errors, order, 'utf-32', put, out)
}

/** Decodes; an incomplete character at the end is left for later unless `final`. */
export function decodeUtf16(given: Uint8Array, errors: string, wanted: ByteOrder, final: boolean): Ordered {
  let bytes = given
  let n = bytes.length
  const out = new PointBuilder(n >> 1)
  let order = wanted
  let i = 0
  if (order === 0 && n >= 2) {
    if (bytes[0] === 0xff && bytes[1] === 0xfe) order = -1
    else if (bytes[0] === 0xfe && bytes[1] === 0xff) order = 1
    if (order !== 0) i = 2
  }
  const high = order > 0 ? 0 : 1
  const unit = (at: number): number => (bytes[at + high] << 8) | bytes[at + 1 - high]
  while (i < n) {
    let reason: string
    let end = i + 2
    if (n - i < 2) {
      if (!final) break
      reason = 'truncated data'
      end = n
    } else {
      const u = unit(i)
      if (!isSurrogate(u)) {
        out.push(u)
        i += 2
        continue
      }
      if (u >= 0xdc00) reason = 'illegal encoding'
      else if (n - i < 4) {
        if (!final) break
        reason = 'unexpected end of data'
        end = n
      } else {
        const low = unit(i + 2)
        if (low >= 0xdc00 && low <= 0xdfff) {
          out.push(((u - 0xd7c0) << 10) + (low & 0x3ff))
          i += 4
          continue
        }
        reason = 'illegal UTF-16 surrogate'
      }
    }
    const fix = fixDecoding(
      errors,
      nameOf('utf-16', wanted === 0 ? (order === 0 ? -1 : order) : wanted),
      bytes,
      i,
      end,
      reason,
    )
    out.add(fix.text)
    i = fix.next
    ;({ bytes } = fix)
    n = bytes.length
  }
  return { text: out.done(), consumed: i, order }
}

/** See decodeUtf16. */
export function decodeUtf32(given: Uint8Array, errors: string, wanted: ByteOrder, final: boolean): Ordered {
  let bytes = given
  let n = bytes.length
  const out = new PointBuilder(n >> 2)
  let order = wanted
  let i = 0
  let view = new DataView(bytes.buffer, bytes.byteOffset, n)
  if (order === 0 && n >= 4) {
    if (view.getUint32(0, true) === 0xfeff) order = -1
    else if (view.getUint32(0, false) === 0xfeff) order = 1
    if (order !== 0) i = 4
  }
  while (i < n) {
    let reason: string
    let end = i + 4
    if (n - i < 4) {
      if (!final) break
      reason = 'truncated data'
      end = n
    } else {
      const c = view.getUint32(i, order <= 0)
      if (c <= 0x10ffff && !isSurrogate(c)) {
        out.push(c)
        i += 4
        continue
      }
      reason = isSurrogate(c)
        ? 'code point in surrogate code point range (0xd800-0xdfff)'
        : 'code point not in range(0x110000)'
    }
    const fix = fixDecoding(errors, nameOf('utf-32', order === 0 ? -1 : order), bytes, i, end, reason)
    out.add(fix.text)
    i = fix.next
    ;({ bytes } = fix)
    n = bytes.length
    view = new DataView(bytes.buffer, bytes.byteOffset, n)
  }
  return { text: out.done(), consumed: i, order }
}
