// str: the operations every program needs first. lib: stdtypes#str; CPython: Objects/unicodeobject.c
import { error } from '../../errors/exception.ts'
import { hashCodePoints, hashStr } from '../../lib/hash.ts'
import { EQ, GE, GT, LE, LT, NE } from '../../operations/compare.ts'
import { type Str, str } from '../../operations/convert.ts'
import { typeOf } from '../../space/kind.ts'
import { OBJECT_LAYOUT, type W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { defineType } from '../../typedef/define.ts'
import { opt, optArg, pos } from '../../typedef/parameter.ts'
import { repetitions, subscript } from '../sequence.ts'
import { NotImplemented } from '../singletons.ts'
import { sliceItems, spanOf, W_Slice } from '../slice-value.ts'
import { W_Tuple } from '../tuple-value.ts'
import { W_Bytes } from '../bytes/bytes-value.ts'
import { W_Dict } from '../dict/dict.ts'
import { caseMethods } from './case.ts'
import { concatStr, pointsOf } from './concat.ts'
import { formatFields } from './format.ts'
import { newStrIterator } from './iterator.ts'
import { layoutMethods } from './layout.ts'
import { percentFormat } from './percent.ts'
import { quoted } from './repr.ts'
import { searchMethods } from './search.ts'
import { splitMethods } from './split.ts'
import { lengthOf } from './units.ts'
import { strFromCodePoints, strFromKey, strFromText, strOrUndefined, textOfStr, W_StrInstance } from './wide.ts'

export const strType: W_Type = defineType<Str>(
  'str',
  {
    layout: { name: 'str', base: OBJECT_LAYOUT },
    shape: 'str',
    self: (w) => strOrUndefined(w) as Str,
    doc: 'Text, from any object.',
  },
  (t) => {
    t.new(
      [opt('object'), opt('encoding'), opt('errors')],
      (cls, w) => {
        const s = w === undefined ? '' : str(w)
        return cls === strType ? s : new W_StrInstance(cls.rootShape(), s)
      },
      null,
    )
    t.special('__repr__', (self) => quoted(self))
    t.special('__str__', (self) => self)
    t.special('__hash__', (self) => (typeof self === 'string' ? hashStr(self) : hashCodePoints(self.cps)))
    t.special('__len__', (self) => lengthOf(self))
    t.special('__iter__', (self) => newStrIterator(self))
    t.special('__contains__', (self, w: Value) => {
      const s = strOrUndefined(w)
      if (s === undefined)
        throw error('TypeError', `'in <string>' requires string as left operand, not ${typeOf(w).fullName}`)
      return textOfStr(self).includes(textOfStr(s))
    })
    t.special('__getitem__', (self, key: Value) => {
      const i = subscript(key)
      const n = lengthOf(self)
      if (i !== undefined) {
        const at = i < 0 ? i + n : i
        if (at < 0 || at >= n) throw error('IndexError', 'string index out of range')
        return typeof self === 'string' ? self[at] : strFromCodePoints(self.cps.subarray(at, at + 1))
      }
      if (key instanceof W_Slice) {
        const s = spanOf(key, n)
        if (typeof self === 'string' && s.step === 1) return self.slice(s.start, s.start + s.count)
        return strFromCodePoints(Uint32Array.from(sliceItems(Array.from(pointsOf(self)), s)))
      }
      throw error('TypeError', `string indices must be integers, not '${typeOf(key).fullName}'`)
    })
    t.special(
      '__add__',
      (self, w: Value) => {
        if (strOrUndefined(w) === undefined)
          throw error('TypeError', `can only concatenate str (not "${typeOf(w).fullName}") to str`)
        return concatStr(self, w)
      },
      { sequence: true },
    )
    const times = (self: Str, w: Value): Value => {
      const n = repetitions(w)
      if (n === undefined)
        throw error('TypeError', `can't multiply sequence by non-int of type '${typeOf(w).fullName}'`)
      return strFromText(textOfStr(self).repeat(n))
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
        const s = strOrUndefined(w)
        if (s === undefined) return NotImplemented
        const d = compareStr(self, s)
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
    searchMethods(t)
    splitMethods(t)
    caseMethods(t)
    layoutMethods(t)
    t.special('__mod__', (self, w: Value) => percentFormat(self, w))
    t.special('__rmod__', (self, w: Value) =>
      strOrUndefined(w) === undefined ? NotImplemented : percentFormat(strOrUndefined(w) as Str, self),
    )
    t.rawMethod('format', 'The text with its replacement fields filled in from the arguments.', (args, kwnames) => {
      const n = args.length - (kwnames === null ? 0 : kwnames.length)
      const named = new W_Dict()
      kwnames?.forEach((name, k) => named.set(strFromKey(name), args[n + k]))
      return formatFields(strOrUndefined(args[0]) as Str, args.slice(1, n), named)
    })
    t.method(
      'format_map',
      [pos('mapping')],
      'The text with its replacement fields filled in from a mapping.',
      (self, mapping) => formatFields(self, null, mapping),
    )
    t.method(
      'encode',
      [optArg<Value>('encoding', null, "'utf-8'"), optArg<Value>('errors', null, "'strict'")],
      'The bytes that spell the text, in UTF-8, ASCII or Latin-1.',
      (self, encoding) => {
        const name = typeof encoding === 'string' ? encoding.toLowerCase().replaceAll('_', '-') : 'utf-8'
        if (/^(latin-?1|iso-?8859-?1)$/.test(name)) return new W_Bytes(Uint8Array.from(pointsOf(self)))
        return new W_Bytes(new TextEncoder().encode(textOfStr(self)))
      },
    )
    t.method('__getnewargs__', [], 'What pickle passes to __new__.', (self) => new W_Tuple([self]))
  },
)

function compareStr(a: Str, b: Str): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  const x = pointsOf(a)
  const y = pointsOf(b)
  for (let i = 0; i < x.length && i < y.length; i++) if (x[i] !== y[i]) return x[i] - y[i]
  return x.length - y.length
}
