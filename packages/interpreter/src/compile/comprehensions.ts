// Comprehensions and generator expressions. ref: expressions#displays-for-lists-sets-and-dictionaries; PEP 709
//
// A list, set or dict comprehension runs in its unit's frame: its variables are registers of their own that hide the unit's.
import { ast as A, CELL, DEF_COMP_ITER, LOCAL, resolution, type Scope } from '@typhon/parser'
import * as Op from '../generated/opcodes.ts'
import { Label, type Place } from './builder.ts'
import type { Compiler, Home } from './compiler.ts'
import { awaitValue, expr, iterable, jumpIf, sendLoop } from './expressions.ts'
import { closure, innerUnit, startGenerator, stopIterationGuard } from './functions.ts'
import { directTarget } from './names.ts'
import { assign } from './targets.ts'

type Comprehension = A.ListComp | A.SetComp | A.DictComp | A.GeneratorExp

export function comprehension(c: Compiler, e: Comprehension, target: number | null): number {
  const { b } = c
  const scope = c.settings.scopes.of(e)
  const mark = b.top
  const first = e.generators[0]
  if (scope.isInlined) {
    const collected = b.temp()
    const source = iterable(c, first.iter)
    const iter = b.temp()
    c.at(first.iter)
    c.emit(first.is_async === 1 ? Op.GET_AITER : Op.GET_ITER, iter, source)
    c.at(e)
    const begin = b.offset
    c.emit(builderOf(e), collected, collected, 0)
    const homes = ownVariables(c, scope, e)
    const outer = c.current
    const boundBefore = c.snapshot()
    for (const name of homes.keys()) c.unbind(name)
    const start = b.offset
    c.inlined.push(homes)
    c.current = scope
    clause(c, e, 0, iter, collected)
    // `locals()` shows them in the comprehension and not behind it.
    for (const [name, home] of homes as Map<string, { register: number }>) {
      if (home.register < c.firstTemporary) c.emit(Op.CLEAR_FAST, home.register)
      else b.hide(name, home.register, start)
    }
    if (homes.size > 0) b.restore(begin)
    c.current = outer
    c.inlined.pop()
    c.bound = boundBefore
    b.top = collected + 1
    if (target === null) return collected
    c.emit(Op.COPY, target, collected)
    b.top = mark
    return target
  }
  const out = target ?? b.temp()
  const kept = b.top
  const source = iterable(c, first.iter)
  const name =
    e.tag === A.Tag.ListComp
      ? '<listcomp>'
      : e.tag === A.Tag.SetComp
        ? '<setcomp>'
        : e.tag === A.Tag.DictComp
          ? '<dictcomp>'
          : '<genexpr>'
  const unit = innerUnit(
    c,
    scope,
    { name, place: e, firstlineno: e.lineno, argcount: 1, posonlyargcount: 0, kwonlyargcount: 0, parameters: ['.0'] },
    null,
    (inner) => {
      const isGenerator = e.tag === A.Tag.GeneratorExp
      const suspends = isGenerator || scope.isCoroutine
      if (suspends) startGenerator(inner)
      const guard = suspends ? stopIterationGuard(inner) : null
      let result = -1
      if (!isGenerator) {
        result = inner.b.temp()
        inner.emit(builderOf(e), result, result, 0)
      }
      clause(inner, e, 0, 0, result)
      inner.at(isGenerator && first.is_async === 0 ? first.iter : e)
      inner.emit(Op.RETURN_VALUE, isGenerator ? inner.b.constant(null) : result)
      guard?.()
      return 0
    },
  )
  const base = b.temps(2)
  c.at(e)
  c.emit(Op.MAKE_FUNCTION, base, b.unit(unit), -1, -1, -1, closure(c, unit))
  c.at(first.iter)
  c.emit(first.is_async === 1 ? Op.GET_AITER : Op.GET_ITER, base + 1, source)
  c.at(e)
  c.emit(Op.CALL, out, base, 1)
  if (scope.isCoroutine && e.tag !== A.Tag.GeneratorExp) awaitValue(c, out, 0, out)
  b.top = kept
  return out
}

function builderOf(e: Comprehension): number {
  return e.tag === A.Tag.ListComp ? Op.BUILD_LIST : e.tag === A.Tag.SetComp ? Op.BUILD_SET : Op.BUILD_MAP
}

/**
 * Registers for the variables of an inlined comprehension: the function's own, where the name is the comprehension's alone.
 * They are empty at the start where something could look into them before the first clause binds them.
 */
function ownVariables(c: Compiler, scope: Scope, e: Comprehension): Map<string, Home> {
  const { b } = c
  const homes = new Map<string, Home>()
  const bound = new Set<string>()
  bindsFirst(c, e.generators[0].target, bound)
  for (const name of scope.isolatedNames()) {
    // What a walrus stores into, the unit or the globals, is not the comprehension's own.
    const where = resolution(scope.symbols.get(name) ?? 0)
    if (where !== LOCAL && where !== CELL) continue
    const isCell = where === CELL
    const known = c.homes.get(name)
    const isOwn =
      known?.kind === 'fast' &&
      !isCell &&
      ((c.scope.symbols.get(name) ?? 0) & DEF_COMP_ITER) !== 0 &&
      !c.inlined.some((outer) => outer.has(name))
    const register = isOwn ? known.register : b.temp()
    homes.set(name, { kind: isCell ? 'cell' : 'fast', register })
    if (isCell || !bound.has(name)) c.emit(Op.CLEAR_FAST, register)
    if (isCell) c.emit(Op.MAKE_CELL, register)
  }
  return homes
}

/** Collects the names that a target binds before it computes anything; tells whether those are all it does. */
function bindsFirst(c: Compiler, target: A.expr, names: Set<string>): boolean {
  switch (target.tag) {
    case A.Tag.Name:
      names.add(c.mangle((target as A.Name).id))
      return true
    case A.Tag.Starred:
      return bindsFirst(c, (target as A.Starred).value, names)
    case A.Tag.Tuple:
    case A.Tag.List:
      return (target as A.Tuple).elts.every((x) => bindsFirst(c, x, names))
    default:
      return false
  }
}

/** The loop of clause `i` of a comprehension, whose iterator is in `iter`, and what is inside. */
function clause(c: Compiler, e: Comprehension, i: number, iter: number, result: number): void {
  const { b } = c
  const g = e.generators[i]
  const isAsync = g.is_async === 1
  const head = new Label()
  const end = new Label()
  const next = new Label()
  b.bind(head)
  c.at(isAsync ? e : g.iter)
  const direct = !isAsync && g.target.tag === A.Tag.Name ? directTarget(c, (g.target as A.Name).id) : null
  const item = direct ?? b.temp()
  let finish: (() => void) | null = null
  if (isAsync) finish = asyncNext(c, iter, item, end)
  else c.emit(Op.FOR_ITER, item, iter, end)
  assign(c, g.target, item)
  inside(c, e, i, next, result)
  b.bind(next)
  c.at(elementPlace(e))
  c.emit(Op.JUMP_BACKWARD, head)
  c.at(e)
  finish?.()
  b.bind(end)
}

/** The conditions of clause `i`, then the clauses inside, at last the element; `next` is where a condition goes that fails. */
function inside(c: Compiler, e: Comprehension, i: number, next: Label, result: number): void {
  for (const test of e.generators[i].ifs) jumpIf(c, test, false, next)
  if (i + 1 === e.generators.length) {
    element(c, e, result)
    return
  }
  const { b } = c
  const g = e.generators[i + 1]
  const mark = b.top
  const only = onlyItem(g)
  if (only !== null) {
    // `for y in [f(x)]` gives a value a name.
    assign(c, g.target, expr(c, only))
    inside(c, e, i + 1, next, result)
  } else {
    const source = iterable(c, g.iter)
    const iter = b.temp()
    c.at(g.iter)
    c.emit(g.is_async === 1 ? Op.GET_AITER : Op.GET_ITER, iter, source)
    clause(c, e, i + 1, iter, result)
  }
  b.top = mark
}

/** The item of a clause over a display of one item, else null. */
function onlyItem(g: A.comprehension): A.expr | null {
  if (g.is_async === 1 || (g.iter.tag !== A.Tag.List && g.iter.tag !== A.Tag.Tuple)) return null
  const { elts } = g.iter as A.List
  return elts.length === 1 && elts[0].tag !== A.Tag.Starred ? elts[0] : null
}

/** Where the element of a comprehension stands; the jump back to the next one belongs there too. */
function elementPlace(e: Comprehension): Place {
  if (e.tag !== A.Tag.DictComp) return (e as A.ListComp).elt
  const { key, value } = e as A.DictComp
  const { lineno, col_offset } = key
  return { lineno, col_offset, end_lineno: value.end_lineno, end_col_offset: value.end_col_offset }
}

function element(c: Compiler, e: Comprehension, result: number): void {
  const { b } = c
  const mark = b.top
  if (e.tag === A.Tag.DictComp) {
    const d = e as A.DictComp
    const key = expr(c, d.key)
    const value = expr(c, d.value)
    c.at(elementPlace(e))
    c.emit(Op.MAP_ADD, result, key, value)
  } else {
    let value = expr(c, (e as A.ListComp).elt)
    c.at((e as A.ListComp).elt)
    if (e.tag === A.Tag.ListComp) c.emit(Op.LIST_APPEND, result, value)
    else if (e.tag === A.Tag.SetComp) c.emit(Op.SET_ADD, result, value)
    else {
      if (c.scope.isCoroutine) {
        const wrapped = b.temp()
        c.emit(Op.ASYNC_GEN_WRAP, wrapped, value)
        value = wrapped
      }
      c.emit(Op.YIELD_VALUE, b.temp(), value)
    }
  }
  b.top = mark
}

/** The next item of an asynchronous iterator, or on to `end`. Gives what must follow the loop's body. */
export function asyncNext(c: Compiler, iter: number, item: number, end: Label): () => void {
  const { b } = c
  const exception = b.temp()
  const p = c.protect(exception)
  p.start()
  const awaitable = b.temp()
  c.emit(Op.GET_ANEXT, awaitable, iter)
  sendLoop(c, awaitable, item)
  p.stop()
  return () => {
    b.bind(p.handler)
    c.emit(Op.END_ASYNC_FOR, exception, end)
    c.emit(Op.RERAISE, exception)
  }
}
