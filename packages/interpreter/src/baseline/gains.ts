// What compiled code does for --gc=prompt while no frame has objects of its own, as is mostly so: it looks whether the running frame
// has got one, where only that can happen, and hands over to the interpreter then. It is not entered while any frame has one. Code to which
// either happens often is compiled to look after them (prompt.ts).
//
// What must stay true: no object but a fresh one (see objspace's owned.ts) belongs to a frame while this code of it runs. What is fresh
// and does not come from a call is let go of where the next call ends, here or in the caller.
import { escapeAll, owned, Special, type Value, W_MethodDescriptor, W_Type } from '@typhon/objspace'
import * as Op from '../generated/opcodes.ts'
import type { W_Code } from '../objects/code.ts'
import { CO_MAKES_GENERATOR } from '../objects/code-flags.ts'
import type { CodeUnit } from '../objects/code-unit.ts'
import type { Frame } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import { endCall } from '../prompt/calls.ts'
import { callAt, isIteration } from '../prompt/instructions.ts'
import { beginWith, endEnter, endIteration } from '../prompt/step.ts'
import { known } from './known.ts'
import { GAINED, S } from './leave.ts'
import { givesNothing } from './prompt.ts'
import { baseline } from './settings.ts'
import { SITES } from './sites.ts'
import type { Text } from './text.ts'
import { writesOf } from './operands.ts'

/** Code that looks after the objects of frames whenever it is compiled. */
const followed = new WeakSet<W_Code>()

export function followIn(code: W_Code): void {
  followed.add(code)
}

/**
 * Whether code is compiled to look after what frames have alone. `__new__` is, since what it gives is taken to be new where nothing is known to
 * the contrary.
 */
export function isFollowed(code: W_Code): boolean {
  if (!owned.enabled) return false
  return owned.live !== 0 || baseline.meetings === 0 || followed.has(code) || code.unit.name === '__new__'
}

/**
 * The run-time support: a call has given `w` to a frame, an iterator was asked for, a context was entered. `at` is where the frame goes on if it has
 * something now: the site of a function, whose frame is at depth `d`, or the instruction of a frame.
 */
export const gainSupport = {
  gain(d: number, w: Value, callee: Value, at: number): void {
    endCall(d, w, callee)
    settle(d, at)
  },
  gainManager(d: number, w: Value, callee: Value, at: number): void {
    endCall(d, w, callee)
    beginWith(w)
    settle(d, at)
  },
  gainIterator(d: number, w: Value, at: number): void {
    endIteration(d, w)
    settle(d, at)
  },
  gainEntered(d: number, w: Value, manager: Value, at: number): void {
    endEnter(d, w, manager)
    settle(d, at)
  },
  gainIn(frame: Frame, w: Value, callee: Value, at: number): void {
    endCall(frame.depth, w, callee)
    settleIn(frame, at)
  },
  gainManagerIn(frame: Frame, w: Value, callee: Value, at: number): void {
    endCall(frame.depth, w, callee)
    beginWith(w)
    settleIn(frame, at)
  },
  gainIteratorIn(frame: Frame, w: Value, at: number): void {
    endIteration(frame.depth, w)
    settleIn(frame, at)
  },
  gainEnteredIn(frame: Frame, w: Value, manager: Value, at: number): void {
    endEnter(frame.depth, w, manager)
    settleIn(frame, at)
  },
}

/** The next instruction is the interpreter's where the frame has something now. */
function settle(d: number, site: number): void {
  if (owned.live === 0 || isKeptForAwait()) return
  SITES[d] = site
  throw GAINED
}

function settleIn(frame: Frame, pc: number): void {
  if (owned.live === 0 || isKeptForAwait()) return
  frame.pc = pc
  throw GAINED
}

/** Whether a coroutine was run when it was called: what it has given is where compiled code alone finds it, and is let go of. */
function isKeptForAwait(): boolean {
  if (S.stepped) escapeAll()
  return S.stepped
}

const quiet = new WeakMap<CodeUnit, boolean>()

/** Whether code of the program calls nothing by name: what operators and properties in it make is let go of where the next call ends. */
function isQuiet({ unit }: W_Code): boolean {
  let isKnown = quiet.get(unit)
  if (isKnown === undefined) quiet.set(unit, (isKnown = (unit.flags & CO_MAKES_GENERATOR) === 0 && !gains(unit.code)))
  return isKnown
}

function gains(code: Int32Array): boolean {
  for (let pc = 0; pc < code.length; pc += Op.OPLEN[code[pc]]) {
    const op = code[pc]
    if (callAt(code, pc) !== null || isIteration(op) || op === Op.BEFORE_WITH || op === Op.IMPORT_NAME) return true
  }
  return false
}

/** Writes the tests into the text of one function, loop or piece. */
export class GainText {
  /** When it cannot be entered. */
  readonly refused = 'L.live !== 0'
  /** The callable of a call. */
  readonly variables: readonly string[] = ['p']
  private readonly text: Text
  /** The callable or the manager as an expression behind the instruction that is being written; null where it gains nothing. */
  private from: string | null = null

  constructor(text: Text) {
    this.text = text
    text.use('L')
  }

  /** Before an instruction. */
  before(pc: number): string {
    const { text } = this
    const { code } = text.code
    const call = callAt(code, pc)
    const r = call?.callee ?? (code[pc] === Op.BEFORE_WITH ? code[pc + 2] : -1)
    this.from = null
    if (r < 0 || (call !== null && this.makesNothing(r))) return ''
    const isLost = writesOf(code, pc).includes(r)
    this.from = isLost ? 'p' : text.reg(r)
    return isLost ? `p = ${text.reg(r)}\n` : ''
  }

  private makesNothing(callee: number): boolean {
    const { text } = this
    const likely = text.likely.get(callee)
    if (likely instanceof W_Type) return likely.special(Special.del) === undefined
    if (likely !== undefined) return likely instanceof W_Function ? isQuiet(likely.code) : givesNothing(likely)
    const cache = text.methods.get(callee)
    if (cache === undefined) return false
    const all = known(cache)
    // Nothing is known where the place was never reached, or memory was collected since.
    if (all.length === 0) return false
    return all.every(
      ({ value }) => value instanceof W_MethodDescriptor || (value instanceof W_Function && isQuiet(value.code)),
    )
  }

  /** Behind an instruction, before the one at `next`. */
  after(pc: number, next: number): string {
    const { text, from } = this
    const { code } = text.code
    const out = text.reg(code[pc + 1])
    const name = this.nameAt(pc, next)
    if (from === null && name !== 'gainIterator') return ''
    this.from = null
    const gains = text.use(text.framed ? `${name}In` : name)
    const given = from === null ? '' : `${from}, `
    return `if (L.live !== 0) ${gains}(${text.framed ? 'FR' : 'd'}, ${out}, ${given}${text.framed ? next : text.base + next})\n`
  }

  private nameAt(pc: number, next: number): string {
    const { code } = this.text.code
    if (isIteration(code[pc])) return 'gainIterator'
    if (code[pc] === Op.BEFORE_WITH) return 'gainEntered'
    return code[next] === Op.BEFORE_WITH && code[next + 2] === code[pc + 1] ? 'gainManager' : 'gain'
  }

  atStart(): string {
    return ''
  }

  leave(): string {
    return ''
  }

  suspend(): string {
    return ''
  }
}
