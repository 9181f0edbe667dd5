// Calls. ref: expressions#calls
import { ast as A } from '@typhon/parser'
import * as Op from '../generated/opcodes.ts'
import type { Place } from './builder.ts'
import type { Compiler } from './compiler.ts'
import { attributePlace, expr, gather } from './expressions.ts'

export function call(c: Compiler, e: A.Call, target: number | null): number {
  const { b } = c
  const out = target ?? b.temp()
  const mark = b.top
  const simple = !e.args.some((x) => x.tag === A.Tag.Starred) && !e.keywords.some((k) => k.arg === null)
  if (simple && e.func.tag === A.Tag.Attribute && !isSuper(e.func as A.Attribute)) {
    const f = e.func as A.Attribute
    const base = b.temps(2 + e.args.length + e.keywords.length)
    const m = b.top
    const object = expr(c, f.value)
    c.at(attributePlace(f))
    c.emit(Op.LOAD_METHOD, base, object, b.name(c.mangle(f.attr)), b.cache())
    b.top = m
    values(c, e, base + 2)
    c.at(methodPlace(e))
    if (e.keywords.length > 0) c.emit(Op.CALL_METHOD_KW, out, base, e.args.length + e.keywords.length, b.keywords(e.keywords.map((k) => c.mangle(k.arg as string))))
    else c.emit(Op.CALL_METHOD, out, base, e.args.length)
  } else if (simple) {
    const base = b.temps(1 + e.args.length + e.keywords.length)
    const m = b.top
    expr(c, e.func, base)
    b.top = m
    values(c, e, base + 1)
    c.at(e)
    if (e.keywords.length > 0) c.emit(Op.CALL_KW, out, base, e.args.length + e.keywords.length, b.keywords(e.keywords.map((k) => c.mangle(k.arg as string))))
    else c.emit(Op.CALL, out, base, e.args.length)
  } else {
    const func = b.temp()
    expr(c, e.func, func)
    unpackedCall(c, out, func, e.args, e.keywords, e)
  }
  b.top = mark
  return out
}

/** `super().name` or `super(C, x).name`, which have an instruction of their own. */
function isSuper({ value }: A.Attribute): boolean {
  if (value.tag !== A.Tag.Call) return false
  const { func, args } = value as A.Call
  return func.tag === A.Tag.Name && (func as A.Name).id === 'super' && (args.length === 0 || args.length === 2)
}

/** A method call that spans lines is shown from the method's name on. CPython: update_start_location_to_match_attr */
function methodPlace(e: A.Call): Place {
  const f = e.func as A.Attribute
  const p = attributePlace(f)
  if (p === f) return e
  return { lineno: p.lineno, col_offset: p.col_offset, end_lineno: e.end_lineno, end_col_offset: e.end_col_offset }
}

/** Positional and named arguments into registers in a row. */
function values(c: Compiler, e: A.Call, base: number): void {
  const { b } = c
  e.args.forEach((x, i) => {
    const m = b.top
    expr(c, x, base + i)
    b.top = m
  })
  e.keywords.forEach((k, i) => {
    const m = b.top
    expr(c, k.value, base + e.args.length + i)
    b.top = m
  })
}

/** A call with `*` or `**` arguments. */
export function unpackedCall(c: Compiler, out: number, func: number, args: readonly A.expr[], keywords: readonly A.keyword[], place: Place): void {
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
  c.emit(Op.CALL_EX, out, func, positional, named)
}

/** A dict of one named argument, so that repeated names are noticed. */
function pair(c: Compiler, name: string, value: number): number {
  const { b } = c
  const base = b.temps(2)
  c.emit(Op.COPY, base, b.constant(c.mangle(name)))
  c.emit(Op.COPY, base + 1, value)
  const d = b.temp()
  c.emit(Op.BUILD_MAP, d, base, 1)
  return d
}
