/**
 * The blocks that are open while the first pass of scope analysis walks a tree, and the names written down in them.
 *
 * What stays true: `current` is the innermost open block, `frame` what is known about it during the walk only, and
 * `privateName` the class whose name mangles private names.
 *
 * CPython: Python/symtable.c (symtable_enter_block, symtable_add_def)
 */
import {
  DEF_ANNOT,
  DEF_COMP_ITER,
  DEF_GLOBAL,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  USE,
  type Location,
  Scope,
  type ScopeKind,
} from './scope.ts'
import { mangle } from './mangle.ts'
import { type Origin, fault } from './fault.ts'

/** What the walk knows about a block and later passes need not. */
export interface Frame {
  readonly scope: Scope
  /** Open comprehension iterables around this point; an assignment expression may not stand in one. */
  iterables: number
  /** Inside the target of a comprehension's `for`. */
  inTarget: boolean
}

const TOP_LOCATION: Location = { lineno: 0, col_offset: 0, end_lineno: 0, end_col_offset: 0 }

export class BlockStack {
  readonly top: Scope
  protected readonly stack: Frame[]
  protected frame: Frame
  protected current: Scope
  protected privateName: string | null
  private readonly origin: Origin

  constructor(tree: object, origin: Origin) {
    this.top = new Scope('module', 'top', tree, null, TOP_LOCATION, null)
    this.frame = { scope: this.top, iterables: 0, inTarget: false }
    this.stack = [this.frame]
    this.current = this.top
    this.privateName = null
    this.origin = origin
  }

  // Blocks

  protected enter(kind: ScopeKind, name: string, node: object, at: Location): Scope {
    const outer = this.current
    const scope = new Scope(kind, name, node, outer, at, this.privateName)
    // In a class every private name is mangled; other blocks share the restriction of the generic class around them.
    if (kind !== 'class') scope.mangledNames = outer.mangledNames
    // Under PEP 563 annotations are only checked: their names take no part in the analysis.
    if (kind !== 'annotation') outer.children.push(scope)
    this.frame = { scope, iterables: this.frame.iterables, inTarget: false }
    this.stack.push(this.frame)
    this.current = scope
    return scope
  }

  protected exit(): void {
    this.stack.pop()
    this.frame = this.stack[this.stack.length - 1]
    this.current = this.frame.scope
  }

  /** Lets an annotation scope look names up in the namespace of the class around it. */
  protected viewClass(at: Location): void {
    this.current.canSeeClassScope = true
    this.define('__classdict__', USE, at)
  }

  // Names

  protected define(name: string, flag: number, at: Location): void {
    if (flag & DEF_TYPE_PARAM && this.current.mangledNames !== null) this.current.mangledNames.add(name)
    this.defineIn(this.current, name, flag, at)
  }

  protected defineIn(scope: Scope, name: string, flag: number, at: Location): void {
    const mangled = mangle(name, this.privateName, this.current.mangledNames)
    const before = scope.symbols.get(mangled) ?? 0
    if (flag & before & DEF_PARAM) this.fail(`duplicate argument '${name}' in function definition`, at)
    if (flag & before & DEF_TYPE_PARAM) this.fail(`duplicate type parameter '${name}'`, at)
    let flags = before | flag
    if (this.frame.inTarget && scope === this.current) {
      if (flags & (DEF_GLOBAL | DEF_NONLOCAL)) {
        this.fail(`comprehension inner loop cannot rebind assignment expression target '${name}'`, at)
      }
      flags |= DEF_COMP_ITER
    }
    scope.symbols.set(mangled, flags)
    if (flag & DEF_PARAM) scope.varnames.push(mangled)
    else if (flag & DEF_GLOBAL) {
      const { symbols } = this.top
      symbols.set(mangled, (symbols.get(mangled) ?? 0) | flag)
    }
  }

  protected flagsOf(scope: Scope, name: string): number {
    return scope.symbols.get(mangle(name, this.privateName, this.current.mangledNames)) ?? 0
  }

  protected direct(name: string, at: Location): void {
    this.current.directives.push({ name: mangle(name, this.privateName, this.current.mangledNames), at })
  }

  /** A `global` or `nonlocal` statement; `word` is its keyword. */
  protected declaration(names: readonly string[], flag: number, word: string, node: Location): void {
    for (const name of names) {
      const before = this.flagsOf(this.current, name)
      if (before & DEF_PARAM) this.fail(`name '${name}' is parameter and ${word}`, node)
      if (before & USE) this.fail(`name '${name}' is used prior to ${word} declaration`, node)
      if (before & DEF_ANNOT) this.fail(`annotated name '${name}' can't be ${word}`, node)
      if (before & DEF_LOCAL) this.fail(`name '${name}' is assigned to before ${word} declaration`, node)
      this.define(name, flag, node)
      this.direct(name, node)
    }
  }

  /** PEP 572: an assignment expression in a comprehension binds in the nearest block that is none. */
  protected bindOutside(name: string, at: Location): void {
    let depth = this.stack.length - 1
    for (; ; depth--) {
      const { scope } = this.stack[depth]
      if (scope.comprehension === 'none' && scope.kind !== 'annotation') break
      const flags = this.flagsOf(scope, name)
      if (flags & DEF_COMP_ITER && flags & (DEF_LOCAL | DEF_GLOBAL)) {
        this.fail(`assignment expression cannot rebind comprehension iteration variable '${name}'`, at)
      }
    }
    const { scope } = this.stack[depth]
    switch (scope.kind) {
      case 'function':
        this.define(name, this.flagsOf(scope, name) & DEF_GLOBAL ? DEF_GLOBAL : DEF_NONLOCAL, at)
        this.direct(name, at)
        return this.defineIn(scope, name, DEF_LOCAL, at)
      case 'module':
        this.define(name, DEF_GLOBAL, at)
        this.direct(name, at)
        return this.defineIn(scope, name, DEF_GLOBAL, at)
      case 'class':
        return this.fail('assignment expression within a comprehension cannot be used in a class body', at)
      case 'type_params':
        return this.fail(
          'assignment expression within a comprehension cannot be used within the definition of a generic',
          at,
        )
      case 'type_alias':
        return this.fail('assignment expression within a comprehension cannot be used in a type alias', at)
      case 'type_variable':
        return this.fail('assignment expression within a comprehension cannot be used in a TypeVar bound', at)
    }
  }

  protected fail(message: string, at: Location): never {
    throw fault(message, at, this.origin)
  }
}
