/**
 * Source text of the small Lua becomes a tree. What is there: integers of 64 bits, floats, strings, booleans, nil, tables, closures, `local`, `function`,
 * `if`, `while`, `for i = a, b, c`, `do`, `break`, `return` of one value. What is not: metatables, several results, `goto`, `for in`, `repeat`.
 */
import { LFloat } from './values.ts'
import { type Expression, type FunctionNode, Local, type Statement } from './tree.ts'

const TOKEN =
  /\s+|--[^\n]*|([A-Za-z_]\w*)|(0x[\da-fA-F]+|\d+\.?\d*(?:[eE][+-]?\d+)?)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\.\.|\/\/|<<|>>|==|~=|<=|>=|[-+*/%^#&~|<>=(){}[\];:,.])|(.)/gy
const KEYWORDS = new Set(
  'and break do else elseif end false for function if local nil not or return then true while'.split(' '),
)

/** How strongly binary operators bind: those of a later line more than those before. */
const BINARY: Record<string, number> = {}
;['or', 'and', '< > <= >= ~= ==', '|', '~', '&', '<< >>', '..', '+ -', '* / // %'].forEach((operators, i) => {
  for (const operator of operators.split(' ')) BINARY[operator] = i + 1
})
const UNARY = 11

/** The tree of a program: a function without parameters. */
export function parse(source: string): FunctionNode {
  return new Parser(source).program()
}

class Parser {
  private readonly tokens: string[] = []
  private at = 0
  private scope: Local[] = []
  private current: FunctionNode = { kind: 'function', name: 'main', outer: null, parameters: [], body: [] }

  constructor(source: string) {
    for (const [text, name, number, string, symbol, wrong] of source.matchAll(TOKEN)) {
      if (wrong !== undefined) throw new SyntaxError(`unexpected symbol near '${wrong}'`)
      if ((name ?? number ?? string ?? symbol) !== undefined) this.tokens.push(text)
    }
    this.tokens.push('<eof>')
  }

  program(): FunctionNode {
    this.current.body = this.block()
    this.expect('<eof>')
    return this.current
  }

  // Tokens.

  private get token(): string {
    return this.tokens[this.at]
  }

  private accept(text: string): boolean {
    if (this.token !== text) return false
    this.at++
    return true
  }

  private expect(text: string): void {
    if (!this.accept(text)) throw new SyntaxError(`'${text}' expected near '${this.token}'`)
  }

  private name(): string {
    const { token } = this
    if (!/^[A-Za-z_]/.test(token) || KEYWORDS.has(token)) throw new SyntaxError(`<name> expected near '${token}'`)
    this.at++
    return token
  }

  // Statements.

  private block(): Statement[] {
    const { length } = this.scope
    const body: Statement[] = []
    while (!['end', 'else', 'elseif', '<eof>'].includes(this.token)) {
      if (this.accept(';')) continue
      body.push(this.statement())
    }
    this.scope.length = length
    return body
  }

  private introduce(name: string): Local {
    const local = new Local(name, this.current)
    this.scope.push(local)
    return local
  }

  private statement(): Statement {
    if (this.accept('local')) return this.accept('function') ? this.localFunction() : this.locals()
    if (this.accept('function')) return this.functionStatement()
    if (this.accept('if')) return this.ifStatement()
    if (this.accept('while')) {
      const condition = this.expression()
      return { kind: 'while', condition, body: this.doBlock() }
    }
    if (this.accept('for')) return this.forStatement()
    if (this.token === 'do') return { kind: 'do', body: this.doBlock() }
    if (this.accept('break')) return { kind: 'break' }
    if (this.accept('return')) {
      const isEmpty = ['end', 'else', 'elseif', '<eof>', ';'].includes(this.token)
      return { kind: 'return', value: isEmpty ? null : this.expression() }
    }
    const targets = [this.suffixed()]
    if (targets[0].kind === 'call') return { kind: 'call', call: targets[0] }
    while (this.accept(',')) targets.push(this.suffixed())
    this.expect('=')
    return { kind: 'assign', targets, values: this.expressions() }
  }

  private locals(): Statement {
    const names = [this.name()]
    while (this.accept(',')) names.push(this.name())
    const values = this.accept('=') ? this.expressions() : []
    return { kind: 'locals', locals: names.map((name) => this.introduce(name)), values }
  }

  private localFunction(): Statement {
    const local = this.introduce(this.name())
    return { kind: 'locals', locals: [local], values: [this.functionBody(local.name)] }
  }

  private functionStatement(): Statement {
    const name = this.name()
    let target = this.variable(name)
    while (this.accept('.')) target = { kind: 'index', object: target, key: { kind: 'constant', value: this.name() } }
    return { kind: 'assign', targets: [target], values: [this.functionBody(name)] }
  }

  private ifStatement(): Statement {
    const arms: [Expression, Statement[]][] = []
    let otherwise: Statement[] = []
    do {
      const condition = this.expression()
      this.expect('then')
      arms.push([condition, this.block()])
    } while (this.accept('elseif'))
    if (this.accept('else')) otherwise = this.block()
    this.expect('end')
    return { kind: 'if', arms, otherwise }
  }

  private forStatement(): Statement {
    const name = this.name()
    this.expect('=')
    const first = this.expression()
    this.expect(',')
    const last = this.expression()
    let step = 1
    if (this.accept(',')) {
      const sign = this.accept('-') ? -1 : 1
      step = sign * Number(this.tokens[this.at++])
      if (!Number.isInteger(step) || step === 0) throw new SyntaxError('the step has to be an integer literal')
    }
    const { length } = this.scope
    const variable = this.introduce(name)
    const body = this.doBlock()
    this.scope.length = length
    return { kind: 'for', variable, first, last, step, body }
  }

  private doBlock(): Statement[] {
    this.expect('do')
    const body = this.block()
    this.expect('end')
    return body
  }

  // Expressions.

  private expressions(): Expression[] {
    const list = [this.expression()]
    while (this.accept(',')) list.push(this.expression())
    return list
  }

  private expression(limit = 0): Expression {
    let left: Expression
    const { token } = this
    if (token === '-' || token === 'not' || token === '#' || token === '~') {
      this.at++
      left = { kind: 'unary', operator: token, operand: this.expression(UNARY) }
    } else left = this.simple()
    for (;;) {
      const operator = this.token
      const power = BINARY[operator] as number | undefined
      if (power === undefined || power <= limit) return left
      this.at++
      left = { kind: 'binary', operator, left, right: this.expression(operator === '..' ? power - 1 : power) }
    }
  }

  private simple(): Expression {
    const { token } = this
    const constant = (value: unknown): Expression => {
      this.at++
      return { kind: 'constant', value }
    }
    if (/^\d/.test(token)) return constant(numberOf(token))
    if (/^["']/.test(token)) return constant(unquoted(token))
    if (token === 'nil') return constant(null)
    if (token === 'true' || token === 'false') return constant(token === 'true')
    if (this.accept('function')) return this.functionBody('anonymous')
    if (this.accept('{')) return this.table()
    return this.suffixed()
  }

  private suffixed(): Expression {
    let value: Expression
    if (this.accept('(')) {
      value = this.expression()
      this.expect(')')
    } else value = this.variable(this.name())
    for (;;) {
      if (this.accept('.')) value = { kind: 'index', object: value, key: { kind: 'constant', value: this.name() } }
      else if (this.accept('[')) {
        value = { kind: 'index', object: value, key: this.expression() }
        this.expect(']')
      } else if (this.accept('(')) {
        const args = this.token === ')' ? [] : this.expressions()
        this.expect(')')
        value = { kind: 'call', callee: value, args }
      } else return value
    }
  }

  private variable(name: string): Expression {
    const local = this.scope.findLast((known) => known.name === name)
    if (local === undefined) return { kind: 'global', name }
    if (local.owner !== this.current) local.isCaptured = true
    return { kind: 'local', local }
  }

  private table(): Expression {
    const items: [Expression | null, Expression][] = []
    while (!this.accept('}')) {
      if (this.accept('[')) {
        const key = this.expression()
        this.expect(']')
        this.expect('=')
        items.push([key, this.expression()])
      } else if (this.tokens[this.at + 1] === '=') {
        const key = this.name()
        this.expect('=')
        items.push([{ kind: 'constant', value: key }, this.expression()])
      } else items.push([null, this.expression()])
      if (!this.accept(',') && !this.accept(';') && this.token !== '}') this.expect('}')
    }
    return { kind: 'table', items }
  }

  private functionBody(name: string): FunctionNode {
    const outer = this.current
    const { length } = this.scope
    const node: FunctionNode = { kind: 'function', name, outer, parameters: [], body: [] }
    this.current = node
    this.expect('(')
    while (!this.accept(')')) {
      node.parameters.push(this.introduce(this.name()))
      if (this.token !== ')') this.expect(',')
    }
    node.body = this.block()
    this.expect('end')
    this.scope.length = length
    this.current = outer
    return node
  }
}

function numberOf(token: string): unknown {
  if (token.startsWith('0x')) {
    const value = BigInt.asIntN(64, BigInt(token))
    return Number.isSafeInteger(Number(value)) ? Number(value) : value
  }
  const value = Number(token)
  if (/[.eE]/.test(token) || BigInt(token) >= 2n ** 63n) return new LFloat(value)
  return Number.isSafeInteger(value) ? value : BigInt(token)
}

function unquoted(token: string): string {
  return token.slice(1, -1).replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c === 't' ? '\t' : c))
}
