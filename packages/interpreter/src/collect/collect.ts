// Collecting: V8 says what is gone; callbacks of weak references to it are called, and what had something to do before it went
// is made again and does it (see likeness.ts). CPython: Python/gc.c (gc_collect_main)
//
// Besides gc.collect(), this runs when many such objects have been made since the last time; the interpreter does it where it looks up.
// The collector `host` knows of these objects only. The others (--gc) take a census as well, and tell how much garbage there was.
//
// What must stay true: while V8 collects, neither variables here nor the lists hold an object that is watched.
import {
  escapeAll,
  endings,
  type Ending,
  host,
  onRestart,
  Special,
  type Value,
  W_MethodDescriptor,
  W_Module,
  type W_Object,
  W_Type,
} from '@typhon/objspace'
import { warnOfUnawaited, watchUnawaited } from '../objects/unawaited.ts'
import { FINISHED, W_Generator } from '../objects/generator.ts'
import { followOwned } from '../prompt/follow.ts'
import { runSoon } from '../threads/scheduler.ts'
import { countedObjects, forgetClasses, loadedModules, old, runningFrames, takeCensus } from './census.ts'
import { finalize, isFinalized } from './finalize.ts'
import { cyclic } from './garbage.ts'
import { type Kept, type Note, takeDown } from './likeness.ts'

/** The collectors by name; those of PyPy's names count what they find. `prompt` is `host`, and finalizes what frames drop (see prompt/). */
export const COLLECTORS = ['host', 'prompt', 'marksweep', 'generation', 'incminimark'] as const

class Collection {
  /** Memory is collected without being asked for. */
  isAutomatic = true
  /** The program has ended. */
  isAtEnd = false
  /** Garbage is counted. */
  counts = false
  /** What is found dead is kept for the program to look at: gc.DEBUG_SAVEALL. */
  savesAll = false
  /** What an automatic collection does. */
  run: () => void = () => void collectGarbage(0)
}

export const collection = new Collection()

// A program may have been run to its end where the interpreter was made ahead.
onRestart(() => {
  collection.isAtEnd = false
})

/** Chooses a collector; false for a name that none has. */
export function chooseCollector(name: string): boolean {
  if (!(COLLECTORS as readonly string[]).includes(name)) return false
  if (name === 'prompt') followOwned()
  collection.counts = name !== 'host' && name !== 'prompt'
  endings.notesAll = collection.counts
  return true
}

/** What a collection came to. */
export interface Found {
  /** Objects that were garbage and are gone; where nothing is counted, those that had something to do. */
  readonly collected: number
  /** Garbage that is kept, for DEBUG_SAVEALL. */
  readonly saved: readonly Value[]
}

/** What is watched and was not noted lately, the oldest first. */
let watched: WeakRef<W_Object>[] = []

const LEAST = endings.room

/** Collects soon, unless most of what was noted has nothing to do any more. */
endings.full = () => {
  const before = endings.fresh.length
  endings.fresh = endings.fresh.filter((w) => !isOver(w))
  if (before > 0) endings.load *= endings.fresh.length / before
  if (endings.load < endings.room / 2) return
  endings.load = 0
  if (collection.isAutomatic) runSoon(collection.run)
}

/** Whether nothing has to be done for an object when it goes. */
function isOver(w: W_Object): boolean {
  if (isFinalized(w)) return true
  if (w instanceof W_Generator) return w.state === FINISHED
  const { type } = w.shape
  const method = type.special(Special.del)
  if (method === undefined) return !collection.counts || old.has(w)
  return (!type.heap || method instanceof W_MethodDescriptor) && (w as Partial<Ending>).isOver === true
}

/** Whether an object is noted only to be counted. */
function hasNoEnd(w: W_Object): boolean {
  return collection.counts && !(w instanceof W_Generator) && w.shape.type.special(Special.del) === undefined
}

/** What is watched and has something to do, the oldest first. */
function allWatched(): W_Object[] {
  const seen = new Set<W_Object>()
  for (const handle of watched) {
    const w = handle.deref()
    if (w !== undefined && !isOver(w)) seen.add(w)
  }
  for (const w of endings.fresh) if (!isOver(w)) seen.add(w)
  endings.fresh = []
  watched = []
  return [...seen]
}

/** What surely lives, and leads everywhere: frames that run, the namespaces of modules, and what is old where garbage is counted. */
function surelyAlive(): Kept {
  const alive = new Set<object>(runningFrames())
  const modules = loadedModules()
  if (modules !== undefined) {
    alive.add(modules)
    for (const module of modules.values) if (module instanceof W_Module) alive.add(module.dict)
  }
  return collection.counts ? { has: (object) => alive.has(object) || old.has(object as W_Object) } : alive
}

/** What is remembered of the heap while memory is collected. */
interface Memory {
  readonly ending: readonly Note[]
  /** What is noted only to be counted. */
  readonly quiet: readonly WeakRef<W_Object>[]
  /** All notes, where garbage is counted. */
  readonly all: readonly Note[]
  readonly classes: readonly WeakRef<W_Type>[]
}

/** Functions in here have no variables of this one: V8 may be compiling one, and hold them meanwhile. */
function remember(): Memory {
  const objects = allWatched()
  const ending = objects.filter((w) => !hasNoEnd(w))
  const quiet = objects.filter(hasNoEnd)
  const others = collection.counts ? countedObjects() : []
  const counted = others.filter((w) => !(w instanceof W_Type))
  if (objects.length + others.length === 0) return { ending: [], quiet: [], all: [], classes: [] }
  const rest = [...quiet, ...counted]
  const kept = surelyAlive()
  const notes = collection.savesAll ? takeDown([...ending, ...rest], [], kept) : takeDown(ending, rest, kept)
  return {
    ending: notes.of.slice(0, ending.length),
    quiet: quiet.map((w) => new WeakRef(w)),
    all: collection.counts ? notes.all : [],
    classes: others.filter((w) => w instanceof W_Type).map((w) => new WeakRef(w)),
  }
}

/** Those that are gone, each before what it refers to; the oldest first where that leaves a choice. */
function inOrder(gone: readonly Note[]): Note[] {
  const isWatched = new Set(gone)
  const seen = new Set<Note>()
  const order: Note[] = []
  for (const root of [...gone].reverse()) {
    if (seen.has(root)) continue
    seen.add(root)
    const stack = [{ note: root, parts: root.parts() }]
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.parts.next()
      if (next.done === true) {
        if (isWatched.has(top.note)) order.push(top.note)
        stack.pop()
      } else if (!seen.has(next.value) && next.value.isGone) {
        seen.add(next.value)
        stack.push({ note: next.value, parts: next.value.parts() })
      }
    }
  }
  return order.reverse()
}

let collecting = false

/** Has V8 collect and does what is to be done for what is gone. */
export function collectGarbage(generation: number): Found {
  if (collecting) return { collected: 0, saved: [] }
  collecting = true
  try {
    watchUnawaited()
    if (collection.counts) forgetClasses()
    const memory = remember()
    host().memory.collect()
    endings.callbacks()
    warnOfUnawaited()
    const garbage = cyclic(memory.all.filter((note) => note.isGone))
    const deadClasses = memory.classes.filter((handle) => handle.deref() === undefined).length
    const dying: Note[] = []
    for (const note of memory.ending) {
      if (note.isGone) dying.push(note)
      else watched.push(note.handle as WeakRef<W_Object>)
    }
    watched.push(...memory.quiet)
    endings.load = 0
    endings.room = Math.max(LEAST, watched.length)
    host().memory.endJob()
    const returned = finalizeAgain(dying, garbage, memory.all)
    const saved = collection.savesAll ? garbage.map((note) => note.revive() as W_Object) : []
    if (collection.counts) takeCensus(generation)
    const collected = collection.counts ? garbage.length + deadClasses - returned : dying.length
    return { collected: saved.length > 0 ? 0 : collected, saved }
  } finally {
    collecting = false
  }
}

/** Has what is gone do what it has to do; where garbage is counted, how much of it has come back. */
function finalizeAgain(dying: readonly Note[], garbage: readonly Note[], all: readonly Note[]): number {
  if (dying.length === 0) return 0
  finalizeInOrder(dying)
  if (!collection.counts || collection.savesAll) return 0
  const back = garbage.map((note) => note.forget()).filter((handle) => handle !== undefined)
  for (const note of all) note.forget()
  host().memory.collect()
  return back.filter((handle) => handle.deref() !== undefined).length
}

function finalizeInOrder(dying: readonly Note[]): void {
  for (const w of inOrder(dying).map((note) => note.revive() as W_Object)) finalize(w)
}

/** At the end of the program: all that is watched does what it has to do, each before what it refers to. */
export function finalizeAll(): void {
  collection.isAtEnd = true
  escapeAll()
  for (let round = 0; round < 3; round++) {
    const objects = allWatched()
    if (objects.length === 0) return
    objects.forEach(finalize)
  }
}
