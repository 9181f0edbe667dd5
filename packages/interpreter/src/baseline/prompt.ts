// What compiled code does for --gc=prompt where frames have objects of their own: the tests in its text, and what they call. See
// prompt/follow.ts; gains.ts is for code that runs while none has.
//
// There is nothing to do as long as no frame has objects of its own (`L.live`); for what a frame has dropped, as long as this one has
// none (`L.top`). Registers that can never hold an object are left out.
//
// What must stay true: whatever prompt/instructions.ts and prompt/calls.ts let go of is let go of here.
import { owned, Special, type Value, W_BuiltinFunction, W_MethodDescriptor, W_Type } from '@typhon/objspace'
import * as Op from '../generated/opcodes.ts'
import { heldRegisters, loopsOf } from '../eval/liveness.ts'
import type { CodeUnit } from '../objects/code-unit.ts'
import { beginCall, endCall, leaveFrame, suspend } from '../prompt/calls.ts'
import { letGo } from '../prompt/keep.ts'
import { dropUnheld, isOwned } from '../prompt/drops.ts'
import { callAt, isIteration, keptRegisters } from '../prompt/instructions.ts'
import { isTraceable } from '../prompt/traces.ts'
import { beginIteration, beginWith, endEnter, endIteration } from '../prompt/step.ts'
import type { Block, Graph } from './graph.ts'
import { invoke1 } from './invoke.ts'
import { passed } from './tried.ts'
import type { Text } from './text.ts'
import { writesOf } from './operands.ts'
import { OTHER } from './types.ts'

/** The run-time support. */
export const promptSupport = {
  L: owned,
  promptBegin: beginCall,
  promptEnd: endCall,
  promptEntered: endEnter,
  promptIterate: beginIteration,
  promptIterated: endIteration,
  promptWith: beginWith,
  promptKeep: letGo,
  promptLeave: leaveFrame,
  promptSuspend: suspend,
  isOwned,
  isTraceable,
  promptDrop: dropUnheld,
  promptGet,
}

/** The value of a property. */
function promptGet(getter: Value, w: Value): Value {
  return passed(invoke1(getter, w))
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

function parameterKinds(unit: CodeUnit): Uint8Array {
  const kinds = new Uint8Array(unit.nregs)
  const count = [4, 8].reduce((n, flag) => n + ((unit.flags & flag) === 0 ? 0 : 1), unit.argcount + unit.kwonlyargcount)
  return kinds.fill(CALLERS, 0, count)
}

function findKinds(unit: CodeUnit): Uint8Array {
  const { code } = unit
  const kinds = parameterKinds(unit)
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

/** Makes the state that before the instruction at `pc` that behind it. */
function step(code: Int32Array, pc: number, kinds: Uint8Array): void {
  const kind = given(code, pc, kinds)
  for (const r of writesOf(code, pc)) kinds[r] = kind
}

/** What an instruction may write. */
function given(code: Int32Array, pc: number, kinds: Uint8Array): number {
  const op = code[pc]
  if (callAt(code, pc) !== null || op === Op.BEFORE_WITH || op === Op.SEND) return OWN | CALLERS
  if (op === Op.COPY || op === Op.LOAD_METHOD) return kinds[code[pc + 2]]
  if (isIteration(op)) return OWN | kinds[code[pc + 2]]
  if (op === Op.LOAD_SUPER_ATTR || op === Op.LOAD_SUPER_METHOD) return kinds[code[pc + 4]]
  return 0
}

/** Instructions besides calls that often read a temporary for the last time. */
const ENDING = new Set<number>([Op.LOAD_ATTR, Op.BINARY_SUBSCR, Op.UNPACK_SEQUENCE, Op.UNPACK_EX])

/** Writes the tests into the text of one function, loop or piece. */
export class PromptText {
  /** When it cannot be entered: never. */
  readonly refused = ''
  /** The callable of a call, and whether a variable that is written held something of the frame's own. */
  readonly variables: readonly string[] = ['p', 'q = false']
  private readonly text: Text
  private readonly unit: CodeUnit
  private readonly hasVariable: (register: number) => boolean
  /** What registers may hold where each block begins, and before the instruction that is being written. */
  private readonly entry = new Map<Block, Uint8Array>()
  private now: Uint8Array = new Uint8Array(0)
  private readonly canOwn: boolean
  /** Whether the call that is being written is of something that gives no object of its own. */
  private givesNothing = false
  /** Loops: where they begin and end, and the registers of their iterators. */
  private readonly loops: readonly (readonly [number, number, number])[]

  /** `hasVariable` is false for registers that are in the frame only. */
  constructor(text: Text, graph: Graph, hasVariable: (register: number) => boolean) {
    this.text = text
    this.hasVariable = hasVariable
    const { unit } = text.code
    this.unit = unit
    const always = kindsOf(unit)
    this.canOwn = always.some((kind) => (kind & OWN) !== 0)
    this.loops = loopsOf(unit.code)
    this.solve(graph, text.framed ? always : parameterKinds(unit))
    text.use('L')
  }

  /** What comes together where ways meet. */
  private solve(graph: Graph, root: Uint8Array): void {
    const { code } = this.unit
    const { entry } = this
    entry.set(graph.root, root.slice())
    const join = (block: Block, state: Uint8Array): boolean => {
      const known_ = entry.get(block)
      if (known_ === undefined) {
        entry.set(block, state.slice())
        return true
      }
      let isChanged = false
      for (let r = 0; r < known_.length; r++)
        if ((known_[r] | state[r]) !== known_[r]) {
          known_[r] |= state[r]
          isChanged = true
        }
      return isChanged
    }
    for (let changed = true; changed;) {
      changed = false
      for (const block of graph.blocks) {
        const begun = entry.get(block)
        if (begun === undefined) continue
        const state = begun.slice()
        let before = state
        for (let pc = block.start; pc < block.end; pc += Op.OPLEN[code[pc]]) {
          if (block.handler !== null && join(block.handler, state)) changed = true
          if (pc === block.last) before = state.slice()
          step(code, pc, state)
        }
        for (const next of block.successors) {
          // A loop's end writes nothing.
          const given_ = code[block.last] === Op.FOR_ITER && next === block.next[0] ? before : state
          if (join(next, given_)) changed = true
        }
      }
    }
  }

  begin(block: Block): void {
    this.now = (this.entry.get(block) as Uint8Array).slice()
  }

  /** Whether a register may hold an object of some frame's own, as far as is known before the instruction that is being written. */
  private mayHold(r: number, kind = OWN | CALLERS): boolean {
    return r >= 0 && r < this.unit.firstConst && (this.now[r] & kind) !== 0 && (this.text.state[r] & OTHER) !== 0
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
      // Receivers stay with the caller, but for those of one method.
      const counts = [callee, ...args, ...(text.code.names.includes('__await__') ? [receiver] : [])]
      if (counts.some((r) => this.mayHold(r))) {
        const self = receiver < 0 ? 'undefined' : text.reg(receiver)
        const all = args.map((r) => (this.mayHold(r) ? text.reg(r) : 'null')).join(', ')
        out += `if (L.live !== 0) ${text.use('promptBegin')}(${text.reg(callee)}, ${self}, [${all}])\n`
      }
      this.givesNothing = givesNothing(text.likely.get(callee) ?? text.certain.get(callee)?.value)
      if (!this.givesNothing) out += `p = ${text.reg(callee)}\n`
    } else if (isIteration(op)) {
      if (this.mayHold(code[pc + 2]))
        out += `if (L.live !== 0) ${text.use('promptIterate')}(${text.reg(code[pc + 2])})\n`
    } else {
      if (op === Op.BEFORE_WITH) {
        const w = text.reg(code[pc + 2])
        if (this.mayHold(code[pc + 2])) out += `if (L.live !== 0) ${text.use('promptWith')}(${w})\n`
        out += `p = ${w}\n`
      }
      const kept = keptRegisters(code, pc).filter((r) => this.mayHold(r))
      if (kept.length > 0)
        out += `if (L.live !== 0) { ${kept.map((r) => `${text.use('promptKeep')}(${text.reg(r)})`).join('; ')} }\n`
    }
    const lost = this.overwritten(pc)
    if (lost.length > 0) out += `q = L.top === d && (${this.anyOwned(lost)})\n`
    return out
  }

  private anyOwned(registers: Iterable<number>): string {
    return [...registers].map((r) => `${this.text.use('isOwned')}(${this.text.reg(r)})`).join(' || ')
  }

  /** Registers that lose what may be this frame's own. */
  private overwritten(pc: number): number[] {
    const { code } = this.unit
    const op = code[pc]
    if (Op.KINDS[op][0] !== 'out') return []
    const writes = writesOf(code, pc).filter((r) => this.mayHold(r, OWN))
    if (writes.length === 0) return []
    const held = heldRegisters(this.unit, pc)
    return writes.filter((r) => held[r] === 1 && (ENDING.has(op) || r < this.unit.varnames.length))
  }

  /** Behind an instruction, before the one at `next`: the result of a call has an owner, what was dropped ends. */
  after(pc: number, next: number): string {
    const { text } = this
    const { code } = this.unit
    const op = code[pc]
    const out = text.reg(code[pc + 1])
    const isCall = callAt(code, pc) !== null
    const lost = this.overwritten(pc)
    const then = this.now.slice()
    step(code, pc, then)
    let all = ''
    if (isCall || isIteration(op) || op === Op.BEFORE_WITH || op === Op.WITH_EXIT) {
      let inner = ''
      if (isCall && !this.givesNothing) inner += `${text.use('promptEnd')}(d, ${out}, p)\n`
      else if (isIteration(op)) inner += `${text.use('promptIterated')}(d, ${out})\n`
      else if (op === Op.BEFORE_WITH) inner += `${text.use('promptEntered')}(d, ${out}, p)\n`
      const dead = this.dying(pc, next, then).filter((r) => !this.givesNothing || r !== code[pc + 1])
      const tests = [...(lost.length > 0 ? ['q'] : []), ...(dead.length > 0 ? [this.anyOwned(dead)] : [])]
      if (tests.length > 0) inner += `if (L.top === d && (${tests.join(' || ')})) ${this.drop(pc, next, then)}`
      if (inner !== '') all = `if (L.live !== 0) {\n${inner}}\n`
      this.givesNothing = false
    } else if (lost.length > 0) all = `if (q) ${this.drop(pc, next, then)}`
    else if (ENDING.has(op)) {
      const dead = this.dying(pc, next, then)
      if (dead.length > 0) all = `if (L.top === d && (${this.anyOwned(dead)})) ${this.drop(pc, next, then)}`
    }
    this.now = then
    return all
  }

  /** Registers that were held before the instruction, or are written by it, and are not held before the next one. */
  private dying(pc: number, next: number, then: Uint8Array): number[] {
    if (!then.some((kind) => (kind & OWN) !== 0)) return []
    const before = heldRegisters(this.unit, pc)
    const held = heldRegisters(this.unit, next)
    const written = writesOf(this.unit.code, pc)
    const dying: number[] = []
    for (let r = 0; r < this.unit.firstConst; r++) {
      if (held[r] === 1 || (then[r] & OWN) === 0) continue
      if (written.includes(r) || (before[r] === 1 && (this.text.state[r] & OTHER) !== 0)) dying.push(r)
    }
    return dying
  }

  /** Looks through the registers that are held before the instruction at `next`, and may hold something of the frame's own. */
  private drop(pc: number, next: number, kinds: Uint8Array): string {
    const { text, unit } = this
    const held = heldRegisters(unit, next)
    const registers: number[] = []
    for (let r = 0; r < unit.firstConst; r++) if (held[r] === 1 && (kinds[r] & OWN) !== 0) registers.push(r)
    const values = registers.map((r) => (this.hasVariable(r) ? `r${r}` : `R[${r}]`)).join(', ')
    return `{ ${text.mark(pc)}; ${text.use('promptDrop')}(d, [${values}], ${this.frame()}) }\n`
  }

  /** The frame that others may have seen, as an expression. */
  private frame(): string {
    if (this.text.framed) return 'FR'
    return this.unit.exceptionTable.length > 0 ? 'F' : 'null'
  }

  /** At the head of a block where loops end: their iterators are dropped. */
  atStart(block: Block): string {
    this.begin(block)
    if (this.loops.length === 0 || block.isHandler) return ''
    const held = heldRegisters(this.unit, block.start)
    const ended = new Set<number>()
    let from = -1
    for (const p of block.preds) {
      if (!p.next.includes(block)) continue
      const before = heldRegisters(this.unit, p.last)
      for (const [at, end, r] of this.loops)
        if (at <= p.last && p.last < end && (block.start < at || block.start >= end))
          if (before[r] === 1 && held[r] === 0 && (this.now[r] & OWN) !== 0) {
            ended.add(r)
            from = p.last
          }
    }
    if (ended.size === 0) return ''
    return `if (L.top === d && (${this.anyOwned(ended)})) ${this.drop(from, block.start, this.now)}`
  }

  /** Before the function returns. */
  leave(pc: number): string {
    const { text } = this
    const r = this.unit.code[pc + 1]
    if (!this.canOwn && !this.mayHold(r) && this.unit.name !== '__new__') return ''
    return `if (L.live !== 0) { ${text.mark(pc)}; ${text.use('promptLeave')}(d, ${text.reg(r)}, ${this.frame()}) }\n`
  }

  /** Before a generator is suspended. */
  suspend(pc: number): string {
    const { text } = this
    return `if (L.live !== 0) ${text.use('promptSuspend')}(d, ${text.reg(this.unit.code[pc + 2])})\n`
  }
}

/** Whether what a call probably calls gives no new object that anybody follows. What it is called with may come back. */
export function givesNothing(callee: unknown): boolean {
  if (callee instanceof W_MethodDescriptor) return true
  if (callee instanceof W_BuiltinFunction) return callee.code.name !== 'open'
  return callee instanceof W_Type && !callee.heap && callee.special(Special.del) === undefined
}
