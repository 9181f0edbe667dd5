/**
 * What the JIT tells of its work: counters always, texts to whoever listens. Sections have PyPy's names (`jit-log-noopt`, `jit-log-opt`,
 * `jit-backend`, `jit-abort`), so that the tools of the language can offer them as PYPYLOG does.
 *
 * What must stay true: without a listener no text is made.
 */
import type { Op } from '../ir/values.ts'
import type { Location } from './location.ts'

export type Section = 'jit-log-noopt' | 'jit-log-opt' | 'jit-backend' | 'jit-abort'

/** One thing that has happened. */
export interface Entry {
  readonly section: Section
  /** Which tree or bridge: `loop 3`, `bridge 1 of loop 3`. */
  readonly name: string
  /** Where in the language's program. */
  readonly place: string
  readonly text: string
  /** Of a bridge: the operation where it begins, as `operation 13 of loop 1`. */
  readonly origin?: string
}

/** A trace that was compiled, or given up. */
export interface Happening {
  readonly location: Location
  /** The number of its tree, 0 where there is none. */
  readonly loop: number
  /** The number of the bridge, among all bridges; null for the root of a tree. */
  readonly bridge: number | null
  /** Why it was given up; null where it was compiled. */
  readonly reason: string | null
  /** Characters of the function. */
  readonly size: number
  readonly ops: readonly Op[]
  /** Each operation as text. */
  texts(): string[]
}

/** How much has been done so far. */
export interface Counters {
  loops: number
  bridges: number
  aborts: number
  merges: number
  /** Trees given up because a fact they relied on has changed. */
  invalidations: number
  /** Trees given up because nobody entered them any more. */
  aged: number
  /** Trees given up because they did too little each time. */
  short: number
  /** Trees given up because loops of functions that were followed went other ways. */
  rolled: number
  /** Loops that are recorded anew because a sum grew beyond what it was guessed to be. */
  grown: number
  /** Operations, before and after the optimiser. */
  recorded: number
  optimized: number
  /** Of the text of the functions that were made. */
  characters: number
  /** How often compiled code has gone back to the interpreter by a guard. */
  exits: number
}

export class Log {
  /** Hears of everything, as text. */
  listener: ((entry: Entry) => void) | null = null
  /** Hears of what was compiled or given up, for hooks of the language. It is called while compiled code is left: it may not run any. */
  observer: ((happening: Happening) => void) | null = null
  /** Milliseconds spent on recording, rounds executed included, on the optimiser, and on making functions. */
  readonly times = { tracing: 0, optimizing: 0, backend: 0 }
  readonly counters: Counters = {
    loops: 0,
    bridges: 0,
    aborts: 0,
    merges: 0,
    invalidations: 0,
    aged: 0,
    short: 0,
    rolled: 0,
    grown: 0,
    recorded: 0,
    optimized: 0,
    characters: 0,
    exits: 0,
  }

  recorded(name: string, place: string, length: number, text: () => string, origin?: string): void {
    this.counters.recorded += length
    if (name.startsWith('bridge')) this.counters.bridges++
    else this.counters.loops++
    this.listener?.({ section: 'jit-log-noopt', name, place, text: text(), origin })
  }

  optimized(name: string, place: string, length: number, text: () => string, origin?: string): void {
    this.counters.optimized += length
    this.listener?.({ section: 'jit-log-opt', name, place, text: text(), origin })
  }

  compiled(name: string, text: string): void {
    this.counters.characters += text.length
    this.listener?.({ section: 'jit-backend', name, place: '', text })
  }

  abort(place: string, reason: string): void {
    this.counters.aborts++
    this.listener?.({ section: 'jit-abort', name: '', place, text: reason })
  }

  /** The counters as text, like PyPy's jit-summary. */
  summary(): string {
    return Object.entries(this.counters)
      .map(([name, count]) => `${name}:`.padEnd(16) + count)
      .join('\n')
  }
}
