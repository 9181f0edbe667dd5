// The `_typing` module: what `typing` and the syntax of type parameters are made of. lib: typing; PEP 695, 696
// CPython: Modules/_typingmodule.c, Objects/typevarobject.c
//
// The classes of the parameters know no rule of substitution: `typing` does, and is imported when one is applied.
import { Intrinsic1, Intrinsic2 } from '@typhon/interpreter'
import {
  BuiltinCode,
  call,
  defineModule,
  getattr,
  hooks,
  type KeywordNames,
  newClass,
  objectType,
  pos,
  type Str,
  typeType,
  type Value,
  W_ClassMethodDescriptor,
  W_Dict,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import { Lazy } from './lazy.ts'
import { NoDefault } from './no-default.ts'
import { newParamSpec, paramSpecArgsType, paramSpecKwargsType, paramSpecType } from './param-spec.ts'
import { typing, type W_TypeParameter } from './parameter.ts'
import { newTypeAlias, typeAliasType } from './type-alias.ts'
import { asArguments, newTypeVarTuple, typeVarTupleType } from './type-var-tuple.ts'
import { newTypeVar, typeVarType } from './type-var.ts'

/** A built-in class method that hands the call to a function of `typing`. */
function delegated(type: W_Type, name: string, doc: string, to: string): Value {
  const body = (args: Value[], kwnames: KeywordNames): Value =>
    call(getattr(hooks.importModule('typing'), to), args, kwnames)
  const code = new BuiltinCode(name, `Generic.${name}`, [], true, doc, null, body as never, body)
  return new W_ClassMethodDescriptor(code, type)
}

let generic: W_Type | null = null

/** typing.Generic: a class as those of Python are, so that pickle looks below it; its instances have no attributes. */
function genericType(): W_Type {
  if (generic !== null) return generic
  const namespace = new W_Dict()
  namespace.setStr('__module__', 'typing')
  namespace.setStr('__doc__', 'Base of generic classes: class C(Generic[T]).')
  namespace.setStr('__slots__', new W_Tuple([]))
  const type = newClass(typeType, 'Generic', new W_Tuple([objectType]), namespace, [], null)
  const define = (name: string, doc: string, to: string): void => type.setOwn(name, delegated(type, name, doc, to))
  define('__class_getitem__', 'The class with type arguments.', '_generic_class_getitem')
  define('__init_subclass__', 'Checks and notes the type parameters of a new class.', '_generic_init_subclass')
  type.dict.deleteStr('__slots__')
  type.invalidate()
  // As it is declared in C, messages name its module.
  Object.defineProperty(type, 'fullName', { value: 'typing.Generic' })
  return (generic = type)
}

export const typingModule = defineModule('_typing', 'What typing and type parameters are made of.', (m) => {
  m.fn('_idfunc', [pos('x')], 'The argument itself.', (x) => x)
  for (const type of [typeVarType, paramSpecType, paramSpecArgsType, paramSpecKwargsType, typeVarTupleType])
    m.type(type)
  m.type(typeAliasType)
  m.type(genericType())
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
      return typing('_GenericAlias', genericType(), asArguments(w as W_Tuple))
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
