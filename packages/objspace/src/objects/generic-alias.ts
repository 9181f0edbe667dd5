// types.GenericAlias: `list[int]`. lib: stdtypes#types-genericalias; PEP 585, 646; CPython: Objects/genericaliasobject.c
import { error, isError } from '../errors/exception.ts'
import { attributeError, declareFinder, findAttr, genericFind, setattr } from '../operations/attribute.ts'
import { call, call1 } from '../operations/call.ts'
import { eq, hash } from '../operations/compare.ts'
import { reprText, strText } from '../operations/convert.ts'
import { iter, unpack } from '../operations/iterate.ts'
import { W_Iterator } from '../space/iterator.ts'
import { isType, typeOf } from '../space/kind.ts'
import { OBJECT_LAYOUT, type W_Type } from '../space/type.ts'
import type { Value } from '../space/value.ts'
import { nameOf } from '../typedef/convert.ts'
import { defineType } from '../typedef/define.ts'
import { pos } from '../typedef/parameter.ts'
import { W_GenericAlias } from './generic-alias-value.ts'
import { iteratorMethods } from './iterators/methods.ts'
import { builtinFunction, madeAgainBy } from './iterators/reduce.ts'
import { W_List } from './list/list.ts'
import { Ellipsis, NotImplemented } from './singletons.ts'
import { strFromText, strOrUndefined } from './str/wide.ts'
import { collectParameters, substitute } from './type-parameters.ts'
import { W_Tuple } from './tuple-value.ts'
import { newUnion } from './union.ts'

/** Attributes that are the alias's own, not its origin's. */
const OWN = new Set([
  '__class__',
  '__origin__',
  '__args__',
  '__unpacked__',
  '__parameters__',
  '__typing_unpacked_tuple_args__',
  '__mro_entries__',
  '__reduce_ex__',
  '__reduce__',
  '__copy__',
  '__deepcopy__',
])

/** How an argument of an alias is shown. */
export function typeText(w: Value): string {
  if (w === Ellipsis) return '...'
  if (w === null) return 'None'
  if (w instanceof W_GenericAlias || (findAttr(w, '__origin__') !== undefined && findAttr(w, '__args__') !== undefined))
    return reprText(w)
  if (w instanceof W_List) return `[${w.items.map(typeText).join(', ')}]`
  const qualname = findAttr(w, '__qualname__')
  const module = findAttr(w, '__module__')
  if (qualname === undefined || module === undefined || module === null) return reprText(w)
  // Both may be anything.
  return strOrUndefined(module) === 'builtins' ? strText(qualname) : `${strText(module)}.${strText(qualname)}`
}

class W_GenericAliasIterator extends W_Iterator {
  alias: W_GenericAlias | undefined
  constructor(alias: W_GenericAlias) {
    super(iteratorType.rootShape())
    this.alias = alias
  }

  override next(): Value | undefined {
    const { alias } = this
    if (alias === undefined) return undefined
    this.alias = undefined
    return new W_GenericAlias(alias.origin, alias.args, true, alias.shape)
  }
}

const iteratorType: W_Type = defineType<W_GenericAliasIterator>('generic_alias_iterator', { final: true }, (t) => {
  iteratorMethods(t)
  t.method('__reduce__', [], 'What pickle needs to make the iterator again.', (self) => {
    return madeAgainBy('iter', () => [new W_Tuple([self.alias ?? new W_Tuple([])])])
  })
})

export const genericAliasType: W_Type = defineType<W_GenericAlias>(
  'GenericAlias',
  {
    module: 'types',
    layout: { name: 'GenericAlias', base: OBJECT_LAYOUT },
    shape: 'genericAlias',
    hasWeakref: true,
    doc: 'A class with type arguments, as in list[int].',
  },
  (t) => {
    t.new(
      [pos('origin'), pos('args')],
      (cls, origin, args) =>
        new W_GenericAlias(origin, args instanceof W_Tuple ? args : new W_Tuple([args]), false, cls.rootShape()),
      '(origin, args, /)',
    )
    t.special('__repr__', (self) => {
      const args = self.args.items.length === 0 ? '()' : self.args.items.map(typeText).join(', ')
      return strFromText(`${self.starred ? '*' : ''}${typeText(self.origin)}[${args}]`)
    })
    t.special('__hash__', (self) => Number(BigInt.asIntN(53, BigInt(hash(self.origin)) ^ BigInt(hash(self.args)))))
    t.special('__eq__', (self, w: Value) => {
      if (!(w instanceof W_GenericAlias)) return NotImplemented
      return self.starred === w.starred && eq(self.origin, w.origin) && eq(self.args, w.args)
    })
    t.rawSpecial('__call__', (args, kwnames) => {
      const self = args[0] as W_GenericAlias
      const w = call(self.origin, args.slice(1), kwnames)
      try {
        setattr(w, '__orig_class__', self)
      } catch (e) {
        if (!isError(e, 'AttributeError') && !isError(e, 'TypeError')) throw e
      }
      return w
    })
    t.special(
      '__getitem__',
      (self, key: Value) => {
        const parameters = parametersOf(self)
        if (parameters.items.length === 0) throw error('TypeError', `${reprText(self)} is not a generic class`)
        return new W_GenericAlias(self.origin, substitute(self, self.args, parameters, key), self.starred, self.shape)
      },
      { keyed: true },
    )
    t.special('__getattribute__', (self, name: Value) => {
      const n = nameOf(name)
      const found = find(self, n)
      if (found === undefined) throw attributeError(self, n)
      return found
    })
    t.special('__iter__', (self) => new W_GenericAliasIterator(self))
    t.special('__or__', (self, w: Value) => newUnion(self, w))
    t.special('__ror__', (self, w: Value) => newUnion(w, self))
    t.method(
      '__mro_entries__',
      [pos('bases')],
      'The class that stands for the alias among bases.',
      (self) => new W_Tuple([self.origin]),
      null,
    )
    t.method(
      '__instancecheck__',
      [pos('instance')],
      'Not possible with type arguments.',
      () => {
        throw error('TypeError', 'isinstance() argument 2 cannot be a parameterized generic')
      },
      null,
    )
    t.method(
      '__subclasscheck__',
      [pos('subclass')],
      'Not possible with type arguments.',
      () => {
        throw error('TypeError', 'issubclass() argument 2 cannot be a parameterized generic')
      },
      null,
    )
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the alias again.',
      (self) => {
        if (self.starred)
          return new W_Tuple([
            builtinFunction('next'),
            new W_Tuple([iter(new W_GenericAlias(self.origin, self.args, false, self.shape))]),
          ])
        return new W_Tuple([self.shape.type, new W_Tuple([self.origin, self.args])])
      },
      null,
    )
    t.method(
      '__dir__',
      [],
      'Names of the attributes of the alias and its origin.',
      (self) => {
        const names = new Set(unpack(namesOf(self.origin)))
        for (const n of OWN) names.add(n)
        return new W_List([...names])
      },
      null,
    )
    t.member('__origin__', null, (self) => self.origin)
    t.member('__args__', null, (self) => self.args)
    t.member('__unpacked__', null, (self) => self.starred)
    t.getset('__parameters__', 'The type variables among the arguments.', (self) => parametersOf(self))
    t.getset('__typing_unpacked_tuple_args__', null, (self) =>
      self.starred && isType(self.origin) && self.origin.name === 'tuple' ? self.args : null,
    )
    declareFinder(t.type.dict.getStr('__getattribute__') as Value, find)
  },
)

/** What dir() asks an object. */
function namesOf(w: Value): Value {
  return call1(typeOf(w).lookup('__dir__') as Value, w)
}

function parametersOf(self: W_GenericAlias): W_Tuple {
  return (self.parameters ??= collectParameters(self.args))
}

function find(self: W_GenericAlias, name: string): Value | undefined {
  if (OWN.has(name) || name === '__bases__') return genericFind(self, name)
  const found = findAttr(self.origin, name)
  if (found === undefined) throw attributeError(self.origin, name)
  return found
}
