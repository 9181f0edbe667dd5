/**
 * Where a trace begins: what a program holds outside the heap.
 *
 * A reference in a local variable of JavaScript is good until the next allocation or collection: then its object may have been moved, or freed. What
 * has to live longer stands in one of these:
 *
 * - the stack: `push` before a call that may allocate, `pop` after it. The cheapest, and what a compiler or interpreter wants;
 * - a handle in a scope: `heap.scope(scope => …)` ends all its handles at once, `escape` hands one result to the scope outside;
 * - a handle from `keep`, which lives until it is released;
 * - a provider, asked for its references at each collection: for roots that stand in a structure of the program's own;
 * - `heap.freeze()`, which keeps all there is.
 *
 * Under a counting collector all but providers count; these do not, and are asked before anything is freed.
 */
import type { Visitor } from './model.ts'

/** What counts references, if anything does. */
export interface Counter<R> {
  increment(ref: R): void
  decrement(ref: R): void
}

export interface RootProvider<R> {
  visitRoots(visitor: Visitor<R>): void
}

/** A variable that the collector knows. */
export class Handle<R> {
  private readonly roots: Roots<R>
  /** For the collector; programs use `ref`. */
  value: R

  constructor(roots: Roots<R>, value: R) {
    this.roots = roots
    this.value = value
    if (roots.counter !== null) roots.counter.increment(value)
  }

  get ref(): R {
    return this.value
  }

  set ref(ref: R) {
    const { counter } = this.roots
    if (counter !== null) {
      counter.increment(ref)
      counter.decrement(this.value)
    }
    this.value = ref
  }

  /** Lets go of a handle that `keep` has made. */
  release(): void {
    this.roots.release(this)
  }
}

/** Handles that end together. */
export class Scope<R> {
  private readonly roots: Roots<R>
  private readonly outer: Scope<R> | null
  readonly handles: Handle<R>[] = []

  constructor(roots: Roots<R>, outer: Scope<R> | null) {
    this.roots = roots
    this.outer = outer
  }

  handle(ref: R): Handle<R> {
    const handle = new Handle(this.roots, ref)
    this.handles.push(handle)
    return handle
  }

  /** A handle in the scope outside this one; where there is none, one that has to be released. */
  escape(ref: R): Handle<R> {
    return this.outer === null ? this.roots.keep(ref) : this.outer.handle(ref)
  }

  close(): void {
    this.roots.close(this)
  }
}

export class Roots<R> {
  counter: Counter<R> | null = null
  readonly providers = new Set<RootProvider<R>>()
  private readonly nil: R
  private readonly stack: R[] = []
  private readonly kept = new Set<Handle<R>>()
  private readonly scopes: Scope<R>[] = []
  /** Objects that live until they are thawed. They are old: minor collections do not ask for them. */
  private frozen: R[] = []

  constructor(nil: R) {
    this.nil = nil
  }

  /** Puts a reference on the stack; answers its index. */
  push(ref: R): number {
    if (this.counter !== null) this.counter.increment(ref)
    return this.stack.push(ref) - 1
  }

  pop(): R {
    const ref = this.stack.pop()
    if (ref === undefined) throw new RangeError('the stack of roots is empty')
    if (this.counter !== null) this.counter.decrement(ref)
    return ref
  }

  get(index: number): R {
    return this.stack[index]
  }

  set(index: number, ref: R): void {
    if (!(index >= 0 && index < this.stack.length)) throw new RangeError(`the stack of roots has no ${index}`)
    if (this.counter !== null) {
      this.counter.increment(ref)
      this.counter.decrement(this.stack[index])
    }
    this.stack[index] = ref
  }

  get depth(): number {
    return this.stack.length
  }

  /** Drops what was pushed since the stack was `depth` high. */
  unwind(depth: number): void {
    while (this.stack.length > depth) this.pop()
  }

  /** A handle that lives until it is released. */
  keep(ref: R): Handle<R> {
    const handle = new Handle(this, ref)
    this.kept.add(handle)
    return handle
  }

  release(handle: Handle<R>): void {
    if (!this.kept.delete(handle)) throw new RangeError('only what keep() has made is released, and once')
    handle.ref = this.nil
  }

  open(): Scope<R> {
    const { scopes } = this
    const scope = new Scope(this, scopes.length > 0 ? scopes[scopes.length - 1] : null)
    scopes.push(scope)
    return scope
  }

  /** Ends a scope, and those opened in it that have not ended. */
  close(scope: Scope<R>): void {
    const at = this.scopes.lastIndexOf(scope)
    if (at < 0) throw new RangeError('this scope has been closed')
    for (const ended of this.scopes.splice(at).reverse()) for (const handle of ended.handles) handle.ref = this.nil
  }

  /** Keeps old objects until `thaw`. */
  freeze(refs: readonly R[]): void {
    if (this.counter !== null) for (const ref of refs) this.counter.increment(ref)
    this.frozen = [...this.frozen, ...refs]
  }

  thaw(): void {
    const { counter, frozen } = this
    this.frozen = []
    if (counter !== null) for (const ref of frozen) counter.decrement(ref)
  }

  get frozenCount(): number {
    return this.frozen.length
  }

  isFrozen(): (ref: R) => boolean {
    const all = new Set(this.frozen)
    return (ref) => all.has(ref)
  }

  /** Visits everything but the providers: what a counter has counted. */
  visitCounted(visitor: Visitor<R>): void {
    this.visitYoung(visitor)
    const { frozen } = this
    for (let i = 0; i < frozen.length; i++) frozen[i] = visitor.visit(frozen[i])
  }

  /** The same without what is frozen. */
  private visitYoung(visitor: Visitor<R>): void {
    const { stack } = this
    for (let i = 0; i < stack.length; i++) stack[i] = visitor.visit(stack[i])
    for (const handle of this.kept) handle.value = visitor.visit(handle.value)
    for (const scope of this.scopes) for (const handle of scope.handles) handle.value = visitor.visit(handle.value)
  }

  visit(visitor: Visitor<R>): void {
    this.visitCounted(visitor)
    for (const provider of this.providers) provider.visitRoots(visitor)
  }

  /** What may refer to young objects. */
  visitForMinor(visitor: Visitor<R>): void {
    this.visitYoung(visitor)
    for (const provider of this.providers) provider.visitRoots(visitor)
  }
}
