// typing.TypeVar. lib: typing#typing.TypeVar; CPython: Objects/typevarobject.c
import {
  add,
  arg,
  asBool,
  asStr,
  defineType,
  error,
  getattr,
  kw,
  len,
  OBJECT_LAYOUT,
  pos,
  rest,
  type Shape,
  type Str,
  strFromText,
  strText,
  textOfStr,
  type Value,
  W_Tuple,
  type W_Type,
  is,
  unpack,
} from '@typhon/objspace'
import { Lazy } from './lazy.ts'
import { NoDefault } from './no-default.ts'
import {
  boundOf,
  defaultOf,
  made,
  parameterMethods,
  signOf,
  typing,
  unionOperators,
  type Variance,
  varianceMembers,
  varianceOf,
  W_VaryingParameter,
} from './parameter.ts'

const NONE = Lazy.known(undefined)

export class W_TypeVar extends W_VaryingParameter {
  readonly bound: Lazy
  readonly constraints: Lazy
  constructor(shape: Shape, name: Str, bound: Lazy, constraints: Lazy, fallback: Lazy, variance: Variance) {
    super(shape, name, fallback, variance)
    this.bound = bound
    this.constraints = constraints
  }
}

/** A type variable of the syntax `[T]`, `[T: bound]`, `[T: (constraint, constraint)]`. */
export function newTypeVar(name: Str, bound: Lazy = NONE, constraints: Lazy = NONE): W_TypeVar {
  return new W_TypeVar(typeVarType.rootShape(), name, bound, constraints, NONE, 'inferred')
}

/** The arguments of a generic, completed by this variable's default where the list ends before it. PEP 696 */
function prepare(self: W_TypeVar, alias: Value, args: Value): Value {
  const place = unpack(getattr(alias, '__parameters__')).findIndex((p) => is(p, self))
  const given = len(args)
  if (place < given) return args
  const fallback = place === given ? self.default.get() : undefined
  if (fallback === undefined)
    throw error('TypeError', `Too few arguments for ${strText(alias)}; actual ${given}, expected at least ${place + 1}`)
  return add(args, new W_Tuple([fallback]))
}

export const typeVarType: W_Type = defineType<W_TypeVar>(
  'TypeVar',
  {
    module: 'typing',
    layout: { name: 'TypeVar', base: OBJECT_LAYOUT },
    final: true,
    hasDict: true,
    hasWeakref: true,
    doc: 'A type variable: stands for one type in a generic class, function or alias.',
  },
  (t) => {
    t.new(
      [
        arg('name', asStr),
        rest('constraints'),
        kw<Value>('bound', null, null),
        kw<Value>('default', null, NoDefault, 'typing.NoDefault'),
        kw('covariant', asBool, false),
        kw('contravariant', asBool, false),
        kw('infer_variance', asBool, false),
      ],
      (cls, name, constraints, bound, fallback, covariant, contravariant, infer) => {
        const variance = varianceOf(covariant, contravariant, infer)
        const limit = boundOf(bound)
        if (constraints.length === 1) throw error('TypeError', 'A single constraint is not allowed')
        if (constraints.length > 0 && limit !== null)
          throw error('TypeError', 'Constraints cannot be combined with bound=...')
        return made(
          new W_TypeVar(
            cls.rootShape(),
            name,
            limit === null ? NONE : Lazy.known(limit),
            constraints.length === 0 ? NONE : Lazy.known(new W_Tuple(constraints)),
            defaultOf(fallback),
            variance,
          ),
        )
      },
      null,
      'typevar',
    )
    t.special('__repr__', (self) => strFromText(signOf(self) + textOfStr(self.name)))
    unionOperators(t)
    t.method('__typing_subst__', [pos('arg')], 'What an argument becomes in place of the variable.', (self, w) =>
      typing('_typevar_subst', self, w),
    )
    t.method(
      '__typing_prepare_subst__',
      [pos('alias'), pos('args')],
      'The arguments of a generic, completed by the default.',
      prepare,
    )
    parameterMethods(t, 'TypeVar')
    varianceMembers(t)
    t.getset('__bound__', 'The type that arguments have to be a kind of, or None.', (self) => self.bound.get() ?? null)
    t.getset(
      '__constraints__',
      'The types one of which an argument has to be.',
      (self) => self.constraints.get() ?? new W_Tuple([]),
    )
  },
)
