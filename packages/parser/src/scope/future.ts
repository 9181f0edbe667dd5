/**
 * Future statements: which features a source switches on, and where such statements may stand.
 *
 * Only a docstring and other future statements may precede one. Everything found outside of that leading run is late;
 * `validate` reports it, because CPython finds it out after scope analysis.
 *
 * ref: simple_stmts#future-statements; lib: __future__; CPython: Python/future.c
 */
import { Tag } from '../generated/ast.ts'
import type { ImportFrom, mod, stmt } from '../generated/ast.ts'
import type { Futures } from './scope.ts'
import { type Origin, fault } from './fault.ts'

export const CO_FUTURE_BARRY_AS_BDFL = 0x400000
export const CO_FUTURE_ANNOTATIONS = 0x1000000
/** Those and the bits of features that every code has by now, which it keeps where compile() was given them. */
const CO_FUTURES = 0x1fe0000

/** Every feature name, with the code flag it sets; the features that have become the language set none. */
const FEATURES: ReadonlyMap<string, number> = new Map([
  ['nested_scopes', 0],
  ['generators', 0],
  ['division', 0],
  ['absolute_import', 0],
  ['with_statement', 0],
  ['print_function', 0],
  ['unicode_literals', 0],
  ['generator_stop', 0],
  ['barry_as_FLUFL', CO_FUTURE_BARRY_AS_BDFL],
  ['annotations', CO_FUTURE_ANNOTATIONS],
])

/** Whether a statement is `from __future__ import …`. */
export function isFutureStatement(statement: stmt): statement is ImportFrom {
  return statement.tag === Tag.ImportFrom && statement.module === '__future__' && !statement.level
}

/** The features of a tree, added to the flags the caller passes on (`compile`'s inherited flags). */
export function futuresOf(tree: mod, inherited: number, origin: Origin): Futures {
  let flags = inherited & CO_FUTURES
  for (const statement of leadingFutures(tree)) {
    for (const { name } of statement.names) {
      const flag = FEATURES.get(name)
      if (flag === undefined) {
        const message = name === 'braces' ? 'not a chance' : `future feature ${name} is not defined`
        const { lineno, col_offset } = statement
        throw fault(message, { lineno, col_offset, end_lineno: lineno, end_col_offset: null }, origin)
      }
      flags |= flag
    }
  }
  return {
    annotations: (flags & CO_FUTURE_ANNOTATIONS) !== 0,
    barryAsFLUFL: (flags & CO_FUTURE_BARRY_AS_BDFL) !== 0,
    flags,
  }
}

/** The future statements at the head of a tree, where they are allowed. */
export function leadingFutures(tree: mod): ImportFrom[] {
  const found: ImportFrom[] = []
  if (tree.tag !== Tag.Module && tree.tag !== Tag.Interactive) return found
  const { body } = tree
  let index = body.length > 0 && isDocstring(body[0]) ? 1 : 0
  for (; index < body.length; index++) {
    const statement = body[index]
    if (!isFutureStatement(statement)) break
    found.push(statement)
  }
  return found
}

function isDocstring(statement: stmt): boolean {
  if (statement.tag !== Tag.Expr) return false
  const { value } = statement
  return value.tag === Tag.Constant && typeof value.value === 'string'
}
