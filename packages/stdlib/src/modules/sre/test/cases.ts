// Reads the cases that dump-cases.py writes and compares an engine with them.
import { codePointsOf } from '../../../../../objspace/src/objects/str/wide.ts'
import type { Subject } from '../subject.ts'

/** lastindex, start, end, then start and end of each group; null for no match. */
export type Spans = readonly number[] | null
type Spelled = string | number[] | { bytes: number[] }
type Run = [Spelled, number, number, Spans, Spans, Spans, Spans[]]
export type Case = [Spelled, number, number, number[], Run[]]

/** What a comparison needs of an engine. */
export interface Engine {
  search(subject: Subject, from: number, end: number, advance: boolean): Spans
  match(subject: Subject, from: number, end: number, full: boolean): Spans
}

export function subjectOf(s: Spelled): Subject {
  if (typeof s === 'string') return s
  return Array.isArray(s) ? Uint32Array.from(s) : Uint8Array.from(s.bytes)
}

/** The same subject by code points, for a str. */
export function widened(s: Subject): Subject {
  return typeof s === 'string' ? codePointsOf(s) : s
}

/** Runs a case; gives the differences as text. */
export function differences(c: Case, engine: Engine, form: (s: Subject) => Subject = (s) => s): string[] {
  const out: string[] = []
  for (const [spelled, pos, stop, search, match, full, all] of c[4]) {
    const subject = form(subjectOf(spelled))
    const end = Math.min(stop, subject.length)
    const from = Math.min(pos, end)
    const compare = (what: string, expected: unknown, got: unknown): void => {
      const e = JSON.stringify(expected)
      const g = JSON.stringify(got)
      if (e !== g) out.push(`${JSON.stringify(c[0])} flags ${c[1]} ${what} ${JSON.stringify(spelled)}[${from}:${end}]: expected ${e}, got ${g}`)
    }
    compare('search', search, engine.search(subject, from, end, false))
    compare('match', match, engine.match(subject, from, end, false))
    compare('fullmatch', full, engine.match(subject, from, end, true))
    const found: Spans[] = []
    let advance = false
    for (let p = from; p <= end; ) {
      const m = engine.search(subject, p, end, advance)
      if (m === null) break
      found.push(m)
      advance = m[1] === m[2]
      p = m[2]
    }
    compare('finditer', all, found)
  }
  return out
}
