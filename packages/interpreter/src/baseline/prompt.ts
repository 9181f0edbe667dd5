// What compiled code does for --gc=prompt: the tests in its text, and what they call. See prompt/follow.ts.
//
// There is nothing to do as long as no frame has objects of its own (`L.live`); for what a frame has dropped, as long as this one has
// none (`L.top`). Registers that can never hold an object are left out.
//
// What must stay true: whatever prompt/instructions.ts and prompt/calls.ts let go of is let go of here.
import { owned, type Value } from '@typhon/objspace'
import * as Op from '../generated/opcodes.ts'
import { heldRegisters } from '../eval/liveness.ts'
import type { CodeUnit } from '../objects/code-unit.ts'
import type { Frame } from '../objects/frame.ts'
import { beginCall, endCall, leaveFrame, suspend } from '../prompt/calls.ts'
import { letGo } from '../prompt/keep.ts'
import { dropUnheld, isOwned } from '../prompt/drops.ts'
import { callAt, isIteration, keptRegisters } from '../prompt/instructions.ts'
import { beginIteration, endEnter, endIteration } from '../prompt/step.ts'
import type { Block } from './graph.ts'
import type { Compiled } from './sites.ts'
import type { Text } from './text.ts'
import { OTHER, writesOf } from './types.ts'

/** The run-time support. */
export const promptSupport = {
  L: owned,
  promptBegin: beginCall,
  promptEnd: endCall,
  promptEntered: endEnter,
  promptIterate: beginIteration,
  promptIterated: endIteration,
  promptKeep: letGo,
  promptLeave: leaveFrame,
  promptSuspend: suspend,
  isOwned,
  promptDrop,
}

function promptDrop(
  compiled: Compiled,
  pc: number,
  depth: number,
  registers: readonly number[],
  values: readonly (Value | undefined)[],
  frame: Frame | null,
): void {
  dropUnheld(compiled.code.unit, pc, depth, registers, values, frame)
}

/** What registers may hold: an object of some caller's, or one of this frame's. */
const CALLERS = 1
const OWN = 2

const known = new WeakMap<CodeUnit, Uint8Array>()

/** What each register of a unit may hold at any time. */
function kindsOf(unit: CodeUnit): Uint8Array {
  let kinds = known.get(unit)
  if (kinds === undefined) known.set(unit, (kinds = findKinds(unit)))
  return kinds
}

function findKinds(unit: CodeUnit): Uint8Array {
  const { code } = unit
  const kinds = new Uint8Array(unit.nregs)
  const count =
    unit.argcount + unit.kwonlyargcount + ((unit.flags & 4) !== 0 ? 1 : 0) + ((unit.flags & 8) !== 0 ? 1 : 0)
  kinds.fill(CALLERS, 0, count)
  for (let changed = true; changed;) {
    changed = false
    for (let pc = 0; pc < code.length; pc += Op.OPLEN[code[pc]]) {
      const kind = given(code, pc, kinds)
      if (kind === 0) continue
      for (const r of writesOf(code, pc)) {
        if ((kinds[r] | kind) === kinds[r]) continue
        kinds[r] |= kind
        changed = true
      }
    }
  }
  return kinds
}

/** What an instruction may write. */
function given(code: Int32Array, pc: number, kinds: Uint8Array): number {
  const op = code[pc]
  if (callAt(code, pc) !== null || op === Op.BEFORE_WITH || op === Op.SEND) return OWN | CALLERS
  if (op === Op.COPY || op === Op.LOAD_METHOD) return kinds[code[pc + 2]]
  if (isIteration(op)) return OWN | kinds[code[pc + 2]]
  if (op === Op.LOAD_SUPER_ATTR) return kinds[code[pc + 4]]
  return 0
}

/** Instructions besides calls that often read a temporary for the last time. */
const ENDING = new Set<number>([Op.LOAD_ATTR, Op.BINARY_SUBSCR, Op.UNPACK_SEQUENCE, Op.UNPACK_EX])

/** Writes the tests into the text of one function, loop or piece. */
export class PromptText {
  private readonly text: Text
  private readonly unit: CodeUnit
  private readonly kinds: Uint8Array
  /** The registers that may hold what is this frame's own, by number, and as an array of their values. */
  private readonly own: readonly number[]
  private readonly values: string
  private readonly canOwn: boolean
  /** The frame that others may have seen, as an expression. */
  private readonly frame: string

  /** `inFrame`: registers that have no variable. */
  constructor(text: Text, hasVariable: (register: number) => boolean) {
    this.text = text
    const { unit } = text.code
    this.unit = unit
    this.kinds = kindsOf(unit)
    this.own = Array.from({ length: unit.firstConst }, (_, r) => r).filter((r) => this.kinds[r] !== 0)
    this.values = `[${this.own.map((r) => (hasVariable(r) ? `r${r}` : `R[${r}]`)).join(', ')}]`
    this.canOwn = this.own.some((r) => (this.kinds[r] & OWN) !== 0)
    this.frame = text.framed ? 'FR' : 'F'
    text.use('L')
  }

  /** Whether a register may hold an object of some frame's own, as far as is known before the instruction that is being written. */
  private mayHold(r: number, kind = OWN | CALLERS): boolean {
    return r >= 0 && r < this.unit.firstConst && (this.kinds[r] & kind) !== 0 && (this.text.state[r] & OTHER) !== 0
  }

  /** Before an instruction: what it may keep is let go of. */
  before(pc: number): string {
    const { text } = this
    const { code } = text.code
    const op = code[pc]
    const call = callAt(code, pc)
    let out = ''
    if (call !== null) {
      const { callee, receiver, first, count } = call
      const args = Array.from({ length: count }, (_, i) => first + i)
      if ([callee, receiver, ...args].some((r) => this.mayHold(r))) {
        const self = receiver < 0 ? 'undefined' : text.reg(receiver)
        const all = args.map((r) => (this.mayHold(r) ? text.reg(r) : 'null')).join(', ')
        out += `if (L.live !== 0) ${text.use('promptBegin')}(${text.reg(callee)}, ${self}, [${all}])\n`
      }
      out += `p = ${text.reg(callee)}\n`
    } else if (isIteration(op)) {
      if (this.mayHold(code[pc + 2]))
        out += `if (L.live !== 0) ${text.use('promptIterate')}(${text.reg(code[pc + 2])})\n`
    } else {
      if (op === Op.BEFORE_WITH) out += `p = ${text.reg(code[pc + 2])}\n`
      const kept = keptRegisters(code, pc).filter((r) => this.mayHold(r))
      if (kept.length > 0)
        out += `if (L.live !== 0) { ${kept.map((r) => `${text.use('promptKeep')}(${text.reg(r)})`).join('; ')} }\n`
    }
    const lost = this.overwritten(pc)
    if (lost.length > 0)
      out += `q = L.top === d && (${lost.map((r) => `${text.use('isOwned')}(${text.reg(r)})`).join(' || ')})\n`
    return out
  }

  /** Registers that lose what may be this frame's own. */
  private overwritten(pc: number): number[] {
    const { code } = this.text.code
    const op = code[pc]
    const writes = op === Op.DELETE_FAST || op === Op.CLEAR_FAST ? [code[pc + 1]] : writesOf(code, pc)
    const held = this.heldBefore(pc)
    const reads = ENDING.has(op)
    return writes.filter((r) => held[r] === 1 && this.mayHold(r, OWN) && (reads || this.isVariable(r)))
  }

  private isVariable(r: number): boolean {
    return r < this.unit.varnames.length
  }

  private heldBefore(pc: number): Uint8Array {
    return heldRegisters(this.unit, pc)
  }

  /** Behind an instruction, before the one at `next`: the result of a call has an owner, what was dropped ends. */
  after(pc: number, next: number): string {
    const { text } = this
    const { code } = text.code
    const op = code[pc]
    const out = text.reg(code[pc + 1])
    const isCall = callAt(code, pc) !== null
    const lost = this.overwritten(pc)
    let all = ''
    if (isCall || isIteration(op) || op === Op.BEFORE_WITH || op === Op.WITH_EXIT) {
      let inner = ''
      if (isCall) inner += `${text.use('promptEnd')}(d, ${out}, p)\n`
      else if (isIteration(op)) inner += `${text.use('promptIterated')}(d, ${out})\n`
      else if (op === Op.BEFORE_WITH) inner += `${text.use('promptEntered')}(d, ${out}, p)\n`
      // Anything that is not held any more is found.
      const dead = this.dying(pc, next)
      const tests = [...(lost.length > 0 ? ['q'] : []), ...dead.map((r) => `${text.use('isOwned')}(${text.reg(r)})`)]
      if (tests.length > 0) inner += `if (L.top === d && (${tests.join(' || ')})) ${this.drop(pc, next)}`
      return inner === '' ? '' : `if (L.live !== 0) {\n${inner}}\n`
    }
    if (lost.length > 0) all += `if (q) ${this.drop(pc, next)}`
    else if (ENDING.has(op)) {
      const dead = this.dying(pc, next)
      if (dead.length > 0)
        all += `if (L.top === d && (${dead.map((r) => `${text.use('isOwned')}(${text.reg(r)})`).join(' || ')})) ${this.drop(pc, next)}`
    }
    return all
  }

  /** Temporaries that were held before the instruction, or are written by it, and are not held before the next one. */
  private dying(pc: number, next: number): number[] {
    const { code } = this.text.code
    const before = this.heldBefore(pc)
    const held = heldRegisters(this.unit, next)
    const written = writesOf(code, pc)
    const dying: number[] = []
    for (const r of this.own) {
      if (held[r] === 1 || (this.kinds[r] & OWN) === 0) continue
      if (written.includes(r) || (before[r] === 1 && (this.text.state[r] & OTHER) !== 0)) dying.push(r)
    }
    return dying
  }

  private drop(pc: number, next: number): string {
    const { text } = this
    const frame = text.framed || text.code.unit.exceptionTable.length > 0 ? this.frame : 'null'
    return `{ ${text.mark(pc)}; ${text.use('promptDrop')}(U, ${next}, d, ${text.constant(this.own)}, ${this.values}, ${frame}) }\n`
  }

  /** At the head of a block where loops end: their iterators are dropped. */
  atStart(block: Block): string {
    const { text } = this
    const { code } = text.code
    if (!this.canOwn || block.isHandler) return ''
    const held = this.heldBefore(block.start)
    const tests = new Set<string>()
    let from = -1
    for (const p of block.preds) {
      if (p.handler === block || !p.next.includes(block)) continue
      const before = this.heldBefore(p.last)
      for (const r of this.own)
        if (before[r] === 1 && held[r] === 0 && (this.kinds[r] & OWN) !== 0 && this.isIterator(r)) {
          tests.add(`${text.use('isOwned')}(${text.reg(r)})`)
          from = p.last
        }
    }
    if (tests.size === 0) return ''
    return code.length === 0 ? '' : `if (L.top === d && (${[...tests].join(' || ')})) ${this.drop(from, block.start)}`
  }

  private iterators: ReadonlySet<number> | null = null

  private isIterator(r: number): boolean {
    if (this.iterators === null) {
      const all = new Set<number>()
      const { code } = this.unit
      for (let pc = 0; pc < code.length; pc += Op.OPLEN[code[pc]]) if (code[pc] === Op.FOR_ITER) all.add(code[pc + 2])
      this.iterators = all
    }
    return this.iterators.has(r)
  }

  /** Before the function returns. */
  leave(pc: number): string {
    const { text } = this
    const r = text.code.code[pc + 1]
    if (!this.canOwn && r >= this.unit.firstConst) return ''
    const frame = text.framed || this.unit.exceptionTable.length > 0 ? this.frame : 'null'
    return `if (L.live !== 0) { ${text.mark(pc)}; ${text.use('promptLeave')}(d, ${text.reg(r)}, ${frame}) }\n`
  }

  /** Before a generator is suspended. */
  suspend(pc: number): string {
    const { text } = this
    return `if (L.live !== 0) ${text.use('promptSuspend')}(d, ${text.reg(text.code.code[pc + 2])})\n`
  }
}
