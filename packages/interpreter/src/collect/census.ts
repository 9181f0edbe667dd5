// All objects that can be reached: from what runs, the modules and the classes.
//
// A census serves questions (gc.get_objects, gc.get_referrers), and the collectors that tell how much garbage they found. These count
// after each collection what is there and new, so that the next one can tell what is missing. What has survived several times is old, and not
// counted any more. Generations are those of gc.get_objects: how often an object was there.
//
// What must stay true: between collections an object is held weakly.
import type { W_Object } from '@typhon/objspace'
import { hooks, isObject, objectType, W_Dict, W_Module, W_Type } from '@typhon/objspace'
import { context } from '../eval/context.ts'
import { W_Code } from '../objects/code.ts'
import type { Frame } from '../objects/frame.ts'
import { liveThreads } from '../threads/scheduler.ts'
import { eachPart, isTracked } from './parts.ts'

/** The frames that run or wait in a thread. */
export function runningFrames(): Frame[] {
  const frames = new Set<Frame>()
  for (const top of [context.frame, ...liveThreads().map((thread) => thread.frame)])
    for (let f = top; f !== null && !frames.has(f); f = f.back) frames.add(f)
  return [...frames]
}

/** sys.modules. */
export function loadedModules(): W_Dict | undefined {
  const sys = hooks.loadedModule('sys')
  const modules = sys instanceof W_Module ? sys.dict.getStr('modules') : undefined
  return modules instanceof W_Dict ? modules : undefined
}

/** All objects that are found; `except` are not looked at, nor what only they lead to. */
export function reachable(except: { has(w: W_Object): boolean } = new Set()): Set<W_Object> {
  const found = new Set<W_Object>()
  const open: W_Object[] = []
  const see = (w: W_Object): void => {
    if (found.has(w) || except.has(w)) return
    found.add(w)
    open.push(w)
  }
  const modules = loadedModules()
  if (modules !== undefined) see(modules)
  see(objectType)
  runningFrames().forEach(see)
  for (let w = open.pop(); w !== undefined; w = open.pop()) {
    eachPart(w, see)
    if (w instanceof W_Type)
      for (const ref of w.subclasses) {
        const subclass = ref.deref()
        if (subclass !== undefined) see(subclass)
      }
  }
  return found
}

/** The objects that gc.get_objects lists. */
export function trackedObjects(): W_Object[] {
  const found = reachable()
  const tracked = [...found].filter(isTracked)
  found.clear()
  return tracked
}

/** In how many collections an object has been found, for those that gc.get_objects is asked about by generation. */
const ages = new WeakMap<W_Object, number>()

export function generationOf(w: W_Object): number {
  return ages.get(w) ?? 0
}

/** Objects of generations up to `generation` survive a collection. */
export function growOlder(objects: Iterable<W_Object>, generation: number): void {
  for (const w of objects) {
    const age = generationOf(w)
    if (age <= generation) ages.set(w, Math.min(age + 1, 2))
  }
}

/** What is never counted: what was there in the first census, or was put aside by gc.freeze(). */
export const old = new WeakSet<W_Object>()
let hasBegun = false

/** Those who were counted after the last collection. */
let counted: WeakRef<W_Object>[] = []
/** Code that has run, as found by the last census. */
let codes: WeakRef<W_Code>[] = []
const rounds = new WeakMap<W_Object, number>()
/** After so many collections an object is old. */
const LASTING = 6

/** Counts what is there and new. */
export function takeCensus(generation: number): void {
  const found = reachable()
  growOlder(found, generation)
  counted = []
  codes = []
  for (const w of found) {
    if (w instanceof W_Code && w.caches.length > 0) codes.push(new WeakRef(w))
    if (!hasBegun) old.add(w)
    if (!isTracked(w) || old.has(w)) continue
    const round = (rounds.get(w) ?? 0) + 1
    rounds.set(w, round)
    if (round > LASTING) old.add(w)
    else counted.push(new WeakRef(w))
  }
  hasBegun = true
  // V8 may be compiling a function that was made with it, and hold it meanwhile.
  found.clear()
}

/** Has code that is not hot let go of classes that nothing else may refer to: what runs, and what the last census found. */
export function forgetClasses(): void {
  for (const frame of runningFrames()) frame.code.forgetClasses()
  for (const handle of codes) handle.deref()?.forgetClasses()
}

/** Those who were counted and are still there. */
export function countedObjects(): W_Object[] {
  return counted.map((handle) => handle.deref()).filter((w) => w !== undefined)
}

/** Objects that gc.freeze() has put aside. */
let frozen: WeakRef<W_Object>[] = []

export function freeze(): void {
  for (const w of trackedObjects()) {
    if (isObject(w)) frozen.push(new WeakRef(w))
    old.add(w)
  }
}

export function unfreeze(): void {
  frozen = []
}

export function frozenCount(): number {
  return frozen.filter((handle) => handle.deref() !== undefined).length
}
