// struct_time, and what the functions of `time` take for one. lib: time#time.struct_time; CPython: Modules/timemodule.c
import {
  defineStructSequence,
  error,
  index,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_StructSequence,
  W_Tuple,
} from '@typhon/objspace'
import type { Tm } from './calendar.ts'

export const structTime = defineStructSequence(
  'time',
  'struct_time',
  'A point in time as fields; what gmtime, localtime and strptime give.',
  [
    { name: 'tm_year', doc: 'year, for example, 1993' },
    { name: 'tm_mon', doc: 'month of year, range [1, 12]' },
    { name: 'tm_mday', doc: 'day of month, range [1, 31]' },
    { name: 'tm_hour', doc: 'hours, range [0, 23]' },
    { name: 'tm_min', doc: 'minutes, range [0, 59]' },
    { name: 'tm_sec', doc: 'seconds, range [0, 61])' },
    { name: 'tm_wday', doc: 'day of week, range [0, 6], Monday is 0' },
    { name: 'tm_yday', doc: 'day of year, range [1, 366]' },
    { name: 'tm_isdst', doc: '1 if summer time is in effect, 0 if not, and -1 if unknown' },
    { name: 'tm_zone', doc: 'abbreviation of timezone name' },
    { name: 'tm_gmtoff', doc: 'offset from UTC in seconds' },
  ],
  9,
)

export function newStructTime(t: Tm): Value {
  return structTime.make([
    t.year,
    t.month + 1,
    t.day,
    t.hour,
    t.minute,
    t.second,
    (t.weekday + 6) % 7,
    t.yearday + 1,
    t.dst,
    t.zone === null ? null : strFromText(t.zone),
    t.offset,
  ])
}

const INT_MAX = 0x7fffffff

function field(w: Value): number {
  const n = index(w)
  if (n > INT_MAX) throw error('OverflowError', 'signed integer is greater than maximum')
  if (n < -INT_MAX - 1) throw error('OverflowError', 'signed integer is less than minimum')
  return Number(n)
}

/** The fields of a tuple or struct_time, unchecked. */
export function fieldsOf(w: Value, owner: string): Tm {
  if (!(w instanceof W_Tuple)) throw error('TypeError', 'Tuple or struct_time argument required')
  if (w.items.length !== 9) throw error('TypeError', `${owner}(): illegal time tuple argument`)
  const [year, month, day, hour, minute, second, weekday, yearday, dst] = w.items.map(field)
  if (year < -INT_MAX - 1 + 1900) throw error('OverflowError', 'year out of range')
  const hidden = w instanceof W_StructSequence && typeOf(w) === structTime.type ? w.hidden : [null, null]
  const name = strOrUndefined(hidden[0])
  return {
    year,
    month: month - 1,
    day,
    hour,
    minute,
    second,
    weekday: (weekday + 1) % 7,
    yearday: yearday - 1,
    dst,
    zone: name === undefined ? null : textOfStr(name),
    offset: hidden[1] === null ? 0 : field(hidden[1]),
  }
}

/** Refuses fields that have no meaning; 0 stands for the first month, day and day of the year. */
export function checkFields(t: Tm): Tm {
  const range = (n: number, low: number, high: number, what: string): void => {
    if (n < low || n > high) throw error('ValueError', `${what} out of range`)
  }
  if (t.month === -1) t.month = 0
  range(t.month, 0, 11, 'month')
  if (t.day === 0) t.day = 1
  range(t.day, 0, 31, 'day of month')
  range(t.hour, 0, 23, 'hour')
  range(t.minute, 0, 59, 'minute')
  range(t.second, 0, 61, 'seconds')
  range(t.weekday, 0, Infinity, 'day of week')
  if (t.yearday === -1) t.yearday = 0
  range(t.yearday, 0, 365, 'day of year')
  return t
}
