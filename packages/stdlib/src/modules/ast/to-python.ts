// From the parser's tree to objects of the classes of `_ast`. CPython: Python/Python-ast.c (ast2obj_*)
//
// A node is made with its final shape and its slots are written in order: no lookup of names on the way.
import { constantValue, type Folder } from '@typhon/interpreter'
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
    const n = this.folded(given)
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
    if (this.folder === null || !(n.tag in FOLDABLE)) return n
    const e = n as ast.BinOp
    const value = this.folder.constantOf(e)
    if (value === undefined) return n
    return new ast.Constant(value as never, null, e.lineno, e.col_offset, e.end_lineno, e.end_col_offset)
  }
}

const FOLDABLE: { readonly [tag: number]: true } = {
  [ast.Tag.Name]: true,
  [ast.Tag.UnaryOp]: true,
  [ast.Tag.BinOp]: true,
  [ast.Tag.Tuple]: true,
  [ast.Tag.Subscript]: true,
}
