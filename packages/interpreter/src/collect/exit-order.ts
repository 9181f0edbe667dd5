// In which order objects do what they have to do when the program ends: as they would be met by CPython, which lets go of `__main__` first.
//
// A namespace that nothing refers to goes as a dict goes: variable after variable, each with what only it led to. Where something leads back to it,
// and a function that it has does, the collector finds all that is left of all modules at once: it goes from object to object, what is nearer to the
// modules first. Lists and tuples are gone through from their ends. What no module leads to was dropped before, and comes first, the oldest before others.
// CPython: Python/pylifecycle.c (finalize_modules), Python/gc.c (move_unreachable), Objects/listobject.c (list_traverse)
import { isObject, type W_Dict, W_List, W_Module, type W_Object, W_Tuple, W_Type } from '@typhon/objspace'
import { loadedModules } from './census.ts'
import { eachPart } from './parts.ts'

/** So many objects are looked at for the sake of the order. */
const MOST = 100_000

/** Looks for objects from others on. */
class Search {
  readonly order: W_Object[] = []
  private readonly wanted: Set<W_Object>
  private readonly seen = new Set<W_Object>()

  constructor(wanted: readonly W_Object[]) {
    this.wanted = new Set(wanted)
  }

  get isOver(): boolean {
    return this.wanted.size === 0 || this.isExhausted
  }

  /** Too much was looked at to go on. */
  get isExhausted(): boolean {
    return this.seen.size > MOST
  }

  /** Whether an object is met for the first time. */
  meet(w: W_Object): boolean {
    if (this.seen.has(w)) return false
    this.seen.add(w)
    if (this.wanted.delete(w)) this.order.push(w)
    return true
  }

  /** What is nearer comes first. */
  byDistance(from: W_Object): void {
    const open = [from]
    for (let i = 0; i < open.length && !this.isOver; i++)
      eachInOrder(open[i], (part) => {
        if (this.meet(part)) open.push(part)
      })
  }

  /** What each variable leads to comes before the next one. */
  byVariable(namespace: W_Dict): void {
    const open = partsOf(namespace).reverse()
    for (let w = open.pop(); w !== undefined && !this.isOver; w = open.pop()) {
      if (w instanceof W_Module || w instanceof W_Type || !this.meet(w)) continue
      open.push(...partsOf(w).reverse())
    }
  }
}

function partsOf(w: W_Object): W_Object[] {
  const parts: W_Object[] = []
  eachInOrder(w, (part) => parts.push(part))
  return parts
}

function eachInOrder(w: W_Object, see: (w: W_Object) => void): void {
  if (w instanceof W_List || w instanceof W_Tuple)
    for (let i = w.items.length - 1; i >= 0; i--) {
      const item = w.items[i]
      if (isObject(item)) see(item)
    }
  eachPart(w, see)
}

/** Whether something that the variables lead to, but for modules, leads back to the namespace. */
function isInCycle(namespace: W_Dict): boolean {
  const seen = new Set<W_Object>()
  const open = partsOf(namespace)
  for (let w = open.pop(); w !== undefined && seen.size < MOST; w = open.pop()) {
    if (w === namespace) return true
    if (w instanceof W_Module || seen.has(w)) continue
    seen.add(w)
    eachPart(w, (part) => open.push(part))
  }
  return false
}

/** Objects, which are given with the oldest first, in the order in which they go at the end. */
export function inOrderOfEnd(objects: readonly W_Object[]): W_Object[] {
  const modules = loadedModules()
  if (objects.length < 2 || modules === undefined) return [...objects]
  const search = new Search(objects)
  const main = modules.getStr('__main__')
  if (main instanceof W_Module && !isInCycle(main.dict)) search.byVariable(main.dict)
  search.byDistance(modules)
  const met = new Set(search.order)
  const others = objects.filter((w) => !met.has(w))
  return search.isExhausted ? [...search.order, ...others] : [...others, ...search.order]
}
