// What a zone says at a time: its transitions, and the rule behind the last one. PEP 615; RFC 8536
import { type Period, Rule } from './rule.ts'

/** Transitions as a TZif file lists them. */
export interface Transitions {
  /** Which type each transition leads to. */
  readonly indices: readonly number[]
  /** Seconds since 1970 in UTC. */
  readonly times: readonly number[]
  /** Offset, whether it is daylight saving time, and name, by type. */
  readonly offsets: readonly number[]
  readonly isDst: readonly boolean[]
  readonly names: readonly string[]
}

/** What daylight saving time adds is not in a file: it is the difference to the standard time before or after, else an hour. */
function savings({ indices, offsets, isDst }: Transitions): number[] {
  const result = offsets.map(() => 0)
  const standardNear = (i: number): number | undefined => {
    const type = indices[i]
    for (const k of [i - 1, i + 1]) {
      const other = k >= 0 ? indices[k] : undefined
      if (other === undefined || isDst[other]) continue
      const d = offsets[type] - offsets[other]
      if (d !== 0) return d
    }
    return undefined
  }
  for (let i = 1; i < indices.length; i++) {
    const type = indices[i]
    if (isDst[type] && result[type] === 0) result[type] = standardNear(i) ?? 0
  }
  return result.map((d, type) => (d === 0 && isDst[type] ? 3600 : d))
}

/** How many of the sorted `times` are at most `t`. */
function countUpTo(times: readonly number[], t: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle] <= t) low = middle + 1
    else high = middle
  }
  return low
}

export class Zone {
  private readonly times: readonly number[]
  /** Local times of the transitions: for fold 0 after what is skipped or shown first, for fold 1 before. */
  private readonly local: readonly [readonly number[], readonly number[]]
  /** The period that each transition starts. */
  private readonly periods: readonly Period[]
  private readonly before: Period | undefined
  private readonly after: Rule | Period
  /** The one period of a zone that never changes. */
  readonly fixed: Period | undefined

  constructor(t: Transitions, rule: Rule | Period | undefined) {
    const dst = savings(t)
    const types = t.offsets.map((offset, i): Period => ({ offset, dst: dst[i], name: t.names[i] }))
    this.times = t.times
    this.periods = t.indices.map((i) => types[i])
    this.before = types[t.isDst.indexOf(false)] ?? this.periods[0]
    this.after = rule ?? this.periods[this.periods.length - 1] ?? types[types.length - 1]
    const offsetsAt = t.indices.map((i, k) => [t.offsets[k === 0 ? 0 : t.indices[k - 1]], t.offsets[i]])
    this.local = [
      t.times.map((u, k) => u + Math.max(...offsetsAt[k])),
      t.times.map((u, k) => u + Math.min(...offsetsAt[k])),
    ]
    const { after } = this
    if (after instanceof Rule || types.length > 1) this.fixed = undefined
    else if (types.length === 0) this.fixed = after
    else {
      const [only] = types
      const same = only.offset === after.offset && only.dst === after.dst && only.name === after.name
      this.fixed = same ? after : undefined
    }
  }

  /** The period at a local time, in seconds. */
  atLocal(seconds: number, year: number, fold: number): Period | undefined {
    const times = this.local[fold]
    const n = times.length
    if (n > 0 && seconds < times[0]) return this.before
    if (n === 0 || seconds > times[n - 1]) {
      const { after } = this
      return after instanceof Rule ? after.atLocal(seconds, year, fold) : after
    }
    return this.periods[countUpTo(times, seconds) - 1]
  }

  /** The period at a time of UTC, and the fold of its local time. */
  atUtc(seconds: number, year: number): [Period, fold: number] {
    const { times, periods, after } = this
    const n = times.length
    if (n > 0 && seconds < times[0]) return [this.before as Period, 0]
    if (after instanceof Rule && (n === 0 || seconds > times[n - 1])) return after.atUtc(seconds, year)
    if (n === 0) return [after as Period, 0]
    const i = countUpTo(times, seconds)
    const period = periods[i - 1]
    const previous = i > 1 ? periods[i - 2] : (this.before as Period)
    return [period, previous.offset - period.offset > seconds - times[i - 1] ? 1 : 0]
  }
}
