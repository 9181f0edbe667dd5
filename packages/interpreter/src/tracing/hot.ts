// The tracing tier: what is done at the heads of hot loops. The package @typhon/jit decides when a loop is traced and compiles traces; here
// is what it has to know of Python: how a round is executed and recorded, and how frames are made where a trace is left.
//
// What must stay true: while compiled code runs, `base` is the frame of the loop that entered it, and `inCompiled`; where it is left,
// the context's frame is the innermost of the frames to go on with.
import type * as Jit from '@typhon/jit'
import {
  type Host,
  norm,
  owned,
  shapes,
  type Value,
  type W_BaseException,
  type W_Dict,
  W_Float,
  type W_Object,
} from '@typhon/objspace'
import { tracesSoon, tracingSettings, wantsTraces } from '../baseline/settings.ts'
import { looksAtFrames } from '../baseline/worth.ts'
import { exceptionOf, setContext } from '../eval/unwind.ts'
import { context, pending } from '../eval/context.ts'
import { passedOn } from '../eval/liveness.ts'
import { behindPrologue } from '../eval/prologue.ts'
import { isOwnYield } from '../eval/resume.ts'
import { UNWIND } from '../eval/unwinding.ts'
import { runInstructions as runTraced } from '../generated/traced-loop.ts'
import type { W_Code } from '../objects/code.ts'
import { Frame, Return } from '../objects/frame.ts'
import type { W_Function } from '../objects/function.ts'
import { RUNNING, W_Generator } from '../objects/generator.ts'
import { shownLine } from '../objects/positions.ts'
import { isTraceable, settleTrace } from '../prompt/traces.ts'
import { bigCall } from './arithmetic.ts'
import { Descriptors, type JitPackage } from './descriptors.ts'
import { declareParameters } from './parameters.ts'
import { Facts } from './facts.ts'
import { resumedBy } from './generators.ts'
import { endsOf, headsOf, mayStart, outermost, returnOf, sizeOf, suspends } from './loops.ts'
import { leaving } from './remade.ts'
import { handledAt, HEADER, OPERATOR, registersAt, Shadow } from './shadow.ts'
import { calledBy, type Places, Tracer } from './tracer.ts'

type Clock = Pick<Host['clock'], 'executed' | 'hasExecuted'>

/** What was thrown where a trace was left; undefined where nothing was. */
interface Left {
  readonly error: unknown
}

const QUIETLY: Left = { error: undefined }

class Python implements Jit.Language<Left>, Places {
  readonly driver: Jit.Driver<Left>
  /** Python's ints have any size. */
  readonly widens = true
  readonly normal = norm
  readonly big = (name: Jit.BigName): Jit.CallDescr => bigCall(this, name)
  readonly clock: (() => number) | undefined
  readonly hasReached: ((ms: number) => boolean) | undefined
  readonly jit: JitPackage
  private readonly facts: Facts
  private described: Descriptors | null = null
  private base: Frame | null = null

  constructor(jit: JitPackage, clock?: Clock) {
    this.jit = jit
    this.clock = clock && (() => clock.executed())
    this.hasReached = clock && ((ms) => clock.hasExecuted(ms))
    this.facts = new Facts(jit.Invalidator)
    this.driver = new jit.Driver<Left>(this)
    passedOn.push(this.driver.out.values)
  }

  /** Goes on with the loop at whose head a frame is, where it is hot; null where nothing was done. */
  arrive(frame: Frame): Left | null {
    const location = this.loop(frame.code, frame.pc)
    if (!location.isHot() || context.tracing.on || !this.belongs(location, frame.globals)) return null
    // While something waits, as turns do where there are threads, each round of a trace would leave it.
    if (pending[0] !== 0) return null
    const values = registersAt(frame.code, frame.pc).map((r) => frame.regs[r])
    if (owned.live !== 0 && !isTraceable(frame.depth, values)) return null
    return this.inFrame(frame, () => this.driver.arrive(location, values))
  }

  /** The same of a frame behind the prologue of its function. */
  arriveAtStart(frame: Frame): Left | null {
    const location = this.start(frame.code)
    if (context.tracing.on || pending[0] !== 0 || owned.live !== 0) return null
    const values = registersAt(frame.code, frame.pc).map((r) => frame.regs[r])
    return this.inFrame(frame, () => this.driver.arrive(location, values))
  }

  /** Baseline code has entered the trace of the loop at whose head a frame is, or that of its function; it was left. */
  left(frame: Frame, location: Jit.Location): Left {
    return this.inFrame(frame, () => {
      const before = leaving.frame
      leaving.frame = frame
      try {
        return this.driver.left(location)
      } finally {
        leaving.frame = before
      }
    })
  }

  /** What the frame handles is known to the trace, which may go on to handle something else, until it is left. */
  private inFrame<T extends Left | null>(frame: Frame, run: () => T): T {
    const { base } = this
    const { handled } = frame
    this.base = frame
    frame.inCompiled = true
    frame.handled = null
    try {
      const left = run()
      if (left === null) frame.handled = handled
      return left
    } finally {
      frame.inCompiled = false
      this.base = base
    }
  }

  // Places.

  loop(code: W_Code, pc: number): Jit.Location {
    const places = (code.places ??= new Map())
    let location = places.get(pc)
    if (location === undefined) {
      const kinds = registersAt(code, pc).map((): Jit.Kind => 'r')
      location = this.driver.location(code, pc, `${code.unit.qualname}:${pc}`, kinds)
      location.end = headsOf(code).get(pc) ?? location.end
      location.outermost = outermost(code, pc)
      location.size = sizeOf(code, pc, location)
      location.entries = this.driver.params.threshold
      if (looksAtFrames(code)) location.close()
      places.set(pc, location)
    }
    return location
  }

  start(code: W_Code): Jit.Location {
    const places = (code.places ??= new Map())
    let location = places.get(START)
    if (location === undefined) {
      const pc = behindPrologue(code.code)
      const kinds = registersAt(code, pc).map((): Jit.Kind => 'r')
      location = this.driver.location(code, pc, code.unit.qualname, kinds, true)
      if (!mayStart(code, this.driver.params.min_function)) location.close()
      places.set(START, location)
    }
    return location
  }

  /** Whether the loops of a function can be part of its trace; from now on it has none where one of them goes round often. */
  mayUnroll(place: Jit.Location): boolean {
    const code = place.code as W_Code
    if (!this.isOpaque(code)) return true
    this.driver.dismiss(place)
    return false
  }

  isOpaque(code: W_Code): boolean {
    if (looksAtFrames(code)) return true
    for (const pc of headsOf(code).keys()) if (!this.isBrief(this.loop(code, pc))) return true
    return false
  }

  /**
   * Whether no activation has gone round a loop often enough for it to be counted (see baseline/entrances.ts), or for a trace to be worth it. One that
   * suspends its frame goes around with who resumes that, until it has a trace of its own.
   */
  private isBrief(place: Jit.Location): boolean {
    const { isBrief, isShort, heat, aborts, tree } = place
    if (isBrief || isShort) return true
    if (tree !== null && tree.root !== null) return false
    return suspends(place) || (heat > COUNTED * this.driver.params.threshold && aborts === 0)
  }

  /** Traces rely on the globals of the frame they began in. */
  belongs(location: Jit.Location, globals: W_Dict): boolean {
    const known = globalsOf.get(location)
    if (known === undefined) globalsOf.set(location, globals)
    return known === undefined || known === globals
  }

  // What the driver asks.

  opened(location: Jit.Location): void {
    const code = location.code as W_Code
    if (location.isFunction) callThroughTrace(code, location)
    else this.renew(code)
  }

  closed(location: Jit.Location): void {
    const code = location.code as W_Code
    if (location.isFunction) callThroughTrace(code, null)
    else this.renew(code)
  }

  /**
   * Code is compiled anew for the sake of one loop: those that are on the way to becoming hot by being begun are counted before the first round from now
   * on, which would want it compiled once more.
   */
  private renew(code: W_Code): void {
    const { threshold } = this.driver.params
    for (const place of code.places?.values() ?? []) {
      const { isFunction, isClosed, isShort, isBrief, heat, aborts, tree, entries } = place
      if (isFunction || isClosed || isShort || isBrief || tree !== null || aborts > 0) continue
      if (entries < threshold - (threshold >> OFTEN) && heat > COUNTED * threshold) makeBrief(place)
    }
    renew(code)
  }

  readonly isHome = (code: W_Code, pc: number): boolean =>
    headsOf(code).has(pc) || endsOf(code).has(pc) || isOwnYield(code.code, pc)

  readonly names: Jit.Names = {
    code: (code) => (code as W_Code).unit.qualname,
    object: (w) => (w as { constructor?: { name: string } }).constructor?.name ?? 'object',
    place: (code, pc) => `${(code as W_Code).unit.filename}:${shownLine((code as W_Code).unit, pc)}`,
  }

  resume(frames: readonly Jit.FrameImage<Value | undefined>[], error: unknown): Left {
    const base = this.base as Frame
    this.rebuild(frames)
    base.inCompiled = false
    return error === undefined ? QUIETLY : { error }
  }

  trace(recorder: Jit.Recorder, frames: readonly Jit.FrameImage<Jit.Value>[], raised: Jit.Value | null): Left {
    const base = this.base as Frame
    const images = frames.map(({ code, pc, values }) => ({ code, pc, values: values.map((v) => v.concrete) }))
    const made = this.rebuild(images)
    base.inCompiled = false
    settleTrace(base.depth)
    const descriptors = (this.described ??= new Descriptors(this.jit))
    const tracer = new Tracer(this.jit, recorder, descriptors, this.facts, this, new Shadow(base))
    for (let i = frames.length - 1; i >= 0; i--) {
      const { code, pc, values } = frames[i]
      const isBase = i === frames.length - 1
      if (!isBase) {
        const [func, owner] = values
        const caller = tracer.top
        const waiting = tracer.snapshotOf(caller)
        tracer.top = new Shadow(made[i], caller, waiting, func, owner.concrete === undefined ? null : owner)
      }
      registersAt(code, pc).forEach((r, k) => {
        const value = values[k + (isBase ? 0 : HEADER)]
        tracer.top.values[r] = value
        // Parameters that nothing has deleted.
        if (recorder.isFunction && value.concrete !== undefined) tracer.bound.add(value)
      })
    }
    const { tracing } = context
    // What is recorded may call compiled code, whose traces have other frames.
    leaving.frame = null
    tracing.recorder = tracer
    tracing.update()
    try {
      if (raised !== null && !tracer.raise(raised)) return { error: raised.concrete }
      runTraced(context.frame as Frame, null)
    } finally {
      tracing.recorder = null
      tracing.update()
    }
    return tracer.error === undefined ? QUIETLY : { error: tracer.error }
  }

  /** The frame returns: an instruction of its code that does so goes on. */
  finished(value: Value): Left {
    const base = this.base as Frame
    const pc = returnOf(base.code)
    base.regs[base.code.code[pc + 1]] = value
    base.pc = pc
    base.handled = null
    base.inCompiled = false
    context.frame = base
    context.depth = base.depth
    return QUIETLY
  }

  complete(): never {
    throw new Error('functions have no traces')
  }

  interpret(): never {
    throw new Error('functions have no traces')
  }

  /** Makes the frames of inlined calls, the innermost first, and gives the base its registers; the innermost is the context's frame. */
  private rebuild(frames: readonly Jit.FrameImage<Value | undefined>[]): Frame[] {
    const made: Frame[] = []
    let frame = this.base as Frame
    for (let i = frames.length - 1; i >= 0; i--) {
      const { code, pc, values } = frames[i]
      let first = 0
      if (i < frames.length - 1) {
        first = HEADER
        const next = calledFrame(code, values, frame)
        next.back = frame
        next.depth = frame.depth + 1
        frame = next
        made.unshift(next)
      }
      registersAt(code, pc).forEach((r, k) => {
        frame.regs[r] = values[first + k]
      })
      frame.pc = pc
      const handled = handledAt(code, pc)
      if (handled >= 0) frame.handled = frame.regs[handled] as W_BaseException
      else if (code.unit.exceptionTable.length > 0) frame.handled = null
    }
    context.frame = frame
    context.depth = frame.depth
    return made
  }
}

/** The frame of a call that was followed, or of a generator that was resumed. */
function calledFrame(code: W_Code, [func, owner]: readonly unknown[], caller: Frame): Frame {
  if (owner instanceof W_Generator) {
    const { frame } = owner
    owner.phase = RUNNING
    frame.kind = resumedBy(caller)
    return frame
  }
  const { builtins, globals } = func as W_Function
  const frame = new Frame(code, code.template.slice(), globals, builtins, func as W_Function)
  frame.kind = owner === undefined ? calledBy(caller) : owner === OPERATOR ? Return.operator : Return.init
  frame.owner = owner === undefined || owner === OPERATOR ? null : (owner as W_Object)
  return frame
}

const globalsOf = new WeakMap<Jit.Location, object>()

let python: Python | null = null

/** Where the place of a function's start is kept among those of loops. */
export const START = -1

let renew: (code: W_Code) => void = () => {}

let callThroughTrace: (code: W_Code, place: Jit.Location | null) => void = () => {}

/** Hands in what has calls of a function go through its trace, or no more. */
export function declareTracedCalls(action: (code: W_Code, place: Jit.Location | null) => void): void {
  callThroughTrace = action
}

/** Hands in what has code compiled again without an entrance to traces. */
export function declareRenewal(action: (code: W_Code) => void): void {
  renew = action
}

/** Where baseline code enters the traces of a loop, and what tells where they are left. */
export interface Entrance {
  readonly place: Jit.Location
  readonly out: Jit.Exits
  /** After how many rounds it is looked whether there are any; a power of 2. */
  readonly every: number
  /** Whether rounds may suspend the frame. */
  readonly suspends: boolean
}

const EVERY = 4

/** The entrance at the head of a loop, for code with these globals; null where there will be no traces. */
export function entranceOf(code: W_Code, pc: number, globals: W_Dict): Entrance | null {
  if (python === null) return null
  const place = python.loop(code, pc)
  if (place.isClosed || !python.belongs(place, globals)) return null
  const { out, params } = python.driver
  return { place, out, every: params.threshold < EVERY ? 1 : EVERY, suspends: suspends(place) }
}

/** Rounds after which it is looked whether there were enough: V8 would throw code away that came to a part it has never seen. */
const LOOK = 512

/** After how many times more that a loop is begun it is asked again, where nothing could be recorded. */
const AGAIN = 1024

/** Counts so many rounds of a loop without a trace: whether one is to be recorded now. */
export function isDue(place: Jit.Location, rounds: number): boolean {
  const heat = (place.heat -= rounds)
  return (heat < 0 || (heat & (LOOK - 1)) < rounds) && isHot(place)
}

/** How many times as often it has to be begun once traces may be made: what calls its function is to be traced before, and unrolls it. */
const RESPITE = 4

/** Which part of that it has to have been begun, as a shift, where its function is compiled anew for another loop. */
const OFTEN = 8

/** The part of its heat that a loop keeps whose rounds are of no account. */
const COUNTED = 0.75

/** From now on a loop is counted before the first round, which is then the one that is recorded. */
function makeBrief(place: Jit.Location): void {
  place.isBrief = true
  place.entries += RESPITE * python!.driver.params.threshold
}

/** A loop was begun once more: whether that was often, and it is to be recorded now. */
export function isBegunOften(place: Jit.Location): boolean {
  const { heat, ready } = place
  if (--place.entries >= 0 || ready !== null) return false
  place.entries = AGAIN << Math.min(2 * place.aborts, 16)
  place.heat = 0
  const isDue = isHot(place)
  if (isDue && place.isBrief) return true
  place.heat = heat
  if (isDue) {
    place.entries = 0
    makeBrief(place)
    renew(place.code as W_Code)
  }
  return false
}

function isHot(place: Jit.Location): boolean {
  return pending[0] === 0 && !place.isClosed && (python as Python).driver.isDue(place)
}

/** Whether traces may be made now. */
export const mayTrace = (): boolean => python !== null && python.driver.affords()

/** The place of a function's start, for code with these globals; null where there will be no trace from there. */
export function startOf(code: W_Code, globals: W_Dict): { place: Jit.Location; out: Jit.Exits } | null {
  if (python === null) return null
  const place = python.start(code)
  if (place.isClosed || !python.belongs(place, globals)) return null
  return { place, out: python.driver.out }
}

/** Where calls are counted that are of no account. */
const ENOUGH = 10_000

/** The heat of a function's start is gone: whether its trace is to be recorded now. */
export function isCalledOften(place: Jit.Location): boolean {
  if (place.ready === null) return isHot(place) && python!.mayUnroll(place)
  place.heat = ENOUGH
  return false
}

/** A compiled function is to go on in a frame, whose call is recorded. */
export function recordCall(frame: Frame): W_BaseException | null {
  const left = python!.arriveAtStart(frame)
  return left === null ? null : followed(left).raised
}

/** The trace of the function that a frame is of was left. */
export const leaveCall = (frame: Frame): W_BaseException | null =>
  followed(python!.left(frame, python!.start(frame.code))).raised

/** Whether there is a compiled trace for the loop at whose head a frame is. */
export function isReady(frame: Frame): boolean {
  return python !== null && (frame.code.places?.get(frame.pc)?.ready ?? null) !== null
}

/** A value of a trace as it was told (see `Exits`): a float without its box, or the number for a boolean. */
export const asTold = (value: any, form: number): Value => (form === 1 ? new W_Float(value, shapes.float) : value !== 0)

/**
 * Short programs are done before traces would pay, and half of the time is the program's. A loop that is all by itself and has taken some 20 ms is most of
 * what a short program does.
 */
const PATIENCE: Partial<Jit.Params> = {
  delay: 400,
  max_share: 50,
  small_delay: 150,
  small_share: 25,
  small_work: 8_000_000,
}

/** Ends all tracing: what was traced is dropped with the code that it is of. */
export function endTracing(): void {
  python = null
  passedOn.length = 0
}

/** Hands in the package, which is used unless settings do without traces, and the clock that it goes by. */
export function setJit(jit: JitPackage, clock?: Clock): void {
  // Where traces wait for nothing, the time that they take is only reported, and the clock on the wall is finer.
  python = wantsTraces() ? new Python(jit, tracesSoon() ? undefined : clock) : null
  const params = python === null ? new jit.Params() : python.driver.params
  // Recording and compiling take some milliseconds, which baseline code needs many rounds to lose.
  params.threshold = 16_000
  // Recursion that branches is for baseline code: followed into a trace, a function that calls itself twice becomes a tree of copies.
  params.max_unroll_branching = 1
  // What a guard that fails costs here, with the interpreter going on to the end of the round, is much of what a bridge costs.
  params.trace_eagerness = 50
  // What kept a loop from being traced may be otherwise in another round; each time it is waited four times as long.
  params.max_aborts = 10
  // Baseline code calls Python functions as quickly as a trace does.
  params.min_per_call = 40
  // V8 compiles short functions into their callers, and those that call them do more.
  params.function_threshold = params.threshold
  params.min_function = 60
  params.min_followed = 1
  // The interpreter takes ten to fifty times as long as the trace.
  params.max_strays = 5
  if (!tracesSoon()) Object.assign(params, PATIENCE)
  for (const setting of tracingSettings) {
    params.parse(setting)
    if (setting.startsWith('threshold=')) params.function_threshold = params.threshold
  }
  declareParameters(params)
}

/**
 * What hooks of the program are to be told. They are called when the frame to go on with is the context's, as an instruction may call
 * functions; where a trace was left to make frames, they wait for the next one.
 */
export const reports: (() => void)[] = []

function deliverReports(): void {
  for (const report of reports.splice(0)) report()
}

/** The driver, for logs and hooks; null where nothing is traced. */
export const jitDriver = (): Jit.Driver<unknown> | null => python?.driver ?? null

/** The head of a loop, or the start of a function, where traces may begin; null where nothing is traced. */
export const placeOf = (code: W_Code, pc: number): Jit.Location | null =>
  python === null ? null : pc === START ? python.start(code) : python.loop(code, pc)

/** What was raised where compiled traces were left; the context's frame is the one to go on with. */
interface Followed {
  readonly raised: W_BaseException | null
}

/** A frame is at the head of a loop: null where neither compiled traces went on with it, nor a round was recorded. */
export function arriveAtLoop(frame: Frame): Followed | null {
  const left = python === null ? null : python.arrive(frame)
  return left === null ? null : followed(left)
}

/** The trace that baseline code entered from the head of a loop, where this frame is, has left. */
export const leaveTrace = (frame: Frame): Followed => followed(python!.left(frame, python!.loop(frame.code, frame.pc)))

function followed({ error }: Left): Followed {
  if (reports.length > 0 && error !== UNWIND) deliverReports()
  if (error === undefined) return { raised: null }
  if (error === UNWIND) {
    // Frames that a callee has made go on top of the trace's own; without any, the instruction that asked is executed again.
    if (UNWIND.bottom !== null) UNWIND.finish(context.frame)
    return { raised: null }
  }
  const raised = exceptionOf(error)
  if (raised.traceback === null || raised.context === null) setContext(raised, context.frame)
  return { raised }
}
