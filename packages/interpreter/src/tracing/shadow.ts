// What a register holds in the trace that is being recorded, beside what it holds in the frame: a shadow for each frame that the
// trace runs in. The first is the frame the trace begins in, which exists; the others are frames of calls that were followed, and
// are made only when a guard fails (see exits.ts).
//
// What must stay true: `values[r].concrete` is what register r of the frame holds; constants have no entry. A snapshot holds what
// is live before an instruction, in the order of `registersAt`; frames that are made have the function and the owner before.
import type * as Jit from '@typhon/jit'
import type { Value } from '@typhon/objspace'
import { graphOf, handledIn } from '../baseline/graph.ts'
import { firstTemporary, liveRegisters } from '../eval/liveness.ts'
import { BEFORE_ASYNC_WITH, BEFORE_WITH, FOR_ITER, GET_ITER } from '../generated/opcodes.ts'
import type { W_Code } from '../objects/code.ts'
import type { Frame } from '../objects/frame.ts'
import { W_Generator } from '../objects/generator.ts'

/** Stands for the owner in frames of methods that operators call. */
export const OPERATOR = Object.freeze(new (class Operator {})())

/** How many values of a snapshot come before the registers, in frames that are made. */
export const HEADER = 2

export class Shadow {
  readonly frame: Frame
  readonly code: W_Code
  readonly caller: Shadow | null
  /** By register; null where nothing is known yet of a constant, or of a register that was not written. */
  readonly values: (Jit.Value | null)[]
  /** The frame as tracebacks show it, once one does. */
  shown: Jit.Value | null = null
  /** The function called, null in the frame the trace begins in. */
  readonly func: Jit.Value | null
  /** The instance that an `__init__` works on, OPERATOR for the method of one, the generator whose frame it is, null in other calls. */
  readonly owner: Jit.Value | null
  /** The caller while it waits for this frame, and the instruction it waits at. */
  readonly waiting: Jit.Snapshot | null
  readonly calledFrom: number

  constructor(
    frame: Frame,
    caller: Shadow | null = null,
    waiting: Jit.Snapshot | null = null,
    func: Jit.Value | null = null,
    owner: Jit.Value | null = null,
  ) {
    this.frame = frame
    this.code = frame.code
    this.caller = caller
    this.waiting = waiting
    this.calledFrom = waiting === null ? -1 : waiting.pc
    this.values = new Array<Jit.Value | null>(frame.regs.length).fill(null)
    this.func = func
    this.owner = owner
  }

  /** Whether it is an `__iter__` that is called for an iterator. */
  get givesIterator(): boolean {
    const { caller, generator } = this
    return caller !== null && generator === null && caller.code.code[this.calledFrom] === GET_ITER
  }

  /** Whether a for loop calls it for an item. */
  get isMapped(): boolean {
    const { caller, generator } = this
    return caller !== null && generator === null && caller.code.code[this.calledFrom] === FOR_ITER
  }

  get isOperator(): boolean {
    return this.owner !== null && this.owner.concrete === OPERATOR
  }

  get instance(): Jit.Value | null {
    return this.isOperator || this.generator !== null ? null : this.owner
  }

  get generator(): Jit.Value | null {
    return this.owner !== null && this.owner.concrete instanceof W_Generator ? this.owner : null
  }
}

const known = new WeakMap<W_Code, Map<number, readonly number[]>>()

/** The first register that is no variable. */
export const firstTemporaryOf = (code: W_Code): number => firstTemporary(code.unit)

const NONE: readonly number[] = []
const handlers = new WeakMap<W_Code, (readonly number[])[]>()

/** The registers of the exceptions that a frame handles at `pc`, the innermost last. */
export function allHandledAt(code: W_Code, pc: number): readonly number[] {
  const { unit } = code
  if (unit.exceptionTable.length === 0) return NONE
  let all = handlers.get(code)
  if (all === undefined) {
    handlers.set(code, (all = new Array<readonly number[]>(code.code.length).fill(NONE)))
    const graph = graphOf(unit, 0, () => false)
    for (const [block, stack] of handledIn(code.code, graph)) all.fill(stack, block.start, block.end)
  }
  return all[pc]
}

/** The register of the exception that a frame handles at `pc`; -1 where it handles none. */
export const handledAt = (code: W_Code, pc: number): number => allHandledAt(code, pc).at(-1) ?? -1

/**
 * The registers that a frame needs to go on at `pc`: variables, cells, and temporaries that will be read. The exceptions that it handles are among
 * them, as it goes back to the outer ones, and the `__exit__` of the context that it waits to have entered.
 */
export function registersAt(code: W_Code, pc: number): readonly number[] {
  let places = known.get(code)
  if (places === undefined) known.set(code, (places = new Map()))
  let registers = places.get(pc)
  if (registers === undefined) places.set(pc, (registers = neededAt(code, pc)))
  return registers
}

const hasExit = (op: number): boolean => op === BEFORE_WITH || op === BEFORE_ASYNC_WITH

function neededAt(code: W_Code, pc: number): readonly number[] {
  const live = liveRegisters(code.unit, pc)
  const more = [...allHandledAt(code, pc), hasExit(code.code[pc]) ? code.code[pc + 1] + 1 : -1]
  return [...live, ...more.filter((register) => register >= 0 && !live.includes(register))]
}

/** What registers hold that the trace has not written: a constant of the code, or nothing. */
export function initially(code: W_Code, register: number): Value | undefined {
  return code.template[register]
}
