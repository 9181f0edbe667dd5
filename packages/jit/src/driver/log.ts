/**
 * What the JIT tells of its work: counters always, texts to whoever listens. Sections have PyPy's names (`jit-log-noopt`, `jit-log-opt`,
 * `jit-backend`, `jit-abort`), so that the tools of the language can offer them as PYPYLOG does.
 *
 * What must stay true: without a listener no text is made.
 */
export type Section = 'jit-log-noopt' | 'jit-log-opt' | 'jit-backend' | 'jit-abort'

/** One thing that has happened. */
export interface Entry {
  readonly section: Section
  /** Which tree or bridge: `loop 3`, `bridge 1 of loop 3`. */
  readonly name: string
  /** Where in the language's program. */
  readonly place: string
  readonly text: string
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
  /** Operations, before and after the optimiser. */
  recorded: number
  optimized: number
  /** How often compiled code has gone back to the interpreter by a guard. */
  exits: number
}

export class Log {
  /** Hears of everything. */
  listener: ((entry: Entry) => void) | null = null
  readonly counters: Counters = {
    loops: 0,
    bridges: 0,
    aborts: 0,
    merges: 0,
    invalidations: 0,
    aged: 0,
    short: 0,
    recorded: 0,
    optimized: 0,
    exits: 0,
  }

  recorded(name: string, place: string, length: number, text: () => string): void {
    this.counters.recorded += length
    if (name.startsWith('bridge')) this.counters.bridges++
    else this.counters.loops++
    this.listener?.({ section: 'jit-log-noopt', name, place, text: text() })
  }

  optimized(name: string, place: string, length: number, text: () => string): void {
    this.counters.optimized += length
    this.listener?.({ section: 'jit-log-opt', name, place, text: text() })
  }

  compiled(name: string, text: string): void {
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
