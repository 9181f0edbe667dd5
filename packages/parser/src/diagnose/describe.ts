// What an expression is called in error messages. CPython: Parser/pegen.c (_PyPegen_get_expr_name)
// ref: simple_stmts#assignment-statements; CPython: Parser/pegen.c (_PyPegen_get_invalid_target, _PyPegen_get_expr_name)
import * as A from '../generated/ast.ts'
import type { expr } from '../generated/ast.ts'

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
