// The `_typing` module: what `typing` and the syntax of type parameters are made of. lib: typing; PEP 695, 696
// CPython: Modules/_typingmodule.c, Objects/typevarobject.c
//
// The classes of the parameters know no rule of substitution: `typing` does, and is imported when one is applied.
import { Intrinsic1, Intrinsic2 } from '@typhon/interpreter'
import {
  call,
  defineModule,
  defineType,
  getattr,
  hooks,
  pos,
  type Str,
  type Value,
  type W_Tuple,
} from '@typhon/objspace'
import { Lazy } from './lazy.ts'
import { NoDefault } from './no-default.ts'
import { newParamSpec, paramSpecArgsType, paramSpecKwargsType, paramSpecType } from './param-spec.ts'
import { typing, type W_TypeParameter } from './parameter.ts'
import { newTypeAlias, typeAliasType } from './type-alias.ts'
import { asArguments, newTypeVarTuple, typeVarTupleType } from './type-var-tuple.ts'
import { newTypeVar, typeVarType } from './type-var.ts'

const genericType = defineType(
  'Generic',
  { module: 'typing', doc: 'Base of generic classes: class C(Generic[T]).' },
  (t) => {
    t.rawClassMethod('__class_getitem__', 'The class with type arguments.', (args, kwnames) =>
      call(getattr(hooks.importModule('typing'), '_generic_class_getitem'), args, kwnames),
    )
    t.rawClassMethod('__init_subclass__', 'Checks and notes the type parameters of a new class.', (args, kwnames) =>
      call(getattr(hooks.importModule('typing'), '_generic_init_subclass'), args, kwnames),
    )
  },
)

export const typingModule = defineModule('_typing', 'What typing and type parameters are made of.', (m) => {
  m.fn('_idfunc', [pos('x')], 'The argument itself.', (x) => x)
  for (const type of [typeVarType, paramSpecType, paramSpecArgsType, paramSpecKwargsType, typeVarTupleType])
    m.type(type)
  m.type(typeAliasType)
  m.type(genericType)
  m.constant('NoDefault', NoDefault)
})

/** Makes the objects of the interpreter's instructions for type parameters that take one operand. */
export function makeTypeParameter(which: number, w: Value): Value {
  switch (which) {
    case Intrinsic1.TYPEVAR:
      return newTypeVar(w as Str)
    case Intrinsic1.PARAMSPEC:
      return newParamSpec(w as Str)
    case Intrinsic1.TYPEVARTUPLE:
      return newTypeVarTuple(w as Str)
    case Intrinsic1.SUBSCRIPT_GENERIC:
      return typing('_GenericAlias', genericType, asArguments(w as W_Tuple))
    default: {
      const [name, params, compute] = (w as W_Tuple).items
      return newTypeAlias(name as Str, params, compute)
    }
  }
}

/** … that take two. */
export function completeTypeParameter(which: number, a: Value, b: Value): Value {
  switch (which) {
    case Intrinsic2.TYPEVAR_WITH_BOUND:
      return newTypeVar(a as Str, Lazy.computed(b))
    case Intrinsic2.TYPEVAR_WITH_CONSTRAINTS:
      return newTypeVar(a as Str, undefined, Lazy.computed(b))
    default:
      ;(a as W_TypeParameter).default = Lazy.computed(b)
      return a
  }
}
