/**
 * Second pass of scope analysis: decides for every collected name where it is found at run time.
 *
 * A block is resolved after it has settled its own names and before it knows which of them its children capture, so the
 * walk goes down with what is visible (an `Environment`) and comes back up with the set of names still wanted from
 * further out. Function-like blocks answer such a name with a CELL; classes answer `__class__` and `__classdict__`
 * only; modules are never asked, because a name bound nowhere between is global.
 *
 * What stays true: an environment is only ever extended by a new link, so siblings cannot see each other's names.
 *
 * ref: executionmodel#resolution-of-names; PEP 227, 695, 709; CPython: Python/symtable.c (analyze_block)
 */
import {
  CELL,
  DEF_BOUND,
  DEF_COMP_CELL,
  DEF_FREE_CLASS,
  DEF_GLOBAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  FREE,
  GLOBAL_EXPLICIT,
  GLOBAL_IMPLICIT,
  LOCAL,
  SCOPE_OFFSET,
  type Resolution,
  type Scope,
  resolution,
} from './scope.ts'
import type { Origin } from './fault.ts'
import { fault } from './fault.ts'

const DEFINITION_MASK = (1 << SCOPE_OFFSET) - 1

/** How enclosing blocks see a name: bound in a function, or declared global there. */
type Visibility = 'bound' | 'global'

/** One link of the chain of names that enclosing blocks offer; the innermost link that knows a name decides. */
class Environment {
  readonly names: ReadonlyMap<string, Visibility>
  readonly outer: Environment | null

  constructor(names: ReadonlyMap<string, Visibility>, outer: Environment | null) {
    this.names = names
    this.outer = outer
  }
}

function visibility(environment: Environment | null, name: string): Visibility | undefined {
  for (let link = environment; link !== null; link = link.outer) {
    const found = link.names.get(name)
    if (found !== undefined) return found
  }
  return undefined
}

/** What a class offers to the blocks in it, apart from what surrounds the class. */
const CLASS_CELLS: ReadonlyMap<string, Visibility> = new Map([
  ['__class__', 'bound'],
  ['__classdict__', 'bound'],
])

const NO_NAMES: ReadonlySet<string> = new Set()

/** Settles all names of the tree under `top`; throws for impossible `global` and `nonlocal` declarations. */
export function resolveNames(top: Scope, origin: Origin): void {
  new Resolver(origin).block(top, null, NO_NAMES, null)
}

class Resolver {
  private readonly origin: Origin

  constructor(origin: Origin) {
    this.origin = origin
  }

  /**
   * Resolves `scope` and all below; returns the names it wants from further out. `typeParams` are the enclosing names
   * that are type parameters (not rebindable); `viewed` is the class whose namespace an annotation scope looks into.
   */
  block(
    scope: Scope,
    environment: Environment | null,
    typeParams: ReadonlySet<string>,
    viewed: Scope | null,
  ): Set<string> {
    const wanted = new Set<string>()
    const own = new Map<string, Visibility>()
    let params = typeParams
    for (const [name, flags] of scope.symbols) {
      const where = this.place(scope, name, flags, environment, typeParams, viewed)
      scope.symbols.set(name, flags | (where << SCOPE_OFFSET))
      if (where === FREE) wanted.add(name)
      else if (flags & DEF_GLOBAL) own.set(name, 'global')
      else if (where === LOCAL) {
        if (scope.isFunctionLike()) own.set(name, 'bound')
        const isParam = (flags & DEF_TYPE_PARAM) !== 0
        if (isParam !== params.has(name)) params = changed(params, name, isParam)
      }
    }
    const inner = this.environmentInside(scope, own, environment)
    const captured = this.children(scope, inner, params, viewed)
    if (scope.isFunctionLike()) makeCells(scope, captured)
    else if (scope.kind === 'class') answerFromClass(scope, captured)
    passOn(scope, captured, environment)
    for (const name of captured) wanted.add(name)
    return wanted
  }

  private environmentInside(
    scope: Scope,
    own: Map<string, Visibility>,
    environment: Environment | null,
  ): Environment | null {
    // Names of a class body, its global declarations included, are invisible to the blocks in it.
    if (scope.kind === 'class') return new Environment(CLASS_CELLS, environment)
    return own.size === 0 && environment !== null ? environment : new Environment(own, environment)
  }

  private place(
    scope: Scope,
    name: string,
    flags: number,
    environment: Environment | null,
    typeParams: ReadonlySet<string>,
    viewed: Scope | null,
  ): Resolution {
    if (flags & DEF_GLOBAL) {
      if (flags & DEF_NONLOCAL) this.reject(scope, name, `name '${name}' is nonlocal and global`)
      return GLOBAL_EXPLICIT
    }
    if (flags & DEF_NONLOCAL) {
      if (environment === null) this.reject(scope, name, 'nonlocal declaration not allowed at module level')
      if (visibility(environment, name) !== 'bound') this.reject(scope, name, `no binding for nonlocal '${name}' found`)
      if (typeParams.has(name)) this.reject(scope, name, `nonlocal binding not allowed for type parameter '${name}'`)
      scope.hasFree = true
      return FREE
    }
    if (flags & DEF_BOUND) return LOCAL
    if (viewed !== null) {
      // Bound in the class an annotation scope looks into: found there, or else in the globals; enclosing functions are
      // passed over, as they are for the class body itself.
      const inClass = viewed.symbols.get(name) ?? 0
      if (inClass & DEF_GLOBAL) return GLOBAL_EXPLICIT
      if (inClass & DEF_BOUND && !(inClass & DEF_NONLOCAL)) return GLOBAL_IMPLICIT
    }
    const seen = visibility(environment, name)
    if (seen === 'bound') {
      scope.hasFree = true
      return FREE
    }
    if (seen === undefined && scope.isNested) scope.hasFree = true
    return GLOBAL_IMPLICIT
  }

  /** Resolves the children, merges inlined comprehensions; returns all names the children want. */
  private children(
    scope: Scope,
    inner: Environment | null,
    typeParams: ReadonlySet<string>,
    viewed: Scope | null,
  ): Set<string> {
    const captured = new Set<string>()
    const inlinedCells = new Set<string>()
    let hasInlined = false
    for (const child of scope.children) {
      const seen = child.canSeeClassScope ? (scope.kind === 'class' ? scope : viewed) : null
      const wanted = this.block(child, inner, typeParams, seen)
      // Annotation scopes in a class look names up in its namespace, which merged fast locals would bypass.
      if (child.comprehension !== 'none' && child.comprehension !== 'generator' && !scope.canSeeClassScope) {
        child.isInlined = true
        hasInlined = true
        mergeComprehension(scope, child, wanted, inlinedCells)
      }
      for (const name of wanted) captured.add(name)
      if (child.hasFree || child.hasChildFree) scope.hasChildFree = true
    }
    if (hasInlined) scope.children = scope.children.flatMap((child) => (child.isInlined ? child.children : child))
    for (const name of inlinedCells) {
      const flags = scope.symbols.get(name)
      if (flags === undefined) continue
      scope.symbols.set(name, flags | DEF_COMP_CELL)
      if (scope.isFunctionLike() && resolution(flags) === LOCAL) {
        setPlace(scope, name, CELL)
        captured.delete(name)
      }
    }
    return captured
  }

  private reject(scope: Scope, name: string, message: string): never {
    const directive = scope.directives.find((entry) => entry.name === name)
    throw fault(message, directive === undefined ? scope.location : directive.at, this.origin)
  }
}

function changed(names: ReadonlySet<string>, name: string, present: boolean): ReadonlySet<string> {
  const copy = new Set(names)
  if (present) copy.add(name)
  else copy.delete(name)
  return copy
}

function setPlace(scope: Scope, name: string, where: Resolution): void {
  scope.symbols.set(name, (scope.symbols.get(name)! & DEFINITION_MASK) | (where << SCOPE_OFFSET))
}

/** PEP 709: the names of a comprehension become names of the block whose frame it runs in. */
function mergeComprehension(scope: Scope, comprehension: Scope, wanted: Set<string>, inlinedCells: Set<string>): void {
  let dropsClassCell = false
  for (const [name, flags] of comprehension.symbols) {
    if (flags & DEF_PARAM) continue
    let where = resolution(flags)
    if (where === CELL || flags & DEF_COMP_CELL) inlinedCells.add(name)
    const existing = scope.symbols.get(name)
    if (existing === undefined) {
      if (where === FREE && scope.kind === 'class' && name === '__class__') {
        // Run in the class body, the comprehension is outside of the methods that `__class__` is for.
        where = GLOBAL_IMPLICIT
        wanted.delete(name)
        dropsClassCell = true
      }
      scope.symbols.set(name, (flags & DEFINITION_MASK) | (where << SCOPE_OFFSET))
    } else if (existing & DEF_BOUND && scope.kind !== 'class') {
      // What was free in the comprehension is a plain local of the frame, unless something in it captures it.
      if (!isFreeBelow(comprehension, name)) wanted.delete(name)
    }
  }
  if (dropsClassCell) comprehension.symbols.delete('__class__')
}

function isFreeBelow(scope: Scope, name: string): boolean {
  return scope.children.some((child) => resolution(child.symbols.get(name) ?? 0) === FREE)
}

/** Locals that inner blocks capture become cells. */
function makeCells(scope: Scope, captured: Set<string>): void {
  for (const name of captured) {
    const flags = scope.symbols.get(name)
    if (flags === undefined || resolution(flags) !== LOCAL) continue
    setPlace(scope, name, CELL)
    captured.delete(name)
  }
}

function answerFromClass(scope: Scope, captured: Set<string>): void {
  if (captured.delete('__class__')) scope.needsClassClosure = true
  if (captured.delete('__classdict__')) scope.needsClassDict = true
}

/** Records names that inner blocks want and this one does not have: they travel through it. */
function passOn(scope: Scope, captured: Set<string>, environment: Environment | null): void {
  const isClassLike = scope.kind === 'class' || scope.canSeeClassScope
  for (const name of captured) {
    const flags = scope.symbols.get(name)
    if (flags !== undefined) {
      if (isClassLike) scope.symbols.set(name, flags | DEF_FREE_CLASS)
    } else if (environment === null || visibility(environment, name) === 'bound') {
      scope.symbols.set(name, FREE << SCOPE_OFFSET)
    }
  }
}
