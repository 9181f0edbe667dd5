// Which code is compiled, and when. A function that was called often, or a loop that went round often, is compiled once, in one
// piece; what cannot be compiled stays with the interpreter. `code.entry` and `code.enterWindow` are how compiled code enters a
// function: at first they run the interpreter.
//
// What must stay true: compiled code computes what the interpreter computes; where the two could differ (tracing, deep
// recursion, other globals) the interpreter runs.
import type { Location } from '@typhon/jit'
import type { Value, W_BaseException, W_Object } from '@typhon/objspace'
import * as objspace from '@typhon/objspace'
import { attend, context, pending } from '../eval/context.ts'
import * as control from '../eval/control.ts'
import { runForCompiled } from '../eval/enter.ts'
import { resumePoint } from '../eval/resume.ts'
import { nextItemOf, nextOfGenerator, sendTo, startGenerator } from '../eval/step.ts'
import * as machine from '../eval/machine.ts'
import { exceptionOf } from '../eval/unwind.ts'
import { UNWIND } from '../eval/unwinding.ts'
import {
  AHEAD,
  declareEntries,
  type Entry,
  type Loop,
  NEVER,
  type Piece,
  type Resumption,
  type W_Code,
} from '../objects/code.ts'
import { CO_MAKES_GENERATOR } from '../objects/code-flags.ts'
import { Frame, Return } from '../objects/frame.ts'
import type { W_Function } from '../objects/function.ts'
import type { Emitted } from './emit.ts'
import { emitFunction, emitLoop, emitPiece, emitStart } from './forms.ts'
import * as invoke from './invoke.ts'
import * as leave from './leave.ts'
import { maturing } from './maturing.ts'
import { HOT, LEFT_TRACE } from './leave.ts'
import { iterables } from './iterables.ts'
import * as misses from './misses.ts'
import * as operators from './operators.ts'
import { nextEntry, nextNumbered, nextPair } from './pairs.ts'
import * as pieces from './pieces.ts'
import { followIn, gainSupport, isFollowed } from './gains.ts'
import { promptSupport } from './prompt.ts'
import * as starts from './starts.ts'
import {
  arriveAtLoop,
  asTold,
  declareRenewal,
  declareTracedCalls,
  isBegunOften,
  isCalledOften,
  isDue,
  isReady,
  leaveTrace,
  startOf,
} from '../tracing/hot.ts'
import { tracedCall, tracedCallSupport } from './traced-calls.ts'
import * as tried from './tried.ts'
import { isMoved, isReversed, isShifted } from './moves.ts'
import { baseline, wantsTraces } from './settings.ts'
import { Compiled, SITES } from './sites.ts'
import { hasMasks } from './low-words.ts'
import { BOX, INT, isNatural, kindOfInt, type State, U32, VALUE } from './types.ts'
import { looksAtFrames } from './worth.ts'

/** What a variable is while its float has no box. */
const FLT = Symbol('float')

/** Calls of a function that is not compiled after which it is looked at again, in the beginning. */
const AGAIN = 10_000

/** Words of bytecode for each of which a function is called `threshold` times more: its text takes long, and a call runs a small part of it. */
const LONG = 1000

/** How often a function is compiled before it is left as it is. */
const ATTEMPTS = 8

/**
 * A function was called `threshold` times: compiles it, if it can be. The first time it is told earlier, so that there is an occasion to look
 * at the clock in programs whose functions are many and seldom called.
 */
export function warm(f: W_Function): void {
  const { code } = f
  if (!code.isSeen) {
    code.isSeen = true
    code.heat -= AHEAD + baseline.threshold * Math.floor(code.code.length / LONG)
    maturing.isOver()
    if (code.heat <= baseline.threshold) return
  }
  code.heat = maturing.isOver() ? NEVER : -AGAIN
  if (baseline.enabled === 0 || code.attempts >= ATTEMPTS || !isWorthIt(code)) return
  if ((code.flags & CO_MAKES_GENERATOR) !== 0) return
  code.attempts++
  const compiled = new Compiled(code, f.globals, f.builtins)
  const text = emitFunction(compiled, code.attempts < ATTEMPTS)
  if (text === null) return
  compiled.handled = text.handled
  const entry = instantiate(text, compiled) as Entry
  compiled.entry = entry
  code.compiled = compiled
  callThroughTrace(code, startOf(code, f.globals)?.place ?? null)
}

/** Calls of compiled code are to go through its trace where it has one, by `place`. */
function callThroughTrace(code: W_Code, place: Location | null): void {
  const { compiled } = code
  if (compiled === null || compiled.entry === null) return
  const start = (place?.ready ?? null) === null || isFollowed(code) ? null : startOf(code, compiled.globals)
  const { entry } = compiled
  code.entry =
    start === null ? entry : (instantiate(tracedCall(compiled, entry, start.place, start.out), compiled) as Entry)
  code.enterWindow = windowEntry(code.parameters, code.entry)
}
declareTracedCalls(callThroughTrace)

/** A coroutine function was awaited `threshold` times where it is called: compiles its start. Whether it has one. */
export function warmStart(f: W_Function): boolean {
  const { code } = f
  code.awaits = NEVER
  if (baseline.enabled === 0 || code.attempts >= ATTEMPTS || !isWorthIt(code)) return false
  code.attempts++
  const compiled = new Compiled(code, f.globals, f.builtins)
  const text = emitStart(compiled, code.attempts < ATTEMPTS)
  if (text === null) return false
  compiled.handled = text.handled
  code.start = instantiate(text, compiled) as Entry
  return true
}

function isWorthIt(code: W_Code): boolean {
  return code.code.length <= baseline.longest && !looksAtFrames(code)
}

/** Compiled code that guessed badly is given up; the function may be compiled again. */
export function retire(compiled: Compiled): void {
  const { code } = compiled
  if (code.attempts >= ATTEMPTS) return
  code.loops?.clear()
  code.start = null
  code.awaits = 0
  for (const resumption of code.resumptions ?? []) if (resumption !== undefined) resumption.piece = null
  if (code.compiled === compiled) reset(code)
  else code.attempts++
  code.heat = Math.floor(baseline.threshold / 2)
}

/** Code is compiled again when it runs next, because of what is known of its loops now. */
function renew(code: W_Code): void {
  code.loops?.clear()
  for (const resumption of code.resumptions ?? []) {
    if (resumption === undefined || resumption.piece === null) continue
    resumption.piece = null
    resumption.heat = baseline.threshold
  }
  if (code.start !== null) {
    code.start = null
    code.awaits = baseline.threshold
    code.attempts--
  }
  if (code.compiled === null) return
  code.attempts--
  reset(code)
  code.heat = 1
}
declareRenewal(renew)

/** Compiled code that does not look after what frames hold alone has met such an object. */
export function meetOwned(compiled: Compiled): void {
  if (++compiled.met !== baseline.meetings) return
  const { code } = compiled
  followIn(code)
  code.attempts = Math.min(code.attempts, ATTEMPTS - 2)
  retire(compiled)
  code.heat = baseline.threshold
}

/** The same where a loop or piece is entered: the interpreter goes on. */
function ownedBefore(compiled: Compiled): null {
  meetOwned(compiled)
  return null
}

function reset(code: W_Code): void {
  code.compiled = null
  code.entry = entries[Math.min(code.parameters, entries.length - 1)]
  code.enterWindow = enterWindow
}

/**
 * Goes on with a loop of `frame`, which is about to begin a round at `frame.pc`: in traces, else in baseline code, which enters
 * traces by itself. Gives what was raised, null where nothing was; the frame to go on with is the context's.
 */
export function goOn(frame: Frame): W_BaseException | null {
  for (;;) {
    if (!isReady(frame) || !hasLoop(frame)) {
      const traced = arriveAtLoop(frame)
      if (traced !== null) return traced.raised
    }
    const loop = loopOf(frame)
    if (loop === null) {
      maturing.isOver()
      if (!wantsTraces()) frame.code.rounds = -1e6
    }
    if (loop === null || context.tracing.on) return null
    const raised = runLoop(frame, loop)
    if (raised === LEFT_TRACE) return leaveTrace(frame).raised
    if (raised !== HOT) return raised as W_BaseException | null
  }
}

/** The same where a trace of the loop has just been left. */
export const goOnBehindTrace = (frame: Frame): W_BaseException | null => leaveTrace(frame).raised

const hasLoop = ({ code, pc }: Frame): boolean => (code.loops?.get(pc) ?? null) !== null

/** The compiled loop at whose head a frame is, null where it cannot be compiled. */
function loopOf(frame: Frame): Loop | null {
  const { code } = frame
  const known = code.loops?.get(frame.pc)
  if (known !== undefined) return known
  const loop = compileLoop(frame)
  ;(code.loops ??= new Map()).set(frame.pc, loop)
  return loop
}

/** Gives what was raised, null for nothing; or HOT or LEFT_TRACE. */
function runLoop(frame: Frame, loop: Loop): Value {
  try {
    const result = loop(frame)
    if (result === HOT || result === LEFT_TRACE) return result
    if (result === leave.RAISED) {
      context.depth = frame.depth
      context.handled = null
      return leave.takeRaised()
    }
    return null
  } catch (e) {
    if (e === UNWIND) {
      // Who goes on may be no loop that would catch it, where a compiled function was left for this one.
      if (UNWIND.bottom !== null) UNWIND.finish(frame)
      return null
    }
    const thrown = exceptionOf(e)
    context.depth = frame.depth
    context.handled = null
    leave.settleContext(thrown, frame)
    return thrown
  }
}

/** A compiled function goes on in a frame, at the head of a loop that is hot, or where its trace `isLeft`; gives what the function returns. */
function goOnInFrame(
  compiled: Compiled,
  func: W_Function,
  d: number,
  known: Frame | null,
  isLeft: boolean,
  values: (Value | undefined)[],
): Value {
  const frame = leave.frameToGoOn(compiled, func, d, known, values)
  return runForCompiled(frame, isLeft ? goOnBehindTrace : goOn)
}

function compileLoop(frame: Frame): Loop | null {
  const { code } = frame
  if (baseline.enabled === 0 || code.attempts >= ATTEMPTS || code.code.length > baseline.longest) return null
  if (looksAtFrames(code) && frame.func !== null) return null
  const compiled = new Compiled(code, frame.globals, frame.builtins)
  const text = emitLoop(compiled, frame.pc, typesOf(frame), code.attempts < ATTEMPTS - 1)
  if (text === null) return null
  compiled.cold = text.cold
  return instantiate(text, compiled) as Loop
}

/** The piece of a generator that goes on with its frame at `resumption`. */
export function compilePiece(frame: Frame, resumption: Resumption): Piece | null {
  const { code } = frame
  if (code.attempts >= ATTEMPTS || !isWorthIt(code)) return null
  const compiled = new Compiled(code, frame.globals, frame.builtins)
  const state = typesOf(frame)
  if (resumption.sent >= 0) state[resumption.sent] = VALUE
  const text = emitPiece(compiled, resumption, state, code.attempts < ATTEMPTS - 1)
  return text === null ? null : (instantiate(text, compiled) as Piece)
}

/** What the variables of a frame that is in a loop may be taken for. */
function typesOf(frame: Frame): State {
  const { unit } = frame.code
  const state = new Uint8Array(unit.firstConst).fill(VALUE)
  if (frame.code.anyEntry) return state
  const masks = hasMasks(frame.code.code)
  for (let r = 0; r < unit.varnames.length; r++) {
    const w = frame.regs[r]
    if (typeof w === 'number') state[r] = masks && isNatural(kindOfInt(w)) ? U32 : INT
    else if (w instanceof objspace.W_Float && w.shape === objspace.shapes.float) state[r] = BOX
  }
  return state
}

let supported: Readonly<Record<string, unknown>> | undefined

/** Everything that compiled text may name. */
function support(): Readonly<Record<string, unknown>> {
  return (supported ??= {
    ...machine,
    ...invoke,
    ...leave,
    ...misses,
    ...iterables,
    methodLeft: operators.methodLeft,
    operatorMiss: operators.operatorMiss,
    afterFirst: objspace.afterFirst,
    ...pieces,
    ...tried,
    ...promptSupport,
    ...gainSupport,
    ownedBefore,
    sendTo,
    isMoved,
    isReversed,
    isShifted,
    normalInt: objspace.norm,
    heldAttr: objspace.heldAttr,
    lacksAttr: objspace.lacksAttr,
    concatRaw: objspace.concatRaw,
    singleByte: objspace.singleByte,
    newEnumerate: objspace.newEnumerate,
    iterOfRange: objspace.iterOfRange,
    newRange: objspace.newRange,
    newZip: objspace.newZip,
    plainException: objspace.plainException,
    initException: objspace.initException,
    append: objspace.append,
    appendDouble: objspace.appendDouble,
    complete: objspace.complete,
    newListIterator: objspace.newListIterator,
    newTupleIterator: objspace.newTupleIterator,
    newListReverseIterator: objspace.newListReverseIterator,
    W_Cell: objspace.W_Cell,
    W_Pair: objspace.W_Pair,
    W_Float: objspace.W_Float,
    W_Complex: objspace.W_Complex,
    nextValue: nextItemOf,
    nextOfGenerator,
    ...starts,
    resumePoint,
    unpackEx: control.unpackEx,
    checkEgMatch: control.checkEgMatch,
    beforeAsyncWith: control.beforeAsyncWith,
    foreign,
    nextEntry,
    nextNumbered,
    nextPair,
    goOnInFrame,
    asTold,
    isBegunOften,
    isCalledOften,
    isDue,
    ...tracedCallSupport,
    tooDeep,
  })
}

/** The function that a text describes. */
function instantiate(text: Emitted, compiled: Compiled): unknown {
  maturing.compiles()
  const names = [...text.used]
  const all = support()
  const missing = names.find((name) => all[name] === undefined)
  if (missing !== undefined) throw new Error(`compiled code names ${missing}`)
  const constants = text.constants.map((_, i) => `k${i}`)
  if (baseline.show === 1) console.error(text.source)
  // oxlint-disable-next-line no-new-func
  const make = new Function(
    'FLT',
    'RAISED',
    'C',
    'S',
    'SITES',
    'PENDING',
    'ATTEND',
    'U',
    'G',
    'BI',
    'FR',
    'WRONG',
    ...names,
    ...constants,
    text.source,
  )
  const frame = new Frame(compiled.code, [], compiled.globals, compiled.builtins, null)
  return make(
    FLT,
    leave.RAISED,
    context,
    leave.S,
    SITES,
    pending,
    attend,
    compiled,
    compiled.globals,
    compiled.builtins,
    frame,
    leave.WRONG,
    ...names.map((name) => all[name]),
    ...text.constants,
  )
}

/** Compiled code is entered by the values of all parameters, from the start of a register window. */
function windowEntry(count: number, entry: Entry): (f: W_Function, window: (Value | undefined)[]) => Value {
  switch (count) {
    case 0:
      return (f) => entry(f)
    case 1:
      return (f, w) => entry(f, w[0])
    case 2:
      return (f, w) => entry(f, w[0], w[1])
    case 3:
      return (f, w) => entry(f, w[0], w[1], w[2])
    case 4:
      return (f, w) => entry(f, w[0], w[1], w[2], w[3])
    default:
      return (f, w) => entry(f, ...w.slice(0, count))
  }
}

/** A call of a compiled function by the interpreter. */
export function callCompiled(f: W_Function, regs: (Value | undefined)[], first: number, count: number): Value {
  switch (count) {
    case 0:
      return f.code.entry(f)
    case 1:
      return f.code.entry(f, regs[first])
    case 2:
      return f.code.entry(f, regs[first], regs[first + 1])
    case 3:
      return f.code.entry(f, regs[first], regs[first + 1], regs[first + 2])
    default:
      return f.code.entry(f, ...regs.slice(first, first + count))
  }
}

/** A call of a compiled function for which the interpreter made a frame. */
export function enterCompiled(frame: Frame): Value {
  const f = frame.func as W_Function
  if (frame.kind !== Return.init) return f.code.enterWindow(f, frame.regs)
  const result = invoke.forInstance(frame.owner as W_Object, () => f.code.enterWindow(f, frame.regs))
  return result === leave.RAISED ? result : control.initResult(frame, result)
}

// The entries of code that is not compiled.

function interpret(f: W_Function, window: (Value | undefined)[]): Value {
  return runForCompiled(new Frame(f.code, window, f.globals, f.builtins, f))
}

function enterWindow(f: W_Function, window: (Value | undefined)[]): Value {
  const { code } = f
  if ((code.flags & CO_MAKES_GENERATOR) !== 0) return startGenerator(f, window)
  if (++code.heat > baseline.threshold) {
    warm(f)
    if (code.compiled !== null) return code.enterWindow(f, window)
  }
  return interpret(f, window)
}

const entries: readonly Entry[] = [
  (f) => enterWindow(f, f.code.window()),
  (f, a) => {
    const window = f.code.window()
    window[0] = a
    return enterWindow(f, window)
  },
  (f, a, b) => {
    const window = f.code.window()
    window[0] = a
    window[1] = b
    return enterWindow(f, window)
  },
  (f, a, b, c) => {
    const window = f.code.window()
    window[0] = a
    window[1] = b
    window[2] = c
    return enterWindow(f, window)
  },
  (f, a, b, c, d) => {
    const window = f.code.window()
    window[0] = a
    window[1] = b
    window[2] = c
    window[3] = d
    return enterWindow(f, window)
  },
  (f, a, b, c, d, e) => {
    const window = f.code.window()
    window[0] = a
    window[1] = b
    window[2] = c
    window[3] = d
    window[4] = e
    return enterWindow(f, window)
  },
  (f, ...args) => {
    const window = f.code.window()
    for (let i = 0; i < args.length; i++) window[i] = args[i]
    return enterWindow(f, window)
  },
]
declareEntries(entries, enterWindow)

/** A function made of this code with other globals, or while a frame has objects of its own: the interpreter runs it. */
function foreign(compiled: Compiled, f: W_Function, parameters: readonly (Value | undefined)[]): Value {
  if (f.globals === compiled.globals) meetOwned(compiled)
  return interpret(f, windowOf(f, parameters))
}

/** A call beyond the limit: the interpreter raises RecursionError, or runs it without nesting JavaScript calls. */
function tooDeep(_compiled: Compiled, f: W_Function, parameters: readonly (Value | undefined)[]): Value {
  context.depth--
  return interpret(f, windowOf(f, parameters))
}

function windowOf(f: W_Function, parameters: readonly (Value | undefined)[]): (Value | undefined)[] {
  const window = f.code.window()
  for (let i = 0; i < parameters.length; i++) window[i] = parameters[i]
  return window
}
