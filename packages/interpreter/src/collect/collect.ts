// Collecting: V8 says what is gone; callbacks of weak references to it are called, and what had something to do before it went
// is made again and does it (see likeness.ts). CPython: Python/gc.c (gc_collect_main)
//
// Besides gc.collect(), this runs when many such objects have been made since the last time, or V8 has collected by itself and memory has
// grown by half; the interpreter does it where it looks up. The collector `host` knows of these objects only. The others (--gc) take a census as well,
// and tell how much garbage there was; they differ in whom V8 is asked about when nobody called gc.collect() (the decision 0019).
//
// What must stay true: while V8 collects, neither variables here nor the lists hold an object that it is asked about; at all other times the
// lists hold what has something to do, since what V8 collects by itself cannot come back.
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
import { beforeCollection, warnOfUnawaited } from '../objects/unawaited.ts'
import { FINISHED, W_Generator } from '../objects/generator.ts'
import { followOwned } from '../prompt/follow.ts'
import { runSoon } from '../threads/scheduler.ts'
import {
  countAgain,
  countedBut,
  forgetClasses,
  isOld,
  loadedModules,
  runningFrames,
  surelyHeld,
  takeCensus,
} from './census.ts'
import { inOrderOfEnd } from './exit-order.ts'
import { finalize, isFinalized } from './finalize.ts'
import { cyclic, inCycles } from './garbage.ts'
import { Marking } from './marking.ts'
import { type Kept, Note, takeDown } from './likeness.ts'

/** The collectors by name; those of PyPy's names count what they find. `prompt` is `host`, and finalizes what frames drop (see prompt/). */
export const COLLECTORS = ['host', 'prompt', 'marksweep', 'generation', 'incminimark'] as const

class Collection {
  /** Memory is collected without being asked for. */
  isAutomatic = true
  /** The program has ended. */
  isAtEnd = false
  /** Garbage is counted. */
  counts = false
  /** Whom V8 is asked about in automatic collections: all, the young, or who was not found by marking in steps. */
  asks: 'of all' | 'of young' | 'in steps' = 'of all'
  /** What is found dead is kept for the program to look at: gc.DEBUG_SAVEALL. */
  savesAll = false
  /** What an automatic collection does. */
  run: () => void = () => void collectGarbage(0, false)
}

export const collection = new Collection()

// A program may have been run to its end where the interpreter was made ahead.
onRestart(() => {
  collection.isAtEnd = false
})

/** Chooses a collector; false for a name that none has. */
export function chooseCollector(name: string): boolean {
  if (!(COLLECTORS as readonly string[]).includes(name)) return false
  // A process that was made ahead may have had another one.
  followOwned(name === 'prompt')
  collection.counts = name !== 'host' && name !== 'prompt'
  collection.asks = name === 'generation' ? 'of young' : name === 'incminimark' ? 'in steps' : 'of all'
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

/** What has survived a collection and has something to do, by how many it has: the last list is of the old. */
const watched: W_Object[][] = [[], [], []]
const OLDEST = 2
/** What is noted only to be counted, and has survived a collection. */
let quiet: WeakRef<W_Object>[] = []

function watchedCount(): number {
  return watched.reduce((n, list) => n + list.length, 0)
}

/** gc.set_threshold: a noted object counts for a tenth of those that CPython counts, which are of all kinds. */
export function setRoom(threshold: number): void {
  least = threshold === 0 ? Infinity : Math.max(threshold * 10, FEWEST)
  endings.room = Math.max(least, watchedCount())
}

let least = endings.room
const FEWEST = 1000

/**
 * Collects soon, unless most of what was noted has nothing to do any more. What is only counted is not counted any more: V8 takes it
 * without being asked.
 */
endings.full = () => {
  const before = endings.fresh.length
  endings.fresh = endings.fresh.filter((w) => (collection.savesAll || !hasNoEnd(w)) && !isOver(w))
  if (before > 0) endings.load *= endings.fresh.length / before
  for (let age = 0; age <= OLDEST; age++) watched[age] = watched[age].filter((w) => !isOver(w))
  if (endings.load < endings.room / 2) return
  endings.load = 0
  if (collection.isAutomatic) runSoon(collection.run)
}

/** What V8 collects by itself is not told to anybody, and what is watched holds memory. */
endings.grown = () => {
  if (collection.isAutomatic && (endings.fresh.length > 0 || watchedCount() > 0)) runSoon(collection.run)
}

/** Whether nothing has to be done for an object when it goes. */
function isOver(w: W_Object): boolean {
  if (isFinalized(w)) return true
  if (w instanceof W_Generator) return w.state === FINISHED
  const { type } = w.shape
  const method = type.special(Special.del)
  if (method === undefined) return !collection.counts || isOld(w)
  return (!type.heap || method instanceof W_MethodDescriptor) && (w as Partial<Ending>).isOver === true
}

/** Whether an object is noted only to be counted. */
function hasNoEnd(w: W_Object): boolean {
  return collection.counts && !(w instanceof W_Generator) && w.shape.type.special(Special.del) === undefined
}

/** Whom V8 is asked about, the oldest first: what has something to do, with its age, and what is only counted. */
interface Asked {
  readonly ending: W_Object[]
  readonly ages: number[]
  readonly counted: W_Object[]
}

/** Takes those up to an age out of the lists, but for what was found by marking. */
function takeWatched(oldest: number, marking: Marking | null): Asked {
  const seen = new Set<W_Object>()
  const asked: Asked = { ending: [], ages: [], counted: [] }
  for (let age = oldest; age >= -1; age--) {
    const found: W_Object[] = []
    for (const w of age < 0 ? endings.fresh : watched[age]) {
      if (seen.has(w) || isOver(w)) continue
      seen.add(w)
      if (hasNoEnd(w)) asked.counted.push(w)
      else if (marking?.has(w) === true) found.push(w)
      else {
        asked.ending.push(w)
        asked.ages.push(age)
      }
    }
    if (age < 0) endings.fresh = found
    else watched[age] = found
  }
  return asked
}

/** What surely lives, and leads everywhere: frames that run, the namespaces of modules, and what is old where garbage is counted. */
function surelyAlive(held: ReadonlySet<object> | null): Kept {
  const alive = new Set<object>(runningFrames())
  const modules = loadedModules()
  if (modules !== undefined) {
    alive.add(modules)
    for (const module of modules.values) if (module instanceof W_Module) alive.add(module.dict)
  }
  if (held === null) return alive
  return { has: (object) => held.has(object) || alive.has(object) || isOld(object as W_Object) }
}

/** What is remembered of the heap while memory is collected. */
interface Memory {
  readonly ending: readonly Note[]
  readonly ages: readonly number[]
  /** All notes, where garbage is counted. */
  readonly all: readonly Note[]
  readonly classes: readonly WeakRef<W_Type>[]
}

/**
 * Functions in here have no variables of this one: V8 may be compiling one, and hold them meanwhile. Where garbage is counted, what is found to be
 * held is not written down.
 */
function remember(oldest: number, isCounting: boolean, isAsked: boolean, marking: Marking | null): Memory {
  const held = isCounting ? surelyHeld() : null
  const memory = rememberAll(takeWatched(oldest, marking), held, isAsked)
  // It may die before the next time, and a function that V8 compiles may hold the walk until then.
  held?.clear()
  return memory
}

function rememberAll(asked: Asked, held: ReadonlySet<W_Object> | null, isAsked: boolean): Memory {
  const back = held === null ? [] : putBack(asked, held)
  const { ending, ages, counted } = asked
  const rest: W_Object[] = []
  const others = held === null ? [] : isAsked ? countedBut(held) : countAgain(0, held, back)
  if (held !== null) {
    for (const handle of quiet) rest.push(...living(handle))
    rest.push(...counted)
    for (const w of others) if (!(w instanceof W_Type)) rest.push(w)
  }
  if (ending.length + rest.length + others.length === 0) return { ending: [], ages, all: [], classes: [] }
  const kept = surelyAlive(held)
  const cyclic = held === null ? rest : inCycles(rest, ending, kept)
  if (held !== null) quiet = (isAsked ? rest : cyclic).map((w) => new WeakRef(w))
  const notes = collection.savesAll ? takeDown([...ending, ...cyclic], [], kept) : takeDown(ending, cyclic, kept)
  return {
    ending: notes.of.slice(0, ending.length),
    ages,
    all: held !== null ? notes.all : [],
    classes: others.filter((w) => w instanceof W_Type).map((w) => new WeakRef(w)),
  }
}

/** V8 is not asked about what is held: it has lived through another collection. Gives those of them who are only counted. */
function putBack(asked: Asked, held: ReadonlySet<W_Object>): W_Object[] {
  const { ending, ages, counted } = asked
  const back: W_Object[] = []
  let n = 0
  ending.forEach((w, i) => {
    if (held.has(w)) watched[Math.min(ages[i] + 1, OLDEST)].push(w)
    else {
      ending[n] = w
      ages[n++] = ages[i]
    }
  })
  ending.length = ages.length = n
  n = 0
  for (const w of counted)
    if (held.has(w)) back.push(w)
    else counted[n++] = w
  counted.length = n
  return back
}

function living(handle: WeakRef<W_Object>): W_Object[] {
  const w = handle.deref()
  return w === undefined || isOver(w) ? [] : [w]
}

/** Those that are gone, each before what it refers to; the oldest first where that leaves a choice. */
function inOrder(gone: readonly Note[]): Note[] {
  const isWatched = new Set(gone)
  const order: Note[] = []
  const stack: Note[] = []
  const places: number[] = []
  for (const root of [...gone].reverse()) {
    if (root.isMet) continue
    root.isMet = true
    stack.push(root)
    places.push(0)
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const part = nextPart(top, places)
      if (part === null) {
        if (isWatched.has(top)) order.push(top)
        stack.pop()
        places.pop()
      } else {
        part.isMet = true
        stack.push(part)
        places.push(0)
      }
    }
  }
  return order.reverse()
}

/** The next of a note's parts that is gone and was not met, from the last of `places` on. */
function nextPart({ values }: Note, places: number[]): Note | null {
  const at = places.length - 1
  for (let i = places[at]; i < values.length; i++) {
    const part = values[i]
    if (!(part instanceof Note) || part.isMet || !part.isGone) continue
    places[at] = i + 1
    return part
  }
  return null
}

let collecting = false

/**
 * Has V8 collect and does what is to be done for what is gone. Where nobody asked for that, young objects may be all that V8 is asked about, and what is
 * only counted is not.
 */
export function collectGarbage(generation: number, isAsked = true): Found {
  if (collecting) return { collected: 0, saved: [] }
  collecting = true
  try {
    finishMajor()
    const isCounting = collection.counts && (isAsked || collection.asks === 'of all' || collection.savesAll)
    const { dying, all, classes } = askHost(isCounting ? OLDEST : generation, isCounting, isAsked, null)
    const garbage = cyclic(all.filter((note) => note.isGone))
    const returned = finalizeAgain(dying, garbage, all)
    const saved = collection.savesAll ? garbage.map((note) => note.revive() as W_Object) : []
    const deadClasses = classes.filter((handle) => handle.deref() === undefined).length
    if (isCounting && isAsked) takeCensus(generation)
    const collected = isCounting ? garbage.length + deadClasses - returned : dying.length
    return { collected: saved.length > 0 ? 0 : collected, saved }
  } finally {
    collecting = false
  }
}

/** What V8 has answered. */
interface Answer {
  readonly dying: readonly Note[]
  readonly all: readonly Note[]
  readonly classes: readonly WeakRef<W_Type>[]
}

/** Has V8 collect; callbacks are called, and warnings given. Survivors grow older. */
function askHost(oldest: number, isCounting: boolean, isAsked: boolean, marking: Marking | null): Answer {
  beforeCollection()
  forgetClasses()
  const memory = remember(oldest, isCounting, isAsked, marking)
  host().memory.collect()
  endings.callbacks()
  warnOfUnawaited()
  const dying: Note[] = []
  memory.ending.forEach((note, i) => {
    const w = note.handle.deref() as W_Object | undefined
    if (w === undefined) dying.push(note)
    else watched[Math.min(memory.ages[i] + 1, OLDEST)].push(w)
  })
  endings.load = 0
  endings.room = Math.max(least, watchedCount())
  host().memory.endJob()
  return { dying, all: memory.all, classes: memory.classes }
}

/** What a major collection in steps is about to do. */
export const PHASES = ['SCANNING', 'MARKING', 'SWEEPING', 'FINALIZING'] as const
const SCANNING = 0
const MARKING = 1
const SWEEPING = 2
const FINALIZING = 3
let phase = SCANNING
let marking: Marking | null = null
/** What came back and has something to do yet, in reversed order. */
let back: W_Object[] = []
/** So many objects are looked at in a step, so many finalized. */
const MARKED_AT_ONCE = 20_000
const FINALIZED_AT_ONCE = 500

/** A step of a major collection: the phases before and after, as numbers. It is over where the second is 0. */
export function collectStep(): [number, number] {
  if (collecting) return [phase, phase]
  const before = phase
  collecting = true
  try {
    switch (phase) {
      case SCANNING:
        marking = new Marking()
        phase = MARKING
        break
      case MARKING:
        if ((marking as Marking).step(MARKED_AT_ONCE)) phase = SWEEPING
        break
      case SWEEPING: {
        const { dying } = askHost(OLDEST, false, false, marking)
        marking?.forget()
        marking = null
        back = revived(dying).reverse()
        phase = FINALIZING
        break
      }
      case FINALIZING:
        finalizeSome(FINALIZED_AT_ONCE)
    }
  } finally {
    collecting = false
  }
  return [before, phase]
}

function finalizeSome(many: number): void {
  for (let n = 0; n < many && back.length > 0; n++) finalize(back.pop() as W_Object)
  if (back.length === 0) phase = SCANNING
}

/** A major collection that has begun comes to its end at once: what is found dead does what it has to do. */
function finishMajor(): void {
  marking?.forget()
  marking = null
  finalizeSome(Infinity)
}

/**
 * Has what is gone do what it has to do; where garbage is counted, how much of it has come back. V8 collects once more then: what was made again
 * for that is gone before it is counted, and so are the classes that nothing but notes had kept.
 */
function finalizeAgain(dying: readonly Note[], garbage: readonly Note[], all: readonly Note[]): number {
  if (dying.length === 0) return 0
  finalizeInOrder(dying)
  if (!collection.counts || collection.savesAll) return 0
  const back = garbage.map((note) => note.forget()).filter((handle) => handle !== undefined)
  for (const note of all) note.clear()
  forgetClasses()
  host().memory.collect()
  return back.filter((handle) => handle.deref() !== undefined).length
}

function finalizeInOrder(dying: readonly Note[]): void {
  revived(dying).forEach(finalize)
}

function revived(dying: readonly Note[]): W_Object[] {
  return inOrder(dying).map((note) => note.revive() as W_Object)
}

/** At the end of the program: all that is watched does what it has to do. */
export function finalizeAll(): void {
  collection.isAtEnd = true
  finishMajor()
  escapeAll()
  for (let round = 0; round < 3; round++) {
    const { ending } = takeWatched(OLDEST, null)
    if (ending.length === 0) return
    // Files are left to the end, so that `__del__` can write to them.
    inOrderOfEnd(ending)
      .sort((a, b) => layerOf(b) - layerOf(a))
      .forEach(finalize)
  }
}

const layerOf = (w: W_Object): number => (w as Partial<Ending>).layer ?? 9
