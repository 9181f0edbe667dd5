/**
 * Facts that compiled traces rely on without testing them: that a global variable is not assigned, that a method is not replaced. Whoever
 * changes the fact calls `invalidate`, and traces that watched it leave at their next `guard_not_invalidated`, which costs one load.
 * PyPy: quasi-immutable fields, rpython/jit/metainterp/quasiimmut.py.
 *
 * What must stay true: after `invalidate` no trace runs past a check that stands between the change and the next use of the fact.
 */

/** What can be told that it relies on something that is no longer so. */
export interface Watcher {
  invalidate(): void
}

/** One fact. */
export class Invalidator {
  private watchers: WeakRef<Watcher>[] = []

  /** `watcher` will hear of the change; it is not kept alive. */
  watch(watcher: Watcher): void {
    if (this.watchers.some((known) => known.deref() === watcher)) return
    this.watchers = this.watchers.filter((known) => known.deref() !== undefined)
    this.watchers.push(new WeakRef(watcher))
  }

  /** The fact has changed. */
  invalidate(): void {
    const watchers = this.watchers
    if (watchers.length === 0) return
    this.watchers = []
    for (const watcher of watchers) watcher.deref()?.invalidate()
  }
}
