// From objects of the classes of `_ast` to the tree that the compiler takes. CPython: Python/Python-ast.c (obj2ast_*)
//
// Sums look at the class of the object; products (arguments, arg, keyword…) take anything that has the right attributes.
import { ComplexConst, FrozenSetConst, TupleConst } from '@typhon/interpreter'
import { ast, CodePointString, ComplexLiteral, EllipsisLiteral, FloatLiteral } from '@typhon/parser'
import {
  complexType,
  Ellipsis,
  error,
  findAttr,
  floatType,
  frozensetType,
  itemsOf,
  bytesType,
  intOrUndefined,
  reprText,
  textOfStr,
  typeOf,
  tupleType,
  type Value,
  W_Bytes,
  type W_Complex,
  type W_Float,
  W_List,
  type W_Tuple,
  W_WideStr,
} from '@typhon/objspace'
import { classes } from './classes.ts'

const MODES = { exec: 'Module', eval: 'Expression', single: 'Interactive', func_type: 'FunctionType' } as const

/** The tree for compile() in `mode`. */
export function fromPython(w: Value, mode: keyof typeof MODES): ast.mod {
  const wanted = classes().byName.get(MODES[mode])!
  const type = typeOf(w)
  if (!type.isSubtypeOf(wanted)) throw error('TypeError', `expected ${wanted.name} node, got ${type.name}`)
  return node(w, 'mod') as unknown as ast.mod
}

/** Names of the attributes of a position; the end may be left out. */
const END = { end_lineno: 'lineno', end_col_offset: 'col_offset' } as const

const PRODUCTS = new Set(['comprehension', 'arguments', 'arg', 'keyword', 'alias', 'withitem', 'match_case'])

function node(w: Value, sum: string): ast.Node | null {
  const product = PRODUCTS.has(sum)
  if (w === null && !product) return null
  try {
    return product ? build(w, (ast.Tag as { readonly [name: string]: number })[sum], sum) : variant(w, sum)
  } catch (e) {
    if (e instanceof RangeError && e.message.includes('call stack'))
      throw error('RecursionError', `maximum recursion depth exceeded while traversing '${sum}' node`)
    throw e
  }
}

/** A node of a sum type: one of several classes. */
function variant(w: Value, sum: string): ast.Node {
  const { tags } = classes()
  for (const t of typeOf(w).mro) {
    const tag = tags.get(t)
    if (tag !== undefined && ast.SUMS[tag] === sum) return build(w, tag, sum)
  }
  if (ast.LOCATED[ast.SUMS.indexOf(sum)]) position(w, sum)
  throw error('TypeError', `expected some sort of ${sum}, but got ${reprText(w)}`)
}

function position(w: Value, owner: string): number[] {
  const lineno = int(required(w, 'lineno', owner))
  const column = int(required(w, 'col_offset', owner))
  const end = (name: keyof typeof END, otherwise: number): number => {
    const value = findAttr(w, name)
    return value === undefined || value === null ? otherwise : int(value)
  }
  return [lineno, column, end('end_lineno', lineno), end('end_col_offset', column)]
}

function required(w: Value, name: string, owner: string): Value {
  const value = findAttr(w, name)
  if (value === undefined) throw error('TypeError', `required field "${name}" missing from ${owner}`)
  return value
}

function build(w: Value, tag: number, sum: string): ast.Node {
  const made = ast as unknown as { readonly [name: string]: ast.Node | (new (...args: unknown[]) => ast.Node) }
  const name = ast.NAMES[tag]
  const fields = ast.FIELDS[tag]
  const located = ast.LOCATED[tag]
  const place = located && !PRODUCTS.has(sum) ? position(w, sum) : null
  const maker = made[name] ?? made[`${name}_`]
  if (typeof maker !== 'function') return maker
  const args: unknown[] = fields.map((f) => (f.list ? list(w, f, name) : single(w, f, name)))
  if (located) args.push(...(place ?? position(w, sum)))
  fields.forEach((f, i) => {
    if (args[i] === null && !f.list && !f.optional && f.type !== 'constant')
      throw error('ValueError', `field '${f.name}' is required for ${name}`)
  })
  return new maker(...args)
}

function list(w: Value, f: ast.Field, owner: string): unknown[] {
  const value = findAttr(w, f.name)
  if (value === undefined) return []
  if (!(value instanceof W_List))
    throw error('TypeError', `${owner} field "${f.name}" must be a list, not a ${typeOf(value).fullName}`)
  const out: unknown[] = []
  const length = value.items.length
  for (let i = 0; i < length; i++) {
    out.push(convert(value.items[i], f.type))
    if (value.items.length !== length)
      throw error('RuntimeError', `${owner} field "${f.name}" changed size during iteration`)
  }
  return out
}

function single(w: Value, f: ast.Field, owner: string): unknown {
  if (f.optional) {
    const value = findAttr(w, f.name)
    if (value === undefined || value === null) return f.type === 'int' ? 0 : null
    return convert(value, f.type)
  }
  return convert(required(w, f.name, owner), f.type)
}

function convert(w: Value, type: string): unknown {
  switch (type) {
    case 'identifier':
      if (w !== null && typeof w !== 'string' && !(w instanceof W_WideStr))
        throw error('TypeError', 'AST identifier must be of type str')
      return w === null ? null : textOfStr(w)
    case 'string':
      if (w !== null && typeof w !== 'string' && !(w instanceof W_WideStr) && !(w instanceof W_Bytes))
        throw error('TypeError', 'AST string must be of type str')
      return w === null ? null : w instanceof W_Bytes ? w.bytes : textOfStr(w)
    case 'int':
      return int(w)
    case 'constant':
      return constant(w)
    default:
      return node(w, type)
  }
}

function int(w: Value): number {
  const n = intOrUndefined(w)
  if (n === undefined) throw error('ValueError', `invalid integer value: ${reprText(w)}`)
  if (typeof n === 'bigint' || n !== (n | 0)) throw error('OverflowError', 'Python int too large to convert to C int')
  return n
}

/** A text, or its code points where a JavaScript string would make one character of two surrogates. */
function wideText(w: W_WideStr): string | CodePointString {
  const text = textOfStr(w)
  let characters = 0
  for (const _ of text) characters++
  return characters === w.cps.length ? text : new CodePointString([...w.cps])
}

/** The constant of the tree that stands for a Python value of one of the immutable built-in types. */
function constant(w: Value): unknown {
  if (w === null || typeof w !== 'object') return w
  const type = typeOf(w)
  if (w instanceof W_WideStr) return wideText(w)
  if (w === Ellipsis) return EllipsisLiteral
  if (type === floatType) return new FloatLiteral((w as W_Float).v)
  if (type === bytesType) return (w as W_Bytes).bytes
  if (type === complexType) {
    const { re, im } = w as W_Complex
    return Object.is(re, 0) ? new ComplexLiteral(im) : new ComplexConst(re, im)
  }
  if (type === tupleType) return new TupleConst((w as W_Tuple).items.map(constant) as never)
  if (type === frozensetType) return new FrozenSetConst(itemsOf(w).map(constant) as never)
  throw error('TypeError', `got an invalid type in Constant: ${type.name}`)
}
