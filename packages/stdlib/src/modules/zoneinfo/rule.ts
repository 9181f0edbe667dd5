// The rule that follows a zone's last transition: a TZ string as POSIX defines it, with the wider hours of RFC 8536.
//
//     CET-1CEST,M3.5.0,M10.5.0/3      standard name, offset west of UTC, the same for summer, start and end of summer
//
// `text` that is no rule makes undefined. Seconds are counted from 1970 as local clocks show them, unless said otherwise.
import { daysBeforeMonth, daysInMonth, isLeap, toOrdinal } from '../datetime/calendar.ts'

const EPOCH = 719163
const DAY = 86400

/** Offset, daylight saving time and name that hold for some time. */
export interface Period {
  readonly offset: number
  readonly dst: number
  readonly name: string
}

/** When in a year clocks are changed: the second of a local day. */
type Change = (year: number) => number

export class Rule {
  readonly standard: Period
  readonly summer: Period
  private readonly start: Change
  private readonly end: Change

  constructor(standard: Period, summer: Period, start: Change, end: Change) {
    this.standard = standard
    this.summer = summer
    this.start = start
    this.end = end
  }

  /** The period at a local time. */
  atLocal(seconds: number, year: number, fold: number): Period {
    let start = this.start(year)
    let end = this.end(year)
    const { dst } = this.summer
    // Clocks skip times when they are put forward and repeat them when they are put back; the fold says on which side those are.
    if ((fold === 1) === dst >= 0) end -= dst
    else start += dst
    return this.between(start, end, seconds)
  }

  /** The period at a time of UTC, and whether its local time was shown before. */
  atUtc(seconds: number, year: number): [Period, fold: number] {
    const start = this.start(year) - this.standard.offset
    const end = this.end(year) - this.summer.offset
    const { dst } = this.summer
    const repeated = dst > 0 ? end : start
    const fold = seconds >= repeated && seconds < repeated + Math.abs(dst) ? 1 : 0
    return [this.between(start, end, seconds), fold]
  }

  private between(start: number, end: number, seconds: number): Period {
    const summer = start < end ? seconds >= start && seconds < end : !(seconds >= end && seconds < start)
    return summer ? this.summer : this.standard
  }
}

const NAME = '([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)'
const OFFSET = '([+-]?\\d{1,3}(?::\\d\\d(?::\\d\\d)?)?)'
const RULE = new RegExp(`^${NAME}${OFFSET}(?:${NAME}${OFFSET}?(?:,([^,]+),([^,]+))?)?$`)

/** Hours, minutes and seconds as seconds; undefined where a part is out of range. */
function clock(text: string, hours: number): number | undefined {
  const m = /^([+-]?)(\d{1,3})(?::(\d\d))?(?::(\d\d))?$/.exec(text)
  if (m === null) return undefined
  const [h, min, s] = [Number(m[2]), Number(m[3] ?? 0), Number(m[4] ?? 0)]
  if (h > hours || min > 59 || s > 59) return undefined
  const n = h * 3600 + min * 60 + s
  return m[1] === '-' ? 0 - n : n
}

function change(text: string): Change | undefined {
  const [day, time, more] = text.split('/')
  if (more !== undefined) return undefined
  const seconds = time === undefined ? 7200 : clock(time, 167)
  if (seconds === undefined) return undefined
  const at = (ordinal: number): number => (ordinal - EPOCH) * DAY + seconds
  const m = /^M(\d{1,2})\.(\d)\.(\d)$/.exec(day)
  if (m !== null) {
    const [month, week, weekday] = [Number(m[1]), Number(m[2]), Number(m[3])]
    if (month < 1 || month > 12 || week < 1 || week > 5 || weekday > 6) return undefined
    return (year) => {
      const first = toOrdinal(year, month, 1)
      // Sunday is 0 here, and ordinals divided by seven leave 0 on Sundays.
      let d = ((weekday - (first % 7) + 7) % 7) + (week - 1) * 7
      if (d >= daysInMonth(year, month)) d -= 7
      return at(first + d)
    }
  }
  const julian = /^J(\d{1,3})$/.exec(day)
  if (julian !== null) {
    const n = Number(julian[1])
    if (n < 1 || n > 365) return undefined
    // 29 February is never counted.
    return (year) => at(toOrdinal(year, 1, 1) + n - 1 + (n > daysBeforeMonth(1, 3) && isLeap(year) ? 1 : 0))
  }
  const n = /^\d{1,3}$/.test(day) ? Number(day) : 366
  // As CPython counts: day 0 is the last one of the year before.
  return n > 365 ? undefined : (year) => at(toOrdinal(year, 1, 1) + n - 1)
}

const bare = (name: string): string => (name[0] === '<' ? name.slice(1, -1) : name)

/** The rule of a TZ string, or the one period of a zone without changes. */
export function readRule(text: string): Rule | Period | undefined {
  const m = RULE.exec(text)
  if (m === null) return undefined
  const [, name, w_offset, summerName, w_summer, w_start, w_end] = m
  const west = clock(w_offset, 24)
  if (west === undefined) return undefined
  const standard: Period = { offset: 0 - west, dst: 0, name: bare(name) }
  if (summerName === undefined) return standard
  const east = w_summer === undefined ? undefined : clock(w_summer, 24)
  if (w_summer !== undefined && east === undefined) return undefined
  if (w_start === undefined) return undefined
  const offset = east === undefined ? standard.offset + 3600 : 0 - east
  const start = change(w_start)
  const end = change(w_end)
  if (start === undefined || end === undefined) return undefined
  return new Rule(standard, { offset, dst: offset - standard.offset, name: bare(summerName) }, start, end)
}
