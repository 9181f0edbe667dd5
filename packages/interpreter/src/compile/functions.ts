// Functions, lambdas, classes and type parameters: units inside units. ref: compound_stmts#function-definitions, #class-definitions; PEP 695
import { ast as A, type Scope, unparse } from '@typhon/parser'
import * as Op from '../generated/opcodes.ts'
import {
  CO_ASYNC_GENERATOR,
  CO_COROUTINE,
  CO_GENERATOR,
  CO_HAS_DOCSTRING,
  CO_NESTED,
  CO_NEWLOCALS,
  CO_OPTIMIZED,
  CO_VARARGS,
  CO_VARKEYWORDS,
} from '../objects/code-flags.ts'
import { type CodeUnit, TupleConst } from '../objects/code-unit.ts'
import { Compiler } from './compiler.ts'
import { expr } from './expressions.ts'
import { Intrinsic1, Intrinsic2 } from './intrinsics.ts'
import { directTarget, storeName } from './names.ts'
import { body as statements, docstringOf } from './statements.ts'
import type { Place } from './builder.ts'

type Def = A.FunctionDef | A.AsyncFunctionDef

/** What a unit's head needs beyond its scope. */
interface Head {
  readonly name: string
  readonly place: Place
  readonly firstlineno: number
  readonly argcount: number
  readonly posonlyargcount: number
  readonly kwonlyargcount: number
  readonly parameters: readonly string[]
}

/** Compiles an inner unit: `fill` writes its instructions. */
export function innerUnit(
  c: Compiler,
  scope: Scope,
  head: Head,
  staticAttributes: Set<string> | null,
  fill: (inner: Compiler) => number,
): CodeUnit {
  const inner = new Compiler(c.settings, scope, c, head.name, staticAttributes)
  inner.at({ lineno: head.firstlineno, col_offset: 0, end_lineno: head.firstlineno, end_col_offset: 0 })
  const names = inner.layOut(head.parameters)
  const flags = fill(inner) | flagsOf(scope) | c.settings.flags
  return inner.b.assemble({
    name: head.name,
    qualname: inner.qualname,
    filename: c.settings.filename,
    firstlineno: head.firstlineno,
    argcount: head.argcount,
    posonlyargcount: head.posonlyargcount,
    kwonlyargcount: head.kwonlyargcount,
    flags,
    ...names,
  })
}

function flagsOf(scope: Scope): number {
  let flags = 0
  if (scope.isFunctionLike()) {
    flags |= CO_NEWLOCALS | CO_OPTIMIZED
    if (scope.isNested) flags |= CO_NESTED
    if (scope.isCoroutine) flags |= scope.isGenerator ? CO_ASYNC_GENERATOR : CO_COROUTINE
    else if (scope.isGenerator) flags |= CO_GENERATOR
    if (scope.hasVarargs) flags |= CO_VARARGS
    if (scope.hasVarkeywords) flags |= CO_VARKEYWORDS
  }
  return flags
}

/** A tuple of the cells that a unit captures, or -1. */
export function closure(c: Compiler, unit: CodeUnit): number {
  if (unit.freevars.length === 0) return -1
  const { b } = c
  const base = b.temps(unit.freevars.length)
  unit.freevars.forEach((name, i) => c.emit(Op.COPY, base + i, c.cellOf(name)))
  const out = b.temp()
  c.emit(Op.BUILD_TUPLE, out, base, unit.freevars.length)
  return out
}

function parametersOf(
  args: A.arguments_,
  mangle: (n: string) => string,
): Pick<Head, 'argcount' | 'posonlyargcount' | 'kwonlyargcount' | 'parameters'> {
  const parameters = [...args.posonlyargs, ...args.args, ...args.kwonlyargs].map((a) => mangle(a.arg))
  if (args.vararg !== null) parameters.push(mangle(args.vararg.arg))
  if (args.kwarg !== null) parameters.push(mangle(args.kwarg.arg))
  return {
    argcount: args.posonlyargs.length + args.args.length,
    posonlyargcount: args.posonlyargs.length,
    kwonlyargcount: args.kwonlyargs.length,
    parameters,
  }
}

/** Defaults of parameters: registers of the tuple and of the dict of keyword-only ones, -1 where there are none. */
function defaults(c: Compiler, args: A.arguments_, place: Place): { positional: number; keyword: number } {
  const { b } = c
  let positional = -1
  if (args.defaults.length > 0) {
    positional = expr(
      c,
      new A.Tuple(
        args.defaults,
        A.Load,
        args.defaults[0].lineno,
        args.defaults[0].col_offset,
        place.end_lineno,
        place.end_col_offset,
      ),
    )
  }
  let keyword = -1
  const given = args.kwonlyargs
    .map((a, i) => ({ name: c.mangle(a.arg), value: args.kw_defaults[i] }))
    .filter((x) => x.value !== null)
  if (given.length > 0) {
    keyword = b.temp()
    const base = b.temps(given.length * 2)
    given.forEach((g, i) => {
      c.emit(Op.COPY, base + i * 2, b.constant(g.name))
      expr(c, g.value as A.expr, base + i * 2 + 1)
    })
    c.at(place)
    c.emit(Op.BUILD_MAP, keyword, base, given.length)
  }
  return { positional, keyword }
}

/** The tuple of names and annotations in turn, or -1. */
function annotations(c: Compiler, args: A.arguments_, returns: A.expr | null, place: Place): number {
  const { b } = c
  // In CPython's order, which shows in `__annotations__`.
  const all = [
    ...args.args,
    ...args.posonlyargs,
    ...(args.vararg === null ? [] : [args.vararg]),
    ...args.kwonlyargs,
    ...(args.kwarg === null ? [] : [args.kwarg]),
  ]
  const given: { name: string; value: A.expr }[] = all
    .filter((a) => a.annotation !== null)
    .map((a) => ({ name: c.mangle(a.arg), value: a.annotation as A.expr }))
  if (returns !== null) given.push({ name: 'return', value: returns })
  if (given.length === 0) return -1
  const out = b.temp()
  const base = b.temps(given.length * 2)
  given.forEach((g, i) => {
    c.emit(Op.COPY, base + i * 2, b.constant(g.name))
    annotation(c, g.value, base + i * 2 + 1)
  })
  c.at(place)
  c.emit(Op.BUILD_TUPLE, out, base, given.length * 2)
  return out
}

/** The value of an annotation: its text under PEP 563. */
export function annotation(c: Compiler, e: A.expr, target: number | null): number {
  if (c.settings.scopes.futures.annotations) {
    c.at(e)
    return expr(c, new A.Constant(unparse(e), null, e.lineno, e.col_offset, e.end_lineno, e.end_col_offset), target)
  }
  if (e.tag === A.Tag.Starred) {
    // `*args: *Ts` is the one item of the unpacked value.
    const { b } = c
    const out = target ?? b.temp()
    const value = expr(c, (e as A.Starred).value)
    c.at(e)
    c.emit(Op.UNPACK_SEQUENCE, out, value, 1)
    return out
  }
  return expr(c, e, target)
}

/** A def statement: the function in `target` (decorators not applied). */
function makeDef(c: Compiler, e: Def, target: number): void {
  const isAsync = e.tag === A.Tag.AsyncFunctionDef
  const place: Place = e
  const given = defaults(c, e.args, place)
  const build = (host: Compiler, positional: number, keyword: number, out: number): void => {
    const notes = annotations(host, e.args, e.returns, place)
    const scope = c.settings.scopes.of(e)
    const first = firstLine(e)
    const unit = innerUnit(
      host,
      scope,
      { name: e.name, place, firstlineno: first, ...parametersOf(e.args, (n) => scope.mangle(n)) },
      null,
      (inner) => functionBody(inner, e.body, isAsync),
    )
    host.at(e)
    host.emit(Op.MAKE_FUNCTION, out, host.b.unit(unit), positional, keyword, notes, closure(host, unit))
  }
  if (e.type_params.length === 0) {
    build(c, given.positional, given.keyword, target)
    return
  }
  // The generic function is made in a scope of its own that holds the type parameters.
  const args: number[] = []
  const parameters: string[] = []
  if (given.positional !== -1) {
    parameters.push('.defaults')
    args.push(given.positional)
  }
  if (given.keyword >= 0) {
    parameters.push('.kwdefaults')
    args.push(given.keyword)
  }
  typeParamsCall(c, e, e.name, parameters, args, target, (host) => {
    const params = typeParams(host, e.type_params)
    const out = host.b.temp()
    const fast = (n: string): number =>
      parameters.includes(n) ? (host.homes.get(n) as { register: number }).register : -1
    build(host, fast('.defaults'), fast('.kwdefaults'), out)
    host.emit(Op.SET_TYPE_PARAMS, out, params)
    host.emit(Op.RETURN_VALUE, out)
  })
}

/** Calls the scope that holds the type parameters of a generic function, class or alias. */
function typeParamsCall(
  c: Compiler,
  e: A.stmt,
  name: string,
  parameters: string[],
  args: number[],
  target: number,
  fill: (host: Compiler) => void,
): void {
  const { b } = c
  const scope = c.settings.scopes.typeParams(e)
  const unit = innerUnit(
    c,
    scope,
    {
      name: `<generic parameters of ${name}>`,
      place: e,
      firstlineno: firstLine(e),
      argcount: parameters.length,
      posonlyargcount: 0,
      kwonlyargcount: 0,
      parameters,
    },
    null,
    (host) => {
      fill(host)
      return 0
    },
  )
  const base = b.temps(1 + args.length)
  args.forEach((r, i) => c.emit(Op.COPY, base + 1 + i, r))
  c.at(e)
  c.emit(Op.MAKE_FUNCTION, base, b.unit(unit), -1, -1, -1, closure(c, unit))
  c.emit(Op.CALL, target, base, args.length)
}

/** The line that code of a definition begins at: that of its first decorator. */
function firstLine(e: A.stmt): number {
  const decorators = 'decorator_list' in e ? (e.decorator_list as A.expr[]) : []
  return decorators.length > 0 ? decorators[0].lineno : e.lineno
}

/** Makes the type parameters, stores each under its name, and gives the register of their tuple. */
function typeParams(c: Compiler, params: readonly A.type_param[]): number {
  const { b } = c
  const base = b.temps(params.length)
  params.forEach((p, i) => {
    const m = b.top
    c.at(p)
    const name = b.constant(p.name)
    const value: number = base + i
    if (p.tag === A.Tag.TypeVar && (p as A.TypeVar).bound !== null) {
      const bound = (p as A.TypeVar).bound as A.expr
      const lazy = lazyUnit(c, c.settings.scopes.of(p), p.name, bound, p)
      c.emit(
        Op.INTRINSIC_2,
        value,
        name,
        lazy,
        bound.tag === A.Tag.Tuple ? Intrinsic2.TYPEVAR_WITH_CONSTRAINTS : Intrinsic2.TYPEVAR_WITH_BOUND,
      )
    } else {
      c.emit(
        Op.INTRINSIC_1,
        value,
        name,
        p.tag === A.Tag.TypeVar
          ? Intrinsic1.TYPEVAR
          : p.tag === A.Tag.ParamSpec
            ? Intrinsic1.PARAMSPEC
            : Intrinsic1.TYPEVARTUPLE,
      )
    }
    if (p.default_value !== null) {
      const lazy = lazyUnit(c, c.settings.scopes.defaultOf(p), p.name, p.default_value, p)
      c.emit(Op.INTRINSIC_2, value, value, lazy, Intrinsic2.SET_TYPEPARAM_DEFAULT)
    }
    storeName(c, p.name, value)
    b.top = m
  })
  const out = b.temp()
  c.emit(Op.BUILD_TUPLE, out, base, params.length)
  return out
}

/** A function without arguments that computes an expression when it is asked for. */
function lazyUnit(c: Compiler, scope: Scope, name: string, e: A.expr, place: Place): number {
  const { b } = c
  const unit = innerUnit(
    c,
    scope,
    { name, place, firstlineno: place.lineno, argcount: 0, posonlyargcount: 0, kwonlyargcount: 0, parameters: [] },
    null,
    (inner) => {
      let value: number
      if (e.tag === A.Tag.Starred) {
        value = inner.b.temp()
        inner.emit(Op.UNPACK_SEQUENCE, value, expr(inner, (e as A.Starred).value), 1)
      } else value = expr(inner, e)
      inner.emit(Op.RETURN_VALUE, value)
      return 0
    },
  )
  const out = b.temp()
  c.emit(Op.MAKE_FUNCTION, out, b.unit(unit), -1, -1, -1, closure(c, unit))
  return out
}

/** The statements of a function; gives the flags that depend on them. */
function functionBody(c: Compiler, stmts: readonly A.stmt[], _isAsync: boolean): number {
  let flags = 0
  const doc = docstringOf(stmts)
  if (doc !== null && c.settings.optimize < 2) {
    flags |= CO_HAS_DOCSTRING
    c.b.constantNumber(doc)
  } else c.b.constantNumber(null)
  if (c.scope.isGenerator || c.scope.isCoroutine) startGenerator(c)
  const { b } = c
  const wrap = c.scope.isGenerator || c.scope.isCoroutine
  const handler = wrap ? stopIterationGuard(c) : null
  statements(c, doc === null ? stmts : stmts.slice(1))
  if (c.bound !== null) {
    b.nowhere()
    c.emit(Op.RETURN_VALUE, b.constant(null))
  }
  handler?.()
  return flags
}

/** The prologue of generators and coroutines. */
export function startGenerator(c: Compiler): void {
  c.emit(Op.RETURN_GENERATOR, c.b.temp())
}

/** Turns a StopIteration that leaves a generator into a RuntimeError. PEP 479. Gives what closes the guard. */
export function stopIterationGuard(c: Compiler): () => void {
  const { b } = c
  const register = b.temps(2)
  const p = c.protectSilently(register)
  p.start()
  return () => {
    p.stop()
    b.bind(p.handler)
    c.emitNowhere(Op.INTRINSIC_1, register, register, Intrinsic1.STOPITERATION_ERROR)
    c.emitNowhere(Op.RERAISE, register)
  }
}

export function functionDef(c: Compiler, e: Def): void {
  const { b } = c
  const mark = b.top
  const calls = decorators(c, e.decorator_list)
  const out = (calls.length === 0 ? directTarget(c, e.name) : null) ?? b.temp()
  makeDef(c, e, out)
  applyDecorators(c, e.decorator_list, calls, out)
  c.at(e)
  storeName(c, e.name, out)
  b.top = mark
}

/** Registers of the decorators, each the first of two for its call. */
function decorators(c: Compiler, list: readonly A.expr[]): number[] {
  return list.map((d) => {
    const base = c.b.temps(2)
    expr(c, d, base)
    return base
  })
}

function applyDecorators(c: Compiler, list: readonly A.expr[], calls: readonly number[], out: number): void {
  for (let i = list.length - 1; i >= 0; i--) {
    c.at(list[i])
    c.emit(Op.COPY, calls[i] + 1, out)
    c.emit(Op.CALL, out, calls[i], 1)
  }
}

export function lambda(c: Compiler, e: A.Lambda, target: number | null): number {
  const { b } = c
  const out = target ?? b.temp()
  const mark = b.top
  const given = defaults(c, e.args, e)
  const scope = c.settings.scopes.of(e)
  const unit = innerUnit(
    c,
    scope,
    { name: '<lambda>', place: e, firstlineno: e.lineno, ...parametersOf(e.args, (n) => scope.mangle(n)) },
    null,
    (inner) => {
      // As in CPython, the place of a docstring is taken.
      inner.b.constantNumber(null)
      if (scope.isGenerator || scope.isCoroutine) startGenerator(inner)
      // A StopIteration leaves it as it is. CPython: Python/compile.c (compiler_lambda)
      const value = expr(inner, e.body)
      inner.emit(Op.RETURN_VALUE, value)
      return 0
    },
  )
  c.at(e)
  c.emit(Op.MAKE_FUNCTION, out, b.unit(unit), given.positional, given.keyword, -1, closure(c, unit))
  b.top = mark
  return out
}

export function classDef(c: Compiler, e: A.ClassDef): void {
  const { b } = c
  const mark = b.top
  const calls = decorators(c, e.decorator_list)
  const out = b.temp()
  const first = firstLine(e)
  if (e.type_params.length === 0) makeClass(c, e, out, first, null)
  else {
    typeParamsCall(c, e, e.name, [], [], out, (host) => {
      const params = typeParams(host, e.type_params)
      storeName(host, '.type_params', params)
      const generic = host.b.temp()
      host.at(e)
      host.emit(Op.INTRINSIC_1, generic, params, Intrinsic1.SUBSCRIPT_GENERIC)
      storeName(host, '.generic_base', generic)
      const made = host.b.temp()
      makeClass(host, e, made, first, generic)
      host.emit(Op.RETURN_VALUE, made)
    })
  }
  applyDecorators(c, e.decorator_list, calls, out)
  c.at(e)
  storeName(c, e.name, out)
  b.top = mark
}

function makeClass(c: Compiler, e: A.ClassDef, out: number, first: number, generic: number | null): void {
  const { b } = c
  const scope = c.settings.scopes.of(e)
  const statics = new Set<string>()
  const unit = innerUnit(
    c,
    scope,
    { name: e.name, place: e, firstlineno: first, argcount: 0, posonlyargcount: 0, kwonlyargcount: 0, parameters: [] },
    statics,
    (inner) => {
      classBody(inner, e, statics, generic !== null, first)
      return 0
    },
  )
  c.at(e)
  const simple = !e.bases.some((x) => x.tag === A.Tag.Starred) && !e.keywords.some((k) => k.arg === null)
  const extra = generic === null ? 0 : 1
  if (simple) {
    const n = 2 + e.bases.length + extra + e.keywords.length
    const base = b.temps(1 + n)
    c.emit(Op.LOAD_BUILD_CLASS, base)
    const m = b.top
    c.emit(Op.MAKE_FUNCTION, base + 1, b.unit(unit), -1, -1, -1, closure(c, unit))
    b.top = m
    c.emit(Op.COPY, base + 2, b.constant(e.name))
    e.bases.forEach((x, i) => {
      const mark = b.top
      expr(c, x, base + 3 + i)
      b.top = mark
    })
    if (generic !== null) c.emit(Op.COPY, base + 3 + e.bases.length, generic)
    e.keywords.forEach((k, i) => {
      const mark = b.top
      expr(c, k.value, base + 3 + e.bases.length + extra + i)
      b.top = mark
    })
    c.at(e)
    if (e.keywords.length > 0)
      c.emit(Op.CALL_KW, out, base, n, b.keywords(e.keywords.map((k) => c.mangle(k.arg as string))))
    else c.emit(Op.CALL, out, base, n)
    return
  }
  const func = b.temp()
  c.emit(Op.LOAD_BUILD_CLASS, func)
  const maker = b.temp()
  c.emit(Op.MAKE_FUNCTION, maker, b.unit(unit), -1, -1, -1, closure(c, unit))
  // The function and the name go before the bases that may be starred.
  const list = b.temp()
  const two = b.temps(2)
  c.emit(Op.COPY, two, maker)
  c.emit(Op.COPY, two + 1, b.constant(e.name))
  c.emit(Op.BUILD_LIST, list, two, 2)
  for (const x of e.bases) {
    const m = b.top
    const value = expr(c, x.tag === A.Tag.Starred ? (x as A.Starred).value : x)
    c.emit(x.tag === A.Tag.Starred ? Op.LIST_EXTEND : Op.LIST_APPEND, list, value)
    b.top = m
  }
  if (generic !== null) c.emit(Op.LIST_APPEND, list, generic)
  let named = -1
  if (e.keywords.length > 0) {
    named = b.temp()
    c.emit(Op.BUILD_MAP, named, named, 0)
    for (const k of e.keywords) {
      const m = b.top
      const value = expr(c, k.value)
      if (k.arg === null) c.emit(Op.DICT_MERGE, named, value, func)
      else c.emit(Op.MAP_ADD, named, b.constant(k.arg), value)
      b.top = m
    }
  }
  c.at(e)
  c.emit(Op.CALL_EX, out, func, list, named)
}

function classBody(c: Compiler, e: A.ClassDef, statics: Set<string>, generic: boolean, first: number): void {
  const { b } = c
  const t = b.temp()
  c.at({ lineno: first, col_offset: 0, end_lineno: first, end_col_offset: 0 })
  c.emit(Op.LOAD_NAME, t, b.name('__name__'))
  c.emit(Op.STORE_NAME, b.name('__module__'), t)
  c.emit(Op.STORE_NAME, b.name('__qualname__'), b.constant(c.qualname))
  c.emit(Op.STORE_NAME, b.name('__firstlineno__'), b.constant(first))
  if (generic) {
    c.emit(Op.LOAD_DEREF, t, c.cellOf('.type_params'), b.name('.type_params'))
    c.emit(Op.STORE_NAME, b.name('__type_params__'), t)
  }
  if (c.scope.needsClassDict) {
    c.emit(Op.LOAD_LOCALS, t)
    c.emit(Op.STORE_DEREF, c.cellOf('__classdict__'), t)
  }
  if (needsAnnotations(e.body)) c.emit(Op.SETUP_ANNOTATIONS)
  const doc = docstringOf(e.body)
  if (doc !== null && c.settings.optimize < 2) {
    c.at(e.body[0])
    c.emit(Op.STORE_NAME, b.name('__doc__'), b.constant(doc))
  }
  statements(c, doc === null ? e.body : e.body.slice(1))
  b.nowhere()
  c.emit(Op.STORE_NAME, b.name('__static_attributes__'), b.constant(new TupleConst([...statics].sort())))
  if (c.scope.needsClassDict) c.emit(Op.STORE_NAME, b.name('__classdictcell__'), c.cellOf('__classdict__'))
  if (c.scope.needsClassClosure) {
    const cell = c.cellOf('__class__')
    c.emit(Op.STORE_NAME, b.name('__classcell__'), cell)
    c.emit(Op.RETURN_VALUE, cell)
  } else c.emit(Op.RETURN_VALUE, b.constant(null))
}

/** Whether statements of a module or class body annotate something there. */
export function needsAnnotations(stmts: readonly A.stmt[]): boolean {
  return stmts.some((s) => {
    switch (s.tag) {
      case A.Tag.AnnAssign:
        return true
      case A.Tag.For:
      case A.Tag.AsyncFor:
      case A.Tag.While:
      case A.Tag.If:
        return needsAnnotations((s as A.If).body) || needsAnnotations((s as A.If).orelse)
      case A.Tag.With:
      case A.Tag.AsyncWith:
        return needsAnnotations((s as A.With).body)
      case A.Tag.Try:
      case A.Tag.TryStar: {
        const t = s as A.Try
        return (
          needsAnnotations(t.body) ||
          t.handlers.some((h) => needsAnnotations(h.body)) ||
          needsAnnotations(t.orelse) ||
          needsAnnotations(t.finalbody)
        )
      }
      case A.Tag.Match:
        return (s as A.Match).cases.some((k) => needsAnnotations(k.body))
      default:
        return false
    }
  })
}

export function typeAlias(c: Compiler, e: A.TypeAlias): void {
  const { b } = c
  const mark = b.top
  const out = b.temp()
  const name = (e.name as A.Name).id
  const make = (host: Compiler, params: number, target: number): void => {
    const lazy = lazyUnit(host, c.settings.scopes.of(e), name, e.value, e)
    const base = host.b.temps(3)
    host.emit(Op.COPY, base, host.b.constant(name))
    host.emit(Op.COPY, base + 1, params)
    host.emit(Op.COPY, base + 2, lazy)
    const tuple = host.b.temp()
    host.emit(Op.BUILD_TUPLE, tuple, base, 3)
    host.emit(Op.INTRINSIC_1, target, tuple, Intrinsic1.TYPEALIAS)
  }
  if (e.type_params.length === 0) make(c, b.constant(null), out)
  else {
    typeParamsCall(c, e, name, [], [], out, (host) => {
      const params = typeParams(host, e.type_params)
      const made = host.b.temp()
      make(host, params, made)
      host.emit(Op.RETURN_VALUE, made)
    })
  }
  c.at(e)
  storeName(c, name, out)
  b.top = mark
}
