/**
 * The functions of JavaScript that trees and bridges become: a bridge has one of its own at first, which takes a detour to be entered, and is merged
 * into that of its tree when it was entered often.
 *
 * What must stay true: a tree's function is made again only where it becomes another.
 */
import { compile } from '../backend/js/compile.ts'
import { emitBridge, type EmitOptions, emitTree } from '../backend/js/emit.ts'
import type { CallDescr } from '../ir/descr.ts'
import type { Log } from './log.ts'
import type { Params } from './params.ts'
import type { Bridge, Exits, Tree } from './tree.ts'

/**
 * A function that has not run for long is not optimised by V8 yet, and nothing is lost when it is made again; later the program waits for its optimised code again, for longer
 * the longer the text is. So of what is done, at 500 operations for each detour, detours take a part that wins this back in some seconds: for 6 KB a hundredth, for 20 a thirtieth.
 * `merge_eagerness` of them in so many operations, for a text of one character.
 */
const WORTH = 2e10
/** How many detours, in multiples of `merge_eagerness`, are looked at together: what a program did long ago says little. */
const WINDOW = 64
/**
 * Of how many detours one may go by bridges that stay apart, the least entered ones: V8 would compile them with all the rest, and gives all up where it has seen too little of them
 * when it does.
 */
const RARE = 32
/** A processor errs by fewer than one of so many branches that go the same way but for as few, and what avoiding them takes is lost in all others. */
const EVEN = 16
/** A text of so many characters takes as long to be made again as `merge_eagerness` detours do. */
const DETOUR = 300

/** Functions with more text than this are not made: V8 leaves functions of more than 60 KB of bytecode unoptimised. */
const LARGEST = 150_000

export class Functions {
  private readonly params: Params
  private readonly log: Log
  private readonly out: Exits
  private readonly clock: () => number
  /** What makes the language's integer of a bigint. */
  private readonly normal: CallDescr | null

  constructor(params: Params, log: Log, out: Exits, clock: () => number, normal: CallDescr | null) {
    this.normal = normal
    this.params = params
    this.log = log
    this.out = out
    this.clock = clock
  }

  private get options(): EmitOptions {
    const { stress, count_runs, stint, wasm } = this.params
    return { stress: stress !== 0, countsRuns: count_runs !== 0, stint, wasm, normal: this.normal }
  }

  /** Makes the function of a tree with the bridges that are merged. */
  make(tree: Tree): void {
    tree.changes++
    this.countAnew(tree)
    const began = this.clock()
    const emitted = emitTree(tree, this.options)
    tree.text = emitted.text
    for (const other of emitted.grafted) other.hosts.add(tree)
    this.log.compiled(tree.name, [emitted.text, ...emitted.loops].join('\n'))
    tree.run = compile(emitted, this.out, tree.name)
    tree.remake = () => this.makeLater(tree)
    this.log.times.backend += this.clock() - began
  }

  makeBridge(bridge: Bridge, name: string): void {
    const began = this.clock()
    const emitted = emitBridge(bridge, this.options)
    this.log.compiled(name, emitted.text)
    bridge.size = emitted.text.length
    bridge.run = compile(emitted, this.out, name)
    this.log.times.backend += this.clock() - began
  }

  /** A bridge was entered as a function of its own: whether it is time to make one function of the tree. */
  wantsMerging(tree: Tree): boolean {
    const { merge_eagerness } = this.params
    if (++tree.detours < merge_eagerness * (1 + tree.text.length / DETOUR)) return false
    const age = this.out.work - tree.detoursFrom
    if (tree.detours >= (merge_eagerness * age * tree.text.length) / WORTH) return true
    if (tree.detours >= merge_eagerness * WINDOW) this.countAnew(tree)
    return false
  }

  /**
   * Makes one function of a tree and its bridges, or of as many of them as there is room for; those that are seldom entered stay apart, and those before the loop do
   * where the loop itself has some to merge: while these are missing it is left and entered from outside all the time, and hardly ever again once it has them.
   */
  merge(tree: Tree): void {
    let size = tree.text.length
    let isSame = true
    const rare = rareOnes(tree)
    const waiting = tree.bridges.filter((bridge) => !bridge.isMerged && !rare.has(bridge))
    const before = bridgesBeforeLoop(tree)
    const within = waiting.filter((bridge) => !before.has(bridge))
    for (const bridge of within.length > 0 ? within : waiting) {
      size += bridge.size
      if (size > LARGEST) break
      bridge.isMerged = true
      bridge.isForetold = isForetold(bridge, tree)
      isSame = false
    }
    if (isSame) return this.countAnew(tree)
    this.log.counters.merges++
    this.make(tree)
    for (const host of tree.hosts) if (host.root !== null) this.makeLater(host)
  }

  private countAnew(tree: Tree): void {
    tree.detours = 0
    tree.detoursFrom = this.out.work
    for (const bridge of tree.bridges) {
      bridge.enteredBefore = bridge.entered
      bridge.detoursBefore = 0
    }
  }

  /** Makes the function of a tree again when it is entered next. */
  private makeLater(tree: Tree): void {
    if (tree.root === null) return
    tree.run = (...args) => {
      this.make(tree)
      return tree.run(...args)
    }
  }
}

/** The bridges of a tree that are so seldom entered, all of them together, that they stay apart. */
export function rareOnes({ bridges, detours }: Tree): ReadonlySet<Bridge> {
  // One that was made just now may be entered often from now on.
  const share = ({ entered, enteredBefore, detoursBefore }: Bridge): number =>
    (entered - enteredBefore + 1) / (detours - detoursBefore + 1)
  const rare = new Set<Bridge>()
  let left = 1 / RARE
  for (const bridge of bridges.filter(({ isMerged }) => !isMerged).sort((a, b) => share(a) - share(b))) {
    left -= share(bridge)
    if (left < 0) break
    rare.add(bridge)
  }
  return rare
}

/** Whether nearly all rounds of the loop went the same way where a bridge begins. Those that leave for it are not among what was done. */
export function isForetold({ entered, doneBefore }: Bridge, { done, root }: Tree): boolean {
  const { ops } = root!
  const length = ops.length - ops.findLastIndex(({ name }) => name === 'label')
  const share = entered / (entered + (done - doneBefore) / length)
  return Math.min(share, 1 - share) < 1 / EVEN
}

/** The bridges that begin before the loop of a tree, or in another of these: they are entered from outside alone. */
export function bridgesBeforeLoop({ root, bridges }: Tree): ReadonlySet<Bridge> {
  const { ops } = root!
  const head = ops.findIndex(({ name }) => name === 'label')
  const guards = new Set(ops.slice(0, Math.max(head, 0)).map(({ resume }) => resume))
  const found = new Set<Bridge>()
  for (const bridge of bridges) {
    if (!guards.has(bridge.exit.resume)) continue
    found.add(bridge)
    for (const { resume } of bridge.trace.ops) guards.add(resume)
  }
  return found
}
