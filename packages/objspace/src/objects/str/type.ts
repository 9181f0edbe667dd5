// str. Its methods are in the files beside this one, by concern. lib: stdtypes#str; CPython: Objects/unicodeobject.c
import { error } from '../../errors/exception.ts'
import { hashCodePoints, hashStr } from '../../lib/hash.ts'
import { EQ, GE, GT, LE, LT, NE } from '../../operations/compare.ts'
import { type Str, str } from '../../operations/convert.ts'
import { typeOf } from '../../space/kind.ts'
import { OBJECT_LAYOUT, type W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { cText } from '../../typedef/convert.ts'
import { defineType, type TypeBuilder } from '../../typedef/define.ts'
import { optArg, pos } from '../../typedef/parameter.ts'
import { bufferIfAny } from '../bytes/buffer.ts'
import { decode, encode } from '../codec/codec.ts'
import { W_Dict } from '../dict/dict.ts'
import { repetitions, subscript } from '../sequence.ts'
import { NotImplemented } from '../singletons.ts'
import { spanOf, W_Slice } from '../slice-value.ts'
import { W_Tuple } from '../tuple-value.ts'
import { caseMethods } from './case.ts'
import { concatStr } from './concat.ts'
import { formatFields } from './format.ts'
import { newStrIterator } from './iterator.ts'
import { layoutMethods } from './layout.ts'
import { percentStr } from './percent.ts'
import { quoted } from './repr.ts'
import { containsStr, searchMethods } from './search.ts'
import { splitMethods } from './split.ts'
import { charAt, compareStr, lengthOf, pointAt, repeatStr, sameStr, sliceStr, stepsOf } from './units.ts'
import { strFromCodePoints, strFromKey, strOrUndefined, W_StrInstance } from './wide.ts'

/** str(object, encoding, errors): decodes. */
function decoded(w: Value, encoding: string | undefined, errors: string | undefined): Str {
  if (strOrUndefined(w) !== undefined) throw error('TypeError', 'decoding str is not supported')
  const bytes = bufferIfAny(w)
  if (bytes === undefined)
    throw error('TypeError', `decoding to str: need a bytes-like object, ${typeOf(w).fullName} found`)
  return decode(bytes, encoding, errors)
}

function getItem(s: Str, key: Value): Value {
  const i = subscript(key)
  const n = lengthOf(s)
  if (i !== undefined) {
    const at = i < 0 ? i + n : i
    if (at < 0 || at >= n) throw error('IndexError', 'string index out of range')
    return charAt(s, at)
  }
  if (!(key instanceof W_Slice))
    throw error('TypeError', `string indices must be integers, not '${typeOf(key).fullName}'`)
  const { start, step, count } = spanOf(key, n)
  if (step === 1) return sliceStr(s, start, start + count)
  if (typeof s === 'string') return stepsOf(s, start, step, count)
  const points = new Uint32Array(count)
  for (let k = 0, at = start; k < count; k++, at += step) points[k] = s.cps[at]
  return strFromCodePoints(points)
}

function times(s: Str, w: Value): Value {
  const n = repetitions(w)
  if (n === undefined) throw error('TypeError', `can't multiply sequence by non-int of type '${typeOf(w).fullName}'`)
  return repeatStr(s, n)
}

function comparisons(t: TypeBuilder<Str>): void {
  const compare = (
    name: '__lt__' | '__le__' | '__eq__' | '__ne__' | '__gt__' | '__ge__',
    test: (a: Str, b: Str) => boolean,
  ): void =>
    t.special(name, (self, w: Value) => {
      const s = strOrUndefined(w)
      return s === undefined ? NotImplemented : test(self, s)
    })
  const names = {
    [LT]: '__lt__',
    [LE]: '__le__',
    [EQ]: '__eq__',
    [NE]: '__ne__',
    [GT]: '__gt__',
    [GE]: '__ge__',
  } as const
  compare(names[EQ], sameStr)
  compare(names[NE], (a, b) => !sameStr(a, b))
  compare(names[LT], (a, b) => compareStr(a, b) < 0)
  compare(names[LE], (a, b) => compareStr(a, b) <= 0)
  compare(names[GT], (a, b) => compareStr(a, b) > 0)
  compare(names[GE], (a, b) => compareStr(a, b) >= 0)
}

const ENCODING = optArg('encoding', cText)
const ERRORS = optArg('errors', cText)

/** CPython: Objects/unicodeobject.c (unicode_vectorcall, arg_as_utf8) */
function checkCall(args: readonly Value[], kwnames: readonly string[] | null): void {
  if (kwnames !== null) return
  if (args.length > 3) throw error('TypeError', `str expected at most 3 arguments, got ${args.length}`)
  ;[ENCODING, ERRORS].forEach((param, i) => {
    const w = args[i + 1]
    if (w === undefined) return
    if (strOrUndefined(w) === undefined)
      throw error('TypeError', `str() argument '${param.name}' must be str, not ${typeOf(w).fullName}`)
    cText(w, param)
  })
}

export const strType: W_Type = defineType<Str>(
  'str',
  {
    layout: { name: 'str', base: OBJECT_LAYOUT },
    shape: 'str',
    pattern: 0,
    self: (w) => strOrUndefined(w) as Str,
    doc: "str(object='') or str(object, encoding, errors): any object as text, or bytes decoded.",
  },
  (t) => {
    t.new(
      [optArg('object'), ENCODING, ERRORS],
      (cls, w, encoding, errors) => {
        let s: Str | Value
        if (w === undefined) s = ''
        else if (encoding !== undefined || errors !== undefined) s = decoded(w, encoding, errors)
        else if (cls === strType) {
          // The very object that `__str__` gave, be it of a subclass.
          return typeof w === 'string' ? w : strResult(w)
        } else s = str(w)
        return cls === strType ? s : new W_StrInstance(cls.rootShape(), s as Str)
      },
      null,
    )
    t.type.vectorcall = checkCall
    t.type.convert = (w) => (typeof w === 'string' ? w : typeof w === 'number' ? String(w) : strResult(w))
    t.special('__repr__', (self) => quoted(self))
    t.special('__str__', (self) => self)
    t.special('__hash__', (self) => (typeof self === 'string' ? hashStr(self) : hashCodePoints(self.cps)))
    t.special('__len__', (self) => lengthOf(self))
    t.special('__iter__', (w) => newStrIterator(w, strOrUndefined(w) as Str), { unconverted: true })
    t.special('__contains__', (self, w: Value) => {
      const s = strOrUndefined(w)
      if (s === undefined)
        throw error('TypeError', `'in <string>' requires string as left operand, not ${typeOf(w).fullName}`)
      return containsStr(self, s)
    })
    t.special('__getitem__', (self, key: Value) => getItem(self, key))
    t.special(
      '__add__',
      (self, w: Value) => {
        if (strOrUndefined(w) === undefined)
          throw error('TypeError', `can only concatenate str (not "${typeOf(w).fullName}") to str`)
        return concatStr(self, w)
      },
      { sequence: true },
    )
    t.special('__mul__', (self, w: Value) => times(self, w), { sequence: true })
    t.special('__rmul__', (self, w: Value) => times(self, w), { sequence: true })
    t.special('__mod__', (self, w: Value) => percentStr(self, w))
    t.special('__rmod__', (self, w: Value) => {
      const s = strOrUndefined(w)
      return s === undefined ? NotImplemented : percentStr(s, self)
    })
    comparisons(t)
    caseMethods(t)
    searchMethods(t)
    splitMethods(t)
    layoutMethods(t)
    t.method(
      'encode',
      [optArg('encoding', cText, "'utf-8'"), optArg('errors', cText, "'strict'")],
      'The text as bytes in the given encoding.',
      (self, encoding, errors) => encode(self, encoding, errors),
    )
    t.rawMethod(
      'format',
      'The text with its replacement fields filled from the arguments.',
      (args, kwnames) => {
        const s = strOrUndefined(args[0])
        if (s === undefined)
          throw error(
            'TypeError',
            `descriptor 'format' for 'str' objects doesn't apply to a '${typeOf(args[0]).fullName}' object`,
          )
        const npos = kwnames === null ? args.length : args.length - kwnames.length
        let mapping: W_Dict | null = null
        if (kwnames !== null) {
          mapping = new W_Dict()
          for (let k = 0; k < kwnames.length; k++) mapping.set(strFromKey(kwnames[k]), args[npos + k])
        }
        return formatFields(s, args.slice(1, npos), mapping)
      },
      '($self, /, *args, **kwargs)',
    )
    t.method(
      'format_map',
      [pos('mapping')],
      'The text with its replacement fields filled from a mapping.',
      (self, mapping) => formatFields(self, null, mapping),
    )
    t.method('__getnewargs__', [], 'What pickle passes to __new__.', (self) => new W_Tuple([self]))
    t.method('__sizeof__', [], 'Bytes of memory the text takes.', (self) => sizeOf(self))
  },
)

import { callSpecial1 } from '../../operations/call.ts'
import { Special } from '../../space/special.ts'

/** str(w) as the object that `__str__` gives. */
function strResult(w: Value): Value {
  const r = callSpecial1(typeOf(w).special(Special.str) as Value, w)
  if (strOrUndefined(r) === undefined)
    throw error('TypeError', `__str__ returned non-string (type ${typeOf(r).fullName})`)
  return r
}

/** Size as CPython stores strs: 1, 2 or 4 bytes a character behind a header. */
function sizeOf(s: Str): number {
  const n = lengthOf(s)
  let top = 0
  for (let i = 0; i < n; i++) top = Math.max(top, pointAt(s, i))
  return top < 0x80 ? 41 + n : top < 0x100 ? 57 + n : top < 0x10000 ? 58 + 2 * n : 60 + 4 * n
}
