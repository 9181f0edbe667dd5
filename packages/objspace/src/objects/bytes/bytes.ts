// bytes: the operations that the import system and constants need. lib: stdtypes#bytes-objects
import { error } from '../../errors/exception.ts'
import { hashBytes } from '../../lib/hash.ts'
import { EQ, GE, GT, LE, LT, NE } from '../../operations/compare.ts'
import { unpack } from '../../operations/iterate.ts'
import { W_Iterator } from '../../space/iterator.ts'
import { typeOf } from '../../space/kind.ts'
import { OBJECT_LAYOUT, type W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { defineType } from '../../typedef/define.ts'
import { opt, optArg, pos } from '../../typedef/parameter.ts'
import { iteratorMethods } from '../iterators/methods.ts'
import { repetitions, subscript } from '../sequence.ts'
import { NotImplemented } from '../singletons.ts'
import { sliceItems, spanOf, W_Slice } from '../slice-value.ts'
import { strFromText } from '../str/wide.ts'
import { W_Tuple } from '../tuple-value.ts'
import { bytesFrom, bytesOf, bytesOrUndefined } from './access.ts'
import { W_Bytes } from './bytes-value.ts'

class W_BytesIterator extends W_Iterator {
  private source: Uint8Array | undefined
  private i = 0
  constructor(source: Uint8Array) {
    super(iteratorType.rootShape())
    this.source = source
  }

  override next(): Value | undefined {
    if (this.source !== undefined && this.i < this.source.length) return this.source[this.i++]
    this.source = undefined
    return undefined
  }
}

const iteratorType: W_Type = defineType<W_BytesIterator>('bytes_iterator', { final: true }, (t) => iteratorMethods(t))

/** Order of two byte strings: negative, zero or positive. */
function order(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i] - b[i]
  return a.length - b.length
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const p of parts) {
    out.set(p, at)
    at += p.length
  }
  return out
}

/** First place of `needle` in `hay` from `from` on, or -1. */
function search(hay: Uint8Array, needle: Uint8Array, from = 0): number {
  for (let i = from; i + needle.length <= hay.length; i++) {
    let k = 0
    while (k < needle.length && hay[i + k] === needle[k]) k++
    if (k === needle.length) return i
  }
  return -1
}

export const bytesType: W_Type = defineType<W_Bytes>(
  'bytes',
  { layout: { name: 'bytes', base: OBJECT_LAYOUT }, shape: 'bytes', doc: 'An immutable sequence of bytes.' },
  (t) => {
    t.new(
      [opt('source'), opt('encoding'), opt('errors')],
      (cls, source) =>
        new W_Bytes(
          typeof source === 'number'
            ? new Uint8Array(source)
            : source === undefined
              ? new Uint8Array(0)
              : bytesFrom(source),
          cls.rootShape(),
        ),
      null,
    )
    t.special('__len__', (self) => self.bytes.length)
    t.special('__hash__', (self) => hashBytes(self.bytes))
    t.special('__iter__', (self) => new W_BytesIterator(self.bytes))
    t.special('__contains__', (self, w: Value) =>
      typeof w === 'number' ? self.bytes.includes(w) : search(self.bytes, bytesOf(w)) >= 0,
    )
    t.special('__getitem__', (self, key: Value) => {
      const i = subscript(key)
      if (i !== undefined) {
        const x = self.bytes[i < 0 ? i + self.bytes.length : i]
        if (x === undefined) throw error('IndexError', 'index out of range')
        return x
      }
      if (key instanceof W_Slice)
        return new W_Bytes(Uint8Array.from(sliceItems(Array.from(self.bytes), spanOf(key, self.bytes.length))))
      throw error('TypeError', `byte indices must be integers or slices, not ${typeOf(key).fullName}`)
    })
    t.special(
      '__add__',
      (self, w: Value) => {
        const b = bytesOrUndefined(w)
        if (b === undefined) throw error('TypeError', `can't concat ${typeOf(w).fullName} to bytes`)
        return new W_Bytes(joined([self.bytes, b]))
      },
      { sequence: true },
    )
    const times = (self: W_Bytes, w: Value): Value => {
      const n = repetitions(w)
      if (n === undefined)
        throw error('TypeError', `can't multiply sequence by non-int of type '${typeOf(w).fullName}'`)
      return new W_Bytes(joined(new Array<Uint8Array>(n).fill(self.bytes)))
    }
    t.special('__mul__', times, { sequence: true })
    t.special('__rmul__', times, { sequence: true })
    for (const [name, op] of [
      ['__lt__', LT],
      ['__le__', LE],
      ['__eq__', EQ],
      ['__ne__', NE],
      ['__gt__', GT],
      ['__ge__', GE],
    ] as const) {
      t.special(name, (self, w: Value) => {
        const b = bytesOrUndefined(w)
        if (b === undefined) return NotImplemented
        const d = order(self.bytes, b)
        return op === LT
          ? d < 0
          : op === LE
            ? d <= 0
            : op === EQ
              ? d === 0
              : op === NE
                ? d !== 0
                : op === GT
                  ? d > 0
                  : d >= 0
      })
    }
    t.special('__repr__', (self) => {
      const quote = self.bytes.includes(39) && !self.bytes.includes(34) ? '"' : "'"
      let out = ''
      for (const b of self.bytes) {
        const c = String.fromCharCode(b)
        if (c === quote || c === '\\') out += `\\${c}`
        else if (b >= 32 && b < 127) out += c
        else out += b === 10 ? '\\n' : b === 13 ? '\\r' : b === 9 ? '\\t' : `\\x${b.toString(16).padStart(2, '0')}`
      }
      return `b${quote}${out}${quote}`
    })
    t.method(
      'join',
      [pos('iterable_of_bytes')],
      'The items with these bytes between them.',
      (self, w) => new W_Bytes(joined(unpack(w).flatMap((x, i) => (i > 0 ? [self.bytes, bytesOf(x)] : [bytesOf(x)])))),
    )
    t.method(
      'find',
      [pos('sub'), opt('start'), opt('end')],
      'First place of sub, or -1.',
      (self, sub, start) =>
        search(
          self.bytes,
          typeof sub === 'number' ? Uint8Array.of(sub) : bytesOf(sub),
          typeof start === 'number' ? start : 0,
        ),
      null,
    )
    t.method(
      'startswith',
      [pos('prefix')],
      'Whether the bytes begin with prefix.',
      (self, w) =>
        (w instanceof W_Tuple ? w.items : [w]).some(
          (x) => search(self.bytes.subarray(0, bytesOf(x).length), bytesOf(x)) === 0,
        ),
      null,
    )
    t.method(
      'endswith',
      [pos('suffix')],
      'Whether the bytes end with suffix.',
      (self, w) =>
        (w instanceof W_Tuple ? w.items : [w]).some((x) => {
          const b = bytesOf(x)
          return b.length <= self.bytes.length && search(self.bytes.subarray(self.bytes.length - b.length), b) === 0
        }),
      null,
    )
    t.method(
      'decode',
      [optArg<Value>('encoding', null, "'utf-8'"), optArg<Value>('errors', null, "'strict'")],
      'The text that the bytes spell, in UTF-8 or Latin-1.',
      (self, encoding) => {
        if (typeof encoding === 'string' && /^(latin-?1|iso-?8859-?1)$/i.test(encoding))
          return String.fromCharCode(...self.bytes)
        try {
          return strFromText(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(self.bytes))
        } catch {
          throw error('ValueError', 'invalid UTF-8')
        }
      },
    )
  },
)
