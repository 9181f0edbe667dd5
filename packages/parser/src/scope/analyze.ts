/**
 * Scope analysis: from a tree to the scopes of its blocks.
 *
 * ref: executionmodel#naming-and-binding; lib: symtable
 */
import type { Expression, Interactive, Module } from '../generated/ast.ts'
import { Collector } from './collect.ts'
import { guardNesting } from '../nesting.ts'
import type { Origin } from './fault.ts'
import { futuresOf } from './future.ts'
import { resolveNames } from './resolve.ts'
import { ScopeTable } from './scope.ts'

/** Options of `analyze`. */
export interface AnalyzeOptions {
  /** Source lines for errors. */
  readonly lineText?: ((lineno: number) => string | null) | null
  /** Code flags of features the caller passes on, as `compile` does with those of the calling code. */
  readonly futureFlags?: number
}

/** Finds the scope of every block and name of a tree; throws SyntaxErrors as CPython's symbol table pass does. */
export function analyze(
  tree: Module | Expression | Interactive,
  filename = '<unknown>',
  options: AnalyzeOptions = {},
): ScopeTable {
  const origin: Origin = { filename, lineText: options.lineText ?? null }
  const futures = futuresOf(tree, options.futureFlags ?? 0, origin)
  const collector = new Collector(tree, futures, origin)
  guardNesting(' during compilation', () => {
    collector.collect(tree)
    resolveNames(collector.top, origin)
  })
  const { top, owners, parameterOwners, defaultOwners } = collector
  return new ScopeTable(filename, top, futures, owners, parameterOwners, defaultOwners)
}
