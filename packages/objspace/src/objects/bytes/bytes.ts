// bytes. Its methods are in the files beside this one, by concern. lib: stdtypes#bytes-objects; CPython: Objects/bytesobject.c
import { error, W_BaseException } from '../../errors/exception.ts'
import { hashBytes, hashStr } from '../../lib/hash.ts'
import { compareUnits, concatUnits, repeatUnits } from '../../lib/units.ts'
import { typeOf } from '../../space/kind.ts'
import { reserveBuffer } from '../../space/room.ts'
import { OBJECT_LAYOUT, type W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { cText } from '../../typedef/convert.ts'
import { defineType, type TypeBuilder } from '../../typedef/define.ts'
import { optArg } from '../../typedef/parameter.ts'
import { decodeBytes } from '../codec/codec.ts'
import { W_List } from '../list/list.ts'
import { repetitions, subscript } from '../sequence.ts'
import { NotImplemented } from '../singletons.ts'
import { type Span, spanOf, W_Slice } from '../slice-value.ts'
import { W_Tuple } from '../tuple-value.ts'
import { bytesFrom, bytesOrUndefined, encodedText, ownBytes, zeros } from './access.ts'
import { bufferIfAny, hasBuffer } from './buffer.ts'
import { bufferMethods } from './buffer-methods.ts'
import { SHORT, singleByte, spelledBytes, W_Bytes } from './bytes-value.ts'
import { newByteIterator } from './iterator.ts'
import { layoutMethods } from './layout.ts'
import { percentBytes } from './percent.ts'
import { containsBytes, type Kind, searchMethods } from './search.ts'
import { splitMethods } from './split.ts'
import { warnOfComparison, warnOfText } from './warning.ts'

const kind: Kind<W_Bytes> = {
  read: (self) => self.bytes,
  make: (bytes) => new W_Bytes(bytes),
  same: (self) => (typeOf(self) === bytesType ? self : new W_Bytes(self.bytes)),
}

/** The bytes that a slice takes. */
export function sliceBytes(bytes: Uint8Array, { start, step, count }: Span): Uint8Array {
  if (step === 1) return bytes.slice(start, start + count)
  const out = zeros(count)
  for (let k = 0, at = start; k < count; k++, at += step) out[k] = bytes[at]
  return out
}

/** bytes * w */
export function timesBytes(bytes: Uint8Array, w: Value): Uint8Array {
  const n = repetitions(w)
  if (n === undefined) throw error('TypeError', `can't multiply sequence by non-int of type '${typeOf(w).fullName}'`)
  if (bytes.length * n > 2 ** 63 - 1) throw error('OverflowError', 'repeated bytes are too long')
  reserveBuffer(bytes.length * n)
  try {
    return repeatUnits(bytes, n)
  } catch {
    throw error('MemoryError')
  }
}

/** How bytes are written in source, without the prefix. */
export function quotedBytes(bytes: Uint8Array, escapesApostrophes = false): string {
  const quote = bytes.includes(39) && !bytes.includes(34) ? '"' : "'"
  let out = quote
  for (const b of bytes) {
    const c = String.fromCharCode(b)
    if (c === quote || c === '\\' || (c === "'" && escapesApostrophes)) out += `\\${c}`
    else if (b >= 32 && b < 127) out += c
    else out += b === 10 ? '\\n' : b === 13 ? '\\r' : b === 9 ? '\\t' : `\\x${b.toString(16).padStart(2, '0')}`
  }
  return out + quote
}

/** The bytes of an object in one piece; undefined where it does not lend them so. */
function plainBytes(w: Value): Uint8Array | undefined {
  try {
    return bytesOrUndefined(w)
  } catch (e) {
    if (!(e instanceof W_BaseException)) throw e
    return undefined
  }
}

/** Comparison operators of bytes and bytearray. */
export function comparisons<S>(t: TypeBuilder<S>, kind: string, read: (self: S) => Uint8Array): void {
  const compare = (
    name: '__lt__' | '__le__' | '__eq__' | '__ne__' | '__gt__' | '__ge__',
    test: (d: number) => boolean,
  ): void =>
    t.special(name, (self, w: Value) => {
      if (self instanceof W_Bytes && w instanceof W_Bytes && self.text !== null && w.text !== null)
        return test(self.text < w.text ? -1 : self.text > w.text ? 1 : 0)
      const b = kind === 'bytes' ? (w instanceof W_Bytes ? w.bytes : undefined) : plainBytes(w)
      if (b !== undefined) return test(compareUnits(read(self), b))
      if (name === '__eq__' || name === '__ne__') warnOfComparison(kind, w)
      return NotImplemented
    })
  compare('__lt__', (d) => d < 0)
  compare('__le__', (d) => d <= 0)
  compare('__eq__', (d) => d === 0)
  compare('__ne__', (d) => d !== 0)
  compare('__gt__', (d) => d > 0)
  compare('__ge__', (d) => d >= 0)
}

/** A few ints as they are spelt; undefined where they are no bytes, or no ints. */
function spelledInts(items: readonly Value[]): string | undefined {
  const { length } = items
  if (length > SHORT) return undefined
  let text = ''
  for (let i = 0; i < length; i++) {
    const w = items[i]
    if (typeof w !== 'number' || w < 0 || w > 255) return undefined
    text += String.fromCharCode(w)
  }
  return text
}

function newBytes(w: Value | undefined, encoding: string | undefined, errors: string | undefined): W_Bytes {
  if (
    (w instanceof W_Tuple || w instanceof W_List) &&
    !w.shape.type.heap &&
    encoding === undefined &&
    errors === undefined
  ) {
    const text = spelledInts(w.items)
    if (text !== undefined) return text.length === 1 ? singleByte(text.charCodeAt(0)) : spelledBytes(text)
  }
  const own = w === undefined || encoding !== undefined || errors !== undefined ? undefined : ownBytes(w)
  if (own !== undefined) return own
  const encoded = encodedText(w, encoding, errors)
  if (encoded !== undefined) return new W_Bytes(encoded)
  if (w === undefined) return new W_Bytes(new Uint8Array(0))
  const bytes = bytesFrom(w)
  return new W_Bytes(!hasBuffer(w) || w instanceof W_Bytes ? bytes : bytes.slice())
}

function getItem(self: W_Bytes, key: Value): Value {
  const { length } = self
  const i = subscript(key)
  if (i !== undefined) {
    const at = i < 0 ? i + length : i
    if (at < 0 || at >= length) throw error('IndexError', 'index out of range')
    return self.at(at)
  }
  if (!(key instanceof W_Slice))
    throw error('TypeError', `byte indices must be integers or slices, not ${typeOf(key).fullName}`)
  const s = spanOf(key, length)
  if (s.step === 1) {
    if (s.count === length) return kind.same(self)
    if (s.count <= SHORT) return self.slice(s.start, s.start + s.count)
  }
  return new W_Bytes(sliceBytes(self.bytes, s))
}

export const bytesType: W_Type = defineType<W_Bytes>(
  'bytes',
  {
    layout: { name: 'bytes', base: OBJECT_LAYOUT },
    shape: 'bytes',
    doc: 'An immutable sequence of bytes: of ints, of the bytes of another object, of encoded text, or zeros.',
  },
  (t) => {
    t.new(
      [optArg('source'), optArg('encoding', cText), optArg('errors', cText)],
      (cls, source, encoding, errors) => {
        const w = newBytes(source, encoding, errors)
        return cls === bytesType ? w : new W_Bytes(w.bytes, cls.rootShape())
      },
      null,
    )
    t.type.convert = (w) => newBytes(w, undefined, undefined)
    bufferMethods(t, false)
    t.special('__len__', (self) => self.length)
    t.special('__hash__', (self) => (self.text === null ? hashBytes(self.bytes) : hashStr(self.text)))
    t.special('__iter__', (self) => newByteIterator(self))
    t.special('__contains__', (self, w: Value) => containsBytes(self.bytes, w))
    t.special('__getitem__', getItem)
    t.special(
      '__add__',
      (self, w: Value) => {
        if (w instanceof W_Bytes) return self.plus(w)
        const b = bufferIfAny(w)
        if (b === undefined) throw error('TypeError', `can't concat ${typeOf(w).fullName} to ${typeOf(self).fullName}`)
        reserveBuffer(self.bytes.length + b.length)
        return new W_Bytes(concatUnits(self.bytes, b))
      },
      { sequence: true },
    )
    const times = (self: W_Bytes, w: Value): Value => {
      const bytes = timesBytes(self.bytes, w)
      return bytes.length === self.bytes.length ? kind.same(self) : new W_Bytes(bytes)
    }
    t.special('__mul__', times, { sequence: true })
    t.special('__rmul__', times, { sequence: true })
    t.special('__mod__', (self, w: Value) => new W_Bytes(percentBytes(self.bytes, w)))
    t.special('__rmod__', (self, w: Value) =>
      w instanceof W_Bytes ? new W_Bytes(percentBytes(w.bytes, self)) : NotImplemented,
    )
    comparisons(t, 'bytes', kind.read)
    t.special('__repr__', (self) => `b${quotedBytes(self.bytes)}`)
    t.special('__str__', (self) => {
      warnOfText('bytes')
      return `b${quotedBytes(self.bytes)}`
    })
    searchMethods(t, kind)
    splitMethods(t, kind)
    layoutMethods(t, kind, () => bytesType)
    t.method(
      'decode',
      [optArg('encoding', cText, "'utf-8'"), optArg('errors', cText, "'strict'")],
      'The text that the bytes spell in an encoding.',
      (self, encoding, errors) => decodeBytes(self, encoding, errors),
    )
    t.method('__bytes__', [], 'The object as exact bytes.', kind.same)
    t.method(
      '__getnewargs__',
      [],
      'What pickle passes to __new__.',
      (self) => new W_Tuple([new W_Bytes(self.bytes)]),
      null,
    )
  },
)
