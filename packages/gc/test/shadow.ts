/**
 * Random programs, run on a heap and on a shadow of it at once.
 *
 * The shadow is a graph of plain objects that nobody collects by our rules. Each operation is done to both; from time to time both graphs are compared,
 * node by node from the roots, the heap is verified, and after a full collection the heap must hold exactly the nodes that the shadow reaches, weak
 * references must be clear exactly for the others, and finalizers must have been called for exactly the others that have one. A run is
 * given by its seed.
 */
import type { EphemeronTable, WeakReference } from '@typhon/gc'
import type { World } from './worlds.ts'

interface Shadow {
  readonly id: number
  readonly refs: (Shadow | null)[]
}

export interface ShadowOptions {
  seed: number
  /** How many nodes are made. */
  allocations: number
  /** Nodes between two comparisons. */
  compareEvery: number
  /** About how many roots there are. */
  roots: number
  /** Whether the collector finds dead objects at all. */
  collects: boolean
  /** The most slots of a node. */
  widest: number
  /** The share of operations that make a node. */
  allocating?: number
  /** How likely each of the first slots of a new node refers to something; from a third on, most of what was made lives on. */
  linking?: number
}

/** A generator of numbers in [0, 1) that is the same everywhere. */
export function randomly(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export class ShadowRun<R> {
  private readonly world: World<R>
  private readonly options: ShadowOptions
  private readonly random: () => number
  private readonly shadows: (Shadow | null)[] = []
  private readonly weak: { reference: WeakReference<R>; shadow: Shadow; calls: number }[] = []
  private readonly withFinalizer = new Set<Shadow>()
  private readonly finalized: number[] = []
  private readonly table: EphemeronTable<R>
  private readonly entries = new Map<Shadow, Shadow>()
  private made = 0
  comparisons = 0

  constructor(world: World<R>, options: ShadowOptions) {
    this.world = world
    this.options = options
    this.random = randomly(options.seed)
    this.table = world.heap.ephemeronTable()
    for (let i = 0; i < options.roots; i++) {
      world.heap.roots.push(world.heap.model.nil)
      this.shadows.push(null)
    }
  }

  private below(n: number): number {
    return Math.floor(this.random() * n)
  }

  run(): void {
    const { allocations, compareEvery } = this.options
    let next = compareEvery
    while (this.made < allocations) {
      this.operation()
      if (this.made >= next) {
        next += compareEvery
        this.check()
      }
    }
    this.check()
  }

  private operation(): void {
    const { heap } = this.world
    if (this.random() < (this.options.allocating ?? 0.55)) return this.allocate()
    const dice = 0.55 + 0.45 * this.random()
    if (dice < 0.9) this.link()
    else if (dice < 0.97) this.drop()
    else if (dice < 0.975) this.makeWeak()
    else if (dice < 0.98) this.addEntry()
    else if (dice < 0.9815) this.addFinalizer()
    else if (dice < 0.982 && this.random() < 0.02) heap.minor()
    else if (dice < 0.983 && this.random() < 0.05) heap.step()
  }

  /** A new node in a root, which refers to some others. */
  private allocate(): void {
    const { world, options } = this
    const dice = this.random()
    const slots = dice < 0.97 ? this.below(5) : dice < 0.999 ? 5 + this.below(30) : this.below(options.widest)
    const shadow: Shadow = { id: this.made++, refs: new Array(slots).fill(null) }
    const at = this.below(this.shadows.length)
    const ref = world.make(shadow.id, slots)
    for (let i = 0; i < Math.min(slots, 3); i++) {
      if (this.random() >= (options.linking ?? 1)) continue
      const other = this.below(this.shadows.length)
      world.set(ref, i, world.heap.roots.get(other))
      shadow.refs[i] = this.shadows[other]
    }
    world.heap.roots.set(at, ref)
    this.shadows[at] = shadow
  }

  /** A node some steps from a root, and its shadow; undefined where the way ends. */
  private walk(): [R, Shadow] | undefined {
    const { world } = this
    const at = this.below(this.shadows.length)
    let shadow = this.shadows[at]
    if (shadow === null) return undefined
    let ref = world.heap.roots.get(at)
    for (let steps = this.below(4); steps > 0 && shadow.refs.length > 0; steps--) {
      const slot = this.below(shadow.refs.length)
      const next: Shadow | null = shadow.refs[slot]
      if (next === null) break
      ref = world.get(ref, slot)
      shadow = next
    }
    return [ref, shadow]
  }

  private link(): void {
    const owner = this.walk()
    if (owner === undefined || owner[1].refs.length === 0) return
    const slot = this.below(owner[1].refs.length)
    const value = this.random() < 0.3 ? undefined : this.walk()
    this.world.set(owner[0], slot, value === undefined ? this.world.heap.model.nil : value[0])
    owner[1].refs[slot] = value === undefined ? null : value[1]
  }

  private drop(): void {
    const at = this.below(this.shadows.length)
    this.world.heap.roots.set(at, this.world.heap.model.nil)
    this.shadows[at] = null
  }

  private makeWeak(): void {
    const found = this.walk()
    if (found === undefined) return
    const entry = { reference: undefined as never as WeakReference<R>, shadow: found[1], calls: 0 }
    entry.reference = this.world.heap.weakReference(found[0], () => entry.calls++)
    this.weak.push(entry)
  }

  private addEntry(): void {
    const key = this.walk()
    const value = this.walk()
    if (key === undefined || value === undefined) return
    this.table.set(key[0], value[0])
    this.entries.set(key[1], value[1])
  }

  private addFinalizer(): void {
    const found = this.walk()
    if (found === undefined || this.withFinalizer.has(found[1])) return
    const { id } = found[1]
    this.withFinalizer.add(found[1])
    this.world.heap.finalize(found[0], (ref) => {
      if (this.world.id(ref) !== id) throw new Error(`the finalizer of ${id} was handed ${this.world.id(ref)}`)
      this.finalized.push(id)
    })
  }

  /** What the shadow reaches, by number. */
  private living(): Map<number, Shadow> {
    const living = new Map<number, Shadow>()
    const pending: Shadow[] = []
    const add = (shadow: Shadow | null): void => {
      if (shadow === null || living.has(shadow.id)) return
      living.set(shadow.id, shadow)
      pending.push(shadow)
    }
    for (const shadow of this.shadows) add(shadow)
    for (;;) {
      for (let shadow = pending.pop(); shadow !== undefined; shadow = pending.pop())
        for (const ref of shadow.refs) add(ref)
      const before = living.size
      for (const [key, value] of this.entries) if (living.has(key.id)) add(value)
      if (living.size === before) return living
    }
  }

  check(): void {
    const { world, options } = this
    const { heap } = world
    this.comparisons++
    heap.verify()
    this.compare()
    const living = this.living()
    for (const { reference, shadow } of this.weak) {
      if (reference.ref === heap.model.nil) {
        if (living.has(shadow.id)) throw new Error(`the weak reference to ${shadow.id}, which lives, was cleared`)
      } else if (world.id(reference.ref) !== shadow.id)
        throw new Error(`the weak reference to ${shadow.id} leads elsewhere`)
    }
    for (const id of this.finalized) if (living.has(id)) throw new Error(`${id}, which lives, was finalized`)
    if (options.collects) this.checkCollected(living)
  }

  /** After full collections until no finalizer is left to be called, the heap has what the shadow reaches, and nothing else. */
  private checkCollected(living: Map<number, Shadow>): void {
    const { world } = this
    const { heap } = world
    heap.collect()
    for (const { reference, shadow, calls } of this.weak) {
      if ((reference.ref === heap.model.nil) === living.has(shadow.id))
        throw new Error(`the weak reference to ${shadow.id} is ${living.has(shadow.id) ? 'clear' : 'not clear'}`)
      if (calls !== (living.has(shadow.id) ? 0 : 1)) throw new Error(`callback of ${shadow.id} called ${calls} times`)
    }
    for (let before = -1; before !== this.finalized.length;) {
      before = this.finalized.length
      heap.collect()
    }
    heap.collect()
    const called = new Set(this.finalized)
    if (called.size !== this.finalized.length) throw new Error('a finalizer was called twice')
    for (const { id } of this.withFinalizer)
      if (called.has(id) === living.has(id))
        throw new Error(`the finalizer of ${id} was ${called.has(id) ? '' : 'not '}called`)
    for (const shadow of this.withFinalizer) if (called.has(shadow.id)) this.withFinalizer.delete(shadow)
    this.finalized.length = 0
    const found = new Set<number>()
    heap.each((ref) => {
      if (!/^\(filler\)$|^Items$/.test(heap.model.typeName(ref))) found.add(world.id(ref))
    })
    for (const id of living.keys()) if (!found.has(id)) throw new Error(`${id} lives and is not in the heap`)
    for (const id of found) if (!living.has(id)) throw new Error(`${id} is dead and still in the heap`)
    for (const key of this.entries.keys()) if (!living.has(key.id)) this.entries.delete(key)
    if (this.table.size !== this.entries.size)
      throw new Error(`${this.table.size} ephemerons, not ${this.entries.size}`)
    this.weak.splice(0, this.weak.length, ...this.weak.filter(({ shadow }) => living.has(shadow.id)))
    heap.verify()
    this.compare()
  }

  /** Both graphs, node by node. */
  private compare(): void {
    const { world } = this
    const { heap } = world
    const { nil } = heap.model
    const refOf = new Map<number, R>()
    const pending: [R, Shadow][] = []
    const pair = (ref: R, shadow: Shadow | null, where: string): void => {
      if (shadow === null || ref === nil) {
        if (shadow !== null || ref !== nil) throw new Error(`${where} is ${shadow === null ? 'not nil' : 'nil'}`)
        return
      }
      const known = refOf.get(shadow.id)
      if (known !== undefined) {
        if (known !== ref) throw new Error(`${where}: ${shadow.id} has two places`)
        return
      }
      if (world.id(ref) !== shadow.id) throw new Error(`${where} is ${world.id(ref)}, not ${shadow.id}`)
      if (world.slots(ref) !== shadow.refs.length) throw new Error(`${shadow.id} has ${world.slots(ref)} slots`)
      refOf.set(shadow.id, ref)
      pending.push([ref, shadow])
    }
    for (const [i, shadow] of this.shadows.entries()) pair(heap.roots.get(i), shadow, `root ${i}`)
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const [ref, shadow] = next
      for (let i = 0; i < shadow.refs.length; i++) pair(world.get(ref, i), shadow.refs[i], `slot ${i} of ${shadow.id}`)
    }
    for (const [key, value] of this.entries) {
      const ref = refOf.get(key.id)
      if (ref !== undefined) pair(this.table.get(ref), value, `the entry of ${key.id}`)
    }
  }
}
