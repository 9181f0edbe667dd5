// Calls. ref: expressions#calls
import { ast as A } from '@typhon/parser'
import * as Op from '../generated/opcodes.ts'
import type { Place } from './builder.ts'
import type { Compiler } from './compiler.ts'
import { attributePlace, superOf } from './attributes.ts'
import { gather, push } from './displays.ts'
import { expr, result } from './expressions.ts'

export function call(c: Compiler, e: A.Call, target: number | null): number {
  const { b } = c
  const mark = b.top
  const { func, args, keywords } = e
  if (args.some((x) => x.tag === A.Tag.Starred) || keywords.some((k) => k.arg === null)) {
    const callee = b.temp()
    expr(c, func, callee)
    return unpackedCall(c, mark, target, callee, args, keywords, e)
  }
  let base: number
  const isMethod = func.tag === A.Tag.Attribute
  if (isMethod) base = method(c, func as A.Attribute)
  else {
    // The callee's value is in the first temporary already, unless it is a local or a constant.
    const callee = expr(c, func)
    base = result(c, mark, null)
    if (callee !== base) c.emit(Op.COPY, base, callee)
  }
  for (const x of args) push(c, x)
  for (const k of keywords) push(c, k.value)
  c.at(isMethod ? methodPlace(e) : e)
  const out = result(c, mark, target)
  const count = args.length + keywords.length
  if (keywords.length > 0)
    c.emit(
      isMethod ? Op.CALL_METHOD_KW : Op.CALL_KW,
      out,
      base,
      count,
      b.keywords(keywords.map((k) => k.arg as string)),
    )
  else c.emit(isMethod ? Op.CALL_METHOD : Op.CALL, out, base, count)
  return out
}

/** The method to call, and its receiver behind it. */
function method(c: Compiler, e: A.Attribute): number {
  const { b } = c
  const mark = b.top
  const sup = superOf(c, e)
  const object = sup === null ? expr(c, e.value) : -1
  b.top = mark
  const base = b.temps(2)
  const name = b.name(c.mangle(e.attr))
  c.at(attributePlace(e))
  if (sup === null) c.emit(Op.LOAD_METHOD, base, object, name, b.cache())
  else c.emit(Op.LOAD_SUPER_METHOD, base, sup.func, sup.type, sup.self, name, sup.given, b.cache())
  return base
}

/** A method call that spans lines is shown from the method's name on. CPython: update_start_location_to_match_attr */
function methodPlace(e: A.Call): Place {
  const f = e.func as A.Attribute
  const p = attributePlace(f)
  if (p === f) return e
  return { lineno: p.lineno, col_offset: p.col_offset, end_lineno: e.end_lineno, end_col_offset: e.end_col_offset }
}

/** A call with `*` or `**` arguments, of the callable in a register above `mark`. */
export function unpackedCall(
  c: Compiler,
  mark: number,
  target: number | null,
  func: number,
  args: readonly A.expr[],
  keywords: readonly A.keyword[],
  place: Place,
): number {
  const { b } = c
  const list = b.temp()
  let positional: number
  if (args.length === 1 && args[0].tag === A.Tag.Starred) positional = expr(c, (args[0] as A.Starred).value, list)
  else {
    gather(c, args, list, place)
    positional = list
  }
  let named = -1
  if (keywords.length > 0) {
    named = b.temp()
    c.at(place)
    c.emit(Op.BUILD_MAP, named, named, 0)
    for (const k of keywords) {
      const m = b.top
      const value = expr(c, k.value)
      c.at(place)
      if (k.arg === null) c.emit(Op.DICT_MERGE, named, value, func)
      else c.emit(Op.DICT_MERGE, named, pair(c, k.arg, value), func)
      b.top = m
    }
  }
  c.at(place)
  const out = result(c, mark, target)
  c.emit(Op.CALL_EX, out, func, positional, named)
  return out
}

/** A dict of one named argument, so that repeated names are noticed. */
function pair(c: Compiler, name: string, value: number): number {
  const { b } = c
  const base = b.temps(2)
  c.emit(Op.COPY, base, b.constant(name))
  c.emit(Op.COPY, base + 1, value)
  const d = b.temp()
  c.emit(Op.BUILD_MAP, d, base, 1)
  return d
}
