// Compares the engine with a file of cases: node -C @typhon/source compare.ts cases.json
import { readFileSync } from 'node:fs'
import { Engine as PatternEngine, type Found, prepared } from '../engine.ts'
import { Machine } from '../match.ts'
import { assemble, type Program } from '../program.ts'
import { translate } from '../translate.ts'
import { parse } from '../tree.ts'
import { isValid } from '../validate.ts'
import { type Case, differences, type Engine, type Spans, widened } from './cases.ts'

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

/** The engine with its host expressions as soon as they can be used; `translated` counts patterns that have them. */
export function translatedEngine(code: Uint32Array, groups: number): Engine | undefined {
  if (translate(parse(code).body, groups) === undefined) return undefined
  const engine = new PatternEngine(code, groups)
  for (let i = 0; i < 4; i++) engine.match('', 0, 0)
  const spans = (m: Found | null): Spans => {
    if (m === null) return null
    const out = [m.lastindex, m.start, m.end]
    for (let g = 1; g <= groups; g++) out.push(m.startOf(g), m.endOf(g))
    return out
  }
  return {
    search: (subject, from, end, advance) => spans(engine.search(prepared(subject), from, end, advance)),
    match: (subject, from, end, full) => spans(engine.match(prepared(subject), from, end, full)),
  }
}

function main(file: string): void {
  let cases = 0
  let wrong = 0
  let translated = 0
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const text = line.replace(/^,/, '').trim()
    if (text === '[' || text === ']' || text === '') continue
    const c = JSON.parse(text) as Case
    cases++
    const code = Uint32Array.from(c[3])
    if (!isValid(code, c[2])) console.log('not valid', c[0])
    const engine = machineEngine(assemble(parse(code), c[2]))
    const native = translatedEngine(code, c[2])
    if (native !== undefined) translated++
    const found = [...differences(c, engine), ...differences(c, engine, widened), ...(native === undefined ? [] : differences(c, native).map((d) => `HOST ${d}`))]
    if (found.length > 0) wrong++
    for (const d of found.slice(0, wrong < 20 ? 2 : 0)) console.log(d)
  }
  console.log(`${cases} cases, ${translated} translated, ${wrong} differ`)
}

if (process.argv[2] !== undefined) main(process.argv[2])
