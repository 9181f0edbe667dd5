// What all type parameters have in common: a name, a default that may be computed late, the module that made them, and the
// functions of `typing` that know the rules of substitution. PEP 484, 612, 646, 695, 696; CPython: Objects/typevarobject.c
import { innermost } from '@typhon/interpreter'
import {
  callMethod,
  error,
  hooks,
  pos,
  setOwnAttr,
  type Shape,
  type Str,
  type TypeBuilder,
  type Value,
  W_Object,
} from '@typhon/objspace'
import { Lazy } from './lazy.ts'
import { NoDefault } from './no-default.ts'

/** Whether a parameter is declared to vary, or says nothing and is left to the type checker. */
export type Variance = 'invariant' | 'covariant' | 'contravariant' | 'inferred'

export class W_TypeParameter extends W_Object {
  readonly name: Str
  default: Lazy
  constructor(shape: Shape, name: Str, fallback: Lazy) {
    super(shape)
    this.name = name
    this.default = fallback
  }
}

/** A type parameter that types may be said to vary with. */
export class W_VaryingParameter extends W_TypeParameter {
  readonly variance: Variance
  constructor(shape: Shape, name: Str, fallback: Lazy, variance: Variance) {
    super(shape, name, fallback)
    this.variance = variance
  }
}

/** A function of the module `typing`, called. */
export function typing(name: string, ...args: Value[]): Value {
  return callMethod(hooks.importModule('typing'), name, ...args)
}

/** The module of the Python function that is running, None where it has none. */
export function callerModule(): Value {
  const frame = innermost()
  return frame === null ? null : (frame.func?.module ?? frame.globals.getStr('__name__') ?? null)
}

/** A new type parameter made by a call knows the module of its maker. */
export function made<P extends W_TypeParameter>(parameter: P): P {
  setOwnAttr(parameter, '__module__', callerModule())
  return parameter
}

/** Converts what a bound may be: anything that typing takes for a type, and None where that `isType`. */
export function boundOf(w: Value, isType = false): Value {
  return w === null && !isType ? null : typing('_type_check', w, 'Bound must be a type.')
}

/** Puts the three keywords of variance together. */
export function varianceOf(covariant: boolean, contravariant: boolean, infer: boolean): Variance {
  if (covariant && contravariant) throw error('ValueError', 'Bivariant types are not supported.')
  if (infer && (covariant || contravariant))
    throw error('ValueError', 'Variance cannot be specified with infer_variance.')
  return infer ? 'inferred' : covariant ? 'covariant' : contravariant ? 'contravariant' : 'invariant'
}

const SIGNS = { invariant: '~', covariant: '+', contravariant: '-', inferred: '' } as const

/** The sign that stands before the name of a parameter. */
export function signOf(self: W_VaryingParameter): string {
  return SIGNS[self.variance]
}

/** Methods of every type parameter. `kind` is the name of its type. */
export function parameterMethods(t: TypeBuilder<any>, kind: string): void {
  t.method('has_default', [], 'Whether the parameter has a default.', (self: W_TypeParameter) => self.default.present)
  t.method('__reduce__', [], 'The name, by which pickle finds the parameter.', (self: W_TypeParameter) => self.name)
  t.member('__name__', null, (self: W_TypeParameter) => self.name)
  t.getset('__default__', 'The default for this parameter, or NoDefault.', (self: W_TypeParameter) => {
    const value = self.default.get()
    return value === undefined ? NoDefault : value
  })
  notABase(t, kind)
}

/** What every class here has: its module, and that instances of the type `kind` cannot be bases of classes. */
export function notABase(t: TypeBuilder<any>, kind: string): void {
  t.attribute('__module__', 'typing')
  t.method('__mro_entries__', [pos('object')], 'Refuses to be a base.', () => {
    throw error('TypeError', `Cannot subclass an instance of ${kind}`)
  })
}

/** Attributes of the parameters that have a variance. */
export function varianceMembers(t: TypeBuilder<any>): void {
  const is = (which: Variance) => (self: W_VaryingParameter) => self.variance === which
  t.member('__covariant__', null, is('covariant'))
  t.member('__contravariant__', null, is('contravariant'))
  t.member('__infer_variance__', null, is('inferred'))
}

/** `X | Y` with a parameter on either side, as typing.Union. */
export function unionOperators(t: TypeBuilder<any>): void {
  t.special('__or__', (self: Value, w: Value) => typing('_make_union', self, w))
  t.special('__ror__', (self: Value, w: Value) => typing('_make_union', w, self))
}

/** A default given by keyword. */
export function defaultOf(w: Value): Lazy {
  return Lazy.known(w === NoDefault ? undefined : w)
}
