// The text of one compiled function while it is being written: names of registers, constants that it closes over, and functions
// of the run-time support that it calls.
import type { Shape, Value } from '@typhon/objspace'
import type { Cache, W_Code } from '../objects/code.ts'
import { COPY, LOAD_GLOBAL, LOAD_METHOD, LOAD_SUPER_METHOD } from '../generated/opcodes.ts'
import { writesOf } from './operands.ts'
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
  /** Within a block: shapes of what registers hold (see access.ts), globals that registers probably hold, methods they surely do. */
  readonly shapes = new Map<number, Shape>()
  readonly likely = new Map<number, Value | undefined>()
  readonly certain = new Map<number, Cache>()
  /** Tests of globals that nothing has run since. */
  readonly fresh = new Set<string>()
  /** Ints that registers hold because a global did when this was compiled, and still does. */
  readonly ints = new Map<number, number | bigint>()
  /** What has to be computed by who leaves, and how many variables hold operands of it (see masked.ts). */
  putOff = ''
  temporaries = 0
  /** Set by who writes an instruction that can run no other code and gives no object another shape. */
  isPure = false
  /**
   * What is known of the method that was loaded last, by the first of its registers, and what the global or the name of a module probably was: for calls whose
   * arguments are computed in several blocks, and which compare their callee with it.
   */
  readonly methods = new Map<number, Cache>()
  readonly globals = new Map<number, Value | undefined>()
  /** What registers may hold, and what is known of them before the instruction that is being written. */
  readonly types: Types
  state: State
  /** Whether it looks after what frames hold alone (--gc=prompt; see prompt.ts). */
  follows = false
  /** The GET_ITER that may find the iterator of a range already, instead of a range. */
  rangeAt = -1
  /** The registers that have variables, null where all have: others are in the frame, and stay as they are. */
  readonly touched: ReadonlySet<number> | null
  /** Where to go when a call has given RAISED, in the block that is being written. */
  failure = ''
  private readonly numbers = new Map<unknown, number>()

  constructor(
    code: W_Code,
    framed: boolean,
    base: number,
    types: Types,
    state: State,
    touched: ReadonlySet<number> | null,
  ) {
    this.touched = touched
    this.types = types
    this.state = state
    this.code = code
    this.framed = framed
    this.base = base
  }

  /** Whether a register has a variable. */
  hasVariable(r: number): boolean {
    return this.touched === null || this.touched.has(r)
  }

  /** The register as an expression: a variable, a place in the frame, or the constant that it holds. */
  reg(r: number): string {
    const { unit, template } = this.code
    if (r < unit.firstConst) return this.hasVariable(r) ? `r${r}` : `R[${r}]`
    return this.value(template[r])
  }

  /** A constant as an expression: of a number any property may be asked, which its digits alone cannot be. */
  value(w: Value | undefined): string {
    if (typeof w === 'number') return `(${w})`
    if (w === null || typeof w === 'boolean') return `${w}`
    return this.constant(w)
  }

  /** The value of a constant register, or the number that is known to be in another; undefined for others. */
  constantIn(r: number): unknown {
    return r < this.code.unit.firstConst ? this.ints.get(r) : this.code.template[r]
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

  /**
   * A test that `w` is an object with a shape. Behind `w?.shape === shape` V8 does not know of which kind `w` is, as two ways have met, and looks again for each
   * field that is read.
   */
  isOf(w: string, shape: Shape): string {
    return `${w} !== null && ${w} !== undefined && ${w}.shape === ${this.constant(shape)}`
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

  /** A block begins. */
  begin(state: State): void {
    this.state = state
    this.shapes.clear()
    this.likely.clear()
    this.certain.clear()
    this.ints.clear()
    this.fresh.clear()
  }

  /** Behind the text of the instruction at `pc`: what is known then. */
  step(pc: number): void {
    const { code } = this.code
    this.types.step(this.state, pc)
    if (!this.isPure) {
      this.shapes.clear()
      this.fresh.clear()
    }
    this.isPure = false
    const likely = code[pc] === LOAD_GLOBAL ? this.likely.get(code[pc + 1]) : undefined
    const int = code[pc] === LOAD_GLOBAL ? this.types.globalInt(pc) : undefined
    const certain =
      code[pc] === LOAD_METHOD || code[pc] === LOAD_SUPER_METHOD ? this.certain.get(code[pc + 1]) : undefined
    for (const r of writesOf(code, pc)) {
      this.shapes.delete(r)
      this.likely.delete(r)
      this.certain.delete(r)
      this.ints.delete(r)
    }
    if (int !== undefined) this.ints.set(code[pc + 1], int)
    if (likely !== undefined) this.likely.set(code[pc + 1], likely)
    if (certain !== undefined) this.certain.set(code[pc + 1], certain)
    if (code[pc] !== COPY) return
    const shape = this.shapes.get(code[pc + 2])
    if (shape !== undefined) this.shapes.set(code[pc + 1], shape)
  }

  /** What a global is that the instruction at `pc` loads, where it is an int that was the same so far. */
  globalAt(pc: number): number | bigint | undefined {
    return this.types.globalInt(pc)
  }

  /** Leaves for the interpreter, which goes on with the instruction at `pc`: a guess was wrong. */
  leave(pc: number): string {
    return `{ ${this.putOff}${this.mark(pc)}; throw WRONG }`
  }

  /** All variables, in the order of their registers. */
  variables(): string[] {
    return Array.from({ length: this.code.unit.firstConst }, (_, i) => `r${i}`)
  }
}

/** A name for stack traces and profiles of the host. */
export function nameFor(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `py_${name}` : 'py_function'
}

/**
 * Places for what an operation gives that has several results. They are there before it stores into them, in whichever order: an empty array would
 * become one with holes, and V8 then makes such of all register windows that the operation is given by the interpreter.
 */
export function places(count: number): string {
  return `[${Array.from({ length: count }, () => 'undefined').join(', ')}]`
}
