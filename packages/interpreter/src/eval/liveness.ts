// Which registers of a waiting frame hold values that nothing will read. A temporary keeps its value until another takes its
// place, so an object can seem to be in use long after the expression that made it; before memory is collected, the temporaries
// of the frames that run are looked through and emptied.
//
// Liveness is the usual backward analysis over the control flow graph, made for a unit when it is first asked about. Variables
// are never touched (a debugger may look at them), constants neither.
//
// ref: Aho, Lam, Sethi, Ullman, "Compilers", 9.2.5
import { forgetPastFrames } from '../baseline/hidden-frames.ts'
import { settleGiven, type Value, W_BuiltinFunction, W_Cell, W_Dict, W_Method } from '@typhon/objspace'
import { type Block, graphOf } from '../baseline/graph.ts'
import { S } from '../baseline/leave.ts'
import {
  BUILD_MAP,
  CALL,
  CALL_EX,
  CALL_KW,
  CALL_METHOD,
  CALL_METHOD_KW,
  FOR_ITER,
  KINDS,
  LOAD_METHOD,
  LOAD_SUPER_METHOD,
  OPLEN,
  RERAISE,
  UNPACK_SEQUENCE,
} from '../generated/opcodes.ts'
import type { CodeUnit } from '../objects/code-unit.ts'
import type { Frame } from '../objects/frame.ts'
import { isCalledDirectly } from '../threads/scheduler.ts'
import { context, SWITCH } from './context.ts'
import { monitoring } from './monitoring.ts'
import { requireFrames } from './unwinding.ts'

/** Registers by number: 1 where the value may be read. */
type Live = Uint8Array

class Liveness {
  readonly unit: CodeUnit
  private readonly blocks: readonly Block[]
  /** What is live where each block begins. */
  private readonly atStart = new Map<Block, Live>()
  /** Dead temporaries by offset, for those asked about. */
  private readonly dead = new Map<number, readonly number[]>()
  private readonly held = new Map<number, Uint8Array>()
  private loops: Loops | null = null

  constructor(unit: CodeUnit) {
    this.unit = unit
    this.blocks = graphOf(unit, 0, () => false).blocks
    for (const b of this.blocks) this.atStart.set(b, new Uint8Array(unit.nregs))
    for (let changed = true; changed;) {
      changed = false
      for (let i = this.blocks.length - 1; i >= 0; i--) {
        const b = this.blocks[i]
        const live = this.before(b, b.start)
        const known = this.atStart.get(b) as Live
        if (live.every((bit, r) => bit === known[r])) continue
        this.atStart.set(b, live)
        changed = true
      }
    }
  }

  /** What is live before the instruction at `pc` of the block. */
  private before(block: Block, pc: number): Live {
    const { code } = this.unit
    const offsets: number[] = []
    for (let at = block.start; at < block.end; at += OPLEN[code[at]]) if (at >= pc) offsets.push(at)
    const live = this.behind(block)
    while (offsets.length > 0) {
      const at = offsets.pop() as number
      kill(code, at, live)
      readAll(code, at, live)
      this.addHandled(block, live)
    }
    return live
  }

  /** What is live where the block is left. */
  private behind(block: Block): Live {
    const live: Live = new Uint8Array(this.unit.nregs)
    const { code } = this.unit
    block.next.forEach((next, i) => {
      const needed = (this.atStart.get(next) as Live).slice()
      // There is an item where the loop goes on.
      if (i === 1 && code[block.last] === FOR_ITER) needed[code[block.last + 1]] = 0
      add(live, needed)
    })
    this.addHandled(block, live)
    return live
  }

  /** An instruction of a protected block may leave for the handler, which finds the exception and its place in registers of its own. */
  private addHandled(block: Block, live: Live): void {
    if (block.handler === null) return
    const needed = (this.atStart.get(block.handler) as Live).slice()
    for (const column of [3, 4]) {
      const register = this.unit.exceptionTable[block.row + column]
      if (register >= 0) needed[register] = 0
    }
    add(live, needed)
  }

  /** Temporaries that nothing reads any more while the instruction at `pc` waits for what it called. */
  deadAt(pc: number): readonly number[] {
    let list = this.dead.get(pc)
    if (list === undefined) this.dead.set(pc, (list = this.findDead(pc)))
    return list
  }

  /** What the frame needs to go on with the instruction at `pc`: its variables and the temporaries that may be read. */
  neededAt(pc: number): number[] {
    const { unit } = this
    const block = this.blocks.find((b) => pc >= b.start && pc < b.end)
    const live = block === undefined ? new Uint8Array(unit.nregs).fill(1) : this.before(block, pc)
    this.keepHidden(live, pc)
    const temporaries = firstTemporary(unit)
    return Array.from({ length: unit.firstConst }, (_, r) => r).filter((r) => r < temporaries || live[r] === 1)
  }

  /** By register: 1 where the value may be read from the instruction at `pc` on. */
  liveAt(pc: number): Uint8Array {
    const block = this.blocks.find((b) => pc >= b.start && pc < b.end)
    return block === undefined ? new Uint8Array(this.unit.nregs).fill(1) : this.before(block, pc)
  }

  /** By register: 1 where the frame holds the value before the instruction at `pc`. */
  heldAt(pc: number): Uint8Array {
    let held = this.held.get(pc)
    if (held === undefined) {
      const block = this.blocks.find((b) => pc >= b.start && pc < b.end)
      if (block === undefined) this.held.set(pc, (held = new Uint8Array(this.unit.nregs).fill(1)))
      else {
        this.findHeld(block)
        held = this.held.get(pc) as Uint8Array
      }
    }
    return held
  }

  /** For all instructions of a block. */
  private findHeld(block: Block): void {
    const { unit, held } = this
    const { code } = unit
    const offsets: number[] = []
    for (let at = block.start; at < block.end; at += OPLEN[code[at]]) offsets.push(at)
    const live = this.behind(block)
    const temporaries = firstTemporary(unit)
    const loops = (this.loops ??= loopsOf(code))
    while (offsets.length > 0) {
      const at = offsets.pop() as number
      kill(code, at, live)
      readAll(code, at, live)
      this.addHandled(block, live)
      const all = live.slice().fill(1, 0, temporaries)
      this.keepHidden(all, at)
      // A loop holds its iterator to its end, also where that is not asked again: its values may be of use only until it is closed.
      for (const [start, end, iterator] of loops) if (at > start && at < end) all[iterator] = 1
      held.set(at, all)
    }
  }

  /** Variables of comprehensions are registers like temporaries, but are seen by name within these. */
  private keepHidden(live: Live, pc: number): void {
    const { hidden } = this.unit
    for (let i = 1; i < hidden.length; i += 4) if (pc >= hidden[i + 1] && pc < hidden[i + 2]) live[hidden[i]] = 1
  }

  private findDead(pc: number): number[] {
    const { unit } = this
    const { code } = unit
    const block = this.blocks.find((b) => pc >= b.start && pc < b.end)
    if (block === undefined) return []
    let live: Live
    if (isCall(code[pc])) {
      // The arguments have been handed over.
      const next = pc + OPLEN[code[pc]]
      live = next < block.end ? this.before(block, next) : this.behind(block)
      kill(code, pc, live)
      this.addHandled(block, live)
    } else live = this.before(block, pc)
    this.keepHidden(live, pc)
    const dead: number[] = []
    for (let r = firstTemporary(unit); r < unit.firstConst; r++) if (live[r] === 0) dead.push(r)
    return dead
  }
}

/** Where loops over iterators begin and end, and the registers of the iterators. */
type Loops = readonly (readonly [number, number, number])[]

export function loopsOf(code: Int32Array): Loops {
  const loops: [number, number, number][] = []
  for (let pc = 0; pc < code.length; pc += OPLEN[code[pc]])
    if (code[pc] === FOR_ITER) loops.push([pc, code[pc + 3], code[pc + 2]])
  return loops
}

export function isCall(op: number): boolean {
  return op === CALL || op === CALL_METHOD || op === CALL_KW || op === CALL_METHOD_KW || op === CALL_EX
}

function add(live: Live, more: Live): void {
  for (let r = 0; r < live.length; r++) live[r] |= more[r]
}

/** Some instructions that write further registers are taken to write less than they do, and those that may jump to write nothing. */
function kill(code: Int32Array, pc: number, live: Live): void {
  const op = code[pc]
  const kinds = KINDS[op]
  if (kinds[0] === 'out' && !kinds.includes('label')) live[code[pc + 1]] = 0
  if (op === LOAD_METHOD || op === LOAD_SUPER_METHOD) live.fill(0, code[pc + 1], code[pc + 1] + 2)
  if (op === UNPACK_SEQUENCE) live.fill(0, code[pc + 1], code[pc + 1] + code[pc + 3])
}

/** Marks the registers that the instruction at `pc` has as operands. */
export function read(code: Int32Array, pc: number, live: Live): void {
  const op = code[pc]
  const kinds = KINDS[op]
  for (let k = 0; k < kinds.length; k++) {
    const r = code[pc + 1 + k]
    if (kinds[k] === 'reg' || (kinds[k] === 'opt' && r >= 0)) live[r] = 1
    else if (kinds[k] === 'base') live.fill(1, r, r + runLength(op, code[pc + 2 + k]))
  }
}

/** The same with the place where an exception came up that is raised again, which is in the register behind it (see origin.ts). */
function readAll(code: Int32Array, pc: number, live: Live): void {
  read(code, pc, live)
  if (code[pc] === RERAISE) live[code[pc + 1] + 1] = 1
}

/** How many registers an instruction reads whose operands are the first of a run and a count. */
function runLength(op: number, count: number): number {
  switch (op) {
    case CALL:
    case CALL_KW:
      return count + 1
    case CALL_METHOD:
    case CALL_METHOD_KW:
      return count + 2
    case BUILD_MAP:
      return count * 2
    default:
      return count
  }
}

/** The first register that holds no variable. */
export function firstTemporary(unit: CodeUnit): number {
  return Math.max(unit.varnames.length, ...unit.cellRegs.map((r) => r + 1), ...unit.freeRegs.map((r) => r + 1))
}

const known = new WeakMap<CodeUnit, Liveness>()

function livenessOf(unit: CodeUnit): Liveness {
  let liveness = known.get(unit)
  if (liveness === undefined) known.set(unit, (liveness = new Liveness(unit)))
  return liveness
}

/** The registers that a frame needs to go on at `pc`: variables and cells, and the temporaries that may be read. */
export function liveRegisters(unit: CodeUnit, pc: number): readonly number[] {
  return livenessOf(unit).neededAt(pc)
}

/** By register: 1 where a frame holds the value before its instruction at `pc`: variables, and temporaries that may be read. */
export function heldRegisters(unit: CodeUnit, pc: number): Uint8Array {
  return livenessOf(unit).heldAt(pc)
}

/** By register: 1 where the value may be read from the instruction at `pc` on. */
export function liveAt(unit: CodeUnit, pc: number): Uint8Array {
  return livenessOf(unit).liveAt(pc)
}

/** Whether nothing reads a register from the instruction at `pc` on; never so of variables. */
export function isDeadAt(unit: CodeUnit, pc: number, register: number): boolean {
  return livenessOf(unit).deadAt(pc).includes(register)
}

/** The frame whose instruction is executed again by a loop that holds nothing yet. */
let inNewLoop: Frame | null = null

/** Where compiled code leaves values for each other to read at once; what is still there is of no account. */
export const passedOn: unknown[][] = []

function forgetPassedOn(): void {
  for (const values of passedOn) values.fill(undefined)
  forgetPastFrames()
  settleGiven()
}

/**
 * Lets go of what the running frames hold and will not read. Compiled code is left first, as far as it can be; and so is the loop,
 * whose JavaScript variables hold what passed through them. `name` is that of the built-in function that asks: where the
 * running instruction calls it directly, nothing may have happened yet, for the instruction is executed again.
 */
export function dropDeadValues(name: string): void {
  requireFrames()
  const { frame, tracing } = context
  const isTold = tracing.tracer !== null || tracing.profiler !== null || monitoring.watched !== 0
  if (inNewLoop !== frame && !isTold && isCalledDirectly(name)) {
    inNewLoop = frame
    throw SWITCH
  }
  inNewLoop = null
  forgetPassedOn()
  for (let f = frame; f !== null; f = f.back) if (!f.inCompiled) drop(f)
}

/**
 * The same where the loop looks at the pending flag, before an instruction that reads its registers afterwards. Throws until what runs
 * is a loop that holds nothing; it looks at the flag again at once. `traced`: that loop is not the plain one, which is not left.
 */
export function dropDeadBeforeInstruction(traced: boolean): void {
  requireFrames()
  const { frame } = context
  if (inNewLoop !== frame && !traced) {
    inNewLoop = frame
    throw SWITCH
  }
  inNewLoop = null
  S.caught = null
  S.first = undefined
  S.second = undefined
  forgetPassedOn()
  if (frame === null) return
  const needed = new Set(liveRegisters(frame.code.unit, frame.pc))
  const { unit } = frame.code
  for (let r = 0; r < unit.firstConst; r++) if (!needed.has(r)) frame.regs[r] = undefined
  for (let f = frame.back; f !== null; f = f.back) if (!f.inCompiled) drop(f)
}

function drop(frame: Frame): void {
  for (const r of livenessOf(frame.code.unit).deadAt(frame.pc)) frame.regs[r] = undefined
}

/** Shows `see` what the running frames hold and may read: variables, cells and temporaries. */
export function eachHeldValue(see: (w: Value) => void): void {
  requireFrames()
  for (let f = context.frame; f !== null; f = f.back) {
    const dead = new Set(livenessOf(f.code.unit).deadAt(f.pc))
    f.regs.forEach((w, r) => {
      if (w === undefined || dead.has(r)) return
      see(w)
      if (w instanceof W_Cell && w.value !== undefined) see(w.value)
      // What `with` has entered is held by its `__exit__` alone.
      else if ((w instanceof W_Method || w instanceof W_BuiltinFunction) && w.self !== undefined) see(w.self)
    })
    if (f.locals instanceof W_Dict) f.locals.values.forEach((w) => w !== undefined && see(w))
  }
}
