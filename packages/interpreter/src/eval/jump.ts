// frame.f_lineno = line: going on at another line, which trace functions may ask for.
// ref: datamodel#frame.f_lineno; CPython: Objects/frameobject.c (frame_lineno_set_impl)
//
// What CPython has on its operand stack between two statements is here in temporaries that will be read again: iterators of
// loops, the exits of `with` blocks, exceptions. The temporaries that are live before an instruction, by number, are its
// stack; their kinds say where it may be entered from. A jump takes the values along to the registers of the target, since
// two blocks of the same kind are alike.
import { error, hooks, type Value, typeOf } from '@typhon/objspace'
import { isFinal, targetOf } from '../baseline/graph.ts'
import {
  BEFORE_ASYNC_WITH,
  BEFORE_WITH,
  CHECK_EG_MATCH,
  FOR_ITER,
  GET_AITER,
  GET_ITER,
  JUMP_BACKWARD,
  KINDS,
  LOAD_METHOD,
  LOAD_SUPER_METHOD,
  OPLEN,
  PUSH_EXC_INFO,
  SEND,
  UNPACK_EX,
  UNPACK_SEQUENCE,
  YIELD_VALUE,
} from '../generated/opcodes.ts'
import type { CodeUnit } from '../objects/code-unit.ts'
import { debugOf, type Frame } from '../objects/frame.ts'
import { context } from './context.ts'
import { firstTemporary, isCall, read } from './liveness.ts'
import { linesOf } from './tracing.ts'
import { ROW } from './origin.ts'

/** What a call is made of waits as 'callee': CPython has a NULL there, which is nothing to go on with. */
type Kind = 'object' | 'iterator' | 'exception' | 'callee'

/** A temporary that is live, and what it holds. */
interface Held {
  readonly register: number
  readonly kind: Kind
  /** Of an exception: it was the handled one before. */
  readonly saved: boolean
}

/** Moves a frame to the first instruction of a line, or refuses. */
export function jumpTo(frame: Frame, w: Value): void {
  if (typeOf(w).name !== 'int' || typeOf(w).heap) throw error('ValueError', 'lineno must be an integer')
  const start = stackAtJump(frame)
  if (typeof w !== 'number' || w > 0x7fffffff || w < -0x80000000) throw error('ValueError', 'lineno out of range')
  const line = w
  const { unit } = frame.code
  if (line < unit.firstlineno) throw error('ValueError', `line ${line} comes before the current code block`)
  const lines = lineStarts(unit)
  const next = lines.reduce((a, [, l]) => (l >= line && (a < 0 || l < a) ? l : a), -1)
  if (next < 0) throw error('ValueError', `line ${line} comes after the current code block`)
  let best: readonly Held[] | null = null
  let at = -1
  let refusal: string | null = null
  for (const [pc, l] of lines) {
    if (l !== next) continue
    const stack = stackAt(unit, pc)
    if (start !== undefined && stack !== undefined && isCompatible(start, stack)) {
      if (best === null || stack.length > best.length) {
        best = stack
        at = pc
      }
    } else if (start === undefined) refusal ??= "can't jump from unreachable code"
    else refusal ??= explain(stack)
  }
  if (best === null || start === undefined)
    throw error('ValueError', refusal ?? 'cannot find bytecode for specified line')
  bindAll(frame)
  const { regs, code } = frame
  const values = start.map((held) => regs[held.register])
  for (let i = start.length - 1; i >= best.length; i--)
    if (start[i].saved) frame.handled = values[i] as typeof frame.handled
  best.forEach((held, i) => {
    regs[held.register] = values[i]
  })
  const debug = debugOf(frame)
  debug.jumped = code.code[frame.pc] === YIELD_VALUE && context.tracing.event === 'return'
  debug.line = 0
  debug.from = -1
  frame.pc = at
}

/** The stack of a frame where a trace function was told of it; an error where it was not told of a line. */
function stackAtJump(frame: Frame): readonly Held[] | undefined {
  const { tracing } = context
  const { event } = tracing
  if (event === null) throw error('ValueError', 'f_lineno can only be set in a trace function')
  const { unit } = frame.code
  const { pc } = frame
  switch (event) {
    case 'call':
      throw error('ValueError', "can't jump from the 'call' trace event of a new frame")
    case 'line':
      return stackAt(unit, pc)
    case 'return':
      if (unit.code[pc] === YIELD_VALUE) {
        const out = unit.code[pc + 1]
        return stackAt(unit, pc + OPLEN[YIELD_VALUE])?.filter((held) => held.register !== out)
      }
  }
  throw error('ValueError', "can only jump from a 'line' trace event")
}

/** Variables that have no value get None, since the code that follows may count on one. */
function bindAll(frame: Frame): void {
  const { unit } = frame.code
  const unbound: number[] = []
  for (let r = 0; r < unit.varnames.length; r++) if (frame.regs[r] === undefined) unbound.push(r)
  if (unbound.length === 0) return
  hooks.warn('RuntimeWarning', `assigning None to ${unbound.length} unbound local${unbound.length === 1 ? '' : 's'}`)
  for (const r of unbound) frame.regs[r] = null
}

function isCompatible(from: readonly Held[], to: readonly Held[]): boolean {
  if (from.length < to.length) return false
  return to.every(({ kind }, i) => kind === from[i].kind || (kind === 'object' && from[i].kind !== 'callee'))
}

function explain(stack: readonly Held[] | undefined): string {
  if (stack === undefined) return "can't jump into unreachable code"
  switch (stack.at(-1)?.kind) {
    case 'exception':
      return "can't jump into an 'except' block as there's no exception"
    case 'iterator':
      return "can't jump into the body of a for loop"
    default:
      return 'incompatible stacks'
  }
}

/** The instructions where lines begin, with the line. The jump back of a loop begins none. */
function lineStarts(unit: CodeUnit): readonly (readonly [number, number])[] {
  const lines = linesOf(unit)
  const starts: [number, number][] = []
  let last = -1
  for (let pc = 0; pc < unit.code.length; pc += OPLEN[unit.code[pc]]) {
    if (lines[pc] !== last && lines[pc] > 0 && unit.code[pc] !== JUMP_BACKWARD) starts.push([pc, lines[pc]])
    if (lines[pc] > 0) last = lines[pc]
  }
  return starts
}

const known = new WeakMap<CodeUnit, readonly (readonly Held[] | undefined)[]>()

/** What is held before an instruction; undefined where control never comes. */
function stackAt(unit: CodeUnit, pc: number): readonly Held[] | undefined {
  let stacks = known.get(unit)
  if (stacks === undefined) known.set(unit, (stacks = stacksOf(unit)))
  return stacks[pc]
}

const OBJECT = { kind: 'object', saved: false } as const
/** Marks a register that is read as what is called. */
const CALLEE = 2

function stacksOf(unit: CodeUnit): (readonly Held[] | undefined)[] {
  const first = firstTemporary(unit)
  const live = liveBefore(unit, first)
  return kindsBefore(unit).map((kinds, pc) => {
    if (kinds === undefined) return undefined
    const stack: Held[] = []
    live[pc].forEach((bit, i) => {
      if (bit === CALLEE) stack.push({ register: first + i, kind: 'callee', saved: false })
      else if (bit !== 0) stack.push({ register: first + i, ...(kinds.get(first + i) ?? OBJECT) })
    })
    return stack
  })
}

/** Which temporaries may be read at each instruction or after it. */
function liveBefore(unit: CodeUnit, first: number): Uint8Array[] {
  const { code, exceptionTable: table, firstConst, nregs } = unit
  const live: Uint8Array[] = []
  const offsets: number[] = []
  for (let pc = 0; pc < code.length; pc += OPLEN[code[pc]]) {
    offsets.push(pc)
    live[pc] = new Uint8Array(firstConst - first)
  }
  // By register; of those behind the temporaries nothing is asked.
  const now = new Uint8Array(nregs)
  const addLive = (pc: number, except: number): void => {
    live[pc]?.forEach((bit, i) => {
      if (bit > now[first + i] && first + i !== except) now[first + i] = bit
    })
  }
  for (let changed = true; changed;) {
    changed = false
    for (let i = offsets.length - 1; i >= 0; i--) {
      const pc = offsets[i]
      now.fill(0, first, firstConst)
      if (!isFinal(code[pc])) addLive(pc + OPLEN[code[pc]], -1)
      for (const r of written(code, pc)) now[r] = 0
      const target = targetOf(code, pc)
      if (target >= 0) addLive(target, -1)
      read(code, pc, now)
      if (isCall(code[pc])) now[code[pc + 2]] = CALLEE
      const row = handlerRow(table, pc)
      if (row >= 0) addLive(table[row + 2], table[row + 3])
      const before = live[pc]
      for (let k = 0; k < before.length; k++) {
        if (before[k] === now[first + k]) continue
        before[k] = now[first + k]
        changed = true
      }
    }
  }
  return live
}

function handlerRow(table: Int32Array, pc: number): number {
  for (let i = 0; i < table.length; i += ROW) if (pc >= table[i] && pc < table[i + 1]) return i
  return -1
}

/** The registers that an instruction writes; the item of a loop that ends is never read. */
function written(code: Int32Array, pc: number): number[] {
  const op = code[pc]
  const first = code[pc + 1]
  switch (op) {
    case BEFORE_WITH:
    case BEFORE_ASYNC_WITH:
    case CHECK_EG_MATCH:
    case LOAD_METHOD:
    case LOAD_SUPER_METHOD:
      return [first, first + 1]
    case UNPACK_SEQUENCE:
      return Array.from({ length: code[pc + 3] }, (_, i) => first + i)
    case UNPACK_EX:
      return Array.from({ length: code[pc + 3] + 1 + code[pc + 4] }, (_, i) => first + i)
    case FOR_ITER:
    case SEND:
      return [first]
    default:
      return KINDS[op][0] === 'out' ? [first] : []
  }
}

type Kinds = ReadonlyMap<number, { readonly kind: Kind; readonly saved: boolean }>

/** What the registers hold before each instruction that can be reached, those of iterators and exceptions. */
function kindsBefore(unit: CodeUnit): (Kinds | undefined)[] {
  const { code, exceptionTable: table } = unit
  const before: (Kinds | undefined)[] = new Array<Kinds | undefined>(code.length).fill(undefined)
  const work: [number, Kinds][] = [[0, new Map()]]
  while (work.length > 0) {
    const [pc, kinds] = work.pop() as [number, Kinds]
    if (pc >= code.length || before[pc] !== undefined) continue
    before[pc] = kinds
    const row = handlerRow(table, pc)
    if (row >= 0) work.push([table[row + 2], new Map(kinds).set(table[row + 3], { kind: 'exception', saved: false })])
    const after = new Map(kinds)
    for (const r of written(code, pc)) after.delete(r)
    if (code[pc] === GET_ITER || code[pc] === GET_AITER) after.set(code[pc + 1], { kind: 'iterator', saved: false })
    if (code[pc] === PUSH_EXC_INFO) after.set(code[pc + 1], { kind: 'exception', saved: true })
    const target = targetOf(code, pc)
    if (target >= 0) work.push([target, after])
    if (!isFinal(code[pc])) work.push([pc + OPLEN[code[pc]], after])
  }
  return before
}
