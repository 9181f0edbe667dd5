/** The tree becomes code for a register machine: a register per local variable, temporaries above them. */
import type { Location } from '../../src/index.ts'
import { liveness } from './liveness.ts'
import { OP, type OpcodeName, WIDTH } from './opcodes.ts'
import type { Local } from './tree.ts'
import { type Expression, type FunctionNode, type Statement } from './tree.ts'
import type { Global } from './values.ts'

/** The code of one function. */
export class Proto {
  readonly name: string
  readonly parameters: number
  code = new Int32Array()
  registers = 0
  readonly constants: any[] = []
  readonly protos: Proto[] = []
  readonly globals: Global[] = []
  /** Where a closure gets its cells: n ≥ 0 from a register of the function around it, n < 0 from that one's cell ~n. */
  readonly captures: number[] = []
  /** Live registers before each instruction. */
  live: number[][] = []
  /** Heads of loops, and the start, where compiled code can be entered. */
  readonly locations = new Map<number, Location>()

  constructor(name: string, parameters: number) {
    this.name = name
    this.parameters = parameters
  }
}

/** Compiles a program; the makers of globals and locations are the machine's. */
export function compile(
  node: FunctionNode,
  globalOf: (name: string) => Global,
  locate: (proto: Proto, pc: number) => Location,
): Proto {
  return new Compiler(node, null, globalOf, locate).run()
}

/** Operators and their opcodes. */
const BINARY = Object.fromEntries(
  '+ ADD - SUB * MUL / DIV // IDIV % MOD .. CONCAT & BAND | BOR ~ BXOR << SHL >> SHR == EQ < LT <= LE'
    .match(/\S+ \w+/g)!
    .map((pair) => pair.split(' ')),
) as Readonly<Record<string, OpcodeName>>

class Compiler {
  private readonly node: FunctionNode
  private readonly outer: Compiler | null
  private readonly globalOf: (name: string) => Global
  private readonly locate: (proto: Proto, pc: number) => Location
  private readonly proto: Proto
  private readonly code: number[] = []
  private readonly captured: Local[] = []
  private next = 0
  private breaks: number[][] = []

  constructor(
    node: FunctionNode,
    outer: Compiler | null,
    globalOf: (name: string) => Global,
    locate: (proto: Proto, pc: number) => Location,
  ) {
    this.node = node
    this.outer = outer
    this.globalOf = globalOf
    this.locate = locate
    this.proto = new Proto(node.name, node.parameters.length)
  }

  run(): Proto {
    const { node, proto } = this
    for (const parameter of node.parameters) parameter.register = this.temporary()
    for (const { isCaptured, register } of node.parameters) if (isCaptured) this.emit('NEWCELL', register, register)
    this.block(node.body)
    this.emit('RETURN', this.value({ kind: 'constant', value: null }))
    proto.code = Int32Array.from(this.code)
    proto.live = liveness(proto.code)
    proto.locations.set(0, this.locate(proto, 0))
    for (let pc = 0; pc < this.code.length; pc += WIDTH) {
      if (this.code[pc] === OP.LOOP) proto.locations.set(this.code[pc + 1], this.locate(proto, this.code[pc + 1]))
    }
    return proto
  }

  // Code.

  private emit(name: OpcodeName, a = 0, b = 0, c = 0): number {
    return this.code.push(OP[name], a, b, c) - WIDTH
  }

  private get here(): number {
    return this.code.length
  }

  /** Fills in where the jump at `pc` goes. */
  private land(pc: number): void {
    this.code[pc + (this.code[pc] === OP.JUMP ? 1 : 2)] = this.here
  }

  private temporary(): number {
    this.next++
    this.proto.registers = Math.max(this.proto.registers, this.next)
    return this.next - 1
  }

  private constant(value: unknown): number {
    const known = this.proto.constants.indexOf(value)
    return known >= 0 ? known : this.proto.constants.push(value) - 1
  }

  private global(name: string): number {
    const global = this.globalOf(name)
    const known = this.proto.globals.indexOf(global)
    return known >= 0 ? known : this.proto.globals.push(global) - 1
  }

  private cellIndex(local: Local): number {
    let index = this.captured.indexOf(local)
    if (index < 0) {
      index = this.captured.push(local) - 1
      const { outer } = this
      this.proto.captures.push(local.owner === outer!.node ? local.register : ~outer!.cellIndex(local))
    }
    return index
  }

  // Statements.

  private block(body: readonly Statement[]): void {
    const { next } = this
    for (const statement of body) {
      const { next: before } = this
      this.statement(statement)
      if (statement.kind !== 'locals') this.next = before
    }
    this.next = next
  }

  private statement(statement: Statement): void {
    switch (statement.kind) {
      case 'locals':
        return this.locals(statement.locals, statement.values)
      case 'assign':
        return this.assign(statement.targets, statement.values)
      case 'call':
        this.value(statement.call)
        return
      case 'do':
        return this.block(statement.body)
      case 'return':
        this.emit('RETURN', this.value(statement.value ?? { kind: 'constant', value: null }))
        return
      case 'break':
        this.breaks.at(-1)!.push(this.emit('JUMP'))
        return
      case 'if': {
        const ends: number[] = []
        for (const [condition, body] of statement.arms) {
          const skip = this.emit('JUMPIFNOT', this.value(condition))
          this.block(body)
          ends.push(this.emit('JUMP'))
          this.land(skip)
        }
        this.block(statement.otherwise)
        for (const end of ends) this.land(end)
        return
      }
      case 'while':
        return this.loop(statement.body, () => this.emit('JUMPIFNOT', this.value(statement.condition)))
      case 'for':
        return this.forLoop(statement)
    }
  }

  private loop(body: readonly Statement[], test: () => number, step: () => void = () => {}): void {
    const head = this.here
    const { next } = this
    const leave = test()
    this.next = next
    this.breaks.push([])
    this.block(body)
    step()
    this.next = next
    this.emit('LOOP', head)
    this.land(leave)
    for (const jump of this.breaks.pop()!) this.land(jump)
  }

  private forLoop({ variable, first, last, step, body }: Statement & { kind: 'for' }): void {
    const index = this.temporary()
    this.into(index, first)
    const limit = this.temporary()
    this.into(limit, last)
    variable.register = this.temporary()
    const test = (): number => {
      const holds = this.temporary()
      this.emit('LE', holds, ...(step > 0 ? ([index, limit] as const) : ([limit, index] as const)))
      return this.emit('JUMPIFNOT', holds)
    }
    const enter: Statement = { kind: 'do', body }
    const copy = (): void => void this.emit(variable.isCaptured ? 'NEWCELL' : 'MOVE', variable.register, index)
    const advance = (): void => {
      const by = this.temporary()
      this.emit('CONST', by, this.constant(step))
      this.emit('ADD', index, index, by)
    }
    this.loop(
      [enter],
      () => {
        const leave = test()
        copy()
        return leave
      },
      advance,
    )
  }

  private locals(locals: readonly Local[], values: readonly Expression[]): void {
    // A function may call itself by its name, so its cell is there before it is.
    const [first] = values
    if (first?.kind === 'function' && first.name === locals[0].name) {
      const { register } = this.introduce(locals[0])
      this.emit('CONST', register, this.constant(null))
      if (locals[0].isCaptured) this.emit('NEWCELL', register, register)
      this.store(locals[0], this.value(first))
      return
    }
    const registers = locals.map(() => this.temporary())
    const before = this.next
    locals.forEach((_, i) => {
      this.into(registers[i], values[i] ?? { kind: 'constant', value: null })
      this.next = before
    })
    locals.forEach((local, i) => {
      local.register = registers[i]
      if (local.isCaptured) this.emit('NEWCELL', registers[i], registers[i])
    })
  }

  private introduce(local: Local): Local {
    local.register = this.temporary()
    return local
  }

  private store(local: Local, from: number): void {
    if (local.owner !== this.node) this.emit('SETOUTER', this.cellIndex(local), from)
    else if (local.isCaptured) this.emit('SETCELL', local.register, from)
    else this.emit('MOVE', local.register, from)
  }

  private assign(targets: readonly Expression[], values: readonly Expression[]): void {
    const places = targets.map((target) =>
      target.kind === 'index' ? ([this.value(target.object), this.keyOf(target.key)] as const) : null,
    )
    if (targets.length === 1 && targets[0].kind === 'local' && !targets[0].local.isCaptured) {
      this.into(targets[0].local.register, values[0])
      return
    }
    const registers = targets.map((_, i) => {
      const register = this.temporary()
      this.into(register, values[i] ?? { kind: 'constant', value: null })
      return register
    })
    targets.forEach((target, i) => {
      if (target.kind === 'global') this.emit('SETGLOBAL', this.global(target.name), registers[i])
      else if (target.kind === 'local') this.store(target.local, registers[i])
      else if (target.kind === 'index') {
        const [object, key] = places[i]!
        if (typeof key === 'string') this.emit('SETFIELD', object, this.constant(key), registers[i])
        else this.emit('SETINDEX', object, key, registers[i])
      }
    })
  }

  /** A key that is a constant string itself, any other in a register. */
  private keyOf(key: Expression): string | number {
    return key.kind === 'constant' && typeof key.value === 'string' ? key.value : this.value(key)
  }

  // Expressions.

  /** The register that holds the value of an expression: the variable's own, or a temporary. */
  private value(expression: Expression): number {
    if (expression.kind === 'local' && !expression.local.isCaptured) return expression.local.register
    const register = this.temporary()
    this.into(register, expression)
    return register
  }

  /** Puts the value of an expression into a register. */
  private into(register: number, expression: Expression): void {
    const { next } = this
    switch (expression.kind) {
      case 'constant':
        this.emit('CONST', register, this.constant(expression.value))
        break
      case 'local': {
        const { local } = expression
        if (local.owner !== this.node) this.emit('GETOUTER', register, this.cellIndex(local))
        else this.emit(local.isCaptured ? 'GETCELL' : 'MOVE', register, local.register)
        break
      }
      case 'global':
        this.emit('GETGLOBAL', register, this.global(expression.name))
        break
      case 'index': {
        const object = this.value(expression.object)
        const key = this.keyOf(expression.key)
        if (typeof key === 'string') this.emit('GETFIELD', register, object, this.constant(key))
        else this.emit('GETINDEX', register, object, key)
        break
      }
      case 'call': {
        const first = this.temporary()
        this.into(first, expression.callee)
        for (const arg of expression.args) this.into(this.temporary(), arg)
        this.emit('CALL', register, first, expression.args.length)
        break
      }
      case 'function': {
        const inner = new Compiler(expression, this, this.globalOf, this.locate)
        this.emit('CLOSURE', register, this.proto.protos.push(inner.run()) - 1)
        break
      }
      case 'unary': {
        const operand = this.value(expression.operand)
        if (expression.operator === '~') {
          const ones = this.value({ kind: 'constant', value: -1 })
          this.emit('BXOR', register, operand, ones)
        } else
          this.emit(
            expression.operator === '-' ? 'NEG' : expression.operator === '#' ? 'LEN' : 'NOT',
            register,
            operand,
          )
        break
      }
      case 'binary':
        this.binary(register, expression)
        break
      case 'table':
        this.table(register, expression.items)
        break
    }
    this.next = next
  }

  private binary(register: number, { operator, left, right }: Expression & { kind: 'binary' }): void {
    if (operator === 'and' || operator === 'or') {
      const result = this.temporary()
      this.into(result, left)
      const skip = this.emit(operator === 'and' ? 'JUMPIFNOT' : 'JUMPIF', result)
      this.into(result, right)
      this.land(skip)
      this.emit('MOVE', register, result)
      return
    }
    let a = this.value(left)
    if (left.kind === 'local' && right.kind !== 'constant' && right.kind !== 'local') {
      // The right side may assign the variable.
      const copy = this.temporary()
      this.emit('MOVE', copy, a)
      a = copy
    }
    const b = this.value(right)
    if (operator === '~=') {
      this.emit('EQ', register, a, b)
      this.emit('NOT', register, register)
    } else if (operator === '>') this.emit('LT', register, b, a)
    else if (operator === '>=') this.emit('LE', register, b, a)
    else this.emit(BINARY[operator], register, a, b)
  }

  private table(register: number, items: readonly [Expression | null, Expression][]): void {
    const table = this.temporary()
    this.emit('NEWTABLE', table)
    let position = 1
    for (const [key, value] of items) {
      const { next } = this
      const place = this.keyOf(key ?? { kind: 'constant', value: position++ })
      const from = this.value(value)
      if (typeof place === 'string') this.emit('SETFIELD', table, this.constant(place), from)
      else this.emit('SETINDEX', table, place, from)
      this.next = next
    }
    this.emit('MOVE', register, table)
  }
}
