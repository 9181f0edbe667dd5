// typing.ParamSpec, and its halves P.args and P.kwargs. PEP 612; lib: typing#typing.ParamSpec; CPython: Objects/typevarobject.c
import {
  arg,
  asBool,
  asStr,
  defineType,
  eq,
  kw,
  NotImplemented,
  OBJECT_LAYOUT,
  pos,
  reprText,
  type Shape,
  type Str,
  strFromText,
  textOfStr,
  type Value,
  W_Object,
  type W_Type,
} from '@typhon/objspace'
import { Lazy } from './lazy.ts'
import { NoDefault } from './no-default.ts'
import {
  boundOf,
  defaultOf,
  made,
  notABase,
  parameterMethods,
  signOf,
  typing,
  unionOperators,
  type Variance,
  varianceMembers,
  varianceOf,
  W_VaryingParameter,
} from './parameter.ts'

export class W_ParamSpec extends W_VaryingParameter {
  readonly bound: Value
  constructor(shape: Shape, name: Str, bound: Value, fallback: Lazy, variance: Variance) {
    super(shape, name, fallback, variance)
    this.bound = bound
  }
}

/** `P.args` or `P.kwargs`. */
class W_ParamSpecHalf extends W_Object {
  readonly origin: Value
  constructor(shape: Shape, origin: Value) {
    super(shape)
    this.origin = origin
  }
}

/** A parameter specification of the syntax `[**P]`. */
export function newParamSpec(name: Str): W_ParamSpec {
  return new W_ParamSpec(paramSpecType.rootShape(), name, null, Lazy.known(undefined), 'inferred')
}

function halfType(name: string, half: string): W_Type {
  return defineType<W_ParamSpecHalf>(
    name,
    {
      module: 'typing',
      layout: { name, base: OBJECT_LAYOUT },
      final: true,
      hasWeakref: true,
      doc: `The ${half} of a ParamSpec P, P.${half}.\n\n>>> P = ParamSpec('P')\n>>> P.${half}.__origin__ is P\nTrue`,
    },
    (t) => {
      t.new([arg('origin')], (cls, origin) => new W_ParamSpecHalf(cls.rootShape(), origin), null, name.toLowerCase())
      t.special('__repr__', (self) =>
        strFromText(
          `${self.origin instanceof W_ParamSpec ? textOfStr(self.origin.name) : reprText(self.origin)}.${half}`,
        ),
      )
      t.special('__eq__', (self, w: Value) =>
        w instanceof W_ParamSpecHalf && w.shape === self.shape ? eq(self.origin, w.origin) : NotImplemented,
      )
      t.attribute('__hash__', null)
      notABase(t, name)
      t.member('__origin__', null, (self) => self.origin)
    },
  )
}

export const paramSpecArgsType = halfType('ParamSpecArgs', 'args')
export const paramSpecKwargsType = halfType('ParamSpecKwargs', 'kwargs')

export const paramSpecType: W_Type = defineType<W_ParamSpec>(
  'ParamSpec',
  {
    module: 'typing',
    layout: { name: 'ParamSpec', base: OBJECT_LAYOUT },
    final: true,
    hasDict: true,
    hasWeakref: true,
    doc: "A parameter specification: stands for the parameters of a callable.\n\n>>> ParamSpec('P').__name__\n'P'",
  },
  (t) => {
    t.new(
      [
        arg('name', asStr),
        kw<Value>('bound', null, null),
        kw<Value>('default', null, NoDefault, 'typing.NoDefault'),
        kw('covariant', asBool, false),
        kw('contravariant', asBool, false),
        kw('infer_variance', asBool, false),
      ],
      (cls, name, bound, fallback, covariant, contravariant, infer) => {
        const variance = varianceOf(covariant, contravariant, infer)
        return made(new W_ParamSpec(cls.rootShape(), name, boundOf(bound, true), defaultOf(fallback), variance))
      },
      null,
      'paramspec',
    )
    t.special('__repr__', (self) => strFromText(signOf(self) + textOfStr(self.name)))
    unionOperators(t)
    t.method('__typing_subst__', [pos('arg')], 'What an argument becomes in place of the parameters.', (self, w) =>
      typing('_paramspec_subst', self, w),
    )
    t.method(
      '__typing_prepare_subst__',
      [pos('alias'), pos('args')],
      'The arguments of a generic, those for the parameters put together.',
      (self, alias, args) => typing('_paramspec_prepare_subst', self, alias, args),
    )
    parameterMethods(t, 'ParamSpec')
    t.member('__bound__', null, (self) => self.bound)
    varianceMembers(t)
    t.getset('args', 'The positional arguments.', (self) => new W_ParamSpecHalf(paramSpecArgsType.rootShape(), self))
    t.getset('kwargs', 'The keyword arguments.', (self) => new W_ParamSpecHalf(paramSpecKwargsType.rootShape(), self))
  },
)
