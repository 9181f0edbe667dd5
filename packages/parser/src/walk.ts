/**
 * Going through trees: all nodes, the children of a node, a method per kind of node, rewriting.
 *
 * Children are visited in the order of the grammar's fields. Contexts and operators are shared nodes without location;
 * they count as children, as in Python's `ast`.
 *
 * lib: ast#ast.walk, ast#ast.NodeVisitor, ast#ast.NodeTransformer
 */
import { FIELDS, NAMES, type Node } from './generated/ast.ts'

/** Types of fields that hold no nodes. */
const LEAVES: readonly string[] = ['identifier', 'string', 'int', 'constant']

/** Names of the fields that may hold nodes, by tag; filled in as kinds of nodes are met. */
const childFields: (readonly string[] | undefined)[] = []

function childFieldsOf(node: Node): readonly string[] {
  const { tag } = node
  return (childFields[tag] ??= FIELDS[tag].filter(({ type }) => !LEAVES.includes(type)).map(({ name }) => name))
}

type Fields = Record<string, Node | (Node | null)[] | null>

/** The direct children of a node, in the order of its fields. */
export function* iterChildNodes(node: Node): Generator<Node, void> {
  for (const field of childFieldsOf(node)) {
    const value = (node as unknown as Fields)[field]
    if (Array.isArray(value)) {
      for (const item of value) if (item !== null) yield item
    } else if (value !== null) yield value
  }
}

/** A node and all nodes below it, breadth first. */
export function* walk(node: Node): Generator<Node, void> {
  const pending = [node]
  for (let index = 0; index < pending.length; index++) {
    const next = pending[index]
    for (const child of iterChildNodes(next)) pending.push(child)
    yield next
  }
}

type Method = (node: Node) => unknown

/**
 * Calls `visit_Name`, `visit_Call`, … for the nodes of a tree where a subclass has such a method, and goes into the
 * children of all others. A method that wants the children visited as well calls `genericVisit`.
 *
 *     class Names extends NodeVisitor {
 *       found: string[] = []
 *       visit_Name(node: Name): void {
 *         this.found.push(node.id)
 *       }
 *     }
 */
export class NodeVisitor {
  /** Visits one node by its method, or goes into its children. */
  visit(node: Node): unknown {
    const method = (this as unknown as Record<string, Method | undefined>)['visit_' + NAMES[node.tag]]
    return method === undefined ? this.genericVisit(node) : method.call(this, node)
  }

  /** Visits the children of a node. */
  genericVisit(node: Node): unknown {
    for (const child of iterChildNodes(node)) this.visit(child)
    return undefined
  }
}

/**
 * A visitor that rewrites the tree in place: what a method returns takes the node's place. `null` removes the node (an
 * optional field becomes null, a list gets shorter); in a list, an array of nodes takes its place.
 */
export class NodeTransformer extends NodeVisitor {
  override genericVisit(node: Node): Node | Node[] | null {
    const fields = node as unknown as Record<string, unknown>
    for (const field of childFieldsOf(node)) {
      const value = fields[field]
      if (Array.isArray(value)) this.list(value)
      else if (value !== null) fields[field] = this.visit(value as Node)
    }
    return node
  }

  private list(values: (Node | null)[]): void {
    const rewritten: (Node | null)[] = []
    for (const value of values) {
      const result = value === null ? null : (this.visit(value) as Node | Node[] | null)
      if (Array.isArray(result)) rewritten.push(...result)
      else if (result !== null || value === null) rewritten.push(result)
    }
    values.length = 0
    for (const value of rewritten) values.push(value)
  }
}
