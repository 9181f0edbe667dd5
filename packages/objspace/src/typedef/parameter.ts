// Parameters of built-in functions: name, kind, converter and default, declared once. The text signature, arity checks,
// keyword handling and the JavaScript types of the body's parameters all come from here.
import type { Value } from '../space/value.ts'
import type { W_Dict } from '../objects/dict/dict.ts'

/** Turns an argument into what the body wants, or raises TypeError. `where` says which argument of what it is, for messages. */
export type Convert<T> = (w: Value, where: Param<unknown>) => T

export type Kind = 'positional' | 'either' | 'keyword' | 'rest' | 'keywords'

export interface Param<T> {
  readonly name: string
  readonly kind: Kind
  /** null: the value goes to the body as it is. */
  readonly convert: Convert<T> | null
  readonly required: boolean
  /** What the body gets when the argument is absent. */
  readonly default: T | undefined
  /** The default as the text signature shows it; null where the signature shows the parameter as optional without a default. */
  readonly shown: string | null
  /** `name() argument 2`-style place, completed when the function is declared. */
  owner: string
  place: number
  /** Messages give the place where they would give the name: arguments that are parsed by a format. */
  counted?: boolean
}

/** What the converters of a parameter list produce. */
export type Arguments<P extends readonly Param<unknown>[]> = { [I in keyof P]: P[I] extends Param<infer T> ? T : never }

function param<T>(kind: Kind, name: string, convert: Convert<T> | null, defaults: [] | [T] | [T, string]): Param<T> {
  const required = defaults.length === 0 && kind !== 'rest' && kind !== 'keywords'
  return {
    name,
    kind,
    convert,
    required,
    default: defaults[0],
    shown: required ? null : (defaults[1] ?? showDefault(defaults[0])),
    owner: '',
    place: 0,
    counted: false,
  }
}

function showDefault(value: unknown): string | null {
  if (value === null) return 'None'
  if (value === undefined) return null
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (typeof value === 'string') return `'${value}'`
  return String(value)
}

/** Any value, as it is. */
export const any: Convert<Value> | null = null

/** A positional-only parameter. A default, and how the signature shows it, may follow. */
export function pos<T = Value>(
  name: string,
  convert: Convert<T> | null = null,
  ...defaults: [] | [NoInfer<T>] | [NoInfer<T>, string]
): Param<T> {
  return param('positional', name, convert, defaults)
}

/** An optional positional-only parameter that the body gets as undefined when it is absent. */
export function opt<T = Value>(name: string, convert: Convert<T> | null = null, shown?: string): Param<T | undefined> {
  return { ...param<T | undefined>('positional', name, convert, [undefined]), shown: shown ?? null }
}

/** A parameter that may be given by position or keyword. */
export function arg<T = Value>(
  name: string,
  convert: Convert<T> | null = null,
  ...defaults: [] | [NoInfer<T>] | [NoInfer<T>, string]
): Param<T> {
  return param('either', name, convert, defaults)
}

/** An optional positional-or-keyword parameter that the body gets as undefined when it is absent. */
export function optArg<T = Value>(
  name: string,
  convert: Convert<T> | null = null,
  shown?: string,
): Param<T | undefined> {
  return { ...param<T | undefined>('either', name, convert, [undefined]), shown: shown ?? '<unrepresentable>' }
}

/** A keyword-only parameter. */
export function kw<T = Value>(
  name: string,
  convert: Convert<T> | null = null,
  ...defaults: [] | [NoInfer<T>] | [NoInfer<T>, string]
): Param<T> {
  return param('keyword', name, convert, defaults)
}

/** An optional keyword-only parameter that the body gets as undefined when it is absent. */
export function optKw<T = Value>(
  name: string,
  convert: Convert<T> | null = null,
  shown?: string,
): Param<T | undefined> {
  return { ...param<T | undefined>('keyword', name, convert, [undefined]), shown: shown ?? '<unrepresentable>' }
}

/** `*name`: the further positional arguments, each as it is. */
export function rest(name: string): Param<Value[]> {
  return param<Value[]>('rest', name, null, [])
}

/** `**name`: the further keyword arguments as a dict of its own. */
export function keywords(name: string): Param<W_Dict> {
  return param<W_Dict>('keywords', name, null, [])
}

/** Text signature of a parameter list; `first` is `$self`, `$type`, `$module` or ''. */
export function signatureText(params: readonly Param<unknown>[], first: string): string {
  const parts: string[] = first === '' ? [] : [first]
  let positional = first !== ''
  let star = false
  for (const p of params) {
    if (positional && p.kind !== 'positional') {
      parts.push('/')
      positional = false
    }
    if (p.kind === 'positional') positional = true
    if (p.kind === 'keyword' && !star) {
      parts.push('*')
      star = true
    }
    if (p.kind === 'rest') {
      star = true
      parts.push(`*${p.name}`)
    } else if (p.kind === 'keywords') parts.push(`**${p.name}`)
    else parts.push(p.required ? p.name : `${p.name}=${p.shown ?? '<unrepresentable>'}`)
  }
  if (positional) parts.push('/')
  return `(${parts.join(', ')})`
}

/**
 * The text signature of a method or function that declares none: one of no arguments or of a single one has one all the same.
 * CPython: Objects/typeobject.c (_PyType_GetTextSignatureFromInternalDoc: METH_NOARGS, METH_O)
 */
export function impliedSignature(params: readonly Param<unknown>[], first: string): string | null {
  if (params.length === 0) return `(${first}, /)`
  return params.length === 1 && params[0].kind === 'positional' && params[0].required ? `(${first}, object, /)` : null
}
