// Reads what program/jit-log.ts writes: which loops and bridges were compiled, from which operations, and how often they were entered.
//
// What must stay true: a loop whose trace was given up and recorded again has the same name and is another loop here; what the log tells later,
// counts included, is of the newest.

/** A loop, function or bridge that was compiled. */
export interface Compiled {
  readonly name: string
  /** Unique in a page. */
  readonly id: string
  readonly place: string
  /** Lines of the trace, without those that tell places. */
  readonly lines: readonly string[]
  /** `file:line` of what stands in brackets behind guards, as `f@25`. */
  readonly places: ReadonlyMap<string, string>
  readonly origin: string | null
  /** The newest text that it was compiled to. */
  script: string
  /** How often it was compiled. */
  versions: number
  /** What the summary says of it. */
  counts: string
  /** Failures of its guards by the number of the operation, the first is 1. */
  readonly failures: Map<number, number>
  /** Bridges by the number of the operation that they begin at. */
  readonly bridges: Map<number, Compiled>
}

/** What a log says. */
export interface JitLog {
  readonly compiled: readonly Compiled[]
  readonly aborts: readonly { readonly place: string; readonly reason: string }[]
  readonly counters: readonly (readonly [string, string])[]
}

const SECTION = /^\{(jit-[\w-]+) ?(.*)\n([^]*?)^\1\}$/gm
const TITLE = /^(.*?)(?: \((.*?)\))?(?: from (operation \d+ of .*))?$/
const OPERATION = /^operation (\d+) of (.*)$/

/** What a file says that TYPHONLOG has written. */
export function readLog(text: string): JitLog {
  const compiled: Compiled[] = []
  const newest = new Map<string, Compiled>()
  const aborts: { place: string; reason: string }[] = []
  const counters: [string, string][] = []
  for (const [, section, head, body] of text.matchAll(SECTION)) {
    const [, name, place = '', origin] = TITLE.exec(head) as RegExpExecArray
    if (section === 'jit-log-opt') {
      const one = compiledFrom(name, place, origin ?? null, body, `t${compiled.length + 1}`)
      compiled.push(one)
      newest.set(name, one)
      const [, number, of] = OPERATION.exec(origin ?? '') ?? []
      if (of !== undefined) newest.get(of)?.bridges.set(Number(number), one)
    } else if (section === 'jit-backend') {
      const one = newest.get(name)
      if (one === undefined) continue
      one.script = body.trimEnd()
      one.versions++
    } else if (section === 'jit-abort') aborts.push({ place: place || name, reason: body.trim() })
    else if (section === 'jit-summary') readSummary(body, newest, counters)
  }
  return { compiled, aborts, counters }
}

function compiledFrom(name: string, place: string, origin: string | null, body: string, id: string): Compiled {
  const places = new Map<string, string>()
  const lines: string[] = []
  for (const line of body.trimEnd().split('\n')) {
    const [, frame, where] = /^# (.*@\d+): (.*)$/.exec(line) ?? []
    if (frame === undefined) lines.push(line)
    else places.set(frame, where)
  }
  const none = { script: '', versions: 0, counts: '', failures: new Map<number, number>(), bridges: new Map() }
  return { name, id, place, lines, places, origin, ...none }
}

function readSummary(body: string, newest: ReadonlyMap<string, Compiled>, counters: [string, string][]): void {
  for (const line of body.trimEnd().split('\n')) {
    const colon = line.lastIndexOf(': ')
    const [what, said] = [line.slice(0, colon), line.slice(colon + 2)]
    const [, number, of] = OPERATION.exec(what) ?? []
    if (of !== undefined) newest.get(of)?.failures.set(Number(number), Number.parseInt(said))
    else if (/^\d+$|^[\d.]+ ms$/.test(said)) counters.push([what, said])
    else {
      const one = newest.get((TITLE.exec(what) as RegExpExecArray)[1])
      if (one !== undefined) one.counts = said
    }
  }
}
