// The classes of `_ast`, made from the parser's own table of nodes. lib: ast#node-classes; CPython: Python/Python-ast.c
//
// They are ordinary classes: Python code derives from them and sets attributes on them. What must stay true: `classes().of`
// has a class for every tag, and `shapes` the shape of a node whose fields and positions are all set, in order.
import { ast } from '@typhon/parser'
import {
  intType,
  listType,
  makeUnion,
  newClass,
  newGenericAlias,
  noneType,
  objectType,
  Shape,
  strType,
  typeType,
  type Value,
  W_Dict,
  type W_Object,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import { astType } from './node.ts'

type Field = ast.Field

/** Position attributes, in order. */
export const POSITIONS = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'] as const

const OPTIONAL_POSITIONS = ['end_lineno', 'end_col_offset']

/** Sums whose nodes need the positions of their ends. */
const WHOLLY_LOCATED = new Set(['pattern', 'type_param'])

export interface NodeClasses {
  /** Every class by name, sums included. */
  readonly byName: ReadonlyMap<string, W_Type>
  /** The class of each tag, and the tag of each class. */
  readonly of: readonly W_Type[]
  readonly tags: ReadonlyMap<W_Type, number>
  /** The shape of a complete node, by tag. */
  readonly shapes: readonly Shape[]
  /** The one instance that trees of the parser use for an operator or a context, by tag. */
  readonly singles: readonly (W_Object | null)[]
}

let made: NodeClasses | null = null

/** The classes; made when somebody first asks. */
export function classes(): NodeClasses {
  return (made ??= makeClasses())
}

/** `Name(identifier id, expr_context ctx)` */
function signature(tag: number): string {
  const fields = ast.FIELDS[tag].map((f) => `${f.type}${f.list ? '*' : f.optional ? '?' : ''} ${f.name}`)
  return fields.length === 0 ? ast.NAMES[tag] : `${ast.NAMES[tag]}(${fields.join(', ')})`
}

function sumDoc(sum: string, tags: readonly number[]): string {
  const simple = tags.every((t) => ast.FIELDS[t].length === 0)
  return `${sum} = ${tags.map(signature).join(simple ? ' | ' : `\n${' '.repeat(sum.length)} | `)}`
}

const names = (list: readonly string[]): W_Tuple => new W_Tuple([...list])

/** A class: its fields and positions as class attributes, None for those that may be left out. */
function makeClass(
  name: string,
  base: W_Type,
  doc: string,
  fields: readonly Field[],
  positions: boolean | null,
): W_Type {
  const namespace = new W_Dict()
  namespace.setStr('_fields', names(fields.map((f) => f.name)))
  namespace.setStr('__match_args__', names(fields.map((f) => f.name)))
  namespace.setStr('__module__', 'ast')
  namespace.setStr('__doc__', doc)
  const type = newClass(typeType, name, new W_Tuple([base]), namespace, [], null)
  if (positions !== null) type.setOwn('_attributes', names(positions ? POSITIONS : []))
  for (const f of fields) if (f.optional && !f.list) type.setOwn(f.name, null)
  if (positions === true && !WHOLLY_LOCATED.has(name)) for (const p of OPTIONAL_POSITIONS) type.setOwn(p, null)
  type.sizeHint = 8
  return type
}

function makeClasses(): NodeClasses {
  const byName = new Map<string, W_Type>()
  const members = new Map<string, number[]>()
  ast.SUMS.forEach((sum, tag) => members.set(sum, [...(members.get(sum) ?? []), tag]))
  const of: W_Type[] = []
  for (const [sum, tags] of members) {
    const product = tags.length === 1 && ast.NAMES[tags[0]] === sum
    const located = ast.LOCATED[tags[0]]
    let base = astType
    if (!product) {
      base = makeClass(sum, astType, sumDoc(sum, tags), [], located)
      byName.set(sum, base)
    }
    for (const tag of tags) {
      const type = makeClass(ast.NAMES[tag], base, signature(tag), ast.FIELDS[tag], product ? located : null)
      byName.set(ast.NAMES[tag], type)
      of[tag] = type
    }
  }
  of.forEach((type, tag) => {
    const types = new W_Dict()
    for (const f of ast.FIELDS[tag]) types.setStr(f.name, fieldType(f, byName))
    type.setOwn('_field_types', types)
    type.setOwn('__annotations__', types)
  })
  const shapes = of.map((type, tag) => {
    const slots = ast.FIELDS[tag].map((f) => f.name)
    return Shape.of(type.rootShape(), ast.LOCATED[tag] ? [...slots, ...POSITIONS] : slots)
  })
  const singles = of.map((type, tag) => (SINGLE_SUMS.has(ast.SUMS[tag]) ? type.allocate() : null))
  return { byName, of, tags: new Map(of.map((type, tag) => [type, tag])), shapes, singles }
}

const SINGLE_SUMS = new Set(['expr_context', 'boolop', 'operator', 'unaryop', 'cmpop'])

function fieldType(f: Field, byName: ReadonlyMap<string, W_Type>): Value {
  const type =
    f.type === 'identifier' || f.type === 'string'
      ? strType
      : f.type === 'int'
        ? intType
        : f.type === 'constant'
          ? objectType
          : (byName.get(f.type) as W_Type)
  if (f.list) return newGenericAlias(listType, type)
  return f.optional ? makeUnion([type, noneType]) : type
}
