/**
 * A place where compiled code can be entered: the head of a loop, or the start of a function (PyPy: a green key and its jitcell). A language
 * makes one per place, keeps it beside its code, and asks `isHot` there: one decrement and test while nothing is compiled.
 */
import type { Kind } from '../ir/ops.ts'
import type { Growing } from '../resume/resume.ts'
import type { Tree } from './tree.ts'

/** More rounds than are made: small, so that it is counted down as the others are. */
const NEVER = (1 << 30) - 1

export class Location {
  readonly code: unknown
  readonly pc: number
  readonly name: string
  /** Kinds of the values that the language's frame has here; all references unless it says otherwise. */
  readonly kinds: readonly Kind[]
  readonly isFunction: boolean
  /** Rounds that are left until something is done. */
  heat: number
  /** The tree while it has code, for languages that enter it by themselves (see `Driver.left`). */
  ready: Tree | null = null
  /** Where the code of the loop ends, and from where to where the outermost loop goes that this one is in. */
  end = NEVER
  outermost: readonly [number, number] = [0, NEVER]
  /** How many instructions a round has at most that calls nothing, so far as the language can tell: a trace of it takes little. 0 where it is not small. */
  size = 0
  /** How often it was hot while nothing was to be compiled. */
  waited = 0
  tree: Tree | null = null
  aborts = 0
  /** What has grown beyond 32 bits in the loop, of which nothing is guessed to stay small any more. */
  readonly grown = new Set<Growing>()
  /** How often recording began when the loop was at its end. */
  lastRounds = 0
  /** Compiled code did too little here each time it was entered: the place is left to the interpreter, and other traces go through it. */
  isShort = false
  /** Times that it may be arrived at from outside before something is done, for languages that count those. */
  entries = 0
  /** It became hot by being entered often, for few rounds each time: the language goes on in compiled code before the first. */
  isBrief = false
  /**
   * Compiled code does so much each time it is entered that languages that wait some rounds before they enter it, as a loop may end soon, do not wait.
   * Where it has turned out to do less then, it stays at waiting.
   */
  isEarly = false
  staysLate = false

  constructor(code: unknown, pc: number, name: string, kinds: readonly Kind[], isFunction: boolean, heat: number) {
    this.code = code
    this.pc = pc
    this.name = name
    this.kinds = kinds
    this.isFunction = isFunction
    this.heat = heat
  }

  /** Whether another place is in the loop. */
  encloses(other: Location): boolean {
    return this.code === other.code && this.pc <= other.pc && other.pc < this.end
  }

  /** Whether there is a loop that both are in. */
  isInLoopWith(other: Location): boolean {
    const [start, end] = this.outermost
    return this.code === other.code && start <= other.pc && other.pc < end
  }

  /** Nothing is compiled here any more. */
  isClosed = false

  close(): void {
    this.isClosed = true
    this.heat = NEVER
  }

  /** Counts an arrival: whether the driver wants to hear of it. */
  isHot(): boolean {
    if (--this.heat >= 0) return false
    if (this.isClosed) this.heat = NEVER
    return !this.isClosed
  }
}
