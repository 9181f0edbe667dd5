// str: the operations every program needs first. lib: stdtypes#str; CPython: Objects/unicodeobject.c
import { error } from '../../errors/exception.ts'
import { hashCodePoints, hashStr } from '../../lib/hash.ts'
import { EQ, GE, GT, LE, LT, NE } from '../../operations/compare.ts'
import { type Str, str } from '../../operations/convert.ts'
import { itemsOf } from '../../operations/iterate.ts'
import { W_Iterator } from '../../space/iterator.ts'
import { typeOf } from '../../space/kind.ts'
import { OBJECT_LAYOUT, type W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { sliceIndex, str as asStr, text } from '../../typedef/convert.ts'
import { defineType } from '../../typedef/define.ts'
import { opt, pos } from '../../typedef/parameter.ts'
import { iteratorMethods } from '../iterators/methods.ts'
import { W_List } from '../list/list.ts'
import { repetitions, subscript } from '../sequence.ts'
import { NotImplemented } from '../singletons.ts'
import { clipBound, sliceItems, spanOf, W_Slice } from '../slice-value.ts'
import { W_Tuple } from '../tuple-value.ts'
import { concatStr, pointsOf } from './concat.ts'
import { strFromCodePoints, strFromText, strOrUndefined, textOfStr, W_StrInstance } from './wide.ts'

class W_StrIterator extends W_Iterator {
  source: Str | undefined
  i = 0
  constructor(source: Str) {
    super(iteratorType.rootShape())
    this.source = source
  }

  override next(): Value | undefined {
    const { source } = this
    if (source === undefined) return undefined
    if (typeof source === 'string') {
      if (this.i < source.length) return source[this.i++]
    } else if (this.i < source.cps.length) return strFromCodePoints(source.cps.subarray(this.i, ++this.i))
    this.source = undefined
    return undefined
  }
}

const iteratorType: W_Type = defineType<W_StrIterator>('str_iterator', { final: true }, (t) => iteratorMethods(t))

const lengthOf = (s: Str): number => (typeof s === 'string' ? s.length : s.cps.length)

/** repr() of a str as text. */
function quoted(s: Str): string {
  const t = textOfStr(s)
  const q = t.includes("'") && !t.includes('"') ? '"' : "'"
  let out = q
  for (const ch of t) {
    const c = ch.codePointAt(0)!
    if (ch === q || ch === '\\') out += `\\${ch}`
    else if (ch === '\n') out += '\\n'
    else if (ch === '\r') out += '\\r'
    else if (ch === '\t') out += '\\t'
    else if (c < 32 || c === 127) out += `\\x${c.toString(16).padStart(2, '0')}`
    else if (c < 127 || !/[\p{C}\p{Z}]/u.test(ch)) out += ch
    else out += c <= 0xff ? `\\x${c.toString(16).padStart(2, '0')}` : c <= 0xffff ? `\\u${c.toString(16).padStart(4, '0')}` : `\\U${c.toString(16).padStart(8, '0')}`
  }
  return out + q
}

export const strType: W_Type = defineType<Str>('str', {
  layout: { name: 'str', base: OBJECT_LAYOUT }, shape: 'str', self: (w) => strOrUndefined(w) as Str, doc: 'Text, from any object.',
}, (t) => {
  t.new([opt('object'), opt('encoding'), opt('errors')], (cls, w) => {
    const s = w === undefined ? '' : str(w)
    return cls === strType ? s : new W_StrInstance(cls.rootShape(), s)
  }, null)
  t.special('__repr__', (self) => strFromText(quoted(self)))
  t.special('__str__', (self) => self)
  t.special('__hash__', (self) => (typeof self === 'string' ? hashStr(self) : hashCodePoints(self.cps)))
  t.special('__len__', (self) => lengthOf(self))
  t.special('__iter__', (self) => new W_StrIterator(self))
  t.special('__contains__', (self, w: Value) => {
    const s = strOrUndefined(w)
    if (s === undefined) throw error('TypeError', `'in <string>' requires string as left operand, not ${typeOf(w).fullName}`)
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
  t.special('__add__', (self, w: Value) => {
    if (strOrUndefined(w) === undefined) throw error('TypeError', `can only concatenate str (not "${typeOf(w).fullName}") to str`)
    return concatStr(self, w)
  }, { sequence: true })
  const times = (self: Str, w: Value): Value => {
    const n = repetitions(w)
    if (n === undefined) throw error('TypeError', `can't multiply sequence by non-int of type '${typeOf(w).fullName}'`)
    return strFromText(textOfStr(self).repeat(n))
  }
  t.special('__mul__', times, { sequence: true })
  t.special('__rmul__', times, { sequence: true })
  for (const [name, op] of [['__lt__', LT], ['__le__', LE], ['__eq__', EQ], ['__ne__', NE], ['__gt__', GT], ['__ge__', GE]] as const) {
    t.special(name, (self, w: Value) => {
      const s = strOrUndefined(w)
      if (s === undefined) return NotImplemented
      const d = compareStr(self, s)
      return op === LT ? d < 0 : op === LE ? d <= 0 : op === EQ ? d === 0 : op === NE ? d !== 0 : op === GT ? d > 0 : d >= 0
    })
  }
  t.method('__format__', [pos('format_spec')], 'The text, padded by a format spec.', (self) => self)
  t.method('join', [pos('iterable')], 'The items of an iterable with the text between them.', (self, iterable) => {
    let out: Value = ''
    itemsOf(iterable).forEach((x, i) => {
      const s = strOrUndefined(x)
      if (s === undefined) throw error('TypeError', `sequence item ${i}: expected str instance, ${typeOf(x).fullName} found`)
      out = concatStr(i > 0 ? concatStr(out, self) : out, s)
    })
    return out
  })
  t.method('find', [pos('sub', asStr), opt('start', sliceIndex), opt('end', sliceIndex)], 'First place of sub, or -1.', (self, sub, start, end) => {
    const n = lengthOf(self)
    const from = clipBound(start, n, 0)
    const i = textOfStr(self).slice(0, clipBound(end, n, n)).indexOf(textOfStr(sub), from)
    return i
  }, null)
  t.method('startswith', [pos('prefix'), opt('start', sliceIndex), opt('end', sliceIndex)], 'Whether the text begins with prefix.', (self, prefix) =>
    (prefix instanceof W_Tuple ? prefix.items : [prefix]).some((x) => textOfStr(self).startsWith(textOfStr(strOrUndefined(x) ?? '\0\0'))), null)
  t.method('endswith', [pos('suffix'), opt('start', sliceIndex), opt('end', sliceIndex)], 'Whether the text ends with suffix.', (self, suffix) =>
    (suffix instanceof W_Tuple ? suffix.items : [suffix]).some((x) => textOfStr(self).endsWith(textOfStr(strOrUndefined(x) ?? '\0\0'))), null)
  t.method('rpartition', [pos('sep', text)], 'Head, separator, tail around the last separator.', (self, sep) => {
    const s = textOfStr(self)
    const i = s.lastIndexOf(sep)
    return i < 0 ? new W_Tuple(['', '', self]) : new W_Tuple([strFromText(s.slice(0, i)), strFromText(sep), strFromText(s.slice(i + sep.length))])
  })
  t.method('partition', [pos('sep', text)], 'Head, separator, tail around the first separator.', (self, sep) => {
    const s = textOfStr(self)
    const i = s.indexOf(sep)
    return i < 0 ? new W_Tuple([self, '', '']) : new W_Tuple([strFromText(s.slice(0, i)), strFromText(sep), strFromText(s.slice(i + sep.length))])
  })
  t.method('split', [opt('sep'), opt('maxsplit')], 'The parts between separators.', (self, sep) => {
    const s = textOfStr(self)
    const parts = sep === undefined || sep === null ? s.trim().split(/\s+/).filter((x) => x !== '') : s.split(textOfStr(strOrUndefined(sep)!))
    return new W_List(parts.map(strFromText))
  }, null)
  t.method('strip', [opt('chars')], 'The text without white space around it.', (self) => strFromText(textOfStr(self).trim()), null)
  t.method('replace', [pos('old', text), pos('new', text)], 'The text with old replaced by new.', (self, from, to) => strFromText(textOfStr(self).replaceAll(from, () => to)), null)
  t.method('lower', [], 'The text in lower case.', (self) => strFromText(textOfStr(self).toLowerCase()))
  t.method('upper', [], 'The text in upper case.', (self) => strFromText(textOfStr(self).toUpperCase()))
  t.method('isidentifier', [], 'Whether the text is a name.', (self) => /^[\p{XID_Start}_][\p{XID_Continue}]*$/u.test(textOfStr(self)))
})

function compareStr(a: Str, b: Str): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  const x = pointsOf(a)
  const y = pointsOf(b)
  for (let i = 0; i < x.length && i < y.length; i++) if (x[i] !== y[i]) return x[i] - y[i]
  return x.length - y.length
}
