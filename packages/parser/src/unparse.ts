/**
 * `unparse`: source text for a tree, equal to CPython 3.13's `ast.unparse`.
 *
 * Parsing the text gives an equal tree back; comments, layout and the choice of quotes are those of the printer.
 *
 * lib: ast#ast.unparse
 * differs: of an `Interactive` tree all statements are printed, of which CPython prints the last.
 */
import { Tag } from './generated/ast.ts'
import type { Node, expr, pattern, stmt } from './generated/ast.ts'
import { expression, keywordArgument, loopText, parameter, parameters, patternText } from './unparse/expressions.ts'
import { StatementPrinter, aliasText, typeParamText, withItemText } from './unparse/statements.ts'

/** The source text of any node. Operators and contexts alone have none. */
export function unparse(node: Node): string {
  const printer = new StatementPrinter()
  switch (node.tag) {
    case Tag.Module:
      printer.module(node)
      return printer.text
    case Tag.Interactive:
      printer.body(node.body)
      return printer.text
    case Tag.Expression:
      return expression(node.body)
    case Tag.FunctionType:
      return `(${node.argtypes.map((type) => expression(type)).join(', ')}) -> ${expression(node.returns)}`
    case Tag.ExceptHandler:
      printer.handler(node)
      return printer.text
    case Tag.match_case:
      printer.matchCase(node)
      return printer.text
    case Tag.comprehension:
      return loopText(node)
    case Tag.arguments:
      return parameters(node)
    case Tag.arg:
      return parameter(node)
    case Tag.keyword:
      return keywordArgument(node)
    case Tag.alias:
      return aliasText(node)
    case Tag.withitem:
      return withItemText(node)
    case Tag.TypeVar:
    case Tag.ParamSpec:
    case Tag.TypeVarTuple:
      return typeParamText(node)
  }
  // Each printer knows its own nodes only.
  const text = expression(node as expr) ?? patternText(node as pattern)
  if (text !== undefined) return text
  printer.statement(node as stmt)
  return printer.text
}
