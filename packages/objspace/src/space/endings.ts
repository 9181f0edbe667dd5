// Objects that have something to do before they go: those whose class has `__del__`, suspended generators, files, sockets. Each is noted when
// it is made; all others pay nothing. What becomes of them is the matter of whoever collects (packages/interpreter/src/collect).
//
// What must stay true: `fresh` keeps what is in it alive, so it is emptied before memory is collected.
import type { W_Object } from './value.ts'

class Endings {
  /** What was noted since the list was looked through. */
  fresh: W_Object[] = []
  /** What has been noted counts for so much; beyond `room` memory is collected. */
  load = 0
  room = 20_000
  /** Instances of all classes made in Python are noted, for collectors that count what they find. */
  notesAll = false
  /** Told when there is no room left. */
  full = (): void => {}
  /** Told when the host has collected by itself, and much more memory is in use than after the last collection that was asked for. */
  grown = (): void => {}
  /** Told of what is noted, by those that follow what frames hold (see owned.ts): whether it need not be noted yet. */
  follow = (_w: W_Object, _weight: number): boolean => false
  /** Calls the callbacks of weak references to what is gone. */
  callbacks = (): void => {}
}

export const endings = new Endings()

/** Notes a new object that has something to do before it goes. What is scarce (descriptors) has a greater weight. */
export function watchEnd(w: W_Object, weight = 1): void {
  endings.fresh.push(w)
  addLoad(weight)
}

/** Notes an object that only the frame holds that has it made, as far as is known. */
export function watchNew(w: W_Object, weight = 1): void {
  if (!endings.follow(w, weight)) watchEnd(w, weight)
}

/** Has memory collected when much has been counted. */
export function addLoad(weight: number): void {
  if ((endings.load += weight) > endings.room) endings.full()
}

/** What may tell that nothing has to be done any more. */
export interface Ending {
  readonly isOver: boolean
  /** How many such objects it stands on, which end after it: a file of text stands on one of bytes. */
  readonly layer?: number
}
