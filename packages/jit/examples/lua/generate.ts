/**
 * Random programs of the small Lua, for comparing a run with the JIT to one without. They always end: loops count, recursion counts down. They raise no
 * errors: variables keep the family of values they begin with (numbers of all sizes and both types, tables of numbers, functions).
 */

/** A program; the same seed gives the same program. */
export function generate(seed: number): string {
  return new Generator(seed).program()
}

const NUMBERS = [
  '0',
  '1',
  '2',
  '3',
  '7',
  '-1',
  '-5',
  '100',
  '1000003',
  '2147483647',
  '4294967296',
  '9007199254740991',
  '0.5',
  '2.0',
  '-1.25',
  '1e10',
]

class Generator {
  private state: number
  private lines: string[] = []
  private indent = ''
  private scopes: string[][] = [['a', 'b', 'c']]
  private names = 0
  private depth = 0
  private functions: [name: string, arity: number][] = []

  constructor(seed: number) {
    this.state = seed * 2654435761 + 12345
  }

  program(): string {
    for (const name of ['a', 'b', 'c']) this.line(`local ${name} = ${this.pick(NUMBERS)}`)
    this.line('g = 1')
    this.line('local t = {x = 1, y = 2.5}')
    this.line('local q = {1, 2.5, 3, 4, 5}')
    for (let i = this.below(3); i > 0; i--) this.functionDefinition()
    for (let i = 0; i < 3; i++) this.loop()
    this.line(`print(${this.scopes[0].join(', ')}, g, t.x, t.y, t.z, q[1], q[2], q[5], #q)`)
    return this.lines.join('\n')
  }

  private below(limit: number): number {
    this.state = (Math.imul(this.state ^ (this.state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0
    return ((this.state ^ (this.state >>> 12)) >>> 0) % limit
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]
  }

  private line(text: string): void {
    this.lines.push(this.indent + text)
  }

  private body(statements: () => void): void {
    const { indent } = this
    this.indent += '  '
    this.scopes.push([...this.scopes.at(-1)!])
    statements()
    this.scopes.pop()
    this.indent = indent
    this.line('end')
  }

  private functionDefinition(): void {
    const name = `f${this.functions.length}`
    const arity = 1 + this.below(2)
    const parameters = ['n', 'm'].slice(0, arity)
    this.line(`local function ${name}(${parameters.join(', ')})`)
    this.body(() => {
      const outer = this.scopes.at(-1)!
      this.scopes[this.scopes.length - 1] = [...outer, ...parameters]
      if (this.below(2) === 0) {
        const rest = ['n - 1', ...parameters.slice(1)].join(', ')
        this.line(`if n < 1 or n > 30 then return ${this.number(1)} end`)
        this.line(`return ${name}(${rest}) + ${this.number(1)}`)
      } else {
        for (let i = this.below(3); i > 0; i--) this.statement()
        this.line(`return ${this.number(2)}`)
      }
    })
    this.functions.push([name, arity])
  }

  private loop(): void {
    const limit = this.depth === 0 ? 20 + this.below(60) : 1 + this.below(6)
    if (this.below(4) === 0) {
      const counter = `w${this.names++}`
      this.line(`local ${counter} = 0`)
      this.line(`while ${counter} < ${limit} do`)
      this.nested(counter, `${counter} = ${counter} + 1`)
    } else {
      const variable = `i${this.names++}`
      this.line(this.below(5) === 0 ? `for ${variable} = ${limit}, 1, -1 do` : `for ${variable} = 1, ${limit} do`)
      this.nested(variable, '')
    }
  }

  private nested(variable: string, step: string): void {
    this.depth++
    this.body(() => {
      this.reads.push(variable)
      if (step !== '') this.line(step)
      for (let i = 1 + this.below(4); i > 0; i--) this.statement()
      this.reads.pop()
    })
    this.depth--
  }

  /** Variables that may be read but not assigned. */
  private readonly reads: string[] = []

  private statement(): void {
    const target = this.pick(this.scopes.at(-1)!)
    switch (this.below(11)) {
      case 0:
        if (this.depth < 3) return this.loop()
        break
      case 1:
        this.line(`if ${this.test()} then`)
        this.indent += '  '
        this.line(`${target} = ${this.number(2)}`)
        this.indent = this.indent.slice(2)
        if (this.below(2) === 0) {
          this.line('else')
          this.line(`  ${this.pick(this.scopes.at(-1)!)} = ${this.number(1)}`)
        }
        return this.line('end')
      case 2:
        return this.line(`t.${this.pick(['x', 'y', 'z'])} = ${this.number(2)}`)
      case 3:
        return this.line(`q[${1 + this.below(7)}] = ${this.number(1)}`)
      case 4: {
        const name = `v${this.names++}`
        this.line(`local ${name} = ${this.number(2)}`)
        this.scopes.at(-1)!.push(name)
        return
      }
      case 5:
        return this.line(`g = ${this.number(1)}`)
      case 6: {
        const name = `p${this.names++}`
        this.line(`local ${name} = {x = ${this.number(1)}, y = ${this.number(1)}}`)
        return this.line(`${target} = ${name}.x + ${name}.y`)
      }
      case 7: {
        const name = `h${this.names++}`
        this.line(`local ${name} = function(k) ${target} = ${target} + k; return ${target} end`)
        return this.line(`${target} = ${name}(${this.number(1)})`)
      }
      case 8:
        return this.line(
          `if ${this.test()} then break end`.replace(
            'break',
            this.depth > 0 && this.below(6) === 0 ? 'break' : `${target} = 1`,
          ),
        )
    }
    this.line(`${target} = ${this.number(3)}`)
  }

  private test(): string {
    return `${this.number(1)} ${this.pick(['<', '<=', '==', '~=', '>', '>='])} ${this.number(1)}`
  }

  private number(depth: number): string {
    if (depth > 0 && this.below(3) > 0) {
      const left = this.number(depth - 1)
      switch (this.below(12)) {
        case 0:
          return `(${left} % 1000)`
        case 1:
          return `(${left} // 7)`
        case 2:
          return `(${this.small()} & ${this.pick(['255', '65535', '2147483647', '4503599627370495'])})`
        case 3:
          return `(${this.small()} ${this.pick(['|', '~', '<<', '>>'])} ${this.pick(['1', '3', '12'])})`
        case 4:
          return `(${left} / ${this.pick(['2', '3', '0.5'])})`
        case 5:
          if (this.functions.length > 0 && this.depth < 2) {
            const [name, arity] = this.pick(this.functions)
            return `${name}(${['5', left].slice(0, arity).join(', ')})`
          }
          return `- ${left}`
        case 6:
          return `sqrt(${left})`
      }
      return `(${left} ${this.pick(['+', '-', '*', '+', '-'])} ${this.number(depth - 1)})`
    }
    switch (this.below(8)) {
      case 0:
        return this.pick(NUMBERS)
      case 1:
        return `t.${this.pick(['x', 'y'])}`
      case 2:
        return `q[${1 + this.below(5)}]`
      case 3:
        return 'g'
      case 4:
        if (this.reads.length > 0) return this.pick(this.reads)
    }
    return this.pick([...this.scopes.at(-1)!, ...this.reads])
  }

  /** An integer. */
  private small(): string {
    return this.reads.length > 0 && this.below(2) === 0
      ? `(${this.pick(this.reads)} * ${this.pick(['3', '1103515245', '6364136223846793005'])} + 12345)`
      : this.pick(['7', '12345', '65537', '#q'])
  }
}
