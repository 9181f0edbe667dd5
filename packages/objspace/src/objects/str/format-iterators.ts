// What the `_string` module shows of the format string parser. lib: string#string.Formatter.parse
import { error } from '../../errors/exception.ts'
import { W_Iterator } from '../../space/iterator.ts'
import { typeOf } from '../../space/kind.ts'
import type { W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { defineType } from '../../typedef/define.ts'
import { iteratorMethods } from '../iterators/methods.ts'
import { W_Tuple } from '../tuple-value.ts'
import { FieldPath, Markup } from './format.ts'
import { strFromCodePoints, strOrUndefined } from './wide.ts'

class W_FormatterIterator extends W_Iterator {
  private readonly markup: Markup
  constructor(markup: Markup) {
    super(formatterIteratorType.rootShape())
    this.markup = markup
  }

  override next(): Value | undefined {
    const { markup } = this
    if (!markup.next()) return undefined
    if (!markup.hasField) return new W_Tuple([markup.literal, null, null, null])
    const conversion = markup.conversion < 0 ? null : strFromCodePoints(Uint32Array.of(markup.conversion))
    return new W_Tuple([markup.literal, markup.name, markup.spec, conversion])
  }
}

class W_FieldNameIterator extends W_Iterator {
  private readonly path: FieldPath
  constructor(path: FieldPath) {
    super(fieldNameIteratorType.rootShape())
    this.path = path
  }

  override next(): Value | undefined {
    const { path } = this
    if (!path.next()) return undefined
    return new W_Tuple([path.isAttribute, !path.isAttribute && path.keyIndex >= 0 ? path.keyIndex : path.key])
  }
}

const formatterIteratorType: W_Type = defineType<W_FormatterIterator>('formatteriterator', { final: true }, (t) =>
  iteratorMethods(t),
)
const fieldNameIteratorType: W_Type = defineType<W_FieldNameIterator>('fieldnameiterator', { final: true }, (t) =>
  iteratorMethods(t),
)

/** _string.formatter_parser */
export function formatterParser(w: Value): Value {
  const s = strOrUndefined(w)
  if (s === undefined) throw error('TypeError', `expected str, got ${typeOf(w).fullName}`)
  return new W_FormatterIterator(new Markup(s))
}

/** _string.formatter_field_name_split */
export function formatterFieldNameSplit(w: Value): Value {
  const s = strOrUndefined(w)
  if (s === undefined) throw error('TypeError', `expected str, got ${typeOf(w).fullName}`)
  const path = new FieldPath(s)
  return new W_Tuple([path.index >= 0 ? path.index : path.first, new W_FieldNameIterator(path)])
}
