/**
 * A tree of traces: the *root*, which begins at a location, and bridges, which begin where guards fail often. A tree is compiled to one function;
 * a bridge is a function of its own until it is merged.
 *
 * What must stay true: `run(0, …)` takes the location's values. It returns what the trace finishes with, or LEFT after it has told the
 * driver's `Exits` by which exit it left and with which live values.
 */
import { type Kind } from '../ir/ops.ts'
import { type ClassDescr, TargetDescr, type TargetTree } from '../ir/descr.ts'
import type { Op, Trace } from '../ir/values.ts'
import type { Resume } from '../resume/resume.ts'
import type { Watcher } from './invalidator.ts'
import type { Location } from './location.ts'

/** What compiled functions return when they have not finished. */
export const LEFT: unique symbol = Symbol('left')

/** How a home value is told: as it is, as what a bare object holds, or as 0 or 1 for a boolean. In the low bits of its number. */
export const AS_IT_IS = 0
export const BARE = 1
export const TRUTH = 2

/**
 * Where counting begins of what comes to billions in a program that runs for long: the zero that V8 keeps as a double. Fields that begin as small integers
 * become others when they overflow, after 2^31 operations, and each function that adds to them was thrown away: `nbody` took four times as long for half a second.
 */
export const NOTHING = -0

/** One way out of one compiled function. */
export interface Leaving {
  readonly way: Exit | Crossing
  /** Which of the values belong to the way, in its order; the others are of no account. */
  readonly slots: readonly number[]
  /** By value of the way: the class of which it is a box around what is told, null for none; null where there are no boxes. */
  readonly boxes: readonly (ClassDescr | null)[] | null
  /**
   * Where the language can go on by itself, mostly the head of a loop, -1 for nowhere; and by value of its frame there which of the values that is, times 4,
   * and how it is told.
   */
  readonly home: number
  readonly homeSlots: readonly number[]
}

/** What compiled functions tell when they leave: which way, and the values that are live there. */
export class Exits {
  at: Leaving | null = null
  /** Long enough for most: where it grows, V8 throws the function away that made it. */
  readonly values: any[] = new Array(128).fill(undefined)
  /** What the function of a call threw, of an exit by `guard_no_exception`. */
  error: unknown = undefined
  /** Operations that compiled code has done in whole rounds. */
  work = NOTHING
  /** How many they are when a loop is to leave and be entered again; the driver begins. */
  rest = Infinity
  /** The values that belong to the way. */
  get live(): any[] {
    const { values } = this
    const { slots, boxes } = this.at!
    if (boxes === null) return slots.map((slot) => values[slot])
    return slots.map((slot, i) => (boxes[i] === null ? values[slot] : boxes[i].make!.run(values[slot])))
  }

  /** Whether a tree without credit is to be entered; set by the driver. */
  judge: (tree: Tree) => boolean = () => true

  /** What compiled functions return when they have not finished, for languages that run them by themselves. */
  readonly left: unknown = LEFT

  /** What a trace has finished with that the language ran by itself, for the driver to go on with (see `Driver.left`). */
  returned: unknown = LEFT

  /** Goes on where a tree was left as far as there is other compiled code: to an exit, or to what it finishes with; set by the driver. */
  chase: (tree: Tree) => unknown = () => LEFT

  /** Goes on where compiled code left, to the end of the function; set by the driver. */
  complete: () => any = () => undefined
}

/** A guard that can fail. */
export class Exit {
  readonly tree: Tree
  readonly resume: Resume
  readonly kinds: readonly Kind[]
  readonly guard: string
  readonly validity: Validity
  failures = 0
  aborts = 0
  bridge: Bridge | null = null
  /** How often the language may go home by this exit before the driver wants to hear of it. */
  patience: number

  constructor(tree: Tree, guard: Op, resume = guard.resume!) {
    this.tree = tree
    this.patience = tree.patience
    this.guard = guard.name
    this.validity = tree.validity
    this.resume = resume
    this.kinds = this.resume.live.map((value) => value.kind as Kind)
  }

  /** The trace ends here: no guard, but where the language goes on each time. */
  get isEnd(): boolean {
    return this.guard === 'guard_always_fails'
  }

  /** What it asks has failed where the host was left to find out. */
  isWary = false

  /** Whether it was never left by. */
  get isUntouched(): boolean {
    return this.failures === 0 && this.patience === this.tree.patience
  }

  /** The host has found out, and thrown away what it had made of the function: it is made again, and asks. */
  caught(within: Tree): void {
    this.isWary = true
    within.remake()
  }

  private hasFailed = false

  /** True the first time, for tests. */
  failsOnce(): boolean {
    const { hasFailed } = this
    this.hasFailed = true
    return !hasFailed
  }
}

/**
 * A jump that leaves its function: into another tree, or from a bridge that is not merged. Behind the values for the target come those that are live
 * according to `resume`, for the case that the target has been given up in the meantime; without it the target is there for certain.
 */
export class Crossing {
  readonly target: TargetDescr
  readonly arity: number
  readonly resume: Resume | null
  readonly validity: Validity

  constructor(target: TargetDescr, arity: number, resume: Resume | null) {
    this.target = target
    this.arity = arity
    this.resume = resume
    this.validity = (target.tree as Tree).validityOf(target)
  }
}

/** A trace that begins where a guard failed. */
export class Bridge {
  readonly exit: Exit
  readonly trace: Trace
  /** Its number among all bridges. */
  readonly number: number
  readonly name: string
  run: ((...live: any[]) => any) | null = null
  entered = 0
  /** How often it had been entered when counting the tree's detours began, and how many of these there were when it was made. */
  enteredBefore = 0
  detoursBefore: number
  /** Operations that the tree had done when it was made. */
  readonly doneBefore: number
  /** It was entered in so few of the rounds, or in so many, until it was merged, that a processor foretells whether it will be. */
  isForetold = false
  /** How often it was run, where that is counted. */
  runs = 0
  /** Characters of its text. */
  size = 0
  isMerged = false

  constructor(exit: Exit, trace: Trace, number: number) {
    this.exit = exit
    this.trace = trace
    this.number = number
    this.detoursBefore = exit.tree.detours
    this.doneBefore = exit.tree.done
    this.name = `bridge ${exit.tree.bridges.length + 1} of ${exit.tree.name}`
  }
}

/**
 * Whether what a tree was compiled under still holds. Compiled code looks at `invalid`; once it is set the tree is empty again, and what still runs
 * leaves at its next check.
 */
export class Validity implements Watcher {
  invalid: boolean
  /** None once it no longer holds: who is told of changes may live on for long. */
  private tree: Tree | null

  constructor(tree: Tree | null) {
    this.tree = tree
    this.invalid = tree === null
  }

  invalidate(): void {
    if (this.invalid) return
    this.invalid = true
    const tree = this.tree as Tree
    this.tree = null
    tree.reset()
  }
}

/** That of what is no longer there. */
const GONE = new Validity(null)

export class Tree implements TargetTree {
  readonly number: number
  readonly location: Location
  readonly start: TargetDescr
  /** What jumps may go to, the start first. */
  readonly targets: TargetDescr[] = []
  root: Trace | null = null
  run: (entry: number, ...inputs: any[]) => any
  bridges: Bridge[] = []
  /** By the resume data of the guard, which survives when the tree is compiled again. */
  readonly exits = new Map<Resume, Exit>()
  validity = new Validity(this)
  /** How the driver finds it without keeping it alive. */
  handle: WeakRef<Tree> | null = null
  /** How many trees had been compiled when it was last entered. */
  used = 0
  /** How often it had been entered when that was asked last. */
  enteredBefore = 0
  /** Rounds that were begun, where that is counted. */
  runs = 0
  /** Operations done since it was last asked whether entering is worth it, and how often that ended in frames. */
  work = NOTHING
  left = 0
  /** Operations done before that, and how many there were in all when it got its last bridge. */
  past = NOTHING
  grownAt = NOTHING
  /** How often a guard without a bridge has failed since then. */
  strays = 0
  /** How often it may be entered until that is asked, and how often before; how often it had changed when it was asked last. */
  credit = 0
  granted = 0
  judgedWith = 0
  changes = 0
  /** A guard fails often, and there is no time for its bridge yet: the tree is not entered. */
  waits = false
  /** Of its exits, at first. */
  patience = 1
  /** Entries of bridges that are not merged, and how many operations compiled code had done when counting them began. */
  detours = 0
  detoursFrom = NOTHING
  /** Codes of functions in the traces whose loops are unrolled, and how many bridges there are in these. */
  unrolled = new Set<object>()
  astray = 0
  /** How often a guard without a bridge has failed of late, and after how many entries that began: what was before the last bridge counts half. */
  missed = NOTHING
  enteredFrom = NOTHING
  /** How many operations were recorded for it, and calls that were not followed. */
  recorded = 0
  callsOut = 0
  /** The trees in whose functions this one's loop stands as well. */
  readonly hosts = new Set<Tree>()
  /** The function's text. */
  text = ''
  /** Has the function made again before it is entered next. */
  remake: () => void = () => {}
  private readonly interpret: (entry: number, ...inputs: any[]) => any

  private readonly onReset: () => void

  /** `interpret` is what runs while nothing is compiled. */
  constructor(
    number: number,
    location: Location,
    interpret: (entry: number, ...inputs: any[]) => any,
    onReset: () => void = () => {},
  ) {
    this.onReset = onReset
    this.number = number
    this.location = location
    this.interpret = interpret
    this.run = interpret
    this.start = this.newTarget()
  }

  get entered(): number {
    return this.granted - this.credit
  }

  /** Operations done since there is the tree. */
  get done(): number {
    return this.past + this.work
  }

  get name(): string {
    return `${this.location.isFunction ? 'function' : 'loop'} ${this.number}`
  }

  /** What happened before counts half, with a bridge more. */
  addBridge(bridge: Bridge): void {
    this.bridges.push(bridge)
    this.changes++
    this.grownAt = this.done
    this.missed /= 2
    this.enteredFrom = (this.enteredFrom + this.entered) / 2
  }

  newTarget(): TargetDescr {
    const index = this.targets.length
    const target = new TargetDescr(`${this.name}${index === 0 ? '' : `.${index}`}`, index, this)
    this.targets.push(target)
    return target
  }

  /** Whether jumps may go to a place: those of what was compiled before may not, though there may be one of the same number now. */
  has(target: TargetDescr): boolean {
    return this.targets[target.index] === target
  }

  validityOf(target: TargetDescr): Validity {
    return this.has(target) ? this.validity : GONE
  }

  exitOf(guard: Op): Exit {
    let exit = this.exits.get(guard.resume!)
    if (exit === undefined) {
      exit = new Exit(this, guard)
      this.exits.set(guard.resume!, exit)
    }
    return exit
  }

  /** Back to nothing compiled. Code that calls the tree, or jumps to its start, need not know. */
  reset(): void {
    this.root = null
    this.run = this.interpret
    this.waits = false
    this.location.ready = null
    this.bridges = []
    this.detours = 0
    this.exits.clear()
    this.unrolled.clear()
    this.astray = 0
    this.grownAt = this.done
    this.missed = NOTHING
    this.enteredFrom = this.entered
    this.targets.length = 1
    this.validity = new Validity(this)
    this.location.heat = 2
    this.text = ''
    this.onReset()
    const hosts = [...this.hosts]
    this.hosts.clear()
    for (const host of hosts) if (host.root !== null) host.validity.invalidate()
  }
}
