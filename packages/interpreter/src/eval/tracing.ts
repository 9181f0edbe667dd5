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
  bindMethod,
  call3,
  callSpecial1,
  getDescriptor,
  isError,
  iter,
  next,
  shapeOf,
  shapes,
  Special,
  typeOf,
  type Value,
  W_BaseException,
  W_BuiltinFunction,
  type W_Callable,
  W_Method,
  W_MethodDescriptor,
  W_Tuple,
} from '@typhon/objspace'
import { Intrinsic1 } from '../compile/intrinsics.ts'
import {
  CALL_EX,
  CALL_METHOD,
  CALL_METHOD_KW,
  COPY_FREE_VARS,
  END_ASYNC_FOR,
  INTRINSIC_1,
  JUMP,
  JUMP_BACKWARD,
  LOAD_SUPER_ATTR,
  LOAD_SUPER_METHOD,
  MAKE_CELL,
  WITH_EXIT,
  OPLEN,
  RERAISE,
  RETURN_GENERATOR,
  SEND,
} from '../generated/opcodes.ts'
import { CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR } from '../objects/code-flags.ts'
import type { W_Code } from '../objects/code.ts'
import type { CodeUnit } from '../objects/code-unit.ts'
import { debugOf, NOWHERE, type Frame, type FrameDebug } from '../objects/frame.ts'
import { lineOf } from '../objects/frame-place.ts'
import { W_Function } from '../objects/function.ts'
import { targetOf } from '../baseline/graph.ts'
import { Event, fire, fireInstruction, monitoring, wants } from './monitoring.ts'
import { lastiOf } from '../objects/cpython-view.ts'
import { type Position, positionAt, TOLD_AGAIN } from '../objects/positions.ts'
import { context } from './context.ts'
import { nextValue } from './control.ts'
import { originOf } from './origin.ts'
import { behindPrologue } from './prologue.ts'
import { stopIteration, W_Generator } from '../objects/generator.ts'
import { sendOf } from './resume.ts'

/** Marks the frames that run already: they were called before anybody watched. */
export function markRunning(): void {
  for (let f = context.frame; f !== null; f = f.back) {
    if (f.pc === 0 || isGenerator(f)) debugOf(f).started = true
    if (f.debug !== null || wants(Event.LINE)) passLine(f, debugOf(f))
  }
}

/** The line that a frame is at is told of no more. */
export function passLine(frame: Frame, debug: FrameDebug): void {
  debug.line = lineOf(frame)
  debug.lastPc = frame.pc
}

const isGenerator = (frame: Frame): boolean =>
  (frame.code.flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) !== 0

/**
 * Calls a trace function. One that raises is switched off. What a trace function itself does may come here too, in the loop that it is recorded in for
 * the JIT: nobody is told.
 */
function tell(which: 'tracer' | 'profiler', fn: Value, frame: Frame, event: string, arg: Value): Value {
  const { tracing } = context
  if (frame.code.isInternal || tracing.busy > 0) return null
  const { event: outer } = tracing
  tracing.pause()
  tracing.event = event
  try {
    return call3(fn, frame, event, arg)
  } catch (e) {
    tracing[which] = null
    if (which === 'tracer') debugOf(frame).trace = null
    throw e
  } finally {
    tracing.event = outer
    tracing.goOn()
  }
}

/** Whether a trace function is told of what runs. */
export const isTraced = (): boolean => context.tracing.on

/** Calls `body`, which no trace function is told of. */
export function untraced<T>(body: () => T): T {
  const { tracing } = context
  tracing.pause()
  try {
    return body()
  } finally {
    tracing.goOn()
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
  const isTraced = debug.trace !== null && context.tracing.tracer !== null
  const isWatched = monitoring.watched !== 0
  if (!isTraced && !isWatched) return false
  const { pc } = frame
  if (isWatched) fireArrival(frame, debug, pc)
  if (debug.waited >= 0 && debug.waited !== pc) tellWaited(frame, debug)
  const line = (debug.lines ??= linesOf(frame.code.unit))[pc]
  const last = debug.lastPc
  debug.lastPc = pc
  // A round of a loop is told of again, though it is on one line; once, be it at the jump or at the head.
  const again = pc < last && debug.told !== last && frame.code.code[last] === JUMP_BACKWARD
  if (line > 0 && (line !== debug.line || again)) {
    const told = debug.line
    debug.line = line
    debug.told = pc
    // Tools are told of lines that change alone.
    if (isWatched && line !== told) fire(Event.LINE, frame, pc, [line])
    if (isTraced && debug.traceLines) {
      tellLocal(debug, frame, 'line', null)
      if (frame.pc !== pc) return true
    }
  }
  if (line === TOLD_AGAIN) debug.line = -1
  fireInstruction(frame, pc)
  if (isTraced && debug.traceOpcodes && debug.trace !== null) tellLocal(debug, frame, 'opcode', null)
  if (asksSuper(frame.code.code[pc])) traceCall(frame)
  return frame.pc !== pc
}

/** Whether an instruction calls `super`, as tools see it. */
const asksSuper = (op: number): boolean => op === LOAD_SUPER_ATTR || op === LOAD_SUPER_METHOD

/** The rest of the statement whose call made the frame tell of instructions. CPython has at least one to do there. */
function tellWaited(frame: Frame, debug: FrameDebug): void {
  debug.at = debug.waited
  debug.waited = -1
  try {
    tellLocal(debug, frame, 'opcode', null)
  } finally {
    debug.at = NOWHERE
  }
}

/** Tells the tools how control came to the instruction at `pc`. */
function fireArrival(frame: Frame, debug: FrameDebug, pc: number): void {
  const { from } = debug
  debug.from = pc
  if (from < 0) return
  const { unit, code } = frame.code
  const op = code[from]
  if (asksSuper(op)) {
    fireReturn(frame, debug, from)
    if (op === LOAD_SUPER_METHOD && wants(Event.CALL)) bindSuper(frame, from)
  } else if (op === WITH_EXIT) fireReturn(frame, debug, from)
  else if (op === JUMP_BACKWARD || (op === JUMP && positionAt(unit, from).line >= 0))
    fire(Event.JUMP, frame, from, [lastiOf(unit, pc)])
  else if (op !== JUMP && op !== SEND && op !== END_ASYNC_FOR && targetOf(code, from) >= 0)
    fire(Event.BRANCH, frame, from, [lastiOf(unit, pc)])
}

/** Where tools are told of calls, methods of `super()` are bound before they are called. */
function bindSuper({ code, regs }: Frame, pc: number): void {
  const at = code.code[pc + 1]
  const self = regs[at + 1]
  if (self === undefined) return
  regs[at] = bindMethod(regs[at] as W_Callable, self)
  regs[at + 1] = undefined
}

/**
 * The first of the arguments that a call goes through behind its star; undefined where there is none.
 *
 * differs: what can be gone through once only, or is an object of a program's class, is not asked before the call: the tools see MISSING.
 */
function firstOf(args: Value): Value | undefined {
  const { tuple, list, str, dict, set, frozenset, range, bytes, bytearray } = shapes
  const isSimple = [tuple, list, str, dict, set, frozenset, range, bytes, bytearray].includes(shapeOf(args))
  return isSimple ? next(iter(args)) : undefined
}

/** Before an instruction that calls: tells the tools. */
export function traceCall(frame: Frame): void {
  if (!wants(Event.CALL) || context.tracing.silent === frame) return
  const { pc, regs, debug } = frame
  const { code } = frame.code
  const at = code[pc + 2]
  let callee = regs[at] as Value
  let first: Value | undefined
  switch (code[pc]) {
    case CALL_EX:
      first = firstOf(regs[code[pc + 3]] as Value)
      break
    case CALL_METHOD:
    case CALL_METHOD_KW:
      first = regs[at + 1] ?? (code[pc + 3] > 0 ? regs[at + 2] : undefined)
      break
    case LOAD_SUPER_ATTR:
    case LOAD_SUPER_METHOD:
      // `super()` finds its arguments itself.
      if (code[pc + 6] > 0) first = regs[code[pc + 3]]
      break
    case WITH_EXIT:
      first = null
      break
    default:
      if (code[pc + 3] > 0) first = regs[at + 1]
  }
  if (callee === undefined) callee = null
  const argument = first === undefined ? monitoring.missing : first
  if (debug !== null)
    debug.calling =
      callee instanceof W_Function || (callee instanceof W_Method && code[pc] !== WITH_EXIT) ? null : [callee, argument]
  fire(Event.CALL, frame, pc, [callee, argument])
}

/** After a call of something that is no Python function. */
function fireReturn(frame: Frame, debug: FrameDebug, pc: number): void {
  const { calling } = debug
  if (calling === null) return
  debug.calling = null
  fire(Event.C_RETURN, frame, pc, calling)
}

/** An exception came up in a frame, or is raised again. */
export function traceRaise(frame: Frame, e: W_BaseException, isAgain: boolean): void {
  const { debug, pc } = frame
  if (debug !== null && debug.calling !== null) {
    const { calling } = debug
    debug.calling = null
    fire(Event.C_RAISE, frame, pc, calling)
  }
  // What comes behind an instruction of no line is told of, be it on the line that was told of last; but not behind the way out of a
  // `with`, after which the frame is where the exception came up.
  const { unit } = frame.code
  if (debug !== null && isAgain && positionAt(unit, pc).line < 0)
    debug.line = positionAt(unit, originOf(frame, pc)).line
  fire(isAgain ? Event.RERAISE : Event.RAISE, frame, pc, [e])
}

/**
 * Tells of handlers that CPython has where nothing is to be handled here: one for what is thrown into a generator that waits for another
 * one, and one for each comprehension, behind which variables are what they were. They raise the exception again. Those between the
 * instruction and the handler that there is are told of, which protects the code from `start` to `end`.
 */
export function traceCleanUps(frame: Frame, e: W_BaseException, start: number, end: number): void {
  const { pc, debug } = frame
  if (debug === null) return
  if (debug.thrownAt === pc) {
    debug.thrownAt = -1
    tellCleanUp(frame, debug, e, pc, isLineOfThrow(frame))
    fire(Event.RERAISE, frame, pc, [e])
  }
  const { restored } = frame.code.unit
  for (let i = 0; i < restored.length; i += 2) {
    const [from, to] = [restored[i], restored[i + 1]]
    if (pc < from || pc >= to || from < start || to > end) continue
    tellCleanUp(frame, debug, e, from)
    fire(Event.RERAISE, frame, from, [e])
  }
}

/** Whether tools are told of the line where a generator waits that something is thrown into. Not where it has gone on before: see isEntered. */
const isLineOfThrow = ({ code, pc }: Frame): boolean =>
  isEntered(Event.PY_RESUME) || resumed.get(code)?.has(pc + OPLEN[code.code[pc]]) !== true

/** Where the code of generators has gone on while it was watched. */
const resumed = new WeakMap<W_Code, Set<number>>()

/** Tells of a handler whose line is that of the instruction `at`. */
function tellCleanUp(frame: Frame, debug: FrameDebug, e: W_BaseException, at: number, isLineTold = true): void {
  traceHandled(frame, e)
  debug.line = positionAt(frame.code.unit, at).line
  if (!isLineTold) return
  debug.at = debug.told = at
  try {
    fire(Event.LINE, frame, at, [debug.line])
    if (debug.trace !== null && context.tracing.tracer !== null && debug.traceLines)
      tellLocal(debug, frame, 'line', null)
  } finally {
    debug.at = NOWHERE
  }
}

/** A handler of the frame gets the exception. */
export function traceHandled(frame: Frame, e: W_BaseException): void {
  if (frame.debug !== null) frame.debug.from = -1
  fire(Event.EXCEPTION_HANDLED, frame, frame.pc, [e])
}

/** An exception leaves the frame. */
export function traceUnwind(frame: Frame, e: W_BaseException): void {
  fire(Event.PY_UNWIND, frame, frame.pc, [e])
  tellReturnOf(frame, null)
}

/** Tells of a call, or of going on with a generator that waits at the instruction `at`, where `thrown` is raised. */
function enter(frame: Frame, debug: FrameDebug, at = frame.pc - 1, thrown: W_BaseException | null = null): void {
  const { tracing } = context
  const { unit } = frame.code
  debug.started = true
  if (thrown === null && frame.pc !== 0) {
    const places = resumed.get(frame.code)
    if (places === undefined) resumed.set(frame.code, new Set([frame.pc]))
    else places.add(frame.pc)
  }
  const first = frame.pc === 0 || debug.fresh || (thrown === null && isEntry(unit, frame.pc))
  debug.at = first ? -1 : at
  debug.line = !first ? positionAt(unit, at).line : isEntered(Event.PY_START) ? 0 : unit.firstlineno
  debug.lastPc = 0
  debug.fresh = false
  debug.from = -1
  try {
    if (thrown !== null) fire(Event.PY_THROW, frame, at, [thrown])
    else fire(first ? Event.PY_START : Event.PY_RESUME, frame, debug.at, [])
    if (tracing.profiler !== null) tell('profiler', tracing.profiler, frame, 'call', null)
    // A generator that is gone on with keeps the trace function it has, where it gets no other.
    if (tracing.tracer !== null) debug.trace = tell('tracer', tracing.tracer, frame, 'call', null) ?? debug.trace
  } finally {
    debug.at = NOWHERE
  }
}

/** Whether anybody is told that a frame begins, or goes on. Otherwise tools hear nothing of a line that begins with that. CPython: RESUME_CHECK */
const isEntered = (event: number): boolean =>
  wants(event) || context.tracing.tracer !== null || context.tracing.profiler !== null

/** Whether the body of a generator begins at `pc`. */
function isEntry({ code }: CodeUnit, pc: number): boolean {
  const at = behindPrologue(code)
  return code[at] === RETURN_GENERATOR && pc === at + OPLEN[RETURN_GENERATOR]
}

/** The line of each instruction; -1 where it has none, or TOLD_AGAIN. */
export function linesOf(unit: CodeUnit): Int32Array {
  const known = lineTables.get(unit)
  if (known !== undefined) return known
  const lines = new Int32Array(unit.code.length)
  for (let pc = 0; pc < unit.code.length; pc += OPLEN[unit.code[pc]])
    lines[pc] = isCleanUp(unit, pc) ? -1 : lineToTell(positionAt(unit, pc))
  lineTables.set(unit, lines)
  return lines
}

const lineToTell = ({ line, endLine }: Position): number => (endLine === TOLD_AGAIN ? endLine : line)

/** What goes on after an exception belongs to no line, nor what is done before the first statement. */
function isCleanUp({ code }: CodeUnit, pc: number): boolean {
  switch (code[pc]) {
    case RERAISE:
    case COPY_FREE_VARS:
    case MAKE_CELL:
    case RETURN_GENERATOR:
      return true
    case INTRINSIC_1:
      return code[pc + 3] === Intrinsic1.STOPITERATION_ERROR
  }
  return false
}

const lineTables = new WeakMap<CodeUnit, Int32Array>()

/** Before a frame gives a value back. */
export function traceReturn(frame: Frame, value: Value): void {
  fire(Event.PY_RETURN, frame, frame.pc, [value])
  tellReturnOf(frame, value)
}

function tellReturnOf(frame: Frame, value: Value): void {
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
  const raised = raisedBy(() => enter(frame, debug, frame.pc, e))
  if (raised !== null) return raised
  if (sendOf(frame) >= 0) debug.thrownAt = frame.pc
  // The line is told of in the handler, be it that where the generator waited.
  else if (isLineOfThrow(frame)) debug.line = -1
  return e
}

/** An exception is thrown into a generator that has not begun, whose frame it leaves at once; gives the one to go on with. */
export function traceThrowAtStart(frame: Frame, e: W_BaseException): W_BaseException {
  const debug = debugOf(frame)
  const raised = raisedBy(() => {
    enter(frame, debug, frame.pc, e)
    traceRaise(frame, e, false)
    traceException(frame, e)
    traceUnwind(frame, e)
  })
  return raised ?? e
}

/**
 * What a generator waits for has ended as an exception was thrown into it: that is a StopIteration, which is handled. Gives what a
 * trace function raised.
 */
export function traceThrownStop(frame: Frame, e: W_BaseException): W_BaseException | null {
  const debug = debugOf(frame)
  return raisedBy(() => {
    if (!debug.started) enter(frame, debug, frame.pc, e)
    traceRaise(frame, e, false)
    traceException(frame, e)
    tellCleanUp(frame, debug, e, frame.pc, isLineOfThrow(frame))
  })
}

/** What the trace functions raise that `tell` calls, or null. */
function raisedBy(tell: () => void): W_BaseException | null {
  try {
    tell()
  } catch (thrown) {
    if (thrown instanceof W_BaseException) return thrown
    throw thrown
  }
  return null
}

/** A generator or coroutine that the frame waited for has ended: inside, that is a StopIteration. */
export function traceStop(frame: Frame, value: Value): void {
  const { debug } = frame
  if (wants(Event.STOP_ITERATION)) fire(Event.STOP_ITERATION, frame, frame.pc, [stopIteration(value)])
  if (context.tracing.tracer !== null && debug !== null && debug.trace !== null)
    traceException(frame, stopIteration(value))
}

/** Built-in iterators that end with an exception though it has no value. */
const LOUD = new Set(['anext_awaitable', 'async_generator_asend', 'async_generator_athrow'])

/** Any iterator that the frame waited for has ended. Most built-in ones that have no value for the frame end without an exception. */
export function traceEnd(frame: Frame, iterator: Value, value: Value): void {
  if (iterator instanceof W_Generator && iterator.shape !== shapes.asyncGenerator) traceStop(frame, value)
  else if (value !== null || typeOf(iterator).heap || LOUD.has(typeOf(iterator).name))
    traceEndOfLoop(frame, stopIteration(value))
}

/** A loop in the frame ended by a StopIteration that was made: by `__next__` of a class, or a generator that gives a value back. */
export function traceEndOfLoop(frame: Frame, e: W_BaseException): void {
  fire(Event.RAISE, frame, frame.pc, [e])
  traceException(frame, e)
}

/** The next item of an iterator that is not gone on with in this loop, or undefined. */
export function nextTraced(frame: Frame, iterator: Value): Value | undefined {
  const type = typeOf(iterator)
  const method = type.heap ? type.special(Special.next) : undefined
  if (method === undefined || method === null) return nextValue(iterator)
  try {
    return callSpecial1(method, iterator)
  } catch (e) {
    if (!isError(e, 'StopIteration')) throw e
    traceEndOfLoop(frame, e)
  }
}

/** Before a generator yields a value. */
export function traceYield(frame: Frame, value: Value): void {
  fire(Event.PY_YIELD, frame, frame.pc, [value])
  tellReturnOf(frame, value)
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
  if (tracing.silent === frame) {
    tracing.silent = null
    return
  }
  if (tracing.profiler === null || tracing.busy > 0) return
  const { code } = frame.code
  const base = code[frame.pc + 2]
  let callee = frame.regs[base] as Value
  if (callee instanceof W_MethodDescriptor && !callee.wrapper) {
    const self = frame.regs[base + 1] ?? frame.regs[base + 2]
    if (self === undefined) return
    callee = getDescriptor(callee, self, typeOf(self)) as Value
  }
  if (callee instanceof W_Method) callee = callee.func
  if (!(callee instanceof W_BuiltinFunction)) return
  tell('profiler', tracing.profiler, frame, 'c_call', callee)
  // A frame has one call at a time: what stands there of it has ended without being told.
  while (tracing.calls.at(-1)?.caller === frame) tracing.calls.pop()
  tracing.calls.push({ callee, caller: frame })
}

/** Before a context is left without an exception, which is a call like others. */
export function traceExit(frame: Frame): void {
  traceCall(frame)
  traceBuiltin(frame)
}

/** After it: tells of the return, or the exception. */
export function traceBuiltinEnd(frame: Frame, event: 'c_return' | 'c_exception'): void {
  const { tracing } = context
  if (event === 'c_return' && frame.debug !== null && frame.debug.calling !== null)
    fireReturn(frame, frame.debug, frame.pc)
  const { calls } = tracing
  const at = calls.findLastIndex(({ caller }) => caller === frame)
  if (at < 0) return
  const { callee } = calls[at]
  // Those above were left by an exception.
  calls.length = at
  if (tracing.profiler !== null) tell('profiler', tracing.profiler, frame, event, callee)
}
