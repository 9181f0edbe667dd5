/**
 * `unparse`: source text for a tree, equal to CPython 3.13's `ast.unparse`.
 *
 * Parsing the text gives an equal tree back; comments, layout and the choice of quotes are those of the printer.
 *
 * lib: ast#ast.unparse
 * differs: of an `Interactive` tree all statements are printed, of which CPython prints the last.
 */
import { SUMS, Tag } from './generated/ast.ts'
import type {
  ExceptHandler,
  Node,
  TypeIgnore,
  alias,
  arg,
  arguments_,
  comprehension,
  expr,
  keyword,
  match_case,
  mod,
  pattern,
  stmt,
  type_param,
  withitem,
} from './generated/ast.ts'
import { guardNesting } from './nesting.ts'
import {
  expression,
  expressions,
  keywordArgument,
  loopText,
  parameter,
  parameters,
  patternText,
} from './unparse/expressions.ts'
import { StatementPrinter, aliasText, typeParamText, withItemText } from './unparse/statements.ts'

/** The source text of any node. Operators, contexts and `TypeIgnore` alone have none. */
export function unparse(node: Node): string {
  return guardNesting('', () => print(node))
}

function print(node: Node): string {
  switch (SUMS[node.tag]) {
    case 'mod':
      return moduleText(node as mod)
    case 'stmt':
      return lines((printer) => printer.statement(node as stmt))
    case 'expr':
      return expression(node as expr)
    case 'pattern':
      return patternText(node as pattern)
    case 'type_param':
      return typeParamText(node as type_param)
  }
  return partText(node as Part)
}

function lines(print: (printer: StatementPrinter) => void): string {
  const printer = new StatementPrinter()
  print(printer)
  return printer.text
}

function moduleText(node: mod): string {
  switch (node.tag) {
    case Tag.Module:
      return lines((printer) => printer.module(node))
    case Tag.Interactive:
      return lines((printer) => printer.body(node.body))
    case Tag.Expression:
      return expression(node.body)
    case Tag.FunctionType:
      return `(${expressions(node.argtypes)}) -> ${expression(node.returns)}`
  }
}

/** Nodes that are parts of statements and expressions. */
type Part = ExceptHandler | TypeIgnore | alias | arg | arguments_ | comprehension | keyword | match_case | withitem

function partText(node: Part): string {
  switch (node.tag) {
    case Tag.ExceptHandler:
      return lines((printer) => printer.handler(node))
    case Tag.match_case:
      return lines((printer) => printer.matchCase(node))
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
  }
  return ''
}
