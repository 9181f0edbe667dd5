/**
 * A heap: a model of objects, a collector, and what both need of a program (roots, weak references, finalizers, settings, hooks).
 *
 * Between calls of this interface every object is whole, and every reference in it leads to an object. A reference that a program has in a variable
 * of JavaScript is good until it next allocates or collects: `roots` says how to keep one longer. References are written through the
 * model's `set`, which tells the collector of those it has to know.
 */
import { dump, type DumpedObject, referrers } from './dump.ts'
import { verify } from './check.ts'
import type { Collector } from './collector.ts'
import { makeCollector } from './collectors.ts'
import { Finalizers } from './finalizers.ts'
import type { Finalizer } from './finalizers.ts'
import type { Model } from './model.ts'
import { type Handle, Roots, type Scope } from './roots.ts'
import { complete, type Settings } from './settings.ts'
import { type Pause, Stats } from './stats.ts'
import { type EphemeronTable, EphemeronTables, type WeakReference, WeakReferences } from './weakref.ts'

/** Called around collections. They may look at the heap, but not allocate. */
export interface Hooks {
  before?: (kind: Pause) => void
  after?: (kind: Pause) => void
}

export interface HeapOptions extends Partial<Settings> {
  hooks?: Hooks
  /** Told what a finalizer or a callback has thrown; without it, the error is thrown on in a microtask. */
  onError?: (error: unknown) => void
  /** Where the variables TYPHON_GC_… are looked up; without it, the environment of the process, if there is one. */
  environment?: Record<string, string | undefined>
}

export class Heap<R> {
  readonly model: Model<R>
  readonly settings: Settings
  readonly roots: Roots<R>
  readonly weak: WeakReferences<R>
  readonly ephemerons: EphemeronTables<R>
  readonly finalizers: Finalizers<R>
  readonly stats = new Stats()
  readonly hooks: Hooks
  readonly onError: (error: unknown) => void
  readonly collector: Collector<R>
  /** Whether a collection is going on: then nothing may be allocated. */
  collecting = false

  constructor(model: Model<R>, options: HeapOptions = {}) {
    const { environment, hooks, onError, ...settings } = options
    this.model = model
    this.settings = complete(settings, environment ?? globalThis.process?.env ?? {})
    this.hooks = hooks ?? {}
    this.onError =
      onError ??
      ((error) =>
        queueMicrotask(() => {
          throw error
        }))
    this.roots = new Roots(model.nil)
    this.weak = new WeakReferences(model)
    this.ephemerons = new EphemeronTables(model)
    this.finalizers = new Finalizers(model)
    this.collector = makeCollector(this.settings.collector, this)
    const { counter } = this.collector
    this.roots.counter = this.ephemerons.counter = this.finalizers.counter = counter
  }

  /** Bytes taken by objects, those not yet found dead among them. */
  get bytes(): number {
    return this.collector.bytes
  }

  /** The same for each generation, the youngest first. */
  generations(): number[] {
    return this.collector.generations()
  }

  /** How many objects are in each generation, those not yet found dead among them. They are counted one by one. */
  objectCounts(): number[] {
    return this.collector.objectCounts()
  }

  /** Frees everything that cannot be reached (but what finalizers keep). */
  collect(): void {
    this.collector.collect()
  }

  /** Frees what is new and cannot be reached. */
  minor(): void {
    this.collector.minor()
  }

  /** A bounded piece of a full collection; answers whether it is finished with this one. */
  step(): boolean {
    return this.collector.step()
  }

  /** Collects if it is due: for programs that have set `automatic` to false and collect between their operations. */
  safepoint(): void {
    this.collector.safepoint()
  }

  /** A handle that lives until it is released. */
  keep(ref: R): Handle<R> {
    return this.roots.keep(ref)
  }

  /** Runs a function with handles that end with it. */
  scope<T>(body: (scope: Scope<R>) => T): T {
    const scope = this.roots.open()
    try {
      return body(scope)
    } finally {
      scope.close()
    }
  }

  /**
   * Collects, and keeps all that is left until `unfreeze()`, whether anything refers to it or not: minor collections do not look at it, and what was made
   * at the start of a program finds its place once.
   */
  freeze(): void {
    this.collect()
    const isFrozen = this.roots.isFrozen()
    const refs: R[] = []
    this.each((ref) => void (isFrozen(ref) || refs.push(ref)))
    this.roots.freeze(refs)
  }

  /** Nothing is kept by `freeze()` any more. */
  unfreeze(): void {
    this.roots.thaw()
  }

  /** How many objects `freeze()` keeps. */
  get frozenCount(): number {
    return this.roots.frozenCount
  }

  weakReference(ref: R, callback?: (reference: WeakReference<R>) => void): WeakReference<R> {
    return this.weak.make(ref, callback)
  }

  ephemeronTable(): EphemeronTable<R> {
    return this.ephemerons.make()
  }

  /** Has `finalizer` called once, when the object has become unreachable. */
  finalize(ref: R, finalizer: Finalizer<R>): void {
    this.finalizers.register(ref, finalizer)
  }

  /** Keeps an object in its place, for foreign code, until `unpin`. May collect; answers where the object is. */
  pin(ref: R): R {
    return this.collector.pin(ref)
  }

  unpin(ref: R): void {
    this.collector.unpin(ref)
  }

  /** All objects, those not yet found dead among them. Nothing may be allocated meanwhile. */
  each(see: (ref: R) => void): void {
    this.collector.each(see)
  }

  /** The objects that refer to this one. */
  referrers(ref: R): R[] {
    return referrers(this, ref)
  }

  /** What the object refers to. */
  referents(ref: R): R[] {
    const refs: R[] = []
    this.model.visit(ref, { visit: (child) => (child !== this.model.nil && refs.push(child), child) })
    return refs
  }

  /** Every object with its type, size and what it refers to. */
  dump(): IterableIterator<DumpedObject> {
    return dump(this)
  }

  /** Looks at everything there is; throws a HeapError that lists what is wrong. */
  verify(): void {
    verify(this)
  }
}
