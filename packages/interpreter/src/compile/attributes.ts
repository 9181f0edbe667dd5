// Attributes, subscripts and slices. ref: expressions#primaries
import { ast as A, FREE } from '@typhon/parser'
import * as Op from '../generated/opcodes.ts'
import type { Place } from './builder.ts'
import type { Compiler } from './compiler.ts'
import { expr, result } from './expressions.ts'
import { loadName } from './names.ts'

/** Where the name of an attribute stands: errors point there when the access spans lines. */
export function attributePlace(e: A.Attribute): Place {
  if (e.lineno === e.end_lineno) return e
  const width = utf8Width(e.attr)
  return width <= e.end_col_offset
    ? {
        lineno: e.end_lineno,
        col_offset: e.end_col_offset - width,
        end_lineno: e.end_lineno,
        end_col_offset: e.end_col_offset,
      }
    : e
}

function utf8Width(text: string): number {
  let n = 0
  for (const ch of text) {
    const code = ch.codePointAt(0)!
    n += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return n
}

/** `object.name` */
export function attribute(c: Compiler, e: A.Attribute, target: number | null): number {
  const { b } = c
  const mark = b.top
  const sup = superOf(c, e)
  if (sup !== null) {
    c.at(e)
    const out = result(c, mark, target)
    c.emit(Op.LOAD_SUPER_ATTR, out, sup.func, sup.type, sup.self, b.name(c.mangle(e.attr)), sup.given)
    return out
  }
  const value = expr(c, e.value)
  c.at(attributePlace(e))
  const out = result(c, mark, target)
  c.emit(Op.LOAD_ATTR, out, value, b.name(c.mangle(e.attr)), b.cache())
  return out
}

/** A call of `super` whose object is not made: its parts in registers, and how many of them the program gives. */
interface Super {
  readonly func: number
  readonly type: number
  readonly self: number
  readonly given: number
}

/** `super()` or `super(C, x)` as the object of an attribute in a function; null for other objects. */
export function superOf(c: Compiler, { value, attr }: A.Attribute): Super | null {
  if (value.tag !== A.Tag.Call || attr === '__class__') return null
  const { func, args, keywords } = value as A.Call
  if (func.tag !== A.Tag.Name || (func as A.Name).id !== 'super' || keywords.length > 0) return null
  if (c.home('super').kind !== 'global' || !c.scope.isFunctionLike() || c.settings.scopes.top.symbols.has('super'))
    return null
  if (args.length === 2 && !args.some((x) => x.tag === A.Tag.Starred)) {
    const f = expr(c, func)
    const type = expr(c, args[0])
    return { func: f, type, self: expr(c, args[1]), given: 2 }
  }
  // Without arguments: the class from its cell, and the first parameter as it is now.
  if (args.length !== 0 || c.scope.comprehension !== 'none' || c.current.resolve('__class__') !== FREE) return null
  const parameters = (c.scope.node as A.FunctionDef).args
  const first = parameters.posonlyargs[0] ?? parameters.args[0]
  if (first === undefined) return null
  const f = expr(c, func)
  c.at(value)
  const type = loadName(c, '__class__', null)
  return { func: f, type, self: loadName(c, first.arg, null), given: 0 }
}

/** `object[key]` */
export function subscript(c: Compiler, e: A.Subscript, target: number | null): number {
  const mark = c.b.top
  const value = expr(c, e.value)
  const key = expr(c, e.slice)
  c.at(e)
  const out = result(c, mark, target)
  c.emit(Op.BINARY_SUBSCR, out, value, key)
  return out
}

/** `lower:upper:step` */
export function slice(c: Compiler, e: A.Slice, target: number | null): number {
  const { b } = c
  const mark = b.top
  const part = (x: A.expr | null): number => (x === null ? b.constant(null) : expr(c, x))
  const start = part(e.lower)
  const stop = part(e.upper)
  const step = part(e.step)
  c.at(e)
  const out = result(c, mark, target)
  c.emit(Op.BUILD_SLICE, out, start, stop, step)
  return out
}
