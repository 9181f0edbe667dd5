// The `_codecs` module: the registries, and the encodings that are done in host code. lib: codecs; CPython: Modules/_codecsmodule.c
import {
  arg,
  asBool,
  asInt,
  asStr,
  asCText,
  bytesOf,
  type Convert,
  decodeAscii,
  decodeUtf8,
  defineModule,
  encodeAscii,
  encodeLatin1,
  encodeUtf8,
  error,
  latin1Text,
  lengthOf,
  type ModuleBuilder,
  optArg,
  pos,
  type Str,
  strOrUndefined,
  asUtf8OrNone,
  type Value,
  W_Bytes,
  W_Tuple,
  shownType,
} from '@typhon/objspace'
import { decodeCharmap, encodeCharmap, invert } from './charmap.ts'
import {
  decodeEscape,
  decodeRawUnicodeEscape,
  decodeUnicodeEscape,
  encodeEscape,
  encodeRawUnicodeEscape,
  encodeUnicodeEscape,
} from './escape.ts'
import type { Decoded } from './points.ts'
import { asEncoding, lookup, lookupError, register, registerError, run, unregister } from './registry.ts'
import { type ByteOrder, decodeUtf16, decodeUtf32, encodeUtf16, encodeUtf32 } from './utf16.ts'
import { decodeUtf7, encodeUtf7 } from './utf7.ts'

const errorsArgument = () => pos<string | null>('errors', asUtf8OrNone, null)
const finalArgument = () => pos('final', asBool, false)

/** A bytes-like object, or text that is taken as UTF-8 (decoders of escapes allow it). */
const bytesOrText: Convert<Uint8Array> = (w) => {
  const s = strOrUndefined(w)
  return s === undefined ? bytesOf(w) : encodeUtf8(s, 'strict')
}
const buffer: Convert<Uint8Array> = (w) => bytesOf(w)

const encoded = (s: Str, bytes: Uint8Array): Value => new W_Tuple([new W_Bytes(bytes), lengthOf(s)])
const decoded = (r: Decoded): Value => new W_Tuple([r.text, r.consumed])
const whole = (text: Str, bytes: Uint8Array): Value => new W_Tuple([text, bytes.length])

function asOrder(n: number): ByteOrder {
  return n < 0 ? -1 : n > 0 ? 1 : 0
}

/** NAME_encode and NAME_decode. */
function pair(
  m: ModuleBuilder,
  name: string,
  encode: (s: Str, errors: string) => Uint8Array,
  decode: (bytes: Uint8Array, errors: string, final: boolean) => Decoded,
): void {
  m.fn(`${name}_encode`, [pos('str', asStr), errorsArgument()], `Encode into ${name}.`, (s, errors) =>
    encoded(s, encode(s, errors ?? 'strict')),
  )
  m.fn(
    `${name}_decode`,
    [pos('data', buffer), errorsArgument(), finalArgument()],
    `Decode from ${name}.`,
    (data, errors, final) => decoded(decode(data, errors ?? 'strict', final)),
  )
}

/** The functions of one of UTF-16 and UTF-32. */
function ordered(m: ModuleBuilder, name: string, encode: typeof encodeUtf16, decode: typeof decodeUtf16): void {
  for (const [suffix, order] of [
    ['_le', -1],
    ['_be', 1],
  ] as const)
    pair(
      m,
      name + suffix,
      (s, errors) => encode(s, errors, order),
      (b, errors, final) => decode(b, errors, order, final),
    )
  m.fn(
    `${name}_encode`,
    [pos('str', asStr), errorsArgument(), pos('byteorder', asInt, 0)],
    `Encode into ${name}; byte order 0 is native, with a mark.`,
    (s, errors, order) => encoded(s, encode(s, errors ?? 'strict', asOrder(order))),
  )
  m.fn(
    `${name}_decode`,
    [pos('data', buffer), errorsArgument(), finalArgument()],
    `Decode from ${name}, in the byte order that a mark tells.`,
    (data, errors, final) => decoded(decode(data, errors ?? 'strict', 0, final)),
  )
  m.fn(
    `${name}_ex_decode`,
    [pos('data', buffer), errorsArgument(), pos('byteorder', asInt, 0), finalArgument()],
    `Decode from ${name}; tells the byte order too.`,
    (data, errors, order, final) => {
      const r = decode(data, errors ?? 'strict', asOrder(order), final)
      return new W_Tuple([r.text, r.consumed, r.order])
    },
  )
}

export const codecsModule = defineModule('_codecs', null, (m) => {
  m.fn('register', [pos('search_function')], 'Add a function that finds codecs by name.', (search) => {
    register(search)
    return null
  })
  m.fn('unregister', [pos('search_function')], 'Take a search function away.', (search) => {
    unregister(search)
    return null
  })
  m.fn('lookup', [pos('encoding', asEncoding)], 'The CodecInfo of an encoding.', (encoding) => lookup(encoding))
  for (const [name, which, doc] of [
    ['encode', 0, 'Encode an object by the codec of a name.'],
    ['decode', 1, 'Decode an object by the codec of a name.'],
  ] as const)
    m.fn(
      name,
      [arg('obj'), arg('encoding', asCText, 'utf-8'), optArg('errors', asCText, "'strict'")],
      doc,
      (w, encoding, errors) => run(which, w, encoding, errors),
    )
  m.fn('register_error', [pos('errors', asCText), pos('handler')], 'Register an error handler.', (name, handler) => {
    registerError(name, handler)
    return null
  })
  m.fn('lookup_error', [pos('name', asCText)], 'The error handler of a name.', (name) => lookupError(name))

  pair(m, 'utf_8', encodeUtf8, decodeUtf8)
  pair(m, 'utf_7', encodeUtf7, decodeUtf7)
  ordered(m, 'utf_16', encodeUtf16, decodeUtf16)
  ordered(m, 'utf_32', encodeUtf32, decodeUtf32)
  m.fn('unicode_escape_encode', [pos('str', asStr), errorsArgument()], 'Text with escapes as in a str literal.', (s) =>
    encoded(s, encodeUnicodeEscape(s)),
  )
  m.fn(
    'raw_unicode_escape_encode',
    [pos('str', asStr), errorsArgument()],
    'Text with \\u escapes beyond Latin-1.',
    (s) => encoded(s, encodeRawUnicodeEscape(s)),
  )
  for (const [name, decode] of [
    ['unicode_escape_decode', decodeUnicodeEscape],
    ['raw_unicode_escape_decode', decodeRawUnicodeEscape],
  ] as const)
    m.fn(
      name,
      [pos('data', bytesOrText), errorsArgument(), pos('final', asBool, true)],
      'The text that escapes mean.',
      (data, errors, final) => decoded(decode(data, errors ?? 'strict', final)),
    )
  for (const [name, encode, decode] of [
    ['latin_1', encodeLatin1, (data: Uint8Array) => latin1Text(data)],
    ['ascii', encodeAscii, decodeAscii],
  ] as const) {
    m.fn(`${name}_encode`, [pos('str', asStr), errorsArgument()], `Encode into ${name}.`, (s, errors) =>
      encoded(s, encode(s, errors ?? 'strict')),
    )
    m.fn(`${name}_decode`, [pos('data', buffer), errorsArgument()], `Decode from ${name}.`, (data, errors) =>
      whole(decode(data, errors ?? 'strict'), data),
    )
  }
  m.fn(
    'charmap_encode',
    [pos('str', asStr), errorsArgument(), pos<Value>('mapping', null, null)],
    'Encode by a table of characters.',
    (s, errors, mapping) => encoded(s, encodeCharmap(s, errors ?? 'strict', mapping)),
  )
  m.fn(
    'charmap_decode',
    [pos('data', buffer), errorsArgument(), pos<Value>('mapping', null, null)],
    'Decode by a table of characters.',
    (data, errors, mapping) => whole(decodeCharmap(data, errors ?? 'strict', mapping), data),
  )
  m.fn('charmap_build', [pos('map', asStr)], 'The table to encode with, of a table to decode with.', (map) =>
    invert(map),
  )
  m.fn('escape_encode', [pos('data'), errorsArgument()], 'Bytes with escapes as in a bytes literal.', (w) => {
    if (!(w instanceof W_Bytes))
      throw error('TypeError', `escape_encode() argument 1 must be bytes, not ${shownType(w)}`)
    return new W_Tuple([new W_Bytes(encodeEscape(w.bytes)), w.bytes.length])
  })
  m.fn(
    'escape_decode',
    [pos('data', bytesOrText), errorsArgument()],
    'The bytes that escapes mean.',
    (data, errors) => new W_Tuple([new W_Bytes(decodeEscape(data, errors ?? 'strict')), data.length]),
  )
  m.fn(
    'readbuffer_encode',
    [pos('data', bytesOrText), errorsArgument()],
    'The bytes of a buffer.',
    (data) => new W_Tuple([new W_Bytes(data.slice()), data.length]),
  )
})
