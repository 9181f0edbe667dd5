/**
 * SyntaxWarnings for code that compiles but cannot be meant: calling a tuple, indexing a list with a string, comparing
 * a literal with `is`. Most come from a missing comma.
 *
 * CPython: Python/compile.c (check_compare, check_caller, check_subscripter, check_index)
 */
import { Tag } from '../generated/ast.ts'
import type { Assert, Compare, expr } from '../generated/ast.ts'
import { constantType, inferredType } from './constant-type.ts'
import type { Location } from './scope.ts'

/** Receives a warning: Python's category, the message and where it belongs. */
export type WarningSink = (category: 'SyntaxWarning', message: string, lineno: number, at: Location) => void

const SINGLETONS: readonly string[] = ['NoneType', 'bool', 'ellipsis']
const UNSUBSCRIPTABLE: readonly string[] = [...SINGLETONS, 'int', 'float', 'complex', 'set', 'generator', 'function']
const INDEXED: readonly string[] = ['str', 'bytes', 'tuple', 'list']

/**
 * `x is 1`, `() is not y`: identity of literals is an accident of the implementation. `negated`: below a `not`, with which a single
 * comparison is taken together.
 */
export function checkCompare(node: Compare, warn: WarningSink, negated = false): void {
  let left = node.left
  for (let index = 0; index < node.ops.length; index++) {
    const right = node.comparators[index]
    const { tag } = node.ops[index]
    if (tag === Tag.Is || tag === Tag.IsNot) {
      const type = literalType(left) ?? literalType(right)
      if (type !== null) {
        const [words, remedy] = (tag === Tag.Is) !== negated ? ['is', '=='] : ['is not', '!=']
        // One warning is enough for a chain.
        return warnAt(`"${words}" with '${type}' literal. Did you mean "${remedy}"?`, node, warn)
      }
    }
    left = right
  }
}

function literalType(node: expr): string | null {
  const type = constantType(node)
  return type === null || SINGLETONS.includes(type) ? null : type
}

/** `(1, 2)(3, 4)`: literals are not callable. */
export function checkCallee(callee: expr, warn: WarningSink): void {
  const type = callee.tag === Tag.Lambda ? null : inferredType(callee)
  if (type !== null) warnAt(`'${type}' object is not callable; perhaps you missed a comma?`, callee, warn)
}

/** `1[x]`, `[1, 2]['a']`: values without items, and keys that are no indices. */
export function checkSubscript(value: expr, index: expr, warn: WarningSink): void {
  const type = inferredType(value)
  if (type === null) return
  if (UNSUBSCRIPTABLE.includes(type)) {
    warnAt(`'${type}' object is not subscriptable; perhaps you missed a comma?`, value, warn)
  }
  const key = inferredType(index)
  if (INDEXED.includes(type) && key !== null && key !== 'int' && key !== 'bool') {
    const message = `${type} indices must be integers or slices, not ${key}; perhaps you missed a comma?`
    warnAt(message, value, warn)
  }
}

/** `assert (x, "message")`: a tuple that is not empty is true. */
export function checkAssert(node: Assert, warn: WarningSink): void {
  if (node.test.tag === Tag.Tuple && node.test.elts.length > 0) {
    warnAt('assertion is always true, perhaps remove parentheses?', node, warn)
  }
}

function warnAt(message: string, at: Location, warn: WarningSink): void {
  warn('SyntaxWarning', message, at.lineno, at)
}
