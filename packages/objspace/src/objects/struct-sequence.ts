// Struct sequences: tuples with named fields, as os.stat_result and time.struct_time are. CPython: Objects/structseq.c
import { error } from '../errors/exception.ts'
import { reprText } from '../operations/convert.ts'
import { itemsOf } from '../operations/iterate.ts'
import { typeOf } from '../space/kind.ts'
import { Special } from '../space/special.ts'
import type { W_Type } from '../space/type.ts'
import type { Value } from '../space/value.ts'
import { defineType } from '../typedef/define.ts'
import { arg } from '../typedef/parameter.ts'
import { W_Dict } from './dict/dict.ts'
import { W_List } from './list/list.ts'
import { strFromKey, strFromText } from './str/wide.ts'
import { W_Tuple } from './tuple-value.ts'
import { tupleType } from './tuple.ts'

/** A tuple that has further fields, seen only by name. */
export class W_StructSequence extends W_Tuple {
  readonly hidden: readonly Value[]
  constructor(items: readonly Value[], hidden: readonly Value[], type: W_Type) {
    super(items, type.rootShape())
    this.hidden = hidden
  }
}

function isIterable(w: Value): boolean {
  const t = typeOf(w)
  return t.special(Special.iter) !== undefined || t.special(Special.getitem) !== undefined
}

export interface StructField {
  readonly name: string
  readonly doc?: string
  /** Where the value is not given: the field whose value it takes. */
  readonly fallback?: number
}

export interface StructSequence {
  readonly type: W_Type
  /** A new instance of visible and hidden values, in the order of the fields. */
  make(values: readonly Value[]): W_StructSequence
}

/**
 * Declares a struct sequence. The first `visible` fields are items of the tuple; a field named `unnamed` has no attribute. The
 * constructor takes a sequence, or the fields themselves, or there is none.
 */
export function defineStructSequence(
  module: string,
  name: string,
  doc: string,
  fields: readonly StructField[],
  visible = fields.length,
  made: 'of-sequence' | 'of-fields' | 'inside' = 'of-sequence',
): StructSequence {
  const named = fields.filter((f) => f.name !== 'unnamed')
  const unnamed = fields.length - named.length
  const type: W_Type = defineType<W_StructSequence>(
    name,
    { module, base: tupleType, doc, final: true, sealed: made === 'inside' },
    (t) => {
      const plain = fields.map((f) => arg(f.name))
      if (made === 'of-fields')
        t.new(plain, (cls, ...values: Value[]) => new W_StructSequence(values.slice(0, fields.length), [], cls))
      else if (made === 'of-sequence')
        t.new(
          [arg('sequence'), { ...arg<Value | undefined>('dict', null, undefined, '{}'), required: false }],
          (cls, sequence, dict) => {
            if (!isIterable(sequence)) throw error('TypeError', 'constructor requires a sequence')
            const items = itemsOf(sequence)
            if (dict !== undefined && !(dict instanceof W_Dict))
              throw error('TypeError', `${module}.${name}() takes a dict as second arg, if any`)
            if (items.length < visible)
              throw error(
                'TypeError',
                `${module}.${name}() takes ${fields.length > visible ? 'an at least ' : 'a '}${visible}-sequence (${items.length}-sequence given)`,
              )
            if (items.length > fields.length)
              throw error(
                'TypeError',
                `${module}.${name}() takes ${fields.length > visible ? 'an at most ' : 'a '}${fields.length}-sequence (${items.length}-sequence given)`,
              )
            const hidden = items.slice(visible)
            let found = 0
            for (let i = items.length; i < fields.length; i++) {
              const { name: field, fallback } = fields[i]
              const value = dict?.getStr(field)
              if (value !== undefined) found++
              hidden.push(value ?? (fallback === undefined ? null : items[fallback]))
            }
            if (dict !== undefined && dict.size > found)
              throw error('TypeError', `${module}.${name}() got duplicate or unexpected field name(s)`)
            return new W_StructSequence(items.slice(0, visible), hidden, cls)
          },
          null,
          'structseq',
        )
      fields.forEach((f, i) => {
        if (f.name !== 'unnamed')
          t.member(f.name, f.doc ?? null, (self) => (i < visible ? self.items[i] : self.hidden[i - visible]))
      })
      t.special('__repr__', (self) =>
        strFromText(
          `${module === 'builtins' ? '' : `${module}.`}${name}(${self.items.map((x, i) => `${named[i].name}=${reprText(x)}`).join(', ')})`,
        ),
      )
      t.method(
        '__reduce__',
        [],
        'What pickle needs to make the object again.',
        (self) => {
          if (made === 'of-fields') return new W_Tuple([typeOf(self), new W_Tuple([...self.items])])
          const dict = new W_Dict()
          for (let i = visible; i < fields.length; i++) dict.setStr(fields[i].name, self.hidden[i - visible])
          return new W_Tuple([typeOf(self), new W_Tuple([new W_Tuple(self.items), dict])])
        },
        null,
      )
      t.rawMethod(
        '__replace__',
        'A copy with some fields changed.',
        (args, kwnames) => {
          const self = args[0] as W_StructSequence
          const given = kwnames ?? []
          if (args.length - given.length > 1) throw error('TypeError', '__replace__() takes no positional arguments')
          if (unnamed > 0)
            throw error(
              'TypeError',
              `__replace__() is not supported for ${module}.${name} because it has unnamed field(s)`,
            )
          const unknown = given.filter((key) => !fields.some((f) => f.name === key))
          if (unknown.length > 0)
            throw error('TypeError', `Got unexpected field name(s): ${reprText(new W_List(unknown.map(strFromKey)))}`)
          const values = [...self.items, ...self.hidden]
          given.forEach((key, k) => {
            values[fields.findIndex((f) => f.name === key)] = args[1 + k]
          })
          return make(values)
        },
        '($self, /, **changes)',
      )
      t.attribute('n_sequence_fields', visible)
      t.attribute('n_fields', fields.length)
      t.attribute('n_unnamed_fields', unnamed)
      t.attribute(
        '__match_args__',
        new W_Tuple(
          fields
            .slice(0, visible)
            .filter((f) => f.name !== 'unnamed')
            .map((f) => f.name),
        ),
      )
    },
  )
  const make = (values: readonly Value[]): W_StructSequence =>
    new W_StructSequence(values.slice(0, visible), values.slice(visible), type)
  return { type, make }
}
