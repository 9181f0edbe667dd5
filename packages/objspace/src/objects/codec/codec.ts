// encode and decode by the name of an encoding: the common ones here, the rest by the codec registry. lib: stdtypes#str.encode
import { error } from '../../errors/exception.ts'
import { findAttr } from '../../operations/attribute.ts'
import { call, callMethod } from '../../operations/call.ts'
import { isTrue, type Str } from '../../operations/convert.ts'
import { getitem } from '../../operations/item.ts'
import { hooks } from '../../space/hooks.ts'
import { typeOf } from '../../space/kind.ts'
import type { Value } from '../../space/value.ts'
import { W_ByteArray } from '../bytes/bytearray-value.ts'
import { SHORT, spelledBytes, W_Bytes } from '../bytes/bytes-value.ts'
import { isAscii } from '../str/raw.ts'
import { keyOfStr, strFromText, strOrUndefined } from '../str/wide.ts'
import { noting } from '../exceptions/notes.ts'
import { W_Tuple } from '../tuple-value.ts'
import {
  decodeAscii,
  decodeUtf8,
  encodeAscii,
  encodeLatin1,
  encodeUtf8,
  latin1Text,
  readUtf8,
  spellUtf8,
} from './unicode.ts'

type Known = 'utf-8' | 'latin-1' | 'ascii'

const KNOWN: Record<string, Known> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'latin-1': 'latin-1',
  latin1: 'latin-1',
  'iso-8859-1': 'latin-1',
  'iso8859-1': 'latin-1',
  ascii: 'ascii',
  'us-ascii': 'ascii',
}

/** The encoding done in host code that a name means. */
function known(encoding: string): Known | undefined {
  return KNOWN[encoding] ?? KNOWN[encoding.toLowerCase().replace(/_/g, '-')]
}

/** Runs the encoder (0) or decoder (1) of a text encoding of the registry. */
function run(which: 0 | 1, w: Value, encoding: string, errors: string | undefined): Value {
  const module = hooks.importModule('_codecs')
  if (module === null) throw error('LookupError', `unknown encoding: ${encoding}`)
  const info = callMethod(module, 'lookup', strFromText(encoding))
  const isText = findAttr(info, '_is_text_encoding')
  if (isText !== undefined && !isTrue(isText)) {
    throw error(
      'LookupError',
      `'${encoding}' is not a text encoding; use codecs.${which === 0 ? 'encode' : 'decode'}() to handle arbitrary codecs`,
    )
  }
  const coder = getitem(info, which)
  const r = noting(`${which === 0 ? 'encoding' : 'decoding'} with '${encoding}' codec failed`, () =>
    call(coder, errors === undefined ? [w] : [w, strFromText(errors)], null),
  )
  if (!(r instanceof W_Tuple) || r.items.length !== 2)
    throw error('TypeError', `${which === 0 ? 'encoder' : 'decoder'} must return a tuple (object, integer)`)
  return r.items[0]
}

/** Whether encodings and handlers are looked up where they are not needed (development mode). */
export const checking = { names: false }

/** Raises LookupError for names of an encoding and a handler that nobody knows. */
function checkNames(encoding: string | undefined, errors: string | undefined): void {
  const module = hooks.importModule('_codecs')
  if (encoding !== undefined && known(encoding) === undefined) callMethod(module, 'lookup', strFromText(encoding))
  if (errors !== undefined) callMethod(module, 'lookup_error', strFromText(errors))
}

/** str.encode */
export function encode(s: Str, encoding = 'utf-8', errors?: string): W_Bytes {
  if (checking.names) checkNames(encoding, errors)
  const kind = known(encoding)
  if (kind !== undefined && typeof s === 'string' && s.length <= SHORT && isAscii(s)) return spelledBytes(s)
  if (kind === 'utf-8') {
    const text = spellUtf8(keyOfStr(s))
    if (text !== undefined) return spelledBytes(text)
  }
  switch (kind) {
    case 'utf-8':
      return new W_Bytes(encodeUtf8(s, errors ?? 'strict'))
    case 'latin-1':
      return new W_Bytes(encodeLatin1(s, errors ?? 'strict'))
    case 'ascii':
      return new W_Bytes(encodeAscii(s, errors ?? 'strict'))
  }
  const r = run(0, s, encoding, errors)
  if (r instanceof W_Bytes) return r
  if (r instanceof W_ByteArray) {
    hooks.warn(
      'RuntimeWarning',
      `encoder ${encoding} returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types`,
    )
    return new W_Bytes(r.data.slice(0, r.length))
  }
  throw error(
    'TypeError',
    `'${encoding}' encoder returned '${typeOf(r).name}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types`,
  )
}

/** bytes.decode: bytes that are spelt in ASCII are their own text. */
export function decodeBytes(w: W_Bytes, encoding = 'utf-8', errors?: string): Str {
  const { text } = w
  const kind = text === null || checking.names ? undefined : known(encoding)
  if (text !== null && kind !== undefined) {
    if (isAscii(text)) return text
    const whole = kind === 'utf-8' ? readUtf8(text) : undefined
    if (whole !== undefined) return whole
  }
  return decode(w.bytes, encoding, errors)
}

/** The text that bytes spell in an encoding. */
export function decode(bytes: Uint8Array, encoding = 'utf-8', errors?: string): Str {
  if (checking.names) checkNames(encoding, errors)
  if (bytes.length === 0) return ''
  switch (known(encoding)) {
    case 'utf-8':
      return decodeUtf8(bytes, errors ?? 'strict').text
    case 'latin-1':
      return latin1Text(bytes)
    case 'ascii':
      return decodeAscii(bytes, errors ?? 'strict')
  }
  const r = run(1, new W_Bytes(bytes), encoding, errors)
  const s = strOrUndefined(r)
  if (s === undefined)
    throw error(
      'TypeError',
      `'${encoding}' decoder returned '${typeOf(r).name}' instead of 'str'; use codecs.decode() to decode to arbitrary types`,
    )
  return s
}
