// Threads take turns. Frames are data on the heap, so a thread is left by throwing PAUSE out of the loop, and gone on with by
// running its innermost frame: the instruction it was at is executed again.
//
// A thread is left where the loop looks at the pending flag (a back-edge, a call), once its time is over, or in an instruction
// that calls a blocking built-in directly and can be executed again (`restartable`). Elsewhere JavaScript frames belong to
// it: built-in code that called back into Python (a sort key, an import). Then it stays where it is, `pinned`, and the others
// run above it on the JavaScript stack until it is its turn and those above have been left. Those can go on with its innermost
// frames meanwhile (its uppermost `Segment`), up to the one that the built-in code called.
//
// What must stay true: `current` is the thread whose frames `context` holds; of the pinned threads only the uppermost can go on
// beyond its segment; the main thread's lowest call of the loop is in `runBase`, which is where its PAUSE arrives.
//
// differs: threads are switched by the interpreter itself, on one thread of the system. Built-in code that calls Python (a sort
// key, `map`, `__eq__` of a dict key) goes on only after threads that ran during such a call have left such code themselves: two
// threads that take turns inside of such calls wait forever.
import {
  error,
  host,
  OSFailure,
  owned,
  putOwned,
  takeOwned,
  typeOf,
  type Value,
  type W_BaseException,
  W_BuiltinFunction,
  W_Method,
  W_MethodDescriptor,
} from '@typhon/objspace'
import { callerOf, innermost } from '../baseline/hidden-frames.ts'
import { S } from '../baseline/leave.ts'
import { SITES } from '../baseline/sites.ts'
import { context, pending, SWITCH } from '../eval/context.ts'
import { run } from '../eval/run.ts'
import { BEFORE_WITH, CALL, CALL_EX, CALL_KW, CALL_METHOD, CALL_METHOD_KW, IMPORT_NAME } from '../generated/opcodes.ts'
import { type Frame, Return } from '../objects/frame.ts'
import { monitoring } from '../eval/monitoring.ts'
import { markRunning } from '../eval/tracing.ts'
import { dropDeadBeforeInstruction } from '../eval/liveness.ts'
import { requireFrames } from '../eval/unwinding.ts'
import { showAllFrames } from '../prompt/seen.ts'
import { Segment } from './segment.ts'
import { Thread } from './thread.ts'

/** Thrown through the loop: the thread's frames are to be left as they are. */
const PAUSE = { toString: () => 'PAUSE' }
/** Thrown through a daemon thread's JavaScript frames when the program ends. */
const ABANDON = { toString: () => 'ABANDON' }

/** A signal came; threads want turns: what `pending[0]` holds. */
const SIGNAL = 1
const TURNS = 2
/** How often the flag is looked at before the clock is. */
const PATIENCE = 64

const mainThread = new Thread(
  1,
  false,
  null,
  () => {},
  () => {},
)
mainThread.pinned = true
export const threads: Thread[] = [mainThread]
let current = mainThread
/** Where the last turn was in `threads`. */
let turn = 0
let nextIdent = 2
let interval = 0.005
let sliceEnd = 0
/** When the running thread's turn began. */
let turnBegan = 0
/** A turn after one that was longer than it should be may be as long, but not longer than this: built-in code is not left in the middle. */
const LONGEST_TURN = 0.25
let patience = PATIENCE
/** Memory is being looked at: what holds garbage is left first. */
let isLooking = false
/** A signal was seen while another thread than the main one ran. */
let signalWaits = false
let runHandlers: () => void = () => {
  pending[0] = 0
}

const now = (): number => host().clock.seconds('monotonic')

/** The running thread. */
export const currentThread = (): Thread => current
export const isMainThread = (): boolean => current === mainThread
/** Threads that have not ended, the main one included. */
export const liveThreads = (): readonly Thread[] => threads
export const switchInterval = (): number => interval
export function setSwitchInterval(seconds: number): void {
  interval = seconds
}

/** Hands in what is done about signals; gives what the loop has to call when it sees the pending flag set. */
export function attending(handlers: () => void): () => void {
  runHandlers = handlers
  return attend
}

/** Runs the handlers of signals that came, for built-in code that takes long; only the main thread does. */
export function attendSignals(): void {
  if (pending[0] === SIGNAL || signalWaits) takeSignals()
}

/** Raises MemoryError where objects take too much; where code has to be left to know, it looks again at once. */
function lookAtMemory(traced: boolean): void {
  isLooking = true
  Atomics.compareExchange(pending, 0, 0, TURNS)
  dropDeadBeforeInstruction(traced)
  isLooking = false
  arm()
  if (host().memory.isOver()) throw error('MemoryError')
}

function takeSignals(): void {
  if (current !== mainThread) {
    signalWaits = true
    pending[0] = 0
  } else {
    signalWaits = false
    try {
      runHandlers()
    } finally {
      arm()
    }
  }
  arm()
}

/** What is to be done where the interpreter looks up next. */
let errand: (() => void) | null = null

/** Has something done at the next place where a signal could be handled. */
export function runSoon(work: () => void): void {
  errand = work
  arm()
}

function runErrand(): void {
  requireFrames()
  const work = errand as () => void
  errand = null
  work()
}

/** Makes the loop look up as long as there is more than one thread, or the plain loop may have to give way to the other. */
function arm(): void {
  if (threads.length > 1 || context.tracing.on || errand !== null || host().memory.polls)
    Atomics.compareExchange(pending, 0, 0, TURNS)
  else Atomics.compareExchange(pending, 0, TURNS, 0)
}

function attend(traced = false): void {
  // While a round is recorded the tracer looks, at its end.
  if (context.tracing.recorder !== null) return
  if (isLooking || host().memory.isSuspect()) lookAtMemory(traced)
  if (pending[0] === SIGNAL) {
    requireFrames()
    takeSignals()
    if (signalWaits) preempt()
  }
  if (errand !== null) runErrand()
  if (context.tracing.on && !traced) {
    requireFrames()
    throw SWITCH
  }
  if (threads.length === 1) arm()
  else if (--patience < 0) {
    // Where compiled code is left first, the interpreter looks again at once.
    patience = 0
    const isOver = now() >= sliceEnd
    if (isOver) requireFrames()
    patience = PATIENCE
    if (isOver) preempt()
  }
}

/** Lets the others have their turns, if one of them can run. */
function preempt(): void {
  sliceEnd = now() + interval
  const waiting = threads.filter((t) => t !== current && t.outcome === null && runnable(t))
  if (waiting.length === 0) return
  if (!isPinned()) throw PAUSE
  if (waiting.some(canBeResumed) && !isImporting()) stay(current, true)
  // A thread below can go on only once this one is where it can be left: it looks at every chance.
  if (waiting.some((t) => !canBeResumed(t))) {
    sliceEnd = 0
    patience = 0
  }
}

/**
 * Whether the running thread imports a module. It is not made to wait above others then: they would import the same module, and
 * wait for the thread that cannot go on below them.
 */
function isImporting(): boolean {
  for (let f = innermost(); f !== null; f = callerOf(f))
    if (f.code.unit.filename === '<frozen importlib._bootstrap>') return true
  return false
}

/** Whether JavaScript frames belong to the running thread, besides the call of the loop at its bottom or that of its segment. */
function isPinned(): boolean {
  const segment = current.segments.at(-1)
  if (current.hosted && segment === undefined) return true
  for (let f = context.frame; f !== null; f = f.back)
    if (f === segment?.bottom) return false
    else if ((f.kind === Return.toHost && f.back !== null) || f.depth !== (f.back?.depth ?? 0) + 1) return true
  return false
}

/** Whether a call of the loop can go on with a thread that waits, or with its innermost frames. */
function canBeResumed(t: Thread): boolean {
  if (!t.pinned) return t.outcome === null
  const segment = t.segments.at(-1)
  return segment !== undefined && segment.bottom !== null && segment.outcome === null
}

/**
 * Runs other threads where the running one cannot be left, until it is its turn. Others may go on with its innermost frames
 * meanwhile, where its instruction can be executed again: then the segment is thrown.
 */
function stay(self: Thread, again: boolean): void {
  let bottom = again ? context.frame : null
  while (bottom !== null && bottom.kind !== Return.toHost) bottom = bottom.back
  const segment = new Segment(bottom, SITES.slice(0, context.depth + 1))
  self.segments.push(segment)
  try {
    others(self)
  } finally {
    self.segments.pop()
  }
  if (segment.begun) throw segment
}

/** Whether threads wait below the running one, which go on only when that has been left. */
export const hasPinnedBelow = (): boolean => threads.some((t) => t !== current && t.segments.length > 0)

function runnable(t: Thread): boolean {
  if (t.ready === null || t.ready()) return true
  if (t.deadline !== Infinity && now() >= t.deadline) return true
  return t === mainThread && (signalWaits || pending[0] === SIGNAL)
}

/** Sets what the running thread's code is watched by. `name` is that of the built-in function that was called for it. */
export function watch(name: string, which: 'tracer' | 'profiler', fn: Value): void {
  // Compiled code is left before anything has changed: the call is then executed again.
  requireFrames()
  const { tracing } = context
  showAllFrames()
  const before = tracing.on
  tracing[which] = fn
  tracing.update()
  if (before || !tracing.on) return
  markRunning()
  arm()
  // The instruction is executed again, by the other loop.
  if (isCalledDirectly(name)) {
    tracing.silent = context.frame
    throw SWITCH
  }
}

/** The same for all threads. */
export function watchAll(name: string, which: 'tracer' | 'profiler', fn: Value): void {
  requireFrames()
  for (const t of threads) {
    if (t === current) continue
    t.tracing[which] = fn
    t.tracing.update()
  }
  watch(name, which, fn)
}

/** Has all threads' code told of what tools of sys.monitoring want now. `name` is as in `watch`. */
export function watchEvents(name: string): void {
  requireFrames()
  const { tracing } = context
  showAllFrames()
  const before = tracing.on
  monitoring.update()
  for (const t of threads) if (t !== current) t.tracing.update()
  tracing.update()
  if (before || !tracing.on) return
  markRunning()
  arm()
  if (isCalledDirectly(name)) {
    tracing.silent = context.frame
    throw SWITCH
  }
}

/** A new thread, which runs when its turn comes. `start` pushes and runs its first frame. */
export function newThread(
  daemon: boolean,
  start: () => void,
  hosted: boolean,
  failed: (e: unknown) => void,
  ended: () => void,
): Thread {
  const thread = new Thread(nextIdent++, daemon, start, failed, ended)
  thread.hosted = hosted
  threads.push(thread)
  sliceEnd = now() + interval
  arm()
  return thread
}

/** Runs the main thread from its lowest frame on; the frame was pushed. */
export function runBase(frame: Frame, raised: W_BaseException | null): Value {
  for (let f = frame, e = raised; ; e = null) {
    try {
      return run(f, e)
    } catch (thrown) {
      if (thrown !== PAUSE) throw thrown
    }
    leave(mainThread)
    mainThread.pinned = false
    others(mainThread)
    const { outcome } = mainThread
    if (outcome !== null) {
      mainThread.outcome = null
      if ('failure' in outcome) throw outcome.failure
      return outcome.value
    }
    enter(mainThread)
    f = context.frame as Frame
  }
}

function leave(t: Thread): void {
  t.frame = context.frame
  t.tracing = context.tracing
  t.depth = context.depth
  t.owned = takeOwned()
}

function enter(t: Thread): void {
  current = t
  context.frame = t.frame
  context.depth = t.depth
  context.tracing = t.tracing
  if (owned.enabled) putOwned(t.owned)
  // What tools want may have changed meanwhile.
  t.tracing.update()
  t.ready = null
  t.deadline = Infinity
  t.pinned = true
  if (t === mainThread && signalWaits) {
    signalWaits = false
    pending[0] = SIGNAL
  }
  patience = PATIENCE
  const time = now()
  sliceEnd = time + Math.max(interval, Math.min(time - turnBegan, LONGEST_TURN))
  turnBegan = time
}

/** Runs another thread, or the innermost frames of one that is pinned, until it is left or they end. */
function resume(t: Thread): void {
  const below = current
  const segment = t.segments.at(-1)
  leave(below)
  const { pinned } = below
  // Compiled functions of the thread below go on where they are.
  const { handled } = context
  const sites = SITES.slice(0, context.depth + 1)
  context.handled = null
  enter(t)
  if (segment !== undefined) {
    segment.begun = true
    SITES.set(segment.sites)
  }
  try {
    let value: Value = null
    if (t.start !== null) {
      const { start } = t
      t.start = null
      start()
    } else value = run(context.frame as Frame, null)
    if (segment !== undefined) {
      segment.outcome = { value }
      leave(t)
    } else if (t === mainThread) t.outcome = { value }
    else end(t)
  } catch (e) {
    if (e === PAUSE) {
      leave(t)
      t.pinned = segment !== undefined
    } else if (segment !== undefined) {
      segment.outcome = { failure: e }
      leave(t)
    } else if (t === mainThread) t.outcome = { failure: e }
    else {
      if (e !== ABANDON) t.failed(e)
      end(t)
    }
  }
  const { ready, deadline } = below
  enter(below)
  SITES.set(sites)
  context.handled = handled
  below.ready = ready
  below.deadline = deadline
  below.pinned = pinned
}

function end(t: Thread): void {
  t.finished = true
  threads.splice(threads.indexOf(t), 1)
  arm()
  t.ended()
}

/** Runs other threads until it is `self`'s turn and it can run, or has come to an end elsewhere. */
function others(self: Thread): void {
  const segment = self.segments.at(-1)
  for (;;) {
    if (self.outcome !== null || (segment !== undefined && segment.outcome !== null)) return
    if (mainThread.outcome !== null && self.daemon) throw ABANDON
    const t = nextTurn(self)
    if (t === self) return
    if (t === undefined) idle(self)
    else resume(t)
  }
}

/** The next thread in the round that can run here. */
function nextTurn(self: Thread): Thread | undefined {
  for (let i = 1; i <= threads.length; i++) {
    const k = (turn + i) % threads.length
    const t = threads[k]
    if ((t === self || canBeResumed(t)) && runnable(t)) {
      turn = k
      return t
    }
  }
  return undefined
}

/** The longest sleep of a program that waits for nothing but locks, and between questions to the system. */
const LONG = 0.5
const SHORT = 0.001

/** Nobody can run: sleeps until somebody may. */
function idle(self: Thread): void {
  let seconds = LONG
  const time = now()
  for (const t of threads) {
    if (t !== self && !canBeResumed(t)) continue
    if (t.polls) seconds = Math.min(seconds, SHORT)
    seconds = Math.min(seconds, t.deadline - time)
  }
  if (seconds <= 0) return
  const { clock } = host()
  try {
    clock.sleepUntil(clock.read('monotonic') + BigInt(Math.ceil(seconds * 1e9)))
  } catch (e) {
    if (!(e instanceof OSFailure)) throw e
  }
  turnBegan = now()
}

/** When a wait of so many seconds ends, never where they are undefined. A wait that is executed again ends when it was to. */
export function deadlineIn(seconds: number | undefined): number {
  if (current.waitingAt !== null && current.waitingAt === context.frame) return current.waitingUntil
  return seconds === undefined ? Infinity : now() + seconds
}

/** Nothing is left of an earlier wait of the running instruction; for built-in functions that need not wait after all. */
export function endWait(): void {
  if (current.waitingAt === context.frame) current.waitingAt = null
}

/**
 * Lets other threads run until `ready` says yes; false where the deadline came first. `name` is that of the built-in functions
 * that wait: where the running instruction calls one directly, the instruction is executed again afterwards, so nothing may
 * have happened yet that must not happen twice. Handlers of signals run meanwhile, and may raise.
 */
export function waitFor(
  ready: () => boolean,
  deadline: number,
  name: string | readonly string[] | null,
  polls = false,
): boolean {
  const self = current
  endWait()
  for (;;) {
    if (ready()) return true
    if (now() >= deadline) return false
    if (self === mainThread) attendSignals()
    const again = threads.length > 1 && name !== null && restartable(name)
    self.ready = ready
    self.deadline = deadline
    self.polls = polls
    if (again) {
      self.waitingAt = context.frame
      self.waitingUntil = deadline
      if (!isPinned()) throw PAUSE
    }
    try {
      stay(self, again)
    } finally {
      self.ready = null
      self.deadline = Infinity
      self.polls = false
    }
    endWait()
  }
}

/**
 * Whether the running instruction calls the built-in function `name` itself. JavaScript frames of compiled code are unwound
 * first; then the instruction is executed again at once.
 */
function restartable(name: string | readonly string[]): boolean {
  if (!isCalledDirectly(name)) return false
  requireFrames()
  return true
}

/** Whether the running instruction calls the built-in function `name` itself. */
export function isCalledDirectly(name: string | readonly string[]): boolean {
  const frame = innermost()
  if (frame === null) return false
  const { code } = frame.code
  const isCompiled = frame.kind === Return.shown || frame.inCompiled
  const w = (isCompiled ? S.callee : frame.regs[code[frame.pc + 2]]) as Value
  const isNamed = (called: string): boolean => (typeof name === 'string' ? called === name : name.includes(called))
  switch (code[frame.pc]) {
    case CALL:
    case CALL_METHOD:
    case CALL_KW:
    case CALL_METHOD_KW:
    case CALL_EX:
      return (w instanceof W_BuiltinFunction || w instanceof W_MethodDescriptor) && isNamed(w.code.name)
    case IMPORT_NAME: {
      const w_import = frame.builtins.getStr('__import__')
      return isNamed('__import__') && w_import instanceof W_BuiltinFunction && w_import.code.name === '__import__'
    }
    case BEFORE_WITH:
      if (isCompiled) return isNamed('__enter__') && w instanceof W_Method && w.func instanceof W_MethodDescriptor
      return isNamed('__enter__') && !typeOf(w).heap
    default:
      return false
  }
}
