// Reads the cases that dump-cases.py writes and compares an engine with them.
import { Engine as PatternEngine, type Found, prepared } from '../engine.ts'
import { Machine } from '../match.ts'
import type { Program } from '../program.ts'
import type { Subject } from '../subject.ts'
import { translate } from '../translate.ts'
import { parse } from '../tree.ts'

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
  return typeof s === 'string' ? Uint32Array.from(s, (c) => c.codePointAt(0)!) : s
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
      if (e !== g)
        out.push(
          `${JSON.stringify(c[0])} flags ${c[1]} ${what} ${JSON.stringify(spelled)}[${from}:${end}]: expected ${e}, got ${g}`,
        )
    }
    compare('search', search, engine.search(subject, from, end, false))
    compare('match', match, engine.match(subject, from, end, false))
    compare('fullmatch', full, engine.match(subject, from, end, true))
    const found: Spans[] = []
    let advance = false
    for (let p = from; p <= end;) {
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

/** The machine as an engine to compare. */
export function machineEngine(program: Program, poll: (() => void) | null = null): Engine {
  const machine = new Machine(poll)
  const spans = (start: number): Spans => {
    const { registers } = machine
    const out = [registers[2 * program.groups], start, machine.end]
    for (let g = 0; g < program.groups; g++) {
      const from = registers[2 * g]
      const to = registers[2 * g + 1]
      if (from < 0 || to < 0) out.push(-1, -1)
      else out.push(from, to)
    }
    return out
  }
  return {
    search(subject, from, end, advance) {
      const at = machine.search(program, subject, from, end, advance)
      return at < 0 ? null : spans(at)
    },
    match: (subject, from, end, full) => (machine.match(program, subject, from, end, full, false) ? spans(from) : null),
  }
}

const hosted = (s: Subject): Subject => (s instanceof Uint8Array ? prepared(s, false) : s)

/** The engine when its host expressions are in use, undefined for patterns that have none. */
export function translatedEngine(code: Uint32Array, groups: number): Engine | undefined {
  if (translate(parse(code).body, groups, 0xffff) === undefined) return undefined
  const engine = new PatternEngine(code, groups)
  for (let i = 0; i < 4; i++) engine.match('', 0, 0)
  const spans = (m: Found | null): Spans => {
    if (m === null) return null
    const out = [m.lastindex, m.start, m.end]
    for (let g = 1; g <= groups; g++) out.push(m.startOf(g), m.endOf(g))
    return out
  }
  return {
    search: (subject, from, end, advance) => spans(engine.search(hosted(subject), from, end, advance)),
    match: (subject, from, end, full) => spans(engine.match(hosted(subject), from, end, full)),
  }
}
