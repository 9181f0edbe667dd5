// Assignment targets: which expressions may be stored to or deleted, and what the others are called in errors.
// ref: simple_stmts#assignment-statements; CPython: Parser/pegen.c (_PyPegen_get_invalid_target, _PyPegen_get_expr_name)
import * as A from '../generated/ast.ts'
import type { expr } from '../generated/ast.ts'
import type { Parser } from './parser.ts'

/** What an expression is called in "cannot assign to …". */
export function describe(e: expr): string {
  switch (e.tag) {
    case A.Tag.Attribute:
      return 'attribute'
    case A.Tag.Subscript:
      return 'subscript'
    case A.Tag.Starred:
      return 'starred'
    case A.Tag.Name:
      return 'name'
    case A.Tag.List:
      return 'list'
    case A.Tag.Tuple:
      return 'tuple'
    case A.Tag.Lambda:
      return 'lambda'
    case A.Tag.Call:
      return 'function call'
    case A.Tag.BoolOp:
    case A.Tag.BinOp:
    case A.Tag.UnaryOp:
      return 'expression'
    case A.Tag.GeneratorExp:
      return 'generator expression'
    case A.Tag.Yield:
    case A.Tag.YieldFrom:
      return 'yield expression'
    case A.Tag.Await:
      return 'await expression'
    case A.Tag.ListComp:
      return 'list comprehension'
    case A.Tag.SetComp:
      return 'set comprehension'
    case A.Tag.DictComp:
      return 'dict comprehension'
    case A.Tag.Dict:
      return 'dict literal'
    case A.Tag.Set:
      return 'set display'
    case A.Tag.JoinedStr:
    case A.Tag.FormattedValue:
      return 'f-string expression'
    case A.Tag.Constant: {
      const { value } = e as A.Constant
      return value === null
        ? 'None'
        : value === true
          ? 'True'
          : value === false
            ? 'False'
            : value === A.EllipsisLiteral
              ? 'ellipsis'
              : 'literal'
    }
    case A.Tag.Compare:
      return 'comparison'
    case A.Tag.IfExp:
      return 'conditional expression'
    case A.Tag.NamedExpr:
      return 'named expression'
    default:
      return 'expression'
  }
}

/** What the targets are for: which words an error uses. */
export type Use = 'assign' | 'for' | 'delete'

/** The part of a target that cannot be one, or null. */
export function invalidTarget(e: expr, use: Use): expr | null {
  switch (e.tag) {
    case A.Tag.List:
    case A.Tag.Tuple:
      for (const x of (e as A.Tuple).elts) {
        const bad = invalidTarget(x, use)
        if (bad !== null) return bad
      }
      return null
    case A.Tag.Starred:
      return use === 'delete' ? e : invalidTarget((e as A.Starred).value, use)
    case A.Tag.Compare: {
      // `for x in y` is read as a comparison when the target is wrong.
      const c = e as A.Compare
      return use === 'for' && c.ops[0] === A.In ? invalidTarget(c.left, use) : e
    }
    case A.Tag.Name:
    case A.Tag.Subscript:
    case A.Tag.Attribute:
      return null
    default:
      return e
  }
}

/** Marks a target as stored to; raises SyntaxError where it cannot be. */
export function store(p: Parser, e: expr, use: Use): void {
  const bad = invalidTarget(e, use)
  if (bad !== null) {
    throw p.errorOn(use === 'delete' ? `cannot delete ${describe(bad)}` : `cannot assign to ${describe(bad)}`, bad)
  }
  setContext(e, use === 'delete' ? A.Del : A.Store)
}

function setContext(e: expr, ctx: A.expr_context): void {
  switch (e.tag) {
    case A.Tag.List:
    case A.Tag.Tuple:
      ;(e as A.Tuple).ctx = ctx
      for (const x of (e as A.Tuple).elts) setContext(x, ctx)
      break
    case A.Tag.Starred:
      ;(e as A.Starred).ctx = ctx
      setContext((e as A.Starred).value, ctx)
      break
    case A.Tag.Name:
    case A.Tag.Subscript:
    case A.Tag.Attribute:
      ;(e as A.Name).ctx = ctx
      break
  }
}
