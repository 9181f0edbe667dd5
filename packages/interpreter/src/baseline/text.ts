// The text of one compiled function while it is being written: names of registers, constants that it closes over, and functions
// of the run-time support that it calls.
import type { Cache, W_Code } from '../objects/code.ts'
import type { State, Types } from './types.ts'

/** The code that is compiled, and how it runs: with a frame of its own on the heap, or with none. */
export class Text {
  readonly code: W_Code
  /** Whether it goes on with a frame that the interpreter left; else it is a function that is called. */
  readonly framed: boolean
  /** The number of the first site: `base + pc` tells the running code and its place. */
  readonly base: number
  /** Values that the text closes over, k0, k1, … */
  readonly constants: unknown[] = []
  /** Names of the run-time support that the text uses. */
  readonly used = new Set<string>()
  /** What is known of the method that was loaded last, by the first of its registers. */
  readonly methods = new Map<number, Cache>()
  /** What registers may hold, and what is known of them before the instruction that is being written. */
  readonly types: Types
  state: State
  /** Where to go when a call has given RAISED, in the block that is being written. */
  failure = ''
  private readonly numbers = new Map<unknown, number>()

  constructor(code: W_Code, framed: boolean, base: number, types: Types, state: State) {
    this.types = types
    this.state = state
    this.code = code
    this.framed = framed
    this.base = base
  }

  /** The register as an expression: a variable, or the constant that it holds. */
  reg(r: number): string {
    const { unit, template } = this.code
    if (r < unit.firstConst) return `r${r}`
    const w = template[r]
    if (typeof w === 'number') return w < 0 ? `(${w})` : `${w}`
    if (w === null || typeof w === 'boolean') return `${w}`
    return this.constant(w)
  }

  /** The value of a constant register, undefined for a variable. */
  constantIn(r: number): unknown {
    return r < this.code.unit.firstConst ? undefined : this.code.template[r]
  }

  /** A name for a value that the text closes over. */
  constant(value: unknown): string {
    let n = this.numbers.get(value)
    if (n === undefined) {
      n = this.constants.push(value) - 1
      this.numbers.set(value, n)
    }
    return `k${n}`
  }

  /** `out = value`, a call that may give RAISED instead. */
  result(out: string, value: string): string {
    return `if ((t = ${value}) === RAISED) ${this.failure}\n${out} = t\n`
  }

  /** A function of the run-time support. */
  use(name: string): string {
    this.used.add(name)
    return name
  }

  /** Says where execution is; before anything that may raise, call or look at frames. */
  mark(pc: number): string {
    return this.framed ? `FR.pc = ${pc}` : `SITES[d] = ${this.base + pc}`
  }

  /** Leaves for the interpreter, which goes on with the instruction at `pc`: a guess was wrong. */
  leave(pc: number): string {
    return `{ ${this.mark(pc)}; throw WRONG }`
  }

  /** All variables, in the order of their registers. */
  variables(): string[] {
    return Array.from({ length: this.code.unit.firstConst }, (_, i) => `r${i}`)
  }
}
