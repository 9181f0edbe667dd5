/**
 * Weak references and ephemerons: what refers to an object without keeping it.
 *
 * A weak reference reads nil from the moment its object was found unreachable; an object that a finalizer brings back does not bring back
 * its weak references. An entry of an ephemeron table keeps its value as long as its key is reachable, by whatever way but the value
 * itself, and disappears with its key; a finalizer sees the entries of the objects it keeps.
 *
 * A partial collection, which looks at new objects only, treats the value of a new entry as a root: a new key that only its own value reaches is
 * kept until the next full collection. Entries whose key and value are both old are not looked at.
 *
 * Counting finds dead objects one by one, and asks for each that has WATCHED: `died`.
 */
import { WATCHED } from './header.ts'
import type { Model, Reach, Visitor } from './model.ts'
import type { Counter } from './roots.ts'

export class WeakReference<R> {
  private readonly owner: WeakReferences<R>
  /** For the collector; programs use `ref`. */
  target: R
  readonly callback: ((reference: WeakReference<R>) => void) | undefined

  constructor(owner: WeakReferences<R>, target: R, callback: ((reference: WeakReference<R>) => void) | undefined) {
    this.owner = owner
    this.target = target
    this.callback = callback
  }

  /** The object, or nil when it is gone. */
  get ref(): R {
    return this.target
  }

  /** Ends the reference: its callback will not be called. */
  release(): void {
    this.target = this.owner.nil
  }
}

export class WeakReferences<R> {
  readonly nil: R
  private readonly model: Model<R>
  private old: WeakReference<R>[] = []
  private young: WeakReference<R>[] = []
  private due: WeakReference<R>[] = []
  /** Under a counting collector, instead of the lists: the references to each object. */
  private index: Map<R, WeakReference<R>[]> | null = null

  constructor(model: Model<R>) {
    this.model = model
    this.nil = model.nil
  }

  make(ref: R, callback?: (reference: WeakReference<R>) => void): WeakReference<R> {
    const reference = new WeakReference(this, ref, callback)
    if (ref === this.nil) return reference
    this.model.setFlags(ref, this.model.flags(ref) | WATCHED)
    if (this.index === null) this.young.push(reference)
    else {
      const references = this.index.get(ref)
      if (references === undefined) this.index.set(ref, [reference])
      else references.push(reference)
    }
    return reference
  }

  /** Objects will die one by one, and stay in their places. */
  useIndex(): void {
    this.index = new Map()
  }

  /** Clears references to what was not reached, and has the others follow their objects; answers how many were cleared. */
  update(reach: Reach<R>, youngOnly: boolean): number {
    let cleared = 0
    if (this.index !== null) {
      for (const ref of this.index.keys()) if (!reach.reached(ref)) cleared += this.died(ref)
      return cleared
    }
    const keep: WeakReference<R>[] = youngOnly ? this.old : []
    const lists = youngOnly ? [this.young] : [this.old, this.young]
    for (const list of lists) {
      for (const reference of list) {
        const { target } = reference
        if (target === this.nil) continue
        if (reach.reached(target)) {
          reference.target = reach.location(target)
          keep.push(reference)
        } else {
          cleared++
          this.clear(reference)
        }
      }
    }
    this.old = keep
    this.young = []
    return cleared
  }

  /** Has references follow objects that all live. */
  move(visitor: Visitor<R>): void {
    for (const list of [this.old, this.young])
      for (const reference of list) reference.target = visitor.visit(reference.target)
  }

  /** One object has died: clears the references to it. */
  died(ref: R): number {
    const references = this.index!.get(ref)
    if (references === undefined) return 0
    this.index!.delete(ref)
    let cleared = 0
    for (const reference of references) {
      if (reference.target === this.nil) continue
      cleared++
      this.clear(reference)
    }
    return cleared
  }

  private clear(reference: WeakReference<R>): void {
    reference.target = this.nil
    if (reference.callback !== undefined) this.due.push(reference)
  }

  /** Whether there are callbacks to be called. */
  get hasDue(): boolean {
    return this.due.length > 0
  }

  /** Calls the callbacks of references that were cleared, the latest made first, as CPython does. */
  runCallbacks(onError: (error: unknown) => void): void {
    while (this.due.length > 0) {
      const reference = this.due.pop()!
      try {
        reference.callback!(reference)
      } catch (error) {
        onError(error)
      }
    }
  }

  each(see: (reference: WeakReference<R>) => void): void {
    const lists = this.index === null ? [this.old, this.young] : this.index.values()
    for (const list of lists) for (const reference of list) if (reference.target !== this.nil) see(reference)
  }
}

/** A table that keeps its values for its keys' sake. With nil values, a weak set. */
export class EphemeronTable<R> {
  private readonly owner: EphemeronTables<R>
  private map = new Map<R, R>()
  private young: R[] = []

  constructor(owner: EphemeronTables<R>) {
    this.owner = owner
  }

  get size(): number {
    return this.map.size
  }

  /** The value, nil when there is none. */
  get(key: R): R {
    return this.map.get(key) ?? this.owner.nil
  }

  has(key: R): boolean {
    return this.map.has(key)
  }

  set(key: R, value: R): void {
    const { owner } = this
    if (key === owner.nil) throw new RangeError('nil is no key of an ephemeron table')
    const { counter } = owner
    if (counter !== null) {
      counter.increment(value)
      counter.decrement(this.get(key))
    }
    owner.model.setFlags(key, owner.model.flags(key) | WATCHED)
    this.map.set(key, value)
    this.young.push(key)
  }

  delete(key: R): boolean {
    if (this.owner.counter !== null) this.owner.counter.decrement(this.get(key))
    return this.map.delete(key)
  }

  keys(): IterableIterator<R> {
    return this.map.keys()
  }

  entries(): IterableIterator<[R, R]> {
    return this.map.entries()
  }

  /** Ends the table. */
  release(): void {
    for (const key of this.map.keys()) this.delete(key)
    this.owner.tables.delete(this)
  }

  /** Reaches the values of keys that are reached; answers whether there were any. */
  trace(reach: Reach<R>): boolean {
    let more = false
    for (const [key, value] of this.map) {
      if (reach.reached(value) || !reach.reached(key)) continue
      reach.visit(value)
      more = true
    }
    return more
  }

  /** Drops the entries of keys that were not reached; the others follow their objects. */
  update(reach: Reach<R>): void {
    const { map } = this
    this.young = []
    this.map = new Map()
    for (const [key, value] of map) if (reach.reached(key)) this.map.set(reach.location(key), reach.location(value))
  }

  traceYoung(reach: Reach<R>): void {
    for (const key of this.young) reach.visit(this.get(key))
  }

  updateYoung(reach: Reach<R>): void {
    for (const key of this.young) {
      const value = this.map.get(key)
      if (value === undefined) continue
      this.map.delete(key)
      if (reach.reached(key)) this.map.set(reach.location(key), reach.location(value))
    }
    this.young = []
  }

  move(visitor: Visitor<R>): void {
    const { map } = this
    this.young = []
    this.map = new Map()
    for (const [key, value] of map) this.map.set(visitor.visit(key), visitor.visit(value))
  }

  forget(reach: Reach<R>): void {
    for (const key of this.map.keys()) if (!reach.reached(key)) this.delete(key)
  }

  visitValues(visitor: Visitor<R>): void {
    for (const value of this.map.values()) visitor.visit(value)
  }
}

export class EphemeronTables<R> {
  readonly model: Model<R>
  readonly nil: R
  counter: Counter<R> | null = null
  readonly tables = new Set<EphemeronTable<R>>()

  constructor(model: Model<R>) {
    this.model = model
    this.nil = model.nil
  }

  make(): EphemeronTable<R> {
    const table = new EphemeronTable(this)
    this.tables.add(table)
    return table
  }

  /** One object has died: drops the entries that have it as key. */
  died(ref: R): void {
    for (const table of this.tables) if (table.has(ref)) table.delete(ref)
  }

  /** Reaches all values whose keys are reached, until that reaches no further key. */
  trace(reach: Reach<R>): void {
    for (let more = this.tables.size > 0; more;) {
      more = false
      for (const table of this.tables) if (table.trace(reach)) more = true
      reach.drain()
    }
  }
}
