// Arrays as pickles have them: the bytes of another machine's, by the code of their format. CPython: array__array_reconstructor_impl
import {
  call,
  decode,
  error,
  readItem,
  type Str,
  textOfStr,
  typeOf,
  type Value,
  W_Bytes,
  W_Type,
} from '@typhon/objspace'
import { CODES, SIZES, type W_Array, addBytes, addText, append } from './array.ts'
import { arrayType } from './type.ts'

/** Codes of machine formats for pickling. CPython: enum machine_format_code */
export function machineFormat({ code, size }: W_Array): number {
  if (code === 'u' || code === 'w') return 20
  if (code === 'f') return 14
  if (code === 'd') return 16
  const signed = code === code.toLowerCase()
  return size === 1 ? (signed ? 1 : 0) : ({ 2: 2, 4: 6, 8: 10 }[size] as number) + (signed ? 2 : 0)
}

/** Formats by machine format code, little-endian forms; a code of the other byte order is one higher. */
const FORMATS = ['B', 'b', 'H', 'H', 'h', 'h', 'I', 'I', 'i', 'i', 'Q', 'Q', 'q', 'q', 'f', 'f', 'd', 'd']

/** The codes of text. */
const UTF_16 = 18
const UTF_32 = 20

export function reconstruct(cls: Value, code: Str, format: number, w: Value): Value {
  if (!(cls instanceof W_Type))
    throw error('TypeError', `first argument must be a type object, not ${typeOf(cls).name}`)
  if (!cls.isSubtypeOf(arrayType)) throw error('TypeError', `${cls.name} is not a subtype of array.array`)
  if (!CODES.includes(textOfStr(code))) throw error('ValueError', 'second argument must be a valid type code')
  if (format < 0 || format > 21) throw error('ValueError', 'third argument must be a valid machine format code.')
  if (!(w instanceof W_Bytes)) throw error('TypeError', `fourth argument should be bytes, not ${typeOf(w).name}`)
  const self = call(cls, [code as Value], null) as W_Array
  if (format >= UTF_16) {
    const encoding = format < UTF_32 ? 'utf-16' : 'utf-32'
    addText(self, decode(w.bytes, `${encoding}-${format % 2 === 0 ? 'le' : 'be'}`, 'strict'))
    return self
  }
  const from = FORMATS[format]
  const size = SIZES[from] ?? 4
  const bytes = w.bytes.slice()
  if (bytes.length % size !== 0) throw error('ValueError', 'bytes length not a multiple of item size')
  if (format > 1 && format % 2 === 1)
    for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse()
  if (from.toLowerCase() === self.code.toLowerCase()) addBytes(self, bytes)
  else for (let at = 0; at + size <= bytes.length; at += size) append(self, readItem(bytes, at, from))
  return self
}
