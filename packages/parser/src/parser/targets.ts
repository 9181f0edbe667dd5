// Targets of assignments, loops and del: which expressions can be stored to. ref: simple_stmts#assignment-statements
import * as A from '../generated/ast.ts'
import type { expr } from '../generated/ast.ts'
import type { Parser } from './parser.ts'

/** Marks an expression as stored to or deleted; that it cannot be is an error. */
export function store(p: Parser, e: expr, ctx: A.expr_context): void {
  switch (e.tag) {
    case A.Tag.List:
    case A.Tag.Tuple: {
      const { elts } = e as A.Tuple
      for (let i = 0; i < elts.length; i++) store(p, elts[i], ctx)
      ;(e as A.Tuple).ctx = ctx
      break
    }
    case A.Tag.Starred:
      if (ctx === A.Del) throw p.wrong()
      store(p, (e as A.Starred).value, ctx)
      ;(e as A.Starred).ctx = ctx
      break
    case A.Tag.Name:
    case A.Tag.Subscript:
    case A.Tag.Attribute:
      ;(e as A.Name).ctx = ctx
      break
    default:
      throw p.wrong()
  }
}
