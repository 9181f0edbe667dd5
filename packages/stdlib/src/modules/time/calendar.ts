// The Gregorian calendar without the system: seconds to fields, and the names of C's locale.

export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** Broken-down time as C has it: month and yearday from 0, weekday from Sunday. */
export interface Tm {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  weekday: number
  yearday: number
  dst: number
  zone: string | null
  offset: number
}

/** Years of four centuries are 146,097 days. */
const ERA = 146097

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Days before each month of a year that is no leap year. */
const BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

/** UTC of a number of seconds since 1970; undefined where the year does not fit a C int. */
export function utcFields(seconds: number | bigint): Tm | undefined {
  const whole = BigInt(seconds)
  const ofDay = Number(((whole % 86400n) + 86400n) % 86400n)
  const days = Number((whole - BigInt(ofDay)) / 86400n)
  // Days since 1 March of year 0, when leap days end years. Howard Hinnant's days algorithm.
  const z = days + 719468
  const era = Math.floor(z / ERA)
  const ofEra = z - era * ERA
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  )
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * ofYear + 2) / 153)
  const day = ofYear - Math.floor((153 * shifted + 2) / 5) + 1
  const month = shifted < 10 ? shifted + 2 : shifted - 10
  const year = yearOfEra + era * 400 + (month <= 1 ? 1 : 0)
  if (year > 0x7fffffff + 1900 || year < -0x80000000 + 1900) return undefined
  return {
    year,
    month,
    day,
    hour: Math.floor(ofDay / 3600),
    minute: Math.floor(ofDay / 60) % 60,
    second: ofDay % 60,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearday: BEFORE[month] + day - 1 + (month > 1 && isLeap(year) ? 1 : 0),
    dst: 0,
    zone: 'GMT',
    offset: 0,
  }
}
