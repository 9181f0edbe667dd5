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
 * A function that has not run for long is not optimised by V8 yet, and nothing is lost when it is made again; later that costs what some thousand
 * detours do. In operations, and in multiples of `merge_eagerness`.
 */
const YOUTH = 100_000
const OLDEST = 64
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
    tree.compiledAt = this.out.work
    tree.changes++
    const began = this.clock()
    const emitted = emitTree(tree, this.options)
    tree.text = emitted.text
    for (const other of emitted.grafted) other.hosts.add(tree)
    this.log.compiled(tree.name, [emitted.text, ...emitted.loops].join('\n'))
    tree.run = compile(emitted, this.out, tree.name)
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
    const age = this.out.work - tree.compiledAt
    return tree.detours >= merge_eagerness * Math.min(age / YOUTH, OLDEST)
  }

  /** Makes one function of a tree and its bridges, or of as many of them as there is room for. */
  merge(tree: Tree): void {
    tree.detours = 0
    let size = tree.text.length
    let isSame = true
    for (const bridge of tree.bridges) {
      if (bridge.isMerged) continue
      size += bridge.size
      if (size > LARGEST) break
      bridge.isMerged = true
      isSame = false
    }
    if (isSame) return
    this.log.counters.merges++
    this.make(tree)
    for (const host of tree.hosts) if (host.root !== null) this.makeLater(host)
  }

  /** Makes the function of a tree again when it is entered next. */
  private makeLater(tree: Tree): void {
    tree.run = (...args) => {
      this.make(tree)
      return tree.run(...args)
    }
  }
}
