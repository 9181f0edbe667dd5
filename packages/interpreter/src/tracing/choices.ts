// What a place in the code chooses among in the rounds that are recorded: functions that a call goes into, names of attributes. Each is a
// bridge, and from some number on telling them apart one by one takes longer than what all of them have in common.
import type * as Jit from '@typhon/jit'
import type { W_Code } from '../objects/code.ts'
import type { Tracer } from './tracer.ts'

export class Choices<T> {
  private readonly trees = new WeakMap<Jit.Location, Map<W_Code, Map<number, Set<T>>>>()

  /** How many things were chosen where the tracer is, with this one, and whether it is chosen for the first time; none as long as there is no tree. */
  add(t: Tracer, choice: T): { readonly count: number; readonly isNew: boolean } {
    const { tree } = t.r
    if (tree === null) return { count: 0, isNew: false }
    const { code, pc } = t.top.frame
    const places = entryOf(this.trees, tree, () => new Map<W_Code, Map<number, Set<T>>>())
    const choices = entryOf(
      entryOf(places, code, () => new Map<number, Set<T>>()),
      pc,
      () => new Set<T>(),
    )
    const isNew = !choices.has(choice)
    choices.add(choice)
    return { count: choices.size, isNew }
  }
}

function entryOf<K, V>(map: { get(key: K): V | undefined; set(key: K, value: V): unknown }, key: K, make: () => V): V {
  let entry = map.get(key)
  if (entry === undefined) map.set(key, (entry = make()))
  return entry
}
