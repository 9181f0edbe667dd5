// Error handlers of codecs: what stands in for text that cannot be encoded and bytes that cannot be decoded.
//
// The handlers that CPython registers itself are done here by name; any other is asked for in the `_codecs` module.
// lib: codecs#error-handlers; CPython: Python/codecs.c
import { error, errorWith, newException, exceptionTypes } from '../../errors/exception.ts'
import { getattr } from '../../operations/attribute.ts'
import { call1, callMethod } from '../../operations/call.ts'
import { index, type Str } from '../../operations/convert.ts'
import { hooks } from '../../space/hooks.ts'
import type { Value } from '../../space/value.ts'
import { W_Bytes } from '../bytes/bytes-value.ts'
import { W_Tuple } from '../tuple-value.ts'
import { lengthOf, pointAt } from '../str/units.ts'
import { strFromCodePoints, strFromText, strOrUndefined, textOfStr } from '../str/wide.ts'

/** What stands for a failed stretch, and where to go on. */
export interface Fix<T> {
  readonly text: T
  readonly next: number
}

/** The same of a decoder, with the bytes to go on with: a handler may have put others into the exception. */
export interface DecodingFix extends Fix<Str> {
  readonly bytes: Uint8Array
}

const escapeOf = (c: number): string =>
  c <= 0xff
    ? `\\x${c.toString(16).padStart(2, '0')}`
    : c <= 0xffff
      ? `\\u${c.toString(16).padStart(4, '0')}`
      : `\\U${c.toString(16).padStart(8, '0')}`

function nameEscape(c: number): string {
  const name = strOrUndefined(
    callMethod(hooks.importModule('unicodedata'), 'name', strFromCodePoints(Uint32Array.of(c)), null),
  )
  return name === undefined ? escapeOf(c) : `\\N{${textOfStr(name)}}`
}

const isSurrogate = (c: number): boolean => c >= 0xd800 && c <= 0xdfff

/** Asks a handler of the `_codecs` registry. How long the input is, is asked afterwards. */
function askHandler(errors: string, e: Value, lengthOfInput: () => number, kind: 'encoding' | 'decoding'): Fix<Value> {
  const r = call1(callMethod(hooks.importModule('_codecs'), 'lookup_error', strFromText(errors)), e)
  const wanted = kind === 'encoding' ? '(str/bytes, int)' : '(str, int)'
  if (!(r instanceof W_Tuple) || r.items.length !== 2)
    throw error('TypeError', `${kind} error handler must return ${wanted} tuple`)
  const [text, position] = r.items
  if (strOrUndefined(text) === undefined && !(kind === 'encoding' && text instanceof W_Bytes))
    throw error('TypeError', `${kind} error handler must return ${wanted} tuple`)
  const length = lengthOfInput()
  const n = Number(index(position))
  const next = n < 0 ? n + length : n
  if (next < 0 || next > length) throw error('IndexError', `position ${n} from error handler out of bounds`)
  return { text, next }
}

/** Bytes that surrogatepass gives a surrogate in a Unicode encoding; undefined for other encodings. */
function surrogateBytes(c: number, encoding: string): number[] | undefined {
  switch (encoding.toLowerCase().replace(/[-_]/g, '')) {
    case 'utf8':
      return [0xe0 | (c >> 12), 0x80 | ((c >> 6) & 0x3f), 0x80 | (c & 0x3f)]
    case 'utf16le':
    case 'utf16':
      return [c & 0xff, c >> 8]
    case 'utf16be':
      return [c >> 8, c & 0xff]
    case 'utf32le':
    case 'utf32':
      return [c & 0xff, c >> 8, 0, 0]
    case 'utf32be':
      return [0, 0, c >> 8, c & 0xff]
    default:
      return undefined
  }
}

const BUILT_IN = new Set(['utf-8', 'ascii', 'latin-1'])

/** Handles characters [start, end) of `s` that `encoding` cannot express. */
export function fixEncoding(
  errors: string,
  encoding: string,
  s: Str,
  start: number,
  end: number,
  reason: string,
): Fix<Str | Uint8Array> {
  const map = (each: (c: number) => string): Fix<Str> => {
    let text = ''
    for (let i = start; i < end; i++) text += each(pointAt(s, i))
    return { text, next: end }
  }
  const failure = (): Value => errorWith('UnicodeEncodeError', encoding, s, start, end, reason)
  switch (errors) {
    case 'strict':
      throw failure()
    case 'ignore':
      return { text: '', next: end }
    case 'replace':
      return { text: '?'.repeat(end - start), next: end }
    case 'backslashreplace':
      return map(escapeOf)
    case 'xmlcharrefreplace':
      return map((c) => `&#${c};`)
    case 'namereplace':
      return map(nameEscape)
    case 'surrogateescape': {
      const out: number[] = []
      for (let i = start; i < end; i++) {
        const c = pointAt(s, i)
        if (c < 0xdc80 || c > 0xdcff) {
          // What stood before it is encoded by then, where the codec is a built-in one.
          const from = BUILT_IN.has(encoding) ? i : start
          throw errorWith('UnicodeEncodeError', encoding, s, from, end, reason)
        }
        out.push(c - 0xdc00)
      }
      return { text: Uint8Array.from(out), next: end }
    }
    case 'surrogatepass': {
      const out: number[] = []
      for (let i = start; i < end; i++) {
        const c = pointAt(s, i)
        const bytes = isSurrogate(c) ? surrogateBytes(c, encoding) : undefined
        if (bytes === undefined) throw failure()
        out.push(...bytes)
      }
      return { text: Uint8Array.from(out), next: end }
    }
  }
  const { text, next } = askHandler(errors, failure(), () => lengthOf(s), 'encoding')
  return { text: text instanceof W_Bytes ? text.bytes : (strOrUndefined(text) as Str), next }
}

/** Handles bytes [start, end) that are not text in `encoding`. */
export function fixDecoding(
  errors: string,
  encoding: string,
  bytes: Uint8Array,
  start: number,
  end: number,
  reason: string,
): DecodingFix {
  const failure = (): Value => errorWith('UnicodeDecodeError', encoding, new W_Bytes(bytes), start, end, reason)
  switch (errors) {
    case 'strict':
      throw failure()
    case 'ignore':
      return { text: '', next: end, bytes }
    case 'replace':
      return { text: '\ufffd', next: end, bytes }
    case 'backslashreplace': {
      let text = ''
      for (let i = start; i < end; i++) text += escapeOf(bytes[i])
      return { text, next: end, bytes }
    }
    case 'surrogateescape': {
      const out: number[] = []
      for (let i = start; i < end && out.length < 4 && bytes[i] >= 0x80; i++) out.push(0xdc00 + bytes[i])
      if (out.length === 0) throw failure()
      return { text: strFromCodePoints(Uint32Array.from(out)), next: start + out.length, bytes }
    }
    case 'surrogatepass': {
      const passed = passedSurrogate(bytes, start, encoding)
      if (passed === undefined) throw failure()
      return { text: strFromCodePoints(Uint32Array.of(passed.c)), next: start + passed.length, bytes }
    }
  }
  const w_failure = failure()
  let left = bytes
  const { text, next } = askHandler(
    errors,
    w_failure,
    () => {
      const w_object = getattr(w_failure, 'object')
      if (!(w_object instanceof W_Bytes)) throw error('TypeError', 'object attribute must be bytes')
      left = w_object.bytes
      return left.length
    },
    'decoding',
  )
  return { text: strOrUndefined(text) as Str, next, bytes: left }
}

/** The surrogate that stands at `i` in the bytes of a Unicode encoding. */
function passedSurrogate(bytes: Uint8Array, i: number, encoding: string): { c: number; length: number } | undefined {
  const b = (k: number): number => bytes[i + k] ?? 0xffffff
  let c: number
  let length: number
  switch (encoding.toLowerCase().replace(/[-_]/g, '')) {
    case 'utf8':
      if (b(0) >> 4 !== 0xe || b(1) >> 6 !== 2 || b(2) >> 6 !== 2) return undefined
      c = ((b(0) & 0xf) << 12) | ((b(1) & 0x3f) << 6) | (b(2) & 0x3f)
      length = 3
      break
    case 'utf16le':
    case 'utf16':
      c = b(0) | (b(1) << 8)
      length = 2
      break
    case 'utf16be':
      c = (b(0) << 8) | b(1)
      length = 2
      break
    case 'utf32le':
    case 'utf32':
      c = b(0) | (b(1) << 8) | (b(2) << 16) | (b(3) << 24)
      length = 4
      break
    case 'utf32be':
      c = (b(0) << 24) | (b(1) << 16) | (b(2) << 8) | b(3)
      length = 4
      break
    default:
      return undefined
  }
  return isSurrogate(c) ? { c, length } : undefined
}

/** A new UnicodeTranslateError-like exception of any class, for codecs elsewhere. */
export function translateError(s: Str, start: number, end: number, reason: string): Value {
  return newException(exceptionTypes.UnicodeTranslateError, [s, start, end, reason])
}
