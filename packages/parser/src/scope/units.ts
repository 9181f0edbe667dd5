/**
 * Code objects and the blocks open in them, as the compiler would have them while it walks a tree.
 *
 * What stays true: `unit` is the innermost code object, `unit.blocks` the loops, handlers and `with` blocks open in it;
 * jumps never leave a unit.
 *
 * CPython: Python/compile.c (compiler_enter_scope, compiler_push_fblock)
 */
import type { stmt } from '../generated/ast.ts'
import { type Origin, fault } from './fault.ts'
import type { Location, Scope, ScopeTable } from './scope.ts'

// Open blocks of a unit.
export const LOOP = 0
export const GROUP_HANDLER = 1
export const OTHER = 2

/** How deep blocks may nest in one code object. */
const MAX_BLOCKS = 21

export type UnitKind = 'module' | 'class' | 'function' | 'async' | 'lambda' | 'comprehension' | 'annotation'

/** What is compiled to one code object. */
export class Unit {
  readonly scope: Scope
  readonly kind: UnitKind
  blocks: number[]
  /** By block, the statements that are done on the way out of it. */
  finals: (readonly stmt[] | null)[] = []

  constructor(scope: Scope, kind: UnitKind) {
    this.scope = scope
    this.kind = kind
    this.blocks = []
  }
}

export class UnitStack {
  protected unit: Unit
  private readonly origin: Origin
  private readonly allowsTopLevelAwait: boolean

  constructor(scopes: ScopeTable, lineText: Origin['lineText'], allowsTopLevelAwait: boolean) {
    this.unit = new Unit(scopes.top, 'module')
    this.origin = { filename: scopes.filename, lineText }
    this.allowsTopLevelAwait = allowsTopLevelAwait
  }

  fail(message: string, at: Location): never {
    throw fault(message, at, this.origin)
  }

  protected enter(scope: Scope, kind: UnitKind): Unit {
    const outer = this.unit
    this.unit = new Unit(scope, kind)
    return outer
  }

  protected push(block: number, at: Location, finalBody: readonly stmt[] | null = null): void {
    const { blocks, finals } = this.unit
    if (blocks.length >= MAX_BLOCKS) this.fail('too many statically nested blocks', at)
    blocks.push(block)
    finals.push(finalBody)
  }

  protected pop(): void {
    this.unit.blocks.pop()
    this.unit.finals.pop()
  }

  /** A jump leaves a block that has statements to be done then. */
  protected leaveFinally(_body: readonly stmt[]): void {}

  protected isTopLevelAwait(): boolean {
    return this.allowsTopLevelAwait && this.unit.scope.kind === 'module'
  }

  protected requireAsync(what: string, at: Location): void {
    if (this.unit.kind !== 'async' && !this.isTopLevelAwait()) this.fail(`'${what}' outside async function`, at)
  }

  /**
   * Leaving blocks by a jump: whether there is a loop, for `break` and `continue`.
   *
   * differs: CPython loses the place of the error (line -1) when a `with` block or a named handler is left on the way.
   */
  protected unwind(toLoop: boolean, at: Location): boolean {
    const { unit } = this
    const { blocks, finals } = unit
    try {
      for (let index = blocks.length - 1; index >= 0; index--) {
        if (blocks[index] === GROUP_HANDLER) {
          this.fail("'break', 'continue' and 'return' cannot appear in an except* block", at)
        }
        if (toLoop && blocks[index] === LOOP) return true
        const body = finals[index]
        if (body === null) continue
        // The statements stand outside of the block.
        unit.blocks = blocks.slice(0, index)
        unit.finals = finals.slice(0, index)
        this.leaveFinally(body)
      }
    } finally {
      unit.blocks = blocks
      unit.finals = finals
    }
    return false
  }

  /** A name or attribute is bound. */
  store(name: string, at: Location): void {
    if (name === '__debug__') this.fail('cannot assign to __debug__', at)
  }
}
