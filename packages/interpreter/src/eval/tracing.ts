// sys.settrace and sys.setprofile: telling a function of calls, lines, returns, exceptions and calls of built-in functions.
// lib: sys#sys.settrace; CPython: Python/legacy_tracing.c, Python/instrumentation.c
//
// There are two loops, made of one template: the plain one knows nothing of tracing; the other calls what is below. `run` goes on
// with the one that is wanted. The plain loop is left by throwing SWITCH where it looks at the pending flag, the other one at the
// next instruction.
//
// What must stay true: `on` says which loop is wanted, and is false while a trace function runs; a frame's `started` is false
// before its first instruction, and in a suspended generator.
import {
  call3,
  errorWith,
  getDescriptor,
  typeOf,
  type Value,
  W_BaseException,
  W_BuiltinFunction,
  W_MethodDescriptor,
  W_Tuple,
} from '@typhon/objspace'
import { Intrinsic1 } from '../compile/intrinsics.ts'
import { INTRINSIC_1, JUMP_BACKWARD, OPLEN, RERAISE } from '../generated/opcodes.ts'
import { CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR } from '../objects/code-flags.ts'
import type { CodeUnit } from '../objects/code-unit.ts'
import { debugOf, NOWHERE, type Frame, type FrameDebug } from '../objects/frame.ts'
import { positionAt } from '../objects/positions.ts'
import { context } from './context.ts'

/** What a thread's code is watched by. */
export class Tracing {
  tracer: Value = null
  profiler: Value = null
  /** Calls of trace functions that are being executed. */
  busy = 0
  on = false
  /** The built-in function that a profiled instruction calls, and where. */
  callee: Value | undefined = undefined
  caller: Frame | null = null
  /** The frame whose call of sys.setprofile is executed again, which nobody is told of. */
  silent: Frame | null = null

  update(): void {
    this.on = this.busy === 0 && (this.tracer !== null || this.profiler !== null)
    context.setLimit()
  }
}

/** Marks the frames that run already: they were called before anybody watched. */
export function markRunning(): void {
  for (let f = context.frame; f !== null; f = f.back) if (f.pc === 0 || isGenerator(f)) debugOf(f).started = true
}

const isGenerator = (frame: Frame): boolean =>
  (frame.code.flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) !== 0

/** Calls a trace function. One that raises is switched off. */
function tell(which: 'tracer' | 'profiler', fn: Value, frame: Frame, event: string, arg: Value): Value {
  const { tracing } = context
  tracing.busy++
  tracing.on = false
  try {
    return call3(fn, frame, event, arg)
  } catch (e) {
    tracing[which] = null
    if (which === 'tracer') debugOf(frame).trace = null
    throw e
  } finally {
    tracing.busy--
    tracing.update()
  }
}

/** Tells the frame's own trace function, which may name its successor. */
function tellLocal(debug: FrameDebug, frame: Frame, event: string, arg: Value): void {
  const next = tell('tracer', debug.trace, frame, event, arg)
  if (next !== null) debug.trace = next
}

/** Before each instruction: tells of the call, the line and the opcode. True when the frame was moved to another instruction. */
export function traceInstruction(frame: Frame): boolean {
  const debug = debugOf(frame)
  if (!debug.started) {
    if (isGenerator(frame)) {
      // Making the generator is no call of its code.
      if (frame.owner === null) return false
      enter(frame, debug)
    } else if (frame.pc === 0) enter(frame, debug)
    else debug.started = true
  }
  if (debug.trace === null || context.tracing.tracer === null) return false
  const { pc } = frame
  const line = linesOf(frame.code.unit)[pc]
  const last = debug.lastPc
  debug.lastPc = pc
  // A round of a loop is told of again, though it is on one line; once, be it at the jump or at the head.
  const again = pc < last && debug.told !== last && frame.code.code[last] === JUMP_BACKWARD
  if (line > 0 && (line !== debug.line || again)) {
    debug.line = line
    debug.told = pc
    if (debug.traceLines) {
      tellLocal(debug, frame, 'line', null)
      if (frame.pc !== pc) return true
    }
  }
  if (debug.traceOpcodes && debug.trace !== null) tellLocal(debug, frame, 'opcode', null)
  return frame.pc !== pc
}

/** Tells of a call, or of going on with a generator that waits at the instruction `at`. */
function enter(frame: Frame, debug: FrameDebug, at = frame.pc - 1): void {
  const { tracing } = context
  const { unit } = frame.code
  debug.started = true
  const first = frame.pc === 0 || debug.fresh
  debug.at = first ? -1 : at
  debug.line = first ? 0 : positionAt(unit, at).line
  debug.lastPc = 0
  debug.fresh = false
  try {
    if (tracing.profiler !== null) tell('profiler', tracing.profiler, frame, 'call', null)
    if (tracing.tracer !== null) debug.trace = tell('tracer', tracing.tracer, frame, 'call', null)
  } finally {
    debug.at = NOWHERE
  }
}

/** The line of each instruction; -1 where it has none. */
function linesOf(unit: CodeUnit): Int32Array {
  const known = lineTables.get(unit)
  if (known !== undefined) return known
  const lines = new Int32Array(unit.code.length)
  for (let pc = 0; pc < unit.code.length; pc += OPLEN[unit.code[pc]])
    lines[pc] = isCleanUp(unit, pc) ? -1 : positionAt(unit, pc).line
  lineTables.set(unit, lines)
  return lines
}

/** What goes on after an exception belongs to no line. */
function isCleanUp({ code }: CodeUnit, pc: number): boolean {
  return code[pc] === RERAISE || (code[pc] === INTRINSIC_1 && code[pc + 3] === Intrinsic1.STOPITERATION_ERROR)
}

const lineTables = new WeakMap<CodeUnit, Int32Array>()

/** Before a frame gives a value back. */
export function traceReturn(frame: Frame, value: Value): void {
  const { debug } = frame
  // An instruction of no line is on the one that was told of last.
  if (debug !== null && debug.told >= 0 && linesOf(frame.code.unit)[frame.pc] < 0) debug.at = debug.told
  try {
    tellReturn(frame, debug, value)
  } finally {
    if (debug !== null) debug.at = NOWHERE
  }
}

function tellReturn(frame: Frame, debug: FrameDebug | null, value: Value): void {
  const { tracing } = context
  if (tracing.profiler !== null) tell('profiler', tracing.profiler, frame, 'return', value)
  if (tracing.tracer !== null && debug !== null && debug.trace !== null) tellLocal(debug, frame, 'return', value)
}

/** Before an exception is raised in a generator that waits; gives the one to raise. */
export function traceThrow(frame: Frame, e: W_BaseException): W_BaseException {
  const debug = debugOf(frame)
  if (debug.started || frame.owner === null) return e
  try {
    enter(frame, debug, frame.pc)
  } catch (thrown) {
    if (thrown instanceof W_BaseException) return thrown
    throw thrown
  }
  return e
}

/** A generator or coroutine that the frame waited for has ended: inside, that is a StopIteration. */
export function traceStop(frame: Frame, value: Value): void {
  const { debug } = frame
  if (context.tracing.tracer === null || debug === null || debug.trace === null) return
  traceException(frame, value === null ? errorWith('StopIteration') : errorWith('StopIteration', value))
}

/** Before a generator yields a value. */
export function traceYield(frame: Frame, value: Value): void {
  traceReturn(frame, value)
  debugOf(frame).started = false
}

/** An exception came up in a frame; gives the one to go on with. */
export function traceException(frame: Frame, e: W_BaseException): void {
  const { debug } = frame
  if (context.tracing.tracer !== null && debug !== null && debug.trace !== null)
    tellLocal(debug, frame, 'exception', new W_Tuple([typeOf(e), e, e.traceback]))
}

/** Before an instruction that calls: tells the profiler of a built-in function. */
export function traceBuiltin(frame: Frame): void {
  const { tracing } = context
  if (tracing.profiler === null) return
  if (tracing.silent === frame) {
    tracing.silent = null
    return
  }
  const { code } = frame.code
  const base = code[frame.pc + 2]
  let callee = frame.regs[base] as Value
  if (callee instanceof W_MethodDescriptor && !callee.wrapper) {
    const self = frame.regs[base + 1] ?? frame.regs[base + 2]
    if (self === undefined) return
    callee = getDescriptor(callee, self, typeOf(self)) as Value
  }
  if (!(callee instanceof W_BuiltinFunction)) return
  tell('profiler', tracing.profiler, frame, 'c_call', callee)
  tracing.callee = callee
  tracing.caller = frame
}

/** After it: tells of the return, or the exception. */
export function traceBuiltinEnd(frame: Frame, event: 'c_return' | 'c_exception'): void {
  const { tracing } = context
  if (tracing.callee === undefined || tracing.caller !== frame) return
  const { callee } = tracing
  tracing.callee = undefined
  tracing.caller = null
  if (tracing.profiler !== null) tell('profiler', tracing.profiler, frame, event, callee)
}
