// Items of views by native format characters: how they are read, and what may be written. lib: struct#format-characters; CPython: Objects/memoryobject.c
import { error, isError } from '../../errors/exception.ts'
import { type Int, index, intOrUndefined, isTrue } from '../../operations/convert.ts'
import type { Value } from '../../space/value.ts'
import { toDouble } from '../../typedef/convert.ts'
import { W_Bytes } from '../bytes/bytes-value.ts'
import { W_Float } from '../float-value.ts'

/** Sizes of the native formats of 64-bit machines. */
export const SIZES: Readonly<Record<string, number>> = {
  '?': 1,
  c: 1,
  b: 1,
  B: 1,
  h: 2,
  H: 2,
  i: 4,
  I: 4,
  l: 8,
  L: 8,
  q: 8,
  Q: 8,
  n: 8,
  N: 8,
  P: 8,
  e: 2,
  f: 4,
  d: 8,
}

/** The character of a native format, maybe prefixed with `@`; undefined for all others. */
export function nativeFormat(format: string): string | undefined {
  const c = format.startsWith('@') ? format.slice(1) : format
  return Object.hasOwn(SIZES, c) ? c : undefined
}

const small = (n: bigint): Int => (n >= -9007199254740991n && n <= 9007199254740991n ? Number(n) : n)

/** The item of a native format at `at`. */
export function readItem(bytes: Uint8Array, at: number, format: string): Value {
  const c = nativeFormat(format)
  if (c === 'B') return bytes[at]
  if (c === 'c') return new W_Bytes(bytes.slice(at, at + 1))
  if (c === '?') return bytes[at] !== 0
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  switch (c) {
    case 'b':
      return view.getInt8(at)
    case 'h':
      return view.getInt16(at, true)
    case 'H':
      return view.getUint16(at, true)
    case 'i':
      return view.getInt32(at, true)
    case 'I':
      return view.getUint32(at, true)
    case 'l':
    case 'q':
    case 'n':
      return small(view.getBigInt64(at, true))
    case 'L':
    case 'Q':
    case 'N':
    case 'P':
      return small(view.getBigUint64(at, true))
    case 'f':
      return new W_Float(view.getFloat32(at, true))
    case 'd':
      return new W_Float(view.getFloat64(at, true))
    case 'e':
      return new W_Float(view.getFloat16(at, true))
    default:
      throw error('NotImplementedError', `memoryview: unsupported format ${format}`)
  }
}

const FLOATS = 'fde'

/**
 * Writes an item of a native format at `at`; raises what CPython raises for a wrong type or value. Converting it may run code
 * that gives the memory back: `ready` raises then.
 */
export function writeItem(bytes: Uint8Array, at: number, format: string, w: Value, ready = (): void => {}): void {
  const c = nativeFormat(format)
  if (c === undefined) throw error('NotImplementedError', `memoryview: unsupported format ${format}`)
  const wrongType = (): unknown => error('TypeError', `memoryview: invalid type for format '${c}'`)
  const wrongValue = (): unknown => error('ValueError', `memoryview: invalid value for format '${c}'`)
  if (c === 'c') {
    if (!(w instanceof W_Bytes)) throw wrongType()
    if (w.bytes.length !== 1) throw wrongValue()
    bytes[at] = w.bytes[0]
    return
  }
  if (c === '?') {
    const truth = isTrue(w) ? 1 : 0
    ready()
    bytes[at] = truth
    return
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const converted = <T>(convert: (w: Value) => T): T => {
    try {
      return convert(w)
    } catch (e) {
      if (isError(e, 'TypeError')) throw wrongType()
      if (isError(e, 'OverflowError') || isError(e, 'ValueError')) throw wrongValue()
      throw e
    }
  }
  if (FLOATS.includes(c)) {
    const v = converted(toDouble)
    // What half a float would round to infinity (PyFloat_Pack2).
    if (c === 'e' && Math.abs(v) >= 65520 && Math.abs(v) < Infinity) throw wrongValue()
    ready()
    if (c === 'd') view.setFloat64(at, v, true)
    else if (c === 'f') view.setFloat32(at, v, true)
    else view.setFloat16(at, v, true)
    return
  }
  // An address may be signed, and only ints are one (PyLong_AsVoidPtr).
  if (c === 'P' && intOrUndefined(w) === undefined) throw wrongType()
  const n = BigInt(converted(index))
  const bits = SIZES[c] * 8
  const fits =
    (c === 'P' && BigInt.asIntN(bits, n) === n) ||
    (c === c.toLowerCase() ? BigInt.asIntN(bits, n) : BigInt.asUintN(bits, n)) === n
  if (!fits) throw wrongValue()
  ready()
  for (let k = 0; k < SIZES[c]; k++) bytes[at + k] = Number((n >> BigInt(8 * k)) & 0xffn)
}
