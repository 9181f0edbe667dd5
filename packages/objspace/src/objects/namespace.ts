// types.SimpleNamespace. lib: types#types.SimpleNamespace; CPython: Objects/namespaceobject.c
import { error } from '../errors/exception.ts'
import { instanceDict } from '../operations/attribute.ts'
import { call } from '../operations/call.ts'
import { compare } from '../operations/compare.ts'
import { reprText } from '../operations/convert.ts'
import { typeOf } from '../space/kind.ts'
import { OBJECT_LAYOUT, type W_Type } from '../space/type.ts'
import { type Value, W_Object } from '../space/value.ts'
import { defineType } from '../typedef/define.ts'
import type { KeywordNames } from '../typedef/gateway.ts'
import { W_Dict } from './dict/dict.ts'
import { updateFrom } from './dict/type.ts'
import { COMPARISONS, guardedRepr } from './sequence.ts'
import { NotImplemented } from './singletons.ts'
import { strFromText, strOrUndefined, strFromKey, textOfStr } from './str/wide.ts'
import { W_Tuple } from './tuple-value.ts'

export class W_Namespace extends W_Object {}

export const namespaceType: W_Type = defineType<W_Namespace>(
  'SimpleNamespace',
  {
    module: 'types',
    layout: { name: 'SimpleNamespace', base: OBJECT_LAYOUT },
    hasDict: true,
    doc: 'An object with the attributes it is given.',
  },
  (t) => {
    t.rawNew((args) => new W_Namespace((args[0] as W_Type).rootShape()))
    t.attribute('__hash__', null)
    t.type.textSignature = '(mapping_or_iterable=(), /, **kwargs)'
    t.rawSpecial('__init__', (args, kwnames) => {
      const self = args[0] as W_Namespace
      const given = args.length - (kwnames === null ? 0 : kwnames.length) - 1
      if (given > 1) throw error('TypeError', `${self.shape.type.name} expected at most 1 argument, got ${given}`)
      const dict = instanceDict(self)
      if (given === 1) {
        const taken = new W_Dict()
        updateFrom(taken, args[1])
        for (const k of taken.liveKeys())
          if (strOrUndefined(k) === undefined) throw error('TypeError', 'keywords must be strings')
        updateFrom(dict, taken)
      }
      setKeywords(dict, args, kwnames)
      return null
    })
    t.member('__dict__', null, (self) => instanceDict(self))
    t.attribute('__hash__', null)
    t.special('__repr__', (self) => {
      const name = self.shape.type === namespaceType ? 'namespace' : self.shape.type.name
      return strFromText(
        guardedRepr(self, `${name}(...)`, () => {
          const dict = instanceDict(self)
          const parts = dict.liveKeys().flatMap((k) => {
            const s = strOrUndefined(k)
            return s === undefined || s === '' ? [] : [`${textOfStr(s)}=${reprText(dict.get(k) as Value)}`]
          })
          return `${name}(${parts.join(', ')})`
        }),
      )
    })
    for (const [name, op] of COMPARISONS)
      t.special(name, (self, w: Value) =>
        w instanceof W_Namespace ? compare(instanceDict(self), instanceDict(w), op) : NotImplemented,
      )
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the object again.',
      (self) => new W_Tuple([self.shape.type, new W_Tuple([]), instanceDict(self)]),
      null,
    )
    t.rawMethod(
      '__replace__',
      'A copy with some attributes changed.',
      (args, kwnames) => {
        const self = args[0] as W_Namespace
        if (args.length - (kwnames === null ? 0 : kwnames.length) > 1)
          throw error('TypeError', `__replace__() takes no positional arguments`)
        const w = call(typeOf(self), [], null) as W_Namespace
        const dict = instanceDict(w)
        updateFrom(dict, instanceDict(self))
        setKeywords(dict, args, kwnames)
        return w
      },
      '($self, /, **changes)',
    )
  },
)

function setKeywords(dict: W_Dict, args: Value[], kwnames: KeywordNames): void {
  kwnames?.forEach((name, i) => dict.set(strFromKey(name), args[args.length - kwnames.length + i]))
}

/** A SimpleNamespace with the given attributes. */
export function newNamespace(attributes: Record<string, Value>): W_Namespace {
  const w = new W_Namespace(namespaceType.rootShape())
  const dict = instanceDict(w)
  for (const [name, value] of Object.entries(attributes)) dict.setStr(name, value)
  return w
}
