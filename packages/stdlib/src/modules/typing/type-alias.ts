// typing.TypeAliasType, what the `type` statement makes. PEP 695; CPython: Objects/typevarobject.c
import { W_Function } from '@typhon/interpreter'
import {
  arg,
  asStr,
  defineType,
  error,
  kw,
  newGenericAlias,
  newUnion,
  OBJECT_LAYOUT,
  type Shape,
  type Str,
  type Value,
  W_Object,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import { Lazy } from './lazy.ts'
import { callerModule } from './parameter.ts'
import { asArguments } from './type-var-tuple.ts'

export class W_TypeAlias extends W_Object {
  readonly name: Str
  readonly typeParams: W_Tuple
  readonly value: Lazy
  readonly module: Value
  constructor(shape: Shape, name: Str, typeParams: W_Tuple, value: Lazy, module: Value) {
    super(shape)
    this.name = name
    this.typeParams = typeParams
    this.value = value
    this.module = module
  }
}

/** The alias of a `type` statement; `compute` is the function that evaluates its value. */
export function newTypeAlias(name: Str, typeParams: Value, compute: Value): W_TypeAlias {
  const module = compute instanceof W_Function ? (compute.module ?? null) : null
  const parameters = typeParams instanceof W_Tuple ? typeParams : new W_Tuple([])
  return new W_TypeAlias(typeAliasType.rootShape(), name, parameters, Lazy.computed(compute), module)
}

export const typeAliasType: W_Type = defineType<W_TypeAlias>(
  'TypeAliasType',
  {
    module: 'typing',
    layout: { name: 'TypeAliasType', base: OBJECT_LAYOUT },
    final: true,
    doc: 'A named type, as made by the type statement.',
  },
  (t) => {
    t.new(
      [arg('name', asStr), arg('value'), kw<Value>('type_params', null, new W_Tuple([]), '()')],
      (cls, name, value, typeParams) => {
        if (!(typeParams instanceof W_Tuple)) throw error('TypeError', 'type_params must be a tuple')
        return new W_TypeAlias(cls.rootShape(), name, typeParams, Lazy.known(value), callerModule())
      },
      null,
      'typealias',
    )
    t.special('__repr__', (self) => self.name)
    t.special('__or__', (self, w: Value) => newUnion(self, w))
    t.special('__ror__', (self, w: Value) => newUnion(w, self))
    t.special(
      '__getitem__',
      (self, key: Value) => {
        if (self.typeParams.items.length === 0) throw error('TypeError', 'Only generic type aliases are subscriptable')
        return newGenericAlias(self, key)
      },
      { keyed: true },
    )
    t.method('__reduce__', [], 'The name, by which pickle finds the alias.', (self) => self.name)
    t.member('__name__', null, (self) => self.name)
    t.getset('__parameters__', 'The type parameters, tuples of them unpacked.', (self) => asArguments(self.typeParams))
    t.getset('__type_params__', 'The type parameters.', (self) => self.typeParams)
    t.getset('__value__', 'The type that the alias stands for.', (self) => self.value.get() as Value)
    t.getset('__module__', null, (self) => self.module)
  },
)
