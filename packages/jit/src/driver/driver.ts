/**
 * Who is compiled when, and what happens at exits. The language's interpreter counts arrivals at its locations; the driver answers with
 * tracing, with running what is compiled, or with nothing. PyPy: rpython/jit/metainterp/warmstate.py and compile.py.
 *
 * `S` is the language's own description of "where to go on", mostly a list of frames: the driver passes it through.
 *
 *     location is hot ──► trace ──► tree ──► run ──► exit ──► the language goes on
 *                                    ▲                │ often
 *                                    └── bridge ◄─────┘
 *
 * What must stay true: compiled code that has left is followed at once (`follow`), before any other compiled code runs, because all of it
 * leaves through the same `Exits`.
 */
import { CallDescr, WatchDescr } from '../ir/descr.ts'
import type { Kind } from '../ir/ops.ts'
import { PLAIN_NAMES } from '../ir/print.ts'
import { Input, type Op, type Trace, type Value, Snapshot } from '../ir/values.ts'
import { optimizeTrace } from '../optimize/optimize.ts'
import { InvalidTrace } from '../optimize/optimizer.ts'
import { Recorder } from '../record/recorder.ts'
import { Decoder, type Kept, type Resume } from '../resume/resume.ts'
import { Functions } from './functions.ts'
import { handOver, handOverAt } from './hand-over.ts'
import type { FrameImage, Language } from './language.ts'
import { Location } from './location.ts'
import { Log } from './log.ts'
import { Params } from './params.ts'
import { Telling } from './telling.ts'
import { Bridge, Crossing, type Exit, Exits, LEFT, NOTHING, Tree } from './tree.ts'
import { callsTooOften, doesTooLittle, isAstray, isWorthEntering, putOnProbation } from './worth.ts'

/** The patience of an exit that gets no bridge. */
const PATIENT = 1 << 30

/** What going from one compiled loop to another costs, in operations. */
const CROSSING = 100

/** How often a loop is recorded anew soon because the round was its last. */
const MOST_LAST_ROUNDS = 10

/** Why what was recorded is not compiled. */
const TOO_LITTLE = 'too little between calls'
const TOO_SHORT = 'a function that does too little'

/** How much longer than the last time is waited after recording was given up again. */
const BACKOFF = 4

/** What may pass counts as so many failures at most: a loop is to come back soon after a program has settled. */
const PASSING = 3

export class Driver<S> {
  readonly params = new Params()
  readonly log = new Log()
  readonly out = new Exits()
  private readonly language: Language<S>
  private readonly telling: Telling
  private readonly functions: Functions
  private readonly opaque = new WeakSet<object>()
  private readonly normal: CallDescr | null
  private readonly clock: () => number
  private readonly hasReached: (ms: number) => boolean
  private isTracing = false
  private trees = 0
  private bridges = 0
  /** How many roots were compiled. */
  private generation = 0
  /** Trees that were compiled; they live as long as the code that they are of. */
  private readonly alive = new Set<WeakRef<Tree>>()

  constructor(language: Language<S>) {
    this.language = language
    const { normal, clock } = language
    this.clock = clock ?? (() => performance.now())
    this.hasReached = language.hasReached ?? ((ms) => this.clock() >= ms)
    this.telling = new Telling(this.log, language.names ?? PLAIN_NAMES)
    this.normal =
      normal === undefined ? null : new CallDescr('normal', { fn: normal, result: 'r', pure: true, meaning: 'same' })
    this.functions = new Functions(this.params, this.log, this.out, this.clock, this.normal)
    this.out.rest = NOTHING
    this.out.complete = () => this.language.complete(this.follow())
    this.out.judge = (tree) => this.judge(tree)
    this.out.chase = (tree) => {
      const { work } = tree
      const before = this.out.work
      const result = this.chase(LEFT)
      tree.work = work + this.out.work - before
      return result
    }
  }

  /** A place for compiled code; `kinds` are those of the frame's values, all references by default. */
  location(code: unknown, pc: number, name: string, kinds: readonly Kind[], isFunction = false): Location {
    return new Location(code, pc, name, kinds, isFunction, this.heat(isFunction))
  }

  /** Arrivals until something is compiled. */
  private heat(isFunction: boolean): number {
    return isFunction ? this.params.function_threshold : this.params.threshold
  }

  /**
   * A frame with these values is at a location that `isHot`: runs or traces it. Where to go on, or null where nothing happened. The start of a
   * function gives `finished` when all of the function was run.
   */
  arrive(location: Location, values: readonly any[]): S | null {
    const { tree } = location
    if (tree !== null && tree.root !== null) {
      location.heat = 0
      if (--tree.credit < 0 && !this.judge(tree)) return null
      tree.used = this.generation
      const { work } = tree
      const before = this.out.work
      const result = this.chase(tree.run(0, ...values))
      tree.work = work + this.out.work - before
      if (!this.isAtHome(result)) tree.left++
      return this.goOn(result)
    }
    return this.isDue(location) ? this.traceFrom(location, values) : null
  }

  /** Whether a location where nothing is compiled is to be traced now; one that is to wait gets some heat. */
  isDue(location: Location): boolean {
    if (location.heat > 0) return false
    if (this.isTracing) {
      location.heat = this.params.trace_eagerness
      return false
    }
    if (this.params.on !== 0 && this.affords(location)) return true
    location.heat = this.heat(location.isFunction) >> 2
    location.waited++
    return false
  }

  /**
   * For languages that run `location.ready` by themselves, each time for one of its `credit`, and without that if `Exits.judge` allows it. Where it
   * leaves for a home they go on there, for one of the exit's `patience`; else they have `Exits.chase` find another exit, and if it is no such, call this,
   * before anything else is run: where to go on. What it finishes with they return by themselves, or put into `Exits.returned` before this.
   */
  left(location: Location): S {
    const { out } = this
    const { returned } = out
    out.returned = LEFT
    if (returned === LEFT) (location.tree as Tree).left++
    return this.follow(returned)
  }

  /** A tree has no credit: whether it is to be entered all the same. */
  private judge(tree: Tree): boolean {
    tree.used = this.generation
    if (tree.waits) {
      tree.credit++
      if (!this.affords(tree.location)) return false
      tree.waits = false
      putOnProbation(tree, this.params)
      return true
    }
    if (isWorthEntering(tree, this.params)) return true
    this.giveUp(tree)
    return false
  }

  private giveUp({ location, validity }: Tree): void {
    validity.invalidate()
    this.log.counters.invalidations--
    this.leaveShort(location)
  }

  /** A place is left to the interpreter, since its loop does too little. */
  private leaveShort(location: Location): void {
    this.log.counters.short++
    this.close(location)
    location.isShort = true
  }

  /** Calls of a function with such code are not followed from now on. */
  keepOut(code: object): void {
    this.opaque.add(code)
  }

  /** Nothing is recorded at a place any more. */
  dismiss(location: Location): void {
    this.close(location)
  }

  private close(location: Location): void {
    location.close()
    this.language.closed?.(location)
  }

  /** The tree of a location, which may be empty: then it runs the interpreter. */
  treeOf(location: Location): Tree {
    return (location.tree ??= this.newTree(location))
  }

  private newTree(location: Location): Tree {
    const interpret = (_: number, ...args: any[]): any => this.language.interpret(location, args)
    const tree = new Tree(++this.trees, location, interpret, () => this.log.counters.invalidations++)
    tree.patience = this.params.trace_eagerness
    return tree
  }

  // Running.

  /** What to do after compiled code has returned; without an argument, after it has left. */
  private follow(returned: any = LEFT): S {
    return this.goOn(this.chase(returned))
  }

  /** Whether the frame that compiled code was entered with is all that is to be gone on with, at the head of a loop. */
  private isAtHome(result: any): boolean {
    return result === LEFT && (this.out.at!.way.resume?.home ?? null) !== null
  }

  /** What to do where no compiled code goes on. */
  private goOn(result: any): S {
    if (result !== LEFT) return this.language.finished(result)
    const { at, live } = this.out
    const { way } = at!
    return way instanceof Crossing ? this.resume(way.resume!, live.slice(way.arity), undefined) : this.leave(way)
  }

  /** Goes on in other compiled code as far as there is any where it has been left. */
  private chase(returned: any): any {
    const { out } = this
    let result = returned
    while (result === LEFT) {
      const { way } = out.at!
      if (way instanceof Crossing) {
        const { target, arity, validity } = way
        const tree = target.tree as Tree
        if (validity.invalid || tree.root === null) return LEFT
        tree.used = this.generation
        if (way.resume !== null) out.work -= CROSSING
        result = handOverAt(out, tree.run, target.index, arity)
        continue
      }
      const { bridge } = way
      if (bridge === null || bridge.run === null || way.validity.invalid) return LEFT
      bridge.entered++
      if (!bridge.isMerged && this.functions.wantsMerging(way.tree) && this.affords(way.tree.location))
        this.functions.merge(way.tree)
      result = handOver(out, bridge.run)
    }
    return result
  }

  /** A guard without a bridge has failed. */
  private leave(exit: Exit): S {
    const { live } = this.out
    const { error } = this.out
    this.out.error = undefined
    // What a program has dropped must not live on here.
    this.out.values.fill(undefined)
    exit.failures++
    if (exit.patience < 0) {
      const { trace_eagerness, max_aborts } = this.params
      exit.failures = Math.max(exit.failures, trace_eagerness * BACKOFF ** exit.aborts)
      exit.patience = exit.aborts < max_aborts ? trace_eagerness * BACKOFF ** (1 + exit.aborts) : PATIENT
    }
    const { tree, resume } = exit
    // It says nothing of what entering is worth.
    if (resume.isInterpreters) {
      tree.credit++
      tree.granted++
    } else {
      tree.missed++
      // What is about to get a bridge is no reason to give the tree up.
      if (exit.failures > this.params.trace_eagerness) tree.strays++
      if (tree.location.isBrief && exit.aborts === 0) tree.left--
    }
    this.log.counters.exits++
    if (this.wantsBridge(exit) && error === undefined) {
      const { keeps } = resume
      if (keeps !== null && !(keeps.tree as Tree).location.grown.has(keeps.what)) this.widen(keeps)
      else if (!isAstray(exit)) return this.traceBridge(exit, live)
      else this.rollUp(tree)
    }
    return this.resume(resume, live, error)
  }

  /** The language's frames from resume data. */
  private resume(resume: Resume, live: readonly any[], error: unknown): S {
    const decoder = new Decoder<any>(
      resume,
      live,
      (value) => value.concrete,
      (descr, contents) => ('make' in descr ? descr.make!.run(...contents) : [...contents]),
      (name, value) => (name === 'int_to_bool' ? value !== 0 : value),
    )
    const raised = resume.raised === null ? error : decoder.of(resume.raised)
    const frames = framesOf(resume, decoder)
    for (const { descr, object, value } of [...resume.circles, ...resume.stores])
      decoder.of(object)[descr.property] = decoder.of(value)
    return this.language.resume(frames, raised)
  }

  private wantsBridge(exit: Exit): boolean {
    const { trace_eagerness, max_aborts, max_bridges, on } = this.params
    if (exit.failures < trace_eagerness * BACKOFF ** exit.aborts || this.isTracing || on === 0) return false
    if (exit.resume.isInterpreters || (exit.isEnd && exit.resume.home === null)) return false
    if (exit.bridge !== null || exit.aborts >= max_aborts || exit.validity.invalid) return false
    if (exit.tree.bridges.length >= max_bridges) {
      exit.patience = PATIENT
      return false
    }
    if (this.affords(exit.tree.location)) return true
    this.suspend(exit)
    return false
  }

  /**
   * A tree waits for time to make a bridge: until then it is not entered, since it would leave for the interpreter each time, and that says nothing of
   * what entering is worth.
   */
  private suspend(exit: Exit): void {
    const { tree } = exit
    exit.patience = 0
    tree.waits = true
    tree.granted -= tree.credit
    tree.credit = 0
  }

  /** Whether something may be compiled now, by the time that it may take. */
  affords(location: Location | null = null): boolean {
    const { max_share, delay, small_delay, small_share } = this.params
    if (max_share >= 100 && delay === 0) return true
    const { tracing, optimizing, backend } = this.log.times
    const spent = (tracing + optimizing + backend) * 100
    let from = delay + spent / max_share
    if (location !== null && this.isSmall(location)) from = Math.min(from, small_delay + spent / small_share)
    return this.hasReached(from)
  }

  /** Whether a loop takes little to be traced, and has gone round so often that it gains the most. */
  private isSmall({ size, waited }: Location): boolean {
    const { threshold, small_work } = this.params
    return size > 0 && waited * (threshold >> 2) * size >= small_work
  }

  /** A trace is recorded anew, since something has grown beyond what that was guessed to be. */
  private widen({ what, tree }: Kept): void {
    const { location, validity } = tree as Tree
    location.grown.add(what)
    validity.invalidate()
    this.log.counters.invalidations--
    this.log.counters.grown++
  }

  /** The tree is given up, and from now on the functions are called whose loops it had unrolled. */
  private rollUp({ location, unrolled, validity }: Tree): void {
    for (const code of unrolled) this.opaque.add(code)
    if (location.isFunction && unrolled.has(location.code as object)) this.close(location)
    validity.invalidate()
    this.log.counters.invalidations--
    this.log.counters.rolled++
  }

  // Tracing.

  private traceFrom(location: Location, values: readonly any[]): S {
    const inputs = values.map((value, i) => new Input(location.kinds[i], value))
    const recorder = this.newRecorder(location, location, inputs, location.isFunction ? null : location)
    const state = this.record(recorder, [{ code: location.code, pc: location.pc, values: inputs }])
    const { ops } = recorder.trace
    const returns = recorder.outcome === 'finish' && !location.isFunction
    if ((recorder.wasLastRound || returns) && ++location.lastRounds < MOST_LAST_ROUNDS)
      location.heat = this.params.trace_eagerness
    else if (recorder.wasLastRound && location.isBrief) this.leaveShort(location)
    else if (returns) this.aborted(location, 'the round returns', ops)
    else if (recorder.outcome === 'abort') {
      this.aborted(location, recorder.reason, ops, recorder.mayPass)
      if (recorder.isEndless) this.close(location)
    } else if (recorder.outcome === 'leave')
      this.aborted(location, `the round goes on in the interpreter${because(recorder)}`, ops)
    else if (location.isFunction && doesTooLittle(recorder, this.params)) this.aborted(location, TOO_SHORT, ops)
    else if (recorder.callsOut * this.params.min_per_call > ops.length)
      // Another round may make fewer.
      this.aborted(location, TOO_LITTLE, ops)
    else this.compileRoot(location, recorder)
    return state
  }

  private traceBridge(exit: Exit, live: readonly any[]): S {
    const inputs = live.map((value, i) => new Input(exit.kinds[i], value))
    const within = exit.resume.home === null || exit.tree.location.isFunction ? null : exit.tree.location
    const recorder = this.newRecorder(null, exit.tree.location, inputs, within)
    const decoder = new Decoder<Value>(
      exit.resume,
      inputs,
      (value) => value,
      (descr, contents) => ('make' in descr ? recorder.create(descr, contents) : recorder.createArray(descr, contents)),
      (name, value) => recorder.pure(name, value),
    )
    const { raised, stores, circles } = exit.resume
    const frames = framesOf(exit.resume, decoder)
    for (const { descr, object, value } of [...circles, ...stores])
      recorder.setfield(decoder.of(object), descr, decoder.of(value))
    if (this.beginsAtHome(exit)) {
      const [{ code, pc, values }] = frames
      recorder.beginsAtHome(new Snapshot(code, pc, values))
    }
    const state = this.record(recorder, frames, raised === null ? null : decoder.of(raised))
    // Where a trace has ended at the head of a loop, there may be other compiled code by now, or it ends there once more.
    const { outcome } = recorder
    const isOut = within !== null && (outcome === 'finish' || (outcome === 'leave' && !recorder.endsAtHead))
    const leads = !isOut && (outcome !== 'leave' || !exit.isEnd)
    if (recorder.isMisled && !exit.validity.invalid) this.forgo(exit.tree, recorder.reason)
    else if (outcome === 'abort' || !leads) {
      const reason = leads ? recorder.reason : 'the loop was left'
      exit.aborts++
      this.log.abort(`bridge of ${exit.tree.name}`, reason)
      this.telling.aborted(exit.tree.location, exit.tree.number, reason, recorder.trace.ops)
    } else if (!exit.validity.invalid) {
      if (callsTooOften(exit.tree, recorder, this.params)) this.forgo(exit.tree, TOO_LITTLE)
      else this.compileBridge(exit, recorder)
    }
    return state
  }

  /** Whether the language could go on where an exit leaves, if there were no objects to be made. */
  private beginsAtHome({ tree, resume: { frames, home, raised } }: Exit): boolean {
    if (home !== null || raised !== null || frames.length > 1 || tree.location.isFunction) return false
    const [{ code, pc }] = frames
    return this.language.isHome?.(code, pc) ?? false
  }

  /** Gives up a tree as if its root had not been recorded. */
  private forgo({ location, validity }: Tree, reason: string): void {
    validity.invalidate()
    this.log.counters.invalidations--
    this.aborted(location, reason, [])
  }

  private newRecorder(
    root: Location | null,
    tree: Location,
    inputs: readonly Input[],
    within: Location | null,
  ): Recorder {
    const { params } = this
    const host = {
      limit: params.trace_limit,
      inlining: params.inlining !== 0,
      maxUnrollLoops: params.max_unroll_loops,
      maxUnrollShort: params.max_unroll_short,
      maxUnrollRecursion: params.max_unroll_recursion,
      maxUnrollBranching: params.max_unroll_branching,
      opaque: this.opaque,
      within,
      treeOf: (location: Location) => this.treeOf(location),
    }
    return new Recorder(host, root, tree, inputs)
  }

  private record(recorder: Recorder, frames: readonly FrameImage<Value>[], raised: Value | null = null): S {
    this.isTracing = true
    const began = this.clock()
    try {
      return this.language.trace(recorder, frames, raised)
    } finally {
      this.log.times.tracing += this.clock() - began
      this.isTracing = false
      if (!recorder.isOver) recorder.abort('the language stopped')
      recorder.forget()
    }
  }

  private aborted(location: Location, reason: string, ops: readonly Op[], mayPass = false): void {
    const { threshold, max_aborts } = this.params
    if (!mayPass || location.aborts < Math.min(PASSING, max_aborts - 1)) location.aborts++
    if (location.aborts >= max_aborts) this.close(location)
    else location.heat = threshold * BACKOFF ** (location.aborts - 1)
    this.log.abort(location.name, reason)
    this.telling.aborted(location, location.tree?.number ?? 0, reason, ops)
  }

  /** What is compiled now, and how often it was entered and left: a line each. */
  report(): string {
    return this.telling.report(this.compiled())
  }

  /** Trees that have code, with their bridges. */
  compiled(): readonly Tree[] {
    return [...this.alive].flatMap((handle) => {
      const tree = handle.deref()
      return tree === undefined || tree.root === null ? [] : [tree]
    })
  }

  /** Gives up everything that is compiled. What is running goes on until it leaves. */
  releaseAll(): void {
    for (const tree of this.compiled()) this.release(tree)
    this.alive.clear()
  }

  private release(tree: Tree): void {
    tree.validity.invalidate()
    tree.location.heat = this.heat(tree.location.isFunction)
    this.log.counters.invalidations--
    this.log.counters.aged++
  }

  // Compiling.

  private compileRoot(location: Location, { trace: recorded, unrolled, callsOut }: Recorder): void {
    const tree = this.treeOf(location)
    this.log.recorded(tree.name, location.name, recorded.ops.length, () => this.telling.print(recorded))
    const root = this.optimized(recorded, tree, null)
    if (root === null) return this.aborted(location, 'the trace contradicts itself', recorded.ops)
    tree.root = root
    tree.recorded = recorded.ops.length
    tree.callsOut = callsOut
    for (const code of unrolled) tree.unrolled.add(code)
    this.log.optimized(tree.name, location.name, root.ops.length, () => this.telling.print(root, true))
    this.functions.make(tree)
    this.telling.happened({
      location,
      loop: tree.number,
      bridge: null,
      reason: null,
      size: tree.text.length,
      ops: root.ops,
    })
    watchFacts(recorded, tree)
    location.heat = 0
    location.ready = tree
    this.language.opened?.(location)
    putOnProbation(tree, this.params)
    tree.used = ++this.generation
    this.alive.add((tree.handle ??= new WeakRef(tree)))
    this.age()
  }

  /** Gives up the loops that were not entered while many others were compiled, so that memory is bounded. */
  private age(): void {
    const oldest = this.generation - this.params.loop_longevity
    if (this.generation % 16 !== 0) return
    for (const handle of this.alive) {
      const tree = handle.deref()
      if (tree === undefined || tree.root === null) {
        this.alive.delete(handle)
        continue
      }
      if (tree.entered > tree.enteredBefore) {
        tree.enteredBefore = tree.entered
        tree.used = this.generation
      }
      // Functions are entered by compiled code, which does not count.
      if (tree.used < oldest && !tree.location.isFunction) this.release(tree)
    }
  }

  private compileBridge(exit: Exit, { trace: recorded, unrolled }: Recorder): void {
    const { tree } = exit
    const { location } = tree
    const name = `bridge ${tree.bridges.length + 1} of ${tree.name}`
    const origin = this.log.listener === null ? undefined : this.telling.placeOf(exit)
    this.log.recorded(name, location.name, recorded.ops.length, () => this.telling.print(recorded), origin)
    const trace = this.optimized(recorded, tree, exit.resume)
    if (trace === null) {
      exit.aborts++
      const reason = 'the trace contradicts itself'
      this.log.abort(name, reason)
      return this.telling.aborted(location, tree.number, reason, recorded.ops)
    }
    const bridge = new Bridge(exit, trace, ++this.bridges)
    this.log.optimized(name, location.name, trace.ops.length, () => this.telling.print(trace, true), origin)
    tree.addBridge(bridge)
    for (const code of unrolled) tree.unrolled.add(code)
    watchFacts(recorded, tree)
    exit.bridge = bridge
    exit.patience = -1
    this.functions.makeBridge(bridge, name)
    this.telling.happened({
      location,
      loop: tree.number,
      bridge: bridge.number,
      reason: null,
      size: bridge.size,
      ops: trace.ops,
    })
  }

  /** The optimised trace; null where it turned out that it can never be executed. */
  private optimized(recorded: Trace, tree: Tree, from: Resume | null): Trace | null {
    const began = this.clock()
    try {
      return optimizeTrace(recorded, tree, this.params, {
        from,
        widens: this.language.widens ?? false,
        normal: this.normal,
        big: this.language.big,
        isHome: this.language.isHome,
      })
    } catch (error) {
      if (error instanceof InvalidTrace) return null
      throw error
    } finally {
      this.log.times.optimizing += this.clock() - began
    }
  }
}

const because = ({ reason }: Recorder): string => (reason === '' ? '' : `: ${reason}`)

function framesOf<V>({ frames }: Resume, decoder: Decoder<V>): FrameImage<V>[] {
  return frames.map(({ code, pc, sources }) => ({ code, pc, values: sources.map((source) => decoder.of(source)) }))
}

/** From now on the tree is given up when one of the facts changes that the trace relies on. */
function watchFacts({ ops }: Trace, { validity }: Tree): void {
  for (const { descr } of ops) {
    if (descr instanceof WatchDescr) for (const invalidator of descr.invalidators) invalidator.watch(validity)
  }
}
