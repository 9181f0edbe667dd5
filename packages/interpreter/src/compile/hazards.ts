// Where an assignment expression may rebind a local that an instruction still to come reads in place.
//
// A local needs no copy to be an operand, unless a later operand of the same instruction rebinds it: `x + (x := 2)` adds the
// old x. A node is a hazard when an operand that is not its first contains an assignment expression; while it is compiled,
// locals are copied. ref: expressions#evaluation-order, #assignment-expressions
import { ast as A } from '@typhon/parser'

/** The fields of each kind of node that hold nodes, in order. */
const CHILDREN: readonly (readonly string[])[] = A.FIELDS.map((fields) =>
  fields
    .filter(
      (f) =>
        !['identifier', 'int', 'constant', 'string', 'expr_context', 'operator', 'unaryop', 'boolop', 'cmpop'].includes(
          f.type,
        ),
    )
    .map((f) => f.name),
)

/** The same without annotations, which are not evaluated where the future says so. */
const EVALUATED: readonly (readonly string[])[] = CHILDREN.map((names) =>
  names.filter((name) => name !== 'annotation' && name !== 'returns'),
)

/**
 * The expressions and statements of a tree that are hazards, or null where there are none; `annotations`: whether these are
 * evaluated. On the way every operator with one operand is told to `unary`, operands before what they are in.
 */
export function hazardsOf(tree: A.Node, annotations: boolean, unary: (e: A.UnaryOp) => void): Set<A.Node> | null {
  const found = new Set<A.Node>()
  visit(tree, annotations ? CHILDREN : EVALUATED, found, unary)
  return found.size === 0 ? null : found
}

/** Whether the node contains an assignment expression. */
function visit(
  node: A.Node,
  children: readonly (readonly string[])[],
  found: Set<A.Node>,
  unary: (e: A.UnaryOp) => void,
): boolean {
  const { tag } = node
  if (tag === A.Tag.Name || tag === A.Tag.Constant) return false
  let contains = tag === A.Tag.NamedExpr
  let operands = 0
  const names = children[tag]
  for (let i = 0; i < names.length; i++) {
    const child = (node as unknown as Record<string, unknown>)[names[i]] as A.Node | A.Node[] | null
    if (child === null) continue
    if (!Array.isArray(child)) {
      if (visit(child, children, found, unary)) {
        if (operands > 0) found.add(node)
        contains = true
      }
      operands++
    } else {
      for (let k = 0; k < child.length; k++) {
        const x = child[k]
        if (x === null) continue
        if (visit(x, children, found, unary)) {
          if (operands > 0) found.add(node)
          contains = true
        }
        operands++
      }
    }
  }
  // A value is computed before its targets, which come first in the tree.
  if (contains && (tag === A.Tag.Assign || tag === A.Tag.AnnAssign)) found.add(node)
  if (tag === A.Tag.UnaryOp) unary(node as A.UnaryOp)
  return contains
}
