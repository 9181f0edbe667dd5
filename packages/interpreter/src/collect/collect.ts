// Collecting: V8 says what is gone; callbacks of weak references to it are called, and what had something to do before it went
// is made again and does it (see likeness.ts). CPython: Python/gc.c (gc_collect_main)
//
// Besides gc.collect(), this runs when many such objects have been made since the last time; the interpreter does it where it looks up.
//
// What must stay true: while V8 collects, neither variables here nor the lists hold an object that is watched.
import type { W_Object } from '@typhon/objspace'
import {
  endings,
  type Ending,
  hooks,
  host,
  onRestart,
  Special,
  W_Dict,
  W_MethodDescriptor,
  W_Module,
} from '@typhon/objspace'
import { context } from '../eval/context.ts'
import type { Frame } from '../objects/frame.ts'
import { warnOfUnawaited, watchUnawaited } from '../objects/unawaited.ts'
import { FINISHED, W_Generator } from '../objects/generator.ts'
import { liveThreads, runSoon } from '../threads/scheduler.ts'
import { finalize, isFinalized } from './finalize.ts'
import { type Note, takeDown } from './likeness.ts'

/** What is watched and was not noted lately, the oldest first. */
let watched: WeakRef<W_Object>[] = []

const LEAST = endings.room

/** Whether memory is collected without being asked for; whether the program has ended. */
export const automatic = { isOn: true, isAtEnd: false }
// A program that was run ahead has ended; the one that starts has not.
onRestart(() => (automatic.isAtEnd = false))

/** Collects soon, unless most of what was noted has nothing to do any more. */
endings.full = () => {
  const before = endings.fresh.length
  endings.fresh = endings.fresh.filter((w) => !isOver(w))
  endings.load *= endings.fresh.length / before
  if (endings.load < endings.room / 2) return
  endings.load = 0
  if (automatic.isOn) runSoon(collectGarbage)
}

/** Whether nothing has to be done for an object when it goes. */
function isOver(w: W_Object): boolean {
  if (isFinalized(w)) return true
  if (w instanceof W_Generator) return w.state === FINISHED
  const { type } = w.shape
  return (
    (!type.heap || type.special(Special.del) instanceof W_MethodDescriptor) && (w as Partial<Ending>).isOver === true
  )
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

/** What surely lives, and leads everywhere: frames that run, and the namespaces of modules. */
function surelyAlive(): Set<object> {
  const alive = new Set<object>()
  const addFrames = (frame: Frame | null): void => {
    for (let f = frame; f !== null && !alive.has(f); f = f.back) alive.add(f)
  }
  addFrames(context.frame)
  for (const thread of liveThreads()) addFrames(thread.frame)
  const sys = hooks.loadedModule('sys')
  const modules = sys instanceof W_Module ? sys.dict.getStr('modules') : undefined
  if (modules instanceof W_Dict) {
    alive.add(modules)
    for (const module of modules.values) if (module instanceof W_Module) alive.add(module.dict)
  }
  return alive
}

/** Writes down what is watched. */
function prepare(): Note[] {
  const objects = allWatched()
  return objects.length === 0 ? [] : takeDown(objects, surelyAlive())
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

/** Has V8 collect and does what is to be done for what is gone; gives how many objects had something to do. */
export function collectGarbage(): number {
  if (collecting) return 0
  collecting = true
  try {
    watchUnawaited()
    const notes = prepare()
    host().memory.collect()
    endings.callbacks()
    warnOfUnawaited()
    const gone: Note[] = []
    for (const note of notes) {
      const w = note.handle.deref()
      if (w === undefined) gone.push(note)
      else watched.push(note.handle as WeakRef<W_Object>)
    }
    endings.load = 0
    endings.room = Math.max(LEAST, watched.length)
    host().memory.endJob()
    if (gone.length === 0) return 0
    const dying = inOrder(gone).map((note) => note.revive() as W_Object)
    dying.forEach(finalize)
    return dying.length
  } finally {
    collecting = false
  }
}

/** At the end of the program: all that is watched does what it has to do, each before what it refers to. */
export function finalizeAll(): void {
  automatic.isAtEnd = true
  for (let round = 0; round < 3; round++) {
    const objects = allWatched()
    if (objects.length === 0) return
    objects.forEach(finalize)
  }
}
