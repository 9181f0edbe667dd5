// `%` of bytes and bytearray: the machine of str/percent.ts on Latin-1 text. lib: stdtypes#printf-style-bytes-formatting
import { error } from '../../errors/exception.ts'
import { indexUnlessWrong, repr, type Str } from '../../operations/convert.ts'
import { typeOf } from '../../space/kind.ts'
import type { Value } from '../../space/value.ts'
import { latin1Bytes, latin1Text } from '../codec/unicode.ts'
import { type Dialect, percentText } from '../str/percent.ts'
import { asciiText } from '../str/concat.ts'
import { strOrUndefined } from '../str/wide.ts'
import { lengthOf, pointAt } from '../str/units.ts'
import { ownBytes, W_ByteArray, W_Bytes } from './access.ts'
import { readItems } from './buffer.ts'

function bytesArgument(w: Value): Str {
  const b = readItems(w) ?? ownBytes(w)?.bytes
  if (b === undefined)
    throw error(
      'TypeError',
      `%b requires a bytes-like object, or an object that implements __bytes__, not '${typeOf(w).fullName}'`,
    )
  return latin1Text(b)
}

const BYTES: Dialect = {
  noun: 'bytes',
  precision: 'prec too big',
  isText: (w) => w instanceof W_Bytes || w instanceof W_ByteArray || strOrUndefined(w) !== undefined,
  // Keys are bytes.
  key: (name) => {
    const bytes = new Uint8Array(lengthOf(name))
    for (let i = 0; i < bytes.length; i++) bytes[i] = pointAt(name, i)
    return new W_Bytes(bytes)
  },
  object: (w, code) =>
    code === 's' || code === 'b'
      ? bytesArgument(w)
      : code === 'r' || code === 'a'
        ? (asciiText(repr(w)) as Str)
        : undefined,
  character(w) {
    const b = w instanceof W_Bytes ? w.bytes : w instanceof W_ByteArray ? w.data.subarray(0, w.length) : undefined
    if (b !== undefined) {
      if (b.length === 1) return latin1Text(b)
      throw error('TypeError', '%c requires an integer in range(256) or a single byte')
    }
    const n = indexUnlessWrong(w)
    if (n === undefined) throw error('TypeError', '%c requires an integer in range(256) or a single byte')
    if (typeof n === 'bigint' || n < 0 || n > 255) throw error('OverflowError', '%c arg not in range(256)')
    return String.fromCharCode(n)
  },
  notFloat: (w) => error('TypeError', `float argument required, not ${typeOf(w).fullName}`),
}

/** bytes % args, as fresh bytes. */
export function percentBytes(format: Uint8Array, args: Value): Uint8Array {
  return latin1Bytes(percentText(latin1Text(format), args, BYTES))
}
