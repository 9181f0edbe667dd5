// The encodings done in host code: UTF-8, Latin-1 and ASCII. lib: codecs#encodings-and-unicode; CPython: Objects/unicodeobject.c
import type { Str } from '../../operations/convert.ts'
import { asciiText, MANY_BYTES } from '../../lib/ascii.ts'
import { reserveBuffer } from '../../space/room.ts'
import { SHORT, spelling } from '../bytes/bytes-value.ts'
import { pointsOf } from '../str/concat.ts'
import { lengthOf, pointAt, StrBuilder } from '../str/units.ts'
import { keyOfStr, strFromCodePoints, strFromText } from '../str/wide.ts'
import { type DecodingFix, fixDecoding, fixEncoding } from './errors.ts'

/** Shorter texts are put together from a few characters at a time: the host's call with an array takes longer. */
const SHORT_TEXT = 64

/** Text of bytes, each one character. */
export function latin1Text(bytes: Uint8Array, start = 0, end = bytes.length): string {
  if (end - start <= SHORT_TEXT) return spelling(bytes, start, end - start)
  if (end - start >= MANY_BYTES && firstHigh(bytes, start, end) === end)
    return asciiText(end - start === bytes.length ? bytes : bytes.subarray(start, end))
  if (end - start <= 4096) {
    // A view of a part costs more than a short text.
    const part = end - start === bytes.length ? bytes : bytes.subarray(start, end)
    return String.fromCharCode.apply(null, part as unknown as number[])
  }
  let s = ''
  for (let i = start; i < end; i += 4096)
    s += String.fromCharCode.apply(null, bytes.subarray(i, Math.min(i + 4096, end)) as unknown as number[])
  return s
}

/** Bytes of text whose characters are all below U+0100. */
export function latin1Bytes(text: string): Uint8Array {
  const out = new Uint8Array(text.length)
  for (let i = 0; i < out.length; i++) out[i] = text.charCodeAt(i)
  return out
}

/** Bytes that grow at their end. */
export class ByteBuilder {
  private data: Uint8Array
  private n = 0
  constructor(capacity: number) {
    this.data = new Uint8Array(Math.max(16, capacity))
  }

  push(b: number): void {
    if (this.n === this.data.length) this.grow(1)
    this.data[this.n++] = b
  }

  add(bytes: Uint8Array): void {
    if (this.n + bytes.length > this.data.length) this.grow(bytes.length)
    this.data.set(bytes, this.n)
    this.n += bytes.length
  }

  private grow(more: number): void {
    const length = Math.max(this.data.length * 2, this.n + more)
    reserveBuffer(length)
    const data = new Uint8Array(length)
    data.set(this.data)
    this.data = data
  }

  done(): Uint8Array {
    return this.n === this.data.length ? this.data : this.data.slice(0, this.n)
  }
}

/** Encodes into one byte a character, those below `limit`. */
function encodeNarrow(s: Str, limit: number, encoding: string, errors: string): Uint8Array {
  const n = lengthOf(s)
  const reason = `ordinal not in range(${limit})`
  const out = new ByteBuilder(n)
  for (let i = 0; i < n;) {
    const c = pointAt(s, i)
    if (c < limit) {
      out.push(c)
      i++
      continue
    }
    let end = i + 1
    while (end < n && pointAt(s, end) >= limit) end++
    const fix = fixEncoding(errors, encoding, s, i, end, reason)
    if (fix.text instanceof Uint8Array) out.add(fix.text)
    else {
      for (const p of pointsOf(fix.text)) {
        if (p >= limit) fixEncoding('strict', encoding, s, i, end, reason)
        out.push(p)
      }
    }
    i = fix.next
  }
  return out.done()
}

export function encodeAscii(s: Str, errors: string): Uint8Array {
  return encodeNarrow(s, 128, 'ascii', errors)
}

export function encodeLatin1(s: Str, errors: string): Uint8Array {
  return encodeNarrow(s, 256, 'latin-1', errors)
}

/** How many bytes the UTF-8 of a key form takes; -1 where it has surrogates that are no pair. */
function sizeInUtf8(text: string): number {
  const n = text.length
  let size = 0
  for (let i = 0; i < n; i++) {
    const c = text.charCodeAt(i)
    if (c < 0x80) size++
    else if (c < 0x800) size += 2
    else if (c >>> 11 !== 0x1b) size += 3
    else {
      if (c >>> 10 !== 0x36 || text.charCodeAt(++i) >>> 10 !== 0x37) return -1
      size += 4
    }
  }
  return size
}

function writeUtf8(text: string, out: Uint8Array): void {
  const n = text.length
  for (let i = 0, at = 0; i < n; i++) {
    const c = text.charCodeAt(i)
    if (c < 0x80) out[at++] = c
    else if (c < 0x800) {
      out[at++] = 0xc0 | (c >> 6)
      out[at++] = 0x80 | (c & 0x3f)
    } else if (c >>> 11 !== 0x1b) {
      out[at++] = 0xe0 | (c >> 12)
      out[at++] = 0x80 | ((c >> 6) & 0x3f)
      out[at++] = 0x80 | (c & 0x3f)
    } else {
      const d = text.charCodeAt(++i)
      const point = ((c - 0xd7c0) << 10) + (d & 0x3ff)
      out[at++] = 0xf0 | (point >> 18)
      out[at++] = 0x80 | ((point >> 12) & 0x3f)
      out[at++] = 0x80 | ((point >> 6) & 0x3f)
      out[at++] = 0x80 | (d & 0x3f)
    }
  }
}

/** A few bytes on their way from a text or to one: no code of a program runs while they are here. */
const scratch = new Uint8Array(SHORT)

/** UTF-8 of a key form as a character for each byte; undefined where that is no UTF-8, or are many. */
export function spellUtf8(text: string): string | undefined {
  if (text.length > SHORT) return undefined
  const size = sizeInUtf8(text)
  if (size < 0 || size > SHORT) return undefined
  writeUtf8(text, scratch)
  return spelling(scratch, 0, size)
}

/** The text of UTF-8 with a character for each byte; undefined where that is no UTF-8, or are many. */
export function readUtf8(spelt: string): Str | undefined {
  const n = spelt.length
  if (n > SHORT) return undefined
  for (let i = 0; i < n; i++) scratch[i] = spelt.charCodeAt(i)
  return decodeWhole(scratch, 0, n)
}

export function encodeUtf8(s: Str, errors: string): Uint8Array {
  if (typeof s === 'string') {
    const n = s.length
    const plain = new Uint8Array(n)
    let i = 0
    for (; i < n; i++) {
      const c = s.charCodeAt(i)
      if (c > 0x7f) break
      plain[i] = c
    }
    if (i === n) return plain
  }
  const key = keyOfStr(s)
  const size = sizeInUtf8(key)
  if (size >= 0) {
    const whole = new Uint8Array(size)
    writeUtf8(key, whole)
    return whole
  }
  const n = lengthOf(s)
  const out = new ByteBuilder(n + (n >> 2))
  for (let i = 0; i < n;) {
    const c = pointAt(s, i)
    if (c < 0x80) out.push(c)
    else if (c < 0x800) {
      out.push(0xc0 | (c >> 6))
      out.push(0x80 | (c & 0x3f))
    } else if (c >= 0xd800 && c <= 0xdfff) {
      let end = i + 1
      while (end < n && pointAt(s, end) >= 0xd800 && pointAt(s, end) <= 0xdfff) end++
      const fix = fixEncoding(errors, 'utf-8', s, i, end, 'surrogates not allowed')
      if (fix.text instanceof Uint8Array) out.add(fix.text)
      else {
        for (const p of pointsOf(fix.text)) {
          if (p >= 0x80) fixEncoding('strict', 'utf-8', s, i, end, 'surrogates not allowed')
          out.push(p)
        }
      }
      i = fix.next
      continue
    } else if (c < 0x10000) {
      out.push(0xe0 | (c >> 12))
      out.push(0x80 | ((c >> 6) & 0x3f))
      out.push(0x80 | (c & 0x3f))
    } else {
      out.push(0xf0 | (c >> 18))
      out.push(0x80 | ((c >> 12) & 0x3f))
      out.push(0x80 | ((c >> 6) & 0x3f))
      out.push(0x80 | (c & 0x3f))
    }
    i++
  }
  return out.done()
}

export function decodeAscii(given: Uint8Array, errors: string): Str {
  let bytes = given
  let i = firstHigh(bytes, 0)
  if (i === bytes.length) return latin1Text(bytes)
  const out = new StrBuilder()
  let from = 0
  while (i < bytes.length) {
    out.add(latin1Text(bytes, from, i))
    const fix: DecodingFix = fixDecoding(errors, 'ascii', bytes, i, i + 1, 'ordinal not in range(128)')
    out.add(fix.text)
    from = fix.next
    ;({ bytes } = fix)
    i = firstHigh(bytes, from)
  }
  out.add(latin1Text(bytes, from, i))
  return out.done()
}

/** The place of the first byte that is not ASCII. */
function firstHigh(bytes: Uint8Array, from: number, end = bytes.length): number {
  let i = from
  while (i < end && bytes[i] < 0x80) i++
  return i
}

/** From so many bytes on the host's decoder is faster than a loop. */
const MANY = 128
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of `n` bytes that are UTF-8 all through, with the first beyond ASCII at `first`, or behind it; undefined for others. */
function decodeWhole(bytes: Uint8Array, first: number, n: number): Str | undefined {
  if (n >= MANY) {
    try {
      return strFromText(decoder.decode(bytes))
    } catch {
      return undefined
    }
  }
  let text = latin1Text(bytes, 0, first)
  for (let i = first; i < n;) {
    const b = bytes[i++]
    if (b < 0x80) {
      text += String.fromCharCode(b)
      continue
    }
    if (b < 0xc2 || b > 0xf4 || i === n) return undefined
    const c = bytes[i++]
    if (!isContinuation(b, c, 1)) return undefined
    if (b < 0xe0) {
      text += String.fromCharCode(((b & 0x1f) << 6) | (c & 0x3f))
      continue
    }
    if (i === n) return undefined
    const d = bytes[i++]
    if (d >> 6 !== 2) return undefined
    if (b < 0xf0) {
      text += String.fromCharCode(((b & 0xf) << 12) | ((c & 0x3f) << 6) | (d & 0x3f))
      continue
    }
    if (i === n) return undefined
    const e = bytes[i++]
    if (e >> 6 !== 2) return undefined
    const point = ((b & 7) << 18) | ((c & 0x3f) << 12) | ((d & 0x3f) << 6) | (e & 0x3f)
    text += String.fromCharCode(0xd7c0 + (point >> 10), 0xdc00 + (point & 0x3ff))
  }
  return strFromText(text)
}

/** Decodes UTF-8; where `final` is false an incomplete character at the end is left for later. */
export function decodeUtf8(given: Uint8Array, errors: string, final = true): { text: Str; consumed: number } {
  let bytes = given
  let n = bytes.length
  const first = firstHigh(bytes, 0)
  if (first === n) return { text: latin1Text(bytes), consumed: n }
  const whole = decodeWhole(bytes, first, n)
  if (whole !== undefined) return { text: whole, consumed: n }
  const out = new StrBuilder()
  out.add(latin1Text(bytes, 0, first))
  let points = new Uint32Array(n - first)
  let count = 0
  let i = first
  while (i < n) {
    const b = bytes[i]
    if (b < 0x80) {
      points[count++] = b
      i++
      continue
    }
    const length = b < 0xc2 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 0
    let good = length === 0 ? 0 : 1
    while (good > 0 && good < length && i + good < n && isContinuation(b, bytes[i + good], good)) good++
    if (good === length && length > 0) {
      points[count++] =
        length === 2
          ? ((b & 0x1f) << 6) | (bytes[i + 1] & 0x3f)
          : length === 3
            ? ((b & 0xf) << 12) | ((bytes[i + 1] & 0x3f) << 6) | (bytes[i + 2] & 0x3f)
            : ((b & 7) << 18) | ((bytes[i + 1] & 0x3f) << 12) | ((bytes[i + 2] & 0x3f) << 6) | (bytes[i + 3] & 0x3f)
      i += length
      continue
    }
    const cut = length > 0 && i + good === n
    if (cut && !final) break
    // A surrogate that is cut off waits as well: a handler may let it pass.
    if (!final && b === 0xed && i + 2 === n && bytes[i + 1] >= 0xa0 && bytes[i + 1] <= 0xbf) break
    if (count > 0) out.add(strFromCodePoints(points.slice(0, count)))
    count = 0
    const fix = fixDecoding(
      errors,
      'utf-8',
      bytes,
      i,
      i + Math.max(good, 1),
      length === 0 ? 'invalid start byte' : cut ? 'unexpected end of data' : 'invalid continuation byte',
    )
    out.add(fix.text)
    i = fix.next
    if (fix.bytes !== bytes) {
      ;({ bytes } = fix)
      n = bytes.length
      points = new Uint32Array(n)
    } else if (i < first) points = new Uint32Array(n)
  }
  if (count > 0) out.add(strFromCodePoints(points.slice(0, count)))
  return { text: out.done(), consumed: i }
}

/** Whether `b` may follow `lead` as byte number `at`: no overlong forms, surrogates, or characters above U+10FFFF. */
function isContinuation(lead: number, b: number, at: number): boolean {
  if (at === 1) {
    if (lead === 0xe0) return b >= 0xa0 && b <= 0xbf
    if (lead === 0xed) return b >= 0x80 && b <= 0x9f
    if (lead === 0xf0) return b >= 0x90 && b <= 0xbf
    if (lead === 0xf4) return b >= 0x80 && b <= 0x8f
  }
  return b >> 6 === 2
}
