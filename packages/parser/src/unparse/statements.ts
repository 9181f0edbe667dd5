/**
 * Regenerates the source of statements.
 *
 * What stays true: every statement starts its own line, so a line break is written before it unless nothing has been
 * written yet; functions and classes get an empty line before them on the same terms.
 *
 * lib: ast#ast.unparse
 */
import { Tag } from '../generated/ast.ts'
import type {
  AsyncFor,
  AsyncFunctionDef,
  AsyncWith,
  ClassDef,
  ExceptHandler,
  For,
  FunctionDef,
  If,
  Module,
  Try,
  TryStar,
  With,
  alias,
  expr,
  match_case,
  stmt,
  type_param,
  withitem,
} from '../generated/ast.ts'
import {
  TUPLE,
  YIELD,
  binarySign,
  expression,
  expressions,
  keywordArgument,
  parameters,
  patternText,
} from './expressions.ts'
import { MULTILINE_QUOTES, quoted } from './quotes.ts'

type FunctionNode = FunctionDef | AsyncFunctionDef

export class StatementPrinter {
  text = ''
  private hasText = false
  private depth = 0
  private isTryStar = false
  /** `# type: ignore` comments by line. */
  private ignores: ReadonlyMap<number, string> = new Map()

  module(node: Module): void {
    this.ignores = new Map(node.type_ignores.map((ignore) => [ignore.lineno, 'ignore' + ignore.comment]))
    this.documented(node.body)
  }

  body(statements: readonly stmt[]): void {
    for (const statement of statements) this.statement(statement)
  }

  statement(node: stmt): void {
    switch (node.tag) {
      case Tag.FunctionDef:
        return this.functionDef(node, 'def ')
      case Tag.AsyncFunctionDef:
        return this.functionDef(node, 'async def ')
      case Tag.ClassDef:
        return this.classDef(node)
      case Tag.Return:
        return this.line(node.value === null ? 'return' : 'return ' + expression(node.value))
      case Tag.Delete:
        return this.line('del ' + expressions(node.targets))
      case Tag.Assign: {
        const targets = node.targets.map((target) => expression(target, TUPLE) + ' = ')
        return this.line(targets.join('') + expression(node.value) + this.typeComment(node))
      }
      case Tag.TypeAlias:
        return this.line(`type ${expression(node.name)}${typeParams(node.type_params)} = ${expression(node.value)}`)
      case Tag.AugAssign:
        return this.line(`${expression(node.target)} ${binarySign(node.op)}= ${expression(node.value)}`)
      case Tag.AnnAssign: {
        const target = expression(node.target)
        const shown = !node.simple && node.target.tag === Tag.Name ? `(${target})` : target
        const value = node.value === null ? '' : ' = ' + expression(node.value)
        return this.line(`${shown}: ${expression(node.annotation)}${value}`)
      }
      case Tag.For:
        return this.loop('for ', node)
      case Tag.AsyncFor:
        return this.loop('async for ', node)
      case Tag.While:
        this.line('while ' + expression(node.test))
        this.block(node.body)
        return this.alternative('else', node.orelse)
      case Tag.If:
        return this.ifChain(node)
      case Tag.With:
        return this.withBlock('with ', node)
      case Tag.AsyncWith:
        return this.withBlock('async with ', node)
      case Tag.Match:
        this.line(`match ${expression(node.subject)}:`)
        this.depth++
        for (const entry of node.cases) this.matchCase(entry)
        this.depth--
        return
      case Tag.Raise:
        return this.raise(node.exc, node.cause)
      case Tag.Try:
      case Tag.TryStar:
        return this.tryBlock(node)
      case Tag.Assert:
        return this.line(`assert ${expression(node.test)}${node.msg === null ? '' : ', ' + expression(node.msg)}`)
      case Tag.Import:
        return this.line('import ' + node.names.map(aliasText).join(', '))
      case Tag.ImportFrom: {
        const from = '.'.repeat(node.level ?? 0) + (node.module ?? '')
        return this.line(`from ${from} import ${node.names.map(aliasText).join(', ')}`)
      }
      case Tag.Global:
        return this.line('global ' + node.names.join(', '))
      case Tag.Nonlocal:
        return this.line('nonlocal ' + node.names.join(', '))
      case Tag.Expr:
        return this.line(expression(node.value, YIELD))
      case Tag.Pass:
        return this.line('pass')
      case Tag.Break:
        return this.line('break')
      case Tag.Continue:
        return this.line('continue')
    }
  }

  matchCase(node: match_case): void {
    this.line('case ' + patternText(node.pattern))
    if (node.guard !== null) this.write(' if ' + expression(node.guard))
    this.block(node.body)
  }

  handler(node: ExceptHandler): void {
    const type = node.type === null ? '' : ' ' + expression(node.type)
    this.line((this.isTryStar ? 'except*' : 'except') + type + (node.name === null ? '' : ' as ' + node.name))
    this.block(node.body)
  }

  // Lines and blocks

  private write(text: string): void {
    this.text += text
    this.hasText = true
  }

  private breakLine(): void {
    if (this.hasText) this.text += '\n'
  }

  private line(text: string): void {
    this.breakLine()
    this.write('    '.repeat(this.depth) + text)
  }

  private block(body: readonly stmt[], comment = ''): void {
    this.write(':' + comment)
    this.depth++
    this.body(body)
    this.depth--
  }

  private alternative(word: string, body: readonly stmt[]): void {
    if (body.length === 0) return
    this.line(word)
    this.block(body)
  }

  private typeComment(node: { lineno: number; type_comment: string | null }): string {
    const comment = this.ignores.get(node.lineno) ?? node.type_comment
    return comment === null ? '' : ' # type: ' + comment
  }

  /** A body whose first statement may be a docstring, which keeps triple quotes and real line breaks. */
  private documented(body: readonly stmt[]): void {
    const first = body[0]
    if (first?.tag !== Tag.Expr || first.value.tag !== Tag.Constant || typeof first.value.value !== 'string') {
      return this.body(body)
    }
    this.line((first.value.kind === 'u' ? 'u' : '') + quoted(first.value.value, MULTILINE_QUOTES))
    for (let index = 1; index < body.length; index++) this.statement(body[index])
  }

  // Compound statements

  private decorators(nodes: readonly expr[]): void {
    this.breakLine()
    for (const node of nodes) this.line('@' + expression(node))
  }

  private functionDef(node: FunctionNode, words: string): void {
    this.decorators(node.decorator_list)
    this.line(`${words}${node.name}${typeParams(node.type_params)}(${parameters(node.args)})`)
    if (node.returns !== null) this.write(' -> ' + expression(node.returns))
    this.write(':' + this.typeComment(node))
    this.depth++
    this.documented(node.body)
    this.depth--
  }

  private classDef(node: ClassDef): void {
    this.decorators(node.decorator_list)
    const bases = [...node.bases.map((base) => expression(base)), ...node.keywords.map(keywordArgument)]
    const head = bases.length === 0 ? '' : `(${bases.join(', ')})`
    this.line(`class ${node.name}${typeParams(node.type_params)}${head}:`)
    this.depth++
    this.documented(node.body)
    this.depth--
  }

  private loop(words: string, node: For | AsyncFor): void {
    this.line(`${words}${expression(node.target, TUPLE)} in ${expression(node.iter)}`)
    this.block(node.body, this.typeComment(node))
    this.alternative('else', node.orelse)
  }

  private withBlock(words: string, node: With | AsyncWith): void {
    this.line(words + node.items.map(withItemText).join(', '))
    this.block(node.body, this.typeComment(node))
  }

  private ifChain(node: If): void {
    let link = node
    this.line('if ' + expression(link.test))
    this.block(link.body)
    for (;;) {
      const next = link.orelse.length === 1 ? link.orelse[0] : null
      if (next === null || next.tag !== Tag.If) return this.alternative('else', link.orelse)
      link = next
      this.line('elif ' + expression(link.test))
      this.block(link.body)
    }
  }

  private tryBlock(node: Try | TryStar): void {
    const outer = this.isTryStar
    this.isTryStar = node.tag === Tag.TryStar
    this.line('try')
    this.block(node.body)
    for (const handler of node.handlers) this.handler(handler)
    this.alternative('else', node.orelse)
    this.alternative('finally', node.finalbody)
    this.isTryStar = outer
  }

  private raise(exc: expr | null, cause: expr | null): void {
    if (exc === null) {
      if (cause !== null) throw new TypeError('a cause needs an exception')
      return this.line('raise')
    }
    this.line(`raise ${expression(exc)}${cause === null ? '' : ' from ' + expression(cause)}`)
  }
}

/** `name` or `name as other` in an import. */
export function aliasText(node: alias): string {
  return node.asname === null ? node.name : `${node.name} as ${node.asname}`
}

/** `manager` or `manager as target` in a `with` statement. */
export function withItemText(node: withitem): string {
  const manager = expression(node.context_expr)
  return node.optional_vars === null ? manager : `${manager} as ${expression(node.optional_vars)}`
}

function typeParams(nodes: readonly type_param[]): string {
  return nodes.length === 0 ? '' : `[${nodes.map(typeParamText).join(', ')}]`
}

/** One parameter of a generic definition. */
export function typeParamText(node: type_param): string {
  const value = node.default_value === null ? '' : ' = ' + expression(node.default_value)
  if (node.tag === Tag.TypeVarTuple) return `*${node.name}${value}`
  if (node.tag === Tag.ParamSpec) return `**${node.name}${value}`
  return node.name + (node.bound === null ? '' : ': ' + expression(node.bound)) + value
}
