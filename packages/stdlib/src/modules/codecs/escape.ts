// Text and bytes as they are escaped in source: unicode_escape, raw_unicode_escape, and escapes of bytes.
// lib: codecs#text-encodings; CPython: Objects/unicodeobject.c, Objects/bytesobject.c
import {
  ByteBuilder,
  callMethod,
  error,
  fixDecoding,
  hooks,
  isError,
  lengthOf,
  pointAt,
  type Str,
  strFromText,
  strOrUndefined,
} from '@typhon/objspace'
import { type Decoded, PointBuilder } from './points.ts'

const hex = (c: number, width: number): string => c.toString(16).padStart(width, '0')

function numeric(c: number): string {
  return c <= 0xff ? `\\x${hex(c, 2)}` : c <= 0xffff ? `\\u${hex(c, 4)}` : `\\U${hex(c, 8)}`
}

function addText(out: ByteBuilder, text: string): void {
  for (let i = 0; i < text.length; i++) out.push(text.charCodeAt(i))
}

export function encodeUnicodeEscape(s: Str): Uint8Array {
  const n = lengthOf(s)
  const out = new ByteBuilder(n)
  for (let i = 0; i < n; i++) {
    const c = pointAt(s, i)
    if (c === 92) addText(out, '\\\\')
    else if (c >= 32 && c < 127) out.push(c)
    else addText(out, c === 10 ? '\\n' : c === 13 ? '\\r' : c === 9 ? '\\t' : numeric(c))
  }
  return out.done()
}

export function encodeRawUnicodeEscape(s: Str): Uint8Array {
  const n = lengthOf(s)
  const out = new ByteBuilder(n)
  for (let i = 0; i < n; i++) {
    const c = pointAt(s, i)
    if (c < 256) out.push(c)
    else addText(out, numeric(c))
  }
  return out.done()
}

const SIMPLE: Record<number, number> = {
  34: 34,
  39: 39,
  92: 92,
  97: 7,
  98: 8,
  102: 12,
  110: 10,
  114: 13,
  116: 9,
  118: 11,
}

const WIDTHS: Record<number, [width: number, reason: string]> = {
  120: [2, 'truncated \\xXX escape'],
  117: [4, 'truncated \\uXXXX escape'],
  85: [8, 'truncated \\UXXXXXXXX escape'],
}

const hexDigit = (b: number | undefined): number =>
  b === undefined ? -1 : b >= 48 && b <= 57 ? b - 48 : (b | 32) >= 97 && (b | 32) <= 102 ? (b | 32) - 87 : -1

/** `count` hexadecimal digits at most from `from` on. */
function hexRun(bytes: Uint8Array, from: number, count: number): { value: number; end: number } {
  let value = 0
  let end = from
  while (end < from + count && hexDigit(bytes[end]) >= 0) value = value * 16 + hexDigit(bytes[end++])
  return { value, end }
}

/** The character called `name`; undefined where there is none. */
function named(name: string): Str | undefined {
  try {
    const s = strOrUndefined(callMethod(hooks.importModule('unicodedata'), 'lookup', strFromText(name)))
    // Names of sequences are not for escapes.
    return s !== undefined && lengthOf(s) === 1 ? s : undefined
  } catch (e) {
    if (isError(e, 'KeyError')) return undefined
    throw e
  }
}

/** Decodes the escapes of str literals; an escape that is cut off at the end is left for later unless `final`. */
export function decodeUnicodeEscape(given: Uint8Array, errors: string, final: boolean): Decoded {
  let bytes = given
  let n = bytes.length
  const out = new PointBuilder(n)
  let i = 0
  const fail = (end: number, reason: string): void => {
    const fix = fixDecoding(errors, 'unicodeescape', bytes, i, end, reason)
    out.add(fix.text)
    i = fix.next
    ;({ bytes } = fix)
    n = bytes.length
  }
  while (i < n) {
    if (bytes[i] !== 92) {
      out.push(bytes[i++])
      continue
    }
    if (i + 1 === n) {
      if (!final) break
      fail(n, '\\ at end of string')
      continue
    }
    const c = bytes[i + 1]
    if (c === 10) i += 2
    else if (SIMPLE[c] !== undefined) {
      out.push(SIMPLE[c])
      i += 2
    } else if (c >= 48 && c <= 55) {
      let end = i + 1
      let value = 0
      while (end < i + 4 && bytes[end] >= 48 && bytes[end] <= 55) value = value * 8 + bytes[end++] - 48
      if (end === n && end < i + 4 && !final) break
      if (value > 255) warnOctal(bytes, i, end)
      out.push(value)
      i = end
    } else if (WIDTHS[c] !== undefined) {
      const [width, reason] = WIDTHS[c]
      const { value, end } = hexRun(bytes, i + 2, width)
      if (end < i + 2 + width) {
        if (end === n && !final) break
        fail(end, reason)
      } else if (value > 0x10ffff) fail(end, 'illegal Unicode character')
      else {
        out.push(value)
        i = end
      }
    } else if (c === 78) {
      const close = bytes[i + 2] === 123 ? bytes.indexOf(125, i + 3) : -1
      if (close < 0) {
        if (!final && (i + 2 === n || bytes[i + 2] === 123)) break
        fail(bytes[i + 2] === 123 ? n : i + 2, 'malformed \\N character escape')
      } else {
        const name = String.fromCharCode(...bytes.subarray(i + 3, close))
        const s = name === '' ? undefined : named(name)
        if (s === undefined)
          fail(close + 1, name === '' ? 'malformed \\N character escape' : 'unknown Unicode character name')
        else {
          out.add(s)
          i = close + 1
        }
      }
    } else {
      hooks.warn('DeprecationWarning', `invalid escape sequence '\\${String.fromCharCode(c)}'`)
      out.push(92)
      i++
    }
  }
  return { text: out.done(), consumed: i }
}

function warnOctal(bytes: Uint8Array, from: number, to: number): void {
  const text = String.fromCharCode(...bytes.subarray(from + 1, to))
  hooks.warn('DeprecationWarning', `invalid octal escape sequence '\\${text}'`)
}

/** Decodes \u and \U behind an odd number of backslashes; all else is Latin-1. */
export function decodeRawUnicodeEscape(given: Uint8Array, errors: string, final: boolean): Decoded {
  let bytes = given
  let n = bytes.length
  const out = new PointBuilder(n)
  let i = 0
  while (i < n) {
    if (bytes[i] !== 92) {
      out.push(bytes[i++])
      continue
    }
    if (i + 1 === n && !final) break
    const c = bytes[i + 1]
    if (c !== 117 && c !== 85) {
      out.push(bytes[i++])
      if (c !== undefined) out.push(bytes[i++])
      continue
    }
    const [width, reason] = WIDTHS[c]
    const { value, end } = hexRun(bytes, i + 2, width)
    if (end === i + 2 + width && value <= 0x10ffff) {
      out.push(value)
      i = end
      continue
    }
    if (end === n && end < i + 2 + width && !final) break
    const fix = fixDecoding(
      errors,
      'rawunicodeescape',
      bytes,
      i,
      end,
      end < i + 2 + width ? reason : '\\Uxxxxxxxx out of range',
    )
    out.add(fix.text)
    i = fix.next
    ;({ bytes } = fix)
    n = bytes.length
  }
  return { text: out.done(), consumed: i }
}

/** Bytes with escapes for all that is not printable ASCII, as in a bytes literal with single quotes. */
export function encodeEscape(bytes: Uint8Array): Uint8Array {
  const out = new ByteBuilder(bytes.length)
  for (const b of bytes) {
    if (b === 39 || b === 92) addText(out, `\\${String.fromCharCode(b)}`)
    else if (b >= 32 && b < 127) out.push(b)
    else addText(out, b === 10 ? '\\n' : b === 13 ? '\\r' : b === 9 ? '\\t' : numeric(b))
  }
  return out.done()
}

/** The bytes that the body of a bytes literal means. */
export function decodeEscape(bytes: Uint8Array, errors: string): Uint8Array {
  const n = bytes.length
  const out = new ByteBuilder(n)
  for (let i = 0; i < n;) {
    if (bytes[i] !== 92) {
      out.push(bytes[i++])
      continue
    }
    if (i + 1 === n) throw error('ValueError', 'Trailing \\ in string')
    const c = bytes[i + 1]
    if (c === 10) i += 2
    else if (SIMPLE[c] !== undefined) {
      out.push(SIMPLE[c])
      i += 2
    } else if (c >= 48 && c <= 55) {
      let end = i + 1
      let value = 0
      while (end < i + 4 && bytes[end] >= 48 && bytes[end] <= 55) value = value * 8 + bytes[end++] - 48
      if (value > 255) warnOctal(bytes, i, end)
      out.push(value & 0xff)
      i = end
    } else if (c === 120) {
      const { value, end } = hexRun(bytes, i + 2, 2)
      if (end === i + 4) out.push(value)
      else if (errors === 'strict') throw error('ValueError', `invalid \\x escape at position ${i}`)
      else if (errors === 'replace') out.push(63)
      else if (errors !== 'ignore') throw error('ValueError', `decoding error; unknown error handling code: ${errors}`)
      i = end
    } else {
      hooks.warn('DeprecationWarning', `invalid escape sequence '\\${String.fromCharCode(c)}'`)
      out.push(92)
      i++
    }
  }
  return out.done()
}
