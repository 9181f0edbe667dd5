/**
 * The record of one benchmark session, as it is written to `results/*.json`, and the ratios that are read off it.
 *
 * The record keeps every iteration of every process, raw; medians and ratios are made when a report is printed.
 */

import type { Key } from './implementations.ts'
import { median, steadyState } from './statistics.ts'

export interface Sample {
  readonly program: string
  readonly implementation: Key
  /** Which of the interleaved rounds, from 0. */
  readonly round: number
  /** Seconds per iteration, in order. */
  readonly wall: readonly number[]
  readonly cpu: readonly number[]
  readonly process: { readonly wall: number; readonly cpu: number | null; readonly peak: number | null }
  /** Why the process counts as failed; null when it finished and its checks held. */
  readonly failure: string | null
}

export interface StartUp {
  readonly what: Key | 'node'
  readonly round: number
  readonly wall: number
  readonly cpu: number | null
  readonly peak: number | null
}

export interface Session {
  readonly date: string
  readonly machine: { readonly cpu: string; readonly cores: number; readonly system: string; readonly node: string }
  readonly iterations: number
  readonly rounds: number
  readonly size: string
  readonly implementations: readonly { readonly key: Key; readonly version: string }[]
  readonly skipped: readonly { readonly key: Key; readonly reason: string }[]
  readonly samples: Sample[]
  readonly startUp: StartUp[]
}

export const CLOCKS = ['wall', 'cpu'] as const
export type Clock = (typeof CLOCKS)[number]

export const FIGURES = ['first', 'steady', 'cpu', 'wall', 'peak'] as const
export type Figure = (typeof FIGURES)[number]

/** The five figures of one program on one implementation; medians over the rounds. Seconds, and bytes for `peak`. */
export type Figures = Readonly<Record<Figure, number | undefined>>

/** undefined when the program was not run there; a text when it failed. */
export function figuresOf(session: Session, program: string, key: Key, clock: Clock): Figures | string | undefined {
  const samples = session.samples.filter((sample) => sample.program === program && sample.implementation === key)
  if (samples.length === 0) return undefined
  const failed = samples.find((sample) => sample.failure !== null)
  if (failed) return failed.failure!
  return {
    first: median(samples.map((sample) => sample[clock][0]!)),
    steady: median(samples.map((sample) => steadyState(sample[clock]))),
    cpu: medianOf(samples.map((sample) => sample.process.cpu)),
    wall: medianOf(samples.map((sample) => sample.process.wall)),
    peak: medianOf(samples.map((sample) => sample.process.peak)),
  }
}

export function medianOf(values: readonly (number | null)[]): number | undefined {
  const known = values.filter((value) => value !== null)
  return known.length > 0 ? median(known) : undefined
}

/** What everything is divided by: CPython, or the first that was run where there is none. */
export const baseOf = (session: Session): Key =>
  session.implementations.some(({ key }) => key === 'cpython') ? 'cpython' : session.implementations[0]!.key

export interface Row {
  readonly program: string
  /** Figures of the base. */
  readonly base: Figures | string | undefined
  readonly others: ReadonlyMap<Key, Figures | string | undefined>
}

export function rowsOf(session: Session, programs: readonly string[], clock: Clock): Row[] {
  const base = baseOf(session)
  const others = session.implementations.map(({ key }) => key).filter((key) => key !== base)
  return programs.map((program) => ({
    program,
    base: figuresOf(session, program, base, clock),
    others: new Map(others.map((key) => [key, figuresOf(session, program, key, clock)])),
  }))
}

/** How many times the base's figure; undefined when either is not known. */
export function ratio(row: Row, key: Key, figure: Figure): number | undefined {
  const other = row.others.get(key)
  if (typeof row.base !== 'object' || typeof other !== 'object') return undefined
  const below = row.base[figure]
  const above = other[figure]
  return above === undefined || below === undefined || below === 0 ? undefined : above / below
}
