// UTF-7: text in mail-safe ASCII, other characters as base64 of UTF-16 behind `+`. RFC 2152; CPython: Objects/unicodeobject.c
import { ByteBuilder, fixDecoding, lengthOf, pointAt, type Str } from '@typhon/objspace'
import { type Decoded, PointBuilder } from './points.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const BASE64 = new Int8Array(128).fill(-1)
for (let i = 0; i < 64; i++) BASE64[ALPHABET.charCodeAt(i)] = i

const sextet = (b: number): number => (b < 128 ? BASE64[b] : -1)

/** Characters that stand for themselves: all of ASCII that is printable or white space, but `+`, `\` and `~`. */
function isDirect(c: number): boolean {
  if (c === 9 || c === 10 || c === 13) return true
  return c >= 32 && c < 126 && c !== 43 && c !== 92
}

export function encodeUtf7(s: Str): Uint8Array {
  const out = new ByteBuilder(lengthOf(s) * 2)
  let shifted = false
  let bits = 0
  let buffer = 0
  const flush = (): void => {
    while (bits >= 6) {
      bits -= 6
      out.push(ALPHABET.charCodeAt((buffer >> bits) & 0x3f))
    }
    buffer &= (1 << bits) - 1
  }
  const unit = (u: number): void => {
    buffer = (buffer << 16) | u
    bits += 16
    flush()
  }
  const close = (next: number): void => {
    if (bits > 0) out.push(ALPHABET.charCodeAt((buffer << (6 - bits)) & 0x3f))
    bits = buffer = 0
    shifted = false
    if (next < 0 || sextet(next) >= 0 || next === 45) out.push(45)
  }
  const n = lengthOf(s)
  for (let i = 0; i < n; i++) {
    const c = pointAt(s, i)
    if (isDirect(c)) {
      if (shifted) close(c)
      out.push(c)
    } else if (c === 43 && !shifted) {
      out.push(43)
      out.push(45)
    } else {
      if (!shifted) out.push(43)
      shifted = true
      if (c >= 0x10000) {
        unit(0xd7c0 + (c >> 10))
        unit(0xdc00 + (c & 0x3ff))
      } else unit(c)
    }
  }
  if (shifted) close(-1)
  return out.done()
}

/** Decodes; a stretch of base64 that has not ended is left for later unless `final`. */
export function decodeUtf7(given: Uint8Array, errors: string, final: boolean): Decoded {
  let bytes = given
  let n = bytes.length
  const out = new PointBuilder(n)
  let i = 0
  const fail = (start: number, end: number, reason: string): void => {
    const fix = fixDecoding(errors, 'utf7', bytes, start, end, reason)
    out.add(fix.text)
    i = fix.next
    ;({ bytes } = fix)
    n = bytes.length
  }
  while (i < n) {
    const b = bytes[i]
    if (b !== 43) {
      if (b < 128) {
        out.push(b)
        i++
      } else fail(i, i + 1, 'unexpected special character')
      continue
    }
    const start = i++
    if (i < n && bytes[i] === 45) {
      out.push(43)
      i++
      continue
    }
    let bits = 0
    let buffer = 0
    let lead = 0
    const units: number[] = []
    while (i < n && sextet(bytes[i]) >= 0) {
      buffer = ((buffer << 6) | sextet(bytes[i])) & 0x3fffff
      bits += 6
      if (bits >= 16) {
        bits -= 16
        const u = (buffer >> bits) & 0xffff
        if (lead !== 0 && u >= 0xdc00 && u <= 0xdfff) {
          units.push(((lead - 0xd7c0) << 10) + (u & 0x3ff))
          lead = 0
        } else {
          if (lead !== 0) units.push(lead)
          lead = u >= 0xd800 && u <= 0xdbff ? u : 0
          if (lead === 0) units.push(u)
        }
      }
      i++
    }
    // Characters that are complete stay, whatever follows.
    if (i < n || final) for (const c of units) out.push(c)
    if (i === n) {
      if (!final) return { text: out.done(), consumed: start }
      if (bits >= 6 || (buffer & ((1 << bits) - 1)) !== 0 || lead !== 0) {
        fail(start, n, 'unterminated shift sequence')
        continue
      }
    } else if (i === start + 1) {
      fail(start, i + 1, 'ill-formed sequence')
      continue
    } else if (bits >= 6) {
      fail(start, i + 1, 'partial character in base64 sequence')
      continue
    } else if ((buffer & ((1 << bits) - 1)) !== 0) {
      fail(start, i + 1, 'non-zero padding bits in base64 sequence')
      continue
    }
    if (lead !== 0 && (i === n || bytes[i] < 0x80)) out.push(lead)
    if (i < n && bytes[i] === 45) i++
  }
  return { text: out.done(), consumed: i }
}
