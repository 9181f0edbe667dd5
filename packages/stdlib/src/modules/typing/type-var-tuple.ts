// typing.TypeVarTuple. PEP 646; lib: typing#typing.TypeVarTuple; CPython: Objects/typevarobject.c
import {
  arg,
  asStr,
  defineType,
  error,
  getattr,
  getitem,
  hooks,
  iter,
  kw,
  OBJECT_LAYOUT,
  pos,
  type Str,
  type Value,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import { Lazy } from './lazy.ts'
import { NoDefault } from './no-default.ts'
import { defaultOf, made, parameterMethods, typing, W_TypeParameter } from './parameter.ts'

export class W_TypeVarTuple extends W_TypeParameter {}

/** A type variable tuple of the syntax `[*Ts]`. */
export function newTypeVarTuple(name: Str): W_TypeVarTuple {
  return new W_TypeVarTuple(typeVarTupleType.rootShape(), name, Lazy.known(undefined))
}

/** `Unpack[Ts]` */
export function unpacked(self: Value): Value {
  return getitem(getattr(hooks.importModule('typing'), 'Unpack'), self)
}

/** Type parameters as they stand among arguments: type variable tuples unpacked. */
export function asArguments(parameters: W_Tuple): W_Tuple {
  return parameters.items.some((p) => p instanceof W_TypeVarTuple)
    ? new W_Tuple(parameters.items.map((p) => (p instanceof W_TypeVarTuple ? unpacked(p) : p)))
    : parameters
}

export const typeVarTupleType: W_Type = defineType<W_TypeVarTuple>(
  'TypeVarTuple',
  {
    module: 'typing',
    layout: { name: 'TypeVarTuple', base: OBJECT_LAYOUT },
    final: true,
    hasDict: true,
    hasWeakref: true,
    doc: 'A type variable tuple: stands for any number of types.',
  },
  (t) => {
    t.new(
      [arg('name', asStr), kw<Value>('default', null, NoDefault, 'typing.NoDefault')],
      (cls, name, fallback) => made(new W_TypeVarTuple(cls.rootShape(), name, defaultOf(fallback))),
      null,
      'typevartuple',
    )
    t.special('__repr__', (self) => self.name)
    t.special('__iter__', (self) => iter(new W_Tuple([unpacked(self)])))
    t.method('__typing_subst__', [pos('arg')], 'Refused: only *Ts can be replaced.', () => {
      throw error('TypeError', 'Substitution of bare TypeVarTuple is not supported')
    })
    t.method(
      '__typing_prepare_subst__',
      [pos('alias'), pos('args')],
      'The arguments of a generic, those for the tuple put together.',
      (self, alias, args) => typing('_typevartuple_prepare_subst', self, alias, args),
    )
    parameterMethods(t, 'TypeVarTuple')
  },
)
