/**
 * The result of scope analysis: a tree of scopes, each with one flag word per name.
 *
 * A flag word has CPython's layout, so that it serves a compiler and the `_symtable` module alike: the low twelve bits
 * say how the name occurs in the block (`DEF_*`, `USE`), the four bits above say where it is found at run time
 * (`LOCAL`, `GLOBAL_EXPLICIT`, `GLOBAL_IMPLICIT`, `FREE`, `CELL`). Names are stored mangled.
 *
 * What stays true: `children` is in source order and does not contain inlined comprehensions (PEP 709; their own
 * children stand in their place), yet `ScopeTable.of` still finds the scope of an inlined comprehension. A name that a
 * child needs from further out is present in every scope between, as FREE.
 *
 * ref: executionmodel#naming-and-binding; lib: symtable; PEP 227, 695, 709; CPython: Python/symtable.c
 */
import { mangle } from './mangle.ts'

// How a name occurs in a block.
export const DEF_GLOBAL = 1
export const DEF_LOCAL = 2
export const DEF_PARAM = 4
export const DEF_NONLOCAL = 8
export const USE = 16
export const DEF_FREE = 32
/** A method needs a name from outside the class that the class body has as well. */
export const DEF_FREE_CLASS = 64
export const DEF_IMPORT = 128
export const DEF_ANNOT = 256
/** An iteration variable of a comprehension. */
export const DEF_COMP_ITER = 512
export const DEF_TYPE_PARAM = 1024
/** A cell inside an inlined comprehension. */
export const DEF_COMP_CELL = 2048
export const DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT

// Where a name is found at run time; `flags >> SCOPE_OFFSET & SCOPE_MASK`, or `resolution(flags)`.
export const SCOPE_OFFSET = 12
export const SCOPE_MASK = 15
export const LOCAL = 1
export const GLOBAL_EXPLICIT = 2
export const GLOBAL_IMPLICIT = 3
export const FREE = 4
export const CELL = 5

/** The five places a name can resolve to; 0 is "no such name in this scope". */
export type Resolution = 0 | 1 | 2 | 3 | 4 | 5

/** The run-time place in a flag word. */
export function resolution(flags: number): Resolution {
  return ((flags >> SCOPE_OFFSET) & SCOPE_MASK) as Resolution
}

export type ScopeKind = 'module' | 'class' | 'function' | 'annotation' | 'type_params' | 'type_alias' | 'type_variable'

/** `_symtable`'s numbers for the kinds (TYPE_FUNCTION, TYPE_CLASS, …). */
export const SCOPE_TYPE: { readonly [kind in ScopeKind]: number } = {
  function: 0,
  class: 1,
  module: 2,
  annotation: 3,
  type_alias: 4,
  type_params: 5,
  type_variable: 6,
}

export type ComprehensionKind = 'none' | 'list' | 'dict' | 'set' | 'generator'

/** A place in the source: lines from 1, columns in UTF-8 bytes from 0, as in CPython. Every located node is one. */
export interface Location {
  readonly lineno: number
  readonly col_offset: number
  readonly end_lineno: number | null
  readonly end_col_offset: number | null
}

/** A `global` or `nonlocal` declaration, or what a walrus in a comprehension declares; kept for late errors. */
export interface Directive {
  readonly name: string
  readonly at: Location
}

/** One block of names: a module, class, function, comprehension or annotation scope. */
export class Scope {
  readonly kind: ScopeKind
  /** `top`, a function's or class's name, `lambda`, `listcomp`, `setcomp`, `dictcomp`, `genexpr`, a type parameter … */
  readonly name: string
  /** The syntax node that owns the scope; for `type_params` the function, class or alias that has the parameters. */
  readonly node: object
  /** The lexically enclosing scope, also for an inlined comprehension. */
  readonly parent: Scope | null
  children: Scope[]
  /** Flag words by mangled name, in order of first occurrence. */
  readonly symbols: Map<string, number>
  /** Parameters, mangled: positional ones, keyword-only ones, `*args`, `**kwargs`; `.0` in a comprehension. */
  readonly varnames: string[]
  readonly directives: Directive[]
  readonly location: Location
  /** The class whose name mangles private names here, or null. */
  privateName: string | null
  /** Where not null, only these names (the type parameters of a generic class) are mangled. */
  mangledNames: Set<string> | null
  /** Inside a function-like scope at any distance. */
  readonly isNested: boolean
  comprehension: ComprehensionKind
  /** PEP 709: the comprehension runs in its parent's frame; its names were merged into the parent's symbols. */
  isInlined: boolean
  /** Contains `yield`, or is a generator expression. */
  isGenerator: boolean
  /** `async def`, or contains `await` or an asynchronous comprehension part. */
  isCoroutine: boolean
  /** Contains `return` with a value. */
  returnsValue: boolean
  hasVarargs: boolean
  hasVarkeywords: boolean
  /** Has free names of its own. */
  hasFree: boolean
  /** Some scope below has free names. */
  hasChildFree: boolean
  /** Class: a method wants `__class__` (directly or by `super`). */
  needsClassClosure: boolean
  /** Class: an annotation scope wants the class namespace, `__classdict__` (PEP 695). */
  needsClassDict: boolean
  /** Annotation scope directly in a class (or in another such): names are looked up in the class namespace first. */
  canSeeClassScope: boolean
  /** For errors in a type variable's scope: `a TypeVar bound`, `a TypeVar constraint`, `a ParamSpec default` … */
  description: string | null

  constructor(
    kind: ScopeKind,
    name: string,
    node: object,
    parent: Scope | null,
    location: Location,
    privateName: string | null,
  ) {
    this.kind = kind
    this.name = name
    this.node = node
    this.parent = parent
    this.children = []
    this.symbols = new Map()
    this.varnames = []
    this.directives = []
    this.location = location
    this.privateName = privateName
    this.mangledNames = null
    this.isNested = parent !== null && (parent.isNested || parent.isFunctionLike())
    this.comprehension = 'none'
    this.isInlined = false
    this.isGenerator = false
    this.isCoroutine = false
    this.returnsValue = false
    this.hasVarargs = false
    this.hasVarkeywords = false
    this.hasFree = false
    this.hasChildFree = false
    this.needsClassClosure = false
    this.needsClassDict = false
    this.canSeeClassScope = false
    this.description = null
  }

  /** Everything whose names live in fast locals: all but modules and classes. */
  isFunctionLike(): boolean {
    return this.kind !== 'module' && this.kind !== 'class'
  }

  /** First line, as `_symtable` reports it. */
  get lineno(): number {
    return this.location.lineno
  }

  /** A name as this scope stores it (private names of a class body are mangled). */
  mangle(name: string): string {
    return mangle(name, this.privateName, this.mangledNames)
  }

  /** The flag word of a name written in the source; 0 if the name does not occur. */
  flagsOf(name: string): number {
    return this.symbols.get(this.mangle(name)) ?? 0
  }

  /** Where a name written in the source is found at run time; 0 if the name does not occur. */
  resolve(name: string): Resolution {
    return resolution(this.flagsOf(name))
  }

  /** Mangled names that resolve to `where`, in order of first occurrence. */
  namesAt(where: Resolution): string[] {
    const names: string[] = []
    for (const [name, flags] of this.symbols) if (resolution(flags) === where) names.push(name)
    return names
  }

  /** Mangled names that the scope takes from outside: FREE ones, and in a class those it only passes on to methods. */
  freeNames(): string[] {
    const names: string[] = []
    for (const [name, flags] of this.symbols) {
      if (resolution(flags) === FREE || flags & DEF_FREE_CLASS) names.push(name)
    }
    return names
  }

  /**
   * Names an inlined comprehension binds for itself: the compiler keeps them apart from the same names of the frame it
   * runs in (it saves and restores those). Includes names captured by lambdas in the comprehension (CELL).
   */
  isolatedNames(): string[] {
    const names: string[] = []
    for (const [name, flags] of this.symbols) {
      if (flags & DEF_LOCAL && !(flags & DEF_NONLOCAL)) names.push(name)
    }
    return names
  }
}

/** Features switched on by `from __future__ import …`, or by a caller that inherits them. */
export interface Futures {
  /** PEP 563: annotations are not evaluated. */
  readonly annotations: boolean
  /** PEP 401's joke. */
  readonly barryAsFLUFL: boolean
  /** `co_flags` bits of all features named (CO_FUTURE_DIVISION … CO_FUTURE_ANNOTATIONS). */
  readonly flags: number
}

/** All scopes of one source, by the syntax node that owns them. */
export class ScopeTable {
  readonly filename: string
  readonly top: Scope
  readonly futures: Futures
  private readonly owners: Map<object, Scope>
  private readonly parameterOwners: Map<object, Scope>
  private readonly defaultOwners: Map<object, Scope>

  constructor(
    filename: string,
    top: Scope,
    futures: Futures,
    owners: Map<object, Scope>,
    parameterOwners: Map<object, Scope>,
    defaultOwners: Map<object, Scope>,
  ) {
    this.filename = filename
    this.top = top
    this.futures = futures
    this.owners = owners
    this.parameterOwners = parameterOwners
    this.defaultOwners = defaultOwners
  }

  /**
   * The scope of a Module, Expression, Interactive, FunctionDef, AsyncFunctionDef, Lambda, ClassDef, ListComp, SetComp,
   * DictComp, GeneratorExp, of a TypeAlias' value, or of a TypeVar's bound.
   */
  of(node: object): Scope {
    return known(this.owners, node)
  }

  /** The scope around a generic FunctionDef, AsyncFunctionDef, ClassDef or TypeAlias that holds its type parameters. */
  typeParams(node: object): Scope {
    return known(this.parameterOwners, node)
  }

  /** The scope of the default of a TypeVar, TypeVarTuple or ParamSpec (PEP 696). */
  defaultOf(typeParam: object): Scope {
    return known(this.defaultOwners, typeParam)
  }
}

function known(owners: Map<object, Scope>, node: object): Scope {
  const scope = owners.get(node)
  if (scope === undefined) throw new TypeError('the node owns no such scope in this table')
  return scope
}
