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
import { compile } from '../backend/js/compile.ts'
import { emitBridge, type EmitOptions, emitTree } from '../backend/js/emit.ts'
import { CallDescr, WatchDescr } from '../ir/descr.ts'
import type { Kind } from '../ir/ops.ts'
import { type Names, PLAIN_NAMES, Printer } from '../ir/print.ts'
import { Input, type Op, type Trace, type Value } from '../ir/values.ts'
import { optimizeTrace } from '../optimize/optimize.ts'
import { InvalidTrace } from '../optimize/optimizer.ts'
import { Recorder } from '../record/recorder.ts'
import { Decoder, type Resume } from '../resume/resume.ts'
import { Location } from './location.ts'
import { type Happening, Log } from './log.ts'
import { Params } from './params.ts'
import { Bridge, Crossing, type Exit, Exits, LEFT, Tree } from './tree.ts'

/** A frame of the language, told by the values it gave when the guard was recorded. The first of a list is the innermost. */
export interface FrameImage<V> {
  readonly code: any
  readonly pc: number
  readonly values: V[]
}

/** What a language does for the JIT. */
export interface Language<S> {
  /** Makes frames to go on with in the interpreter; `error` is what a function threw behind whose call a guard failed. */
  resume(frames: readonly FrameImage<any>[], error: unknown): S
  /** Executes these frames through the recorder until it `isOver`; then, where to go on. */
  trace(recorder: Recorder, frames: readonly FrameImage<Value>[]): S
  /** The frame at the bottom has returned a value. */
  finished(value: any): S
  /** Runs to the end of the bottommost frame and gives what that returns; for functions that compiled code called. */
  complete(state: S): any
  /** Calls a function that is not compiled; for calls of compiled code. */
  interpret(location: Location, args: readonly any[]): any
  /** An overflow is followed by the same operation on wider integers, never by an error: then traces may compute in fewer bits. */
  readonly widens?: boolean
  /** The language's integer for one of the host's wide ones; with it, traces compute modulo 2^64 where that is enough. */
  readonly normal?: (wide: bigint) => any
  /** How things are called in logs. */
  readonly names?: Names
}

/** What going from one compiled loop to another costs, in operations. */
const CROSSING = 300

/** How much longer than the last time is waited after recording was given up again. */
const BACKOFF = 4

/** After how many entries it is asked whether they were worth it, in multiples of what makes a bridge. */
const PROBATION = 16

/**
 * A function that has not run for long is not optimised by V8 yet, and nothing is lost when it is made again; later that costs what some thousand
 * detours do. In operations, and in multiples of `merge_eagerness`.
 */
const YOUTH = 100_000
const OLDEST = 64
/** A text of so many characters takes as long to be made again as `merge_eagerness` detours do. */
const DETOUR = 300

/** Functions with more text than this are not made: V8 leaves functions of more than 60 KB of bytecode unoptimised. */
const LARGEST = 150_000

export class Driver<S> {
  readonly params = new Params()
  readonly log = new Log()
  readonly out = new Exits()
  private readonly language: Language<S>
  private readonly opaque = new Set<unknown>()
  private readonly normal: CallDescr | null
  private isTracing = false
  private trees = 0
  private bridges = 0
  /** How many roots were compiled. */
  private generation = 0
  private alive: Tree[] = []
  /** Operations that compiled code has done before it was entered last. */
  private done = 0

  constructor(language: Language<S>) {
    this.language = language
    const { normal } = language
    this.normal = normal === undefined ? null : new CallDescr('normal', { fn: normal, result: 'r', pure: true })
    this.out.complete = () => this.language.complete(this.follow())
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
      tree.used = this.generation
      if (++tree.entered >= tree.judged && !this.isWorthIt(tree)) {
        this.giveUp(tree)
        return null
      }
      this.out.work = 0
      const state = this.follow(tree.run(0, ...values))
      tree.work += this.out.work
      this.done += this.out.work
      return state
    }
    if (this.isTracing) return null
    if (this.params.on === 0) {
      location.heat = this.heat(location.isFunction)
      return null
    }
    return this.traceFrom(location, values)
  }

  /** Whether the tree has done enough in its last entries; as long as bridges are made, that is not known. */
  private isWorthIt(tree: Tree): boolean {
    const isSettled = tree.bridges.length === tree.judgedWith
    const isEnough = tree.location.isFunction || tree.work >= this.probation * this.params.min_work
    this.putOnProbation(tree)
    return isEnough || !isSettled
  }

  private get probation(): number {
    return this.params.trace_eagerness * PROBATION
  }

  private putOnProbation(tree: Tree): void {
    tree.work = 0
    tree.judged = tree.entered + this.probation
    tree.judgedWith = tree.bridges.length
  }

  private giveUp({ location, validity }: Tree): void {
    validity.invalidate()
    this.log.counters.invalidations--
    this.leaveToInterpreter(location)
  }

  /** Compiled code gains nothing here, as it would do too little between one call or entry and the next. */
  private leaveToInterpreter(location: Location): void {
    location.heat = Infinity
    location.isShort = true
    this.log.counters.short++
  }

  /** The tree of a location, which may be empty: then it runs the interpreter. */
  treeOf(location: Location): Tree {
    return (location.tree ??= this.newTree(location))
  }

  private newTree(location: Location): Tree {
    const interpret = (_: number, ...args: any[]): any => this.language.interpret(location, args)
    return new Tree(++this.trees, location, interpret, () => this.log.counters.invalidations++)
  }

  // Running.

  /** What to do after compiled code has returned; without an argument, after it has left. */
  private follow(result: any = LEFT): S {
    const { out } = this
    while (result === LEFT) {
      const way = out.way!
      if (way instanceof Crossing) {
        const { target, arity, resume, validity } = way
        const { live } = out
        const tree = target.tree as Tree
        if (validity.invalid || tree.root === null) {
          return this.resume(resume, live.slice(arity), undefined)
        }
        tree.used = this.generation
        out.work -= CROSSING
        result = tree.run(target.index, ...live.slice(0, arity))
        continue
      }
      const { bridge } = way
      if (bridge !== null && bridge.run !== null && !way.validity.invalid) {
        bridge.entered++
        if (!bridge.isMerged) this.considerMerging(way.tree)
        result = bridge.run(...out.live)
      } else return this.leave(way)
    }
    return this.language.finished(result)
  }

  /** A guard without a bridge has failed. */
  private leave(exit: Exit): S {
    const { live } = this.out
    const { error } = this.out
    this.out.error = undefined
    // What a program has dropped must not live on here.
    this.out.values.fill(undefined)
    exit.failures++
    // It says nothing of what entering is worth.
    if (exit.resume.isInterpreters) exit.tree.judged++
    this.log.counters.exits++
    if (this.wantsBridge(exit) && error === undefined) return this.traceBridge(exit, live)
    return this.resume(exit.resume, live, error)
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
    return this.language.resume(framesOf(resume, decoder), error)
  }

  private wantsBridge(exit: Exit): boolean {
    const { trace_eagerness, max_aborts, on } = this.params
    if (exit.failures < trace_eagerness * BACKOFF ** exit.aborts || this.isTracing || on === 0) return false
    if (exit.resume.isInterpreters) return false
    return (
      exit.bridge === null && exit.aborts < max_aborts && !exit.validity.invalid && exit.guard !== 'guard_always_fails'
    )
  }

  // Tracing.

  private traceFrom(location: Location, values: readonly any[]): S {
    const inputs = values.map((value, i) => new Input(location.kinds[i], value))
    const recorder = this.newRecorder(location, location, inputs)
    const state = this.record(recorder, [{ code: location.code, pc: location.pc, values: inputs }])
    const { ops } = recorder.trace
    if (recorder.outcome === 'abort') this.aborted(location, recorder.reason, ops)
    else if (recorder.outcome === 'leave' && !location.isFunction)
      this.aborted(location, 'the round goes on in the interpreter', ops)
    else if (recorder.callsOut * this.params.min_per_call > ops.length) this.leaveToInterpreter(location)
    else this.compileRoot(location, recorder.trace)
    return state
  }

  private traceBridge(exit: Exit, live: readonly any[]): S {
    const inputs = live.map((value, i) => new Input(exit.kinds[i], value))
    const recorder = this.newRecorder(null, exit.tree.location, inputs)
    const decoder = new Decoder<Value>(
      exit.resume,
      inputs,
      (value) => value,
      (descr, contents) => ('make' in descr ? recorder.create(descr, contents) : recorder.createArray(descr, contents)),
      (name, value) => recorder.pure(name, value),
    )
    const state = this.record(recorder, framesOf(exit.resume, decoder))
    if (recorder.outcome === 'abort') {
      exit.aborts++
      this.log.abort(`bridge of ${exit.tree.name}`, recorder.reason)
      this.tellAbort(exit.tree.location, exit.tree.number, recorder.reason, recorder.trace.ops)
    } else if (!exit.validity.invalid) this.compileBridge(exit, recorder.trace)
    return state
  }

  private newRecorder(root: Location | null, tree: Location, inputs: readonly Input[]): Recorder {
    const { params } = this
    const host = {
      limit: params.trace_limit,
      inlining: params.inlining !== 0,
      maxUnrollLoops: params.max_unroll_loops,
      maxUnrollShort: params.max_unroll_short,
      maxUnrollRecursion: params.max_unroll_recursion,
      opaque: this.opaque,
      treeOf: (location: Location) => this.treeOf(location),
    }
    return new Recorder(host, root, tree, inputs)
  }

  private record(recorder: Recorder, frames: readonly FrameImage<Value>[]): S {
    this.isTracing = true
    const began = performance.now()
    try {
      return this.language.trace(recorder, frames)
    } finally {
      this.log.times.tracing += performance.now() - began
      this.isTracing = false
      if (!recorder.isOver) recorder.abort('the language stopped')
      recorder.forget()
    }
  }

  private aborted(location: Location, reason: string, ops: readonly Op[]): void {
    location.aborts++
    const { threshold, max_aborts } = this.params
    location.heat = location.aborts >= max_aborts ? Infinity : threshold * BACKOFF ** (location.aborts - 1)
    this.log.abort(location.name, reason)
    this.tellAbort(location, location.tree?.number ?? 0, reason, ops)
  }

  // Telling.

  private tellAbort(location: Location, loop: number, reason: string, ops: readonly Op[]): void {
    this.tell({ location, loop, bridge: null, reason, size: 0, ops })
  }

  private tell(happening: Omit<Happening, 'texts'>): void {
    const { observer } = this.log
    if (observer === null) return
    observer({
      ...happening,
      texts: () => {
        const printer = this.printer()
        return happening.ops.map((op) => printer.op(op))
      },
    })
  }

  /** Where a guard is in the traces of its tree: `operation 13 of loop 1`. */
  private placeOf({ tree, resume }: Exit): string {
    const traces = tree.bridges.map(({ name, trace }) => ({ name, trace }))
    if (tree.root !== null) traces.unshift({ name: tree.name, trace: tree.root })
    for (const { name, trace } of traces) {
      const at = trace.ops.findIndex((op) => op.resume === resume)
      if (at >= 0) return `operation ${at + 1} of ${name}`
    }
    return tree.name
  }

  /** What is compiled now, and how often it was entered and left: a line each. */
  report(): string {
    let text = ''
    for (const tree of this.compiled()) {
      const { name, entered, runs, bridges, exits, location } = tree
      text += `${name} (${location.name}): ${entered} entries${countText(runs)}\n`
      for (const bridge of bridges) {
        const merged = bridge.isMerged ? ', merged' : ''
        text += `${bridge.name}: ${bridge.entered} entries${countText(bridge.runs)}${merged}\n`
      }
      for (const exit of exits.values())
        if (exit.failures > 0) text += `${this.placeOf(exit)}: ${exit.failures} failures\n`
    }
    return text
  }

  /** Trees that have code, with their bridges. */
  compiled(): readonly Tree[] {
    return [...new Set(this.alive)].filter((tree) => tree.root !== null)
  }

  /** Gives up everything that is compiled. What is running goes on until it leaves. */
  releaseAll(): void {
    for (const tree of this.compiled()) this.release(tree)
    this.alive = []
  }

  private release(tree: Tree): void {
    tree.validity.invalidate()
    tree.location.heat = this.heat(tree.location.isFunction)
    this.log.counters.invalidations--
    this.log.counters.aged++
  }

  // Compiling.

  private compileRoot(location: Location, recorded: Trace): void {
    const tree = this.treeOf(location)
    this.log.recorded(tree.name, location.name, recorded.ops.length, () => this.print(recorded))
    const root = this.optimized(recorded, tree, null)
    if (root === null) return this.aborted(location, 'the trace contradicts itself', recorded.ops)
    tree.root = root
    this.log.optimized(tree.name, location.name, root.ops.length, () => this.print(root, true))
    this.compileTree(tree)
    this.tell({ location, loop: tree.number, bridge: null, reason: null, size: tree.text.length, ops: root.ops })
    watchFacts(recorded, tree)
    location.heat = 0
    this.putOnProbation(tree)
    tree.used = ++this.generation
    this.alive.push(tree)
    this.age()
  }

  /** Gives up the loops that were not entered while many others were compiled, so that memory is bounded. */
  private age(): void {
    const oldest = this.generation - this.params.loop_longevity
    if (oldest <= 0 || this.generation % 16 !== 0) return
    this.alive = this.alive.filter((tree) => tree.root !== null)
    for (const tree of this.alive) {
      // Functions are entered by compiled code, which does not count.
      if (tree.used >= oldest || tree.location.isFunction) continue
      this.release(tree)
    }
  }

  private compileBridge(exit: Exit, recorded: Trace): void {
    const { tree } = exit
    const { location } = tree
    const name = `bridge ${tree.bridges.length + 1} of ${tree.name}`
    const origin = this.log.listener === null ? undefined : this.placeOf(exit)
    this.log.recorded(name, location.name, recorded.ops.length, () => this.print(recorded), origin)
    const trace = this.optimized(recorded, tree, exit.resume)
    if (trace === null) {
      exit.aborts++
      const reason = 'the trace contradicts itself'
      this.log.abort(name, reason)
      return this.tellAbort(location, tree.number, reason, recorded.ops)
    }
    const bridge = new Bridge(exit, trace, ++this.bridges)
    this.log.optimized(name, location.name, trace.ops.length, () => this.print(trace, true), origin)
    tree.bridges.push(bridge)
    watchFacts(recorded, tree)
    exit.bridge = bridge
    const began = performance.now()
    const emitted = emitBridge(bridge, this.emitOptions)
    this.log.compiled(name, emitted.text)
    bridge.size = emitted.text.length
    bridge.run = compile(emitted, this.out, name)
    this.log.times.backend += performance.now() - began
    this.tell({ location, loop: tree.number, bridge: bridge.number, reason: null, size: bridge.size, ops: trace.ops })
  }

  private get emitOptions(): EmitOptions {
    return { stress: this.params.stress !== 0, countsRuns: this.params.count_runs !== 0 }
  }

  /** The optimised trace; null where it turned out that it can never be executed. */
  private optimized(recorded: Trace, tree: Tree, from: Resume | null): Trace | null {
    const began = performance.now()
    try {
      return optimizeTrace(recorded, tree, this.params, {
        from,
        widens: this.language.widens ?? false,
        normal: this.normal,
      })
    } catch (error) {
      if (error instanceof InvalidTrace) return null
      throw error
    } finally {
      this.log.times.optimizing += performance.now() - began
    }
  }

  private compileTree(tree: Tree): void {
    tree.compiledAt = this.done + this.out.work
    const began = performance.now()
    const emitted = emitTree(tree, this.emitOptions)
    tree.text = emitted.text
    for (const other of emitted.grafted) other.hosts.add(tree)
    this.log.compiled(tree.name, emitted.text)
    tree.run = compile(emitted, this.out, tree.name)
    this.log.times.backend += performance.now() - began
  }

  /** A bridge was entered as a function of its own: whether it is time to make one function of the tree. */
  private considerMerging(tree: Tree): void {
    const { merge_eagerness } = this.params
    if (++tree.detours < merge_eagerness * (1 + tree.text.length / DETOUR)) return
    const age = this.done + this.out.work - tree.compiledAt
    if (tree.detours < merge_eagerness * Math.min(age / YOUTH, OLDEST)) return
    tree.detours = 0
    let size = tree.text.length
    for (const bridge of tree.bridges) {
      if (bridge.isMerged) continue
      size += bridge.size
      if (size > LARGEST) break
      bridge.isMerged = true
    }
    this.log.counters.merges++
    this.compileTree(tree)
    for (const host of tree.hosts) if (host.root !== null) this.compileLater(host)
  }

  /** Makes the function of a tree again when it is entered next. */
  private compileLater(tree: Tree): void {
    tree.run = (...args) => {
      this.compileTree(tree)
      return tree.run(...args)
    }
  }

  private printer(): Printer {
    return new Printer(this.language.names ?? PLAIN_NAMES)
  }

  private print(trace: Trace, hasPlaces = false): string {
    const printer = this.printer()
    return (hasPlaces ? printer.places(trace) : '') + printer.trace(trace)
  }
}

const countText = (runs: number): string => (runs === 0 ? '' : `, ${runs} runs`)

function framesOf<V>({ frames }: Resume, decoder: Decoder<V>): FrameImage<V>[] {
  return frames.map(({ code, pc, sources }) => ({ code, pc, values: sources.map((source) => decoder.of(source)) }))
}

/** From now on the tree is given up when one of the facts changes that the trace relies on. */
function watchFacts({ ops }: Trace, { validity }: Tree): void {
  for (const { descr } of ops) {
    if (descr instanceof WatchDescr) for (const invalidator of descr.invalidators) invalidator.watch(validity)
  }
}
