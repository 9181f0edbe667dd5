// The proleptic Gregorian calendar: days are counted from 1 January of the year 1, which is day 1. lib: datetime#date-objects

export const MINYEAR = 1
export const MAXYEAR = 9999
export const MAX_ORDINAL = 3652059

const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const BEFORE = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : DAYS[month]
}

/** Days of the year before the first of a month. */
export function daysBeforeMonth(year: number, month: number): number {
  return BEFORE[month] + (month > 2 && isLeap(year) ? 1 : 0)
}

function daysBeforeYear(year: number): number {
  const y = year - 1
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
}

export function toOrdinal(year: number, month: number, day: number): number {
  return daysBeforeYear(year) + daysBeforeMonth(year, month) + day
}

/** Year, month and day of a day. */
export function fromOrdinal(ordinal: number): [year: number, month: number, day: number] {
  let n = ordinal - 1
  const n400 = Math.floor(n / 146097)
  n -= n400 * 146097
  const n100 = Math.floor(n / 36524)
  n -= n100 * 36524
  const n4 = Math.floor(n / 1461)
  n -= n4 * 1461
  const n1 = Math.floor(n / 365)
  n -= n1 * 365
  const year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1
  // The last day of a leap year, or of 400 years.
  if (n1 === 4 || n100 === 4) return [year - 1, 12, 31]
  let month = (n + 50) >> 5
  if (daysBeforeMonth(year, month) > n) month--
  return [year, month, n - daysBeforeMonth(year, month) + 1]
}

/** 0 is Monday. */
export function weekday(year: number, month: number, day: number): number {
  return (toOrdinal(year, month, day) + 6) % 7
}

/** The Monday that the first ISO week of a year starts with: the week of the first Thursday. */
export function firstMonday(year: number): number {
  const first = toOrdinal(year, 1, 1)
  const day = (first + 6) % 7
  return first - day + (day > 3 ? 7 : 0)
}

/** ISO year, week and weekday. */
export function isoCalendar(year: number, month: number, day: number): [year: number, week: number, day: number] {
  const today = toOrdinal(year, month, day)
  let y = year
  let monday = firstMonday(y)
  if (today < monday) monday = firstMonday(--y)
  else if (today >= firstMonday(y + 1)) monday = firstMonday(++y)
  return [y, Math.floor((today - monday) / 7) + 1, ((today - monday) % 7) + 1]
}

/** The day of an ISO year, week and weekday; the name of the part that is out of range. */
export function fromIsoCalendar(year: number, week: number, day: number): number | 'year' | 'week' | 'day' {
  if (year < MINYEAR || year > MAXYEAR) return 'year'
  if (week < 1 || week > 53) return 'week'
  // Years that start with a Thursday, and leap years that start with a Wednesday, have 53 weeks.
  if (week === 53) {
    const first = weekday(year, 1, 1)
    if (first !== 3 && !(first === 2 && isLeap(year))) return 'week'
  }
  if (day < 1 || day > 7) return 'day'
  return firstMonday(year) + (week - 1) * 7 + day - 1
}
