// strftime of the GNU C library in C's locale, with its flags, widths and modifiers, so that formatting a date loads no
// library. lib: time#time.strftime; man 3 strftime
import { isLeap, MONTHS, type Tm, WEEKDAYS } from './calendar.ts'

/** What a format asks for beside the fields: the zone's names, and seconds since 1970 of local fields. */
export interface Zone {
  readonly names: readonly [string, string]
  seconds(t: Tm): number
}

/** Formats that stand for others. */
const COMPOSED: Record<string, string> = {
  c: '%a %b %e %H:%M:%S %Y',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  R: '%H:%M',
  r: '%I:%M:%S %p',
  T: '%H:%M:%S',
  X: '%H:%M:%S',
  x: '%m/%d/%y',
}

/** Which conversions the modifiers E and O may stand before. */
const WITH_E = 'cCxXyYbBhp'
const WITH_O = 'bBdeHIkljmMpSuUVgGwWyh'

const SPEC = /%([_0^#-]*)(\d*)([EO]?)([\s\S]?)/gu

/** Weeks are counted from the first Sunday (0) or Monday (1). */
function weekOfYear(t: Tm, first: number): number {
  return Math.floor((t.yearday - ((t.weekday - first + 7) % 7) + 7) / 7)
}

/** Days since the Monday of the first ISO week of a year; negative where the day belongs to the year before. */
function isoDays(yearday: number, weekday: number): number {
  // The first week holds 4 January. 420 keeps the dividend of the remainder positive.
  return yearday - ((yearday - weekday + 4 + 420) % 7) + 3
}

/** Week and year of ISO 8601. */
function isoWeek(t: Tm): { year: number; week: number } {
  const length = (year: number): number => (isLeap(year) ? 366 : 365)
  let { year } = t
  let days = isoDays(t.yearday, t.weekday)
  if (days < 0) {
    year--
    days = isoDays(t.yearday + length(year), t.weekday)
  } else {
    const next = isoDays(t.yearday - length(year), t.weekday)
    if (next >= 0) {
      year++
      days = next
    }
  }
  return { year, week: Math.floor(days / 7) + 1 }
}

/** A number padded to so many digits, as the flags say. */
function number(value: number, digits: number, pad: string, width: number): string {
  const size = Math.max(digits, width)
  const sign = value < 0 ? '-' : ''
  const text = String(Math.abs(value))
  if (pad === '-') return sign + text
  if (pad === '_') return (sign + text).padStart(size, ' ')
  return sign + text.padStart(size - sign.length, '0')
}

export function strftime(format: string, t: Tm, zone: Zone): string {
  return format.replace(SPEC, (raw: string, flags: string, widthText: string, modifier: string, letter: string) => {
    const width = widthText === '' ? 0 : Number(widthText)
    let pad = ''
    let upper = false
    let swap = false
    for (const flag of flags) {
      if (flag === '^') upper = true
      else if (flag === '#') swap = true
      else pad = flag
    }
    const fill = (text: string): string => text.padStart(width, pad === '0' ? '0' : ' ')
    const text = (s: string): string => fill(upper || swap ? s.toUpperCase() : s)
    const num = (value: number, digits: number): string => fill(number(value, digits, pad, width))
    const spaced = (value: number, digits: number): string => fill(number(value, digits, pad === '' ? '_' : pad, width))
    if (
      (modifier === 'E' && !WITH_E.includes(letter)) ||
      (modifier === 'O' && !WITH_O.includes(letter)) ||
      letter === ''
    )
      return fill(raw)
    const hour12 = t.hour % 12 === 0 ? 12 : t.hour % 12
    switch (letter) {
      case '%':
        return modifier === '' ? fill('%') : fill(raw)
      case 'n':
        return fill('\n')
      case 't':
        return fill('\t')
      case 'a':
        return text(WEEKDAYS[t.weekday].slice(0, 3))
      case 'A':
        return text(WEEKDAYS[t.weekday])
      case 'b':
      case 'h':
        return text(MONTHS[t.month].slice(0, 3))
      case 'B':
        return text(MONTHS[t.month])
      case 'C':
        return num(Math.floor(t.year / 100), 1)
      case 'd':
        return num(t.day, 2)
      case 'e':
        return spaced(t.day, 2)
      case 'g':
        return num(((isoWeek(t).year % 100) + 100) % 100, 2)
      case 'G':
        return num(isoWeek(t).year, 1)
      case 'H':
        return num(t.hour, 2)
      case 'I':
        return num(hour12, 2)
      case 'j':
        return num(t.yearday + 1, 3)
      case 'k':
        return spaced(t.hour, 2)
      case 'l':
        return spaced(hour12, 2)
      case 'M':
        return num(t.minute, 2)
      case 'm':
        return num(t.month + 1, 2)
      case 'P':
        return fill(t.hour < 12 ? 'am' : 'pm')
      case 'p': {
        const half = t.hour < 12 ? 'AM' : 'PM'
        return fill(swap ? half.toLowerCase() : half)
      }
      case 'S':
        return num(t.second, 2)
      case 's':
        return num(zone.seconds(t), 1)
      case 'U':
        return num(weekOfYear(t, 0), 2)
      case 'u':
        return num(((t.weekday + 6) % 7) + 1, 1)
      case 'V':
        return num(isoWeek(t).week, 2)
      case 'W':
        return num(weekOfYear(t, 1), 2)
      case 'w':
        return num(t.weekday, 1)
      case 'Y':
        return num(t.year, 1)
      case 'y':
        return num(((t.year % 100) + 100) % 100, 2)
      case 'Z': {
        const name = t.zone !== null && t.zone !== '' ? t.zone : t.dst >= 0 ? zone.names[t.dst > 0 ? 1 : 0] : ''
        return fill(swap ? name.toLowerCase() : upper ? name.toUpperCase() : name)
      }
      case 'z': {
        if (t.dst < 0) return ''
        const minutes = Math.trunc(Math.abs(t.offset) / 60)
        return (t.offset < 0 ? '-' : '+') + number(Math.floor(minutes / 60) * 100 + (minutes % 60), 4, pad, width)
      }
      default: {
        const composed = COMPOSED[letter]
        if (composed === undefined) return fill(raw)
        const made = strftime(composed, t, zone)
        return fill(upper ? made.toUpperCase() : made)
      }
    }
  })
}
