// From the parser's tree to objects of the classes of `_ast`. CPython: Python/Python-ast.c (ast2obj_*)
//
// A node is made with its final shape and its slots are written in order: no lookup of names on the way.
import { asJoinedStr, constantValue, type Folder, FrozenSetConst } from '@typhon/interpreter'
import { ast } from '@typhon/parser'
import { strFromText, type Value, W_List, type W_Object, writeSlot } from '@typhon/objspace'
import { classes, type NodeClasses, POSITIONS } from './classes.ts'

type Fields = { readonly [name: string]: unknown }

/** The tree as Python objects. With a folder, expressions whose value is known are constants. */
export function toPython(tree: ast.mod, folder: Folder | null): Value {
  return new Converter(classes(), folder).node(tree)
}

class Converter {
  private readonly classes: NodeClasses
  private readonly folder: Folder | null
  constructor(nodeClasses: NodeClasses, folder: Folder | null) {
    this.classes = nodeClasses
    this.folder = folder
  }

  node(given: ast.Node): W_Object {
    const n = this.folder === null ? given : this.folded(rewritten(given))
    const { tag } = n
    const single = this.classes.singles[tag]
    if (single !== null) return single
    const type = this.classes.of[tag]
    const w = type.allocate()
    const { inline } = w.shape
    const fields = ast.FIELDS[tag]
    const values = n as unknown as Fields
    let slot = 0
    for (const f of fields) {
      const value = values[tag === ast.Tag.TypeIgnore && f.name === 'tag' ? 'comment' : f.name]
      writeSlot(w, slot++, inline, f.list ? this.list(value as unknown[], f.type) : this.value(value, f.type))
    }
    if (ast.LOCATED[tag]) for (const p of POSITIONS) writeSlot(w, slot++, inline, values[p] as number)
    w.shape = this.classes.shapes[tag]
    return w
  }

  private list(items: readonly unknown[], type: string): W_List {
    return new W_List(items.map((x) => this.value(x, type)))
  }

  private value(x: unknown, type: string): Value {
    if (type === 'constant') return constantValue(x as never)
    if (x === null || x === undefined) return null
    if (type === 'identifier' || type === 'string') return strFromText(x as string)
    return type === 'int' ? (x as number) : this.node(x as ast.Node)
  }

  /** The constant that stands for an expression whose value is known. */
  private folded(n: ast.Node): ast.Node {
    if (!(n.tag in FOLDABLE)) return n
    const e = n as ast.BinOp
    const value = this.folder?.constantOf(e)
    if (value === undefined) return n
    return new ast.Constant(value as never, null, e.lineno, e.col_offset, e.end_lineno, e.end_col_offset)
  }
}

/** Operators whose opposite is an operator. */
const OPPOSITE = new Map<ast.cmpop, ast.cmpop>([
  [ast.In, ast.NotIn],
  [ast.NotIn, ast.In],
  [ast.Is, ast.IsNot],
  [ast.IsNot, ast.Is],
])

/** A node in the form that CPython's optimiser gives it before it looks for constants. CPython: Python/ast_opt.c */
function rewritten(n: ast.Node): ast.Node {
  switch (n.tag) {
    case ast.Tag.UnaryOp: {
      const { op, operand } = n as ast.UnaryOp
      if (op !== ast.Not || operand.tag !== ast.Tag.Compare || (operand as ast.Compare).ops.length !== 1) return n
      const opposite = OPPOSITE.get((operand as ast.Compare).ops[0])
      return opposite === undefined ? n : rewritten(changed(operand as ast.Compare, { ops: [opposite] }))
    }
    case ast.Tag.Compare: {
      const { ops, comparators } = n as ast.Compare
      const last = ops[ops.length - 1]
      if (last !== ast.In && last !== ast.NotIn) return n
      return changed(n as ast.Compare, {
        comparators: [...comparators.slice(0, -1), iterated(comparators[comparators.length - 1])],
      })
    }
    case ast.Tag.For:
    case ast.Tag.comprehension:
      return changed(n as ast.For, { iter: iterated((n as ast.For).iter) })
    case ast.Tag.BinOp: {
      const { left, op, right } = n as ast.BinOp
      if (op !== ast.Mod || left.tag !== ast.Tag.Constant || right.tag !== ast.Tag.Tuple) return n
      const { value } = left as ast.Constant
      return (typeof value === 'string' ? asJoinedStr(n as ast.BinOp, value) : null) ?? n
    }
    default:
      return n
  }
}

function changed<N extends ast.Node>(n: N, fields: Partial<N>): N {
  return Object.assign(Object.create(Object.getPrototypeOf(n)), n, fields)
}

/** What is iterated over, or looked into, need not be a list or set that could change. */
function iterated(e: ast.expr): ast.expr {
  const { lineno, col_offset, end_lineno, end_col_offset } = e
  const { elts } = e as ast.List
  if (e.tag === ast.Tag.List && !elts.some((x) => x.tag === ast.Tag.Starred))
    return new ast.Tuple(elts, ast.Load, lineno, col_offset, end_lineno, end_col_offset)
  if (e.tag !== ast.Tag.Set || !elts.every((x) => x.tag === ast.Tag.Constant)) return e
  const value = new FrozenSetConst(elts.map((x) => (x as ast.Constant).value as never))
  return new ast.Constant(value as never, null, lineno, col_offset, end_lineno, end_col_offset)
}

const FOLDABLE: { readonly [tag: number]: true } = {
  [ast.Tag.Name]: true,
  [ast.Tag.UnaryOp]: true,
  [ast.Tag.BinOp]: true,
  [ast.Tag.Tuple]: true,
  [ast.Tag.Subscript]: true,
}
