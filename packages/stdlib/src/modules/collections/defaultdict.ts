// collections.defaultdict. lib: collections#collections.defaultdict; CPython: Modules/_collectionsmodule.c
import type { W_Object } from '@typhon/objspace'
import {
  call0,
  call2,
  callSpecial1,
  defineType,
  dictType,
  dictUpdate,
  dictUpdateFrom,
  error,
  errorWith,
  getattr,
  isCallable,
  iter,
  type Layout,
  newGenericAlias,
  NotImplemented,
  pos,
  reprText,
  setitem,
  type Shape,
  Special,
  strFromText,
  strOrUndefined,
  textOfStr,
  type Value,
  W_Dict,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'

const LAYOUT: Layout = { name: 'defaultdict', base: dictType.layout }

export class W_DefaultDict extends W_Dict {
  factory: Value
  constructor(shape: Shape) {
    super(shape)
    this.factory = null
  }
}

/** A defaultdict of the same class, factory and entries as `from`; a subclass makes it by a call. */
function copy(self: W_DefaultDict, from: Value = self): Value {
  const { type } = self.shape
  if (type !== defaultdictType) return call2(type, self.factory, from)
  const d = new W_DefaultDict(self.shape)
  d.factory = self.factory
  dictUpdateFrom(d, from)
  return d
}

/** `first | second`; of two defaultdicts, the class and the factory are those of the first. */
function joined(first: Value, second: Value): Value {
  if (!(first instanceof W_Dict) || !(second instanceof W_Dict)) return NotImplemented
  const d = copy((first instanceof W_DefaultDict ? first : second) as W_DefaultDict, first)
  if (!(d instanceof W_Dict)) return NotImplemented
  dictUpdateFrom(d, second)
  return d
}

/** The factories whose repr is being made: one may show the very dict, as a bound method of it does. */
const shown = new Set<W_Object>()

function factoryRepr(self: W_DefaultDict): string {
  if (shown.has(self)) return '...'
  shown.add(self)
  try {
    return reprText(self.factory)
  } finally {
    shown.delete(self)
  }
}

export const defaultdictType: W_Type = defineType<W_DefaultDict>(
  'defaultdict',
  {
    module: 'collections',
    base: dictType,
    layout: LAYOUT,
    doc: 'A dict that makes the value of a missing key by calling its factory.',
  },
  (t) => {
    t.allocates((args) => new W_DefaultDict((args[0] as W_Type).rootShape()))
    t.rawSpecial('__init__', (args, kwnames) => {
      const self = args[0] as W_DefaultDict
      const positional = args.length - (kwnames === null ? 0 : kwnames.length)
      let factory: Value = null
      if (positional > 1) {
        factory = args[1]
        if (factory !== null && !isCallable(factory))
          throw error('TypeError', 'first argument must be callable or None')
      }
      self.factory = factory
      dictUpdate('dict', positional > 1 ? [self, ...args.slice(2)] : args, kwnames)
      return null
    })
    t.special('__repr__', (self) => {
      const entries = textOfStr(strOrUndefined(callSpecial1(dictType.special(Special.repr) as Value, self)) ?? '')
      return strFromText(`${self.shape.type.name}(${factoryRepr(self)}, ${entries})`)
    })
    t.method(
      '__missing__',
      [pos('object')],
      'The value that the factory makes for the key, which is stored; KeyError without factory.',
      (self, key) => {
        if (self.factory === null) throw errorWith('KeyError', key)
        const value = call0(self.factory)
        setitem(self, key, value)
        return value
      },
    )
    t.special('__or__', (self, other: Value) => joined(self, other))
    t.special('__ror__', (self, other: Value) => joined(other, self))
    t.method('copy', [], 'A shallow copy.', (self) => copy(self))
    t.method('__copy__', [], 'A shallow copy.', (self) => copy(self))
    t.method('__reduce__', [], 'What pickle needs to make the dict again.', (self) => {
      const args = new W_Tuple(self.factory === null ? [] : [self.factory])
      return new W_Tuple([self.shape.type, args, null, null, iter(call0(getattr(self, 'items')))])
    })
    t.classMethod('__class_getitem__', [pos('object')], 'defaultdict[item], as in annotations.', (cls, item) =>
      newGenericAlias(cls, item),
    )
    t.member(
      'default_factory',
      'Makes the values of missing keys; None: there are none.',
      (self) => self.factory,
      (self, w) => {
        self.factory = w
      },
      (self) => {
        self.factory = null
      },
    )
  },
)
