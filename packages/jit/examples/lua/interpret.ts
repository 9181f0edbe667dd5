/**
 * The interpreter of the small Lua, as one would write it without a JIT: frames on the heap, a `switch` over opcodes. What the JIT adds is marked
 * by the word `driver`: two places where compiled code can take over, a loop's head and a function's start.
 */
import { type Driver } from '../../src/index.ts'
import * as arithmetic from './arithmetic.ts'
import type { Proto } from './compile.ts'
import { compile } from './compile.ts'
import { OP, WIDTH } from './opcodes.ts'
import { parse } from './parser.ts'
import { Builtin, Cell, Closure, Global, LTable, LuaError, Shape, show } from './values.ts'

/** A call that is running. `pc` of a frame that waits for a callee is its CALL instruction's. */
export class Frame {
  readonly closure: Closure
  readonly proto: Proto
  readonly registers: any[]
  pc = 0
  caller: Frame | null = null

  constructor(closure: Closure) {
    this.closure = closure
    this.proto = closure.proto
    this.registers = new Array(this.proto.registers).fill(null)
  }
}

/** Where to go on: frames from `top` down to `bottom`, or, without frames, with what the bottommost returned. */
export interface State {
  readonly top: Frame | null
  readonly bottom: Frame | null
  readonly value: any
}

export class Machine {
  readonly globals = new Map<string, Global>()
  driver: Driver<State> | null = null

  /** Compiles and runs a program; gives what it returns. */
  execute(source: string): any {
    const proto = compile(
      parse(source),
      (name) => this.global(name),
      (code, pc) =>
        this.driver!.location(
          code,
          pc,
          `${code.name}@${pc}`,
          ['r', ...code.live[pc / WIDTH].map(() => 'r' as const)],
          pc === 0,
        ),
    )
    return this.call(new Closure(proto, []), [])
  }

  global(name: string): Global {
    let global = this.globals.get(name)
    if (global === undefined) {
      global = new Global(name)
      this.globals.set(name, global)
    }
    return global
  }

  /** Calls a function from outside. */
  call(callee: any, args: readonly any[]): any {
    if (callee instanceof Builtin) return callee.run(...args)
    const frame = this.newFrame(callee)
    for (let i = 0; i < frame.proto.parameters; i++) frame.registers[i] = args[i] ?? null
    return this.run(frame)
  }

  newFrame(callee: any): Frame {
    if (!(callee instanceof Closure)) throw new LuaError(`attempt to call a ${show(callee)} value`)
    return new Frame(callee)
  }

  /** Runs a frame, and those it calls, until it returns. */
  run(frame: Frame): any {
    for (;;) {
      const { code, constants, live, locations } = frame.proto
      const { registers, closure } = frame
      let { pc } = frame
      let other: Frame | null = null
      let result: any
      frame: for (;;) {
        const a = code[pc + 1]
        const b = code[pc + 2]
        const c = code[pc + 3]
        switch (code[pc]) {
          case OP.MOVE:
            registers[a] = registers[b]
            break
          case OP.CONST:
            registers[a] = constants[b]
            break
          case OP.GETGLOBAL:
            registers[a] = frame.proto.globals[b].value
            break
          case OP.SETGLOBAL:
            frame.proto.globals[a].set(registers[b])
            break
          case OP.GETOUTER:
            registers[a] = closure.cells[b].value
            break
          case OP.SETOUTER:
            closure.cells[a].value = registers[b]
            break
          case OP.NEWCELL:
            registers[a] = new Cell(registers[b])
            break
          case OP.GETCELL:
            registers[a] = registers[b].value
            break
          case OP.SETCELL:
            registers[a].value = registers[b]
            break
          case OP.CLOSURE: {
            const proto = frame.proto.protos[b]
            const cells = proto.captures.map((from) => (from >= 0 ? registers[from] : closure.cells[~from]))
            registers[a] = new Closure(proto, cells)
            break
          }
          case OP.ADD:
            registers[a] = arithmetic.add(registers[b], registers[c])
            break
          case OP.SUB:
            registers[a] = arithmetic.sub(registers[b], registers[c])
            break
          case OP.MUL:
            registers[a] = arithmetic.mul(registers[b], registers[c])
            break
          case OP.DIV:
            registers[a] = arithmetic.div(registers[b], registers[c])
            break
          case OP.IDIV:
            registers[a] = arithmetic.idiv(registers[b], registers[c])
            break
          case OP.MOD:
            registers[a] = arithmetic.mod(registers[b], registers[c])
            break
          case OP.BAND:
            registers[a] = arithmetic.band(registers[b], registers[c])
            break
          case OP.BOR:
            registers[a] = arithmetic.bor(registers[b], registers[c])
            break
          case OP.BXOR:
            registers[a] = arithmetic.bxor(registers[b], registers[c])
            break
          case OP.SHL:
            registers[a] = arithmetic.shl(registers[b], registers[c])
            break
          case OP.SHR:
            registers[a] = arithmetic.shr(registers[b], registers[c])
            break
          case OP.CONCAT:
            registers[a] = arithmetic.concat(registers[b], registers[c])
            break
          case OP.EQ:
            registers[a] = arithmetic.equal(registers[b], registers[c])
            break
          case OP.LT:
            registers[a] = arithmetic.less(registers[b], registers[c])
            break
          case OP.LE:
            registers[a] = arithmetic.lessOrEqual(registers[b], registers[c])
            break
          case OP.NEG:
            registers[a] = arithmetic.neg(registers[b])
            break
          case OP.NOT:
            registers[a] = registers[b] === null || registers[b] === false
            break
          case OP.LEN:
            registers[a] = arithmetic.length(registers[b])
            break
          case OP.NEWTABLE:
            registers[a] = new LTable(Shape.empty, [], [], null)
            break
          case OP.GETINDEX:
            registers[a] = tableOf(registers[b]).get(registers[c])
            break
          case OP.SETINDEX:
            tableOf(registers[a]).set(registers[b], registers[c])
            break
          case OP.GETFIELD:
            registers[a] = tableOf(registers[b]).get(constants[c])
            break
          case OP.SETFIELD:
            tableOf(registers[a]).set(constants[b], registers[c])
            break
          case OP.JUMP:
            pc = a
            continue
          case OP.JUMPIF:
            if (registers[a] !== null && registers[a] !== false) {
              pc = b
              continue
            }
            break
          case OP.JUMPIFNOT:
            if (registers[a] === null || registers[a] === false) {
              pc = b
              continue
            }
            break
          case OP.LOOP: {
            pc = a
            const location = locations.get(pc)!
            if (location.isHot()) {
              const values = [closure, ...live[pc / WIDTH].map((register) => registers[register])]
              const state = this.driver!.arrive(location, values)
              if (state !== null) {
                if (state.top === null) {
                  result = state.value
                  break frame
                }
                state.bottom!.caller = frame.caller
                other = state.top
                break frame
              }
            }
            continue
          }
          case OP.CALL: {
            const callee = registers[b]
            if (callee instanceof Builtin) {
              registers[a] = callee.run(...registers.slice(b + 1, b + 1 + c))
              break
            }
            other = this.newFrame(callee)
            for (let i = 0; i < other.proto.parameters; i++) other.registers[i] = i < c ? registers[b + 1 + i] : null
            frame.pc = pc
            const state = this.entered(other)
            if (state !== null) {
              if (state.top === null) {
                other = null
                registers[a] = state.value
                break
              }
              state.bottom!.caller = frame
              other = state.top
            } else other.caller = frame
            break frame
          }
          case OP.RETURN:
            result = registers[a]
            break frame
        }
        pc += WIDTH
      }
      if (other === null) {
        const { caller } = frame
        if (caller === null) return result
        caller.registers[caller.proto.code[caller.pc + 1]] = result
        caller.pc += WIDTH
        other = caller
      }
      frame = other
    }
  }

  /** A frame is about to run its first instruction: whether compiled code has taken over. */
  private entered({ closure, proto, registers }: Frame): State | null {
    const location = proto.locations.get(0)!
    if (!location.isHot()) return null
    return this.driver!.arrive(location, [closure, ...proto.live[0].map((register) => registers[register])])
  }
}

export function tableOf(value: any): LTable {
  if (value instanceof LTable) return value
  throw new LuaError(`attempt to index a ${show(value)} value`)
}
