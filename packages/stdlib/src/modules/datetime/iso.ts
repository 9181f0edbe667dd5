// ISO 8601: reading and writing dates and times. lib: datetime#datetime.datetime.fromisoformat
//
// Reading gives undefined for text that is no date or time; that a part is out of range is found by who makes the value.
import { error } from '@typhon/objspace'
import { fromIsoCalendar, fromOrdinal } from './calendar.ts'
import type { Clock } from './values.ts'

export type DateParts = readonly [year: number, month: number, day: number]

/** Hour, minute, second, microsecond; the offset in seconds and microseconds, undefined where there is none. */
export interface TimeParts {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly microsecond: number
  readonly offset: { readonly seconds: number; readonly microseconds: number } | undefined
}

const DATE = /^(\d{4})(?:-(\d\d)-(\d\d)|(\d\d)(\d\d)|-W(\d\d)(?:-(\d))?|W(\d\d)(\d)?)$/

/** YYYY-MM-DD, YYYYMMDD, YYYY-Www-D, YYYYWwwD, the weekday being optional. */
export function readDate(text: string): DateParts | undefined {
  const m = DATE.exec(text)
  if (m === null) return undefined
  const year = Number(m[1])
  const month = m[2] ?? m[4]
  if (month !== undefined) return [year, Number(month), Number(m[3] ?? m[5])]
  const week = Number(m[6] ?? m[8])
  const ordinal = fromIsoCalendar(year, week, Number(m[7] ?? m[9] ?? 1))
  return typeof ordinal === 'number' ? fromOrdinal(ordinal) : undefined
}

const EXTENDED = /^(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?$/
const BASIC = /^(\d\d)(?:(\d\d)(?:(\d\d)(?:[.,](\d+))?)?)?$/

function readClock(text: string): [hour: number, minute: number, second: number, microsecond: number] | undefined {
  const m = EXTENDED.exec(text) ?? BASIC.exec(text)
  if (m === null) return undefined
  const us = m[4] === undefined ? 0 : Number(m[4].slice(0, 6).padEnd(6, '0'))
  return [Number(m[1]), Number(m[2] ?? 0), Number(m[3] ?? 0), us]
}

/** HH[:MM[:SS[.ffffff]]] with or without colons, then Z or an offset of the same form. */
export function readTime(text: string): TimeParts | undefined {
  const at = text.search(/[+\-Z]/)
  const clock = readClock(at < 0 ? text : text.slice(0, at))
  if (clock === undefined) return undefined
  const [hour, minute, second, microsecond] = clock
  if (at < 0) return { hour, minute, second, microsecond, offset: undefined }
  if (text[at] === 'Z') {
    if (at !== text.length - 1) return undefined
    return { hour, minute, second, microsecond, offset: { seconds: 0, microseconds: 0 } }
  }
  const zone = readClock(text.slice(at + 1))
  if (zone === undefined) return undefined
  const sign = text[at] === '-' ? -1 : 1
  const offset = { seconds: sign * (zone[0] * 3600 + zone[1] * 60 + zone[2]), microseconds: sign * zone[3] }
  return { hour, minute, second, microsecond, offset }
}

const isDigit = (c: string | undefined): boolean => c !== undefined && c >= '0' && c <= '9'

/** Where the date in a text ends: what is there separates it from the time. -1 where it is no date. */
export function separatorAt(text: string): number {
  const { length } = text
  if (length === 7) return 7
  if (text[4] === '-') {
    if (text[5] !== 'W') return 10
    if (length < 8) return -1
    if (length > 8 && text[8] === '-') {
      if (length === 9) return -1
      // YYYY-Www-DTHH, or YYYY-Www with a dash as separator.
      return length > 10 && isDigit(text[10]) ? 8 : 10
    }
    return 8
  }
  if (text[4] !== 'W') return 8
  let at = 7
  while (at < length && isDigit(text[at])) at++
  if (at < 9) return at
  return at % 2 === 0 ? 7 : 8
}

const two = (n: number): string => String(n).padStart(2, '0')

export function dateText(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/** A time to the precision that `timespec` names. */
export function clockText(c: Clock, timespec: string): string {
  const spec = timespec === 'auto' ? (c.microsecond === 0 ? 'seconds' : 'microseconds') : timespec
  const minutes = `${two(c.hour)}:${two(c.minute)}`
  switch (spec) {
    case 'hours':
      return two(c.hour)
    case 'minutes':
      return minutes
    case 'seconds':
      return `${minutes}:${two(c.second)}`
    case 'milliseconds':
      return `${minutes}:${two(c.second)}.${String(Math.floor(c.microsecond / 1000)).padStart(3, '0')}`
    case 'microseconds':
      return `${minutes}:${two(c.second)}.${String(c.microsecond).padStart(6, '0')}`
    default:
      throw error('ValueError', 'Unknown timespec value')
  }
}
