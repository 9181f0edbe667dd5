// All objects that can be reached: from what runs, the modules and the classes.
//
// A census serves questions (gc.get_objects, gc.get_referrers), and the collectors that tell how much garbage they found. These count
// at each collection what is there and new, so that the next one can tell what is missing. What has survived several times is old, and not
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

/** Goes from object to object. V8 may be compiling `see`, and hold the walk meanwhile: who is done with what was found clears that. */
class Walk {
  readonly found = new Set<W_Object>()
  private readonly open: W_Object[] = []
  private readonly except: { has(w: W_Object): boolean } | null
  /** Whether classes lead to their subclasses, which they do not hold. */
  private readonly isDown: boolean
  readonly see = (w: W_Object): void => {
    // Asking whether it is there before adding it would be the other half of a walk's time.
    const { found } = this
    const { size } = found
    found.add(w)
    if (found.size === size) return
    if (this.except?.has(w) === true) found.delete(w)
    else this.open.push(w)
  }

  constructor(except: { has(w: W_Object): boolean } | null, isDown: boolean) {
    this.except = except
    this.isDown = isDown
  }

  run(): Set<W_Object> {
    const { open, see } = this
    const modules = loadedModules()
    if (modules !== undefined) see(modules)
    see(objectType)
    runningFrames().forEach(see)
    for (let w = open.pop(); w !== undefined; w = open.pop()) {
      eachPart(w, see)
      if (this.isDown && w instanceof W_Type)
        for (const ref of w.subclasses) {
          const subclass = ref.deref()
          if (subclass !== undefined) see(subclass)
        }
    }
    return this.found
  }
}

/** All objects that are found; `except` are not looked at, nor what only they lead to. */
export function reachable(except: { has(w: W_Object): boolean } | null = null): Set<W_Object> {
  return new Walk(except, true).run()
}

/** The objects that are found to be held by what runs or a module: V8 need not be asked about them. */
export function surelyHeld(): Set<W_Object> {
  return new Walk(null, false).run()
}

/** The objects that gc.get_objects lists. */
export function trackedObjects(): W_Object[] {
  const found = reachable()
  const tracked = [...found].filter(isTracked)
  found.clear()
  return tracked
}

/** What is known of an object that is or was counted. */
class Life {
  /** Null for an old one. */
  handle: WeakRef<W_Object> | null
  /** In how many collections it has been found, and the same for gc.get_objects(generation=n). */
  rounds = 0
  age = 0
  /** The census or look that has found it last. */
  seen = 0

  constructor(w: W_Object) {
    this.handle = new WeakRef(w)
  }
}

const lives = new WeakMap<W_Object, Life>()
/** What was there in the first census, or was put aside by gc.freeze(), and is never counted; and its generation. */
const initial = new WeakSet<W_Object>()
let initialAge = 0
let hasBegun = false
/** The number of the last census or look. */
let looks = 0

/** Whether an object is not counted any more. */
export function isOld(w: W_Object): boolean {
  return initial.has(w) || lives.get(w)?.handle === null
}

export function generationOf(w: W_Object): number {
  return lives.get(w)?.age ?? (initial.has(w) ? initialAge : 0)
}

/** Those who were counted after the last collection. */
let counted: Life[] = []
/** Code that has run, as found by the last census. */
let codes: WeakRef<W_Code>[] = []
/** After so many collections an object is old. */
const LASTING = 6

/** Counts what is there and new. Objects of generations up to `generation` grow older. */
export function takeCensus(generation: number): void {
  const found = reachable()
  looks++
  counted = []
  codes = []
  growInitial(generation)
  for (const w of found) {
    if (w instanceof W_Code && w.caches.length > 0) codes.push(new WeakRef(w))
    if (!hasBegun) initial.add(w)
    if (initial.has(w) || !isTracked(w)) continue
    const life = lifeOf(w)
    life.seen = looks
    count(life, generation)
  }
  hasBegun = true
  found.clear()
}

function growInitial(generation: number): void {
  if (initialAge <= generation) initialAge = Math.min(initialAge + 1, 2)
}

function lifeOf(w: W_Object): Life {
  let life = lives.get(w)
  if (life === undefined) lives.set(w, (life = new Life(w)))
  return life
}

function count(life: Life, generation: number): void {
  if (life.age <= generation) life.age = Math.min(life.age + 1, 2)
  if (life.handle === null) return
  if (++life.rounds > LASTING) life.handle = null
  else counted.push(life)
}

function look(found: ReadonlySet<W_Object>): void {
  looks++
  for (const w of found) {
    const life = lives.get(w)
    if (life !== undefined) life.seen = looks
  }
}

/** Those of the counted who are not among `found`, as far as they are still there. */
export function countedBut(found: ReadonlySet<W_Object>): W_Object[] {
  look(found)
  const rest: W_Object[] = []
  for (const { seen, handle } of counted) {
    const w = seen === looks ? undefined : handle?.deref()
    if (w !== undefined) rest.push(w)
  }
  return rest
}

/** The same without another census to come: those who are found, and `more` of them, are counted now. */
export function countAgain(generation: number, found: ReadonlySet<W_Object>, more: readonly W_Object[]): W_Object[] {
  const rest = countedBut(found)
  const before = counted
  counted = []
  growInitial(generation)
  for (const life of before) if (life.seen === looks) count(life, generation)
  for (const w of more) {
    const life = lifeOf(w)
    if (life.seen !== looks) count(life, generation)
    life.seen = looks
  }
  return rest
}

/** Has code that is not hot let go of classes that nothing else may refer to: what runs, and what the last census found. */
export function forgetClasses(): void {
  for (const frame of runningFrames()) frame.code.forgetClasses()
  for (const handle of codes) handle.deref()?.forgetClasses()
}

/** Objects that gc.freeze() has put aside. */
let frozen: WeakRef<W_Object>[] = []

export function freeze(): void {
  for (const w of trackedObjects()) {
    if (isObject(w)) frozen.push(new WeakRef(w))
    initial.add(w)
  }
}

export function unfreeze(): void {
  frozen = []
}

export function frozenCount(): number {
  return frozen.filter((handle) => handle.deref() !== undefined).length
}
