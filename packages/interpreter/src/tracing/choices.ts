// What a place in the code chooses among in the rounds that are recorded: functions that a call goes into, names of attributes, classes. Each is a
// bridge, and from some number on telling them apart one by one takes longer than what all of them have in common.
import type * as Jit from '@typhon/jit'
import { latestVersion, type W_Type } from '@typhon/objspace'
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

/** So many classes that are younger than a tree it may be specialised for. */
const MOST_YOUNG = 16

/** The classes that a tree has met which were made after it was begun: each is a bridge, and a program may make them for ever. */
interface Young {
  /** How old the last class was when the tree was begun. */
  readonly since: number
  /** Null where there were too many. */
  classes: Set<W_Type> | null
}

const young = new WeakMap<Jit.Location, Young>()

/**
 * Whether a class is one of too many that were made while there was the tree, none of which is likely to come again. When that is found out the tree
 * was made in vain.
 */
export function isPassing(t: Tracer, type: W_Type): boolean {
  const { tree } = t.r
  if (tree === null) return false
  const met = entryOf(young, tree, () => ({ since: latestVersion(), classes: new Set<W_Type>() }))
  if (type.madeAt <= met.since) return false
  if (met.classes === null) return true
  if (met.classes.add(type).size <= MOST_YOUNG) return false
  met.classes = null
  t.r.startAnew('classes that are made again and again')
  return true
}

function entryOf<K, V>(map: { get(key: K): V | undefined; set(key: K, value: V): unknown }, key: K, make: () => V): V {
  let entry = map.get(key)
  if (entry === undefined) map.set(key, (entry = make()))
  return entry
}
