// The objects of datetime and how they are made. lib: datetime; CPython: Modules/_datetimemodule.c
//
// All are immutable. What a method of a subclass gives is made by calling that class; of the classes themselves, at once.
import { call, error, typeOf, type Value, W_Object, type W_Type } from '@typhon/objspace'
import type { Shape } from '@typhon/objspace'
import { daysInMonth, fromOrdinal, MAX_ORDINAL, MAXYEAR, MINYEAR } from './calendar.ts'

/** The types, told by the files that define them. */
export const types = {} as {
  timedelta: W_Type
  date: W_Type
  time: W_Type
  datetime: W_Type
  tzinfo: W_Type
  timezone: W_Type
}

export class W_TimeDelta extends W_Object {
  readonly days: number
  readonly seconds: number
  readonly microseconds: number
  constructor(days: number, seconds: number, microseconds: number, shape: Shape = types.timedelta.rootShape()) {
    super(shape)
    this.days = days
    this.seconds = seconds
    this.microseconds = microseconds
  }
}

export class W_Date extends W_Object {
  readonly year: number
  readonly month: number
  readonly day: number
  constructor(year: number, month: number, day: number, shape: Shape = types.date.rootShape()) {
    super(shape)
    this.year = year
    this.month = month
    this.day = day
  }
}

/** Hour, minute, second and microsecond, of a time or a datetime. */
export interface Clock {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly microsecond: number
  readonly tzinfo: Value
  readonly fold: number
}

export class W_DateTime extends W_Date implements Clock {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly microsecond: number
  readonly tzinfo: Value
  readonly fold: number
  constructor(
    year: number,
    month: number,
    day: number,
    hour: number,
    minute: number,
    second: number,
    microsecond: number,
    tzinfo: Value,
    fold: number,
    shape: Shape = types.datetime.rootShape(),
  ) {
    super(year, month, day, shape)
    this.hour = hour
    this.minute = minute
    this.second = second
    this.microsecond = microsecond
    this.tzinfo = tzinfo
    this.fold = fold
  }
}

export class W_Time extends W_Object implements Clock {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly microsecond: number
  readonly tzinfo: Value
  readonly fold: number
  constructor(
    hour: number,
    minute: number,
    second: number,
    microsecond: number,
    tzinfo: Value,
    fold: number,
    shape: Shape = types.time.rootShape(),
  ) {
    super(shape)
    this.hour = hour
    this.minute = minute
    this.second = second
    this.microsecond = microsecond
    this.tzinfo = tzinfo
    this.fold = fold
  }
}

export class W_TZInfo extends W_Object {}

export class W_TimeZone extends W_TZInfo {
  readonly offset: W_TimeDelta
  readonly name: Value | undefined
  constructor(offset: W_TimeDelta, name: Value | undefined, shape: Shape = types.timezone.rootShape()) {
    super(shape)
    this.offset = offset
    this.name = name
  }
}

export function checkDate(year: number, month: number, day: number): void {
  if (year < MINYEAR || year > MAXYEAR) throw error('ValueError', `year ${year} is out of range`)
  if (month < 1 || month > 12) throw error('ValueError', 'month must be in 1..12')
  if (day < 1 || day > daysInMonth(year, month)) throw error('ValueError', 'day is out of range for month')
}

export function checkTime(hour: number, minute: number, second: number, microsecond: number, fold: number): void {
  if (hour < 0 || hour > 23) throw error('ValueError', 'hour must be in 0..23')
  if (minute < 0 || minute > 59) throw error('ValueError', 'minute must be in 0..59')
  if (second < 0 || second > 59) throw error('ValueError', 'second must be in 0..59')
  if (microsecond < 0 || microsecond > 999999) throw error('ValueError', 'microsecond must be in 0..999999')
  if (fold !== 0 && fold !== 1) throw error('ValueError', 'fold must be either 0 or 1')
}

export function checkZone(w: Value): void {
  if (w !== null && !(w instanceof W_TZInfo))
    throw error('TypeError', `tzinfo argument must be None or of a tzinfo subclass, not type '${typeOf(w).fullName}'`)
}

export function newDate(cls: W_Type, year: number, month: number, day: number): Value {
  checkDate(year, month, day)
  return cls === types.date ? new W_Date(year, month, day) : call(cls, [year, month, day], null)
}

export function newTime(cls: W_Type, c: Clock): Value {
  const { hour, minute, second, microsecond, tzinfo, fold } = c
  if (cls === types.time) return new W_Time(hour, minute, second, microsecond, tzinfo, fold)
  const args = [hour, minute, second, microsecond, tzinfo]
  // A subclass may take no `fold`: it is only given where it is set.
  return fold === 0 ? call(cls, args, null) : call(cls, [...args, fold], ['fold'])
}

export function newDateTime(cls: W_Type, date: readonly [number, number, number], c: Clock): Value {
  const [year, month, day] = date
  const { hour, minute, second, microsecond, tzinfo, fold } = c
  if (cls === types.datetime) return new W_DateTime(year, month, day, hour, minute, second, microsecond, tzinfo, fold)
  const args = [year, month, day, hour, minute, second, microsecond, tzinfo]
  return fold === 0 ? call(cls, args, null) : call(cls, [...args, fold], ['fold'])
}

const MAX_DELTA = 999999999

/** A timedelta of parts of any size. */
export function newDelta(days: number, seconds: number, microseconds: number): W_TimeDelta {
  let d = days
  let s = seconds
  let us = microseconds
  if (us < 0 || us >= 1_000_000) {
    const carry = Math.floor(us / 1_000_000)
    us -= carry * 1_000_000
    s += carry
  }
  if (s < 0 || s >= 86400) {
    const carry = Math.floor(s / 86400)
    s -= carry * 86400
    d += carry
  }
  if (d < -MAX_DELTA || d > MAX_DELTA) throw error('OverflowError', `days=${d}; must have magnitude <= ${MAX_DELTA}`)
  return new W_TimeDelta(d, s, us)
}

/** Year, month and day of a day that may be out of range. */
export function dateOf(ordinal: number): [year: number, month: number, day: number] {
  if (ordinal < 1 || ordinal > MAX_ORDINAL) throw error('OverflowError', 'date value out of range')
  return fromOrdinal(ordinal)
}
