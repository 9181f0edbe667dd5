// The `binascii` module: bytes as base64, hexadecimal, uuencoded and quoted-printable text, and two checksums.
// lib: binascii; RFC 2045, 4648; CPython: Modules/binascii.c
import {
  arg,
  asBool,
  asInt,
  bytesOf,
  bytesOrUndefined,
  defineModule,
  error,
  index,
  kw,
  len,
  newException,
  isError,
  type ModuleBuilder,
  pos,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_Bytes,
} from '@typhon/objspace'
import { crc32 } from './checksums.ts'
import { decodeQuoted, encodeQuoted } from './quoted-printable.ts'

/** The bytes of an object whose memory is one piece; undefined for others. */
function bytesInOrder(w: Value): Uint8Array | undefined {
  try {
    return bytesOrUndefined(w)
  } catch (e) {
    if (isError(e, 'BufferError')) return undefined
    throw e
  }
}

/** Bytes, or a str of ASCII characters: what the decoding functions take. */
function asciiBytes(w: Value): Uint8Array {
  const s = strOrUndefined(w)
  if (s === undefined) {
    const bytes = bytesInOrder(w)
    if (bytes !== undefined) return bytes
    throw error('TypeError', `argument should be bytes, buffer or ASCII string, not '${typeOf(w).fullName}'`)
  }
  const text = textOfStr(s)
  const out = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c > 127) throw error('ValueError', 'string argument should contain only ASCII characters')
    out[i] = c
  }
  return out
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const PAD = 61
const NEWLINE = 10
const RETURN = 13
/** Values of the base64 alphabet by character, 255 for others. */
const BASE64 = new Uint8Array(256).fill(255)
for (let i = 0; i < 64; i++) BASE64[DIGITS.charCodeAt(i)] = i

function encodeBase64(data: Uint8Array, newline: boolean): Uint8Array {
  const out = new Uint8Array(Math.ceil(data.length / 3) * 4 + (newline ? 1 : 0))
  let at = 0
  for (let i = 0; i < data.length; i += 3) {
    const left = data.length - i
    const group = (data[i] << 16) | ((left > 1 ? data[i + 1] : 0) << 8) | (left > 2 ? data[i + 2] : 0)
    out[at++] = DIGITS.charCodeAt(group >> 18)
    out[at++] = DIGITS.charCodeAt((group >> 12) & 63)
    out[at++] = left > 1 ? DIGITS.charCodeAt((group >> 6) & 63) : PAD
    out[at++] = left > 2 ? DIGITS.charCodeAt(group & 63) : PAD
  }
  if (newline) out[at] = NEWLINE
  return out
}

/** `fail` makes the module's Error. Characters outside the alphabet are skipped, unless `strict`. */
function decodeBase64(data: Uint8Array, strict: boolean, fail: (message: string) => unknown): Uint8Array {
  const out = new Uint8Array(Math.ceil(data.length / 4) * 3)
  let at = 0
  let place = 0
  let left = 0
  let pads = 0
  let isPadding = false
  for (let i = 0; i < data.length; i++) {
    if (data[i] === PAD) {
      isPadding = true
      if (strict && place === 0) throw fail(i === 0 ? 'Leading padding not allowed' : 'Excess padding not allowed')
      if (place >= 2 && place + ++pads >= 4) {
        if (strict && i + 1 < data.length) throw fail('Excess data after padding')
        return out.slice(0, at)
      }
      continue
    }
    const v = BASE64[data[i]]
    if (v > 63) {
      if (strict) throw fail('Only base64 data is allowed')
      continue
    }
    if (strict && isPadding) throw fail('Discontinuous padding not allowed')
    pads = 0
    if (place === 0) left = v
    else if (place === 1) {
      out[at++] = (left << 2) | (v >> 4)
      left = v & 15
    } else if (place === 2) {
      out[at++] = (left << 4) | (v >> 2)
      left = v & 3
    } else out[at++] = (left << 6) | v
    place = (place + 1) & 3
  }
  if (place === 1)
    throw fail(
      `Invalid base64-encoded string: number of data characters (${Math.floor(at / 3) * 4 + 1}) cannot be 1 more than a multiple of 4`,
    )
  if (place !== 0) throw fail('Incorrect padding')
  return out.slice(0, at)
}

const HEX = '0123456789abcdef'

/** Hexadecimal digits, with `sep` between groups of |group| bytes: counted from the right where positive, else from the left. */
function encodeHex(data: Uint8Array, sep: number | null, group: number): Uint8Array {
  const size = Math.abs(group)
  const count = sep === null || size === 0 ? 0 : Math.max(0, Math.ceil(data.length / size) - 1)
  const out = new Uint8Array(data.length * 2 + count)
  let at = 0
  for (let i = 0; i < data.length; i++) {
    if (i > 0 && count > 0 && (group > 0 ? data.length - i : i) % size === 0) out[at++] = sep!
    out[at++] = HEX.charCodeAt(data[i] >> 4)
    out[at++] = HEX.charCodeAt(data[i] & 15)
  }
  return out
}

/** A separator of one character; CPython takes any that it keeps as one byte, whatever the message says. */
function separator(w: Value | undefined): number | null {
  if (w === undefined) return null
  if (len(w) !== 1) throw error('ValueError', 'sep must be length 1.')
  const s = strOrUndefined(w)
  if (s === undefined) {
    if (w instanceof W_Bytes) return w.bytes[0]
    throw error('TypeError', 'sep must be str or bytes.')
  }
  const code = textOfStr(s).codePointAt(0) as number
  if (code > 255) throw error('ValueError', 'sep must be ASCII.')
  return code
}

function hexValue(c: number): number {
  if (c >= 48 && c <= 57) return c - 48
  const lower = c | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}

function decodeHex(data: Uint8Array, fail: (message: string) => unknown): Uint8Array {
  if (data.length % 2 !== 0) throw fail('Odd-length string')
  const out = new Uint8Array(data.length / 2)
  for (let i = 0; i < out.length; i++) {
    const high = hexValue(data[2 * i])
    const low = hexValue(data[2 * i + 1])
    if (high < 0 || low < 0) throw fail('Non-hexadecimal digit found')
    out[i] = (high << 4) | low
  }
  return out
}

const SPACE = 32
const BACKTICK = 96
const UU_LINE = 45

/** One line: its length, then groups of three bytes as four characters from the space on. */
function encodeUu(data: Uint8Array, backtick: boolean, fail: (message: string) => unknown): Uint8Array {
  if (data.length > UU_LINE) throw fail('At most 45 bytes at once')
  const character = (v: number): number => (v === 0 && backtick ? BACKTICK : v + SPACE)
  const out = [character(data.length)]
  for (let i = 0; i < data.length; i += 3) {
    const group = (data[i] << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0)
    for (let shift = 18; shift >= 0; shift -= 6) out.push(character((group >> shift) & 63))
  }
  out.push(NEWLINE)
  return Uint8Array.from(out)
}

/** A line that ends early goes on with zeros, for spaces may have been cut off. */
function decodeUu(data: Uint8Array, fail: (message: string) => unknown): Uint8Array {
  // No line at all is one that begins with NUL, as it is in C.
  const length = ((data.length === 0 ? 0 : data[0]) - SPACE) & 63
  const out = new Uint8Array(length)
  let i = 1
  let left = 0
  let bits = 0
  for (let at = 0; at < length; i++) {
    const c = i < data.length ? data[i] : NEWLINE
    let v = 0
    if (c !== NEWLINE && c !== RETURN) {
      if (c < SPACE || c > SPACE + 64) throw fail('Illegal char')
      v = (c - SPACE) & 63
    }
    left = (left << 6) | v
    bits += 6
    if (bits < 8) continue
    bits -= 8
    out[at++] = (left >> bits) & 255
    left &= (1 << bits) - 1
  }
  for (; i < data.length; i++) {
    const c = data[i]
    if (c !== SPACE && c !== SPACE + 64 && c !== NEWLINE && c !== RETURN) throw fail('Trailing garbage')
  }
  return out
}

/** CRC-CCITT as BinHex uses it: polynomial 0x1021, the highest bit first. */
function crcHqx(data: Uint8Array, start: number): number {
  let crc = start & 0xffff
  for (const byte of data) {
    crc ^= byte << 8
    for (let k = 0; k < 8; k++) crc = (crc & 0x8000) !== 0 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc
}

function low32(w: Value): number {
  return Number(BigInt.asUintN(32, BigInt(index(w))))
}

export const binasciiModule = defineModule(
  'binascii',
  'Bytes as text of several kinds, and back.',
  (m: ModuleBuilder) => {
    const Error_ = m.exception('Error', 'ValueError', 'Text that is not what it should be.')
    m.exception('Incomplete', 'Exception', 'Text that ends too early.')
    const fail = (message: string): unknown => newException(Error_, [message])
    const bytes = (b: Uint8Array): Value => new W_Bytes(b)

    m.fn(
      'b2a_base64',
      [pos('data', bytesOf), kw('newline', asBool, true)],
      'Bytes as a line of base64.',
      (data, newline) => bytes(encodeBase64(data, newline)),
    )
    m.fn(
      'a2b_base64',
      [pos('data', asciiBytes), kw('strict_mode', asBool, false)],
      'The bytes of base64.',
      (data, strict) => bytes(decodeBase64(data, strict, fail)),
    )
    for (const name of ['b2a_hex', 'hexlify'])
      m.fn(
        name,
        [arg('data', bytesOf), arg<Value | undefined>('sep', null, undefined), arg('bytes_per_sep', asInt, 1)],
        'Bytes as hexadecimal digits.',
        (data, sep, group) => bytes(encodeHex(data, separator(sep), group)),
      )
    for (const name of ['a2b_hex', 'unhexlify'])
      m.fn(name, [pos('hexstr')], 'The bytes of hexadecimal digits.', (w) => bytes(decodeHex(asciiBytes(w), fail)))
    m.fn(
      'b2a_uu',
      [pos('data', bytesOf), kw('backtick', asBool, false)],
      'Up to 45 bytes as a uuencoded line.',
      (data, backtick) => bytes(encodeUu(data, backtick, fail)),
    )
    m.fn('a2b_uu', [pos('data')], 'The bytes of a uuencoded line.', (w) => bytes(decodeUu(asciiBytes(w), fail)))
    m.fn(
      'a2b_qp',
      [arg('data', asciiBytes), arg('header', asBool, false)],
      'The bytes of quoted-printable text.',
      (data, header) => bytes(decodeQuoted(data, header)),
    )
    m.fn(
      'b2a_qp',
      [
        arg('data', bytesOf),
        arg('quotetabs', asBool, false),
        arg('istext', asBool, true),
        arg('header', asBool, false),
      ],
      'Bytes as quoted-printable text.',
      (data, quotetabs, istext, header) => bytes(encodeQuoted(data, quotetabs, istext, header)),
    )
    m.fn('crc_hqx', [pos('data'), pos('crc')], 'The CRC-CCITT checksum.', (data, crc) =>
      crcHqx(bytesOf(data), low32(crc)),
    )
    m.fn('crc32', [pos('data'), pos('crc', null, 0 as Value)], 'The CRC-32 checksum.', (data, crc) =>
      crc32(bytesOf(data), low32(crc)),
    )
  },
)
